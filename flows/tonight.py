"""How tonight is carried out: as a Prefect flow when its server starts, else plainly. Decided before anything begins."""

from __future__ import annotations

import sys
from contextlib import ExitStack

from flows.night import Night
from flows.outcome import NightOutcome
from flows.prefect_server import PrefectUnavailableError, reach_prefect
from flows.steps import run_night
from flows.texts import t


def do_night(night: Night, plain: bool = False) -> NightOutcome:
    """One night, with the same result either way. `plain`: do not try Prefect at all."""
    if plain:
        return run_night(night)
    with ExitStack() as stack:
        try:
            night.progress.begin("prefect")
            stack.enter_context(reach_prefect(night.settings))
        except PrefectUnavailableError as error:
            print(t("{error} Natten gøres uden Prefect; resultatet er det samme.", error=error), file=sys.stderr)
            return run_night(night)
        from flows.nightly import run_with_prefect

        return run_with_prefect(night)
