"""Traditions: what is customary for a contact, and who broke with it or restored it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.model import ContactKind, Relation, Whose
from legation.parse import Word
from legation.span import Span
from legation.tell.ranked.deeds import verb_event
from legation.tell.ranked.draft import Draft, widened
from legation.tell.ranked.event import Event, kind_of
from legation.tell.ranked.events import noun_event
from legation.tell.ranked.nouns import nouns
from legation.tell.ranked.scopes import region_of
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.whose import whose_at

SAYING = frozenset({"see", "be", "become", "urge", "have"})
NEWCOMERS = frozenset({"new", "incoming"})


def customs(spot: Spot) -> Iterator[Draft]:
    """The one claim of a sentence that speaks of a custom of visits or meetings."""
    for word in spot.parsed.words:
        if not (_is_custom(spot, word) or _is_customary(spot, word)):
            continue
        verb = _done_to(spot, word)
        draft = _followed(spot, verb) if verb is not None else _kept(spot, word)
        if draft is not None:
            yield draft
            return
    found = _of_it(spot) or _of_each(spot)
    if found is not None:
        yield found


def _of_each(spot: Spot) -> Draft | None:
    """ "Every new premier has made Rome his first port of call": what all who come to a post do first is a custom."""
    for word in spot.parsed.words:
        verb = spot.parsed.head(word)
        every = spot.lowered(spot.parsed.of(word, "det", "amod", "predet")) & {"every", "each", "successive"}
        if not every or word.dep != "nsubj" or verb.pos not in ("VERB", "AUX") or whose_at(spot, word, anybody=True) is None:
            continue
        draft = next((d for d in nouns(spot) if d.relation is Relation.FIRST and d.event.kind is ContactKind.VISIT), None)
        if draft is not None:
            event = replace(draft.event, whose=whose_at(spot, word, anybody=True))
            start = min(w.start for w in spot.parsed.below(word))
            kept = replace(draft, rule="claim.custom/1", relation=Relation.TRADITION, event=event, scope=None, instance=None)
            return widened(kept, Span(start, verb.end))
    return None


def _is_custom(spot: Spot, word: Word) -> bool:
    return bool(spot.lists.ranks.of("custom", word.lemma))


def _is_customary(spot: Spot, word: Word) -> bool:
    return bool(spot.lists.ranks.of("customary", word.text.lower()))


def _done_to(spot: Spot, custom: Word) -> Word | None:
    """The verb of breaking or keeping whose object a custom is."""
    for above in list(spot.parsed.above(custom))[:3]:
        if spot.lists.ranks.of("breaking", above.lemma) or spot.lists.ranks.of("keeping", above.lemma):
            return above
        if above.pos in ("VERB", "AUX"):
            return None
    return None


def _followed(spot: Spot, verb: Word) -> Draft | None:
    """ "broke with tradition by making Peru the first destination of his term": the deed by which a custom was broken or kept.

    A break that is told as somebody's first contact is the claim of that; any other is one of the custom.
    """
    breaking = bool(spot.lists.ranks.of("breaking", verb.lemma))
    reach = spot.parsed.reach(verb)
    if breaking:
        for draft in nouns(spot):
            if draft.relation is Relation.FIRST:
                start = min([verb.start, *(spot.parsed.reach(s).start for s in spot.parsed.of(verb, "nsubj"))])
                return replace(widened(draft, Span(max(start, 0), verb.end)), rule="claim.custom/1")
    event = _deed(spot, verb)
    if event is None:
        return None
    end = min(max(event.end, event.word.end), max(reach.end, event.end))
    region = region_of(spot, end)
    days = [t.within.end for t in spot.scene.times(spot.parsed) if region.start <= t.within.start < region.end]
    start = min(verb.start, event.word.start)
    span = Span(start, max([end, *days]))
    return Draft(rule="claim.custom/1", relation=Relation.TRADITION, event=event, span=span, words=_words(spot, event), denied=breaking)


def _deed(spot: Spot, verb: Word) -> Event | None:
    """The contact by which a custom was broken or kept: in the words behind the verb, else in the clause that it stands beside."""
    for word in sorted(spot.parsed.below(verb), key=lambda w: w.i):
        if word.i > verb.i and (event := _event_at(spot, word)) is not None:
            return event
    above = spot.parsed.verb_over(verb)
    return verb_event(spot, above) if above is not None else None


def _event_at(spot: Spot, word: Word) -> Event | None:
    """The contact of a noun or verb, whatever it stands in."""
    if kind_of(spot, word) is not None:
        return noun_event(spot, word)
    return verb_event(spot, word) if word.pos in ("VERB", "AUX") and word.dep not in ("aux", "auxpass") else None


def _kept(spot: Spot, custom: Word) -> Draft | None:
    """ "It is a tradition for a new king to visit Peru", "by tradition premiers go north first", "traditionally travel to Paris"."""
    if not _rules(spot, custom):
        return None
    events = [e for w in spot.parsed.words if w.i != custom.i and (e := _event_at(spot, w)) is not None]
    after = [e for e in events if e.word.i > custom.i]
    event = next(iter(sorted(after, key=lambda e: e.word.pos in ("VERB", "AUX"))), None) or (events[0] if events else None)
    if event is None:
        return None
    event = replace(event, whose=_newcomers(spot) or event.whose or _holders(spot))
    starts = [custom.start, event.word.start, *(spot.parsed.reach(s).start for s in spot.parsed.of(spot.parsed.head(custom), "nsubj"))]
    end = max(custom.end, event.end, event.word.end)
    start = min(starts)
    words = _words(spot, event)
    return Draft(rule="claim.custom/1", relation=Relation.TRADITION, event=event, span=Span(start, end), words=words)


def _rules(spot: Spot, custom: Word) -> bool:
    """Whether something is said to be the custom: "is a tradition to", "by custom", "the tradition of going", "traditionally"."""
    parsed = spot.parsed
    head = parsed.head(custom)
    if _is_customary(spot, custom):
        return True
    if custom.pos == "ADJ":
        return custom.dep in ("acomp", "oprd", "ccomp", "advcl") or (custom.dep == "amod" and kind_of(spot, head) is not None)
    by = custom.dep == "pobj" and head.text.lower() in ("by", "as", "per", "with", "to", "in", "under")
    after = spot.at(custom.i + 1)
    opened = after is not None and after.text.lower() in ("to", "for", "that", "of") and custom.tag == "NN"
    deed = opened and any(w.tag in ("VB", "VBG") for w in parsed.below(custom) if w.i > custom.i)
    return by or deed or (custom.dep in ("attr", "oprd") and head.lemma in ("be", "become", "remain"))


def _newcomers(spot: Spot) -> Whose | None:
    """Whoever newly comes to a post, of whom a custom speaks: "a new Finnish president"."""
    for word in spot.parsed.words:
        said = spot.said_at(word).lower().split()
        if NEWCOMERS & {*said, *spot.lowered(spot.parsed.of(word, "amod"))} and word.pos in ("NOUN", "PROPN"):
            whose = whose_at(spot, word, anybody=True)
            if whose is not None and whose.post:
                return whose
    return None


def _holders(spot: Spot) -> Whose | None:
    """Whoever holds a post that the sentence names: "the custom of Icelandic presidents"."""
    nouns = (w for w in spot.parsed.words if w.pos in ("NOUN", "PROPN"))
    return next((w for n in nouns if (w := whose_at(spot, n, anybody=True)) is not None and w.post_class), None)


def _words(spot: Spot, event: Event) -> Span:
    """The words of an event, with the adjectives before its noun."""
    start = event.word.start
    if event.word.pos not in ("VERB", "AUX"):
        own = [c for c in spot.parsed.of(event.word, "amod", "compound", "nmod") if c.i < event.word.i]
        start = min([start, *(min(w.start for w in spot.parsed.below(c)) for c in own)])
    return Span(start, max(event.end, event.word.end))


def _of_it(spot: Spot) -> Draft | None:
    """ "had restored it by making an official visit": a custom that the sentence before speaks of."""
    number = spot.parsed.sentence.number
    before = [p for p in spot.scene.parsed if number - 2 <= p.sentence.number < number]
    if not any(spot.lists.ranks.of("custom", w.lemma) for p in before for w in p.words):
        return None
    for word in spot.parsed.words:
        kept = spot.lists.ranks.of("keeping", word.lemma) or spot.lists.ranks.of("breaking", word.lemma)
        if word.pos == "VERB" and kept and spot.lowered(spot.parsed.of(word, "dobj", "pobj")) & {"it", "this", "that"}:
            return _followed(spot, word)
    return None
