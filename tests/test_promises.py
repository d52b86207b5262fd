"""What a night promises: wrong files stop nothing, and order and names of files change nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.workspace import age, make_workspace, put_sheet
from warehouse.settings import Settings
from warehouse.snapshot import Reader


def run(settings: Settings) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "flows", "run", "--plain", "--json", "--home", str(settings.home)],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    return done.returncode, json.loads(done.stdout)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = make_workspace(tmp_path / "hjem")
    put_sheet(made, "a.xlsx", [["Navn", "E-mail"], ["Bo Berg", "bo@example.dk"]])
    put_sheet(
        made,
        "b.xlsx",
        [["Aktivitet", "Skak"], ["Navn", "Født", "3/9", "10/9"], ["Ida Dal", 2001, "x", "x"]],
        "Efterår 2013",
    )
    return made


def test_a_wrong_file_of_each_kind_gets_a_sentence_and_the_night_goes_on(settings: Settings) -> None:
    wrong = {
        "tom.xlsx": b"",
        "foto.xlsx": bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb"),
        "støj.csv": bytes(n * 7919 % 256 for n in range(5000)),
        "fremmed.csv": "Vare;Pris\nRugbrød;30\n".encode(),
        "kun overskrifter.csv": b"Navn;E-mail\n",
    }
    for name, content in wrong.items():
        (settings.inbox / name).write_bytes(content)
        age(settings.inbox / name)
    code, night = run(settings)
    fates = {file["file"]: (file["fate"], file["message"]) for file in night["files"]}
    assert code == 1
    assert night["published"]
    assert [fates[name][0] for name in wrong] == ["rejected", "rejected", "rejected", "waiting", "taken"]
    assert all(fates[name][1].endswith(".") for name in list(wrong)[:4])


def test_three_names_for_each_file_give_the_same_snapshot(settings: Settings, tmp_path: Path) -> None:
    other = make_workspace(tmp_path / "andet")
    for place in ("z {}", "æ/{}.dat", "0 kopi af {}"):
        for path in settings.inbox.glob("*.xlsx"):
            copy = other.inbox / place.format(path.name)
            copy.parent.mkdir(exist_ok=True)
            shutil.copy2(path, copy)
    assert run(settings)[1]["snapshot_id"] == run(other)[1]["snapshot_id"]


def test_a_copy_is_named_beside_the_file_it_is_a_copy_of(settings: Settings) -> None:
    shutil.copy2(settings.inbox / "a.xlsx", settings.inbox / "kopi.xlsx")
    files = {file["file"]: (file["fate"], file["message"]) for file in run(settings)[1]["files"]}
    assert files["a.xlsx"][0] == "taken"
    assert files["kopi.xlsx"] == ("unchanged", "Samme indhold som «a.xlsx»; rækkerne tælles kun én gang.")


def test_a_file_that_is_refused_shows_though_it_changes_no_number(settings: Settings) -> None:
    first = run(settings)[1]
    (settings.inbox / "foto.xlsx").write_bytes(bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb"))
    age(settings.inbox / "foto.xlsx")
    second = run(settings)[1]
    assert second["snapshot_id"] != first["snapshot_id"]
    shown = Reader(settings, "staff").query("select fate from quality.files where file_name = 'foto.xlsx'")
    assert shown.fate.tolist() == ["rejected"]
