"""For each field of a contact the value that stands, its supports and its rivals."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields
from datetime import date

from legation.model import Actor, Authority, Contact, Finding, Held, Origin, Party, Rival, Stop, Support, Topic
from legation.register.merge.likeness import same_actor
from legation.when import When, within

RANKS = list(Authority)
"""Authorities from the least to the greatest."""
UNKNOWN_DAY = date.min
"""An undated report displaces no dated one."""
Told = Sequence[Finding[Contact]]


def values_of(findings: Told, origins: Mapping[str, Origin]) -> dict[str, Held]:
    """The fields of a contact as several findings tell it, by the names of ``Contact``, and ``certainty`` and ``said_by``."""
    ranked = sorted(findings, key=lambda f: precedence(f, origins), reverse=True)
    held = {field.name: _held(field.name, ranked, origins) for field in fields(Contact) if field.name != "kind"}
    best = next(f for f in ranked if f.body.status is held["status"].value)
    held["certainty"] = Held(value=best.certainty, supports=(support_of(best, origins),))
    held["said_by"] = Held(value=best.said_by, supports=(support_of(best, origins),))
    return held


def precedence(finding: Finding[Contact], origins: Mapping[str, Origin]) -> tuple[int, date, str, str]:
    """What makes one finding's value stand before another's: authority, then the later day of publication, then a fixed order."""
    origin = origins.get(finding.report_id)
    published = origin.published if origin else None
    return RANKS.index(origin.authority if origin else Authority.PRESS), published or UNKNOWN_DAY, finding.report_id, finding.id


def support_of(finding: Finding[Contact], origins: Mapping[str, Origin]) -> Support:
    """A finding as one that holds a value."""
    origin = origins.get(finding.report_id)
    return Support(finding=finding.id, report=finding.report_id, published=origin.published if origin else None)


def _held(name: str, ranked: Told, origins: Mapping[str, Origin]) -> Held:
    """One field: united where its values add up, else the value that stands and its rivals."""
    telling = [f for f in ranked if getattr(f.body, name) not in (None, ())]
    if name in UNITED:
        joined = UNITED[name]([item for f in telling for item in getattr(f.body, name)])
        return Held(value=joined, supports=tuple(support_of(f, origins) for f in telling))
    if not telling:
        return Held(value=None, supports=())
    stands = _finest([getattr(f.body, name) for f in telling])
    agreeing = [f for f in telling if agrees(getattr(f.body, name), stands)]
    others: dict[Hashable, list[Finding[Contact]]] = {}
    for finding in telling:
        if finding not in agreeing:
            others.setdefault(_key(getattr(finding.body, name)), []).append(finding)
    rivals = tuple(
        Rival(value=getattr(held[0].body, name), supports=tuple(support_of(f, origins) for f in held)) for held in others.values()
    )
    return Held(value=stands, supports=tuple(support_of(f, origins) for f in agreeing), rivals=rivals)


def _finest(values: Sequence[object]) -> object:
    """The first value, or of days the one that lies within it and says more."""
    best = values[0]
    for value in values[1:]:
        if isinstance(best, When) and isinstance(value, When) and value.edtf != best.edtf and within(value, best):
            best = value
    return best


def agrees(value: object, stands: object) -> bool:
    """Whether a value is no rival of the one that stands: the same, or a span of days that holds it."""
    if isinstance(value, When) and isinstance(stands, When):
        return value.edtf == stands.edtf or bool(within(stands, value))
    return value == stands


def _key(value: object) -> Hashable:
    return value.edtf if isinstance(value, When) else str(value)


def _parties(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Each person or body once in each role, by the mention that says most; who hosts is no visitor."""
    found: dict[tuple[str, str], Party] = {}
    for party in parties:
        key = next((k for k, held in found.items() if k[0] == party.role and _is_one(held.actor, party.actor)), None)
        if key is None:
            found[party.role, identity(party.actor)] = party
        elif _fullness(party.actor) > _fullness(found[key].actor):
            found[key] = party
    return tuple(found.values())


def identity(actor: Actor) -> str:
    """What tells one actor from another: id, name, or the words for him."""
    return actor.wikidata or (actor.name or actor.surface).casefold()


def _is_one(left: Actor, right: Actor) -> bool:
    return identity(left) == identity(right) or same_actor(left, right) is not None


def _fullness(actor: Actor) -> tuple[bool, bool, int]:
    return actor.wikidata is not None, actor.name is not None, len((actor.name or "").split())


def _stops(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Each place once, with the days of the mention that knows them, in the order of the journey."""
    found: dict[str, Stop] = {}
    for stop in stops:
        key = str(stop.place.geonames or stop.place.name.casefold())
        if key not in found or (found[key].arrives is None and stop.arrives is not None):
            found[key] = stop
    return tuple(sorted(found.values(), key=lambda s: s.arrives.earliest if s.arrives and s.arrives.earliest else date.max))


def _topics(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Each matter once."""
    return tuple({topic.text.casefold(): topic for topic in reversed(topics)}.values())[::-1]


UNITED: dict[str, Callable[[Sequence[object]], tuple[object, ...]]] = {"parties": _parties, "stops": _stops, "topics": _topics}  # type: ignore[dict-item]
"""Fields whose values of several reports stand beside each other."""
