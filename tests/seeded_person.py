"""One made-up person who stands in files of every kind, beside others who must not be told of: the workspace of several tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment

from flows.night import open_night
from flows.steps import run_night
from tests.workspace import age, collect, make_workspace, put_sheet
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.staff_note import submit_note

NAME, PHONE, EMAIL = "Signe Brandstrup", "20 30 40 50", "signe@prove.dk"
OTHER, OTHER_PHONE, OTHER_EMAIL = "Fatima Nørregård", "60 70 80 90", "fatima@prove.dk"
THIRD = "Torkild Vestermark"
STAFF = "Benedikte Overby"
LIST_HEAD: list[object] = ["Navn", "Tlf.", "Mail", "Født", "Kan", "Registreret", "Må kontaktes", "Forældres samtykke"]


@dataclass(frozen=True)
class Seeded:
    """The workspace after a night and what came after it. `person_id`: Signe's; `other_id`: Fatima's."""

    settings: Settings
    person_id: str
    other_id: str


def seed(home: Path) -> Seeded:
    """A night over every kind of file, two versions of one of them, then a note that no night has taken in."""
    settings = make_workspace(home)
    _first_files(settings)
    collect(settings, "earlier")
    put_sheet(settings, "Frivilligliste.xlsx", [LIST_HEAD, _signe("02-03-2014"), *_others()])
    carry_out(settings)
    reader = Reader(settings, "staff")
    ids = dict(reader.query("select full_name, person_id from core.persons").values.tolist())
    submit_note(settings, "anne", ids[NAME], note=f"{OTHER} ringede for hende")
    return Seeded(settings, ids[NAME], ids[OTHER])


def carry_out(settings: Settings) -> None:
    """One plain night over all that lies in the inbox."""
    for path in settings.inbox.rglob("*"):
        if path.is_file():
            age(path)
    with open_night(settings) as night:
        assert run_night(night).published


def _signe(registered: str) -> list[object]:
    return [NAME, PHONE, EMAIL, 1980, "skak", registered, "ja", "ja"]


def _others() -> list[list[object]]:
    return [
        [OTHER, OTHER_PHONE, OTHER_EMAIL, 1975, "bagning", "01-03-2014", "ja", ""],
        [THIRD, "61 71 81 91", "torkild@prove.dk", 1970, "musik", "01-03-2014", "ja", ""],
    ]


def _first_files(settings: Settings) -> None:
    put_sheet(settings, "Frivilligliste.xlsx", [LIST_HEAD, _signe("01-03-2014"), *_others()])
    put_sheet(settings, "Ansatte.xlsx", [["Navn", "Stilling", "Ansat fra"], [STAFF, "Koordinator", "01-01-2013"]])
    _attendance(settings)
    _questionnaire(settings)
    put_sheet(
        settings,
        "Kontaktlog.xlsx",
        [
            ["Dato", "Navn", "Tlf.", "Hvordan", "Udbytte", "Ønske", "Næste skridt", "Følg op", "Medarbejder"],
            ["01-06-2014", NAME, PHONE, "ringet", "vil gerne", f"Vil gerne lave kaffe med {OTHER} og Torkild hver torsdag", "Ring", "09-06-2014", STAFF],
            ["02-06-2014", OTHER, OTHER_PHONE, "ringet", "senere", f"Kører sammen med {NAME}, er syg om mandagen", "", "", STAFF],
        ],
    )  # fmt: skip
    put_sheet(
        settings,
        "Frivilligliste Vangdalen.xlsx",
        [LIST_HEAD, [f"{NAME} og {OTHER}", PHONE, "", "", "skak", "01-04-2014", "ja", ""]],
    )
    put_sheet(
        settings,
        "Kageliste.xlsx",
        [["Hvem bager", "Kage", "Ring til"], [NAME, "Drømmekage", PHONE], [OTHER, "Lagkage", OTHER_PHONE]],
    )
    (settings.inbox / "billede.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    age(settings.inbox / "billede.png")


def _attendance(settings: Settings) -> None:
    path = put_sheet(
        settings,
        "Fremmøde Onsdagsklub.xlsx",
        [
            ["Aktivitet: Onsdagsklub"],
            ["Navn", "Tlf.", "Rolle", "01-10-2014", "08-10-2014", "15-10-2014"],
            [NAME, PHONE, "Frivillig", "x", "x", "x"],
            [OTHER, OTHER_PHONE, "Gæst", "x", "", "x"],
        ],
    )
    workbook = load_workbook(path)
    workbook.worksheets[0]["A4"].comment = Comment(f"Spørg {NAME} om nøglen", "anne")
    workbook.save(path)
    age(path)


def _questionnaire(settings: Settings) -> None:
    put_sheet(
        settings,
        "Vil du være frivillig.xlsx",
        [
            ["Færdiggørelsestidspunkt", "Hvad er dit fulde navn?", "Hvad er din e-mailadresse?", "Hvilket telefonnummer kan vi ringe til?", "Hvilket år er du født?", "Må frivilligkoordinatoren kontakte dig om frivilligopgaver?"],
            ["05-05-2014", NAME, EMAIL, PHONE, 1980, "Ja"],
            ["06-05-2014", THIRD, "torkild@prove.dk", "61 71 81 91", 1970, "Ja"],
        ],
    )  # fmt: skip
