"""One way to list and copy what lies in a folder, on an SFTP server, in WebDAV and in S3. Nothing here writes to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from warehouse.errors import InboxError
from warehouse.inboxes.address import Address, is_this_machine, read_address
from warehouse.inboxes.credentials import Credentials, check_is_private
from warehouse.settings import InboxPlace

_PATIENCE_SECONDS = 20
_LAST_SIGN_OF_LIFE = {"keepalive_interval": 15, "keepalive_count_max": 3}


@dataclass(frozen=True)
class Entry:
    """A file or a folder as a store tells of it. `version` changes with the content; None: the store cannot tell."""

    path: str
    is_folder: bool
    size: int | None
    version: str | None
    modified: float | None = None


class Store:
    """A folder of this machine, and what all stores have in common."""

    def __init__(self, filesystem: Any, root: str) -> None:
        self._filesystem = filesystem
        self.root = root

    def list(self, folder: str) -> Iterator[Entry]:
        """What lies in a folder, not below it."""
        for info in self._filesystem.ls(folder, detail=True):
            if info["type"] == "directory":
                yield Entry(info["name"].rstrip("/"), True, None, None)
            elif info["type"] == "file":
                yield self._entry(info)
            elif self._filesystem.isfile(info["name"]):
                yield self.stat(info["name"])

    def stat(self, path: str) -> Entry:
        """A file as it is now."""
        return self._entry(self._filesystem.info(path))

    def copy(self, path: str, target: Path) -> None:
        """Copy a file to this machine."""
        self._filesystem.get_file(path, str(target))

    def close(self) -> None:
        """Let go of the connection."""
        self._filesystem = None

    def _entry(self, info: dict[str, Any]) -> Entry:
        modified = info.get("mtime")
        seconds = modified.timestamp() if isinstance(modified, datetime) else modified
        return Entry(info["name"], False, info.get("size"), None if seconds is None else str(seconds), seconds)


class S3Store(Store):
    """S3 has no folders, only names with slashes in them: one that holds nothing is not there."""

    def list(self, folder: str) -> Iterator[Entry]:
        try:
            yield from super().list(folder)
        except FileNotFoundError:
            bucket, _, prefix = self.root.partition("/")
            if folder != self.root or not prefix:
                raise
            self._filesystem.ls(bucket)

    def _entry(self, info: dict[str, Any]) -> Entry:
        return Entry(info["name"], False, info.get("size"), info.get("ETag"))


class WebdavStore(Store):
    """WebDAV by webdav4's own client: its fsspec face cannot open names with # or %, or with blanks at their ends."""

    def list(self, folder: str) -> Iterator[Entry]:
        for info in self._filesystem.ls(_quoted(folder), allow_listing_resource=False):
            if info["type"] == "directory":
                yield Entry(info["name"].rstrip("/"), True, None, None)
            else:
                yield self._entry(info)

    def stat(self, path: str) -> Entry:
        return self._entry(self._filesystem.info(_quoted(path)))

    def copy(self, path: str, target: Path) -> None:
        from webdav4.stream import iter_url  # type: ignore[import-untyped]

        url = self._filesystem.join_url(_quoted(path))
        with iter_url(self._filesystem, url, chunk_size=2**18) as (_, blocks), target.open("wb") as file:
            file.writelines(blocks)

    def close(self) -> None:
        self._filesystem.http.close()
        super().close()

    def _entry(self, info: dict[str, Any]) -> Entry:
        modified = info["modified"].timestamp() if info.get("modified") else None
        etag = info.get("etag")
        version = etag if etag and not etag.startswith("W/") else modified
        return Entry(info["name"], False, info["content_length"], str(version) if version else None, modified)


