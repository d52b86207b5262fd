"""What stands behind a target's number: how it is counted and, for staff, every person or row in it."""

from __future__ import annotations

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row, ask
from dashboard.formats import format_number, format_period, format_span
from dashboard.texts import _, in_language, plural
from dashboard.texts.codes import AREAS, TARGET_GROUPS, TRACKS, word_for

_ROWS_SHOWN = 5000


def offer_calculation(target: Row, may_see_persons: bool) -> None:
    """A button that opens it, so that nobody waits for rows they did not want to see."""
    words = _("Regnestykket bag tallet")
    if st.button(words, key=f"calculation_{target['target_id']}", icon=":material/calculate:", type="tertiary"):
        st.dialog(f"{plain(target['label'])}", width="large")(_show_calculation)(target, may_see_persons)


def _show_calculation(target: Row, may_see_persons: bool) -> None:
    st.markdown("\n".join(f"- **{name}:** {plain(value)}" for name, value in _definition(target).items() if value))
    if may_see_persons and target["counting"] in ("rows", "sum", "share"):
        _show_rows(target)
    elif may_see_persons:
        _show_persons(target)


def _definition(target: Row) -> dict[str, str | None]:
    return {
        _("Spørgsmål"): in_language(target["question"], target["question_en"]),
        _("Sådan tæller vi"): in_language(target["counting_rule"], target["counting_rule_en"]),
        _("Periode"): format_period(target["period_start"], target["period_end"]),
        _("Boligområde"): _(AREAS.get(target["area_id"] or "", target["area_name"] or "")) or None,
        _("Målgruppe"): word_for(TARGET_GROUPS, target["target_group"]),
        _("Usikkerhed"): _say_precision(target),
        _("Prognosen"): in_language(target["forecast_method"], target.get("forecast_method_en")),
        _("Trin i forandringsteorien"): _step(target),
        _("Måltallet er givet af"): target["funder"],
        _("Ansvarlig for nøgletallet"): target["owner"],
    }


def _say_precision(target: Row) -> str | None:
    if target["value"] is None:
        return None
    if target["precision"] in ("exact", "named"):
        return _("Tallet er talt præcist.")
    if target["precision"] == "ca":
        return _("Tallet bygger på skøn.")
    low, high = format_number(target["value_low"]), format_number(target["value_high"])
    words = _("Nogle gange er der kun talt hoveder. Derfor ligger tallet et sted mellem {low} og {high}.")
    return words.format(low=low, high=high)


def _step(target: Row) -> str | None:
    step = target["step"] or target["metric_step"]
    return " · ".join(filter(None, [step and f"{int(step)}", word_for(TRACKS, target["track"])]))


def _show_persons(target: Row) -> None:
    persons = ask("persons_behind", target["target_id"])
    words = plural(
        "{count} person bag tallet", "{count} personer bag tallet", len(persons), format_number(len(persons))
    )
    st.markdown(f"**{words}**")
    if persons:
        show_table(persons, _person_columns(), alt=_("Personerne bag tallet"))


def _show_rows(target: Row) -> None:
    rows = ask("rows_behind", target["target_id"])
    words = plural("{count} række bag tallet", "{count} rækker bag tallet", len(rows), format_number(len(rows)))
    st.markdown(f"**{words}**")
    if len(rows) == _ROWS_SHOWN:
        st.caption(_("Der er flere; her er de nyeste."))
    if rows:
        show_table(rows, _row_columns(), alt=_("Rækkerne bag tallet"))


def _person_columns() -> list[Column]:
    return [
        Column(_("Navn"), lambda row: row["full_name"], width=200),
        Column(_("Gange"), lambda row: row["times"], "number", width=80),
        Column(_("Første gang"), lambda row: row["first_date"], "day", width=110),
        Column(_("Seneste gang"), lambda row: row["last_date"], "day", width=110),
        Column(_("Aktiviteter"), lambda row: row["activity_names"], width=360),
    ]


def _row_columns() -> list[Column]:
    return [
        Column(_("Dato"), lambda row: row["event_date"], "day"),
        Column(_("Navn"), lambda row: row["full_name"] or _("uden navn")),
        Column(_("Aktivitet"), lambda row: row["activity_name"]),
        Column(_("Boligområde"), lambda row: row["area_name"]),
        Column(
            _("Tæller for"),
            lambda row: format_span(row["amount_low"], row["amount_high"]) or format_number(row["amount"]),
        ),
    ]
