"""The night in a few lines a busy person reads: on the terminal, in the outbox and by mail."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path

from flows.outcome import (
    NEEDS_A_PERSON,
    NightOutcome,
    count_questions,
    count_rows_to_mend,
    count_waiting_rows,
)
from flows.texts import t
from warehouse.settings import Settings


def write_summary(settings: Settings, outcome: NightOutcome, is_nothing_new: bool) -> Path:
    """Leave the summary in the outbox, `nat-<as-of date>.txt`; a later run of the same date replaces it."""
    settings.outbox.mkdir(parents=True, exist_ok=True)
    path = settings.outbox / f"nat-{outcome.as_of}.txt"
    unfinished = path.with_suffix(".new")
    unfinished.write_text("\n".join(describe_night(settings, outcome, is_nothing_new)) + "\n", encoding="utf-8")
    os.replace(unfinished, path)
    return path


def describe_night(settings: Settings, outcome: NightOutcome, is_nothing_new: bool) -> list[str]:
    """The whole summary, for the people in the house: file names are in it."""
    lines = describe_briefly(settings, outcome, is_nothing_new)
    if outcome.problems:
        lines += ["", t("Det skal I se på:"), *(f"- {problem}" for problem in outcome.problems)]
    return lines


def describe_briefly(settings: Settings, outcome: NightOutcome, is_nothing_new: bool) -> list[str]:
    """The summary in counts and form titles only, for mail: a file's name may hold a person's."""
    as_of = date.fromisoformat(outcome.as_of)
    lines = [
        f"{settings.project.name} · {as_of:%d-%m-%Y}",
        "",
        _headline(outcome, is_nothing_new),
        _count_files(outcome),
    ]
    lines += _describe_rows_to_mend(outcome)
    questions = count_questions(outcome.files)
    if questions:
        lines.append(t("Spørgsmål om overskrifter, der venter på svar: {count}", count=questions))
    checks = outcome.checks
    if checks:
        lines.append(t("Kontroller: {passed} i orden, {warned} advarsler, {failed} fejl", **checks))
    return lines


def _describe_rows_to_mend(outcome: NightOutcome) -> list[str]:
    lines = []
    if to_mend := count_rows_to_mend(outcome.files):
        lines.append(t("Rækker, der skal rettes: {count}", count=sum(open_rows.rows for open_rows in to_mend)))
        lines += [
            t("  {owner}: {title} ({rows}), åben i dage: {days_open}", **asdict(open_rows)) for open_rows in to_mend
        ]
    if waiting := count_waiting_rows(outcome.files):
        lines.append(t("Rækker i filer og ark, der venter på et skema: {count}", count=waiting))
    if outcome.mended:
        lines.append(t("Rettet siden sidst: {count}", count=outcome.mended))
    return lines


def _headline(outcome: NightOutcome, is_nothing_new: bool) -> str:
    if not outcome.published:
        return t("Nattens resultat er ikke offentliggjort. Det seneste resultat står uændret.")
    if is_nothing_new:
        return t("Intet nyt. Det seneste resultat gælder stadig.")
    return t("Nattens resultat er offentliggjort.")


def _count_files(outcome: NightOutcome) -> str:
    fates = Counter(file["fate"] for file in outcome.files)
    words = {
        "taken": t("taget ind"),
        "unchanged": t("uændrede"),
        "waiting": t("venter"),
        "rejected": t("afvist"),
        "unstable": t("tages næste nat"),
        "withdrawn": t("trukket tilbage"),
        "superseded": t("afløst af en nyere"),
    }
    counts = ", ".join(f"{fates[fate]} {word}" for fate, word in words.items() if fates[fate])
    return t("Filer: {counts}", counts=counts or t("ingen"))


def count_stopped(outcome: NightOutcome) -> int:
    """Files a person has to look at."""
    return sum(file["fate"] in NEEDS_A_PERSON for file in outcome.files)
