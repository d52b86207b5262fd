"""What arrives is kept once, unchanged, and the ledger knows under which names."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from tests.workspace import AS_OF, age, collect, make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.settings import Settings

ROWS: list[list[object]] = [["Navn", "E-mail"], ["Bo Berg", "bo@example.dk"]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


def test_a_file_is_kept_byte_for_byte_and_the_inbox_is_untouched(settings: Settings) -> None:
    path = put_sheet(settings, "liste.xlsx", ROWS)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    (sighting,) = collect(settings)
    assert sighting.fate == "taken"
    with Archive(settings) as archive:
        (file,) = archive.files()
    assert file.original.read_bytes() == before[0]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_same_content_under_three_names_is_kept_once(settings: Settings) -> None:
    path = put_sheet(settings, "liste.xlsx", ROWS)
    for name in ("kopi.xlsx", "mappe/kopi 2.dat"):
        (settings.inbox / name).parent.mkdir(exist_ok=True)
        shutil.copy2(path, settings.inbox / name)
    assert sorted(s.fate for s in collect(settings)) == ["taken", "unchanged", "unchanged"]
    with Archive(settings) as archive:
        assert len(archive.files()) == 1


def test_a_second_night_takes_nothing(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", ROWS)
    collect(settings)
    assert [s.fate for s in collect(settings, "r2")] == ["unchanged"]


def test_a_changed_file_takes_the_place_of_the_earlier_one(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", ROWS)
    collect(settings)
    put_sheet(settings, "liste.xlsx", [*ROWS, ["Ida Dal", "ida@example.dk"]])
    collect(settings, "r2")
    with Archive(settings) as archive:
        assert sorted(file.is_live for file in archive.files()) == [False, True]


def test_a_file_put_back_as_it_was_counts_again(settings: Settings) -> None:
    for run, rows in enumerate((ROWS, [*ROWS, ["Ida Dal", "ida@example.dk"]], ROWS)):
        path = put_sheet(settings, "liste.csv", ROWS)
        path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
        age(path)
        collect(settings, f"r{run}")
    with Archive(settings) as archive:
        live = [file for file in archive.files() if file.is_live]
    assert len(live) == 1
    assert b"Ida" not in live[0].original.read_bytes()


def test_a_file_gone_from_the_inbox_is_not_withdrawn(settings: Settings) -> None:
    path = put_sheet(settings, "liste.xlsx", ROWS)
    collect(settings)
    path.unlink()
    collect(settings, "r2")
    with Archive(settings) as archive:
        assert [file.is_live for file in archive.files()] == [True]


def test_a_file_open_in_office_waits(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", ROWS)
    (settings.inbox / "~$liste.xlsx").write_bytes(b"lock")
    assert [(s.path, s.fate) for s in collect(settings)] == [("liste.xlsx", "unstable")]


def test_a_file_still_growing_waits(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    settings = settings.model_copy(update={"night": settings.night.model_copy(update={"settle_seconds": 0.5})})
    growing = settings.inbox / "stor.csv"
    growing.write_text("Navn;E-mail\n", encoding="utf-8")
    stop = threading.Event()

    def grow() -> None:
        while not stop.is_set():
            with growing.open("a", encoding="utf-8") as file:
                file.write("Bo Berg;bo@example.dk\n")
            time.sleep(0.05)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        assert [s.fate for s in collect(settings)] == ["unstable"]
    finally:
        stop.set()
        writer.join()


def test_a_cpr_number_in_a_file_name_is_not_kept(settings: Settings) -> None:
    put_sheet(settings, "liste 310278-1234.xlsx", ROWS)
    (sighting,) = collect(settings)
    assert "310278" not in sighting.path
    assert b"310278" not in settings.ledger.read_bytes()


def test_ids_of_persons_are_the_same_from_night_to_night(settings: Settings) -> None:
    with Archive(settings) as archive:
        first = archive.assign_identities([("k1", "k2"), ("k3",)])
        again = archive.assign_identities([("k0", "k2"), ("k3", "k4")])
    assert first == again


def test_two_persons_that_turn_out_to_be_one_keep_the_older_id(settings: Settings) -> None:
    with Archive(settings) as archive:
        (older,) = archive.assign_identities([("k2",)])
        archive.assign_identities([("k1",)])
        assert archive.assign_identities([("k1", "k2")]) == [older]


def test_the_order_of_files_does_not_change_what_counts(tmp_path: Path) -> None:
    digests = []
    for order in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        settings = make_workspace(tmp_path / order[0])
        for name in order:
            path = settings.inbox / name
            path.write_text(f"Navn;E-mail\n{name};x@example.dk\n", encoding="utf-8")
            age(path)
            collect(settings, f"run-{name}")
        with Archive(settings) as archive:
            digests.append(archive.digest())
    assert digests[0] == digests[1]


def test_a_run_is_written_down(settings: Settings) -> None:
    with Archive(settings) as archive:
        archive.begin_run("r1", AS_OF)
        assert archive.last_run() is None
        archive.finish_run("r1", {"files_total": 3})
        assert (archive.last_run() or {})["outcome"] == {"files_total": 3}
