"""Real servers on this machine that an inbox may lie on, each read-only to whoever fetches and counting what it hands out."""

from __future__ import annotations

import asyncio
import json
import os
import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import asyncssh
import boto3
from cheroot.wsgi import Server as CherootServer
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server
from wsgidav.fs_dav_provider import FilesystemProvider
from wsgidav.wsgidav_app import WsgiDAVApp

USERNAME = "frivillig"
PASSWORD = "hemmelig-Kode-73"
BUCKET = "spand"
HOUR = 3600


@dataclass
class Line:
    """The way to a server: it can be cut after some bytes, and mended again."""

    port: int = 0
    bytes_left: int | None = None

    def cut_after(self, count: int) -> None:
        """Let so many bytes through from the server, then close, and let nobody in."""
        self.bytes_left = count

    def mend(self) -> None:
        """Let everything through again."""
        self.bytes_left = None

    async def lead(self, near: asyncio.StreamReader, back: asyncio.StreamWriter, server_port: int) -> None:
        """Lead one connection to the server and its answers back."""
        if self.bytes_left is not None and self.bytes_left <= 0:
            back.transport.abort()
            return
        far, forth = await asyncio.open_connection("127.0.0.1", server_port)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(_pump(near, forth), self._pump_back(far, back, forth), return_exceptions=True)

    async def _pump_back(
        self, far: asyncio.StreamReader, back: asyncio.StreamWriter, forth: asyncio.StreamWriter
    ) -> None:
        while block := await far.read(2**14):
            if self.bytes_left is not None:
                block = block[: max(self.bytes_left, 0)]
                self.bytes_left -= len(block)
            back.write(block)
            await back.drain()
            if self.bytes_left is not None and self.bytes_left <= 0:
                break
        back.close()
        forth.close()


async def _end_tasks() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _pump(near: asyncio.StreamReader, forth: asyncio.StreamWriter) -> None:
    while block := await near.read(2**14):
        forth.write(block)
        await forth.drain()
    forth.close()


class Served(Protocol):
    """An inbox on a server, as a test sees it."""

    setting: str
    address: str
    line: Line
    fetched: list[int]
    username: str
    password: str

    def put(self, name: str, content: bytes, age: float = HOUR) -> None: ...

    def remove(self, name: str) -> None: ...

    def listing(self) -> dict[str, tuple[object, ...]]: ...


@dataclass
class FolderServed:
    """What lies in a folder of the server's. `fetched` has the size of every block handed out."""

    folder: Path
    setting: str = ""
    address: str = ""
    line: Line = field(default_factory=Line)
    fetched: list[int] = field(default_factory=list)
    username: str = USERNAME
    password: str = PASSWORD

    def put(self, name: str, content: bytes, age: float = HOUR) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (time.time() - age, time.time() - age))

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    def listing(self) -> dict[str, tuple[object, ...]]:
        return {
            path.relative_to(self.folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
            for path in self.folder.rglob("*")
            if path.is_file()
        }


@dataclass
class BucketServed:
    """What lies in a bucket, put there by one who may write."""

    owner: Any
    setting: str = ""
    address: str = ""
    line: Line = field(default_factory=Line)
    fetched: list[int] = field(default_factory=list)
    username: str = USERNAME
    password: str = PASSWORD

    def put(self, name: str, content: bytes, age: float = HOUR) -> None:
        self.owner.put_object(Bucket=BUCKET, Key=f"indbakke/{name}", Body=content)

    def remove(self, name: str) -> None:
        self.owner.delete_object(Bucket=BUCKET, Key=f"indbakke/{name}")

    def listing(self) -> dict[str, tuple[object, ...]]:
        found = self.owner.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {item["Key"]: (item["ETag"], item["LastModified"]) for item in found}


class Loop:
    """An event loop in a thread of its own, for servers that need one."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Any) -> Any:
        async def finish() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(finish(), self._loop).result(30)

    def stop(self) -> None:
        self.run(_end_tasks())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


@contextmanager
def serve_folder(folder: Path) -> Iterator[FolderServed]:
    """A folder of this machine that is not the workspace's own."""
    folder.mkdir()
    yield FolderServed(folder, setting=json.dumps(str(folder)), address=str(folder))


@contextmanager
def serve_sftp(folder: Path, known_hosts: Path, key: Path | None = None) -> Iterator[FolderServed]:
    """An SFTP server with a password, or with a key if its public half is given."""
    folder.mkdir()
    served = FolderServed(folder)
    host_key = asyncssh.generate_private_key("ssh-ed25519")
    with running(Loop()) as loop:
        server = loop.run(
            asyncssh.listen(
                "127.0.0.1",
                0,
                server_factory=lambda: _Doorman(key),
                server_host_keys=[host_key],
                sftp_factory=lambda channel: _ReadOnlySftp(channel, served),
            )
        )
        with lead_to(loop, served.line, server.sockets[0].getsockname()[1]):
            public = host_key.export_public_key().decode()
            known_hosts.write_text(f"[127.0.0.1]:{served.line.port} {public}", encoding="utf-8")
            served.address = f"sftp://{USERNAME}@127.0.0.1:{served.line.port}/"
            served.setting = (
                f"{{ address = {json.dumps(served.address)}, known_hosts = {json.dumps(str(known_hosts))} }}"
            )
            yield served
        loop.run(_close(server))


async def _close(server: Any) -> None:
    server.close()
    await server.wait_closed()


class _Doorman(asyncssh.SSHServer):
    def __init__(self, key: Path | None) -> None:
        self._key = key

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return self._key is None

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USERNAME, PASSWORD)

    def public_key_auth_supported(self) -> bool:
        return self._key is not None

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return self._key is not None and key == asyncssh.read_public_key(self._key)


