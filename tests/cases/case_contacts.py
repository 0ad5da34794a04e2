"""Lines of case files that expect contacts.

    visit  planned  Ana Prieto -> NOR  Oslo 2014-03-12  starts 2014-03-12  ends none

Several visitors with one verb ("A + B -> NOR") are told as one visit each. The parties of an invitation are those invited; who
invites them stands behind ``inviter``, what to behind ``to``. Kind, status and parties come first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from case_words import folded

from legation.model import Actor, Contact, ContactKind, Finding, Stop

FIELDS = ("starts", "ends", "host", "inviter", "level", "format", "certainty", "at", "salience", "count", "accepted", "to")
STOP = re.compile(r"(?P<place>.+?)(?: (?P<arrives>none|[\[0-9X]\S*))?")


def differences(line: str, finding: Finding[Contact], _text: str) -> list[str]:
    """In which fields a contact is not what a line expects."""
    contact = finding.body
    kind, status, parties, *fields = re.split(r"\s{2,}", line)
    who, _, destination = parties.partition(" -> ")
    found = [_differs("kind", kind, contact.kind), _differs("status", status, contact.status)]
    role = {ContactKind.VISIT: "visitor", ContactKind.INVITATION: "invitee"}.get(contact.kind, "participant")
    found.append(_names_differ("parties", who, _in_role(contact, role)))
    if destination:
        found.append(_differs("destination", destination, contact.destination))
    for field in fields:
        name, _, value = field.partition(" ")
        found.append(_field_differs(name, value, contact, finding) if name in FIELDS else _stops_differ(field, contact.stops))
    return [f for f in found if f]


def _field_differs(name: str, value: str, contact: Contact, finding: Finding[Contact]) -> str | None:
    if name in ("host", "inviter"):
        return _names_differ(name, value, _in_role(contact, name))
    if name == "at":
        return _stops_differ(value, contact.stops)
    if name == "certainty":
        return _differs(name, value, finding.certainty)
    if name == "count":
        return _differs(name, value, str(len(finding.evidence)))
    if name == "accepted":
        return _differs(name, value, {True: "yes", False: "no", None: None}[contact.accepted])
    if name == "to":
        return _differs(name, value, contact.purpose)
    when = {"starts": contact.starts, "ends": contact.ends}
    told = (when[name].edtf if when[name] else None) if name in when else getattr(contact, name)  # type: ignore[union-attr]
    return _differs(name, value, told)


def _stops_differ(value: str, stops: Sequence[Stop]) -> str | None:
    wanted = [STOP.fullmatch(part) for part in value.split(", ")] if value != "nowhere" else []
    told = ", ".join(_stop(s) for s in stops) or "nowhere"
    if len(wanted) != len(stops):
        return f"places: {told}"
    for match, stop in zip(wanted, stops, strict=True):
        assert match is not None
        arrives = stop.arrives.edtf if stop.arrives else "none"
        if folded(match["place"]) not in (folded(stop.place.name), folded(stop.place.surface)) or match["arrives"] not in (None, arrives):
            return f"places: {told}"
    return None


def _names_differ(name: str, wanted: str, told: Sequence[Actor]) -> str | None:
    names = [] if wanted == "none" else wanted.split(" + ")
    left = list(told)
    for one in names:
        actor = next((a for a in left if folded(one) in {folded(a.name or ""), folded(a.organisation or ""), *_plain_surface(a)}), None)
        if actor is None:
            return f"{name}: {_people(told)}"
        left.remove(actor)
    return f"{name}: {_people(told)}" if left else None


def _plain_surface(actor: Actor) -> set[str]:
    """An office whose holder is not known goes by the words that the report gives it, without the article."""
    return set() if actor.name else {re.sub(r"^the ", "", folded(actor.surface))}


def _in_role(contact: Contact, role: str) -> list[Actor]:
    return [p.actor for p in contact.parties if p.role == role]


def _differs(name: str, wanted: str, told: str | None) -> str | None:
    return None if wanted == (told or "none") else f"{name}: {told or 'none'}"


def shown(finding: Finding[Contact], _text: str) -> str:
    """A contact in the notation of the cases, with the rule that told it."""
    body = finding.body
    parts: list[str] = [body.kind, body.status]
    if body.kind is ContactKind.VISIT:
        parts.append(f"{_people(_in_role(body, 'visitor'))} -> {body.destination}")
        parts += [", ".join(_stop(s) for s in body.stops)] if body.stops else []
    else:
        parts.append(_people(_in_role(body, "participant")))
        parts += ["at " + ", ".join(_stop(s) for s in body.stops)] if body.stops else []
    parts += [f"starts {body.starts.edtf}"] if body.starts else []
    parts += [f"ends {body.ends.edtf}"] if body.ends else []
    for role in ("host", "inviter"):
        parts += [f"{role} {_people(people)}"] if (people := _in_role(body, role)) else []
    parts += [f"level {body.level}"] if body.level else []
    parts += [f"format {body.format}"] if body.format and body.format != "in_person" else []
    return "  ".join([*parts, f"certainty {finding.certainty}", f"({finding.rule})"])


def _stop(stop: Stop) -> str:
    return f"{stop.place.name} {stop.arrives.edtf}" if stop.arrives else stop.place.name


def _people(actors: Sequence[Actor]) -> str:
    return " + ".join(a.name or a.organisation or a.surface for a in actors) or "none"
