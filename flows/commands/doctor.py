"""`frivillig doctor`: what is set up and what is missing, in one screen."""

from __future__ import annotations

from dataclasses import asdict

from flows.options import AsJson
from flows.output import print_document
from flows.texts import t


def doctor(as_json: AsJson = False) -> int:
    """Exit code 2 when the settings cannot be used, 1 when something needs a person."""
    from flows.diagnosis import diagnose
    from warehouse.settings import find_home

    findings = diagnose(find_home())
    worst = max((finding.exit_code for finding in findings), default=0)
    if as_json:
        print_document({"ok": worst == 0, "findings": [asdict(finding) for finding in findings]})
        return worst

    from rich.console import Console
    from rich.table import Table

    marks = {"ok": "[green]✓[/]", "note": "[yellow]–[/]", "fault": "[red]✗[/]"}
    table = Table(show_header=False, box=None, padding=(0, 1))
    for finding in findings:
        table.add_row(marks[finding.state], finding.title, finding.sentence.replace("[", r"\["))
    console = Console(highlight=False)
    console.print(table)
    console.print(t("Alt er i orden.") if worst == 0 else t("Noget skal ordnes: se linjerne med ✗."))
    return worst