def connect(home: Path, place: InboxPlace, credentials: Credentials) -> Store:
    """Reach an inbox. Raises whatever the library of its kind raises; `warehouse.inboxes.trouble` puts it in words."""
    address = read_address(place.address)
    if address.kind == "folder":
        return open_folder(home / Path(address.path).expanduser())
    if address.kind == "sftp":
        return _connect_sftp(home, place, address, credentials)
    if address.kind == "webdav":
        return _connect_webdav(address, credentials)
    return _connect_s3(place, address, credentials)


def open_folder(folder: Path) -> Store:
    """A folder of this machine."""
    from fsspec.implementations.local import LocalFileSystem, make_path_posix  # type: ignore[import-untyped]

    return Store(LocalFileSystem(), make_path_posix(str(folder)))


def _connect_sftp(home: Path, place: InboxPlace, address: Address, credentials: Credentials) -> Store:
    from sshfs import SSHFileSystem  # type: ignore[import-untyped]

    known_hosts = _known_hosts(home, place)
    filesystem = SSHFileSystem(
        address.host.strip("[]"),
        port=address.port or 22,
        username=credentials.username or address.username or (),
        password=credentials.password.get_secret_value() or None,
        # sshfs trusts every server unless it is told whom to trust
        known_hosts=str(known_hosts) if known_hosts.is_file() else b"",
        config=None,
        connect_timeout=_PATIENCE_SECONDS,
        login_timeout=_PATIENCE_SECONDS,
        sftp_client_kwargs={"path_errors": "surrogateescape"},
        skip_instance_cache=True,
        **_LAST_SIGN_OF_LIFE,
        **_key_of(home, place, credentials),
    )
    return Store(filesystem, address.path[3:] or "." if address.path.startswith("/~/") else _root(address.path))


def _known_hosts(home: Path, place: InboxPlace) -> Path:
    return home / Path(place.known_hosts or "~/.ssh/known_hosts").expanduser()


def _root(path: str) -> str:
    return path.rstrip("/") or "/"


def _key_of(home: Path, place: InboxPlace, credentials: Credentials) -> dict[str, Any]:
    """The key file that was named, else only the password, else what the user's own ~/.ssh holds."""
    if place.key_file:
        key = home / Path(place.key_file).expanduser()
        check_is_private(key)
        return {"client_keys": [str(key)], "passphrase": credentials.passphrase.get_secret_value() or None}
    return {"client_keys": None, "agent_path": None} if credentials.password.get_secret_value() else {}


def _connect_webdav(address: Address, credentials: Credentials) -> Store:
    from webdav4.client import Client  # type: ignore[import-untyped]

    if not address.is_encrypted and not is_this_machine(address.host):
        raise InboxError(f"Indbakken «{address.text}» er ikke krypteret. Brug webdavs:// i stedet for webdav://.")
    scheme = "https" if address.is_encrypted else "http"
    port = f":{address.port}" if address.port else ""
    username = credentials.username or address.username
    auth = (username, credentials.password.get_secret_value()) if username else None
    client = Client(f"{scheme}://{address.host}{port}", auth=auth, timeout=_PATIENCE_SECONDS)
    return WebdavStore(client, address.path.strip("/"))


def _connect_s3(place: InboxPlace, address: Address, credentials: Credentials) -> Store:
    from s3fs import S3FileSystem  # type: ignore[import-untyped]

    filesystem = S3FileSystem(
        endpoint_url=place.endpoint or None,
        key=credentials.username or None,
        secret=credentials.password.get_secret_value() or None,
        client_kwargs={"region_name": place.region} if place.region else None,
        # s3fs tries again by itself; botocore doing so too multiplies the waiting
        config_kwargs={
            "connect_timeout": _PATIENCE_SECONDS,
            "read_timeout": _PATIENCE_SECONDS,
            "retries": {"max_attempts": 0},
        },
        use_listings_cache=False,
        skip_instance_cache=True,
    )
    return S3Store(filesystem, f"{address.host}{address.path}".rstrip("/"))


def _quoted(path: str) -> str:
    """A path as webdav4 wants it: what would end or bend an address is written in codes."""
    return quote(path, safe="/")
