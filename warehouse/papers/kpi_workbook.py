"""Every KPI in a workbook: a sheet per theme with period × area, targets, definitions and data quality."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from warehouse.formats import NOTHING, format_day, format_percent, format_period_name
from warehouse.papers.asking import Asker, Row
from warehouse.papers.blocks import Cell, Shown
from warehouse.papers.material import label_of
from warehouse.papers.workbook import add_sheet, add_table, save
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.telling.board import STEPS
from warehouse.telling.targets import STATUSES, known_status
from warehouse.texts import N_, _, in_language
from warehouse.texts.codes import AREAS, TARGET_GROUPS, unit_word, word_for

_KINDS = {
    "project": N_("projekt"),
    "year": N_("år"),
    "half": N_("halvår"),
    "quarter": N_("kvartal"),
    "month": N_("måned"),
}
_THEMES = {1: N_("Frivillige"), 2: N_("Aktiviteter og brugere"), 3: N_("Netværk og indsats"), 4: N_("Sammenhængskraft")}
_SEVERITIES = {"critical": N_("Kritisk"), "warning": N_("Advarsel"), "info": N_("Til orientering")}


def write_kpi_workbook(settings: Settings, reader: Reader | None = None) -> bytes:
    """The workbook, from kpi.duckdb only: what is hidden there says so here."""
    asker = Asker(settings, "management", reader)
    metrics, values = asker.ask("metrics"), asker.ask("all_values")
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_front(book, settings, asker)
    for step in STEPS:
        of_step = {row["metric_id"]: row for row in metrics if row["step"] == step}
        rows = [_value_row(of_step[value["metric_id"]], value) for value in values if value["metric_id"] in of_step]
        if rows:
            _add_sheet(book, _(_THEMES[step]), _value_headings(), rows)
    _add_sheet(book, _("Mål"), _target_headings(), [_target_row(row) for row in asker.ask("targets")])
    _add_sheet(book, _("Definitioner"), _definition_headings(), [_definition_row(row) for row in metrics])
    _add_quality(book, asker)
    return save(book)


def _add_front(book: Workbook, settings: Settings, asker: Asker) -> None:
    run = asker.ask_one("latest_run") or {}
    said = {
        _("Projekt"): settings.project.name,
        _("Organisation"): settings.project.organisation,
        _("Dataansvarlig"): settings.project.data_controller,
        _("Data til og med"): format_day(run.get("as_of")),
        _("Øjebliksbillede"): asker.snapshot,
        _("Små grupper"): _("Tal om få personer er skjult, og tal om dele af projektet er rundet."),
        _("Godkendelse"): _("Tallene er den seneste nats. Kolonnen «Godkendt» viser det tal, der blev godkendt."),
    }
    _add_sheet(book, _("Om tallene"), [_("Hvad"), _("Svar")], [[name, value] for name, value in said.items() if value])


def _add_sheet(book: Workbook, title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet = add_sheet(book, title)
    add_table(sheet, headings, rows)
    sheet.freeze_panes = "A2"
    if rows:
        sheet.auto_filter.ref = sheet.dimensions


def _value_headings() -> list[str]:
    return [
        _("Nøgletal"), _("Slags periode"), _("Periode"), _("Fra"), _("Til"), _("Boligområde"), _("Målgruppe"), _("Værdi"),
        _("Laveste"), _("Højeste"), _("Enhed"), _("Forbehold"), _("Godkendt"),
    ]  # fmt: skip


def _value_row(metric: Row, row: Row) -> list[Cell]:
    kind, start, end = row["period_kind"], row["period_start"], row["period_end"]
    return [
        label_of(metric),
        word_for(_KINDS, kind),
        format_period_name(kind, start, end),
        Shown("", start),
        Shown("", end),
        _(AREAS.get(row["area_id"] or "", row["area_name"] or "")) or _("alle"),
        word_for(TARGET_GROUPS, row["target_group"]) or _("alle"),
        Shown(_("skjult") if row["is_suppressed"] else NOTHING, row["value"]),
        Shown("", row["value_low"]),
        Shown("", row["value_high"]),
        unit_word(metric["unit"]) or "%",
        word_for(_PRECISIONS, row["precision"]) if row["value"] is not None else "",
        Shown("", row["approved_value"]),
    ]


_PRECISIONS = {"exact": N_("talt"), "ca": N_("ca."), "at_least": N_("mindst"), "interval": N_("fra-til")}


def _target_headings() -> list[str]:
    return [
        _("Mål"), _("Nøgletal"), _("Fra"), _("Til"), _("Boligområde"), _("Målgruppe"), _("Måltal"), _("Nu"), _("Laveste"), _("Højeste"),
        _("Nået"), _("Status"), _("Forventet nu"), _("Prognose"), _("Prognose, laveste"), _("Prognose, højeste"),
        _("Nødvendigt tempo pr. måned"), _("Givet af"),
    ]  # fmt: skip


def _target_row(row: Row) -> list[Cell]:
    numbers = ("value", "value_low", "value_high")
    outlook = ("pro_rata", "forecast", "forecast_low", "forecast_high", "required_pace")
    return [
        row["label"] or "",
        in_language(row["metric_label"], row["metric_label_en"]),
        Shown("", row["period_start"]),
        Shown("", row["period_end"]),
        _(AREAS.get(row["area_id"] or "", row["area_name"] or "")) or _("alle"),
        word_for(TARGET_GROUPS, row["target_group"]) or _("alle"),
        Shown("", row["target"]),
        *(Shown(_("skjult") if name == "value" else "", row[name]) for name in numbers),
        format_percent(row["achievement_pct"]),
        _(STATUSES[known_status(row)][0]),
        *(Shown("", None if row["is_finished"] else row[name]) for name in outlook),
        row["funder"] or "",
    ]


def _definition_headings() -> list[str]:
    return [
        _("Nøgletal"),
        _("Id"),
        _("Spørgsmål"),
        _("Sådan tæller vi"),
        _("Enhed"),
        _("Trin i forandringsteorien"),
        _("Ansvarlig"),
    ]


def _definition_row(row: Row) -> list[Cell]:
    return [
        label_of(row),
        row["metric_id"],
        in_language(row["question"], row["question_en"]),
        in_language(row["counting_rule"], row["counting_rule_en"]),
        unit_word(row["unit"]) or "%",
        Shown("", row["step"]),
        row["owner"] or "",
    ]


def _add_quality(book: Workbook, asker: Asker) -> None:
    run = asker.ask_one("latest_run") or {}
    counts = {
        _("Filer"): "files_total", _("Filer, der venter"): "files_waiting", _("Filer, der er afvist"): "files_rejected",
        _("Rækker med i tallene"): "rows_loaded", _("Rækker, der skal rettes"): "rows_to_mend", _("Rækker, der venter på et skema"): "rows_waiting",
        _("Rækker, der også står et andet sted"): "rows_duplicate", _("Rækker afløst af nyere"): "rows_superseded",
        _("Rækker, der ikke er data"): "rows_not_data", _("Kontroller bestået"): "checks_passed", _("Kontroller med advarsel"): "checks_warned",
    }  # fmt: skip
    _add_sheet(
        book,
        _("Datakvalitet"),
        [_("Hvad"), _("Antal")],
        [[name, Shown("", run.get(key))] for name, key in counts.items()],
    )
    failed: list[list[Cell]] = [
        [
            in_language(row["description"], row["description_en"]),
            word_for(_SEVERITIES, row["severity"]),
            Shown("", row["failed_rows"]),
        ]
        for row in asker.ask("failed_checks")
    ]
    _add_sheet(book, _("Kontroller"), [_("Kontrol, der ikke er bestået"), _("Hvor alvorligt"), _("Rækker")], failed)
