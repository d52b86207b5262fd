"""Pollock's polluted CSV files through our reader and others, by the benchmark's own measure. See README.md.

`python bench/pollock.py CHECKOUT [DATASET]`: a checkout of github.com/HPI-Information-Systems/Pollock.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from warehouse.errors import RefusedFileError
from warehouse.intake.grid import open_sheets
from warehouse.settings import Limits

Rows = list[list[object]]
FAILED = (0.0,) * 10


def read_ours(path: Path) -> Rows:
    """The grid as opened, without blank rows; a refused file has none."""
    try:
        (sheet,) = open_sheets(path.read_bytes(), Limits())
    except RefusedFileError as refusal:
        if refusal.reason_code == "empty":
            return []
        raise
    return [sheet.rows[number - 1] for number in sheet.filled_rows()]


def read_duckdb(path: Path, **options: object) -> Rows:
    """What DuckDB's own CSV reader makes of it."""
    found = duckdb.connect().read_csv(str(path), **options)
    return [found.columns, *map(list, found.fetchall())]


def read_pandas(path: Path, **options: object) -> Rows:
    """What pandas' CSV reader makes of it; told that there is no header, the first row stays one of the rows."""
    frame = pd.read_csv(path, **options)
    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    return rows if options.get("header", "infer") is None else [list(frame.columns), *rows]


def read_pandas_told(path: Path) -> Rows:
    """pandas told all the benchmark says of a file: encoding, separator, quotes, line ends and preamble; bad lines skipped."""
    told = json.loads((path.parent.parent / "parameters" / f"{path.name}_parameters.json").read_text(encoding="utf-8"))
    quote, escape, line = told["quotechar"] or '"', told["escapechar"] or '"', told["row_delimiter"]
    options: dict[str, object] = {"encoding": told["encoding"], "doublequote": escape == quote}
    options |= {"quotechar": quote[0]} if quote != '"' else {}
    options |= {"escapechar": escape[0]} if escape != quote else {}
    options |= {"lineterminator": line[0] if line else None} if line != "\r\n" else {}
    options |= {"skiprows": int(told["preamble_lines"])} if int(told["preamble_lines"]) else {}
    separator = told["delimiter"] or ","
    engine = "c" if len(separator) == 1 else "python"
    return read_pandas(path, sep=separator, dtype=object, on_bad_lines="skip", engine=engine, **options)


_AS_TEXT: dict[str, object] = {
    "header": None, "dtype": str, "keep_default_na": False, "on_bad_lines": "skip", "encoding_errors": "replace",
}  # fmt: skip


READERS: dict[str, Callable[[Path], Rows]] = {
    "frivillig": read_ours,
    "DuckDB, read_csv(path)": read_duckdb,
    "DuckDB, all_varchar, null_padding": lambda path: read_duckdb(
        path, all_varchar=True, null_padding=True, strict_mode=False, parallel=False
    ),
    "pandas, read_csv(path)": read_pandas,
    "pandas, told all about each file": read_pandas_told,
    "pandas, text, bad lines skipped": lambda path: read_pandas(path, **_AS_TEXT),
    "pandas, the same, sep=None": lambda path: read_pandas(path, sep=None, engine="python", **_AS_TEXT),
}


def main(checkout: Path, dataset: str) -> None:
    """Score every reader on every file, and print simple and weighted sums (at most 10)."""
    sys.path.insert(0, str(checkout))
    from pollock import metrics

    metrics.normalize_cell = lru_cache(maxsize=None)(metrics.normalize_cell)  # the same answers, once each
    weights = json.loads((checkout / "pollock_weights.json").read_text(encoding="utf-8"))
    files = sorted(
        path
        for path in (checkout / dataset / "csv").glob("*csv")
        if (checkout / dataset / "clean" / path.name).exists()
    )
    known = sum(weights.get(path.name, 0) for path in files)
    print(f"{len(files)} files of {dataset}\n{'':36}{'simple':>9}{'weighted':>9}{'failed':>9}")
    for name, read in READERS.items():
        scores = {path: sum(score(metrics, read, path, checkout / dataset / "clean" / path.name)) for path in files}
        simple = sum(scores.values()) / len(files)
        weighted = sum(scores[path] * weights.get(path.name, 0) for path in files) / known if known else float("nan")
        failed = sum(1 for found in scores.values() if found == 0)
        print(f"{name:36}{simple:9.3f}{weighted:9.3f}{failed:9}")
        print_worst(name, scores)


def score(metrics: object, read: Callable[[Path], Rows], path: Path, clean: Path) -> tuple[float, ...]:
    """Success and the precision, recall and F1 of header, records and cells."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = Path(folder) / "loaded.csv"
        try:
            with loaded.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(read(path))
        except (RefusedFileError, duckdb.Error, csv.Error, LookupError, ValueError, pd.errors.ParserError):
            return FAILED
        return (1.0, *metrics.header_record_cell_measures_csv(clean, loaded))  # type: ignore[attr-defined]


def print_worst(name: str, scores: dict[Path, float]) -> None:
    """The kinds of file on which most is lost, for `frivillig` alone."""
    if name == "frivillig":
        for path, found in sorted(scores.items(), key=lambda item: item[1])[:15]:
            print(f"    {path.name:50}{found:9.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "polluted_files")
