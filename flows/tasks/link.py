"""Link: who is the same person across forms."""

from __future__ import annotations

from flows.night import Night
from warehouse import people


def link(night: Night) -> dict[str, int]:
    """Mentions linked and persons found."""
    con = night.open_build.con
    people.link(con, night.archive)
    mentions, persons = con.execute("select count(*), count(distinct person_id) from staging.mentions").fetchall()[0]
    return {"mentions": mentions, "persons": persons}
