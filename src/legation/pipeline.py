"""The whole way from a report to its findings: start reading here.

Report ─ segment ─> Sentences ─ parse ─> trees ─ find_mentions ─> Mentions ─ tell ─> Findings ─ gather ─ resolve ─> Findings
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.gather import gather
from legation.lexicon import load_lexicon
from legation.mention.find import Tables, find_mentions, parse_report
from legation.model import Mention, Reading, Report
from legation.parse import Parser
from legation.read.language import language_note
from legation.resolve.actors import resolve_actors
from legation.segment import segment
from legation.tables.first_names import load_first_names
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Offices
from legation.tables.titles import load_titles
from legation.tell.draft import Lists
from legation.tell.rules import digest_of_rules, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What reading needs besides the report, loaded once, and the digest of it all with the rules, which a reading names."""

    parser: Parser
    tables: Tables
    lists: Lists
    rules: str


def load_kit(pipeline: str | None = None) -> Kit:
    """The packaged tables and lists with the pipeline named, or the one installed."""
    parser, gazetteer, offices, genders = Parser.load(pipeline), Gazetteer.open(), Offices.open(), load_first_names()
    lists = Lists(contacts=load_lexicon("contacts"), moods=load_lexicon("moods"), gazetteer=gazetteer)
    tables = Tables(gazetteer=gazetteer, offices=offices, titles=load_titles(), given_names=offices.given_names, genders=genders)
    return Kit(parser=parser, tables=tables, lists=lists, rules=digest_of_rules(parser.name))


def mentions_of(report: Report, kit: Kit) -> tuple[Mention, ...]:
    """Every actor, place and time that a report names; none where the pipeline does not read its language."""
    if language_note(report, kit.parser.nlp.lang):
        return ()
    return find_mentions(report, *parse_report(report, segment(report), kit.parser, kit.tables), kit.tables)


def read_report(report: Report, kit: Kit) -> Reading:
    """Everything that a report tells, each thing once, with its words."""
    if note := language_note(report, kit.parser.nlp.lang):
        return Reading(report=report, findings=(), problems=(*report.problems, note), rules=kit.rules)
    parsed, spotted = parse_report(report, segment(report), kit.parser, kit.tables)
    mentions = find_mentions(report, parsed, spotted, kit.tables)
    findings = gather(report, tell(report, parsed, mentions, kit.lists))
    resolved = resolve_actors(report, findings, kit.tables.offices)
    return Reading(report=report, findings=resolved, problems=report.problems, rules=kit.rules)
