"""One file, from bytes to rows with fates: the whole of reading, without touching the archive."""

from __future__ import annotations

import heapq
import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from warehouse.errors import RefusedFileError
from warehouse.intake.codebook import Codebook
from warehouse.intake.cpr import CPR_IN_FILE_NAME, MASK, MASKED_SUFFIX, bytes_have_cpr, has_cpr, mask_cpr
from warehouse.intake.cpr_beside import has_cpr_beside_cells
from warehouse.intake.date_order import Finding
from warehouse.intake.folding import fold
from warehouse.intake.grid import Sheet, open_sheets
from warehouse.intake.headings import RETURN_OWN_SHEET, Vocabulary, is_ignored
from warehouse.intake.hiding import hide_cpr
from warehouse.intake.labels_down import lay_out_down
from warehouse.intake.masked import read_masked, write_masked, write_refused
from warehouse.intake.proposals import Nearest, Proposal, find_nearest, propose_for_table, say_questions
from warehouse.intake.rows import Row, RowReader, show_safely
from warehouse.intake.second_look import look_again
from warehouse.intake.side_by_side import part as part_sheet
from warehouse.intake.survey_exports import Export, put_in_words
from warehouse.intake.tables import Layout, Table, lay_out
from warehouse.model import Accepts, load_model
from warehouse.settings import Limits
from warehouse.source import Source, accepted

if TYPE_CHECKING:
    from warehouse.intake.plain_rows import PlainRows  # with it comes pyarrow, which not all need


@dataclass(frozen=True)
class ReadTable:
    """A table as read: its header and what stands above it, as needed to hand rows back in the sender's own form."""

    number: int
    source: str
    header_row: int
    headings: list[str]
    fields: dict[int, str]
    context: dict[str, str]
    date_orders: dict[str, Finding] = field(default_factory=dict)


class Block(NamedTuple):
    """A stretch of rows: those that are plain, by columns, and all others one by one."""

    plain: list[PlainRows]
    rows: Iterable[Row]


@dataclass
class ReadSheet:
    """A sheet as read: its tables and every filled row with its fate."""

    name: str
    number: int
    is_hidden: bool
    filled_rows: int
    tables: list[ReadTable] = field(default_factory=list)
    each_row: Callable[[], Iterable[Row]] = tuple
    by_columns: Callable[[], Iterable[Block]] | None = None

    @cached_property
    def rows(self) -> list[Row]:
        """All rows at once. `each_row()` reads them one by one, so that a large file need not be held."""
        return list(self.each_row())

    def each_block(self) -> Iterable[Block]:
        """The same rows, stretch by stretch, as they are fastest read."""
        return self.by_columns() if self.by_columns else [Block([], self.each_row())]


@dataclass
class ReadFile:
    """A file as read. `fate`: taken, waiting (no form fits) or rejected; `message`: one sentence for a person.

    `proposals`: what to ask a person about its headings.
    `codebook`: what the file explains of the codes in files beside it. `is_coded`: it needs such a file.
    `masked`: the file's stand-in without its CPR numbers, when it holds any.
    """

    fate: str
    message: str
    source: str | None = None
    reason_code: str = ""
    sheets: list[ReadSheet] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    codebook: Codebook = field(default_factory=Codebook)
    is_coded: bool = False
    masked: bytes | None = None


