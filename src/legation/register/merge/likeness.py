"""Whether two findings tell one contact: yes, no or unsure, each with its reasons in words a person can check."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from legation.model import Actor, Contact, ContactKind, Finding, Status
from legation.register.merge.spans import Sharpness, Window, days_apart, during, on_day_of_year, recalled
from legation.when import Grain

NEXT_DAY = 1
"""Days apart that time zones and the day of departure explain."""
CONTRADICTING_DAYS = 3
"""Days apart up to which reports contradict each other on one visit."""
WEEK_DAYS = 7
DOUBTFUL_DAYS = 10
"""Days apart up to which a person is asked."""
ONE_SIDE = {ContactKind.VISIT: ("visitor",), ContactKind.INVITATION: ("invitee",)}
"""Roles of those who must be the same; of other kinds any two of the parties."""
RECORDED = "historian:"
"""How the reports of a record are called that lists each stay of a traveller, so that what it tells apart is two."""
OVER = frozenset((Status.OCCURRED, Status.UNDER_WAY))
OFF = frozenset((Status.CANCELLED, Status.POSTPONED, Status.DENIED))
AHEAD = frozenset((Status.PLANNED, Status.PROPOSED, Status.INVITED))
SMALL_WORDS = frozenset("a an and at by for from in of on the their to with".split())


class Answer(StrEnum):
    """What is said of two findings."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The answer with its reasons, the deciding one last."""

    answer: Answer
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A finding, when its contact can have begun, and when its report appeared."""

    finding: Finding[Contact]
    window: Window
    published: date | None


def likeness(left: Sighting, right: Sighting) -> Likeness:
    """Whether two findings tell one contact."""
    a, b = left.finding.body, right.finding.body
    if a.kind is not b.kind or _elsewhere(a, b):
        return Likeness(answer=Answer.DIFFERENT, reasons=("another kind of contact or country",))
    who = _same_people(a, b)
    if who is None:
        return Likeness(answer=Answer.DIFFERENT, reasons=("other people",))
    if left.finding.report_id == right.finding.report_id and not _days_of_one_stay(left, right):
        return Likeness(answer=Answer.DIFFERENT, reasons=(who, "one report tells them apart"))
    if left.finding.report_id.startswith(RECORDED) and right.finding.report_id.startswith(RECORDED):
        return _of_one_record(who, left.window, right.window)
    off = _called_off(left, right)
    answer, why = (Answer.DIFFERENT, off) if off else _same_days(left, right)
    return Likeness(answer=answer, reasons=(who, why))


def _of_one_record(who: str, one: Window, other: Window) -> Likeness:
    """Whether two records of one official list tell one visit: they give its first day alike; a man who left and came back has two."""
    if one.first is not None and one.first == other.first:
        return Likeness(answer=Answer.SAME, reasons=(who, f"both begin on {one.first}"))
    return Likeness(answer=Answer.DIFFERENT, reasons=(who, "the official record tells them apart"))


def _days_of_one_stay(left: Sighting, right: Sighting) -> bool:
    """Whether two visits that one report tells are days of one: the later begins while the earlier lasts, or on the next day."""
    one, other = left.window, right.window
    if left.finding.body.kind is not ContactKind.VISIT or max(one.sharpness, other.sharpness) is not Sharpness.DAY:
        return False
    came = not OFF & {left.finding.body.status, right.finding.body.status}
    return came and (days_apart(one, other) <= NEXT_DAY or during(one, other) or during(other, one))


def _elsewhere(a: Contact, b: Contact) -> bool:
    """Whether two contacts lie in two countries; a meeting may be placed in either of its sides' countries."""
    return a.kind is not ContactKind.MEETING and None not in (a.destination, b.destination) and a.destination != b.destination


def _same_people(a: Contact, b: Contact) -> str | None:
    """How those who matter are known to be the same; None where they are not."""
    pairs = [(x, y, how) for x in _who_matter(a) for y in _who_matter(b) if (how := same_actor(x, y))]
    needed = 1 if a.kind in ONE_SIDE else 2
    if len({id(x) for x, _, _ in pairs}) < needed or len({id(y) for _, y, _ in pairs}) < needed:
        return None
    return "; ".join(dict.fromkeys(how for _, _, how in pairs[:needed]))


