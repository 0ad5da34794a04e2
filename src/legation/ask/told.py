"""A visit as a report tells it, and what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from legation.ask.stays import Days, Stay, days_told, share_days, stays_of
from legation.model import Actor, Certainty, Contact, ContactKind, Entry, Finding, Status
from legation.tables.coverage import Coverage
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Offices
from legation.when import Grain

SURE = (Certainty.PLAIN, Certainty.REPORTED)
OFF = (Status.CANCELLED, Status.POSTPONED, Status.DENIED)
PRESIDENTS = frozenset({"White House", "Blair House", "Camp David"})
"""Where none but guests of the President stay; in Washington there are others."""


@dataclass(frozen=True, kw_only=True)
class Against:
    """What contacts are compared with: entries, none of which rests on the report itself, what is declared complete, and tables."""

    entries: tuple[Entry, ...]
    coverages: tuple[Coverage, ...]
    offices: Offices
    gazetteer: Gazetteer
    as_of: date | None
    told: tuple[Finding[Contact], ...] = ()
    """All that the report tells."""
    lands: Mapping[str, str] = field(default_factory=dict)
    """The country under which an official record has its stay, where it is another than the one gone to: a colony has its own code."""

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """The visits that came about."""
        return stays_of(self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The visit of one visitor as a report tells it."""

    visitor: Actor
    contact: Contact
    days: Days | None

    @property
    def days_named(self) -> Days | None:
        """The days told, with no allowance for what is told as approximate; None where one is not known."""
        starts, ends = self.contact.starts, self.contact.ends or self.contact.starts
        bounds = (starts.earliest, starts.latest, ends.latest) if starts and ends else (None, None, None)
        first, *others = bounds
        last = max((day for day in others if day is not None), default=None)
        return None if first is None or last is None else (first, last)

    @property
    def exact(self) -> bool:
        """Whether a day is told, no month or year."""
        starts = self.contact.starts
        return self.days is not None and starts is not None and starts.grain is Grain.DAY and starts.year_known


def is_told_as_past(finding: Finding[Contact]) -> bool:
    """Whether a report tells a contact as a fact that it has come about; an invitation has no course."""
    past = finding.body.status in (Status.OCCURRED, Status.UNDER_WAY) or finding.body.kind is ContactKind.INVITATION
    return past and finding.body.status not in OFF and finding.certainty in SURE


def is_guest(told: Told, against: Against) -> bool:
    """Whether a visit to the United States is told as one to the President: by its level, its places, its host or a meeting."""
    contact = told.contact
    towns = {stop.place.name for stop in contact.stops}
    hosts = [party.actor for party in contact.parties if party.role == "host"]
    hosts += [one for f in against.told if is_told_as_past(f) and _meets(told, f.body) for one in (party.actor for party in f.body.parties)]
    received = any(host.country == "USA" and host.post_class == "head_of_state" for host in hosts)
    return received or bool(contact.level in ("state", "official", "official_working", "working") or towns & PRESIDENTS)


def _meets(told: Told, other: Contact) -> bool:
    """Whether a contact is a meeting of the visitor in the course of his visit."""
    days = days_told(other)
    meets = other.kind is ContactKind.MEETING and any(party.actor.referent == told.visitor.referent for party in other.parties)
    return meets and (days is None or told.days is None or share_days(days, told.days))