_ROWS_AT_A_TIME = 20_000
_HOLDS_CPR = "Filen indeholder noget, der ligner CPR-numre. Slet dem i arket, og læg det igen."
_HOLDS_CPR_BESIDE = (
    "Filen har noget, der ligner et CPR-nummer, i en kommentar, en tegning, et sidehoved eller filens egenskaber."
    " Slet det, og læg filen igen."
)
_CPR_IN_CELL = "Her står noget, der ligner et CPR-nummer. Slet det, og skriv kun fødselsåret."
_CPR_OUTSIDE_TABLE = "Her står noget, der ligner et CPR-nummer. Slet det i dit eget ark, og læg arket i inbox igen."
_CPR_IN_SHEET_NAME = "Arkets navn indeholder noget, der ligner et CPR-nummer. Giv arket et andet navn."
_SHEET_UNKNOWN = "Arkets overskrifter passer ikke til nogen formular. Svar på siden Datakvalitet, om det er data."
_CODES_UNEXPLAINED = (
    "Filen har koder (s_1, s_2 …) i stedet for spørgsmål. Læg programmets forklaring af koderne i samme mappe"
    " (fra SurveyXact: structure og labels), eller hent svarene som Excel med det hele."
)
_ASIDE = {
    "title": "Titel eller tekst over tabellen.",
    "header": "Overskrifter.",
    "repeated_header": "Overskrifterne er gentaget.",
    "total": "Sum af andre rækker.",
    "note": "Bemærkning.",
    "beside": "Hører til tabellen ved siden af, der er læst for sig.",
    "section": "Overskrift for en gruppe rækker.",
    "ignored_sheet": "Arket er en forklaring og hører ikke til data.",
    "part_of_answer": "Linjen hører til et svar, der er talt på en anden linje i skemaet.",
    "return_notes": "Besked om, hvad der skal rettes i det oprindelige ark.",
    "ignored_line": "Linjen er ikke data: det har I svaret.",
    "codebook": "Forklaring på koderne i svarene.",
}


def limit_memory(mebibytes: int) -> None:
    """Let this process use no more memory than this; for a child that reads files from outside."""
    if os.name != "nt":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (mebibytes * 2**20, mebibytes * 2**20))


def read_path(
    path: Path, file_name: str, sources: Mapping[str, Source], limits: Limits, codebook: Codebook | None = None
) -> ReadFile:
    """Read the file at `path`, or the stand-in that took its place there, known to its sender as `file_name`."""
    content = path.read_bytes()
    if path.suffix != MASKED_SUFFIX:
        return read_file(content, file_name, sources, limits, codebook)
    return _read_opened(partial(read_masked, content), file_name, sources, codebook)


def read_file(
    content: bytes, file_name: str, sources: Mapping[str, Source], limits: Limits, codebook: Codebook | None = None
) -> ReadFile:
    """Read a file by the declarations. Never raises for what stands in a file: the fate says it.

    `codebook`: what files beside this one explain of its codes.
    """
    if has_cpr(file_name):
        return ReadFile("rejected", CPR_IN_FILE_NAME, reason_code="cpr_in_file_name")
    read = _read_opened(partial(open_sheets, content, limits), file_name, sources, codebook, content)
    if read.fate == "rejected" and bytes_have_cpr(content):
        read.masked = write_refused(RefusedFileError(read.reason_code, read.message))
    return read


def _read_opened(
    open_file: Callable[[], list[Sheet]],
    file_name: str,
    sources: Mapping[str, Source],
    codebook: Codebook | None,
    content: bytes = b"",
) -> ReadFile:
    try:
        hidden = [hide_cpr(sheet) for sheet in open_file()]
        sheets = [sheet for sheet, _ in hidden]
        export = put_in_words(sheets, sources, codebook)
    except RefusedFileError as refusal:
        return ReadFile("rejected", str(refusal), reason_code=refusal.reason_code)
    read = _read_export(export, file_name, sources)
    is_in_cells = any(found for _, found in hidden)
    if is_in_cells or has_cpr_beside_cells(content):
        read.masked = write_masked(sheets)
        read.message = f"{read.message} {_HOLDS_CPR if is_in_cells else _HOLDS_CPR_BESIDE}".strip()
    return read


