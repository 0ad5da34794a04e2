"""A claim in the making, and how it becomes a finding: only contacts of states and bodies are ranked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from legation.identity import stable_id
from legation.model import Anchor, Certainty, Claim, ContactKind, Finding, Pattern, Reckoning, Relation, Whose, Words, cite
from legation.span import Span
from legation.tell.governors import is_hedged
from legation.tell.ranked.event import Event
from legation.tell.ranked.scopes import Scope
from legation.tell.ranked.spot import Spot
from legation.when import first_of, last_of

SINCE = frozenset({Reckoning.CONTACT, Reckoning.EVENT, Reckoning.LENGTH})
"""What makes of a first contact the first since another."""
NO_ENVOYS = frozenset({"mayor", "spouse", "spokesperson", "candidate", "celebrity"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one rule has found of a claim; spans count in the sentence."""

    rule: str
    relation: Relation
    event: Event
    span: Span
    """The smallest clause that holds it."""
    words: Span
    """The words of the event."""
    scope: Scope | None = None
    nth: int | None = None
    instance: Whose | None = None
    met: Whose | None = None
    """The other side of the ranked contact, where the pattern leaves it open."""
    anchor: Anchor | None = None
    """The earlier contact where another than the scope's."""
    absent: bool = False
    excepted: Span | None = None
    denied: bool = False
    graded: bool = False


def first_or_since(scope: Scope | None) -> Relation:
    """First where nothing earlier is named or only a term of office; since where an anchor is."""
    return Relation.SINCE if scope is not None and scope.anchor.reckoning in SINCE else Relation.FIRST


def finished(spot: Spot, draft: Draft) -> Finding[Claim] | None:
    """The finding of a draft; None where no state's or body's contact is ranked."""
    event = draft.event
    if not _is_diplomatic(spot, draft) or _at_home(event):
        return None
    subject = _subject(spot, draft)
    anchor = draft.anchor or (draft.scope.anchor if draft.scope else None)
    claim = Claim(
        relation=draft.relation,
        span=spot.words(draft.span).span,
        subject=subject,
        event=spot.words(draft.words),
        pattern=_pattern(spot, draft),
        scope=draft.scope.words if draft.scope else None,
        anchor=anchor,
        nth=draft.nth,
        instance=draft.instance,
        goal=event.goal,
        met=draft.met,
        absent=draft.absent,
        excepted=spot.words(draft.excepted) if draft.excepted else None,
        denied=draft.denied,
    )
    report = spot.scene.report
    key = stable_id("k", report.sha256, draft.rule, claim.relation.value, [[claim.span.start, claim.span.end]], [event.word.i])
    hedged = is_hedged(spot.parsed, event.word, spot.lists.moods)
    certainty = Certainty.HEDGED if hedged else Certainty.PLAIN
    return Finding(id=key, report_id=report.id, body=claim, certainty=certainty, evidence=(cite(report, claim.span),), rule=draft.rule)


def _pattern(spot: Spot, draft: Draft) -> Pattern:
    """Which contacts the claim ranks, within the window that its scope gives."""
    event = draft.event
    name = spot.lists.gazetteer.country_name(event.destination) if event.destination else None
    gathering = event.kind is ContactKind.MEETING
    town = event.place if event.place is not None and (gathering or event.place.kind != "country") else None
    window = draft.scope.anchor if draft.scope and draft.scope.anchor.reckoning is Reckoning.WINDOW else None
    return Pattern(
        contact=event.kind,
        whose=event.whose,
        others=event.others,
        destination=event.destination,
        destination_name=name,
        place=town,
        abroad=event.abroad,
        level=event.level,
        format=event.format,
        graded=draft.graded,
        since=first_of(window.when) if window and window.when else None,
        until=last_of(window.when) if window and window.when else None,
    )


def _subject(spot: Spot, draft: Draft) -> Words:
    """Who stands in the claim's subject: whose contact is ranked, else the kind of people meant, else the event itself."""
    whose = draft.instance or draft.event.whose
    place = draft.event.place
    if whose is None:
        return Words(text=place.surface, span=place.span) if place is not None else spot.words(draft.words)
    if len(whose.actors) == 1:
        return spot.named(whose.actors[0])
    at = spot.text.find(whose.words)
    if at >= 0:
        return spot.words(Span(at, at + len(whose.words)))
    return spot.named(whose.actors[0]) if whose.actors else spot.words(draft.words)


def _is_diplomatic(spot: Spot, draft: Draft) -> bool:
    """Whether the ranked contact is one of states or bodies, and it is known whose or where it is."""
    event = draft.event
    sides = [s for s in (event.whose, *event.others, draft.instance) if s is not None]
    if any(held in NO_ENVOYS for s in sides for held in (s.post_class, *(a.post_class for a in s.actors))):
        return False
    if event.kind is ContactKind.MEETING and event.format == "summit" and event.place is not None and not sides:
        return True
    known = [s for s in sides if s.post_class or s.country or any(a.country or a.post_class or a.organisation for a in s.actors)]
    if event.kind is ContactKind.VISIT:
        people = [s for s in known if s.actors or s.post_class or s.post]
        return bool(people) and (event.destination is not None or event.place is not None or event.abroad)
    return len(known) > 1 or any(len(s.actors) > 1 for s in known) or (bool(known) and _paired(event, scoped=draft.scope is not None))


def _paired(event: Event, *, scoped: bool) -> bool:
    """Whether the words of one side speak of several: "Roe and the patriarch"; "the two leaders" where a scope ranks them."""
    words = event.whose.words.lower() if event.whose else ""
    if not scoped:
        return " and " in words
    return any(f" {w} " in f" {words} " for w in ("two", "three", "both", "their", "they", "and")) or words.endswith("s")


def _at_home(event: Event) -> bool:
    """Whether a visit would lead to the visitor's own country, or all who meet are of one."""
    whose = event.whose
    if event.kind is ContactKind.VISIT:
        to = event.destination or (event.goal.country if event.goal else None)
        return bool(to and whose and whose.country == to)
    sides = [s for s in (whose, *event.others) if s is not None]
    homes = [a.country for s in sides for a in s.actors] + [s.country for s in sides if not s.actors]
    return len(homes) > 1 and None not in homes and len(set(homes)) == 1 and not any(a.organisation for s in sides for a in s.actors)


def widened(draft: Draft, *spans: Span) -> Draft:
    """A draft whose clause takes in more words."""
    ends = (draft.span, *spans)
    return replace(draft, span=Span(min(s.start for s in ends), max(s.end for s in ends)))
