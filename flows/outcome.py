"""What came of a night: the one document that terminal, mail, ledger and `run --json` are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from flows.night import Night
from flows.texts import reason, t
from warehouse.intake.proposals import say_question
from warehouse.settings import Settings
from warehouse.snapshot import current_manifest

NEEDS_A_PERSON = ("waiting", "rejected")

_CONTRACT_OF_FILE = ("file", "sha256", "source", "fate", "rows", "message")


@dataclass(frozen=True)
class NightOutcome:
    """The document of `frivillig run --json`.

    `problems` are sentences for a person; `mended` counts the rows that came back mended tonight.
    """

    run_id: str
    as_of: str
    published: bool
    snapshot_id: str | None
    seconds: float
    files: list[dict[str, Any]]
    checks: dict[str, int]
    problems: list[str]
    mended: int = 0

    @property
    def exit_code(self) -> int:
        """0: all is well. 1: something was not published or needs a person."""
        return 0 if self.published and not self.problems else 1

    def as_document(self) -> dict[str, Any]:
        """The outcome as JSON's own types."""
        return asdict(self)

    def as_contract(self) -> dict[str, Any]:
        """What `run --json` prints: what others rely on, and nothing that is only for our own sentences."""
        files = [
            {name: file[name] for name in _CONTRACT_OF_FILE} | {"message": reason(file["message"])}
            for file in self.files
        ]
        document = self.as_document() | {"files": files}
        del document["mended"]
        return document


def conclude(night: Night) -> NightOutcome:
    """The outcome of a night as it stands now."""
    return NightOutcome(
        run_id=night.run_id,
        as_of=night.as_of.isoformat(),
        published=night.snapshot_id is not None,
        snapshot_id=night.snapshot_id,
        seconds=round((datetime.now(UTC) - night.started_at).total_seconds(), 1),
        files=night.files,
        checks=_count_checks(night),
        problems=[*night.problems, *_describe_open_work(night.files)],
        mended=night.mended,
    )


def describe_crash(settings: Settings) -> NightOutcome:
    """The outcome of a night that was cut off before it could write its own."""
    problem = t("Natten blev afbrudt, før den var færdig. Den gøres igen næste nat, eller nu med: frivillig run")
    return NightOutcome("", settings.as_of().isoformat(), False, None, 0.0, [], {}, [problem])


def describe_files(night: Night, con: DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every file the snapshot is made of, and those of tonight that could not be kept."""
    rows: dict[str, dict[str, int]] = {}
    for file_id, fate, count in con.execute(
        "select file_id, fate, count(*) from quality.rows group by all order by all"
    ).fetchall():
        rows.setdefault(file_id, {})[fate] = count
    questions = _questions_by_file(con)
    to_mend = _rows_to_mend(con)
    taken = {sighting.file_id for sighting in night.sightings if sighting.fate == "taken"}
    columns = ("file_id", "file", "sha256", "source", "title", "owner", "fate", "message")
    described = con.execute(
        "select file_id, file_name, sha256, source, source_title, owner, fate, message from quality.files order by file_name, file_id"
    ).fetchall()
    files = [
        _describe_file(dict(zip(columns, file, strict=True)) | {"to_mend": to_mend.get(file[0], [])}, rows, taken)
        | {"questions": questions.get(file[columns.index("file_id")], [])}
        for file in described
    ]
    return files + describe_other_names(night, files) + describe_unkept(night)


def _rows_to_mend(con: DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    """File id → for each form in it the rows handed back, and how long the oldest has waited."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file_id, title, owner, rows, days_open in con.execute(
        """
        select split_part(row_id, ':', 1), source_title, owner, count(*), max(days_open)
        from quality.to_mend group by 1, 2, 3 order by 1, 2
        """
    ).fetchall():
        line = {"title": title, "owner": owner, "rows": rows, "days_open": days_open}
        found.setdefault(file_id, []).append(line)
    return found


