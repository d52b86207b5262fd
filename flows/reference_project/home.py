"""The settings of the reference project's workspace."""

from __future__ import annotations

from pathlib import Path

from flows.reference_project.people import GLARBJERG, JENNUM, STREETS, VANGDALEN
from warehouse.settings import SETTINGS_FILE

_HEAD = """\
# Indstillinger for referenceprojektet. Alle personer er opdigtede.

[project]
name = "Frivillighed på tværs"
organisation = "Bysekretariatet"
# To kan være dataansvarlige: kommunen og boligorganisationerne. Her står, hvem der er det for dette arbejdsområde.
data_controller = "Randers Kommune og de almene boligorganisationer i partnerskab"
funder = "Social- og Integrationsministeriet"
start = 2013-06-01
end = 2014-12-31
"""

_TAIL = """\
# Natten regner, som om det er denne dag. Fjern linjen, når der kommer nye tal hver dag.
[night]
as_of = 2014-12-31

# Dashboardet viser, at det er et eksempel.
[dashboard]
demo = true

# Spørgeskemaet på telefonen kan prøves på denne maskine.
[questionnaire]
open = true
"""

_AREAS = (
    ("glarbjergvej", GLARBJERG, ("Glarbjergvej", "Glarbjergvej-området", "Glarbjerg", "Gl.bjerg")),
    ("vangdalen", VANGDALEN, ("Vang-dalen", "Vangdals-området")),
    ("jennumparken", JENNUM, ("Jennum", "Gl. Jennumparken", "Jennum-parken")),
)


def write_settings(home: Path) -> None:
    """Write the workspace's settings file."""
    areas = "\n".join(_area(*area) for area in _AREAS)
    content = f"{_HEAD}\n# Boligområderne: hvad folk kalder dem, og hvilke veje der ligger i dem.\n{areas}\n{_TAIL}"
    (home / SETTINGS_FILE).write_text(content, encoding="utf-8")


def _area(area_id: str, name: str, aliases: tuple[str, ...]) -> str:
    return (
        f'[[areas]]\nid = "{area_id}"\nname = "{name}"\naliases = {_list(aliases)}\nstreets = {_list(STREETS[name])}\n'
    )


def _list(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
