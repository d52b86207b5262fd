"""The first page: the figures to see first, and what they say in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.formats import format_number, format_percent, format_span, say_value
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Callout, Card, Cards, Heading, Points, Text
from warehouse.papers.material import Material, label_of, name_period, say_counting, show_figure
from warehouse.texts import _, plural
from warehouse.texts.codes import unit_word

_FIRST = ("distinct_users", "participations", "sessions_held", "active_volunteers", "volunteer_hours", "new_volunteers")


def write_summary(material: Material, targets: list[Row]) -> list[Block]:
    """Cards and sentences; what a reader of one page should know."""
    return [
        Heading(_("Kort fortalt")),
        Cards([_card(material, metric) for metric in material.metrics if metric["metric_id"] in _FIRST]),
        Points(list(_tell(material, targets))),
    ]


def warn_of_draft(material: Material) -> list[Block]:
    """That the figures may still change, where nobody has approved them."""
    if not material.edition.is_draft:
        return []
    return [
        Callout(
            _("KLADDE – perioden er ikke godkendt"),
            [_("Tallene er den seneste nats og kan ændre sig. Godkend perioden på siden «Mål», før rapporten sendes.")],
        )
    ]


def write_attention(material: Material, targets: list[Row], milestones: list[Row]) -> list[Block]:
    """What the steering group may have to act on."""
    said = [*_late(milestones), *_behind(targets), *_missing(material), *_fragile(material)]
    return [
        Heading(_("Det kræver opmærksomhed")),
        Points(said)
        if said
        else Text(_("Intet mål er bagud, ingen milepæl er forsinket, og ingen registreringer mangler.")),
    ]


def _card(material: Material, metric: Row) -> Card:
    row = material.figures.find(metric["metric_id"])
    span = format_span(row["value_low"], row["value_high"]) if row and not row["is_suppressed"] else ""
    note = span or say_counting(metric, material.period)
    return Card(label_of(metric), show_figure(row).text, note)


def _tell(material: Material, targets: list[Row]) -> Iterator[str]:
    figures = material.figures
    if figures.has("sessions_held") and figures.has("participations"):
        yield _("Der er holdt {sessions} mødegange med {participations} deltagelser.").format(
            sessions=_amount(material, "sessions_held"), participations=_amount(material, "participations")
        )
    if figures.has("distinct_users"):
        yield (
            _("{users} forskellige mennesker har brugt aktiviteterne.")
            .format(users=_amount(material, "distinct_users"))
            .capitalize()
        )
    if figures.has("active_volunteers") and figures.has("volunteers_registered"):
        yield (
            _("{active} frivillige var i gang ved periodens slutning; {registered} stod i databasen.")
            .format(
                active=_amount(material, "active_volunteers"), registered=_amount(material, "volunteers_registered")
            )
            .capitalize()
        )
    yield from _compare(material)
    if targets:
        met = sum(target["status"] == "met" for target in targets)
        yield _("{met} af {all} mål er nået.").format(met=met, all=len(targets))


def _compare(material: Material) -> Iterator[str]:
    earlier = material.last_year or material.previous
    if earlier is None or earlier.period.start < material.settings.project.start:
        return  # a period in which the project only began is no match for a whole one
    words = _("{label}: {now} mod {before} i {period} ({change}).")
    for metric in (row for row in material.metrics if row["metric_id"] in ("participations", "volunteer_hours")):
        now, before = material.figures.find(metric["metric_id"]), earlier.find(metric["metric_id"])
        if now and before and now["value"] is not None and before["value"]:
            change = 100 * (now["value"] - before["value"]) / before["value"]
            yield words.format(
                label=label_of(metric),
                now=say_value(now),
                before=say_value(before),
                period=name_period(earlier.period),
                change=("+" if change > 0 else "") + format_percent(round(change)),
            )


def _amount(material: Material, metric: str) -> str:
    row = material.figures.find(metric)
    return say_value(row) if row else ""


def _late(milestones: list[Row]) -> Iterator[str]:
    for row in milestones:
        if row["status"] == "late":
            days = plural("{count} dag", "{count} dage", int(row["days_late"]))
            yield _("Milepælen «{milestone}» er {days} forsinket.").format(milestone=row["milestone"], days=days)


def _behind(targets: list[Row]) -> Iterator[str]:
    for target in targets:
        if target["status"] in ("at_risk", "behind", "far_behind"):
            words = _("Målet «{label}»: {value}, og målet er {bound} {target}.")
            yield words.format(
                label=target["label"],
                value=say_value(target),
                bound=_("højst") if target["direction"] == "decreasing" else _("mindst"),
                target=format_number(target["target"]),
            )


def _missing(material: Material) -> Iterator[str]:
    period = material.period
    rows = material.asker.ask("activities", first=period.start, last=period.end)
    for row in sorted(rows, key=lambda row: -row["missing_sessions"])[:3]:
        missing = int(row["missing_sessions"])
        if missing:
            words = _("{activity}: {sessions} mangler en fremmødeliste.")
            sessions = f"{missing} {unit_word('sessions', missing)}"
            yield words.format(activity=row["activity_name"], sessions=sessions)


def _fragile(material: Material) -> Iterator[str]:
    fragile = sum(int(row["fragile_activities"]) for row in material.asker.ask("activity_totals"))
    if fragile:
        yield plural(
            "{count} aktivitet hviler på én frivillig.", "{count} aktiviteter hviler hver på én frivillig.", fragile
        )
