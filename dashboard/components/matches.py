"""Tasks and whom they fit: from the task, from the volunteer, and all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.components.take_home import offer_person_files
from dashboard.data import Row, ask
from dashboard.formats import NOTHING, format_day, format_number
from dashboard.texts import N_, _, current_language, in_language, plural
from dashboard.texts.codes import CIRCLE_ROLES, STATUSES, list_choices, word_for
from warehouse.phrase import load_phrases

WAYS = {"tasks": N_("Ledige opgaver"), "plan": N_("Fordel alle"), "person": N_("Opgaver til en frivillig")}
DURATIONS = {"one_off": N_("enkeltstående"), "short": N_("kort periode"), "regular": N_("fast")}
SUPPORT = {"none": N_("nej"), "some": N_("lidt"), "much": N_("meget")}

_TOLD = 3

# The parts of a match and what each is called.
_PARTS = {
    "availability": N_("Tid"),
    "preference": N_("Lyst"),
    "competence": N_("Evne"),
    "motive": N_("Motiv"),
    "nearness": N_("Nærhed"),
}


def choose_way() -> str:
    """`tasks`, `plan` or `person`."""
    chosen: str | None = st.segmented_control(
        _("Vis"), list(WAYS), default="tasks", required=True, format_func=lambda way: _(WAYS[way]), key="match_way"
    )
    return chosen or "tasks"


def show_tasks(tasks: Sequence[Row]) -> None:
    """Every free task; the one chosen with everybody it could be offered."""
    st.caption(
        plural("{count} ledig opgave", "{count} ledige opgaver", len(tasks))
        + ". "
        + _("Vælg en opgave for at se, hvem den passer til.")
    )
    chosen = show_table(tasks, _task_columns(), alt=_("Ledige opgaver"), key="free_tasks")
    _show_task(chosen or tasks[0])


def _task_columns() -> list[Column]:
    return [
        Column(_("Opgave"), lambda row: row["task_name"], width=260, pinned=True),
        Column(_("Aktivitet"), lambda row: row["activity_name"], width=150),
        Column(_("Varighed"), lambda row: word_for(DURATIONS, row["duration"]), width=110),
        Column(_("Ledige pladser"), lambda row: row["free_places"], "number", width=110),
        Column(_("Passer til"), lambda row: row["candidates"], "number", width=90),
        Column(_("Hvornår"), lambda row: say_when(row["availability"]), width=220),
        Column(_("Fra"), lambda row: row["start_date"], "day", width=100),
        Column(_("Boligområde"), lambda row: row["area_name"], width=150),
    ]


def say_when(codes: str | None) -> str:
    """`weekday_morning;weekend` → hverdage om formiddagen, i weekenden."""
    words = load_phrases()["availability"]
    language = 1 if current_language() == "en" else 0
    return ", ".join(words[code][language] for code in (codes or "").split(";") if code in words)


def _show_task(task: Row) -> None:
    st.header(plain(task["task_name"]))
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(word_for(DURATIONS, task["duration"]), color="gray")
        if task["is_first_step"]:
            st.badge(_("god første opgave"), color="green")
    facts = {
        _("Hvornår"): say_when(task["availability"]),
        _("Kræver"): list_choices("competences", task["competences"]),
        _("Giver"): task["benefits"],
        _("Støtte fra medarbejder"): word_for(SUPPORT, task["support_needed"]),
        _("Rolle"): word_for(CIRCLE_ROLES, task["task_role"]),
        _("Periode"): _say_period(task),
        _("Ansvarlig"): task["owner_name"],
    }
    st.markdown("\n".join(f"- **{name}:** {plain(value)}" for name, value in facts.items() if value))
    matches = ask("matches_of_task", task["task_id"])
    _show_matches(
        [row for row in matches if row["rank"]], _suggested_columns(), _("Passer til"), lambda row: row["full_name"]
    )
    _show_refused(
        [row for row in matches if not row["rank"]], Column(_("Navn"), lambda row: row["full_name"], width=180)
    )


def _say_period(task: Row) -> str | None:
    first, last = task["start_date"], task["end_date"]
    if not first and not last:
        return None
    return format_day(first) if first == last else f"{format_day(first)} – {format_day(last)}"


def _suggested_columns() -> list[Column]:
    return [
        Column(_("Plads"), lambda row: row["rank"], "number", width=70),
        Column(_("Navn"), lambda row: row["full_name"], width=180, pinned=True),
        Column(_("Status"), lambda row: word_for(STATUSES, row["status"]), width=110),
        *_shared_columns(),
    ]


def _shared_columns() -> list[Column]:
    return [
        Column(_("Hvorfor"), explanation_of, width=520),
        Column(_("Point"), lambda row: round(row["score"], 2), "number", width=70),
        *(_part_column(name, word) for name, word in _PARTS.items()),
        Column(_("I planen"), lambda row: _("ja") if row["is_planned"] else "", width=80),
    ]


def _part_column(name: str, word: str) -> Column:
    return Column(_(word), lambda row: round(row[name], 2), "number", width=75)


def explanation_of(row: Row) -> str:
    return in_language(row["explanation"], row["explanation_en"])


def _show_matches(rows: Sequence[Row], columns: Sequence[Column], heading: str, title: Callable[[Row], str]) -> None:
    """The first few in whole sentences, which a table would cut off, and then everybody."""
    st.subheader(heading)
    if not rows:
        st.info(_("Ingen opfylder kravene lige nu. Se nedenfor, hvad der mangler."))
        return
    st.caption(_("Tid, lyst, evne, motiv og nærhed går fra 0 til 1. Ved vi ikke, om noget passer, tæller det halvt."))
    st.markdown(
        "\n".join(
            f"{place}. **{plain(title(row))}:** {plain(explanation_of(row))}"
            for place, row in enumerate(rows[:_TOLD], 1)
        )
    )
    show_table(rows, columns, alt=heading)
    offer_person_files(heading, rows, columns, "opgaver")


def _show_refused(rows: Sequence[Row], first: Column) -> None:
    """Whom the task cannot be offered, each with every gate that failed."""
    if not rows:
        return
    with st.expander(_("Kan ikke tilbydes ({count})").format(count=len(rows))):
        why = Column(
            _("Krav, der ikke er opfyldt"),
            lambda row: in_language(row["failed_gates"], row["failed_gates_en"]),
            width=520,
        )
        show_table(rows, [first, why], alt=_("Krav, der ikke er opfyldt"))


def show_plan(tasks: Sequence[Row], plan: Sequence[Row]) -> None:
    """All free tasks shared out: who gets what, and why nobody ranked higher."""
    st.caption(
        _(
            "Alle ledige opgaver fordelt på én gang, så det passer bedst i alt: ingen får mere end et par opgaver eller to på samme tid, og flere får en, før nogen får to."
        )
    )
    _show_plan_in_short(tasks, plan)
    if not plan:
        st.info(_("Ingen opfylder kravene til de ledige opgaver."))
        return
    st.caption(_("Vælg en række for at læse den hele."))
    chosen = show_table(plan, _plan_columns(), alt=_("Planen"), key="task_plan")
    if chosen:
        _show_choice(chosen)
    offer_person_files(_("Fordelingsplan"), plan, _plan_columns(), "opgaver")
    empty = [task["task_name"] for task in tasks if not task["planned"]]
    if empty:
        st.warning(
            _("Ingen i planen til: {tasks}.").format(tasks=plain(", ".join(empty))), icon=":material/person_search:"
        )


def _show_choice(row: Row) -> None:
    with st.container(border=True):
        st.header(plain(_("{name} til {task}").format(name=row["full_name"], task=row["task_name"])))
        st.markdown(plain(explanation_of(row)))
        if row["why_not_higher"]:
            st.markdown(plain(in_language(row["why_not_higher"], row["why_not_higher_en"])))
        if row["caller_name"]:
            st.markdown(_("**Hvem bør ringe:** {caller}").format(caller=plain(row["caller_name"])))


def _show_plan_in_short(tasks: Sequence[Row], plan: Sequence[Row]) -> None:
    places = sum(1 if task["free_places"] is None else int(task["free_places"]) for task in tasks)
    figures = {
        _("Pladser besat"): _("{filled} af {all}").format(filled=format_number(len(plan)), all=format_number(places)),
        _("Frivillige med en opgave"): format_number(len({row["person_id"] for row in plan})),
        _("Heraf ikke i gang nu"): format_number(len({row["person_id"] for row in plan if row["status"] in _IDLE})),
    }
    grid = st.grid(3, border=True)
    for name, figure in figures.items():
        with grid.cell():
            st.metric(name, figure)


_IDLE = ("new", "never_started", "inactive", "at_risk")


def _plan_columns() -> list[Column]:
    return [
        Column(_("Opgave"), lambda row: row["task_name"], width=250, pinned=True),
        Column(_("Navn"), lambda row: row["full_name"], width=170),
        Column(_("Status"), lambda row: word_for(STATUSES, row["status"]), width=110),
        Column(_("Hvem bør ringe"), lambda row: row["caller_name"], width=150),
        Column(_("Hvorfor"), explanation_of, width=460),
        Column(_("Plads"), lambda row: row["rank"], "number", width=70),
        Column(_("Point"), lambda row: round(row["score"], 2), "number", width=70),
        Column(
            _("Hvorfor ikke en højere"),
            lambda row: in_language(row["why_not_higher"], row["why_not_higher_en"]),
            width=460,
        ),
    ]


def show_tasks_for_one(volunteers: Sequence[Row]) -> None:
    """One volunteer's tasks, the best first, and who knows them well enough to call."""
    people = {row["person_id"]: row for row in volunteers}
    chosen = st.selectbox(
        _("Frivillig"),
        list(people),
        format_func=lambda person: f"{people[person]['full_name']} · {word_for(STATUSES, people[person]['status'])}",
        key="match_person",
        width=420,
    )
    if chosen is None:
        return
    person = people[chosen]
    st.header(plain(person["full_name"]))
    if person["caller_name"]:
        times = plural("{count} mødegang", "{count} mødegange", int(person["shared_sessions"]))
        words = _("{caller} bør ringe: de har været sammen om {times}.")
        st.markdown(words.format(caller=plain(person["caller_name"]), times=times))
    matches = ask("matches_of_person", chosen)
    columns = [
        Column(_("Plads"), lambda row: row["rank_for_person"], "number", width=70),
        Column(_("Opgave"), lambda row: row["task_name"], width=250, pinned=True),
        Column(_("Aktivitet"), lambda row: row["activity_name"] or NOTHING, width=150),
        *_shared_columns(),
    ]
    _show_matches(
        [row for row in matches if row["rank_for_person"]],
        columns,
        _("Opgaver, der passer"),
        lambda row: row["task_name"],
    )
    _show_refused(
        [row for row in matches if not row["rank_for_person"]],
        Column(_("Opgave"), lambda row: row["task_name"], width=250),
    )
