"""The workspace of one secretariat: its settings and where everything in it lies."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from warehouse.choices import Kind, choices_in_force
from warehouse.errors import SettingsError
from warehouse.inboxes.address import is_this_machine, read_address

SETTINGS_FILE = "frivillig.toml"
CREDENTIALS_FILE = "credentials.toml"
CHOICES_FOLDER = "indstillinger"
UNKNOWN_AREA = "ukendt"
OUTSIDE_AREA = "uden_for"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Project(_Section):
    """The project whose targets and period the numbers are about."""

    name: str = "Frivillige i boligområderne"
    organisation: str = "Det boligsociale sekretariat"
    data_controller: str = ""
    funder: str = ""
    start: date = date(2026, 1, 1)
    end: date = date(2027, 12, 31)


class Area(_Section):
    """A housing area, every way people write it and the streets that lie in it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: str
    aliases: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()


class Closure(_Section):
    """A holiday or another span in which nobody is expected."""

    name: Annotated[str, Field(min_length=1)]
    start: date
    end: date

    @model_validator(mode="after")
    def _end_after_start(self) -> Closure:
        if self.end < self.start:
            raise ValueError("den sidste dag ligger før den første")
        return self


class StaffMember(_Section):
    """Somebody of the secretariat, by the name sheets and contact log use: where to write, and as whom they log in."""

    email: str = ""
    account: str = ""


class InboxPlace(_Section):
    """An inbox beside the folder `inbox`: a folder here, or an address on a server. What is secret is not here.

    `key_file` and `known_hosts` are SFTP's, `endpoint` and `region` S3's.
    """

    address: str
    endpoint: str = ""
    region: str = ""
    key_file: str = ""
    known_hosts: str = ""

    @field_validator("address")
    @classmethod
    def _can_be_read(cls, address: str) -> str:
        read_address(address)
        return address

    @field_validator("endpoint")
    @classmethod
    def _is_encrypted(cls, endpoint: str) -> str:
        scheme, _, host = endpoint.partition("://")
        if endpoint and scheme != "https" and not is_this_machine(host.partition("/")[0].partition(":")[0]):
            raise SettingsError(f"{SETTINGS_FILE}: «endpoint» skal begynde med https://, så filerne hentes krypteret.")
        return endpoint


class Schedule(_Section):
    """When the night runs. 02–03 is refused: twice a year that hour is missing or comes twice."""

    cron: Annotated[str, Field(pattern=r"^[0-5]?\d (0?[013-9]|1\d|2[0-3]) \* \* \*$")] = "15 4 * * *"
    timezone: str = "Europe/Copenhagen"


class Mail(_Section):
    """Where the night's summary goes. No host: no mail. `weekly`: the week's list to each member of staff."""

    host: str = ""
    port: int = 25
    sender: str = "frivillig@localhost"
    recipients: tuple[str, ...] = ()
    starttls: bool = False
    username: str = ""
    password_file: str = ""
    weekly: bool = True


class Night(_Section):
    """How a night behaves."""

    as_of: date | None = None
    keep_snapshots: Annotated[int, Field(ge=1)] = 5
    settle_seconds: Annotated[float, Field(ge=0)] = 2.0


class Intake(_Section):
    """How files are taken in. Originals with CPR numbers are kept this long for whoever has to mend them; 0: not at all."""

    keep_originals_with_cpr_days: Annotated[int, Field(ge=0)] = 30


class Protection(_Section):
    """How long the log of who looked at whom is kept. The night deletes what is older."""

    keep_look_ups_days: Annotated[int, Field(ge=1)] = 183


class Limits(_Section):
    """What a file may cost before it is refused."""

    max_file_mib: int = 50
    max_unpacked_mib: int = 512
    max_expansion_ratio: int = 200
    max_archive_members: int = 2_000
    max_record_cells: int = 5_000_000
    parse_seconds: float = 120.0
    parse_memory_mib: int = 2_048