class _ReadOnlySftp(asyncssh.SFTPServer):
    def __init__(self, channel: Any, served: FolderServed) -> None:
        super().__init__(channel, chroot=str(served.folder).encode())
        self._served = served

    def read(self, file_obj: Any, offset: int, size: int) -> bytes:
        block = bytes(super().read(file_obj, offset, size))  # type: ignore[arg-type]
        self._served.fetched.append(len(block))
        return block

    def open(self, path: bytes, pflags: int, attrs: Any) -> Any:
        if pflags & ~asyncssh.FXF_READ:
            self._refuse()
        return super().open(path, pflags, attrs)

    def open56(self, path: bytes, desired_access: int, flags: int, attrs: Any) -> Any:
        self._refuse()

    def _refuse(self, *_: Any) -> Any:
        raise asyncssh.SFTPPermissionDenied("read only")

    remove = mkdir = rmdir = rename = posix_rename = setstat = lsetstat = fsetstat = symlink = link = write = _refuse


@contextmanager
def serve_webdav(folder: Path, shape: Callable[[bytes], bytes] = bytes) -> Iterator[FolderServed]:
    """A WebDAV server with a password; `shape` may change what it answers about files."""
    folder.mkdir()
    served = FolderServed(folder)
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/dav": FilesystemProvider(str(folder), readonly=True)},
            "simple_dc": {"user_mapping": {"*": {USERNAME: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "verbose": 0,
            "lock_storage": False,
            "property_manager": False,
        }
    )
    server = CherootServer(("127.0.0.1", 0), _Counting(app, served, shape), numthreads=4)
    server.prepare()
    with serving(server.serve, server.stop), running(Loop()) as loop, lead_to(loop, served.line, server.bind_addr[1]):
        served.address = f"webdav://{USERNAME}@127.0.0.1:{served.line.port}/dav"
        served.setting = json.dumps(served.address)
        yield served


def without_times(answer: bytes) -> bytes:
    """A WebDAV answer of a server that tells neither time nor version."""
    return re.sub(rb"<(ns0|D):(getetag|getlastmodified)>.*?</\1:\2>", b"", answer)


@contextmanager
def serve_s3() -> Iterator[BucketServed]:
    """An S3 server where one may write and another, whose key the inbox uses, may only list and read."""
    served = BucketServed(None)
    app = _Counting(DomainDispatcherApplication(create_backend_app), served)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=MotoRequestHandler)
    here = f"http://127.0.0.1:{server.port}"
    with serving(server.serve_forever, server.shutdown), running(Loop()) as loop:
        _call(f"{here}/moto-api/reset", b"")
        served.owner = _client(here, "s3", _make_user(here, "ejer", "s3:*"))
        served.owner.create_bucket(Bucket=BUCKET)
        reader = _make_user(here, USERNAME, "s3:ListBucket", "s3:GetObject")
        served.username, served.password = reader["AccessKeyId"], reader["SecretAccessKey"]
        _call(f"{here}/moto-api/reset-auth", b"0")
        with lead_to(loop, served.line, server.port):
            served.address = f"s3://{BUCKET}/indbakke"
            served.setting = f'{{ address = "{served.address}", endpoint = "http://127.0.0.1:{served.line.port}" }}'
            yield served
        _call(f"{here}/moto-api/reset-auth", b"inf")


