"""A Streamlit page with nothing on it, served with the dashboard's other options: the floor of any rerun.

`python bench/empty_page.py --port N`: as Streamlit comes, with its collection of garbage after each run; or with `--frozen`, as the dashboard is.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.options import streamlit_options
from warehouse.settings import Dashboard


@asynccontextmanager
async def warm_up(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """What the dashboard does before its first visitor."""
    if "--frozen" in sys.argv:
        gc.collect()
        gc.freeze()
    yield {}


def serve_empty_page(port: int) -> None:
    """Serve until stopped."""
    options = streamlit_options(Dashboard(), port)
    del options["server.trustedUserHeaders"]
    if "--frozen" not in sys.argv:
        del options["runner.postScriptGC"]
    st.App(Path(__file__).with_name("nothing.py"), lifespan=warm_up).run(config=options)


if __name__ == "__main__":
    serve_empty_page(int(sys.argv[sys.argv.index("--port") + 1]))
