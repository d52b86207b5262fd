"""The questionnaire on the phone: what is asked, what is kept, what is refused, and in which words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import openpyxl
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.questionnaire.answers import CPR, NOT_LATIN, TWO_PERSONS, WrongAnswerError, clean, read_answer
from dashboard.questionnaire.consent import CONSENTS, newest_version, read_consent
from dashboard.questionnaire.outbound import FULL
from dashboard.questionnaire.questions import QUESTIONNAIRE, Question, read_forms
from dashboard.questionnaire.texts import LANGUAGES, preferred_language, words_in
from dashboard.questionnaire.visit import COOKIE, PATH
from tests.made_up_snapshot import PERSONS, publish
from tests.phone import ADDRESS, Phone, delivered, open_room
from tests.serving import serve
from tests.workspace import AS_OF, make_workspace
from warehouse.intake.reading import read_file
from warehouse.settings import Limits, Questionnaire, Settings, load_settings
from warehouse.signing import make_personal_link, read_personal_token, signer
from warehouse.source import load_sources

OPEN = f'\n[questionnaire]\nopen = true\naddress = "{ADDRESS}"\n'
TEXTS = Path(__file__).parent.parent / "dashboard" / "questionnaire" / "texts"
OTHERS = [language for language in LANGUAGES if language != "da"]
IDA = {"q1": "Ida Dal", "q2": "ida@example.dk", "q4": "1985", "q18": "ja"}
CPR_LIKE = "311299-0000"


def make_open(home: Path, more: str = "fastest_seconds = 0\n") -> Settings:
    settings = make_workspace(home)
    with (home / "frivillig.toml").open("a", encoding="utf-8") as file:
        file.write(OPEN + more)
    return load_settings(settings.home)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_open(tmp_path / "hjem")


@pytest.fixture
def phone(settings: Settings) -> Phone:
    return Phone(open_room(settings))


def question(settings: Settings, name: str) -> Question:
    return read_forms(settings)[QUESTIONNAIRE].question(name)


def sheet_of(path: Path) -> dict[str, object]:
    headings, cells = openpyxl.load_workbook(path).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    return dict(zip(map(str, headings), cells, strict=True))


# --- What is asked ----------------------------------------------------------------------------------------------------


def test_every_question_of_the_declared_form_is_asked_once_in_its_order(tmp_path: Path) -> None:
    source, settings = load_sources()["questionnaire"], make_open(tmp_path / "hjem", "asks_origin = true\n")
    asked = read_forms(settings)[QUESTIONNAIRE].asked({"birth_year": ["2000"], "origin_consent": ["ja"]}, AS_OF)
    declared = [words[0] for _, words in source.column_fields() if "?" in words[0]]
    assert [q.heading for q in asked] == declared
    assert len(declared) > 15


def test_a_minor_is_asked_for_a_parents_yes_and_an_adult_is_not(settings: Settings) -> None:
    form = read_forms(settings)[QUESTIONNAIRE]
    names = {year: {q.name for q in form.asked({"birth_year": [year]}, AS_OF)} for year in ("1996", "1997")}
    assert "guardian_consent" not in names["1996"]
    assert "guardian_consent" in names["1997"]


def test_origin_is_asked_only_where_the_workspace_says_so_and_only_after_a_yes(
    settings: Settings, tmp_path: Path
) -> None:
    asking = make_open(tmp_path / "spørger", "asks_origin = true\n")
    yes, no = {"origin_consent": ["ja"]}, {"origin_consent": ["nej"]}
    names = {
        (home.home.name, str(answers)): {q.name for q in read_forms(home)[QUESTIONNAIRE].asked(answers, AS_OF)}
        for home in (settings, asking)
        for answers in ({}, yes, no)
    }
    about_origin = {place: asked & {"origin", "origin_consent"} for place, asked in names.items()}
    assert about_origin == {
        ("hjem", "{}"): set(),
        ("hjem", str(yes)): set(),
        ("hjem", str(no)): set(),
        ("spørger", "{}"): {"origin_consent"},
        ("spørger", str(yes)): {"origin_consent", "origin"},
        ("spørger", str(no)): {"origin_consent"},
    }


def test_the_areas_are_those_of_the_settings(settings: Settings) -> None:
    assert question(settings, "area_name").choices == {"vangdalen": "Vangdalen", "uden_for": "Uden for områderne"}


def test_only_what_the_declaration_requires_cannot_be_skipped(phone: Phone) -> None:
    phone.send()
    assert str(phone.answer().url).endswith("/1")
    assert "Vi skal bruge et svar her" in phone.page.text
    assert str(phone.answer("Ida Dal").url).endswith("/2")
    assert str(phone.answer().url).endswith("/3")


def test_back_keeps_what_was_typed(phone: Phone) -> None:
    phone.send()
    phone.answer("Ida Dal")
    phone.send(svar="ida@example.dk", gaa="tilbage")
    assert 'value="Ida Dal"' in phone.page.text
    assert 'value="ida@example.dk"' in phone.open("/2").text


def test_the_page_says_how_far_one_is(phone: Phone) -> None:
    phone.send()
    assert "1 af 18" in phone.page.text
    assert '<progress max="18" value="1"' in phone.page.text


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("birth_year", "١٩٨٥", "1985"),
        ("full_name", "  Ida\u200f   Dal ", "Ida Dal"),
        ("phone", "+45 ٢٠ ٣٠ ٤٠ ٥٠", "+45 20 30 40 50"),
    ],
)
def test_digits_of_every_script_and_odd_blanks_are_read(settings: Settings, name: str, typed: str, kept: str) -> None:
    assert read_answer(question(settings, name), [typed], AS_OF) == [kept]


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("full_name", CPR_LIKE, CPR),
        ("street", "Vej 2, 311299 0000", CPR),
        ("phone", "٣١١٢٩٩٠٠٠٠", CPR),
        ("full_name", "محمد علي", NOT_LATIN),
        ("full_name", "Ida og Bo Dal", TWO_PERSONS),
        ("full_name", "x" * 121, "for langt"),
        ("email", "ida(at)example.dk", "navn@eksempel.dk"),
        ("phone", "1234", "otte cifre"),
        ("birth_year", "85", "fire cifre"),
        ("birth_year", "2015", "fire cifre"),
        ("gender", "drage", "på listen"),
    ],
)
def test_what_the_night_could_not_read_is_said_at_once(
    settings: Settings, name: str, typed: str, complaint: str
) -> None:
    with pytest.raises(WrongAnswerError, match=re.escape(complaint)):
        read_answer(question(settings, name), [typed], AS_OF)


def test_two_answers_to_a_question_with_one_are_refused(settings: Settings) -> None:
    with pytest.raises(WrongAnswerError):
        read_answer(question(settings, "gender"), ["male", "female"], AS_OF)


def test_invisible_signs_go_and_ordinary_ones_stay() -> None:
    assert clean("Å\u202eb\x00 c½²") == "Åb c½2"


# --- What is kept -----------------------------------------------------------------------------------------------------


def test_nothing_is_written_before_it_is_sent_and_then_one_file(phone: Phone, settings: Settings) -> None:
    phone.answer_all(**IDA)
    assert delivered(settings) == []
    phone.send()
    assert "Tak for dit svar" in phone.page.text
    (path,) = delivered(settings)
    assert path.parent.name == "Spørgeskema til frivillige"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d{6} [a-p]{8}\.xlsx", path.name)


def test_the_file_is_the_declared_form_and_its_row_would_be_loaded(phone: Phone, settings: Settings) -> None:
    phone.answer_all(**IDA, q5="female", q8="vangdalen", q11="helper")
    phone.send()
    (path,) = delivered(settings)
    cells = sheet_of(path)
    assert cells["Hvilken rolle passer bedst til dig?"] == "Jeg hjælper til, når det passer mig"
    assert cells["Besvaret"].date() == AS_OF  # type: ignore[attr-defined]
    assert cells["Samtykketekst"] == f"{newest_version()}.da"
    read = read_file(path.read_bytes(), path.name, load_sources(), Limits())
    rows = [row for sheet in read.sheets for row in sheet.rows if row.fate != "not_data"]
    assert (read.source, [row.fate for row in rows]) == ("questionnaire", ["loaded"])
    assert rows[0].records[0]["area_name"] == "Vangdalen"


def test_a_formula_somebody_types_stays_text(phone: Phone, settings: Settings) -> None:
    phone.answer_all(**(IDA | {"q1": "=HYPERLINK(1) Dal"}))
    phone.send()
    (path,) = delivered(settings)
    cell = openpyxl.load_workbook(path).active["A2"]  # type: ignore[index]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1) Dal")


def test_sent_answers_are_no_longer_on_the_phone(phone: Phone, settings: Settings) -> None:
    phone.answer_all(**IDA)
    phone.send()
    assert 'value="Ida Dal"' not in phone.open("/1").text
    phone.open("/gennemse")
    assert "ikke skrevet noget" in phone.send().text
    assert len(delivered(settings)) == 1


def test_the_only_cookie_is_the_visits_own_and_ends_with_it(phone: Phone) -> None:
    answer = phone.open()
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith(f"{COOKIE}=")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Secure", f"Path={PATH}"))
    assert "expires" not in cookie.lower() and "max-age" not in cookie.lower()


def test_a_cookie_somebody_altered_is_no_visit(phone: Phone, settings: Settings) -> None:
    phone.send()
    phone.answer("Ida Dal")
    forged = signer(settings, "personal link").dumps({"language": "da", "answers": {"full_name": ["Eva"]}})
    phone.browser.cookies.clear()
    phone.browser.cookies.set(COOKIE, str(forged))
    assert "Eva" not in phone.open("/1").text


def test_no_address_and_no_log_holds_an_answer(phone: Phone, capfd: pytest.CaptureFixture[str]) -> None:
    phone.answer_all(**IDA)
    places = [str(phone.page.url), *(str(past.url) for past in phone.send().history)]
    assert not [place for place in places if "ida" in place.lower()]
    assert "ida" not in "".join(capfd.readouterr()).lower()


def test_an_inbox_that_cannot_be_written_loses_nothing(phone: Phone, settings: Settings) -> None:
    phone.answer_all(**IDA)
    settings.inbox.rmdir()
    settings.inbox.write_text("i vejen")
    answer = phone.send()
    assert answer.status_code == 503
    assert "Dine svar er ikke væk" in answer.text
    assert 'value="Ida Dal"' in phone.open("/1").text


def test_what_breaks_is_a_kind_page_and_a_line_without_a_value(
    phone: Phone, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_: object) -> None:
        raise ValueError("Ida Dal")

    phone.answer_all(**IDA)
    monkeypatch.setattr("dashboard.questionnaire.outbound.deliver", break_down)
    answer = phone.send()
    assert (answer.status_code, "Noget gik galt hos os" in answer.text) == (500, True)
    assert capfd.readouterr().err.strip() == "spørgeskema: ValueError"


# --- What is refused --------------------------------------------------------------------------------------------------


def test_a_cpr_number_is_asked_to_be_removed_and_does_not_come_back(phone: Phone) -> None:
    phone.send()
    answer = phone.answer(f"Ida {CPR_LIKE}")
    assert 'role="alert"' in answer.text
    assert "CPR-nummer" in answer.text
    assert CPR_LIKE not in answer.text
    assert phone.open("/gennemse").text.count("Ida") == 0


def test_a_form_without_its_key_is_refused(phone: Phone, settings: Settings) -> None:
    phone.answer_all(**IDA)
    assert phone.send(noegle="gættet").status_code == 403
    assert delivered(settings) == []


@pytest.mark.parametrize("origin", ["https://ond.example", "null", ""])
def test_a_form_from_another_page_is_refused(phone: Phone, settings: Settings, origin: str) -> None:
    phone.answer_all(**IDA)
    phone.browser.headers["Origin"] = origin
    assert phone.send().status_code == 403
    assert delivered(settings) == []


def test_who_fills_in_the_hidden_field_is_asked_to_empty_it(phone: Phone, settings: Settings) -> None:
    phone.answer_all(**IDA)
    answer = phone.send(hjemmeside="https://ond.example")
    assert "skjulte felt" in answer.text
    assert delivered(settings) == []


def test_nobody_reads_that_fast(tmp_path: Path) -> None:
    settings = make_open(tmp_path / "hjem", "fastest_seconds = 600\n")
    phone = Phone(open_room(settings))
    phone.answer_all(**IDA)
    assert "meget hurtigt" in phone.send().text
    assert delivered(settings) == []


@pytest.mark.parametrize("limit", ["per_address = 2", "in_total = 2"])
def test_a_flood_is_asked_to_wait(tmp_path: Path, limit: str) -> None:
    settings = make_open(tmp_path / "hjem", f"fastest_seconds = 0\n{limit}\n")
    room = open_room(settings)
    phones = [Phone(room) for _ in range(3)]
    for phone in phones:
        phone.answer_all(**IDA)
        phone.send()
    assert [phone.page.status_code for phone in phones] == [200, 200, 429]
    assert FULL in phones[2].page.text
    assert len(delivered(settings)) == 2


@pytest.mark.parametrize("fields", [{"svar": "x" * 9000}, {"svar": ["x"] * 200}])
def test_more_than_a_form_can_hold_is_refused(phone: Phone, fields: dict[str, str | list[str]]) -> None:
    phone.send()
    assert phone.send(**fields).status_code == 413


def test_answers_that_are_changed_after_they_were_read_are_read_again(phone: Phone, settings: Settings) -> None:
    phone.answer_all(**{name: answer for name, answer in IDA.items() if name != "q18"} | {"q18": "nej"})
    phone.open("/4")
    phone.send(svar="2010", gaa="frem")
    phone.open("/1")
    phone.send(svar="", gaa="tilbage")
    assert 'value="Ida Dal"' in phone.open("/1").text
    phone.open("/gennemse")
    phone.send()
    assert sheet_of(delivered(settings)[0])["Hvilket år er du født?"] == "2010"


def test_a_closed_questionnaire_says_so_and_takes_nothing(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    phone = Phone(open_room(settings))
    assert (phone.page.status_code, "er lukket" in phone.page.text) == (404, True)
    assert phone.browser.post(f"{PATH}/gennemse", data={}).status_code == 404
    assert delivered(settings) == []


def test_the_policy_allows_no_script_and_nothing_from_elsewhere(phone: Phone) -> None:
    pages = [phone.open(), phone.open("/samtykke"), phone.open("/findes-ikke")]
    for page in pages:
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script" not in policy and "unsafe" not in policy
        assert not re.findall(r"<script|\son\w+=|style=|https?://", page.text)


# --- Behind the gate --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = make_open(tmp_path_factory.mktemp("spoergeskema") / "hjem")
    publish(settings.published)
    with serve(settings.home) as address:
        yield address


def test_a_stranger_may_open_the_questionnaire_and_nothing_beside_it(address: str) -> None:
    opened = httpx.get(f"{address}{PATH}")
    assert opened.status_code == 200
    assert "script-src" not in opened.headers["content-security-policy"]
    assert opened.headers["cache-control"] == "no-store"
    assert opened.headers["x-frame-options"] == "DENY"
    assert httpx.get(f"{address}{PATH}/stil.css").headers["content-type"].startswith("text/css")
    for closed in ("/spoergeskemaet", "/plakat", "/spoergeskema/../inaktive", "/"):
        assert httpx.get(f"{address}{closed}").status_code == 401, closed


@pytest.mark.parametrize("path", ["/spoergeskema/_stcore/stream", "/spoergeskema"])
def test_no_websocket_opens_behind_the_questionnaire(address: str, path: str) -> None:
    with pytest.raises(InvalidStatus):
        connect(f"ws{address.removeprefix('http')}{path}", origin=address).close()  # type: ignore[arg-type]


def test_no_page_of_streamlit_lies_under_the_questionnaire(address: str) -> None:
    for path in ("_stcore/host-config", "media/x.xlsx", "inaktive"):
        answer = httpx.get(f"{address}{PATH}/{path}")
        assert (answer.status_code, "streamlit" in answer.text.lower()) == (404, False)


# --- Personal links ---------------------------------------------------------------------------------------------------


@pytest.fixture
def known(settings: Settings) -> tuple[str, str]:
    publish(settings.published)
    return next(iter(PERSONS.items()))


def open_link(settings: Settings, person_id: str) -> Phone:
    phone = Phone(open_room(settings))
    phone.open(make_personal_link(settings, person_id).removeprefix(f"{ADDRESS}{PATH}"))
    return phone


def test_a_link_shows_a_first_name_and_nothing_else_of_the_person(settings: Settings, known: tuple[str, str]) -> None:
    phone = open_link(settings, known[0])
    first, *rest = known[1].split()
    assert f"Hej {first}" in phone.page.text
    assert not [name for name in rest if name in phone.page.text]
    assert str(phone.page.url) == f"{ADDRESS}{PATH}/stadig"


@pytest.mark.parametrize(
    ("steps", "written"),
    [
        ([{"svar": "active"}], {"Er du stadig frivillig?": "Ja, jeg er stadig frivillig"}),
        ([{"svar": "stopped"}, {}], {"Er du stadig frivillig?": "Jeg stopper"}),
        (
            [{"svar": "paused"}, {"svar": "2015-03-01"}],
            {"Er du stadig frivillig?": "Jeg vil gerne holde pause", "Hvor længe vil du holde pause?": "2015-03-01"},
        ),
    ],
)
def test_each_answer_is_one_file_with_the_persons_number(
    settings: Settings, known: tuple[str, str], steps: list[dict[str, str]], written: dict[str, str]
) -> None:
    phone = open_link(settings, known[0])
    for step in steps:
        assert delivered(settings) == []
        phone.send(**step)
    assert "Tak for dit svar" in phone.page.text
    (path,) = delivered(settings)
    cells = {heading: cell for heading, cell in sheet_of(path).items() if cell is not None}
    assert cells.pop("Frivillignummer").replace("-", "") == known[0]  # type: ignore[attr-defined]
    assert cells.pop("Svardato").date() == AS_OF  # type: ignore[attr-defined]
    assert {heading: cell for heading, cell in cells.items() if cell} == written


def test_details_are_corrected_with_the_same_questions_and_number(settings: Settings, known: tuple[str, str]) -> None:
    phone = open_link(settings, known[0])
    phone.send(svar="ret")
    phone.answer("ny@example.dk")
    phone.open("/gennemse")
    phone.send()
    (path,) = delivered(settings)
    cells = sheet_of(path)
    assert path.parent.name == "Er du stadig frivillig"
    assert (cells["Hvad er din nye e-mailadresse?"], cells["Er du stadig frivillig?"]) == ("ny@example.dk", None)


@pytest.mark.parametrize("day", ["", "2014-12-31", "i morgen"])
def test_a_break_needs_a_day_to_come(settings: Settings, known: tuple[str, str], day: str) -> None:
    phone = open_link(settings, known[0])
    phone.send(svar="paused")
    assert 'role="alert"' in phone.send(svar=day).text
    assert 'role="alert"' not in phone.open("/pause").text
    assert delivered(settings) == []


@pytest.mark.parametrize("token", ["x", "InBfMTIzIg.aaaa.bbbb"])
def test_a_link_we_did_not_make_opens_nothing(settings: Settings, token: str) -> None:
    phone = Phone(open_room(settings))
    assert phone.open(f"/stadig/{token}").status_code == 410
    assert phone.open("/stadig").status_code == 410


def test_a_link_for_nobody_we_know_opens_nothing(settings: Settings, known: tuple[str, str]) -> None:
    assert open_link(settings, "p_ffffffffffff").page.status_code == 410


def test_a_link_grows_old(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    token = make_personal_link(settings, "p_1").rpartition("/")[2]
    assert read_personal_token(settings, token) == "p_1"
    month_later = settings.model_copy(
        update={"questionnaire": settings.questionnaire.model_copy(update={"link_days": -1})}
    )
    assert read_personal_token(month_later, token) is None


def test_what_was_signed_for_another_purpose_or_elsewhere_is_no_link(settings: Settings, tmp_path: Path) -> None:
    assert read_personal_token(settings, str(signer(settings, "visit").dumps("p_1"))) is None
    other = make_open(tmp_path / "andet")
    assert read_personal_token(other, make_personal_link(settings, "p_1").rpartition("/")[2]) is None


def test_the_signing_key_is_for_its_owner_only(settings: Settings) -> None:
    make_personal_link(settings, "p_1")
    assert settings.signing_key.stat().st_mode & 0o077 == 0


# --- The poster -------------------------------------------------------------------------------------------------------


def test_the_poster_has_the_address_and_its_code(settings: Settings) -> None:
    page = Phone(open_room(settings)).browser.get("/plakat").text
    assert f"{ADDRESS}{PATH}" in page
    assert "Skan og fortæl, hvad du har lyst til" in page
    assert "<svg" in page and 'dir="rtl"' in page


# --- In every language ------------------------------------------------------------------------------------------------


def sentences() -> set[str]:
    """Every sentence a volunteer can be shown, in Danish."""
    room = Path(__file__).parent.parent / "dashboard" / "questionnaire"
    methods = [("**.py", "python"), ("pages/**.html", "jinja2.ext:babel_extract")]
    keywords = dict.fromkeys(("say", "other", "mark", "words"))
    marked = {str(found[2]) for found in extract_from_dir(room, methods, keywords=keywords)}
    everything = Settings(home=Path("/nowhere"), questionnaire=Questionnaire(asks_origin=True))
    for form in read_forms(everything).values():
        for asked in form.questions:
            marked |= {asked.heading, asked.hint, *asked.choices.values()}
    return (marked | {"Uden for områderne"}) - {""}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_no_translation_is_left_over(language: str) -> None:
    with (TEXTS / f"{language}.po").open("rb") as file:
        catalogue = {str(m.id): m for m in read_po(file, locale=language) if m.id}
    assert sentences() - set(catalogue) == set(), "mangler"
    assert set(catalogue) - sentences() == set(), "bruges ikke mere"
    assert [name for name, message in catalogue.items() if not message.string or message.fuzzy] == []
    for name, message in catalogue.items():
        assert sorted(re.findall(r"{\w+}", name)) == sorted(re.findall(r"{\w+}", str(message.string))), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_whole_in_its_language_and_direction(settings: Settings, language: str) -> None:
    phone = Phone(open_room(settings), f"{language}-DK,{language};q=0.8")
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in phone.page.text
    phone.send()
    words = words_in(language)
    assert words("{number} af {total}", number=1, total=18) in phone.page.text
    assert words("Næste") in phone.page.text
    assert ("Næste" in phone.page.text) == (language == "da")


def test_the_language_can_be_changed_on_every_page_without_losing_answers(phone: Phone) -> None:
    phone.send()
    phone.answer("Ida Dal")
    for language in (*OTHERS, "da"):
        phone.open(f"/2?sprog={language}")
        assert f'lang="{language}"' in phone.page.text.partition("<head>")[0]
        assert "sprog" not in phone.page.url.query.decode()
    assert 'value="Ida Dal"' in phone.open("/1").text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ar-SY,ar;q=0.9,en;q=0.8", "ar"), ("so,en-GB;q=0.5", "en"), ("", "da"), ("xx", "da"), ("da", "da"), (";,", "da")],
)
def test_the_phone_says_which_language_it_prefers(accepted: str, language: str) -> None:
    assert preferred_language(accepted) == language


# --- What one says yes to ---------------------------------------------------------------------------------------------


def test_a_consent_text_is_never_changed_under_its_version() -> None:
    sealed = dict(line.split()[::-1] for line in (CONSENTS / "SHA256SUMS").read_text().splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in CONSENTS.glob("*.md")}
    assert found == sealed, "a changed text is a new version: a new file, with its own line in SHA256SUMS"


def test_every_version_of_the_consent_is_there_in_every_language() -> None:
    versions = {path.name.partition(".")[0] for path in CONSENTS.glob("*.md")}
    assert {path.name for path in CONSENTS.glob("*.md")} == {f"{v}.{code}.md" for v in versions for code in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_consent_names_who_is_responsible_and_whom_to_ask(settings: Settings, language: str) -> None:
    named = settings.model_copy(
        update={
            "project": settings.project.model_copy(update={"data_controller": "Eksempel <b>Kommune"}),
            "questionnaire": settings.questionnaire.model_copy(update={"contact": "koordinator@example.dk"}),
        }
    )
    consent = read_consent(named, words_in(language))
    assert consent.version == f"{newest_version()}.{language}"
    assert "Eksempel &lt;b&gt;Kommune" in consent.text
    assert "koordinator@example.dk" in consent.text
    assert "{" not in consent.text


def test_the_consent_stands_beside_the_question_it_is_about(phone: Phone) -> None:
    phone.answer_all(**IDA)
    assert "dataansvarlig" in phone.open("/18").text
    assert "dataansvarlig" not in phone.open("/17").text
