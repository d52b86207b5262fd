"""The domain's thresholds as pages use and say them: the values the published numbers rest on, in words."""

from __future__ import annotations

import re

from dashboard.data import ask
from dashboard.formats import format_number
from dashboard.texts import N_, _, current_language
from warehouse.choosing import shown_value
from warehouse.parameter import Parameter, Topic, load_parameters

TOPICS: dict[Topic, str] = {
    "silence": N_("Hvem er blevet stille"),
    "roles": N_("Roller i frivillighedscirklen"),
    "matching": N_("Opgaver og match"),
    "targets": N_("Mål og fremskrivning"),
    "pathways": N_("Veje og tak"),
    "children": N_("Børn og unge"),
    "quality": N_("Aktiviteter og datakvalitet"),
    "meetings": N_("Fællesskab"),
    "people": N_("Hvem er den samme person"),
    "pages": N_("Hvad siderne viser"),
}

_UNITS = {
    "dage": N_("dage"),
    "fremmødedage": N_("fremmødedage"),
    "gange": N_("gange"),
    "andel": N_("procent"),
    "procent": N_("procent"),
    "frivillige": N_("frivillige"),
    "timer": N_("timer"),
    "år": N_("år"),
    "opgaver": N_("opgaver"),
    "point": N_("point"),
    "standardafvigelser": N_("standardafvigelser"),
    "måneder": N_("måneder"),
    "afvigelser": N_("afvigelser"),
    "faktor": N_("som faktor"),
    "mødegange": N_("mødegange"),
    "bit": N_("bit"),
    "spørgsmål pr. 100 personer": N_("spørgsmål pr. 100 personer"),
    "omtaler": N_("omtaler"),
    "personer": N_("personer"),
    "tal": N_("som tal"),
}

_SINGULAR = {
    "dage": "dag", "gange": "gang", "frivillige": "frivillig", "timer": "time", "opgaver": "opgave", "måneder": "måned",
    "mødegange": "mødegang", "personer": "person", "days": "day", "times": "time", "volunteers": "volunteer",
    "hours": "hour", "tasks": "task", "months": "month", "sessions": "session", "persons": "person",
}  # fmt: skip


def threshold(name: str) -> float:
    """The value the published numbers rest on."""
    values = {row["parameter"]: row["value"] for row in ask("parameters")}
    return float(values.get(name, load_parameters()[name].value))


def say_value(parameter: Parameter, value: float) -> str:
    """`35 procent`, `60 dage`."""
    return f"{format_number(shown_value(parameter, value), 6)} {_(_UNITS[parameter.unit])}"


def say_threshold(parameter: Parameter, value: float) -> str:
    """What a threshold decides, with the value that holds in place of the ordinary one."""
    sentence = parameter.sentence_en if current_language() == "en" else parameter.sentence
    if value == parameter.value:
        return sentence
    usual = re.escape(format_number(shown_value(parameter, parameter.value), 6))
    number = re.compile(rf"(?<![\d,.]){usual}(?![\d%]|[,.]\d)( \w+)?")
    if len(number.findall(sentence)) != 1:
        return f"{sentence} " + _("Hos jer: {value}.").format(value=say_value(parameter, value))
    shown = format_number(shown_value(parameter, value), 6)
    return number.sub(lambda found: shown + _fitting(found[1] or "", value), sentence)


def _fitting(word: str, value: float) -> str:
    return f" {_SINGULAR.get(word.strip(), word.strip())}" if word and value == 1 else word
