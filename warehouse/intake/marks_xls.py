"""The marks of an old .xls: read by xlrd, which knows formats and errors."""

from __future__ import annotations

import io

import xlrd

from warehouse.intake.marks import ERROR, Marks

_BLANK = {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}


def find_xls_marks(content: bytes) -> dict[str, Marks]:
    """Sheet name → its marks. Empty when the file is too odd to be looked into: the sender is told."""
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except Exception:  # it reads what it can and fails in many ways; the values do not come from it
        return {}
    struck = {n for n, look in enumerate(book.xf_list) if book.font_list[look.font_index].struck_out}
    return {sheet.name: _marks(sheet, struck) for sheet in book.sheets()}


def _marks(sheet: xlrd.sheet.Sheet, struck: set[int]) -> Marks:
    marks = Marks(
        hidden_rows=sorted(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=sorted(c for c, info in sheet.colinfo_map.items() if info.hidden and c < sheet.ncols),
        is_filtered=bool(getattr(sheet, "filtered", False)),
    )
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                marks.faults[row + 1, column] = xlrd.error_text_from_code.get(sheet.cell_value(row, column), ERROR)
            elif kind not in _BLANK and sheet.cell_xf_index(row, column) in struck:
                marks.struck.add((row + 1, column))
    return marks
