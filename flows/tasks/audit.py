"""Audit: is what was built right? A critical failure keeps it from being published."""

from __future__ import annotations

from flows.night import Night
from flows.outcome import describe_files
from flows.texts import t
from warehouse.errors import ChecksFailedError
from warehouse.quality import count_mended_tonight, write_files_and_rows


def audit(night: Night) -> dict[str, int]:
    """Rules judged and failed. Raises ChecksFailedError on a critical failure."""
    from expectations.judge import check_built  # Great Expectations takes seconds to import

    con = night.open_build.con
    write_files_and_rows(con, night.run_id, night.sources)
    night.files = describe_files(night, con)
    night.mended = count_mended_tonight(con)
    results = check_built(con, night.run_id)
    night.results += results
    critical = [result for result in night.results if not result.success and result.severity == "critical"]
    if critical:
        raise ChecksFailedError(
            t(
                "Resultatet er ikke offentliggjort, for {count} vigtige kontroller fejlede: {rules}. Det seneste resultat står uændret.",
                count=len(critical),
                rules="; ".join(f"{result.table_name}: {result.description}" for result in critical[:3]),
            )
        )
    return {"rules": len(results), "failed": sum(not result.success for result in results)}
