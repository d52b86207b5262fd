"""`frivillig demo`: the whole way on a made-up reference project, and its figures against the report's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.dashboard import serve_dashboard
from flows.options import AsJson
from flows.output import print_document, print_lines, print_table
from flows.texts import t


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help=t("Vis ikke dashboardet bagefter."))] = False,
    plain: Annotated[bool, typer.Option("--plain", help=t("Uden Prefect; resultatet er det samme."))] = False,
    as_json: AsJson = False,
) -> int:
    """Exit code 0 when every figure comes out as it should."""
    from flows.demonstration import compare_figures, run_reference_project

    home = Path(os.environ.get("FRIVILLIG_HOME") or "demo").expanduser().resolve()
    settings, outcome = run_reference_project(home, plain)
    figures = compare_figures(settings) if outcome.published else []
    is_right = bool(figures) and all(figure["ok"] for figure in figures)
    if as_json:
        print_document({"home": str(home), "run": outcome.as_contract(), "figures": figures})
    else:
        _print_figures(figures)
        print_lines([] if outcome.published else outcome.problems)
    if no_serve:
        return 0 if is_right else 1
    return serve_dashboard(home)


def _print_figures(figures: list[dict[str, Any]]) -> None:
    rows = [
        (figure["label"], figure["expected"], _as_danish(figure["actual"]), "✓" if figure["ok"] else "✗")
        for figure in figures
    ]
    if rows:
        print_table([t("Referenceprojektet"), t("Rapportens tal"), t("Beregnet af filerne"), ""], rows)


def _as_danish(number: float | None) -> str:
    return "–" if number is None else f"{number:.1f}".removesuffix(".0").replace(".", ",")
