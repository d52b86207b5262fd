"""The theory of change as a board: four steps, two tracks, and for each change whether anybody measures it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.data import Row
from dashboard.texts import N_, _, in_language
from dashboard.texts.codes import MEASURED, TRACKS, word_for
from warehouse.telling.board import STEPS, say_measured

_MARKS: dict[str, tuple[Literal["green", "orange", "gray"], str]] = {
    "measured": ("green", ":material/check_circle:"),
    "stale": ("orange", ":material/schedule:"),
    "not_measured": ("gray", ":material/help:"),
}

# What the words on the board mean, and where they come from.
_CONCEPTS = (
    N_(
        "**Social kapital:** hvor godt folk i et område kender hinanden, stoler på hinanden og følger de samme uskrevne "
        "regler (netværk, tillid og normer; CFBU 2012, side 11 og 29)."
    ),
    N_(
        "**Bånd og broer:** bånd er at mødes med dem, der ligner en selv (bonding). Broer er at mødes på tværs af alder, "
        "boligområde, interesse og baggrund (bridging). Ordene er Robert Putnams."
    ),
    N_("**Empowerment:** egne ressourcer, et billede af sig selv som en, der kan, og mod til at handle."),
    N_("**Individuelt og kollektivt spor:** det, der sker for den enkelte, og det, der sker for hele området."),
)


def show_concepts() -> None:
    """The field's words, for whoever has not met them."""
    with st.expander(_("Hvad ordene på tavlen betyder")):
        st.markdown("\n".join(f"- {_(words)}" for words in _CONCEPTS))


def show_board(indicators: Sequence[Row]) -> None:
    """Every step with its two tracks beside each other."""
    st.caption(_sum_up(indicators))
    for step, words in STEPS.items():
        of_step = [row for row in indicators if row["step"] == step]
        if of_step:
            with st.container(border=True):
                st.header(_(words))
                _show_tracks(of_step)


def _sum_up(indicators: Sequence[Row]) -> str:
    counts = {state: sum(row["state"] == state for row in indicators) for state in MEASURED}
    return " · ".join(f"{word_for(MEASURED, state)}: {count}" for state, count in counts.items())


def _show_tracks(indicators: Sequence[Row]) -> None:
    """Two tracks beside each other; a step of one track fills the width."""
    tracks = [track for track in TRACKS if any(row["track"] == track for row in indicators)]
    for place, track in zip(st.columns(len(tracks), gap="medium"), tracks, strict=True):
        of_track = [row for row in indicators if row["track"] == track]
        with place:
            st.caption(word_for(TRACKS, track).capitalize())
            grid = st.grid(1 if len(tracks) > 1 else 2)
            for row in of_track:
                with grid.cell():
                    _show_indicator(row)


def _show_indicator(row: Row) -> None:
    color, icon = _MARKS[row["state"]]
    badge = f":{color}-badge[{icon} {word_for(MEASURED, row['state'])}]"
    st.markdown(f"**{plain(in_language(row['label'], row['label_en']))}**  \n{badge} {plain(say_measured(row))}")
