"""An open tab: its websocket, carried for as long as its login holds."""

from __future__ import annotations

import asyncio
import re

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.sessions import Session, Sessions

MEDIA_PATH = "/media/"
ENDED_PATH = "/log-ind?ud=1"

_LOOK_SECONDS = 1.0
# Long enough for the browser to leave by itself: shut too early, it would speak of a lost connection.
_GRACE_SECONDS = 5.0
_FILE_ADDRESS = re.compile(rb"/media/([0-9a-f]{32})")
# What our pages say. Streamlit's own developers' wishes (its cache, git, its runtime, its skills) and uploads are not among it.
_WISHES = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
_OPERATIONS = {"deferred_file", "dataframe_chunk"}
_HUNG_UP: Message = {"type": "websocket.disconnect", "code": 1008}


class OpenTab:
    """Both ends of a websocket. Notes which files the login is told of; once the login has ended it lets nothing through
    but the wish for a whole page, which says so, sends the browser to the login page and soon after hangs up.
    """

    def __init__(self, sessions: Sessions, session: Session, receive: Receive, send: Send) -> None:
        self._sessions, self._session = sessions, session
        self._receive, self._send = receive, send
        self._ended = asyncio.create_task(self._await_end())
        self._is_open, self._is_shut = False, False

    def leave(self) -> None:
        """Stop watching; the application is done with the websocket."""
        self._ended.cancel()

    async def receive(self) -> Message:
        while not self._is_shut:
            heard = await self._hear()
            if heard is None:
                self._is_shut = True
                await self._send({"type": "websocket.close", "code": 1008})
            elif allowed := _allow(heard, self._holds()):
                return allowed
        return _HUNG_UP

    async def send(self, message: Message) -> None:
        if self._is_shut:
            return
        self._is_open = message["type"] in ("websocket.accept", "websocket.send")
        for name in _FILE_ADDRESS.findall(message.get("bytes") or b""):
            self._session.files.add(name.decode())
        await self._send(message)

    async def _hear(self) -> Message | None:
        """What the browser says next; None when it is time to hang up."""
        heard = asyncio.ensure_future(self._receive())
        try:
            await asyncio.wait({heard, self._ended}, return_when=asyncio.FIRST_COMPLETED)
            return heard.result() if heard.done() else None
        finally:
            heard.cancel()

    async def _await_end(self) -> None:
        while self._holds():
            await asyncio.sleep(_LOOK_SECONDS)
        if self._is_open:
            await self._send({"type": "websocket.send", "bytes": _go_to(ENDED_PATH)})
        await asyncio.sleep(_GRACE_SECONDS)

    def _holds(self) -> bool:
        return self._sessions.by_handle(self._session.handle) is not None


def _go_to(path: str) -> bytes:
    """What makes Streamlit's page go to another address."""
    message = ForwardMsg()
    message.auth_redirect.url = path
    return bytes(message.SerializeToString())


def _allow(message: Message, is_logged_in: bool) -> Message | None:
    """The message, or what is left of it. Without a login a part of a page becomes the whole page, which asks who is
    there, and a file nothing: both would be made without asking.
    """
    if message["type"] != "websocket.receive":
        return message
    asked = BackMsg()
    try:
        asked.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return message  # Streamlit hangs up on it
    wish = asked.WhichOneof("type")
    if is_logged_in:
        is_ours = wish in _WISHES and asked.backend_operation_request.WhichOneof("payload") in {None, *_OPERATIONS}
        return message if is_ours else None
    if wish != "rerun_script":
        return None
    asked.rerun_script.ClearField("fragment_id")
    return {**message, "bytes": asked.SerializeToString()}


def file_in(path: str) -> str:
    """The name by which `Session.files` knows the file at an address under `/media/`."""
    return path.removeprefix(MEDIA_PATH).partition(".")[0]
