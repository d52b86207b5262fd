"""The copy a person can read: a Danish PDF with everything held, where it came from and what the person may ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from warehouse.metric import load_metrics
from warehouse.model import load_model
from warehouse.settings import Settings
from warehouse.subject_access.holdings import Holdings
from warehouse.subject_access.rows import HeldRow
from warehouse.subject_access.tables import Record
from warehouse.subject_access.words import ACTS, BESIDE, CONSENTS, FATES, HOW, label, say, say_day

_TEMPLATE = Path(__file__).parent / "paper.typ"

Section = dict[str, Any]
# Tables that a section of their own puts into words.
_IN_WORDS = frozenset(
    ["core.persons", "core.volunteers", "core.consents", "core.follow_ups", "core.attendances", "core.person_facts",
     "core.person_statements", "core.answer_statements", "core.mentions", "core.person_keys", "core.corrections"]
)  # fmt: skip
_ANSWERS = {
    "core.engagements": "Opgaver, du har haft",
    "core.memberships": "Foreninger og hverv",
    "core.milestones": "Kurser, job og uddannelse",
    "core.recognitions": "Tak og anerkendelse",
    "core.survey_answers": "Svar på undersøgelser",
    "core.corrections": "Rettelser, en medarbejder har lavet",
}


def write_pdf(held: Holdings, settings: Settings) -> bytes:
    """The paper as PDF/UA. Needs no file but the template."""
    import typst  # takes a while to import

    content = json.dumps(_content(held, settings), ensure_ascii=False)
    pdf = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        sys_inputs={"content": content},
        pdf_standards=["ua-1"],
        timestamp=int(held.gathered_at.timestamp()),
    )
    return bytes(pdf)


def _content(held: Holdings, settings: Settings) -> dict[str, Any]:
    project = settings.project
    return {
        "title": "Det har vi registreret om dig",
        "name": held.full_name,
        "number": held.number,
        "day": f"{held.gathered_at:%d-%m-%Y}",
        "controller": project.data_controller or project.organisation,
        "organisation": project.organisation,
        "contact": settings.questionnaire.contact,
        "sections": [section for section in _sections(held, settings) if section.get("rows") or section.get("text")],
    }


def _sections(held: Holdings, settings: Settings) -> Iterator[Section]:
    yield _about(held, settings)
    yield _facts(held)
    yield _volunteer(held)
    yield _consents(held)
    yield _contacts(held)
    yield _attended(held)
    for table, title in _ANSWERS.items():
        yield _plain_table(title, held.table(table))
    yield _asked(held)
    yield _other_tables(held)
    yield from _rows(held)
    yield _other_places(held)
    yield _look_ups(held)
    yield _rights(settings)


def _about(held: Holdings, settings: Settings) -> Section:
    who = settings.project.data_controller or settings.project.organisation
    words = (
        f"{who} er ansvarlig for oplysningerne. De bruges til at finde opgaver, der passer til frivillige, til at holde kontakt"
        " og til at fortælle dem, der betaler, hvor mange der deltager. De kommer fra dig selv, fra spørgeskemaer og fra de"
        " lister, medarbejdere og frivillige skriver. Medarbejdere i sekretariatet kan se dem med navn. Ledelse og bevillingsgivere"
        " får kun antal. Oplysningerne gives ikke videre til andre."
        " Status (fx aktiv eller inaktiv) og forslag til opgaver regnes ud fra fremmøde og svar. De er en hjælp til medarbejderen;"
        " ingen afgørelse om dig træffes af et program."
    )
    count = len(held.files_with_person)
    where = f"Du står i {count} {'fil' if count == 1 else 'filer'} og {len(held.rows)} {'række' if len(held.rows) == 1 else 'rækker'}."
    covered = (
        "Oplysninger om andre er dækket med [en anden person], og navne på medarbejdere med [en medarbejder]."
        " Står der alligevel noget om en anden, så sig det til os."
    )
    return {"title": "Kort fortalt", "text": [words, where, covered]}


def _facts(held: Holdings) -> Section:
    facts = sorted(held.table("core.person_facts"), key=_by_field)
    rows = [
        [
            label(fact["field"]),
            _say_fact(held, fact),
            "gælder nu" if fact["is_in_force"] else "tidligere",
            _place(fact),
            say("", fact["last_said_date"]),
        ]
        for fact in facts
    ]
    return _table(
        "Oplysninger om dig, og hvor de kommer fra", ["Hvad", "Oplysning", "", "Hvor det står", "Senest"], rows
    )


def _say_fact(held: Holdings, fact: Record) -> str:
    area = held.areas.get(fact["value"]) if fact["field"] == "area_id" else None
    return area or say(fact["field"], fact["value"])


def _by_field(fact: Record) -> tuple[bool, str, bool]:
    return fact["field"] != "full_name", label(fact["field"]), not fact["is_in_force"]


def _place(fact: Record) -> str:
    row = f"række {fact['row_number']}" if fact.get("row_number") else None
    return ", ".join(filter(None, [fact.get("source_title"), fact.get("file_name"), fact.get("sheet"), row]))


def _volunteer(held: Holdings) -> Section:
    (volunteer, *_) = held.table("core.volunteers") or [{}]
    names = (
        "status", "status_reason", "status_since", "registered_date", "last_active_date", "observed_role", "hours_365d",
        "sessions_365d", "stated_reason", "child_certificate_date",
    )  # fmt: skip
    descriptions = load_model("core", "volunteers").columns
    rows = [
        [_title(descriptions[name].description), say(name, volunteer[name])]
        for name in names
        if volunteer.get(name) is not None
    ]
    return _table("Som frivillig", ["Hvad", "Oplysning"], rows)


def _consents(held: Holdings) -> Section:
    rows: list[list[str]] = [
        [
            CONSENTS.get(consent["purpose"]) or str(consent["purpose"]),
            say("", consent["given_at"]),
            say("", consent["withdrawn_at"])
            or ("trækkes tilbage i nat" if consent["purpose"] in held.withdrawn_tonight else ""),
            consent["text_version"] or "",
        ]
        for consent in held.table("core.consents")
    ]
    return _table("Det har du sagt ja til", ["Hvad", "Givet", "Trukket tilbage", "Tekstens udgave"], rows)


def _contacts(held: Holdings) -> Section:
    rows: list[list[str]] = [
        [
            say("", contact["contact_date"]),
            ", ".join(filter(None, [say("channel", contact["channel"]), say("outcome", contact["outcome"])])),
            " · ".join(filter(None, [contact["note"], contact["wish"], contact["next_step"]])),
            say("", contact["due_date"]),
        ]
        for contact in held.table("core.follow_ups")
    ]
    return _table("Kontakter og aftaler om opfølgning", ["Dag", "Hvordan", "Skrevet", "Følges op"], rows)


def _attended(held: Holdings) -> Section:
    rows = [
        [say("", seen["session_date"]), seen["activity_name"], say("role", seen["role"]), say("hours", seen["hours"])]
        for seen in held.attended
    ]
    return _table("Mødegange, du har været med til", ["Dag", "Aktivitet", "Som", "Timer"], rows)


def _plain_table(title: str, records: Sequence[Record]) -> Section:
    """Rows as they are, the columns that hold something, with the words of the forms."""
    names = [
        name for name in (records[0] if records else ()) if _tells(name) and any(r[name] is not None for r in records)
    ]
    rows = [[say(name, record[name]) for name in names] for record in records]
    return _table(title, [label(name) for name in names], rows)


def _tells(name: str) -> bool:
    return name not in ("person_id", "record_id", "row_id", "source", "correction_id")


def _asked(held: Holdings) -> Section:
    verdicts = {"same": "Den samme person", "different": "To forskellige personer"}
    rows = [
        [
            say("", decision.decided_at[:19]),
            verdicts[decision.verdict],
            f"taget tilbage {say_day(decision.undone_at[:10])}" if decision.undone_at else "",
        ]
        for decision in held.decisions
    ]
    return _table("Svar på, om du og en anden omtale er den samme", ["Hvornår (UTC)", "Svaret", ""], rows)


def _other_tables(held: Holdings) -> Section:
    """What is worked out from the rest: in words here, in full in the machine readable copy."""
    left = {name: rows for name, rows in held.tables.items() if name not in _IN_WORDS and name not in _ANSWERS}
    count = sum(map(len, left.values()))
    words = (
        "Ud fra oplysningerne regner programmet ud, hvor ofte du kommer, hvilken status du har, hvem der mødes ved aktiviteterne, og"
        f" hvilke opgaver der kunne passe til dig. Det er {count} rækker i {len(left)} tabeller, og de står i den maskinlæsbare kopi."
    )
    counted = [load_metrics()[name.partition(".")[2]].label for name in left if name.startswith("metrics.")]
    parts = [words, f"Du tæller med i nøgletallene: {', '.join(counted)}." if counted else ""]
    told = sum(mention.rows for mention in held.text_mentions)
    parts.append(f"Dit navn står desuden i {told} rækker, der handler om noget andet." if told else "")
    return {"title": "Regnet ud af det øvrige", "text": [part for part in parts if part]}


def _rows(held: Holdings) -> Iterator[Section]:
    for title, rows in (("Rækkerne i filerne", held.rows), ("Afleveret, men ikke taget ind endnu", held.waiting_rows)):
        yield {"title": title, "rows": [_say_row(row) for row in rows], "is_rows": True}


def _say_row(row: HeldRow) -> dict[str, Any]:
    place = ", ".join(filter(None, [row.file_name, row.sheet, f"række {row.row_number}"]))
    fate = FATES.get(row.fate, row.fate) + (f": {row.reason}" if row.reason else "")
    doubt = "; det kan være en anden med samme navn" if row.is_doubtful else ""
    return {
        "place": place,
        "what": f"{row.form_title or 'Intet skema passer'} · kom {row.arrived_date:%d-%m-%Y} · {fate} · {HOW[row.how]}{doubt}",
        "cells": [[heading, text] for heading, text in row.cells],
    }


def _other_places(held: Holdings) -> Section:
    rows = [
        [file.file_name, ", ".join(BESIDE.get(place, place) for place in file.beside)]
        for file in held.files
        if file.beside
    ]
    rows += [[name, "ligger i indbakken og tages ind i nat"] for name in held.waiting_files]
    rows += [[name, "kopi i mappen outbox"] for name in held.copies]
    older = len(held.snapshots) - 1
    rows += (
        [["Ældre resultater", f"du står i {older}; de slettes, efterhånden som der kommer nye"]] if older > 0 else []
    )
    rows += (
        [["Regnskabet over, hvem der er hvem", f"{held.known_keys} hashværdier uden navn"]] if held.known_keys else []
    )
    return _table("Andre steder", ["Hvor", "Hvad"], rows)


def _look_ups(held: Holdings) -> Section:
    rows = [
        [
            f"{look_up.at:%d-%m-%Y kl. %H.%M}",
            ACTS.get(look_up.act, look_up.act),
            look_up.purpose or "Det daglige arbejde",
        ]
        for look_up in held.look_ups
    ]
    return _table("Opslag om dig", ["Hvornår (UTC)", "Hvad", "Formål"], rows)


def _rights(settings: Settings) -> Section:
    contact = settings.questionnaire.contact or settings.project.organisation
    days = settings.protection.keep_look_ups_days
    words = (
        "Du kan bede om at få oplysninger rettet eller slettet, om at vi bruger dem mindre, og om at få dem udleveret. Du kan gøre"
        " indsigelse mod, at de bruges, og du kan til enhver tid trække et samtykke tilbage. Det ændrer ikke det, der er sket før."
    )
    kept = (
        "Oplysningerne gemmes, så længe du er frivillig eller deltager, og derefter kun, så længe det er nødvendigt at gøre rede"
        f" for indsatsen. Loggen over opslag slettes efter {days} dage."
    )
    complain = f"Skriv til {contact}. Du kan klage til Datatilsynet, www.datatilsynet.dk."
    return {"title": "Dine rettigheder", "text": [words, kept, complain]}


def _table(title: str, headings: Iterable[str], rows: Sequence[Sequence[str]]) -> Section:
    return {"title": title, "headings": list(headings), "rows": [list(row) for row in rows]}


def _title(description: str) -> str:
    return description.removesuffix(".")
