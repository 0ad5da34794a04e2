"""Addresses of reports: one report has one, however its link was written down; a pure function of the text of the link."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from legation.model import Report

TRACKING = re.compile(
    r"(?:utm|hsa|mtm|pk|at|ns)_\w+|__twitter_impression|_ga|_gl|_hsenc|_hsmi|campaign_id|cmp|cmpid|dclid|efg|fb_action_(?:ids|types)"
    r"|fbclid|gad_source|gbraid|gclid|gclsrc|igsh|igshid|mc_[ce]id|mibextid|mkt_tok|msclkid|ncid|ocid|s_cid|smid|srsltid|taid"
    r"|twclid|vero_id|wbraid|wt_mc|xtor|yclid",
    re.IGNORECASE,
)
"""Names of parameters that say by which way a reader came, not what he reads."""
PORTS = {"http": "80", "https": "443"}


def address_of(report: Report) -> str:
    """What tells a report from all others wherever its link comes from: its address, else its page's digest, else its id.

    Gives    ``url:``, ``page:`` or ``id:`` with it, so that the one is never taken for the other.
    """
    known = plain_address(report.url) if report.url else None
    if known is not None:
        return f"url:{known}"
    return f"page:{report.page_sha256}" if report.page_sha256 else f"id:{report.id}"


@lru_cache(maxsize=1000)
def plain_address(url: str) -> str | None:
    """A link without what may differ between two links to one report; None for an outlet's front page, which is no report's address.

    What is no link of the web is given as it is.
    """
    link = "".join(url.split())
    parts = _split(f"http:{link}" if link.startswith("//") else link)
    if parts is None or parts.scheme.lower() not in PORTS:
        return link or None
    query = _without_tracking(parts.query)
    path = parts.path.rstrip("/")
    if not path and not query:
        return None
    return f"http://{_host(parts)}{path}" + (f"?{query}" if query else "")


def _split(link: str) -> SplitResult | None:
    """The parts of a link; None for what is none."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return parts if parts.netloc else None


def _host(parts: SplitResult) -> str:
    """The host in small letters, without ``www.`` and the port that its scheme has anyway."""
    host, colon, port = parts.netloc.lower().rpartition(":")
    if not colon or not port.isdecimal():
        # No port, or the colons of an address of version 6.
        return parts.netloc.lower().removesuffix(":").rstrip(".").removeprefix("www.")
    host = host.rstrip(".").removeprefix("www.")
    return host if port == PORTS[parts.scheme.lower()] else f"{host}:{port}"


def _without_tracking(query: str) -> str:
    """The parameters that say what is read, in their order."""
    return "&".join(part for part in query.split("&") if part and not TRACKING.fullmatch(part.partition("=")[0]))
