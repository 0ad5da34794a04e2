"""One contact as its page shows it: each value with its words, the reports that bear it out, and those that have it otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from legation.ask.query import contact_of
from legation.doors.show import days_of
from legation.model import Actor, Contact, ContactKind, Entry, EntryState, Finding, Party, Report, Stop, Support, Topic
from legation.record import JsonObject, entry_record, printed
from legation.register.additions import is_one
from legation.register.listed import Listed
from legation.register.rows import Version
from legation.span import Span
from legation.web.days import days
from legation.web.named import SORTS, in_brief, land, name_of, sentence, titled
from legation.web.wording import source_of, words_at
from legation.web.words import plain
from legation.when import When

SUPPORTS_SHOWN = 6
"""Reports named one by one under each value; all of them stand in the list of reports."""
SURE = {"plain": "told as a fact", "reported": "told at second hand", "hedged": "told with reserve", "doubted": "told with doubt"}
STATES = {
    EntryState.STANDING: None,
    EntryState.CORRECTED: "The outlet has corrected its report.",
    EntryState.WITHDRAWN: "The outlet has withdrawn its report: it counts no longer.",
    EntryState.REJECTED: "Somebody has judged that there was no such thing: it counts no longer.",
}
FIELDS = {
    "status": "What became of it",
    "certainty": "How sure it is",
    "starts": "First day",
    "ends": "Last day",
    "destination": "Country",
    "level": "Level",
    "format": "How they met",
    "purpose": "Purpose",
    "accepted": "Taken up",
}
"""The values that are shown one by one, with their names on the page."""
BASES = {
    "stated": "the report gives the date",
    "relative": "counted from the day of the report",
    "dateline": "from the report's dateline",
    "inferred": "reckoned from other days",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the page of a contact is made from."""

    entry: Entry
    reports: Mapping[str, Report]
    copies: Mapping[str, tuple[Version, ...]]

    @property
    def contact(self) -> Contact:
        """The contact as it stands."""
        return contact_of(self.entry)


def address_of(entry: Entry | Listed) -> str:
    """Where an entry is shown."""
    return f"/{SORTS[entry.kind]}/{entry.id}"


def brief(entry: Listed) -> JsonObject:
    """An entry in a list of others."""
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "address": address_of(entry),
        "told": in_brief(entry),
        "status": entry.status.value,
        "state": entry.state.value,
        "starts": entry.starts,
        "ends": entry.ends,
    }


def shown(seen: Seen) -> JsonObject:
    """All that is known of the contact itself."""
    entry, contact = seen.entry, seen.contact
    held = entry.fields.get("certainty")
    certainty = str(held.value if held else entry.findings[0].certainty)
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "address": address_of(entry),
        "list": f"/{SORTS[entry.kind]}",
        "headline": sentence(contact),
        "status": contact.status.value,
        "certainty": certainty,
        "sure": SURE.get(certainty, certainty),
        "state": entry.state.value,
        "state_note": STATES[entry.state],
        "starts": contact.starts.edtf if contact.starts else None,
        "ends": contact.ends.edtf if contact.ends else None,
        "country": contact.destination,
        "people": [_person(seen, party) for party in contact.parties],
        "itinerary": [_stop(seen, stop) for stop in contact.stops],
        "agenda": [{"text": topic.text, "told": _telling(seen, "topics", topic)} for topic in contact.topics],
        "values": [_value(seen, name, label) for name, label in FIELDS.items() if _matters(entry, name)],
        "otherwise": _other_items(seen),
        "history": _history(seen),
        "reports": _reports(seen),
        "entry": entry_record(entry),
    }


def _matters(entry: Entry, name: str) -> bool:
    """Whether a value is known, or told otherwise by some."""
    held = entry.fields.get(name)
    return held is not None and (held.value is not None or bool(held.rivals) or held.judgement is not None)


def _person(seen: Seen, party: Party) -> JsonObject:
    """Somebody who takes part, and what is known of him."""
    actor = party.actor
    return {
        "role": party.role,
        "name": name_of(actor),
        "titled": titled(actor),
        "named": actor.name is not None,
        "post": actor.post,
        "post_class": actor.post_class,
        "country": actor.country,
        "organisation": actor.organisation,
        "wikidata": actor.wikidata,
        "notes": list(notes_on(actor)),
        "told": _telling(seen, "parties", party),
    }


def notes_on(actor: Actor) -> list[str]:
    """What somebody's identity rests on, where that is not the report's own words."""
    notes = []
    if actor.basis.value != "text":
        notes.append(
            "made out by the table of who held which post when" + ("" if actor.verified else ", in a row that no document confirms")
        )
    if actor.elect:
        notes.append("elected, not yet in office")
    if actor.candidates:
        notes.append(f"or else {', '.join(actor.candidates)}")
    return notes


def _stop(seen: Seen, stop: Stop) -> JsonObject:
    """One place of the journey with its days."""
    place = stop.place
    return {
        "place": place.name,
        "as_told": place.surface,
        "kind": place.kind,
        "country": place.country,
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "arrives": stop.arrives.edtf if stop.arrives else None,
        "leaves": stop.leaves.edtf if stop.leaves else None,
        "days": [_day_told(text) for text in days_of(_with_days_of_visit(seen.contact, stop))],
        "told": _telling(seen, "stops", stop),
    }


def _with_days_of_visit(contact: Contact, stop: Stop) -> Stop:
    """The only stop of a visit lasts as long as the visit, where nothing else is told of it."""
    if len(contact.stops) > 1:
        return stop
    return replace(stop, arrives=stop.arrives or contact.starts, leaves=stop.leaves or contact.ends)


