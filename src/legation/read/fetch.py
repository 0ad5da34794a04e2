"""One page from the network, and nothing else: never unasked, never from a private address."""

from __future__ import annotations


def is_address(path: str) -> bool:
    """Whether a path is an address on the network."""
    return path.lower().startswith(("http://", "https://"))
