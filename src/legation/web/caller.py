"""The one who asks: by which name and right, and the sign that his forms carry."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from fastapi import Request

from legation.web.rights import Right

SIGN = "sign"
"""Name of the hidden field in which a form carries its sign."""


class Way(StrEnum):
    """How somebody has come in."""

    OPEN = "open"
    """The desk asks for no key."""
    ENTERED = "entered"
    """With a key given on the page for it; his browser brings a cookie."""
    BEARER = "bearer"
    """A program that brings the key with each request, which no page of another can make it do."""
    BASIC = "basic"
    """The same, as calendars can; browsers do it too, at any page's wish, so that it only serves to look."""
    NONE = "none"
    """Not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The one who asks."""

    name: str
    """By which his judgements are signed."""
    right: Right | None
    """None for one who has to come in first."""
    sign: str
    """What his forms carry, so that no other page can send them."""
    way: Way = Way.OPEN
    token: str = field(default="", repr=False)
    """What his cookie holds, to which the sign belongs."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Makes the signs of forms and knows them again; they live as long as the desk runs."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def make(self, token: str) -> str:
        """A sign for the forms of one page; each is another, so that how well pages are packed tells nothing of it."""
        once = secrets.token_hex(8)
        return f"{once}.{self._seal(once, token)}"

    def fits(self, sign: str, token: str) -> bool:
        """Whether a sign was made for the holder of a token."""
        once, _, seal = sign.partition(".")
        return bool(token) and hmac.compare_digest(seal.encode(), self._seal(once, token).encode())

    def fresh(self) -> str:
        """A token for one who has not come in yet."""
        return secrets.token_urlsafe(24)

    def token(self) -> str:
        """The token of all who come to a desk that asks for no key: the same as long as it runs, so that no form outlives a cookie."""
        return hmac.new(self.secret, b"open", sha256).hexdigest()

    def _seal(self, once: str, token: str) -> str:
        return hmac.new(self.secret, f"{once}:{token}".encode(), sha256).hexdigest()


def caller_of(request: Request) -> Caller:
    """The one who asks, as the guard has made him out."""
    caller: Caller = request.state.caller
    return caller
