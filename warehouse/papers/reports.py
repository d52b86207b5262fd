"""The three reports, put together from chapters."""

from __future__ import annotations

from collections.abc import Callable

from warehouse.formats import format_day, format_moment, format_period
from warehouse.papers.asking import Asker, Row
from warehouse.papers.blocks import Block, Heading, Paper, Text
from warehouse.papers.chapters.activities import write_activities
from warehouse.papers.chapters.appendices import write_method, write_quality, write_rules
from warehouse.papers.chapters.background import write_background
from warehouse.papers.chapters.changes import write_changes
from warehouse.papers.chapters.key_figures import write_breakdowns, write_key_figures
from warehouse.papers.chapters.meeting import write_meeting
from warehouse.papers.chapters.milestones import write_milestones
from warehouse.papers.chapters.pathways import write_pathways
from warehouse.papers.chapters.summary import warn_of_draft, write_attention, write_summary
from warehouse.papers.chapters.targets import read_targets, write_targets
from warehouse.papers.chapters.theory import write_board
from warehouse.papers.edition import Edition, ReportKind
from warehouse.papers.material import Material, gather
from warehouse.settings import Settings
from warehouse.texts import N_, _

TITLES: dict[ReportKind, str] = {
    "quarter": N_("Fremdriftsrapport til styregruppen"),
    "year": N_("Årsrapport til bevillingsgiver"),
    "evaluation": N_("Evalueringsrapport"),
}


def write_paper(settings: Settings, asker: Asker, edition: Edition) -> Paper:
    """The report as blocks, ready to be written as any kind of file."""
    material = gather(settings, asker, edition)
    targets, milestones = read_targets(material), asker.ask("milestones")
    blocks = warn_of_draft(material) + _WRITERS[edition.report](material, targets, milestones)
    title = _(TITLES[edition.report])
    return Paper(
        title=title,
        subtitle=f"{settings.project.name} · {material.period_name}",
        mark=_("KLADDE – perioden er ikke godkendt") if edition.is_draft else "",
        facts=_facts(material),
        footer=f"{settings.project.organisation} · {title} · {material.period_name}",
        blocks=[
            *blocks,
            *write_changes(material),
            *write_rules(material),
            *write_quality(material),
            *write_method(material),
        ],
    )


def _facts(material: Material) -> list[tuple[str, str]]:
    project, approval = material.settings.project, material.edition.approval
    said = {
        _("Periode"): format_period(material.period.start, material.period.end),
        _("Udgivet af"): project.organisation,
        _("Til"): project.funder if material.edition.report != "quarter" else _("Styregruppen"),
        _("Dataansvarlig"): project.data_controller,
        _("Tal"): _("godkendt {moment}").format(
            moment=format_moment(approval.approved_at, material.settings.schedule.timezone)
        )
        if approval
        else _("ikke godkendt"),
        _("Data til og med"): format_day(material.edition.as_of),
    }
    return [(name, value) for name, value in said.items() if value]


def _write_quarter(material: Material, targets: list[Row], milestones: list[Row]) -> list[Block]:
    return [
        *write_summary(material, targets),
        *write_attention(material, targets, milestones),
        *write_key_figures(material),
        *write_targets(material, targets),
        *write_milestones(material, milestones),
        *write_activities(material, draws_months=False),
        *write_breakdowns(material),
        *write_board(material),
        Text(_("Skriv her: Hvad skal styregruppen tage stilling til? Hvad er planen for næste kvartal?"), "prompt"),
    ]


def _write_year(material: Material, targets: list[Row], milestones: list[Row]) -> list[Block]:
    return [
        *write_summary(material, targets),
        *write_attention(material, targets, milestones),
        *write_key_figures(material),
        *write_targets(material, targets),
        *write_milestones(material, milestones),
        *write_activities(material, draws_months=True),
        *write_breakdowns(material),
        *write_pathways(material),
        *write_meeting(material),
        *write_board(material),
        Text(_("Skriv her: Hvad har året lært jer, og hvad gør I anderledes næste år?"), "prompt"),
    ]


def _write_evaluation(material: Material, targets: list[Row], milestones: list[Row]) -> list[Block]:
    return [
        *write_summary(material, targets),
        Heading(_("Del 1: Baggrund")),
        *write_background(material),
        Heading(_("Del 2: Aktiviteter og resultater")),
        Text(_("Skriv her: Hvad lykkedes, og hvad blev anderledes end planlagt?"), "prompt"),
        *_one_level_down(
            [
                *write_targets(material, targets),
                *write_key_figures(material),
                *write_breakdowns(material),
                *write_activities(material, draws_months=True),
                *write_milestones(material, milestones),
            ]
        ),
        Heading(_("Del 3: Virkninger og forankring")),
        Text(_("Virkninger kan kun ses, hvor der er spurgt, eller hvor fremmødet viser dem. Ingen tal her beviser, at projektet er årsagen."), "lead"),
        *_one_level_down([*write_board(material), *write_pathways(material), *write_meeting(material)]),
        Text(_("Skriv her: Hvad fortsætter, hvem bærer det videre, og hvad skal der til?"), "prompt"),
    ]  # fmt: skip


def _one_level_down(blocks: list[Block]) -> list[Block]:
    return [Heading(block.text, 2) if isinstance(block, Heading) else block for block in blocks]


_WRITERS: dict[ReportKind, Callable[[Material, list[Row], list[Row]], list[Block]]] = {
    "quarter": _write_quarter,
    "year": _write_year,
    "evaluation": _write_evaluation,
}
