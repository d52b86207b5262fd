"""Ansvarlige: who gets a form's return sheet, who is responsible for an activity, and where each is written to."""

from __future__ import annotations

import streamlit as st

from dashboard.components.choosing import save
from dashboard.components.tables import Column, show_table
from dashboard.data import ask
from dashboard.server import running_server
from dashboard.texts import _
from warehouse.accounts import list_accounts
from warehouse.choosing import choose_activity_owner, choose_form_owner, choose_staff, remove_staff
from warehouse.source import load_sources, with_owners

_NOBODY = ""


def show_owners() -> None:
    """Three lists, each with a form below."""
    _show_staff()
    _show_forms()
    _show_activities()


def _show_staff() -> None:
    st.header(_("Medarbejdere og mail"))
    st.caption(
        _("Navnet skal stå, som det står i arkene og kontaktloggen. Ugens mail siger kun, hvor mange der venter, og aldrig hvem.")
    )  # fmt: skip
    staff = running_server().settings.staff
    rows = [
        {"name": name, "email": said.email or None, "account": said.account or None} for name, said in staff.items()
    ]
    columns = [
        Column(_("Navn"), lambda row: row["name"], width=260),
        Column(_("Mail"), lambda row: row["email"], width=300),
        Column(_("Brugernavn her"), lambda row: row["account"], width=160),
    ]
    show_table(rows, columns, alt=_("Medarbejdere og mail"))
    names = list(dict.fromkeys([*staff, *(row["name"] for row in ask("staff_names"))]))
    name = st.selectbox(
        _("Medarbejder"), names, None, key="staff_name", placeholder=_("Vælg, eller skriv et navn"), accept_new_options=True, width=380
    )  # fmt: skip
    if name:
        _ask_for_staff(name)


def _ask_for_staff(name: str) -> None:
    settings = running_server().settings
    known = settings.staff.get(name)
    accounts = [_NOBODY, *(user for user, account in list_accounts(settings).items() if account.role == "staff")]
    if known and known.account not in accounts:
        accounts.append(known.account)
    with st.form(f"staff-{name}"):
        email = st.text_input(_("Mail"), known.email if known else "", key=f"staff-email-{name}", max_chars=120)
        account = st.selectbox(
            _("Brugernavn her"),
            accounts,
            accounts.index(known.account) if known else 0,
            format_func=lambda user: user or _("Intet"),
            key=f"staff-account-{name}",
        )
        with st.container(horizontal=True, gap="small"):
            wants_to_save = st.form_submit_button(_("Gem"), type="primary", icon=":material/save:")
            wants_removed = known is not None and st.form_submit_button(_("Fjern"), icon=":material/delete:")
    if wants_removed:
        save(lambda user: remove_staff(settings, name, user))
    elif wants_to_save:
        save(lambda user: choose_staff(settings, name, email, account or "", user))


def _show_forms() -> None:
    st.header(_("Hvem retter hvilke ark?"))
    settings = running_server().settings
    sources = with_owners(load_sources(settings.forms), settings.form_owners)
    columns = [
        Column(_("Formular"), lambda row: row["title"], width=300),
        Column(_("Ansvarlig"), lambda row: row["owner"], width=300),
    ]
    rows = sorted(({"title": s.title, "owner": s.owner} for s in sources.values()), key=lambda row: row["title"])
    show_table(rows, columns, alt=_("Hvem retter hvilke ark?"))
    names = sorted(sources, key=lambda name: sources[name].title)
    with st.form("form_owner"):
        form, owner = st.columns(2)
        chosen = form.selectbox(_("Formular"), names, format_func=lambda name: sources[name].title, key="form_to_own")
        typed = owner.text_input(
            _("Ny ansvarlig"), key="form_owner_name", max_chars=80, help=_("Tom: som formularen selv siger.")
        )
        wants_to_save = st.form_submit_button(_("Gem"), type="primary", icon=":material/save:")
    if wants_to_save:
        save(lambda user: choose_form_owner(settings, chosen, typed, user))


def _show_activities() -> None:
    st.header(_("Hvem har ansvar for hvilke aktiviteter?"))
    activities = {row["activity_id"]: row for row in ask("activity_owners")}
    if not activities:
        st.caption(_("Der er endnu ingen aktiviteter."))
        return
    settings = running_server().settings
    columns = [
        Column(_("Aktivitet"), lambda row: row["activity_name"], width=300),
        Column(_("Ansvarlig i tallene nu"), lambda row: row["owner_name"], width=240),
        Column(_("Valgt her"), lambda row: settings.activity_owners.get(row["activity_id"]), width=240),
    ]
    show_table(list(activities.values()), columns, alt=_("Hvem har ansvar for hvilke aktiviteter?"))
    with st.form("activity_owner"):
        activity, owner = st.columns(2)
        chosen = activity.selectbox(
            _("Aktivitet"),
            list(activities),
            format_func=lambda a: activities[a]["activity_name"],
            key="activity_to_own",
        )
        typed = owner.text_input(
            _("Ny ansvarlig"), key="activity_owner_name", max_chars=80, help=_("Tom: som aktivitetslisten siger.")
        )
        wants_to_save = st.form_submit_button(_("Gem"), type="primary", icon=":material/save:")
    if wants_to_save:
        save(lambda user: choose_activity_owner(settings, chosen, typed, user))
