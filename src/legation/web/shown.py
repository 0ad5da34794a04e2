"""A report as its page shows it: the record of what it tells, its text with all that is marked there, and what the record says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from legation.ask.query import contact_of
from legation.ask.stays import ids_of
from legation.checking import Checked, Evidence
from legation.model import Comparison, Contact, Entry, Finding, Mention, Reading, Verdict
from legation.record import JsonObject, record_of
from legation.record.contacts import LISTS
from legation.register.reports_listed import entries_told
from legation.register.store import Register
from legation.tables.coverage import Coverage
from legation.web.days import days
from legation.web.marked import labels_of, marks_of
from legation.web.words import country, path_part

HISTORIAN = "historian:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the record says of a report, and what its answers lead to."""

    verdicts: Mapping[str, Verdict]
    comparisons: Mapping[str, Comparison]
    against: JsonObject


def report_shown(reading: Reading, mentions: Iterable[Mention] | None, found: Found | None) -> JsonObject:
    """The record of a report with what its page needs besides, under ``page``.

    Takes    mentions = all that it names; None marks only the names that something told rests on.
    """
    record = record_of(reading, found.verdicts, found.comparisons) if found else record_of(reading)
    page: JsonObject = {
        "text": reading.report.text,
        "labels": dict(labels_of(reading)),
        "marks": marks_of(reading, mentions, country),
        "names": "told" if mentions is None else "all",
        "against": found.against if found else None,
        "answers": dict(Counter(verdict.outcome.value for verdict in found.verdicts.values())) if found else {},
        "problems": [problem for problem in _problems(record) if not str(problem["code"]).startswith("note.occupancy")],
    }
    return {**record, "page": page}


def _problems(record: JsonObject) -> list[dict[str, object]]:
    """What went amiss, as the record has it."""
    problems = record["problems"]
    return problems if isinstance(problems, list) else []


def found_of(checked: Checked, evidence: Evidence) -> Found:
    """What a check has come to, with what its ids lead to."""
    verdicts, comparisons = checked.verdicts, checked.comparisons
    named = {name: entry for entry in checked.entries for name in (*ids_of(entry), entry.id)}
    because = (*(verdict.because for verdict in verdicts.values()), *(compared.because for compared in comparisons.values()))
    caveats = (caveat.entry for verdict in verdicts.values() for caveat in verdict.caveats)
    asked = dict.fromkeys((*(name for names in because for name in names), *caveats))
    rested = {name for verdict in verdicts.values() for name in verdict.coverage}
    against: JsonObject = {
        "as_of": checked.as_of.isoformat() if checked.as_of else None,
        "register": evidence.register is not None,
        "sources": _sources([(name, named.get(name)) for name in asked], evidence),
        "coverage": {declared.id: _coverage(declared) for declared in evidence.coverages if declared.id in rested},
    }
    return Found(verdicts=verdicts, comparisons=comparisons, against=against)


def _sources(asked: Sequence[tuple[str, Entry | None]], evidence: Evidence) -> JsonObject:
    """What each id that decides something is, in words, and where it is to be seen."""
    told = [finding for name, entry in asked if entry and not name.startswith(HISTORIAN) for finding in entry.findings]
    held = entries_of(evidence.register, told) if evidence.register and told else {}
    return {name: _source(name, entry, held, evidence) for name, entry in asked}


def _source(name: str, entry: Entry | None, held: Mapping[tuple[str, str], JsonObject], evidence: Evidence) -> JsonObject:
    """One of them."""
    page = evidence.official.page(name) if name.startswith(HISTORIAN) else None
    own = next((held[key] for finding in (entry.findings if entry else ()) if (key := _key(finding)) in held), None)
    href = f"/reports/{path_part(name)}" if name.startswith(HISTORIAN) else own["href"] if own else None
    contact = contact_of(entry) if entry else None
    known = {"kind": contact.kind.value, "status": contact.status.value} if contact else {"kind": None, "status": None}
    words = in_words(contact) if contact else name
    return {"id": name, **known, "words": words, "href": href, "page": page}


def in_words(contact: Contact) -> str:
    """A contact in one line: who, where, when."""
    leading = [party.actor for party in contact.parties if party.role in ("visitor", "inviter", "participant")]
    who = " and ".join(dict.fromkeys(actor.name or actor.surface for actor in leading))
    places = (*(stop.place.name for stop in contact.stops), country(contact.destination))
    where = ", ".join(dict.fromkeys(place for place in places if place))
    return ", ".join(part for part in (who or contact.kind.value, where, days(contact.starts, contact.ends)) if part)


def _coverage(declared: Coverage) -> JsonObject:
    """A declaration that the record is complete."""
    return {"id": declared.id, "source": declared.source, "first": declared.first.isoformat(), "last": declared.last.isoformat()}


def _key(finding: Finding[Contact]) -> tuple[str, str]:
    """What tells a finding from all others."""
    return finding.report_id, finding.id


def entries_of(register: Register, findings: Iterable[Finding[Contact]]) -> dict[tuple[str, str], JsonObject]:
    """What the register holds of some findings, by the report and the id of each."""
    return {
        key: {"id": into.id, "state": into.state.value, "href": f"/{LISTS[into.kind]}/{path_part(into.id)}", "reports": into.reports}
        for key, into in entries_told(register, map(_key, findings)).items()
    }