def _who_matter(contact: Contact) -> list[Actor]:
    roles = ONE_SIDE.get(contact.kind)
    return [p.actor for p in contact.parties if roles is None or p.role in roles]


def keys_of(contact: Contact) -> Iterator[str]:
    """What two contacts must share one of, if those who matter in them are the same."""
    for keys in keys_of_each(contact):
        yield from keys


def keys_of_each(contact: Contact) -> Iterator[list[str]]:
    """Of each who matters what another must share one of, to be the same."""
    for actor in _who_matter(contact):
        post = _post(actor)
        named = [actor.wikidata] if actor.wikidata else []
        yield [*named, *sorted(_tokens(actor.name or "")), *([f"{actor.country} {post}"] if actor.country and post else [])]


def same_actor(left: Actor, right: Actor) -> str | None:
    """How two actors are known to be one; None where they are not or may not be."""
    if left.wikidata and right.wikidata:
        return f"both are {left.name} ({left.wikidata})" if left.wikidata == right.wikidata else None
    if left.country and right.country and left.country != right.country:
        return None
    if left.name and right.name:
        one, other = _tokens(left.name), _tokens(right.name)
        return f"both are called {max(left.name, right.name, key=len)}" if one and other and (one <= other or other <= one) else None
    same_post = left.country is not None and left.country == right.country and _post(left) is not None and _post(left) == _post(right)
    return f"both hold the post {_post(left)} of {left.country}" if same_post else None


def _post(actor: Actor) -> str | None:
    return actor.post_class or (actor.post.casefold() if actor.post else None)


