"""Who may do what at the desk: looking and judging are two rights, and a key that somebody holds says which is his."""

from __future__ import annotations

import hmac
import os
import stat
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from legation.errors import UsageError

SHORTEST_SECRET = 16
FORM = "write one key a line: look or judge, a name, and a secret of at least 16 characters without blanks"


class Right(StrEnum):
    """What somebody may do; who may judge may look."""

    LOOK = "look"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A secret that lets somebody in, with his name and right."""

    name: str
    right: Right
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys of a desk; none where it listens on the loopback alone and asks for none."""

    held: tuple[Key, ...] = ()

    def fitting(self, secret: str) -> Key | None:
        """The key with a secret. All are compared, each in the same time, so that how long it takes tells nothing of them."""
        given, found = sha256(secret.encode()).digest(), None
        for key in self.held:
            if hmac.compare_digest(sha256(key.secret.encode()).digest(), given):
                found = key
        return found


def keys_in(path: Path) -> Keys:
    """The keys of a file, in which a line is ``judge ana a-long-secret``; what begins with # is passed over.

    Raises   UsageError where others may read or change the file, it holds no key, or a line is none.
    """
    try:
        with path.open(encoding="utf-8") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"{path}: the keys cannot be read ({getattr(fault, 'strerror', 'no UTF-8')}); {FORM}") from fault
    if mode & 0o077 and os.name == "posix":
        raise UsageError(f"{path}: others may read or change the keys (mode {mode:03o}); run: chmod 600 {path}")
    numbered = ((number, line.split()) for number, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#"))
    found = tuple(_key(parts, f"{path}, line {number}") for number, parts in numbered)
    if not found:
        raise UsageError(f"{path}: there is no key in it; {FORM}")
    for what in ("name", "secret"):
        if len({getattr(key, what) for key in found}) < len(found):
            raise UsageError(f"{path}: two keys have the same {what}; give each holder a {what} of his own")
    return Keys(found)


def _key(parts: list[str], where: str) -> Key:
    """The key of a line. What is wrong with it is said without the secret."""
    if len(parts) != 3:
        raise UsageError(f"{where}: {len(parts)} words and not three; {FORM}")
    right, name, secret = parts
    if right not in list(Right):
        raise UsageError(f"{where}: the first word is neither look nor judge; {FORM}")
    if len(secret) < SHORTEST_SECRET:
        raise UsageError(f"{where}: the secret has {len(secret)} characters; {FORM}")
    return Key(name=name, right=Right(right), secret=secret)
