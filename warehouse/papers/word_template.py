"""The Word template of a report, made here so that it can be read and changed as text; docxtpl fills it in."""

from __future__ import annotations

import io
from typing import Any

_TEAL, _QUIET, _RED = (0x1F, 0x6F, 0x78), (0x4C, 0x56, 0x53), (0x8A, 0x2F, 0x25)
FONT = "Calibri"


def make_template(language: str) -> io.BytesIO:
    """An A4 document with our styles, in which `{{ … }}` and `{%p … %}` are to be filled in."""
    from docx import Document

    document = Document()
    _set_page(document)
    _set_styles(document, "en-GB" if language == "en" else "da-DK")
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{{ subtitle }}", "Subtitle")
    _add_facts(document)
    _add_blocks(document)
    _add_footer(document)
    content = io.BytesIO()
    document.save(content)
    content.seek(0)
    return content


def _add_blocks(document: Any) -> None:
    document.add_paragraph("{%p for block in blocks %}")
    for kind, style in (
        ("heading1", "Heading 1"),
        ("heading2", "Heading 2"),
        ("plain", "Normal"),
        ("lead", "Lead"),
        ("small", "Remark"),
        ("prompt", "Prompt"),
        ("callout", "Draft"),
        ("point", "List Bullet"),
        ("name", "Table Title"),
    ):
        _add_if(document, kind)
        document.add_paragraph("{{ block.text }}", style)
        document.add_paragraph("{%p endif %}")
    _add_if(document, "picture")
    document.add_paragraph("{{ block.picture }}", "Normal")
    document.add_paragraph("{%p endif %}")
    _add_if(document, "table")
    _add_table(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def _add_if(document: Any, kind: str) -> None:
    document.add_paragraph(f'{{%p if block.kind == "{kind}" %}}')


def _add_table(document: Any) -> None:
    """One row of headings and one of cells, each repeated across and the second down."""
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    for place, word in enumerate(("{%tc for heading in block.headings %}", "{{ heading }}", "{%tc endfor %}")):
        _write(table.cell(0, place), word, "Table Heading")
    _write(table.cell(1, 0), "{%tr for row in block.rows %}", "Table Cell")
    for place, word in enumerate(("{%tc for cell in row %}", "{{r cell }}", "{%tc endfor %}")):
        _write(table.cell(2, place), word, "Table Cell")
    _write(table.cell(3, 0), "{%tr endfor %}", "Table Cell")


def _add_facts(document: Any) -> None:
    table = document.add_table(rows=3, cols=2)
    _write(table.cell(0, 0), "{%tr for fact in facts %}", "Remark")
    _write(table.cell(1, 0), "{{ fact.name }}", "Remark")
    _write(table.cell(1, 1), "{{ fact.value }}", "Table Cell")
    _write(table.cell(2, 0), "{%tr endfor %}", "Remark")


def _write(cell: Any, word: str, style: str) -> None:
    cell.paragraphs[0].text = word
    cell.paragraphs[0].style = style


def _add_footer(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Remark"
    paragraph.add_run("{{ footer }} · {{ page }} ")
    _add_page_number(paragraph)


def _add_page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    number = OxmlElement("w:t")
    number.text = "1"
    run.append(number)
    field.append(run)
    paragraph._p.append(field)


def _set_page(document: Any) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin = section.bottom_margin = Cm(2.1)


def _set_styles(document: Any, language: str) -> None:
    styles = document.styles
    _speak(styles, language)
    _look(styles["Normal"], 10)
    _look(styles["Title"], 22, _TEAL, bold=True)
    _look(styles["Subtitle"], 12, _QUIET)
    _look(styles["Heading 1"], 15, _TEAL, bold=True)
    _look(styles["Heading 2"], 12, bold=True)
    _look(styles["List Bullet"], 10)
    for name, size, color, bold in (
        ("Lead", 11, None, False),
        ("Remark", 8.5, _QUIET, False),
        ("Prompt", 10, _RED, False),
        ("Draft", 11, _RED, True),
        ("Table Title", 9.5, None, True),
        ("Table Heading", 8.5, None, True),
        ("Table Cell", 8.5, None, False),
    ):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        _look(style, size, color, bold)
        style.paragraph_format.keep_with_next = name in ("Table Title", "Draft")
        if name.startswith("Table"):
            style.paragraph_format.space_after = style.paragraph_format.space_before = 0
    styles["Prompt"].font.italic = True
    styles["Title"].element.get_or_add_pPr().clear()


def _look(style: Any, size: float, color: tuple[int, int, int] | None = None, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    style.font.color.rgb = RGBColor(*(color or (0x10, 0x17, 0x16)))


def _speak(styles: Any, language: str) -> None:
    from docx.oxml.ns import qn

    for element in styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