@lru_cache(maxsize=100_000)
def _tokens(name: str) -> frozenset[str]:
    """The words of a name without accents, points and case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", plain.casefold()))


def _called_off(left: Sighting, right: Sighting) -> str | None:
    """Why a contact that did not come about is not the other one; None where it may be, or neither was called off."""
    for off, other in ((left, right), (right, left)):
        status, others = off.finding.body.status, other.finding.body.status
        if status not in OFF or others in OFF:
            continue
        if max(off.window.sharpness, other.window.sharpness) is Sharpness.DAY:
            apart = days_apart(off.window, other.window)
            if status is Status.POSTPONED and apart > NEXT_DAY:
                return f"the one of {off.window.first} was put off, and the other is of {other.window.first}"
        elif others in OVER and not _denied_on_its_day(off, other):
            return f"the one was {status.value}, and the other came about"
        elif others in AHEAD and _told_after(other, off):
            return f"the one was {status.value} on {off.published}, and the other was still ahead on {other.published}"
    return None


def _denied_on_its_day(off: Sighting, other: Sighting) -> bool:
    """Whether a denial without a day appeared when the contact came about, or may have: the two contradict each other on one."""
    first, last = other.window.first, other.window.leaves or other.window.last
    if off.finding.body.status is not Status.DENIED or off.published is None or first is None or last is None:
        return False
    told = other.window.sharpness in (Sharpness.DAY, Sharpness.SPAN)
    return told and first.toordinal() - NEXT_DAY <= off.published.toordinal() <= last.toordinal() + NEXT_DAY


def _told_after(plan: Sighting, off: Sighting) -> bool:
    """Whether a plan appeared after the word that it was off; a mere proposal of that day, too, is of another occasion."""
    if plan.published is None or off.published is None:
        return False
    return plan.published >= off.published if plan.finding.body.status is not Status.PLANNED else plan.published > off.published


def _same_days(left: Sighting, right: Sighting) -> tuple[Answer, str]:
    """What the days say."""
    one, other = left.window, right.window
    apart = days_apart(one, other)
    if max(one.sharpness, other.sharpness) is Sharpness.DAY:
        return _both_days(left.finding.body.kind, one, other, apart)
    told = max(one.sharpness, other.sharpness) is Sharpness.SPAN
    if apart > (CONTRADICTING_DAYS if told else NEXT_DAY):
        return Answer.DIFFERENT, f"their days lie at least {apart} days apart"
    if apart > (CONTRADICTING_DAYS if _counted_back(left) or _counted_back(right) else NEXT_DAY if told else 0):
        return Answer.UNSURE, f"their days lie {apart} day{'s' * (apart > 1)} apart"
    if one.of_year or other.of_year:
        return _days_of_year(one, other)
    if Sharpness.OPEN in (one.sharpness, other.sharpness):
        if recalled(one, other) or recalled(other, one):
            return Answer.SAME, "the day of one is not told, and its report appeared within days of the other"
        shared = _particulars(left.finding.body, right.finding.body)
        if len(shared) > 1 and shared[0].startswith("both are about"):
            return Answer.SAME, f"the day of one is not known, but {' and '.join(shared)}"
        return Answer.UNSURE, "the day of one is not known"
    statuses = {left.finding.body.status, right.finding.body.status}
    if {one.sharpness, other.sharpness} == {Sharpness.SPAN, Sharpness.GUESSED} and Status.DENIED in statuses and OVER & statuses:
        return Answer.UNSURE, "the one was denied without a day, and it is not told on which day the other came about"
    if Sharpness.GUESSED in (one.sharpness, other.sharpness):
        return Answer.SAME, "the day of one is not told, and its report appeared at a time that fits"
    return Answer.SAME, "their days overlap" if not apart else "their days lie next to each other"


def _counted_back(one: Sighting) -> bool:
    """ "Two weeks ago": a week that lies more than one back is counted by eye."""
    starts, last = one.finding.body.starts, one.window.last
    if starts is None or starts.grain is not Grain.WEEK or last is None or one.published is None:
        return False
    return (one.published - last).days > WEEK_DAYS


def _both_days(kind: ContactKind, one: Window, other: Window, apart: int) -> tuple[Answer, str]:
    """What two known first days say."""
    if not apart:
        return Answer.SAME, f"both begin on {one.first}"
    days = " and ".join(str(day) for day in sorted(day for day in (one.first, other.first) if day))
    if apart <= NEXT_DAY:
        return Answer.SAME, f"they begin on {days}, which the hour explains"
    if kind is not ContactKind.VISIT:
        return Answer.DIFFERENT, f"they are of {days}"
    if during(one, other) or during(other, one):
        return Answer.SAME, f"they begin on {days}, the later while the earlier lasts"
    if apart <= CONTRADICTING_DAYS:
        return Answer.SAME, f"they begin on {days}, and reports of one visit may differ by {CONTRADICTING_DAYS} days"
    return Answer.UNSURE if apart <= DOUBTFUL_DAYS else Answer.DIFFERENT, f"they begin on {days}, {apart} days apart"


def _days_of_year(one: Window, other: Window) -> tuple[Answer, str]:
    """What a month or day without its year says."""
    if one.of_year and other.of_year:
        agrees: bool | None = one.of_year[0] == other.of_year[0] and (
            None in (one.of_year[1], other.of_year[1]) or one.of_year == other.of_year
        )
    else:
        agrees = on_day_of_year(one.of_year, other) if one.of_year else on_day_of_year(other.of_year or (0, 0), one)
    if agrees is None:
        return Answer.UNSURE, "the year of one is not told"
    return (
        (Answer.SAME, "the year of one is not told, its day of the year fits")
        if agrees
        else (Answer.DIFFERENT, "of other days of the year")
    )


def _particulars(a: Contact, b: Contact) -> list[str]:
    """What two contacts have in common besides people and country, the matter first."""
    found: list[str] = []
    matter = _matter(a) & _matter(b)
    if matter:
        found.append(f"both are about {', '.join(sorted(matter))}")
    if towns := _towns(a) & _towns(b):
        found.append(f"both name {', '.join(sorted(towns))}")
    hosts = [(p.actor, q.actor) for p in a.parties for q in b.parties if p.role == q.role == "host"]
    if how := next((how for x, y in hosts if (how := same_actor(x, y))), None):
        found.append(f"as hosts {how}")
    return found


def _matter(contact: Contact) -> frozenset[str]:
    """The words of purpose and topics that carry meaning."""
    return _tokens(" ".join((contact.purpose or "", *(topic.text for topic in contact.topics)))) - SMALL_WORDS


def _towns(contact: Contact) -> set[str]:
    return {stop.place.name for stop in contact.stops if stop.place.kind != "country"}
