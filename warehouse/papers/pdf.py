"""A report as PDF: laid out by Typst, tagged for screen readers (PDF/UA-1), with our own fonts and nothing from outside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from warehouse.papers.blocks import (
    Block,
    Callout,
    Cards,
    Figure,
    Heading,
    Paper,
    Points,
    Table,
    Text,
    text_of,
)
from warehouse.papers.pictures import FONTS, draw_svg
from warehouse.texts import _, current_language

TEMPLATES = Path(__file__).parent / "templates"


def write_pdf(paper: Paper) -> bytes:
    """The report, ready to print or send."""
    return _set(paper, "pdf")[0]


def write_pages(paper: Paper, ppi: float = 72) -> list[bytes]:
    """The same pages as PNG, to look at."""
    return _set(paper, "png", ppi)


def set_document(
    template: str, content: Mapping[str, Any], kind: Literal["pdf", "png"] = "pdf", ppi: float = 72
) -> list[bytes]:
    """What `templates/<template>.typ` makes of the content. Raises typst.TypstError when the template cannot."""
    import typst

    made: Any = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format=kind,
        ppi=ppi,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"] if kind == "pdf" else [],
    )
    return made if isinstance(made, list) else [made]


def _set(paper: Paper, kind: Literal["pdf", "png"], ppi: float = 72) -> list[bytes]:
    return set_document("report", describe(paper), kind, ppi)


def describe(paper: Paper) -> dict[str, Any]:
    """The report as plain data: what the template is given, every word and number of it."""
    return {
        "language": current_language(),
        "title": paper.title,
        "subtitle": paper.subtitle,
        "mark": paper.mark,
        "facts": [{"name": name, "value": value} for name, value in paper.facts],
        "footer": paper.footer,
        "page": _("Side"),
        "of": _("af"),
        "blocks": [described for block in paper.blocks for described in _describe(block)],
    }


def _describe(block: Block) -> Iterator[dict[str, Any]]:
    """The block as data; nothing for what is to be written by hand."""
    match block:
        case Heading(text, level):
            yield {"kind": "heading", "text": text, "level": level}
        case Text(text, tone) if tone != "prompt":
            yield {"kind": "text", "text": text, "tone": tone}
        case Points(items):
            yield {"kind": "points", "items": list(items)}
        case Callout(title, items):
            yield {"kind": "callout", "title": title, "items": list(items)}
        case Cards(cards):
            yield {"kind": "cards", "cards": [{"label": c.label, "value": c.value, "note": c.note} for c in cards]}
        case Table():
            yield _describe_table(block)
        case Figure(title, spec, alt, note):
            yield {"kind": "figure", "title": title, "svg": draw_svg(spec), "alt": alt, "note": note}


def _describe_table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": table.title,
        "note": table.note,
        "headings": [column.heading for column in table.columns],
        "weights": [column.weight for column in table.columns],
        "numbers": [column.is_number for column in table.columns],
        "rows": [[text_of(cell) for cell in row] for row in table.rows],
        "bold": sorted(table.bold),
    }
