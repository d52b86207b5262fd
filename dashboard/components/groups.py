"""What groups consist of, beside the residents, and how they hang together. For staff and management alike."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.network import group_network
from dashboard.components.tables import Column, show_table
from dashboard.data import Row
from dashboard.formats import format_number, format_percent
from dashboard.keeping import keep, keep_chart
from dashboard.texts import Language, _, current_language, in_language
from dashboard.texts.codes import (
    AGE_BANDS,
    AREAS,
    ASSOCIATION_TIES,
    FAMILY_STAGES,
    GROUP_KINDS,
    ORIGINS,
    TRAITS,
    word_for,
)
from warehouse.charts import Spec, composition_bars

_MOST_BARS = 20
_SHOWN_TRAITS = ("area", "age_band", "family_stage", "association", "origin")
_WORDS = {
    "age_band": AGE_BANDS,
    "family_stage": FAMILY_STAGES,
    "minor": AGE_BANDS,
    "association": ASSOCIATION_TIES,
    "origin": ORIGINS,
}


def choose_trait() -> str:
    """What the groups are to be divided by."""
    st.header(_("Hvem består grupperne af?"))
    chosen: str | None = st.segmented_control(
        _("Del op efter"),
        _SHOWN_TRAITS,
        default="area",
        required=True,
        format_func=lambda trait: word_for(TRAITS, trait),
        key="group_trait",
    )
    return chosen or "area"


def show_compositions(shares: Sequence[Row], compositions: Sequence[Row], trait: str) -> None:
    """A bar per group that is large enough, and how mixed each is."""
    if not compositions:
        st.info(_NOTHING_KNOWN[trait]() if trait in _NOTHING_KNOWN else _("Der er ikke oplyst noget om det."))
        return
    told = [(row["group_kind"], row["group_id"]) for row in compositions if row["blau"] is not None][:_MOST_BARS]
    bars = [row for row in shares if (row["group_kind"], row["group_id"]) in told]
    if bars:
        with st.container(border=True):
            st.vega_lite_chart(spec=_bars_spec(bars, trait, current_language()), alt=_say_shares(bars, trait))
            if len(told) == _MOST_BARS:
                st.caption(_("De {count} største grupper; alle står i tabellen.").format(count=_MOST_BARS))
    show_table(compositions, _composition_columns(), alt=_("Hvor blandede grupperne er"))
    st.caption(
        _(
            "Blau er chancen for, at to tilfældige fra gruppen er forskellige. IQV er det samme fra 0 (alle ens) til 1 (så blandet, som det kan blive)."
        )
    )


_NOTHING_KNOWN = {
    "origin": lambda: _(
        "Baggrund vises kun, når mindst ti i en gruppe selv har oplyst den og sagt ja til at blive talt med, og ingen del er under fem."
    )
}


def _composition_columns() -> list[Column]:
    return [
        Column(_("Gruppe"), name_group, width=240, pinned=True),
        Column(_("Slags"), lambda row: word_for(GROUP_KINDS, row["group_kind"]), width=110),
        Column(_("Kendte personer"), lambda row: row["known"] or None, "number", width=120),
        Column("Blau", lambda row: _two(row["blau"]), "number", width=80),
        Column(_("Rettet for størrelse"), lambda row: _two(row["blau_unbiased"]), "number", width=140),
        Column("IQV", lambda row: _two(row["iqv"]), "number", width=80),
        Column(_("Bemærk"), lambda row: in_language(row["refusal"], row["refusal_en"]) or None, width=380),
    ]


def _two(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def name_group(row: Row) -> str:
    return _("Alle tilsammen") if row["group_kind"] == "everyone" else row["group_name"] or row["group_id"]


def name_category(row: Row, trait: str) -> str:
    """The part in words: an area's name, an age band, an association's name."""
    code = row["category"]
    if code == "rest":
        return _("Øvrige")
    if trait in ("area", "resident_area"):
        return _(AREAS.get(code) or str(row["category_name"] or code))
    return row["category_name"] or word_for(_WORDS.get(trait, {}), code)


@keep
def _say_shares(rows: Sequence[Row], trait: str) -> str:
    said = (f"{name_group(row)}: {name_category(row, trait)} {format_percent(100 * row['share'])}" for row in rows)
    return "; ".join(said)


def _stack_legend(spec: Spec) -> Spec:
    """The legend as one column, which a phone has room for."""
    for part in (spec, *spec.get("layer", [])):
        color = part.get("encoding", {}).get("color", {})
        if color.get("legend"):
            color["legend"]["columns"] = 1
    return spec


@keep_chart
def _bars_spec(rows: list[Row], trait: str, language: Language) -> Spec:
    in_order = {"age_band": AGE_BANDS, "family_stage": FAMILY_STAGES}.get(trait)
    order = list(in_order or sorted({row["category"] for row in rows}))
    order = [code for code in order if code != "rest"] + ["rest"]
    bars = composition_bars(
        [
            {
                "group": name_group(row),
                "part": name_category(row, trait),
                "share": row["share"],
                "is_rest": row["category"] == "rest",
                "order": order.index(row["category"]) if row["category"] in order else len(order),
                "words": f"{name_group(row)}: {name_category(row, trait)} {format_percent(100 * row['share'])}",
            }
            for row in rows
        ]
    )
    return _stack_legend(bars)


def show_residents(areas: Sequence[Row], ages: Sequence[Row]) -> None:
    """Everybody who takes part, held up against the areas' residents."""
    known = [
        {**row, "part": name_category(row, trait)}
        for trait, rows in (("resident_area", areas), ("minor", ages))
        for row in rows
        if row["group_kind"] == "everyone" and row["resident_share"] is not None
    ]
    if not known:
        return
    st.header(_("Ligner de beboerne?"))
    show_table(known, _resident_columns(), alt=_("Ligner de beboerne?"))
    st.caption(_("1 er lige så mange som blandt beboerne. Beboernes tal er fra områdetallene og er baggrund."))


