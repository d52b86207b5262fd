"""Every reason a file or a row can be given has its English, and what stands in the sheet stays as it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from expectations.rule import load_rules
from expectations.staged_suite import every_staged_check
from warehouse import errors
from warehouse.declaration import parse_yaml
from warehouse.reason_words import REFUSALS, SENTENCES, reason_in_english
from warehouse.staging import fed_entities

WAREHOUSE = Path(__file__).parent.parent / "warehouse"
SAYING = [*sorted((WAREHOUSE / "intake").glob("*.py")), *(WAREHOUSE / f"{name}.py" for name in ("archive", "mending")), WAREHOUSE / "people" / "linking.py"]  # fmt: skip
# Said inside another sentence, or about a declaration and not about a sheet.
PARTS = {": hvilken er det?", "A source and a field of it."}
CATALOGUE = {
    str(danish): str(english)
    for catalogue in (SENTENCES, REFUSALS)
    for danish, english in parse_yaml(catalogue.read_text("utf-8"), "").items()
}
REFUSING = {
    path
    for room in ("warehouse", "flows", "dashboard", "expectations")
    for path in (WAREHOUSE.parent / room).rglob("*.py")
}
# A file is refused by a code, and its sentence is a reason like any other.
REFUSALS_SAID = {name for name in vars(errors) if name.endswith("Error")} - {"RefusedFileError"}
# What a declaration breaks is said in the words of the library that reads it.
TOLD_BY_OTHERS = {"{}: «{}»: {}", "{}: {}"}


def sentences_in(path: Path) -> Iterator[str]:
    """Every sentence written in a module, `{}` where something is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = (ast.Module, ast.ClassDef, ast.FunctionDef)
    silent = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if isinstance(n, spoken) and n.body and isinstance(n.body[0], ast.Expr)
    }
    silent |= {id(part) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for part in n.values}
    for node in ast.walk(tree):
        if id(node) not in silent and (sentence := _text_of(node)) and _is_sentence(sentence):
            yield sentence.strip()


def _text_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def _is_sentence(text: str) -> bool:
    """Danish that ends like a sentence, and no pattern, path or query."""
    return (
        bool(re.search(r"[a-zæøå»}][.?:]? *({})?$", text))
        and len(text.split()) > 3
        and not re.search(r"[\\^|=]|select|\{\}/", text)
    )


@pytest.mark.parametrize("path", SAYING, ids=lambda path: path.stem)
def test_every_sentence_of_the_reader_has_its_english(path: Path) -> None:
    lacking = {sentence for sentence in sentences_in(path) if re.search(r"[.?]( |$)", sentence)} - PARTS
    untold = {
        sentence
        for sentence in lacking
        if reason_in_english(sentence.replace("{}", "7")) == sentence.replace("{}", "7")
    }
    assert untold == set(), "warehouse/reasons_en.yml"


def refusals_in(path: Path) -> Iterator[str]:
    """Every sentence a module gives an error of `warehouse/errors.py`, `{}` where something is filled in."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS_SAID:
            yield from filter(None, map(_text_of, node.args))


def test_every_refusal_has_its_english() -> None:
    said = {sentence for path in REFUSING for sentence in refusals_in(path)} - TOLD_BY_OTHERS
    assert len(said) > 100
    filled = {sentence.replace("{}", "7") for sentence in said}
    assert {sentence for sentence in filled if reason_in_english(sentence) == sentence} == set(), REFUSALS.name


def test_every_reason_of_a_check_has_its_english() -> None:
    reasons = {rule.reason for rule in load_rules() if rule.reason}
    reasons |= {check.reason for check in every_staged_check(fed_entities()) if check.reason}
    assert len(reasons) > 20
    assert {said for said in reasons if reason_in_english(said) == said} == set(), "warehouse/reasons_en.yml"


def test_the_english_fills_in_no_more_than_the_danish_gives() -> None:
    for danish, english in CATALOGUE.items():
        filled = english.format(*(f"<{n}>" for n in range(danish.count("{}"))))
        assert "{" not in filled


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("Dato: Datoen mangler et årstal. Skriv den som 31-12-2014.", "Dato: The date lacks a year. Write it as 31-12-2014."),
        ("Navn mangler. Udfyld cellen.", "Navn is missing. Fill in the cell."),
        (
            "Filen har makroer. De er ikke kørt; kun værdierne er læst. Skjulte ark er læst med: Ark2.",
            "The file has macros. They were not run; only the values were read. Hidden sheets were read too: Ark2.",
        ),
        ("Der er streget over i arket «A» i række 3; det er læst som det andet og mærket.", "Row 3 of the sheet «A» is struck through; it was read like the rest and marked."),
        ("Vælg den første lukkedag.", "Choose the first closed day."),
        ("«abc» er ikke et tal; skriv for eksempel 0,35.", "«abc» is no number; write for example 0,35."),
        ("noget helt andet", "noget helt andet"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_stands_in_the_sheet_stays(danish: str, english: str) -> None:
    assert reason_in_english(danish) == english
