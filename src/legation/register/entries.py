"""Findings and judgements -> entries: a pure function, the same in any order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from legation.identity import digest_of
from legation.model import Contact, ContactKind, Doubted, Entry, EntryState, Finding, Judgement, Origin, ReportState
from legation.record import finding_to_json
from legation.register.corrections import corrected
from legation.register.decided import Decided, corrections_of, decided, kept_apart, key_of, united
from legation.register.merge.clusters import Doubt, clusters
from legation.register.merge.links import linked
from legation.register.merge.values import precedence, tours, values_of
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
) -> tuple[tuple[Entry, ...], tuple[Doubted, ...]]:
    """The entries, and the pairs of which a person is asked whether they are one contact."""
    known = {origin.report: origin for origin in origins}
    digests = _digests(findings)
    names = _names(digests)
    name_of = {id(finding): names[digest] for digest, finding in digests.items()}
    said = decided(judgements, digests.values())
    found = united(clusters([digests[digest] for digest in sorted(digests)], known, kept_apart(said.pairs)), said.pairs)
    of_tours = tours(digests.values())
    made = [_entry(group, name_of, said, known, of_tours) for group in found.groups]
    listed = linked(sorted(made, key=_place_in_list))
    entry_of = {id(finding): entry for entry in listed for finding in entry.findings}
    return listed, tuple(_asked_of_person(doubt, entry_of) for doubt in found.doubts)


def _asked_of_person(doubt: Doubt, entry_of: Mapping[int, Entry]) -> Doubted:
    """A doubt with the entries that it stands between, the one of the better known days first."""
    entries = entry_of[id(doubt.left)], entry_of[id(doubt.right)]
    return Doubted(entries=entries, findings=(doubt.left, doubt.right), reasons=doubt.reasons)


def _entry(
    group: Sequence[Finding[Contact]], name_of: Mapping[int, str], said: Decided, origins: Mapping[str, Origin], of_tours: Container[int]
) -> Entry:
    """The entry of findings that tell one contact; it is called after the one whose report appeared first."""
    ranked = sorted(group, key=lambda f: precedence(f, origins), reverse=True)
    counting = [f for f in ranked if _state(said.answers.get(key_of(f)), origins.get(f.report_id)) is EntryState.STANDING]
    eldest = min(group, key=lambda f: (_published(f, origins), name_of[id(f)]))
    state = EntryState.STANDING if counting else _state(said.answers.get(key_of(ranked[0])), origins.get(ranked[0].report_id))
    return Entry(
        id=name_of[id(eldest)],
        kind=ranked[0].body.kind,
        findings=tuple([*counting, *(f for f in ranked if f not in counting)]),
        fields=corrected(values_of(counting or ranked, origins, of_tours), corrections_of(group, said)),
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
