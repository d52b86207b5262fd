"""The dashboard as one ASGI application: the gate, the login, and Streamlit behind them."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config

from dashboard.frame import frame_routes
from dashboard.gate import Gate
from dashboard.login import Login
from dashboard.pages import PAGES
from dashboard.paper_routes import paper_routes
from dashboard.provided_login import ProvidedLogin
from dashboard.questionnaire.poster import poster_routes
from dashboard.questionnaire.routes import PublicRoom
from dashboard.recheck import keep_asking
from dashboard.server import Server
from warehouse.errors import NothingPublishedError

_APP = Path(__file__).parent / "app.py"


def build_app(server: Server) -> st.App:
    routes = [
        *Login(server).routes,
        *(ProvidedLogin(server, server.provider).routes if server.provider else []),
        *PublicRoom(server).routes,
        *poster_routes(server),
        *paper_routes(server),
        *frame_routes([page.name for page in PAGES], server.settings.project.organisation),
    ]

    @asynccontextmanager
    async def serve(_app: st.App) -> AsyncIterator[dict[str, Any]]:
        _warm_up(server)
        where = f"{config.get_option('server.address')}:{config.get_option('server.port')}"
        asking = asyncio.create_task(keep_asking(server, server.provider)) if server.provider else None
        print(f"Åbn http://{where} i en browser. Stop med Ctrl+C.", flush=True)
        yield {}
        if asking:
            asking.cancel()

    return st.App(_APP, routes=routes, middleware=[Middleware(Gate, server=server)], lifespan=serve)


def _warm_up(server: Server) -> None:
    """Do once, before anybody waits, what the first page would otherwise do.

    Streamlit collects garbage after every run of a page; frozen, the libraries are not gone through again.
    """
    import warehouse.charts  # noqa: F401

    for reader in server.readers.values():
        try:
            reader.query("select 1")
        except NothingPublishedError:
            continue
    gc.collect()
    gc.freeze()
