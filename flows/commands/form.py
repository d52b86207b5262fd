"""`frivillig form`: answers about headings, and new forms."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.help import Command
from flows.output import print_lines
from flows.texts import t
from warehouse.errors import DeclarationError

if TYPE_CHECKING:
    from warehouse.settings import Settings
    from warehouse.source import Source

form = typer.Typer(add_completion=False, no_args_is_help=True)

Where = Annotated[
    str, typer.Argument(metavar="FIL|FORMULAR", help=t("Filen, der blev spurgt om, eller formularens navn."))
]
Heading = Annotated[str, typer.Argument(metavar="OVERSKRIFT", help=t("Overskriften, som den står i filen."))]


@form.command(cls=Command, help=t("Svar ja: en overskrift betyder et felt, fra nu af."))
def alias(
    where: Where,
    heading: Heading,
    field: Annotated[str, typer.Argument(metavar="FELT", help=t("Feltet, fx email eller E-mail."))],
) -> int:
    """Written into the workspace's own declaration; the next night reads every file again by it."""
    return _answer(where, heading, field)


@form.command(cls=Command, help=t("Svar nej: en overskrift læses ikke, og der spørges ikke igen."))
def ignore(where: Where, heading: Heading) -> int:
    """Written into the workspace's own declaration."""
    return _answer(where, heading, None)


Line = Annotated[str, typer.Argument(metavar="LINJE", help=t("Det, der står i linjen."))]


@form.command("ignore-sheet", cls=Command, help=t("Et ark er ikke data; der spørges ikke igen."))
def ignore_sheet(
    where: Where,
    sheet: Annotated[str, typer.Argument(metavar="ARK", help=t("Arkets navn, som det står i filen."))],
) -> int:
    """Written into the workspace's own declaration of the form that reads the rest of the file."""
    from warehouse.own_form import dismiss_sheet

    settings, source = _find_form(where)
    dismiss_sheet(settings, source.name, sheet, getuser())
    return _say_kept(t("Arket «{sheet}» er ikke data i «{title}».", sheet=sheet, title=source.title))


@form.command(cls=Command, help=t("En linje er en overskrift: sig, hvad rækkerne under den er."))
def section(
    where: Where,
    line: Line,
    meaning: Annotated[str, typer.Argument(metavar="BETYDNING", help=t("Fx frivillig, eller et områdes navn."))],
) -> int:
    """Written into the workspace's own declaration."""
    from warehouse.own_form import answer_line, find_meaning

    settings, source = _find_form(where)
    found = find_meaning(settings, source, meaning)
    answer_line(settings, source.name, line, found, getuser())
    return _say_kept(
        t("«{line}» er nu en overskrift i «{title}»: {meaning}.", line=line, title=source.title, meaning=meaning)
    )


@form.command("ignore-line", cls=Command, help=t("En linje er ikke data; der spørges ikke igen."))
def ignore_line(where: Where, line: Line) -> int:
    """Written into the workspace's own declaration."""
    from warehouse.own_form import answer_line

    settings, source = _find_form(where)
    answer_line(settings, source.name, line, None, getuser())
    return _say_kept(t("Linjen «{line}» er ikke data i «{title}».", line=line, title=source.title))


def _find_form(where: str) -> tuple[Settings, Source]:
    """The form of this name, or the one that reads the file."""
    from warehouse.settings import load_settings
    from warehouse.source import load_sources

    settings = load_settings()
    sources = load_sources(settings.forms)
    return settings, sources[where] if where in sources else sources[_form_of(settings, where, "")]


def _say_kept(sentence: str) -> int:
    print_lines([sentence, t("Næste nat læser filerne igen; eller nu med: frivillig run")])
    return 0


@form.command(cls=Command, help=t("Lav en ny formular ud fra en fil ved at svare på spørgsmål."))
def new(
    file: Annotated[
        Path,
        typer.Argument(metavar="FIL", help=t("En fil af den nye slags."), exists=True, dir_okay=False, readable=True),
    ],
) -> int:
    """Asks on the terminal or reads the answers from standard input, one a line; then shows what the form makes of the file."""
    from flows.commands.check import check
    from flows.form_wizard import Wizard, choose_table, read_undeclared
    from warehouse.own_form import write_form
    from warehouse.settings import load_settings
    from warehouse.source import load_sources

    settings = load_settings()
    sources = load_sources(settings.forms)
    table = choose_table(read_undeclared(settings, file), sources)
    answers = Wizard(sources, table, getuser()).ask_all(file.stem)
    path = write_form(settings, answers)
    print_lines(["", t("Formularen er gemt som forms/{name}. Sådan bliver filen læst:", name=path.name)])
    return check([file])


def _answer(where: str, heading: str, field: str | None) -> int:
    from warehouse.own_form import answer_heading, find_field
    from warehouse.settings import load_settings
    from warehouse.source import load_sources

    settings = load_settings()
    sources = load_sources(settings.forms)
    source = sources[where] if where in sources else sources[_form_of(settings, where, heading)]
    name = find_field(source, field) if field else None
    answer_heading(settings, source.name, heading, name, getuser())
    said = (
        t("«{heading}» læses ikke i «{title}», og der spørges ikke igen.", heading=heading, title=source.title)
        if name is None
        else t("«{heading}» er nu feltet {field} i «{title}».", heading=heading, field=name, title=source.title)
    )
    return _say_kept(said)


def _form_of(settings: Settings, file: str, heading: str) -> str:
    """The form that a file's heading was asked about, else the one that reads the file."""
    from flows.form_wizard import read_undeclared
    from warehouse.intake.folding import fold

    if not Path(file).is_file():
        raise DeclarationError(
            t("«{name}» er hverken en fil eller en formular. Skriv navnet, som det står i check.", name=file)
        )
    read = read_undeclared(settings, Path(file))
    asked = [proposal.source for proposal in read.proposals if fold(proposal.heading) == fold(heading)]
    found = asked[0] if asked else read.source
    if found is None:
        raise DeclarationError(t("Filen passer ikke til en formular. Skriv formularens navn i stedet for filen."))
    return found
