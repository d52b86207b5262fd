"""Do people meet across, or among themselves, beside what chance would give."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.data import Row
from dashboard.keeping import keep_chart
from dashboard.texts import Language, _, current_language
from warehouse.charts import Spec
from warehouse.telling.mixing import draw_mixing, tell


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


@keep_chart
def _bands_spec(rows: list[Row], language: Language) -> Spec:
    return draw_mixing(rows)
