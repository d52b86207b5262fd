"""Prefect's own server, started beside a run or a schedule and gone with it. Nothing here imports Prefect."""

from __future__ import annotations

import base64
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flows.texts import t
from warehouse.errors import FrivilligError
from warehouse.settings import Settings

START_SECONDS = 120.0
STOP_SECONDS = 10.0

Kind = Literal["beside-a-run", "with-schedule"]


class PrefectUnavailableError(FrivilligError):
    """Prefect's server did not start; the night can be done without it."""


@dataclass(frozen=True)
class PrefectServer:
    """A server that answers. `auth` is "user:password", empty when it asks for none."""

    url: str
    auth: str

    @property
    def pages(self) -> str:
        """Where a browser finds Prefect's own pages."""
        return self.url.removesuffix("/api")


@contextmanager
def reach_prefect(settings: Settings) -> Iterator[PrefectServer]:
    """The server somebody named, else the schedule's if it runs, else one of our own for as long as this lasts.

    Raises PrefectUnavailableError, before anything else has begun.
    """
    with ExitStack() as stack:
        server = find_server(settings) or stack.enter_context(start_server(settings, "beside-a-run"))
        speak_to(settings, server)
        yield server


def find_server(settings: Settings) -> PrefectServer | None:
    """A server that runs already: the one `PREFECT_API_URL` names, or this workspace's schedule."""
    named = os.environ.get("PREFECT_API_URL")
    if named:
        server = PrefectServer(named, os.environ.get("PREFECT_API_AUTH_STRING", ""))
        if answers(server):
            return server
    return find_schedule(settings)


def find_schedule(settings: Settings) -> PrefectServer | None:
    """The server of this workspace's schedule, if it answers."""
    try:
        url = json.loads(_address_file(settings).read_text(encoding="utf-8"))["url"]
    except (OSError, ValueError, KeyError):
        return None
    server = PrefectServer(url, read_secret(settings))
    return server if answers(server) else None


@contextmanager
def start_server(settings: Settings, kind: Kind, port: int | None = None) -> Iterator[PrefectServer]:
    """A server on 127.0.0.1 behind a password, ended when this ends or when this process dies.

    Raises PrefectUnavailableError when it does not answer in time.
    """
    try:
        server = PrefectServer(f"http://127.0.0.1:{port or free_port()}/api", read_secret(settings))
        with (settings.prefect_home / "server.log").open("ab") as log:
            process = _start_process(settings, server, kind, log.fileno())
    except OSError as error:
        raise PrefectUnavailableError(t("Prefects server kunne ikke starte.")) from error
    try:
        _wait_until_answering(server, process)
        yield server
    finally:
        _stop(process)


@contextmanager
def announce(settings: Settings, server: PrefectServer) -> Iterator[None]:
    """Let other runs in this workspace find the schedule's server."""
    file = _address_file(settings)
    file.write_text(json.dumps({"url": server.url}), encoding="utf-8")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def speak_to(settings: Settings, server: PrefectServer) -> None:
    """Point Prefect, which reads the environment when it is imported, to a server. To be called before that."""
    os.environ.update(prefect_environment(settings, server))
    exempt = os.environ.get("NO_PROXY", "")
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = ",".join(filter(None, [exempt, "127.0.0.1"]))


def prefect_environment(settings: Settings, server: PrefectServer) -> dict[str, str]:
    """Prefect's settings: all in the workspace, quiet on the terminal, nothing sent outside."""
    environment = {
        "PREFECT_HOME": str(settings.prefect_home),
        "PREFECT_API_URL": server.url,
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "FRIVILLIG_HOME": str(settings.home),
    }
    if server.auth:
        environment["PREFECT_API_AUTH_STRING"] = server.auth
    return environment


def answers(server: PrefectServer) -> bool:
    """Whether the server is up and takes our password."""
    request = urllib.request.Request(f"{server.url}/admin/version")
    if server.auth:
        request.add_header("Authorization", "Basic " + base64.b64encode(server.auth.encode()).decode())
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener = directly if server.url.startswith("http://127.0.0.1:") else urllib.request.build_opener()
    try:
        with opener.open(request, timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, ValueError, urllib.error.HTTPError):
        return False


def read_secret(settings: Settings) -> str:
    """The password of this workspace's server; made the first time, readable by its owner only."""
    settings.prefect_home.mkdir(parents=True, exist_ok=True)
    path = settings.prefect_home / "auth"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"frivillig:{secrets.token_urlsafe(24)}")
    return path.read_text(encoding="utf-8")


def free_port(wanted: int | None = None) -> int:
    """The wanted port if nobody has it, else one that is free."""
    for port in filter(None, [wanted]):
        if _is_free(port):
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _address_file(settings: Settings) -> Path:
    return settings.prefect_home / "server.json"


def _start_process(settings: Settings, server: PrefectServer, kind: Kind, log: int) -> subprocess.Popen[bytes]:
    port = server.pages.rpartition(":")[2]
    environment = os.environ | prefect_environment(settings, server)
    environment |= {"PREFECT_SERVER_API_AUTH_STRING": server.auth, "PREFECT_SERVER_UI_API_URL": server.url}
    return subprocess.Popen(
        [sys.executable, "-m", "flows.prefect_process", port, kind],
        stdin=subprocess.PIPE,  # closes when this process dies, however: then the server ends too
        stdout=log,
        stderr=log,
        env=environment,
        start_new_session=True,
    )


def _wait_until_answering(server: PrefectServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if answers(server):
            return
        time.sleep(0.25)
    raise PrefectUnavailableError(t("Prefects server kunne ikke starte."))


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
