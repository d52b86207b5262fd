"""From a table's rows to records: each field read, each row with its fate and the reason for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from warehouse.intake.cpr import MASK
from warehouse.intake.date_order import DateColumn, Finding, examine_column
from warehouse.intake.dates import years_in
from warehouse.intake.folding import fold, tidy
from warehouse.intake.glance import ONE_CELL_AT_A_GLANCE, glance
from warehouse.intake.grid import Cell, FaultyCell, Sheet, is_filled, show
from warehouse.intake.groups import has_single_names, looks_like_group, say_group, stands_alone
from warehouse.intake.headings import RETURN_HEADINGS
from warehouse.intake.packed_rows import rows_at
from warehouse.intake.person_names import read_person_name
from warehouse.intake.tables import Table
from warehouse.intake.values import UnreadableCellError, read_value
from warehouse.model import Accepts
from warehouse.source import Cells, Field, Source

_MOST_KNOWN = 20_000
_ROWS_AT_A_TIME = 20_000
_RETURN_WORDS = {fold(heading) for heading in RETURN_HEADINGS}
_SECTION_RETURNED = "Rækkerne i gruppen er ikke med i returarket. Ret gruppens overskrift i det oprindelige ark, eller svar på siden Datakvalitet."
ONE_PERSON_FIELDS = ("full_name", "given_name")

Record = dict[str, Any]


@dataclass(slots=True)
class Row:
    """A row of a sheet with its fate. `cells` as shown, CPR numbers masked; `column`: index of the cell at fault."""

    number: int
    fate: str
    reason_code: str = ""
    reason: str = ""
    column: int | None = None
    table: int = 0
    source: str = ""
    mends: str = ""
    cells: list[str] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    def quarantine(self, code: str, reason: str, column: int | None = None) -> None:
        """Let the row wait for a person; nothing of it is taken."""
        self.fate, self.reason_code, self.reason, self.column = "quarantined", code, reason, column
        self.records = []


class RowReader:
    """Reads the data rows of one table, top to bottom, keeping the section they stand in."""

    def __init__(self, sheet: Sheet, table: Table, accepts: Mapping[str, Accepts]) -> None:
        self.sheet = sheet
        self.table = table
        self._source = table.header.source
        self.accepts = accepts
        self._words = {name: choice_words(accepts[name], self._source.fields[name]) for name in self._source.fields}
        self._context = read_context(sheet, table, self._source)
        self.required = [
            name
            for name, declared in self._source.fields.items()
            if declared.required and name != self._source.date_field
        ]
        self._section: dict[str, str] = {}
        self._ignored_lines = {fold(line) for line in self._source.ignore_lines}
        self._known: dict[tuple[int | None, str, type, Cell], Any] = {}
        self._name_column = next((c for c, name in table.header.columns.items() if name == "full_name"), None)
        self._own_columns = [c for c, h in enumerate(table.headings) if isinstance(h, str) and fold(h) in _RETURN_WORDS]
        self._years = find_years(sheet, table)
        self._dates = self._date_columns()

    @property
    def context(self) -> dict[str, str]:
        """What stands above the table or in the sheet's name, by field, as text."""
        return self._context

    @property
    def date_orders(self) -> dict[str, Finding]:
        """By field, what the table's dates show of their order, where there is something to know."""
        columns = self.table.header.columns
        return {columns[c]: finding for c, dates in self._dates.items() if (finding := dates.finding)}

    @property
    def columns(self) -> dict[int, str]:
        """Column → field."""
        return self.table.header.columns

    @cached_property
    def is_plain(self) -> bool:
        """Whether a row means the same whatever stands around it, so that rows may be read by columns."""
        if self._source.cells or self._own_columns or self.table.header.return_row is not None or self._has_sections():
            return False
        try:
            self.context_values()
        except RowFaultError:
            return False
        return MASK not in self.sheet.name

    def _has_sections(self) -> bool:
        """Whether a row says anything of those below it."""
        if not self._source.sections:
            return False
        maybe = {place + 1 for place in glance(self.sheet.rows, ONE_CELL_AT_A_GLANCE)}
        alone = (self.sheet.rows[n - 1] for n in self.table.data_rows if n in maybe)
        return any(self._section_of(fold(cell)) for cells in alone for cell in cells if isinstance(cell, str) and cell)

    def kind_of(self, name: str) -> str:
        """A field's type; names of persons are a kind of text of their own."""
        return "name" if name in ONE_PERSON_FIELDS else self.accepts[name].type

    def read(self, numbers: Iterable[int] | None = None) -> Iterator[Row]:
        """Data rows of the table, all or those asked for, each with its fate and its records."""
        self._section = {}
        for number in self.table.data_rows if numbers is None else numbers:
            yield self._read_row(number)

    def _read_row(self, number: int) -> Row:
        cells = self.sheet.rows[number - 1]
        row = Row(number, "loaded", table=self.table.number, source=self._source.name, cells=show_safely(cells))
        row.mends = self._row_it_mends(cells)
        written = self._without_own_columns(cells)
        if stands_alone(written) and self._open_section(row, written):
            return row
        try:
            row.records = self._records(cells)
        except RowFaultError as fault:
            row.quarantine(fault.code, str(fault), fault.column)
        return row

    def _open_section(self, row: Row, cells: list[Cell]) -> bool:
        """Whether a line of one cell is a heading for the rows below it, or is hardly anything else."""
        column = next(c for c, cell in enumerate(cells) if is_filled(cell))
        word = fold(cells[column]) if isinstance(cells[column], str) else ""
        if word in self._ignored_lines:
            row.fate, row.reason_code = "not_data", "ignored_line"
        elif (section := self._section_of(word)) and row.mends:
            row.quarantine("section_in_return_sheet", _SECTION_RETURNED, column)
        elif section:
            self._section |= section
            row.fate, row.reason_code = "not_data", "section"
        elif self._may_have_groups and looks_like_group(
            word, column == self._name_column, self._source, lambda: self._are_names_single
        ):
            row.quarantine("unknown_section", say_group(self._source), column)
        else:
            return False
        return True

    @cached_property
    def _may_have_groups(self) -> bool:
        """Whether names stand beside something else: a list of one column is all lines of one cell."""
        return self._name_column is not None and len(self.table.header.columns) + len(self.table.header.dates) > 1

    @cached_property
    def _are_names_single(self) -> bool:
        return has_single_names((self.sheet.rows[n - 1] for n in self.table.data_rows), self._name_column)

    def _without_own_columns(self, cells: list[Cell]) -> list[Cell]:
        """A return sheet's row as its sender wrote it."""
        return ["" if c in self._own_columns else cell for c, cell in enumerate(cells)] if self._own_columns else cells

    def _row_it_mends(self, cells: list[Cell]) -> str:
        column = self.table.header.return_row
        return show(cells[column]).strip() if column is not None and column < len(cells) else ""

    def _section_of(self, word: str) -> dict[str, str]:
        return {
            name: value
            for name, values in self._source.sections.items()
            for value, words in values.items()
            if word in {fold(w) for w in words}
        }

    def _records(self, cells: list[Cell]) -> list[Record]:
        base = self.context_values() | self._section | self._column_values(cells)
        self._refuse_missing(base)
        if self._source.cells is None:
            return [base]
        return list(self._crosstab_records(self._source.cells, cells, base))

    def context_values(self) -> Record:
        """What holds for every row. Raises RowFaultError when it cannot be read."""
        values: Record = {}
        for name, text in self._context.items():
            if MASK in text:
                raise RowFaultError("cpr", "Over tabellen står noget, der ligner et CPR-nummer. Slet det.", None)
            self.put(values, name, text, None)
        return values

    def _column_values(self, cells: list[Cell]) -> Record:
        values: Record = {}
        for column, name in self.table.header.columns.items():
            if column < len(cells) and is_filled(cells[column]):
                self.put(values, name, cells[column], column)
        return values

    def put(self, values: Record, name: str, cell: Cell, column: int | None) -> None:
        """Read a cell and put what it says among a row's values. Raises RowFaultError when it cannot be read."""
        accepts = self.accepts[name]
        try:
            value = self._value(name, cell, column)
        except UnreadableCellError as error:
            raise RowFaultError(error.code, f"{accepts.label}: {error}", column) from error
        if name in ONE_PERSON_FIELDS:
            self._put_name(values, name, str(value), column)
        elif accepts.type == "count-with-precision":
            values |= dict(zip((f"{name}_low", f"{name}_high", f"{name}_precision"), value, strict=True))
        else:
            values[name] = value

    def _value(self, name: str, cell: Cell, column: int | None) -> Any:
        """The cell read; what a column says again and again is read once."""
        key = (column, name, type(cell), cell)
        if key in self._known:
            return self._known[key]
        if column is not None and column in self._dates and not isinstance(cell, FaultyCell):
            cell = self._dates[column].read(cell, self._years)
        value = read_value(cell, self.accepts[name], self._words[name])
        if len(self._known) < _MOST_KNOWN:
            self._known[key] = value
        return value

    def _put_name(self, values: Record, name: str, text: str, column: int | None) -> None:
        try:
            person = read_person_name(text)
        except UnreadableCellError as error:
            raise RowFaultError(error.code, str(error), column) from error
        values[name] = person.name
        if person.nickname:
            values["nickname"] = person.nickname

    def _refuse_missing(self, values: Record) -> None:
        for name in self.required:
            if not _is_given(name, values):
                column = next((c for c, n in self.table.header.columns.items() if n == name), None)
                raise RowFaultError("missing", f"{self.accepts[name].label} mangler. Udfyld cellen.", column)

    def _crosstab_records(self, cells_mean: Cells, cells: list[Cell], base: Record) -> Iterator[Record]:
        date_field = self._source.date_field or ""
        codes = {fold(word) or word: code for code, words in cells_mean.marks.items() for word in words}
        absent = {fold(word) or word for word in cells_mean.absent}
        self._refuse_marks_without_date(cells)
        for column, day in self.table.header.dates.items():
            cell = cells[column] if column < len(cells) else ""
            if isinstance(cell, FaultyCell):
                raise RowFaultError(
                    "faulty_cell", f"Cellen har ingen værdi ({cell}). Ret formlen, eller skriv værdien selv.", column
                )
            mark = tidy(show(cell))
            word = fold(mark) or mark
            if not mark or word in absent:
                continue
            if word not in codes:
                raise RowFaultError(
                    "unknown_mark",
                    f"Mærket den {day:%d-%m-%Y} kan ikke læses. Skriv x for mødt op, eller lad cellen stå tom.",
                    column,
                )
            code = codes[word]
            if code == cells_mean.plain:  # the row's own role or section says more than a plain cross
                code = base.get(cells_mean.field, code)
            yield base | {date_field: day.isoformat(), cells_mean.field: code}

    def _refuse_marks_without_date(self, cells: list[Cell]) -> None:
        for column in self.table.header.undated:
            if column < len(cells) and is_filled(cells[column]):
                raise RowFaultError(
                    "heading_not_a_date", "Kolonnens overskrift er ikke en dato. Skriv den som 31-12-2014.", column
                )

    def _date_columns(self) -> dict[int, DateColumn]:
        dated = {c: name for c, name in self.table.header.columns.items() if self.accepts[name].type == "date"}
        cells = self._cells_in(dated)
        alone = {c: self._examine(dated[c], cells[c]) for c in dated}
        if not any(column.evidence == "month_day" for column in alone.values()):
            return alone
        return {c: self._examine(dated[c], cells[c], is_beside_month_day=True) for c in dated}

    def _cells_in(self, columns: Iterable[int]) -> dict[int, list[Cell]]:
        """Some columns' cells, gathered stretch by stretch: a large file's rows are never all there at once."""
        cells: dict[int, list[Cell]] = {column: [] for column in columns}
        for first in range(0, len(self.table.data_rows) if cells else 0, _ROWS_AT_A_TIME):
            rows = rows_at(self.sheet.rows, self.table.data_rows[first : first + _ROWS_AT_A_TIME])
            for column, gathered in cells.items():
                gathered += [row[column] for row in rows if column < len(row)]
        return cells

    def _examine(self, name: str, cells: list[Cell], is_beside_month_day: bool = False) -> DateColumn:
        declared = self._source.fields[name].date_order
        return examine_column(cells, (self._source.name, name), declared, is_beside_month_day=is_beside_month_day)