def _read_export(export: Export, file_name: str, sources: Mapping[str, Source]) -> ReadFile:
    vocabulary = Vocabulary(sources)
    layouts = [
        _lay_out(part, vocabulary, file_name)
        for sheet in export.sheets
        for part in part_sheet(sheet, vocabulary, file_name)
    ]
    if not any(layout.sheet.filled_rows() for layout in layouts):
        return ReadFile(
            "rejected",
            "Filen er tom: der står intet i nogen af arkene. Læg den rigtige fil i mappen.",
            reason_code="empty",
        )
    found = Counter(table.header.source.name for layout in layouts for table in layout.tables)
    if not found and all(layout.sheet.name == RETURN_OWN_SHEET for layout in layouts):
        read = ReadFile("taken", "Returarket har ingen rækker at rette her. Ret dem i dit eget ark.")
        read.sheets = [_aside_sheet(layout.sheet, "return_notes") for layout in layouts]
        return read
    if not found:
        nearest = find_nearest(export.sheets, vocabulary, file_name)
        return _explaining(export) if export.explanations else _waiting(layouts, nearest, export)
    read = ReadFile("taken", "", source=found.most_common(1)[0][0])
    main = vocabulary.sources[read.source or ""]
    read.sheets = [
        _explaining_sheet(layout.sheet)
        if layout.sheet.number in export.explanations and not layout.tables
        else _read_sheet(layout, main)
        for layout in layouts
    ]
    read.proposals = [
        p for layout in layouts for table in layout.tables for p in propose_for_table(layout.sheet, table)
    ]
    remarks = dict.fromkeys(remark for layout in layouts for remark in layout.remarks)
    unread = [layout.sheet for layout in layouts if _is_unread(layout, main, export)]
    read.proposals += [p for sheet in unread for p in _propose_for_sheet(sheet, vocabulary, file_name)]
    read.message = " ".join([*remarks, *_describe_unread(unread), _describe(read, vocabulary.sources)]).strip()
    return read


def _lay_out(sheet: Sheet, vocabulary: Vocabulary, file_name: str) -> Layout:
    layout = lay_out(sheet, vocabulary, file_name)
    return layout if layout.tables else lay_out_down(sheet, vocabulary, file_name) or layout


def _is_unread(layout: Layout, main: Source, export: Export) -> bool:
    is_filled = bool(layout.sheet.filled_rows())
    explains = layout.sheet.number in export.explanations
    is_dismissed = layout.sheet.name == RETURN_OWN_SHEET or _is_dismissed(layout.sheet, main)
    return is_filled and not layout.tables and not explains and not is_dismissed


def _propose_for_sheet(sheet: Sheet, vocabulary: Vocabulary, file_name: str) -> list[Proposal]:
    """What to ask about the headings of a sheet that would be read if they were answered."""
    nearest = find_nearest([sheet], vocabulary, file_name)
    return list(nearest.proposals) if nearest and not nearest.lacking else []


def _describe_unread(sheets: list[Sheet]) -> list[str]:
    names = list(dict.fromkeys(f"«{sheet.label}»" for sheet in sheets))
    if not names:
        return []
    if len(names) == 1:
        return [f"Arket {names[0]} er ikke læst: det passer ikke til nogen formular. Er det data?"]
    return [f"Arkene {' og '.join(names)} er ikke læst: de passer ikke til nogen formular. Er de data?"]


def _is_dismissed(sheet: Sheet, main: Source) -> bool:
    return not {fold(sheet.name), fold(sheet.label)}.isdisjoint(fold(name) for name in main.ignore_sheets)


def _explaining(export: Export) -> ReadFile:
    read = ReadFile("taken", "Filen forklarer koderne i de svar, der ligger i samme mappe.", codebook=export.codebook)
    read.sheets = [_explaining_sheet(sheet) for sheet in export.sheets]
    return read


def _explaining_sheet(sheet: Sheet) -> ReadSheet:
    read = _aside_sheet(sheet, "codebook")
    read.each_row = partial(_hand_back_cpr, sheet, read.each_row)
    return read


def _aside_sheet(sheet: Sheet, why: str) -> ReadSheet:
    read = _blank_sheet(sheet)
    read.each_row = partial(_rows_aside, sheet, why)
    return read


def _rows_aside(sheet: Sheet, why: str) -> list[Row]:
    return [
        Row(number, "not_data", why, _ASIDE[why], cells=show_safely(sheet.rows[number - 1]))
        for number in sheet.filled_rows()
    ]


