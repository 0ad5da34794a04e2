"""Judging: the pairs that may be one contact, side by side, and all that may be said of them, of entries, statements and claims."""

from __future__ import annotations

import re
from typing import Annotated, TypedDict
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.ask.query import Question, question
from legation.doors.correcting import looked_up
from legation.doors.listing import country_given
from legation.doors.marks import now
from legation.errors import UsageError
from legation.model import Contact, ContactKind, Judgement
from legation.record import JsonObject
from legation.register.additions import DAY
from legation.register.looking import Place, doubt_between, doubts_by_kind, doubts_of, homes_of, judged_now, listed_called, next_pair
from legation.web.days import days
from legation.web.days_given import edtf_given
from legation.web.doubts_shown import pair_shown, plain_reason, rows_shown, side_shown
from legation.web.entry_shown import brief
from legation.web.here import At, Here
from legation.web.judged_shown import LABELS, judged_record
from legation.web.named import SORTS
from legation.web.pages.entry import address_meant, done_record, seen_of
from legation.web.render import acting, page
from legation.web.words import path_part, plain
from legation.when import before, parse_edtf

router = APIRouter(tags=["judging"])
PAIRS_A_PAGE = 25
FIRST: Place = ("", "", "")
LOCAL = re.compile(r"/[a-z][\w/.%?=&,:-]*")
"""An address of the desk itself."""
REASON = "judged at the desk by the words of both"
Reason = Annotated[str, Form(description="Why, in a few words", max_length=2000)]
Id = Annotated[
    str, Form(description="Id of a visit, meeting, call, invitation, statement, claim, or of what one report tells", max_length=200)
]
ANSWERS: dict[int | str, dict[str, object]] = {
    200: {"description": "The judgement and what it bears on now, where JSON is asked for by the header Accept"},
    303: {"description": "To the page that shows what came of it"},
}


class Said(TypedDict):
    """Who judges, why and when."""

    by: str
    reason: str
    at: str


