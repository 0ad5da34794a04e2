"""Claims: anchors and terms of office as days, and whose contacts are ranked, by the table of occupancies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from legation.model import Actor, Anchor, Claim, Finding, Pattern, Reckoning, Relation, Report, Whose
from legation.tables.offices import Occupancy, Offices, first_day, held_on
from legation.when import When, about, day, month, parse_edtf, shift_days, year

POSTS_OF_NO_TERM = ("ambassador", "organisation")
"""Posts, or beginnings of their class, that no \"as president\" means."""
ELECTED = re.compile(r"\belect(?:ed|ion)\b", re.I)
MONTHS = 12
ROUND_YEARS = 2
"""From this many years on a length is good to the year alone."""


def resolve_claims(report: Report, claims: Sequence[Finding[Claim]], offices: Offices) -> tuple[Finding[Claim], ...]:
    """Claims with the days that their anchors mean."""
    return tuple(replace(f, body=_resolved(report, f.body, offices)) for f in claims)


def _resolved(report: Report, claim: Claim, offices: Offices) -> Claim:
    """A claim with its anchor's day, its window, and the posts of the people it ranks."""
    anchor = claim.anchor
    pattern = replace(claim.pattern, whose=_placed(claim.pattern.whose, report, offices))
    if (claim.absent or claim.relation is Relation.LAST) and report.published is not None:
        pattern = replace(pattern, until=day(report.published))
    if anchor is None:
        return replace(claim, pattern=pattern)
    if anchor.reckoning is Reckoning.LENGTH:
        anchor = replace(anchor, when=_counted_back(anchor, report.published))
        if claim.relation is Relation.NTH or claim.relation is Relation.ONLY:
            pattern = replace(pattern, since=anchor.when)
    elif anchor.reckoning is Reckoning.WINDOW and anchor.back is not None:
        since = _counted_back(anchor, report.published)
        anchor = replace(anchor, when=since)
        pattern = replace(pattern, since=since, until=day(report.published) if report.published else None)
    elif anchor.reckoning is Reckoning.OFFICE:
        row = _term(claim, anchor, report.published, offices)
        anchor, pattern = _of_term(anchor, pattern, row, report.published)
        if ELECTED.search(anchor.words.text) and anchor.when is not None:
            chosen = _chosen(claim, row, offices)
            anchor = replace(anchor, when=chosen or about(anchor.when))
            pattern = replace(pattern, since=anchor.when)
    elif claim.relation in (Relation.NTH, Relation.ONLY) and anchor.when is not None:
        pattern = replace(pattern, since=anchor.when)
    return replace(claim, anchor=anchor, pattern=pattern)


def _counted_back(anchor: Anchor, published: date | None) -> When | None:
    """The day, month or year that a length leads back to; about, where it is rounded."""
    if published is None or anchor.back is None or anchor.unit is None:
        return None
    if anchor.unit == "year" and anchor.back >= ROUND_YEARS:
        return about(year(published.year - anchor.back)) if published.year > anchor.back else None
    if anchor.unit in ("year", "month"):
        months = published.year * MONTHS + published.month - 1 - anchor.back * (MONTHS if anchor.unit == "year" else 1)
        then = month(months // MONTHS, months % MONTHS + 1)
        exact = anchor.reckoning is Reckoning.WINDOW and published.day <= 28
        return parse_edtf(f"{then.edtf}-{published.day:02d}") if exact else about(then)
    return shift_days(day(published), -anchor.back * (7 if anchor.unit == "week" else 1))


def _term(claim: Claim, anchor: Anchor, published: date | None, offices: Offices) -> Occupancy | None:
    """The occupancy that a claim reckons within: the one on the day of the report, else the last before it."""
    actor = anchor.actor or _ranked_person(claim)
    if actor is None or actor.name is None or published is None or "second" in anchor.words.text.lower().split():
        return None
    wanted = anchor.post_class if anchor.post_class not in (None, "leader") else actor.post_class if anchor.actor is None else None
    rows = [r for r in offices.of_person(actor.name) if actor.country in (None, r.country) and not r.post.startswith(POSTS_OF_NO_TERM)]
    rows = [r for r in rows if wanted in (None, r.post) and r.post != "president_elect" and first_day(r.start) <= published]
    held = [r for r in rows if held_on(r, published, published) is True]
    begun = anchor.words.text.lower().startswith(("since", "after", "following", "upon"))
    return max(held or ([] if begun else rows), key=lambda r: first_day(r.start), default=None)


def _ranked_person(claim: Claim) -> Actor | None:
    """The one person whose contact a claim ranks."""
    for whose in (claim.pattern.whose, *claim.pattern.others, claim.instance):
        if whose is not None and whose.actors:
            return whose.actors[0]
    return None


def _of_term(anchor: Anchor, pattern: Pattern, row: Occupancy | None, published: date | None) -> tuple[Anchor, Pattern]:
    """Anchor and window of a term of office; a day that the report gives for it stands where the table has none."""
    if row is None:
        return anchor, replace(pattern, since=anchor.when)
    start = parse_edtf(row.start)
    over = row.end is not None and published is not None and first_day(row.end) <= published
    until = parse_edtf(row.end) if over and row.end is not None else None
    return replace(anchor, when=start), replace(pattern, since=start, until=until or pattern.until)


def _chosen(claim: Claim, row: Occupancy | None, offices: Offices) -> When | None:
    """The day on which somebody was elected to the office that he then took."""
    rows = offices.of_person(row.person) if row is not None else ()
    found = next((r for r in rows if row is not None and r.post == "president_elect" and r.end == row.start), None)
    return parse_edtf(found.start) if found is not None else None


def _placed(whose: Whose | None, report: Report, offices: Offices) -> Whose | None:
    """Somebody named without post and country, with those that the table has for him on the day of the report."""
    if whose is None or len(whose.actors) != 1 or whose.post_class or report.published is None:
        return whose
    actor = whose.actors[0]
    rows = offices.of_person(actor.name or "")
    row = next((r for r in rows if actor.country in (None, r.country) and held_on(r, report.published, report.published) is True), None)
    return replace(whose, post=row.title, post_class=row.post, country=row.country) if row is not None else whose
