"""The mentions of reports, one report after the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from legation.doors.listing import print_line
from legation.doors.options import Shape
from legation.doors.page import cell, console, counted, shortened
from legation.doors.run import Asked, Tally, attempt, reports_of, summary, told_when_stopped
from legation.model import Actor, Mention, MentionKind, Place, Problem, Report
from legation.read.language import language_note
from legation.record import mentions_record
from legation.when import When


def mentions_run(asked: Asked, *, kind: MentionKind | None, shape: Shape) -> int:
    """Prints every mention of the reports, of one kind if asked."""
    from legation.pipeline import load_kit, mentions_of

    kit = load_kit(asked.pipeline)
    tally = Tally()
    with told_when_stopped(tally, asked):
        for report in reports_of(asked, tally):
            found = attempt(partial(mentions_of, report, kit), report)
            unread = language_note(report, kit.parser.nlp.lang)
            for problem in (*report.problems, *([found] if isinstance(found, Problem) else [unread] if unread else [])):
                tally.note(problem, report.language)
            if not isinstance(found, Problem):
                told = [mention for mention in found if kind in (None, mention.kind)]
                tally.counts["words"] += len(report.text.split())
                tally.counts["mention"] += len(told)
                print_mentions(report, told, shape)
    return summary(tally, asked, always=("mention",))


def print_mentions(report: Report, mentions: Sequence[Mention], shape: Shape) -> None:
    """The mentions of one report."""
    if shape is Shape.JSONL:
        print_line(mentions_record(report.id, mentions))
        return
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("from", "to", "kind", "text", "value", "reason"):
        table.add_column(name, overflow="fold", justify="right" if name in ("from", "to") else "left")
    for mention in mentions:
        span = mention.span
        words = (mention.kind.value, shortened(mention.surface, 60), meaning(mention.value), mention.reason)
        table.add_row(str(span.start), str(span.end), *(cell(word) for word in words))
    page = console()
    page.print(cell(f"{report.source or report.id}: {counted(len(mentions), 'mention')}", "bold"))
    page.print(table)


def meaning(value: Actor | Place | When | None) -> str:
    """What a mention was found to mean, in a few words."""
    if isinstance(value, When):
        return f"{value.edtf} ({value.basis.value})"
    if isinstance(value, Place):
        known: tuple[str | None, ...] = (value.name, value.country, f"GeoNames {value.geonames}" if value.geonames else None)
    elif isinstance(value, Actor):
        known = (value.name, value.post, value.country)
    else:
        return "not known"
    return ", ".join(part for part in known if part) or "not known"
