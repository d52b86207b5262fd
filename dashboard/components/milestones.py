"""Milestones: what the project must have reached by when, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.tables import Column, show_table
from dashboard.data import Row
from dashboard.texts import N_, _, plural
from dashboard.texts.codes import word_for

STATUSES = {"reached": N_("Nået"), "late": N_("Forsinket"), "coming": N_("Kommer")}


def show_milestones(milestones: Sequence[Row], may_see_owner: bool) -> None:
    """The plan, late ones first; owners for staff only."""
    st.header(_("Milepæle"))
    if not milestones:
        st.caption(_("Der er ingen milepælsplan endnu. Den kommer ind med arket «Milepælsplan» i indbakken."))
        return
    late = sum(row["status"] == "late" for row in milestones)
    reached = sum(row["status"] == "reached" for row in milestones)
    said = _("{reached} af {all} milepæle er nået.").format(reached=reached, all=len(milestones))
    st.markdown(said + (" " + plural("{count} er forsinket.", "{count} er forsinkede.", late) if late else ""))
    show_table(milestones, _columns(may_see_owner), alt=_("Milepæle"))


def _columns(may_see_owner: bool) -> list[Column]:
    columns = [
        Column(_("Status"), lambda row: word_for(STATUSES, row["status"]), width=110),
        Column(_("Milepæl"), lambda row: row["milestone"], width=380),
        Column(_("Frist"), lambda row: row["due_date"], "day", width=110),
        Column(_("Nået den"), lambda row: row["reached_date"], "day", width=110),
        Column(_("Dage forsinket"), _days_late, "number", width=120),
    ]
    owner = Column(_("Ansvarlig"), lambda row: row["owner_name"], width=200)
    return [*columns, owner] if may_see_owner else columns


def _days_late(row: Row) -> int | None:
    return int(row["days_late"]) if row["status"] != "coming" and row["days_late"] > 0 else None
