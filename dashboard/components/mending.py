"""Rows a person has to mend: the list, a form to mend one here, the return sheets and what has been mended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.components.quality import folder_of_file, name_of_file
from dashboard.components.tables import Column, show_table
from dashboard.data import Row
from dashboard.server import running_server
from dashboard.texts import N_, _, plural, reason
from dashboard.texts.codes import word_for
from warehouse.errors import CorrectionRefusedError
from warehouse.return_form import ReturnedRow, ReturnedTable

_SHEET_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SUBMITTED = "rows_mended_here"
_IN_A_LINE = 3
_HOW = {
    "return_sheet": N_("I et returark"),
    "dashboard": N_("På dashboardet"),
    "original_file": N_("I det oprindelige ark"),
}


def show_rows_to_mend(rows: Sequence[Row]) -> None:
    """The rows in return sheets, the longest open first; the one chosen, else the first that can be, is mended here."""
    st.header(_("Rækker, der skal rettes"))
    if not rows:
        st.success(_("Ingen rækker venter på at blive rettet."), icon=":material/check:")
        return
    st.caption(
        _("De er ikke med i tallene, før de er rettet. Vælg en række for at rette den her, eller ret dem i returarket.")
    )
    columns = [
        Column(_("Dage åben"), lambda row: row["days_open"], "number", width=90),
        Column(_("Fil"), name_of_file, width=260),
        Column(_("Ark"), lambda row: row["sheet"], width=110),
        Column(_("Række"), lambda row: row["row_number"], "number", width=70),
        Column(_("Hvad er galt"), lambda row: reason(row["reason"]), width=480),
        Column(_("Ansvarlig"), lambda row: row["owner"], width=170),
        Column(_("Mappe"), folder_of_file, width=180),
    ]
    chosen = show_table(rows, columns, alt=_("Rækker, der skal rettes"), key="rows_to_mend")
    mendable = chosen or next((row for row in rows if row["headings"]), None)
    if mendable:
        _show_form(mendable)


def _show_form(row: Row) -> None:
    auth.require("staff")
    with st.container(border=True):
        st.subheader(_("Ret her"))
        if row["row_id"] in st.session_state.get(_SUBMITTED, set()):
            st.success(_("Rettelsen er gemt. Den tæller fra næste nat."), icon=":material/check:")
            return
        place = ", ".join(
            filter(None, [name_of_file(row), row["sheet"], _("række {number}").format(number=row["row_number"])])
        )
        st.markdown(f"**{plain(place)}.** {plain(reason(row['reason']))}")
        if not row["headings"]:
            st.caption(_("Linjen hører ikke til en tabel og kan kun rettes i dit eget ark."))
            return
        with st.form(f"mend-{row['row_id']}", border=False):
            cells = _ask_for_cells(row)
            why = st.text_input(_("Hvorfor retter du det?"), max_chars=200)
            wants_to_save = st.form_submit_button(_("Gem rettelsen"), type="primary", icon=":material/save:")
        if wants_to_save:
            _save(row, cells, why)


def _ask_for_cells(row: Row) -> list[str]:
    """A field for each column: first those where something is written or wrong, the empty ones folded away."""
    cells = dict(enumerate(row["cells"]))
    shown = [c for c in cells if cells[c] or c == row["at_fault"]]
    for start in range(0, len(shown), _IN_A_LINE):
        places = st.columns(_IN_A_LINE)
        cells |= {c: _ask_for_cell(places[n], row, c) for n, c in enumerate(shown[start : start + _IN_A_LINE])}
    empty = [c for c in cells if c not in shown]
    if empty:
        with st.expander(plural("{count} tom kolonne", "{count} tomme kolonner", len(empty))):
            cells |= {c: _ask_for_cell(st, row, c) for c in empty}
    return [cells[c] for c in sorted(cells)]


def _ask_for_cell(place: object, row: Row, column: int) -> str:
    heading = plain(row["headings"][column])
    is_wrong = column == row["at_fault"]
    label = f":green-background[**{heading}**] {_('ret her')}" if is_wrong else heading
    typed = place.text_input(label, row["cells"][column], key=f"mend-{row['row_id']}-{column}")  # type: ignore[attr-defined]
    return str(typed or "")


def _save(row: Row, cells: list[str], why: str) -> None:
    from warehouse.correction_file import submit_mended_row  # the reader's libraries take a second to import

    session = auth.require("staff")
    try:
        submit_mended_row(running_server().settings, row["source"], _table_of(row, cells), session.user, why)
    except CorrectionRefusedError as refusal:
        st.error(plain(reason(str(refusal))), icon=":material/error:")
        return
    st.session_state.setdefault(_SUBMITTED, set()).add(row["row_id"])
    st.rerun()


def _table_of(row: Row, cells: list[str]) -> ReturnedTable:
    returned = ReturnedRow(
        row["row_id"],
        row["row_number"],
        row["reason"],
        None if row["at_fault"] is None else int(row["at_fault"]),
        cells,
        tuple(row["section"]),
        date(*row["found_date"].timetuple()[:3]) if row["found_date"] else None,
    )
    file_id, sheet_number, _row = row["row_id"].split(":")
    headings, above = list(row["headings"]), json.loads(row["above"])
    return ReturnedTable(file_id, row["file_name"], row["sheet"], int(sheet_number), 1, headings, above, [returned])


def show_waiting_rows(files: Sequence[Row]) -> None:
    """Rows no form reads: nobody can mend them one by one."""
    if not files:
        return
    rows = sum(int(file["row_count"]) for file in files)
    st.subheader(_("Rækker, der venter på et skema"))
    st.caption(
        plural("{count} række står i en fil eller et ark, som intet skema passer til.", "{count} rækker står i filer eller ark, som intet skema passer til.", rows)
        + " " + _("De skal ikke rettes række for række: sammenlign overskrifterne med skabelonen.")
    )  # fmt: skip
    columns = [
        Column(_("Fil"), name_of_file, width=280),
        Column(_("Ark"), lambda row: row["sheet"], width=140),
        Column(_("Rækker"), lambda row: row["row_count"], "number", width=80),
        Column(_("Mappe"), folder_of_file, width=220),
    ]
    show_table(files, columns, alt=_("Rækker, der venter på et skema"))


def offer_return_sheets() -> None:
    """The sheets with the rows to mend, as the night left them in the outbox."""
    sheets = sorted((running_server().settings.outbox / "retur").glob("*.xlsx"))
    if not sheets:
        return
    st.subheader(_("Returark"))
    with st.container(horizontal=True, gap="small"):
        for sheet in sheets:
            _offer_sheet(sheet)


def _offer_sheet(sheet: Path) -> None:
    # "Retur - Koordinatoren - Fremmødeliste - 31-12-2014 - 9e6ecd": owner, form and date are what a person looks for.
    words = sheet.stem.removeprefix("Retur - ").rsplit(" - ", 1)[0].replace(" - ", ", ")
    st.download_button(
        plain(words), sheet.read_bytes, sheet.name, _SHEET_MIME, icon=":material/download:", on_click="ignore"
    )


def show_mendings(mendings: Sequence[Row]) -> None:
    """What was mended lately: where, in which columns and by whom, never the values."""
    if not mendings:
        return
    st.subheader(_("Rettet"))
    columns = [
        Column(_("Rettet den"), lambda row: row["mended_date"], "day", width=110),
        Column(_("Dage åben"), lambda row: row["days_open"], "number", width=90),
        Column(_("Fil"), name_of_file, width=260),
        Column(_("Række"), lambda row: row["row_number"], "number", width=70),
        Column(_("Kolonner"), lambda row: row["columns"] or None, width=220),
        Column(_("Hvor"), lambda row: word_for(_HOW, row["how"]), width=170),
        Column(_("Af"), lambda row: row["mended_by"], width=140),
    ]
    show_table(mendings, columns, alt=_("Rækker, der er rettet"))
