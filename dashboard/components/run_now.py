"""«Tag ind nu»: runs the night at once, shows how far it has come and how it went. Staff only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.formats import format_moment
from dashboard.night_run import ANOTHER_RUN, STEPS, Ended, current_step, night_run
from dashboard.server import running_server
from dashboard.texts import N_, _, plural

_LOOK_SECONDS = 2
_SHOWN = 3
_REMEMBERED = timedelta(minutes=10)
_STARTED = "night_started_here"
_WORDS = {
    "pull": N_("Henter nye svar"),
    "fetch": N_("Henter nye filer fra indbakker andre steder"),
    "collect": N_("Samler nye filer"),
    "read": N_("Læser filer"),
    "check": N_("Kontrollerer rækker"),
    "link": N_("Finder ud af, hvem der er den samme person"),
    "build": N_("Bygger tabeller og nøgletal"),
    "audit": N_("Kontrollerer resultatet"),
    "publish": N_("Offentliggør"),
    "notify": N_("Giver besked"),
    "digest": N_("Sender ugens mail"),
}


def offer_run() -> None:
    """The button, or how far the night has come. Follows along by itself while one is under way."""
    auth.require("staff")
    settings = running_server().settings
    if night_run(settings).is_running(settings):
        _follow()
        return
    _show_end(night_run(settings).ended)
    if st.button(
        _("Tag ind nu"), icon=":material/play_arrow:", help=_("Læs indbakken nu i stedet for i nat."), key="run_now"
    ):
        auth.require("staff")
        if not night_run(settings).start(settings):
            st.session_state[_STARTED] = False
        st.rerun()


@st.fragment(run_every=_LOOK_SECONDS)
def _follow() -> None:
    settings = running_server().settings
    if auth.current_session() is None or not night_run(settings).is_running(settings):
        st.rerun()
    if st.session_state.pop(_STARTED, None) is False:
        st.caption(_("En kørsel var allerede i gang; her er den."))
    step = current_step(settings)
    share = (STEPS.index(step) + 1) / (len(STEPS) + 1) if step in STEPS else 0.02
    words = _(_WORDS[step]) if step in _WORDS else _("Begynder")
    st.progress(share, f"{words} …")
    st.caption(_("Du kan arbejde videre imens. Siden skifter selv til de nye tal."))


def _show_end(ended: Ended | None) -> None:
    if ended is None or datetime.now(UTC) - ended.ended_at > _REMEMBERED:
        return
    when = format_moment(ended.ended_at, running_server().settings.schedule.timezone)
    if ended.code == ANOTHER_RUN:
        st.info(_("En anden kørsel var i gang. Vent, til den er færdig, og prøv igen."), icon=":material/hourglass:")
    elif not ended.is_published:
        st.error(plain(_say_failure(ended)), icon=":material/error:")
    elif ended.problems:
        words = plural("{count} ting skal ses efter på siden Datakvalitet.", "{count} ting skal ses efter på siden Datakvalitet.", len(ended.problems))  # fmt: skip
        st.success(plain(_("Taget ind {moment}.").format(moment=when)) + f" {words}", icon=":material/check:")
    else:
        st.success(plain(_("Taget ind {moment}. Alt er i orden.").format(moment=when)), icon=":material/check:")


def _say_failure(ended: Ended) -> str:
    if ended.problems:
        return " ".join(ended.problems[:_SHOWN])
    return _(
        "Kørslen blev afbrudt, og de tidligere tal gælder stadig. Prøv igen, eller sig det til den, der passer systemet."
    )
