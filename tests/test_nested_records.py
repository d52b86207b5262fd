"""JSON and XML from outside: any of it becomes tables with every record in its place, or is refused in one sentence."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.errors import RefusedFileError
from warehouse.intake.grid import open_sheets
from warehouse.intake.reading import read_file
from warehouse.intake.xml_instances import read_tables
from warehouse.settings import Limits
from warehouse.source import load_sources

LIMITS = Limits()
SOURCES = load_sources()
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS
)
VALUES = st.recursive(SCALARS, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(WORDS, inside, max_size=3))
RECORDS = st.lists(st.dictionaries(WORDS, VALUES, min_size=1, max_size=5), min_size=1, max_size=5)


@given(RECORDS)
@settings(max_examples=150, deadline=None)
def test_every_record_is_a_row_and_every_filled_row_has_one_fate(records: list[dict[str, object]]) -> None:
    content = json.dumps(records).encode()
    assert len(open_sheets(content, LIMITS)[0].rows) == len(records) + 1
    read = read_file(content, "svar.json", SOURCES, LIMITS)
    for sheet in read.sheets:
        assert len({row.number for row in sheet.rows}) == len(sheet.rows) == sheet.filled_rows


@given(st.lists(st.dictionaries(st.sampled_from(["navn", "vej", "by"]), WORDS, min_size=1), min_size=2, max_size=5))
@settings(max_examples=100, deadline=None)
def test_xml_records_read_back_as_they_were_written(records: list[dict[str, str]]) -> None:
    rows = "".join(f"<r>{''.join(f'<{k}>{escape(v)}</{k}>' for k, v in record.items())}</r>" for record in records)
    headings, *found = read_tables(f"<data>{rows}</data>".encode(), LIMITS)[""]
    told = [{k: v for k, v in zip(headings, row, strict=True) if v} for row in found]
    assert told == [{k: v.strip() for k, v in record.items() if v.strip()} for record in records]


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_the_readers_stumble(content: bytes) -> None:
    for start in (b'{"', b"[{", b"<?xml ", b"<data>"):
        read = read_file(start + content, "svar", SOURCES, LIMITS)
        assert read.fate in {"taken", "waiting", "rejected"}


ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a><b>&y;</b></a>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ENTITIES.encode(), "dangerous"),
        (ENTITIES.encode("utf-16"), "dangerous"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a><b>1</b></a>', "dangerous"),
        (b"<a>" * 200_000, "broken"),
        ((b"<a>" * 100) + b"x" + (b"</a>" * 100), "too_deep"),
        (b'[{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}]", "too_deep"),
        (b'[{"a":' * 100 + b"1" + b"}]" * 100, "too_deep"),
        (json.dumps([{f"felt {n}": n} for n in range(3_000)]).encode(), "too_large"),
        (b'[{"a": NaN}]', "broken"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "broken"),
    ],
)
def test_what_is_built_to_harm_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RefusedFileError) as refusal:
        open_sheets(content, LIMITS)
    assert refusal.value.reason_code == code
