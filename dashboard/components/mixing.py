"""Do people meet across, or among themselves, beside what chance would give."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.charts import Spec, mixing_bands
from dashboard.components.markdown import plain
from dashboard.data import Row
from dashboard.formats import format_number
from dashboard.keeping import keep_chart
from dashboard.texts import N_, Language, _, current_language, in_language
from dashboard.texts.codes import TRAITS, word_for


def show_mixing(rows: Sequence[Row]) -> None:
    """A sentence per trait, and the picture of those that can be judged."""
    st.header(_("Mødes folk på tværs?"))
    judged = [row for row in rows if row["external_index"] is not None]
    st.markdown("\n".join(f"- {tell(row)}" for row in rows))
    if judged:
        with st.container(border=True):
            st.vega_lite_chart(spec=_bands_spec(judged, current_language()), alt=" ".join(map(tell, judged)))
            st.caption(
                _(
                    "Prik: sådan mødes folk. Bjælke: det, tilfældet ville give i 95 af 100 tilfælde. Til venstre er indbyrdes, til højre på tværs."
                )
            )


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
        return f"**{trait}:** {plain(in_language(row['refusal'], row['refusal_en']))}"
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


@keep_chart
def _bands_spec(rows: list[Row], language: Language) -> Spec:
    return mixing_bands(
        [
            {
                "label": word_for(TRAITS, row["trait"]),
                "words": tell(row).replace("**", ""),
                "value": row["external_index"],
                "low": row["low_index"],
                "high": row["high_index"],
            }
            for row in rows
        ],
        _("Møder på tværs minus møder indbyrdes"),
    )
