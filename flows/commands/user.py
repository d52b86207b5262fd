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
    provider: Annotated[
        bool,
        typer.Option("--provider", help=t("Logger ind med den konto, personen har i forvejen; uden adgangskode her.")),
    ] = False,
) -> int:
    """Asks for the password; reads it from standard input when that is not a terminal."""
    from warehouse.accounts import add_account, add_provided_account, refuse_name
    from warehouse.settings import load_settings

    settings = load_settings()
    refuse_name(name)
    if provider:
        add_provided_account(settings, name, role.value)
    else:
        add_account(settings, name, role.value, _ask_password())
    print_lines([t("«{name}» kan nu logge ind.", name=name)])
    return 0


@user.command(cls=Command, help=t("Luk en person ude, også en, der ellers har adgang fra jeres arbejdskonto."))
def block(name: Name) -> int:
    """Holds whatever the login provider says, and at once."""
    from warehouse.accounts import block_account
    from warehouse.settings import load_settings

    block_account(load_settings(), name)
    print_lines([t("«{name}» er lukket ude.", name=name)])
    return 0


@user.command(cls=Command, help=t("Tag en person af listen over dem, der har adgang."))
def remove(name: Name) -> int:
    """An open dashboard closes for the person within seconds."""
    from warehouse.accounts import remove_account
    from warehouse.settings import load_settings

    remove_account(load_settings(), name)
    print_lines([t("«{name}» kan ikke længere logge ind.", name=name)])
    return 0


@user.command(cls=Command, name="list", help=t("Vis, hvem der har adgang."))
def show(as_json: AsJson = False) -> int:
    """Names, roles and ways in."""
    from warehouse.accounts import list_accounts
    from warehouse.settings import load_settings

    accounts = sorted(list_accounts(load_settings()).items())
    if as_json:
        print_document([{"name": name, "role": account.role, "login": account.login} for name, account in accounts])
    elif accounts:
        ways = {"password": t("adgangskode"), "provider": t("arbejdskonto"), "blocked": t("lukket ude")}
        rows = [(name, account.role, ways[account.login]) for name, account in accounts]
        print_table([t("Bruger"), t("Rolle"), t("Logger ind med")], rows)
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
