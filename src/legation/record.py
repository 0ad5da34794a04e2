"""Findings and entries as JSON records: the contract that other programs rely on, described by ``record.schema.json``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from legation.claim_form import form_of
from legation.model import (
    Actor,
    Body,
    Claim,
    Contact,
    ContactKind,
    Entry,
    Evidence,
    Finding,
    Held,
    Mention,
    MentionKind,
    Party,
    Place,
    Problem,
    Reading,
    Report,
    Statement,
    Stop,
    Support,
    Topic,
    Words,
)
from legation.span import Span
from legation.stored import from_plain, to_plain
from legation.when import When

JsonObject = dict[str, object]

LISTS = {ContactKind.VISIT: "visits", ContactKind.MEETING: "meetings", ContactKind.CALL: "calls", ContactKind.INVITATION: "invitations"}
"""The list of a record that each kind of contact stands in."""

ROLES = {
    ContactKind.VISIT: {"visitors": "visitor", "hosts": "host", "inviters": "inviter"},
    ContactKind.INVITATION: {"inviters": "inviter", "invitees": "invitee"},
}
"""Which role fills which list of parties; of other kinds all parties are participants."""


def record_of(reading: Reading) -> JsonObject:
    """The record of one report: what was told, by kind, and what went amiss."""
    told: dict[str, list[JsonObject]] = {name: [] for name in LISTS.values()}
    notes: list[Problem] = []
    for finding in reading.contacts:
        told[LISTS[finding.body.kind]].append(finding_record(finding))
        notes.extend(_notes(finding))
    problems = dict.fromkeys((*reading.report.problems, *reading.problems, *notes))
    return {
        "report": report_record(reading.report),
        **told,
        "statements": [statement_record(finding) for finding in reading.statements],
        "claims": [claim_record(finding) for finding in reading.claims],
        "events": [],
        "problems": [dataclasses.asdict(problem) for problem in problems],
    }


def report_record(report: Report, *, text: bool = False) -> JsonObject:
    """What is known of a report, with its text if asked for."""
    record: JsonObject = {
        "id": report.id,
        "url": report.url,
        "title": report.title,
        "outlet": report.outlet,
        "byline": report.byline,
        "dateline": report.dateline,
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
        "sha256": report.sha256,
        "state": report.state.value,
    }
    return record | {"text": report.text} if text else record


def finding_record(finding: Finding[Contact]) -> JsonObject:
    """One contact as one report tells it."""
    contact = finding.body
    head: JsonObject = {"id": finding.id, **_parties(contact)}
    tail: JsonObject = {
        "said_by": finding.said_by,
        "links": [],
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "rule": finding.rule,
        "record": None,
    }
    if contact.kind is ContactKind.INVITATION:
        return {**head, **_invitation(contact), "certainty": finding.certainty.value, **tail}
    course: JsonObject = {"status": contact.status.value, "certainty": finding.certainty.value}
    agenda: JsonObject = {"topics": [_topic(topic) for topic in contact.topics], "salience": contact.salience}
    if contact.kind is ContactKind.VISIT:
        nature: JsonObject = {"level": contact.level, "purpose": contact.purpose}
        where: JsonObject = {"destination": contact.destination, "stops": [_stop(stop) for stop in contact.stops]}
        return {**head, **where, **_days(contact), **course, **nature, **agenda, **tail}
    if contact.kind is ContactKind.MEETING:
        return {**head, **_venue(contact), **_days(contact), **course, "format": contact.format, **agenda, **tail}
    return {**head, "starts": _edtf(contact.starts), **course, **agenda, **tail}


def statement_record(finding: Finding[Statement]) -> JsonObject:
    """What somebody is reported to have said."""
    said = finding.body
    speaker: JsonObject | None = None
    if said.speaker is not None:
        actor = said.speaker.actor
        speaker = {**_words(said.speaker.words), "party": party_record(actor) if actor else None}
    return {
        "id": finding.id,
        "speaker": speaker,
        "anonymous": said.anonymity is not None,
        "anonymity": said.reason,
        "anonymity_kind": said.anonymity.value if said.anonymity else None,
        "direct": said.direct,
        "fragment": said.fragment,
        "cue": _words(said.cue) if said.cue else None,
        "content": _span(said.content),
        "certainty": finding.certainty.value,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "rule": finding.rule,
    }


def claim_record(finding: Finding[Claim]) -> JsonObject:
    """How a report ranks a contact in history."""
    claim = finding.body
    return {
        "id": finding.id,
        "relation": claim.relation.value,
        "nth": claim.nth,
        "subject": claim.subject.text,
        "event": claim.event.text,
        "scope": claim.scope.text if claim.scope else None,
        "form": form_of(claim),
        "span": _span(claim.span),
        "about": list(claim.about),
        "said_by": finding.said_by,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "rule": finding.rule,
        "verdict": None,
    }


def _words(words: Words) -> JsonObject:
    """A stretch of the report with its place there."""
    return {"text": words.text, **_span(words.span)}


def _span(span: Span) -> JsonObject:
    """A place in the report."""
    return {"start": span.start, "end": span.end}


def _parties(contact: Contact) -> JsonObject:
    """The lists of parties of a contact, each with the list's own name."""
    roles = ROLES.get(contact.kind)
    if roles is None:
        return {"participants": [party_record(party.actor) for party in contact.parties]}
    return {name: [party_record(party.actor) for party in contact.parties if party.role == role] for name, role in roles.items()}


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


