"""Activities: what was held and what is missing, how many came, who carries it, and who needs a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row, ask, ask_one
from dashboard.formats import format_month, format_number, format_percent, format_span
from dashboard.keeping import keep, keep_chart
from dashboard.texts import N_, Language, _, current_language, plural
from dashboard.texts.codes import CERTIFICATES, TARGET_GROUPS, word_for
from warehouse.charts import Spec, held_and_missing, monthly_band

_RHYTHMS = {
    "weekly": N_("hver uge"),
    "twice_weekly": N_("to gange om ugen"),
    "monthly": N_("hver måned"),
    "once": N_("én gang"),
    "irregular": N_("løbende"),
}


def show_calendar() -> None:
    """Staff: every regular activity, week by week."""
    weeks = ask("activity_weeks")
    with st.container(border=True):
        st.header(_("Holdt og manglende, uge for uge"))
        if not weeks:
            st.caption(_("Der er endnu ingen faste aktiviteter med en rytme."))
            return
        year = _choose_year([row["week_start"] for row in weeks], "calendar_year")
        of_year = [row for row in weeks if row["week_start"].year == year]
        spec = _calendar_spec(of_year, _mondays(year), False, current_language())
        st.vega_lite_chart(spec=spec, alt=_say_calendar(of_year))
        st.caption(_("Kryds: aktiviteten plejer at være der, men der er ingen fremmødeliste for ugen."))


def show_months_held() -> None:
    """Management: the same month by month, without activities in private homes."""
    months = ask("activity_months")
    with st.container(border=True):
        st.header(_("Holdt og manglende, måned for måned"))
        if not months:
            st.caption(_("Der er endnu ikke holdt noget."))
            return
        year = _choose_year([row["month_start"] for row in months], "months_year")
        of_year = [row for row in months if row["month_start"].year == year]
        spec = _calendar_spec(of_year, [date(year, month, 1) for month in range(1, 13)], True, current_language())
        st.vega_lite_chart(spec=spec, alt=_say_calendar(of_year))
        st.caption(_("Kryds: noget manglede den måned. Aktiviteter i private hjem er ikke med."))


def _choose_year(days: Sequence[date], key: str) -> int:
    years = sorted({day.year for day in days})
    chosen = st.segmented_control(_("År"), years, default=years[-1], required=True, key=key)
    return int(chosen or years[-1])


def _mondays(year: int) -> list[date]:
    first = date(year, 1, 1)
    first += timedelta(days=-first.weekday() % 7)
    return [first + timedelta(weeks=n) for n in range(53) if (first + timedelta(weeks=n)).year == year]


@keep_chart
def _calendar_spec(rows: list[Row], slots: list[date], is_monthly: bool, language: Language) -> Spec:
    words = {"held": _("Holdt"), "missing": _("Mangler"), "sessions": _("Mødegange"), "when": _("Måned") if is_monthly else _("Uge fra")}  # fmt: skip
    placed = [{**row, "week_start": row["month_start"]} for row in rows] if is_monthly else rows
    return held_and_missing(placed, slots, words)


@keep
def _say_calendar(rows: Sequence[Row]) -> str:
    held, missing = (sum(int(row[name]) for row in rows) for name in ("held_sessions", "missing_sessions"))
    words = _("{held} holdte mødegange; {missing} ventede uden fremmødeliste.")
    return words.format(held=format_number(held), missing=format_number(missing))


def show_attendance(activities: Sequence[Row]) -> None:
    """How many came, month by month, with the span of what was only estimated."""
    with st.container(border=True):
        st.header(_("Fremmøde over tid"))
        names: dict[str | None, str] = {None: _("Alle aktiviteter")}
        names |= {row["activity_id"]: row["activity_name"] for row in activities}
        chosen = st.selectbox(
            _("Aktivitet"), list(names), format_func=lambda activity: names[activity], key="attendance_of", width=320
        )
        months = ask("attendance_of", chosen, chosen)
        if not any(month["sessions"] for month in months):
            st.caption(_("Der er endnu ikke registreret fremmøde."))
            return
        st.vega_lite_chart(spec=_attendance_spec(months, current_language()), alt=_say_attendance(months))
        st.caption(
            _("Deltagelser: den, der kommer to gange, tæller to gange. Det lyse felt viser, hvor usikkert tallet er.")
        )


@keep_chart
def _attendance_spec(months: list[Row], language: Language) -> Spec:
    return monthly_band(months, _("Deltagelser"), _("Mellem"))


@keep
def _say_attendance(months: Sequence[Row]) -> str:
    def say(month: Row) -> str:
        return format_span(month["value_low"], month["value_high"]) or format_number(month["value_low"])

    return "; ".join(f"{format_month(month['month_start'])}: {say(month)}" for month in months)


def show_activities(activities: Sequence[Row]) -> None:
    st.header(_("Aktiviteter og hvem der bærer dem"))
    if not activities:
        st.caption(_("Der er endnu ingen aktiviteter. De kommer med aktivitetsoversigten og fremmødelisterne."))
        return
    fragile = [row for row in activities if row["is_fragile"]]
    if fragile:
        words = plural(
            "{count} aktivitet hviler på én frivillig", "{count} aktiviteter hviler hver på én frivillig", len(fragile)
        )
        names = ", ".join(str(row["activity_name"]) for row in fragile)
        st.warning(plain(f"{words}: {names}."), icon=":material/warning:")
    st.caption(_("Vælg en aktivitet for at se, hvem der bærer den."))
    chosen = show_table(activities, _activity_columns(), alt=_("Aktiviteter"), key="activities_table")
    if chosen:
        _show_carriers(chosen)


def _activity_columns() -> list[Column]:
    return [
        Column(_("Aktivitet"), lambda row: row["activity_name"], width=210, pinned=True),
        Column(_("Hviler på én"), lambda row: _("ja") if row["is_fragile"] else None, width=100),
        Column(_("Frivillige for nylig"), lambda row: row["recent_volunteers"], "number", width=140),
        Column(_("Størst andel"), lambda row: _share(row["largest_share"]), width=110),
        Column(_("Rytme"), lambda row: word_for(_RHYTHMS, row["rhythm"]), width=130),
        Column(_("Holdt"), lambda row: row["sessions_held"], "number", width=75),
        Column(_("Ventet"), lambda row: row["expected_sessions"], "number", width=80),
        Column(_("Registreret"), lambda row: row["registered_sessions"], "number", width=100),
        Column(_("Plejer at komme"), lambda row: row["usual_headcount"], "number", width=130),
        Column(_("Sidst holdt"), lambda row: row["last_session_date"], "day", width=110),
        Column(_("Krævede frivillige"), _say_needed, width=140),
        Column(_("Målgruppe"), lambda row: word_for(TARGET_GROUPS, row["target_group"]), width=180),
        Column(_("Ansvarlig"), lambda row: row["owner_name"], width=170),
    ]


def _share(share: float | None) -> str | None:
    return None if share is None else format_percent(100 * share)


def _say_needed(row: Row) -> str | None:
    if not row["sessions_judged"]:
        return None
    return _("{needed} af {judged}").format(needed=row["sessions_needing_volunteers"], judged=row["sessions_judged"])


def _show_carriers(activity: Row) -> None:
    carriers = ask("carriers_of", activity["activity_id"])
    st.subheader(plain(activity["activity_name"]))
    if not carriers:
        st.caption(_("Ingen frivillige har hjulpet her for nylig."))
        return
    columns = [
        Column(_("Navn"), lambda row: row["full_name"], width=200),
        Column(_("Andel af gangene"), lambda row: format_percent(row["share_pct"]), width=140),
        Column(_("Gange"), lambda row: row["sessions"], "number", width=80),
        Column(_("Heraf som tovholder"), lambda row: row["coordinated_sessions"], "number", width=160),
        Column(_("Timer"), lambda row: row["hours"], "number", width=80),
        Column(_("Seneste gang"), lambda row: row["last_date"], "day", width=110),
    ]
    show_table(carriers, columns, alt=_("Hvem der bærer aktiviteten"))


def show_certificates() -> None:
    """Who needs a child certificate, by dates only."""
    st.header(_("Børneattester"))
    needs = ask("certificates")
    lacking = [row for row in needs if row["is_lacking"]]
    if not needs:
        st.caption(_("Ingen frivillige har så megen kontakt med børn under 15 år, at der skal en børneattest til."))
        return
    words = _("{count} har brug for en børneattest; {lacking} mangler den.")
    st.caption(
        words.format(count=len(needs), lacking=len(lacking))
        + " " + _("Udledt af fremmødet: fast opgave blandt børn under 15 år fra første dag, ellers efter tre måneder.")
    )  # fmt: skip
    columns = [
        Column(_("Navn"), lambda row: row["full_name"], width=200, pinned=True),
        Column(_("Attest"), lambda row: word_for(CERTIFICATES, row["certificate_state"]), width=140),
        Column(_("Skulle være der"), lambda row: row["needed_from"], "day", width=125),
        Column(_("Sidst indhentet"), lambda row: row["child_certificate_date"], "day", width=120),
        Column(_("Med børn fra"), lambda row: row["first_date"], "day", width=110),
        Column(_("Senest med børn"), lambda row: row["last_date"], "day", width=130),
    ]
    show_table(needs, columns, alt=_("Frivillige, der skal have en børneattest"))


def show_totals() -> None:
    """Management: how many activities rest on one volunteer, and how many sessions needed volunteers."""
    totals = ask_one("activity_totals")
    if not totals or not totals["activities"]:
        return
    grid = st.grid(3, border=True)
    with grid.cell():
        st.metric(_("Aktiviteter, der er holdt"), format_number(totals["activities"]))
    with grid.cell():
        st.metric(_("Hviler på én frivillig"), format_number(totals["fragile_activities"]))
    with grid.cell():
        judged, needed = totals["sessions_judged"], totals["sessions_needing_volunteers"]
        st.metric(
            _("Kunne ikke holdes uden frivillige"),
            format_percent(100 * needed / judged) if judged else "–",
            help=_("Andel af de mødegange, hvor det er skrevet, om frivillige var nødvendige."),
        )
