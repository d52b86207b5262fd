"""Serves the dashboard: `python -m dashboard --home DIR [--port N]`."""

from __future__ import annotations

import argparse
import errno
import socket
import sys
from pathlib import Path

from warehouse.errors import FrivilligError, SettingsError
from warehouse.login import read_login_secret
from warehouse.settings import read_settings_file


def main() -> int:
    asked = _parse_arguments()
    try:
        serve(asked.home, asked.port)
    except FrivilligError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def serve(home: Path | None, port: int | None) -> None:
    """Serve until stopped. Raises SettingsError when the workspace, the port or the login's secret cannot be used."""
    settings = read_settings_file(home)
    if settings.login.is_set_up:
        read_login_secret()
    port = port or settings.dashboard.port
    _refuse_taken_port(settings.dashboard.address, port)

    from dashboard.asgi import build_app
    from dashboard.options import streamlit_options
    from dashboard.server import start_server

    app = build_app(start_server(settings))
    app.run(config=streamlit_options(settings.dashboard, port))


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Viser dashboardet i en browser.")
    parser.add_argument("--home", type=Path, help="arbejdsområdets mappe")
    parser.add_argument("--port", type=int, help="porten, hvis ikke den i frivillig.toml")
    return parser.parse_args()


def _refuse_taken_port(address: str, port: int) -> None:
    try:
        with socket.create_server((address, port)):
            return
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"Port {port} er optaget af et andet program. Luk det, eller vælg en anden port med --port."
            ) from error
        raise SettingsError(f"Dashboardet kan ikke åbne på {address}:{port}; ret adressen i frivillig.toml.") from error


if __name__ == "__main__":
    sys.exit(main())
