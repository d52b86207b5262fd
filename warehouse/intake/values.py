"""A cell as a value of its declared type, or the reason why it is none.

Every reader takes a cell in which something is written and returns the canonical value; it raises
UnreadableCellError with a reason a sender can act on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from functools import cache
from typing import Any

from warehouse.intake.dates import lacks_year, read_date
from warehouse.intake.durations import read_hours
from warehouse.intake.folding import fold, tidy
from warehouse.intake.grid import Cell, FaultyCell, show
from warehouse.intake.numbers import read_count, read_number
from warehouse.model import Accepts, FieldType

_YES = {"ja", "j", "x", "1", "sand", "true", "yes", "y", "ok"}
_NO = {"nej", "n", "0", "falsk", "false", "no"}
_IN_PERCENT = re.compile(r"%|\b(?:pct\b|procent)", re.I)
_CLOCK = re.compile(r"^(?:kl\.?\s*)?(\d{1,2})[:.](\d{2})$", re.I)
# Numbers and addresses as nearly everybody writes them, on which the libraries have no second thoughts; they cost a
# hundredth of asking. A property test holds both to the libraries' own answers.
_PLAIN_PHONE = re.compile(r"(?:\+45 ?)?([1-9][0-9]) ?([0-9]{2}) ?([0-9]{2}) ?([0-9]{2})")
_PLAIN_EMAIL = re.compile(
    r"(?=.{6,64}$)[a-z0-9]+(?:[._-][a-z0-9]+)*@((?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,})", re.ASCII | re.I
)
_MAY_BE_EMAIL = re.compile(r"[^\s<>()\[\]\";,:]+@[^\s<>()\[\]\";,:?]+")
# An answer may itself hold a comma or an "og": the coarser separator is tried first.
_BETWEEN_ANSWERS = (re.compile(r"[;\n]"), re.compile(r"[,/]"), re.compile(r"\s+og\s+"))


class UnreadableCellError(Exception):
    """The cell cannot be read as its type. `code` names the reason, the message says it in Danish."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def read_value(cell: Cell, field: Accepts, words: dict[str, str]) -> Any:
    """The cell as a value of the field's type, within its bounds.

    `words`: folded word → code, for choices. Counts come as `(low, high, precision)`.
    Raises UnreadableCellError.
    """
    if isinstance(cell, FaultyCell):
        raise UnreadableCellError(
            "faulty_cell", f"Cellen har ingen værdi ({cell}). Ret formlen, eller skriv værdien selv."
        )
    if field.type == "choice":
        return _read_choice(show(cell), words)
    if field.type == "many-choice":
        return _read_many(show(cell), words)
    if field.type == "count-with-precision" and not field.in_percent and _IN_PERCENT.search(show(cell)):
        raise UnreadableCellError("share_not_count", "Her står en andel i procent. Skriv, hvor mange der kom.")
    value = _READERS[field.type](cell)
    if (
        field.type == "count-with-precision"
        and not field.in_percent
        and not all(map(float.is_integer, map(float, value[:2])))
    ):
        raise UnreadableCellError("not_a_whole_number", "Her skal stå et helt tal.")
    _refuse_out_of_bounds(value, field)
    return value


def _refuse_out_of_bounds(value: Any, field: Accepts) -> None:
    numbers = value[:2] if field.type == "count-with-precision" else [value] if isinstance(value, (int, float)) else []
    for number in numbers:
        if field.minimum is not None and number < field.minimum:
            raise UnreadableCellError("too_small", f"Tallet skal være mindst {field.minimum:g}.")
        if field.maximum is not None and number > field.maximum:
            raise UnreadableCellError("too_large", f"Tallet må højst være {field.maximum:g}.")


def _read_text(cell: Cell) -> str:
    return tidy(show(cell))


def _read_number(cell: Cell) -> float:
    number = float(cell) if _is_number(cell) else read_number(tidy(show(cell)))  # type: ignore[arg-type]
    if number is None:
        raise UnreadableCellError("not_a_number", "Her skal stå et tal, fx 2 eller 1,5.")
    return number


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _read_duration(cell: Cell) -> float:
    hours = read_hours(tidy(cell) if isinstance(cell, str) else cell)
    if hours is None:
        raise UnreadableCellError(
            "not_a_duration", "Varigheden kan ikke læses. Skriv den som 1,5 eller 90 min eller fra og til: 10.00-11.30."
        )
    return hours


def _read_integer(cell: Cell) -> int:
    number = _read_number(cell)
    if number != int(number):
        raise UnreadableCellError("not_a_whole_number", "Her skal stå et helt tal.")
    return int(number)


