"""A new workspace: settings to fill in, folders, templates of every sheet and the questionnaire on paper and as an XLSForm."""

from __future__ import annotations

from pathlib import Path

from flows.template import write_questionnaire, write_template
from flows.texts import t
from flows.xlsform import write_xlsform
from warehouse.errors import SettingsError
from warehouse.settings import SETTINGS_FILE
from warehouse.source import load_sources

_STARTER = Path(__file__).parent / "starter"
FOLDERS = ("inbox", "forms", "archive", "published", "outbox")
TEMPLATES = "skabeloner"


def create_workspace(home: Path) -> Path:
    """Fill an empty or new folder. Raises SettingsError when there is something in it."""
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise SettingsError(t("Mappen «{name}» er ikke tom. Vælg en ny mappe til arbejdsområdet.", name=home.name))
    for folder in (*FOLDERS, TEMPLATES):
        (home / folder).mkdir(parents=True, exist_ok=True)
    for text in (SETTINGS_FILE, "LÆS MIG.txt"):
        (home / text).write_text((_STARTER / text).read_text(encoding="utf-8"), encoding="utf-8")
    sources = load_sources()
    for source in sources.values():
        write_template(source, home / TEMPLATES)
    write_questionnaire(sources["questionnaire"], home / TEMPLATES)
    write_xlsform(sources["questionnaire"], home / TEMPLATES)
    return home