def _waiting(layouts: list[Layout], nearest: Nearest | None, export: Export) -> ReadFile:
    message = _CODES_UNEXPLAINED if export.is_coded else _say_nearest(nearest)
    # where no answer would do, none is asked
    proposals = list(nearest.proposals) if nearest and not nearest.lacking and not export.is_coded else []
    read = ReadFile("waiting", message, reason_code="heading_unanswered" if proposals else "no_form_fits")
    read.is_coded, read.proposals = export.is_coded, proposals
    read.sheets = [_blank_sheet(layout.sheet) for layout in layouts]
    for sheet, layout in zip(read.sheets, layouts, strict=True):
        waiting = partial(_unread_rows, layout.sheet, "file_waiting", "Filen venter: ingen formular passer til den.")
        sheet.each_row = partial(_hand_back_cpr, layout.sheet, waiting)
    return read


def _say_nearest(nearest: Nearest | None) -> str:
    if nearest is None:
        return "Ingen formular passer til filen. Sammenlign overskrifterne med skabelonerne, eller flyt filen, hvis den ikke hører til her."
    title = nearest.source.title
    if nearest.lacking:
        missing = " og ".join(nearest.lacking)
        return f"Ingen formular passer til filen. Den ligner «{title}», men mangler {missing}."
    if not nearest.proposals:
        return f"Ingen formular passer til filen. Den ligner «{title}», men har for få af dens kolonner."
    return f"Filen ligner «{title}» og venter på svar: {' '.join(say_questions(list(nearest.proposals)))}"


def _read_sheet(layout: Layout, main: Source) -> ReadSheet:
    sheet = layout.sheet
    if sheet.name == RETURN_OWN_SHEET:
        return _aside_sheet(sheet, "return_notes")
    read = _blank_sheet(sheet)
    if not layout.tables:
        read.each_row = partial(_hand_back_cpr, sheet, partial(_rows_without_table, sheet, main), main.name)
        return read
    readers = [RowReader(sheet, table, _accepted(table.header.source)) for table in layout.tables]
    read.tables = [_describe_table(sheet, table, reader) for table, reader in zip(layout.tables, readers, strict=True)]
    first = layout.tables[0].header.source.name
    read.each_row = partial(_hand_back_cpr, sheet, partial(_rows_of_tables, layout, readers), first)
    if all(reader.is_plain for reader in readers):
        read.by_columns = partial(_blocks_of_tables, layout, readers, first)
    return read


def _accepted(source: Source) -> dict[str, Accepts]:
    return accepted(source, {source.feeds: load_model("core", source.feeds)})


def _blocks_of_tables(layout: Layout, readers: list[RowReader], source: str) -> Iterator[Block]:
    from warehouse.intake.plain_rows import read_plain_rows

    for first in range(1, len(layout.sheet.rows) + 1, _ROWS_AT_A_TIME):
        block = range(first, first + _ROWS_AT_A_TIME)
        numbers = [_within(block, table.data_rows) for table in layout.tables]
        plain = [read for reader, some in zip(readers, numbers, strict=True) if (read := read_plain_rows(reader, some))]
        done = {number for read in plain for number in read.numbers.to_pylist()}
        odd = [[number for number in some if number not in done] for some in numbers]
        rows = partial(_rows_of_tables, layout, readers, block, odd)
        yield Block(plain, _hand_back_cpr(layout.sheet, rows, source))


def _within(block: range, numbers: Sequence[int]) -> Sequence[int]:
    """Those of some ascending numbers that lie in a block."""
    return numbers[bisect_left(numbers, block.start) : bisect_left(numbers, block.stop)]


def _rows_of_tables(
    layout: Layout, readers: list[RowReader], block: range | None = None, odd: list[list[int]] | None = None
) -> Iterator[Row]:
    """All rows, or of a block those that are no data and the odd ones of each table."""
    beside_data = sorted(layout.not_data)
    aside = (
        Row(number, "not_data", layout.not_data[number], cells=show_safely(layout.sheet.rows[number - 1]))
        for number in (_within(block, beside_data) if block else beside_data)
    )
    in_tables = (
        look_again(row, reader.table, layout.sheet)
        for place, reader in enumerate(readers)
        for row in reader.read(odd[place] if odd else None)
    )
    for row in heapq.merge(aside, in_tables, key=lambda row: row.number):
        row.reason = row.reason or _ASIDE.get(row.reason_code, "")
        yield row


