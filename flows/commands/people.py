"""`frivillig people`: is this the same person? What only people can know."""

from __future__ import annotations

from collections.abc import Sequence
from getpass import getuser
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.sql import list_rows
from flows.help import Command
from flows.options import AsJson
from flows.output import print_document, print_lines, print_table
from flows.texts import language, t

if TYPE_CHECKING:
    from warehouse.ledger import Verdict

people = typer.Typer(add_completion=False, no_args_is_help=True)

One = Annotated[
    str,
    typer.Argument(metavar="PAR|PERSON", help=t("Spørgsmålets id fra review, eller den ene persons eller omtales id.")),
]
Other = Annotated[
    str | None, typer.Argument(metavar="PERSON", help=t("Den andens id, når det første ikke er et spørgsmål."))
]
By = Annotated[str | None, typer.Option(help=t("Hvem der svarer; ellers den, der er logget ind på maskinen."))]

_FACTS = ("full_name", "phone", "email", "birth_year", "street", "area_id", "file_name", "sheet", "row_number")


@people.command(cls=Command, help=t("Vis dem, der måske er den samme person, de vigtigste først."))
def review(as_json: AsJson = False) -> int:
    """Both records side by side, why it is asked, and what a yes would move. Who looked is in the log before it is shown."""
    from warehouse.access_log import note_access
    from warehouse.settings import load_settings
    from warehouse.snapshot import Reader

    settings = load_settings()
    rows = list_rows(Reader(settings, "staff").query("from marts.uncertain_pairs order by priority"))
    if rows:
        persons = dict.fromkeys(person for row in rows for person in (row["person_id"], row["other_person_id"]))
        note_access(settings, getuser(), "contact", "frivillig people review", persons)
    if as_json:
        print_document(rows)
    elif not rows:
        print_lines([t("Der er ingen spørgsmål om, hvem der er den samme.")])
    else:
        for row in rows:
            _show(row)
        print_lines(["", t("Svar med: frivillig people same PAR  eller  frivillig people different PAR")])
    return 0


@people.command(cls=Command, help=t("Svar ja: det er den samme person."))
def same(one: One, other: Other = None, by: By = None) -> int:
    """Written into the ledger; it counts from the next night."""
    return _answer("same", one, other, by)


@people.command(cls=Command, help=t("Svar nej: det er to forskellige personer."))
def different(one: One, other: Other = None, by: By = None) -> int:
    """Written into the ledger; it counts from the next night."""
    return _answer("different", one, other, by)


@people.command(cls=Command, help=t("Træk et svar tilbage."))
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMMER", help=t("Svarets nummer fra answers."))], by: By = None
) -> int:
    """The answer stays in the ledger with who took it back and when."""
    from warehouse.people.answers import undo_answer
    from warehouse.settings import load_settings

    undo_answer(load_settings(), number, by or getuser())
    print_lines(
        [t("Svar {number} er trukket tilbage. Det tæller fra næste nat; eller nu med: frivillig run", number=number)]
    )
    return 0


@people.command(cls=Command, help=t("Vis de svar, der gælder."))
def answers(as_json: AsJson = False) -> int:
    """Numbers, verdicts, persons' ids, who and when."""
    from warehouse.people.answers import list_answers
    from warehouse.settings import load_settings

    rows = [
        {
            "number": answer.decision_id, "verdict": answer.verdict, "person_id": answer.person_id,
            "other_person_id": answer.other_person_id, "decided_by": answer.decided_by, "decided_at": answer.decided_at,
        }
        for answer in list_answers(load_settings())
    ]  # fmt: skip
    if as_json:
        print_document(rows)
    elif not rows:
        print_lines([t("Ingen har svaret endnu.")])
    else:
        words = {"same": t("den samme"), "different": t("to forskellige")}
        headings = [t("Nummer"), t("Svar"), t("Den ene"), t("Den anden"), t("Hvem"), t("Hvornår (UTC)")]
        print_table(headings, [[row["number"], words[str(row["verdict"])], *list(row.values())[2:]] for row in rows])
    return 0


def _answer(verdict: Verdict, one: str, other: str | None, by: str | None) -> int:
    from warehouse.people.answers import answer_pair, answer_persons
    from warehouse.settings import load_settings

    settings, who = load_settings(), by or getuser()
    number = answer_persons(settings, one, other, verdict, who) if other else answer_pair(settings, one, verdict, who)
    print_lines(
        [
            t(
                "Svaret er gemt som nummer {number}. Det tæller fra næste nat; eller nu med: frivillig run",
                number=number,
            ),
            t("Fortryd med: frivillig people undo {number}", number=number),
        ]
    )
    return 0


def _show(row: dict[str, Any]) -> None:
    labels = (
        t("Navn"),
        t("Telefon"),
        t("E-mail"),
        t("Fødselsår"),
        t("Vej"),
        t("Område"),
        t("Fil"),
        t("Ark"),
        t("Række"),
    )
    sides: list[Sequence[object]] = [
        (label, row[name], row[f"other_{name}"])
        for label, name in zip(labels, _FACTS, strict=True)
        if row[name] or row[f"other_{name}"]
    ]
    sides.append((t("Id"), row["person_id"], row["other_person_id"]))
    print_table(["", t("Den ene"), t("Den anden")], sides, title=f"{row['priority']}. {row['pair_id']}")
    reasons = row["reasons_en"] if language() == "en" else row["reasons"]
    print_lines([reasons, *_say_moves(row["moves"])])


def _say_moves(moves: str) -> list[str]:
    words = {
        "distinct_users": t("antallet af forskellige brugere"),
        "volunteers_registered": t("antallet af registrerede frivillige"),
        "status": t("en frivilligs status"),
    }
    moved = [words[move] for move in moves.split(";") if move]
    return [t("Et ja flytter: {what}.", what=", ".join(moved))] if moved else []
