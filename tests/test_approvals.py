"""A period that is approved stands: figures are kept, later changes are listed with their files, and it can be withdrawn."""

from __future__ import annotations

import json
import secrets
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.cli import run_command
from tests.workspace import AS_OF, make_workspace, put_sheet
from warehouse.approval_tables import note_file_months, stage_approvals
from warehouse.approvals import approve_period, list_approvals, withdraw_approval
from warehouse.archive import Archive
from warehouse.build import build_models, create_time_tables, set_variables
from warehouse.disclosure import write_public
from warehouse.errors import PeriodRefusedError
from warehouse.intake.children import read_archived
from warehouse.people import link
from warehouse.period import read_period
from warehouse.quality import write_files_and_rows, write_runs
from warehouse.settings import Settings, load_settings
from warehouse.snapshot import Reader, publish, start_build, write_staff_file
from warehouse.source import load_sources
from warehouse.staging import stage

HEAD: list[object] = ["Dato", "Navn", "Rolle", "Aktivitet", "Boligområde"]
NAMES = ["Ida", "Bo", "Karen", "Lis", "Per", "Ulla", "Mona", "Egon", "Tove", "Jytte"]


def marked(*days: date, names: list[str] | None = None) -> list[list[object]]:
    """Rows of a sign-up sheet: everybody on every day."""
    return [[day, f"{name} Prøve", "deltager", "Skak", "Vangdalen"] for day in days for name in names or NAMES]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace after one night; tests copy it."""
    made = make_workspace(tmp_path_factory.mktemp("godkendt") / "hjem")
    put_sheet(made, "tilmelding skak.xlsx", [HEAD, *marked(date(2014, 3, 4), date(2014, 3, 11))])
    publish_night(made)
    return made.home


@pytest.fixture
def settings(published: Path, tmp_path: Path) -> Settings:
    return load_settings(shutil.copytree(published, tmp_path / "hjem", symlinks=True))


def publish_night(settings: Settings, as_of: date = AS_OF, collects: bool = True) -> str:
    """A night without its checks, published. `collects`: whether the inbox is looked at."""
    sources, run_id = load_sources(settings.forms), secrets.token_hex(4)
    with Archive(settings) as archive:
        if collects:
            archive.collect(run_id, as_of)
        read_archived(settings, archive, sources)
        build = start_build(settings, run_id, as_of)
        con = build.con
        set_variables(con, settings, as_of)
        create_time_tables(con, settings, as_of)
        stage(con, settings, archive, sources)
        link(con, archive)
        stage_approvals(con, archive)
        note_file_months(con)
        build_models(con)
        con.execute("create schema if not exists quality")
        con.execute(
            "create table quality.results (run_id varchar, table_name varchar, rule varchar, severity varchar, "
            "success boolean, failed_rows bigint, description varchar, description_en varchar)"
        )
        write_files_and_rows(con, run_id, sources)
        write_runs(con, archive, {"run_id": run_id, "as_of": as_of})
        write_staff_file(build)
        write_public(con, build.public_file)
        return publish(build, settings, {"run_id": run_id})


def approve(settings: Settings, written: str, by: str = "Anne Leder") -> str:
    return approve_period(settings, read_period(written, settings.project), by)


def withdraw(settings: Settings, written: str) -> None:
    withdraw_approval(settings, read_period(written, settings.project), "Anne Leder")


def changes(settings: Settings, role: str = "staff") -> list[dict[str, Any]]:
    """Changes of the whole, by KPI."""
    found = Reader(settings, role).query(  # type: ignore[arg-type]
        "select * from marts.changes_since_approval where area_id is null and target_group is null order by period_kind, metric_id"
    )
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


# Who, when and what -----------------------------------------------------------------------------------------------


def test_an_approval_says_who_when_which_period_and_what_the_figures_were(settings: Settings) -> None:
    hashed = approve(settings, "2014-K1")
    ((entry),) = list_approvals(settings)
    assert (entry["period"].name, entry["approved_by"], entry["figures_hash"]) == ("2014-K1", "Anne Leder", hashed)
    assert entry["approved_at"].startswith("20")
    with Archive(settings) as archive:
        (kept,) = archive.approvals()
    users = [
        figure["value"]
        for figure in json.loads(kept["figures"])
        if figure["metric_id"] == "distinct_users" and not figure["area_id"] and not figure["target_group"]
    ]
    assert users == [10]


def test_an_approval_holds_no_person(settings: Settings) -> None:
    approve(settings, "2014-K1")
    with Archive(settings) as archive:
        (kept,) = archive.approvals()
    persons = Reader(settings, "staff").query("select person_id, full_name from core.persons")
    said = kept["figures"] + kept["files"]
    assert not [word for column in persons for word in persons[column] if word in said]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2014-03-04", "er ikke en periode"),
        ("2014-K5", "er ikke en periode"),
        ("2014-00", "er ikke en periode"),
        ("marts", "er ikke en periode"),
        ("2099", "ingen tal"),
    ],
)
def test_a_period_that_is_none_is_refused_in_a_sentence(settings: Settings, written: str, said: str) -> None:
    with pytest.raises(PeriodRefusedError, match=said):
        approve(settings, written)


@pytest.mark.parametrize("written", ["2014", "2014-H2", "2014-K4", "2014-12", "2014-03", "projekt"])
def test_a_period_is_written_as_it_is_read(settings: Settings, written: str) -> None:
    assert read_period(written, settings.project).name == written


def test_an_unfinished_period_is_refused_in_a_sentence(settings: Settings) -> None:
    publish_night(settings, date(2014, 3, 20))
    with pytest.raises(PeriodRefusedError, match=r"2014-K1 er ikke slut"):
        approve(settings, "2014-K1")
    approve(settings, "2014-02")


def test_a_period_is_approved_once_and_by_somebody(settings: Settings) -> None:
    approve(settings, "2014-K1")
    with pytest.raises(PeriodRefusedError, match="allerede godkendt"):
        approve(settings, "2014-K1")
    with pytest.raises(PeriodRefusedError, match="hvem der godkender"):
        approve(settings, "2014-K2", by="  ")


def test_the_command_approves_lists_and_takes_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FRIVILLIG_HOME", str(settings.home))
    assert run_command(["period", "approve", "2014-K1", "--by", "Anne Leder"]) == 0
    assert capsys.readouterr().out.startswith("2014-K1 er godkendt.")
    assert run_command(["period", "approve", "2014-K1"]) == 1
    assert capsys.readouterr().err.strip() == (
        "Perioden 2014-K1 er allerede godkendt. Træk godkendelsen tilbage først, hvis den skal godkendes igen."
    )
    assert run_command(["period", "approve", "2014-K9"]) == 2
    assert "«2014-K9» er ikke en periode" in capsys.readouterr().err
    assert run_command(["period", "withdraw", "2014-K1", "--by", "Anne Leder"]) == 0
    assert run_command(["period", "list"]) == 0
    assert "Anne Leder" in capsys.readouterr().out


# What has changed since -------------------------------------------------------------------------------------------


def test_a_list_that_grows_later_changes_nothing_and_a_late_sheet_is_listed_with_what_it_changed(
    settings: Settings,
) -> None:
    approve(settings, "2014-K1")
    march = marked(date(2014, 3, 4), date(2014, 3, 11))
    put_sheet(settings, "tilmelding skak.xlsx", [HEAD, *march, *marked(date(2014, 5, 6))])
    publish_night(settings)
    assert changes(settings) == []
    periods = Reader(settings, "staff").query("select period_kind, changed_figures from marts.approved_periods")
    assert periods.to_numpy().tolist() == [["quarter", 0]]

    more = [f"Gæst{n}" for n in range(30)]
    put_sheet(settings, "tilmelding glemt.xlsx", [HEAD, *marked(date(2014, 3, 18), names=["Ida", *more])])
    put_sheet(settings, "tilmelding maj.xlsx", [HEAD, *marked(date(2014, 5, 13))])
    publish_night(settings)
    found = {row["metric_id"]: row for row in changes(settings)}
    assert {name: (row["approved_value"], row["value"]) for name, row in found.items()} == {
        "distinct_users": (10, 40),
        "participations": (20, 51),
        "sessions_held": (2, 3),
    }
    named = {(row["changed_files"], row["changed_file_count"]) for row in found.values()}
    assert named == {("tilmelding glemt.xlsx", 1)}
    _see_as_management(settings)


def _see_as_management(settings: Settings) -> None:
    """Rounded to fives, and neither file names nor who approved."""
    found = {row["metric_id"]: row for row in changes(settings, "management")}
    assert (found["distinct_users"]["approved_value"], found["distinct_users"]["value"]) == (10, 40)
    assert (found["participations"]["approved_value"], found["participations"]["value"]) == (20, 50)
    assert {row["changed_files"] for row in found.values()} == {None}
    assert "approved_by" not in Reader(settings, "management").query("select * from marts.approved_periods").columns


def test_a_corrected_sheet_is_named_the_approved_figures_stand_and_a_rebuild_says_the_same(settings: Settings) -> None:
    with Archive(settings) as archive:
        before = archive.digest()
    approve(settings, "2014-K1")
    with Archive(settings) as archive:
        assert archive.digest() != before
    put_sheet(settings, "tilmelding skak.xlsx", [HEAD, *marked(date(2014, 3, 4))])
    built = publish_night(settings)
    (row,) = [row for row in changes(settings) if row["metric_id"] == "participations"]
    assert (row["approved_value"], row["value"], row["changed_files"]) == (20, 10, "tilmelding skak.xlsx")
    kept = Reader(settings, "staff").query(
        "select value from marts.approved_values where metric_id = 'participations' and area_id is null and target_group is null"
    )
    assert kept.value.tolist() == [20]
    assert publish_night(settings, collects=False) == built

    withdraw(settings, "2014-K1")
    publish_night(settings)
    assert changes(settings) == []


def test_an_approval_taken_back_stays_on_record_and_can_be_given_again(settings: Settings) -> None:
    approve(settings, "2014-K1")
    withdraw(settings, "2014-K1")
    with pytest.raises(PeriodRefusedError, match="ikke godkendt"):
        withdraw(settings, "2014-K1")
    approve(settings, "2014-K1")
    assert [entry["withdrawn_by"] for entry in list_approvals(settings)] == ["Anne Leder", None]


# What management sees ---------------------------------------------------------------------------------------------


def test_management_sees_no_change_that_would_tell_of_a_few(settings: Settings) -> None:
    approve(settings, "2014-K1")
    put_sheet(settings, "tilmelding glemt.xlsx", [HEAD, *marked(date(2014, 3, 4), names=["Svend"])])
    publish_night(settings)
    assert [row["metric_id"] for row in changes(settings)] == ["distinct_users", "participations"]
    assert changes(settings, "management") == []
    people = Reader(settings, "management").query(
        "select value from marts.approved_values where unit in ('persons', 'participations') and area_id is not null"
    )
    assert people.value.dropna().tolist() == []
