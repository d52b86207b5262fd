"""The first page of a working day: whom to call, what is new, what waits."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.components.profile import OPEN_PERSON
from dashboard.components.volunteer import BADGES, reason_of, say_task
from dashboard.data import Row, ask
from dashboard.formats import format_day, format_number, format_phone
from dashboard.pages import VIEWS
from dashboard.server import running_server
from dashboard.texts import N_, _, plural
from dashboard.texts.codes import OUTCOMES, STATUSES, word_for
from dashboard.thresholds import threshold
from warehouse.digest import names_of
from warehouse.intake.folding import fold

_CALLS = 5
_LINES = 8
_TO_CALL = ("at_risk", "inactive", "never_started", "returned")
_NEWS = {
    "new_volunteer": N_("Ny frivillig"),
    "inactive": N_("Er blevet inaktiv"),
    "at_risk": N_("Er ved at blive stille"),
    "returned": N_("Er vendt tilbage"),
    "paused": N_("Holder pause"),
    "stopped": N_("Er stoppet"),
}


def choose_mine(user: str) -> set[str] | None:
    """The persons of whoever is logged in, by id, when that is asked for; None for everybody's."""
    names = names_of(running_server().settings, user)
    if not names or not st.toggle(
        _("Kun mine"), key="only_mine", help=_("Dem, du sidst talte med eller kender bedst.")
    ):
        return None
    return {row["person_id"] for row in ask("owed_follow_ups") if fold(row["owner_name"]) in names}


def show_calls(as_of: date, mine: set[str] | None = None) -> None:
    """The next few to call: gone quiet, may be contacted, and not just talked to."""
    st.header(_("Ring til"))
    waiting = [row for row in ask("inactive_volunteers") if _is_to_call(row, as_of) and _is_among(row, mine)]
    if not waiting:
        st.success(_("Ingen venter på et opkald lige nu."), icon=":material/check:")
        return
    for row in waiting[:_CALLS]:
        _show_call(row)
    if len(waiting) > _CALLS:
        left = len(waiting) - _CALLS
        words = plural("{count} mere venter", "{count} flere venter", left, format_number(left))
        _link("inaktive", words, ":material/person_alert:")


def _is_to_call(row: Row, as_of: date) -> bool:
    last = row["last_follow_up_date"]
    is_recent = last is not None and _as_date(last) > as_of - timedelta(days=threshold("call_rest_days"))
    return row["status"] in _TO_CALL and row["contact_consent"] is not False and not is_recent


def _show_call(row: Row) -> None:
    offer = _("Tilbyd: {task}").format(task=task) if (task := say_task(row)) else None
    known = (
        _("{caller} kender personen bedst").format(caller=row["suggested_caller"]) if row["suggested_caller"] else None
    )
    reach = f"**{plain(format_phone(row['phone']) or _('Intet telefonnummer'))}**"
    said = " · ".join([reach, *(plain(words) for words in (offer, known) if words)])
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            _offer_profile(row, "call")
            st.badge(word_for(STATUSES, row["status"]), color=BADGES.get(row["status"], "gray"))
        st.markdown(f"{plain(reason_of(row))}  \n:small[{said}]")


def _is_among(row: Row, mine: set[str] | None) -> bool:
    return mine is None or row["person_id"] in mine


def show_due(as_of: date, mine: set[str] | None = None) -> None:
    """Follow-ups that were promised for a day that is past or near."""
    st.header(_("Opfølgninger"))
    due = [
        row for row in ask("due_follow_ups", as_of + timedelta(days=threshold("due_soon_days"))) if _is_among(row, mine)
    ]
    if not due:
        st.success(_("Ingen opfølgninger er forfaldne."), icon=":material/check:")
        return
    for row in due[:_LINES]:
        _show_due_one(row, as_of)
    _say_rest(len(due))


def _show_due_one(row: Row, as_of: date) -> None:
    said = " · ".join(filter(None, [row["agreed"] or word_for(OUTCOMES, row["outcome"]), row["staff_name"]]))
    with st.container(gap=None):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            _offer_profile(row, "due")
            st.badge(format_day(row["due_date"]), color="red" if _as_date(row["due_date"]) < as_of else "orange")
        st.caption(plain(said))


def show_news(since: date) -> None:
    st.header(_("Nyt siden {day}").format(day=format_day(since)))
    news = ask("news_since", since)
    if not news:
        st.caption(_("Intet nyt siden sidst."))
        return
    persons = [row for row in news if row["kind"] != "file"]
    lines = [
        f"- {_(_NEWS[row['kind']])}: **{plain(row['what'])}**, {_unbroken(row['happened_on'])}"
        for row in persons[:_LINES]
    ]
    if files := len(news) - len(persons):
        lines.append("- " + plural("{count} fil er læst", "{count} filer er læst", files))
    st.markdown("\n".join(lines))
    _say_rest(len(persons))


def _unbroken(day: date) -> str:
    return format_day(day).replace("-", "\N{NON-BREAKING HYPHEN}")


def show_waiting() -> None:
    """Rows handed back and registrations that are missing, with a way to where they are put right."""
    st.header(_("Venter på dig"))
    rows, missing = ask("rows_to_mend"), [row for row in ask("registrations") if row["last_missing_date"]]
    pairs = len(ask("uncertain_pairs"))
    if not rows and not missing and not pairs:
        st.success(_("Intet venter."), icon=":material/check:")
        return
    if rows:
        oldest = max(int(row["days_open"] or 0) for row in rows)
        words = plural("{count} række skal rettes.", "{count} rækker skal rettes.", len(rows))
        age = plural("Den ældste i {count} dag.", "Den ældste i {count} dage.", oldest) if oldest else ""
        st.markdown(f"**{words}** {age}")
    if pairs:
        words = plural("{count} par er måske den samme person.", "{count} par er måske de samme personer.", pairs)
        st.markdown(f"**{words}**")
    if missing:
        words = plural("{count} aktivitet mangler fremmøde.", "{count} aktiviteter mangler fremmøde.", len(missing))
        latest = sorted(missing, key=lambda row: row["last_missing_date"], reverse=True)[:_LINES]
        lines = [_("{activity}, senest {day}").format(activity=row["activity_name"], day=_unbroken(row["last_missing_date"])) for row in latest]  # fmt: skip
        st.markdown(f"**{words}**\n" + "\n".join(f"- {plain(line)}" for line in lines))
        _say_rest(len(missing))
    _link("datakvalitet", _("Ret rækker og se, hvad der mangler"), ":material/fact_check:")


def _offer_profile(row: Row, where: str) -> None:
    """The name, which opens the profile."""
    words = f"**{plain(row['full_name'])}**"
    if st.button(words, key=f"{where}-{row['person_id']}", type="tertiary", help=_("Åbn profilen")):
        st.session_state[OPEN_PERSON] = row["person_id"]
        st.switch_page(VIEWS / "frivillige.py")


def _link(page: str, words: str, icon: str) -> None:
    if st.button(words, key=f"to-{page}", icon=icon, type="tertiary"):
        st.switch_page(VIEWS / f"{page}.py")


def _say_rest(count: int) -> None:
    if count > _LINES:
        left = count - _LINES
        st.caption(plural("… og {count} mere", "… og {count} flere", left, format_number(left)))


def _as_date(day: date) -> date:
    return date(day.year, day.month, day.day)
