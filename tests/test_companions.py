"""Coded answers and the files that explain their codes arrive as files of their own, in any order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.test_lessons import FORMS
from tests.workspace import age, collect, fates, make_workspace, staged
from warehouse.intake.codebook import Codebook
from warehouse.intake.companions import codebooks_by_folder
from warehouse.preview import preview
from warehouse.settings import Settings
from warehouse.source import load_sources

LESSON: dict[str, Any] = YAML(typ="safe").load(FORMS / "survey_surveyxact_files.yml")
EXPLANATIONS = LESSON["beside"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "home")


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(LESSON["encoding"]))
    age(path)
    return path


def put_explanations(folder: Path) -> list[Path]:
    return [put(folder, name, text) for name, text in EXPLANATIONS.items()]


def test_answers_are_read_on_the_night_their_explanation_comes(settings: Settings) -> None:
    put(settings.inbox / "sx", "dataset.csv", LESSON["text"])
    collect(settings)
    assert set(fates(staged(settings)).values()) == {"quarantined"}
    put_explanations(settings.inbox / "sx")
    collect(settings, "r2")
    con = staged(settings)
    assert fates(con) == {"sx/dataset.csv:2": "loaded", "sx/dataset.csv:3": "loaded"}
    roles = con.execute("select declared_role from staging.volunteers order by 1").fetchall()
    assert roles == [("coordinator",), ("helper",)]


def test_every_row_of_the_explanations_has_its_fate(settings: Settings) -> None:
    put_explanations(settings.inbox)
    collect(settings)
    rows = staged(settings).execute("select distinct fate, reason_code from raw.rows").fetchall()
    assert rows == [("not_data", "codebook")]


def test_an_explanation_in_another_folder_explains_nothing(settings: Settings) -> None:
    put(settings.inbox / "sx", "dataset.csv", LESSON["text"])
    put_explanations(settings.inbox / "andet")
    collect(settings)
    assert set(fates(staged(settings)).values()) == {"quarantined"}


def test_explanations_that_contradict_each_other_explain_nothing() -> None:
    one, other = Codebook({"s_1": "Hvad hedder du?"}), Codebook({"s_1": "Hvor bor du?"})
    assert codebooks_by_folder([("a", one), ("b", one), ("a", other)]) == {"b": one}


def test_check_reads_files_that_are_given_together_together(settings: Settings, tmp_path: Path) -> None:
    answers = put(tmp_path, "dataset.csv", LESSON["text"])
    described = preview([answers, *put_explanations(tmp_path)], settings, load_sources())
    assert [file["source"] for file in described] == ["questionnaire", None, None]
    assert described[0]["tables"][0]["rows"] == {"loaded": 2, "not_data": 1}
    assert [set(file["tables"][0]["rows"]) for file in described[1:]] == [{"not_data"}, {"not_data"}]
