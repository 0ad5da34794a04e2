"""Antecedents: whom a pronoun, "they" or "the two leaders" stands for, by what the report has spoken of before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from legation.mention.cast import Referent
from legation.parse import Parsed, Word
from legation.span import Span

RECENT_SENTENCES = 4
"""How far back a pronoun looks; farther ones were wrong more often than right on the open reports."""
PROMINENCE = 2.0
"""How much more likely a pronoun means the person of whom the whole report speaks most; 1.5 to 3 read the open reports alike."""
SENTENCE_BACK = 2.0
"""What a sentence of distance takes from a candidate."""
MENTION_BACK = 0.3
"""What each later mention of somebody takes from a candidate."""
SUBJECT = 2.0
"""What being a subject adds to a candidate."""
FOLLOWED = 1.0
"""What it adds that a pronoun has stood for a candidate before."""
LEAST = -99.0


@dataclass(slots=True)
class Seen:
    """One mention of a person on the way through the report."""

    sentence: int
    word: int
    referent: Referent
    subject: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One stretch of a sentence and whom it means."""

    sentence: int
    within: Span
    span: Span
    referents: tuple[Referent, ...]
    reason: str


@dataclass(slots=True, kw_only=True)
class Memory:
    """What a walk through one report has come by so far."""

    prominence: Mapping[str, float] = field(default_factory=dict)
    """Share of each person in the mentions of the one named most often."""
    seen: list[Seen] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def tell(self, parsed: Parsed, word: Word, referents: tuple[Referent, ...], reason: str, span: Span | None = None) -> None:
        """Take note of one more mention."""
        within = span or word.span
        self.told.append(Told(parsed.sentence.number, within, parsed.sentence.offsets.to_source_span(within), referents, reason))
        subject = word.dep in ("nsubj", "nsubjpass") or any(
            w.dep == "nsubj" and w.i != word.i and word.dep == "conj" for w in parsed.above(word)
        )
        if reason != "pair":
            self.seen.extend(Seen(parsed.sentence.number, word.i, r, subject) for r in referents)

    def told_here(self, parsed: Parsed) -> Iterator[Told]:
        """What has been told of this sentence so far, the last first."""
        for one in reversed(self.told):
            if one.sentence != parsed.sentence.number:
                return
            yield one

    def of_word(self, parsed: Parsed, word: Word) -> tuple[Referent, ...]:
        """Whom a word of the sentence has been found to mean."""
        told = [t for t in self.told_here(parsed) if t.within.overlaps(word.span)]
        return tuple(r for t in reversed(told) for r in t.referents)

    def nearest(self, parsed: Parsed, word: Word, gender: str) -> Referent | None:
        """The person a pronoun stands for: the nearest of its gender, subjects before objects."""
        here = parsed.sentence.number
        barred = self.barred(parsed, word)
        best, best_score = None, LEAST
        for age, one in enumerate(reversed(self.seen)):
            if here - one.sentence > RECENT_SENTENCES:
                break
            person = one.referent
            if person.gender not in (None, gender) or person.number in barred:
                continue
            score = PROMINENCE * self.prominence.get(person.name or "", 0.0) - SENTENCE_BACK * (here - one.sentence) - MENTION_BACK * age
            score += SUBJECT * one.subject + FOLLOWED * person.followed
            if score > best_score:
                best, best_score = person, score
        return best

    def barred(self, parsed: Parsed, word: Word) -> set[int]:
        """Subjects of the pronoun's own clause, which "him" and "her" as objects cannot mean."""
        if word.dep not in ("dobj", "pobj", "dative", "nsubj", "nsubjpass"):
            return set()
        verb = next((w for w in parsed.above(word) if w.pos in ("VERB", "AUX")), None)
        if verb is None or word.dep.startswith("nsubj"):
            return set()
        spans = [s.span for s in parsed.of(verb, "nsubj", "nsubjpass")]
        for head in parsed.above(verb):
            if verb.dep in ("xcomp", "conj", "advcl") and not spans:
                spans = [s.span for s in parsed.of(head, "nsubj", "nsubjpass")]
            verb = head
        return {r.number for t in self.told_here(parsed) for r in t.referents if any(s.overlaps(t.within) for s in spans)}

    def joined(self, parsed: Parsed) -> tuple[Referent, ...]:
        """ "they": the two, of unlike countries, whom the sentence or the one before it speaks of."""
        for number in (parsed.sentence.number, parsed.sentence.number - 1):
            found: dict[int, Referent] = {}
            for one in reversed(self.seen):
                if one.sentence < number:
                    break
                if one.sentence == number:
                    found.setdefault(one.referent.number, one.referent)
            if found:
                left, right = (*found.values(), None, None)[:2] if len(found) == 2 else (None, None)
                unlike = left is not None and right is not None and left.post and right.post and left.country != right.country
                return (right, left) if unlike and left is not None and right is not None else ()
        return ()

    def pair(self, parsed: Parsed) -> tuple[Referent, ...]:
        """ "the two leaders": the last two office-holders spoken of."""
        found: list[Referent] = []
        for one in reversed(self.seen):
            if parsed.sentence.number - one.sentence > RECENT_SENTENCES:
                break
            if one.referent not in found and (one.referent.post or one.referent.name):
                found.append(one.referent)
            if len(found) == 2:
                return tuple(reversed(found))
        return ()
