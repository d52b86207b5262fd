"""Words on a page that should not be there: Danish on an English page, marks of a program nobody should see."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

import openpyxl

from warehouse.archive import find_original
from warehouse.settings import Settings
from warehouse.snapshot import Reader

# Danish words that are no English ones, and letters only Danish has.
_DANISH = re.compile(
    r"\b(?:og|ikke|eller|til|af|på|som|der|det|hvad|hvor|når|mangler|fra|blev|efter|kommer|skal|med|uden|mindst|"
    r"frivillig\w*|aktivitet\w*|række\w*|område\w*|opgave\w*|dage|uge|måned\w*)\b|\w*[æøåÆØÅ]\w*"
)
_ENGLISH = re.compile(
    r"\b(?:Choose an option|Select all|No results|Press Enter|Browse files|Drag and drop|Loading|the|and|with|empty|"
    r"Page not found|Deploy|Clear all)\b"
)
# Streamlit names the button that enlarges a chart or table itself, in English whatever the page's language.
_STREAMLITS_OWN = re.compile(r"^Fullscreen: ", re.MULTILINE)
_MACHINE = re.compile(
    r"\bNone\b|\bNaN\b|\bnan\b|\bundefined\b|\bnull\b|Invalid [Dd]ate|\{[a-z_]+\}|\bTraceback\b|\bNaT\b"
)
_SHORTEST = 4
# Part of what somebody has written is known as such from here on.
_SHORTEST_PART = 12


def find_machine_words(text: str) -> list[str]:
    """`None`, `NaN`, places never filled in."""
    return _around(_MACHINE, text)


def find_danish(text: str, data: Iterable[str]) -> list[str]:
    """Danish on a page that should be English, when what people themselves have written is left out."""
    return _around(_DANISH, _without(text, data))


def find_english(text: str, data: Iterable[str]) -> list[str]:
    """English on a page that should be Danish, when what people themselves have written is left out."""
    return _around(_ENGLISH, _without(text, data))


def words_of_data(settings: Settings) -> list[str]:
    """Every text in the published database that has no English of its own, the longest first."""
    reader = Reader(settings, "staff")
    columns = reader.query(
        "select table_schema, table_name, column_name from information_schema.columns where data_type = 'VARCHAR'"
    )
    named = {(row.table_schema, row.table_name, row.column_name) for row in columns.itertuples()}
    words: set[str] = set()
    for schema, table, column in named:
        if (schema, table, f"{column}_en") not in named:
            found = reader.query(
                f'select distinct "{column}" as word from {schema}."{table}" where "{column}" is not null'
            )
            words |= set(found["word"])
    project = settings.project
    words |= {project.name, project.organisation, *(area.name for area in settings.areas)}
    # shown side by side where they are chosen
    words |= {", ".join(listed) for area in settings.areas for listed in (area.aliases, area.streets)}
    words |= set(_words_of_waiting_files(settings, reader))
    return sorted((word for word in words if len(word) >= _SHORTEST), key=len, reverse=True)


def _words_of_waiting_files(settings: Settings, reader: Reader) -> Iterator[str]:
    """What stands in the workbooks the page Ny formular shows: in no table of ours yet."""
    waiting = reader.query("select file_name, sha256 from quality.files where fate = 'waiting'")
    for file in waiting.itertuples():
        if file.file_name.endswith(".xlsx"):
            for sheet in openpyxl.load_workbook(
                io.BytesIO(find_original(settings, file.sha256).read_bytes()), read_only=True
            ):
                yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def _without(text: str, data: Iterable[str]) -> str:
    data = list(data)
    whole = "\n".join(data)
    # a long name takes several lines in a chart or is shortened there, and a file's stands without its folder
    lines = (line.strip().removesuffix("…") for line in _STREAMLITS_OWN.sub("", text).splitlines())
    text = "\n".join(line for line in lines if len(line) < _SHORTEST_PART or line not in whole)
    for word in data:
        if word in text:
            text = text.replace(word, "·")
    return text


def _around(pattern: re.Pattern[str], text: str) -> list[str]:
    """The lines the pattern is found in, shortened, each once."""
    lines = dict.fromkeys(line.strip()[:140] for line in text.splitlines() if pattern.search(line))
    return list(lines)
