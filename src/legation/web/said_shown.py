"""One statement or claim as its page shows it: who said what in which words, or what is ranked and what the record says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from legation.ask.said import Told
from legation.claim_form import form_of
from legation.model import Claim, EntryState, Finding, Report, Statement
from legation.record import JsonObject, claim_line, claim_record, statement_line, words_of_content
from legation.register.bearings import Fit
from legation.register.looking import homes_of, listed_called, rejected, reports_called
from legation.register.store import Register
from legation.web.desk import Desk
from legation.web.entry_shown import SURE, brief
from legation.web.named import LETTERS, titled
from legation.web.wording import source_of, words_at
from legation.web.words import path_part, plain

HOW = {(True, False): "in his own words", (False, True): "partly in his own words", (False, False): "in the words of the report"}
RELATIONS = {
    "first": "that it is the first",
    "last": "which was the last",
    "nth": "its number in a row",
    "only": "that it is the only one",
    "since": "that there was none since",
    "tradition": "that it is a custom",
}
ANONYMOUS = {
    "requested": "asked not to be named",
    "unnamed": "not named by the report",
    "collective": "many at once, of whom nobody is named",
    "media": "papers or stations that are not named",
}


def said_shown(register: Register, told: Told[Statement] | Told[Claim], made: Sequence[Fit]) -> JsonObject:
    """All that is known of a statement or claim.

    Takes    made = the judgements that bear on it.
    """
    finding, name = told.finding, told.finding.report_id
    report = reports_called(register, [name]).get(name)
    certainty = finding.certainty.value
    is_claim = isinstance(finding.body, Claim)
    own = _claim(register, cast("Told[Claim]", told), report) if is_claim else _statement(cast("Told[Statement]", told))
    return {
        "id": finding.id,
        "kind": finding.body.kind,
        "address": f"/{'claims' if is_claim else 'statements'}/{path_part(finding.id)}",
        "certainty": certainty,
        "sure": SURE.get(certainty, certainty),
        "state": EntryState.REJECTED.value if rejected(made) else told.origin.state.value,
        "rule": finding.rule,
        "report": source_of(report, name),
        "words": [w for e in finding.evidence if (w := words_at(report, e.span, finding.id, report_id=name))],
        **own,
    }


def _statement(told: Told[Statement]) -> JsonObject:
    """Who said it, and how."""
    finding, body = told.finding, told.finding.body
    actor = body.speaker.actor if body.speaker else None
    who = titled(actor) if actor and actor.name else body.speaker.words.text if body.speaker else "somebody who is not told"
    return {
        "headline": f"Said by {who}",
        "who": who,
        "called": body.speaker.words.text if body.speaker else None,
        "name": actor.wikidata or actor.name if actor else None,
        "how": HOW[body.direct, body.fragment and not body.direct],
        "cue": body.cue.text if body.cue else None,
        "anonymous": ANONYMOUS[body.anonymity.value] if body.anonymity else None,
        "reason": body.reason,
        "content": words_of_content(body, finding.evidence),
        "line": statement_line(finding, told.origin),
    }


def told_by_statement(register: Register, told: Told[Statement]) -> list[JsonObject]:
    """The contacts that are told by somebody's word."""
    reading = register.find_reading(told.finding.report_id)
    names = [finding.id for finding in (reading.contacts if reading else ()) if finding.said_by == told.finding.id]
    return _held(register, told.finding.report_id, names)


def _claim(register: Register, told: Told[Claim], report: Report | None) -> JsonObject:
    """What is ranked, and from what it is reckoned."""
    finding, body = told.finding, told.finding.body
    anchor = body.anchor.words if body.anchor else None
    parts = (("Of whom", body.subject), ("What", body.event), ("Among which", body.scope), ("Reckoned from", anchor))
    nth = f" ({body.nth})" if body.nth else ""
    return {
        "headline": f"Claim: {form_of(body)}",
        "relation": body.relation.value,
        "claims": f"{RELATIONS.get(body.relation.value, plain(body.relation.value))}{nth}",
        "denied": body.denied,
        "form": form_of(body),
        "parts": [{"label": label, "text": words.text} for label, words in parts if words],
        "content": report.text[body.span.start : body.span.end] if report else finding.evidence[0].quote,
        "about": _held(register, finding.report_id, body.about),
        "said_by": f"/statements/{path_part(finding.said_by)}" if finding.said_by else None,
        "line": claim_line(finding, told.origin),
    }


def _held(register: Register, report: str, names: Sequence[str]) -> list[JsonObject]:
    """The entries that hold some findings of a report."""
    homes = homes_of(register, [(report, name) for name in names]) if names else {}
    return list(map(brief, listed_called(register, [name for name, _ in dict.fromkeys(homes.values())]))) if homes else []


def verdict_shown(desk: Desk, register: Register, told: Told[Statement] | Told[Claim]) -> JsonObject | None:
    """What the packaged record and the register say of a claim as of the day of its report."""
    reading = register.find_reading(told.finding.report_id)
    if reading is None:
        return None
    checked = desk.evidence(register).check(reading)
    verdict = checked.verdicts.get(told.finding.id)
    if verdict is None:
        return None
    found = cast("dict[str, Any]", claim_record(cast("Finding[Claim]", told.finding), verdict)["verdict"])
    return {**found, "entries": [{"id": name, "address": _address(name)} for name in found["because"]]}


def _address(name: str) -> str:
    """Where what decides a claim is shown: an entry of the register, or a record of the official list."""
    letter, dash, _ = name.partition("-")
    return f"/{LETTERS[letter]}/{path_part(name)}" if dash and letter in LETTERS else f"/reports/{path_part(name)}"
