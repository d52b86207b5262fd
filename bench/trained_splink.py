"""Splink as its documentation uses it: comparisons of its library, trained on the data at hand. The peer of linkage.py."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

Pairs = list[tuple[Hashable, Hashable, float]]


def febrl(con: duckdb.DuckDBPyConnection, file: Path) -> tuple[str, SettingsCreator, list[Any], list[Any]]:
    """Splink's example for Febrl 3 without the social security number, which ours is not given either."""
    con.execute(f"create table people as select * from read_csv('{file}', all_varchar = true)")
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="rec_id",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"), block_on("given_name", "postcode"), block_on("surname", "postcode"),
            block_on("given_name", "date_of_birth"), block_on("surname", "date_of_birth"), block_on("postcode", "date_of_birth"),
            block_on("street_number", "address_1"),
        ],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("address_1", [1, 3]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        ],
    )  # fmt: skip
    sure = [block_on("given_name", "surname", "date_of_birth"), block_on("surname", "postcode", "date_of_birth")]
    return "people", settings, sure, [block_on("date_of_birth"), block_on("postcode")]


def danish(con: duckdb.DuckDBPyConnection, _data: object) -> tuple[str, SettingsCreator, list[Any], list[Any]]:
    """The same library on our own columns, already made comparable: names folded and spelled one way."""
    con.execute(
        """
        create or replace table people as
        select mentions.record_id, mentions.given as given_name, nullif(mentions.family, '') as surname, mentions.phone, mentions.email,
            cast(mentions.birth_year as varchar) as birth_year, mentions.address, mentions.area_id, mentions.gender
        from link_mentions as mentions
        """
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        blocking_rules_to_generate_predictions=[
            block_on("phone"), block_on("email"), block_on("given_name", "surname"), block_on("given_name", "birth_year"),
            block_on("surname", "birth_year"), block_on("address"),
        ],
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.ExactMatch("phone"),
            cl.EmailComparison("email"),
            cl.ExactMatch("birth_year"),
            cl.ExactMatch("area_id"),
        ],
    )  # fmt: skip
    sure = [block_on("phone", "given_name"), block_on("email", "given_name")]
    return "people", settings, sure, [block_on("given_name"), block_on("surname")]


def link_by_training(data: Path | duckdb.DuckDBPyConnection, how: Callable[..., Any]) -> Pairs:
    """Pairs with their probability, after training as the documentation says."""
    con = data if isinstance(data, duckdb.DuckDBPyConnection) else duckdb.connect()
    table, settings, sure, training = how(con, data)
    database = DuckDBAPI(connection=con)
    linker = Linker(database.register(table), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in training:
        with suppress(
            ValueError
        ):  # on few records a level may never be seen, and training gives up: the defaults stand
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.5, warning_mode="never")
    unique = settings.unique_id_column_name
    return con.execute(f"select {unique}_l, {unique}_r, match_probability from {predicted.physical_name}").fetchall()
