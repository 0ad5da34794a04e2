"""Mentions as JSON records."""

from __future__ import annotations

from collections.abc import Iterable

from legation.model import Actor, Mention, MentionKind, Place
from legation.record.parts import JsonObject, edtf_of, party_record
from legation.when import When


def mentions_record(report_id: str, mentions: Iterable[Mention]) -> JsonObject:
    """The mentions of one report: ``value`` is EDTF for times, a GeoNames id for places, a Wikidata id for actors."""
    return {"id": report_id, "mentions": [_mention(mention) for mention in mentions]}


def _mention(mention: Mention) -> JsonObject:
    """One mention: where it stands, what it means, and how that was reached."""
    head: JsonObject = {"kind": mention.kind.value, "start": mention.span.start, "end": mention.span.end, "text": mention.surface}
    return {**head, **MEANING[mention.kind](mention.value), "reason": mention.reason}


def _time_meant(value: object) -> JsonObject:
    """What a phrase of time means."""
    when = value if isinstance(value, When) else None
    return {
        "value": edtf_of(when),
        "earliest": when.earliest.isoformat() if when and when.earliest else None,
        "latest": when.latest.isoformat() if when and when.latest else None,
        "grain": when.grain.value if when else None,
        "basis": when.basis.value if when else None,
    }


def _place_meant(value: object) -> JsonObject:
    """What the name of a place means."""
    place = value if isinstance(value, Place) else None
    return {
        "value": place.geonames if place else None,
        "name": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "type": place.kind if place else None,
    }


def _actor_meant(value: object) -> JsonObject:
    """Whom a name, title or pronoun means."""
    actor = value if isinstance(value, Actor) else None
    return {
        "value": actor.wikidata if actor else None,
        "referent": actor.referent if actor else None,
        "party": party_record(actor) if actor else None,
    }


MEANING = {MentionKind.TIME: _time_meant, MentionKind.PLACE: _place_meant, MentionKind.ACTOR: _actor_meant}
