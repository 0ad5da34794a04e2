"""Visits as iCalendar (RFC 5545): one all-day event for each whose first day is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from legation.export.column import Row, Setting
from legation.export.files import whole
from legation.export.tabular import VISITS, Held, rows_of
from legation.model import Certainty, EntryState, Status
from legation.when import When

if TYPE_CHECKING:
    from icalendar import Event

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINK = re.compile(r"https?://[^\s\x00-\x1f\x7f]+")
"""An address that a program may follow."""
END = b"END:VCALENDAR\r\n"
CANCELLED = {Status.CANCELLED, Status.POSTPONED, Status.DENIED}
TENTATIVE = {Status.PROPOSED, Status.INVITED}
PROPERTIES = {
    "UID": "Id of the visit in the register, with `@legation`; the same in every export, so that a calendar updates what it has.",
    "DTSTAMP": "Last day on which a report of it appeared, else its first day, at midnight UTC; never the clock's.",
    "DTSTART": "First day of the visit; a visit without a known first day has no event and is counted when the file is written.",
    "DTEND": "The day after the last (RFC 5545 excludes it); where the last day is not told, by the length told, else the next day.",
    "SUMMARY": "Who goes where, and what became of it where that is not that it is planned or took place.",
    "LOCATION": "Places in order, and the country (alpha-3).",
    "STATUS": "`CONFIRMED` planned, under way or occurred; `TENTATIVE` proposed, invited, or planned but told with doubt or of a day"
    " that is uncertain; `CANCELLED` cancelled, postponed, denied, or told by withdrawn reports alone.",
    "CATEGORIES": "The status in the register's own words.",
    "URL": "Address of the first report that has one on the web.",
    "DESCRIPTION": "Status, certainty and days as the register has them, then the words of each report with its address or id.",
}
"""What stands in an event; the codebook repeats it."""


def export_ics(held: Sequence[Held], path: Path, setting: Setting) -> int:
    """Writes the visits among what is held as a calendar; how many have no known first day and are not in it.

    Raises   UsageError where the file cannot be written.
    """
    head, end = frame(setting.version)
    undated = 0
    with whole(path) as part, part.open("wb") as file:
        file.write(head)
        for event in events(held, setting):
            file.write(event or b"")
            undated += event is None
        file.write(end)
    return undated


def frame(version: str, name: str = "Diplomatic visits", *, anew_hours: int = 0) -> tuple[bytes, bytes]:
    """What stands before and behind the events of a calendar.

    Takes    anew_hours = after how many hours one who subscribes to it looks again; 0 for a file.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Legation//Legation {version}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    if anew_hours:
        calendar.add("method", "PUBLISH")
        calendar.add("refresh-interval", timedelta(hours=anew_hours), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", f"PT{anew_hours}H")
    return calendar.to_ical().removesuffix(END), END


def events(held: Iterable[Held], setting: Setting) -> Iterator[bytes | None]:
    """The event of each visit among what is held; None for one without a known first day."""
    for row in rows_of(held, VISITS, setting):
        first = first_day(row)
        yield None if first is None else _event(row, first).to_ical()


def first_day(row: Row) -> date | None:
    """The first day of a visit, None where it is not known to the day."""
    return _day(row.contact.starts if row.contact else None)


def _day(when: When | None) -> date | None:
    """The day that a moment is, as far as it is told; marks of doubt are told apart."""
    return when.earliest if when and when.earliest == when.latest and not when.lasts else None


def _event(row: Row, first: date) -> Event:
    """The event of one visit."""
    from icalendar import Event

    assert row.entry is not None
    event = Event()
    event.add("uid", f"{row.entry.id}@legation")
    event.add("dtstamp", datetime.combine(row.sources.last or first, time(), UTC))
    event.add("dtstart", first)
    if (end := _day_after(row, first)) is not None:
        event.add("dtend", end)
    event.add("summary", _plain(_summary(row)))
    if where := _where(row):
        event.add("location", _plain(where))
    event.add("status", _status(row))
    event.add("categories", [row.record["status"]])
    addresses = [row.setting.addresses.get(report, "") for report in row.record["reports"]]
    if link := next((address for address in addresses if LINK.fullmatch(address)), None):
        event.add("url", link)
    event.add("description", _plain("\n".join(_description(row))))
    return event


def _day_after(row: Row, first: date) -> date | None:
    """The day after the last of a visit, which iCalendar calls its end; None at the end of the calendar."""
    assert row.contact is not None
    told = _day(row.contact.ends)
    days = (told - first).days + 1 if told and told >= first else row.contact.lasts_days or 1
    return first + timedelta(days=days) if days <= (date.max - first).days else None


def _plain(text: str) -> str:
    """The text without control characters, which iCalendar does not allow."""
    return CONTROLS.sub("\ufffd", text)


def _summary(row: Row) -> str:
    """Who goes where."""
    who = ", ".join(party["name"] or party["surface"] for party in row.record["visitors"]) or "Visitor not told"
    status = Status(row.record["status"])
    usual = status in (Status.PLANNED, Status.UNDER_WAY, Status.OCCURRED)
    return f"{who}: visit to {_where(row) or 'a place not told'}{'' if usual else f' ({status.value})'}"


def _where(row: Row) -> str:
    """The places of a visit and its country."""
    places = ", ".join(stop["place"] for stop in row.record["stops"])
    country = row.record["destination"]
    return f"{places} ({country})" if places and country else places or country or ""


def _status(row: Row) -> str:
    """How a calendar should take a visit."""
    assert row.contact is not None and row.contact.starts is not None
    status, starts = Status(row.record["status"]), row.contact.starts
    if status in CANCELLED or row.record["state"] == EntryState.WITHDRAWN:
        return "CANCELLED"
    unsure = row.record["certainty"] in (Certainty.HEDGED, Certainty.DOUBTED) or starts.uncertain or starts.approximate
    return "TENTATIVE" if status in TENTATIVE or (status is Status.PLANNED and unsure) else "CONFIRMED"


def _description(row: Row) -> Iterator[str]:
    """What the register has of a visit, and the words of its reports."""
    record = row.record
    yield f"Status: {record['status']}, {record['certainty']}{'' if record['state'] == 'standing' else ', ' + record['state']}"
    yield f"Days: {record['starts']}{' to ' + record['ends'] if record['ends'] else ''}"
    for name in ("level", "purpose"):
        if record[name]:
            yield f"{name.capitalize()}: {record[name]}"
    if record["topics"]:
        yield f"Agenda: {'; '.join(topic['text'] for topic in record['topics'])}"
    for evidence in record["evidence"]:
        yield f"“{evidence['quote']}” {row.setting.addresses.get(evidence['report'], evidence['report'])}"
    yield f"Legation {row.setting.version}, register {row.setting.digest[:16]}"
