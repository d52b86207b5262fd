"""Pull: fetch new answers from survey tools into the archive. What cannot be fetched is said; the night goes on."""

from __future__ import annotations

import json

from flows.night import Night
from flows.survey_tools import kobo, odk_central
from flows.survey_tools.connection import Connection
from flows.survey_tools.secrets import read_secret
from warehouse.errors import PullError
from warehouse.settings import Pull

_TOOLS = {"kobo": kobo.fetch, "odk-central": odk_central.fetch}


def pull(night: Night) -> dict[str, int]:
    """Answers fetched and servers that could not be asked."""
    fetched = failed = 0
    for declared in night.settings.pulls:
        try:
            fetched += _fetch(night, declared)
        except PullError as error:
            night.problems.append(str(error))
            failed += 1
    return {"answers": fetched, "failed": failed}


def _fetch(night: Night, declared: Pull) -> int:
    secret = read_secret(night.settings, declared)
    cursor = night.archive.cursor_of(declared.name)
    count = 0
    with Connection(declared, night.settings.limits.max_file_mib * 2**20) as connection:
        for answers, reached in _TOOLS[declared.kind](declared, secret, connection, cursor):
            content = json.dumps(answers, ensure_ascii=False, indent=1).encode()
            night.pulled.append(night.archive.take_pulled(night.run_id, night.as_of, declared.name, content, reached))
            count += len(answers)
    return count
