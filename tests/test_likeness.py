"""Which headings are asked about, and as what: many that people write, and traps that must never be mistaken."""

from __future__ import annotations

import pytest

from warehouse.intake.folding import fold
from warehouse.intake.likeness import likeness, shows_clearly
from warehouse.model import FieldType

FIELDS: dict[str, tuple[FieldType, list[str]]] = {
    "full_name": ("text", ["Navn", "For- og efternavn", "Hvad er dit fulde navn?"]),
    "given_name": ("text", ["Fornavn"]),
    "family_name": ("text", ["Efternavn"]),
    "email": ("email", ["E-mail", "Mail", "Hvad er din e-mailadresse?"]),
    "phone": ("phone", ["Telefon", "Tlf.", "Mobil", "Hvilket telefonnummer kan vi ringe til?"]),
    "birth_year": ("integer", ["Fødselsår", "Født", "Hvilket år er du født?"]),
    "street": ("text", ["Adresse", "Vej"]),
    "postal_code": ("text", ["Postnr.", "Postnummer"]),
    "area_name": ("text", ["Boligområde", "Område"]),
    "competences": ("many-choice", ["Kompetencer", "Kan"]),
    "registered_date": ("date", ["Registreret", "Tilmeldt"]),
    "contact_consent": ("boolean", ["Må kontaktes"]),
    "activity_name": ("text", ["Aktivitet", "Hold"]),
    "department": ("text", ["Afdeling"]),
    "recruitment_channel": ("choice", ["Fundet via", "Hvordan hørte du om at være frivillig?"]),
}
CELLS = {
    "email": ["bo@example.dk", "ida@example.dk", "ea@example.dk", "ib@example.dk"],
    "phone": ["20 30 40 50", "20304051", "+45 20304052", "20 30 40 53"],
    "date": ["3/4-2014", "04-05-2014", "6. maj 2014", "2014-06-07"],
}
MEANT = {
    "Navne": "full_name", "Navnet": "full_name", "Fulde navn": "full_name", "Dit fulde navn": "full_name",
    "For og efternavn": "full_name", "Navn (fulde)": "full_name", "Nanv": None, "Fornavne": "given_name", "Fornavn(e)": "given_name",
    "Efternavne": "family_name", "Efternvn": "family_name", "Mailadr.": "email", "Mailadresse": "email", "E-mailadresse": "email",
    "Din e-mail": "email", "E-mail adresse": "email", "Emailadr.": "email", "Mail (privat)": "email", "Epost": None,
    "Tlfnr": "phone", "Tlf.nr.": "phone", "Telefonnr.": "phone", "Telefonnummer": "phone", "Mobilnr.": "phone",
    "Mobil nummer": "phone", "Mobiltelefon": "phone", "Telefon (dagtid)": "phone", "Tlf. nr": "phone", "Dit mobilnummer": "phone",
    "Fødselår": "birth_year", "Fødsels år": "birth_year", "Hvornår er du født?": "birth_year", "Født år": "birth_year",
    "Adr.": "street", "Adresser": "street", "Vejnavn": "street", "Din adresse": "street", "Post nr": "postal_code",
    "Postnummmer": "postal_code", "Bolig område": "area_name", "Boligomr.": "area_name", "Boligområdet": "area_name",
    "Kompetence": "competences", "Kompet.": "competences", "Registreret den": "registered_date", "Registrering": "registered_date",
    "Tilmeldt d.": "registered_date", "Tilmeldt dato": "registered_date", "Kontaktes": "contact_consent", "Må vi kontakte dig?": "contact_consent",
    "Aktiviteter": "activity_name", "Aktivitetsnavn": "activity_name", "Aktivitetens navn": "activity_name", "Holdnavn": "activity_name",
    "Afd.": "department", "Afdelingen": "department",
}  # fmt: skip
TRAPS = [
    "Pårørendes navn", "Pårørende tlf.", "Pårørendes mobil", "Kontaktpersons navn", "Kontaktperson tlf", "Barnets navn", "Barnets fødselsår",
    "Børns navne", "Leders navn", "Leders e-mail", "Lederens mail", "Børneattest", "Børneattest registreret", "Mors navn", "Fars telefon",
    "Forældres mail", "Ægtefælles navn", "Nødkontakt telefon", "Mobilitet", "Brugernavn", "Filnavn", "Foreningens navn", "Antal telefoner",
    "Arbejdsgivers adresse", "CVR-nr.", "Kontonr.", "Sidste aktivitet", "Køn", "Bemærkning", "Navneskilt udleveret", "Skolens navn",
]  # fmt: skip


def fields_proposed(heading: str, cells: list[str] | None = None) -> list[str]:
    scores = {name: likeness(heading, words, kind, cells or []) for name, (kind, words) in FIELDS.items()}
    best = max(scores.values())
    return [name for name, score in scores.items() if score and score > best - 10]


@pytest.mark.parametrize("heading", TRAPS)
def test_a_heading_about_somebody_or_something_else_is_never_proposed(heading: str) -> None:
    assert fields_proposed(heading) == []


@pytest.mark.parametrize(("heading", "field"), MEANT.items())
def test_what_is_proposed_for_a_heading_is_never_wrong_without_the_right_one_beside_it(
    heading: str, field: str | None
) -> None:
    proposed = fields_proposed(heading)
    assert proposed == [] or field in proposed


def test_most_of_what_people_write_is_recognised_for_asking() -> None:
    right = [heading for heading, field in MEANT.items() if field and field in fields_proposed(heading)]
    assert len(right) >= 0.8 * len(MEANT)


@pytest.mark.parametrize("heading", ["Mailadr.", "E-mailadresse"])
def test_what_stands_in_the_column_speaks_against_a_heading(heading: str) -> None:
    assert fields_proposed(heading, CELLS["email"]) == ["email"]
    assert fields_proposed(heading, CELLS["phone"]) == []
    assert fields_proposed(heading, ["ja", "nej", "ja", "ja"]) == []
    assert fields_proposed(heading, ["Vangdalen 3", "Vangdalen 5", "Nygade 2"]) == []


def test_what_stands_in_the_column_speaks_for_a_heading_that_is_less_alike() -> None:
    assert fields_proposed("Maillist") == []
    assert fields_proposed("Maillist", CELLS["email"]) == ["email"]
    assert fields_proposed("Tilm. dato") == []


def test_a_column_of_emails_is_asked_about_whatever_it_is_called_but_not_somebody_elses() -> None:
    assert shows_clearly("email", "Kontakt", CELLS["email"])
    assert not shows_clearly("email", "Pårørende", CELLS["email"])
    assert not shows_clearly("phone", "CVR-nummer", CELLS["phone"])
    assert not shows_clearly("date", "Andet", CELLS["date"])
    assert not shows_clearly("email", "Kontakt", CELLS["email"][:2])


def test_spellings_that_fold_alike_need_no_question() -> None:
    assert fold("E-MAIL:") == fold("e mail")
