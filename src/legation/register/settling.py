"""Pending sightings -> entries: only those that what is new may touch are made again, and the outcome is as if all had been.

What tells one contact hangs together by pairs that are the same, by their contents or by a person's word: a set of sightings to which none
outside is the same can be grouped by itself. A whole share (kind and country) is such a set, and is taken where much of it is pending.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from legation.model import Contact, Finding, Origin
from legation.register.decided import Decided, kept_apart, key_of
from legation.register.entries import doubts_of, entry_of, grouped
from legation.register.entry_rows import NUMBERS, Written, as_rows, drop, link_all, link_around, note_doubt, tie_held, write
from legation.register.merge.clusters import Doubt, doubts_between, share_of, sighting_of
from legation.register.merge.likeness import ONE_SIDE, Answer, Sighting, keys_of_each, likeness
from legation.register.merge.links import Tie
from legation.register.merge.near import EVER, LONGEST_DAYS, reach_of
from legation.register.outline import from_outline
from legation.register.sayings import NOTHING, said_of
from legation.register.sightings import key_number, origin_from_row, remove

MUCH = 0.2
"""Part of a share from which on it is settled as a whole ..."""
FEW = 20
"""... unless it is no more than this."""
AT_ONCE = 100
"""Sightings settled in one transaction, where it is not a whole share."""
# In these CROSS keeps the order: the few that wait lead the way, not all sightings.
WAITING = """
    SELECT share, count(*) AS waiting FROM pending CROSS JOIN sightings ON sightings.number = sighting GROUP BY share ORDER BY share
"""
OF_SHARE = "SELECT sighting FROM pending CROSS JOIN sightings ON sightings.number = sighting WHERE share = ? LIMIT ?"
GONE = "SELECT sighting, entry FROM pending CROSS JOIN sightings ON sightings.number = sighting WHERE gone"
LINKS_DUE = "INSERT INTO unlinked SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM unlinked)"
NEAR = """
    SELECT sighting FROM near WHERE key = ? AND first = ?
    UNION ALL SELECT sighting FROM near WHERE key = ? AND first > ? AND first <= ? AND last >= ?
