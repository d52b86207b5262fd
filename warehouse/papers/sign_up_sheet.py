"""A sheet to sign up on: for the wall, and as the spreadsheet of a form the night reads again."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from warehouse.cell_text import put_text
from warehouse.errors import PaperRefusedError
from warehouse.formats import format_day
from warehouse.intake.folding import fold
from warehouse.papers.asking import Asker
from warehouse.papers.pdf import set_document
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.source import Source, load_sources
from warehouse.texts import _, current_language

FORM = "attendance_sheet"
MOST_TIMES = 8
_GUESTS, _HELPERS = 20, 8  # empty lines
_LONGEST_LIST = 255  # Excel's own limit for a list typed into the rule
_FILL = PatternFill("solid", start_color="E3E1DA")
_LINE = Border(bottom=Side("thin", color="CFCCC2"))


@dataclass(frozen=True)
class SignUp:
    """For what activity, and on which days."""

    activity: str
    days: tuple[date, ...]


def plan_sign_up(
    settings: Settings, activity: str, first: date, times: int = 1, reader: Reader | None = None
) -> SignUp:
    """A known activity from a day on, once a week so many times. Raises PaperRefusedError."""
    if not 1 <= times <= MOST_TIMES:
        raise PaperRefusedError(
            f"Der er plads til 1-{MOST_TIMES} gange på et ark. Lav flere ark, hvis der skal flere til."
        )
    known = {
        fold(row["activity_name"]): str(row["activity_name"])
        for row in Asker(settings, "staff", reader).ask("activity_names")
    }
    if fold(activity) not in known:
        raise PaperRefusedError(
            f"Der er ingen aktivitet, der hedder «{activity}». Skriv navnet, som det står på siden «Aktiviteter»."
        )
    return SignUp(known[fold(activity)], tuple(first + timedelta(weeks=week) for week in range(times)))


def write_sign_up_pdf(settings: Settings, sign_up: SignUp) -> bytes:
    """The sheet to print: lines for guests and for volunteers, a box for each day."""
    form = load_sources(settings.forms)[FORM]
    content = {
        "language": current_language(),
        "title": sign_up.activity,
        "subtitle": _("Tilmelding og fremmøde"),
        "organisation": settings.project.organisation,
        "headings": _headings(form),
        "days": [format_day(day) for day in sign_up.days],
        "sections": [{"name": name, "lines": lines} for name, lines in _sections(form)],
        "hint": _("Sæt kryds, når du kommer. Skriv aldrig CPR-nummer."),
        "rights": _("{organisation} bruger oplysningerne til at holde aktiviteten og tælle, hvor mange der kommer. Du kan altid få dine egne oplysninger at se, rettet eller slettet.").format(organisation=settings.project.organisation),
    }  # fmt: skip
    return set_document("sign_up", content)[0]


def write_sign_up_workbook(settings: Settings, sign_up: SignUp) -> bytes:
    """The same sheet to type into and put in the inbox: headings, sections and marks are the form's own."""
    form = load_sources(settings.forms)[FORM]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Fremmøde"
    put_text(sheet.cell(1, 1), form.fields["activity_name"].above[0]).font = Font(bold=True)
    put_text(sheet.cell(1, 2), sign_up.activity)
    headings = _headings(form)
    _write_header(sheet, headings, sign_up.days)
    row = 4
    for name, lines in _sections(form):
        put_text(sheet.cell(row, 1), name).font = Font(bold=True)
        _rule_lines(sheet, row + 1, row + lines, len(headings) + len(sign_up.days))
        row += lines + 1
    _offer_areas(sheet, settings, headings, row)
    _offer_marks(sheet, form, len(headings), len(sign_up.days), row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_header(sheet: Any, headings: list[str], days: tuple[date, ...]) -> None:
    for column, heading in enumerate(headings, start=1):
        put_text(sheet.cell(3, column), heading)
        sheet.column_dimensions[get_column_letter(column)].width = 30 if column == 1 else 16
    for place, day in enumerate(days):
        cell = sheet.cell(3, len(headings) + 1 + place, day)
        cell.number_format = "DD-MM-YYYY"
        sheet.column_dimensions[get_column_letter(cell.column)].width = 12
    for cell in sheet[3]:
        cell.font, cell.fill = Font(bold=True), _FILL
    sheet.freeze_panes = "B4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"


def _rule_lines(sheet: Any, first: int, last: int, columns: int) -> None:
    for row in range(first, last + 1):
        for column in range(1, columns + 1):
            sheet.cell(row, column).border = _LINE


def _headings(form: Source) -> list[str]:
    """What is asked of everybody; the role is told by the section."""
    return [words[0] for name, words in form.column_fields() if name != "role"]


def _sections(form: Source) -> list[tuple[str, int]]:
    roles = form.sections["role"]
    return [(roles["participant"][0], _GUESTS), (roles["volunteer"][0], _HELPERS)]


def _offer_areas(sheet: Any, settings: Settings, headings: list[str], last: int) -> None:
    words = ",".join(area.name for area in settings.areas if "," not in area.name)
    column = next(
        (place for place, heading in enumerate(headings, start=1) if fold(heading) in ("omraade", "boligomraade")), 0
    )
    if words and column and len(words) <= _LONGEST_LIST:
        _offer(sheet, words, column, column, last)


def _offer_marks(sheet: Any, form: Source, before: int, days: int, last: int) -> None:
    if form.cells:
        _offer(sheet, form.cells.marks[form.cells.plain][0], before + 1, before + days, last)


def _offer(sheet: Any, words: str, first: int, last: int, bottom: int) -> None:
    offer = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
    offer.add(f"{get_column_letter(first)}4:{get_column_letter(last)}{bottom}")
    sheet.add_data_validation(offer)
