"""Pairs that may be one contact, as a page shows them: side by side, with what differs and why a person is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from legation.model import Entry, Party, Report, Stop, Topic
from legation.record import JsonObject
from legation.register.additions import is_one
from legation.register.looking import Pair
from legation.register.merge.values import agrees
from legation.web.days import days, readable
from legation.web.entry_shown import FIELDS, Seen, address_of, brief, item_shown, value_shown
from legation.web.named import land, sentence
from legation.web.wording import source_of, words_at
from legation.web.words import path_part, plain

WIKIDATA = re.compile(r" \(Q\d+\)")
POST = re.compile(r"both hold the post (?P<post>\S+) of (?P<country>[A-Z]{3})")
EVIDENCE_SHOWN = 4
ITEMS = {"parties": "People", "stops": "Places", "topics": "Matters spoken of"}
SINGLE = ("starts", "ends", "status", "certainty", "destination", "level", "format", "purpose", "accepted")


def plain_reason(reason: str) -> str:
    """Why two may be one, without ids and with days as a reader writes them."""
    return readable(POST.sub(lambda m: f"both hold the post of {plain(m['post'])} of {land(m['country'])}", WIKIDATA.sub("", reason)))


def pair_shown(pair: Pair) -> JsonObject:
    """A pair in a list of others."""
    return {
        "kind": pair.left.kind.value,
        "left": brief(pair.left),
        "right": brief(pair.right),
        "address": f"/judge/{path_part(pair.left.id)}/{path_part(pair.right.id)}",
        "reasons": [plain_reason(reason) for reason in pair.reasons],
    }


def side_shown(seen: Seen) -> JsonObject:
    """One of the two: its sentence, and the words of each report."""
    entry = seen.entry
    found = []
    for finding in entry.findings:
        report, name = seen.reports.get(finding.report_id), finding.report_id
        words = [words_at(report, evidence.span, finding.id, report_id=name) for evidence in finding.evidence[:EVIDENCE_SHOWN]]
        found.append({**source_of(report, name), "finding": finding.id, "words": [one for one in words if one]})
    return {
        "id": entry.id,
        "address": address_of(entry),
        "headline": sentence(seen.contact),
        "state": entry.state.value,
        "status": seen.contact.status.value,
        "reports": found,
    }


def rows_shown(left: Seen, right: Seen) -> list[JsonObject]:
    """The two field by field; ``sign`` is a word: ``same``, ``differs``, or ``one side only``."""
    rows: list[JsonObject] = []
    one, other = left.contact, right.contact
    for name, label in ITEMS.items():
        rows.append(_items(label, getattr(one, name), getattr(other, name)))
    for name in SINGLE:
        values = _held(left.entry, name), _held(right.entry, name)
        shown = [value_shown(name, value) if value is not None else None for value in values]
        rows.append(_row(FIELDS[name], shown[0], shown[1], agreed=values[0] == values[1] or agrees(values[0], values[1])))
    rows.append(
        _row("Reports published", _published(left.reports.values()), _published(right.reports.values()), agreed=False, compared=False)
    )
    return [row for row in rows if row["left"] or row["right"]]


def _held(entry: Entry, name: str) -> object:
    held = entry.fields.get(name)
    return held.value if held else None


def _row(label: str, left: str | None, right: str | None, *, agreed: bool, compared: bool = True) -> JsonObject:
    """One line of the comparison."""
    if not compared:
        sign = ""
    elif left and right:
        sign = "same" if agreed or left == right else "differs"
    else:
        sign = "one side only"
    return {"label": label, "left": left, "right": right, "sign": sign}


def _items(label: str, left: tuple[Party | Stop | Topic, ...], right: tuple[Party | Stop | Topic, ...]) -> JsonObject:
    """People, places or topics of both sides."""
    shared = [one for one in left if any(is_one(one, other) for other in right)]
    missing = [other for other in right if not any(is_one(one, other) for one in left)]
    agreed = len(shared) == len(left) and not missing
    row = _row(label, "; ".join(map(item_shown, left)) or None, "; ".join(map(item_shown, right)) or None, agreed=agreed)
    if row["sign"] == "differs" and shared:
        row["sign"] = "partly the same"
    return row


def _published(reports: Iterable[Report]) -> str | None:
    """The days on which the reports of a side appeared."""
    known = sorted(report.published.isoformat() for report in reports if report.published)
    if not known:
        return None
    return days(known[0], known[-1])
