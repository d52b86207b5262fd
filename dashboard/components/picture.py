"""A chart on the page, its words dark enough to be read by day and light enough by night."""

from __future__ import annotations

from typing import Any

import streamlit as st

# At least 4.5 to 1 against the page and the cards on it; Streamlit's own grey is 3.6.
_INK = {"light": "#5d6463", "dark": "#a3abaa"}


def show_picture(spec: dict[str, Any], alt: str) -> None:
    """A Vega-Lite chart; `alt` says in words what it shows. The spec is shared and left as it is."""
    ink = _INK[st.context.theme.type or "light"]
    words = {"labelColor": ink, "titleColor": ink}
    config = spec["config"]
    said = {name: {**config.get(name, {}), **words} for name in ("axis", "legend", "header")}
    st.vega_lite_chart(spec={**spec, "config": {**config, **said, "text": {"color": ink}}}, alt=alt)
