"""The one HTML page Streamlit draws in, with our language, title and icon in place of its own."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from streamlit import file_util

from dashboard.login_page import draw_missing
from dashboard.texts import _, current_language

STATIC = Path(__file__).parent / "static"


def frame_routes(paths: list[str], where: str) -> list[Route]:
    """Routes for the front page, every page of the dashboard, the icon, and an address that is none. `where`: whose dashboard it is."""
    pages = [Route(f"/{path}", show_frame, methods=["GET"]) for path in ["", *paths]]

    async def show_missing(request: Request) -> Response:
        return draw_missing(where)

    return [
        *pages,
        Route("/favicon.png", show_icon, methods=["GET"]),
        Route("/{unknown}", show_missing, methods=["GET"]),
    ]


async def show_frame(request: Request) -> Response:
    return HTMLResponse(frame_html())


async def show_icon(request: Request) -> Response:
    return FileResponse(STATIC / "favicon.png")


@cache
def icon_in_line() -> str:
    """The icon as a data address. Without one of its own, a page shows its menu icon, fetched from elsewhere."""
    return "data:image/png;base64," + base64.b64encode((STATIC / "favicon.png").read_bytes()).decode()


@cache
def _print_css() -> str:
    return (Path(__file__).parent / "print.css").read_text(encoding="utf-8")


def frame_html() -> str:
    """Streamlit's page in the language in use."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    without_javascript = _("Siden kan kun vises, når JavaScript er slået til i browseren.")
    replacements = {
        r"<!--.*?-->\s*": "",
        r'(<meta charset="UTF-8" />)': rf"\1<style>{_screen_css()}</style>",
        r'<html lang="en">': f'<html lang="{current_language()}">',
        r"<title>[^<]*</title>": "<title>Frivillig</title>",
        r'<link rel="service-desc"[^>]*>\s*': "",
        r"<script>\s*window\.prerenderReady = false\s*</script>\s*": "",
        r"</head>": f"<style>{_print_css()}</style></head>",
        r"<noscript>.*?</noscript>": f"<noscript><p>{without_javascript}</p></noscript>",
    }
    for pattern, replacement in replacements.items():
        page = re.sub(pattern, replacement, page, flags=re.DOTALL)
    return page


@cache
def _screen_css() -> str:
    """The few looks that Streamlit's options cannot say."""
    return (STATIC.parent / "screen.css").read_text(encoding="utf-8")
