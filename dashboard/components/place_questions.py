"""Sheets no form fits and lines that may be headings for a group: asked one at a time, answered with one click.

An answer is written into the workspace's own declarations; the published files are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.data import Row
from dashboard.pages import VIEWS
from dashboard.server import running_server
from dashboard.texts import _, plural, reason
from warehouse.errors import FrivilligError
from warehouse.intake.folding import fold
from warehouse.own_form import (
    answer_line,
    answered_lines,
    answered_sheets,
    dismiss_sheet,
    line_meanings,
)
from warehouse.source import Source, load_sources

_SAID = "place_answer"
_NEW_FORM = "ny_formular"


@dataclass
class Place:
    """One sheet's name or line's words in one form, whatever files it stands in."""

    kind: str
    words: str
    source: str
    title: str
    files: list[str] = field(default_factory=list)
    rows: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return self.source, fold(self.words)


def show_place_questions(rows: Sequence[Row]) -> None:
    """Every question nobody has answered yet."""
    settings = running_server().settings
    answered = {"sheet": answered_sheets(settings), "line": answered_lines(settings)}
    asked = _gather(rows)
    open_ones = [place for place in asked if place.key not in answered[place.kind]]
    if not asked and _SAID not in st.session_state:
        return
    st.header(_("Spørgsmål om ark og linjer"))
    _say_what_was_answered(len(asked) - len(open_ones))
    sources = load_sources(settings.forms)
    for place in open_ones:
        if place.source in sources:
            _ask(place, sources[place.source])


def _gather(rows: Sequence[Row]) -> list[Place]:
    places: dict[tuple[str, str, str], Place] = {}
    for row in rows:
        key = row["kind"], row["source"], fold(row["words"])
        place = places.setdefault(key, Place(row["kind"], row["words"], row["source"], row["source_title"]))
        place.files.append(row["file_name"])
        place.rows += row["row_count"]
    return list(places.values())


def _say_what_was_answered(count: int) -> None:
    if said := st.session_state.pop(_SAID, None):
        st.success(plain(said), icon=":material/check:")
    if count:
        st.caption(
            plural("Ét svar er gemt og bruges fra næste nat.", "{count} svar er gemt og bruges fra næste nat.", count)
        )


def _ask(place: Place, source: Source) -> None:
    with st.container(border=True):
        if place.kind == "sheet":
            _ask_about_sheet(place, source)
        else:
            _ask_about_line(place, source)


def _ask_about_sheet(place: Place, source: Source) -> None:
    st.markdown(f"**{plain(_('Er arket «{sheet}» data?').format(sheet=place.words))}**")
    rows = plural("{count} række er ikke læst.", "{count} rækker er ikke læst.", place.rows)
    st.caption(" · ".join([plain(place.title), *map(plain, dict.fromkeys(place.files)), rows]))
    with st.container(horizontal=True, gap="small"):
        st.page_link(
            st.Page(VIEWS / f"{_NEW_FORM}.py", url_path=_NEW_FORM),
            label=_("Ja, lav en formular til det"),
            icon=":material/add:",
        )
        if st.button(_("Nej, det er ikke data"), key=f"no sheet {place.key}", type="tertiary"):
            _keep(place, partial(dismiss_sheet, running_server().settings, source.name, place.words))


def _ask_about_line(place: Place, source: Source) -> None:
    question = _("Er «{line}» en overskrift for rækkerne under den?").format(line=place.words)
    st.markdown(f"**{plain(question)}**")
    st.caption(" · ".join([plain(place.title), *map(plain, dict.fromkeys(place.files))]))
    st.caption(_("Er det en person, så skriv hele navnet i arket."))
    settings = running_server().settings
    with st.container(horizontal=True, gap="small"):
        for meaning, word in line_meanings(settings, source).items():
            if st.button(plain(_("Ja: {meaning}").format(meaning=word)), key=f"yes line {place.key} {meaning}"):
                _keep(place, partial(answer_line, settings, source.name, place.words, meaning))
        if st.button(_("Nej, det er ikke data"), key=f"no line {place.key}", type="tertiary"):
            _keep(place, partial(answer_line, settings, source.name, place.words, None))


def _keep(place: Place, write: Callable[[str], object]) -> None:
    """Write the answer down, with who gave it, if this person may."""
    session = auth.require("staff")
    try:
        write(session.user)
    except (FrivilligError, OSError) as error:
        st.error(
            plain(reason(str(error)))
            if isinstance(error, FrivilligError)
            else _("Svaret kunne ikke gemmes. Prøv igen om lidt.")
        )
        return
    st.session_state[_SAID] = _("Tak. Svaret om «{words}» er gemt; filerne læses igen i nat.").format(words=place.words)
    st.rerun()
