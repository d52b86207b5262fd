"""What is set up around a workspace and what is missing, one finding per thing."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from flows.texts import reason, t
from warehouse.errors import FrivilligError, InboxError, PullError, SettingsError
from warehouse.settings import SETTINGS_FILE, Settings, load_settings

PACKAGES = ("duckdb", "great-expectations", "prefect", "streamlit")
ENOUGH_DISK_GB = 2
STALE_AFTER = timedelta(hours=26)

State = Literal["ok", "note", "fault"]


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's screen. `note`: fine as it is, but worth knowing."""

    name: str
    title: str
    state: State
    sentence: str

    @property
    def exit_code(self) -> int:
        """2 for settings that cannot be used, 1 for another fault."""
        return 0 if self.state != "fault" else 2 if self.name == "settings" else 1


def diagnose(home: Path) -> list[Finding]:
    """Every finding about a workspace; the machine's first."""
    findings = [_find_python(), _find_packages(), _find_disk(home)]
    try:
        settings = load_settings(home)
    except SettingsError as error:
        return [*findings, Finding("settings", t("Indstillinger"), "fault", reason(str(error)))]
    findings.append(Finding("settings", t("Indstillinger"), "ok", t("{file} kan læses.", file=SETTINGS_FILE)))
    return findings + list(_find_in_workspace(settings))


def _find_in_workspace(settings: Settings) -> Iterator[Finding]:
    yield _find_areas(settings)
    yield _find_forms(settings)
    yield _find_inbox(settings)
    yield from _find_pulls(settings)
    yield from _find_inboxes_elsewhere(settings)
    yield _find_lock(settings)
    yield from _find_runs(settings)
    yield _find_schedule(settings)
    yield _find_mail(settings)
    yield _find_accounts(settings)
    yield _find_login(settings)


def _find_python() -> Finding:
    return Finding("python", "Python", "ok", platform.python_version())


def _find_packages() -> Finding:
    found, missing = [], []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    if missing:
        return Finding("packages", t("Pakker"), "fault", t("Mangler: {packages}", packages=", ".join(missing)))
    return Finding("packages", t("Pakker"), "ok", ", ".join(found))


def _find_disk(home: Path) -> Finding:
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(place).free / 1e9
    state: State = "ok" if free >= ENOUGH_DISK_GB else "fault"
    return Finding("disk", t("Plads på disken"), state, t("{free} GB fri", free=f"{free:.0f}"))


def _find_areas(settings: Settings) -> Finding:
    title = t("Områder")
    if not settings.areas:
        return Finding(
            "areas",
            title,
            "note",
            t("Ingen områder er sat op; alle bor «Ukendt». Skriv dem i {file}.", file=SETTINGS_FILE),
        )
    return Finding("areas", title, "ok", ", ".join(area.name for area in settings.areas))


def _find_forms(settings: Settings) -> Finding:
    from warehouse.source import load_sources

    try:
        sources = load_sources(settings.forms)
    except FrivilligError as error:
        return Finding("forms", t("Formularer"), "fault", reason(str(error)))
    return Finding("forms", t("Formularer"), "ok", t("{count} formularer kan læses", count=len(sources)))


def _find_inbox(settings: Settings) -> Finding:
    if not settings.inbox.is_dir():
        return Finding("inbox", t("Indbakke"), "fault", t("Mappen inbox mangler i arbejdsområdet; opret den."))
    count = sum(path.is_file() for path in settings.inbox.rglob("*"))
    return Finding("inbox", t("Indbakke"), "ok", t("{count} filer i inbox", count=count))


def _find_pulls(settings: Settings) -> Iterator[Finding]:
    from flows.survey_tools.secrets import read_secret

    for pull in settings.pulls:
        title = t("Hentning «{name}»", name=pull.name)
        try:
            read_secret(settings, pull)
            yield Finding("pulls", title, "ok", f"{pull.kind}, {pull.url}")
        except PullError as error:
            yield Finding("pulls", title, "fault", reason(str(error)))


def _find_inboxes_elsewhere(settings: Settings) -> Iterator[Finding]:
    from warehouse.inboxes.inbox import open_inbox

    for place in settings.inboxes:
        try:
            with open_inbox(settings, place) as inbox:
                count = inbox.count()
        except InboxError as trouble:
            yield Finding("inbox_elsewhere", t("Indbakke"), "fault", str(trouble))
        else:
            sentence = t("{address} kan nås og læses: {count} filer", address=place.address, count=count)
            yield Finding("inbox_elsewhere", t("Indbakke"), "ok", sentence)


