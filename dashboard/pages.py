"""Which pages there are, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.texts import N_
from warehouse.accounts import Role

VIEWS = Path(__file__).parent / "views"


@dataclass(frozen=True)
class PageOf:
    """A page: its file in `views/` (also its address), what it is called and who may open it.

    `lists_persons`: staff see several by name as soon as it opens, which is written in the log.
    """

    name: str
    title: str
    icon: str
    roles: tuple[Role, ...]
    lists_persons: bool = False

    @property
    def path(self) -> Path:
        return VIEWS / f"{self.name}.py"


PAGES = (
    PageOf("i_dag", N_("I dag"), ":material/today:", ("staff",), lists_persons=True),
    PageOf("overblik", N_("Overblik"), ":material/monitoring:", ("staff", "management")),
    PageOf("frivillige", N_("Frivillige"), ":material/groups:", ("staff",), lists_persons=True),
    PageOf("inaktive", N_("Inaktive frivillige"), ":material/person_alert:", ("staff",), lists_persons=True),
    PageOf("opgaver", N_("Opgaver og match"), ":material/handshake:", ("staff",), lists_persons=True),
    PageOf("aktiviteter", N_("Aktiviteter"), ":material/calendar_month:", ("staff", "management"), lists_persons=True),
    PageOf("maal", N_("Mål"), ":material/flag:", ("staff", "management")),
    PageOf("faellesskab", N_("Fællesskab"), ":material/hub:", ("staff", "management"), lists_persons=True),
    PageOf("veje", N_("Veje"), ":material/route:", ("staff", "management"), lists_persons=True),
    PageOf("forandringsteori", N_("Forandringsteori"), ":material/account_tree:", ("staff", "management")),
    PageOf("rapport", N_("Rapport"), ":material/description:", ("staff", "management")),
    PageOf("datakvalitet", N_("Datakvalitet"), ":material/fact_check:", ("staff", "management"), lists_persons=True),
    PageOf("databeskyttelse", N_("Databeskyttelse"), ":material/shield_person:", ("staff",)),
    PageOf("ny_formular", N_("Ny formular"), ":material/note_add:", ("staff",)),
    PageOf("indstillinger", N_("Indstillinger"), ":material/tune:", ("staff",)),
    PageOf("rundvisning", N_("Rundvisning"), ":material/explore:", ("staff", "management")),
)


def pages_for(role: Role) -> list[PageOf]:
    return [page for page in PAGES if role in page.roles]


def page_named(name: str) -> PageOf:
    return next(page for page in PAGES if page.name == name)


def first_page(role: Role) -> PageOf:
    """Where a role begins; its address is the root."""
    return pages_for(role)[0]
