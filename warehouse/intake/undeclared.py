"""A table nobody declared, as the wizards show it: where its headings stand, and what its columns may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse.intake.dates import read_date, years_in
from warehouse.intake.folding import fold, tidy
from warehouse.intake.headings import is_aside
from warehouse.intake.likeness import likeness, shows_clearly
from warehouse.intake.reading import ReadFile, ReadSheet
from warehouse.intake.rows import Row
from warehouse.model import Accepts, load_models
from warehouse.source import Source, shipped_sources

LABELS_DOWN = 0  # in the place of a row of headings: they stand down the side, the answers beside them
_FARTHEST_LABELS = 10
_FEWEST_LABELS = 2
_MOST_LINES = 500  # as labels_down reads
_SEARCH_ROWS = 30
_SAMPLE_ROWS = 50
_FEWEST_DATES = 2
_MOST_MARKS = 12
_AS_GOOD = 10
_ABSENT_MARKS = frozenset({"-", "0", "nej", "afbud", "syg"})


@dataclass(frozen=True)
class UndeclaredColumn:
    """A column as its sender sees it, cells as shown with CPR numbers masked. `is_date`: its heading is a date."""

    number: int
    heading: str
    cells: tuple[str, ...]
    is_date: bool


@dataclass(frozen=True)
class UndeclaredTable:
    """The columns under a row of headings; a crosstab when several headings are dates.

    With `header_row` LABELS_DOWN each label down the side is a column, and what stands beside it its cells.
    """

    sheet: str
    header_row: int
    columns: tuple[UndeclaredColumn, ...]

    @property
    def has_labels_down(self) -> bool:
        return self.header_row == LABELS_DOWN

    @property
    def is_crosstab(self) -> bool:
        return sum(column.is_date for column in self.columns) >= _FEWEST_DATES

    @property
    def named_columns(self) -> list[UndeclaredColumn]:
        """The columns that may be fields: with a heading that is neither a date nor a sum or remark."""
        dated = self.is_crosstab
        return [column for column in self.columns if not (dated and column.is_date) and not is_aside(column.heading)]

    @property
    def marks(self) -> list[str]:
        """What is written under the dates of a crosstab, the most frequent first."""
        written = Counter(tidy(cell) for column in self.columns if column.is_date for cell in column.cells if cell)
        return [mark for mark, _ in written.most_common(_MOST_MARKS)]


def filled_sheets(read: ReadFile) -> list[ReadSheet]:
    """The sheets of a file in which anything is written."""
    return [sheet for sheet in read.sheets if sheet.rows]


def guess_header_row(sheet: ReadSheet, sources: Mapping[str, Source]) -> int:
    """The row that most looks like headings: the first of those with the most different texts.

    LABELS_DOWN when more labels down the side are words that forms ask for than in that row.
    """
    rows = _rows_in_order(sheet)[:_SEARCH_ROWS]
    if not rows:
        return 1
    best = max(rows, key=lambda row: (_headings_in(row), -row.number))
    words = _words_of_forms(sources)
    across = len({fold(cell) for cell in best.cells} & words)
    down = len({fold(column.heading) for column in table_at(sheet, LABELS_DOWN).columns} & words)
    return LABELS_DOWN if down >= _FEWEST_LABELS and down > across else best.number


def _words_of_forms(sources: Mapping[str, Source]) -> set[str]:
    """Every heading a form knows and every field's own label, folded."""
    headings = {word for source in sources.values() for _, words in source.column_fields() for word in words}
    labels = {field.label for kind in kinds() for field in load_models("core")[kind].accepted_fields.values()}
    return {fold(word) for word in headings | labels}


def table_at(sheet: ReadSheet, header_row: int) -> UndeclaredTable:
    """The table whose headings stand in a row of a sheet, or down its side. Of two called the same the first counts."""
    rows = _rows_in_order(sheet)
    if header_row == LABELS_DOWN:
        return _table_down(sheet, rows)
    header = next((row.cells for row in rows if row.number == header_row), [])
    below = [row.cells for row in rows if row.number > header_row]
    columns: dict[str, UndeclaredColumn] = {}
    for number, heading in enumerate(header):
        if fold(heading):
            cells = tuple(cells[number] for cells in below if number < len(cells))
            is_date = read_date(heading, years=years_in(sheet.name) or (2000,)) is not None
            columns.setdefault(fold(heading), UndeclaredColumn(number, tidy(heading), cells, is_date))
    return UndeclaredTable(sheet.name, header_row, tuple(columns.values()))


