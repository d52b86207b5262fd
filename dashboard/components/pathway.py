"""Ways from guest to core volunteer: how many went on, how long they stay, and whom to thank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row, ask
from dashboard.formats import format_day, format_number, format_percent, format_period_name, format_span
from dashboard.keeping import keep_chart
from dashboard.kpis import cards_for
from dashboard.texts import N_, Language, _, current_language, in_language, plural
from dashboard.texts.codes import CIRCLE_ROLES, RECRUITED, RUNGS, word_for
from dashboard.thresholds import threshold
from warehouse.charts import Spec, step_curves
from warehouse.formats import say_value
from warehouse.telling.pathways import draw_steps, say_step

_ROLES = CIRCLE_ROLES | {"not_active": N_("ikke i gang")}
_KINDS: dict[Literal["all", "cohort", "channel"], str] = {
    "all": N_("Alle"),
    "cohort": N_("Efter hvornår de begyndte"),
    "channel": N_("Efter hvordan de blev fundet"),
}


def show_conversions() -> None:
    """For each step how many of those who came so far went on, with the interval that so few leave."""
    steps = ask("conversions")
    with st.container(border=True):
        st.header(_("Hvem går videre?"))
        shown = [step for step in steps if step["share_pct"] is not None and step["persons"]]
        if shown:
            st.vega_lite_chart(spec=_conversion_spec(shown, current_language()), alt="; ".join(map(say_step, shown)))
            st.markdown("\n".join(f"- {plain(say_step(step))}" for step in shown))
        if len(shown) < len(steps) or not steps:
            st.caption(
                _("Nogle skridt er ikke vist: for få personer til at sige noget, eller til at de kan være anonyme.")
            )
        st.caption(_("Intet trin er bedre end et andet: den, der hjælper til en enkelt gang, tæller også."))


@keep_chart
def _conversion_spec(steps: list[Row], language: Language) -> Spec:
    return draw_steps(steps)


def show_retention_curves() -> None:
    """Staff: Kaplan–Meier curves, for all or by group."""
    with st.container(border=True):
        st.header(_("Hvor længe bliver de?"))
        kind = st.segmented_control(
            _("Vis"), list(_KINDS), default="all", required=True, format_func=lambda k: _(_KINDS[k]), key="curve_kind"
        )
        fewest = threshold("fewest_for_a_curve")
        curves = ask("retention_curves", kind, fewest if kind != "all" else 1)
        if not curves:
            st.caption(_("Der er endnu for få, der er stoppet, til at tegne en kurve."))
            return
        st.vega_lite_chart(spec=_curve_spec(curves, kind, current_language()), alt=_say_curves(curves))
        st.caption(
            _("Andel, der stadig er med så mange dage efter første gang. Den, der kun har været stille kort, tæller som usikker og ikke som stoppet. Det lyse felt er usikkerheden.")
        )  # fmt: skip
        if kind != "all":
            st.caption(_("Grupper med under {count} frivillige er ikke tegnet.").format(count=format_number(fewest)))


@keep_chart
def _curve_spec(curves: list[Row], kind: str, language: Language) -> Spec:
    rows = [{**row, "group": _group_name(row)} for row in curves]
    words = {"days": _("Dage efter første gang"), "share": _("Stadig med"), "followed": _("Fulgt")}
    return step_curves(rows, words)


def _group_name(row: Row) -> str:
    name = str(row["group_name"])
    if row["group_kind"] == "all":
        return _("Alle")
    return word_for(RECRUITED, name).capitalize() if row["group_kind"] == "channel" else name


def _say_curves(curves: Sequence[Row]) -> str:
    last = {_group_name(row): row for row in curves}
    said = _("{group}: {share} stadig med efter {days} dage")
    return "; ".join(
        said.format(group=group, share=format_percent(row["still_active_pct"]), days=row["days"])
        for group, row in last.items()
    )


def show_retention_points() -> None:
    """Management: how many are still there after a quarter, half, one and one and a half years."""
    points = ask("retention_points")
    with st.container(border=True):
        st.header(_("Hvor længe bliver de?"))
        if not points:
            st.caption(_("Der er endnu ikke gået tid nok til at sige det."))
            return
        grid = st.grid(4)
        for point in points:
            with grid.cell():
                st.metric(_("Efter {days} dage").format(days=point["days"]), format_percent(point["still_active_pct"]))
        st.caption(_("Andel af de frivillige, der skønnes stadig at være med. En streg betyder, at tallet er skjult, fordi få personer er stoppet eller blevet."))  # fmt: skip


def show_first_tasks() -> None:
    """Staff: how long the registered wait for a first task, whole and by how they were found."""
    fewest = threshold("fewest_for_a_curve")
    medians = ask("first_task_medians", fewest)
    with st.container(border=True):
        st.header(_("Hvor længe venter de på den første opgave?"))
        curve = ask("first_task_curve")
        if not medians or not curve:
            st.caption(_("Der er endnu ingen registrerede, der er kommet i gang."))
            return
        whole, *channels = medians
        st.markdown(plain(_say_wait(whole)))
        st.vega_lite_chart(spec=_wait_spec(curve, current_language()), alt=_say_wait(whole))
        if channels:
            _show_waits(channels)
        st.caption(_("Ventetiden går fra registreringen til den første opgave eller mødegang som frivillig. Den, der endnu ingen har haft, tæller med så længe, vi har fulgt personen. Grupper med under {count} er ikke vist.").format(count=format_number(fewest)))  # fmt: skip


def _say_wait(whole: Row) -> str:
    begun = _("{began} af {persons} er kommet i gang.")
    counts = {"began": format_number(whole["began"]), "persons": format_number(whole["persons"])}
    return " ".join(filter(None, (begun.format(**counts), _say_half(whole), _say_not_followed(whole))))


def _say_half(whole: Row) -> str:
    median, span = whole["median_days"], _say_days(whole)
    if median is None:
        return _("Halvdelen er ikke nået endnu.")
    if median == 0:
        return _("Halvdelen er i gang samme dag.")
    said = plural("Halvdelen skønnes i gang inden for {count} dag", "Halvdelen skønnes i gang inden for {count} dage", median, format_number(median))  # fmt: skip
    return f"{said} ({span})." if span else f"{said}."


def _say_not_followed(whole: Row) -> str:
    if not whole["not_followed"]:
        return ""
    said = _("{count} hjalp allerede før registreringen eller er registreret før projektet og er ikke talt med.")
    return said.format(count=format_number(whole["not_followed"]))


def _say_days(row: Row) -> str:
    """The span of a median, which may be open at the far end."""
    if row["low_days"] is None or row["high_days"] is None:
        return _("mindst {value}").format(value=format_number(row["low_days"])) if row["low_days"] else ""
    return format_span(row["low_days"], row["high_days"])


@keep_chart
def _wait_spec(curve: list[Row], language: Language) -> Spec:
    rows = [{**row, "group": _("Alle"), "still_active_pct": row["waiting_pct"]} for row in curve]
    words = {"days": _("Dage efter registreringen"), "share": _("Venter endnu"), "followed": _("Fulgt")}
    return step_curves(rows, words)


def _show_waits(channels: Sequence[Row]) -> None:
    columns = [
        Column(_("Fundet gennem"), lambda row: word_for(RECRUITED, row["group_name"]).capitalize(), width=160),
        Column(_("Registreret"), lambda row: row["persons"], "number", width=110),
        Column(_("Kommet i gang"), lambda row: row["began"], "number", width=130),
        Column(_("Dage, til halvdelen er i gang"), lambda row: row["median_days"], "number", width=210),
        Column(_("Usikkerhed"), _say_days, width=170),
    ]
    show_table(channels, columns, alt=_("Ventetid efter hvordan de blev fundet"))


def show_role_drift() -> None:
    """Staff: from which role to which, from one half-year's end to the next."""
    moves = ask("role_drift")
    with st.container(border=True):
        st.header(_("Hvordan skifter rollerne?"))
        if not moves:
            st.caption(_("Der er endnu ikke to halvår at sammenligne."))
            return
        dates = list(dict.fromkeys(move["role_date"] for move in moves))
        chosen = st.selectbox(_("Halvåret, der slutter"), dates, format_func=format_day, key="role_date")
        _show_moves([move for move in moves if move["role_date"] == chosen])
        st.caption(_("Læs på tværs: rollen et halvt år før, og hvor mange der nu har hvilken rolle. Rollen er den, fremmødet i året op til datoen viser. Ingen vej er bedre end en anden."))  # fmt: skip


