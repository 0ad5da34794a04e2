"""Findings and judgements -> entries: a pure function, the same in any order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from legation.identity import digest_of
from legation.model import Contact, ContactKind, Doubted, Entry, EntryState, Finding, Judgement, Origin, ReportState
from legation.record import finding_to_json
from legation.register.bearings import COUNTS_ITSELF
from legation.register.corrections import corrected
from legation.register.decided import Decided, corrections_of, decided, kept_apart, key_of, united
from legation.register.merge.clusters import Clusters, Doubt, clusters, doubts_between
from legation.register.merge.likeness import Answer
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
    findings: Iterable[Finding[Contact]],
    judgements: Iterable[Judgement],
    origins: Iterable[Origin] = (),
    counting: Mapping[str, str] = COUNTS_ITSELF,
) -> tuple[tuple[Entry, ...], tuple[Doubted, ...]]:
    """The entries, and the pairs of which a person is asked whether they are one contact.

    Takes    counting = of reports that a copy counts for, which one does.
    """
    known = {origin.report: origin for origin in origins}
    digests = _digests(findings)
    names = names_of({digest: finding.body.kind for digest, finding in digests.items()})
    name_of = {id(finding): names[digest] for digest, finding in digests.items()}
    said = decided(judgements, digests.values(), counting)
    found = grouped([digests[digest] for digest in sorted(digests)], known, said)
    of_tours = tours(digests.values())
    made = [entry_of(group, name_of, said, known, of_tours) for group in found.groups]
    listed = linked(sorted(made, key=place_in_list))
    home = {id(finding): entry for entry in listed for finding in entry.findings}
    doubts = doubts_of(found, known, kept_apart(said.pairs))
    return listed, tuple(sorted((_asked_of_person(doubt, home) for doubt in doubts), key=_place_of_doubt))


def grouped(findings: Sequence[Finding[Contact]], origins: Mapping[str, Origin], said: Decided) -> Clusters:
    """The findings by the contact that they tell: as their contents say, and as people say of them."""
    return united(clusters(findings, origins, kept_apart(said.pairs)), said.pairs)


def doubts_of(found: Clusters, origins: Mapping[str, Origin], judged: Mapping[frozenset[str], Answer]) -> Iterator[Doubt]:
    """Of all pairs of groups that may be one contact those that nothing tells apart."""
    home = {id(finding): number for number, group in enumerate(found.groups) for finding in group}
    pairs = {tuple(sorted((home[id(left)], home[id(right)]))) for left, right in found.unsure}
    for one, other in sorted(pairs):
        doubt = doubts_between(found.groups[one], found.groups[other], origins, judged) if one != other else None
        if doubt is not None:
            yield doubt


def _asked_of_person(doubt: Doubt, home: Mapping[int, Entry]) -> Doubted:
    """A doubt with the entries that it stands between, the one of the better known days first."""
    entries = home[id(doubt.left)], home[id(doubt.right)]
    return Doubted(entries=entries, findings=(doubt.left, doubt.right), reasons=doubt.reasons)


def _place_of_doubt(doubt: Doubted) -> tuple[str, ...]:
    """Sorts by kind, then as the entries are listed."""
    return (doubt.entries[0].kind, *(part for entry in doubt.entries for part in place_in_list(entry)))


def entry_of(
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
        fields=corrected(values_of(counting or ranked, origins, of_tours), corrections_of(group, said), group),
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
    """Each finding by the digest of what makes its entry."""
    alike: dict[str, list[Finding[Contact]]] = defaultdict(list)
    for finding in findings:
        alike[content_digest(finding)].append(finding)
    return {digest: finding for content, group in alike.items() for digest, finding in numbered(content, group)}


def content_digest(finding: Finding[Contact]) -> str:
    """Digest of what an entry's id is made of: kind, report, parties, destination and first day."""
    contact = finding.body
    parties = sorted([party.role, party.actor.name or party.actor.surface] for party in contact.parties)
    starts = contact.starts.edtf if contact.starts else None
    return digest_of([contact.kind.value, finding.report_id, parties, contact.destination, starts])


def numbered(content: str, group: Sequence[Finding[Contact]]) -> list[tuple[str, Finding[Contact]]]:
    """Findings that are alike in all of it, each once and with a digest of its own, in a fixed order."""
    if len(group) == 1:
        return [(content, group[0])]
    written = {finding_to_json(finding): finding for finding in group}
    return [(content if n == 0 else digest_of([content, n]), written[text]) for n, text in enumerate(sorted(written))]


def names_of(kinds: Mapping[str, ContactKind]) -> dict[str, str]:
    """An id for each digest: the kind's letter and eight digits, more where two would be called the same."""
    names: dict[str, str] = {}
    waiting = [(PREFIXES[kind], digest) for digest, kind in kinds.items()]
    length = DIGITS_AT_LEAST
    while waiting:
        called: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for prefix, digest in waiting:
            called[f"{prefix}-{digest[:length]}"].append((prefix, digest))
        names.update((group[0][1], name) for name, group in called.items() if len(group) == 1)
        waiting = [pair for group in called.values() if len(group) > 1 for pair in group]
        length += 4
    return names


def place_in_list(entry: Entry) -> tuple[str, str, str]:
    """Sorts by first day, the undated last, then by id."""
    starts = entry.fields["starts"].value
    when = starts if isinstance(starts, When) else None
    known = (when.earliest or when.latest) if when else None
    return (known.isoformat() if known else "~", when.edtf if when else "", entry.id)
