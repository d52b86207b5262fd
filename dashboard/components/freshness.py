"""How new the numbers are, and how last night went."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.data import Row, ask_one, confirmed_at
from dashboard.formats import format_day, format_moment
from dashboard.server import running_server
from dashboard.texts import N_, _, plural

_SILENT_DAYS = 2


def show_freshness() -> None:
    """The project, the last date that counts, and when a night last found the numbers right."""
    settings = running_server().settings
    run, confirmed = ask_one("latest_run"), confirmed_at()
    parts = [plain(settings.project.name)]
    if run:
        parts.append(_("data til og med {day}").format(day=format_day(run["as_of"])))
    if confirmed:
        parts.append(_("opdateret {moment}").format(moment=format_moment(confirmed, settings.schedule.timezone)))
    st.caption(" · ".join(parts))
    _warn_of_silence()


def show_night() -> None:
    """One badge for how the night went, and one for each thing that waits for a person."""
    run = ask_one("latest_run")
    if run is None:
        return
    with st.container(horizontal=True, gap="xsmall"):
        _judge(run)
        _count(run["files_waiting"], N_("{count} fil venter"), N_("{count} filer venter"))
        _count(run["files_rejected"], N_("{count} fil afvist"), N_("{count} filer afvist"))
        _count(run["rows_to_mend"], N_("{count} række skal rettes"), N_("{count} rækker skal rettes"))


def _warn_of_silence() -> None:
    """A night that does not run says nothing itself: the page must. A frozen project has no nights to miss."""
    confirmed = confirmed_at()
    if confirmed is None or running_server().settings.night.as_of:
        return
    days = (datetime.now(UTC) - confirmed).days
    if days >= _SILENT_DAYS:
        words = plural("Tallene er ikke opdateret i {count} dag.", "Tallene er ikke opdateret i {count} dage.", days)
        st.warning(words)


def _judge(run: Row) -> None:
    if run["checks_failed"]:
        words = plural("{count} kontrol fejlede", "{count} kontroller fejlede", run["checks_failed"])
        st.badge(words, icon=":material/error:", color="red")
    elif run["checks_warned"]:
        words = plural("Godkendt med {count} advarsel", "Godkendt med {count} advarsler", run["checks_warned"])
        st.badge(words, icon=":material/check:", color="orange")
    else:
        st.badge(_("Alle kontroller bestået"), icon=":material/check:", color="green")


def _count(count: int, one: str, many: str) -> None:
    if count:
        st.badge(plural(one, many, count), color="gray")
