"""Damaged files through the real reader: `python bench/fuzz_readers.py [MINUTES] [SEED]`. See README.md.

Takes the lessons of `tests/forms/` and made-up workbooks, damages them by chance and reads them in child
processes as a night does. Ends with exit code 1 and keeps the file when the reader fails, takes more than
five seconds of processor time or leaves a filled row without its one fate.
"""

from __future__ import annotations

import io
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
from ruamel.yaml import YAML

from tests.test_lessons import FORMS, LESSONS, build
from tests.test_reading_properties import write_with_odfpy, write_with_xlsxwriter
from warehouse.declaration import read_declaration
from warehouse.intake.children import Job, read_in_children
from warehouse.settings import Limits
from warehouse.source import Source, load_sources

PATIENCE_SECONDS = 5.0
PATIENCE_ON_A_BUSY_MACHINE = 30.0
FILES_AT_A_TIME = 100
KEPT = Path(tempfile.gettempdir()) / "frivillig-fuzz"
DECLARED = {path.stem: read_declaration(path, Source, name=path.stem) for path in (FORMS / "declared").glob("*.yml")}
ROWS = [["Navn", "E-mail", "Født"], ["Bo Berg", "bo@example.dk", 1980], ["Åse Øst", "", "ca. 20"], ["I alt", None, 2]]
BITS_OF_TEXT = ['"', ";", ",", "\t", "|", "\r", "\n", "\r\n", "\0", "sep=;", "\ufeff", "æøå", "Ã¦", "=1+1", "010180-1234", "<", "&#0;", "9" * 400, "1e999", "-0", "#REF!"]  # fmt: skip


def main(minutes: float, seed: int) -> int:
    """Damage and read files until the time is up; print what was done and found."""
    chance, healthy = random.Random(seed), healthy_files()
    sources = load_sources() | DECLARED
    limits = Limits(parse_seconds=PATIENCE_ON_A_BUSY_MACHINE, parse_memory_mib=1_024)
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    until = time.monotonic() + minutes * 60
    while time.monotonic() < until:
        damaged = [damage(chance.choice(healthy), healthy, chance) for _ in range(FILES_AT_A_TIME)]
        read_batch(damaged, sources, limits, outcomes, faults)
    print(f"{sum(outcomes.values())} files in {minutes:g} minutes, seed {seed}, {len(healthy)} healthy ones")
    for outcome, count in outcomes.most_common():
        print(f"{count:8} {outcome}")
    print("\n".join(faults) or "no crash, no hang, no row without its fate")
    return 1 if faults else 0


def healthy_files() -> list[bytes]:
    """Every lesson's file and some workbooks of other makes."""
    lessons = [build(YAML(typ="safe").load(path)) for path in LESSONS]
    texts = [
        "\r\n".join(";".join(str(cell or "") for cell in row) for row in ROWS * 20).encode(e)
        for e in ("utf-8", "utf-16", "cp1252")
    ]
    return [*lessons, write_with_odfpy(ROWS * 5), write_with_xlsxwriter(ROWS * 50), *texts]


def damage(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The content changed in one to three ways."""
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(WAYS)(content, others, chance)
    return content


def flip_bits(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.randint(1, 20) if found else 0):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    start, end = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    return chance.choice([content[:end], content[start:], content[:start] + content[end:]])


def repeat(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    start, end = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    return content[:end] + content[start:end] * chance.randint(1, 30) + content[end:]


def splice(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    return content[: chance.randint(0, len(content))] + other[chance.randint(0, len(other)) :]


def write_in(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice(BITS_OF_TEXT).encode(chance.choice(["utf-8", "utf-16"])) + content[place:]


def random_text(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    return "".join(
        chance.choices([*BITS_OF_TEXT, "Navn", "E-mail", "Bo", "1,5", " "], k=chance.randint(1, 400))
    ).encode()


def within_zip(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Damage one member, take it out, or put another file's in its place; the zip itself stays whole."""
    members = members_of(content)
    if not members:
        return flip_bits(content, others, chance)
    name = chance.choice(list(members))
    strangers = members_of(chance.choice(others)) or members
    way = chance.choice([*CONTENT_WAYS, None, swap_markup, swap_markup, swap_markup])
    if way is None:
        members[name] = chance.choice(list(strangers.values()))
    elif chance.random() < 0.1:
        del members[name]
    else:
        members[name] = way(members[name], list(members.values()), chance)
    return zip_of(members)


def swap_markup(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Change what stands between two signs of the markup: a number, a reference, a type."""
    places = [place for place, byte in enumerate(content) if byte in b'"<>=']
    if len(places) < 2:
        return content
    number = chance.randrange(len(places) - 1)
    odd = chance.choice([b"", b"-1", b"1", b"A1", b"XFD1048576", b"A0", b"99999999999999999999", b"e", b"s", b"b", b"d", b"NaN", b"1e308", b"&amp;"])  # fmt: skip
    return content[: places[number] + 1] + odd + content[places[number + 1] :]


def members_of(content: bytes) -> dict[str, bytes]:
    """The members of a zip; none when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return {}


def zip_of(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


Way = Callable[[bytes, list[bytes], random.Random], bytes]
CONTENT_WAYS: list[Way] = [flip_bits, cut, repeat, splice, write_in]
WAYS: list[Way] = [*CONTENT_WAYS, random_text, within_zip, within_zip, within_zip, within_zip]


def read_batch(
    contents: list[bytes], sources: dict[str, Source], limits: Limits, outcomes: Counter[str], faults: list[str]
) -> None:
    """Read some files as a night does, and note what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        jobs = [Job(Path(folder) / f"{n}", f"{n}.fil", Path(folder) / f"{n}-read") for n in range(len(contents))]
        for job, content in zip(jobs, contents, strict=True):
            job.path.write_bytes(content)
        for job, description in zip(jobs, read_in_children(jobs, sources, limits), strict=True):
            outcomes[f"{description['fate']} {description['reason_code']}".strip()] += 1
            fault = fault_of(description, job.place)
            if fault == "too_slow" and seconds_alone(job.path, sources) < PATIENCE_SECONDS:
                fault = None  # the machine was busy, not the reader
            if fault:
                KEPT.mkdir(exist_ok=True)
                kept = KEPT / f"{len(faults)}-{time.time_ns()}"
                kept.write_bytes(job.path.read_bytes())
                faults.append(f"{fault}: {kept}")
                print(faults[-1], flush=True)


def seconds_alone(path: Path, sources: dict[str, Source]) -> float:
    """Processor time of reading one file again, a child's start included."""
    before = os.times()
    with tempfile.TemporaryDirectory() as folder:
        list(read_in_children([Job(path, "fil", Path(folder) / "read")], sources, Limits()))
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def fault_of(description: dict[str, object], place: Path) -> str | None:
    """What is wrong with an outcome: too slow, too large, a bug, a row too many or too few."""
    if description["reason_code"] in ("too_slow", "unreadable"):
        return str(description["reason_code"])
    rows = pq.read_table(place.with_suffix(".parquet"), columns=["sheet_number", "row_number", "fate", "reason"])
    filled = sum(sheet["filled_rows"] for sheet in description["sheets"])  # type: ignore[attr-defined]
    if rows.num_rows != filled or rows.group_by(["sheet_number", "row_number"]).aggregate([]).num_rows != filled:
        return f"{rows.num_rows} fates of {filled} filled rows"
    if any(
        fate != "loaded" and not reason
        for fate, reason in zip(*rows.select(["fate", "reason"]).to_pydict().values(), strict=True)
    ):
        return "a row without a reason"
    return None


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 10, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
