"""Findings and judgements -> entries: a pure function, the same in any order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from legation.identity import digest_of
from legation.model import Contact, ContactKind, Entry, EntryState, Finding, Judgement, Origin, ReportState
from legation.record import finding_to_json
from legation.register.merge.clusters import Doubt, clusters
from legation.register.merge.likeness import Answer
from legation.register.merge.links import linked
from legation.register.merge.values import precedence, values_of
from legation.when import When

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
    return merged(findings, judgements, origins)[0]


def merged(
    findings: Iterable[Finding[Contact]], judgements: Iterable[Judgement], origins: Iterable[Origin] = ()
) -> tuple[tuple[Entry, ...], tuple[Doubt, ...]]:
    """The entries, and the pairs of findings of which a person is asked whether they tell one contact."""
    standing = _standing(judgements)
    answers = _answers(standing)
    known = {origin.report: origin for origin in origins}
    digests = _digests(findings)
    names = _names(digests)
    name_of = {id(finding): names[digest] for digest, finding in digests.items()}
    found = clusters(digests.values(), known, _pairs(standing))
    made = [_entry(group, name_of, answers, known) for group in found.groups]
    return linked(sorted(made, key=_place_in_list)), found.doubts


def _entry(
    group: Sequence[Finding[Contact]], name_of: Mapping[int, str], answers: Mapping[str, str], origins: Mapping[str, Origin]
) -> Entry:
    """The entry of findings that tell one contact; it is called after the one whose report appeared first."""
    ranked = sorted(group, key=lambda f: precedence(f, origins), reverse=True)
    counting = [f for f in ranked if _state(answers.get(f.id), origins.get(f.report_id)) is EntryState.STANDING]
    eldest = min(group, key=lambda f: (_published(f, origins), name_of[id(f)]))
    state = EntryState.STANDING if counting else _state(answers.get(ranked[0].id), origins.get(ranked[0].report_id))
    return Entry(
        id=name_of[id(eldest)],
        kind=ranked[0].body.kind,
        findings=tuple([*counting, *(f for f in ranked if f not in counting)]),
        fields=values_of(counting or ranked, origins),
        state=state,
        names=tuple(sorted(name_of[id(f)] for f in group)),
    )


def _published(finding: Finding[Contact], origins: Mapping[str, Origin]) -> date:
    origin = origins.get(finding.report_id)
    return (origin.published if origin else None) or date.max


def _state(answer: str | None, origin: Origin | None) -> EntryState:
    """Whether the entry counts: a person's judgement first, then what the outlet says of its report."""
    if answer == "reject":
        return EntryState.REJECTED
    if answer == "accept" or origin is None:
        return EntryState.STANDING
    return STATES[origin.state]


def _standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that no later one withdraws, the latest first."""
    withdrawn: set[str] = set()
    kept: list[Judgement] = []
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id), reverse=True):
        if judgement.id in withdrawn:
            continue
        if judgement.withdraws is not None:
            withdrawn.add(judgement.withdraws)
        kept.append(judgement)
    return tuple(kept)


def _answers(standing: Iterable[Judgement]) -> dict[str, str]:
    """Which findings people have accepted or rejected, by the latest word on each."""
    answers: dict[str, str] = {}
    for judgement in standing:
        if judgement.answer in ("accept", "reject"):
            answers.setdefault(judgement.left, judgement.answer)
    return answers


def _pairs(standing: Iterable[Judgement]) -> dict[frozenset[str], Answer]:
    """Which pairs of findings people have called the same or different, by the latest word on each."""
    pairs: dict[frozenset[str], Answer] = {}
    for judgement in standing:
        if judgement.right is not None and judgement.answer in set(Answer):
            pairs.setdefault(frozenset((judgement.left, judgement.right)), Answer(judgement.answer))
    return pairs


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
    starts = entry.fields["starts"].value
    when = starts if isinstance(starts, When) else None
    known = (when.earliest or when.latest) if when else None
    return (known.isoformat() if known else "~", when.edtf if when else "", entry.id)
