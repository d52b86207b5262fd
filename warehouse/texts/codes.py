"""The words for codes that pages and papers both show: roles, areas, target groups, units."""

from __future__ import annotations

from warehouse.texts import N_, _

CIRCLE_ROLES = {
    "core": N_("kernefrivillig"),
    "coordinator": N_("tovholder"),
    "helper": N_("deltager"),
    "specialist": N_("specialist"),
}

MEASURED = {"measured": N_("Målt"), "stale": N_("Målt for længe siden"), "not_measured": N_("Ikke målt")}

TRACKS = {"individual": N_("individuelt spor"), "collective": N_("kollektivt spor")}

TARGET_GROUPS = {
    "families": N_("familier med små børn"),
    "children_youth": N_("børn og unge"),
    "vulnerable_adults": N_("sårbare voksne"),
    "all_residents": N_("alle beboere"),
    "volunteers": N_("frivillige"),
    "unknown": N_("ukendt"),
}

AREAS = {"uden_for": N_("Uden for områderne"), "ukendt": N_("Ukendt")}

TRAITS = {
    "area": N_("Boligområde"),
    "age_band": N_("Alder"),
    "family_stage": N_("Familie"),
    "association": N_("Forening"),
    "origin": N_("Baggrund"),
}

AGE_BANDS = {
    "under_15": N_("under 15 år"),
    "from_15": N_("15-17 år"),
    "from_18": N_("18-29 år"),
    "from_30": N_("30-44 år"),
    "from_45": N_("45-64 år"),
    "from_65": N_("65 år og over"),
    "minor": N_("under 18 år"),
    "adult": N_("18 år og over"),
}

ASSOCIATION_TIES = {"none": N_("ingen forening"), "several": N_("flere foreninger")}

FAMILY_STAGES = {
    "alone": N_("bor alene"),
    "couple": N_("par uden børn"),
    "small_children": N_("yngste barn under 7 år"),
    "older_children": N_("yngste barn 7-17 år"),
    "others": N_("bor med andre voksne"),
}

ORIGINS = {"danish": N_("dansk"), "other": N_("anden end dansk"), "mixed": N_("både dansk og anden")}

GROUP_KINDS = {"activity": N_("Aktivitet"), "association": N_("Forening"), "everyone": N_("Alle")}

UNITS = {
    "persons": (N_("person"), N_("personer")),
    "hours": (N_("time"), N_("timer")),
    "participations": (N_("deltagelse"), N_("deltagelser")),
    "sessions": (N_("mødegang"), N_("mødegange")),
    "events": (N_("arrangement"), N_("arrangementer")),
    "percent": (N_("%"), N_("%")),
}


def word_for(words: dict[str, str], code: str | None) -> str:
    """The word for a code; a code without one is shown as it is."""
    return _(words[code]) if code in words else code or ""


def unit_word(unit: str | None, value: float | None = None) -> str:
    """`personer`, or `person` when there is one; a unit without words is shown as it is."""
    one, many = UNITS.get(unit or "", (unit or "", unit or ""))
    word = _(one if value == 1 else many) if unit in UNITS else many
    return "" if word == "%" else word
