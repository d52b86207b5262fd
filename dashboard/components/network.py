"""Networks as ECharts: groups for everyone, persons for staff. Places are given; nothing is worked out in the browser."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.components.tables import Column, show_table
from dashboard.data import Row
from dashboard.formats import format_number
from dashboard.keeping import keep
from dashboard.texts import Language, _, current_language, plural
from dashboard.texts.codes import AREAS, GROUP_KINDS, word_for
from warehouse.charts import PARTS, PROMISED

_COLORS = (*PARTS, PROMISED)
_HEIGHT = 640
# So many of those who meet most carry their name in the picture; the rest show it when pointed at.
_NAMED = 12
# So many groups have room on the circle; of more each is drawn smaller.
_FREELY_ON_CIRCLE = 20
_NARROW = 0.1  # of the circle's half width

EChart = dict[str, Any]


def show_network(people: Sequence[Row], ties: Sequence[Row]) -> None:
    """Who has met whom. Staff only."""
    st.header(_("Netværket"))
    if not people:
        st.info(_("Ingen har mødt hinanden ved navn endnu."))
        return
    words = _(
        "De {people}, der mødes mest, og deres stærkeste forbindelser. En mødegang med få tæller mere end en med mange."
    )
    st.caption(words.format(people=format_number(len(people))))
    with st.container(border=True):
        spec = _people_spec(list(people), list(ties), current_language())
        st.echarts_chart(spec, height=_HEIGHT, alt=_say_network(people, ties))


@keep
def _say_network(people: Sequence[Row], ties: Sequence[Row]) -> str:
    words = _("{people} og {ties}. De, der mødes mest: {names}.")
    return words.format(
        people=plural("{count} person", "{count} personer", len(people)),
        ties=plural("{count} forbindelse", "{count} forbindelser", len(ties)),
        names=", ".join(row["full_name"] or "" for row in people[:5]),
    )


@keep
def _people_spec(people: list[Row], ties: list[Row], language: Language) -> EChart:
    areas = sorted({_area_word(row) for row in people})
    numbers = {row["person_id"]: str(number) for number, row in enumerate(people)}
    most = max(row["strength"] for row in people) or 1.0
    nodes = [
        {
            "id": numbers[row["person_id"]],
            "name": row["full_name"] or "",
            "x": 1000 * row["x"],
            "y": 800 * row["y"],
            "symbolSize": 5 + 15 * math.sqrt(row["strength"] / most),
            "category": areas.index(_area_word(row)),
            "label": {"show": place < _NAMED},
        }
        for place, row in enumerate(people)
    ]
    strongest = max((tie["weight"] for tie in ties), default=1.0)
    edges = [
        _edge(numbers[tie["person_id"]], numbers[tie["other_person_id"]], tie["weight"] / strongest) for tie in ties
    ]
    return _graph(nodes, edges, areas, margin="3%")


def _area_word(row: Row) -> str:
    return _(AREAS.get(row["area_id"]) or str(row["area_name"]))


def group_network(groups: Sequence[Row], links: Sequence[Row]) -> None:
    """Groups on a circle, with a line where people belong to both."""
    if not links:
        st.info(_("Ingen grupper har så mange fælles personer, at det kan vises."))
        return
    with st.container(border=True):
        st.echarts_chart(
            _groups_spec(list(groups), list(links), current_language()), height=460, alt=_say_links(groups, links)
        )


@keep
def _say_links(groups: Sequence[Row], links: Sequence[Row]) -> str:
    names = {_group_key(row): row["group_name"] or "" for row in groups}
    said = (
        f"{names.get((row['group_kind'], row['group_id']), '')} – "
        f"{names.get((row['other_kind'], row['other_id']), '')}: {format_number(row['persons'])}"
        for row in links
    )
    return "; ".join(said)


@keep
def _groups_spec(groups: list[Row], links: list[Row], language: Language) -> EChart:
    kinds = [kind for kind in GROUP_KINDS if any(row["group_kind"] == kind for row in groups)]
    around = sorted(groups, key=lambda row: (row["group_kind"], row["group_name"] or "", row["group_id"]))
    most = max((row["members"] or 1 for row in groups), default=1)
    widest = 34 * min(1.0, _FREELY_ON_CIRCLE / len(around))
    nodes = [
        {
            "id": ".".join(_group_key(row)),
            "name": row["group_name"] or "",
            **_place_on_circle(_angle(number, len(around))),
            "symbolSize": 12 + widest * math.sqrt((row["members"] or 1) / most),
            "category": kinds.index(row["group_kind"]),
            "label": {"show": True, "position": _side_of_label(_angle(number, len(around)))},
        }
        for number, row in enumerate(around)
    ]
    strongest = max(row["persons"] for row in links)
    edges = [
        _edge(".".join(_group_key(row)), f"{row['other_kind']}.{row['other_id']}", row["persons"] / strongest)
        for row in links
    ]
    return _graph(nodes, edges, [word_for(GROUP_KINDS, kind) for kind in kinds], margin="18%")


def _group_key(row: Row) -> tuple[str, str]:
    return row["group_kind"], row["group_id"]


def _angle(number: int, of: int) -> float:
    """Where on the circle, from its top and with the clock."""
    return 2 * math.pi * (number + 0.5) / of


def _side_of_label(angle: float) -> str:
    """Outwards, so that no name lies on a dot; straight below or above, where a name at the side would meet its neighbour's."""
    if abs(math.sin(angle)) < _NARROW:
        return "top" if math.cos(angle) > 0 else "bottom"
    return "right" if math.sin(angle) > 0 else "left"


