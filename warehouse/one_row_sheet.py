"""One row of a declared form as a workbook of its own, written only if the night will be able to read it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import time

from openpyxl import Workbook

from warehouse.cell_text import put_text
from warehouse.errors import CorrectionRefusedError
from warehouse.intake.cpr import has_cpr
from warehouse.intake.rows import choice_words
from warehouse.intake.values import UnreadableCellError, read_value
from warehouse.model import load_models
from warehouse.source import Source, accepted


def write_one_row(source: Source, given: Mapping[str, str | time]) -> bytes:
    """The workbook, with the form's own headings. `given`: by field, what is written.

    Raises CorrectionRefusedError when a field cannot be read or looks like a CPR number.
    """
    refuse_unreadable(source, {name: value for name, value in given.items() if isinstance(value, str)})
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for column, (name, headings) in enumerate(source.column_fields(), start=1):
        put_text(sheet.cell(1, column), headings[0])
        value = given.get(name, "")
        if isinstance(value, str):
            put_text(sheet.cell(2, column), value)
        else:
            sheet.cell(2, column).value = value
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def refuse_unreadable(source: Source, given: Mapping[str, str]) -> None:
    """Raises CorrectionRefusedError for the first field the night could not read or would not keep."""
    fields = accepted(source, load_models("core"))
    for name, text in given.items():
        if has_cpr(text):
            raise CorrectionRefusedError(
                f"{fields[name].label}: Det ligner et CPR-nummer. Slet det igen: vi må ikke gemme CPR-numre."
            )
        try:
            read_value(text, fields[name], choice_words(fields[name], source.fields[name]))
        except UnreadableCellError as error:
            raise CorrectionRefusedError(f"{fields[name].label}: {error}") from error
