"""Empty sheets and a questionnaire on paper, made from the declared forms: what we hand out is what we can read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from warehouse.file_name import safe_name
from warehouse.model import Accepts, load_models
from warehouse.source import Field, Source, accepted, offered

_HEADER = PatternFill("solid", start_color="E3E1DA")
_ROWS_WITH_LISTS = 500
_LONGEST_LIST = 255  # Excel's own limit for a list typed into the rule


def write_template(source: Source, folder: Path) -> Path:
    """An empty sheet of a form, with its headings, what belongs in each column and lists to choose from."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", source.title)[:31]
    fields = accepted(source, load_models("core"))
    if source.shape == "key-value":
        _write_labels_down(sheet, source)
    else:
        _write_headings(sheet, source, fields)
    path = folder / f"{safe_name(source.title)}.xlsx"
    workbook.save(path)
    return path


def write_questionnaire(source: Source, folder: Path) -> Path:
    """A questionnaire to print and hand out: a line or boxes for each heading that asks a question."""
    fields = accepted(source, load_models("core"))
    asked = [(name, headings[0]) for name, headings in source.column_fields() if "?" in headings[0]]
    questions = "\n".join(_write_question(heading, fields[name], source.fields[name]) for name, heading in asked)
    page = _PAGE.format(title=escape(source.title), questions=questions)
    path = folder / f"{safe_name(source.title)} til udskrift.html"
    path.write_text(page, encoding="utf-8")
    return path


def _write_headings(sheet: Any, source: Source, fields: dict[str, Accepts]) -> None:
    for label in [field.above[0] for field in source.fields.values() if field.above]:
        sheet.append([label])
    if sheet.max_row > 1 or sheet["A1"].value:
        sheet.append([])
    row = sheet.max_row + 1 if sheet["A1"].value else 1
    headings = list(source.column_fields())
    for column, (name, words) in enumerate(headings, start=1):
        cell = sheet.cell(row, column, words[0])
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEADER, Alignment(wrap_text=True)
        if source.fields[name].description:
            cell.comment = Comment(source.fields[name].description, "Frivillig")
        sheet.column_dimensions[get_column_letter(column)].width = 20
        _offer_choices(sheet, row, column, fields[name])
    if source.shape == "crosstab":
        _write_dates(sheet, row, len(headings) + 1)
    sheet.freeze_panes = sheet.cell(row + 1, 1)


def _write_dates(sheet: Any, row: int, first_column: int) -> None:
    for week in range(4):
        cell = sheet.cell(row, first_column + week, date.today() + timedelta(weeks=week))
        cell.number_format, cell.font, cell.fill = "DD-MM-YYYY", Font(bold=True), _HEADER
        sheet.column_dimensions[get_column_letter(first_column + week)].width = 12


def _offer_choices(sheet: Any, row: int, column: int, field: Accepts) -> None:
    words = ",".join(choice[0] for choice in field.words.values() if choice and "," not in choice[0])
    if field.type != "choice" or not words or len(words) > _LONGEST_LIST:
        return
    offer = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(column)
    offer.add(f"{letter}{row + 1}:{letter}{row + _ROWS_WITH_LISTS}")
    sheet.add_data_validation(offer)


def _write_labels_down(sheet: Any, source: Source) -> None:
    for _, words in source.column_fields():
        sheet.append([words[0]])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
    sheet.column_dimensions["A"].width = 40
    sheet.column_dimensions["B"].width = 40


def _write_question(heading: str, field: Accepts, declared: Field) -> str:
    if field.type in ("choice", "many-choice"):
        boxes = "".join(
            f"<li>☐ {escape(word[:1].upper() + word[1:])}</li>" for word in offered(field, declared).values()
        )
        return f"<h2>{escape(heading)}</h2><ul>{boxes}</ul>"
    if field.type == "boolean":
        return f"<h2>{escape(heading)}</h2><ul><li>☐ Ja</li><li>☐ Nej</li></ul>"
    if field.type == "rating":
        boxes = "".join(
            f"<li>☐ {number}</li>" for number in range(int(field.minimum or 1), int(field.maximum or 5) + 1)
        )
        return f'<h2>{escape(heading)}</h2><ul class="row">{boxes}</ul>'
    return f'<h2>{escape(heading)}</h2><p class="line"></p>'


_PAGE = """<!doctype html>
<html lang="da">
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 12pt/1.4 sans-serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }}
h2 {{ font-size: 1em; margin: 1.4em 0 .3em; break-after: avoid; }}
ul {{ list-style: none; padding: 0; margin: 0; columns: 2; }}
ul.row li {{ display: inline-block; margin-right: 2em; }}
.line {{ border-bottom: 1px solid #333; height: 1.6em; margin: 0; }}
</style>
<h1>{title}</h1>
<p>Svar på det, du har lyst til. Du kan altid få dine svar at se, rettet eller slettet.</p>
<h2>Dato</h2><p class="line"></p>
{questions}
</html>
"""
