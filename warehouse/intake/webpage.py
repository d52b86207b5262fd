"""A web page as a sheet: many systems write their ".xls" as HTML, and Excel opens it without a word."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from warehouse.errors import RefusedFileError
from warehouse.intake.text import decode

_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "caption")
_MOST_COLUMNS, _MOST_ROWS_SPANNED, _MOST_CELLS = 1_000, 10_000, 20_000_000
Row = list[str]


def read_webpage(content: bytes) -> list[Row]:
    """Every table of the page below one another with a blank row between, and the titles between them.

    Nothing is fetched, no script is run, no entity but HTML's own is known. A cell that spans several
    columns stands in the first; one that spans rows stands in each. Raises RefusedFileError when the page
    has no table.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(decode(content).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _no_table() from error
    if page.find(".//tr") is None:
        raise _no_table()
    for line_break in page.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    return list(_rows(page))


def _no_table() -> RefusedFileError:
    return RefusedFileError(
        "html", "Filen er en webside uden tabel og ikke et regneark. Åbn den rigtige fil i Excel og gem som .xlsx."
    )


def _rows(page: html.HtmlElement) -> Iterator[Row]:
    table, spanning, cells = None, dict[int, tuple[str, int]](), 0
    frames = {row for row in page.iter("tr") if _is_frame(row)}
    for element in page.iter("tr", *_TITLES):
        around = next(element.iterancestors("tr"), None)
        if element in frames or (around is not None and around not in frames):
            continue
        if element.tag != "tr":
            yield [_text(element)]
            continue
        parent = next(element.iterancestors("table"), None)
        if table is not None and parent is not table:
            yield []
            spanning = {}
        table = parent
        row = _row(element, spanning)
        cells += len(row)
        if cells > _MOST_CELLS:
            raise RefusedFileError("too_large", "Filen er for stor at læse. Del den op i mindre ark.")
        yield row


def _is_frame(row: html.HtmlElement) -> bool:
    """Whether a row only puts other tables in their place on the page and says nothing itself."""
    inside = [t for t in row.iter("table") if next(t.iterancestors("tr"), None) is row]
    return 0 < _letters(row) == sum(map(_letters, inside))


def _letters(element: html.HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _row(element: html.HtmlElement, spanning: dict[int, tuple[str, int]]) -> Row:
    """One row; `spanning` (column → text, rows still to fill) goes on to the next."""
    row: Row = []
    for cell in element.iterchildren("td", "th"):
        _fill_from_above(row, spanning)
        text, rows = _text(cell), _span(cell, "rowspan", _MOST_ROWS_SPANNED)
        if rows > 1:
            spanning[len(row)] = (text, rows - 1)
        row += [text, *[""] * (_span(cell, "colspan", _MOST_COLUMNS) - 1)]
    _fill_from_above(row, spanning)
    return row


def _fill_from_above(row: Row, spanning: dict[int, tuple[str, int]]) -> None:
    while len(row) in spanning:
        text, rows = spanning.pop(len(row))
        if rows > 1:
            spanning[len(row)] = (text, rows - 1)
        row.append(text)


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), most) if said.isascii() and said.isdigit() else 1


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
