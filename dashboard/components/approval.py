"""Which periods' figures are approved, what has changed since, and, for staff, approving one and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row, ask
from dashboard.formats import format_day, format_number, format_period
from dashboard.server import running_server
from dashboard.texts import _, in_language, reason
from dashboard.texts.codes import AREAS, TARGET_GROUPS, word_for
from warehouse.approvals import approve_period, list_approvals, withdraw_approval
from warehouse.errors import FrivilligError
from warehouse.period import Period

_SAID = "approval_said"


def show_approvals(may_approve: bool) -> None:
    """Approved periods, changes since, and for staff the two buttons."""
    st.header(_("Godkendte perioder"))
    st.caption(_("Rapporter viser de godkendte tal. Ændres data bagefter, står forskellen her."))
    if said := st.session_state.pop(_SAID, None):
        st.success(plain(said), icon=":material/check:")
    _show_approved(ask("approved_periods"))
    _show_changes(ask("changes_since_approval"))
    if may_approve:
        _offer_approval()


def _show_approved(approved: Sequence[Row]) -> None:
    if not approved:
        st.caption(_("Der er ingen godkendte perioder i de seneste tal."))
        return
    columns = [
        Column(_("Periode"), _say_period, width=220),
        Column(_("Godkendt den"), lambda row: row["approved_at"], "day", width=120),
        Column(_("Tal ændret siden"), lambda row: row["changed_figures"], "number", width=130),
    ]
    show_table(approved, columns, alt=_("Godkendte perioder"))


def _show_changes(changes: Sequence[Row]) -> None:
    if not changes:
        return
    st.subheader(_("Ændringer siden godkendelsen"))
    columns = [
        Column(_("Periode"), _say_period, width=200),
        Column(_("Nøgletal"), lambda row: in_language(row["label"], row["label_en"]), width=200),
        Column(_("Boligområde"), _name_area, width=140),
        Column(_("Målgruppe"), lambda row: word_for(TARGET_GROUPS, row["target_group"]), width=160),
        Column(_("Godkendt"), lambda row: format_number(row["approved_value"]), width=90),
        Column(_("Nu"), lambda row: format_number(row["value"]), width=90),
        Column(_("Filer, der siger noget nyt"), lambda row: row["changed_files"], width=320),
    ]
    show_table(changes, columns, alt=_("Ændringer siden godkendelsen"))


def _name_area(row: Row) -> str | None:
    return _(AREAS.get(row["area_id"] or "", row["area_name"] or "")) or None


def _say_period(row: Row) -> str:
    return format_period(row["period_start"], row["period_end"])


def _offer_approval() -> None:
    approved = [entry for entry in list_approvals(running_server().settings) if entry["withdrawn_at"] is None]
    known = {(entry["period"].kind, entry["period"].start) for entry in approved}
    finished = [_period_of(row) for row in ask("finished_periods")]
    waiting = {period.name: period for period in finished if (period.kind, period.start) not in known}
    with st.expander(_("Godkend en periode, eller træk en godkendelse tilbage"), icon=":material/verified:"):
        _ask_to_approve(waiting)
        for entry in approved:
            _offer_withdrawal(entry)


def _period_of(row: Row) -> Period:
    return Period(row["period_kind"], row["period_start"].date(), row["period_end"].date())


def _ask_to_approve(waiting: dict[str, Period]) -> None:
    if not waiting:
        st.caption(_("Alle afsluttede perioder er godkendt."))
        return
    chosen = st.selectbox(
        _("Periode"),
        list(waiting),
        format_func=lambda name: f"{name} ({_span(waiting[name])})",
        key="period_to_approve",
    )
    if st.button(_("Godkend tallene"), key="approve_period", icon=":material/check:"):
        words = _("{period} er godkendt. Fra næste nat står ændringer for sig.").format(period=chosen)
        _enter(lambda by: approve_period(running_server().settings, waiting[chosen], by), words)


def _offer_withdrawal(entry: Row) -> None:
    period: Period = entry["period"]
    words = _("{period}: godkendt af {who} den {day}.")
    st.markdown(plain(words.format(period=period.name, who=entry["approved_by"], day=_day_of(entry["approved_at"]))))
    if st.button(_("Træk godkendelsen af {period} tilbage").format(period=period.name), key=f"withdraw {period.name}"):
        words = _("Godkendelsen af {period} er trukket tilbage.").format(period=period.name)
        _enter(lambda by: withdraw_approval(running_server().settings, period, by), words)


def _enter(write: Callable[[str], object], words: str) -> None:
    """Write it into the ledger, with who said so, if this person may."""
    session = auth.require("staff")
    try:
        write(session.user)
    except FrivilligError as error:
        st.error(plain(reason(str(error))))
        return
    st.session_state[_SAID] = words
    st.rerun()


def _span(period: Period) -> str:
    return format_period(period.start, period.end)


def _day_of(moment: str) -> str:
    return format_day(date.fromisoformat(moment[:10]))
