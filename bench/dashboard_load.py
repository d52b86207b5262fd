"""What the dashboard costs its machine: `python -m bench.dashboard_load [FOLDER]`. See README.md for how the figures are taken.

FOLDER keeps the two workspaces, so that a second run need not make them again.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import httpx
import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from dashboard.app import LOOK_FOR_NEWS_SECONDS
from dashboard.pages import first_page, pages_for
from tests.large_project import make_large_home
from tests.serving import serve_with
from warehouse.accounts import Role

RERUNS = 15
VISITORS, THINK_SECONDS, LOAD_SECONDS = 50, 8.0, 45.0
# A page's end is a small message; the tables and charts before it are not looked into.
_LARGEST_END = 400
REPOSITORY = Path(__file__).parents[1]


@dataclass(frozen=True)
class Served:
    """A dashboard under measure."""

    address: str
    process: psutil.Process

    def processor_seconds(self) -> float:
        spent = self.process.cpu_times()
        return float(spent.user + spent.system)

    def mebibytes(self) -> float:
        return float(self.process.memory_info().rss) / 2**20


async def main(folder: Path) -> None:
    """Make the workspaces, measure each and print the tables."""
    homes = {"reference": folder / "reference", "2,000 volunteers": folder / "large"}
    make_homes(homes)
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    for name, home in homes.items():
        with serving("-m", "dashboard", "--home", str(home)) as served:
            print(f"\n{name}: first page {1000 * await first_visit(served):.0f} ms after the server was healthy")
            with serving("bench/empty_page.py") as plain, serving("bench/empty_page.py", "--frozen") as frozen:
                print_reruns(await measure_pages(served), await measure_empty(plain), await measure_empty(frozen))
        with serving("-m", "dashboard", "--home", str(home)) as served:
            print_load(await measure_load(served))


def make_homes(homes: dict[str, Path]) -> None:
    """The two workspaces, unless they lie there from an earlier run."""
    if not (homes["reference"] / "published").exists():
        command = [sys.executable, "-m", "flows", "demo", "--no-serve", "--plain", "--json", "--home"]
        subprocess.run([*command, str(homes["reference"])], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    if not (homes["2,000 volunteers"] / "published").exists():
        make_large_home(homes["2,000 volunteers"])


@contextmanager
def serving(*command: str) -> Iterator[Served]:
    with serve_with(*command) as (address, server):
        yield Served(address, psutil.Process(server.pid))


# Reruns --------------------------------------------------------------------------------------------------------------


async def first_visit(served: Served) -> float:
    """Seconds from opening the first page's websocket to its last element, on a server nobody has visited."""
    cookie = await log_in(served.address, "staff")
    began = time.perf_counter()
    tab = await Tab.open(served.address, cookie)
    await tab.visit("")
    await tab.close()
    return time.perf_counter() - began


async def measure_pages(served: Served) -> dict[tuple[str, str], float]:
    """(role, page) → processor milliseconds of the server per rerun."""
    costs = {}
    for role in ("staff", "management"):
        cookie = await log_in(served.address, role)
        for page in pages_for(role):
            tab = await Tab.open(served.address, cookie)
            costs[role, page.name] = await measure_reruns(served, tab, address_of(role, page.name))
            await tab.close()
    return costs


async def measure_empty(served: Served) -> float:
    tab = await Tab.open(served.address, "")
    cost = await measure_reruns(served, tab, "")
    await tab.close()
    return cost


async def measure_reruns(served: Served, tab: Tab, page: str) -> float:
    """The first two are not counted: they fill what is kept."""
    for _ in range(2):
        await tab.visit(page)
    before = served.processor_seconds()
    for _ in range(RERUNS):
        await tab.visit(page)
    return 1000 * (served.processor_seconds() - before) / RERUNS


def print_reruns(pages: dict[tuple[str, str], float], empty: float, frozen: float) -> None:
    """A line per page, the heaviest first."""
    print(f"processor ms per rerun, {RERUNS} reruns each")
    for (role, page), cost in sorted(pages.items(), key=lambda item: -item[1]):
        print(f"  {page:18}{role:12}{cost:7.1f}")
    print(f"  {'empty page':30}{empty:7.1f}\n  {'empty page, frozen':30}{frozen:7.1f}")


# Many at once --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """What fifty people felt, and what they cost."""

    waits: Sequence[float]
    looks: int
    processor_share: float
    mebibytes_before: float
    mebibytes_after: float


