"""The night as a Prefect flow. Only ids and counts reach Prefect: its database is no place for a name."""

from __future__ import annotations

import json
import os
from contextvars import ContextVar
from datetime import date, datetime

from prefect import Flow, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun, State
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed, Failed

from flows.mail import send_summary
from flows.night import Night, drop_build, open_night
from flows.outcome import NightOutcome, describe_crash
from flows.steps import (
    Step,
    attempt,
    describe_failure,
    run_night,
    write_down,
)  # fmt: skip
from flows.summary import write_summary
from flows.texts import t
from warehouse.archive import Archive
from warehouse.errors import RunInProgressError
from warehouse.settings import Settings, load_settings

_PATIENCE_SECONDS = 10

_handed_over: ContextVar[Night | None] = ContextVar("night", default=None)


def tell_of_crash(flow: Flow[..., object], flow_run: FlowRun, state: State[object]) -> None:
    """Called by the schedule when the night's process died. Prefect gives the three by these names."""
    settings = load_settings()
    outcome = describe_crash(settings)
    write_summary(settings, outcome, is_nothing_new=False)
    send_summary(settings, outcome, is_nothing_new=False)


@flow(name="nightly", persist_result=False, log_prints=False, on_crashed=[tell_of_crash])
def nightly(run_id: str | None = None, as_of: str | None = None) -> State[None]:
    """One night. Fails, without a value in its words, when it was not published."""
    night = _night_in_hand()
    if night is not None:
        return carry_out(night)
    # a state, not an exception: Prefect would pickle that and note the path of the pickle
    try:
        return _run_as_scheduled(run_id, as_of)
    except Exception as error:
        return Failed(message=str(describe_failure("nightly", None, error)))


def _night_in_hand() -> Night | None:
    # a function, for the schedule pickles the flow, and it must not drag the variable along
    return _handed_over.get()


def run_with_prefect(night: Night) -> NightOutcome:
    """Carry out a night that is open already, as a flow run. Prefect's environment must be set."""
    given = _handed_over.set(night)
    try:
        # our process watches the run itself; the heartbeat thread costs a second at the end
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            nightly(run_id=night.run_id, as_of=night.as_of.isoformat(), return_state=True)
    except Exception as error:
        night.problems.append(describe_failure("prefect", night.settings, error).sentence)
    finally:
        _handed_over.reset(given)
        _send_what_is_left()
    if night.outcome is not None:
        return night.outcome
    drop_build(night)
    return write_down(night)


def _send_what_is_left() -> None:
    """Prefect sends log lines and events from threads of its own; the server is about to go."""
    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=_PATIENCE_SECONDS)


def carry_out(night: Night) -> State[None]:
    """The steps of the night, each a task. Failed when the night was not published."""
    outcome = run_night(night, perform_as_task)
    if not outcome.published:
        return Failed(message=f"{outcome.run_id}: not published")
    return Completed(message=f"{outcome.run_id}: {len(outcome.files)} files, {len(outcome.problems)} problems")


def perform_as_task(step: Step, night: Night) -> None:
    """Carry out a step as a task that takes nothing and keeps nothing."""

    @task(
        name=step.name,
        retries=step.retries,
        retry_delay_seconds=step.pauses,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def perform() -> dict[str, int]:
        counts = attempt(step, night)
        get_run_logger().info("%s %s", step.name, json.dumps(counts))
        return counts

    perform()


def is_overtaken(settings: Settings, due: datetime | None) -> bool:
    """Whether a run that began after this one was due has finished: it took in all this one should."""
    with Archive(settings) as archive:
        last = archive.last_run()
    return bool(last and due and datetime.fromisoformat(last["started_at"]) >= due)


def _run_as_scheduled(run_id: str | None, as_of: str | None) -> State[None]:
    settings = load_settings()
    _keep_noise(settings)
    if is_overtaken(settings, flow_run.scheduled_start_time):
        return Completed(name="Skipped", message=t("En senere kørsel har allerede gjort denne nats arbejde."))
    try:
        with open_night(settings, date.fromisoformat(as_of) if as_of else None, run_id) as night:
            return carry_out(night)
    except RunInProgressError as error:
        return Completed(name="Skipped", message=str(error))


def _keep_noise(settings: Settings) -> None:
    """Let what libraries print in this process, which is the night's own, go to a file and not to the schedule's terminal."""
    with (settings.prefect_home / "nightly.log").open("ab") as log:
        os.dup2(log.fileno(), 2)
