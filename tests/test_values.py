"""Cells as people write them: what each is read as, and what is asked instead of guessed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from warehouse.intake.dates import lacks_year, read_date, read_week
from warehouse.intake.durations import read_hours
from warehouse.intake.grid import show
from warehouse.intake.numbers import read_count, read_number
from warehouse.intake.person_names import PersonName, read_person_name
from warehouse.intake.values import UnreadableCellError, read_value
from warehouse.model import Accepts


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1234", 1234), ("1.234", 1234), ("1.234,5", 1234.5), ("1 234", 1234), ("1,5", 1.5), ("1.5", 1.5), ("0.125", 0.125),
        ("1,234.5", 1234.5), ("12-", -12), ("-12", -12), ("−12", -12), ("12,-", 12), ("kr. 1.500,00", 1500), ("45 %", 45),
        ("1½", 1.5), ("½", 0.5), ("2 ½", 2.5), ("1 1/2", 1.5), ("fire", 4), ("Tolv", 12), ("ingen", 0),
    ],
)  # fmt: skip
def test_numbers(written: str, number: float) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize(
    "written", ["ca. 20", "4-10", "01.234", "1.23.4", "12 34", "tyve-tredive", "1/2/3", "", "--12"]
)
def test_what_is_no_number(written: str) -> None:
    assert read_number(written) is None


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("8", (8, 8, "exact")), ("8 børn", (8, 8, "exact")), ("tre", (3, 3, "exact")), ("ingen", (0, 0, "exact")),
        ("1.234", (1234, 1234, "exact")), ("ca. 20", (20, 20, "ca")), ("20 ca.", (20, 20, "ca")), ("omkring ti", (10, 10, "ca")),
        ("en snes", (20, 20, "ca")), ("4-10", (4, 10, "interval")), ("10 - 4", (4, 10, "interval")), ("8 til 10", (8, 10, "interval")),
        ("ca. 20-25 personer", (20, 25, "interval")), ("4 eller 5", (4, 5, "interval")), ("mere end 30", (31, 31, "at_least")),
        (">30", (31, 31, "at_least")), ("20+", (20, 20, "at_least")), ("mindst 12", (12, 12, "at_least")),
        ("12 eller flere", (12, 12, "at_least")), ("højst 15", (0, 15, "interval")), ("under 20", (0, 19, "interval")),
    ],
)  # fmt: skip
def test_counts(written: str, count: tuple[float, float, str]) -> None:
    assert read_count(written) == count


@pytest.mark.parametrize(
    "written", ["en del", "en masse", "5 hold", "12 aflyst", "3 timer", "mange", "2 familier", "-4", "5-6-7"]
)
def test_what_is_no_count(written: str) -> None:
    assert read_count(written) is None


@pytest.mark.parametrize("written", ["50 %", "ca. 50%", "50 pct.", "50 procent", "40-60 %"])
def test_a_share_is_not_read_as_a_head_count(written: str) -> None:
    with pytest.raises(UnreadableCellError, match="hvor mange der kom"):
        read_value(written, Accepts(type="count-with-precision", label="Antal"), {})
    assert read_value(written, Accepts(type="count-with-precision", label="Andel", in_percent=True), {})


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("1,5 t", 1.5), ("1 time 30 min", 1.5), ("1 t 15", 1.25), ("en time og 30 min", 1.5), ("90 min", 1.5), ("0 min", 0),
        ("2", 2), ("1½ time", 1.5), ("halvanden time", 1.5), ("to timer", 2), ("1:30", 1.5), ("10-12", 2), ("8.30-16", 7.5),
        ("kl. 10.00-12.30", 2.5), ("fra 10 til 12", 2), ("22-01", 3), ("kl. 1-2", 1), ("PT26H30M00S", 26.5), ("P1DT2H", 26),
        (time(1, 30), 1.5), (timedelta(hours=26), 26), (datetime(1900, 1, 1, 1, 30), 25.5), (0.5, 0.5), (2, 2),
    ],
)  # fmt: skip
def test_durations(written: object, hours: float) -> None:
    assert read_hours(written) == hours


@pytest.mark.parametrize("written", ["1-2", "10-10", "25-26", "1.30", "hele dagen", datetime(2014, 12, 10), True])
def test_durations_that_could_be_two_things_are_asked_about(written: object) -> None:
    assert read_hours(written) is None


def test_a_duration_is_at_most_a_day() -> None:
    with pytest.raises(UnreadableCellError, match="højst være 24"):
        read_value("PT26H30M00S", Accepts(type="duration", label="Timer", maximum=24), {})


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("d. 3/4-14", date(2014, 4, 3)), ("14/11 2014", date(2014, 11, 14)), ("3. april 2014", date(2014, 4, 3)),
        ("ons. d. 3.4.14", date(2014, 4, 3)), ("3. maj-14 kl. 19", date(2014, 5, 3)), ("Apr 3, 2014", date(2014, 4, 3)),
        ("2014/04/03 10:15:12 AM GMT+2", date(2014, 4, 3)), ("2014-04-03T23:30:00Z", date(2014, 4, 4)),
        ("2014-01-03T23:30:00+01:00", date(2014, 1, 3)), ("20140403", date(2014, 4, 3)),
        ("01-01-59", date(2059, 1, 1)), ("01-01-60", date(1960, 1, 1)), (41732.0, date(2014, 4, 3)), (20140403, date(2014, 4, 3)),
    ],
)  # fmt: skip
def test_dates(written: object, day: date) -> None:
    assert read_date(written) == day


def test_a_week_is_its_monday() -> None:
    assert read_week("uge 1 2015") == date(2014, 12, 29)


@pytest.mark.parametrize(
    "written", ["31-02-2014", "41732", 12.0, 19_999, 60_001, "uge 54 2014", "uge 43-44", "2014-13-01", "snart", True]
)
def test_what_is_no_date(written: object) -> None:
    assert read_date(written) is None
    assert read_week(written) is None
    assert not lacks_year(written)


@pytest.mark.parametrize(
    ("written", "first", "second"), [("3. okt", 2013, None), ("3/4", None, 2014), ("uge 43", 2013, None)]
)
def test_a_season_gives_the_year(written: str, first: int | None, second: int | None) -> None:
    day = read_date(written, years=(2013, 2014)) or read_week(written, (2013, 2014))
    assert day is not None
    assert day.year == (first or second)
    assert lacks_year(written)


@pytest.mark.parametrize(
    ("written", "name", "nickname"),
    [
        ("Peter Holm", "Peter Holm", None), ("Holm, Peter", "Peter Holm", None), ("HOLM, ANNA MARIE", "ANNA MARIE HOLM", None),
        ('Peter "Pelle" Holm', "Peter Holm", "Pelle"), ("Peter (Pelle) Holm", "Peter Holm", "Pelle"), ("Peter 'Pelle' Holm", "Peter Holm", "Pelle"),
        ("Peter Holm, kaldet Pelle", "Peter Holm", "Pelle"), ("Fru Anna Holm", "Anna Holm", None), ("Fru Holm", "Fru Holm", None),
        ("Siobhan O'Brien", "Siobhan O'Brien", None), ("Anne-Marie Holm", "Anne-Marie Holm", None), ("Anders M. Holm", "Anders M. Holm", None),
        ("(Pelle)", "(Pelle)", "Pelle"),
    ],
)  # fmt: skip
def test_names(written: str, name: str, nickname: str | None) -> None:
    assert read_person_name(written) == PersonName(name, nickname)


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("Anna og Peter", "Lav to rækker: én til hver, med både fornavn og efternavn"),
        ("Anna & Peter Holm", "Lav to rækker: én til hver, med det efternavn, der står sidst"),
        ("Anna/Peter", "både fornavn og efternavn"),
        ("Anna Berg + Peter Holm", "både fornavn og efternavn"),
        ("Anna, Ida og Peter Holm", "person"),
        ("Familien Holm", "Her står en familie"),
        ("Anna, Ida, Liv", "flere personer"),
        ("Anna Holm, formand", "Skriv kun navnet"),
        ("Anna Holm, 8 år", "Skriv kun navnet"),
    ],
)
def test_two_persons_in_a_cell_are_parted_by_a_person(written: str, proposal: str) -> None:
    with pytest.raises(UnreadableCellError) as refused:
        read_person_name(written)
    assert proposal in str(refused.value)
    assert not any(word in str(refused.value) for word in ("Anna", "Peter", "Holm", "Berg", "Ida"))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Bo@Example.dk", "bo@example.dk"), ("mailto:bo@example.dk", "bo@example.dk"), ("Bo Berg <bo@example.dk>", "bo@example.dk"),
        ("bo@example.dk; arbejde@example.dk", "bo@example.dk"), ("bo@example.dk (privat)", "bo@example.dk"),
        ("mailto:bo@example.dk?subject=Hej", "bo@example.dk"), ("Skriv til bo@example.dk.", "bo@example.dk"),
    ],
)  # fmt: skip
def test_emails(written: str, address: str) -> None:
    assert read_value(written, Accepts(type="email", label="E-mail"), {}) == address


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("20 30 40 50 (mor)", "+4520304050"), ("20304050/86123456", "+4520304050"), ("tlf. 20.30.40.50", "+4520304050"),
        ("0045 20304050", "+4520304050"), (20304050.0, "+4520304050"), ("+46 70 123 45 67", "+46701234567"),
    ],
)  # fmt: skip
def test_phones(written: str | float, number: str) -> None:
    assert read_value(written, Accepts(type="phone", label="Telefon"), {}) == number


@pytest.mark.parametrize(
    ("written", "kind", "code"),
    [
        ("bo(at)example.dk", "email", "not_an_email"), ("2030405", "phone", "not_a_phone"), ("ved ikke", "phone", "not_a_phone"),
        ("3 apr", "date", "date_without_year"), ("1,5", "integer", "not_a_whole_number"), ("10-12", "decimal", "not_a_number"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(written: str, kind: str, code: str) -> None:
    with pytest.raises(UnreadableCellError) as refused:
        read_value(written, Accepts(type=kind, label="Felt"), {})  # type: ignore[arg-type]
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (timedelta(hours=26), "26:00:00"),
        (timedelta(hours=1, minutes=30), "1:30:00"),
        (timedelta(minutes=-90), "-1:30:00"),
        (timedelta(days=2, seconds=5), "48:00:05"),
    ],
)
def test_a_span_is_shown_as_its_sender_saw_it(span: timedelta, shown: str) -> None:
    assert show(span) == shown
