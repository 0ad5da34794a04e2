"""The whole way from a report to its findings: start reading here.

Report ─ segment ─> Sentences ─ parse ─> trees ─ find_mentions ─> Mentions ─ tell ─> Findings ─ gather ─ resolve ─> Findings
"""

from __future__ import annotations

from legation.gather import gather
from legation.gather.said import attribute
from legation.kit import Kit, load_kit
from legation.mention.find import find_mentions, parse_report
from legation.model import Mention, Reading, Report
from legation.parse import Parsed
from legation.read.language import language_note
from legation.resolve.actors import resolve_actors
from legation.resolve.claims import resolve_claims
from legation.segment import segment
from legation.tell.rules import tell

__all__ = ["Kit", "load_kit", "mentions_of", "read_and_name", "read_report"]


def mentions_of(report: Report, kit: Kit) -> tuple[Mention, ...]:
    """Every actor, place and time that a report names; none where the pipeline does not read its language."""
    return () if language_note(report, kit.parser.nlp.lang) else _named(report, kit)[1]


def read_report(report: Report, kit: Kit) -> Reading:
    """Everything that a report tells, each thing once, with its words."""
    return read_and_name(report, kit)[0]


def read_and_name(report: Report, kit: Kit) -> tuple[Reading, tuple[Mention, ...]]:
    """What ``read_report`` and ``mentions_of`` give, parsed once for both."""
    if note := language_note(report, kit.parser.nlp.lang):
        return Reading(report=report, contacts=(), problems=(*report.problems, note), rules=kit.rules), ()
    parsed, mentions = _named(report, kit)
    told = tell(report, parsed, mentions, kit.lists)
    contacts = resolve_actors(report, gather(report, told.contacts), kit.tables.offices)
    contacts, claims = attribute(contacts, told.statements, resolve_claims(report, told.claims, kit.tables.offices))
    problems, said = report.problems, told.statements
    return Reading(report=report, contacts=contacts, statements=said, claims=claims, problems=problems, rules=kit.rules), mentions


def _named(report: Report, kit: Kit) -> tuple[tuple[Parsed, ...], tuple[Mention, ...]]:
    """The sentences of a report with their trees, and what they name."""
    parsed, spotted = parse_report(report, segment(report), kit.parser, kit.tables)
    return parsed, find_mentions(report, parsed, spotted, kit.tables)