def _resident_columns() -> list[Column]:
    return [
        Column(_("Del"), lambda row: row["part"], width=220),
        Column(_("Blandt dem, der kommer"), lambda row: format_percent(100 * row["share"]), width=180),
        Column(_("Blandt beboerne"), lambda row: format_percent(100 * row["resident_share"]), width=150),
        Column(_("Forhold"), lambda row: _two(row["representation"]), "number", width=90),
    ]


def show_bridges(groups: Sequence[Row], links: Sequence[Row]) -> None:
    """Which groups share people, as a picture and a table."""
    st.header(_("Hænger grupperne sammen?"))
    if not groups:
        st.info(_("Der er endnu ingen grupper: der skal være navngivet fremmøde flere gange."))
        return
    st.caption(
        _(
            "En gruppe er en aktivitet, der holdes igen og igen, eller en forening. Streger er personer, der hører til begge."
        )
    )
    group_network(groups, links)
    show_table(groups, _bridge_columns(), alt=_("Hænger grupperne sammen?"))


def _bridge_columns() -> list[Column]:
    return [
        Column(_("Gruppe"), name_group, width=240, pinned=True),
        Column(_("Slags"), lambda row: word_for(GROUP_KINDS, row["group_kind"]), width=110),
        Column(_("Personer"), lambda row: row["members"], "number", width=100),
        Column(_("Også i en anden gruppe"), lambda row: row["active_elsewhere"], "number", width=180),
        Column(_("Andel"), lambda row: _share(row["share_elsewhere"]), width=90),
        Column(_("Andre grupper nået"), lambda row: row["groups_reached"], "number", width=150),
        Column(_("Brobyggere"), lambda row: row["bridge_persons"], "number", width=110),
    ]


def _share(share: float | None) -> str | None:
    return None if share is None else f"{format_number(100 * share, 0)} %"
