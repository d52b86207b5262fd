"""The process Prefect's server lives in: `python -m flows.prefect_process PORT KIND`. Ends when its parent does."""

from __future__ import annotations

import os
import sys
import threading
import time

import uvicorn
from prefect.server.api.server import create_app

from flows.prefect_server import STOP_SECONDS


def main(port: int, kind: str) -> None:
    """Serve until standard input closes."""
    app = create_app(ephemeral=kind == "beside-a-run", final=True)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=3)
    )
    threading.Thread(target=_end_with_parent, args=[server], daemon=True).start()
    server.run()


def _end_with_parent(server: uvicorn.Server) -> None:
    while sys.stdin.buffer.read(1024):
        pass
    server.should_exit = True
    time.sleep(STOP_SECONDS - 2)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
