"""Who is the same person: what joins two mentions, and what never does."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pytest

from warehouse.ledger import PersonDecision
from warehouse.names import display_name, given_name, given_names_agree
from warehouse.people.comparisons import declare_comparisons
from warehouse.people.linking import Recognised, recognise
from warehouse.people.weights import load_weights
from warehouse.staging import create_staging


@dataclass(frozen=True)
class Said:
    """One mention of somebody, as staging holds it."""

    record: str
    name: str | None
    facts: Mapping[str, Any] = field(default_factory=dict)


def mention(name: str | None, record: str = "", **facts: Any) -> Said:
    return Said(record or str(name), name, {key: value for key, value in facts.items() if value is not None})


def found(
    *mentions: Said, known: Mapping[str, str] | None = None, decisions: Iterable[PersonDecision] = ()
) -> tuple[duckdb.DuckDBPyConnection, Recognised]:
    con = duckdb.connect()
    create_staging(con)
    for said in mentions:
        entity = "attendances" if said.facts.get("activity_id") else "volunteers"
        row = {"record_id": said.record, "row_id": said.record, "full_name": said.name, **said.facts}
        names, places = ", ".join(row), ", ".join("?" * len(row))
        con.execute(f"insert into staging.{entity} ({names}) values ({places})", list(row.values()))
    return con, recognise(con, known or {}, decisions)


def groups(*mentions: Said, **given: Any) -> set[frozenset[str]]:
    con, recognised = found(*mentions, **given)
    record_of = dict(
        con.execute("select record_id, id from link_mentions join link_records using (record_key)").fetchall()
    )
    persons: dict[int, set[str]] = {}
    for record_id, number in record_of.items():
        persons.setdefault(recognised.clusters.of(number).first, set()).add(record_id)
    return {frozenset(records) for records in persons.values()}


def test_same_email_and_given_name_is_one_person() -> None:
    one = mention("Åse Sørensen", "a", email="aase@example.dk")
    other = mention("Aase Soerensen", "b", email="aase@example.dk")
    assert groups(one, other) == {frozenset("ab")}


def test_a_familys_shared_phone_does_not_join_its_members() -> None:
    one = mention("Karin Berg", "a", phone="+4520304050")
    other = mention("Jens Berg", "b", phone="+4520304050")
    assert groups(one, other) == {frozenset("a"), frozenset("b")}


def test_a_nickname_and_the_same_phone_is_one_person() -> None:
    one = mention("Frederik Holm", "a", phone="+4520304050")
    other = mention("Frede Holm", "b", phone="+4520304050")
    assert groups(one, other) == {frozenset("ab")}


@pytest.mark.parametrize(("beside", "persons"), [({}, 2), ({"birth_year": 1961}, 1), ({"email": "tina@example.dk"}, 1)])
def test_a_nickname_that_is_a_name_too_needs_more_than_a_phone(beside: dict[str, Any], persons: int) -> None:
    """Bettina may be called Tina; she may also have a daughter of that name, who gives the same phone."""
    one = mention("Bettina Holm", "a", phone="+4520304050", **beside)
    other = mention("Tina Holm", "b", phone="+4520304050", **beside)
    _con, recognised = found(one, other)
    assert len({recognised.clusters.of(number).first for number in (1, 2)}) == persons
    assert len(recognised.questions) == (persons == 2)


def test_namesakes_with_different_birth_years_are_two() -> None:
    one = mention("Anne Jensen", "a", birth_year=1950, phone="+4520304050")
    other = mention("Anne Jensen", "b", birth_year=1985, phone="+4520304050")
    assert groups(one, other) == {frozenset("a"), frozenset("b")}


def test_spellings_of_one_name_with_the_same_birth_year_are_one() -> None:
    one = mention("Mohammed Al-Said", "a", birth_year=1999)
    other = mention("MUHAMAD AL SAID", "b", birth_year=1999)
    assert groups(one, other) == {frozenset("ab")}


def test_a_third_mention_joins_two_that_nothing_joined() -> None:
    one = mention("Ida Dal", "a", email="ida@example.dk")
    other = mention("Ida Dal", "b", birth_year=1970)
    both = mention("Ida Dal", "c", email="ida@example.dk", birth_year=1970)
    assert groups(one, other, both) == {frozenset("abc")}


def test_a_name_alone_never_joins_across_activities() -> None:
    one = mention("Ida Dal", "a", activity_id="skak")
    other = mention("Ida Dal", "b", activity_id="basket", birth_year=1970)
    assert groups(one, other) == {frozenset("a"), frozenset("b")}


def test_a_name_alone_joins_the_only_namesake_in_the_activity() -> None:
    known = mention("Ida Dal", "a", activity_id="skak", birth_year=2001)
    bare = mention("Ida Dal", "b", activity_id="skak")
    assert groups(known, bare) == {frozenset("ab")}


def test_a_name_alone_joins_nobody_when_two_bear_it_in_the_activity() -> None:
    one = mention("Ida Dal", "a", activity_id="skak", birth_year=2001)
    other = mention("Ida Dal", "b", activity_id="skak", birth_year=2002)
    bare = mention("Ida Dal", "c", activity_id="skak")
    assert groups(one, other, bare) == {frozenset("a"), frozenset("b"), frozenset("c")}


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_mentions_does_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    people = [
        mention(
            chance.choice(["Ida Dal", "Bo Berg", "Åse Lund", "Mohammed Ali"]),
            str(number),
            email=chance.choice([None, "a@example.dk", "b@example.dk"]),
            phone=chance.choice([None, "+4520304050"]),
            birth_year=chance.choice([None, 1970, 1980]),
            activity_id=chance.choice([None, "skak"]),
        )
        for number in range(60)
    ]
    shuffled = chance.sample(people, len(people))
    assert groups(*people) == groups(*shuffled)


def test_nobody_is_made_of_two_birth_years() -> None:
    chance = random.Random(1)
    people = [
        mention("Ida Dal", str(n), email="i@example.dk", birth_year=chance.choice([None, 1970, 1980]))
        for n in range(12)
    ]
    _, recognised = found(*people)
    assert all(len({record.birth_year for record in p.records} - {None}) <= 1 for p in recognised.clusters)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("HANSEN, anna", "Anna hansen".title()),
        ("Anna Hansen", "Anna Hansen"),
        ("anna  hansen", "Anna Hansen"),
        ("Sørensen, Bo", "Bo Sørensen"),
    ],
)
def test_names_are_shown_given_name_first(written: str, shown: str) -> None:
    assert (display_name(written, None, None) or "").casefold() == shown.casefold()


@pytest.mark.parametrize("written", ["LOUISE LASSEN", "louise lassen", "lOUISE lASSEN", "Louise Lassen"])
def test_a_name_typed_with_caps_lock_is_shown_as_a_name(written: str) -> None:
    assert display_name(written, None, None) == "Louise Lassen"


def test_one_slip_of_the_pen_is_the_same_given_name() -> None:
    assert given_names_agree(given_name("Kirsten Dal"), given_name("Kirstenn Dal"))
    assert not given_names_agree(given_name("Karin Dal"), given_name("Karl Dal"))


def test_given_names_in_other_letters_are_not_alike_for_having_none_of_ours() -> None:
    one = mention("محمد علي", "a", phone="+4520304050")
    other = mention("فاطمة علي", "b", phone="+4520304050")
    assert groups(one, other) == {frozenset("a"), frozenset("b")}


def test_a_name_in_arabic_letters_is_the_name_in_ours() -> None:
    one = mention("محمد Ali", "a", phone="+4520304050")
    other = mention("Muhammad Ali", "b", phone="+4520304050")
    assert groups(one, other) == {frozenset("ab")}


def test_two_without_a_name_are_not_alike_for_it() -> None:
    one, other = mention(None, "a", phone="+4520304050"), mention(None, "b", phone="+4520304050", birth_year=1970)
    _, recognised = found(one, other)
    assert not [pair for pair in recognised.pairs.values() if pair.is_automatic]


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("Ida Dal", "Dal Ida"),
        ("Frederik Holm", "Frede Holm"),
        ("Abdi Hassan Ali", "Abdi Hassan"),
        ("Anne-Marie Lund", "Annemarie Lund"),
        ("Kirsten Dal", "Kirstenn Dal"),
        ("Jørgen Å. Bæk", "Joergen Baek"),
    ],
)
def test_a_name_written_otherwise_with_the_same_phone_is_the_same_person(written: str, otherwise: str) -> None:
    pair = mention(written, "a", phone="+4520304050"), mention(otherwise, "b", phone="+4520304050")
    assert groups(*pair) == {frozenset("ab")}


@pytest.mark.parametrize("other", ["Karina Berg", "Karl Berg", "Jamal Berg"])
def test_a_given_name_that_only_looks_like_another_is_another(other: str) -> None:
    pair = (
        mention("Karin Berg" if other != "Jamal Berg" else "Amal Berg", "a", phone="+4520304050"),
        mention(other, "b", phone="+4520304050"),
    )
    assert groups(*pair) == {frozenset("a"), frozenset("b")}


def test_name_and_area_alone_only_ask() -> None:
    crowd = [mention(f"Navn{n} Efternavn{n}", f"c{n}", phone=f"+45{20000000 + n}") for n in range(20)]
    pair = (
        mention("Ida Dal", "a", area_id="vangdalen", phone="+4530000001"),
        mention("Ida Dal", "b", area_id="vangdalen", email="i@example.dk"),
    )
    con, recognised = found(*crowd, *pair)
    ids = dict(con.execute("select first_mention, id from link_records").fetchall())
    assert recognised.clusters.of(ids["a"]) is not recognised.clusters.of(ids["b"])
    (question,) = recognised.questions
    assert {question.pair.one, question.pair.other} == {ids["a"], ids["b"]}
    assert question.reasons == "samme fornavn · samme efternavn · samme boligområde"


def test_what_would_make_one_of_two_births_is_cut_and_asked_about() -> None:
    one = mention("Ida Dal", "a", phone="+4520304050", birth_year=1950)
    other = mention("Ida Dal", "b", phone="+4520304050", birth_year=1985)
    between = mention("Ida Dal", "c", phone="+4520304050")
    _, recognised = found(one, other, between)
    assert all(len({record.birth_year for record in person.records} - {None}) <= 1 for person in recognised.clusters)
    (question,) = [question for question in recognised.questions if question.cut]
    assert question.reasons.endswith("sammen ville én person få to fødselsår.")


def test_every_level_of_the_weights_is_compared_and_says_where_it_comes_from() -> None:
    for comparison in load_weights().comparisons.values():
        assert list(comparison.levels)[-1] == "different"
        assert all(level.reference and 0 < level.u <= 1 and 0 < level.m <= 1 for level in comparison.levels.values())
    declared = {c["output_column_name"]: len(c["comparison_levels"]) for c in declare_comparisons(100)}
    assert declared == {name: 1 + len(c.levels) for name, c in load_weights().comparisons.items()}


def test_a_shared_phone_or_e_mail_counts_a_quarter_when_the_given_names_differ() -> None:
    for name in ("phone", "email"):
        levels = load_weights().comparisons[name].levels
        assert levels["same_other_given_name"].weight == pytest.approx(levels["same"].weight / 4, abs=0.05)
