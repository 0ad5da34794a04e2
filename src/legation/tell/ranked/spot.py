"""Where a rule of claims stands: a sentence of a report, its lists, and the contacts told of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from legation.model import HEAD, Actor, Contact, Finding, MentionKind, Words
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.draft import Lists
from legation.tell.scene import Scene

PRONOUNS = frozenset(
    "i he she it they him her them his hers its their we our us who whom whose this that these those himself herself".split()
)
"""Words that stand for a name, or for the report's own matter."""
TRAILING = " ,;:—–-"
"""Signs that no cited words begin or end in."""


@dataclass(frozen=True)
class Spot:
    """One sentence with all that a rule may ask."""

    scene: Scene
    parsed: Parsed
    lists: Lists
    told: tuple[Finding[Contact], ...]
    """All contacts of the report, before they are gathered."""

    @property
    def text(self) -> str:
        """The sentence as it was parsed."""
        return self.parsed.sentence.text

    def words(self, within: Span) -> Words:
        """A range of the sentence as words of the report, without the signs at its ends."""
        start, end = within.start, within.end
        while end > start + 1 and self.text[end - 1] in TRAILING:
            end -= 1
        while start < end - 1 and self.text[start] in TRAILING:
            start += 1
        span = self.parsed.sentence.offsets.to_source_span(Span(start, end))
        return Words(text=self.scene.report.text[span.start : span.end], span=span)

    def said_at(self, word: Word) -> str:
        """What stands in the text where the parser saw one word."""
        return self.text[word.start : word.end]

    @cached_property
    def source(self) -> Span:
        """The sentence in the report."""
        return self.parsed.sentence.span

    def named(self, actor: Actor) -> Words:
        """The words of the report that name an actor; of one that is here but a pronoun or an office the last before, else the first."""
        if any(w in actor.surface for w in (actor.name or "").split()) or (actor.name is None and not actor.surface.islower()):
            return Words(text=actor.surface, span=actor.span)
        surname = actor.name.split()[-1] if actor.name else ""
        told = [a for a in self._mentions_of(actor.referent) if a.surface.lower() not in PRONOUNS and not a.surface.islower()]
        named = [a for a in told if surname and surname in a.surface]
        before = [a for a in named if a.span.start <= actor.span.start]
        best = (before or named or told or [actor])[-1 if before else 0]
        return Words(text=best.surface, span=best.span)

    def _mentions_of(self, referent: int) -> Iterator[Actor]:
        for mention in self.scene.mentions:
            actor = mention.value if mention.kind is MentionKind.ACTOR and mention.sentence != HEAD else None
            if isinstance(actor, Actor) and actor.referent == referent:
                yield actor

    def at(self, position: int) -> Word | None:
        """The word of the sentence with this number, if it has so many."""
        return self.parsed.words[position] if 0 <= position < len(self.parsed.words) else None

    def lowered(self, words: Sequence[Word]) -> set[str]:
        """The words in small letters."""
        return {w.text.lower() for w in words}
