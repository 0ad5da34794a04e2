"""What reading needs besides the report: parser, tables and lists, loaded once."""

from __future__ import annotations

from dataclasses import dataclass

from legation.lexicon import load_lexicon
from legation.mention.find import Tables
from legation.parse import Parser
from legation.tables.first_names import load_first_names
from legation.tables.gazetteer import Gazetteer
from legation.tables.own_posts import open_offices
from legation.tables.titles import load_titles
from legation.tell.draft import Lists
from legation.tell.rules import digest_of_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What is loaded once, and the digest of it all with the rules, which a reading names."""

    parser: Parser
    tables: Tables
    lists: Lists
    rules: str


def load_kit(pipeline: str | None = None) -> Kit:
    """The packaged tables and lists, a user's own posts above them, with the pipeline named, or the one installed."""
    parser, gazetteer, offices, genders = Parser.load(pipeline), Gazetteer.open(), open_offices(), load_first_names()
    titles = load_titles()
    contacts, moods, ranks, speech = (load_lexicon(name) for name in ("contacts", "moods", "ranks", "speech"))
    nameless = load_lexicon("anonymous")
    lists = Lists(contacts=contacts, moods=moods, ranks=ranks, speech=speech, nameless=nameless, titles=titles, gazetteer=gazetteer)
    tables = Tables(gazetteer=gazetteer, offices=offices, titles=titles, given_names=offices.given_names, genders=genders)
    return Kit(parser=parser, tables=tables, lists=lists, rules=digest_of_rules(parser.name, offices.own))
