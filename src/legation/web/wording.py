"""Words of a report as a page shows them: the stretch that a value rests on, in its sentence, with the way to it in the whole report."""

from __future__ import annotations

import re

from legation.model import Report, ReportState
from legation.record import JsonObject
from legation.span import Span
from legation.web.days import written

AROUND = 260
"""Characters shown at most on either side of the words."""
SHORT = r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bGen)(?<!\bSen)(?<!\bGov)(?<!\b[A-Z])"
BOUNDARY = re.compile(rf"(?:{SHORT}[.]|[!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-Z0-9])|\n\s*\n")


def words_at(report: Report | None, span: Span, finding: str, *, report_id: str) -> JsonObject | None:
    """A stretch of a report in its sentence, None where the report is not at hand or nothing stands there.

    Takes    finding = id of what the report tells with these words, which is marked where the report is shown.
    """
    if report is None or span.start >= span.end or span.end > len(report.text):
        return None
    text = report.text
    return {
        "report": report_id,
        "finding": finding,
        "start": span.start,
        "end": span.end,
        "before": _before(text, span.start),
        "quote": text[span.start : span.end],
        "after": _after(text, span.end),
    }


def _before(text: str, start: int) -> str:
    """The beginning of the sentence, cut between words where it is long."""
    low = max(0, start - AROUND)
    part = text[low:start]
    last = max((match.end() for match in BOUNDARY.finditer(part)), default=None)
    if last is None:
        return part if low == 0 else f"… {part.partition(' ')[2]}"
    return part[last:]


def _after(text: str, end: int) -> str:
    """The rest of the sentence, cut between words where it is long."""
    part = text[end : end + AROUND]
    match = BOUNDARY.search(part)
    if match is not None:
        return part[: match.end()].rstrip()
    return part if end + AROUND >= len(text) else f"{part.rpartition(' ')[0]} …"


def source_of(report: Report | None, name: str) -> JsonObject:
    """A report in a list of others: outlet, title and day."""
    published = report.published if report else None
    outlet = report.outlet if report else None
    told = ", ".join(part for part in (outlet, written(published) if published else None) if part)
    return {
        "report": name,
        "outlet": outlet,
        "title": report.title if report else None,
        "published": published.isoformat() if published else None,
        "url": web_address(report.url if report else None),
        "state": (report.state if report else ReportState.STANDING).value,
        "called": told or (report.title if report and report.title else name),
    }


def web_address(url: str | None) -> str | None:
    """An address that may be followed; None for one of another kind, such as a script."""
    return url if url is not None and url.casefold().startswith(("https://", "http://")) else None