def _make_user(here: str, name: str, *actions: str) -> dict[str, str]:
    iam = _client(here, "iam", {"AccessKeyId": "a", "SecretAccessKey": "b"})
    iam.create_user(UserName=name)
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}
    iam.put_user_policy(UserName=name, PolicyName=name, PolicyDocument=json.dumps(policy))
    return dict(iam.create_access_key(UserName=name)["AccessKey"])


def _client(here: str, service: str, key: dict[str, str]) -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload]
        endpoint_url=here,
        region_name="us-east-1",
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


def _call(address: str, body: bytes) -> None:
    with urllib.request.urlopen(urllib.request.Request(address, body, {"Content-Type": "text/plain"})) as answer:
        answer.read()


class _Counting:
    """A web server's application, with a count of the bytes of files it hands out."""

    def __init__(self, app: Any, served: Served, shape: Callable[[bytes], bytes] = bytes) -> None:
        self._app, self._served, self._shape = app, served, shape

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        is_file = environ["REQUEST_METHOD"] == "GET" and "list-type" not in environ.get("QUERY_STRING", "")
        if environ["REQUEST_METHOD"] == "PROPFIND":
            return self._shaped(environ, start)
        return self._counted(self._app(environ, start)) if is_file else self._app(environ, start)

    def _counted(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        for block in blocks:
            self._served.fetched.append(len(block))
            yield block

    def _shaped(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        told: list[Any] = []
        body = self._shape(b"".join(self._app(environ, lambda *answer: told.append(answer))))
        status, headers, *_ = told[0]
        start(status, [(k, str(len(body)) if k.lower() == "content-length" else v) for k, v in headers])
        return [body]


@contextmanager
def lead_to(loop: Loop, line: Line, server_port: int) -> Iterator[None]:
    """Open the line to a server."""
    gate = loop.run(asyncio.start_server(lambda near, back: line.lead(near, back, server_port), "127.0.0.1", line.port))
    line.port = gate.sockets[0].getsockname()[1]
    try:
        yield
    finally:
        loop.run(_close(gate))


async def _close(gate: asyncio.Server) -> None:
    """Close where the loop runs: from another thread a line that ends just then would be seen twice."""
    gate.close()


@contextmanager
def running(loop: Loop) -> Iterator[Loop]:
    """A loop for as long as it is needed."""
    try:
        yield loop
    finally:
        loop.stop()


@contextmanager
def serving(serve: Callable[[], object], stop: Callable[[], object]) -> Iterator[None]:
    """A server that serves in a thread until it is stopped."""
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join()


def serve(kind: str, folder: Path) -> AbstractContextManager[Served]:
    """An inbox of a kind."""
    if kind == "folder":
        return serve_folder(folder / "delt mappe")
    if kind == "sftp":
        return serve_sftp(folder / "sftp", folder / "known_hosts")
    return serve_webdav(folder / "webdav") if kind == "webdav" else serve_s3()


def write_credentials(served: Served) -> str:
    """The section of `credentials.toml` an inbox needs."""
    keys = {"username": served.username, "password": served.password}
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    return "\n".join([f"[{json.dumps(served.address)}]", *lines, ""])
