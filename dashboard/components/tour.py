"""Rundvisning: the pages that matter most to a role, a few sentences each, with a way to open them and to come back."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard.pages import PAGES, VIEWS
from dashboard.server import running_server
from dashboard.sessions import Session
from dashboard.texts import N_, _
from warehouse.accounts import Role

_STEP = "tour_step"
_lock = threading.Lock()


@dataclass(frozen=True)
class Stop:
    """One stop of the tour: what to know, and the page it is about, if any."""

    title: str
    text: str
    page: str | None = None


TOURS: dict[Role, tuple[Stop, ...]] = {
    "staff": (
        Stop(
            N_("Sådan kommer tallene"),
            N_(
                "I skriver i jeres egne ark, som I plejer, og lægger dem i indbakken. Hver nat læses de, og næste morgen viser siderne, hvem der er aktive, hvem der er blevet stille, og om målene nås. Arkene selv ændres aldrig."
            ),
        ),
        Stop(
            N_("Begynd dagen her"),
            N_(
                "«I dag» siger, hvem du kan ringe til og hvorfor, hvad der er forfaldent, og hvad der er nyt siden sidst. Tryk på et navn for at åbne profilen."
            ),
            "i_dag",
        ),
        Stop(
            N_("Find en frivillig, og skriv, hvad I aftalte"),
            N_(
                "Søg på et navn, også selv om du er i tvivl om stavningen. På profilen skriver du et notat, aftaler en pause eller et stop og ser, hvor hver oplysning kommer fra. Kort og kun det, der skal bruges: intet om helbred og ingen CPR-numre."
            ),
            "frivillige",
        ),
        Stop(
            N_("De stille, og hvad du kan tilbyde dem"),
            N_(
                "Listen går efter den enkeltes egen rytme: den, der kommer hver måned, er ikke stille efter tre uger. Ved hver står en opgave, der passer, og hvem der kender personen bedst."
            ),
            "inaktive",
        ),
        Stop(
            N_("Ledige opgaver"),
            N_(
                "Se, hvem der passer til en opgave og hvorfor, eller lad planen fordele alle ledige opgaver på én gang."
            ),
            "opgaver",
        ),
        Stop(
            N_("Når I målene?"),
            N_(
                "Hvert tal har sin periode og sit forbehold. «Mindst» og «ca.» betyder, at noget er talt i hoveder uden navne. Når en periode er slut, godkender I den, så rapporten står fast."
            ),
            "maal",
        ),
        Stop(
            N_("Ret det, der ikke kunne læses"),
            N_(
                "Ingen række forsvinder: her ser du, hvad der blev af hver. Ret en række på siden eller i returarket, og tryk på «Tag ind nu», hvis du ikke vil vente til i nat."
            ),
            "datakvalitet",
        ),
        Stop(
            N_("Det, I selv bestemmer"),
            N_(
                "Boligområder, ferier, grænser og ansvarlige ændres her, og alt kan fortrydes. Øverst på hver side ligger «Hvad viser siden?», og rundvisningen kan åbnes igen fra menuen. Ctrl og P udskriver enhver side."
            ),
            "indstillinger",
        ),
    ),
    "management": (
        Stop(
            N_("Sådan kommer tallene"),
            N_(
                "Medarbejderne lægger deres ark i en indbakke. Hver nat læses de, og næste morgen er tallene her nye. I ser aldrig personer, kun summer, og små grupper er skjult eller rundet, så ingen kan kendes."
            ),
        ),
        Stop(
            N_("Det vigtigste på én side"),
            N_(
                "Hvert kort er et nøgletal med sin periode og sin retning. En streg i stedet for et tal betyder, at gruppen er for lille til at blive vist."
            ),
            "overblik",
        ),
        Stop(
            N_("Når I målene?"),
            N_(
                "Hvor langt I er, hvilket tempo der skal til, og hvor I ender, hvis det fortsætter. Godkendte perioder står fast; er data ændret siden, står det for sig."
            ),
            "maal",
        ),
        Stop(
            N_("Hvad der er holdt"),
            N_("Mødegange og deltagelser måned for måned, for hele projektet eller ét boligområde."),
            "aktiviteter",
        ),
        Stop(
            N_("Hvad det skal føre til"),
            N_(
                "Forandringsteorien viser, hvad I tror, frivilligt arbejde fører til, og om nogen måler det. Øverst på hver side ligger «Hvad viser siden?», og Ctrl og P udskriver enhver side."
            ),
            "forandringsteori",
        ),
    ),
}


def show_tour(session: Session) -> None:
    """The stop one has come to, with a button on, one back and one to the page it is about."""
    stops = TOURS[session.role]
    at = min(st.session_state.get(_STEP, 0), len(stops) - 1)
    stop = stops[at]
    st.progress((at + 1) / len(stops), _("Trin {number} af {count}").format(number=at + 1, count=len(stops)))
    with st.container(border=True):
        st.header(_(stop.title))
        st.write(_(stop.text))
        if stop.page:
            _offer_page(stop.page)
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Tilbage"), icon=":material/arrow_back:", disabled=at == 0, key="tour_back"):
            _go_to(at - 1)
        if at + 1 < len(stops):
            if st.button(_("Næste"), icon=":material/arrow_forward:", type="primary", key="tour_next"):
                _go_to(at + 1)
        elif st.button(_("Færdig"), icon=":material/check:", type="primary", key="tour_done"):
            note_tour(session.user)
            del st.session_state[_STEP]
            st.switch_page(VIEWS / f"{_first_page_of(session)}.py")


def invite_to_tour(session: Session, page: str) -> None:
    """On the first page of somebody new: whether they would like to be shown round. Not again once taken or declined."""
    if page != _first_page_of(session) or has_toured(session.user):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small", key="tour_invitation"):
        st.markdown(_("**Ny her?** Se de vigtigste sider på fem minutter."), width="stretch")
        if st.button(_("Tag rundvisningen"), type="primary", icon=":material/explore:", key="tour_take"):
            st.switch_page(VIEWS / "rundvisning.py")
        if st.button(_("Nej tak"), type="tertiary", key="tour_decline"):
            note_tour(session.user)
            st.rerun()


def has_toured(user: str) -> bool:
    """Whether a user has been shown round, or did not wish to be."""
    return user in _read()


def note_tour(user: str) -> None:
    """Remember it, beside what else is remembered of users."""
    with _lock:
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(_read() | {user: date.today().isoformat()}), encoding="utf-8")
        draft.replace(path)


def _offer_page(name: str) -> None:
    page = next(page for page in PAGES if page.name == name)
    words = _("Åbn siden {page}").format(page=_(page.title))
    if st.button(words, icon=page.icon, key=f"tour_open_{name}"):
        st.switch_page(page.path)


def _go_to(step: int) -> None:
    st.session_state[_STEP] = step
    st.rerun()


def _first_page_of(session: Session) -> str:
    return next(page.name for page in PAGES if session.role in page.roles)


def _path() -> Path:
    return running_server().settings.archive / "tours.json"


def _read() -> dict[str, str]:
    try:
        return dict(json.loads(_path().read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
