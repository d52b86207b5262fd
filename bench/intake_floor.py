"""The least that what `check` promises could cost: `python bench/intake_floor.py csv|xlsx FILE`. Run by `intake.py`.

*csv*: nothing but DuckDB, told separator, headings and kinds beforehand. It keeps every row as it stands, looks for
what resembles a CPR number, looks for rows and persons told twice, and reads the seven columns as what they are. No
Python touches a row; there is no search for headings, no reason for a person, no child process.

*xlsx*: the libraries that a command cannot do without, and a child process with the bare reader.
"""

from __future__ import annotations

import multiprocessing
import sys

_KEPT = """
create table kept as
select row_number() over () as row_number, md5(concat_ws(chr(10), *columns(*))) as content, *
from read_csv($file, all_varchar = true, delim = ';', header = true)
"""
_CPR = """
select row_number from kept
where regexp_matches(concat_ws(' ', Navn, Mail, "Tlf.", Registreret, Kan, Født, Årsag), '(?:^|\\D)[0-7]\\d[01]\\d{3}[- ]?\\d{4}(?:\\D|$)')
"""
_TOLD_TWICE = "select content from kept group by 1 having count(*) > 1"
_SAME_PERSON = "select lower(concat_ws('|', Navn, Mail, \"Tlf.\")) as key from kept group by 1 having count(*) > 1"
_READ = """
create table read as
select
    row_number, trim(Navn) as full_name, lower(Mail) as email, '+45' || "Tlf." as phone,
    cast(try_strptime(Registreret, '%d-%m-%Y') as date) as registered_date, Kan as competences,
    try_cast(Født as integer) as birth_year, Årsag as remark,
    regexp_matches(Navn, '^[A-ZÆØÅ][a-zæøå]*(?:[ -][A-ZÆØÅ][a-zæøå]*)*$') and regexp_matches(lower(Mail), '^[a-z0-9.]+@[a-z0-9.-]+$')
        and regexp_matches("Tlf.", '^[2-9][0-9]{7}$') and Kan in ('sport', 'madlavning', 'musik', 'samtale', 'it', 'praktisk', 'håndarbejde', 'børn')
        as is_read
from kept
"""


def floor_of_csv(path: str) -> None:
    """Everything asked of a million rows, in SQL."""
    import duckdb

    with duckdb.connect() as con:
        con.execute(_KEPT, {"file": path})
        for question in (_CPR, _TOLD_TWICE, _SAME_PERSON):
            con.execute(question).fetchall()
        con.execute(_READ)


def floor_of_xlsx(path: str) -> None:
    """The libraries, and the bare reader in a process of its own."""
    import duckdb  # noqa: F401  # what it costs to have them is the point
    import pydantic_settings  # noqa: F401
    import typer  # noqa: F401

    child = multiprocessing.get_context("spawn").Process(target=read_bare, args=[path])
    child.start()
    child.join()


def read_bare(path: str) -> None:
    """Read the first sheet and keep nothing."""
    import pyarrow  # noqa: F401  # what the child hands over is written with it
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


if __name__ == "__main__":
    {"csv": floor_of_csv, "xlsx": floor_of_xlsx}[sys.argv[1]](sys.argv[2])