class Pull(_Section):
    """Answers to be fetched every night from KoboToolbox or ODK Central.

    The key or password itself stands in the environment (`secret_env`) or in a file of the workspace
    that only its owner can read (`secret_file`).
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9æøå][a-z0-9æøå_-]*$")]
    kind: Literal["kobo", "odk-central"]
    url: Annotated[str, Field(pattern=r"^(https://|http://(127\.0\.0\.1|localhost)(:|/|$))")]
    form: Annotated[str, Field(min_length=1)]
    project: int | None = None
    username: str = ""
    secret_env: str = ""
    secret_file: str = ""
    page_size: Annotated[int, Field(ge=1, le=1000)] = 1000
    retry_seconds: Annotated[float, Field(ge=0)] = 2.0

    @model_validator(mode="after")
    def _know_what_it_needs(self) -> Pull:
        if bool(self.secret_env) == bool(self.secret_file):
            raise ValueError("skriv enten secret_file eller secret_env")
        if self.kind == "odk-central" and not (self.project and self.username):
            raise ValueError("ODK Central kræver project og username")
        return self


class Dashboard(_Section):
    """Where the dashboard listens and how long a login lasts."""

    address: str = "127.0.0.1"
    port: int = 8501
    demo: bool = False
    idle_minutes: int = 30
    session_hours: int = 9


class Login(_Section):
    """The login people have already (OpenID Connect), and whom it lets in. No issuer: passwords of our own only.

    `staff` and `management` are values of `role_claim` that give the role. The client's secret stands in the environment.
    `recheck_minutes`: how often the provider is asked whether a person still has access, where it can be asked;
    `unconfirmed_minutes`: how long a login holds without its saying so.
    """

    issuer: Annotated[
        str, Field(pattern=r"^(https://[^\s?#]+|http://(127\.0\.0\.1|localhost)(:\d+)?(/[^\s?#]*)?)?$")
    ] = ""
    client_id: str = ""
    name: str = "arbejdskonto"
    address: Annotated[str, Field(pattern=r"^(https://[^/\s?#]+|http://(127\.0\.0\.1|localhost)(:\d+)?)?$")] = ""
    person_claim: str = "preferred_username"
    role_claim: str = "roles"
    staff: tuple[str, ...] = ()
    management: tuple[str, ...] = ()
    scope: str = "openid profile email"
    recheck_minutes: Annotated[float, Field(gt=0)] = 10
    unconfirmed_minutes: Annotated[float, Field(gt=0)] = 60

    @property
    def is_set_up(self) -> bool:
        return bool(self.issuer)

    @model_validator(mode="before")
    @classmethod
    def _keep_secrets_out(cls, given: Any) -> Any:
        if isinstance(given, dict) and "client_secret" in given:
            raise SettingsError(
                f"{SETTINGS_FILE}: «client_secret» må ikke stå i filen; slet linjen, og sæt miljøvariablen FRIVILLIG_LOGIN_SECRET."
            )
        return given

    @model_validator(mode="after")
    def _know_what_it_needs(self) -> Login:
        if self.issuer and not (self.client_id and self.address):
            raise ValueError("når issuer er sat, skal client_id og address også være det")
        if set(self.staff) & set(self.management):
            raise ValueError("den samme værdi står både under staff og management")
        return self


class Questionnaire(_Section):
    """The questionnaire volunteers answer on their own phone. `address`: what the dashboard is called from outside.

    `asks_origin`: whether to ask for a yes to being counted by origin, and then for the origin.
    """

    open: bool = False
    address: Annotated[str, Field(pattern=r"^(https?://[^/\s?#]+(/[^\s?#]*[^/\s?#])?)?$")] = ""
    contact: str = ""
    asks_origin: bool = False
    per_address: Annotated[int, Field(ge=1)] = 60
    in_total: Annotated[int, Field(ge=1)] = 600
    fastest_seconds: Annotated[float, Field(ge=0)] = 5.0
    link_days: Annotated[int, Field(ge=1, le=366)] = 30


class Settings(BaseSettings):
    """Everything `frivillig.toml` may say, after environment variables (`FRIVILLIG_MAIL__HOST=…`)."""

    model_config = SettingsConfigDict(env_prefix="FRIVILLIG_", env_nested_delimiter="__", extra="forbid", frozen=True)

    home: Path
    project: Project = Project()
    areas: tuple[Area, ...] = ()
    inboxes: tuple[InboxPlace, ...] = ()
    schedule: Schedule = Schedule()
    mail: Mail = Mail()
    night: Night = Night()
    intake: Intake = Intake()
    protection: Protection = Protection()
    limits: Limits = Limits()
    pulls: tuple[Pull, ...] = ()
    dashboard: Dashboard = Dashboard()
    login: Login = Login()
    questionnaire: Questionnaire = Questionnaire()
    parameters: dict[str, float | int | str] = {}
    closures: dict[str, Closure] = {}
    form_owners: dict[str, str] = {}
    activity_owners: dict[str, str] = {}
    staff: dict[str, StaffMember] = {}

    @model_validator(mode="after")
    def _name_pulls_apart(self) -> Settings:
        names = [pull.name for pull in self.pulls]
        if len(names) > len(set(names)):
            raise ValueError("to hentninger i [[pulls]] har samme navn")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        home = Path(init_settings.init_kwargs["home"])  # type: ignore[attr-defined]
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, home / SETTINGS_FILE)

    @model_validator(mode="before")
    @classmethod
    def _gather_inboxes(cls, given: Any) -> Any:
        """`inbox = "…"` in the file: one address or several, each a text or a table."""
        if "inbox" not in given:
            return given
        asked = given["inbox"] if isinstance(given["inbox"], list) else [given["inbox"]]
        places = [{"address": place} if isinstance(place, str) else place for place in asked]
        return {"inboxes": places} | {key: value for key, value in given.items() if key != "inbox"}

    @field_validator("inboxes")
    @classmethod
    def _differ(cls, inboxes: tuple[InboxPlace, ...]) -> tuple[InboxPlace, ...]:
        if len({place.address for place in inboxes}) < len(inboxes):
            raise SettingsError(f"{SETTINGS_FILE}: den samme adresse står to gange i «inbox»; fjern den ene.")
        return inboxes

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def forms(self) -> Path:
        return self.home / "forms"

    @property
    def choices(self) -> Path:
        return self.home / CHOICES_FOLDER

    @property
    def archive(self) -> Path:
        return self.home / "archive"

    @property
    def published(self) -> Path:
        return self.home / "published"

    @property
    def outbox(self) -> Path:
        return self.home / "outbox"

    @property
    def originals(self) -> Path:
        return self.archive / "originals"

    @property
    def parsed(self) -> Path:
        return self.archive / "parsed"

    @property
    def ledger(self) -> Path:
        return self.archive / "ledger.sqlite"

    @property
    def lock(self) -> Path:
        return self.archive / "night.lock"

    @property
    def accounts(self) -> Path:
        return self.home / "accounts.yml"

    @property
    def signing_key(self) -> Path:
        return self.home / "signing.key"

    @property
    def credentials(self) -> Path:
        return self.home / CREDENTIALS_FILE

    @property
    def access_log(self) -> Path:
        return self.archive / "access.jsonl"

    @property
    def saved_views(self) -> Path:
        return self.home / "visninger"

    @property
    def prefect_home(self) -> Path:
        return self.home / ".prefect"

    def as_of(self, asked: date | None = None) -> date:
        """The last date that counts: the one asked for, else the frozen one, else today here."""
        return asked or self.night.as_of or self.today()

    def closed_through(self, asked: date | None = None) -> date:
        """The last date that is over. A frozen or asked-for date counts as over; today does not."""
        frozen = asked or self.night.as_of
        return frozen if frozen and frozen < self.today() else self.today() - timedelta(days=1)

    def today(self) -> date:
        return datetime.now(ZoneInfo(self.schedule.timezone)).date()


def find_home(home: Path | None = None) -> Path:
    """The workspace: as given, else `FRIVILLIG_HOME`, else the folder one stands in."""
    return Path(home or os.environ.get("FRIVILLIG_HOME") or ".").expanduser().resolve()


def load_settings(home: Path | None = None) -> Settings:
    """The workspace's settings as they hold now. Raises SettingsError with one sentence: file, key, what to do."""
    return with_choices(read_settings_file(home))


