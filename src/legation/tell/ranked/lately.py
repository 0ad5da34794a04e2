"""Contacts that an adverb ranks as the most recent: "was last paid by a premier in 2015", "met last in May", "most recently met"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.model import Anchor, Reckoning, Relation
from legation.parse import Word
from legation.span import Span
from legation.tell.ranked.deeds import verb_event
from legation.tell.ranked.draft import Draft
from legation.tell.ranked.event import SOIL, Event
from legation.tell.ranked.events import place_of
from legation.tell.ranked.scopes import region_of
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.whose import kind_at

BEHIND = frozenset({"in", "on", "at", "when", "during", "before", ".", ","})
"""Words behind "met last" that tell when or where."""


def lately(spot: Spot) -> Iterator[Draft]:
    """ "was last paid by a premier in 2015", "last visited Lima in May", "was last there", "met last in Riga"."""
    for word in spot.parsed.words:
        verb = _dated_by(spot, word)
        event = verb_event(spot, verb) if verb is not None else None
        if verb is not None and event is not None:
            yield _latest(spot, verb, _unnamed(spot, event, verb))


def _dated_by(spot: Spot, word: Word) -> Word | None:
    """The verb that "last" or "most recently" stands beside as an adverb."""
    before, after, head = spot.at(word.i - 1), spot.at(word.i + 1), spot.parsed.head(word)
    text = word.text.lower()
    if text == "recently":
        return head if before is not None and before.text.lower() == "most" and head.pos in ("VERB", "AUX") else None
    if text != "last" or after is None or before is None or before.text.lower() == "at":
        return None
    if before.lemma == "be" and before.pos in ("VERB", "AUX"):
        if after.tag == "VBN" and before.dep in ("aux", "auxpass"):
            return spot.parsed.head(before)
        return before if _is_somewhere(spot, after) else after if after.tag == "VBN" else None
    if after.dep in ("aux", "auxpass") and after.text.lower() in ("been", "was", "were"):
        return spot.parsed.head(after)
    if after.tag in ("VBD", "VBN"):
        return after
    behind = word.dep == "advmod" and head.i in (before.i, before.head) and before.i >= head.i and after.text.lower() in BEHIND
    dated = any(t.when is not None and t.within.start > word.start for t in spot.scene.times(spot.parsed)) or after.lemma == "when"
    return head if behind and dated and head.tag in ("VBD", "VBN") else None


def _is_somewhere(spot: Spot, word: Word) -> bool:
    """Whether what follows on "was last" says where: "in Lima", "on Peruvian soil", "there", "a guest of"."""
    if word.text.lower() in ("there", "here", "a", "the", "his", "her"):
        return True
    return any(place_of(spot, w) is not None or w.lemma in SOIL for w in spot.parsed.of(word, "pobj"))


def _unnamed(spot: Spot, event: Event, verb: Word) -> Event:
    """A contact of an office that the report fills with no name is anybody's who held it: its holder of now need not have been there."""
    actors = event.whose.actors if event.whose else ()
    named = len(actors) != 1 or actors[0].name is None or any(n in spot.scene.report.text for n in actors[0].name.split()[-1:])
    subject = next(iter(spot.parsed.of(verb, "nsubj", "nsubjpass")), None)
    if named or subject is None or (kind := kind_at(spot, subject)) is None:
        return event
    return replace(event, whose=replace(kind, country=kind.country or actors[0].country))


def _latest(spot: Spot, verb: Word, event: Event) -> Draft:
    """The claim that a contact is the most recent of its kind, with the day and maker that the clause names."""
    region = region_of(spot, verb.end)
    days = [t for t in spot.scene.times(spot.parsed) if t.when is not None and region.start <= t.within.start < region.end]
    end = max([event.end, verb.end, *(t.within.end for t in days[:1])])
    subjects = spot.parsed.of(verb, "nsubj", "nsubjpass")
    start = min([verb.start, event.word.start, *(spot.parsed.reach(s).start for s in subjects)])
    noun = event.word.pos not in ("VERB", "AUX")
    words = Span(min(event.word.start, start) if noun else verb.start, max(event.end, event.word.end))
    if noun:
        words = Span(spot.parsed.reach(event.word).start, spot.parsed.reach(event.word).end)
    anchor = Anchor(
        words=spot.words(days[0].within if days else words),
        reckoning=Reckoning.CONTACT,
        actor=event.whose.actors[0] if event.whose and event.whose.actors else None,
        when=days[0].when if days else None,
    )
    return Draft(rule="claim.lately/1", relation=Relation.LAST, event=event, span=Span(start, end), words=words, anchor=anchor)
