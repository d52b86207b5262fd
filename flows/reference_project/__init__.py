"""The reference project: the folder of a real secretariat, with persons who do not exist.

`write_inbox` and `write_settings` are all that others need; the figures the files are made to
give stand in the tests and in `docs/en/reference-project.md`.
"""

from __future__ import annotations

from flows.reference_project.home import write_settings
from flows.reference_project.inbox import write_inbox

__all__ = ["write_inbox", "write_settings"]
