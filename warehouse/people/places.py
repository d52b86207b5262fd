"""A name alone is known in its place: it joins the only person of that name in the same activity."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from warehouse.people.clusters import Clusters, Tie
from warehouse.people.comparisons import usual_frequency
from warehouse.people.weights import load_weights


def join_in_places(con: DuckDBPyConnection, clusters: Clusters, least_weight: float) -> None:
    """Join each record of a name alone to the only person of that name in its place, if the name is rare enough there.

    A name's weight is how seldom it is, less the number of people it is picked among.
    """
    seen_before = load_weights().names_seen_before
    given = {"least_weight": least_weight, "seen_before": seen_before, "usual": usual_frequency("given")}
    for record_id, namesakes in con.execute(_NAMESAKES, given).fetchall():
        persons = {clusters.of(other) for other in namesakes}
        if len(persons) == 1:
            clusters.try_joining(Tie(min(namesakes), record_id, "same_activity"))


# Of each record of a name alone, in order: those of the same name in the same place who have more to go by, else the first like it.
_NAMESAKES = """
with given_names as (
    select given, (count(*) + $seen_before * $usual) / (sum(count(*)) over () + $seen_before) as frequency
    from link_records where given is not null group by given
),

family_names as (
    select family, (count(*) + $seen_before * $usual) / (sum(count(*)) over () + $seen_before) as frequency
    from link_records where family is not null group by family
),

places as (
    select place, count(distinct comparable) as names from link_mentions group by place
),

bare as (
    select records.id, records.comparable, records.place, records.street, records.area_id, records.gender
    from link_records as records
    join places on records.place = places.place
    join given_names on records.given = given_names.given
    left join family_names on records.family = family_names.family
    where records.is_bare and records.place in (select place from link_mentions where is_activity)
        and -log2(given_names.frequency * coalesce(family_names.frequency, 1)) - log2(places.names + 1) >= $least_weight
),

known as (
    select distinct mentions.place, mentions.comparable, records.id, records.street, records.area_id, records.gender
    from link_mentions as mentions
    join link_records as records on mentions.record_key = records.record_key
    where not mentions.is_bare and (mentions.place, mentions.comparable) in (select place, comparable from bare)
),

namesakes as (
    select bare.id, list(known.id order by known.id) as others
    from bare
    join known on bare.place = known.place and bare.comparable = known.comparable
    group by bare.id
    having bool_and(coalesce(bare.street = known.street, true) and coalesce(bare.area_id = known.area_id, true) and coalesce(bare.gender = known.gender, true))
    union all
    select later.id, list(earlier.id order by earlier.id)
    from bare as later
    join bare as earlier on later.place = earlier.place and later.comparable = earlier.comparable and earlier.id < later.id
    where not exists (from known where known.place = later.place and known.comparable = later.comparable)
    group by later.id
    having bool_and(coalesce(later.street = earlier.street, true) and coalesce(later.area_id = earlier.area_id, true) and coalesce(later.gender = earlier.gender, true))
)

select id, others from namesakes order by id
"""
