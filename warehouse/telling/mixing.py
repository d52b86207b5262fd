"""Whether people meet across, told beside what chance would give. The same on the page and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse.charts import Spec, mixing_bands
from warehouse.formats import format_number
from warehouse.texts import N_, _, in_language
from warehouse.texts.codes import TRAITS, word_for

Row = Mapping[str, Any]

_VERDICTS = {
    "above": N_(
        "**{trait}:** folk mødes mere på tværs, end tilfældet ville give ({value}; tilfældet {low} til {high})."
    ),
    "within": N_(
        "**{trait}:** folk mødes så meget på tværs, som tilfældet ville give ({value}; tilfældet {low} til {high})."
    ),
    "below": N_(
        "**{trait}:** folk mødes mindre på tværs, end tilfældet ville give ({value}; tilfældet {low} til {high})."
    ),
}


def tell(row: Row) -> str:
    """The verdict in a sentence, or why there is none."""
    trait = word_for(TRAITS, row["trait"])
    if row["external_index"] is None:
        return f"**{trait}:** {in_language(row['refusal'], row['refusal_en'])}"
    numbers = {
        "value": format_number(row["external_index"], 2),
        "low": format_number(row["low_index"], 2),
        "high": format_number(row["high_index"], 2),
    }
    return _(_VERDICTS[judge(row)]).format(trait=trait, **numbers)


def judge(row: Row) -> str:
    """`above`, `within` or `below` the band of chance."""
    if row["external_index"] > row["high_index"]:
        return "above"
    return "below" if row["external_index"] < row["low_index"] else "within"


def draw_mixing(rows: Sequence[Row]) -> Spec:
    """A dot per trait on the band of chance, for those that can be judged."""
    bands = [
        {
            "label": word_for(TRAITS, row["trait"]),
            "words": tell(row).replace("**", ""),
            "value": row["external_index"],
            "low": row["low_index"],
            "high": row["high_index"],
        }
        for row in rows
    ]
    return mixing_bands(bands, _("Møder på tværs minus møder indbyrdes"))
