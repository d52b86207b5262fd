"""A report as one plain web page that can be printed: no script, nothing from outside."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from jinja2 import Environment, FileSystemLoader

from warehouse.papers.blocks import Paper
from warehouse.papers.pdf import TEMPLATES, describe


def write_webpage(paper: Paper) -> bytes:
    """The page, charts and all, as UTF-8."""
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page: str = pages.get_template("report.html").render(_with_pictures(describe(paper)))
    return page.encode()


def _with_pictures(content: dict[str, Any]) -> dict[str, Any]:
    for block in content["blocks"]:
        if block["kind"] == "figure":
            block["address"] = "data:image/svg+xml;base64," + b64encode(block["svg"].encode()).decode("ascii")
    return content
