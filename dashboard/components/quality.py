"""What came of every file and every row, and what the checks found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row
from dashboard.formats import format_moment, format_number, format_percent
from dashboard.keeping import keep_chart
from dashboard.server import running_server
from dashboard.texts import Language, _, current_language, in_language, reason
from dashboard.texts.codes import FILE_FATES, ROW_FATES, SEVERITIES, word_for
from warehouse.charts import ACTUAL, BEHIND, EXPECTED, NEAR, PROMISED, WAITING, Spec, stacked_share

_FATE_COLORS = {
    "loaded": ACTUAL,
    "duplicate": EXPECTED,
    "superseded": NEAR,
    "not_data": PROMISED,
    "to_mend": BEHIND,
    "waiting": WAITING,
}


def show_row_law(run: Row) -> None:
    """Every non-empty row has one fate, and the fates add up."""
    counts = {fate: int(run[f"rows_{fate}"] or 0) for fate in _FATE_COLORS}
    with st.container(border=True):
        st.header(_("Regnskab over rækkerne"))
        if not sum(counts.values()):
            st.caption(_("Ingen rækker er læst endnu."))
            return
        st.vega_lite_chart(spec=_law_spec(counts, current_language()), alt=_say_law(counts))
        st.markdown(plain(_say_law(counts)))
        st.caption(_("Hver række i hvert ark ender ét sted. Det bliver regnet efter hver nat."))


@keep_chart
def _law_spec(counts: dict[str, int], language: Language) -> Spec:
    parts = [(word_for(ROW_FATES, fate), counts[fate], color) for fate, color in _FATE_COLORS.items()]
    return stacked_share(parts, _("Rækker"))


def _say_law(counts: dict[str, int]) -> str:
    parts = " + ".join(f"{format_number(count)} {word_for(ROW_FATES, fate).lower()}" for fate, count in counts.items())
    return _("{total} rækker = {parts}").format(total=format_number(sum(counts.values())), parts=parts)


def name_of_file(row: Row) -> str:
    return PurePosixPath(row["file_name"]).name


def folder_of_file(row: Row) -> str | None:
    folder = str(PurePosixPath(row["file_name"]).parent)
    return None if folder == "." else folder


def show_files(files: Sequence[Row]) -> None:
    st.header(_("Filer"))
    columns = [
        Column(_("Fil"), name_of_file, width=280),
        Column(_("Hvad skete der"), lambda row: word_for(FILE_FATES, row["fate"]), width=200),
        Column(_("Besked"), lambda row: reason(row["message"]) or None, width=360),
        Column(_("Skema"), lambda row: row["source_title"], width=170),
        Column(_("Ansvarlig"), lambda row: row["owner"], width=170),
        Column(_("Rækker"), lambda row: row["row_count"], "number", width=80),
        Column(_("Kom ind"), lambda row: row["first_seen_date"], "day", width=100),
        Column(_("Mappe"), folder_of_file, width=220),
    ]
    show_table(files, columns, alt=_("Filer og hvad der skete med dem"))


def show_checks(checks: Sequence[Row]) -> None:
    failed = [check for check in checks if not check["success"]]
    st.header(_("Kontroller"))
    words = _("{passed} bestået, {failed} ikke bestået.")
    st.caption(words.format(passed=format_number(len(checks) - len(failed)), failed=format_number(len(failed))))
    columns = [
        Column(_("Resultat"), lambda row: _("Bestået") if row["success"] else _("Ikke bestået"), width=120),
        Column(_("Kontrol"), lambda row: in_language(row["description"], row["description_en"]), width=520),
        Column(_("Alvor"), lambda row: word_for(SEVERITIES, row["severity"]), width=120),
        Column(_("Rækker"), lambda row: row["failed_rows"], "number", width=80),
        Column(_("Tabel"), lambda row: row["table_name"], width=160),
    ]
    show_table(checks, columns, alt=_("Kontroller og deres resultat"))


def show_nights(nights: Sequence[Row]) -> None:
    """How it went night by night: what came in, what waits, what the checks found."""
    st.header(_("Nat for nat"))
    timezone = running_server().settings.schedule.timezone
    columns = [
        Column(_("Kørt"), lambda night: format_moment(night["finished_at"], timezone), width=170, pinned=True),
        Column(_("Data til og med"), lambda night: night["as_of"], "day", width=130),
        Column(_("Kontroller bestået"), lambda night: night["checks_passed"], "number", width=140),
        Column(_("Advarsler"), lambda night: night["checks_warned"], "number", width=100),
        Column(_("Fejlede"), lambda night: night["checks_failed"], "number", width=90),
        Column(_("Rækker med i tallene"), lambda night: night["rows_loaded"], "number", width=160),
        Column(_("Rækker, der skal rettes"), lambda night: night["rows_to_mend"], "number", width=170),
        Column(_("Filer taget ind"), lambda night: night["files_taken"], "number", width=120),
        Column(_("Filer, der venter"), lambda night: night["files_waiting"], "number", width=130),
    ]
    show_table(nights, columns, alt=_("Hvordan hver nat gik"))


def show_registrations(activities: Sequence[Row]) -> None:
    """Which activities lack registrations: what is missing here is why some cannot be judged."""
    st.header(_("Mangler der registreringer?"))
    st.caption(_("Faste aktiviteter ventes på deres sædvanlige dag. Mangler en gang, så skriv den i fremmødelisten."))
    columns = [
        Column(_("Aktivitet"), lambda row: row["activity_name"], width=240),
        Column(_("På plads"), lambda row: format_percent(row["completeness_pct"]), width=100),
        Column(_("Registreret"), lambda row: row["registered_sessions"], "number", width=100),
        Column(_("Ventet"), lambda row: row["expected_sessions"], "number", width=90),
        Column(_("Mangler senest"), lambda row: row["last_missing_date"], "day", width=120),
        Column(_("Sidst holdt"), lambda row: row["last_session_date"], "day", width=110),
        Column(_("Ansvarlig"), lambda row: row["owner_name"], width=180),
    ]
    show_table(activities, columns, alt=_("Aktiviteter og deres registreringer"))
