"""Findings and judgements -> entries: a pure function, the same in any order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields

from legation.identity import digest_of
from legation.model import Contact, ContactKind, Entry, EntryState, Finding, Held, Judgement, Origin, ReportState, Support
from legation.record import finding_to_json

PREFIXES = {ContactKind.VISIT: "v", ContactKind.MEETING: "m", ContactKind.CALL: "c", ContactKind.INVITATION: "i"}
DIGITS_AT_LEAST = 8
STATES = {
    ReportState.STANDING: EntryState.STANDING,
    ReportState.CORRECTED: EntryState.CORRECTED,
    ReportState.WITHDRAWN: EntryState.WITHDRAWN,
}


def entries(findings: Iterable[Finding[Contact]], judgements: Iterable[Judgement], origins: Iterable[Origin] = ()) -> tuple[Entry, ...]:
    """The entries that findings and judgements make, by first day; those without a day come last.

    Takes    the findings of the readings that count; origins of their reports, where known.
    """
    answers = _answers(judgements)
    known = {origin.report: origin for origin in origins}
    digests = _digests(findings)
    names = _names(digests)
    made = (_entry(names[digest], finding, answers.get(finding.id), known.get(finding.report_id)) for digest, finding in digests.items())
    return tuple(sorted(made, key=_place_in_list))


def _entry(name: str, finding: Finding[Contact], answer: str | None, origin: Origin | None) -> Entry:
    """The entry of one finding, each field held by it alone."""
    contact = finding.body
    support = Support(finding=finding.id, report=finding.report_id, published=origin.published if origin else None)
    values = {field.name: getattr(contact, field.name) for field in fields(Contact) if field.name != "kind"}
    values |= {"certainty": finding.certainty, "said_by": finding.said_by}
    held = {field: Held(value=value, supports=(support,)) for field, value in values.items()}
    return Entry(id=name, kind=contact.kind, findings=(finding,), fields=held, state=_state(answer, origin))


def _state(answer: str | None, origin: Origin | None) -> EntryState:
    """Whether the entry counts: a person's judgement first, then what the outlet says of its report."""
    if answer == "reject":
        return EntryState.REJECTED
    if answer == "accept" or origin is None:
        return EntryState.STANDING
    return STATES[origin.state]


def _answers(judgements: Iterable[Judgement]) -> dict[str, str]:
    """The answer that stands for each finding: the latest that no later judgement withdraws."""
    withdrawn: set[str] = set()
    answers: dict[str, str] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id), reverse=True):
        if judgement.id in withdrawn:
            continue
        if judgement.withdraws is not None:
            withdrawn.add(judgement.withdraws)
        if judgement.answer in ("accept", "reject"):
            answers.setdefault(judgement.left, judgement.answer)
    return answers


def _digests(findings: Iterable[Finding[Contact]]) -> dict[str, Finding[Contact]]:
    """Each finding by the digest of what makes its entry; those that are alike in all of it are numbered in a fixed order."""
    alike: dict[str, dict[str, Finding[Contact]]] = defaultdict(dict)
    for finding in findings:
        alike[digest_of(_content(finding))][finding_to_json(finding)] = finding
    numbered: dict[str, Finding[Contact]] = {}
    for digest, group in alike.items():
        for number, (_, finding) in enumerate(sorted(group.items())):
            numbered[digest if number == 0 else digest_of([digest, number])] = finding
    return numbered


def _content(finding: Finding[Contact]) -> list[object]:
    """What an entry's id is made of: kind, report, parties, destination and first day."""
    contact = finding.body
    parties = sorted([party.role, party.actor.name or party.actor.surface] for party in contact.parties)
    starts = contact.starts.edtf if contact.starts else None
    return [contact.kind.value, finding.report_id, parties, contact.destination, starts]


def _names(digests: dict[str, Finding[Contact]]) -> dict[str, str]:
    """An id for each digest: the kind's letter and eight digits, more where two would be called the same."""
    names: dict[str, str] = {}
    waiting = [(PREFIXES[finding.body.kind], digest) for digest, finding in digests.items()]
    length = DIGITS_AT_LEAST
    while waiting:
        called: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for prefix, digest in waiting:
            called[f"{prefix}-{digest[:length]}"].append((prefix, digest))
        names.update((group[0][1], name) for name, group in called.items() if len(group) == 1)
        waiting = [pair for group in called.values() if len(group) > 1 for pair in group]
        length += 4
    return names


def _place_in_list(entry: Entry) -> tuple[str, str, str]:
    """Sorts by first day, the undated last, then by id."""
    starts = entry.findings[0].body.starts
    known = (starts.earliest or starts.latest) if starts else None
    return (known.isoformat() if known else "~", starts.edtf if starts else "", entry.id)
