"""The words SQL needs to explain a match: how a code reads in a sentence, and which motive a benefit answers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from duckdb import DuckDBPyConnection
from pydantic import TypeAdapter

from warehouse.append import append_rows
from warehouse.declaration import parse_yaml
from warehouse.model import code_lists

PHRASES = Path(__file__).parent / "phrases.yml"


@cache
def load_phrases() -> dict[str, dict[str, tuple[str, str]]]:
    """Code list → code → (Danish, English)."""
    content = parse_yaml(PHRASES.read_text(encoding="utf-8"), PHRASES.name)
    return TypeAdapter(dict[str, dict[str, tuple[str, str]]]).validate_python(content)


def create_phrases(con: DuckDBPyConnection) -> None:
    """Create `staging.phrases` and `staging.benefit_words` (motive, a word that answers it)."""
    con.execute(
        "create or replace table staging.phrases (code_list varchar, code varchar, phrase varchar, phrase_en varchar)"
    )
    phrases = [[name, code, *words] for name, codes in load_phrases().items() for code, words in codes.items()]
    append_rows(con, "staging.phrases", phrases)
    con.execute("create or replace table staging.benefit_words (motive varchar, word varchar)")
    words = [[motive, word] for motive, found in code_lists()["benefits"].items() for word in found]
    append_rows(con, "staging.benefit_words", words)
