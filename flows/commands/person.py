"""`frivillig person`: what a person may ask for. Every use is written in the log, with its purpose, before anything is shown."""

from __future__ import annotations

from enum import StrEnum
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.help import Command
from flows.options import AsJson
from flows.output import print_document, print_lines, print_table
from flows.texts import t

if TYPE_CHECKING:
    from warehouse.subject_access.holdings import Holdings
    from warehouse.subject_access.requests import Asker

person = typer.Typer(add_completion=False, no_args_is_help=True)


class Consent(StrEnum):
    """What somebody once said yes to."""

    contact = "contact"
    guardian = "guardian"
    origin = "origin"


Id = Annotated[str, typer.Argument(metavar="PERSON", help=t("Personens nummer, som find viser det."))]
Reason = Annotated[
    str, typer.Option("--reason", help=t("Hvorfor du slår op, uden navne. Det skrives i loggen, før noget vises."))
]
By = Annotated[str | None, typer.Option(help=t("Hvem der slår op; ellers den, der er logget ind på maskinen."))]


@person.command(cls=Command, help=t("Find en person: et navn, som det lyder, en telefon, en e-mail eller et nummer."))
def find(
    typed: Annotated[str, typer.Argument(metavar="NAVN", help=t("Navnet, som det lyder."))],
    reason: Reason,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """Numbers, names, areas and years of birth; no phone and no e-mail."""
    from warehouse.subject_access import requests

    found = requests.find(_asker("find", reason, by), typed)
    if as_json:
        print_document(found)
    elif not found:
        print_lines([t("Ingen hedder noget, der ligner. Prøv et kortere navn.")])
    else:
        names = ("person_id", "full_name", "area_name", "birth_year")
        headings = [t("Nummer"), t("Navn"), t("Område"), t("Fødselsår")]
        print_table(headings, [[str(row[name] or "") for name in names] for row in found])
    return 0


@person.command(cls=Command, help=t("Vis alt, hvad vi har om en person, og hvor det står."))
def show(person_id: Id, reason: Reason, by: By = None, as_json: AsJson = False) -> int:
    """Others' names, phones and e-mails are covered."""
    from warehouse.subject_access import requests
    from warehouse.subject_access.document import as_document

    held = requests.look_at(_asker("show", reason, by), person_id)
    if as_json:
        print_document(as_document(held))
    else:
        _show(held)
    return 0


@person.command(cls=Command, help=t("Lav en kopi til personen: PDF til at læse og JSON til maskiner."))
def export(
    person_id: Id,
    reason: Reason,
    to: Annotated[Path | None, typer.Option(metavar="MAPPE", help=t("Mappen, kopien lægges i; ellers outbox."))] = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """Two files named by the person's number and the day."""
    from warehouse.settings import load_settings
    from warehouse.subject_access import requests
    from warehouse.subject_access.handing_out import write_copy

    held = requests.look_at(_asker("export", reason, by), person_id, "copy")
    files = write_copy(held, load_settings(), to)
    if as_json:
        print_document({"person_id": held.person_id, "files": list(map(str, files)), "to_read": len(_to_read(held))})
    else:
        print_lines([*map(str, files), *_say_what_to_read(held)])
    return 0


@person.command(cls=Command, help=t("Træk et samtykke tilbage. Det gælder fra næste nat."))
def withdraw(
    person_id: Id,
    purpose: Annotated[
        Consent,
        typer.Option(help=t("Hvilket samtykke: contact (kontakt), guardian (forældres) eller origin (baggrund).")),
    ],
    reason: Reason,
    by: By = None,
) -> int:
    """Handed in like any other answer; until then it is shown as waiting."""
    from warehouse.subject_access import requests

    requests.withdraw(_asker("withdraw", reason, by), person_id, purpose.value)
    print_lines([t("Samtykket er trukket tilbage. Det gælder fra næste nat; eller nu med: frivillig run")])
    return 0


@person.command(cls=Command, help=t("Slet en person. Kan ikke gøres endnu; siger, hvad du kan gøre i stedet."))
def erase(person_id: Id, reason: Reason, by: By = None) -> int:
    """Logged all the same: somebody has asked."""
    from warehouse.subject_access import requests

    requests.ask_to_erase(_asker("erase", reason, by), person_id)


def _asker(command: str, reason: str, by: str | None) -> Asker:
    from warehouse.settings import load_settings
    from warehouse.subject_access.requests import Asker

    return Asker(load_settings(), by or getuser(), f"frivillig person {command}", reason)


def _show(held: Holdings) -> None:
    from warehouse.subject_access.words import FATES, HOW, label, say

    print_lines([f"{held.full_name} · {held.number}", ""])
    facts = [
        [label(fact["field"]), say(fact["field"], fact["value"]), fact["file_name"] or fact["source_title"] or ""]
        for fact in sorted(held.table("core.person_facts"), key=lambda fact: label(fact["field"]))
        if fact["is_in_force"]
    ]
    print_table([t("Hvad"), t("Oplysning"), t("Hvor det står")], facts)
    rows = [
        [row.file_name, row.sheet, str(row.row_number), row.arrived_date, FATES.get(row.fate, row.fate), HOW[row.how]]
        for row in (*held.rows, *held.waiting_rows)
    ]
    print_table([t("Fil"), t("Ark"), t("Række"), t("Kom"), t("Hvad blev der af den"), t("Hvorfor er den med")], rows)
    tables = [[name, len(records)] for name, records in held.tables.items()]
    print_table([t("Tabel"), t("Rækker")], tables)
    print_lines(
        [t("Hele indholdet: tilføj --json, eller lav en kopi med: frivillig person export"), *_say_what_to_read(held)]
    )


def _to_read(held: Holdings) -> list[str]:
    return [
        f"{row.file_name}, {row.sheet}, {row.row_number}" for row in held.rows if row.needs_reading or row.is_doubtful
    ]


def _say_what_to_read(held: Holdings) -> list[str]:
    """What a person must look at before the copy is handed out."""
    lines = [
        t("Læs før udlevering (fri tekst, eller måske en anden med samme navn): {place}", place=place)
        for place in _to_read(held)
    ]
    return lines + [t("Kan ikke gennemsøges; se selv efter: {name}", name=file.file_name) for file in held.unsearchable]
