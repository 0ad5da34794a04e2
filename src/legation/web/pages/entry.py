"""One visit, meeting, call or invitation: what is known of it, by whose word, what is said otherwise, and what may be put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from legation.ask.query import contact_of
from legation.ask.said import Told
from legation.ask.stays import bounds_of
from legation.errors import UsageError
from legation.model import Claim, Entry, Statement
from legation.record import JsonObject
from legation.register.listed import Listed
from legation.register.looking import called, doubts_with, homes_of, judged_now, judged_of, linked_to, near, reports_called, said_called
from legation.register.store import Register
from legation.web.around import around, official
from legation.web.doubts_shown import pair_shown
from legation.web.entry_shown import Seen, brief, shown
from legation.web.faults import NotThere
from legation.web.here import At, Here
from legation.web.judged_shown import judged_record
from legation.web.mending import mendable, mendable_said
from legation.web.named import LETTERS, SORTS
from legation.web.render import page
from legation.web.said_shown import said_shown, told_by_statement, verdict_shown
from legation.web.words import path_part

router = APIRouter(tags=["entries"])
TIES_SHOWN = 24
NEAR_DAYS = 30
"""Within which another entry may be the same contact told otherwise."""
NEAR_SHOWN = 6
COPIES_ASKED = 20
"""Reports whose copies are looked for; a contact told by more of them is well attested without."""
TIES = {
    "same_tour": "On the same tour",
    "postponed_to": "Put off, and made as",
    "postponed_to_this": "Put off from",
    "part_of": "Part of the visit",
    "part_of_this": "Meetings that are part of it",
}
NOUNS = {
    "visits": "visit",
    "meetings": "meeting",
    "calls": "call",
    "invitations": "invitation",
    "statements": "statement",
    "claims": "claim",
}


@page(router, "/invitations/{name}", "entry.html", summary="One invitation, with its reports, words, history and judgements")
@page(router, "/calls/{name}", "entry.html", summary="One call, with its reports, words, history and judgements")
@page(router, "/meetings/{name}", "entry.html", summary="One meeting, with its reports, words, history and judgements")
@page(router, "/visits/{name}", "entry.html", summary="One visit, with its itinerary, reports, words, history, precedents and judgements")
def entry(at: At, name: str, record: bool = False, done: str | None = None) -> JsonObject | Response:
    """What the register holds of one contact.

    Takes    record = whether the official record is asked for precedents too; done = the judgement that has just been made.
    """
    sort = at.request.url.path.split("/")[1]
    elsewhere = sent_on(at, sort, name)
    if elsewhere is not None:
        return elsewhere
    register = at.register
    held = register.entry(name)
    seen = seen_of(register, held)
    ties = linked_to(register, held, limit=TIES_SHOWN)
    told = shown(seen)
    return {
        **told,
        "noun": NOUNS[sort],
        "ties": _ties(ties),
        "said_by": _said_by(register, held),
        "around": around(register, seen),
        "record": official(at.desk, register, seen) if record else None,
        "doubts": _doubts(register, held),
        "judgements": judged_record(judged_of(register, held.findings), register),
        "done": done_record(register, done),
        "mend": mendable(seen.contact) if at.may_judge else [],
        "near": _near(register, held, {one.id for _, one in ties}) if at.may_judge else [],
    }


@page(router, "/statements/{name}", "said.html", summary="One statement: who said it, how, and in which words")
@page(router, "/claims/{name}", "said.html", summary="One claim: what it ranks, in which words, and what the record says of it")
def said(at: At, name: str, check: bool = False, done: str | None = None) -> JsonObject | Response:
    """What the register holds of one statement or claim.

    Takes    check = whether a claim is held against the record; done = the judgement that has just been made.
    """
    sort = at.request.url.path.split("/")[1]
    elsewhere = sent_on(at, sort, name)
    if elsewhere is not None:
        return elsewhere
    register = at.register
    told = said_called(register, Statement if sort == "statements" else Claim, name)[0]
    made = judged_of(register, [told.finding])
    about = {"about": told_by_statement(register, cast("Told[Statement]", told))} if sort == "statements" else {}
    return {
        **said_shown(register, told, made),
        **about,
        "noun": NOUNS[sort],
        "list": f"/{sort}",
        "verdict": verdict_shown(at.desk, register, told) if check and sort == "claims" else None,
        "judgements": judged_record(made, register),
        "done": done_record(register, done),
        "mend": mendable_said(told.finding) if at.may_judge else [],
    }


def seen_of(register: Register, held: Entry) -> Seen:
    """An entry with its reports, and with the copies of these."""
    names = list(dict.fromkeys(finding.report_id for finding in held.findings))
    copies = {name: register.copies(name) for name in names[:COPIES_ASKED]}
    return Seen(entry=held, reports=reports_called(register, names), copies=copies)


def sent_on(at: Here, sort: str, name: str) -> Response | None:
    """The way to what an id means where it is called otherwise by now, or stands elsewhere; None where it is where it should be.

    Raises   NotThere where nothing goes by the id, UsageError where more than one thing does.
    """
    right = address_meant(at.register, name, sort)
    if right == f"/{sort}/{name}":
        return None
    sort_meant, _, id_meant = right[1:].partition("/")
    twin = ".json" if at.request.url.path.endswith(".json") else ""
    query = f"?{at.request.url.query}" if at.request.url.query else ""
    return RedirectResponse(f"/{sort_meant}/{path_part(id_meant)}{twin}{query}", status_code=307)


def address_meant(register: Register, name: str, sort: str = "visits") -> str:
    """Where what an id means is shown: an entry, finding, statement or claim, by its id of now, a former or a shortened one."""
    meant = _meant(register, name)
    if len(meant) > 1:
        raise UsageError(f"{len(meant)} begin with {name!r}: {', '.join(m.rpartition('/')[2] for m in meant)}; write more of the id")
    if not meant:
        raise NotThere(f"no {NOUNS.get(sort, 'entry')} goes by {name!r}; look for it under /{sort}")
    return meant[0]


def _meant(register: Register, name: str) -> list[str]:
    """The addresses of all that an id may mean."""
    letter = name.partition("-")[0]
    if letter in ("s", "k") and name != letter:
        found = said_called(register, Statement if letter == "s" else Claim, name)
        return list(dict.fromkeys(f"/{LETTERS[letter]}/{told.finding.id}" for told in found))
    if letter == "f" and name != letter:
        findings = register.findings_called(name)
        homes = homes_of(register, [(finding.report_id, finding.id) for finding in findings])
        return list(dict.fromkeys(f"/{SORTS[kind]}/{id_now}" for id_now, kind in homes.values()))
    return [f"/{SORTS[kind]}/{id_now}" for id_now, kind in called(register, name)]


def _ties(ties: Sequence[tuple[str, Listed]]) -> list[JsonObject]:
    """What hangs together with the entry, sort by sort."""
    return [
        {"tie": tie, "title": title, "entries": [brief(one) for kind, one in ties if kind == tie]}
        for tie, title in TIES.items()
        if any(kind == tie for kind, _ in ties)
    ]


def _said_by(register: Register, held: Entry) -> JsonObject | None:
    """The statement by which the contact is told, where somebody's word is all there is."""
    value = held.fields["said_by"].value if "said_by" in held.fields else held.findings[0].said_by
    found = said_called(register, Statement, str(value)) if value else []
    return said_shown(register, found[0], ()) if found else None


def _doubts(register: Register, held: Entry) -> list[JsonObject]:
    """The entries of which it is not known whether they are the same."""
    found: list[JsonObject] = []
    for pair in doubts_with(register, held, limit=NEAR_SHOWN):
        shown_so = pair_shown(pair)
        other = pair.right if pair.left.id == held.id else pair.left
        found.append({**brief(other), "reasons": shown_so["reasons"], "judge": shown_so["address"]})
    return found


def _near(register: Register, held: Entry, tied: set[str]) -> list[JsonObject]:
    """Other entries that may be the same contact."""
    days = bounds_of(contact_of(held).starts)
    if days is None:
        return []
    found = near(register, held, days, within=NEAR_DAYS, limit=NEAR_SHOWN + len(tied))
    return [brief(one) for one in found if one.id not in tied][:NEAR_SHOWN]


def done_record(register: Register, name: str | None) -> JsonObject | None:
    """The judgement that has just been made, for the message that says so; None for a name that is none."""
    made = [fit for fit in judged_now(register, [name]) if fit.judgement.id == name] if name else []
    return judged_record(made, register)[0] if made else None