class RowFaultError(Exception):
    """Why a row comes back: `code`, the reason in Danish and the column at fault."""

    def __init__(self, code: str, reason: str, column: int | None) -> None:
        super().__init__(reason)
        self.code = code
        self.column = column


def read_context(sheet: Sheet, table: Table, source: Source) -> dict[str, str]:
    """Values that hold for a whole table: above it, in the sheet's name, or the same in every file of this form."""
    above = sheet.rows[: table.header_row - 1]
    context: dict[str, str] = {}
    for name, declared in source.fields.items():
        found = (
            _find_above(above, declared.above)
            or (sheet.name if declared.sheet_name else None)
            or declared.always
            or declared.default
        )
        if found:
            context[name] = found
    return context


def find_years(sheet: Sheet, table: Table) -> tuple[int, ...]:
    """The years a sheet's name, else a title above the table speaks of."""
    titles = (cell for row in sheet.rows[: table.header_row - 1] for cell in row if isinstance(cell, str))
    return next((years for title in (sheet.name, *titles) if (years := years_in(title))), ())


def _find_above(rows: Sequence[list[Cell]], labels: tuple[str, ...]) -> str | None:
    folded = {fold(label) for label in labels}
    for row in reversed(rows):
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or not is_filled(cell):
                continue
            label, colon, rest = cell.partition(":")
            if fold(label) not in folded:
                continue
            if colon and rest.strip():
                return tidy(rest)
            beside = next((c for c in row[column + 1 :] if is_filled(c)), None)
            if beside is not None:
                return tidy(show(beside))
    return None


def choice_words(accepts: Accepts, declared: Field) -> dict[str, str]:
    """Folded word → code: the entity's words, the codes themselves and the words of this form's own."""
    words = {fold(code): code for code in accepts.words}
    for lists in (accepts.words, declared.choices):
        words |= {fold(word): code for code, spellings in lists.items() for word in spellings}
    return words | {fold(word): code for code, word in declared.offers.items()}


def show_safely(cells: list[Cell]) -> list[str]:
    """The cells as shown to a person. CPR numbers were masked when the file was opened."""
    return [("" if cell.isspace() else cell) if type(cell) is str else show(cell) for cell in cells]


def _is_given(name: str, values: Record) -> bool:
    if name == "full_name" and "given_name" in values:
        return True
    return name in values or f"{name}_low" in values
