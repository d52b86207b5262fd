"""Whether people meet across, and what groups consist of."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.charts import composition_bars
from warehouse.formats import format_number, format_percent, format_period
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Cell, Column, Figure, Heading, Points, Shown, Table, Text
from warehouse.papers.material import Material
from warehouse.telling.mixing import draw_mixing, tell
from warehouse.texts import _
from warehouse.texts.codes import AGE_BANDS, word_for

_LARGEST_GROUPS = 8


def write_meeting(material: Material) -> list[Block]:
    """The verdict per trait beside what chance would give, and how groups hang together."""
    mixing = material.asker.ask("mixing")
    if not mixing:
        return []
    judged = [row for row in mixing if row["external_index"] is not None]
    return [
        Heading(_("Hvem mødes med hvem")),
        Text(_say_rules(material)),
        Points([_plain(tell(row)) for row in mixing]),
        *([_mixing_chart(judged)] if judged else []),
        *_write_ages(material),
        *_write_bridges(material),
    ]


def _say_rules(material: Material) -> str:
    window = material.asker.ask_one("meeting_window")
    words = _(
        "Bygger på navngivet fremmøde {period}, op til den seneste hele måned. Afsnittet viser sammensætning, ikke virkning."
    )
    return words.format(period=format_period(window["from_date"], window["to_date"]) if window else "")


def _mixing_chart(judged: Sequence[Row]) -> Figure:
    note = _(
        "Prik: sådan mødes folk. Bjælke: det, tilfældet ville give i 95 af 100 tilfælde. Til venstre er indbyrdes, til højre på tværs."
    )
    return Figure(_("Møder på tværs"), draw_mixing(judged), " ".join(_plain(tell(row)) for row in judged), note)


def _write_ages(material: Material) -> list[Block]:
    shares = [row for row in material.asker.ask("shares", trait="age_band") if row["persons"]]
    groups = list(dict.fromkeys(row["group_id"] for row in shares))[: _LARGEST_GROUPS + 1]
    shown = [row for row in shares if row["group_id"] in groups]
    if not shown:
        return []
    said = [f"{_group(row)}: {_age(row)} {format_percent(round(100 * row['share']))}" for row in shown]
    note = _("De største grupper. Små dele er slået sammen til «Øvrige».")
    return [
        Figure(
            _("Alder i grupperne"),
            composition_bars([_bar(row) for row in shown], is_numbered=True),
            "; ".join(said),
            note,
        )
    ]


def _bar(row: Row) -> Row:
    order = [*AGE_BANDS, "rest"]
    return {
        "group": _group(row),
        "part": _age(row),
        "share": row["share"],
        "is_rest": row["category"] == "rest",
        "order": order.index(row["category"]),
        "words": "",
    }


def _group(row: Row) -> str:
    return _("Alle tilsammen") if row["group_kind"] == "everyone" else str(row["group_name"] or row["group_id"])


def _age(row: Row) -> str:
    return _("Øvrige") if row["category"] == "rest" else word_for(AGE_BANDS, row["category"])


def _write_bridges(material: Material) -> list[Block]:
    groups = material.asker.ask("bridges")
    if not groups:
        return []
    columns = [
        Column(_("Gruppe"), 2.6),
        Column(_("Personer"), 1, True),
        Column(_("Også i en anden gruppe"), 1.3, True),
        Column(_("Andel"), 0.8, True),
        Column(_("Andre grupper nået"), 1.2, True),
    ]
    note = _("En gruppe er en aktivitet, der holdes igen og igen, eller en forening. Små grupper er ikke med, og tallene er rundet.")  # fmt: skip
    return [Table(_("Grupper, der hænger sammen"), columns, [_bridge_row(row) for row in groups], note)]


def _bridge_row(row: Row) -> list[Cell]:
    share = row["share_elsewhere"]
    return [
        str(row["group_name"]),
        Shown(format_number(row["members"]), row["members"]),
        _count(row["active_elsewhere"]),
        Shown(_("skjult")) if share is None else Shown(format_percent(round(100 * share)), round(100 * share)),
        Shown(format_number(row["groups_reached"] or 0), row["groups_reached"] or 0),
    ]


def _count(value: float | None) -> Shown:
    return Shown(_("skjult")) if value is None else Shown(format_number(value), value)


def _plain(said: str) -> str:
    return said.replace("**", "")
