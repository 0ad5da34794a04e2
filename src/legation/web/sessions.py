"""Who has come in with a key, for how long, and how often somebody has tried in vain."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from time import monotonic

from legation.web.rights import Key

MOST_SESSIONS = 1000
"""Of all that have come in; who came first has to come in again."""
HOURS = 12
MOST_TRIES = 8
"""In vain, of one address within ..."""
WITHIN_SECONDS = 60.0
MOST_ADDRESSES = 4096
"""Whose tries are remembered."""


@dataclass(slots=True, kw_only=True)
class Sessions:
    """Those who have come in. Tokens are kept as digests, so that a copy of the memory lets nobody in."""

    clock: Callable[[], float] = monotonic
    _held: OrderedDict[bytes, tuple[Key, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, key: Key) -> str:
        """Lets somebody in; gives the token that his browser is to bring."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._held) >= MOST_SESSIONS:
                self._held.popitem(last=False)
            self._held[_digest(token)] = (key, self.clock() + HOURS * 3600)
        return token

    def key_of(self, token: str) -> Key | None:
        """The key with which the one who brings a token came in; None where he did not, or too long ago."""
        with self._lock:
            key, until = self._held.get(_digest(token), (None, 0.0))
            if key is not None and self.clock() > until:
                del self._held[_digest(token)]
                return None
            return key

    def end(self, token: str) -> None:
        """Lets somebody go."""
        with self._lock:
            self._held.pop(_digest(token), None)


@dataclass(slots=True, kw_only=True)
class Tries:
    """Tries in vain, by the address they came from."""

    clock: Callable[[], float] = monotonic
    _made: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, address: str) -> int:
        """The seconds that an address has to wait until it may try again; 0 where it may now."""
        with self._lock:
            made = self._made.get(address)
            if made is None or len(made) < MOST_TRIES:
                return 0
            left = made[0] + WITHIN_SECONDS - self.clock()
            return int(left) + 1 if left > 0 else 0

    def failed(self, address: str) -> None:
        """Notes a try in vain."""
        with self._lock:
            made = self._made.setdefault(address, deque(maxlen=MOST_TRIES))
            made.append(self.clock())
            self._made.move_to_end(address)
            while len(self._made) > MOST_ADDRESSES:
                self._made.popitem(last=False)


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
