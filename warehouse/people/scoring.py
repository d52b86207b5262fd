"""How alike two records are, by Splink on the night's own connection, with the shipped weights.

The only module that imports Splink, and only when linking runs: it takes a second of processor time.
"""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from warehouse.people.comparisons import FREQUENT, declare_comparisons, usual_frequency
from warehouse.people.weights import load_weights

# Records are compared when they share one of these; what too many share is not worth comparing by.
_BLOCKS = {
    "email": "email",
    "phone": "phone",
    "birth_date": "cast(birth_date as varchar)",
    "words": "words",
    "joined": "joined",
    "given_family": "given || ' ' || family",
    "given_year": "given || ' ' || birth_year",
    "family_year": "family || ' ' || birth_year",
    "given_street": "given || ' ' || street",
    "family_street": "family || ' ' || street",
    "given_postal_code": "given || ' ' || postal_code",
    "family_postal_code": "family || ' ' || postal_code",
}
_SAID = tuple(load_weights().comparisons)


def score_pairs(con: DuckDBPyConnection, at_least: float, block_at_most: int) -> None:
    """Create `link_pairs(id_l, id_r, weight, gamma_…, given_agree)`: every pair of records worth a look.

    `at_least`: the least weight in bits, prior included: 1 − log2 of the number of records.
    """
    con.execute("create or replace temp table link_pairs as " + _NO_PAIRS)
    ((count,),) = con.execute("select count(*) from link_records where comparable <> ''").fetchall()
    if count < 2:
        return
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    _prepare(con, block_at_most)
    database = DuckDBAPI(connection=con)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        probability_two_random_records_match=2 / (count + 2),
        comparisons=declare_comparisons(count),
        blocking_rules_to_generate_predictions=[block_on(f"block_{name}") for name in _BLOCKS],
        retain_matching_columns=True,  # without them Splink drops the levels too
    )
    linker = Linker(database.register("link_compared"), settings, log_level="ERROR", validate_settings=False)
    for column in FREQUENT:
        frequencies = database.register(f"link_frequencies_{column}")
        linker.table_management.register_term_frequency_lookup(frequencies, column)
    predicted = linker.inference.predict(threshold_match_weight=at_least, warning_mode="never")
    con.execute("create or replace temp table link_pairs as " + _PAIRS.format(predicted=predicted.physical_name))
    _clear(con, database.delete_tables_created_by_splink_from_db)


def _prepare(con: DuckDBPyConnection, block_at_most: int) -> None:
    blocks = ", ".join(
        f"case when count(*) over (partition by {key}) between 2 and {block_at_most} then {key} end as block_{name}"
        for name, key in _BLOCKS.items()
    )
    con.execute(
        f"create or replace table link_compared as select *, {blocks} from link_records where comparable <> '' order by id"
    )
    seen_before = load_weights().names_seen_before
    for column in FREQUENT:
        con.execute(
            f"""
            create or replace table link_frequencies_{column} as
            select {column}, (count(*) + {seen_before} * {usual_frequency(column)}) / (sum(count(*)) over () + {seen_before}) as tf_{column}
            from link_records where {column} is not null group by {column}
            """
        )


def _clear(con: DuckDBPyConnection, delete_splinks_own: object) -> None:
    if callable(delete_splinks_own):
        delete_splinks_own()
    con.execute("drop table if exists link_compared")
    for column in FREQUENT:
        con.execute(f"drop table if exists link_frequencies_{column}")


_GAMMAS = ", ".join(f"gamma_{name}" for name in _SAID)
_NO_PAIRS = (
    "select 0 as id_l, 0 as id_r, 0.0::double as weight, "
    + ", ".join(f"-1 as gamma_{name}" for name in _SAID)
    + " where false"
)
_PAIRS = f"""
select least(id_l, id_r) as id_l, greatest(id_l, id_r) as id_r, round(match_weight, 6) as weight, {_GAMMAS}
from {{predicted}}
"""