def read_settings_file(home: Path | None = None) -> Settings:
    """What frivillig.toml says, without what staff have chosen on the page. Raises SettingsError as `load_settings`."""
    home = find_home(home)
    path = home / SETTINGS_FILE
    if not path.is_file():
        raise SettingsError(
            f"Der er intet arbejdsområde i mappen «{home.name}»: {SETTINGS_FILE} mangler. Opret det med: frivillig init MAPPE"
        )
    try:
        return Settings(home=home)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{SETTINGS_FILE} kan ikke læses: {error}. Ret linjen og prøv igen.") from error
    except ValidationError as error:
        raise SettingsError(_first_fault(error.errors(include_url=False)[0])) from error


def with_choices(settings: Settings) -> Settings:
    """The settings of frivillig.toml with what staff have chosen on the page Indstillinger above them.

    Raises SettingsError naming the file of a choice that cannot be used.
    """
    chosen = choices_in_force(settings.choices)
    try:
        return settings.model_copy(update=_laid_over_each(settings, chosen)) if chosen else settings
    except (ValidationError, TypeError) as error:
        raise SettingsError(
            f"{CHOICES_FOLDER}/: et valg kan ikke bruges; hent mappen fra en sikkerhedskopi, eller fjern den nyeste fil."
        ) from error


def _laid_over_each(settings: Settings, chosen: Mapping[Kind, Mapping[str, Any]]) -> dict[str, Any]:
    areas = {area.id: area for area in settings.areas} | {
        name: Area(id=name, **said) if said is not None else None for name, said in chosen.get("area", {}).items()
    }
    return {
        "areas": tuple(area for area in areas.values() if area is not None),
        "parameters": _laid_over(settings.parameters, chosen.get("parameter", {})),
        "closures": _laid_over(settings.closures, _as(Closure, chosen.get("closure", {}))),
        "form_owners": _laid_over(settings.form_owners, chosen.get("form_owner", {})),
        "activity_owners": _laid_over(settings.activity_owners, chosen.get("activity_owner", {})),
        "staff": _laid_over(settings.staff, _as(StaffMember, chosen.get("staff", {}))),
    }


S = TypeVar("S", bound=_Section)


def _as(kind: type[S], chosen: Mapping[str, Any]) -> dict[str, S | None]:
    return {name: kind.model_validate(said) if said is not None else None for name, said in chosen.items()}


def _laid_over(base: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**base, **chosen}.items() if value is not None}


def _first_fault(fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"{SETTINGS_FILE}: «{where}» findes ikke som indstilling; ret stavningen eller fjern linjen."
    return f"{SETTINGS_FILE}: «{where}» kan ikke bruges ({fault['msg']}); ret værdien."
