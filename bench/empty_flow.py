"""The floor a night stands on: Prefect's own cost. `python bench/empty_flow.py HOME`

Eight tasks that do nothing, run the way `frivillig run` runs its own: same server, same settings.
"""

from __future__ import annotations

import sys
from pathlib import Path

from flows.prefect_server import reach_prefect
from warehouse.settings import load_settings

TASKS = 8
PATIENCE_SECONDS = 10


def main(home: Path) -> None:
    """Run the empty flow in the workspace."""
    with reach_prefect(load_settings(home)):
        from prefect import flow, task  # reads the environment when imported
        from prefect.cache_policies import NO_CACHE
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        @task(cache_policy=NO_CACHE, persist_result=False)
        def nothing() -> None:
            pass

        @flow(persist_result=False)
        def empty() -> None:
            for _ in range(TASKS):
                nothing()

        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            empty()
        for worker in (APILogWorker, EventsWorker):
            worker.drain_all(timeout=PATIENCE_SECONDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