"""


@dataclass(slots=True)
class Seen:
    """A sighting that has been looked at."""

    number: int
    name: str
    digest: str
    tour: bool
    sighting: Sighting
    hanging: int | None
    """What is shared by all that hang together with it; None where that is still to be found out."""
    entry: int | None
    """That it is in now."""


@dataclass(slots=True)
class Settling:
    """The work of one transaction."""

    connection: sqlite3.Connection
    seen: dict[int, Seen] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    """The entries written."""
    touched: list[Tie] = field(default_factory=list)
    """What ties entries to others that have been written or dropped."""
    spoken: bool = False
    """Whether there are judgements at all."""

    def __post_init__(self) -> None:
        self.spoken = self.connection.execute("SELECT 1 FROM judgements LIMIT 1").fetchone() is not None

    def settle(self, pending: Iterable[int]) -> None:
        """Settles some sightings and all that hang together with them."""
        waiting = dict.fromkeys(pending)
        while waiting:
            if self._plainly_joins(number := next(iter(waiting))):
                del waiting[number]
                continue
            held = self._hanging_together(number)
            self._group(held)
            self._doubt(held)
            for number in held:
                waiting.pop(number, None)
        link_around(self.connection, self.touched)

    def settle_share(self, share: str) -> None:
        """Settles a whole share; its links are still to be made, by ``link_if_due``."""
        found = self.look_at("SELECT * FROM sightings WHERE share = ?", share)
        self._group({one.number: one for one in found})

    def take_away(self) -> None:
        """Takes away all sightings that count no longer; what hung together with them is to be settled, for it may come together now."""
        for number, entry in self.connection.execute(GONE).fetchall():
            rows = [(other,) for other in self._hung_on(number) - {number}]
            self.connection.executemany("INSERT OR IGNORE INTO pending (sighting, gone) VALUES (?, 0)", rows)
            if entry is not None and self._members(entry):
                self._drop(entry)
            remove(self.connection, number)
            self.connection.execute("DELETE FROM pending WHERE sighting = ?", (number,))
        link_around(self.connection, self.touched)

    def _hung_on(self, number: int) -> set[int]:
        """The sightings of the entry of one, and those that told the same, so that the grouping of each may have rested on it."""
        (one,) = self._called([number])
        same = self._noted(one) if one.hanging is not None else self._the_same(one, ()).union(self._called_same([one]))
        return same.union(self._members(one.entry))

    def _members(self, entry: int | None) -> list[int]:
        """The sightings of an entry."""
        return [row[0] for row in self.connection.execute("SELECT number FROM sightings WHERE entry = ?", (entry,))]

    def look_at(self, query: str, *values: object) -> list[Seen]:
        """The sightings of a query; what has been looked at in this transaction already is taken from there."""
        found: list[Seen] = []
        for row in self.connection.execute(query, values):
            one = self.seen.get(row["number"])
            if one is None:
                self.origins[row["report"]] = origin_from_row(row)
                sighting = sighting_of(from_outline(row["outline"], row["id"], row["report"]), self.origins)
                one = Seen(row["number"], row["name"], row["digest"], bool(row["tour"]), sighting, row["hanging"], row["entry"])
                self.seen[one.number] = one
            found.append(one)
        return found

    def _called(self, numbers: Iterable[int]) -> list[Seen]:
        """The sightings with these numbers, in their order."""
        wanted = sorted(numbers)
        fresh = [number for number in wanted if number not in self.seen]
        if fresh:
            self.look_at(f"SELECT * FROM sightings WHERE number IN {NUMBERS}", json.dumps(fresh))
        return [self.seen[number] for number in wanted if number in self.seen]

    def _plainly_joins(self, number: int) -> bool:
        """Puts a new sighting into an entry, if it is the same as all of it, nothing else hangs together with that, and nobody has judged.

        Then the others need not be grouped again: none of them can have come to another entry by it.
        """
        (one,) = self._called([number])
        if one.hanging is not None or one.entry is not None:
            return False
        near = self._called(self._near(one))
        same = [other for other in near if likeness(one.sighting, other.sighting).answer is Answer.SAME]
        entry = same[0].entry if same else None
        together = same[0].hanging if same else None
        if entry is None or together is None or self._noted(same[0]) | set(self._members(entry)) != {other.number for other in same}:
            return False
        if self._are_pending(same) or any(other.entry != entry for other in same):
            return False
        if self.said_of(seen.sighting.finding for seen in (one, *same)) != NOTHING:
            return False
        self._add_to(entry, one, same)
        return True

    def _add_to(self, entry: int, one: Seen, members: list[Seen]) -> None:
        """Writes an entry anew with one more sighting, and of its doubts those that are left."""
        query = 'SELECT "left" + "right" - ?1 FROM doubts WHERE "left" = ?1 OR "right" = ?1'
        doubted = [row[0] for row in self.connection.execute(query, (entry,))]
        one.hanging = members[0].hanging
        self.connection.execute("UPDATE sightings SET hanging = ? WHERE number = ?", (one.hanging, one.number))
        self._drop(entry)
        self._write([*members, one], NOTHING)
        self.connection.execute("DELETE FROM pending WHERE sighting = ?", (one.number,))
        assert one.entry is not None
        for other in doubted:
            self._weigh(one.entry, other)

    def _are_pending(self, some: Iterable[Seen]) -> bool:
        """Whether some are still to be settled."""
        query = f"SELECT 1 FROM pending WHERE sighting IN {NUMBERS} LIMIT 1"
        return self.connection.execute(query, (json.dumps([one.number for one in some]),)).fetchone() is not None

    def _hanging_together(self, number: int) -> dict[int, Seen]:
        """The sightings that hang together with one; once known, they are noted, for what comes later can but add to them."""
        held: dict[int, Seen] = {}
        waiting = {number}
        while waiting := waiting - held.keys() or set(self._called_same(held.values())) - held.keys():
            found = self._called(waiting)
            held.update((one.number, one) for one in found)
            waiting = set()
            for one in found:
                waiting |= self._noted(one) if one.hanging is not None else self._the_same(one, held)
        together = min(held)
        changed = [(together, one.number) for one in held.values() if one.hanging != together]
        self.connection.executemany("UPDATE sightings SET hanging = ? WHERE number = ?", changed)
        for one in held.values():
            one.hanging = together
        return held

    def _noted(self, one: Seen) -> set[int]:
        """The sightings that are known to hang together with one."""
        return {row[0] for row in self.connection.execute("SELECT number FROM sightings WHERE hanging = ?", (one.hanging,))}

    def _the_same(self, one: Seen, held: Container[int]) -> set[int]:
        """The sightings, besides those held already, that tell the same as one, and those of its entry."""
        near = self._called(number for number in self._near(one) if number not in held)
        same = {other.number for other in near if likeness(one.sighting, other.sighting).answer is Answer.SAME}
        return same | set(self._members(one.entry))

    def _near(self, one: Seen) -> list[int]:
        """The sightings that share somebody with one, of those who matter, and lie near in time."""
        contact = one.sighting.finding.body
        first, last = reach_of(one.sighting.window)
        share, shared = share_of(contact), Counter[int]()
        # Thousands of rows of one number each: as tuples they are read in a third of the time.
        cursor = self.connection.cursor()
        cursor.row_factory = None
        for keys in keys_of_each(contact):
            found: set[int] = set()
            for key in keys:
                number = key_number(share, key)
                low = max(EVER[0], first - LONGEST_DAYS)
                values = (number, EVER[0], number, low, last, first)
                found.update(chain.from_iterable(cursor.execute(NEAR, values)))
            shared.update(found)
        needed = 1 if contact.kind in ONE_SIDE else 2
        return [number for number, times in shared.items() if times >= needed and number != one.number]

    def _called_same(self, held: Iterable[Seen]) -> list[int]:
        """The sightings that people call the same as some of these."""
        ids = {one.sighting.finding.id for one in held}
        pairs = self.said_of(one.sighting.finding for one in held).pairs
        wanted = {name for pair, answer in pairs.items() if answer is Answer.SAME and pair & ids for name in pair}
        if not wanted:
            return []
        # With a plus the ids lead the way, not all sightings.
        query = f"SELECT number FROM findings WHERE id IN {NUMBERS} AND +number IN (SELECT number FROM sightings)"
        return [row[0] for row in self.connection.execute(query, (json.dumps(sorted(wanted)),))]

    def said_of(self, findings: Iterable[Finding[Contact]]) -> Decided:
        """What people say of some findings."""
        return said_of(self.connection, {finding.report_id for finding in findings}) if self.spoken else NOTHING

    def _group(self, held: Mapping[int, Seen]) -> None:
        """Groups sightings to which none other is the same, and writes the entries that have changed."""
        ordered = sorted(held.values(), key=lambda one: one.digest)
        by_finding = {id(one.sighting.finding): one for one in ordered}
        findings = [one.sighting.finding for one in ordered]
        said = self.said_of(findings)
        found = grouped(findings, self.origins, said)
        groups = [[by_finding[id(finding)] for finding in group] for group in found.groups]
        before = self._as_before(held)
        kept = {members for group in groups if (members := frozenset(one.number for one in group)) in before}
        for members, entry in before.items():
            if members not in kept:
                self._drop(entry)
        for group in groups:
            if frozenset(one.number for one in group) not in kept:
                self._write(group, said)
        self.connection.execute(f"DELETE FROM pending WHERE sighting IN {NUMBERS}", (json.dumps(list(held)),))
        for doubt in doubts_of(found, self.origins, kept_apart(said.pairs)):
            self._note(by_finding[id(doubt.left)], by_finding[id(doubt.right)], doubt)

    def _as_before(self, held: Mapping[int, Seen]) -> dict[frozenset[int], int]:
        """The entries that sightings are in, by their members; one with a member that is pending is not as it was, and is dropped."""
        query = f"SELECT sighting FROM pending WHERE sighting IN {NUMBERS}"
        changed = {row[0] for row in self.connection.execute(query, (json.dumps(list(held)),))}
        members: dict[int, set[int]] = defaultdict(set)
        for one in held.values():
            if one.entry is not None:
                members[one.entry].add(one.number)
        for entry in [entry for entry, numbers in members.items() if numbers & changed]:
            self._drop(entry)
            del members[entry]
        return {frozenset(numbers): entry for entry, numbers in members.items()}

    def _write(self, group: Sequence[Seen], said: Decided) -> None:
        """Writes the entry of a group."""
        number = write(self.connection, rows_of(group, said, self.origins))
        for one in group:
            one.entry = number
        self.fresh.add(number)
        self._touch(number)

    def _drop(self, entry: int) -> None:
        """Drops an entry that is not as it was."""
        self._touch(entry)
        for number in self._members(entry):
            if number in self.seen:
                self.seen[number].entry = None
        drop(self.connection, entry)
        self.fresh.discard(entry)

    def _touch(self, entry: int) -> None:
        """Notes what ties an entry to others, so that these are linked anew."""
        tie = tie_held(self.connection, entry)
        self.touched += [tie] if tie else []

    def _doubt(self, held: Mapping[int, Seen]) -> None:
        """Writes of which new entries, and others that do not hang together with them, a person is asked."""
        pairs: set[tuple[int | None, int | None]] = set()
        for one in held.values():
            if one.entry in self.fresh:
                others = self._called(number for number in self._near(one) if number not in held)
                unsure = (other for other in others if likeness(one.sighting, other.sighting).answer is not Answer.DIFFERENT)
                pairs.update((one.entry, other.entry) for other in unsure)
        for left, right in sorted((a, b) for a, b in pairs if a is not None and b is not None):
            self._weigh(left, right)

    def _weigh(self, left: int, right: int) -> None:
        """Writes of two entries that a person is asked whether they are one, where nothing tells them apart."""
        groups = [self._called(self._members(entry)) for entry in (left, right)]
        first, second = ([seen.sighting.finding for seen in group] for group in groups)
        doubt = doubts_between(first, second, self.origins, kept_apart(self.said_of((*first, *second)).pairs))
        if doubt is not None:
            by_finding = {id(seen.sighting.finding): seen for seen in chain(*groups)}
            self._note(by_finding[id(doubt.left)], by_finding[id(doubt.right)], doubt)

    def _note(self, left: Seen, right: Seen, doubt: Doubt) -> None:
        """Writes of which two entries a person is asked."""
        if left.entry is not None and right.entry is not None:
            note_doubt(self.connection, (left.entry, right.entry), (left.number, right.number), doubt)


def rows_of(group: Sequence[Seen], said: Decided, origins: Mapping[str, Origin]) -> Written:
    """The rows of the entry that a group makes."""
    findings = [one.sighting.finding for one in group]
    names = {id(one.sighting.finding): one.name for one in group}
    entry = entry_of(findings, names, said, origins, {id(one.sighting.finding) for one in group if one.tour})
    judged = any(key_of(finding) in said.answers or key_of(finding) in said.corrections for finding in findings)
    numbers = {id(one.sighting.finding): one.number for one in group}
    return as_rows(entry, [numbers[id(finding)] for finding in entry.findings], judged=judged)


def settle_step(connection: sqlite3.Connection) -> tuple[int, int]:
    """Settles some of what is pending, within a transaction of the caller.

    Gives    how many sightings waited before and wait after it.
    """
    shares = connection.execute(WAITING).fetchall()
    before = sum(row["waiting"] for row in shares)
    if not shares:
        return 0, 0
    share, waiting = shares[0]["share"], shares[0]["waiting"]
    settling = Settling(connection)
    if connection.execute(f"{GONE} LIMIT 1").fetchone() is not None:
        settling.take_away()
    elif waiting > FEW and waiting > MUCH * _held_in(connection, share):
        settling.settle_share(share)
        connection.execute(LINKS_DUE)
    else:
        settling.settle([row[0] for row in connection.execute(OF_SHARE, (share, AT_ONCE)).fetchall()])
    return before, connection.execute("SELECT count(*) FROM pending").fetchone()[0]


def _held_in(connection: sqlite3.Connection, share: str) -> int:
    """How many sightings a share has."""
    return int(connection.execute("SELECT count(*) FROM sightings WHERE share = ?", (share,)).fetchone()[0])


def link_if_due(connection: sqlite3.Connection) -> None:
    """Makes the links of all entries where whole shares have been settled."""
    if connection.execute("DELETE FROM unlinked").rowcount:
        link_all(connection)
