"""`frivillig rebuild`: the snapshot again from archive and ledger alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flows.options import AsJson
from flows.output import print_document, print_lines
from flows.texts import t

if TYPE_CHECKING:
    from warehouse.settings import Settings


def rebuild(as_json: AsJson = False) -> int:
    """The inbox is not looked at. Prints the hash of the content: the same archive, the same hash."""
    from flows.night import open_night
    from flows.progress import OnTerminal
    from flows.steps import rebuild_night
    from warehouse.settings import load_settings
    from warehouse.snapshot import current_manifest

    settings = load_settings()
    standing = current_manifest(settings) or {}
    as_of = date.fromisoformat(standing["as_of"]) if standing else _last_published(settings)
    with OnTerminal() as progress, open_night(settings, as_of, progress=progress) as night:
        outcome = rebuild_night(night)
    built = current_manifest(settings) or {}
    if as_json:
        print_document(outcome.as_contract() | {"content_hash": built.get("content_hash")})
    elif outcome.published:
        same = built.get("content_hash") == standing.get("content_hash")
        print_lines([
            t("Bygget igen: {snapshot_id}", snapshot_id=outcome.snapshot_id),
            t("Indholdets fingeraftryk: {content_hash}", content_hash=built.get("content_hash")),
            t("Det er det samme som før.") if same else t("Det er et andet end før."),
        ])  # fmt: skip
    else:
        print_lines(outcome.problems)
    return 0 if outcome.published else 1


def _last_published(settings: Settings) -> date | None:
    """The date of the last result the ledger knows of: in a workspace from a backup it is the only one who does."""
    from warehouse.archive import Archive

    with Archive(settings) as archive:
        published = [run["as_of"] for run in archive.runs() if run["outcome"].get("published")]
    return date.fromisoformat(published[-1]) if published else None
