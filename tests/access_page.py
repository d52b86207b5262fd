"""Who gets where: every role tries every page in every way, for real. `python -m tests.access_page` writes docs/en/access.md."""

from __future__ import annotations

import html
import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
from openpyxl import Workbook
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus

from dashboard.pages import PAGES, PageOf, first_page, pages_for
from tests.made_up_snapshot import publish
from tests.serving import PASSWORD, Tab, log_in, serve
from warehouse.accounts import add_account
from warehouse.settings import load_settings

PAGE = Path(__file__).parent.parent / "docs" / "en" / "access.md"
Role = Literal["nobody", "management", "staff"]
ROLES: tuple[Role, ...] = ("nobody", "management", "staff")
WAYS = ("menu", "URL", "websocket", "download", "upload")
USERS = {"management": "bo", "staff": "anna"}
_HTML = {"Accept": "text/html"}
_SETTINGS = '[project]\nname = "Frivillighed på tværs"\nstart = 2013-06-01\nend = 2014-12-31\n'


@dataclass(frozen=True)
class Visit:
    """What a tab was sent for one run of a page."""

    wire: bytes
    messages: list[ForwardMsg]
    session_id: str

    @property
    def page_ran(self) -> str | None:
        """The title of the page that was made; None when the one asked for was not found."""
        if any(message.WhichOneof("type") == "page_not_found" for message in self.messages):
            return None
        menus = [message.navigation for message in self.messages if message.WhichOneof("type") == "navigation"]
        return next(
            (p.page_name for menu in menus for p in menu.app_pages if p.page_script_hash == menu.page_script_hash), None
        )


class ListeningTab(Tab):
    """A tab that keeps what it is sent, and can press a button that makes a file."""

    def __init__(self, address: str, cookie: str) -> None:
        super().__init__(address, cookie)
        self.messages: list[ForwardMsg] = []

    def open(self, page: str = "", page_hash: str = "") -> Visit:
        self.messages = []
        return Visit(self.visit(page, page_hash), self.messages, self.session_id)

    def _is_end(self, message: ForwardMsg) -> bool:
        self.messages.append(message)
        return super()._is_end(message)

    def press_downloads(self) -> list[str]:
        """The addresses of the files that the page's buttons make."""
        elements = [m.delta.new_element for m in self.messages if m.WhichOneof("type") == "delta"]
        buttons = [element.download_button for element in elements if element.WhichOneof("type") == "download_button"]
        return [
            self.ask_for_file(b.deferred_file_id) if b.deferred_file_id else b.url for b in buttons if not b.disabled
        ]

    def ask_for_file(self, file_id: str) -> str:
        """The address of the file a button makes; the server must make it."""
        asked = BackMsg()
        asked.backend_operation_request.request_id, asked.backend_operation_request.session_id = "r", self.session_id
        asked.backend_operation_request.deferred_file.file_id = file_id
        self.say(asked)
        while True:
            heard = ForwardMsg.FromString(self.hear())
            if heard.WhichOneof("type") == "backend_operation_response":
                assert heard.backend_operation_response.deferred_file.url, heard.backend_operation_response.error_msg
                return heard.backend_operation_response.deferred_file.url


