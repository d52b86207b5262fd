"""Two nights with Prefect in a process of their own: `python -m tests.two_nights HOME`. The second breaks with a name."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows import steps
from flows.night import Night, open_night
from flows.prefect_server import reach_prefect
from warehouse.settings import load_settings

# ASCII, so that no encoding hides it from a search
NAME, PHONE, FILE_NAME = "Zebulon Kvist", "20 30 40 57", "Zebulons liste.xlsx"


def main(home: Path) -> None:
    settings = load_settings(home)
    with reach_prefect(settings):
        from flows.nightly import run_with_prefect

        with open_night(settings) as night:
            run_with_prefect(night)
        steps.BUILDING = (replace(steps.BUILDING[0], work=break_with_a_name),)
        with open_night(settings, date(2014, 11, 30)) as night:
            run_with_prefect(night)


def break_with_a_name(night: Night) -> dict[str, int]:
    raise ValueError(f"{NAME} {PHONE} in {night.settings.inbox / FILE_NAME}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    sys.stderr.flush()
    os._exit(0)
