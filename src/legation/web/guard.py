"""What keeps strangers out: foreign hosts and origins are refused, forms carry a sign, and answers say what a browser may do."""

from __future__ import annotations

import base64
import getpass
from binascii import Error as Undecodable
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legation.web.answers import answer, wants_json
from legation.web.caller import SIGN, Caller, Signs, Way, caller_of
from legation.web.desk import Settings
from legation.web.faults import Fault, Refused
from legation.web.here import SAFE
from legation.web.hosts import is_called, is_own
from legation.web.rights import Key, Right
from legation.web.sessions import Sessions, Tries

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
MOST_BYTES = 8 * 1024 * 1024
"""Of what is sent in one request."""
ENTER = "/enter"
FOR_ALL = ("/static/",)
"""What is shown to those who have not come in."""
WITHOUT_JUDGING = frozenset({"/read", ENTER, "/leave"})
"""Forms that change nothing in the register."""
ONCE_MORE = '<!doctype html><html lang="en"><head><meta http-equiv="refresh" content="0"><title>Legation</title></head><body></body></html>'
"""For one who follows a link from elsewhere: his browser keeps the cookie back then, and brings it when the page itself asks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """All that is known of those who have come in."""

    settings: Settings
    signs: Signs = field(default_factory=Signs)
    sessions: Sessions = field(default_factory=Sessions)
    tries: Tries = field(default_factory=Tries)

    @property
    def cookie(self) -> str:
        """The name of the cookie: that of another desk on this machine is another."""
        return f"legation-{self.settings.port}"

    def caller(self, request: Request) -> Caller:
        """The one who asks.

        Raises   Refused for a key that is none, and for one who has tried too often.
        """
        if not self.settings.keys.held:
            return self._made(_keeper(), Right.JUDGE, Way.OPEN, self.signs.token())
        way, secret = _brought(request)
        if way is Way.BEARER or (way is Way.BASIC and request.method in SAFE):
            key = self.key(secret, address_of(request))
            return Caller(name=key.name, right=key.right, sign="", way=way)
        token = request.cookies.get(self.cookie, "")
        held = self.sessions.key_of(token)
        if held is None:
            return self._made("", None, Way.NONE, token)
        return self._made(held.name, held.right, Way.ENTERED, token)

    def key(self, secret: str, address: str) -> Key:
        """The key with a secret that somebody brings.

        Raises   Refused where there is none, or too many were tried.
        """
        wait = self.tries.wait(address)
        if wait:
            text = f"too many keys were tried in vain; wait {wait} seconds and try again"
            raise Refused(text, status=429, code="too_many_tries", headers={"Retry-After": str(wait)})
        key = self.settings.keys.fitting(secret)
        if key is None:
            self.tries.failed(address)
            raise Refused(
                "this key lets nobody in; check it, or ask the one who keeps this desk", status=401, code="no_such_key", headers=ASK_FOR_KEY
            )
        return key

    def _made(self, name: str, right: Right | None, way: Way, token: str) -> Caller:
        return Caller(name=name, right=right, sign=self.signs.make(token), way=way, token=token)


ASK_FOR_KEY = {"WWW-Authenticate": "Bearer"}
ASK_FOR_PASSWORD = {"WWW-Authenticate": 'Basic realm="Legation", charset="UTF-8"'}
"""Said of calendars, which know no other way."""


def gate_of(request: Request) -> Gate:
    """The gate of the desk that is asked."""
    gate: Gate = request.app.state.gate
    return gate


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


async def signed(request: Request) -> None:
    """Lets no form through that does not carry the sign of a page shown to the one who sends it.

    Raises   Refused for such a form.
    """
    caller = caller_of(request)
    if request.method in SAFE or caller.way is Way.BEARER:
        return
    sign = (await request.form()).get(SIGN)
    if not isinstance(sign, str) or not gate_of(request).signs.fits(sign, caller.token):
        raise Refused("this form was opened before the desk was started anew, or too long ago; load its page again and send it once more")


class Guard:
    """Stands before the pages: lets nobody in under a foreign name, and no form that another page has made."""

    def __init__(self, app: ASGIApp, *, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        scope.setdefault("state", {})["caller"] = Caller(name="", right=None, sign="", way=Way.NONE)
        told = self._refused(request)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(request, MutableHeaders(scope=message))
            await send(message)

        await (told or self.app)(scope, receive, send_guarded)

    def _refused(self, request: Request) -> Response | None:
        """What is answered to one who may not do what he asks; None where he may."""
        try:
            self._check_host(request)
            caller = request.state.caller = self.gate.caller(request)
            if request.method not in SAFE:
                self._check_origin(request)
            self._check_right(request, caller)
            _check_size(request)
        except Refused as fault:
            return answer(request, Fault.of(str(fault), fault.status, fault.code, "go back", fault.headers))
        if caller.right is None and not _is_for_all(request):
            return _asked_to_enter(request)
        return None

    def _check_host(self, request: Request) -> None:
        """Raises Refused for a name under which the desk is not to be reached."""
        given = request.headers.getlist("host")
        settings = self.gate.settings
        if len(given) != 1 or not is_called(given[0], settings.host, settings.allowed):
            text = (
                "this desk does not answer under this name; use the address that legation serve prints, or start it with --allow-host NAME"
            )
            raise Refused(text, status=421, code="foreign_host")

    def _check_origin(self, request: Request) -> None:
        """Raises Refused for a form that does not come from a page of the desk."""
        headers = request.headers
        if not is_own(headers.get("origin"), headers.get("sec-fetch-site"), headers["host"]):
            raise Refused("this form comes from a page that is not the desk's own; open the desk and do it there", code="foreign_origin")

    def _check_right(self, request: Request, caller: Caller) -> None:
        """Raises Refused for one who may look and not judge, where he sends what would change the register."""
        if request.method in SAFE or request.url.path in WITHOUT_JUDGING or caller.right in (None, Right.JUDGE):
            return
        raise Refused("your key lets you look and not judge; ask the one who keeps this desk for a key that does", code="may_not_judge")

    def _add_headers(self, request: Request, headers: MutableHeaders) -> None:
        """Says what a browser may do with an answer, and gives one who comes to a desk without keys the cookie of all."""
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        # An answer that stays in a browser would show who has left, or come in with another key, what he may no longer see.
        headers.setdefault("Cache-Control", "no-store" if self.gate.settings.keys.held else "private, no-cache")
        caller = request.state.caller
        if caller.way is Way.OPEN and request.cookies.get(self.gate.cookie) != caller.token:
            headers.append("Set-Cookie", set_cookie(request, self.gate.cookie, caller.token))


def set_cookie(request: Request, name: str, token: str) -> str:
    """The line that gives a cookie to a browser; one without a token takes it away."""
    over = "" if token else "; Max-Age=0"
    return f"{name}={token}; Path=/; HttpOnly; SameSite=Strict{'; Secure' if request.url.scheme == 'https' else ''}{over}"


def _check_size(request: Request) -> None:
    """Raises Refused where more is announced than is taken; what is sent without a word of its length is counted as it comes."""
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length[:20]) > MOST_BYTES:
        megabytes = MOST_BYTES // 1024**2
        text = f"what was sent is larger than {megabytes} megabytes; send it in parts, or read the files with: legation read --into"
        raise Refused(text, status=413, code="too_large")


def _is_for_all(request: Request) -> bool:
    return request.url.path == ENTER or request.url.path.startswith(FOR_ALL)


def _asked_to_enter(request: Request) -> Response:
    """What is answered to one who has to come in first."""
    calendar = request.url.path.endswith(".ics")
    if calendar or wants_json(request) or request.method not in SAFE:
        text = "a key is needed here; send it as Authorization: Bearer, as the password of a calendar, or come in by the page /enter"
        return answer(request, Fault.of(text, 401, "key_needed", "", ASK_FOR_PASSWORD if calendar else ASK_FOR_KEY))
    if request.headers.get("sec-fetch-site") == "cross-site":
        return HTMLResponse(ONCE_MORE)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{ENTER}?to={quote(request.url.path + query, safe='')}", 303)


def _brought(request: Request) -> tuple[Way, str]:
    """The secret that a request brings of itself, and how."""
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.casefold() == "bearer" and given:
        return Way.BEARER, given.strip()
    if kind.casefold() != "basic":
        return Way.NONE, ""
    try:
        return Way.BASIC, base64.b64decode(given, validate=True).decode().partition(":")[2]
    except (Undecodable, UnicodeDecodeError):
        return Way.BASIC, ""


def _keeper() -> str:
    """Who signs at a desk without keys: the one at the machine."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return "desk"
