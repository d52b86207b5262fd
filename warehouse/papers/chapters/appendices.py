"""The appendices: how every figure is counted, how good the data are, and how the report is made."""

from __future__ import annotations

from warehouse.disclosure import ROUND_TO, SMALL_GROUP
from warehouse.formats import format_day, format_moment, format_number
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Cell, Column, Heading, Points, Shown, Table, Text
from warehouse.papers.material import Material, label_of, show_figure
from warehouse.texts import N_, _, in_language
from warehouse.texts.codes import word_for

_SEVERITIES = {"critical": N_("Kritisk"), "warning": N_("Advarsel"), "info": N_("Til orientering")}
_FATES = {
    "rows_loaded": N_("Med i tallene"),
    "rows_to_mend": N_("Venter på at blive rettet"),
    "rows_waiting": N_("Venter på et skema"),
    "rows_duplicate": N_("Står også et andet sted"),
    "rows_superseded": N_("Afløst af en nyere"),
    "rows_not_data": N_("Ikke data (titler, summer, noter)"),
}


def write_rules(material: Material) -> list[Block]:
    """Each KPI's counting rule, word for word."""
    columns = [Column(_("Regel"), 0.6), Column(_("Nøgletal"), 1.7), Column(_("Sådan tæller vi"), 5)]
    rows: list[list[Cell]] = [
        [
            material.rule_of(metric["metric_id"]),
            label_of(metric),
            in_language(metric["counting_rule"], metric["counting_rule_en"]),
        ]
        for metric in material.metrics
    ]
    said = _("Alle nøgletal i rapporten gælder {period}, hvor intet andet står ved tallet.").format(
        period=material.period_name
    )
    return [Heading(_("Bilag: Sådan er tallene talt")), Text(said), Table(_("Tælleregler"), columns, rows)]


def write_quality(material: Material) -> list[Block]:
    """What became of the rows, what is missing, and which checks were not passed."""
    run = material.asker.ask_one("latest_run") or {}
    return [
        Heading(_("Bilag: Datakvalitet")),
        Text(_say_completeness(material)),
        _fates(run),
        *_failed_checks(material, run),
    ]


def write_method(material: Material) -> list[Block]:
    """How the figures came to be, in points."""
    edition = material.edition
    return [
        Heading(_("Bilag: Metode")),
        Points(
            [
                _say_approval(material),
                _("Tallene er regnet ud fra alle ark og svar, der er kommet ind til og med {day}. Øjebliksbilledets nummer er {snapshot}.").format(day=format_day(edition.as_of), snapshot=edition.snapshot),
                _("Rapporten er lavet af en fil, der ikke indeholder personer. Tal om højst {small} personer er skjult, også nul, og de øvrige tal om personer i dele af projektet er rundet til nærmeste {round}. Hvor et skjult tal kunne regnes ud af naboerne, er flere skjult.").format(small=SMALL_GROUP, round=ROUND_TO),
                _("Forskellige personer lægges aldrig sammen over måneder, områder eller målgrupper. Den samme person genkendes på tværs af ark; er det usikkert, spørges en medarbejder."),
                _("Optællinger uden navne lægges ikke til antallet af forskellige personer, men udvider spændet. «mindst 258» betyder, at tallet ikke kan være lavere."),
                _("Prognoser siger, hvor det ender, hvis tempoet fra de seneste seks måneder fortsætter gennem de planlagte mødegange. De er ikke løfter."),
                _("Tallene viser, hvem der kommer, og hvor tit. De viser ikke i sig selv, hvad det har ført til for den enkelte."),
            ]
        ),
    ]  # fmt: skip


def _say_approval(material: Material) -> str:
    approval = material.edition.approval
    if approval is None:
        return _("Perioden er ikke godkendt. Tallene er den seneste nats og kan ændre sig.")
    moment = format_moment(approval.approved_at, material.settings.schedule.timezone)
    return _(
        "Periodens nøgletal er godkendt {moment} og låst. Mål, milepæle og forandringsteori står, som de så ud pr. {day}."
    ).format(moment=moment, day=format_day(material.edition.as_of))


def _say_completeness(material: Material) -> str:
    shown = show_figure(material.figures.find("completeness")).text
    return _("I perioden er {share} af de ventede mødegange registreret.").format(share=shown)


def _fates(known: Row) -> Table:
    columns = [Column(_("Hvad der blev af rækkerne"), 3), Column(_("Rækker"), 1, True)]
    rows: list[list[Cell]] = [
        [word_for(_FATES, name), Shown(format_number(known[name]), known[name])]
        for name in _FATES
        if known.get(name) is not None
    ]
    whole = _("Rækker i alt i {files} filer").format(files=known.get("files_total"))
    total = sum(int(known.get(name) or 0) for name in _FATES)
    note = _("Hver række i hvert ark har én skæbne. Rækker, der venter, er ikke med i tallene.")
    return Table(
        _("Alt, der er kommet ind"),
        columns,
        [*rows, [whole, Shown(format_number(total), total)]],
        note,
        frozenset({len(rows)}),
    )


def _failed_checks(material: Material, known: Row) -> list[Block]:
    passed = known.get("checks_passed")
    said = _("{passed} kontroller er bestået i den seneste nat.").format(passed=format_number(passed))
    failed = material.asker.ask("failed_checks")
    if not failed:
        return [Text(said + " " + _("Ingen er faldet ud."))]
    columns = [
        Column(_("Kontrol, der ikke er bestået"), 4),
        Column(_("Hvor alvorligt"), 1.3),
        Column(_("Rækker"), 0.8, True),
    ]
    rows: list[list[Cell]] = [
        [
            in_language(row["description"], row["description_en"]),
            word_for(_SEVERITIES, row["severity"]),
            Shown(format_number(row["failed_rows"]), row["failed_rows"]),
        ]
        for row in failed
    ]
    return [Text(said), Table(_("Kontroller, der ikke er bestået"), columns, rows)]
