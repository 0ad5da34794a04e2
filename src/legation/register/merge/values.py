"""For each field of a contact the value that stands, its supports and its rivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from legation.model import Actor, Authority, Contact, Finding, Held, Origin, Party, Rival, Status, Stop, Support, Topic
from legation.record import steps_of
from legation.register.merge.likeness import AHEAD, OVER, same_actor
from legation.register.merge.spans import ABOUT_DAYS
from legation.when import Grain, When, one_of, within

RANKS = list(Authority)
"""Authorities from the least to the greatest."""
STAGES = [
    Status.PROPOSED,
    Status.INVITED,
    Status.PLANNED,
    Status.DENIED,
    Status.POSTPONED,
    Status.CANCELLED,
    Status.UNDER_WAY,
    Status.OCCURRED,
]
"""The course of a contact, as it is told on one day."""
FIELDS = tuple(field.name for field in fields(Contact) if field.name != "kind")
UNKNOWN_DAY = date.min
"""An undated report displaces no dated one."""
Told = Sequence[Finding[Contact]]
Stay = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Known:
    """What of all findings bears on each field."""

    origins: Mapping[str, Origin]
    supports: Mapping[int, Support]
    """By ``id()`` of the finding."""
    stays: Sequence[Stay]


def values_of(findings: Told, origins: Mapping[str, Origin], of_tours: Container[int] = ()) -> dict[str, Held]:
    """The fields of a contact as several findings tell it, by the names of ``Contact``, and ``certainty`` and ``said_by``.

    Takes    of_tours = ``id()`` of findings whose days are those of a tour of several countries.
    """
    ranked = sorted(findings, key=lambda f: precedence(f, origins), reverse=True)
    stays = _stays(f for f in ranked if id(f) not in of_tours)
    known = _Known(origins, {id(f): _support_of(f, origins) for f in ranked}, stays)
    held = {name: _held(name, ranked, known) for name in FIELDS}
    best = next(f for f in _by_course(ranked, origins) if f.body.status is held["status"].value)
    held["certainty"] = Held(value=best.certainty, supports=(known.supports[id(best)],))
    held["said_by"] = Held(value=best.said_by, supports=(known.supports[id(best)],))
    return held


def precedence(finding: Finding[Contact], origins: Mapping[str, Origin]) -> tuple[int, date, str, str]:
    """What makes one finding's value stand before another's: authority, then the later day of publication, then a fixed order."""
    origin = origins.get(finding.report_id)
    published = origin.published if origin else None
    return RANKS.index(origin.authority if origin else Authority.PRESS), published or UNKNOWN_DAY, finding.report_id, finding.id


def _support_of(finding: Finding[Contact], origins: Mapping[str, Origin]) -> Support:
    """A finding as one that holds a value."""
    origin = origins.get(finding.report_id)
    return Support(finding=finding.id, report=finding.report_id, published=origin.published if origin else None)


def _held(name: str, ranked: Told, known: _Known) -> Held:
    """One field: united where its values add up, else the value that stands and its rivals."""
    counting = {"status": steps_of, "starts": _beginnings}.get(name, list)(ranked)
    telling = [f for f in counting if getattr(f.body, name) not in (None, ())]
    if name in UNITED:
        joined = UNITED[name]([item for f in telling for item in getattr(f.body, name)])
        return Held(value=joined, supports=tuple([known.supports[id(f)] for f in telling]))
    if not telling:
        return Held(value=None, supports=())
    stands = _standing(name, telling, known)
    supports: list[Support] = []
    others: dict[Hashable, list[Finding[Contact]]] = {}
    for finding in telling:
        value = getattr(finding.body, name)
        if agrees(value, stands):
            supports.append(known.supports[id(finding)])
        elif not leads_to(value, stands):
            others.setdefault(_key(value), []).append(finding)
    rivals = tuple(Rival(value=getattr(r[0].body, name), supports=tuple([known.supports[id(f)] for f in r])) for r in others.values())
    return Held(value=stands, supports=tuple(supports), rivals=rivals)


def _beginnings(findings: Told) -> list[Finding[Contact]]:
    """The findings without those that begin later than another of their report: of several days of one stay the first counts."""
    first: dict[str, date] = {}
    for finding in findings:
        if (begun := _first_day(finding)) is not None:
            first[finding.report_id] = min(begun, first.get(finding.report_id, begun))
    return [f for f in findings if (begun := _first_day(f)) is None or begun == first[f.report_id]]


def _first_day(finding: Finding[Contact]) -> date | None:
    """The first day where it is told to the day."""
    starts = finding.body.starts
    return starts.earliest if starts is not None and starts.grain is Grain.DAY and not starts.approximate else None


def _standing(name: str, telling: Told, known: _Known) -> object:
    """The value of a field that stands."""
    if name == "status":
        return _by_course(telling, known.origins)[0].body.status
    if name == "salience":
        return min((f.body.salience for f in telling), key=lambda salience: salience != "main")
    values = [getattr(f.body, name) for f in telling]
    if not isinstance(values[0], When):
        return values[0]
    agreed = {when.edtf: _agreed(when, values, telling) for when in {when.edtf: when for when in values}.values()}
    weights: list[tuple[int, ...]] = []
    for number, (finding, when) in enumerate(zip(telling, values, strict=True)):
        weights.append((-precedence(finding, known.origins)[0], *agreed[when.edtf], number))
    if name == "starts":
        weights = [(w[0], _within_stay(when, known.stays), *w[1:]) for w, when in zip(weights, values, strict=True)]
    return _finest([values[weight[-1]] for weight in sorted(weights)])


def tours(findings: Iterable[Finding[Contact]]) -> frozenset[int]:
    """``id()`` of the findings whose report gives the same days for another country too: they are those of the tour, not of each stop."""
    told: dict[tuple[str, str, str], list[Finding[Contact]]] = defaultdict(list)
    for finding in findings:
        starts, ends = finding.body.starts, finding.body.ends
        if starts and ends:
            told[finding.report_id, starts.edtf, ends.edtf].append(finding)
    return frozenset(id(f) for group in told.values() if len({f.body.destination for f in group}) > 1 for f in group)


def _stays(telling: Iterable[Finding[Contact]]) -> tuple[Stay, ...]:
    """First and last days that reports tell together."""
    known = ((f.body.starts, f.body.ends) for f in telling)
    return tuple((a.earliest, b.latest) for a, b in known if a and b and a.grain is Grain.DAY and a.earliest and b.latest)


def _within_stay(when: When, stays: Iterable[Stay]) -> bool:
    """Whether a first day lies after that of a stay which holds it: the day of one stop, as it may be."""
    return any(first < when.earliest <= last for first, last in stays) if when.earliest else False


def _by_course(telling: Told, origins: Mapping[str, Origin]) -> list[Finding[Contact]]:
    """Findings by what their status weighs: a plan does not undo what has come about, and of one day the later stage counts."""
    begun = any(f.body.status in OVER for f in telling)

    def weight(finding: Finding[Contact]) -> tuple[int, bool, date, int, tuple[str, str]]:
        authority, published, *ids = precedence(finding, origins)
        status = finding.body.status
        return authority, not (begun and status in AHEAD), published, STAGES.index(status), (str(ids[0]), str(ids[1]))

    return sorted(telling, key=weight, reverse=True)


def _agreed(value: When, values: Sequence[When], telling: Told) -> tuple[int, int]:
    """Sorts days of one authority: by how many reports of what has come about tell them, and if some do by how many do at all."""
    agreeing = [f for f, told in zip(telling, values, strict=True) if agrees(told, value)]
    witnesses = {f.report_id for f in agreeing if f.body.status in OVER}
    return -len(witnesses), -len({f.report_id for f in agreeing}) if witnesses else 0


def _finest(values: Sequence[When]) -> When:
    """The first moment, or the one that lies within it and says more."""
    best = values[0]
    for value in values[1:]:
        if value.edtf != best.edtf and agrees(best, value) and not agrees(value, best):
            best = value
    return best


def agrees(value: object, stands: object) -> bool:
    """Whether a value is no rival of the one that stands: the same, or a span of days that holds it."""
    if isinstance(value, When) and isinstance(stands, When):
        return value.edtf == stands.edtf or bool(within(stands, _reach(value)))
    return value == stands


def leads_to(value: object, stands: object) -> bool:
    """Whether one status comes before the other in the course of a contact, and so contradicts it no more than its past does."""
    return value in AHEAD or (value is Status.UNDER_WAY and stands is Status.OCCURRED)


def _reach(when: When) -> When:
    """The days that may be meant: of one marked ``~`` those before it too, for it is the day of a deed on the journey."""
    if not when.approximate or when.grain is not Grain.DAY or when.earliest is None:
        return when
    return one_of(when.earliest - timedelta(days=ABOUT_DAYS), when.latest)


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


def _fullness(actor: Actor) -> tuple[bool, bool, int, int]:
    return actor.wikidata is not None, actor.name is not None, len((actor.name or "").split()), len(actor.surface.split())


def _stops(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Each place once, with the days of the mention that knows them, in the order of the journey."""
    found: dict[str, Stop] = {}
    for stop in stops:
        key = str(stop.place.geonames or stop.place.name.casefold())
        if key not in found or _sharpness(stop) > _sharpness(found[key]):
            found[key] = stop
    return tuple(sorted(found.values(), key=lambda s: s.arrives.earliest if s.arrives and s.arrives.earliest else date.max))


def _sharpness(stop: Stop) -> tuple[bool, bool]:
    """How well the day of a stop is known."""
    return stop.arrives is not None, stop.arrives is not None and stop.arrives.grain is Grain.DAY


def _topics(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Each matter once."""
    return tuple({topic.text.casefold(): topic for topic in reversed(topics)}.values())[::-1]


UNITED: dict[str, Callable[[Sequence[object]], tuple[object, ...]]] = {"parties": _parties, "stops": _stops, "topics": _topics}  # type: ignore[dict-item]
"""Fields whose values of several reports stand beside each other."""
