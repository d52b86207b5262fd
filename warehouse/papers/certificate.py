"""A volunteer's certificate for a CV: what the person has done, and nothing else that is known of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from warehouse.errors import PaperRefusedError
from warehouse.formats import format_day, format_number
from warehouse.intake.folding import fold
from warehouse.papers.asking import Asker, Row
from warehouse.papers.pdf import set_document
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.texts import N_, _, current_language, plural
from warehouse.texts.codes import CIRCLE_ROLES, word_for

_OFFICES = {"board": N_("i bestyrelsen"), "instructor": N_("instruktør")}


def find_person(settings: Settings, who: str) -> str:
    """The id of the person with this id or name. Raises PaperRefusedError when there is none, or several of the name."""
    persons = Asker(settings, "staff").ask("persons_named")
    if any(row["person_id"] == who for row in persons):
        return who
    named = [row["person_id"] for row in persons if fold(row["full_name"]) == fold(who)]
    if len(named) == 1:
        return str(named[0])
    if named:
        raise PaperRefusedError(
            f"{len(named)} personer hedder det. Skriv personens id i stedet; et af: {', '.join(map(str, named))}."
        )
    raise PaperRefusedError(
        "Der er ingen person med det id eller navn i de seneste tal. Se efter på siden «Frivillige»."
    )


def write_certificate(settings: Settings, person_id: str, reader: Reader | None = None) -> bytes:
    """The certificate as PDF, from staff.duckdb. Note who takes it out before calling (`access_log`).

    Raises PaperRefusedError for somebody who has not volunteered yet.
    """
    return set_document("certificate", describe_certificate(settings, person_id, reader))[0]


def describe_certificate(settings: Settings, person_id: str, reader: Reader | None = None) -> dict[str, Any]:
    """What the template is given: every word of it."""
    asker = Asker(settings, "staff", reader)
    person = asker.ask_one("certificate_person", person=person_id)
    activities = asker.ask("certificate_activities", person=person_id)
    if person is None or not activities:
        raise PaperRefusedError(
            "Der kan ikke laves et frivilligbevis: personen står ikke som frivillig på nogen fremmødeliste endnu."
        )
    return {
        "language": current_language(),
        "title": _("Frivilligbevis"),
        "organisation": settings.project.organisation,
        "project": settings.project.name,
        "name": person["full_name"],
        "sentence": _sum_up(activities),
        "parts": [part for part in _parts(asker, person_id, activities) if part["lines"]],
        "note": _("Tallene er fra sekretariatets fremmødelister til og med {day}.").format(
            day=format_day(_as_of(asker))
        ),
        "place": _("Sted og dato"),
        "signature": _("Underskrift"),
        "for": _("For {organisation}").format(organisation=settings.project.organisation),
    }


def _sum_up(activities: list[Row]) -> str:
    times = sum(int(row["times"]) for row in activities)
    hours = sum(float(row["hours"] or 0) for row in activities)
    words = _("har hjulpet til som frivillig fra {first} til {last}: {times}, i alt {hours}.")
    return words.format(
        first=format_day(min(row["first_date"] for row in activities)),
        last=format_day(max(row["last_date"] for row in activities)),
        times=plural("{count} gang", "{count} gange", times, format_number(times)),
        hours=plural("{count} time", "{count} timer", hours, format_number(hours)),
    )


def _parts(asker: Asker, person_id: str, activities: list[Row]) -> list[dict[str, Any]]:
    return [
        {"heading": _("Aktiviteter"), "lines": [_say_activity(row) for row in activities]},
        {
            "heading": _("Opgaver"),
            "lines": [_say_task(row) for row in asker.ask("certificate_tasks", person=person_id)],
        },
        {
            "heading": _("Poster"),
            "lines": [_say_office(row) for row in asker.ask("certificate_offices", person=person_id)],
        },
        {
            "heading": _("Kurser"),
            "lines": [_say_course(row) for row in asker.ask("certificate_courses", person=person_id)],
        },
    ]


def _say_activity(row: Row) -> dict[str, str]:
    times = plural("{count} gang", "{count} gange", int(row["times"]), format_number(row["times"]))
    hours = plural("{count} time", "{count} timer", row["hours"], format_number(row["hours"])) if row["hours"] else ""
    led = int(row["times_as_coordinator"])
    coordinated = plural("heraf {count} gang som tovholder", "heraf {count} gange som tovholder", led) if led else ""
    return {"what": row["activity_name"], "more": ", ".join(filter(None, [times, hours, coordinated])), "when": _span(row["first_date"], row["last_date"])}  # fmt: skip


def _say_task(row: Row) -> dict[str, str]:
    return {
        "what": row["task_name"],
        "more": word_for(CIRCLE_ROLES, row["role"]),
        "when": _span(row["from_date"], row["to_date"]),
    }


def _say_office(row: Row) -> dict[str, str]:
    return {
        "what": row["organisation_name"],
        "more": word_for(_OFFICES, row["role"]),
        "when": _span(row["from_date"], row["to_date"]),
    }


def _say_course(row: Row) -> dict[str, str]:
    return {
        "what": row["title"],
        "more": "",
        "when": format_day(row["milestone_date"]) if row["milestone_date"] else "",
    }


def _span(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    if last is None:
        return _("fra {day}").format(day=format_day(first))
    return format_day(first) if first == last else f"{format_day(first)} – {format_day(last)}"


def _as_of(asker: Asker) -> date:
    run = asker.ask_one("latest_run")
    return run["as_of"] if run else date.today()
