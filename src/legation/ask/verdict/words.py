"""The words of a verdict: short sentences with names and days, that can be copied into a mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from legation.ask.verdict.held import Held
from legation.tables.coverage import Covered, Gap

SHOWN = 4
"""Contacts that a note names; of more it gives the number."""
IDS = 12
"""Ids that are given of contacts that leave a claim open."""


def named(held: Iterable[Held]) -> str:
    """Contacts by person, place and day."""
    found = list(held)
    text = "; ".join(_one(one) for one in found[:SHOWN])
    return f"{text}; and {len(found) - SHOWN} more" if len(found) > SHOWN else text


def _one(held: Held) -> str:
    """One contact by person, place and day, its level where it is less than a visit of state."""
    who = " and ".join(dict.fromkeys(actor.name or actor.surface for actor in held.actors)) or "somebody not named"
    stops = dict.fromkeys(stop.place.name for stop in held.contact.stops if stop.place.kind != "country")
    where = ", ".join((*stops, *((held.country,) if held.country else ())))
    level = f", {held.contact.level.replace('_', ' ')} visit" if held.contact.level else ""
    made = "" if held.sure else f", {held.contact.status.value.replace('_', ' ')}"
    return f"{who}{f' in {where}' if where else ''}, {day_words(held)}{level}{made}"


def day_words(held: Held) -> str:
    """The first day of a contact."""
    if held.contact.starts is not None:
        return held.contact.starts.edtf
    return "day not known"


def coverage_words(covered: Covered, first: date, last: date) -> str:
    """Which list is complete for which days, and that it has gaps."""
    names = " and ".join(one.source.rpartition(": ")[2] for one in covered.coverages)
    since = "up to" if first == date.min else f"from {first} to"
    gaps = any(one.known_gaps for one in covered.coverages)
    known = " but for known gaps, none of them here" if gaps else ""
    return f"{names or 'the record'} is declared complete for these {since} {last}{known}"


def gap_words(gaps: Sequence[Gap]) -> str:
    """What a list is known to lack."""
    return "; ".join(f"{gap.note or gap.id} ({gap.first})" for gap in gaps[:SHOWN])


def ids_of(held: Iterable[Held]) -> tuple[str, ...]:
    """Ids of contacts, each once."""
    return tuple(dict.fromkeys(name for one in held for name in one.ids))


def sentence(text: str) -> str:
    """Words as a sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
