"""What stands behind a number: how it is counted, the checks and files it rests on and, for staff, every person or row in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import streamlit as st

from dashboard.components.access import note_list
from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row, ask
from dashboard.formats import format_number, format_period, format_span
from dashboard.texts import _, in_language, plural
from dashboard.texts.codes import AREAS, SEVERITIES, TARGET_GROUPS, TRACKS, word_for

_ROWS_SHOWN = 5000


def offer_calculation(row: Row, may_see_persons: bool) -> None:
    """A button that opens it, so that nobody waits for rows they did not want to see. `row`: a target, or a KPI in a period."""
    words, key = _("Regnestykket bag tallet"), row.get("target_id") or row["metric_id"]
    if st.button(words, key=f"calculation_{key}", icon=":material/calculate:", type="tertiary"):
        title = row["label"] if row.get("target_id") else in_language(row["label"], row.get("label_en"))
        st.dialog(plain(title), width="large")(_show_calculation)(row, may_see_persons)


def _show_calculation(row: Row, may_see_persons: bool) -> None:
    st.markdown("\n".join(f"- **{name}:** {plain(value)}" for name, value in _definition(row).items() if value))
    _show_checks(ask("checks_behind", row["metric_id"]))
    if not may_see_persons:
        return
    note_list(f"regnestykket {row['metric_id']}")
    if row["counting"] in ("rows", "sum", "share"):
        _show_rows(ask("rows_behind", *_asked(row)))
    else:
        _show_persons(ask("persons_behind", *_asked(row)))
    _show_files(ask("files_behind", row["metric_id"], row["period_start"], row["period_end"]))


def _asked(row: Row) -> tuple[object, ...]:
    """A target stands for a period of its own; a card for one of the calendar's or the project."""
    kind = "target" if row.get("target_id") else row["period_kind"]
    return row["metric_id"], kind, row["period_start"], row["period_end"], row.get("area_id"), row.get("target_group")


def _definition(row: Row) -> dict[str, str | None]:
    return {
        _("Spørgsmål"): in_language(row["question"], row["question_en"]),
        _("Sådan tæller vi"): in_language(row["counting_rule"], row["counting_rule_en"]),
        _("Periode"): format_period(row["period_start"], row["period_end"]),
        _("Boligområde"): _(AREAS.get(row.get("area_id") or "", row.get("area_name") or "")) or None,
        _("Målgruppe"): word_for(TARGET_GROUPS, row.get("target_group")),
        _("Usikkerhed"): _say_precision(row),
        _("Prognosen"): in_language(row.get("forecast_method"), row.get("forecast_method_en")),
        _("Trin i forandringsteorien"): _step(row),
        _("Måltallet er givet af"): row.get("funder"),
        _("Ansvarlig for nøgletallet"): row["owner"],
    }


def _show_checks(failed: Sequence[Row]) -> None:
    """The checks of what the number rests on that did not pass; none is an answer too."""
    if not failed:
        st.badge(_("Alle kontroller af det, tallet bygger på, er bestået"), icon=":material/check:", color="green")
        return
    st.markdown(f"**{_('Kontroller, der ikke er bestået, af det, tallet bygger på')}**")
    columns = [
        Column(_("Kontrol"), lambda check: in_language(check["description"], check["description_en"]), width=520),
        Column(_("Alvor"), lambda check: word_for(SEVERITIES, check["severity"]), width=120),
        Column(_("Rækker"), lambda check: check["failed_rows"], "number", width=80),
    ]
    show_table(failed, columns, alt=_("Kontroller, der ikke er bestået, af det, tallet bygger på"))


def _show_files(files: Sequence[Row]) -> None:
    words = plural("{count} fil, tallet kan bygge på", "{count} filer, tallet kan bygge på", len(files))
    columns = [
        Column(_("Fil"), lambda file: PurePosixPath(file["file_name"]).name, width=300),
        Column(_("Skema"), lambda file: file["source_title"], width=190),
        Column(_("Rækker i perioden"), lambda file: file["rows_in_period"], "number", width=140),
        Column(_("Ansvarlig"), lambda file: file["owner"], width=190),
    ]
    with st.expander(words):
        show_table(files, columns, alt=words)


def _say_precision(row: Row) -> str | None:
    if row["value"] is None:
        return None
    if row["precision"] in ("exact", "named"):
        return _("Tallet er talt præcist.")
    if row["precision"] == "ca":
        return _("Tallet bygger på skøn.")
    low, high = format_number(row["value_low"]), format_number(row["value_high"])
    words = _("Nogle gange er der kun talt hoveder. Derfor ligger tallet et sted mellem {low} og {high}.")
    return words.format(low=low, high=high)


def _step(row: Row) -> str | None:
    step = row["step"] or row.get("metric_step")
    return " · ".join(filter(None, [step and f"{int(step)}", word_for(TRACKS, row["track"])]))


def _show_persons(persons: Sequence[Row]) -> None:
    words = plural(
        "{count} person bag tallet", "{count} personer bag tallet", len(persons), format_number(len(persons))
    )
    st.markdown(f"**{words}**")
    if persons:
        show_table(persons, _person_columns(), alt=_("Personerne bag tallet"))


def _show_rows(rows: Sequence[Row]) -> None:
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
