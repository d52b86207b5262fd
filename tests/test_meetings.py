"""Who meets whom: how mixed groups are, how they hang together, and whether people meet across more than by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.given import build, read_table, stage_given
from warehouse.build import build_models
from warehouse.disclosure import create_shown
from warehouse.meeting import measure_meetings
from warehouse.mixing import external_index, measure_mixing
from warehouse.model import MODELS, load_model, load_models

HEADING = "Navn | Aktivitet | Dato | Rolle | Boligområde | Fødselsår\n"
AREAS = {"Vangdalen": 5, "Jennumparken": 3, "Uden for": 2}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def rows(con: duckdb.DuckDBPyConnection, table: str, *key: str, **tables: str) -> dict[Any, dict[str, Any]]:
    stage_given(con, {entity: read_table(text) for entity, text in tables.items()})
    build(con, table)
    return read(con, table, *key)


def read(con: duckdb.DuckDBPyConnection, table: str, *key: str) -> dict[Any, dict[str, Any]]:
    found = con.execute(f"select * from {table} order by all")
    names = [column[0] for column in found.description]
    records = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {record[key[0]] if len(key) == 1 else tuple(record[k] for k in key): record for record in records}


def came(
    name: str, activity: str = "Skak", area: str = "", born: int | str = "", times: int = 3, first: int = 1
) -> str:
    return "".join(
        f"{name} | {activity} | 2014-10-{first + 7 * n:02} | deltager | {area} | {born}\n" for n in range(times)
    )


def club(activity: str = "Skak", **areas: int) -> str:
    return "".join(
        came(f"{activity} {area} {n}", activity, area.replace("_", " "))
        for area, people in areas.items()
        for n in range(people)
    )


# How mixed a group is -------------------------------------------------------------------------------------------


def test_blau_plain_unbiased_and_iqv_of_five_three_and_two(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "marts.group_compositions",
        "group_id",
        "trait",
        attendances=HEADING + club(Vangdalen=5, Jennumparken=3, Uden_for=2),
    )["skak", "area"]
    assert found["known"] == 10
    assert [round(found[name], 4) for name in ("blau", "blau_unbiased", "iqv")] == [0.62, 0.6889, 0.93]
    assert found["refusal"] is None


def test_a_small_group_is_not_judged_and_says_so(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con, "marts.group_compositions", "group_id", "trait", attendances=HEADING + club(Vangdalen=5, Jennumparken=4)
    )
    assert found["skak", "area"]["blau"] is None and found["skak", "area"]["iqv"] is None
    assert found["skak", "area"]["refusal"] == "For få til at sige noget: 9 kendte, og der skal 10 til."


def test_a_group_is_held_up_against_the_residents_of_the_areas(con: duckdb.DuckDBPyConnection) -> None:
    """Eight of ten from Vangdalen, where half of the residents live; who lives elsewhere is not compared."""
    tables = {
        "attendances": HEADING + club(Vangdalen=8, Jennumparken=2, Uden_for=3),
        "area_statistics": """
            Boligområde  | Indikator                  | År   | Værdi | Enhed    | Kilde
            Vangdalen    | Beboere                    | 2013 | 1000  | personer | Boligsociale data
            Jennumparken | Beboere                    | 2013 | 1000  | personer | Boligsociale data
            Vangdalen    | Beboere                    | 2010 | 9     | personer | Gammel
                         | Børn og unge under 18 år   | 2013 | ca. 30 | procent | Boligsociale data
        """,
    }
    shares = rows(con, "marts.group_shares", "group_id", "trait", "category", **tables)
    vangdalen = shares["skak", "resident_area", "vangdalen"]
    assert (vangdalen["share"], vangdalen["resident_share"], vangdalen["representation"]) == (0.8, 0.5, 1.6)
    build(con, "marts.group_compositions")
    whole = read(con, "marts.group_compositions", "group_id", "trait")["skak", "resident_area"]
    # unbiased 10/9 * .32 less the residents' .5: less mixed than those who live there
    assert round(whole["above_residents"], 4) == round(10 / 9 * 0.32 - 0.5, 4)


def test_staff_and_single_events_make_no_group(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "core.group_members",
        "group_id",
        "person_id",
        staff="Navn | Stilling\nMette | projektleder",
        attendances=HEADING
        + came("Ida")
        + came("Mette")
        + came("Bo", times=1)
        + came("Ida", "Fest", times=2)
        + came("Bo", "Fest", times=2),
    )
    assert set(found) == {("skak", "ida")}


# Who has met -----------------------------------------------------------------------------------------------------


def test_an_outing_of_many_does_not_swamp_the_weekly_club(con: duckdb.DuckDBPyConnection) -> None:
    """Newman: each session lays 1/(n-1) on a pair; Ida and Bo met alone three times and once among ten."""
    crowd = "".join(came(f"Gæst {n}", "Udflugt", times=1) for n in range(8))
    found = rows(
        con,
        "marts.meeting_ties",
        "person_id",
        "other_person_id",
        attendances=HEADING
        + came("Ida")
        + came("Bo")
        + came("Ida", "Udflugt", times=1)
        + came("Bo", "Udflugt", times=1)
        + crowd,
    )
    assert found["bo", "ida"]["weight"] == pytest.approx(3 + 1 / 9)
    assert found["bo", "ida"]["shared_sessions"] == 4
    assert found["bo", "gaest_1"]["weight"] == pytest.approx(1 / 9)


def test_meetings_end_with_the_last_whole_month_and_go_a_year_back(con: duckdb.DuckDBPyConnection) -> None:
    stage_given(con, {}, as_of=date(2014, 12, 30))
    build(con, "core.meeting_window")
    assert con.execute("select * from core.meeting_window").fetchall() == [(date(2013, 12, 1), date(2014, 11, 30))]


# Across or among themselves --------------------------------------------------------------------------------------


def test_six_and_four_who_all_meet_give_24_external_and_21_internal_ties() -> None:
    labels = np.array([0] * 6 + [1] * 4)
    ties = np.array(list(combinations(range(10), 2)))
    external = int((labels[ties[:, 0]] != labels[ties[:, 1]]).sum())
    assert (external, len(ties) - external) == (24, 21)
    assert round(external_index(labels, ties, np.ones(len(ties))), 3) == 0.067


def test_where_everybody_meets_everybody_nothing_differs_from_chance() -> None:
    labels = {f"p{n}": "a" if n < 6 else "b" for n in range(10)}
    mixing = measure_mixing(labels, {}, [(a, b, 1.0) for a, b in combinations(labels, 2)], 200, 1)
    assert mixing is not None
    assert mixing.above_expected == pytest.approx(0) and mixing.low == mixing.high == pytest.approx(3 / 45)


def two_clubs() -> tuple[dict[str, str], list[tuple[str, str, float]]]:
    """Two closed clubs, the trait the same as the club."""
    labels = {f"p{n:02}": "ung" if n < 12 else "gammel" for n in range(24)}
    return labels, [(a, b, 1.0) for a, b in combinations(labels, 2) if labels[a] == labels[b]]


def test_closed_clubs_lie_far_below_the_band_of_chance() -> None:
    labels, ties = two_clubs()
    mixing = measure_mixing(labels, {}, ties, 1000, 258)
    assert mixing is not None
    assert mixing.index == -1 and mixing.index < mixing.low < mixing.expected < mixing.high
    assert abs(mixing.expected - 1 / 23) < 0.03  # 12 of the 23 others are of the other kind


def test_shuffling_within_an_area_finds_nothing_where_area_explains_it_all() -> None:
    labels, ties = two_clubs()
    mixing = measure_mixing(labels, labels, ties, 100, 258)
    assert mixing is not None and mixing.above_expected == 0


def test_the_same_people_give_the_same_numbers_in_any_order() -> None:
    labels, ties = two_clubs()
    backwards = dict(reversed(list(labels.items())))
    again = measure_mixing(backwards, {}, [(b, a, weight) for a, b, weight in reversed(ties)], 300, 7)
    assert measure_mixing(labels, {}, ties, 300, 7) == again


def test_few_people_or_all_alike_are_refused_with_a_sentence(con: duckdb.DuckDBPyConnection) -> None:
    stage_given(con, {"attendances": read_table(HEADING + club(Vangdalen=22) + came("Ida", born=1980))})
    build(con, "marts.meeting_ties", "core.person_traits")
    measure_meetings(con)
    found = read(con, "marts.meeting_mixing", "trait")
    assert found["age_band"]["refusal"].startswith("For få til at sige noget: 1 er kendte")
    assert found["area"]["refusal"] == "Alle, der mødes, er ens; der er intet at mødes på tværs af."
    assert all(row["external_index"] is None for row in found.values())


def test_the_network_is_drawn_in_the_same_place_every_night(con: duckdb.DuckDBPyConnection) -> None:
    stage_given(con, {"attendances": read_table(HEADING + club(Vangdalen=6) + club("Kor", Jennumparken=5))})
    build(con, "marts.meeting_ties", "core.person_traits")
    drawn = []
    for _ in range(2):
        measure_meetings(con)
        drawn.append(read(con, "marts.network_places", "person_id"))
        con.execute("drop table marts.network_places")
        con.execute("drop table marts.meeting_mixing")
    assert drawn[0] == drawn[1] and len(drawn[0]) == 11
    assert all(-0.01 <= row[axis] <= 1.01 for row in drawn[0].values() for axis in ("x", "y"))


def test_nothing_handed_in_gives_both_tables_as_declared(con: duckdb.DuckDBPyConnection) -> None:
    stage_given(con, {})
    build(con, "marts.meeting_ties", "core.person_traits")
    measure_meetings(con)
    for name in ("meeting_mixing", "network_places"):
        described = {column: kind for column, kind, *_ in con.execute(f"describe marts.{name}").fetchall()}
        assert described == {column: c.type for column, c in load_model("marts", name).columns.items()}


# How groups hang together ----------------------------------------------------------------------------------------


def test_groups_are_bound_together_by_those_who_belong_to_several(con: duckdb.DuckDBPyConnection) -> None:
    attendances = HEADING + club(Vangdalen=10) + club("Kor", Jennumparken=4)
    attendances += came("Skak Vangdalen 0", "Kor", "Vangdalen") + came("Skak Vangdalen 1", "Film", "Vangdalen")
    found = rows(
        con,
        "marts.group_bridges",
        "group_id",
        attendances=attendances,
        memberships="Navn | Organisation | Rolle | Fra | Til\nSkak Vangdalen 0 | Nordbyens Motion | medlem | 2013-01-01 |\n"
        "Skak Vangdalen 2 | Nordbyens Motion | medlem | 2012-01-01 | 2013-06-01",
    )
    skak, kor = found["skak"], found["kor"]
    assert (skak["members"], skak["active_elsewhere"], skak["share_elsewhere"]) == (10, 2, 0.2)
    assert skak["groups_reached"] == 3 and found["nordbyens_motion"]["members"] == 1
    assert (kor["members"], kor["share_elsewhere"]) == (5, None)
    # only who belongs to both Vangdalen's club and Jennumparken's choir bridges two areas
    assert read(con, "marts.bridge_persons", "person_id").keys() == {"skak_vangdalen_0"}
    assert (skak["bridge_persons"], kor["bridge_persons"]) == (1, 1)


# Family: as people say themselves, their latest word, and nowhere but here ---------------------------------------------


def test_who_lives_with_children_is_a_trait_that_groups_are_seen_by(con: duckdb.DuckDBPyConnection) -> None:
    said = "Navn | Besvaret | Familie\n" + "".join(
        f"Skak Vangdalen {n} | 2014-08-01 | {'små børn' if n < 6 else 'alene'}\n" for n in range(12)
    )
    said += "Skak Vangdalen 0 | 2014-09-01 | jeg bor alene\nEn Helt Anden | 2014-09-01 | alene\n"
    stage_given(con, {"attendances": read_table(HEADING + club(Vangdalen=14)), "volunteers": read_table(said)})
    build_models(con)
    traits = con.execute("select category, count(*) from core.person_traits where trait = 'family_stage' group by 1")
    assert dict(traits.fetchall()) == {"small_children": 5, "alone": 7}
    parts = con.execute(
        "select category, persons from marts.group_shares where trait = 'family_stage' and group_id = 'skak'"
    )
    assert dict(parts.fetchall()) == {"small_children": 5, "alone": 7}
    mixing = con.execute("select persons from marts.meeting_mixing where trait = 'family_stage'").fetchall()
    assert mixing == [(12,)]


def test_family_is_part_of_no_match_and_no_profile() -> None:
    models = [model for schema in ("core", "marts") for model in load_models(schema).values()]
    assert not [model.name for model in models if "family_stage" in model.columns]
    selects = [(path.stem, path.read_text(encoding="utf-8")) for path in MODELS.rglob("*.sql")]
    assert [name for name, sql in selects if "family_stage" in sql] == ["person_traits"]
    readers = [name for name, sql in selects if "core.person_traits" in sql]
    assert readers and not [name for name in readers if name.startswith(("task_", "volunteer"))]


# Origin: coarse, consented, in large groups, nowhere on a person ---------------------------------------------------


def answers(**counts: int) -> str:
    """Baggrund → persons, all in the chess club."""
    said = "".join(
        f"Skak Vangdalen {n} | 2014-09-01 | {origin} | ja\n"
        for n, origin in enumerate(o for o, count in counts.items() for _ in range(count))
    )
    return "Navn | Registreret | Baggrund | Baggrund må tælles med\n" + said.replace("_", " ")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (answers(dansk=6, anden_baggrund=5), {"danish": 6, "other": 5}),
        (answers(dansk=7, anden_baggrund=4), {}),
        (answers(dansk=4, anden_baggrund=5), {}),
        (answers(dansk=12), {}),
        (answers(dansk=6, anden_baggrund=5).replace("| ja", "| nej", 1), {"danish": 5, "other": 5}),
        (answers(dansk=6, anden_baggrund=5).replace("| ja", "|", 7), {}),
    ],
)
def test_origin_is_counted_only_with_consent_and_in_large_parts(
    con: duckdb.DuckDBPyConnection, said: str, shown: dict[str, int]
) -> None:
    found = rows(
        con, "core.group_origins", "group_id", "category", attendances=HEADING + club(Vangdalen=14), volunteers=said
    )
    assert {origin: row["persons"] for (group, origin), row in found.items() if group == "skak"} == shown


def test_a_yes_to_being_counted_is_a_consent_that_can_be_taken_back(con: duckdb.DuckDBPyConnection) -> None:
    said = answers(dansk=6, anden_baggrund=5).replace("Registreret", "Besvaret", 1)
    taken_back = "Skak Vangdalen 0 | 2014-10-01 | | nej\n"
    found = rows(
        con,
        "core.consents",
        "person_id",
        "purpose",
        attendances=HEADING + club(Vangdalen=14),
        volunteers=said + taken_back,
    )
    assert len(found) == 11
    assert [str(row["withdrawn_at"]) for row in found.values() if row["withdrawn_at"]] == ["2014-10-01"]
    assert {purpose for _, purpose in found} == {"origin"}


def test_origin_stands_on_no_person_in_any_published_table() -> None:
    models = [model for schema in ("core", "marts") for model in load_models(schema).values()]
    assert not [model.name for model in models if "origin" in model.columns]
    counted = load_models("core")["group_origins"]
    assert "person_id" not in counted.columns and not counted.public


# What management is shown ------------------------------------------------------------------------------------------


def shown(con: duckdb.DuckDBPyConnection, attendances: str) -> None:
    """Build everything, and management's tables beside it."""
    stage_given(con, {"attendances": read_table(HEADING + attendances)})
    build_models(con)
    con.execute("create schema quality")
    create_shown(con)


