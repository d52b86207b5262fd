"""How logging in and out looks: the only pages that are not Streamlit's."""

from __future__ import annotations

import html
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

from dashboard.headers import allow_forms_to
from dashboard.texts import _, current_language

_TEMPLATE = Template((Path(__file__).parent / "login.html").read_text(encoding="utf-8"))


def draw_page(where: str, form: str, warning: str = "", status: int = 200, title: str = "") -> HTMLResponse:
    """The page with a form in it. `where`: whose dashboard it is; `warning`: what went wrong, in plain text."""
    language = current_language()
    return HTMLResponse(
        _TEMPLATE.substitute(
            language=language,
            title=title or _("Log ind"),
            heading=_("Frivillige i boligområderne"),
            where=html.escape(where),
            note=f'<p class="note warning" role="alert">{html.escape(warning)}</p>' if warning else "",
            form=form,
            language_label=_("Sprog"),
            other_code="da" if language == "en" else "en",
            other_language="Dansk" if language == "en" else "English",
        ),
        status,
    )


def draw_logging_out(where: str, also_at: str) -> HTMLResponse:
    """Asks whether to log out, for who comes by a link from elsewhere. `also_at`: the origin the answer may lead to."""
    form = f"""<p class="note">{_("Vil du logge ud?")}</p>
<form method="post" action="/log-ud"><button type="submit">{_("Log ud")}</button></form>
<p class="help"><a href="/">{_("Tilbage til siden")}</a></p>"""
    page = draw_page(where, form, title=_("Log ud"))
    if also_at:
        page.headers["Content-Security-Policy"] = allow_forms_to(also_at)
    return page


def draw_refusal(where: str) -> HTMLResponse:
    """For who asks for a page of another role."""
    form = f"""<p class="note">{_("Siden viser personer, og det kan din konto ikke give adgang til.")}</p>
<p><a class="button" href="/">{_("Tilbage til siden")}</a></p>"""
    return draw_page(where, form, status=403, title=_("Kun for medarbejdere"))


def draw_missing(where: str) -> HTMLResponse:
    """For an address that leads nowhere."""
    form = f"""<p class="note">{_("Adressen findes ikke. Måske mangler der et bogstav.")}</p>
<p><a class="button" href="/">{_("Tilbage til siden")}</a></p>"""
    return draw_page(where, form, status=404, title=_("Siden findes ikke"))


def provider_link(name: str, path: str) -> str:
    words = html.escape(_("Log ind med {name}").format(name=name))
    return f'<a class="button" href="{html.escape(path)}">{words}</a>'


def password_form(beside_provider: bool) -> str:
    """`beside_provider`: another way in stands above, and is the one most people want."""
    focus, look = ("", ' class="second"') if beside_provider else (" autofocus", "")
    return f"""<form method="post">
<label for="bruger">{_("Brugernavn")}</label>
<input id="bruger" name="bruger" autocomplete="username" autocapitalize="none" required{focus}>
<label for="adgangskode">{_("Adgangskode")}</label>
<input id="adgangskode" name="adgangskode" type="password" autocomplete="current-password" required>
<button type="submit"{look}>{_("Log ind")}</button>
</form>
<p class="help">{_("Har du glemt din adgangskode, så spørg den, der passer systemet.")}</p>"""


def demo_form() -> str:
    return f"""<p class="note">{_("Det her er en demo med opdigtede personer. Vælg, hvem du vil se den som.")}</p>
<form method="post">
<button name="rolle" value="staff" type="submit">{_("Fortsæt som medarbejder")}</button>
<button name="rolle" value="management" type="submit" class="second">{_("Fortsæt som ledelse")}</button>
</form>
<p class="help">{_("Medarbejdere ser navne. Ledelsen ser kun samlede tal.")}</p>"""