def _find_lock(settings: Settings) -> Finding:
    from flows.night import is_held

    sentence = t("En kørsel er i gang.") if is_held(settings) else t("Ingen kørsel i gang.")
    return Finding("lock", t("Lige nu"), "ok", sentence)


def _find_runs(settings: Settings) -> Iterator[Finding]:
    from warehouse.archive import Archive
    from warehouse.snapshot import current_manifest

    manifest = current_manifest(settings)
    if not settings.ledger.is_file() or manifest is None:
        yield Finding("snapshot", t("Resultat"), "note", t("Intet er offentliggjort endnu. Kør: frivillig run"))
        return
    with Archive(settings) as archive:
        last = archive.last_run()
    if last:
        finished = datetime.fromisoformat(last["finished_at"])
        late = datetime.now(UTC) - finished > STALE_AFTER and not settings.night.as_of
        sentence = t("Sidste kørsel sluttede {when}.", when=f"{finished.astimezone():%d-%m-%Y kl. %H.%M}")
        if last["outcome"].get("problems"):
            sentence += " " + t("Noget skal ses efter: {count}", count=len(last["outcome"]["problems"]))
        yield Finding("last_run", t("Sidste kørsel"), "fault" if late else "ok", sentence)
    sentence = t("Tallene er til og med {as_of}.", as_of=f"{date.fromisoformat(manifest['as_of']):%d-%m-%Y}")
    yield Finding("snapshot", t("Resultat"), "ok", f"{manifest['snapshot_id']}. {sentence}")


def _find_schedule(settings: Settings) -> Finding:
    from flows.prefect_server import find_schedule
    from flows.schedule import next_due

    title = t("Tidsplan")
    if find_schedule(settings) is None:
        return Finding("schedule", title, "note", t("Tidsplanen kører ikke. Start den med: frivillig schedule"))
    due = next_due(settings.schedule, datetime.now(UTC))
    return Finding("schedule", title, "ok", t("Kører. Næste nat: {due}", due=f"{due:%d-%m-%Y kl. %H.%M}"))


def _find_mail(settings: Settings) -> Finding:
    mail = settings.mail
    if not (mail.host and mail.recipients):
        return Finding(
            "mail", t("Mail"), "note", t("Ingen mailserver eller modtagere; nattens besked ligger kun i outbox.")
        )
    if mail.username and not (settings.home / mail.password_file).is_file():
        return Finding("mail", t("Mail"), "fault", t("Filen med mailserverens adgangskode mangler; ret password_file."))
    return Finding("mail", t("Mail"), "ok", t("{host}, {count} modtagere", host=mail.host, count=len(mail.recipients)))


def _find_accounts(settings: Settings) -> Finding:
    from warehouse.accounts import list_accounts

    title = t("Adgang")
    try:
        count = sum(account.login != "blocked" for account in list_accounts(settings).values())
    except FrivilligError as error:
        return Finding("accounts", title, "fault", reason(str(error)))
    if not count and not settings.dashboard.demo and not settings.login.is_set_up:
        return Finding(
            "accounts", title, "note", t("Ingen kan logge ind endnu. Giv adgang med: frivillig user add NAVN")
        )
    return Finding("accounts", title, "ok", t("{count} brugere på listen kan logge ind", count=count))


def _find_login(settings: Settings) -> Finding:
    from warehouse.accounts import list_accounts
    from warehouse.login import ask_provider, read_login_secret

    title, login = t("Arbejdskonto"), settings.login
    if not login.is_set_up:
        return Finding("login", title, "note", t("Ikke sat op; folk logger ind med en adgangskode herfra."))
    try:
        read_login_secret()
        known = ask_provider(settings)
        listed = sum(account.login == "provider" for account in list_accounts(settings).values())
    except SettingsError as error:
        return Finding("login", title, "fault", reason(str(error)))
    if not (listed or login.staff or login.management):
        sentence = t(
            "Ingen kan komme ind: skriv roller i [login], eller giv adgang med: frivillig user add NAVN --provider"
        )
        return Finding("login", title, "fault", sentence)
    parts = [t("{issuer} svarer; {count} på listen", issuer=login.issuer, count=listed)]
    if login.staff or login.management:
        parts.append(t("roller fra «{claim}»", claim=login.role_claim))
    if "end_session_endpoint" not in known:
        parts.append(t("uden log ud hos udbyderen"))
    return Finding("login", title, "ok", "; ".join(parts))