def _stop(stop: Stop) -> JsonObject:
    """One place of a visit, spelt as the report spells it; ``geonames`` says which place is meant."""
    place = stop.place
    return {
        "place": place.surface,
        "country": place.country,
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "arrives": _edtf(stop.arrives),
        "leaves": _edtf(stop.leaves),
        "start": place.span.start,
        "end": place.span.end,
    }


def _venue(contact: Contact) -> JsonObject:
    """Where a meeting is: its first place, and the country of that or of the contact."""
    place = contact.stops[0].place if contact.stops else None
    country = place.country if place and place.country else contact.destination
    return {"place": place.surface if place else None, "country": country}


def _invitation(contact: Contact) -> JsonObject:
    """What the invitation is to, when it was made, and whether it was taken up."""
    return {"to": contact.purpose, "destination": contact.destination, "when": _edtf(contact.starts), "accepted": contact.accepted}


def _days(contact: Contact) -> JsonObject:
    """First and last day."""
    return {"starts": _edtf(contact.starts), "ends": _edtf(contact.ends)}


def _edtf(when: When | None) -> str | None:
    """A date as it is written outside the process."""
    return when.edtf if when else None


def _topic(topic: Topic) -> JsonObject:
    """A matter on the agenda, with its place in the report."""
    return {"text": topic.text, "start": topic.span.start, "end": topic.span.end}


def _evidence(evidence: Evidence) -> JsonObject:
    """The words and where they stand."""
    return {"start": evidence.span.start, "end": evidence.span.end, "quote": evidence.quote}


def _notes(finding: Finding[Contact]) -> list[Problem]:
    """A note for each party whose identity rests on a row of the table of occupancies that no document confirms."""
    contact, notes = finding.body, []
    roles = ROLES.get(contact.kind, {"participants": ""})
    for name, role in roles.items():
        actors = [party.actor for party in contact.parties if not role or party.role == role]
        for number, actor in enumerate(actors):
            if not actor.verified:
                where = f"{LISTS[contact.kind]}/{finding.id}/{name}/{number}"
                who = actor.name or actor.surface
                advice = f"{who}: no document confirms this row of the table of occupancies; check who held the post"
                notes.append(Problem(code="note.occupancy_unverified", where=where, advice=advice))
    return notes


def entry_record(entry: Entry) -> JsonObject:
    """What the register holds of one contact: its fields as they stand, the reports, the history and the rivals.

    Gives    the keys of the record, ``evidence`` naming its report besides, and ``state``, ``reports``, ``history``, ``rivals``.
    """
    first = entry.findings[0]
    values: dict[str, Any] = {name: held.value for name, held in entry.fields.items()}
    outer: dict[str, Any] = {name: values.pop(name) for name in ("certainty", "said_by") if name in values}
    standing = dataclasses.replace(first, id=entry.id, body=dataclasses.replace(first.body, **values), **outer)
    evidence = [{"report": e.report_id, **_evidence(e)} for finding in entry.findings for e in finding.evidence]
    return {
        **finding_record(standing),
        "evidence": evidence,
        "state": entry.state.value,
        "reports": sorted({finding.report_id for finding in entry.findings}),
        "history": _history(entry),
        "rivals": {name: _rivals(held) for name, held in sorted(entry.fields.items()) if held.rivals},
    }


def _history(entry: Entry) -> list[JsonObject]:
    """What each report told of the contact's course, by the day it was published; undated reports come last."""
    published = {s.report: s.published for held in entry.fields.values() for s in _supports(held)}
    told = {(published.get(f.report_id), f.report_id, f.body.status.value, _edtf(f.body.starts)) for f in entry.findings}
    rows = sorted(told, key=lambda row: (row[0] is None, str(row[0]), row[1], row[2], row[3] or ""))
    return [
        {"on": on.isoformat() if on else None, "status": status, "starts": starts, "report": report} for on, report, status, starts in rows
    ]


def _supports(held: Held) -> tuple[Support, ...]:
    """All that hold the value or one of its rivals."""
    return held.supports + tuple(support for rival in held.rivals for support in rival.supports)


def _rivals(held: Held) -> list[JsonObject]:
    """The values that did not carry the day, each with its reports."""
    return [{"value": printed(rival.value), "reports": sorted({s.report for s in rival.supports})} for rival in held.rivals]


def printed(value: object) -> object:
    """A value of a contact's field as the record prints it."""
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, Party):
        return party_record(value.actor)
    if isinstance(value, Stop):
        return _stop(value)
    if isinstance(value, Topic):
        return _topic(value)
    if isinstance(value, tuple):
        return [printed(item) for item in value]
    return to_plain(value)


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
        "value": _edtf(when),
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


def finding_to_json(finding: Finding[Body]) -> str:
    """A finding as the register keeps it, without loss."""
    return json.dumps(to_plain(finding), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def finding_from_json(text: str) -> Finding[Contact | Statement | Claim]:
    """The finding that ``finding_to_json`` wrote.

    Raises   ValueError for any other text.
    """
    return from_plain(Finding, json.loads(text))


def load_schema(name: str = "record") -> dict[str, Any]:
    """The JSON Schema of one kind of line.

    Takes    ``record``, ``visit_entry``, ``meeting_entry``, ``call_entry``, ``invitation_entry`` or ``mentions``.
    Raises   KeyError for another name.
    """
    schema: dict[str, Any] = json.loads(files("legation").joinpath("tables/data/record.schema.json").read_text("utf-8"))
    schema["$defs"][name]
    return schema | {"$ref": f"#/$defs/{name}"}
