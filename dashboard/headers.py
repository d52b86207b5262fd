"""What every answer tells the browser to refuse."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

# Streamlit's charts compile their expressions, hence 'unsafe-eval'; without it nothing starts.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    ]
)


def allow_forms_to(origin: str) -> str:
    """The policy of a plain page whose form leads on to another place: browsers hold forms to where they end."""
    return CONTENT_SECURITY_POLICY.replace("form-action 'self'", f"form-action 'self' {origin}").replace(
        " 'unsafe-eval'", ""
    )


SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


def add_security_headers(send: Send, is_secure: bool, is_private: bool) -> Send:
    """Wrap `send`: every answer gets the headers; a private one must not be kept by anybody.

    A page may bring a content security policy of its own: plain pages allow less than Streamlit needs.
    """

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            del headers["Access-Control-Allow-Origin"]  # Streamlit lets any site read its static files
            own_policy = headers.get("Content-Security-Policy")
            headers.update(SECURITY_HEADERS)
            if own_policy:
                headers["Content-Security-Policy"] = own_policy
            if is_secure:
                headers["Strict-Transport-Security"] = "max-age=31536000"
            if is_private:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return send_guarded
