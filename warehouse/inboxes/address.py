"""Where an inbox lies: a folder here, or an address on a server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from warehouse.errors import SettingsError

Kind = Literal["folder", "sftp", "webdav", "s3"]

_SCHEMES: dict[str, tuple[Kind, bool]] = {
    "file": ("folder", True),
    "sftp": ("sftp", True),
    "webdavs": ("webdav", True),
    "webdav+https": ("webdav", True),
    "davs": ("webdav", True),
    "webdav": ("webdav", False),
    "webdav+http": ("webdav", False),
    "dav": ("webdav", False),
    "s3": ("s3", True),
}
_SERVER = re.compile(
    r"(?:(?P<username>[^/]*?)(?P<password>:[^/]*)?@)?(?P<host>[^/@:\[\]]+|\[[^\]/]+\])(?::(?P<port>\d+))?(?P<path>/.*)?"
)


@dataclass(frozen=True)
class Address:
    """An address taken apart. `path`: a folder as the server knows it; for S3 the prefix, `host` being the bucket."""

    text: str
    kind: Kind
    path: str
    host: str = ""
    port: int | None = None
    username: str = ""
    is_encrypted: bool = True


def read_address(text: str) -> Address:
    """Take an address apart. Raises SettingsError; its sentence never repeats a password."""
    scheme, is_address, rest = text.partition("://")
    if not is_address:
        return Address(text, "folder", text)
    if scheme.lower() not in _SCHEMES:
        raise SettingsError(
            f"frivillig.toml: «inbox» kan ikke ligge på «{scheme}://»; brug en mappe, sftp://, webdavs:// eller s3://."
        )
    kind, is_encrypted = _SCHEMES[scheme.lower()]
    if kind == "folder":
        return Address(text, "folder", rest)
    return _read_server(text, kind, is_encrypted, rest)


def is_this_machine(host: str) -> bool:
    """Whether nothing sent to a host leaves this machine."""
    return host == "localhost" or host.startswith("127.") or host == "[::1]"


def _read_server(text: str, kind: Kind, is_encrypted: bool, rest: str) -> Address:
    server = _SERVER.fullmatch(rest)
    if server is None:
        raise SettingsError(
            "frivillig.toml: adressen i «inbox» kan ikke læses; skriv den som sftp://bruger@server/mappe, webdavs://server/mappe eller s3://spand/mappe."
        )
    if server["password"] is not None:
        raise SettingsError(
            "frivillig.toml: adgangskoden må ikke stå i adressen i «inbox»; flyt den til credentials.toml, som kun du kan læse."
        )
    path = server["path"] or ""
    return Address(
        text=text,
        kind=kind,
        path=unquote(path) if kind == "webdav" else path,
        host=server["host"],
        port=int(server["port"]) if server["port"] else None,
        username=server["username"] or "",
        is_encrypted=is_encrypted,
    )
