"""What came before a visit and after it: of the same person, of the same post, and between the same two countries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from legation.ask.query import question
from legation.ask.stays import ids_of
from legation.model import Actor, Contact, ContactKind, Entry
from legation.record import JsonObject
from legation.register.looking import Sort, visits_around
from legation.register.merge.values import identity
from legation.register.store import Register
from legation.web.desk import Desk
from legation.web.entry_shown import Seen, brief
from legation.web.named import headline, land, name_of
from legation.web.words import path_part, plain

AROUND = 2
"""Visits shown before and after, of each sort."""


def around(register: Register, seen: Seen) -> list[JsonObject]:
    """The visits before and after one, sort by sort; none of other contacts, and none where its day is not known."""
    if seen.entry.kind is not ContactKind.VISIT or seen.contact.starts is None:
        return []
    told: set[str] = set()
    found: list[JsonObject] = []
    for title, address, sort in _sorts(seen.contact):
        visits = visits_around(register, sort, seen.entry, limit=AROUND)
        names = {one.id for one in (*visits.before, *visits.after)}
        if not names <= told:
            before, after = [brief(one) for one in visits.before], [brief(one) for one in visits.after]
            found.append({"title": title, "address": address, "before": before, "after": after})
            told |= names
    return found


def _sorts(contact: Contact) -> Iterator[tuple[str, str, Sort]]:
    """What is looked for, with the heading and the address of all such visits."""
    visitors = [party.actor for party in contact.parties if party.role == "visitor"]
    if not visitors:
        return
    one, to = visitors[0], contact.destination
    if one.name:
        known = one.wikidata or one.name
        yield f"Visits of {name_of(one)}", f"/visits?{urlencode({'visitor': known})}", Sort(identity=identity(one))
    if one.post_class and one.country and to and not one.elect and not one.former:
        asked = {"post": one.post_class, "from": one.country, "to": to}
        sort = Sort(post_class=one.post_class, home=one.country, destination=to)
        yield f"Visits to {land(to)} by {_holder(one)} of {land(one.country)}", f"/visits?{urlencode(asked)}", sort
    if one.country and to and one.country != to:
        pair = f"/countries/{path_part(one.country)}/{path_part(to)}"
        yield f"Visits from {land(one.country)} to {land(to)}", pair, Sort(home=one.country, destination=to)
        yield f"Visits from {land(to)} to {land(one.country)}", pair, Sort(home=to, destination=one.country)


def _holder(actor: Actor) -> str:
    """Anybody in the post of somebody."""
    return f"the holder of the post “{actor.post or plain(actor.post_class or '')}”"


def official(desk: Desk, register: Register, seen: Seen) -> JsonObject | None:
    """The last visit of the same post to the same country by the packaged official record and the register together."""
    contact = seen.contact
    one = next((party.actor for party in contact.parties if party.role == "visitor"), None)
    if one is None or one.country is None or contact.destination is None or contact.starts is None or contact.starts.earliest is None:
        return None
    before = contact.starts.earliest
    asked = question(ContactKind.VISIT, from_=one.country, to=contact.destination, post=one.post_class, until=before - timedelta(days=1))
    evidence = desk.evidence(register)
    found = evidence.precedents(asked, before)
    last = found.last()
    pages = {name: evidence.official.page(name) for entry in last.entries for name in ids_of(entry)}
    return {
        "before": before.isoformat(),
        "last": [{**_of_record(entry), "pages": sorted({p for n in ids_of(entry) if (p := pages[n])})} for entry in last.entries],
        "unsure": len(last.unsure),
        "known": len(found.entries),
        "complete": found.covered().complete,
    }


def _of_record(entry: Entry) -> JsonObject:
    """A visit of the record, which may not stand in the register."""
    contact = entry.findings[0].body
    return {"told": headline(contact), "ids": list(ids_of(entry)), "status": contact.status.value}