def describe_other_names(night: Night, files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Names seen tonight of contents that already stand under another name: read once, under that."""
    named = {file["sha256"]: file for file in files}
    return [
        {
            "file": sighting.path,
            "sha256": sighting.sha256,
            "source": named[sighting.sha256]["source"],
            "fate": "unchanged",
            "rows": {},
            "message": t(
                "Samme indhold som «{file}»; rækkerne tælles kun én gang.", file=named[sighting.sha256]["file"]
            ),
        }
        for sighting in night.sightings
        if sighting.sha256 in named and sighting.path != named[sighting.sha256]["file"]
    ]


def describe_unkept(night: Night) -> list[dict[str, Any]]:
    """Files seen tonight whose content is not in the archive: still being written, or too large."""
    return [
        {"file": s.path, "sha256": s.sha256, "source": None, "fate": s.fate, "rows": {}, "message": s.message}
        for s in night.sightings
        if not s.file_id
    ]


def _questions_by_file(con: DuckDBPyConnection) -> dict[str, list[str]]:
    """What to ask about each file's headings, in sentences."""
    meanings: dict[str, dict[str, list[str]]] = {}
    for file_id, heading, means in con.execute("select file_id, heading, means from quality.proposals").fetchall():
        meanings.setdefault(file_id, {}).setdefault(heading, []).append(means)
    return {file_id: [say_question(*asked) for asked in headings.items()] for file_id, headings in meanings.items()}


def take_over_standing(night: Night) -> None:
    """Nothing new came: the snapshot that stands is tonight's result, with the work that is still open."""
    manifest = current_manifest(night.settings) or {}
    night.snapshot_id = manifest.get("snapshot_id")
    standing = [file | {"fate": _fate_again(file["fate"])} for file in manifest.get("files", []) if file["sha256"]]
    night.files = standing + describe_unkept(night)


def _describe_file(file: dict[str, Any], rows: dict[str, dict[str, int]], taken: set[str]) -> dict[str, Any]:
    file_id = file.pop("file_id")
    fate = file["fate"] if file_id in taken else _fate_again(file["fate"])
    return file | {"fate": fate, "rows": rows.get(file_id, {}), "message": file["message"] or ""}


def _fate_again(fate: str) -> str:
    return "unchanged" if fate == "taken" else fate


def _count_checks(night: Night) -> dict[str, int]:
    if night.is_nothing_new:
        return dict((current_manifest(night.settings) or {}).get("checks", {}))
    failed = [result for result in night.results if not result.success]
    critical = sum(result.severity == "critical" for result in failed)
    return {"passed": len(night.results) - len(failed), "warned": len(failed) - critical, "failed": critical}


def _describe_open_work(files: Iterable[dict[str, Any]]) -> list[str]:
    files = list(files)
    sentences = [_describe_stopped_file(file) for file in files if file["fate"] in NEEDS_A_PERSON]
    sentences += [_describe_questions(file) for file in files if count_questions([file]) and file["fate"] != "waiting"]
    sentences += [
        _describe_unknown_sheets(file) for file in files if file["fate"] != "waiting" and count_waiting_rows([file])
    ]
    return sentences + [
        t(
            "{title}: rækker, som {owner} skal rette: {rows}. Dage, den ældste har ventet: {days}. De ligger i et returark i outbox/retur.",
            title=open_rows.title,
            owner=open_rows.owner,
            rows=open_rows.rows,
            days=open_rows.days_open,
        )
        for open_rows in count_rows_to_mend(files)
    ]


def _describe_unknown_sheets(file: dict[str, Any]) -> str:
    return t(
        "Filen «{file}» har ark, som intet skema passer til; rækker i dem: {rows}. Svar på siden Datakvalitet, om de er data.",
        file=file["file"],
        rows=count_waiting_rows([file]),
    )


def _describe_stopped_file(file: dict[str, Any]) -> str:
    if file["fate"] == "waiting":
        return t("Filen «{file}» venter. {message}", file=file["file"], message=reason(file["message"])).strip()
    return t("Filen «{file}» er afvist. {message}", file=file["file"], message=reason(file["message"])).strip()


def _describe_questions(file: dict[str, Any]) -> str:
    return t(
        "Filen «{file}» er læst uden nogle af sine kolonner. {questions}",
        file=file["file"],
        questions=reason(" ".join(file["questions"])),
    )


def count_questions(files: Iterable[dict[str, Any]]) -> int:
    """Questions about headings that wait for an answer."""
    return sum(len(file.get("questions", ())) for file in files)


@dataclass(frozen=True)
class OpenRows:
    """The rows of a form that its owner has to mend, and how long the oldest has waited."""

    title: str
    owner: str
    rows: int
    days_open: int


def count_rows_to_mend(files: Iterable[dict[str, Any]]) -> list[OpenRows]:
    """Rows waiting to be mended by form and owner, the longest open first. A file without a form waits as a whole."""
    counts: dict[tuple[str, str], OpenRows] = {}
    for line in (line for file in files for line in file.get("to_mend", ())):
        form = line["title"], line["owner"]
        known = counts.get(form, OpenRows(*form, 0, 0))
        counts[form] = OpenRows(*form, known.rows + line["rows"], max(known.days_open, line["days_open"]))
    return sorted(counts.values(), key=lambda open_rows: (-open_rows.days_open, open_rows.owner, open_rows.title))


def count_waiting_rows(files: Iterable[dict[str, Any]]) -> int:
    """Rows that no form reads: they wait with their file or sheet, and no return sheet holds them."""
    return sum(
        file["rows"].get("quarantined", 0) - sum(line["rows"] for line in file.get("to_mend", ())) for file in files
    )
