"""Facts of one record -> a Reading: one line in words of our own, and a visit for each visitor that cites it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from legation.identity import stable_id
from legation.imports.facts import LEVELS, Facts, Named, Spelled
from legation.imports.known import Known
from legation.imports.where import Land, land_of, overseas_in, row_of
from legation.imports.who import actor_of
from legation.model import Certainty, Contact, ContactKind, Finding, Party, Place, Problem, Reading, Report, Status, Stop, cite
from legation.span import Span
from legation.when import When, one_of, parse_edtf


@dataclass(slots=True)
class Line:
    """A line that is written from left to right and remembers where its words stand."""

    text: str = ""
    visitors: list[tuple[Named, Span]] = field(default_factory=list)
    places: list[tuple[Spelled, Span]] = field(default_factory=list)
    days: dict[str, Span] = field(default_factory=dict)

    def add(self, words: str) -> Span:
        """Writes on; where the words stand."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def reading_of(facts: Facts, known: Known, rules: str) -> Reading:
    """What a record tells, as the reading of a report whose text is its line of facts."""
    line, told = _line_of(facts)
    text = line.text
    report = Report(
        id=facts.id,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        outlet=facts.outlet,
        modified=date.fromisoformat(facts.modified) if facts.modified else None,
        language="en",
        source=facts.source,
        authority=facts.authority,
    )
    contacts, problems = _contacts(facts, line, known)
    findings = tuple(
        Finding(
            id=stable_id("f", report.id, report.sha256, facts.rule, number),
            report_id=report.id,
            body=contact,
            certainty=Certainty.PLAIN,
            evidence=(cite(report, told),),
            rule=facts.rule,
        )
        for number, contact in enumerate(contacts)
    )
    return Reading(report=report, contacts=findings, problems=(*facts.problems, *problems), rules=rules)


def _line_of(facts: Facts) -> tuple[Line, Span]:
    """The line of facts, and the part of it that tells the visit."""
    line = Line()
    for number, named in enumerate(facts.visitors):
        line.add(" and " if number else "")
        line.visitors.append((named, line.add(named.words)))
    line.add("" if facts.visitors else "visitor not given")
    line.add(f", {facts.home}," if facts.home else "")
    line.add(f" in {facts.destination or 'a country not given'}")
    for number, place in enumerate(facts.places):
        line.add(", " if number else ": ")
        span = line.add(place.words)
        line.places.append((place, Span(span.start, span.start + len(place.name))))
    line.add(f", {LEVELS[facts.level]}" if facts.level else "")
    line.add("" if facts.status is Status.OCCURRED else f", {facts.status.value.replace('_', ' ')}")
    if facts.starts:
        line.add(", ")
        line.days["starts"] = line.days["ends"] = line.add(facts.starts)
    if facts.ends and facts.ends != facts.starts:
        line.add(" to " if facts.starts else ", to ")
        line.days["ends"] = line.add(facts.ends)
    if facts.stay:
        line.add(", of a stay from ")
        line.days["stay_starts"] = line.add(facts.stay[0])
        line.add(" to ")
        line.days["stay_ends"] = line.add(facts.stay[1])
    told = Span(0, len(line.text))
    line.add(f"; {facts.reference}")
    return line, told


