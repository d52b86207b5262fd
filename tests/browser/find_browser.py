"""Prints the path of a browser for the tests: one that is here, else one it installs. Nothing when there is none.

Standard library only, so that any Python can run it. Exit code 1 when a browser is a must (CI) and none was found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

COMMANDS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
)  # fmt: skip
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
INSTALL_SECONDS = 600


def main() -> int:
    """Print the path found."""
    browser = find_installed() or install_with_playwright() or install_with_apt()
    if browser:
        print(browser)
        return 0
    must = os.environ.get("CI") == "true"
    say("No Chrome, Chromium or Edge was found and none could be installed.")
    say("The browser tests cannot run: that is a failure in CI." if must else "THE BROWSER TESTS WILL BE SKIPPED.")
    return 1 if must else 0


def find_installed() -> str | None:
    """A browser somebody named or installed."""
    named = os.environ.get("FRIVILLIG_BROWSER")
    candidates = [named, *(shutil.which(command) for command in COMMANDS), *PLACES, *playwrights_own()]
    return next((path for path in candidates if path and works(path)), None)


def playwrights_own() -> Iterator[str]:
    """Chromium where Playwright has put it."""
    asked = run([sys.executable, "-c", _WHERE])
    if asked:
        yield asked


def install_with_playwright() -> str | None:
    """Let Playwright fetch its Chromium, which needs no rights but needs the libraries to be there."""
    say("Fetching Chromium with Playwright …")
    run([sys.executable, "-m", "playwright", "install", "chromium"])
    return next((path for path in playwrights_own() if works(path)), None)


def install_with_apt() -> str | None:
    """Install the distribution's Chromium, where we may."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    say("Installing Chromium with apt-get …")
    patient = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]  # another installation may be under way
    run([*patient, "update"])
    run([*patient, "install", "-y", "--no-install-recommends", "chromium"])
    return next((path for path in map(shutil.which, COMMANDS) if path and works(path)), None)


def works(path: str) -> bool:
    """Whether the program is there and starts, its libraries too."""
    return Path(path).is_file() and (
        os.name == "nt" or path.startswith("/Applications") or bool(run([path, "--version"]))
    )


def run(command: list[str]) -> str:
    """What a command prints, or nothing when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def say(sentence: str) -> None:
    """Say something without mixing it with the path."""
    print(sentence, file=sys.stderr)


_WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""

if __name__ == "__main__":
    sys.exit(main())
