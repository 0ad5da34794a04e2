"""The line to a server: which addresses may be called, and what an answer may cost in time and bytes."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from urllib3.response import HTTPResponse

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]

AGENT = "legation"
"""The name that a robots.txt may speak to."""
SCHEMES = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
CHUNK = 1 << 16
GLOBAL_UNICAST = IPv6Network("2000::/3")
"""What of IPv6 is given out at all; the rest is for the inside of networks, or for nothing yet."""
NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses that stand for those of IPv4 in networks without it."""
SAVE = "open it in a browser, save it, and name the file"
"""The way that is always open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost."""

    connect: float = 10.0
    """Seconds until a server takes the call."""
    whole: float = 30.0
    """Seconds by the clock on the wall, for the page with its robots.txt and all redirects."""
    size: int = 20_000_000
    """Bytes, unpacked."""
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address taken apart."""

    url: str
    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said to one question."""

    status: int
    headers: Mapping[str, str]
    data: bytes


@dataclass(slots=True, kw_only=True)
class Errand:
    """The fetching of one page: what it may do, and what it knows by now."""

    allowed: Allowed
    limits: Limits
    ends: float
    addresses: dict[tuple[str, int], tuple[Address, ...]] = field(default_factory=dict)

    def left(self) -> float:
        """Seconds that are left, a stop where there are none."""
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise StopError("fetch.failed", f"took over {self.limits.whole:g} seconds; {SAVE}")
        return seconds


class StopError(Exception):
    """Why a page is not fetched: a code and advice."""

    def __init__(self, code: str, advice: str) -> None:
        super().__init__(advice)
        self.code, self.advice = code, advice


def is_public(address: Address) -> bool:
    """Whether an address is one of the open network, and not one of this machine, this house or this provider."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    inner = address.ipv4_mapped or address.sixtofour or (IPv4Address(address.packed[12:]) if address in NAT64 else None)
    return is_public(inner) if inner is not None else address in GLOBAL_UNICAST and address.is_global


def target_of(url: str) -> Target:
    """An address taken apart, once and for all uses of it.

    Any port will do: the address that it is of must be public, and what it answers must be HTTP, so that a port by itself opens nothing.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url)
    except LocationParseError:
        raise StopError("fetch.refused", "is no address of a page; check how it is written") from None
    if parts.scheme not in SCHEMES or not parts.host:
        raise StopError("fetch.refused", "is no address of a page; only http and https are fetched")
    if parts.auth is not None:
        raise StopError("fetch.refused", f"holds a user name or password, which would be told to others; leave it out, or {SAVE}")
    port = SCHEMES[parts.scheme] if parts.port is None else parts.port
    return Target(url=parts._replace(fragment=None).url, scheme=parts.scheme, host=parts.host, port=port, path=parts.request_uri)


def followed(target: Target, answer: Answer) -> Target:
    """Where a redirect leads."""
    location = answer.headers.get("location", "").encode("latin-1", errors="replace").decode("utf-8", errors="replace")
    if not location:
        raise StopError("fetch.failed", f"a redirect that leads nowhere (status {answer.status}); {SAVE}")
    try:
        found = target_of(urljoin(target.url, location))
    except ValueError:
        raise StopError("fetch.failed", f"a redirect to what is no address; {SAVE}") from None
    if target.scheme == "https" and found.scheme == "http":
        raise StopError("fetch.refused", f"leads from a secure page to one that is not, at {found.host}; {SAVE}")
    return found


def ask(target: Target, errand: Errand, *, most: int, cut: bool = False) -> Answer:
    """One question and its answer.

    Takes    most = bytes of the answer, unpacked; cut = whether more is left out rather than refused.
    """
    from urllib3.connection import HTTPConnection
    from urllib3.exceptions import HTTPError

    host = f"{target.host}:{target.port}" if target.port != SCHEMES[target.scheme] else target.host
    headers = {
        "Host": host,
        "User-Agent": _agent(),
        "Accept-Encoding": "gzip, deflate",
        "Accept": "text/html,*/*;q=0.8",
        "Connection": "close",
    }
    try:
        with _line(target, errand) as line:
            # The connection gets the line that was checked and makes none of its own; so no proxy is asked either.
            connection = HTTPConnection(target.host, target.port, timeout=errand.left())
            connection.sock = line
            connection.request("GET", target.path, headers=headers, preload_content=False)
            response = connection.getresponse()
            data = b"" if response.status in REDIRECTS else _body(response, errand, most=most, cut=cut)
            return Answer(status=response.status, headers={name.lower(): value for name, value in response.headers.items()}, data=data)
    except (HTTPError, HTTPException, OSError, ValueError) as fault:
        # Where the time ran out, that is the reason, whatever the line broke with.
        errand.left()
        raise StopError("fetch.failed", f"{_reason(fault)}; try again later, or {SAVE}") from None


