"""Statements and claims on a screen: as rows of a table, and each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, cast

from legation.ask.said import Told
from legation.claim_form import form_of
from legation.doors.contacts import name_of
from legation.doors.page import cell, console, quoted, shortened
from legation.export.tabular import Held
from legation.model import Actor, Certainty, Claim, Entry, Evidence, Finding, ReportState, Statement
from legation.record import JsonObject, claim_line, entry_record, statement_line, words_of_content

WORDS_AT_MOST = 120
B = TypeVar("B", Statement, Claim)


def findings_of(held: Iterable[Held], sort: type[B]) -> list[Finding[B]]:
    """The findings of statements, or of claims, among all that a register was asked for."""
    return [one.finding for one in held if isinstance(one, Told) and isinstance(one.finding.body, sort)]


def line_of(held: Held) -> JsonObject:
    """What a register holds, as one JSON object."""
    if isinstance(held, Entry):
        return entry_record(held)
    body = held.finding.body
    if isinstance(body, Statement):
        return statement_line(cast(Finding[Statement], held.finding), held.origin)
    return claim_line(cast(Finding[Claim], held.finding), held.origin)


def print_statements(found: Iterable[Finding[Statement]], *, kept: bool) -> None:
    """Statements as a table.

    Takes    kept = whether they stand in a register, whose ids ``legation show`` takes.
    """
    found = tuple(found)
    rows = [(who_says(f.body), cue_of(f.body), shortened(words_of_content(f.body, f.evidence), WORDS_AT_MOST)) for f in found]
    _print_table(("who says", "how", "what"), rows, [f.id for f in found] if kept else None)


def print_claims(found: Iterable[Finding[Claim]], *, kept: bool) -> None:
    """Claims as a table; arguments as in ``print_statements``."""
    found = tuple(found)
    rows = [(f.body.relation.value, form_of(f.body), shortened(f.evidence[0].quote, WORDS_AT_MOST)) for f in found]
    _print_table(("claim", "what must hold", "words"), rows, [f.id for f in found] if kept else None)


def _print_table(names: Sequence[str], rows: Sequence[tuple[str, ...]], ids: Sequence[str] | None) -> None:
    """Rows under their names, with ids where there are some."""
    if not rows:
        return
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in (*(["id"] if ids else []), *names):
        table.add_column(name, overflow="fold", no_wrap=name == "id", ratio=None if name in ("id", "claim") else 1)
    for number, row in enumerate(rows):
        table.add_row(*([cell(ids[number])] if ids else []), *(cell(text) for text in row))
    console().print(table)


def who_says(said: Statement) -> str:
    """The speaker by name, else in the report's words; and why he has none."""
    if said.speaker is None:
        return "not told"
    actor = said.speaker.actor
    name = _person(actor) if actor and actor.name else said.speaker.words.text
    return f"{name} ({said.anonymity.value})" if said.anonymity else name


def _person(actor: Actor) -> str:
    return f"{name_of(actor)} ({actor.country})" if actor.country else name_of(actor)


def cue_of(said: Statement) -> str:
    """The cue, and whether the words are the speaker's own."""
    speech = "direct" if said.direct else "fragment" if said.fragment else ""
    return ", ".join(part for part in (said.cue.text if said.cue else "", speech) if part)


def lines_of(told: Told[Statement] | Told[Claim]) -> Iterator[str]:
    """The page of one statement or claim."""
    finding, body = told.finding, told.finding.body
    if isinstance(body, Statement):
        title, values = statement_title(body, finding.certainty), statement_values(body, finding.evidence)
    else:
        title, values = claim_title(body, finding.certainty), claim_values(body)
    yield f"{title}: {finding.id}"
    yield from values
    if finding.said_by:
        yield f"said by statement {finding.said_by}"
    yield from support_lines(told)


def statement_title(said: Statement, certainty: Certainty) -> str:
    """Kind, manner and certainty of a statement."""
    speech = "direct" if said.direct else "with a fragment quoted" if said.fragment else "in the report's words"
    return f"statement, {speech}, {certainty.value}"


def statement_values(said: Statement, evidence: Sequence[Evidence]) -> Iterator[str]:
    """Speaker, cue and content, each with its words."""
    yield f"speaker: {who_says(said)}" + (f"  {quoted(said.speaker.words.text)}" if said.speaker else "")
    if said.reason:
        yield f"name kept back: {quoted(said.reason)}"
    if said.cue:
        yield f"cue: {quoted(said.cue.text)}"
    yield f"content: {said.content.start}-{said.content.end}  {quoted(words_of_content(said, evidence), 2000)}"


def claim_title(claim: Claim, certainty: Certainty) -> str:
    """Relation and certainty of a claim."""
    nth = f" ({claim.nth})" if claim.nth else ""
    return f"claim, {claim.relation.value}{nth}{', denied' if claim.denied else ''}, {certainty.value}"


def claim_values(claim: Claim) -> Iterator[str]:
    """What must hold, and each part of a claim with its words."""
    yield f"what must hold: {form_of(claim)}"
    for name, words in (("subject", claim.subject), ("event", claim.event), ("scope", claim.scope)):
        if words is not None:
            yield f"{name}: {quoted(words.text)}"
    if claim.anchor is not None:
        known = (claim.anchor.actor and _person(claim.anchor.actor), claim.anchor.when and claim.anchor.when.edtf)
        yield f"reckoned from: {quoted(claim.anchor.words.text)}" + "".join(f", {part}" for part in known if part)
    for contact in claim.about:
        yield f"about: {contact}"


def support_lines(told: Told[Statement] | Told[Claim]) -> Iterator[str]:
    """The report with its day and state, the rule and the words."""
    finding, origin = told.finding, told.origin
    day = origin.published.isoformat() if origin.published else "day of publication not known"
    state = "" if origin.state is ReportState.STANDING else f", {origin.state.value}"
    yield f"report {finding.report_id}, {day}{state}; rule {finding.rule}"
    for evidence in finding.evidence:
        yield f"    {evidence.span.start}-{evidence.span.end}  {quoted(evidence.quote, 2000)}"
