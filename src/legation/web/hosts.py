"""By which names a desk may be called, and which pages may send it something."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"localhost"})
SAME = frozenset({"same-origin", "none"})
"""What a browser says of where a request comes from that the desk's own page, or the person himself, has made."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address that is listened on."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() in LOOPBACK_NAMES


def is_called(given: str, bound: str, allowed: tuple[str, ...]) -> bool:
    """Whether a desk may be called so.

    A page of another can make its own name point here, and so read what it may not; numbers cannot be made to point elsewhere.

    Takes    given = what the request says, with or without a port; bound = where the desk listens; allowed = names besides.
    """
    name = name_of(given)
    if name is None:
        return False
    if is_loopback(name) or name in {one.casefold().rstrip(".") for one in allowed}:
        return True
    return not is_loopback(bound) and (name == bound.casefold() or _is_number(name))


def name_of(given: str) -> str | None:
    """The name or number in what a request says of its host, without the port; None where there is none."""
    if not given or any(sign in given for sign in "/\\@?# ,"):
        return None
    try:
        parts = urlsplit(f"//{given}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname.rstrip(".") if parts.hostname else None


def is_own(origin: str | None, site: str | None, host: str) -> bool:
    """Whether a form that changes something comes from a page of the desk.

    Takes    origin, site = what the browser says of where it comes from (``Origin``, ``Sec-Fetch-Site``), None where it says nothing;
             host = what the request calls the desk.
    """
    if site is not None and site not in SAME:
        return False
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
        given, own = (parts.hostname, parts.port or PORTS.get(parts.scheme)), urlsplit(f"//{host}")
        return parts.scheme in PORTS and given == (own.hostname, own.port or PORTS[parts.scheme])
    except ValueError:
        return False


PORTS = {"http": 80, "https": 443}


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
