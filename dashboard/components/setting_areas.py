"""Boligområder: what people call each and which streets lie in it; a new one, or one less."""

from __future__ import annotations

import streamlit as st

from dashboard.components.choosing import save
from dashboard.components.tables import Column, show_table
from dashboard.data import ask
from dashboard.server import running_server
from dashboard.texts import _, plural
from warehouse.choosing import choose_area, remove_area
from warehouse.settings import Area

_NEW = ""


def show_areas() -> None:
    """The areas as a list, and a form for one of them."""
    areas = {area.id: area for area in running_server().settings.areas}
    residents = {row["area_id"]: row["persons"] for row in ask("area_residents")}
    st.caption(_("Gader og stavemåder afgør, hvor en person hører til. Det, ingen kender, bliver «Ukendt»."))
    columns = [
        Column(_("Boligområde"), lambda area: area["name"], width=220),
        Column(_("Personer i tallene nu"), lambda area: area["persons"], "number", width=150),
        Column(_("Stavemåder"), lambda area: area["aliases"], width=320),
        Column(_("Veje"), lambda area: area["streets"], width=420),
    ]
    rows = [
        {
            "name": area.name,
            "aliases": ", ".join(area.aliases) or None,
            "streets": ", ".join(area.streets) or None,
            "persons": residents.get(area.id, 0),
        }
        for area in areas.values()
    ]
    show_table(rows, columns, alt=_("Boligområder"))
    which = st.selectbox(
        _("Ret eller opret"),
        [*areas, _NEW],
        format_func=lambda area: areas[area].name if area else _("Nyt boligområde"),
        key="area_to_change",
        width=380,
    )
    _ask_for_area(areas.get(which))
    if which:
        _offer_removal(areas[which], residents.get(which, 0))


def _ask_for_area(area: Area | None) -> None:
    stamp = f"{area.id if area else 'new'}-{hash(area)}"  # a saved change draws the fields anew
    with st.form(f"area-{stamp}"):
        name = st.text_input(_("Navn"), area.name if area else "", key=f"area-name-{stamp}", max_chars=80)
        aliases = st.text_area(
            _("Andre stavemåder"),
            ", ".join(area.aliases) if area else "",
            key=f"area-aliases-{stamp}",
            height=90,
            help=_("Som folk skriver det i arkene, med komma imellem."),
        )
        streets = st.text_area(
            _("Veje i området"),
            ", ".join(area.streets) if area else "",
            key=f"area-streets-{stamp}",
            height=120,
            help=_("Vejnavne uden husnummer, med komma imellem."),
        )
        wants_to_save = st.form_submit_button(_("Gem området"), type="primary", icon=":material/save:")
    if wants_to_save:
        settings = running_server().settings
        save(lambda user: choose_area(settings, area.id if area else None, name, aliases, streets, user))


def _offer_removal(area: Area, persons: int) -> None:
    with st.expander(_("Fjern området"), icon=":material/delete:"):
        words = plural(
            "{count} person hører til her i tallene nu og bliver «Ukendt» eller «Uden for områderne».",
            "{count} personer hører til her i tallene nu og bliver «Ukendt» eller «Uden for områderne».",
            persons,
        )
        st.markdown(words + " " + _("Godkendte perioder ændres ikke. Det kan fortrydes under Historik."))
        if st.button(_("Ja, fjern området"), key=f"remove-area-{area.id}"):
            save(lambda user: remove_area(running_server().settings, area.id, user))
