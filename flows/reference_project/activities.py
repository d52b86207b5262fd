"""The activities of the reference project, as its activity list names them, and when they were held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.reference_project.dates import PROJECT_END, monthly, weekly
from flows.reference_project.people import GLARBJERG, JENNUM, VANGDALEN

FAMILIES, YOUNG, ADULTS, EVERYONE = "Familier med små børn", "Børn og unge", "Sårbare voksne", "Alle beboere"

BABY_CAFE, OPEN_CAFE, CHESS, BASKET = "Babycafé", "Åben Café", "Skakklub", "Pigebasket"
FOOTBALL, GUITAR, IT_CAFE, DANCE = "Drengefodbold", "Guitarundervisning", "IT-café", "Dans for kvinder"
DINNER, HEALTH_DAY, PARTY = "Fællesspisning", "Men's Health Day", "Frivilligfest"
FOOTBALL_SCHOOL, SUMMER_CHESS, SUMMER_BASKET = "Fodboldskole sommer 2014", "Sommerskak", "Sommerbasket"
AUTUMN_CHESS, GIRLS_FOOTBALL = "Skak i efterårsferien", "Fodboldskole for piger"
MOTION, BINGO, HOME_VISITS, BOARD_EVENTS = "Motionshold", "Banko", "Bydelsmødrenes besøg", "Beboermøder"


@dataclass(frozen=True)
class Activity:
    """A row of the activity list."""

    name: str
    kind: str
    target_group: str
    focus_area: str
    rhythm: str
    area: str
    first: date
    last: date | None
    hours: float
    ages: tuple[int, int] | None = None
    organiser: str = "Bysekretariatet"
    partners: str = ""
    also_called: str = ""
    projects: str = "Frivillighed på tværs"
    in_private_home: bool = False
    owner: str = "coordinator"


CHILDREN_FAMILY, HEALTH, NETWORKS, WORK = (
    "Børn, unge og familie", "Sundhed", "Beboernetværk og demokrati", "Beskæftigelse",
)  # fmt: skip

ACTIVITIES = (
    Activity(
        BABY_CAFE, "Café", FAMILIES, CHILDREN_FAMILY, "Hver uge", JENNUM, date(2012, 9, 4), None, 2.5,
        partners="Sundhedsplejen; Bydelsmødrene; Biblioteket", also_called="Nordbyens babycafé; Baby-café",
        projects="Frivillighed på tværs; Boligsocial helhedsplan", owner="social_worker",
    ),
    Activity(
        OPEN_CAFE, "Café", ADULTS, NETWORKS, "2 gange om ugen", VANGDALEN, date(2013, 4, 4), None, 3,
        also_called="Cafeen",
    ),
    Activity(
        CHESS, "Klub", YOUNG, CHILDREN_FAMILY, "Hver uge", GLARBJERG, date(2013, 9, 4), None, 2, (12, 15),
        partners="Dansk Skoleskak", also_called="Skakklubben",
    ),
    Activity(
        BASKET, "Hold", YOUNG, HEALTH, "Hver uge", JENNUM, date(2013, 9, 3), None, 1.5, (10, 16), also_called="Basket piger",
    ),
    Activity(
        FOOTBALL, "Hold", YOUNG, HEALTH, "Hver uge", GLARBJERG, date(2013, 8, 30), None, 2, (9, 15),
        partners="Foreningsmentor", also_called="Fodbold for drenge", owner="activity_worker",
    ),
    Activity(
        GUITAR, "Undervisning", YOUNG, CHILDREN_FAMILY, "Hver uge", VANGDALEN, date(2014, 2, 5), None, 1.5, (9, 16),
        in_private_home=True,
    ),
    Activity(
        IT_CAFE, "Undervisning", ADULTS, WORK, "Hver uge", JENNUM, date(2013, 10, 3), None, 2, partners="Biblioteket",
        also_called="IT-cafe; Computerundervisning", owner="social_worker",
    ),
    Activity(
        DANCE, "Hold", EVERYONE, HEALTH, "Hver uge", VANGDALEN, date(2014, 2, 5), None, 1.5, partners="Nordbyens Motion",
    ),
    Activity(
        DINNER, "Arrangement", EVERYONE, NETWORKS, "Hver måned", GLARBJERG, date(2013, 9, 26), None, 3,
        partners="Afdelingsbestyrelsen Glarbjergvej", also_called="Fælles spisning",
    ),
    Activity(
        HEALTH_DAY, "Arrangement", EVERYONE, HEALTH, "Én gang", GLARBJERG, date(2014, 6, 12), date(2014, 6, 12), 5,
        partners="Sundhedscenter Randers",
    ),
    Activity(
        PARTY, "Arrangement", "Frivillige", NETWORKS, "Én gang", VANGDALEN, date(2014, 11, 21), date(2014, 11, 21), 4,
    ),
    Activity(
        FOOTBALL_SCHOOL, "Ferieaktivitet", YOUNG, HEALTH, "Én gang", GLARBJERG, date(2014, 7, 29), date(2014, 7, 30), 5,
        (8, 16), partners="Foreningsmentor", owner="activity_worker",
    ),
    Activity(
        SUMMER_CHESS, "Ferieaktivitet", YOUNG, CHILDREN_FAMILY, "Løbende", "", date(2014, 8, 4), date(2014, 8, 6), 3,
        (8, 16), partners="Dansk Skoleskak",
    ),
    Activity(
        SUMMER_BASKET, "Ferieaktivitet", YOUNG, HEALTH, "Løbende", "", date(2014, 7, 31), date(2014, 8, 7), 3, (8, 16),
        owner="activity_worker",
    ),
    Activity(
        AUTUMN_CHESS, "Ferieaktivitet", YOUNG, CHILDREN_FAMILY, "Løbende", GLARBJERG, date(2013, 10, 16),
        date(2014, 10, 15), 3, (8, 16), partners="Dansk Skoleskak",
    ),
    Activity(
        GIRLS_FOOTBALL, "Ferieaktivitet", YOUNG, HEALTH, "Én gang", JENNUM, date(2014, 10, 14), date(2014, 10, 15), 4,
        (8, 15), partners="Foreningsmentor", owner="activity_worker",
    ),
    Activity(
        MOTION, "Hold", EVERYONE, HEALTH, "Hver uge", GLARBJERG, date(2012, 1, 9), None, 1.5, organiser="Nordbyens Motion",
        projects="", owner="social_worker",
    ),
    Activity(
        BINGO, "Arrangement", EVERYONE, NETWORKS, "Hver måned", JENNUM, date(2011, 9, 30), None, 3,
        organiser="Aktivitetsforeningen Jennumparken", projects="", owner="social_worker",
    ),
    Activity(
        HOME_VISITS, "Andet", FAMILIES, CHILDREN_FAMILY, "Løbende", JENNUM, date(2012, 2, 1), None, 2,
        organiser="Bydelsmødrene", projects="", owner="social_worker",
    ),
    Activity(
        BOARD_EVENTS, "Arrangement", EVERYONE, NETWORKS, "Løbende", VANGDALEN, date(2011, 3, 1), None, 2.5,
        organiser="Afdelingsbestyrelsen Vangdalen", projects="", owner="social_worker",
    ),
)  # fmt: skip

_ILL_COORDINATOR = (date(2014, 9, 9), date(2014, 9, 16))  # two weeks nobody wrote down who came
_UNWRITTEN_CHESS = (date(2014, 3, 12),)
_LAST_IT_SHEET = date(2014, 11, 6)  # the sheet of the weeks after was never handed in
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)

SUMMER_CHESS_DAYS = ((date(2014, 8, 4), GLARBJERG), (date(2014, 8, 5), VANGDALEN), (date(2014, 8, 6), JENNUM))
SUMMER_BASKET_DAYS = ((date(2014, 7, 31), JENNUM), (date(2014, 8, 6), GLARBJERG), (date(2014, 8, 7), VANGDALEN))
FOOTBALL_SCHOOL_DAYS = (date(2014, 7, 29), date(2014, 7, 30))
AUTUMN_CHESS_DAYS = (date(2013, 10, 16), date(2014, 10, 14), date(2014, 10, 15))
GIRLS_FOOTBALL_DAYS = (date(2014, 10, 14), date(2014, 10, 15))

HELD: dict[str, list[date]] = {
    BABY_CAFE: weekly(date(2013, 6, 4), PROJECT_END, [TUESDAY], skip=_ILL_COORDINATOR),
    OPEN_CAFE: weekly(date(2013, 4, 4), PROJECT_END, [MONDAY, THURSDAY]),
    CHESS: weekly(date(2013, 9, 4), PROJECT_END, [WEDNESDAY], skip=_UNWRITTEN_CHESS),
    BASKET: weekly(date(2013, 9, 3), PROJECT_END, [TUESDAY]),
    FOOTBALL: weekly(date(2013, 8, 30), PROJECT_END, [FRIDAY]),
    GUITAR: weekly(date(2014, 2, 5), PROJECT_END, [WEDNESDAY]),
    IT_CAFE: weekly(date(2013, 10, 3), _LAST_IT_SHEET, [THURSDAY]),
    DANCE: weekly(date(2014, 2, 5), PROJECT_END, [WEDNESDAY]),
    DINNER: monthly(date(2013, 9, 1), PROJECT_END, THURSDAY),
    HEALTH_DAY: [date(2014, 6, 12)],
    FOOTBALL_SCHOOL: list(FOOTBALL_SCHOOL_DAYS),
    AUTUMN_CHESS: list(AUTUMN_CHESS_DAYS),
    GIRLS_FOOTBALL: list(GIRLS_FOOTBALL_DAYS),
    MOTION: weekly(date(2013, 6, 3), PROJECT_END, [MONDAY]),
    BINGO: monthly(date(2013, 6, 1), PROJECT_END, FRIDAY),
    HOME_VISITS: weekly(date(2013, 8, 14), PROJECT_END, [WEDNESDAY])[::2],
    BOARD_EVENTS: monthly(date(2013, 9, 1), PROJECT_END, TUESDAY)[::2],
}
