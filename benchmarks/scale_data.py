"""Made-up press of thirty years: reports, each read to a few findings of contacts between real office-holders on made-up days.

Sentences are made from one pattern; what matters is that people, countries, days and doubts are as many as in a real register.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from legation.model import Actor, Basis, Certainty, Contact, ContactKind, Finding, Party, Place, Reading, Report, Status, Stop, Topic, cite
from legation.span import Span
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Occupancy, Offices
from legation.when import When, day, parse_edtf

FIRST, LAST = date(1994, 1, 1), date(2023, 12, 31)
POSTS = ("head_of_state", "head_of_government", "foreign_minister")
OUTLETS = tuple(f"Outlet {number}" for number in range(40))
TOPICS = "trade energy security fisheries migration climate grain debt railways visas extradition vaccines".split()
WAYS = {ContactKind.VISIT: 0.6, ContactKind.MEETING: 0.3, ContactKind.CALL: 0.06, ContactKind.INVITATION: 0.04}
VERBS = {ContactKind.VISIT: "visited", ContactKind.MEETING: "met", ContactKind.CALL: "called", ContactKind.INVITATION: "invited"}
ROLES = {
    ContactKind.VISIT: ("visitor", "host"),
    ContactKind.MEETING: ("participant", "participant"),
    ContactKind.CALL: ("participant", "participant"),
    ContactKind.INVITATION: ("inviter", "invitee"),
}
TELLING = 5
"""Findings that tell of one contact, on the average."""


@dataclass(frozen=True, slots=True)
class Event:
    """A contact that reports will tell of."""

    kind: ContactKind
    left: Occupancy
    right: Occupancy
    starts: date
    days: int
    town: str
    topic: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's word on a contact: when it appeared and what it knows."""

    event: Event
    published: date
    status: Status
    grain: str


