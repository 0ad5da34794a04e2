"""Faults as pages, or as JSON for programs; and what nobody has foreseen, of which a number is all that is told."""

from __future__ import annotations

import secrets
import sys
from datetime import date
from http import HTTPStatus
from pathlib import Path
from traceback import walk_tb

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legation.errors import LegationError
from legation.web.faults import TRY_OTHER, Fault, fault_of
from legation.web.here import Here
from legation.web.render import rendered
from legation.web.values import wrong_values

BY_STATUS = {
    400: ("wrong_value", "what was sent cannot be read", "go back, load the page again and send it once more"),
    404: ("not_there", "there is no such page", "check the link, or look for the visit, person or country in the lists"),
    405: ("wrong_method", "this address is not asked like that", "open it as a page, or send the form of the page that it belongs to"),
    413: ("too_large", "what was sent is too large", "send it in parts of a few megabytes, or read the files with: legation read --into"),
}
"""What is said of refusals of the framework: code, what it is, what to do."""
FRAMES = 8
"""Of those that led to a fault, the innermost, which are noted."""


async def tell(request: Request, fault: Exception) -> Response:
    """Answers with what Legation, the framework or a wrong value has raised."""
    if isinstance(fault, LegationError):
        return answer(request, fault_of(fault))
    if isinstance(fault, RequestValidationError):
        return answer(request, Fault(status=400, code="wrong_value", what=wrong_values(fault.errors()), next=TRY_OTHER))
    assert isinstance(fault, HTTPException)
    code, what, advice = BY_STATUS.get(fault.status_code, ("refused", HTTPStatus(fault.status_code).phrase.lower(), "go back"))
    return answer(request, Fault(status=fault.status_code, code=code, what=what, next=advice, headers=fault.headers or {}))


def answer(request: Request, fault: Fault) -> Response:
    """A fault as a page, or as JSON for one who asks for that."""
    if wants_json(request):
        return JSONResponse(fault.record, status_code=fault.status, headers=dict(fault.headers))
    at = Here(request=request, desk=request.app.state.desk, caller=request.state.caller, today=date.today())
    page = rendered(at, "fault.html", fault.record | {"status": fault.status}, code=fault.status)
    page.headers.update(fault.headers)
    return page


def wants_json(request: Request) -> bool:
    """Whether a program asks, which reads JSON and no pages."""
    accepted = request.headers.get("accept", "")
    return request.url.path.endswith(".json") or ("application/json" in accepted and "text/html" not in accepted)


class Foreseen:
    """Stands round the pages: what nobody has foreseen is noted under a number, which is all that is told of it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except ClientDisconnect:
            return
        except Exception as fault:
            number = note(fault, scope)
            if not begun:
                what = f"something went wrong that nobody has foreseen (fault {number})"
                advice = "try again; if it comes back, tell the one who keeps this desk the number"
                told = answer(Request(scope), Fault(status=500, code="fault", what=what, next=advice))
                await told(scope, receive, send)


def note(fault: BaseException, scope: Scope) -> str:
    """Notes a fault for the one who keeps the desk, in one line on standard error; its number."""
    number = secrets.token_hex(4)
    places = " < ".join(
        f"{Path(frame.f_code.co_filename).name}:{line}" for frame, line in list(walk_tb(fault.__traceback__))[: -FRAMES - 1 : -1]
    )
    asked = f"{scope.get('method', '')} {scope.get('path', '')}"
    line = f"legation: fault {number}: {asked}: {type(fault).__name__}: {fault}: at {places}"
    print("".join(sign if sign.isprintable() else "\ufffd" for sign in line), file=sys.stderr, flush=True)
    return number
