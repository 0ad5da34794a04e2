"""The log: every judgement with who made it, when, of what and why, and whether it still holds; none is ever erased."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from legation.record import JsonObject
from legation.register.looking import judged_page
from legation.web.here import At
from legation.web.judged_shown import judged_record
from legation.web.pages.entry import done_record
from legation.web.render import page

router = APIRouter(tags=["judging"])
A_PAGE = 30


@page(router, "/log", "log.html", summary="All judgements, the latest first")
def log(at: At, page: Annotated[int, Query(ge=1, le=100_000)] = 1, done: str | None = None) -> JsonObject:
    """The judgements of the register."""
    register = at.register
    found, total = judged_page(register, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    return {
        "judgements": judged_record(found, register),
        "total": total,
        "page": page,
        "pages": max(1, -(-total // A_PAGE)),
        "unfit": sum(not fit.fits and fit.withdrawn_by is None for fit in found),
        "done": done_record(register, done),
    }
