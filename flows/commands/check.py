"""`frivillig check`: what would happen to some files, without taking them in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.options import AsJson
from flows.output import print_document, print_lines, print_table
from flows.texts import reason, t

_SHOWN_AT_MOST = 20

_CONTRACT = ("file", "source", "tables", "message")


def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FIL…", help=t("Filerne, der skal ses på."), exists=True, dir_okay=False, readable=True),
    ],
    as_json: AsJson = False,
) -> int:
    """Exit code 1 when a file would wait or be refused, or a row would need a person."""
    from flows.preview import preview_files
    from warehouse.settings import load_settings

    described = preview_files(load_settings(), files)
    if as_json:
        print_document([_in_words(file) for file in described])
    else:
        for path, file in zip(files, described, strict=True):
            print_file(file)
            _print_questions(path, file["proposals"])
            _print_places(path, file["places"])
    return 1 if any(_needs_a_person(file) for file in described) else 0


def _in_words(file: dict[str, Any]) -> dict[str, Any]:
    """The contract's document of a file, in the language spoken."""
    tables = [
        table | {"quarantined": [row | {"reason": reason(row["reason"])} for row in table["quarantined"]]}
        for table in file["tables"]
    ]
    return {name: file[name] for name in _CONTRACT} | {"tables": tables, "message": reason(file["message"])}


def _needs_a_person(file: dict[str, Any]) -> bool:
    return (
        _waits(file)
        or bool(file["proposals"] or file["places"])
        or any(table["quarantined"] for table in file["tables"])
    )


def _waits(file: dict[str, Any]) -> bool:
    """Whether nothing can be done with the file; one that only explains codes has rows, but none that are data."""
    fates = {fate for table in file["tables"] for fate in table["rows"]}
    return file["source"] is None and fates != {"not_data"}


def print_file(file: dict[str, Any]) -> None:
    """What would happen to one file, for people. `file`: as in `frivillig check --json`."""
    known = [t("Formular: {source}", source=file["source"])] if file["source"] else []
    if _waits(file):
        known = [t("Ingen formular passer; filen ville vente.")]
    print_lines(["", file["file"], *known, *([reason(file["message"])] if file["message"] else [])])
    for table in file["tables"]:
        _print_table(table)


def _print_questions(path: Path, proposals: list[dict[str, Any]]) -> None:
    """The command that says yes to each question, and the one that says no."""
    if not proposals:
        return
    print_lines([t("Svar ja med:")])
    for asked in proposals:
        print_lines([f'  frivillig form alias "{path}" "{asked["heading"]}" {asked["field"]}'])
    print_lines([t("Svar nej, og spørg ikke igen, med:")])
    for heading in dict.fromkeys(asked["heading"] for asked in proposals):
        print_lines([f'  frivillig form ignore "{path}" "{heading}"'])


def _print_places(path: Path, places: list[dict[str, Any]]) -> None:
    """Each sheet and line that a person is asked about, with the commands that answer."""
    for place in places:
        if place["kind"] == "sheet":
            _print_sheet_question(path, place["words"])
        else:
            _print_line_question(path, place)


def _print_sheet_question(path: Path, name: str) -> None:
    print_lines(
        [
            t("Er arket «{sheet}» data? Lav en formular til det med:", sheet=name),
            f'  frivillig form new "{path}"',
            t("Er det ikke data, så sig det med:"),
            f'  frivillig form ignore-sheet "{path}" "{name}"',
        ]
    )


def _print_line_question(path: Path, place: dict[str, Any]) -> None:
    from warehouse.own_form import line_meanings
    from warehouse.settings import load_settings
    from warehouse.source import load_sources

    settings = load_settings()
    source = load_sources(settings.forms)[place["source"]]
    words = dict.fromkeys(line_meanings(settings, source).values())
    print_lines([t("Er linjen «{line}» en overskrift for rækkerne under den? Sig, hvad de er:", line=place["words"])])
    print_lines([f'  frivillig form section {source.name} "{place["words"]}" "{word}"' for word in words])
    print_lines(
        [t("Er den ikke data, så sig det med:"), f'  frivillig form ignore-line {source.name} "{place["words"]}"']
    )


def _print_table(table: dict[str, Any]) -> None:
    words = {
        "loaded": t("læses ind"),
        "quarantined": t("skal rettes"),
        "duplicate": t("står der i forvejen"),
        "superseded": t("er afløst af nyere svar"),
        "not_data": t("er ikke data"),
    }
    counts = ", ".join(f"{count} {words.get(fate, fate)}" for fate, count in table["rows"].items())
    print_lines([t("Ark «{sheet}»: {counts}", sheet=table["sheet"] or "1", counts=counts)])
    unknown = [heading for heading, field in table["columns"].items() if field is None]
    if unknown:
        print_lines([t("Kolonner, der ikke kendes og ikke læses: {columns}", columns=", ".join(unknown))])
    rows = [
        (q["row"], q["column"], q["value_shown"], reason(q["reason"]))
        for q in table["quarantined"]
        if q["reason_code"] != "file_waiting"
    ]
    if rows:
        print_table([t("Række"), t("Kolonne"), t("Står der"), t("Hvad der er i vejen")], rows[:_SHOWN_AT_MOST])
    if len(rows) > _SHOWN_AT_MOST:
        print_lines([t("… og {count} rækker mere", count=len(rows) - _SHOWN_AT_MOST)])
