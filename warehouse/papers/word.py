"""A report as Word, so that people can write their own words into it: docxtpl fills in our template."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from warehouse.papers.blocks import Callout, Cards, Cell, Figure, Heading, Paper, Points, Table, Text, text_of
from warehouse.papers.pictures import draw_png
from warehouse.papers.word_template import make_template
from warehouse.texts import _, current_language

_PICTURE_MM = 166
_TABLE_CM = 16.8
_FACTS_CM = (3.4, 13.4)


def write_word(paper: Paper) -> bytes:
    """The report, with places to write in."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(make_template(current_language()))
    content = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "footer": paper.footer,
        "page": _("side"),
        "facts": [{"name": name, "value": value} for name, value in paper.facts],
        "blocks": list(_describe(paper, template)),
    }
    template.render(content, autoescape=True)
    _dress(template.docx, paper)
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def _describe(paper: Paper, template: Any) -> Iterator[dict[str, Any]]:
    """One paragraph, picture or table each."""
    for block in paper.blocks:
        match block:
            case Heading(text, level):
                yield {"kind": f"heading{level}", "text": text}
            case Text(text, tone):
                yield {"kind": tone, "text": text}
            case Points(items):
                yield from ({"kind": "point", "text": item} for item in items)
            case Callout(title, items):
                yield {"kind": "callout", "text": title}
                yield from ({"kind": "plain", "text": item} for item in items)
            case Cards(cards):
                said = (f"{card.label}: {card.value} ({card.note})" for card in cards)
                yield from ({"kind": "point", "text": words} for words in said)
            case Table():
                yield {"kind": "name", "text": block.title}
                yield _describe_table(block)
                yield {"kind": "small", "text": block.note}
            case Figure(title, spec, _alt, note):
                yield {"kind": "name", "text": title}
                yield {"kind": "picture", "picture": _picture(template, draw_png(spec))}
                yield {"kind": "small", "text": note}


def _describe_table(table: Table) -> dict[str, Any]:
    rows = [[_rich(cell, is_bold=number in table.bold) for cell in row] for number, row in enumerate(table.rows)]
    return {"kind": "table", "headings": [column.heading for column in table.columns], "rows": rows}


def _rich(cell: Cell, is_bold: bool) -> Any:
    from docxtpl import RichText

    return RichText(text_of(cell), bold=is_bold)


def _picture(template: Any, png: bytes) -> Any:
    from docx.shared import Mm
    from docxtpl import InlineImage

    return InlineImage(template, io.BytesIO(png), width=Mm(_PICTURE_MM))


def _dress(document: Any, paper: Paper) -> None:
    """What a template cannot say: columns' widths and sides, headings on every page, pictures in words."""
    facts, *drawn_tables = document.tables
    _set_widths(facts, _FACTS_CM)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    for drawn, table in zip(drawn_tables, tables, strict=True):
        _dress_table(drawn, table)
    figures = [block for block in paper.blocks if isinstance(block, Figure)]
    for shape, figure in zip(document.inline_shapes, figures, strict=True):
        shape._inline.docPr.set("descr", figure.alt)
    document.core_properties.title = f"{paper.title} – {paper.subtitle}"
    document.core_properties.author = "Frivillig"


def _dress_table(drawn: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    whole = sum(column.weight for column in table.columns)
    _set_widths(drawn, [_TABLE_CM * column.weight / whole for column in table.columns])
    for row in drawn.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, cell in enumerate(row.cells):
            if table.columns[place].is_number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set_widths(drawn: Any, centimetres: Sequence[float]) -> None:
    """Of columns and of cells: Word goes by the one, others by the other."""
    from docx.shared import Cm

    drawn.autofit = False
    for column, width in zip(drawn.columns, centimetres, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
