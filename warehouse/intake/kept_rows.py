"""What a file said, kept: its rows as Parquet, and beside them a description as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.intake.companions import as_document
from warehouse.intake.cpr import MASKED_SUFFIX
from warehouse.intake.plain_rows import PlainRows
from warehouse.intake.reading import Block, ReadFile, ReadSheet
from warehouse.intake.rows import Row

_ROWS_AT_A_TIME = 10_000
_ROWS = pa.schema(
    [
        ("sheet", pa.string()),
        ("sheet_number", pa.int32()),
        ("row_number", pa.int32()),
        ("table_number", pa.int32()),
        ("source", pa.string()),
        ("fate", pa.string()),
        ("reason_code", pa.string()),
        ("reason", pa.string()),
        ("column_number", pa.int32()),
        ("mends", pa.string()),
        ("cells", pa.list_(pa.string())),
        ("records", pa.list_(pa.string())),
    ]
)


def write_read(place: Path, read: ReadFile) -> dict[str, Any]:
    """Keep what a file said as `place`.parquet and `place`.json; returns the description, without the rows.

    The rows come first: a content counts as read only when its description is there.
    """
    _write_rows(place.with_suffix(".parquet"), read.sheets)
    if read.masked:
        place.with_suffix(MASKED_SUFFIX).write_bytes(read.masked)
    description = _description(read)
    unfinished = place.with_suffix(".json.new")
    unfinished.write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")
    os.replace(unfinished, place.with_suffix(".json"))
    return description


def _write_rows(path: Path, sheets: list[ReadSheet]) -> None:
    with pq.ParquetWriter(path, _ROWS) as writer:
        for sheet in sheets:
            for block in sheet.each_block():
                _write_block(writer, sheet, block)


def _write_block(writer: pq.ParquetWriter, sheet: ReadSheet, block: Block) -> None:
    """The rows one by one as they come; with plain ones among them, in their order on the sheet."""
    lines = _row_lines(sheet, block.rows)
    if not block.plain:
        while some := list(islice(lines, _ROWS_AT_A_TIME)):
            writer.write_batch(_as_batch(some))
        return
    batches = [_plain_batch(sheet, plain) for plain in block.plain]
    if odd := list(lines):
        batches.append(_as_batch(odd))
    rows = pa.Table.from_batches(batches)
    writer.write_table(rows if len(batches) == 1 else rows.sort_by("row_number"))


def _as_batch(lines: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = zip(*lines, strict=True)
    arrays = [pa.array(column, type=kind) for column, kind in zip(columns, _ROWS.types, strict=True)]
    return pa.record_batch(arrays, schema=_ROWS)


def _plain_batch(sheet: ReadSheet, plain: PlainRows) -> pa.RecordBatch:
    alike = {
        "sheet": sheet.name, "sheet_number": sheet.number, "table_number": plain.table, "source": plain.source,
        "fate": "loaded", "reason_code": "", "reason": "", "column_number": None, "mends": "",
    }  # fmt: skip
    own = {"row_number": plain.numbers, "cells": plain.cells, "records": plain.records}
    arrays = [
        own[field.name]
        if field.name in own
        else pa.repeat(pa.scalar(alike[field.name], field.type), len(plain.numbers))
        for field in _ROWS
    ]
    return pa.record_batch(arrays, schema=_ROWS)


def _row_lines(sheet: ReadSheet, rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    """A row's values in the order of `_ROWS`."""
    to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
    for row in rows:
        yield (
            sheet.name, sheet.number, row.number, row.table, row.source, row.fate, row.reason_code, row.reason,
            row.column, row.mends, row.cells, [to_json(record) for record in row.records],
        )  # fmt: skip


def _description(read: ReadFile) -> dict[str, Any]:
    return {
        "fate": read.fate,
        "message": read.message,
        "reason_code": read.reason_code,
        "source": read.source,
        "proposals": [proposal.__dict__ for proposal in read.proposals],
        "codebook": as_document(read.codebook),
        "is_coded": read.is_coded,
        "sheets": [
            {
                "name": sheet.name,
                "number": sheet.number,
                "is_hidden": sheet.is_hidden,
                "filled_rows": sheet.filled_rows,
                "tables": [table.__dict__ for table in sheet.tables],
            }
            for sheet in read.sheets
        ],
    }
