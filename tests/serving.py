"""The dashboard as a running server, and a browser tab reduced to what goes over the wire."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PASSWORD = "et langt kodeord til prøven"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def serve(home: Path, port: int = 0, **surroundings: str) -> Iterator[str]:
    """Serve a workspace; yields the address, `http://127.0.0.1:…`. `surroundings`: more of the environment."""
    with serve_with("-m", "dashboard", "--home", str(home), port=port, **surroundings) as (address, _server):
        yield address


@contextlib.contextmanager
def serve_with(*command: str, port: int = 0, **surroundings: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a Python command that serves on `--port`; yields the address and the process."""
    port = port or free_port()
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115 -- closed with the server
    arguments = [sys.executable, *command, "--port", str(port)]
    server = subprocess.Popen(arguments, stdout=log, stderr=subprocess.STDOUT, env=os.environ | surroundings)
    address = f"http://127.0.0.1:{port}"
    try:
        _await_health(server, address, log)
        yield address, server
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _await_health(server: subprocess.Popen[bytes], address: str, log: IO[str]) -> None:
    for _ in range(600):
        assert server.poll() is None, _read(log)
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{address}/_stcore/health").status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(_read(log))


def _read(log: IO[str]) -> str:
    log.seek(0)
    return log.read()


def log_in(address: str, user: str, password: str = PASSWORD) -> str:
    """The session cookie, as a `Cookie` header."""
    answer = httpx.post(
        f"{address}/log-ind", data={"bruger": user, "adgangskode": password}, headers={"Origin": address}
    )
    assert answer.status_code == 303, answer.text
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


class Tab:
    """A browser tab: opens the websocket and says which page it wants."""

    def __init__(self, address: str, cookie: str, *protocols: str, **headers: str) -> None:
        self._socket: ClientConnection = connect(
            f"ws{address.removeprefix('http')}/_stcore/stream",
            origin=headers.pop("origin", address),  # type: ignore[arg-type]
            subprotocols=[Subprotocol(p) for p in ("streamlit", *protocols)],
            additional_headers={"Cookie": cookie, **headers},
            max_size=None,
        )
        self.session_id, self.last = "", b""
        self.page_hashes: dict[str, str] = {}

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def visit(self, page: str = "", page_hash: str = "") -> bytes:
        """Everything the server sends for one run of a page."""
        self.say(_wish_for(page, page_hash))
        return self.read_run()

    def say(self, message: BackMsg) -> None:
        self._socket.send(message.SerializeToString())

    def try_to_visit(self, page: str = "") -> bytes:
        return self.try_to_say(_wish_for(page))

    def try_to_say(self, message: BackMsg) -> bytes:
        """What the server still sends, if it has not hung up already."""
        try:
            self.say(message)
            return self.read_run()
        except ConnectionClosed:
            return b""

    def is_shut(self) -> bool:
        """Whether the server hangs up by itself, within the minute that `hear` waits for every message."""
        try:
            while True:
                self.hear()
        except ConnectionClosed:
            return True

    def hear(self) -> bytes:
        """The next thing the server sends by itself."""
        frame = self._socket.recv(timeout=60)
        assert isinstance(frame, bytes)
        self.last = frame
        return frame

    def read_run(self) -> bytes:
        received = b""
        while True:
            frame = self.hear()
            received += frame
            if self._is_end(ForwardMsg.FromString(frame)):
                return received

    def _is_end(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id or self.session_id
        if kind == "navigation":
            self.page_hashes |= {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        return kind == "script_finished"


def _wish_for(page: str, page_hash: str = "") -> BackMsg:
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.page_script_hash = page_hash
    return asked
