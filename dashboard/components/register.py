"""The register of volunteers: searched, filtered, kept as a view, and shown as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from dashboard import auth
from dashboard.components.access import note_search
from dashboard.components.markdown import plain
from dashboard.components.tables import Column
from dashboard.components.volunteer import say_rhythm
from dashboard.data import Row
from dashboard.formats import format_phone
from dashboard.keeping import keep
from dashboard.saved_views import Filters, list_views, remove_view, save_view
from dashboard.texts import N_, _
from dashboard.texts.codes import CIRCLE_ROLES, STATUSES, list_choices, word_for
from dashboard.thresholds import threshold
from dashboard.wish_search import Wish, find_helpers, read_wish
from warehouse.name_search import find_names

_TOLD = 5
_KEY = "register_{}"
_SEARCH = _KEY.format("search")
_VIEW = _KEY.format("view")

# Filter → its label, the codes a row has, and the word for a code.
_FILTERS: dict[str, tuple[str, Callable[[Row], Iterable[str]], Callable[[str], str]]] = {
    "status": (N_("Status"), lambda row: [row["status"]], lambda code: word_for(STATUSES, code)),
    "area": (N_("Boligområde"), lambda row: [row["area_name"]], lambda name: name),
    "role": (
        N_("Rolle"),
        lambda row: filter(None, {row["declared_role"], row["observed_role"]}),
        lambda code: word_for(CIRCLE_ROLES, code).capitalize(),
    ),
    "competence": (N_("Er god til"), lambda row: _codes(row["competences"]), lambda c: list_choices("competences", c)),
    "interest": (
        N_("Vil gerne"),
        lambda row: _codes(row["task_preferences"]),
        lambda c: list_choices("competences", c),
    ),
    "availability": (N_("Hvornår"), lambda row: _codes(row["availability"]), lambda c: list_choices("availability", c)),
}


def choose_from_register(everyone: Sequence[Row]) -> list[Row]:
    """The volunteers that answer the search and every filter; with a search, the best answers first."""
    _choose_view()
    typed = st.text_input(
        _("Søg efter navn eller hjælp"),
        key=_SEARCH,
        placeholder=_("Et navn, eller hvad I mangler: bage lørdag"),
        icon=":material/search:",
        help=_(
            "Søgningen tåler stavefejl: «soren», «Mohamad» og «Østergård» finder det, der ligner. «tolk formiddag» finder dem, der kan og har tid."
        ),
    )
    with st.expander(_("Filtre"), icon=":material/filter_alt:", expanded=bool(_chosen())):
        grid = st.grid(3)
        for name in _FILTERS:
            with grid.cell():
                _choose(name, everyone)
        _offer_to_save()
    wish, filters = read_wish(typed), _chosen()
    likely = find_helpers(everyone, wish) if wish else find_names(everyone, typed, threshold("name_likeness"))
    found = [row for row in likely if _answers(row, filters)]
    if typed.strip():
        note_search([row["person_id"] for row in found], "frivillige")
    if wish:
        _tell_first(found, wish)
    return found


def _tell_first(found: Sequence[Row], wish: Wish) -> None:
    """How the wish was understood, and the first to call, in words that fit a phone."""
    skills, times = (";".join(sorted(codes)) for codes in wish.codes)
    wanted = filter(None, [list_choices("competences", skills), list_choices("availability", times)])
    st.caption(_("Kan eller vil gerne: {wanted}.").format(wanted=plain(" · ".join(wanted))))
    lines = [
        f"{place}. **{plain(row['full_name'])}:** {plain(_say_how(row))}" for place, row in enumerate(found[:_TOLD], 1)
    ]
    st.markdown("\n".join(lines))


def _say_how(row: Row) -> str:
    reach = format_phone(row["phone"]) or row["email"]
    if row["contact_consent"] is False:
        reach = _("Har sagt nej til at blive kontaktet")
    when = list_choices("availability", row["availability"]) or _("tider ikke oplyst")
    return " · ".join([reach or _("Intet telefonnummer"), when, word_for(STATUSES, row["status"])])


def register_columns() -> list[Column]:
    return [
        Column(_("Navn"), lambda row: row["full_name"], width=190, pinned=True),
        Column(_("Status"), lambda row: word_for(STATUSES, row["status"]), width=125),
        Column(_("Rolle"), _role, width=130),
        Column(_("Boligområde"), lambda row: row["area_name"], width=165),
        Column(_("Kommer mest til"), lambda row: row["usual_activity"], width=170),
        Column(_("Plejer at komme"), say_rhythm, width=130),
        Column(_("Sidst aktiv"), lambda row: row["last_active_date"], "day", width=105),
        Column(_("Vil gerne"), lambda row: list_choices("competences", row["task_preferences"]), width=220),
        Column(_("Er god til"), lambda row: list_choices("competences", row["competences"]), width=220),
        Column(_("Hvornår"), lambda row: list_choices("availability", row["availability"]), width=220),
        Column(_("Timer det seneste år"), lambda row: row["hours_365d"], "number", width=150),
        Column(_("Telefon"), lambda row: format_phone(row["phone"]), width=115),
        Column(_("E-mail"), lambda row: row["email"], width=210),
        Column(_("Registreret"), lambda row: row["registered_date"], "day", width=110),
    ]


def _codes(joined: str | None) -> list[str]:
    return [code for code in (joined or "").split(";") if code]


def _role(row: Row) -> str:
    return word_for(CIRCLE_ROLES, row["observed_role"] or row["declared_role"]).capitalize()


def _choose(name: str, everyone: Sequence[Row]) -> None:
    label, _codes_of, say = _FILTERS[name]
    key = _KEY.format(name)
    # a saved view may name something that nobody has any more
    options = {*_present(list(everyone), name), *st.session_state.get(key, [])}
    st.multiselect(_(label), sorted(options, key=say), format_func=say, key=key, placeholder=_("Alle"))


@keep
def _present(everyone: list[Row], name: str) -> frozenset[str]:
    """The codes of a filter that anybody has."""
    return frozenset(code for row in everyone for code in _FILTERS[name][1](row) if code)


def _chosen() -> Filters:
    chosen = {name: list(st.session_state.get(_KEY.format(name)) or []) for name in _FILTERS}
    return {name: codes for name, codes in chosen.items() if codes}


def _answers(row: Row, filters: Filters) -> bool:
    return all(set(codes) & set(_FILTERS[name][1](row)) for name, codes in filters.items() if name in _FILTERS)


def _choose_view() -> None:
    views = list_views()
    if views:
        st.pills(_("Gemte visninger"), list(views), key=_VIEW, on_change=_use_view)


def _use_view() -> None:
    filters = list_views().get(st.session_state.get(_VIEW) or "", {})
    for name in _FILTERS:
        st.session_state[_KEY.format(name)] = list(filters.get(name, []))


def _offer_to_save() -> None:
    chosen = st.session_state.get(_VIEW)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(
            _("Gem filtrene som"), key=_KEY.format("name"), max_chars=40, placeholder=_("fx Kan lave mad i Vangdalen")
        )
        if st.button(_("Gem visning"), icon=":material/bookmark_add:", disabled=not _chosen()) and name.strip():
            save_view(name, _chosen(), auth.require("staff").user)
            st.rerun()
        if chosen and st.button(_("Slet visningen"), icon=":material/delete:"):
            remove_view(chosen)
            st.rerun()
