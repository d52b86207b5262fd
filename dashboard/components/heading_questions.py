"""Headings that look like declared ones: asked one at a time, answered with one click.

An answer is written into the workspace's own declarations; the published files are never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.data import Row
from dashboard.server import running_server
from dashboard.texts import _, plural, reason
from warehouse.errors import FrivilligError
from warehouse.intake.folding import fold
from warehouse.own_form import answer_heading, answered_headings

_SAID = "heading_answer"


@dataclass
class Question:
    """One heading of one form, whatever files it stands in. `meanings`: field → what the form calls it."""

    heading: str
    source: str
    title: str
    files: dict[str, bool] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)

    @property
    def is_waited_for(self) -> bool:
        """Whether a file waits for the answer."""
        return any(self.files.values())


def show_heading_questions(proposals: Sequence[Row]) -> None:
    """Every question nobody has answered yet, those that hold a whole file up first."""
    settings = running_server().settings
    answered = answered_headings(settings)
    asked = _gather(proposals)
    open_ones = [question for question in asked if (question.source, fold(question.heading)) not in answered]
    if not asked and _SAID not in st.session_state:
        return
    st.header(_("Spørgsmål om overskrifter"))
    _say_what_was_answered(len(asked) - len(open_ones))
    if open_ones:
        st.caption(
            _("Overskrifterne ligner nogle, vi kender. Intet er læst, før I har svaret; svaret huskes til næste gang.")
        )
    for question in sorted(open_ones, key=lambda question: not question.is_waited_for):
        _ask(question, [other for other in open_ones if other is not question])


def _gather(proposals: Sequence[Row]) -> list[Question]:
    questions: dict[tuple[str, str], Question] = {}
    for row in proposals:
        key = row["source"], fold(row["heading"])
        question = questions.setdefault(key, Question(row["heading"], row["source"], row["source_title"]))
        question.files[row["file_name"]] = row["is_waited_for"]
        question.meanings[row["field"]] = row["means"]
    return list(questions.values())


def _say_what_was_answered(count: int) -> None:
    if said := st.session_state.pop(_SAID, None):
        st.success(plain(said), icon=":material/check:")
    if count:
        st.caption(
            plural("Ét svar er gemt og bruges fra næste nat.", "{count} svar er gemt og bruges fra næste nat.", count)
        )


def _ask(question: Question, others: Sequence[Question]) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(_word_question(question))}**")
        st.caption(" · ".join([plain(question.title), *(plain(name) for name in question.files)]))
        if question.is_waited_for:
            st.badge(_("Filen venter på svaret"), color="orange")
        for other in others:
            _warn_of_rival(question, other)
        with st.container(horizontal=True, gap="small"):
            _offer_answers(question)


def _word_question(question: Question) -> str:
    meanings = [f"«{means}»" for means in question.meanings.values()]
    if len(meanings) == 1:
        return _("«{heading}» ligner {meaning}: brug den?").format(heading=question.heading, meaning=meanings[0])
    both = _(" og ").join(meanings)
    return _("«{heading}» ligner både {meanings}: hvilken er det?").format(heading=question.heading, meanings=both)


def _warn_of_rival(question: Question, other: Question) -> None:
    if other.source == question.source and set(other.files) & set(question.files):
        for name in set(other.meanings) & set(question.meanings):
            words = _("«{heading}» ligner også {meaning}. Sig kun ja til den ene.")
            st.caption(plain(words.format(heading=other.heading, meaning=f"«{other.meanings[name]}»")))


def _offer_answers(question: Question) -> None:
    several = len(question.meanings) > 1
    for name, means in question.meanings.items():
        words = _("Det er «{meaning}»").format(meaning=means) if several else _("Ja, brug den")
        if st.button(plain(words), key=f"yes {question.source} {question.heading} {name}"):
            _keep(question, name)
    if st.button(_("Nej, og spørg ikke igen"), key=f"no {question.source} {question.heading}", type="tertiary"):
        _keep(question, None)


def _keep(question: Question, name: str | None) -> None:
    """Write the answer down, with who gave it, if this person may."""
    session = auth.require("staff")
    try:
        answer_heading(running_server().settings, question.source, question.heading, name, session.user)
    except (FrivilligError, OSError) as error:
        st.error(
            plain(reason(str(error)))
            if isinstance(error, FrivilligError)
            else _("Svaret kunne ikke gemmes. Prøv igen om lidt.")
        )
        return
    st.session_state[_SAID] = _("Tak. Svaret om «{heading}» er gemt; filerne læses igen i nat.").format(
        heading=question.heading
    )
    st.rerun()
