"""Judgements as a page shows them: who said what of which contact, when and why, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from legation.doors.log import record_of
from legation.model import Bearing, ContactKind, Judgement
from legation.record import JsonObject
from legation.register.additions import DAY, FIELDS
from legation.register.bearings import AnyTold, Fit
from legation.register.corrections import as_written
from legation.register.looking import homes_of
from legation.register.store import Register
from legation.web.days import days
from legation.web.named import SORTS, land, listed
from legation.web.words import many, plain

SHOWN_ROLES = ("visitor", "invitee", "participant", "speaker", "subject")
SAID = {
    "same": "the same",
    "different": "not the same",
    "unsure": "cannot be told whether the same",
    "accept": "right",
    "reject": "wrong: there was no such thing",
    "undo": "taken back",
}
LABELS = {
    "starts": "first day",
    "ends": "last day",
    "status": "what became of it",
    "destination": "country",
    "level": "level",
    "purpose": "purpose",
    "format": "how they met",
    "accepted": "taken up",
    "speaker": "speaker",
    "certainty": "how sure the report is",
    "relation": "what is claimed",
    "nth": "number in the row",
}
NOUNS = {"place": "place", "topic": "topic", **{what: plain(what) for what in FIELDS if what not in ("place", "topic")}}
Homes = Mapping[tuple[str, str], tuple[str, ContactKind]]


def judged_record(fits: Sequence[Fit], register: Register) -> list[JsonObject]:
    """Judgements in the order given, each with what it was said of and where that stands now."""
    keys = {(f.report_id, f.id) for fit in fits for f in (*fit.left, *fit.right)}
    homes = homes_of(register, keys) if keys else {}
    return [_one(fit, homes) for fit in fits]


def _one(fit: Fit, homes: Homes) -> JsonObject:
    """One judgement."""
    judgement = fit.judgement
    told = record_of(fit)
    return {
        **told,
        "said": said_plainly(judgement),
        "of": [_side(judgement.left_findings, fit.left, homes), _side(judgement.right_findings, fit.right, homes)]
        if judgement.right_findings
        else [_side(judgement.left_findings, fit.left, homes)]
        if judgement.left_findings
        else [],
        "stands": _state(fit),
        "may_be_undone": fit.withdrawn_by is None,
    }


def said_plainly(judgement: Judgement) -> str:
    """What is said, in a few words."""
    if judgement.answer != "correct":
        return SAID.get(judgement.answer, plain(judgement.answer))
    field, value = judgement.field or "", judgement.value or ""
    day = DAY.fullmatch(field)
    if day:
        end = "arrival in" if day["end"] == "arrives" else "departure from"
        return f"day of {end} {day['place']}: {_value('starts', value)}"
    if field.endswith(("+", "-")):
        return f"{NOUNS.get(field[:-1], field[:-1])} {'added' if field.endswith('+') else 'taken away'}: {as_written(field, value)}"
    return f"{LABELS.get(field, field)}: {_value(field, value)}"


def _value(field: str, value: str) -> str:
    """A value that a person has set."""
    if value == "none":
        return "not known"
    if field in ("starts", "ends"):
        return days(value)
    return land(value) if field == "destination" else plain(value)


def _side(bearings: Sequence[Bearing], found: Iterable[AnyTold], homes: Homes) -> JsonObject:
    """What one side of a judgement meant when it was made, and the address of what holds it now."""
    first = bearings[0]
    people = listed(list(dict.fromkeys(name for role, name in first.parties if role in SHOWN_ROLES)))
    when = days(first.starts) if first.starts else None
    told = ", ".join(part for part in (people, land(first.destination), when) if part)
    home = next((homes[key] for f in found if (key := (f.report_id, f.id)) in homes), None)
    address = (
        f"/{SORTS[home[1]]}/{home[0]}" if home else f"/{first.kind}s/{first.finding}" if first.kind in ("statement", "claim") else None
    )
    return {
        "kind": str(first.kind),
        "told": told or first.quote,
        "reports": many(len({b.report for b in bearings}), "report"),
        "address": address,
    }


def _state(fit: Fit) -> str:
    """Whether a judgement stands, and whether it still fits what is held."""
    if fit.withdrawn_by is not None:
        return "taken back"
    if not fit.fits:
        return "fits nothing any more"
    lost = len(fit.lost)
    return f"stands, but {lost} of what it was said of {'is' if lost == 1 else 'are'} told no more" if lost else "stands"
