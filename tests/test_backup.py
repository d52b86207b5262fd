"""A backup is whole, says so itself, and gives the same rows in another place."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from flows.night import hold, open_night
from flows.steps import run_night
from tests.command import frivillig
from tests.workspace import make_workspace, put_sheet
from warehouse.accounts import add_account, verify
from warehouse.archive import Archive
from warehouse.backup import CONTENT, MANIFEST, restore_backup, verify_backup, write_backup
from warehouse.choosing import choose_parameter
from warehouse.errors import BackupError, SettingsError
from warehouse.parameter import parameter_values
from warehouse.settings import Settings, load_settings
from warehouse.snapshot import current_manifest

PASSWORD = "et langt kodeord til prøven"


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a night behind it, a choice, an account, and a sheet no night has seen."""
    settings = make_workspace(tmp_path_factory.mktemp("levet") / "hjem")
    put_sheet(
        settings, "frivillige.xlsx", [["Navn", "E-mail"], ["Bo Lund", "bo@example.dk"], ["Oda Sø", "oda@example.dk"]]
    )
    add_account(settings, "anna", "staff", PASSWORD)
    choose_parameter(settings, "new_days", "30", "anna")
    settings = load_settings(settings.home)
    with open_night(settings) as night:
        assert run_night(night).published
    put_sheet(settings, "i morgen.xlsx", [["Navn", "E-mail"], ["Ny Person", "ny@example.dk"]])
    return settings.home


@pytest.fixture
def settings(lived_in: Path, tmp_path: Path) -> Settings:
    """A copy of it, to do with as one likes."""
    return load_settings(shutil.copytree(lived_in, tmp_path / "hjem", symlinks=True))


@pytest.mark.timeout(2400)
def test_a_restored_workspace_rebuilds_the_same_rows(settings: Settings, tmp_path: Path) -> None:
    done = frivillig("backup", tmp_path / "kopi", home=settings.home)
    assert done.returncode == 0, done.stderr
    assert "skrevet og læst igen" in done.stdout and "personoplysninger" in done.stdout
    done = frivillig("restore", tmp_path / "kopi", home=tmp_path / "nyt")
    assert done.returncode == 0, done.stderr
    restored = load_settings(tmp_path / "nyt")
    assert current_manifest(restored) is None
    hashes = [
        json.loads(frivillig("rebuild", "--json", home=home).stdout)["content_hash"]
        for home in (settings.home, restored.home)
    ]
    assert hashes[0] == hashes[1] is not None
    assert parameter_values(restored.parameters)["new_days"] == 30
    assert verify(restored, "anna", PASSWORD)
    assert (restored.inbox / "i morgen.xlsx").read_bytes() == (settings.inbox / "i morgen.xlsx").read_bytes()


def test_a_backup_holds_all_that_cannot_be_made_again_and_nothing_else(settings: Settings, tmp_path: Path) -> None:
    files = write_backup(settings, tmp_path / "kopi").files
    assert {"frivillig.toml", "accounts.yml", "archive/ledger.sqlite", "indstillinger/000001.yml"} <= files.keys()
    assert {"inbox/frivillige.xlsx", "inbox/i morgen.xlsx", "forms/roster.yml"} <= files.keys()
    assert sum(name.startswith("archive/originals/") for name in files) == 1
    assert not any(name.startswith(("published/", "archive/parsed/", ".prefect/")) for name in files)
    assert not any(name.endswith(".lock") for name in files)
    assert stat.S_IMODE((tmp_path / "kopi" / CONTENT / "accounts.yml").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "kopi").stat().st_mode) == 0o700


@pytest.mark.parametrize("which", ["accounts.yml", "archive/ledger.sqlite", "inbox/frivillige.xlsx", "frivillig.toml"])
def test_a_flipped_bit_is_named_and_nothing_is_restored(settings: Settings, tmp_path: Path, which: str) -> None:
    write_backup(settings, tmp_path / "kopi")
    damaged = tmp_path / "kopi" / CONTENT / which
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(BackupError, match=f"beskadiget: «{which}»"):
        restore_backup(tmp_path / "kopi", tmp_path / "nyt")
    assert not (tmp_path / "nyt").exists()


def test_a_missing_an_added_and_a_rewritten_file_are_told_apart(settings: Settings, tmp_path: Path) -> None:
    write_backup(settings, tmp_path / "kopi")
    added = tmp_path / "kopi" / CONTENT / "forms" / "ny.yml"
    added.write_text("x", encoding="utf-8")
    with pytest.raises(BackupError, match=r"ændret: «forms/ny\.yml» hører ikke til"):
        verify_backup(tmp_path / "kopi")
    added.rename(tmp_path / "kopi" / "ved siden af.yml")
    assert verify_backup(tmp_path / "kopi").files
    (tmp_path / "kopi" / CONTENT / "accounts.yml").unlink()
    with pytest.raises(BackupError, match=r"«accounts\.yml» mangler"):
        verify_backup(tmp_path / "kopi")
    manifest = tmp_path / "kopi" / MANIFEST
    said = json.loads(manifest.read_text(encoding="utf-8"))
    del said["files"]["accounts.yml"]
    manifest.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(BackupError, match="Listen over filerne er ændret"):
        verify_backup(tmp_path / "kopi")


def test_an_original_that_rotted_in_the_archive_is_found_when_it_is_copied(settings: Settings, tmp_path: Path) -> None:
    (original,) = (path for path in settings.originals.rglob("*") if path.is_file())
    original.write_bytes(original.read_bytes()[:-1])
    with pytest.raises(BackupError, match="passer ikke til navnet"):
        write_backup(settings, tmp_path / "kopi")


def test_a_ledger_that_is_being_written_is_copied_as_of_one_moment(settings: Settings, tmp_path: Path) -> None:
    with Archive(settings) as archive, archive._transaction() as ledger:
        ledger.execute("insert into runs (run_id, as_of, started_at) values ('halvt', '2014-12-31', 'nu')")
        write_backup(settings, tmp_path / "kopi")
    copy = sqlite3.connect(tmp_path / "kopi" / CONTENT / "archive" / "ledger.sqlite")
    assert copy.execute("select count(*) from runs where run_id = 'halvt'").fetchone() == (0,)
    assert copy.execute("select count(*) from runs").fetchone() == (1,)
    copy.close()


def test_a_backup_waits_for_no_night_when_told_so(settings: Settings, tmp_path: Path) -> None:
    with hold(settings):
        done = frivillig("backup", tmp_path / "kopi", "--wait", "0", home=settings.home)
    assert done.returncode == 3
    assert "En anden kørsel er i gang" in done.stderr
    assert not (tmp_path / "kopi").exists()


def test_only_an_empty_folder_outside_the_workspace_is_written_to(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ikke ligge i arbejdsområdet"):
        write_backup(settings, settings.home / "kopi")
    write_backup(settings, tmp_path / "kopi")
    with pytest.raises(SettingsError, match="ikke tom"):
        write_backup(settings, tmp_path / "kopi")
    with pytest.raises(SettingsError, match="ikke tom"):
        restore_backup(tmp_path / "kopi", settings.home)
    with pytest.raises(BackupError, match="ingen sikkerhedskopi"):
        restore_backup(tmp_path, tmp_path / "nyt")
