"""The nightly schedule: Prefect's server and runner in one process, started by hand or by the machine."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from flows.prefect_server import PrefectServer, announce, free_port, speak_to, start_server
from flows.texts import language, t
from warehouse.archive import Archive
from warehouse.errors import RunInProgressError
from warehouse.settings import Schedule, Settings

if TYPE_CHECKING:
    from prefect.runner import Runner

PREFECTS_PORT = 4200


def serve_schedule(settings: Settings, port: int | None, tell: Callable[[PrefectServer], None]) -> None:
    """Serve the schedule until stopped. `tell` is called when it is up.

    Raises RunInProgressError when this workspace has a schedule running, PrefectUnavailableError when the server fails.
    """
    os.environ["FRIVILLIG_LANG"] = language()
    with (
        _only_schedule(settings),
        start_server(settings, "with-schedule", free_port(port or PREFECTS_PORT)) as server,
        announce(settings, server),
    ):
        speak_to(settings, server)
        tell(server)
        serve_nightly(settings)


def serve_nightly(settings: Settings) -> None:
    """Register the night with Prefect, catch up once if one was missed, and run what falls due."""
    from prefect.deployments import run_deployment
    from prefect.deployments.runner import EntrypointType
    from prefect.runner import Runner
    from prefect.schedules import Cron

    from flows.nightly import nightly

    # pausing would delete overdue runs; they are cheap, see `is_overtaken`
    runner = Runner(name="nightly", limit=1, pause_on_shutdown=False)
    schedule = Cron(settings.schedule.cron, timezone=settings.schedule.timezone)
    deployment = runner.add_flow(
        nightly, name="nightly", schedules=[schedule], entrypoint_type=EntrypointType.MODULE_PATH
    )
    if is_behind(settings, datetime.now(UTC)):
        run_deployment(deployment, timeout=0)  # type: ignore[arg-type]
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve_until_stopped(runner))
    print(t("Tidsplanen er stoppet."), file=sys.stderr)


async def _serve_until_stopped(runner: Runner) -> None:
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    # Prefect's own answer to SIGTERM leaves its tasks unfinished. Not by way of Ctrl-C: started in the background,
    # a process does not hear it
    runner.handle_sigterm = lambda *_: loop.call_soon_threadsafe(stopped.set)  # type: ignore[assignment, method-assign]
    serving, stopping = asyncio.create_task(runner.start()), asyncio.create_task(stopped.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving


def is_behind(settings: Settings, now: datetime) -> bool:
    """Whether no run has finished since the night last fell due, because the machine was off or new."""
    with Archive(settings) as archive:
        last = archive.last_run()
    return last is None or datetime.fromisoformat(last["started_at"]) < last_due(settings.schedule, now)


def last_due(schedule: Schedule, now: datetime) -> datetime:
    """When the night last fell due, by the clock on the wall."""
    due = _same_day(schedule, now)
    return due if due <= now else due - timedelta(days=1)


def next_due(schedule: Schedule, now: datetime) -> datetime:
    """When the night falls due next."""
    due = _same_day(schedule, now)
    return due if due > now else due + timedelta(days=1)


def _same_day(schedule: Schedule, now: datetime) -> datetime:
    minute, hour = (int(part) for part in schedule.cron.split()[:2])
    return now.astimezone(ZoneInfo(schedule.timezone)).replace(hour=hour, minute=minute, second=0, microsecond=0)


@contextmanager
def _only_schedule(settings: Settings) -> Iterator[None]:
    settings.prefect_home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.prefect_home / "schedule.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise RunInProgressError(t("Tidsplanen kører allerede for dette arbejdsområde.")) from None
    try:
        yield
    finally:
        lock.release()