async def measure_load(served: Served) -> Load:
    """Two of three visitors are staff. Every open tab also looks for news, as a browser's does."""
    await asyncio.gather(*(warm_page(served, role) for role in ("staff", "management")))
    before = served.mebibytes()
    tabs = [await open_visitor(served, number) for number in range(VISITORS)]
    for role, tab in tabs:
        await tab.visit(address_of(role, first_page(role).name))
    after = served.mebibytes()
    spent, began = served.processor_seconds(), time.perf_counter()
    until = began + LOAD_SECONDS
    waits = await asyncio.gather(*(browse(tab, role, number, until) for number, (role, tab) in enumerate(tabs)))
    share = (served.processor_seconds() - spent) / (time.perf_counter() - began)
    looks = sum(tab.looks for _role, tab in tabs)
    for _role, tab in tabs:
        await tab.close()
    return Load([wait for one in waits for wait in one], looks, share, before, after)


async def warm_page(served: Served, role: Role) -> None:
    """Every page of a role once, so that what all share is not counted as a session's."""
    tab = await Tab.open(served.address, await log_in(served.address, role))
    for page in pages_for(role):
        await tab.visit(address_of(role, page.name))
    await tab.close()


async def open_visitor(served: Served, number: int) -> tuple[Role, Tab]:
    role: Role = "management" if number % 3 == 0 else "staff"
    return role, await Tab.open(served.address, await log_in(served.address, role))


async def browse(tab: Tab, role: Role, number: int, until: float) -> list[float]:
    """Think, open a page, wait for it; seconds waited each time."""
    chance, waits = random.Random(number), []
    pages = [address_of(role, page.name) for page in pages_for(role)]
    while (thought := time.perf_counter() + chance.expovariate(1 / THINK_SECONDS)) < until:
        await tab.look_for_news_until(thought)
        began = time.perf_counter()
        await tab.visit(chance.choice(pages))
        waits.append(time.perf_counter() - began)
    return waits


def print_load(load: Load) -> None:
    cuts = quantiles(load.waits, n=100)
    per_session = (load.mebibytes_after - load.mebibytes_before) / VISITORS
    print(f"{VISITORS} at once, think time {THINK_SECONDS:.0f} s: {len(load.waits)} pages, {load.looks} looks for news")
    print(f"  p50 {1000 * median(load.waits):.0f} ms, p95 {1000 * cuts[94]:.0f} ms, p99 {1000 * cuts[98]:.0f} ms")
    print(f"  server at {100 * load.processor_share:.0f} % of one processor")
    print(f"  memory {load.mebibytes_before:.0f} MiB, and {per_session:.2f} MiB a session")


# A browser tab reduced to its websocket ------------------------------------------------------------------------------


def address_of(role: Role, page: str) -> str:
    return "" if page == first_page(role).name else page


async def log_in(address: str, role: Role) -> str:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{address}/log-ind", data={"rolle": role}, headers={"Origin": address})
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


class Tab:
    """Asks for pages and for news, and waits for the end of each run."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._fragment = ""
        self.looks = 0

    @classmethod
    async def open(cls, address: str, cookie: str) -> Tab:
        return cls(
            await connect(
                f"ws{address.removeprefix('http')}/_stcore/stream",
                origin=Origin(address),
                subprotocols=[Subprotocol("streamlit")],
                additional_headers={"Cookie": cookie},
                max_size=None,
                compression=None,
            )
        )

    async def close(self) -> None:
        await self._socket.close()

    async def visit(self, page: str) -> None:
        """One run of a page, to its end."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        await self._run(asked)

    async def look_for_news_until(self, moment: float) -> None:
        """Wait, and look for news as often as the page says."""
        while (left := moment - time.perf_counter()) > LOOK_FOR_NEWS_SECONDS and self._fragment:
            await asyncio.sleep(LOOK_FOR_NEWS_SECONDS)
            asked = BackMsg()
            asked.rerun_script.fragment_id = self._fragment
            asked.rerun_script.is_auto_rerun = True
            await self._run(asked)
            self.looks += 1
        await asyncio.sleep(max(0.0, left))

    async def _run(self, asked: BackMsg) -> None:
        await self._socket.send(asked.SerializeToString())
        while True:
            frame = await asyncio.wait_for(self._socket.recv(), 60)
            if len(frame) < _LARGEST_END and isinstance(frame, bytes):
                message = ForwardMsg.FromString(frame)
                if message.WhichOneof("type") == "auto_rerun":
                    self._fragment = message.auto_rerun.fragment_id
                if message.WhichOneof("type") == "script_finished":
                    return


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else temporary)))
