"""Everything held on a person is found wherever it stands, tells of nobody else, and is never shown without a line in the log."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.command import document, frivillig
from tests.seeded_person import EMAIL, NAME, OTHER, OTHER_EMAIL, OTHER_PHONE, PHONE, STAFF, THIRD, Seeded, carry_out
from tests.workspace import AS_OF, make_workspace
from warehouse.access_log import forget_old_look_ups, list_look_ups, note_access
from warehouse.errors import (
    AccessNotLoggedError,
    CorrectionRefusedError,
    ErasureNotReadyError,
    PersonNotFoundError,
    PurposeRefusedError,
)
from warehouse.people import write_number
from warehouse.settings import Settings, load_settings
from warehouse.snapshot import Reader
from warehouse.subject_access import requests
from warehouse.subject_access.document import as_document, write_json
from warehouse.subject_access.handing_out import write_copy
from warehouse.subject_access.holdings import Holdings, gather
from warehouse.subject_access.paper import write_pdf
from warehouse.subject_access.purpose import need_purpose

PURPOSE = "Personen har bedt om indsigt"


@pytest.fixture(scope="module")
def held(seeded: Seeded) -> Holdings:
    return gather(seeded.settings, seeded.person_id)


@pytest.fixture(scope="module")
def held_of_other(seeded: Seeded) -> Holdings:
    return gather(seeded.settings, seeded.other_id)


@pytest.fixture
def own(seeded: Seeded, tmp_path: Path) -> Seeded:
    """A copy of the workspace, to change at will."""
    shutil.copytree(seeded.settings.home, tmp_path / "hjem", symlinks=True)
    return Seeded(load_settings(tmp_path / "hjem"), seeded.person_id, seeded.other_id)


def asker(settings: Settings, purpose: str = PURPOSE) -> requests.Asker:
    return requests.Asker(settings, "anne", "prøve", purpose)


def written(held: Holdings) -> str:
    return write_json(held).decode()


# Complete ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file_name", "row", "fate", "how"),
    [
        ("Frivilligliste.xlsx", 2, "loaded", "linked"),
        ("Frivilligliste.xlsx", 2, "superseded", "email"),
        ("Fremmøde Onsdagsklub.xlsx", 3, "loaded", "linked"),
        ("Vil du være frivillig.xlsx", 2, "loaded", "linked"),
        ("Kontaktlog.xlsx", 2, "loaded", "linked"),
        ("Kontaktlog.xlsx", 3, "loaded", "name"),
        ("Frivilligliste Vangdalen.xlsx", 2, "quarantined", "phone"),
        ("Kageliste.xlsx", 2, "quarantined", "phone"),
    ],
)
def test_each_row_the_person_stands_in_is_listed_with_what_became_of_it(
    held: Holdings, file_name: str, row: int, fate: str, how: str
) -> None:
    found = {(r.file_name, r.row_number, r.fate, r.how) for r in held.rows}
    assert (file_name, row, fate, how) in found


def test_no_other_row_is_listed_and_each_says_when_it_came(held: Holdings) -> None:
    assert len(held.rows) == 8
    assert {row.arrived_date for row in held.rows} == {AS_OF}


def test_what_stands_outside_the_rows_is_listed_too(held: Holdings) -> None:
    beside = {file.file_name: file.beside for file in held.files if file.beside}
    assert beside == {"Fremmøde Onsdagsklub.xlsx": ("comment",)}
    assert [file.file_name for file in held.unsearchable] == ["billede.png"]
    assert len(held.copies) == 1 and held.copies[0].startswith("Retur")
    assert held.snapshots == (held.snapshot_id,)
    assert held.known_keys > 0


def test_what_no_night_has_taken_in_is_listed_as_waiting(held: Holdings) -> None:
    (row,) = held.waiting_rows
    assert (row.source, row.fate, row.how) == ("contact_note", "not_built_yet", "number")
    assert dict(row.cells)["Notat"] == "[en anden person] ringede for hende"


def test_every_table_with_the_persons_number_is_in_the_copy(seeded: Seeded, held: Holdings) -> None:
    reader = Reader(seeded.settings, "staff")
    tables = reader.query(
        "select table_schema || '.' || table_name as name from information_schema.tables where table_schema <> 'information_schema'"
    )["name"]
    assert len(tables) > 50
    holding = {
        name
        for name in tables
        if int(reader.query(f"select count(*) as n from {name} as t where cast(t as varchar) like ?", [f"%{seeded.person_id}%"])["n"][0])
    }  # fmt: skip
    assert holding - set(held.tables) == set()
    assert {"core.persons", "core.consents", "core.follow_ups", "core.person_facts"} <= holding


def test_the_golden_record_says_where_each_fact_came_from(held: Holdings) -> None:
    facts = {fact["field"]: fact for fact in held.table("core.person_facts") if fact["is_in_force"]}
    assert facts["email"]["value"] == EMAIL
    assert (facts["phone"]["file_name"], facts["phone"]["row_number"]) == ("Fremmøde Onsdagsklub.xlsx", 3)


# Nobody else ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "secret",
    [OTHER, "Nørregård", OTHER_PHONE, "+4560708090", OTHER_EMAIL, THIRD, "Torkild", STAFF, "Benedikte", "syg om"],
)
def test_nothing_about_another_person_is_in_the_copy(held: Holdings, secret: str) -> None:
    assert secret not in written(held)


def test_the_numbers_of_others_are_not_in_the_copy(held: Holdings, seeded: Seeded) -> None:
    said = written(held)
    assert seeded.person_id in said and seeded.other_id not in said and write_number(seeded.other_id) not in said


def test_the_control_another_persons_copy_has_their_data_and_not_hers(held_of_other: Holdings) -> None:
    said = written(held_of_other)
    assert OTHER in said and OTHER_EMAIL in said and OTHER_PHONE in said
    assert NAME not in said and EMAIL not in said
    assert "syg om mandagen" in said, "a note about herself is hers"


def test_of_a_row_about_another_person_only_that_she_is_mentioned_is_shown(held: Holdings) -> None:
    (row,) = [row for row in held.rows if (row.file_name, row.row_number) == ("Kontaktlog.xlsx", 3)]
    assert row.needs_reading
    assert row.cells == (("Ønske", "[en tekst om en anden, hvor personen er nævnt]"),)


def test_two_persons_in_one_cell_show_one_of_them(held: Holdings) -> None:
    (row,) = [row for row in held.rows if row.file_name == "Frivilligliste Vangdalen.xlsx"]
    assert dict(row.cells)["Navn"] == f"{NAME} og [en anden person]"


def test_free_text_about_the_person_is_kept_with_others_covered_and_marked_to_be_read(held: Holdings) -> None:
    (contact,) = held.table("core.follow_ups")
    assert contact["wish"] == "Vil gerne lave kaffe med [en anden person] og [en anden person] hver torsdag"
    assert contact["staff_name"] == "[en medarbejder]"
    assert [row.row_number for row in held.rows if row.file_name == "Kontaktlog.xlsx" and row.needs_reading] == [2, 3]


def test_nobody_else_of_the_reference_project_is_in_the_copy_of_those_who_stand_in_most_forms(
    reference_settings: Settings,
) -> None:
    reader = Reader(reference_settings, "staff")
    everybody = reader.query("select person_id, full_name, email, phone from core.persons")
    most = reader.query(
        "select person_id from core.mentions join core.volunteers using (person_id) "
        "group by 1 order by count(distinct source) desc, 1 limit 2"
    )
    for person_id in most["person_id"]:
        held = gather(reference_settings, person_id)
        said = written(held)
        others = everybody[everybody["person_id"] != person_id]
        secrets = {str(value) for column in others.columns for value in others[column].dropna() if len(value) > 7}
        own = {held.full_name, *(fact["value"] for fact in held.table("core.person_facts"))}
        assert len(secrets) > 200 and held.full_name in said
        assert [secret for secret in secrets - own if f'"{secret}"' in said or f" {secret} " in said] == []


# The copy ------------------------------------------------------------------------------------------------------------


def test_the_copy_is_a_pdf_and_a_json_whose_names_say_nothing_of_anybody(
    held: Holdings, seeded: Seeded, tmp_path: Path
) -> None:
    pdf, machine = write_copy(held, seeded.settings, tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF-") and b"pdfuaid" in pdf.read_bytes()
    assert json.loads(machine.read_text(encoding="utf-8"))["person_id"] == seeded.person_id
    assert {path.stat().st_mode & 0o777 for path in (pdf, machine)} == {0o600}
    for path in (pdf, machine):
        assert seeded.person_id in path.name and "signe" not in path.name.lower()


def test_the_paper_says_every_row_and_tells_of_nobody_else(held: Holdings, seeded: Seeded) -> None:
    from warehouse.subject_access.paper import _content

    said = json.dumps(_content(held, seeded.settings), ensure_ascii=False)
    for row in (*held.rows, *held.waiting_rows):
        assert row.file_name in said
    assert PHONE in said and "Datatilsynet" in said and "Onsdagsklub" in said
    assert not [secret for secret in (OTHER, OTHER_PHONE, OTHER_EMAIL, "Torkild", STAFF) if secret in said]


def test_signs_of_markup_in_what_is_held_do_not_break_the_paper(held: Holdings, seeded: Seeded) -> None:
    odd = {**held.__dict__, "full_name": '#panic("x") *_`$ \\ ] <a> "å'}
    assert write_pdf(Holdings(**{k: v for k, v in odd.items() if k in Holdings.__dataclass_fields__}), seeded.settings)


def test_look_ups_are_told_with_day_and_purpose_and_not_by_whom(own: Seeded) -> None:
    note_access(own.settings, "karl", "profile", "frivillige", [own.person_id])
    held = requests.look_at(asker(own.settings), own.person_id)
    said = as_document(held)["look_ups"]
    assert [(line["act"], line["purpose"]) for line in said] == [("show", PURPOSE), ("profile", "")]
    assert "karl" not in written(held) and '"anne"' not in written(held)


# The log first -------------------------------------------------------------------------------------------------------


def test_the_line_is_in_the_log_before_anything_is_gathered(own: Seeded, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(requests, "gather", lambda settings, person_id: seen.extend(list_look_ups(settings)))
    requests.look_at(asker(own.settings), own.person_id)
    assert [(line.act, line.user, line.purpose, line.person_ids) for line in seen] == [
        ("show", "anne", PURPOSE, (own.person_id,))
    ]


ASKED: list[Callable[[requests.Asker, str], object]] = [
    lambda asker, _: requests.find(asker, "signe"),
    requests.look_at,
    lambda asker, person: requests.withdraw(asker, person, "contact"),
]


@pytest.mark.parametrize("ask", ASKED)
def test_what_cannot_be_logged_does_not_happen(own: Seeded, ask: Callable[[requests.Asker, str], object]) -> None:
    own.settings.access_log.unlink(missing_ok=True)
    own.settings.access_log.mkdir()
    with pytest.raises(AccessNotLoggedError):
        ask(asker(own.settings), own.person_id)
    assert not (own.settings.inbox / "samtykker").exists()


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("purpose", ["", "  ", "Ring til 20 30 40 50", "signe@prove.dk spørger", "x" * 200])
def test_a_purpose_must_be_given_and_tell_of_nobody(
    tmp_path: Path, ask: Callable[[requests.Asker, str], object], purpose: str
) -> None:
    settings = make_workspace(tmp_path / "hjem")
    with pytest.raises(PurposeRefusedError):
        ask(asker(settings, purpose), "p_aabbccddeeff")
    assert list_look_ups(settings) == []


def test_an_ordinary_purpose_is_kept_as_written() -> None:
    assert need_purpose("  Anmodning af 12-11-2026,  sag 4 ") == "Anmodning af 12-11-2026, sag 4"


def test_old_lines_go_and_new_ones_stay_also_when_one_is_torn(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    today = datetime.now(UTC)
    for days in (400, 184, 182):
        note_access(settings, "anne", "profile", "frivillige", [f"p_{days}"])
    aged = [
        json.dumps(json.loads(line) | {"at": (today - timedelta(days=days)).isoformat()})
        for line, days in zip(settings.access_log.read_text("utf-8").splitlines(), (400, 184, 182), strict=True)
    ]
    settings.access_log.write_text("\n".join([aged[0], '{"at": "20', aged[1], aged[2], '{"torn']), encoding="utf-8")
    note_access(settings, "anne", "profile", "frivillige", ["p_0"])
    assert forget_old_look_ups(settings, today.date()) == 3
    assert [line.person_ids for line in list_look_ups(settings)] == [("p_0",), ("p_182",)]
    assert settings.access_log.stat().st_mode & 0o777 == 0o600


# Consents ------------------------------------------------------------------------------------------------------------


def test_a_consent_is_waiting_until_the_next_night_and_then_taken_back(own: Seeded) -> None:
    settings = own.settings
    before = facts_of(settings, own.person_id)
    assert before["contact_consent"] and before["guardian_consent"]
    path = requests.withdraw(asker(settings), own.person_id, "contact")
    assert own.person_id not in path.name and NAME.split()[0] not in path.name
    assert gather(settings, own.person_id).withdrawn_tonight == {"contact"}
    assert facts_of(settings, own.person_id)["contact_consent"]
    carry_out(settings)
    after = facts_of(settings, own.person_id)
    assert (after["contact_consent"], after["guardian_consent"]) == (False, True)
    assert after["last_confirmed_date"] == before["last_confirmed_date"], "a consent taken back confirms nothing else"
    held = gather(settings, own.person_id)
    assert held.withdrawn_tonight == frozenset()
    assert [(c["purpose"], c["withdrawn_at"]) for c in held.table("core.consents") if c["purpose"] == "contact"] == [
        ("contact", "2014-12-31T00:00:00")
    ]
    with pytest.raises(CorrectionRefusedError):
        requests.withdraw(asker(settings), own.person_id, "contact")


def facts_of(settings: Settings, person_id: str) -> dict[str, Any]:
    row = Reader(settings, "staff").query(
        "select contact_consent, guardian_consent, last_confirmed_date from core.volunteers where person_id = ?",
        [person_id],
    )
    return dict(row.iloc[0])


# The command ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["signe brandstrup", "Signe Brandstrop", PHONE, EMAIL, "person_id"])
def test_a_person_is_found_by_name_phone_mail_or_number(own: Seeded, typed: str) -> None:
    found = requests.find(asker(own.settings), own.person_id if typed == "person_id" else typed)
    assert found[0]["full_name"] == NAME
    assert set(found[0]) == {"person_id", "full_name", "area_name", "birth_year", "is_staff"}
    assert list_look_ups(own.settings)[0].person_ids == tuple(row["person_id"] for row in found)


def test_the_command_finds_shows_and_exports_and_each_use_is_in_the_log(own: Seeded) -> None:
    home, reason = own.settings.home, ("--reason", PURPOSE, "--by", "anne")
    (found, *_) = document(frivillig("person", "find", "sigrne brandstrup", *reason, "--json", home=home))
    assert found["person_id"] == own.person_id
    shown = document(frivillig("person", "show", found["person_id"], *reason, "--json", home=home))
    assert len(shown["rows"]) == 8
    made = document(frivillig("person", "export", found["person_id"], *reason, "--json", home=home))
    assert [Path(file).suffix for file in made["files"]] == [".pdf", ".json"]
    assert [(line.act, line.user) for line in list_look_ups(own.settings)] == [
        ("copy", "anne"),
        ("show", "anne"),
        ("find", "anne"),
    ]


def test_without_a_reason_or_with_a_log_that_cannot_be_written_nothing_is_printed(own: Seeded) -> None:
    refused = frivillig("person", "show", own.person_id, home=own.settings.home)
    assert (refused.returncode, refused.stdout) == (2, "")
    own.settings.access_log.mkdir()
    unlogged = frivillig("person", "show", own.person_id, "--reason", PURPOSE, home=own.settings.home)
    assert (unlogged.returncode, unlogged.stdout) == (1, "")
    for done in (refused, unlogged):
        assert len(done.stderr.strip().splitlines()) == 1 and NAME not in done.stderr


def test_erasing_says_in_one_sentence_what_to_do_instead_and_is_in_the_log(own: Seeded) -> None:
    done = frivillig("person", "erase", own.person_id, "--reason", PURPOSE, home=own.settings.home)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1 and "person withdraw" in done.stderr
    assert [line.act for line in list_look_ups(own.settings)] == ["erase"]
    with pytest.raises(ErasureNotReadyError):
        requests.ask_to_erase(asker(own.settings), own.person_id)


def test_a_number_nobody_has_is_said_so_and_nothing_is_logged(own: Seeded) -> None:
    with pytest.raises(PersonNotFoundError):
        requests.look_at(asker(own.settings), "p_000000000000")
    assert list_look_ups(own.settings) == []
