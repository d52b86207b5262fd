"""Help screens in the language spoken: Typer's own headings are English."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from flows.texts import t


class Command(TyperCommand):
    """A command whose help speaks our language."""

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        return _say_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        return _describe_help(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _name_panels()
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """A group of commands whose help speaks our language."""

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        return _say_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        return _describe_help(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _name_panels()
        super().format_help(ctx, formatter)


def _say_usage(usage: str) -> str:
    words = {"Usage:": t("Brug:"), "[OPTIONS]": t("[TILVALG]"), "COMMAND [ARGS]...": t("KOMMANDO …")}
    for english, ours in words.items():
        usage = usage.replace(english, ours)
    return usage


def _describe_help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = t("Vis denne hjælp.")
    return option


def _name_panels() -> None:
    from typer import rich_utils  # with it comes Rich, which only help needs

    rich_utils.OPTIONS_PANEL_TITLE = t("Tilvalg")
    rich_utils.ARGUMENTS_PANEL_TITLE = t("Angives efter kommandoen")
    rich_utils.COMMANDS_PANEL_TITLE = t("Kommandoer")
    rich_utils.REQUIRED_LONG_STRING = t("[skal angives]")
    rich_utils.DEFAULT_STRING = t("[ellers: {}]")
