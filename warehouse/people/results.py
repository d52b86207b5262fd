"""What linking found, written into staging: a person for every mention, with the rule and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.ledger import PersonDecision
from warehouse.model import load_models
from warehouse.people.clusters import Clusters, Tie
from warehouse.people.decisions import KEY_LENGTH
from warehouse.people.explanations import explain
from warehouse.people.judging import Pair


def write_mentions(
    con: DuckDBPyConnection,
    clusters: Clusters,
    parents: Mapping[int, Tie],
    pairs: Mapping[tuple[int, int], Pair],
    person_of: Mapping[int, str],
) -> None:
    """Fill `staging.mentions`, and the `person_id` of every staging table that names persons."""
    bare = {record_id for (record_id,) in con.execute("select id from link_records where is_bare").fetchall()}
    lines = [
        {
            "id": record.id,
            "person_id": person_of.get(record.id),
            **explain(record.id, parents.get(record.id), pairs, record.id in bare, record.id in person_of),
        }
        for cluster in clusters
        for record in cluster.records
    ]
    con.register("link_lines", pa.Table.from_pylist(lines, schema=_LINES))
    con.execute("delete from staging.mentions")
    con.execute(_MENTIONS)
    con.unregister("link_lines")
    for entity, model in load_models("core").items():
        if model.person:
            con.execute(
                f"update staging.{entity} set person_id = m.person_id from staging.mentions as m "
                f"where m.record_id = {entity}.record_id and m.entity = '{entity}'"
            )


_LINES = pa.schema(
    [
        ("id", pa.int32()), ("person_id", pa.string()), ("rule", pa.string()), ("explanation", pa.string()),
        ("repeat_rule", pa.string()), ("repeat_explanation", pa.string()), ("linked_id", pa.int32()), ("weight", pa.float64()),
    ]
)  # fmt: skip
_MENTIONS = """
insert into staging.mentions by name
select
    mentions.record_id, mentions.entity, mentions.source, mentions.precedence, mentions.recorded_date, mentions.row_id,
    lines.person_id,
    case when mentions.record_id = records.first_mention and mentions.number is null then lines.rule
        when lines.rule in ('number', 'unknown') then lines.rule else lines.repeat_rule end as rule,
    case when mentions.record_id = records.first_mention and mentions.number is null then lines.explanation
        when lines.rule in ('number', 'unknown') then lines.explanation else lines.repeat_explanation end as explanation,
    mentions.shown as full_name, mentions.email, mentions.phone, mentions.birth_year, mentions.gender, mentions.street,
    mentions.postal_code, mentions.area_id, mentions.language,
    case when mentions.record_id = records.first_mention then linked.first_mention else records.first_mention end as linked_record_id,
    case when mentions.record_id = records.first_mention then lines.weight end as link_weight,
    records.record_key
from link_mentions as mentions
join link_records as records on mentions.record_key = records.record_key
join link_lines as lines on records.id = lines.id
left join link_records as linked on lines.linked_id = linked.id
"""


def write_keys(con: DuckDBPyConnection, person_of: Mapping[int, str]) -> None:
    """Fill `staging.person_keys`: the short hashes by which a decision about a person will know them again."""
    rows = pa.table({"id": pa.array(person_of, pa.int32()), "person_id": pa.array(person_of.values(), pa.string())})
    con.register("link_persons", rows)
    con.execute("delete from staging.person_keys")
    con.execute(
        f"""
        insert into staging.person_keys
        select distinct persons.person_id, left(records.record_key, {KEY_LENGTH}), left(keys.key_hash, {KEY_LENGTH})
        from link_persons as persons
        join link_records as records on persons.id = records.id
        join (from link_keys union all select id, record_key from link_records) as keys on persons.id = keys.id
        """
    )
    con.unregister("link_persons")


def write_aliases(
    con: DuckDBPyConnection, known: Mapping[str, str], persons: Iterable[tuple[tuple[str, ...], str]]
) -> None:
    """Ids that somebody had before two persons turned out to be one: what was said of the one holds for the other."""
    found = list(persons)
    held = {person_id for _, person_id in found}
    aliases = {
        known[key]: person_id
        for keys, person_id in found
        for key in keys
        if known.get(key, person_id) != person_id and known[key] not in held
    }
    con.execute("delete from staging.person_aliases")
    append_rows(con, "staging.person_aliases", sorted(aliases.items()))


def write_decisions(con: DuckDBPyConnection, decisions: Iterable[PersonDecision]) -> None:
    """Fill `staging.person_decisions` with those in force."""
    con.execute("delete from staging.person_decisions")
    append_rows(
        con,
        "staging.person_decisions",
        [
            [d.decision_id, d.verdict, d.person_id, d.other_person_id, d.decided_by, d.decided_at[:19]]
            for d in decisions
        ],
    )
