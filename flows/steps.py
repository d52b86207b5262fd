"""The order of a night, the same with Prefect and without, and what happens when a step fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flows.digest import is_wanted
from flows.error_log import log_error
from flows.night import Night, drop_build
from flows.outcome import NightOutcome, conclude, take_over_standing
from flows.tasks.audit import audit
from flows.tasks.build import build
from flows.tasks.check import check
from flows.tasks.collect import collect
from flows.tasks.digest import digest
from flows.tasks.fetch import fetch
from flows.tasks.link import link
from flows.tasks.notify import notify
from flows.tasks.publish import publish
from flows.tasks.pull import pull
from flows.tasks.read import read
from flows.texts import reason, t
from warehouse.errors import ChecksFailedError, FrivilligError, NothingPublishedError, RunInProgressError
from warehouse.settings import Settings
from warehouse.snapshot import confirm

RETRY_SECONDS = 5.0

# Their sentences never name a file, a folder or a person.
_REPEATABLE = (ChecksFailedError, NothingPublishedError, RunInProgressError)


@dataclass(frozen=True)
class Step:
    """One verb of the night. `retries`: where trying again can help, because the trouble lies outside."""

    name: str
    work: Callable[[Night], dict[str, int]]
    retries: int = 0

    @property
    def pauses(self) -> list[float]:
        """Seconds to wait before each retry, each time longer."""
        return [RETRY_SECONDS * 3**n for n in range(self.retries)]


PULL = Step("pull", pull)
COLLECT = Step("collect", collect, retries=2)
BUILDING = (
    Step("read", read),
    Step("check", check),
    Step("link", link),
    Step("build", build),
    Step("audit", audit),
    Step("publish", publish),
)
NOTIFY = Step("notify", notify, retries=2)
DIGEST = Step("digest", digest, retries=2)

Perform = Callable[[Step, Night], object]


class StepFailedError(FrivilligError):
    """A step failed. `str(error)` may be repeated anywhere; `sentence` is for the people in the house."""

    def __init__(self, public: str, sentence: str) -> None:
        super().__init__(public)
        self.sentence = sentence


def run_night(night: Night, perform: Perform | None = None) -> NightOutcome:
    """Carry out the whole night and write down what came of it. Never raises because of a step that failed."""
    perform = perform or perform_plainly
    if night.settings.pulls:
        _take_steps(night, (PULL,), perform)  # what was not fetched tonight is fetched another night
    for step in fetching(night.settings):
        _take_steps(night, (step,), perform)
    if _take_steps(night, (COLLECT,), perform):
        if night.is_nothing_new:
            take_over_standing(night)
            confirm(night.settings, night.run_id)
        else:
            _take_steps(night, BUILDING, perform)
    _take_steps(night, (NOTIFY,), perform)
    if is_wanted(night.settings):
        _take_steps(night, (DIGEST,), perform)  # of its own, so that trying again sends no summary twice
    return write_down(night)


def fetching(settings: Settings) -> list[Step]:
    """A step for each inbox elsewhere: one that fails stops neither the others nor the night."""
    return [Step("fetch", partial(fetch, place=place), retries=2) for place in settings.inboxes]


def rebuild_night(night: Night) -> NightOutcome:
    """Build the snapshot again from archive and ledger alone."""
    _take_steps(night, BUILDING, perform_plainly)
    return write_down(night)


def write_down(night: Night) -> NightOutcome:
    """Conclude the night and enter it in the ledger."""
    night.outcome = outcome = conclude(night)
    night.archive.finish_run(night.run_id, outcome.as_document())
    return outcome


def perform_plainly(step: Step, night: Night) -> dict[str, int]:
    """Carry out a step, again if that can help. Raises StepFailedError."""
    for pause in step.pauses:
        try:
            return attempt(step, night)
        except StepFailedError:
            time.sleep(pause)
    return attempt(step, night)


def attempt(step: Step, night: Night) -> dict[str, int]:
    """Carry out a step once. Raises StepFailedError, which says nothing it should not and drags nothing along."""
    failure = None
    try:
        return step.work(night)
    except Exception as error:
        failure = describe_failure(step.name, night.settings, error)
    raise failure


def _take_steps(night: Night, steps: tuple[Step, ...], perform: Perform) -> bool:
    for step in steps:
        night.enter(step.name)
        try:
            perform(step, night)
        except StepFailedError as failure:
            night.problems.append(failure.sentence)
            drop_build(night)
            return False
    return True


def describe_failure(where: str, settings: Settings | None, error: Exception) -> StepFailedError:
    """What may be said of an error: to everybody its kind, to the people in the house a sentence."""
    kind = type(error).__name__
    if isinstance(error, FrivilligError):
        repeat = f": {error}" if isinstance(error, _REPEATABLE) else ""
        return StepFailedError(f"{where}: {kind}{repeat}", reason(str(error)))
    error_id = log_error(settings.archive, where, error) if settings else "-"
    sentence = t(
        "Noget gik galt undervejs ({step}, fejl {error_id}). Det seneste resultat står uændret. Sig fejlnummeret til den, der passer systemet.",
        step=where,
        error_id=error_id,
    )
    return StepFailedError(f"{where}: {kind} ({error_id})", sentence)
