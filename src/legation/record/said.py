"""Statements and claims as JSON records."""

from __future__ import annotations

from collections.abc import Sequence

from legation.claim_form import form_of
from legation.model import Claim, Evidence, Finding, Origin, Statement, Verdict
from legation.record.parts import JsonObject, evidence_record, party_record, span_record, words_record


def statement_record(finding: Finding[Statement]) -> JsonObject:
    """What somebody is reported to have said."""
    said = finding.body
    speaker: JsonObject | None = None
    if said.speaker is not None:
        actor = said.speaker.actor
        speaker = {**words_record(said.speaker.words), "party": party_record(actor) if actor else None}
    return {
        "id": finding.id,
        "speaker": speaker,
        "anonymous": said.anonymity is not None,
        "anonymity": said.reason,
        "anonymity_kind": said.anonymity.value if said.anonymity else None,
        "direct": said.direct,
        "fragment": said.fragment,
        "cue": words_record(said.cue) if said.cue else None,
        "content": span_record(said.content),
        "certainty": finding.certainty.value,
        "evidence": [evidence_record(evidence) for evidence in finding.evidence],
        "rule": finding.rule,
    }


def claim_record(finding: Finding[Claim], verdict: Verdict | None = None) -> JsonObject:
    """How a report ranks a contact in history, with what the record says of it where that was asked."""
    claim = finding.body
    return {
        "id": finding.id,
        "relation": claim.relation.value,
        "nth": claim.nth,
        "subject": claim.subject.text,
        "event": claim.event.text,
        "scope": claim.scope.text if claim.scope else None,
        "form": form_of(claim),
        "span": span_record(claim.span),
        "about": list(claim.about),
        "said_by": finding.said_by,
        "evidence": [evidence_record(evidence) for evidence in finding.evidence],
        "rule": finding.rule,
        "verdict": _verdict(verdict) if verdict else None,
    }


def _verdict(found: Verdict) -> JsonObject:
    """What the record says of a claim."""
    return {
        "outcome": found.outcome.value,
        "because": list(found.because),
        "coverage": list(found.coverage),
        "caveats": [{"entry": caveat.entry, "text": caveat.text} for caveat in found.caveats],
        "note": found.note,
        "as_of": found.as_of.isoformat() if found.as_of else None,
    }


def words_of_content(said: Statement, evidence: Sequence[Evidence]) -> str:
    """What was said, in the report's words, which are part of the evidence."""
    held = ((e.quote, e.span.start) for e in evidence if e.span.holds(said.content))
    return next((quote[said.content.start - start : said.content.end - start] for quote, start in held), "")


def statement_line(finding: Finding[Statement], origin: Origin) -> JsonObject:
    """A statement as a register lists it: with its words, its report, the day that this appeared, and whether it stands."""
    return {**statement_record(finding), "words": words_of_content(finding.body, finding.evidence), **_origin(origin)}


def claim_line(finding: Finding[Claim], origin: Origin) -> JsonObject:
    """A claim as a register lists it."""
    return {**claim_record(finding), **_origin(origin)}


def _origin(origin: Origin) -> JsonObject:
    """The report of a statement or claim, the day that it appeared, and whether its outlet stands by it."""
    published = origin.published.isoformat() if origin.published else None
    return {"reports": [origin.report], "published": published, "state": origin.state.value}
