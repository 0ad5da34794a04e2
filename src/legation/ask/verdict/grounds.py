"""What the claims of a report are judged by, and a claim laid beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from legation.ask.verdict.asked import Asked
from legation.ask.verdict.held import NO_MAP, Held, Map, held_of
from legation.model import Claim, Contact, ContactKind, Entry, Finding, Reckoning
from legation.tables.coverage import Coverage
from legation.tables.former_states import ENDED
from legation.tables.offices import Offices
from legation.when import parse_edtf

INDEPENDENCE = re.compile(
    r"since (?:(?:its|their|the country[’']s|[A-Z]\w+[’']s?) )?independence|since (?:it )?(?:gain|w[io]n|regain)\w* independence"
)
PARTING_YEARS = 2
"""Years that a state took to fall apart, at the most."""
IN_OFFICE = re.compile(r"(?:as|while|whilst|in|during)\b", re.I)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What the claims of one report are judged by."""

    entries: tuple[Entry, ...]
    """Those of the record that may bear on them."""
    coverages: tuple[Coverage, ...]
    """What the record is complete for."""
    as_of: date | None
    told: tuple[Finding[Contact], ...] = ()
    """All contacts of the report."""
    text: str = ""
    offices: Offices | None = None
    map: Map = NO_MAP
    _held: dict[ContactKind, tuple[Held, ...]] = field(default_factory=dict)

    def held(self, kind: ContactKind) -> tuple[Held, ...]:
        """The contacts of a kind that the record has."""
        if kind not in self._held:
            self._held[kind] = held_of(self.entries, kind, self.map)
        return self._held[kind]


def asked_of(claim: Finding[Claim], grounds: Grounds, as_of: date) -> Asked:
    """A claim laid beside the record."""
    kind = claim.body.pattern.contact
    return Asked(
        claim=_since_independence(_of_all_terms(claim.body)),
        words=" ".join(evidence.quote for evidence in claim.evidence),
        text=grounds.text,
        told=grounds.told,
        held=grounds.held(kind) if kind is not None else (),
        coverages=grounds.coverages,
        offices=grounds.offices,
        as_of=as_of,
    )


def _of_all_terms(claim: Claim) -> Claim:
    """ "The first president to visit while in office": of all who held the post, not of one term alone."""
    anchor, whose = claim.anchor, claim.pattern.whose
    office = anchor is not None and anchor.reckoning is Reckoning.OFFICE and anchor.actor is None
    if anchor is None or not office or whose is None or whose.actors or not IN_OFFICE.match(anchor.words.text):
        return claim
    return replace(claim, anchor=None, pattern=replace(claim.pattern, since=None, until=None))


def _since_independence(claim: Claim) -> Claim:
    """A row that begins with the independence of the country visited: with the end of the state that it was part of."""
    anchor, country = claim.anchor, claim.pattern.destination
    if anchor is None or anchor.when is not None or not INDEPENDENCE.fullmatch(anchor.words.text.strip()):
        return claim
    end = next((end for end, _, members in ENDED if country in members), None)
    if end is None:
        return claim
    when = parse_edtf(f"[{end.year - PARTING_YEARS}-01-01..{end.isoformat()}]")
    return replace(claim, anchor=replace(anchor, when=when), pattern=replace(claim.pattern, since=when))
