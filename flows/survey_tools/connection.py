"""One connection to a survey tool's server: patient with what passes, short about what does not.

Redirects are not followed and no address from an answer is called: the key goes to the server in the
settings and nowhere else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpx

from flows.texts import t
from warehouse.errors import PullError
from warehouse.settings import Pull

_ATTEMPTS = 4
_LONGEST_WAIT_SECONDS = 60.0
_TIMEOUT = httpx.Timeout(30.0)
_PASSING = {429, 500, 502, 503, 504}


class Connection:
    """Asks one server for JSON. `largest`: the most bytes an answer may have."""

    def __init__(self, pull: Pull, largest: int) -> None:
        self._pull = pull
        self._largest = largest
        self._client = httpx.Client(timeout=_TIMEOUT, headers={"Accept": "application/json"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def authorize(self, header: str) -> None:
        """Send this `Authorization` with every request from now on."""
        self._client.headers["Authorization"] = header

    def get(self, path: str, params: Mapping[str, str]) -> dict[str, Any]:
        """The JSON object at a path. Raises PullError."""
        return self._ask("GET", path, params=params)

    def post(self, path: str, body: Mapping[str, str]) -> dict[str, Any]:
        """What the server answers to a JSON object. Raises PullError."""
        return self._ask("POST", path, json=body)

    def delete(self, path: str) -> None:
        """Have something deleted. Raises PullError."""
        self._ask("DELETE", path)

    def _ask(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                response, body = self._send(method, path, request)
            except httpx.RequestError as error:
                if attempt == _ATTEMPTS:
                    raise self._unreachable() from error
                time.sleep(self._pull.retry_seconds * 2 ** (attempt - 1))
                continue
            if response.status_code not in _PASSING:
                return self._understand(response, body)
            if attempt < _ATTEMPTS:
                time.sleep(self._wait(response, attempt))
        raise self._unreachable()

    def _send(self, method: str, path: str, request: dict[str, Any]) -> tuple[httpx.Response, bytes]:
        body = bytearray()
        with self._client.stream(method, self._pull.url.rstrip("/") + path, **request) as response:
            for block in response.iter_bytes():
                body += block
                if len(body) > self._largest:
                    raise PullError(t("Hentningen «{name}»: serverens svar fylder for meget.", name=self._pull.name))
        return response, bytes(body)

    def _wait(self, response: httpx.Response, attempt: int) -> float:
        asked = response.headers.get("Retry-After", "")
        seconds = float(asked) if asked.isdigit() else self._pull.retry_seconds * 2 ** (attempt - 1)
        return min(seconds, _LONGEST_WAIT_SECONDS)

    def _understand(self, response: httpx.Response, body: bytes) -> dict[str, Any]:
        if response.status_code in {401, 403}:
            raise PullError(
                t(
                    "Hentningen «{name}»: serveren afviste nøglen. Lav en ny, og læg den samme sted.",
                    name=self._pull.name,
                )
            )
        if response.status_code == 404:
            raise PullError(
                t(
                    "Hentningen «{name}»: serveren kender ikke skemaet. Ret adressen eller skemaets navn i frivillig.toml.",
                    name=self._pull.name,
                )
            )
        if not response.is_success:
            raise PullError(
                t(
                    "Hentningen «{name}»: serveren svarede med fejl {status}.",
                    name=self._pull.name,
                    status=response.status_code,
                )
            )
        return self._parse(body)

    def _parse(self, body: bytes) -> dict[str, Any]:
        try:
            document = json.loads(body)
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise PullError(
                t(
                    "Hentningen «{name}»: serverens svar kan ikke læses. Ret adressen i frivillig.toml.",
                    name=self._pull.name,
                )
            )
        return document

    def _unreachable(self) -> PullError:
        return PullError(
            t("Hentningen «{name}»: serveren svarer ikke. Der prøves igen næste nat.", name=self._pull.name)
        )
