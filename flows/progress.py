"""How far a night has come, for whoever waits for it. Always on standard error: standard output is for results."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Protocol, Self

from flows.texts import t


class Progress(Protocol):
    """What a night tells about its progress."""

    def begin(self, step: str) -> None:
        """A step begins."""

    def advance(self, done: int, total: int) -> None:
        """Within a step that knows how much there is to do."""


class Silent:
    """Nobody is watching."""

    def begin(self, step: str) -> None:
        """Say nothing."""

    def advance(self, done: int, total: int) -> None:
        """Say nothing."""


class OnTerminal:
    """A moving bar on a terminal; one line per step where standard error is a file."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._is_terminal = sys.stderr.isatty()
        self._bars = Bars(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self._bar = self._bars.add_task("", total=None, visible=False)

    def __enter__(self) -> Self:
        if self._is_terminal:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def begin(self, step: str) -> None:
        words = describe(step)
        if not self._is_terminal:
            print(words, file=sys.stderr, flush=True)
        self._bars.reset(self._bar, description=words, total=None, visible=True)

    def advance(self, done: int, total: int) -> None:
        self._bars.update(self._bar, completed=done, total=total)


def describe(step: str) -> str:
    """What a step does, in a few words."""
    return {
        "prefect": t("Starter Prefect"),
        "pull": t("Henter nye svar"),
        "fetch": t("Henter nye filer fra indbakker andre steder"),
        "collect": t("Samler nye filer"),
        "read": t("Læser filer"),
        "check": t("Kontrollerer rækker"),
        "link": t("Finder ud af, hvem der er den samme person"),
        "build": t("Bygger tabeller og nøgletal"),
        "audit": t("Kontrollerer resultatet"),
        "publish": t("Offentliggør"),
        "notify": t("Giver besked"),
        "digest": t("Sender ugens mail"),
    }.get(step, step)
