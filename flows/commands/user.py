"""`frivillig user`: who may log in to the dashboard."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Annotated

import typer

from flows.commands.sql import Role
from flows.help import Command
from flows.options import AsJson
from flows.output import print_document, print_lines, print_table
from flows.texts import t
from warehouse.errors import SettingsError

user = typer.Typer(add_completion=False, no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAVN", help=t("Brugernavnet."))]


@user.command(cls=Command, help=t("Giv en person adgang, eller en ny rolle og adgangskode."))
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help=t("Medarbejdere ser personer; ledelsen kun summer."))] = Role.management,
) -> int:
    """Asks for the password; reads it from standard input when that is not a terminal."""
    from warehouse.accounts import add_account
    from warehouse.settings import load_settings

    settings = load_settings()
    add_account(settings, name, role.value, _ask_password())
    print_lines([t("«{name}» kan nu logge ind.", name=name)])
    return 0


@user.command(cls=Command, help=t("Tag en persons adgang væk."))
def remove(name: Name) -> int:
    """An open dashboard closes for the person at the next step."""
    from warehouse.accounts import remove_account
    from warehouse.settings import load_settings

    remove_account(load_settings(), name)
    print_lines([t("«{name}» kan ikke længere logge ind.", name=name)])
    return 0


@user.command(cls=Command, name="list", help=t("Vis, hvem der har adgang."))
def show(as_json: AsJson = False) -> int:
    """Names and roles."""
    from warehouse.accounts import list_accounts
    from warehouse.settings import load_settings

    rows = [(name, account.role) for name, account in sorted(list_accounts(load_settings()).items())]
    if as_json:
        print_document([{"name": name, "role": role} for name, role in rows])
    elif rows:
        print_table([t("Bruger"), t("Rolle")], rows)
    else:
        print_lines([t("Ingen har adgang endnu. Giv adgang med: frivillig user add NAVN")])
    return 0


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass(t("Adgangskode: "))
    if password != getpass(t("Adgangskoden igen: ")):
        raise SettingsError(t("De to adgangskoder er ikke ens. Prøv igen."))
    return password
