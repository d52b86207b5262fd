"""The file a lesson describes, in the format it asks for: the language of `tests/forms/*.yml`.

A lesson gives `bytes` (hex), `text` with its `encoding` (and `mark: true` for a byte-order mark), or `sheets`: name → rows
of cells, with `format` (xlsx unless told otherwise; xlsm, xls, xlsb, ods, html, xml). A cell is a value, or
`{formula: "=1+1", value: 2}`: a formula and the result that was saved with it; `"=1+1"` alone was never calculated.
`looks` says how a sheet looks: `{Liste: {merged: [A1:B1], hidden: true, hidden_rows: [3], hidden_columns: [C], filter: A1:B9,
struck: [A3]}}`. `epoch: 1904` counts dates from 1904.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import xlsxwriter
import xlwt
from odf import opendocument, style, table
from odf import text as odf_text
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.xlsb import write_xlsb

Rows = list[list[Any]]
_MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_PLACE = re.compile(r"([A-Z]+)(\d+)")


def build(lesson: dict[str, Any]) -> bytes:
    """The bytes of the lesson's file."""
    if "bytes" in lesson:
        return bytes.fromhex(lesson["bytes"])
    if "text" in lesson:
        mark = _MARKS[lesson["encoding"]] if lesson.get("mark") else b""
        return mark + lesson["text"].encode(lesson["encoding"])
    sheets = {str(name): rows for name, rows in lesson["sheets"].items()}
    return _WRITERS[lesson.get("format", "xlsx")](sheets, lesson)


def ending(lesson: dict[str, Any]) -> str:
    """The ending a sender's program gives such a file, unless the lesson names another (`named: xls`)."""
    if "bytes" in lesson:
        return str(lesson.get("named", "xlsx"))
    if "text" in lesson:
        return str(lesson.get("named", "csv"))
    return str(lesson.get("named", lesson.get("format", "xlsx")))


def _write_xlsx(sheets: dict[str, Rows], lesson: dict[str, Any]) -> bytes:
    if any(isinstance(cell, dict) for rows in sheets.values() for row in rows for cell in row):
        return _write_calculated(sheets)
    book = Workbook()
    book.remove(book.worksheets[0])
    if lesson.get("epoch") == 1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        _dress(sheet, lesson.get("looks", {}).get(name, {}))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _dress(sheet: Worksheet, looks: dict[str, Any]) -> None:
    for place in looks.get("struck", ()):
        sheet[place].font = Font(strike=True)
    for place in looks.get("merged", ()):
        sheet.merge_cells(place)
    for row in looks.get("hidden_rows", ()):
        sheet.row_dimensions[row].hidden = True
    for column in looks.get("hidden_columns", ()):
        sheet.column_dimensions[column].hidden = True
    if "filter" in looks:
        sheet.auto_filter.ref = looks["filter"]
        sheet.auto_filter.add_filter_column(0, ["x"])
    if looks.get("hidden"):
        sheet.sheet_state = "hidden"


def _write_calculated(sheets: dict[str, Rows]) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"default_date_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, dict):
                    sheet.write_formula(r, c, cell["formula"], None, cell["value"])
                else:
                    sheet.write(r, c, cell)
    book.close()
    return content.getvalue()


def _write_xlsm(sheets: dict[str, Rows], lesson: dict[str, Any]) -> bytes:
    """A workbook with a macro part; what the macro says is nobody's business, as it is never looked at."""
    content = io.BytesIO(_write_xlsx(sheets, lesson))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    return content.getvalue()


def _write_xls(sheets: dict[str, Rows], lesson: dict[str, Any]) -> bytes:
    book = xlwt.Workbook()
    dates, struck = xlwt.easyxf(num_format_str="DD-MM-YYYY"), xlwt.easyxf("font: struck_out true")
    for name, rows in sheets.items():
        sheet, looks = book.add_sheet(name), lesson.get("looks", {}).get(name, {})
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                is_struck = (r, c) in {_place(p) for p in looks.get("struck", ())}
                look = struck if is_struck else dates if isinstance(cell, date) else xlwt.Style.default_style
                if isinstance(cell, str) and re.fullmatch(r"#[A-Z0-9/]+[!?]?", cell):
                    sheet.row(r).set_cell_error(c, cell)
                elif cell is not None:
                    sheet.write(r, c, cell, look)
        for row_number in looks.get("hidden_rows", ()):
            sheet.row(row_number - 1).hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _place(shown: str) -> tuple[int, int]:
    letters, row = _PLACE.fullmatch(shown).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row) - 1, column - 1


def _write_xlsb(sheets: dict[str, Rows], lesson: dict[str, Any]) -> bytes:
    looks = {
        name: {
            "struck": [_place(p) for p in look.get("struck", ())],
            "hidden_rows": [row - 1 for row in look.get("hidden_rows", ())],
            "hidden_columns": [_place(f"{letters}1")[1] for letters in look.get("hidden_columns", ())],
            "filter": look.get("filter"),
        }
        for name, look in lesson.get("looks", {}).items()
    }
    return write_xlsb(sheets, looks)


