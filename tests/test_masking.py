"""How a person is known in any text, and everybody else covered in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from warehouse.archive import ArchivedFile
from warehouse.names import comparable
from warehouse.subject_access.contacts import holds_contact
from warehouse.subject_access.masking import OTHER, OTHERS_EMAIL, OTHERS_PHONE, STAFF, Mask
from warehouse.subject_access.rows import HeldRow, Linked, Reading, RowSearch
from warehouse.subject_access.signs import Signs, as_person_id, national_digits


def words(name: str) -> tuple[str, ...]:
    return tuple(comparable(name).split())


OWN = Signs(
    person_id="p_44b8a577e3df",
    written=frozenset(["Søren Mohammed Ågård", "Søren"]),
    names=frozenset([words("Søren Mohammed Ågård")]),
    bare=frozenset(["soeren"]),
    emails=frozenset(["soren@prove.dk"]),
    phones=frozenset(["20304050"]),
)
MASK = Mask(
    own=OWN,
    names=frozenset(
        [words("Fatima Nørregård"), words("Rose Holm"), words("Bo Ågård"), words("Søren Mohammed Ågård Lund")]
    ),
    given=frozenset(["fatima", "rose", "bo"]),
    staff=frozenset([words("Benedikte Overby")]),
    plain_words=frozenset(["rose cafe", "bo og naboskab"]),
)


@pytest.mark.parametrize(
    ("cells", "how"),
    [
        (["Søren Mohammed Ågård"], {"name"}),
        (["ågård, søren mohammed"], {"name"}),
        (["Soeren", "Aagaard"], {"name"}),
        (["Efternavn: Ågård", "Søren Muhammad"], {"name"}),
        (["Ågård", "Søren"], {"name"}),
        (["Hentet hos Søren Ågårds mor"], {"name"}),
        (["Søren"], set()),
        (["Ring +45 20 30 40 50 efter kl. 16"], {"phone"}),
        (["20.30.40.50"], {"phone"}),
        (["2030", "4050"], set()),
        (["SOREN@prove.dk"], {"email"}),
        (["p_44b8-a577-e3df"], {"number"}),
        (["Sørensen Ågård"], set()),
    ],
)
def test_a_person_is_known_however_it_is_written(cells: list[str], how: set[str]) -> None:
    assert OWN.found_in(cells) == how


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Søren Ågård og Fatima Nørregård", f"Søren Ågård og {OTHER}"),
        ("Nørregård, Fatima kommer", f"{OTHER} kommer"),
        ("Fatima Nørregårds datter", f"{OTHER} datter"),
        ("Kaffe med Fatima og Rose", f"Kaffe med {OTHER} og {OTHER}"),
        ("en rose til bordet", "en rose til bordet"),
        ("Rose Café", "Rose Café"),
        ("Søren Mohammed Ågård Lund", OTHER),
        ("Talt med Benedikte Overby", f"Talt med {STAFF}"),
        ("Ring 60 70 80 90 eller 20 30 40 50", f"Ring {OTHERS_PHONE} eller 20 30 40 50"),
        ("Mødt 31-12-2014 og 20141231", "Mødt 31-12-2014 og 20141231"),
        ("Skriv til fatima@prove.dk, ikke soren@prove.dk", f"Skriv til {OTHERS_EMAIL}, ikke soren@prove.dk"),
        ("p_aaaa-bbbb-cccc og p_44b8-a577-e3df", f"{OTHER} og p_44b8-a577-e3df"),
        ("", ""),
    ],
)
def test_everybody_else_is_covered_and_nothing_more(text: str, shown: str) -> None:
    assert MASK.cover(text) == shown


@pytest.mark.parametrize(
    ("heading", "text", "shown"),
    [
        ("Nærmeste pårørende", "Inga, nabo", OTHER),
        ("Forældres samtykke", "ja", "ja"),
        ("Medarbejder", "Grethe", STAFF),
        ("Kontaktperson", "Søren Ågård", "Søren Ågård"),
        ("Navn", "Rose Holm", OTHER),
    ],
)
def test_a_heading_may_say_that_somebody_else_is_meant(heading: str, text: str, shown: str) -> None:
    assert MASK.cover_cell(heading, text) == shown


def test_a_phone_is_told_from_a_date_and_numbers_are_read_as_people_write_them() -> None:
    assert holds_contact("ring 20304050") and holds_contact("a.b@c.dk")
    assert not holds_contact("sag 12-11-2026, 31 12 2014")
    assert as_person_id(" P_44B8-a577-e3df ") == OWN.person_id
    assert (national_digits("+4520304050"), national_digits("+46701234567"), national_digits("112")) == (
        "20304050",
        "46701234567",
        "",
    )


# Rows ----------------------------------------------------------------------------------------------------------------

HEADINGS = ["Navn", "Født", "Bemærkning"]
FILE = ArchivedFile("f" * 16, "f" * 64, "Fatima Nørregårds liste.xlsx", Path("x"), date(2014, 12, 31), is_live=True)


def search(cells: list[str], headings: list[str] = HEADINGS, **linked: frozenset[str]) -> list[HeldRow]:
    reading = Reading(
        {
            "sheet": ["Ark1"], "sheet_number": [1], "row_number": [2], "table_number": [1], "source": ["list"],
            "cells": [cells],
        },
        {(1, 1): headings},
    )  # fmt: skip
    known = Linked(
        OWN.person_id,
        of_row={f"{FILE.file_id}:1:2": linked["of_row"]} if "of_row" in linked else {},
        bare_sources=linked.get("bare_sources", frozenset()),
        namesakes=linked.get("namesakes", frozenset()),
        fates={(FILE.file_id, 1, 2): ("quarantined", "x", "Ret.")},
        titles={"list": "Liste"},
    )
    return list(RowSearch(OWN, MASK, known).search(FILE, reading))


def test_a_row_that_waits_to_be_mended_is_found_by_its_text_and_its_files_name_is_covered() -> None:
    (row,) = search(["Ågård, Søren", "1980", ""])
    assert (row.fate, row.how, row.is_doubtful, row.file_name) == ("quarantined", "name", False, f"{OTHER} liste.xlsx")
    assert row.cells == (("Navn", "Ågård, Søren"), ("Født", "1980"))


def test_a_row_of_a_namesake_is_left_out_and_one_that_may_be_theirs_is_marked() -> None:
    namesakes = frozenset(["p_other"])
    assert search(["Søren Ågård", "1991", ""], of_row=namesakes, namesakes=namesakes) == []
    (row,) = search(["Søren Ågård", "1991", ""], namesakes=namesakes)
    assert row.is_doubtful


def test_of_a_row_about_another_only_the_mention_is_shown_also_when_no_night_has_linked_it() -> None:
    note = "Kører altid sammen med Søren Ågård, er syg om mandagen"
    for linked in ({"of_row": frozenset(["p_other"])}, {}):
        (row,) = search(["Fatima Nørregård", "1975", note], **linked)
        assert row.needs_reading
        assert [heading for heading, _ in row.cells] == ["Bemærkning"]
        assert "syg" not in row.cells[0][1]


def test_a_given_name_alone_counts_where_the_person_is_called_so_and_is_marked() -> None:
    assert search(["Søren", "", ""]) == []
    (row,) = search(["Søren", "", ""], bare_sources=frozenset(["list"]))
    assert (row.how, row.is_doubtful) == ("name_alone", True)


def test_a_column_about_another_person_is_left_out() -> None:
    (row,) = search(["Søren Ågård", "x", "x"], ["Navn", "Fatima Nørregård", "Søren Ågård"])
    assert row.cells == (("Navn", "Søren Ågård"), ("Søren Ågård", "x"))
