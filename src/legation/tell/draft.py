"""What the rules share: the lists they look up, where they stand, and how what they tell becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from legation.identity import stable_id
from legation.lexicon import Lexicon
from legation.model import Certainty, Contact, Finding, Report, cite
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tables.gazetteer import Gazetteer
from legation.tables.titles import Titles
from legation.tell.scene import Scene
from legation.tell.scope import Anchors

Told = Iterator[tuple[Contact, Certainty, Span]]
"""What a rule tells at one word: contacts, how sure the text is, and the words in ``Report.text``."""
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
"""Parts of speech of the words that can tell a contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The word lists that rules look up."""

    contacts: Lexicon
    moods: Lexicon
    ranks: Lexicon
    speech: Lexicon
    titles: Titles
    nameless: Lexicon
    """Nouns for speakers whose name is kept back or not known."""
    gazetteer: Gazetteer
    """Names of states, which may stand for a party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where a rule stands: a word of a sentence of a report, and what has been told before it."""

    scene: Scene
    parsed: Parsed
    anchors: Anchors
    lists: Lists
    told: tuple[Finding[Contact], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A small named, versioned rule: a pure generator over one word in its sentence and report."""

    name: str
    version: int
    fires_on: frozenset[str]
    """Parts of speech of the words that it is asked about."""
    tell: Callable[[Here, Word], Told]

    @property
    def title(self) -> str:
        """Name and version as every finding of the rule carries them."""
        return f"{self.name}/{self.version}"


def finding(report: Report, rule: str, contact: Contact, certainty: Certainty, span: Span) -> Finding[Contact]:
    """A finding with its evidence; its id comes from report, rule, kind and words."""
    places = [s.place.span.start for s in contact.stops]
    who = [p.actor.referent for p in contact.parties]
    key = stable_id("f", report.sha256, rule, contact.kind, contact.destination, who, places, [[span.start, span.end]])
    return Finding(id=key, report_id=report.id, body=contact, certainty=certainty, evidence=(cite(report, span),), rule=rule)
