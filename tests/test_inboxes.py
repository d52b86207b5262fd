"""The same sentences hold of an inbox in a folder here, on an SFTP server, in WebDAV and in S3."""

from __future__ import annotations

import hashlib
import os
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import steps
from flows.diagnosis import diagnose
from flows.night import open_night
from flows.steps import fetching, perform_plainly
from tests.inbox_servers import PASSWORD, Served, serve, serve_webdav, without_times, write_credentials
from tests.workspace import AS_OF, collect, make_workspace
from warehouse.archive import Archive, Sighting
from warehouse.errors import InboxError
from warehouse.inboxes import stores
from warehouse.inboxes.inbox import open_inbox
from warehouse.settings import Settings, load_settings

KINDS = ["folder", "sftp", "webdav", "s3"]
ELSEWHERE = ["sftp", "webdav", "s3"]
LIST = b"Navn;E-mail\nBo Berg;bo@example.dk\n"
LONGER = LIST + b"Ida Dal;ida@example.dk\n"
BIG = LIST + b"".join(f"Person {n};p{n}@example.dk\n".encode() for n in range(40_000))


@dataclass
class Place:
    """A workspace with one inbox elsewhere."""

    settings: Settings
    served: Served

    def collect(self, run_id: str = "r1") -> dict[str, str]:
        """Fate of every file, by its name in the inbox."""
        return {self.short(sighting.path): sighting.fate for sighting in self.sightings(run_id)}

    def sightings(self, run_id: str = "r1") -> list[Sighting]:
        (place,) = self.settings.inboxes
        with open_inbox(self.settings, place) as inbox, Archive(self.settings) as archive:
            return list(archive.collect_from(inbox, run_id, AS_OF))

    def trouble(self) -> InboxError:
        """What collecting ends with, when it cannot be done."""
        with pytest.raises(InboxError) as caught:
            self.sightings()
        return caught.value

    def short(self, path: str) -> str:
        return path.removeprefix(self.served.address.rstrip("/") + "/")

    def fetch(self) -> list[Sighting]:
        """The night's own step for this inbox, tried again where that may help. Raises StepFailedError."""
        with open_night(self.settings) as night:
            (step,) = fetching(self.settings)
            perform_plainly(step, night)
            return night.sightings

    def kept(self) -> dict[str, bytes]:
        """Every name that stands, with its content."""
        with Archive(self.settings) as archive:
            return {self.short(file.file_name): file.original.read_bytes() for file in archive.files() if file.is_live}


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with serve(request.param, tmp_path) as served:
        yield settle_in(tmp_path / "hjem", served)


def settle_in(home: Path, served: Served) -> Place:
    """A workspace whose settings name an inbox elsewhere."""
    make_workspace(home)
    change_file(home / "frivillig.toml", "\n[project]", f"inbox = {served.setting}\n[project]")
    (home / "credentials.toml").touch(mode=0o600)
    (home / "credentials.toml").write_text(write_credentials(served), encoding="utf-8")
    return Place(load_settings(home), served)


