"""The sheets we hand out are sheets we can read: every heading of every template finds its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from flows.template import write_questionnaire, write_template
from warehouse.intake.reading import read_file
from warehouse.model import load_models
from warehouse.settings import Limits
from warehouse.source import Source, accepted, load_sources, offered

SOURCES = load_sources()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_template_filled_in_is_read_as_its_own_form(source: Source, tmp_path: Path) -> None:
    path = write_template(source, tmp_path)
    book = load_workbook(path)
    book.worksheets[0].append(["Prøve Prøvesen"] + ["x"] * (book.worksheets[0].max_column - 1))
    book.save(path)
    read = read_file(path.read_bytes(), path.name, SOURCES, Limits())
    (table,) = [table for sheet in read.sheets for table in sheet.tables]
    unknown = [heading for column, heading in enumerate(table.headings) if heading and column not in table.fields]
    assert (read.source, unknown) == (source.name, [])


def test_the_printed_questionnaire_asks_every_question_with_its_choices(tmp_path: Path) -> None:
    source = SOURCES["questionnaire"]
    page = write_questionnaire(source, tmp_path).read_text(encoding="utf-8")
    fields = accepted(source, load_models("core"))
    asked = [(name, headings) for name, headings in source.column_fields() if "?" in headings[0]]
    assert len(asked) > 10
    for name, headings in asked:
        assert headings[0] in page
        for word in offered(fields[name], source.fields[name]).values():
            assert word[:1].upper() + word[1:] in page