class House:
    """A dashboard with a management and a staff user, who each try everything."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[Role, str] = {"nobody": ""}
        for role, user in USERS.items():
            self.cookies[role] = log_in(address, user)  # type: ignore[index]
        self._numbers = self._learn_numbers()

    def tab(self, role: Role) -> ListeningTab:
        return ListeningTab(self.address, self.cookies[role])

    def get(self, path: str, role: Role, **headers: str) -> httpx.Response:
        return httpx.get(f"{self.address}{path}", headers={"Cookie": self.cookies[role], **headers})

    def _learn_numbers(self) -> dict[tuple[Role, str], str]:
        """The number of every page each role is told of, and of staff's for who is not."""
        numbers: dict[tuple[Role, str], str] = {}
        for role in ("staff", "management"):
            with self.tab(role) as tab:
                tab.visit()
                for page in pages_for(role):
                    numbers |= {(who, page.name): tab.page_hashes[self.name_of(page, role)] for who in (role, "nobody")}
                    numbers.setdefault(("management", page.name), numbers[role, page.name])
        return numbers

    # The five ways ---------------------------------------------------------------------------------------------------

    def try_menu(self, role: Role, page: PageOf) -> bool:
        """Whether the page is offered."""
        try:
            with self.tab(role) as tab:
                tab.visit()
                return self.name_of(page, role) in tab.page_hashes
        except InvalidStatus:
            return False

    def try_url(self, role: Role, page: PageOf) -> bool:
        """Whether its address gives the frame it is drawn in, or leads to the root where the role begins."""
        answer = self.get(f"/{page.name}", role, **_HTML)
        assert answer.status_code in (200, 303, 403), answer.status_code
        return answer.status_code == 200 or answer.headers.get("location") == "/"

    def try_websocket(self, role: Role, page: PageOf) -> bool:
        """Whether it runs for who speaks to the server directly, by its name or by the number only staff are told."""
        try:
            with self.tab(role) as tab:
                tab.visit()
                visits = [tab.open(self.name_of(page, role)), tab.open(page_hash=self._numbers[role, page.name])]
        except InvalidStatus:
            return False
        ran = {visit.page_ran == page.title for visit in visits}
        assert len(ran) == 1, f"{page.name}: by name and by number differ"
        return ran.pop()

    def try_download(self, role: Role, page: PageOf) -> bool | None:
        """Whether the files its buttons make can be fetched by the role; None when nobody is offered one.

        A role that is offered none tries with the address of a file staff made.
        """
        for maker in dict.fromkeys((role, "staff")):
            if maker in page.roles:
                with self.made_files(maker, page) as files:
                    answers = {self.get(file, role).status_code for file in files}
                assert answers <= {200, 401, 403}, answers
                if answers:
                    return answers == {200}
        return None

    @contextmanager
    def made_files(self, role: Role, page: PageOf) -> Iterator[list[str]]:
        """Addresses of what the page's buttons make, while the tab that made them is open."""
        with self.tab(role) as tab:
            tab.open(self.name_of(page, role))
            yield tab.press_downloads()

    def try_upload(self, role: Role, page: PageOf) -> bool:
        """Whether a file can be put where Streamlit takes uploads, from a tab that has the page open."""
        if role == "nobody":
            return self._put(role, "nobody")
        with self.tab(role) as tab:
            visit = tab.open(self.name_of(page, role))
            return self._put(role, visit.session_id)

    def _put(self, role: Role, session_id: str) -> bool:
        xsrf = {"X-Xsrftoken": "2|aaaaaaaa|bbbb|1", "Origin": self.address}
        answer = httpx.put(
            f"{self.address}/_stcore/upload_file/{session_id}/f1",
            headers={"Cookie": f"{self.cookies[role]}; _streamlit_xsrf=2|aaaaaaaa|bbbb|1", **xsrf},
            files={"file": ("a.csv", b"a;b\n")},
        )
        assert answer.status_code in (204, 401, 403, 404, 405), answer.status_code
        return answer.status_code == 204

    def name_of(self, page: PageOf, role: Role) -> str:
        is_first = role != "nobody" and page is first_page(role)
        return "" if is_first else page.name


Tried = dict[tuple[Role, str, str], bool | None]


@contextmanager
def open_house(home: Path) -> Iterator[House]:
    """A workspace with a made-up snapshot and a return sheet, served."""
    (home / "frivillig.toml").write_text(_SETTINGS, encoding="utf-8")
    settings = load_settings(home)
    publish(settings.published)
    _write_return_sheet(settings.outbox / "retur")
    for role, user in USERS.items():
        add_account(settings, user, role, PASSWORD)  # type: ignore[arg-type]
    with serve(home) as address:
        yield House(address)


def _write_return_sheet(folder: Path) -> None:
    folder.mkdir(parents=True)
    book = Workbook()
    assert book.active
    book.active["A1"] = "Mariam Østergaard-Prøve"
    book.save(folder / "Retur - Koordinatoren - Fremmødeliste - 31-12-2014 - 9e6ecd.xlsx")


def try_everything(house: House) -> Tried:
    """Every role, page and way: let in, refused, or nothing there to try."""
    tried: Tried = {}
    for role in ROLES:
        for page in PAGES:
            ways = (house.try_menu, house.try_url, house.try_websocket, house.try_download, house.try_upload)
            tried |= {(role, page.name, way): attempt(role, page) for way, attempt in zip(WAYS, ways, strict=True)}
    return tried


def texts_in(content: bytes) -> bytes:
    """What can be read in a file: of an office document, every part of it, letters written as numbers too."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        written = b"\n".join(parts.read(name) for name in parts.namelist())
    return html.unescape(written.decode("utf-8", "replace")).encode()


_HEAD = """# Who gets where

Made by `make docs` from `tests/access_page.py`, which tries every cell against a running dashboard; `tests/test_access.py` holds this page to it.

- **menu**: the page is offered. **URL**: its address gives the frame it is drawn in. **websocket**: it runs for somebody who speaks to the
  server directly, by the page's name and by its number.
- **download**: the files its buttons make can be fetched. A file is given to the login whose own page made it and to nobody else; who is
  offered none tries with the address of a file staff made. “–”: the page makes no file.
- **upload**: Streamlit's upload address. It is closed to everybody; no page takes files that way.

| role | page | menu | URL | websocket | download | upload |
|---|---|---|---|---|---|---|
"""


def write_page(tried: Tried) -> str:
    """The whole page as Markdown."""
    words = {True: "allowed", False: "refused", None: "–"}
    lines = [
        f"| {role} | {page.name} | {' | '.join(words[tried[role, page.name, way]] for way in WAYS)} |"
        for role in ROLES
        for page in PAGES
    ]
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, open_house(Path(folder)) as house:
        PAGE.write_text(write_page(try_everything(house)), encoding="utf-8")