def _reason(fault: Exception) -> str:
    """What went wrong on the line, in a few words."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"its certificate is not good for it ({fault.verify_message})"
    if isinstance(fault, ssl.SSLError):
        return f"no secure connection ({fault.reason})"
    return f"the server broke off ({type(fault).__name__}: {fault})"[:200]


def _body(response: HTTPResponse, errand: Errand, *, most: int, cut: bool) -> bytes:
    """The body, unpacked piece by piece, so that a bomb stops at the bound."""
    packed = [part.strip() for part in response.headers.get("content-encoding", "").lower().split(",") if part.strip()]
    if any(part not in ("identity", *response.CONTENT_DECODERS) for part in packed):
        raise StopError("fetch.failed", f"is packed as {', '.join(packed)[:40]}, which is not unpacked; {SAVE}")
    kept = bytearray()
    for piece in response.stream(CHUNK, decode_content=True):
        kept += piece
        if len(kept) > most and not cut:
            raise StopError("fetch.failed", f"over {most:,} bytes, as no page has; {SAVE}")
        if len(kept) > most:
            return bytes(kept[:most])
        errand.left()
    # A line that was cut at the end of the time looks like the end of a body.
    errand.left()
    return bytes(kept)


@contextmanager
def _line(target: Target, errand: Errand) -> Iterator[socket.socket]:
    """A line to the host, at an address that was checked, that is cut when the time is up."""
    line = plain = _called(target, errand)
    # A second handle on the same line: bytes that come in one by one keep each single wait short, and only cutting it ends them all.
    handle = plain.dup()
    timer = Timer(max(errand.ends - time.monotonic(), 0), _cut, [handle])
    timer.daemon = True
    try:
        timer.start()
        if target.scheme == "https":
            line = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host.strip("[]").rstrip("."))
        line.settimeout(errand.left())
        yield line
    finally:
        timer.cancel()
        for held in (line, plain, handle):
            held.close()


def _cut(handle: socket.socket) -> None:
    try:
        handle.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The other side was faster.
        return


def _called(target: Target, errand: Errand) -> socket.socket:
    """A line to the first of the host's addresses that takes the call."""
    fault: OSError | None = None
    for address in addresses_of(target, errand):
        try:
            return socket.create_connection((str(address), target.port), timeout=min(errand.limits.connect, errand.left()))
        except OSError as refused:
            fault = refused
    raise StopError("fetch.failed", f"{target.host} does not answer ({fault}); try again later, or {SAVE}")


def addresses_of(target: Target, errand: Errand) -> tuple[Address, ...]:
    """The addresses of a host, looked up once, so that none is called but those that were checked."""
    key = (target.host, target.port)
    if key not in errand.addresses:
        found = _looked_up(target, errand)
        refused = next((address for address in found if not errand.allowed(address)), None)
        if refused is not None:
            raise StopError("fetch.refused", f"{target.host} leads to {refused}, an address that is not of the open network; {SAVE}")
        errand.addresses[key] = found
    return errand.addresses[key]


def _looked_up(target: Target, errand: Errand) -> tuple[Address, ...]:
    """The addresses that a name has; the system's look-up knows no time limit, so it is left alone when it takes too long."""
    told: SimpleQueue[tuple[Address, ...] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(target.host.strip("[]"), target.port, type=socket.SOCK_STREAM)
            told.put(tuple(dict.fromkeys(ip_address(row[4][0]) for row in rows)))
        except (OSError, ValueError) as fault:
            told.put(fault)

    Thread(target=look_up, daemon=True).start()
    try:
        found = told.get(timeout=min(errand.limits.connect, errand.left()))
    except Empty:
        raise StopError("fetch.failed", f"{target.host} could not be looked up in time; try again later, or {SAVE}") from None
    if isinstance(found, Exception) or not found:
        raise StopError("fetch.failed", f"no host goes by the name of {target.host} here; check the address and the network")
    return found


def _agent() -> str:
    """How this program names itself to servers."""
    try:
        number = version("legation")
    except PackageNotFoundError:
        number = "0"
    return f"{AGENT}/{number} (+reads one page on demand)"
