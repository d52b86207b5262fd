"""One volunteer who went quiet: why we think so, what they like, and what could bring them back."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from dashboard.components.contact import write_about
from dashboard.components.correct_person import correct_person
from dashboard.components.markdown import plain
from dashboard.components.tables import Column
from dashboard.data import Row, ask
from dashboard.formats import NOTHING, format_day, format_month, format_number, format_phone
from dashboard.keeping import keep_chart
from dashboard.texts import Language, _, current_language, in_language, plural
from dashboard.texts.codes import CIRCLE_ROLES, STATUSES, list_choices, word_for
from warehouse.charts import Spec, monthly_bars

BadgeColor = Literal["red", "orange", "violet", "gray", "green"]

BADGES: dict[str, BadgeColor] = {
    "inactive": "red",
    "at_risk": "orange",
    "never_started": "violet",
    "cannot_be_judged": "gray",
    "returned": "green",
}


def volunteer_columns() -> list[Column]:
    """The queue's columns, the most needed first."""
    return [
        Column(_("Navn"), lambda row: row["full_name"], width=180, pinned=True),
        Column(_("Status"), lambda row: word_for(STATUSES, row["status"]), width=120),
        Column(_("Sidst aktiv"), lambda row: row["last_active_date"], "day", width=100),
        Column(_("Stille i"), lambda row: say_days(row["days_silent"]), width=115),
        Column(_("Plejer at komme"), say_rhythm, width=130),
        Column(_("Forslag til opgave"), say_task, width=210),
        Column(_("Hvem bør ringe"), lambda row: row["suggested_caller"], width=160),
        Column(_("Sidst fulgt op"), lambda row: row["last_follow_up_date"], "day", width=110),
        Column(_("Vil gerne"), preferences_of, width=200),
        Column(_("Boligområde"), lambda row: row["area_name"], width=150),
        Column(_("Hvorfor"), reason_of, width=420),
    ]


def reason_of(row: Row) -> str:
    return in_language(row["reason"], row["reason_en"])


def preferences_of(row: Row) -> str:
    return list_choices("competences", row["task_preferences"])


def say_days(days: int | None) -> str | None:
    return None if days is None else plural("{count} åben dag", "{count} åbne dage", int(days))


def say_rhythm(row: Row) -> str | None:
    """`hver 7. dag`; nothing when the times seen so far make no rhythm."""
    gap = round(row["usual_gap_days"] or 0)
    return _("hver {days}. dag").format(days=gap) if gap else None


def show_volunteer(row: Row) -> None:
    with st.container(border=True):
        st.header(plain(row["full_name"]))
        with st.container(horizontal=True, gap="xsmall"):
            st.badge(word_for(STATUSES, row["status"]), color=BADGES.get(row["status"], "gray"))
            if row["status_since"]:
                st.badge(_("siden {day}").format(day=format_day(row["status_since"])), color="gray")
        st.markdown(plain(reason_of(row)))
        _show_suggestion(row)
        facts, history = st.columns([3, 2])
        with facts:
            _show_facts(row)
        with history:
            show_history(row["person_id"])
        write_about(row["person_id"])
        correct_person(row)


def say_task(row: Row) -> str | None:
    """The task, and where others are offered the same places first, that too."""
    task: str | None = row["suggested_task"]
    if task and row["suggested_turn"] > 1:
        return _("{task} (hvis en plads bliver fri; andre tilbydes den først)").format(task=task)
    return task


def _show_suggestion(row: Row) -> None:
    task, caller = say_task(row), row["suggested_caller"]
    if row["contact_consent"] is False:
        st.info(
            _("Har sagt nej til at blive kontaktet. Tag snakken, når I mødes."), icon=":material/do_not_disturb_on:"
        )
        return
    if task and caller:
        words = _("{caller} kan ringe og tilbyde: {task}.").format(caller=plain(caller), task=plain(task))
    elif task:
        words = _("Kan tilbydes: {task}.").format(task=plain(task))
    elif caller:
        words = _("{caller} kender personen bedst og kan ringe.").format(caller=plain(caller))
    else:
        return
    st.success(words, icon=":material/lightbulb:")


def _show_facts(row: Row) -> None:
    facts = volunteer_facts(row) | {_("Sidst fulgt op"): format_day(row["last_follow_up_date"])}
    st.markdown("\n".join(f"- **{name}:** {plain(value or NOTHING)}" for name, value in facts.items()))


def volunteer_facts(row: Row) -> dict[str, str | None]:
    """What a volunteer does and wishes, by label."""
    return {
        _("Kontakt"): _contact(row),
        _("Vil gerne"): preferences_of(row),
        _("Er god til"): list_choices("competences", row["competences"]),
        _("Kommer mest til"): row["usual_activity"],
        _("Plejer at komme"): say_rhythm(row),
        _("Seneste år"): _last_year(row),
        _("Rolle"): _roles(row),
        _("Boligområde"): row["area_name"],
    }


def _contact(row: Row) -> str:
    if row["contact_consent"] is False:
        return _("Har sagt nej til at blive kontaktet")
    known = " · ".join(filter(None, [format_phone(row["phone"]), row["email"]]))
    if row["contact_consent"] is None and known:
        return f"{known} ({_('samtykke ikke oplyst')})"
    return known


def _last_year(row: Row) -> str:
    times = plural("{count} gang", "{count} gange", int(row["sessions_365d"] or 0))
    spent = row["hours_365d"] or 0
    return f"{times}, " + plural("{count} time", "{count} timer", spent, format_number(spent))


def _roles(row: Row) -> str:
    declared, observed = (word_for(CIRCLE_ROLES, row[name]) for name in ("declared_role", "observed_role"))
    said = _("siger selv {role}").format(role=declared) if declared else ""
    seen = _("er i praksis {role}").format(role=observed) if observed else ""
    return ", ".join(filter(None, [said, seen]))


def show_history(person_id: str) -> None:
    """How often the person came, month by month."""
    months = ask("attendance_by_month", person_id)
    if not months:
        st.caption(_("Der er endnu ikke registreret fremmøde."))
        return
    st.caption(_("Fremmøder måned for måned"))
    said = "; ".join(f"{format_month(month['month_start'])}: {month['value']}" for month in months)
    st.vega_lite_chart(spec=_history_spec(months, current_language()), alt=said)


@keep_chart
def _history_spec(months: list[Row], language: Language) -> Spec:
    return {**monthly_bars(months, _("Fremmøder"), "", _("Fremmøder")), "height": 150}
