"""The command `frivillig`: finds language and workspace, runs the command, and turns every error into one sentence."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from flows.output import divert_output, print_document
from flows.texts import reason, set_language, t
from warehouse.errors import (
    DeclarationError,
    ErasureNotReadyError,
    FrivilligError,
    PersonNotFoundError,
    PurposeRefusedError,
    QueryRefusedError,
    RunInProgressError,
    SettingsError,
    UnknownPeriodError,
)  # fmt: skip
from warehouse.settings import find_home

DONE, NEEDS_A_PERSON, WRONG_USE, ANOTHER_RUN = 0, 1, 2, 3

_EVERYWHERE = {"--home": "FRIVILLIG_HOME", "--lang": "FRIVILLIG_LANG"}


def main() -> NoReturn:
    """Run the command and leave with its exit code."""
    code = run_command(sys.argv[1:])
    if "prefect" in sys.modules:
        # its threads are still there when Python tidies up, and DuckDB then prints pages about it
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def run_command(arguments: list[str]) -> int:
    """Run one command line. Returns 0 done, 1 needs a person, 2 wrong use, 3 another run is under way."""
    arguments = _take_common_options(arguments)
    set_language(os.environ.get("FRIVILLIG_LANG", ""))
    wants_document = "--json" in arguments
    if wants_document:
        divert_output()
    try:
        code, sentence = _invoke(arguments), None
    except Exception as error:
        code, sentence = explain(error)
    if sentence:
        print(sentence, file=sys.stderr)
        if wants_document:
            print_document({"error": sentence})
    return code


def explain(error: Exception) -> tuple[int, str]:
    """Exit code and sentence for anything that went wrong."""
    if isinstance(error, RunInProgressError):
        return ANOTHER_RUN, reason(str(error))
    wrong_use = (
        SettingsError, DeclarationError, QueryRefusedError, PersonNotFoundError, UnknownPeriodError, PurposeRefusedError,
        ErasureNotReadyError,
    )  # fmt: skip
    if isinstance(error, wrong_use):
        return WRONG_USE, reason(str(error))
    if isinstance(error, FrivilligError):
        return NEEDS_A_PERSON, reason(str(error))
    if _is_wrong_use(error):
        return WRONG_USE, _explain_wrong_use(error)
    return NEEDS_A_PERSON, _explain_unexpected(error)


def _take_common_options(arguments: list[str]) -> list[str]:
    """Take `--home` and `--lang` out, wherever they stand, into the environment; what is left is the command's own."""
    left = list(arguments)
    for option, variable in _EVERYWHERE.items():
        for place in [i for i, word in enumerate(left) if word == option or word.startswith(f"{option}=")][::-1]:
            word, value = left.pop(place), ""
            if "=" in word:
                value = word.partition("=")[2]
            elif place < len(left):
                value = left.pop(place)
            os.environ[variable] = value
    return left


def _invoke(arguments: list[str]) -> int:
    from flows.commands import app

    code = app(arguments, prog_name="frivillig", standalone_mode=False)
    return code if isinstance(code, int) else DONE


def _is_wrong_use(error: Exception) -> bool:
    import typer

    return isinstance(error, typer.BadParameter.__mro__[1])  # Typer's UsageError has no public name


def _explain_wrong_use(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    named = f"«{_name_parameter(parameter)}»" if parameter else ""
    kind = type(error).__name__
    if kind == "MissingParameter":
        return t("Der mangler noget i kommandoen: {what}. Se hjælpen med --help.", what=named)
    if kind == "NoSuchOption":
        return t("Tilvalget «{what}» findes ikke. Se hjælpen med --help.", what=getattr(error, "option_name", ""))
    if kind == "BadOptionUsage":
        what = getattr(error, "option_name", "")
        return t("Tilvalget «{what}» mangler sin værdi eller har en, det ikke tager. Se hjælpen med --help.", what=what)
    if parameter:
        return t("Værdien for {what} kan ikke bruges. Se hjælpen med --help.", what=named)
    return _explain_unknown_words(getattr(error, "ctx", None))


def _explain_unknown_words(context: Any) -> str:
    """A command that does not exist, or words after one that takes no more."""
    if context is None:
        return t("Kommandoen blev ikke forstået. Se hjælpen med --help.")
    path, commands = context.command_path, getattr(context.command, "commands", None)
    if commands is None:
        return t("Der står mere efter «{path}», end den kan bruge. Se hjælpen med {path} --help.", path=path)
    names = ", ".join(name for name, command in commands.items() if not command.hidden)
    return t("Kommandoen findes ikke. Efter «{path}» kan stå: {names}.", path=path, names=names)


def _name_parameter(parameter: Any) -> str:
    word = str(parameter.opts[0])
    return word if word.startswith("-") else str(parameter.metavar or word)


def _explain_unexpected(error: Exception) -> str:
    from flows.error_log import log_error

    archive = find_home() / "archive"
    folder = archive if archive.is_dir() else Path(tempfile.gettempdir())
    error_id = log_error(folder, "frivillig", error)
    return t("Noget gik galt (fejl {error_id}). Sig fejlnummeret til den, der passer systemet.", error_id=error_id)
