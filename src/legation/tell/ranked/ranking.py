"""From a rank and its event to the draft of a claim: its scope, its words, what it excepts, whether it is denied."""

from __future__ import annotations

from dataclasses import replace

from legation.model import Anchor, Reckoning, Relation
from legation.parse import Word
from legation.span import Span
from legation.tell.ranked.draft import Draft, first_or_since
from legation.tell.ranked.event import Event
from legation.tell.ranked.ranks import Rank
from legation.tell.ranked.scopes import Scope, excepted_in, leading, region_of, scope_in
from legation.tell.ranked.spot import Spot
from legation.tell.tense import negated


def ranked(
    spot: Spot, rule: str, rank: Rank, event: Event, *, words_start: int, words_end: int | None = None, also: Word | None = None
) -> Draft:
    """A claim of a ranked event, with the scope of its clause."""
    region = region_of(spot, rank.word.end)
    excepted = excepted_in(spot, region) if rank.relation is Relation.ONLY else None
    scope = scope_in(spot, Span(region.start, excepted.start) if excepted else region) or _leading_scope(spot, rank)
    if scope is not None and event.carried is not None and scope.words.text.startswith("of "):
        event = replace(event, abroad=True, goal=event.carried, destination=None)  # of all the journeys of a term
    relation = rank.relation
    if relation is Relation.FIRST:
        relation = first_or_since(scope)
    end = max(words_end or event.end, words_start + 1)
    if scope is not None and words_start < scope.within.start < end:
        end = scope.within.start
    starts = [rank.start, words_start, *([also.start] if also else [])]
    ends = [end, rank.noun.end, *([scope.within.end] if scope else []), *([excepted.end] if excepted else [])]
    if scope is not None:
        starts.append(scope.within.start)
    return Draft(
        rule=rule,
        relation=relation,
        event=event,
        span=Span(min(starts), max(ends)),
        words=Span(words_start, end),
        scope=_windowed(scope, relation, rank.nth),
        excepted=excepted,
        nth=rank.nth,
        anchor=_last_instance(spot, rank) if relation is Relation.LAST else None,
        denied=_is_denied(spot, rank),
        graded=rank.relation is Relation.SINCE,
    )


def _windowed(scope: Scope | None, relation: Relation, nth: int | None) -> Scope | None:
    """ "the second in a month", "the sixth in as many weeks": a length that one of a number is counted in."""
    if scope is not None and nth is not None and "as many" in scope.words.text:
        return replace(scope, anchor=replace(scope.anchor, back=nth, unit=scope.words.text.split()[-1].rstrip("s")))
    if scope is None or relation is not Relation.NTH or scope.anchor.reckoning is not Reckoning.LENGTH:
        return scope
    return replace(scope, anchor=replace(scope.anchor, reckoning=Reckoning.WINDOW))


def _leading_scope(spot: Spot, rank: Rank) -> Scope | None:
    """The scope before the first comma of a sentence."""
    region = leading(spot)
    return scope_in(spot, region) if region is not None and region.end <= rank.word.start else None


def _last_instance(spot: Spot, rank: Rank) -> Anchor | None:
    """The earlier contact that "the last" names, by its day and its maker."""
    region = region_of(spot, rank.noun.end)
    days = [t for t in spot.scene.times(spot.parsed) if t.when is not None and region.start <= t.within.start < region.end]
    words = spot.words(days[0].within) if days else spot.words(Span(rank.start, rank.noun.end))
    return Anchor(words=words, reckoning=Reckoning.CONTACT, when=days[0].when if days else None)


def _is_denied(spot: Spot, rank: Rank) -> bool:
    """ "is not his first visit", "hardly the first"."""
    first = next((w for w in spot.parsed.words if w.start >= rank.start), rank.word)
    before = [w.text.lower() for w in spot.parsed.words[max(first.i - 3, 0) : first.i]]
    if before and (before[-1] in ("not", "hardly", "n't", "n’t", "never") or before[-2:] == ["far", "from"]):
        return True
    head = spot.parsed.head(rank.noun)
    return rank.noun.dep == "attr" and head.lemma == "be" and head.i < rank.noun.i and negated(spot.parsed, head)
