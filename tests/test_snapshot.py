"""A snapshot is whole or not there; readers follow the pointer; management's reader cannot reach a person."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.workspace import AS_OF, make_workspace
from warehouse.errors import NothingPublishedError, QueryRefusedError
from warehouse.settings import Settings
from warehouse.snapshot import Reader, current_manifest, discard, publish, start_build, write_staff_file


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "mappen's hjem")


def publish_one(settings: Settings, names: list[str], run_id: str = "r1") -> str:
    build = start_build(settings, run_id, AS_OF)
    for schema in ("core", "metrics", "marts", "quality"):
        build.con.execute(f"create schema {schema}")
    build.con.execute("create table core.persons (person_id varchar, full_name varchar, share double)")
    build.con.executemany("insert into core.persons values (?, ?, ?)", [(f"p_{n}", n, 0.1) for n in names])
    write_staff_file(build)
    with duckdb.connect(str(build.public_file)) as public:
        public.execute("create schema core; create table core.areas as select 'vangdalen' as area_id")
    return publish(build, settings, {"run_id": run_id, "fingerprint": f"inputs of {run_id}"})


def test_nothing_published_is_said_in_a_sentence(settings: Settings) -> None:
    with pytest.raises(NothingPublishedError, match="endnu ikke udgivet"):
        Reader(settings, "staff").query("select 1")


def test_a_reader_follows_the_pointer_without_being_opened_again(settings: Settings) -> None:
    publish_one(settings, ["Bo"])
    reader = Reader(settings, "staff")
    assert reader.query("select full_name from core.persons").full_name.tolist() == ["Bo"]
    publish_one(settings, ["Ida"], "r2")
    assert reader.query("select full_name from core.persons").full_name.tolist() == ["Ida"]


def test_a_page_can_stay_with_the_snapshot_it_began_with(settings: Settings) -> None:
    first = publish_one(settings, ["Bo"])
    reader = Reader(settings, "staff")
    publish_one(settings, ["Ida"], "r2")
    assert reader.query("select full_name from core.persons", key=first).full_name.tolist() == ["Bo"]


def test_the_same_content_in_another_order_has_the_same_id(settings: Settings, tmp_path: Path) -> None:
    other = make_workspace(tmp_path / "andet")
    assert publish_one(settings, ["Bo", "Ida"]) == publish_one(other, ["Ida", "Bo"])


def test_one_changed_value_has_another_id(settings: Settings) -> None:
    assert publish_one(settings, ["Bo"]) != publish_one(settings, ["Bø"], "r2")


def test_managements_reader_finds_no_person(settings: Settings) -> None:
    publish_one(settings, ["Bo"])
    with pytest.raises(QueryRefusedError):
        Reader(settings, "management").query("select * from core.persons")


@pytest.mark.parametrize(
    "attack",
    [
        "select * from read_text('/etc/passwd')",
        "copy core.persons to '/tmp/stolen.csv'",
        "attach 'staff.duckdb' as other",
        "set enable_external_access = true",
        "install httpfs",
        "insert into core.persons values ('x', 'x', 0)",
        "drop table core.persons",
        "create table snapshot.core.own as select 1 as x",
    ],
)
def test_a_query_reaches_nothing_outside_and_changes_nothing(settings: Settings, attack: str) -> None:
    publish_one(settings, ["Bo"])
    with pytest.raises(QueryRefusedError):
        Reader(settings, "staff").query(attack)


def test_only_so_many_snapshots_are_kept(settings: Settings) -> None:
    for number in range(8):
        publish_one(settings, [f"Bo {number}"], f"r{number}")
    kept = [f for f in settings.published.iterdir() if (f / "manifest.json").is_file() and not f.is_symlink()]
    assert len(kept) == settings.night.keep_snapshots
    manifest = current_manifest(settings)
    assert manifest is not None
    assert manifest["run_id"] == "r7"


def test_a_discarded_build_leaves_the_published_one(settings: Settings) -> None:
    first = publish_one(settings, ["Bo"])
    discard(start_build(settings, "r2", AS_OF))
    assert Reader(settings, "staff").key == first
    assert not list(settings.published.glob(".building-*"))


def test_a_published_folder_holds_nothing_but_what_readers_open(settings: Settings) -> None:
    snapshot_id = publish_one(settings, ["Bo"])
    assert {f.name for f in (settings.published / snapshot_id).iterdir()} == {
        "staff.duckdb",
        "kpi.duckdb",
        "manifest.json",
    }


def test_the_same_content_again_keeps_the_files_and_renews_what_is_known_of_them(settings: Settings) -> None:
    first = publish_one(settings, ["Bo"])
    files = (settings.published / first / "staff.duckdb").stat()
    assert publish_one(settings, ["Bo"], "r2") == first
    assert (settings.published / first / "staff.duckdb").stat().st_ino == files.st_ino
    manifest = current_manifest(settings)
    assert manifest is not None
    assert manifest["fingerprint"] == "inputs of r2"
