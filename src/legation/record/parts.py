"""What the records of contacts, statements, claims and mentions share: parties, places, days, words."""

from __future__ import annotations

from legation.model import Actor, Evidence, Party, Stop, Topic, Words
from legation.span import Span
from legation.stored import to_plain
from legation.when import When

JsonObject = dict[str, object]


def words_record(words: Words) -> JsonObject:
    """A stretch of the report with its place there."""
    return {"text": words.text, **span_record(words.span)}


def span_record(span: Span) -> JsonObject:
    """A place in the report."""
    return {"start": span.start, "end": span.end}


def party_record(actor: Actor) -> JsonObject:
    """A person, office or body as the record names it."""
    return {
        "name": actor.name,
        "surface": actor.surface,
        "post": actor.post,
        "country": actor.country,
        "organisation": actor.organisation,
        "wikidata": actor.wikidata,
        "elect": actor.elect,
        "basis": actor.basis.value,
        "candidates": list(actor.candidates),
        "start": actor.span.start,
        "end": actor.span.end,
    }


def stop_record(stop: Stop) -> JsonObject:
    """One place of a visit, spelt as the report spells it; ``geonames`` says which place is meant."""
    place = stop.place
    return {
        "place": place.surface,
        "country": place.country,
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "arrives": edtf_of(stop.arrives),
        "leaves": edtf_of(stop.leaves),
        "start": place.span.start,
        "end": place.span.end,
    }


def edtf_of(when: When | None) -> str | None:
    """A date as it is written outside the process."""
    return when.edtf if when else None


def topic_record(topic: Topic) -> JsonObject:
    """A matter on the agenda, with its place in the report."""
    return {"text": topic.text, "start": topic.span.start, "end": topic.span.end}


def evidence_record(evidence: Evidence) -> JsonObject:
    """The words and where they stand."""
    return {"start": evidence.span.start, "end": evidence.span.end, "quote": evidence.quote}


def printed(value: object) -> object:
    """A value of a contact's field as the record prints it."""
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, Party):
        return party_record(value.actor)
    if isinstance(value, Stop):
        return stop_record(value)
    if isinstance(value, Topic):
        return topic_record(value)
    if isinstance(value, tuple):
        return [printed(item) for item in value]
    return to_plain(value)