def _show_moves(moves: Sequence[Row]) -> None:
    """A row for each role they came from, a column for each they have now."""
    cells = {(move["from_role"], move["to_role"]): _say_move(move) for move in moves}
    came = [role for role in _ROLES if any(start == role for start, _end in cells)]
    columns = [Column(_("Fra"), lambda row: word_for(_ROLES, row["from_role"]).capitalize(), width=150, pinned=True)]
    for role in _ROLES:
        heading = _("Til {role}").format(role=word_for(_ROLES, role))
        columns.append(Column(heading, partial(_find_move, cells, role), width=150))
    show_table([{"from_role": role} for role in came], columns, alt=_("Roller før og nu"))


def _find_move(cells: Mapping[tuple[str, str], str], to_role: str, row: Row) -> str | None:
    return cells.get((row["from_role"], to_role))


def _say_move(move: Row) -> str:
    return f"{format_number(move['persons'])} ({format_percent(round(move['share_pct']))})"


def show_thanks(due: Sequence[Row]) -> None:
    """Staff: who helped and was not thanked, or reached something worth a word."""
    st.header(_("Hvem mangler et tak?"))
    if not due:
        st.success(_("Alle er takket."), icon=":material/check:")
        return
    st.caption(plural("{count} frivillig har ikke fået tak længe eller har nået en mærkedag siden.", "{count} frivillige har ikke fået tak længe eller har nået en mærkedag siden.", len(due)))  # fmt: skip
    columns = [
        Column(_("Navn"), lambda row: row["full_name"], width=200, pinned=True),
        Column(_("Sidst takket"), lambda row: row["last_thanked_date"], "day", width=115),
        Column(_("Mærkedag"), _say_milestone, width=240),
        Column(_("Timer det seneste år"), lambda row: row["hours_365d"], "number", width=150),
        Column(_("Gange det seneste år"), lambda row: row["sessions_365d"], "number", width=150),
    ]
    show_table(due, columns, alt=_("Frivillige, der mangler et tak"))


