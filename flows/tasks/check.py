"""Check: rows a person has to look at go to quarantine, before anything is built on them."""

from __future__ import annotations

from flows.night import Night
from warehouse.staging import quarantine


def check(night: Night) -> dict[str, int]:
    """Rules judged and rows quarantined."""
    from expectations.judge import check_staged  # Great Expectations takes seconds to import

    con = night.open_build.con
    results = check_staged(con, night.run_id)
    night.results += results
    return {"rules": len(results), "quarantined": quarantine(con)}