def _write_ods(sheets: dict[str, Rows], lesson: dict[str, Any]) -> bytes:
    book = opendocument.OpenDocumentSpreadsheet()
    struck = style.Style(name="struck", family="table-cell")
    struck.addElement(style.TextProperties(textlinethroughstyle="solid"))
    book.automaticstyles.addElement(struck)
    for name, rows in sheets.items():
        looks = lesson.get("looks", {}).get(name, {})
        struck_places = {_place(p) for p in looks.get("struck", ())}
        sheet = table.Table(name=name)
        for r, row in enumerate(rows):
            hidden = {"visibility": "collapse"} if r + 1 in looks.get("hidden_rows", ()) else {}
            line = table.TableRow(**hidden)
            for c, cell in enumerate(row):
                line.addElement(_ods_cell(cell, struck if (r, c) in struck_places else None))
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    content = io.BytesIO()
    book.write(content)
    return content.getvalue()


def _ods_cell(cell: Any, look: Any) -> Any:
    kinds: dict[str, Any] = {"stylename": look} if look else {}
    if cell is None:
        return table.TableCell(**kinds)
    shown = str(cell)
    if isinstance(cell, bool):
        kinds |= {"valuetype": "boolean", "booleanvalue": str(cell).lower()}
    elif isinstance(cell, (int, float)):
        kinds |= {"valuetype": "float", "value": cell}
    elif isinstance(cell, (date, datetime)):
        kinds |= {"valuetype": "date", "datevalue": cell.isoformat()}
    elif re.fullmatch(r"#[A-Z0-9/]+[!?]?", shown):
        kinds |= {"valuetype": "string", "stringvalue": "", "formula": "of:=[.A1]/0"}
    else:
        kinds |= {"valuetype": "string"}
    element = table.TableCell(**kinds)
    element.addElement(odf_text.P(text=shown))
    return element


def _write_html(sheets: dict[str, Rows], lesson: dict[str, Any]) -> bytes:
    tables = "".join(
        f"<h2>{html.escape(name)}</h2><table border=1>"
        + "".join("<tr>" + "".join(f"<td>{html.escape(str(c or ''))}</td>" for c in row) + "</tr>" for row in rows)
        + "</table>"
        for name, rows in sheets.items()
    )
    return f'<html><head><meta charset="utf-8"></head><body>{tables}</body></html>'.encode()


def _write_xml(sheets: dict[str, Rows], lesson: dict[str, Any]) -> bytes:
    """XML Spreadsheet 2003, as Excel saves it."""
    space = "urn:schemas-microsoft-com:office"
    parts = [
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}:spreadsheet"',
        f' xmlns:ss="{space}:spreadsheet" xmlns:x="{space}:excel"><Styles><Style ss:ID="s1">',
        '<Font ss:StrikeThrough="1"/></Style></Styles>',
    ]
    for name, rows in sheets.items():
        looks = lesson.get("looks", {}).get(name, {})
        struck = {_place(p) for p in looks.get("struck", ())}
        parts.append(f'<Worksheet ss:Name="{html.escape(name)}"><Table>')
        parts += [
            f'<Column ss:Index="{_place(f"{c}1")[1] + 1}" ss:Hidden="1"/>' for c in looks.get("hidden_columns", ())
        ]
        for r, row in enumerate(rows):
            hidden = ' ss:Hidden="1"' if r + 1 in looks.get("hidden_rows", ()) else ""
            cells = "".join(
                _xml_cell(c, cell, (r, c) in struck) for c, cell in enumerate(row) if cell not in (None, "")
            )
            parts.append(f'<Row ss:Index="{r + 1}"{hidden}>{cells}</Row>' if row else "")
        visible = "<x:Visible>SheetHidden</x:Visible>" if looks.get("hidden") else ""
        parts.append(f"</Table><x:WorksheetOptions>{visible}</x:WorksheetOptions></Worksheet>")
    return "".join([*parts, "</Workbook>"]).encode(lesson.get("encoding", "utf-8"))


def _xml_cell(column: int, cell: Any, is_struck: bool) -> str:
    place = f'ss:Index="{column + 1}"' + (' ss:StyleID="s1"' if is_struck else "")
    if isinstance(cell, str) and cell.startswith("="):
        return f'<Cell {place} ss:Formula="{html.escape(cell)}"/>'
    kind, text = "String", html.escape(str(cell))
    if isinstance(cell, bool):
        kind, text = "Boolean", str(int(cell))
    elif isinstance(cell, (int, float)):
        kind = "Number"
    elif isinstance(cell, date):
        kind, text = "DateTime", f"{cell:%Y-%m-%d}T00:00:00.000"
    elif re.fullmatch(r"#[A-Z0-9/]+[!?]?", text):
        kind = "Error"
    return f'<Cell {place}><Data ss:Type="{kind}">{text}</Data></Cell>'


_WRITERS = {
    "xlsx": _write_xlsx,
    "xlsm": _write_xlsm,
    "xls": _write_xls,
    "xlsb": _write_xlsb,
    "ods": _write_ods,
    "html": _write_html,
    "xml": _write_xml,
}