def _table_down(sheet: ReadSheet, rows: Sequence[Row]) -> UndeclaredTable:
    """The labels are the column in which most different texts have something beside them."""
    rows = rows[:_MOST_LINES]
    labels = max(range(_FARTHEST_LABELS), key=lambda column: (len(_labels_in(rows, column)), -column))
    columns: dict[str, UndeclaredColumn] = {}
    for label, answers in _labels_in(rows, labels).items():
        columns[label] = UndeclaredColumn(len(columns), tidy(answers[0]), tuple(answers[1:]), False)
    return UndeclaredTable(sheet.name, LABELS_DOWN, tuple(columns.values()))


def _labels_in(rows: Sequence[Row], column: int) -> dict[str, list[str]]:
    """Folded label → the label as it stands and all that stands beside it, of those with anything beside them."""
    found: dict[str, list[str]] = {}
    for row in rows:
        answers = [cell for cell in row.cells[column + 1 :] if cell]
        if answers and _may_be_heading(row.cells[column]):
            found.setdefault(fold(row.cells[column]), [row.cells[column]]).extend(answers)
    return found


def means_absent(mark: str) -> bool:
    """Whether a mark under a date most likely says that somebody did not come."""
    return (fold(mark) or mark) in _ABSENT_MARKS


def kinds() -> dict[str, str]:
    """What a row may stand for: entity → in Danish ("frivillig", "person pr. mødegang")."""
    fed = {name: model for name, model in load_models("core").items() if model.accepted_fields and name != "persons"}
    return {name: model.grain.removeprefix("Én række pr. ").rstrip(".") for name, model in fed.items()}


def guess_kind(table: UndeclaredTable, sources: Mapping[str, Source]) -> str:
    """The entity whose fields the columns look most like, and lack least of."""
    if table.is_crosstab:
        return "attendances"
    return max(kinds(), key=lambda kind: _likelihood(table, kind, sources))


def _likelihood(table: UndeclaredTable, kind: str, sources: Mapping[str, Source]) -> int:
    found = {name for likely in suggest_fields(table, kind, sources).values() for name in likely}
    return len(found) - len(set(usually_required(kind)) - found)


def usually_required(feeds: str) -> list[str]:
    """The fields without which rows of this kind are of no use: a person's name, and what every form we ship requires."""
    model = load_models("core")[feeds]
    required = [
        {name for name, declared in source.fields.items() if declared.required}
        for source in shipped_sources().values()
        if source.feeds == feeds
    ]
    needed = set.intersection(*required) if required else set()
    needed |= {"full_name"} if model.person else set()
    return [name for name in model.accepted_fields if name in needed]


def needed_outside_columns(table: UndeclaredTable, feeds: str, given: set[str]) -> list[str]:
    """Fields that no column gives but that may be the same in every row: an activity or a date, never a person's."""
    dated = set(load_models("core")[feeds].dated_by) if table.is_crosstab else set()
    known = given | dated | set(load_models("core")["persons"].accepts)
    return [name for name in usually_required(feeds) if name not in known]


def suggest_fields(table: UndeclaredTable, kind: str, sources: Mapping[str, Source]) -> dict[str, list[str]]:
    """Heading → the fields it may be, the likeliest first; none when it looks like nothing."""
    fields = load_models("core")[kind].accepted_fields
    spellings = {name: _spellings(name, field, kind, sources) for name, field in fields.items()}
    return {column.heading: _likely_fields(column, fields, spellings) for column in table.named_columns}


def _likely_fields(
    column: UndeclaredColumn, fields: Mapping[str, Accepts], spellings: Mapping[str, set[str]]
) -> list[str]:
    exact = [name for name, words in spellings.items() if fold(column.heading) in {fold(word) for word in words}]
    if exact:
        return exact
    cells = column.cells[:_SAMPLE_ROWS]
    scores = {name: likeness(column.heading, spellings[name], field.type, cells) for name, field in fields.items()}
    best = max(scores.values(), default=0)
    likely = sorted((name for name in scores if scores[name] > max(best - _AS_GOOD, 0)), key=lambda name: -scores[name])
    return likely or [name for name, field in fields.items() if shows_clearly(field.type, column.heading, cells)]


def _spellings(name: str, field: Accepts, kind: str, sources: Mapping[str, Source]) -> set[str]:
    """How the label and every form of this kind spell a field; a person's fields are spelt alike in all forms."""
    is_person = name in load_models("core")["persons"].accepts
    words = {field.label}
    for source in sources.values():
        if source.feeds == kind or is_person:
            words.update(*(headings for declared, headings in source.column_fields() if declared == name))
    return words


def _rows_in_order(sheet: ReadSheet) -> list[Row]:
    return sorted(sheet.rows, key=lambda row: row.number)


def _headings_in(row: Row) -> int:
    return len({fold(cell) for cell in row.cells if _may_be_heading(cell)})


def _may_be_heading(cell: str) -> bool:
    return bool(fold(cell)) and (
        not fold(cell).replace(" ", "").isdigit() or read_date(cell, years=(2000,)) is not None
    )
