"""The commands of `frivillig`, one file each. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import typer

from flows.commands.backup import backup, restore
from flows.commands.check import check
from flows.commands.dashboard import dashboard
from flows.commands.demo import demo
from flows.commands.digest import digest
from flows.commands.doctor import doctor
from flows.commands.form import form
from flows.commands.init import init
from flows.commands.people import people
from flows.commands.period import period
from flows.commands.person import person
from flows.commands.questionnaire import questionnaire
from flows.commands.rebuild import rebuild
from flows.commands.report import report
from flows.commands.run import run
from flows.commands.schedule import schedule
from flows.commands.sql import sql
from flows.commands.user import user
from flows.help import Command, Group
from flows.texts import t

app = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=t(
        "Frivillige i boligsociale indsatser: fra regneark og spørgeskemaer til, hvem der er aktive, hvem der blev stille, "
        "og om målene nås. Overalt kan stå --home MAPPE (arbejdsområdet) og --lang da|en."
    ),
)

app.command(cls=Command, help=t("Vis det hele på et opdigtet referenceprojekt."))(demo)
app.command(cls=Command, help=t("Opret et tomt arbejdsområde i en mappe."))(init)
app.command(cls=Command, help=t("Gør en nats arbejde nu."))(run)
app.command(cls=Command, help=t("Se, hvad der ville ske med nogle filer, uden at tage dem ind."))(check)
app.command(cls=Command, help=t("Kør hver nat efter tidsplanen, indtil den stoppes."))(schedule)
app.command(cls=Command, help=t("Vis dashboardet i en browser."))(dashboard)
app.command(cls=Command, help=t("Spørg det offentliggjorte resultat med SQL; intet kan ændres."))(sql)
app.command(cls=Command, help=t("Byg resultatet igen ud fra arkivet alene."))(rebuild)
app.command(cls=Command, help=t("Se ugens mail til hver medarbejder, eller send den nu."))(digest)
app.command(cls=Command, help=t("Skriv en efterset sikkerhedskopi af arbejdsområdet i en mappe."))(backup)
app.command(cls=Command, help=t("Hent en sikkerhedskopi ind i et nyt arbejdsområde."))(restore)
app.command(cls=Command, help=t("Se, hvad der er sat op, og hvad der mangler."))(doctor)
app.add_typer(form, name="form", cls=Group, help=t("Svar på spørgsmål om overskrifter, og lav nye formularer."))
app.add_typer(user, name="user", cls=Group, help=t("Hvem der kan logge ind på dashboardet."))
app.add_typer(questionnaire, name="questionnaire", cls=Group, help=t("Personlige links til «Er du stadig frivillig?»."))
app.add_typer(period, name="period", cls=Group, help=t("Godkend en periodes tal, og se, hvad der er godkendt."))
app.add_typer(report, name="report", cls=Group, help=t("Rapporter og papirer, klar til at aflevere eller dele ud."))
app.add_typer(people, name="people", cls=Group, help=t("Er det den samme person? Se spørgsmålene, og svar."))
app.add_typer(
    person, name="person", cls=Group, help=t("Hvad en person kan bede om: indsigt, en kopi, samtykker trukket tilbage.")
)