@page(router, "/judge", "judge.html", summary="The pairs that may be one contact and wait for somebody to say")
def judge(
    at: At,
    *,
    kind: str = "",
    person: str = "",
    country: str = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    done: str | None = None,
) -> JsonObject:
    """The pairs in doubt, in the order of their days, with how many there are of each kind."""
    register = at.register
    asked = _asked(kind, person, country)
    found, total = doubts_of(register, asked, limit=PAIRS_A_PAGE, offset=(page - 1) * PAIRS_A_PAGE)
    counts = doubts_by_kind(register)
    return {
        "pairs": [pair_shown(doubt) for doubt in found],
        "total": total,
        "page": page,
        "pages": max(1, -(-total // PAIRS_A_PAGE)),
        "asked": {"kind": kind, "person": person, "country": country},
        "query": urlencode({name: value for name, value in (("kind", kind), ("person", person), ("country", country)) if value}),
        "kinds": [{"kind": one.value, "sort": SORTS[one], "pairs": counts.get(one, 0)} for one in ContactKind],
        "all": sum(counts.values()),
        "done": done_record(register, done),
    }


@router.get("/judge/with", include_in_schema=False)
def judge_with(at: At, left: str, right: str) -> Response:
    """Sends to the page on which two are compared, whatever was typed for the other one: an id, or the address of its page."""
    given = right.strip().rstrip("/").rpartition("/")[2] or right
    at.close()
    return RedirectResponse(f"/judge/{path_part(left)}/{path_part(given)}", status_code=303)


@page(router, "/judge/{left}/{right}", "judge_pair.html", summary="Two entries side by side, and whether they may be one contact")
def judge_pair(at: At, left: str, right: str, kind: str = "", done: str | None = None) -> JsonObject | Response:
    """Two entries side by side, field by field."""
    register = at.register
    ids = [address_meant(register, name).rpartition("/")[2] for name in (left, right)]
    if ids != [left, right]:
        query = f"?{at.request.url.query}" if at.request.url.query else ""
        twin = ".json" if at.request.url.path.endswith(".json") else ""
        return RedirectResponse(f"/judge/{path_part(ids[0])}/{path_part(ids[1])}{twin}{query}", status_code=307)
    entries = [register.entry(name) for name in ids]
    if entries[0].kind is not entries[1].kind:
        raise UsageError(f"{ids[0]} is a {entries[0].kind}, {ids[1]} a {entries[1].kind}; only two of one kind are compared")
    seen = [seen_of(register, entry) for entry in entries]
    doubt = doubt_between(register, ids[0], ids[1])
    following = next_pair(register, doubt[1] if doubt else FIRST, _asked(kind, "", ""))
    return {
        "kind": entries[0].kind.value,
        "asked_kind": kind,
        "ids": ids,
        "one": brief(listed_called(register, ids)[0]) if ids[0] == ids[1] else None,
        "sides": [side_shown(one) for one in seen],
        "rows": rows_shown(seen[0], seen[1]) if ids[0] != ids[1] else [],
        "in_doubt": doubt is not None,
        "reasons": [plain_reason(reason) for reason in doubt[0]] if doubt else [],
        "reason": REASON,
        "next": _pair_address(following, kind) if following and set(following) != set(ids) else None,
        "left_over": doubts_of(register, _asked(kind, "", ""), limit=1)[1],
        "done": done_record(register, done),
    }


def _asked(kind: str, person: str, country: str) -> list[Question]:
    """What is asked of one side of a pair; nothing where all pairs are meant."""
    if kind and kind not in set(ContactKind):
        raise UsageError(f"{kind!r} is no kind; write one of {', '.join(ContactKind)}")
    if not (kind or person.strip() or country.strip()):
        return []
    code = country_given(country.strip() or None, "country")
    kinds = [ContactKind(kind)] if kind else list(ContactKind)
    return [question(one, visitor=person.strip() or None, to=code, rejected=True) for one in kinds]


def _pair_address(pair: tuple[str, str], kind: str) -> str:
    return f"/judge/{path_part(pair[0])}/{path_part(pair[1])}{f'?kind={kind}' if kind else ''}"


Then = Annotated[str, Form(description="Where to go after it: next for the next pair, left or right for that entry", max_length=10)]
Kind = Annotated[str, Form(description="Of which kind the next pair shall be", max_length=20)]


@router.post("/judge/same", name="judge_same", summary="Say that two are one contact", status_code=303, responses=ANSWERS)
@acting
def same(at: At, left: Id, right: Id, *, reason: Reason, then: Then = "left", kind: Kind = "") -> Response:
    """Says that two entries, or what two reports tell, are one contact."""
    return _judged_two(at, "same", (left, right), reason, then=then, kind=kind)


@router.post("/judge/different", name="judge_different", summary="Say that two are not one contact", status_code=303, responses=ANSWERS)
@acting
def different(at: At, left: Id, right: Id, *, reason: Reason, then: Then = "left", kind: Kind = "") -> Response:
    """Says that two are not one contact; of what one report tells and the entry that holds it, that it does not belong there."""
    return _judged_two(at, "different", (left, right), reason, then=then, kind=kind)


@router.post("/judge/unsure", name="judge_unsure", summary="Say that it cannot be told", status_code=303, responses=ANSWERS)
@acting
def unsure(at: At, left: Id, right: Id, *, reason: Reason, then: Then = "left", kind: Kind = "") -> Response:
    """Says that it cannot be told whether two are one contact: they stay apart, and nobody is asked again."""
    return _judged_two(at, "unsure", (left, right), reason, then=then, kind=kind)


@router.post("/judge/accept", name="judge_accept", summary="Say that it is right", status_code=303, responses=ANSWERS)
@acting
def accept(at: At, id: Id, reason: Reason) -> Response:
    """Says that an entry, statement or claim is right, even where its report was withdrawn."""
    return _come_of(at, at.register.judge_accept(id, **_said(at, reason)))


@router.post("/judge/reject", name="judge_reject", summary="Say that there was no such thing", status_code=303, responses=ANSWERS)
@acting
def reject(at: At, id: Id, reason: Reason) -> Response:
    """Says that there was no such contact, statement or claim: it counts no longer, and stays visible."""
    return _come_of(at, at.register.judge_reject(id, **_said(at, reason)))


@router.post("/judge/correct", name="judge_correct", summary="Put a value right", status_code=303, responses=ANSWERS)
@acting
def correct(
    at: At,
    id: Id,
    field: Annotated[str, Form(description="What is put right, as `legation judge correct` names it", max_length=200)],
    value: Annotated[str, Form(description="What it should be; days in words or in EDTF; none where it is not known", max_length=2000)],
    reason: Reason,
) -> Response:
    """Sets a value, which stands before all that reports tell; adds a person, place or topic, or takes one away."""
    register = at.register
    contact = register.contact_meant(id)
    given = _given(field, value)
    if contact is not None:
        _check_order(contact, field, given)
    made = register.judge_correct(id, field, looked_up(field, given, contact) if contact else given, **_said(at, reason))
    return _come_of(at, made)


@router.post("/judge/undo", name="judge_undo", summary="Take a judgement back", status_code=303, responses=ANSWERS)
@acting
def undo(
    at: At,
    judgement: Annotated[str, Form(description="Id of a judgement", max_length=200)],
    reason: Reason,
    back: Annotated[str, Form(description="Where to go after it", max_length=400)] = "",
) -> Response:
    """Withdraws a judgement by a further one; both stay in the log."""
    return _come_of(at, at.register.judge_undo(judgement, **_said(at, reason)), back if LOCAL.fullmatch(back) else None)


def _given(field: str, value: str) -> str:
    """A value as a register takes it: days in its notation, and ``none`` for what is not known.

    Raises   UsageError for a value that is empty, or a day that is none.
    """
    words = value.strip()
    if not words:
        raise UsageError(f"{LABELS.get(field, plain(field))}: write what it should be, or: not known")
    day = DAY.fullmatch(field)
    if field in ("starts", "ends") or day:
        return edtf_given(words, LABELS.get(field, f"day in {day['place']}" if day else field))
    return "none" if words.casefold() == "not known" else words


def _check_order(contact: Contact, field: str, given: str) -> None:
    """Raises UsageError where the last day would surely lie before the first."""
    if field not in ("starts", "ends") or given == "none":
        return
    when = parse_edtf(given)
    first, last = (when, contact.ends) if field == "starts" else (contact.starts, when)
    if first is not None and last is not None and before(last, first) is True:
        shown = days(first.edtf), days(last.edtf)
        raise UsageError(
            f"the last day, {shown[1]}, would lie before the first, {shown[0]}; put the other one right first, or say: not known"
        )


def _said(at: Here, reason: str) -> Said:
    """Who judges, why, and the moment."""
    if not reason.strip():
        raise UsageError("reason: say in a few words why, such as: the ministry gives another day")
    return Said(by=at.caller.name, reason=reason.strip(), at=now())


def _judged_two(at: Here, answer: str, pair: tuple[str, str], reason: str, *, then: str, kind: str) -> Response:
    """Keeps what is said of two, and goes on to the next pair, or to what one of the two is by now."""
    register = at.register
    said = _said(at, reason)
    doubt = doubt_between(register, *pair) if then == "next" else None
    left, right = pair
    if answer == "same":
        made = register.judge_same(left, right, **said)
    elif answer == "different":
        made = register.judge_different(left, right, **said)
    else:
        made = register.judge_unsure(left, right, **said)
    if then != "next":
        return _come_of(at, made, address_meant(register, right if then == "right" else left))
    following = next_pair(register, doubt[1] if doubt else FIRST, _asked(kind, "", ""))
    return _come_of(at, made, _pair_address(following, kind) if following else f"/judge{f'?kind={kind}' if kind else ''}")


def _come_of(at: Here, made: Judgement, address: str | None = None) -> Response:
    """Goes where what came of a judgement is seen; or tells it as JSON, where that is asked for.

    Takes    address = where to go; None: to what was judged, as it is called by now.
    """
    register = at.register
    fits = {fit.judgement.id: fit for fit in judged_now(register, {made.id, made.withdraws or made.id})}
    bears = fits.get(made.withdraws or made.id, fits[made.id])
    homes = homes_of(register, [(f.report_id, f.id) for f in (*bears.left, *bears.right)])
    entries = list(dict.fromkeys(homes.values()))
    if asks_for_json(at):
        told = judged_record([fits[made.id]], register)[0]
        return JSONResponse({"judgement": told, "now": list(map(brief, listed_called(register, [name for name, _ in entries])))})
    if address is None:
        told_id = next((f.id for f in bears.left if f.body.kind in ("statement", "claim")), None)
        address = f"/{SORTS[entries[0][1]]}/{entries[0][0]}" if entries else address_meant(register, told_id) if told_id else "/log"
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}{urlencode({'done': made.id})}", status_code=303)


def asks_for_json(at: Here) -> bool:
    """Whether a program asks, which wants no page."""
    accepted = at.request.headers.get("accept", "")
    return "application/json" in accepted and "text/html" not in accepted
