"""Collect: copy what is new in the inbox into the archive."""

from __future__ import annotations

from collections import Counter

from flows.night import Night
from flows.texts import reason
from warehouse.access_log import forget_old_look_ups
from warehouse.errors import InboxError
from warehouse.snapshot import current_manifest, input_fingerprint


def collect(night: Night) -> dict[str, int]:
    """Files by fate. Notes whether anything at all has changed since the snapshot that stands."""
    night.see(night.pulled)
    try:
        night.see(night.archive.collect(night.run_id, night.as_of))
    except InboxError as trouble:
        night.problems.append(reason(str(trouble)))
    night.archive.remove_cpr_originals(night.settings.today())
    forget_old_look_ups(night.settings, night.settings.today())
    standing = current_manifest(night.settings)
    now = input_fingerprint(night.settings, night.archive, night.sources, night.as_of)
    night.is_nothing_new = standing is not None and standing.get("fingerprint") == now
    return dict(Counter(sighting.fate for sighting in night.sightings))