def change_file(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def for_all(*kinds: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("place", kinds or KINDS, indirect=True)


@for_all()
def test_the_first_night_takes_every_file_byte_for_byte(place: Place) -> None:
    files = {
        "liste.csv": LIST,
        "Område æøå/Fremmøde 100% #1.csv": LONGER,
        "a%20b & c?.csv": LIST + b"1",
        "dyb/dybere/ark.xlsx": bytes(range(256)) * 50,
        "tom.csv": b"",
    }
    for name, content in files.items():
        place.served.put(name, content)
    before = place.served.listing()
    assert place.collect() == dict.fromkeys(files, "taken")
    assert place.kept() == files
    assert place.served.listing() == before


@for_all()
def test_a_second_night_takes_nothing(place: Place) -> None:
    place.served.put("liste.csv", LIST)
    place.served.put("mappe/stor.csv", BIG)
    place.collect()
    first = sum(place.served.fetched)
    assert place.collect("r2") == {"liste.csv": "unchanged", "mappe/stor.csv": "unchanged"}
    assert sum(place.served.fetched) == first
    assert first == (0 if place.served.address.startswith("/") else len(LIST) + len(BIG))


@for_all()
def test_a_changed_file_takes_the_place_of_the_earlier_one(place: Place) -> None:
    place.served.put("liste.csv", LIST)
    place.collect()
    place.served.put("liste.csv", LONGER, age=1800)
    assert place.collect("r2") == {"liste.csv": "taken"}
    assert place.kept() == {"liste.csv": LONGER}


@for_all()
def test_a_file_put_back_as_it_was_counts_again(place: Place) -> None:
    for content, age in ((LIST, 3600), (LONGER, 1800), (LIST, 900)):
        place.served.put("liste.csv", content, age)
        place.collect()
    assert place.kept() == {"liste.csv": LIST}


@for_all()
def test_a_file_gone_is_not_withdrawn(place: Place) -> None:
    place.served.put("liste.csv", LIST)
    place.collect()
    place.served.remove("liste.csv")
    assert place.collect("r2") == {}
    assert place.kept() == {"liste.csv": LIST}


@for_all()
def test_what_is_not_meant_to_be_seen_is_left_alone(place: Place) -> None:
    for name in (".skjult", ".git/liste.csv", "hentes.csv.part", "hentes.crdownload", "ark.tmp", "Thumbs.db"):
        place.served.put(name, LIST)
    assert place.collect() == {}


@for_all()
def test_a_file_open_in_an_office_program_waits(place: Place) -> None:
    for name in ("a.xlsx", "~$a.xlsx", "b.ods", ".~lock.b.ods#", "c.xlsx"):
        place.served.put(name, name.encode())
    assert place.collect() == {"a.xlsx": "unstable", "b.ods": "unstable", "c.xlsx": "taken"}


@for_all()
def test_a_file_that_grows_while_we_look_waits(place: Place) -> None:
    night = place.settings.night.model_copy(update={"settle_seconds": 0.5})
    place.settings = place.settings.model_copy(update={"night": night})
    stop = threading.Event()

    def grow() -> None:
        content = LIST
        while not stop.is_set():
            place.served.put("vokser.csv", content := content + LIST, age=0)
            stop.wait(0.05)

    place.served.put("vokser.csv", LIST, age=0)
    writer = threading.Thread(target=grow)
    writer.start()
    try:
        assert place.collect() == {"vokser.csv": "unstable"}
    finally:
        stop.set()
        writer.join()


@for_all()
def test_a_file_that_changes_while_it_is_copied_waits(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.served.put("liste.csv", LIST)
    for store in (stores.Store, stores.WebdavStore):

        def copy_slowly(self: stores.Store, path: str, target: Path, copy: object = store.copy) -> None:
            copy(self, path, target)  # type: ignore[operator]
            place.served.put("liste.csv", LONGER, age=1800)

        monkeypatch.setattr(store, "copy", copy_slowly)
    assert place.collect() == {"liste.csv": "unstable"}
    monkeypatch.undo()
    assert place.collect("r2") == {"liste.csv": "taken"}
    assert place.kept() == {"liste.csv": LONGER}


@for_all()
def test_a_file_too_large_is_not_even_fetched(place: Place) -> None:
    limits = place.settings.limits.model_copy(update={"max_file_mib": 1})
    place.settings = place.settings.model_copy(update={"limits": limits})
    place.served.put("kæmpe.csv", BIG[: 2**20] + b"!")
    assert place.collect() == {"kæmpe.csv": "rejected"}
    assert sum(place.served.fetched) == 0


@for_all()
def test_a_name_is_the_same_however_its_letters_are_put_together(place: Place) -> None:
    place.served.put(unicodedata.normalize("NFD", "Fremmøde på Ærø å.csv"), LIST)
    assert place.collect() == {unicodedata.normalize("NFC", "Fremmøde på Ærø å.csv"): "taken"}
    place.served.remove(unicodedata.normalize("NFD", "Fremmøde på Ærø å.csv"))
    place.served.put("Fremmøde på Ærø å.csv", LONGER)
    place.collect("r2")
    assert place.kept() == {"Fremmøde på Ærø å.csv": LONGER}


@for_all()
def test_a_cpr_number_in_a_name_is_not_kept(place: Place) -> None:
    place.served.put("310278-1234/liste.csv", LIST)
    (sighting,) = place.sightings()
    assert sighting.fate == "rejected"
    assert sighting.path.endswith("******-****/liste.csv")
    assert list(place.settings.originals.iterdir()) == []
    assert b"310278" not in place.settings.ledger.read_bytes()


@for_all()
def test_a_folder_that_is_not_there_is_said(place: Place) -> None:
    wrong = "s3://kurv" if "s3:" in place.served.address else f"{place.served.address.rstrip('/')}/væk"
    for file in ("frivillig.toml", "credentials.toml"):
        change_file(place.settings.home / file, f'"{place.served.address}"', f'"{wrong}"')
    place.settings = load_settings(place.settings.home)
    trouble = place.trouble()
    assert str(trouble).startswith(f"Mappen i indbakken «{wrong}» findes ikke.")
    assert not trouble.may_pass


@for_all(*ELSEWHERE)
def test_a_line_cut_half_way_loses_nothing_and_takes_nothing_half(place: Place) -> None:
    files = {"a.csv": LIST, "b stor.csv": BIG, "c.csv": LONGER}
    for name, content in files.items():
        place.served.put(name, content)
    place.served.line.cut_after(300_000)
    trouble = place.trouble()
    assert str(trouble).startswith(f"Filer i indbakken «{place.served.address}», der ikke kunne hentes: 2 (")
    assert trouble.may_pass
    assert place.kept() == {"a.csv": LIST}
    assert whole_originals(place.settings) == 1
    place.served.line.mend()
    assert place.collect("r2") == {"a.csv": "unchanged", "b stor.csv": "taken", "c.csv": "taken"}
    assert place.kept() == files
    assert whole_originals(place.settings) == 3


def whole_originals(settings: Settings) -> int:
    """How many originals there are, all of which are what their name says; nothing lies beside them."""
    originals = [path for path in settings.originals.rglob("*") if path.is_file()]
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in originals)
    return len(originals)


@for_all(*ELSEWHERE)
def test_a_short_break_is_over_at_the_next_try(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "RETRY_SECONDS", 0)
    place.served.put("a.csv", LIST)
    place.served.put("b stor.csv", BIG)
    place.served.line.cut_after(300_000)
    monkeypatch.setattr(steps.time, "sleep", lambda seconds: place.served.line.mend())
    assert {place.short(seen.path): seen.fate for seen in place.fetch()} == {"a.csv": "taken", "b stor.csv": "taken"}


@for_all(*ELSEWHERE)
def test_a_wrong_password_is_said_and_not_tried_again(place: Place) -> None:
    place.served.put("liste.csv", LIST)
    change_file(place.settings.credentials, place.served.password, "forkert-9-kode")
    trouble = place.trouble()
    assert f"Indbakken «{place.served.address}» giver ikke adgang." in str(trouble)
    assert not trouble.may_pass
    assert "forkert-9" not in repr(trouble.__cause__) + str(trouble)


@for_all(*ELSEWHERE)
def test_a_server_out_of_reach_is_said(place: Place) -> None:
    place.served.line.cut_after(0)
    trouble = place.trouble()
    assert str(trouble).startswith(f"Indbakken «{place.served.address}» kan ikke nås (")
    assert trouble.may_pass


@for_all()
def test_the_doctor_says_whether_an_inbox_can_be_read(place: Place) -> None:
    place.served.put("liste.csv", LIST)
    (finding,) = [found for found in diagnose(place.settings.home) if found.name == "inbox_elsewhere"]
    assert (finding.state, finding.sentence) == ("ok", f"{place.served.address} kan nås og læses: 1 filer")
    assert PASSWORD not in finding.sentence


def test_a_server_that_tells_no_times_is_read_in_full_every_night(tmp_path: Path) -> None:
    with serve_webdav(tmp_path / "webdav", shape=without_times) as served:
        place = settle_in(tmp_path / "hjem", served)
        served.put("liste.csv", LIST)
        place.collect()
        assert place.collect("r2") == {"liste.csv": "unchanged"}
        assert sum(served.fetched) == 2 * len(LIST)
        served.put("liste.csv", LIST.replace(b"Bo", b"Ib"))
        assert place.collect("r3") == {"liste.csv": "taken"}


def test_the_same_name_in_two_inboxes_is_two_files(tmp_path: Path) -> None:
    with serve("folder", tmp_path) as shared:
        place = settle_in(tmp_path / "hjem", shared)
        shared.put("liste.csv", LIST)
        (place.settings.inbox / "liste.csv").write_bytes(LONGER)
        for run_id in ("r1", "r2"):
            collect(place.settings, run_id)
            assert place.collect(run_id) == {"liste.csv": "taken" if run_id == "r1" else "unchanged"}
        with Archive(place.settings) as archive:
            assert [file.is_live for file in archive.files()] == [True, True]


def test_a_name_no_letters_can_write_is_taken_all_the_same(tmp_path: Path) -> None:
    with serve("folder", tmp_path) as shared:
        place = settle_in(tmp_path / "hjem", shared)
        Path(os.fsdecode(os.fsencode(shared.address) + b"/Frem\xf8de.csv")).write_bytes(LIST)
        assert place.collect() == {"Fremøde.csv": "taken"}
