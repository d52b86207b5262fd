"""Who may come in: passwords and keys stay out of settings, logs and sentences, and no unknown server is trusted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from flows.diagnosis import diagnose
from tests.command import document, frivillig
from tests.inbox_servers import PASSWORD, USERNAME, FolderServed, serve_sftp
from tests.test_inboxes import LIST, LONGER, Place, change_file, settle_in
from warehouse.errors import SettingsError
from warehouse.inboxes.address import read_address
from warehouse.settings import load_settings


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with serve_sftp(tmp_path / "sftp", tmp_path / "known_hosts") as served:
        served.put("liste.csv", LIST)
        yield settle_in(tmp_path / "hjem", served)


def test_a_server_nobody_vouched_for_is_not_trusted(place: Place, tmp_path: Path) -> None:
    (tmp_path / "known_hosts").unlink()
    trouble = place.trouble()
    port = place.served.line.port
    assert f"Serveren bag indbakken «{place.served.address}» er ikke kendt" in str(trouble)
    assert f"«ssh-keyscan -p {port} 127.0.0.1»" in str(trouble)
    assert not trouble.may_pass
    assert not (tmp_path / "known_hosts").exists()


def test_a_server_whose_key_has_changed_is_not_trusted(place: Place, tmp_path: Path) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    (tmp_path / "known_hosts").write_text(f"[127.0.0.1]:{place.served.line.port} {other}", encoding="utf-8")
    assert "eller dens nøgle er skiftet" in str(place.trouble())
    assert place.served.fetched == []


def test_credentials_others_may_read_are_not_used(place: Place) -> None:
    place.settings.credentials.chmod(0o640)
    assert str(place.trouble()) == (
        "Filen credentials.toml kan læses af andre end dig og bruges derfor ikke. Skriv i en terminal: chmod 600 credentials.toml"
    )


def test_the_environment_goes_before_the_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    change_file(place.settings.credentials, PASSWORD, "en gammel kode")
    monkeypatch.setenv("FRIVILLIG_INBOX_PASSWORD", PASSWORD)
    assert place.collect() == {"liste.csv": "taken"}


def test_a_section_for_no_inbox_is_said(place: Place) -> None:
    change_file(place.settings.credentials, place.served.address, "sftp://stavet-forkert/")
    assert "har et afsnit, som ingen indbakke i frivillig.toml hedder" in str(place.trouble())


@pytest.mark.parametrize(
    "content", ["[halv", 'password = "løs"', '["{address}"]\nkode = "x"', '["{address}"]\npassword = 7']
)
def test_credentials_written_wrong_are_said_without_a_word_of_them(place: Place, content: str) -> None:
    place.settings.credentials.write_text(content.replace("{address}", place.served.address), encoding="utf-8")
    sentence = str(place.trouble())
    assert sentence.startswith("credentials.toml")
    assert "løs" not in sentence


def test_a_key_file_opens_the_door_if_only_its_owner_may_read_it(tmp_path: Path) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(tmp_path / "nøgle", "pkcs8-pem", passphrase="lås-4-op")
    key.write_public_key(tmp_path / "nøgle.pub")
    (tmp_path / "nøgle").chmod(0o600)
    with serve_sftp(tmp_path / "sftp", tmp_path / "known_hosts", key=tmp_path / "nøgle.pub") as served:
        served.put("liste.csv", LIST)
        served.setting = served.setting.replace(" }", f", key_file = {json.dumps(str(tmp_path / 'nøgle'))} }}")
        place = settle_in(tmp_path / "hjem", served)
        change_file(place.settings.credentials, f'password = "{PASSWORD}"', 'passphrase = "lås-4-op"')
        assert place.collect() == {"liste.csv": "taken"}
        change_file(place.settings.credentials, "lås-4-op", "glemt")
        assert "Nøglefilen til indbakken" in str(place.trouble())
        (tmp_path / "nøgle").chmod(0o644)
        assert "Filen nøgle kan læses af andre" in str(place.trouble())


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ('"sftp://anna:kode-5@server/mappe"', "adgangskoden må ikke stå i adressen"),
        ('"gopher://server/mappe"', "kan ikke ligge på «gopher://»"),
        ('"sftp:///mappe"', "adressen i «inbox» kan ikke læses"),
        ('["/a", "/a"]', "den samme adresse står to gange"),
        ('{ address = "s3://spand", endpoint = "http://s3.example.dk" }', "«endpoint» skal begynde med https://"),
        ('{ address = "s3://spand", password = "kode-5" }', "findes ikke som indstilling"),
    ],
)
def test_settings_that_cannot_be_used_are_said(tmp_path: Path, setting: str, sentence: str) -> None:
    (tmp_path / "frivillig.toml").write_text(f"inbox = {setting}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    assert sentence in str(caught.value)
    assert "kode-5" not in str(caught.value)


def test_an_address_is_taken_apart() -> None:
    address = read_address("webdavs://anna@example.dk@sky.example.dk:8443/remote.php/dav/files/anna/Ind%20bakke")
    assert (address.username, address.host, address.port) == ("anna@example.dk", "sky.example.dk", 8443)
    assert address.path == "/remote.php/dav/files/anna/Ind bakke"
    assert address.is_encrypted
    assert not read_address("webdav://sky.example.dk/dav").is_encrypted
    assert read_address("/srv/delt mappe").kind == "folder"


def test_webdav_in_the_clear_is_refused(tmp_path: Path) -> None:
    served = FolderServed(tmp_path, setting='"webdav://sky.example.dk/dav"', address="webdav://sky.example.dk/dav")
    assert "er ikke krypteret. Brug webdavs://" in str(settle_in(tmp_path / "hjem", served).trouble())


@pytest.mark.xdist_group("prefect")
def test_a_night_with_an_sftp_inbox_from_end_to_end(place: Place) -> None:
    home = place.settings.home
    place.served.put("Zebulon Kvist.csv", LONGER)
    (place.settings.inbox / "egen.csv").write_bytes(LIST + b"Eva Lund;eva@example.dk\n")
    night = document(frivillig("run", "--plain", "--json", home=home))
    assert night["published"]
    fates = {place.short(file["file"]): file["fate"] for file in night["files"]}
    assert fates == {"liste.csv": "taken", "Zebulon Kvist.csv": "taken", "egen.csv": "taken"}

    place.served.line.cut_after(0)
    (place.settings.inbox / "ny.csv").write_bytes(LIST + b"Per Bech;per@example.dk\n")
    done = frivillig("run", "--json", home=home)
    night = document(done)
    assert done.returncode == 1
    assert night["published"]
    fates = {place.short(file["file"]): file["fate"] for file in night["files"]}
    assert fates == dict.fromkeys(fates, "unchanged") | {"ny.csv": "taken"}
    assert len(fates) == 4
    assert f"Indbakken «{place.served.address}» kan ikke nås (" in night["problems"][0]
    assert [found.state for found in diagnose(home) if found.name == "inbox_elsewhere"] == ["fault"]

    written = b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file() and p.name != "credentials.toml")
    assert PASSWORD.encode() not in written
    told = b"".join(p.read_bytes() for p in place.settings.prefect_home.rglob("*") if p.is_file())
    assert b"fetch: InboxError" in told
    for secret in (PASSWORD, "Zebulon", place.served.address, USERNAME + "@"):
        assert secret.encode() not in told
