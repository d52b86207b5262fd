"""Day or month first: what one file of a form proves holds for its others, whichever came first."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest

from tests.workspace import collect, make_workspace, put_sheet, staged
from warehouse.archive import Archive
from warehouse.intake.children import parsed_files
from warehouse.intake.date_order import Finding, examine_column, find_order, learn_orders
from warehouse.intake.values import UnreadableCellError
from warehouse.preview import preview
from warehouse.settings import Settings
from warehouse.source import DateOrder, load_sources

PLACE = ("roster", "answered_date")
HEADINGS = ["Navn", "E-mail", "Besvaret"]
FILES: dict[str, list[object]] = {
    "tvetydig.xlsx": ["Bo Berg", "bo@example.dk", "04/03/2014"],
    "amerikansk.xlsx": ["Ida Dal", "ida@example.dk", "04/25/2014"],
    "dansk.xlsx": ["Ali Eng", "ali@example.dk", "25/04/2014"],
    "tidspunkt.xlsx": ["Eva Fog", "eva@example.dk", "4/3/14 9:12"],
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


def put(settings: Settings, *names: str) -> None:
    for name in names:
        put_sheet(settings, name, [HEADINGS, FILES[name]])


def read_as(settings: Settings) -> dict[str, str]:
    """File → the date its row was read as, or why it was not."""
    rows = staged(settings).execute(
        "select file_name, coalesce(cast(recorded_date as varchar), reason_code) from raw.rows where fate <> 'not_data'"
    )
    return dict(rows.fetchall())


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["04/03/2014"], "open"),
        (["25/04/2014", "04/03/2014"], "day_month"),
        (["04/25/2014", "04/03/2014"], "month_day"),
        (["04/25/2014", "25/04/2014"], "mixed"),
        (["03.04.2014", "3-4-2014", "2014-04-03", "04/04/2014", "3. april"], "none"),
    ],
)
def test_a_column_proves_its_order_itself(cells: list[str], order: str) -> None:
    assert {find_order(shuffled) for shuffled in itertools.permutations(cells)} == {order}


@pytest.mark.parametrize(
    ("proved", "learned"),
    [
        (["day_month", "open"], "day_month"),
        (["month_day", "asked"], "month_day"),
        (["month_day", "day_month"], "ask"),
        (["mixed"], "ask"),
        (["open", "asked"], None),
    ],
)
def test_files_that_disagree_teach_to_ask(proved: list[Finding], learned: str | None) -> None:
    for findings in (proved, proved[::-1]):
        assert learn_orders((PLACE, finding) for finding in findings).get(PLACE) == learned


@pytest.mark.parametrize(
    ("declared", "day"), [("day_month", date(2014, 3, 4)), ("month_day", date(2014, 4, 3)), (None, None)]
)
def test_a_question_is_answered_by_what_is_declared(declared: DateOrder | None, day: date | None) -> None:
    column = examine_column(["4/3/14 9:12"], PLACE, declared)
    if day:
        assert column.read("4/3/14 9:12", ()) == day
    else:
        with pytest.raises(UnreadableCellError, match=r"date_order: day_month .* answered_date i forms/roster.yml"):
            column.read("4/3/14 9:12", ())


def test_proof_goes_before_what_is_declared() -> None:
    column = examine_column(["04/25/2014", "04/03/2014"], PLACE, "day_month")
    assert column.read("04/03/2014", ()) == date(2014, 4, 3)


@pytest.mark.parametrize("nights", [["tvetydig.xlsx", "amerikansk.xlsx"], ["amerikansk.xlsx", "tvetydig.xlsx"]])
def test_what_a_file_proves_holds_for_the_others_whichever_night_it_comes(
    settings: Settings, nights: list[str]
) -> None:
    for name in nights:
        put(settings, name)
        collect(settings, name)
        read_as(settings)
    assert read_as(settings) == {"tvetydig.xlsx": "2014-04-03", "amerikansk.xlsx": "2014-04-25"}


def test_what_a_file_has_proved_is_not_forgotten_when_it_is_replaced(settings: Settings) -> None:
    put(settings, "amerikansk.xlsx")
    collect(settings)
    put_sheet(settings, "amerikansk.xlsx", [HEADINGS, FILES["tvetydig.xlsx"]])
    collect(settings, "r2")
    con = staged(settings)
    assert con.execute("select recorded_date::varchar from raw.rows where fate = 'loaded'").fetchall() == [
        ("2014-04-03",)
    ]


def test_a_question_is_answered_by_a_later_file_also_in_a_check(settings: Settings) -> None:
    put(settings, "tidspunkt.xlsx")
    collect(settings)
    assert read_as(settings) == {"tidspunkt.xlsx": "date_order_unknown"}
    put(settings, "dansk.xlsx")
    collect(settings, "r2")
    assert read_as(settings) == {"tidspunkt.xlsx": "2014-03-04", "dansk.xlsx": "2014-04-25"}
    (described,) = preview([settings.inbox / "tidspunkt.xlsx"], settings, load_sources(settings.forms))
    assert described["tables"][0]["quarantined"] == []


def declare(settings: Settings, order: str) -> None:
    form = settings.forms / "roster.yml"
    text = form.read_text(encoding="utf-8")
    answered = text.replace("headings: [Besvaret]", f"headings: [Besvaret], date_order: {order}")
    assert answered != text
    form.write_text(answered, encoding="utf-8")


def test_what_is_declared_in_the_form_holds_and_older_readings_are_removed(settings: Settings) -> None:
    put(settings, "tvetydig.xlsx", "amerikansk.xlsx")
    collect(settings)
    read_as(settings)
    declare(settings, "day_month")
    assert read_as(settings)["tvetydig.xlsx"] == "2014-03-04"
    assert len(list(settings.parsed.iterdir())) == 2 * 2
    with Archive(settings) as archive:
        assert all(rows.is_file() for _, _, rows in parsed_files(settings, archive, load_sources(settings.forms)))
