"""Danish personal numbers (CPR): found in any text, so that none is ever kept.

A plausible date (also day + 60, used for substitute numbers) followed by four digits counts, with or
without hyphen or blank. The check digit is not looked at: it was given up in 2007.
"""

from __future__ import annotations

import re
import unicodedata

MASK = "******-****"
MASKED_SUFFIX = ".masked"
CPR_IN_FILE_NAME = "Filens navn indeholder noget, der ligner et CPR-nummer. Giv filen et andet navn, og læg den igen."

_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
DATE = rf"{_DAY}{_MONTH}\d\d"
DASH = "[-\u2010-\u2015\u2212_.]"
_NUMBER = re.compile(
    rf"(?<!\d)(?<!\+)(?<!\b0[.,])(?:{DATE}(?:\s?{DASH}\s?|\s?)"  # not a decimal fraction, not a country code
    rf"|{_DAY}(?P<sign>[ ./-]){_MONTH}(?P=sign)\d\d(?:\s?{DASH}\s?|\s)"
    rf"|{_DAY}(?P<mark>[ ./-]?){_MONTH}(?P=mark)(?:19|20)\d\d\s?{DASH}\s?)\d{{4}}(?!\d)"
)
# What programs call things by, and what our return sheets call rows by: no numbers of persons.
_UUID = re.compile(r"\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|[0-9a-f]{16}(?=:\d+:\d+\b))", re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_ODD = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\uff0d]|(?![0-9])\d")  # signs nobody sees, digits of other scripts
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_CROSSED = dict.fromkeys(map(ord, "0123456789"), "#")


def write_in_letters(hexadecimal: str) -> str:
    """A mark of our own making without digits: beside a date, four digits would look like a CPR number."""
    return hexadecimal.translate(_LETTERS)


def has_cpr(text: str) -> bool:
    """Whether something that looks like a CPR number stands in the text."""
    return _NUMBER.search(_plain(text)) is not None


def bytes_have_cpr(content: bytes) -> bool:
    """Whether such a number stands as plain text in a file that could not be read."""
    return _NUMBER.search(content.decode("latin-1")) is not None


def mask_cpr(text: str) -> str:
    """The text with every such number as `******-****`; unchanged when there is none."""
    return _NUMBER.sub(MASK, _plain(text)) if has_cpr(text) else text


def _plain(text: str) -> str:
    """The text as it looks: signs nobody sees taken out, every digit a plain one, what programs call things by crossed over."""
    if _ODD.search(text):
        text = unicodedata.normalize("NFKC", text).translate(_UNSEEN)
        text = "".join(str(unicodedata.digit(c, c)) for c in text)
    return (
        _UUID.sub(lambda uuid: uuid.group().translate(_CROSSED), text)
        if ("-" in text or ":" in text) and _UUID.search(text)
        else text
    )
