"""Choose a report, a period and a format; whether the period is approved is said before anything is taken home."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.data import Row, ask
from dashboard.formats import format_moment, format_period, format_period_name
from dashboard.paper_routes import WORKBOOK_PATH, report_path
from dashboard.server import running_server
from dashboard.texts import N_, _, plural
from warehouse.papers.asking import Asker
from warehouse.papers.edition import PERIODS_OF, ReportKind, find_approval
from warehouse.papers.reports import TITLES
from warehouse.period import Period

_CONTENTS: dict[ReportKind, str] = {
    "quarter": N_("Nøgletal for kvartalet mod før, mål og prognose, milepæle, aktiviteter, forandringsteorien, og hvad der kræver opmærksomhed."),
    "year": N_("Årets nøgletal, mål, milepæle, aktiviteter måned for måned, veje ind i frivilligheden, hvem der mødes, og forandringsteorien."),
    "evaluation": N_("Tre dele: baggrund, aktiviteter og resultater, virkninger og forankring. I Word er der plads til jeres egne ord."),
}  # fmt: skip
_FORMATS = {
    "pdf": N_("PDF til udskrift"),
    "docx": N_("Word til at skrive i"),
    "xlsx": N_("Excel"),
    "html": N_("Webside"),
}


def show_reports(is_staff: bool) -> None:
    """The choices, the state of the approval and a link per format."""
    report = _choose_report()
    periods = _periods_for(report, ask("finished_periods"))
    if not periods:
        st.info(_("Der er endnu ingen afsluttet periode at skrive om. Rapporten kan laves, når perioden er forbi."))
        return
    period = st.selectbox(_("Periode"), periods, format_func=_name, key=f"report_period_{report}")
    _say_approval(period, is_staff)
    with st.container(horizontal=True, gap="small"):
        for kind, words in _FORMATS.items():
            st.link_button(_(words), report_path(report, period.name, kind), icon=":material/download:")
    st.caption(
        _(
            "Det tager nogle sekunder at lave filen. Rapporten indeholder ingen personer, og tal om få personer er skjult."
        )
    )


def show_workbook() -> None:
    """All KPIs as a workbook."""
    st.header(_("Nøgletal i Excel"))
    st.write(
        _(
            "Alle nøgletal for alle afsluttede perioder, boligområder og målgrupper, med mål, definitioner og datakvalitet."
        )
    )
    st.link_button(_("Hent nøgletallene"), WORKBOOK_PATH, icon=":material/table_view:")


def show_other_papers() -> None:
    """Staff: where the papers about persons and activities are."""
    st.header(_("Andre papirer"))
    st.markdown(
        "\n".join(
            [
                _("- **Tilmeldingsark** til en aktivitet laves på siden «Aktiviteter»."),
                _("- **Frivilligbevis** til et CV laves på den frivilliges side under «Frivillige»."),
                _("- **Plakat med QR-kode** til spørgeskemaet ligger i menuen til venstre."),
            ]
        )
    )


def _choose_report() -> ReportKind:
    report: ReportKind = st.segmented_control(
        _("Rapport"),
        list(TITLES),
        default="quarter",
        required=True,
        format_func=lambda kind: _(TITLES[kind]),
        key="report_kind",
    )
    st.caption(_(_CONTENTS[report]))
    return report


def _periods_for(report: ReportKind, rows: Sequence[Row]) -> list[Period]:
    kinds = PERIODS_OF[report]
    known = [Period(r["period_kind"], r["period_start"].date(), r["period_end"].date()) for r in rows]
    return sorted(
        (period for period in known if period.kind in kinds), key=lambda p: (kinds.index(p.kind), -p.start.toordinal())
    )


def _name(period: Period) -> str:
    return f"{format_period_name(period.kind, period.start, period.end)} ({format_period(period.start, period.end)})".capitalize()


def _say_approval(period: Period, is_staff: bool) -> None:
    server = running_server()
    # asked of the ledger too, where an approval is taken back at once
    approval = find_approval(
        server.settings, Asker(server.settings, "management", server.readers["management"]), period
    )
    if approval is None:
        words = _("Perioden er ikke godkendt. Rapporten mærkes «KLADDE».")
        where = _("Godkend den nederst på siden «Mål».") if is_staff else ""
        st.warning(f"{words} {where}", icon=":material/edit_note:")
        return
    moment = format_moment(approval.approved_at, server.settings.schedule.timezone)
    words = _("Perioden er godkendt {moment}. Rapporten viser de godkendte tal.").format(moment=moment)
    changed = plural("{count} tal er ændret siden; forskellen står i rapporten.", "{count} tal er ændret siden; forskellene står i rapporten.", approval.changed_figures) if approval.changed_figures else ""  # fmt: skip
    st.success(plain(f"{words} {changed}".strip()), icon=":material/verified:")
