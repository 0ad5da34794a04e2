"""Contacts as JSON records, and the notes on parties that no document confirms."""

from __future__ import annotations

from legation.model import Comparison, Contact, ContactKind, Finding, Problem
from legation.record.parts import JsonObject, edtf_of, evidence_record, party_record, stop_record, topic_record

LISTS = {ContactKind.VISIT: "visits", ContactKind.MEETING: "meetings", ContactKind.CALL: "calls", ContactKind.INVITATION: "invitations"}
"""The list of a record that each kind of contact stands in."""

ROLES = {
    ContactKind.VISIT: {"visitors": "visitor", "hosts": "host", "inviters": "inviter"},
    ContactKind.INVITATION: {"inviters": "inviter", "invitees": "invitee"},
}
"""Which role fills which list of parties; of other kinds all parties are participants."""


def finding_record(finding: Finding[Contact], comparison: Comparison | None = None) -> JsonObject:
    """One contact as one report tells it, with what the record says of it where that was asked."""
    contact = finding.body
    head: JsonObject = {"id": finding.id, **_parties(contact)}
    tail: JsonObject = {
        "said_by": finding.said_by,
        "links": [],
        "evidence": [evidence_record(evidence) for evidence in finding.evidence],
        "rule": finding.rule,
        "record": _comparison(comparison) if comparison else None,
    }
    if contact.kind is ContactKind.INVITATION:
        return {**head, **_invitation(contact), "certainty": finding.certainty.value, **tail}
    course: JsonObject = {"status": contact.status.value, "certainty": finding.certainty.value}
    agenda: JsonObject = {"topics": [topic_record(topic) for topic in contact.topics], "salience": contact.salience}
    if contact.kind is ContactKind.VISIT:
        nature: JsonObject = {"level": contact.level, "purpose": contact.purpose}
        where: JsonObject = {"destination": contact.destination, "stops": [stop_record(stop) for stop in contact.stops]}
        return {**head, **where, **_days(contact), **course, **nature, **agenda, **tail}
    if contact.kind is ContactKind.MEETING:
        return {**head, **_venue(contact), **_days(contact), **course, "format": contact.format, **agenda, **tail}
    return {**head, "starts": edtf_of(contact.starts), **course, **agenda, **tail}


def _comparison(found: Comparison) -> JsonObject:
    """What the record says of a contact that is told as a fact."""
    return {"outcome": found.outcome.value, "because": list(found.because), "differs": list(found.differs), "note": found.note}


def _parties(contact: Contact) -> JsonObject:
    """The lists of parties of a contact, each with the list's own name."""
    roles = ROLES.get(contact.kind)
    if roles is None:
        return {"participants": [party_record(party.actor) for party in contact.parties]}
    return {name: [party_record(party.actor) for party in contact.parties if party.role == role] for name, role in roles.items()}


def _venue(contact: Contact) -> JsonObject:
    """Where a meeting is: its first place, and the country of that or of the contact."""
    place = contact.stops[0].place if contact.stops else None
    country = place.country if place and place.country else contact.destination
    return {"place": place.surface if place else None, "country": country}


def _invitation(contact: Contact) -> JsonObject:
    """What the invitation is to, when it was made, and whether it was taken up."""
    return {"to": contact.purpose, "destination": contact.destination, "when": edtf_of(contact.starts), "accepted": contact.accepted}


def _days(contact: Contact) -> JsonObject:
    """First and last day."""
    return {"starts": edtf_of(contact.starts), "ends": edtf_of(contact.ends)}


def notes_of(finding: Finding[Contact]) -> list[Problem]:
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