class World:
    """Who held which post, which towns there are, and chance with a fixed seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.gazetteer = Gazetteer.open()
        rows = [row for row in Offices.open().rows if row.post in POSTS and len(row.country) == 3 and row.start]
        self.holders = [row for row in rows if row.start < LAST.isoformat() and (row.end or "9999") > FIRST.isoformat()]
        self.by_country: dict[str, list[Occupancy]] = {}
        for row in self.holders:
            self.by_country.setdefault(row.country, []).append(row)

    def event(self) -> Event | None:
        """A contact of two office-holders on a day on which both held their posts."""
        on = FIRST + timedelta(days=self.chance.randrange((LAST - FIRST).days))
        left = self._holder(self._country(), on)
        right = self._holder(self._country(), on)
        if left is None or right is None or left.country == right.country:
            return None
        kind = self.chance.choices(list(WAYS), list(WAYS.values()))[0]
        return Event(
            kind,
            left,
            right,
            on,
            self.chance.choice((1, 1, 2, 2, 3, 4)),
            f"{right.country}ville {min(int(self.chance.expovariate(0.7)), 9)}",
            self.chance.choice(TOPICS),
        )

    def _country(self) -> str:
        """Some countries are in the news more than others."""
        countries = sorted(self.by_country)
        return countries[min(int(self.chance.expovariate(1 / 45)), len(countries) - 1)]

    def _holder(self, country: str, on: date) -> Occupancy | None:
        held = [row for row in self.by_country[country] if row.start <= on.isoformat() <= (row.end or "9999")]
        return self.chance.choice(held) if held else None

    def tellings(self, event: Event) -> Iterator[Telling]:
        """What reports say of it, before, on and after the day."""
        for _ in range(min(1 + int(self.chance.expovariate(1 / (TELLING - 0.5))), 40)):
            delay = round(self.chance.gauss(0, 12))
            published = event.starts + timedelta(days=delay)
            status = Status.PLANNED if delay < 0 else Status.UNDER_WAY if delay < event.days else Status.OCCURRED
            grain = self.chance.choices(("day", "month", "none"), (0.75, 0.12, 0.13))[0]
            yield Telling(event, published, status, grain)


def readings(findings: int, seed: int = 1, after: int = 0) -> Iterator[Reading]:
    """Readings with about so many findings in all; reports of one day take up several contacts.

    Takes    after = number of the last report that is held already: a report under the number of another is another version of it.
    """
    world, made, number = World(seed), 0, after
    waiting: list[Telling] = []
    while made < findings:
        while len(waiting) < 4000:
            event = world.event()
            waiting.extend(world.tellings(event) if event else ())
        waiting.sort(key=lambda telling: telling.published)
        for _ in range(500):
            start = world.chance.randrange(len(waiting) - 6)
            near = waiting[start : start + world.chance.choice((1, 2, 3, 4, 5, 6))]
            taken = _of_other_contacts(near)
            waiting[start : start + len(near)] = [one for one in near if not any(one is other for other in taken)]
            number += 1
            made += len(taken)
            yield reading(taken, number, world)


def _of_other_contacts(told: list[Telling]) -> list[Telling]:
    """Of tellings those of one contact once: a report tells a contact in one finding."""
    return list({id(one.event): one for one in told}.values())


def reading(told: list[Telling], number: int, world: World) -> Reading:
    """A report that tells of some contacts, as it would be read."""
    lines = [_line(one) for one in told]
    text = f"Report {number}. " + " ".join(lines)
    name = sha256(text.encode()).hexdigest()
    report = Report(
        id=name[:16],
        text=text,
        sha256=name,
        url=f"https://outlet{number % 40}.example/{number}",
        title=f"Report {number}",
        outlet=OUTLETS[number % 40],
        published=min(one.published for one in told),
        language="en",
    )
    found, start = [], len(f"Report {number}. ")
    for place, (one, line) in enumerate(zip(told, lines, strict=True)):
        found.append(_finding(report, one, Span(start, start + len(line)), place, world))
        start += len(line) + 1
    return Reading(report=report, contacts=tuple(found), problems=(), rules="made-up/1")


def _line(one: Telling) -> str:
    event = one.event
    return f"{event.left.person} {VERBS[event.kind]} {event.right.person} in {event.town} about {event.topic}."


def _finding(report: Report, one: Telling, span: Span, place: int, world: World) -> Finding[Contact]:
    event, text = one.event, report.text
    at = {
        name: text.index(words, span.start)
        for name, words in (("left", event.left.person), ("right", event.right.person), ("topic", event.topic))
    }
    starts = _when(one)
    stop = Place(
        surface=event.town,
        span=Span(text.index(event.town, span.start), text.index(event.town, span.start) + len(event.town)),
        name=event.town,
        country=event.right.country,
        geonames=1_000_000 + sum(map(ord, event.right.country + event.town)),
        lat=1.0,
        lon=2.0,
        kind="city",
    )
    left, right = ROLES[event.kind]
    contact = Contact(
        kind=event.kind,
        status=one.status,
        parties=(Party(role=left, actor=_actor(event.left, at["left"])), Party(role=right, actor=_actor(event.right, at["right"]))),
        stops=(Stop(place=stop, arrives=starts),) if event.kind in (ContactKind.VISIT, ContactKind.MEETING) else (),
        destination=event.right.country if event.kind in (ContactKind.VISIT, ContactKind.INVITATION) else None,
        starts=starts,
        ends=day(event.starts + timedelta(days=event.days - 1)) if starts and one.grain == "day" else None,
        topics=(Topic(text=event.topic, span=Span(at["topic"], at["topic"] + len(event.topic))),),
        salience="main" if place == 0 else "background",
    )
    return Finding(
        id=f"f-{report.id[:10]}{place:02d}",
        report_id=report.id,
        body=contact,
        certainty=Certainty.PLAIN,
        evidence=(cite(report, span),),
        rule="made-up/1",
    )


def _when(one: Telling) -> When | None:
    starts = one.event.starts
    if one.grain == "none":
        return None
    return day(starts) if one.grain == "day" else parse_edtf(f"{starts:%Y-%m}")


def _actor(row: Occupancy, start: int) -> Actor:
    return Actor(
        referent=start,
        surface=row.person,
        span=Span(start, start + len(row.person)),
        name=row.person,
        post=row.title,
        post_class=row.post,
        country=row.country,
        organisation=None,
        wikidata=row.wikidata,
        elect=False,
        basis=Basis.TEXT,
        post_stated=True,
        candidates=(),
        verified=True,
    )
