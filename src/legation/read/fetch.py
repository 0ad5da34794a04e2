"""One page from the network, and nothing else: never unasked, never from a private address, never against robots.txt."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from legation.model import Problem, Report
from legation.read.declared import as_declared
from legation.read.given import Given
from legation.read.html.page import read_page_bytes
from legation.read.kinds import Kind, kind_by_name, kind_of
from legation.read.sources import read_source
from legation.read.wire import (
    AGENT,
    REDIRECTS,
    SAVE,
    Allowed,
    Answer,
    Errand,
    Limits,
    StopError,
    Target,
    addresses_of,
    ask,
    followed,
    is_public,
    target_of,
)

if TYPE_CHECKING:
    from protego import Protego

Origin = tuple[str, str, int]
ROBOTS_AT_MOST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB."""

HTML_TYPES = ("text/html", "application/xhtml+xml")
NO_TEXT = ("image/", "audio/", "video/", "font/", "application/pdf", "application/msword", "application/vnd.")
ENDINGS = {
    "text/plain": "page.txt",
    "text/csv": "page.csv",
    "text/tab-separated-values": "page.tsv",
    "application/rss+xml": "page.rss",
    "application/atom+xml": "page.atom",
    "application/rdf+xml": "page.rdf",
    "application/x-ndjson": "page.jsonl",
    "message/rfc822": "page.eml",
    "application/zip": "page.zip",
    "application/gzip": "page.gz",
}
"""Names that tell the kind of what was fetched where its address tells none."""
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server gave, unpacked but not decoded."""

    data: bytes
    url: str
    """Where it was found, behind all redirects."""
    content_type: str
    """In small letters, without parameters; empty where the server tells none."""
    charset: str | None


def is_address(path: str) -> bool:
    """Whether a path is an address on the network."""
    return path.lower().startswith(("http://", "https://"))


def read_address(url: str, *, given: Given, allowed: Allowed = is_public, limits: Limits | None = None) -> Iterator[Report | Problem]:
    """The reports at an address: those of a page, or of a feed, table or text."""
    fetched = fetch(url, allowed=allowed, limits=limits)
    if isinstance(fetched, Problem):
        yield fetched
        return
    data = _in_utf8(fetched)
    segment = PurePosixPath(urlsplit(fetched.url).path).name
    # The ending .php or the like tells how a page is made, not what it is.
    name = segment if kind_by_name(segment) not in (None, Kind.HTML) else ENDINGS.get(fetched.content_type, segment)
    kind = kind_of("" if fetched.content_type in HTML_TYPES else name, data)
    if kind is Kind.HTML or (fetched.content_type in HTML_TYPES and kind is not Kind.FEED):
        page = read_page_bytes(data, source=url, given=given, url=fetched.url)
        digest = sha256(fetched.data).hexdigest()
        yield replace(page, url=page.url or fetched.url, page_sha256=digest) if isinstance(page, Report) else page
        return
    for item in read_source(BytesIO(data), name=name, source=url, given=given):
        whole = isinstance(item, Report) and item.source == url and item.url is None
        yield replace(item, url=fetched.url) if whole and isinstance(item, Report) else item


def fetch(url: str, *, allowed: Allowed = is_public, limits: Limits | None = None) -> Fetched | Problem:
    """What is at an address, or why it is not fetched.

    Takes    allowed = which addresses may be called; it is no option and no setting, so that no user is talked into it.
    Source   RFC 9309 for robots.txt, save that a server which answers 429 is taken to be busy rather than to have none.
    """
    bounds = limits or Limits()
    errand = Errand(allowed=allowed, limits=bounds, ends=time.monotonic() + bounds.whole)
    rules: dict[Origin, Protego | None] = {}
    try:
        target = target_of(url)
        for _ in range(bounds.redirects + 1):
            # Before its robots.txt, so that of a refused host the page is what is refused.
            addresses_of(target, errand)
            _obey(target, errand, rules)
            answer = ask(target, errand, most=bounds.size)
            if answer.status not in REDIRECTS:
                return _fetched(target, answer)
            target = followed(target, answer)
        raise StopError("fetch.failed", f"over {bounds.redirects} redirects, one after the other; {SAVE}")
    except StopError as stop:
        return Problem(code=stop.code, where=url, advice=stop.advice)


def _fetched(target: Target, answer: Answer) -> Fetched:
    kind = answer.headers.get("content-type", "")
    plain = kind.partition(";")[0].strip().lower()
    if answer.status not in (200, 203):
        reasons = {401: "wants a login", 402: "wants payment", 403: "is closed to programs", 404: "is not there", 410: "is there no more"}
        reason = reasons.get(answer.status, "was not given")
        raise StopError("fetch.failed", f"{reason} (status {answer.status}); check the address, or {SAVE}")
    if plain.startswith(NO_TEXT):
        raise StopError("fetch.failed", f"is {plain}, which is no text; extract the text first")
    charset = CHARSET.search(kind)
    return Fetched(data=answer.data, url=target.url, content_type=plain, charset=charset[1] if charset else None)


def _in_utf8(fetched: Fetched) -> bytes:
    """The bytes; where the server tells an encoding that is another, in UTF-8 with its mark, which outranks what a page says of itself."""
    text = as_declared(fetched.data, fetched.charset) if fetched.charset else None
    whole = text.encode("utf-8") if text is not None else fetched.data
    return fetched.data if whole == fetched.data else b"\xef\xbb\xbf" + whole


def _obey(target: Target, errand: Errand, known: dict[Origin, Protego | None]) -> None:
    """A stop where the robots.txt of a host does not want the page to be fetched, or cannot be asked."""
    origin = (target.scheme, target.host, target.port)
    if origin not in known:
        known[origin] = _robots_of(target, errand)
    rules = known[origin]
    if rules is not None and not rules.can_fetch(target.url, AGENT):
        raise StopError("fetch.robots", f"the robots.txt of {target.host} asks programs to leave this page alone; {SAVE}")


def _robots_of(target: Target, errand: Errand) -> Protego | None:
    """The rules of a host; None where it has none."""
    from protego import Protego

    try:
        here = target_of(urljoin(target.url, "/robots.txt"))
        for _ in range(errand.limits.redirects + 1):
            answer = ask(here, errand, most=ROBOTS_AT_MOST, cut=True)
            if answer.status in REDIRECTS:
                here = followed(here, answer)
            elif answer.status == 200:
                return Protego.parse(answer.data.decode("utf-8-sig", errors="replace"))
            elif 400 <= answer.status < 500 and answer.status != 429:
                return None
            else:
                raise StopError("", f"status {answer.status}")
        raise StopError("", "too many redirects")
    except StopError as stop:
        advice = f"the robots.txt of {target.host} cannot be asked: {stop.advice.partition(';')[0]}; try again later, or {SAVE}"
        raise StopError("fetch.robots", advice) from None
