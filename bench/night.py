"""What a night costs: `python bench/night.py [ROUNDS]`. See README.md for how the figures are taken."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

FRIVILLIG = [sys.executable, "-m", "flows"]
EMPTY_FLOW = [sys.executable, str(Path(__file__).with_name("empty_flow.py"))]
REPOSITORY = Path(__file__).parents[1]


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and of processor time in the command and all it started."""

    wall: float
    processor: float


def main(rounds: int) -> None:
    """Measure `rounds` times, the commands taking turns, and print the medians."""
    costs: dict[str, list[Cost]] = {"first night": [], "second night, nothing new": [], "empty Prefect flow": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            home = f"{folder}/home"
            commands = (
                [*FRIVILLIG, "demo", "--no-serve", "--json", "--home", home],
                [*FRIVILLIG, "run", "--json", "--home", home],
                [*EMPTY_FLOW, home],
            )
            for name, command in zip(costs, commands, strict=True):
                costs[name].append(measure(command))
    print_table({name: typical(taken) for name, taken in costs.items()}, rounds)


def measure(command: list[str]) -> Cost:
    """Run a command to its end. Raises CalledProcessError when it fails; 1 means done, but a person is needed."""
    before = os.times()
    done = subprocess.run(command, cwd=REPOSITORY, check=False, stdout=subprocess.DEVNULL)
    if done.returncode > 1:
        done.check_returncode()
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(after.elapsed - before.elapsed, processor)


def typical(costs: list[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(median(cost.wall for cost in costs), median(cost.processor for cost in costs))


def print_table(costs: dict[str, Cost], rounds: int) -> None:
    """One line per command, and the ratio that should stay near one."""
    print(
        f"median of {rounds}, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    )
    print(f"{'':28}{'seconds':>9}{'CPU s':>9}")
    for name, cost in costs.items():
        print(f"{name:28}{cost.wall:9.1f}{cost.processor:9.1f}")
    second, empty = costs["second night, nothing new"], costs["empty Prefect flow"]
    print(f"{'second night / empty flow':28}{second.wall / empty.wall:9.2f}{second.processor / empty.processor:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
