"""Numbers and counts as Danes write them. What cannot be read is None."""

from __future__ import annotations

import re
from collections.abc import Callable

Count = tuple[float, float, str]

_WORDS = {
    word: float(number)
    for number, words in enumerate(
        [
            "ingen nul", "en én et ét een", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv",
        ]
    )
    for word in words.split()
}  # fmt: skip
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_DIGITS = (
    r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"  # 1.234 and 1.234,5: a point before three digits parts thousands
    r"|[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?"
    r"|\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|[1-9]\d{0,2}(?:,\d{3})+\.\d+"  # as programs write them
)
_UNIT = r"(?:%|pct\.?|procent|kr\.?|dkk|timer|time|t\.?|stk\.?|pers\.?|personer)"
_NUMBER = re.compile(
    rf"^(?:kr\.?\s*)?(?P<minus>[-−]?)\s*(?P<digits>{_DIGITS})(?P<price>,-)?\s*(?P<behind>[-−]?)\s*{_UNIT}?$", re.I
)
_FRACTION = re.compile(r"^(?P<whole>\d*)\s*(?P<part>[½¼¾]|(?<=\s)[13]/[24])\s*(?:timer|time|t\.?)?$", re.I)

_COUNTING_WORDS = [word for word, number in _WORDS.items() if number > 1]  # "en del" is not one, "ingen tal" not none
_A_NUMBER = rf"(?:{_DIGITS}|{'|'.join(_COUNTING_WORDS)})"
_NOT_PEOPLE = "gange?|min|minutter|timer?|t|kl|hold|familier|par|kr|uger?|dage?|år|aflyst|snese?|dusin|hundrede?|tusind"
_OF_WHAT = rf"(?:\s*(?:%|pct\.?))?(?:\s+(?!(?:{_NOT_PEOPLE})\b)[a-zæøå]+\.?)?"
_ABOUT_WORD = r"(?:ca\.?|cirka|circa|omkring|omtrent|rundt regnet|~)"
_ABOUT = re.compile(rf"^(?:{_ABOUT_WORD}\s*({_A_NUMBER}){_OF_WHAT}|({_A_NUMBER}) (?:ca\.?|cirka))$", re.I)
_MORE_THAN = re.compile(rf"^(?:mere end|flere end|over|>)\s*({_A_NUMBER}){_OF_WHAT}$", re.I)
_AT_LEAST = re.compile(
    rf"^(?:(?:mindst|minimum|min\.?|>=|≥)\s*({_A_NUMBER}){_OF_WHAT}|({_A_NUMBER})\s*(?:\+|eller flere|og derover))$",
    re.I,
)
_AT_MOST = re.compile(rf"^(?:højst|højest|maks\.?|max\.?|maksimalt|op til|<=|≤)\s*({_A_NUMBER}){_OF_WHAT}$", re.I)
_LESS_THAN = re.compile(rf"^(?:under|mindre end|færre end|<)\s*({_A_NUMBER}){_OF_WHAT}$", re.I)
_BETWEEN = re.compile(
    rf"^(?:{_ABOUT_WORD}\s*)?(?:mellem\s*)?({_A_NUMBER})\s*(?:-|–|til|og|eller)\s*({_A_NUMBER}){_OF_WHAT}$", re.I
)
_EXACT = re.compile(rf"^({_A_NUMBER}){_OF_WHAT}$", re.I)
_SCORES = {"en snes": 20.0, "en halv snes": 10.0, "et dusin": 12.0}


def read_number(text: str) -> float | None:
    """A number: decimal comma, points between thousands, minus before or behind, a half, or a word up to twelve."""
    if (word := _WORDS.get(text.casefold())) is not None:
        return word
    if found := _FRACTION.match(text):
        return float(found["whole"] or 0) + _FRACTIONS[found["part"]]
    found = _NUMBER.match(text)
    if found is None:
        return None
    return -_value(found["digits"]) if found["minus"] or found["behind"] else _value(found["digits"])


def read_count(text: str) -> Count | None:
    """How many, as lowest, highest and how sure (`exact ca at_least interval`): `ca. 20`, `4-10`, `mere end 30`, `20+`."""
    if (word := _WORDS.get(text.casefold())) is not None:
        return word, word, "exact"
    if (score := _SCORES.get(text.casefold())) is not None:
        return score, score, "ca"
    return next((as_count(found) for form, as_count in _COUNTS if (found := form.match(text))), None)


def _first(found: re.Match[str]) -> float:
    return _value(next(part for part in found.groups() if part))


def _value(written: str) -> float:
    if written.casefold() in _WORDS:
        return _WORDS[written.casefold()]
    digits = written.replace(" ", "")
    if "," in digits and "." in digits and digits.rindex(".") > digits.rindex(","):
        return float(digits.replace(",", ""))  # 1,234.5
    if "," in digits or re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", digits):
        return float(digits.replace(".", "").replace(",", "."))
    return float(digits)


def _interval(low: float, high: float) -> Count:
    return min(low, high), max(low, high), "interval"


_COUNTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Count]], ...] = (
    (_MORE_THAN, lambda found: (_first(found) + 1, _first(found) + 1, "at_least")),
    (_AT_LEAST, lambda found: (_first(found), _first(found), "at_least")),
    (_AT_MOST, lambda found: _interval(0, _first(found))),
    (_LESS_THAN, lambda found: _interval(0, _first(found) - 1)),
    (_BETWEEN, lambda found: _interval(_value(found[1]), _value(found[2]))),
    (_ABOUT, lambda found: (_first(found), _first(found), "ca")),
    (_EXACT, lambda found: (_first(found), _first(found), "exact")),
)