def _place_on_circle(angle: float) -> dict[str, float]:
    return {"x": 500 + 300 * math.sin(angle), "y": 300 - 280 * math.cos(angle)}


def _edge(source: str, target: str, strength: float) -> EChart:
    return {
        "source": source,
        "target": target,
        "lineStyle": {"width": 0.5 + 4.5 * strength, "opacity": 0.15 + 0.45 * strength},
    }


def _graph(
    nodes: Sequence[Mapping[str, Any]], edges: Sequence[EChart], categories: Sequence[str], margin: str
) -> EChart:
    """`margin`: kept free at both sides, for the names."""
    return {
        "animation": False,
        "color": list(_COLORS),
        "legend": {"bottom": 0, "data": list(categories)},
        "tooltip": {"formatter": "{b}"},
        "series": [
            {
                "type": "graph",
                "layout": "none",
                "roam": False,
                # without it the picture is stretched to its frame, and dots become eggs
                "preserveAspect": "contain",
                "top": 30,
                "bottom": 60,
                "left": margin,
                "right": margin,
                "data": list(nodes),
                "links": list(edges),
                "categories": [{"name": name} for name in categories],
                "label": {"position": "right", "fontSize": 11, "lineHeight": 13, "width": 130, "overflow": "break"},
                "labelLayout": {"hideOverlap": True},
                "lineStyle": {"color": PROMISED, "curveness": 0.08},
                "emphasis": {"focus": "adjacency", "label": {"show": True}},
            }
        ],
    }


def show_bridge_persons(people: Sequence[Row]) -> None:
    """Those who bind groups together. Staff only."""
    st.header(_("Brobyggere"))
    if not people:
        st.caption(_("Ingen hører endnu til grupper, der er forskellige."))
        return
    st.caption(
        _(
            "Hører til mindst to grupper, hvor de fleste bor forskellige steder eller har forskellig alder. Spørg dem, når nye skal ind i fællesskabet."
        )
    )
    show_table(people, _bridge_person_columns(), alt=_("Brobyggere"))


def _bridge_person_columns() -> list[Column]:
    return [
        Column(_("Navn"), lambda row: row["full_name"], width=220, pinned=True),
        Column(_("Grupper"), lambda row: row["groups"], "number", width=100),
        Column(_("På tværs af boligområder"), lambda row: _("ja") if row["is_across_areas"] else "", width=200),
        Column(_("På tværs af aldre"), lambda row: _("ja") if row["is_across_ages"] else "", width=160),
    ]