def _read_date(cell: Cell) -> str:
    found = read_date(cell)
    if lacks_year(cell):
        raise UnreadableCellError("date_without_year", "Datoen mangler et årstal. Skriv den som 31-12-2014.")
    if found is None:
        raise UnreadableCellError("not_a_date", "Datoen kan ikke læses eller findes ikke. Skriv den som 31-12-2014.")
    return found.isoformat()


def _read_time(cell: Cell) -> str:
    if isinstance(cell, (time, datetime)):
        return cell.strftime("%H:%M:%S")
    found = _CLOCK.match(tidy(show(cell)))
    if not found or int(found.group(1)) > 23 or int(found.group(2)) > 59:
        raise UnreadableCellError("not_a_time", "Klokkeslættet kan ikke læses. Skriv det som 14:30.")
    return f"{int(found.group(1)):02}:{found.group(2)}:00"


def _read_boolean(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    word = fold(show(cell))
    if word in _YES or word.startswith("ja "):
        return True
    if word in _NO or word.startswith("nej "):
        return False
    raise UnreadableCellError("not_yes_or_no", "Her skal stå ja eller nej.")


def _read_email(cell: Cell) -> str:
    if _is_plain_email(cell):
        return str(cell).lower()
    from email_validator import EmailNotValidError, validate_email

    for found in _MAY_BE_EMAIL.findall(show(cell)):
        with suppress(EmailNotValidError):
            address = validate_email(found.strip(".'"), check_deliverability=False, test_environment=True)
            return address.normalized.lower()
    raise UnreadableCellError("not_an_email", "E-mailadressen kan ikke læses. Skriv den som navn@eksempel.dk.")


def _is_plain_email(cell: Cell) -> bool:
    found = _PLAIN_EMAIL.fullmatch(cell) if isinstance(cell, str) else None
    return found is not None and not f".{found.group(1).lower()}".endswith(_no_real_domains())


@cache
def _no_real_domains() -> tuple[str, ...]:
    from email_validator import SPECIAL_USE_DOMAIN_NAMES

    return tuple(f".{name}" for name in SPECIAL_USE_DOMAIN_NAMES)


def _read_phone(cell: Cell) -> str:
    text = f"{cell:.0f}" if isinstance(cell, float) else show(cell)
    if plain := _PLAIN_PHONE.fullmatch(text):
        return f"+45{''.join(plain.groups())}"
    import phonenumbers
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

    # POSSIBLE and not VALID: the library's list of number series lags behind new ones
    for match in PhoneNumberMatcher(text, "DK", leniency=Leniency.POSSIBLE):
        number = match.number
        if number.country_code != 45 or len(str(number.national_number)) == 8:
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    raise UnreadableCellError("not_a_phone", "Telefonnummeret kan ikke læses. Et dansk nummer har otte cifre.")


def _read_count(cell: Cell) -> tuple[float, float, str]:
    if isinstance(cell, (date, datetime)):
        raise UnreadableCellError(
            "count_became_date", "Excel har lavet antallet om til en dato. Skriv det som tekst, fx ’4-10."
        )
    count = read_count(tidy(show(cell)))
    if count is None:
        raise UnreadableCellError("not_a_count", "Antallet kan ikke læses. Skriv fx 8, ca. 20, 4-10 eller mindst 30.")
    return count


def _read_choice(text: str, words: dict[str, str]) -> str:
    code = words.get(fold(text))
    if code is None:
        raise UnreadableCellError(
            "unknown_choice", "Ordet er ikke et af dem, skemaet kender. Vælg et fra listen i skabelonen."
        )
    return code


def _read_many(text: str, words: dict[str, str]) -> str:
    return ";".join(sorted(set(_split_answers(text, words, _BETWEEN_ANSWERS))))


def _split_answers(text: str, words: dict[str, str], separators: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    code = words.get(fold(text))
    if code is not None or not separators:
        yield code or _read_choice(text, words)
        return
    for part in separators[0].split(text):
        if part.strip():
            yield from _split_answers(part, words, separators[1:])


_READERS: dict[FieldType, Callable[[Cell], Any]] = {
    "text": _read_text,
    "integer": _read_integer,
    "rating": _read_integer,
    "decimal": _read_number,
    "duration": _read_duration,
    "date": _read_date,
    "time": _read_time,
    "boolean": _read_boolean,
    "email": _read_email,
    "phone": _read_phone,
    "count-with-precision": _read_count,
}
