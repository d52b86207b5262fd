"""A phone at the public room: asks for pages, sends their forms, and sees what a browser without script sees."""

from __future__ import annotations

import re
from pathlib import Path

from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.questionnaire.poster import poster_routes
from dashboard.questionnaire.routes import PublicRoom
from dashboard.questionnaire.visit import PATH
from dashboard.server import Server, start_server
from warehouse.settings import Settings

ADDRESS = "https://frivillig.example.dk"
_KEY = re.compile(r'name="noegle" value="([^"]+)"')


def open_room(settings: Settings) -> Starlette:
    """The public room alone, without the gate around it."""
    server: Server = start_server(settings)
    return Starlette(routes=[*PublicRoom(server).routes, *poster_routes(server)])


class Phone:
    """Follows redirects like a browser and keeps its cookies."""

    def __init__(self, room: Starlette, language: str = "da") -> None:
        self.browser = TestClient(room, base_url=ADDRESS, headers={"Accept-Language": language, "Origin": ADDRESS})
        self.page: Response = self.open()

    def open(self, place: str = "") -> Response:
        """Go to a page of the room."""
        self.page = self.browser.get(f"{PATH}{place}")
        return self.page

    def send(self, **fields: str | list[str]) -> Response:
        """Send the form of the page that is open."""
        key = _KEY.search(self.page.text)
        typed = {"noegle": key.group(1) if key else ""} | fields
        self.page = self.browser.post(self.page.url, data=typed)
        return self.page

    def answer(self, *answers: str) -> Response:
        """Answer the question that is open, and go on; nothing: skip it."""
        return self.send(svar=list(answers), gaa="frem" if answers else "spring")

    def answer_all(self, **answers: str) -> Response:
        """From the welcome page to the page before sending: these answers by number of question, the rest skipped."""
        self.open()
        self.send()
        while not str(self.page.url).endswith("/gennemse"):
            number = str(self.page.url).rpartition("/")[2]
            given = answers.get(f"q{number}")
            self.answer(*([given] if given else []))
            assert self.page.status_code == 200, self.page.text
        return self.page


def delivered(settings: Settings) -> list[Path]:
    """Everything in the inbox, unfinished files too."""
    return sorted(path for path in settings.inbox.rglob("*") if path.is_file())
