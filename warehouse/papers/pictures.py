"""Charts for paper: the screen's own specs, drawn without a browser in the paper's font."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from warehouse.charts import Spec

FONTS = Path(__file__).parent / "fonts"
FONT = "Inter, sans-serif"
_WIDTH = 640  # axis labels included; at the width of a page's column letters get the size of a remark's
_INK, _QUIET, _GRID = "#101716", "#4c5653", "#e3e1da"


def draw_svg(spec: Spec) -> str:
    """The chart as SVG, with its letters as letters."""
    drawn: str = _converter().vegalite_to_svg(_for_paper(spec))
    return drawn


def draw_png(spec: Spec) -> bytes:
    """The chart as a picture for Word, at twice the size it is shown in."""
    drawn: bytes = _converter().vegalite_to_png(_for_paper(spec), scale=2)
    return drawn


def _for_paper(spec: Spec) -> Spec:
    words = {"font": FONT, "labelFont": FONT, "titleFont": FONT, "labelColor": _QUIET, "titleColor": _QUIET}
    looks = {
        "font": FONT,
        "background": "white",
        "axis": {**words, "labelFontSize": 12, "titleFontSize": 12, "gridColor": _GRID},
        "legend": {**words, "labelFontSize": 12, "labelColor": _INK},
    }
    whole = {"width": _WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    return {**_unlimited(spec), **whole, "config": {**looks, **spec.get("config", {})}}


def _unlimited(part: Any) -> Any:
    """Without limits to how long a label may be: a page has room, and nobody can point at a label to read the rest."""
    if isinstance(part, dict):
        kept = {name: _unlimited(value) for name, value in part.items() if name != "labelLimit"}
        return kept | ({"labelLimit": 0} if "labelLimit" in part else {})
    return [_unlimited(item) for item in part] if isinstance(part, list) else part


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