def _say_milestone(row: Row) -> str | None:
    reached = {
        "one_year_date": _("Et år som frivillig"),
        "hundred_hours_date": _("100 timer"),
        "tenth_time_date": _("10. gang"),
        "first_time_date": _("Første gang"),
    }
    thanked = row["last_thanked_date"]
    new = [words for name, words in reached.items() if row[name] and (thanked is None or row[name] > thanked)]
    return ", ".join(new) or None


def show_ways(ways: Sequence[Row]) -> None:
    """Staff: everybody who has helped, and when they took each step."""
    st.header(_("Vejene, person for person"))
    if not ways:
        st.caption(_("Der er endnu ingen, der har hjulpet."))
        return
    rungs = {str(rung): words for rung, words in RUNGS.items()}
    columns = [
        Column(_("Navn"), lambda row: row["full_name"], width=190, pinned=True),
        Column(_("Højeste trin"), lambda row: word_for(rungs, str(row["rung"])), width=210),
        Column(_("Fundet gennem"), lambda row: word_for(RECRUITED, row["recruitment_channel"]), width=140),
        Column(_("Deltager"), lambda row: row["participation_date"], "day", width=105),
        Column(_("Har hjulpet"), lambda row: row["help_date"], "day", width=105),
        Column(_("Fast hjælper"), lambda row: row["regular_date"], "day", width=110),
        Column(_("Tovholder"), lambda row: row["coordinator_date"], "day", width=105),
        Column(_("Kernefrivillig"), lambda row: row["core_date"], "day", width=115),
        Column(_("Kursus"), lambda row: row["course_date"], "day", width=105),
        Column(_("Job"), lambda row: row["job_date"], "day", width=105),
        Column(_("Uddannelse"), lambda row: row["education_date"], "day", width=110),
    ]
    show_table(ways, columns, alt=_("Vejene, person for person"))


def show_thanked() -> None:
    """Management: how many were thanked, from the KPI."""
    for card in (card for card in cards_for(None) if card["metric_id"] == "recognised_volunteers"):
        with st.container(border=True):
            st.header(in_language(card["label"], card["label_en"]))
            st.metric(in_language(card["question"], card["question_en"]), say_value(card))
            st.caption(format_period_name(card["period_kind"], card["period_start"], card["period_end"]))