def test_management_sees_no_small_part_and_no_exact_number(con: duckdb.DuckDBPyConnection) -> None:
    shown(con, club(Vangdalen=23, Jennumparken=9, Uden_for=2) + club("Kor", Vangdalen=6, Jennumparken=5))
    parts = read(con, "shown.group_shares", "group_id", "trait", "category")
    assert {
        category: row["persons"]
        for (group, trait, category), row in parts.items()
        if (group, trait) == ("skak", "area")
    } == {
        "vangdalen": 25,
        "rest": 10,  # two from outside are hidden among the nine
    }
    assert not [key for key in parts if key[0] == "kor"], "both parts of the choir are small"
    whole = read(con, "shown.group_compositions", "group_id", "trait")
    assert round(whole["skak", "area"]["blau"], 4) == round(1 - (25 / 35) ** 2 - (10 / 35) ** 2, 4)
    assert whole["kor", "area"]["blau"] is None and whole["kor", "area"]["refusal"].startswith("Ikke vist")
    assert read(con, "shown.groups", "group_id")["kor"]["members"] == 10


def test_management_sees_no_thin_link_between_groups(con: duckdb.DuckDBPyConnection) -> None:
    both = "".join(came(f"Skak Vangdalen {n}", "Kor") for n in range(9))
    few = "".join(came(f"Skak Vangdalen {n}", "Film") for n in range(3))
    shown(con, club(Vangdalen=20) + both + few)
    assert set(read(con, "marts.group_links", "group_id", "other_id")) == {
        ("film", "kor"),
        ("film", "skak"),
        ("kor", "skak"),
    }
    links = read(con, "shown.group_links", "group_id", "other_id")
    assert {key: row["persons"] for key, row in links.items()} == {("kor", "skak"): 10}
    bridges = read(con, "shown.group_bridges", "group_id")
    assert (bridges["skak"]["active_elsewhere"], bridges["skak"]["groups_reached"]) == (10, 1)
    assert bridges["film"]["members"] is None and bridges["kor"]["share_elsewhere"] is None