def _hand_back_cpr(sheet: Sheet, each_row: Callable[[], Iterable[Row]], source: str = "") -> Iterator[Row]:
    """Whatever else a row is: one in which a CPR number stood needs a person; so does all data under a name with one.

    `source`: the form whose owner is told of a row that stands in no table.
    """
    for row in each_row():
        column = next((c for c, shown in enumerate(row.cells) if MASK in shown), None)
        if column is not None:
            row.quarantine("cpr", _CPR_IN_CELL if row.table else _CPR_OUTSIDE_TABLE, column)
            row.source = row.source or source
        elif MASK in sheet.name and row.fate == "loaded":
            row.quarantine("cpr_in_sheet_name", _CPR_IN_SHEET_NAME)
        yield row


def _blank_sheet(sheet: Sheet) -> ReadSheet:
    return ReadSheet(sheet.label, sheet.number, sheet.is_hidden, len(sheet.filled_rows()))


def _rows_without_table(sheet: Sheet, main: Source) -> list[Row]:
    if _is_dismissed(sheet, main):
        return _rows_aside(sheet, "ignored_sheet")
    return _unread_rows(sheet, "sheet_unknown", _SHEET_UNKNOWN)


def _unread_rows(sheet: Sheet, code: str, reason: str) -> list[Row]:
    return [
        Row(number, "quarantined", code, reason, cells=show_safely(sheet.rows[number - 1]))
        for number in sheet.filled_rows()
    ]


def _describe_table(sheet: Sheet, table: Table, reader: RowReader) -> ReadTable:
    headings = [mask_cpr(heading) for heading in show_safely(table.headings)]  # two cells may have made one number
    for column, day in table.header.dates.items():
        headings[column] = f"{day:%d-%m-%Y}"  # with the year the sheet's name or title gave it
    fields = dict(table.header.columns) | dict.fromkeys(table.header.dates, table.header.source.date_field or "")
    return ReadTable(
        table.number, table.header.source.name, table.header_row, headings, fields, reader.context, reader.date_orders
    )


def _describe(read: ReadFile, sources: Mapping[str, Source]) -> str:
    hidden = [sheet.name for sheet in read.sheets if sheet.is_hidden]
    note = f"Skjulte ark er læst med: {', '.join(hidden)}." if hidden else ""
    asked = {fold(proposal.heading) for proposal in read.proposals}
    doubled = dict.fromkeys(
        heading for sheet in read.sheets for table in sheet.tables for heading in _doubled(table, sources[table.source])
    )
    for heading in doubled:
        note += f" «{heading}» er det samme som en kolonne før den; kun den første er læst. Slå dem sammen, eller ret overskriften."
    unknown = sum(
        _unknown_columns(table, sources[table.source], asked) for sheet in read.sheets for table in sheet.tables
    )
    if unknown == 1:
        note += " 1 kolonne har en overskrift, skemaet ikke kender; den er ikke taget med."
    elif unknown:
        note += f" {unknown} kolonner har en overskrift, skemaet ikke kender; de er ikke taget med."
    if asked:
        note += f" Ikke taget med, før I har svaret: {' '.join(say_questions(read.proposals))}"
    return note.strip()


def _doubled(table: ReadTable, source: Source) -> list[str]:
    """Headings the form knows, of a field that a column before them already holds."""
    known = {fold(heading) for _, headings in source.column_fields() for heading in headings}
    return [h for c, h in enumerate(table.headings) if h and c not in table.fields and fold(h) in known]


def _unknown_columns(table: ReadTable, source: Source, asked: set[str]) -> int:
    seen = asked | {fold(heading) for heading in _doubled(table, source)}
    return sum(
        1
        for column, heading in enumerate(table.headings)
        if heading and column not in table.fields and fold(heading) not in seen and not is_ignored(source, heading)
    )
