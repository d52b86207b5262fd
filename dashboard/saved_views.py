"""Choices of filters kept under a name, as small files in the workspace that all staff share."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from dashboard.server import running_server
from warehouse.intake.folding import slug

Filters = dict[str, list[str]]


def list_views() -> dict[str, Filters]:
    """Name → filters, in the order of the names. A file that cannot be read is left out."""
    found = (_read(path) for path in sorted(running_server().settings.saved_views.glob("*.json")))
    return dict(view for view in found if view)


def save_view(name: str, filters: Filters, made_by: str) -> None:
    """Keep filters under a name; one of the same name is replaced. Never what was searched for: it may be a person."""
    said = {"name": name.strip(), "filters": filters, "made_by": made_by, "made_date": date.today().isoformat()}
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(said, ensure_ascii=False, indent=2), encoding="utf-8")
    draft.replace(path)


def remove_view(name: str) -> None:
    _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    return running_server().settings.saved_views / f"{slug(name)[:60] or 'visning'}.json"


def _read(path: Path) -> tuple[str, Filters] | None:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return (str(said["name"]), dict(said["filters"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
