"""The reference project, from ugly files to figures, and how the figures compare with the report's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.night import open_night
from flows.outcome import NightOutcome
from flows.progress import OnTerminal
from flows.reference_project import write_inbox, write_settings
from flows.reference_project.expected import expected_figures
from flows.texts import t
from flows.tonight import do_night
from warehouse.errors import SettingsError
from warehouse.settings import SETTINGS_FILE, Settings, load_settings
from warehouse.snapshot import Reader


def run_reference_project(home: Path, plain: bool) -> tuple[Settings, NightOutcome]:
    """Make the workspace and do its night. Raises SettingsError when `home` holds something else."""
    _refuse_other_folder(home)
    (home / "inbox").mkdir(parents=True, exist_ok=True)
    write_settings(home)
    settings = load_settings(home)
    write_inbox(settings.inbox)
    with OnTerminal() as progress, open_night(settings, progress=progress) as night:
        return settings, do_night(night, plain)


def compare_figures(settings: Settings) -> list[dict[str, Any]]:
    """Each figure of the report beside the one that came out of the pipeline."""
    reader = Reader(settings, "staff")
    compared = []
    for figure in expected_figures():
        actual = reader.query(figure.sql).iat[0, 0]
        actual = actual.item() if hasattr(actual, "item") else actual
        compared.append(
            {"label": figure.label, "expected": figure.shown, "actual": actual, "ok": figure.agrees(actual)}
        )
    return compared


def _refuse_other_folder(home: Path) -> None:
    if not home.exists() or not any(home.iterdir()):
        return
    if (home / SETTINGS_FILE).is_file() and load_settings(home).dashboard.demo:
        return
    raise SettingsError(
        t("Mappen «{name}» er i brug til noget andet. Vælg en anden til demoen med --home MAPPE.", name=home.name)
    )
