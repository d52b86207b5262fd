"""Fetch: copy what is new in an inbox elsewhere into the archive."""

from __future__ import annotations

from collections import Counter

from flows.night import Night
from flows.texts import reason
from warehouse.archive import Sighting
from warehouse.errors import InboxError
from warehouse.inboxes.inbox import open_inbox
from warehouse.settings import InboxPlace


def fetch(night: Night, place: InboxPlace) -> dict[str, int]:
    """Files by fate. Raises InboxError where trying again may help; other trouble is a problem of the night."""
    sightings: list[Sighting] = []
    try:
        with open_inbox(night.settings, place) as inbox:
            sightings.extend(night.archive.collect_from(inbox, night.run_id, night.as_of))
    except InboxError as trouble:
        if trouble.may_pass:
            raise
        night.problems.append(reason(str(trouble)))
    finally:
        night.see(sightings)
    return dict(Counter(sighting.fate for sighting in sightings))
