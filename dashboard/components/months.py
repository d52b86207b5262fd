"""One KPI month by month, as a chart with its numbers in words for those who cannot see it."""

from __future__ import annotations

import streamlit as st

from dashboard.data import Row, ask, ask_one
from dashboard.formats import format_month, format_number
from dashboard.keeping import keep, keep_chart
from dashboard.texts import Language, _, current_language, in_language
from dashboard.texts.codes import unit_word
from warehouse.charts import Spec, monthly_bars


def show_months(metric: str, area: str | None) -> None:
    about = ask_one("metric", metric)
    if about is None:
        return
    months = ask("months", metric, area)
    with st.container(border=True):
        st.header(_("{kpi} pr. måned").format(kpi=in_language(about["label"], about["label_en"])))
        if not any(row["value"] for row in months):
            st.caption(_("Ikke vist: for få personer til, at de kan være anonyme, eller intet registreret."))
            return
        st.vega_lite_chart(
            spec=_months_spec(months, unit_word(about["unit"]), current_language()), alt=_in_words(about, months)
        )


@keep_chart
def _months_spec(months: list[Row], unit: str, language: Language) -> Spec:
    return monthly_bars(months, unit.capitalize(), _("Igangværende"), _("Afsluttet"))


@keep
def _in_words(about: Row, months: list[Row]) -> str:
    said = [f"{format_month(row['month_start'])}: {format_number(row['value'])}" for row in months]
    return f"{in_language(about['label'], about['label_en'])}. " + "; ".join(said)
