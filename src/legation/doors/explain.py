"""Which rule told what, word by word: the sentence with its evidence marked, and how each value was reached."""

from __future__ import annotations

from collections.abc import Iterator

from legation.doors.contacts import name_of
from legation.doors.page import console, line, quoted
from legation.doors.run import Asked, Tally, headline, problems_of, read_reading, reports_of, summary, told_when_stopped
from legation.doors.said import claim_title, claim_values, statement_title, statement_values
from legation.model import Claim, Contact, Evidence, Finding, Party, Reading, Report, Sentence, Statement
from legation.record import all_told
from legation.segment import segment
from legation.span import hull
from legation.when import TimeBasis, When

MARKS = ("[[", "]]")
"""What the evidence stands between."""


def explain_run(asked: Asked) -> int:
    """Explains every finding of the reports."""
    from legation.pipeline import load_kit

    kit = load_kit(asked.pipeline)
    tally = Tally()
    with told_when_stopped(tally, asked):
        for report in reports_of(asked, tally):
            reading = read_reading(report, kit, tally)
            page = console()
            page.print(line(headline(report), "bold"), soft_wrap=True)
            for text in explained(reading):
                page.print(line(text), soft_wrap=True)
            for problem in problems_of(reading):
                page.print(line(f"{problem.code}: {problem.advice}"), soft_wrap=True)
    return summary(tally, asked)


def explained(reading: Reading) -> Iterator[str]:
    """The lines that explain what a report was found to tell."""
    if not (reading.contacts or reading.statements or reading.claims):
        yield "no rule told anything here"
        return
    sentences = segment(reading.report)
    for number, finding in enumerate(all_told(reading), start=1):
        title, lines = described(finding, reading.report)
        yield f"{number}. {title}: told by rule {finding.rule} ({finding.id})"
        for evidence in finding.evidence:
            yield f"   {marked(reading.report, evidence, sentences)}"
        for value in lines:
            yield f"   {value}"
        if finding.said_by:
            yield f"   said by statement {finding.said_by}"
        yield ""


def described(finding: Finding[Contact | Statement | Claim], report: Report) -> tuple[str, Iterator[str]]:
    """What a finding is, and a line for each of its values."""
    body = finding.body
    if isinstance(body, Statement):
        return statement_title(body, finding.certainty), statement_values(body, finding.evidence)
    if isinstance(body, Claim):
        return claim_title(body, finding.certainty), claim_values(body)
    return f"{body.kind.value}, {body.status.value.replace('_', ' ')}, {finding.certainty.value}", values(body, report)


def marked(report: Report, evidence: Evidence, sentences: tuple[Sentence, ...]) -> str:
    """The sentence that the evidence stands in, the evidence between marks."""
    span = evidence.span
    around = tuple(sentence.span for sentence in sentences if sentence.span.overlaps(span))
    whole = hull((*around, span))
    text = report.text
    before, after = text[whole.start : span.start], text[span.end : whole.end]
    return f"{span.start}-{span.end}  {before}{MARKS[0]}{evidence.quote}{MARKS[1]}{after}"


def values(contact: Contact, report: Report) -> Iterator[str]:
    """Each value of a contact, its words and how it was reached."""
    for party in contact.parties:
        yield from party_lines(party)
    for stop in contact.stops:
        place = stop.place
        known = ", ".join(part for part in (place.name, place.country, f"GeoNames {place.geonames}" if place.geonames else None) if part)
        yield f"stop: {quoted(place.surface)} is {known} ({place.kind})"
        for label, when in (("arrives", stop.arrives), ("leaves", stop.leaves)):
            if when is not None:
                yield f"  {label}: {reached(when, report)}"
    if contact.destination:
        yield f"destination: {contact.destination}"
    for label, when in (("starts", contact.starts), ("ends", contact.ends)):
        yield f"{label}: {reached(when, report)}" if when else f"{label}: not told"
    for topic in contact.topics:
        yield f"topic: {quoted(topic.text)}"
    for label, value in (("level", contact.level), ("purpose", contact.purpose), ("format", contact.format)):
        if value:
            yield f"{label}: {value}"


def party_lines(party: Party) -> Iterator[str]:
    """Who is meant by which words, and on what that rests."""
    actor = party.actor
    basis = "the report's own words" if actor.basis.value == "text" else "the table of occupancies"
    doubt = "" if actor.verified else ", in a row that no document confirms"
    yield f"{party.role}: {quoted(actor.surface)} is {', '.join(part for part in (name_of(actor), actor.post, actor.country) if part)}"
    yield f"  by {basis}{doubt}" + (f"; candidates: {', '.join(actor.candidates)}" if actor.candidates else "")


def reached(when: When, report: Report) -> str:
    """How a day was reached: from which words, and counted from what."""
    words = f" from {quoted(report.text[when.phrase.start : when.phrase.end])}" if when.phrase else ""
    day = report.published.isoformat() if report.published else "an unknown day of publication"
    how = {
        TimeBasis.STATED: "stated in full",
        TimeBasis.RELATIVE: f"counted from {day}",
        TimeBasis.DATELINE: f"by the day of publication, {day}",
        TimeBasis.INFERRED: "reckoned from other days",
    }
    return f"{when.edtf}{words}, {how[when.basis]}"