@settings(max_examples=25, deadline=None)
@given(counts=st.lists(st.integers(0, 14), min_size=3, max_size=3))
def test_a_shown_part_always_stands_for_more_than_seven_people(counts: list[int]) -> None:
    areas = dict(zip(("Vangdalen", "Jennumparken", "Uden_for"), counts, strict=True))
    with duckdb.connect() as con:
        stage_given(con, {"attendances": read_table(HEADING + club(**areas))})
        build(con, "marts.group_shares", "marts.groups")
        con.execute("set variable small_group = 7")
        con.execute("set variable round_to = 5")
        con.execute("create schema shown")
        con.execute("create table shown.group_shares as " + (MODELS / "shown" / "group_shares.sql").read_text("utf-8"))
        parts = read(con, "shown.group_shares", "group_id", "trait", "category")
    ids = {"vangdalen": counts[0], "jennumparken": counts[1], "uden_for": counts[2]}
    named = {c: row["persons"] for (g, t, c), row in parts.items() if (g, t) == ("skak", "area")}
    merged = sum(ids.values()) - sum(ids[c] for c in named if c != "rest")
    assert all(ids[category] > 7 for category in named if category != "rest")
    assert "rest" not in named or merged > 7
    assert len(named) != 1
    assert not named or "rest" in named or all(count > 7 for count in counts if count)