def _contacts(facts: Facts, line: Line, known: Known) -> tuple[tuple[Contact, ...], tuple[Problem, ...]]:
    """A visit for each visitor, and what was amiss; none where visitor or country cannot be known."""
    if not facts.visitors:
        advice = "no visitor is given; the record is kept without a visit"
        told = any(problem.code == "import.line_unread" for problem in facts.problems)
        return (), () if told else (Problem(code="import.no_visitor", where=_where(facts), advice=advice),)
    starts, ends, problems = _days(facts, line)
    day = starts.earliest if starts else ends.earliest if ends else None
    land = land_of(facts.destination or "", facts.destination_id, day, known.gazetteer)
    stops = tuple(_stop(place, span, land, known) for place, span in line.places)
    destination = _destination(land, stops)
    home, unknown = _home(facts, day, known)
    problems.extend((*_unknown(land, destination, facts, "the record is kept without a visit"), *unknown))
    if destination is None:
        return (), tuple(problems)
    if len(stops) == 1:
        stops = (Stop(place=stops[0].place, arrives=starts, leaves=ends),)
    if facts.stay and destination == land.code:
        if len(stops) > 1 and starts and ends:
            stops = tuple(Stop(place=stop.place, arrives=one_of(starts, ends, phrase=starts.phrase)) for stop in stops)
        starts, ends = (parse_edtf(day, phrase=line.days[f"stay_{name}"]) for name, day in zip(("starts", "ends"), facts.stay, strict=True))
    visits = tuple(
        Contact(
            kind=ContactKind.VISIT,
            status=facts.status,
            parties=(Party(role="visitor", actor=actor_of(named, (number, span), home, starts, known)),),
            stops=stops,
            destination=destination,
            starts=starts,
            ends=ends,
            level=facts.level,
            salience="main",
        )
        for number, (named, span) in enumerate(line.visitors, start=1)
    )
    return visits, tuple(problems)


def _home(facts: Facts, day: date | None, known: Known) -> tuple[str | None, list[Problem]]:
    """The country or organisation of the visitors, and what is noted where it has no code."""
    if facts.home is None:
        return None, []
    land = land_of(facts.home, facts.home_id, day, known.gazetteer)
    body = facts.home.upper() if facts.home.upper() in known.bodies else None
    return land.code or body, _unknown(land, land.code or body, facts, "the visitor's country is left open")


def _days(facts: Facts, line: Line) -> tuple[When | None, When | None, list[Problem]]:
    """First and last day; a last day before the first one is not believed."""
    starts, ends = (
        parse_edtf(day, phrase=line.days[name]) if day else None for name, day in (("starts", facts.starts), ("ends", facts.ends))
    )
    if starts is None:
        known = any(problem.code == "import.day_unreadable" for problem in facts.problems)
        open_day = Problem(code="import.no_day", where=_where(facts), advice="the first day is not given; it is left open")
        return None, ends, [] if known else [open_day]
    if ends is not None and ends.latest and starts.earliest and ends.latest < starts.earliest:
        advice = f"the last day, {ends.edtf}, is before the first, {starts.edtf}; it is left open: see which of the two is right"
        return starts, None, [Problem(code="import.days_reversed", where=_where(facts), advice=advice)]
    return starts, ends, []


def _stop(place: Spelled, span: Span, land: Land, known: Known) -> Stop:
    """A place of the visit as the gazetteer knows it, else by its name alone; in a state that is gone it lay in that state."""
    row = row_of(place, land, known.gazetteer)
    country = row.country if row else overseas_in(place.within, land, known.gazetteer)
    if land.code is not None and (country is None or country in land.members):
        country = land.code
    return Stop(
        place=Place(
            surface=place.name,
            span=span,
            name=row.name if row else place.name,
            country=country,
            geonames=row.geonames if row else None,
            lat=row.lat if row else None,
            lon=row.lon if row else None,
            kind=row.kind if row else "place",
        )
    )


def _destination(land: Land, stops: tuple[Stop, ...]) -> str | None:
    """The country by today's codes: that of the record, or, of a colony or territory, that which all its places lie in."""
    found = {stop.place.country for stop in stops}
    return found.pop() if len(found) == 1 else land.code


def _unknown(land: Land, code: str | None, facts: Facts, kept: str) -> list[Problem]:
    """What is noted of a country that has no code.

    Takes    kept = what becomes of the record.
    """
    if code is not None:
        return []
    if land.note:
        return [Problem(code="note.import_no_code", where=_where(facts), advice=f"{land.words}: {land.note}; {kept}")]
    if not land.words:
        return [Problem(code="import.no_country", where=_where(facts), advice=f"no country is given; {kept}")]
    advice = f"{land.words!r} is no country of the table; write its English name or alpha-3 code; {kept}"
    return [Problem(code="import.country_unknown", where=_where(facts), advice=advice)]


def _where(facts: Facts) -> str:
    """Where a record stands, for the person who is to mend it."""
    return facts.source or facts.id
