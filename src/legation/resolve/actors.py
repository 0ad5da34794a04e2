"""Parties: the post that somebody held on the day of the contact, by the table of occupancies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from legation.model import Actor, Basis, Contact, ContactKind, Finding, Party, Report
from legation.tables.offices import Occupancy, Offices, held_on

PARENT_STATES = {
    **dict.fromkeys("BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF ATF".split(), "FRA"),
    **dict.fromkeys("AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB".split(), "GBR"),
    **dict.fromkeys("ASM GUM MNP PRI UMI VIR".split(), "USA"),
    **dict.fromkeys("ABW BES CUW SXM".split(), "NLD"),
    **dict.fromkeys("CCK CXR HMD NFK".split(), "AUS"),
    **dict.fromkeys("FRO GRL".split(), "DNK"),
    **dict.fromkeys("HKG MAC".split(), "CHN"),
    **dict.fromkeys("BVT SJM".split(), "NOR"),
    "ALA": "FIN",
    "TKL": "NZL",
}
"""State of each territory that has a code of its own; to go there is no journey abroad for those who govern it."""
ROMAN = ("VAT", "ITA")
"""Home and country of a journey that is none: the Holy See lies in Rome."""
SEEKING_OFFICE = "candidate"
"""Post class of those who stand for an office and hold none."""


def resolve_actors(report: Report, findings: Sequence[Finding[Contact]], offices: Offices) -> tuple[Finding[Contact], ...]:
    """Findings with the posts of each contact's own days; what the report says of a post always stands."""
    return tuple(r for r in (_resolved(report, f, offices) for f in findings) if _between_states(r.body))


def _between_states(body: Contact) -> bool:
    """Whether a contact still joins two countries once all parties are known."""
    if body.kind is ContactKind.VISIT:
        at_home = (body.destination, PARENT_STATES.get(body.destination or "", body.destination))
        homes = [p.actor.country for p in body.parties if p.role == "visitor"]
        return any(home not in at_home and (home, body.destination) != ROMAN for home in homes)
    return len({p.actor.country or p.actor.organisation or p.actor.name for p in body.parties}) > 1


def _resolved(report: Report, finding: Finding[Contact], offices: Offices) -> Finding[Contact]:
    parties = tuple(p for p in finding.body.parties if p.role != "visitor" or p.actor.post_class != SEEKING_OFFICE)
    finding = replace(finding, body=replace(finding.body, parties=parties))
    when = finding.body.starts
    first = when.earliest if when and when.earliest else report.published
    last = when.latest if when and when.latest else report.published
    if first is None or last is None:
        return finding
    in_office = (p for p in finding.body.parties if not (p.role == "visitor" and _was_out_of_office(p.actor, offices, first, last)))
    parties = tuple(replace(p, actor=_on_day(p.actor, offices, first, last)) for p in in_office)
    return replace(finding, body=replace(finding.body, parties=_distinct(parties)))


def _was_out_of_office(actor: Actor, offices: Offices, first: date, last: date) -> bool:
    """Whether somebody whom the report calls a former office-holder held nothing on these days: his journeys are his own."""
    return actor.former and not any(held_on(row, first, last) is not False for row in offices.of_person(actor.name or ""))


def _on_day(actor: Actor, offices: Offices, first: date, last: date) -> Actor:
    """The actor with his post of these days where the report gives none, and the holder of an office left unnamed."""
    if actor.name is None and actor.country and actor.post_class:
        held = offices.holders(actor.country, actor.post_class, first, last)
        people = tuple(dict.fromkeys(o.person for o in held))
        if len(people) == 1 and held_on(held[0], first, last) is True:
            return replace(
                actor, name=people[0], wikidata=held[0].wikidata, basis=Basis.OCCUPANCY, verified=held[0].verified, candidates=()
            )
        return replace(actor, candidates=people if len(people) > 1 else actor.candidates)
    if actor.name is None or actor.post_stated:
        return actor
    row = _row_of_day(offices.of_person(actor.name), actor, first, last)
    if row is None:
        return actor
    return replace(
        actor,
        post=row.title,
        post_class=row.post,
        country=actor.country or row.country,
        wikidata=actor.wikidata or row.wikidata,
        basis=Basis.OCCUPANCY,
        verified=row.verified,
    )


def _row_of_day(rows: Sequence[Occupancy], actor: Actor, first: date, last: date) -> Occupancy | None:
    mine = [r for r in rows if actor.country in (None, r.country)]
    return next((r for r in mine if held_on(r, first, last) is True), None)


def _distinct(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple({(p.role, p.actor.name or p.actor.surface): p for p in reversed(parties)}.values())[::-1]
