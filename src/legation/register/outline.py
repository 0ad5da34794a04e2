"""The outline of a contact: so much of a finding as is needed to say which others tell the same, in few bytes and quick to read.

An outline is read as a finding whose people, places and moments are shared between all outlines that name them; it has no evidence.
"""

from __future__ import annotations

import json
from functools import lru_cache

from legation.model import Actor, Basis, Certainty, Contact, ContactKind, Finding, Party, Place, Status, Stop, Topic
from legation.span import Span
from legation.when import When, parse_edtf

OFFICE = 8
"""Where in a party stands whether he is elect or a former holder; left out where he is neither."""
NOWHERE = Span(0, 0)
WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
SHARED = 200_000
"""People, places and moments kept to be shared."""


def outline_of(finding: Finding[Contact]) -> str:
    """The outline of a finding as the register keeps it."""
    contact = finding.body
    told = [
        contact.kind.value,
        contact.status.value,
        [[party.role, *_names(party.actor)] for party in contact.parties],
        contact.destination,
        contact.starts.edtf if contact.starts else None,
        contact.ends.edtf if contact.ends else None,
        [_place(stop) for stop in contact.stops],
        contact.purpose,
        [topic.text for topic in contact.topics],
        contact.salience,
        finding.certainty.value,
    ]
    return WRITER.encode(told)


def from_outline(outline: str, name: str, report: str) -> Finding[Contact]:
    """The finding of an outline.

    Takes    name and report = ids of the finding and of its report.
    """
    kind, status, parties, destination, starts, ends, stops, purpose, topics, salience, certainty = json.loads(outline)
    body = Contact(
        kind=ContactKind(kind),
        status=Status(status),
        parties=tuple(_party(*party[:OFFICE], **dict(zip(("elect", "former"), party[OFFICE:], strict=False))) for party in parties),
        stops=tuple(_stop(*stop) for stop in stops),
        destination=destination,
        starts=_when(starts),
        ends=_when(ends),
        purpose=purpose,
        topics=tuple(map(_topic, topics)),
        salience=salience,
    )
    return Finding(id=name, report_id=report, body=body, certainty=Certainty(certainty), evidence=(), rule="")


def _names(actor: Actor) -> tuple[str | bool | None, ...]:
    known = actor.surface, actor.name, actor.post, actor.post_class, actor.country, actor.organisation, actor.wikidata
    return (*known, actor.elect, actor.former) if actor.elect or actor.former else known


def _place(stop: Stop) -> list[object]:
    arrives = stop.arrives.edtf if stop.arrives else None
    return [stop.place.kind, stop.place.name, stop.place.country, stop.place.geonames, arrives, stop.place.lat, stop.place.lon]


@lru_cache(maxsize=SHARED)
def _party(role: str, surface: str, *known: str | None, elect: bool = False, former: bool = False) -> Party:
    name, post, post_class, country, organisation, wikidata = known
    actor = Actor(
        referent=0,
        surface=surface,
        span=NOWHERE,
        name=name,
        post=post,
        post_class=post_class,
        country=country,
        organisation=organisation,
        wikidata=wikidata,
        elect=elect,
        former=former,
        basis=Basis.TEXT,
        post_stated=False,
        candidates=(),
        verified=True,
    )
    return Party(role=role, actor=actor)


@lru_cache(maxsize=SHARED)
def _stop(kind: str, name: str, country: str | None, geonames: int | None, arrives: str | None, *at: float | None) -> Stop:
    lat, lon = at
    place = Place(surface=name, span=NOWHERE, name=name, country=country, geonames=geonames, lat=lat, lon=lon, kind=kind)
    return Stop(place=place, arrives=_when(arrives))


@lru_cache(maxsize=SHARED)
def _when(edtf: str | None) -> When | None:
    return parse_edtf(edtf) if edtf is not None else None


@lru_cache(maxsize=SHARED)
def _topic(text: str) -> Topic:
    return Topic(text=text, span=NOWHERE)
