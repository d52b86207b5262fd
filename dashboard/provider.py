"""Logging in with the login people have already (OpenID Connect): sent there, come back, and asked about again.

Authorization code with PKCE, state and nonce, through Authlib. What is known between going and coming back lies
in a signed cookie of ten minutes; nothing is kept here for somebody who has not come back.
"""

from __future__ import annotations

import secrets
import sys
import warnings
from collections.abc import Mapping
from typing import Any

from authlib.deprecate import AuthlibDeprecationWarning
from joserfc.errors import JoseError
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response

from dashboard.sessions import Session, Ticket
from dashboard.texts import _
from warehouse.errors import FrivilligError
from warehouse.login import answer_address, discovery_address, is_issuer, read_login_secret
from warehouse.settings import Settings

with warnings.catch_warnings():
    # It would rather have another HTTP client than the one we have; that is nothing to tell whoever starts the dashboard.
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.base_client.errors import MismatchingStateError, OAuthError
    from authlib.integrations.starlette_client import OAuth

START_PATH = "/log-ind/udbyder"
WAY_COOKIE = "frivillig_vej"
_WAY_SECONDS = 600
_PATIENCE_SECONDS = 10.0
_LEEWAY_SECONDS = 60
# A signature that anybody who knows the client's secret could make, or none, proves nothing.
_SIGNATURES = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}


class LoginRefusedError(FrivilligError):
    """Somebody did not get in by the provider; the sentence is for them."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class NoLongerWelcomeError(Exception):
    """The provider says that a person has no access any more."""


class Provider:
    """The provider of `[login]`. Raises SettingsError where the secret is missing."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        asked = settings.login
        self._client = OAuth().register(
            "provider",
            client_id=asked.client_id,
            client_secret=read_login_secret(),
            server_metadata_url=discovery_address(settings),
            client_kwargs={"scope": asked.scope, "code_challenge_method": "S256", "timeout": _PATIENCE_SECONDS},
        )

    @property
    def way_back(self) -> Middleware:
        """Keeps state, nonce and PKCE's verifier in the browser, signed, while a person is at the provider."""
        return Middleware(
            SessionMiddleware,
            secret_key=secrets.token_urlsafe(32),
            session_cookie=WAY_COOKIE,
            max_age=_WAY_SECONDS,
            path="/log-ind",
            same_site="lax",
            https_only=self._settings.login.address.startswith("https:"),
        )

    async def send_there(self, request: Request) -> Response:
        """The answer that leads to the provider. Raises LoginRefusedError when it cannot be reached."""
        try:
            known = await self._know_provider()
            scope = self._settings.login.scope.split()
            if "offline_access" in known.get("scopes_supported", ()):
                scope.append("offline_access")
            answer: Response = await self._client.authorize_redirect(
                request, answer_address(self._settings), scope=" ".join(dict.fromkeys(scope))
            )
        except Exception as error:
            raise self._tell(error) from error
        return answer

    async def welcome_back(self, request: Request) -> tuple[Mapping[str, Any], dict[str, Any]]:
        """Claims and tokens of who came back. Raises LoginRefusedError when anything does not fit."""
        try:
            await self._know_provider()
            token = await self._client.authorize_access_token(
                request, claims_options=self._required_claims(), leeway=_LEEWAY_SECONDS
            )
            return _claims_in(token), token
        except Exception as error:
            raise self._tell(error) from error

    async def confirm(self, ticket: Ticket) -> Mapping[str, Any] | None:
        """Exchange the ticket for a new one. The new claims, or None when the provider confirms without any.

        Raises NoLongerWelcomeError when it refuses, other errors when it does not answer.
        """
        await self._know_provider()
        try:
            token = await self._client.fetch_access_token(
                grant_type="refresh_token", refresh_token=ticket.refresh_token
            )
        except OAuthError as error:
            if error.error in ("invalid_grant", "interaction_required", "access_denied"):
                raise NoLongerWelcomeError from error
            raise
        ticket.refresh_token = token.get("refresh_token") or ticket.refresh_token
        if "id_token" not in token:
            return None
        claims = await self._client.parse_id_token(
            token, nonce=None, claims_options=self._required_claims(), leeway=_LEEWAY_SECONDS
        )
        if claims["sub"] != ticket.subject:
            raise NoLongerWelcomeError
        ticket.id_token = token["id_token"]
        return dict(claims)

    async def farewell(self, session: Session) -> str | None:
        """Where to log out at the provider too; None when it offers no such place or cannot be reached."""
        if session.ticket is None:
            return None
        try:
            if "end_session_endpoint" not in await self._know_provider():
                return None
            way = await self._client.create_logout_url(
                post_logout_redirect_uri=f"{self._settings.login.address}/log-ind",
                id_token_hint=session.ticket.id_token,
                client_id=self._settings.login.client_id,
            )
        except Exception as error:
            _note(error)
            return None
        return str(way["url"])

    async def _know_provider(self) -> dict[str, Any]:
        """The discovery document, fetched once; only the issuer of the settings may have written it."""
        known: dict[str, Any] = await self._client.load_server_metadata()
        if not is_issuer(self._settings, known):
            known.clear()
            raise ValueError("another issuer")
        offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
        known["id_token_signing_alg_values_supported"] = [name for name in offered if name in _SIGNATURES] or ["RS256"]
        return known

    def _required_claims(self) -> dict[str, Any]:
        asked = self._settings.login
        return {
            "iss": {"essential": True, "value": asked.issuer},
            "aud": {"essential": True, "value": asked.client_id},
        }

    def _tell(self, error: Exception) -> LoginRefusedError:
        """One sentence for the person; the log gets what kind of error it was and nothing of what was sent."""
        if isinstance(error, LoginRefusedError):
            return error
        _note(error)
        name = self._settings.login.name
        if isinstance(error, MismatchingStateError):
            return LoginRefusedError(400, _("Login tog for lang tid eller blev åbnet to gange. Prøv igen."))
        if isinstance(error, OAuthError) and error.error == "access_denied":
            return LoginRefusedError(403, _("Login med {name} blev afbrudt. Prøv igen.").format(name=name))
        if isinstance(error, OAuthError | JoseError):
            return LoginRefusedError(
                403,
                _("Svaret fra {name} kunne ikke godkendes. Prøv igen, eller spørg den, der passer systemet.").format(
                    name=name
                ),
            )
        return LoginRefusedError(
            502,
            _("{name} svarer ikke lige nu. Prøv igen om lidt, eller spørg den, der passer systemet.").format(
                name=name[:1].upper() + name[1:]
            ),
        )


def _claims_in(token: Mapping[str, Any]) -> Mapping[str, Any]:
    claims = token.get("userinfo")
    if not claims:
        raise OAuthError("invalid_token", "no id_token")
    return dict(claims)


def _note(error: Exception) -> None:
    cause = f" ({error.error})" if isinstance(error, OAuthError) and error.error in _KNOWN_ERRORS else ""
    print(f"login: {type(error).__name__}{cause}", file=sys.stderr, flush=True)


_KNOWN_ERRORS = {
    "access_denied",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "invalid_token",
}
