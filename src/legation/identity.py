"""Ids made from content, so that a second run over the same reports changes nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

ID_DIGITS = 16
_WRITER = json.JSONEncoder(separators=(",", ":"))


def digest_of(parts: Sequence[object]) -> str:
    """SHA-256 in hexadecimal of a list of JSON values; a list, so that ``a.b, c`` and ``a, b.c`` stay apart."""
    return sha256(_WRITER.encode(list(parts)).encode("ascii")).hexdigest()


def stable_id(prefix: str, *parts: object) -> str:
    """An id such as ``f-09c1a2b3c4d5e6f7``, the same for the same parts in every run and on every machine."""
    return f"{prefix}-{digest_of(parts)[:ID_DIGITS]}"
