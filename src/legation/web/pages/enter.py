"""Coming in with a key, and leaving."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from legation.web.caller import Way
from legation.web.faults import Refused
from legation.web.guard import address_of, gate_of, set_cookie
from legation.web.here import At
from legation.web.render import acting, rendered

router = APIRouter(include_in_schema=False)
FIRST = "/today"


@router.get("/enter")
def enter(at: At, to: str = FIRST) -> Response:
    """The form for a key; the browser gets a token that it is to bring back, to which the sign of the form belongs."""
    gate = gate_of(at.request)
    if at.caller.way is Way.OPEN or at.caller.right is not None:
        return RedirectResponse(own_path(to), 303)
    token = at.caller.token or gate.signs.fresh()
    page = rendered(at, "enter.html", {"to": own_path(to), "fault": None, "sign": gate.signs.make(token)})
    page.headers.append("Set-Cookie", set_cookie(at.request, gate.cookie, token))
    return page


@router.post("/enter")
@acting
def come_in(at: At, key: Annotated[str, Form(max_length=500)], to: Annotated[str, Form()] = FIRST) -> Response:
    """Lets in who has a key; the token he brings from then on is a new one."""
    gate = gate_of(at.request)
    try:
        found = gate.key(key.strip(), address_of(at.request))
    except Refused as fault:
        sign = gate.signs.make(at.caller.token)
        page = rendered(at, "enter.html", {"to": own_path(to), "fault": str(fault).partition("; "), "sign": sign}, code=fault.status)
        page.headers.update(fault.headers)
        return page
    answer = RedirectResponse(own_path(to), 303)
    answer.headers.append("Set-Cookie", set_cookie(at.request, gate.cookie, gate.sessions.begin(found)))
    return answer


@router.post("/leave")
@acting
def leave(at: At) -> Response:
    """Lets nobody in any more with the token that is brought."""
    gate = gate_of(at.request)
    gate.sessions.end(at.caller.token)
    answer = RedirectResponse("/enter", 303)
    answer.headers.append("Set-Cookie", set_cookie(at.request, gate.cookie, ""))
    return answer


def own_path(to: str) -> str:
    """An address of the desk itself; the first page for any other, so that no link leads elsewhere by way of the desk."""
    parts = urlsplit(to) if to.isprintable() and "\\" not in to else None
    if parts is None or parts.scheme or parts.netloc or not to.startswith("/") or to.startswith("//"):
        return FIRST
    return to
