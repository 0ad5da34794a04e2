"""What the contacts of one report imply of each other: visits behind meetings and invitations, the month of a tour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from legation.gather.sides import AHEAD, ENDED, people
from legation.identity import stable_id
from legation.model import Contact, ContactKind, Finding, Party, Status
from legation.when import Grain, about

TOUR = re.compile(r"\b(?:tours?|itinerary|legs?|swing)\b")
"""Words by which a report makes one journey of several visits."""
SMALLEST_TOUR = 3
"""Countries of a journey that is surely one."""


def visits_for_meetings(findings: Sequence[Finding[Contact]]) -> list[Finding[Contact]]:
    """Who meets somebody in the other's country has travelled there, though the report tells the meeting alone."""
    told: list[Finding[Contact]] = []
    for meeting in findings:
        body = meeting.body
        place = body.stops[0].place if body.stops else None
        if body.kind is not ContactKind.MEETING or body.format == "video" or place is None or place.country is None:
            continue
        for guest in (p.actor for p in body.parties if p.actor.country not in (None, place.country) and p.actor.post_class):
            known = [f for f in (*findings, *told) if f.body.kind is ContactKind.VISIT and f.body.destination == place.country]
            if any(guest.referent in people(f.body, "visitor") for f in known):
                continue
            visit = replace(
                body,
                kind=ContactKind.VISIT,
                destination=place.country,
                parties=(Party(role="visitor", actor=guest),),
                topics=(),
                format=None,
                stops=body.stops if place.kind != "country" else (),
                starts=about(body.starts),
                ends=None,
            )
            told.append(replace(meeting, id=stable_id("f", meeting.id, guest.referent), body=visit, rule="visit.met/1"))
    return told


def visits_for_invitations(findings: Sequence[Finding[Contact]]) -> list[Finding[Contact]]:
    """Who is invited to the inviter's country is invited to travel there, though the report tells the invitation alone."""
    told: list[Finding[Contact]] = []
    for invitation in findings:
        body = invitation.body
        hosts = {p.actor.country for p in body.parties if p.role == "inviter"}
        if body.kind is not ContactKind.INVITATION or body.destination not in hosts - {None} or body.accepted is False:
            continue
        for guest in (p.actor for p in body.parties if p.role == "invitee" and p.actor.post_class):
            known = [f for f in (*findings, *told) if f.body.kind is ContactKind.VISIT and f.body.destination == body.destination]
            if guest.country in (None, body.destination) or any(guest.referent in people(f.body, "visitor") for f in known):
                continue
            visit = replace(
                body,
                kind=ContactKind.VISIT,
                status=Status.PLANNED if body.accepted else Status.INVITED,
                parties=(Party(role="visitor", actor=guest), *(replace(p, role="inviter") for p in body.parties if p.role == "inviter")),
                accepted=None,
                purpose=None,
                starts=None,
            )
            told.append(replace(invitation, id=stable_id("f", invitation.id, guest.referent), body=visit, rule="visit.bidden/1"))
    return told


def on_tour(findings: Sequence[Finding[Contact]]) -> list[Finding[Contact]]:
    """Stops of a tour that have no day, with the month or week that the report gives for the only dated stop of that visitor."""

    def of_tour(finding: Finding[Contact]) -> bool:
        return finding.body.kind is ContactKind.VISIT and finding.body.status in AHEAD | ENDED

    def lent(finding: Finding[Contact]) -> Finding[Contact]:
        if not of_tour(finding) or finding.body.starts is not None:
            return finding
        fellows = [f for f in findings if of_tour(f) and people(f.body, "visitor") & people(finding.body, "visitor")]
        dated = [f.body.starts for f in fellows if f.body.starts is not None]
        if len(dated) != 1 or len(fellows) < SMALLEST_TOUR or dated[0].grain is Grain.DAY or dated[0].lasts:
            return finding
        return replace(finding, body=replace(finding.body, starts=dated[0]))

    return [lent(f) for f in findings]