def _day_told(text: str) -> str:
    """A day of a stop, as ``days_of`` gives it, in words."""
    first, to, last = text.partition(" to ")
    if to:
        return days(first, last)
    return f"until {days(text.removeprefix('to '))}" if text.startswith("to ") else text if text == "day not told" else days(text)


def _value(seen: Seen, name: str, label: str) -> JsonObject:
    """One value, who bears it out, and who has it otherwise."""
    held = seen.entry.fields[name]
    by_key = {(f.report_id, f.id): f for f in seen.entry.findings}
    rivals = [
        {"value": printed(one.value), "shown": value_shown(name, one.value), "told": _supported(seen, name, one.supports, by_key)}
        for one in held.rivals
    ]
    return {
        "name": name,
        "label": label if not (name == "purpose" and seen.entry.kind is ContactKind.INVITATION) else "Invited to",
        "value": printed(held.value),
        "shown": value_shown(name, held.value),
        "how": BASES.get(held.value.basis.value) if isinstance(held.value, When) and not held.judgement else None,
        "judgement": held.judgement,
        "told": _supported(seen, name, held.supports, by_key),
        "rivals": rivals,
    }


def value_shown(name: str, value: object) -> str:
    """A value in words."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, When):
        return days(value)
    if name == "destination":
        return land(str(value))
    return SURE.get(str(value), str(value)) if name == "certainty" else str(value) if name == "purpose" else plain(str(value))


Findings = Mapping[tuple[str, str], Finding[Contact]]


def _supported(seen: Seen, name: str, supports: Sequence[Support], by_key: Findings) -> JsonObject:
    """The reports that hold a value, each with the words that it stands on there."""
    told = []
    for support in supports[:SUPPORTS_SHOWN]:
        finding = by_key.get((support.report, support.finding))
        if finding is not None:
            told.append(_by(seen, finding, _span_of(finding, name)))
    return {"by": told, "reports": len({support.report for support in supports})}


def _by(seen: Seen, finding: Finding[Contact], span: Span) -> JsonObject:
    """A report with words of it."""
    name, report = finding.report_id, seen.reports.get(finding.report_id)
    return {**source_of(report, name), "words": words_at(report, span, finding.id, report_id=name)}


def _span_of(finding: Finding[Contact], name: str) -> Span:
    """The words that a value of one report stands on: its own phrase, else those of the whole."""
    value = getattr(finding.body, name, None)
    if isinstance(value, When) and value.phrase is not None:
        return value.phrase
    return finding.evidence[0].span


def _telling(seen: Seen, name: str, item: Party | Stop | Topic) -> JsonObject:
    """The reports that tell one person, place or topic, each with the words for it."""
    found = []
    for finding in seen.entry.findings:
        same = next((one for one in getattr(finding.body, name) if is_one(one, item)), None)
        if same is not None:
            found.append((finding, item_span(same)))
    return {"by": [_by(seen, *one) for one in found[:SUPPORTS_SHOWN]], "reports": len({finding.report_id for finding, _ in found})}


def item_span(item: Party | Stop | Topic) -> Span:
    """The words for a person, place or topic."""
    return item.actor.span if isinstance(item, Party) else item.place.span if isinstance(item, Stop) else item.span


def _other_items(seen: Seen) -> list[JsonObject]:
    """People, places and topics that reports tell and that somebody has taken away or set otherwise."""
    found: list[JsonObject] = []
    for name, label in (("parties", "People"), ("stops", "Places"), ("topics", "Topics")):
        held = seen.entry.fields.get(name)
        for rival in held.rivals if held else ():
            items = rival.value if isinstance(rival.value, tuple) else (rival.value,)
            told = ", ".join(item_shown(item) for item in items)
            found.append({"label": label, "shown": told, "reports": sorted({support.report for support in rival.supports})})
    return found


def item_shown(item: object) -> str:
    """A person, place or topic in words."""
    if isinstance(item, Party):
        return titled(item.actor)
    return item.place.name if isinstance(item, Stop) else item.text if isinstance(item, Topic) else str(item)


def _history(seen: Seen) -> list[JsonObject]:
    """What each report told of the course, by the day it was published."""
    told = entry_record(seen.entry)["history"]
    steps: list[dict[str, Any]] = told if isinstance(told, list) else []
    return [
        {
            **step,
            "starts_shown": days(step["starts"]) if step["starts"] else None,
            "source": source_of(seen.reports.get(step["report"]), step["report"]),
        }
        for step in steps
    ]


def _reports(seen: Seen) -> list[JsonObject]:
    """The reports that tell it, each with its copies, and with all that it tells of the contact."""
    by_report: dict[str, list[Finding[Contact]]] = {}
    for finding in seen.entry.findings:
        by_report.setdefault(finding.report_id, []).append(finding)
    return [
        {**source_of(seen.reports.get(name), name), **_copies(seen, name), "findings": [_finding(seen, f) for f in found]}
        for name, found in by_report.items()
    ]


def _copies(seen: Seen, name: str) -> JsonObject:
    """The other reports that print the same text, which count once with it."""
    reports = [version.report for version in seen.copies.get(name, ())]
    return {"copies": [source_of(report, report.id) for report in reports if report.id != name]}


def _finding(seen: Seen, finding: Finding[Contact]) -> JsonObject:
    """What a report tells of the contact, in its words."""
    body = finding.body
    report = seen.reports.get(finding.report_id)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "status": body.status.value,
        "certainty": finding.certainty.value,
        "days": days(body.starts, body.ends) if body.starts or body.ends else None,
        "said_by": finding.said_by,
        "words": [w for e in finding.evidence if (w := words_at(report, e.span, finding.id, report_id=finding.report_id))],
    }
