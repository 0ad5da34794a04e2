"""Copies: the digest by which two reports that print the same text are known as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from legation.identity import digest_of
from legation.model import Report
from legation.register.address import address_of
from legation.span import Span

LONG = 200
"""Characters of a body from which its words alone tell a copy.

Fewer, such as "The minister arrived in Vienna on Monday.", may be printed of another Monday's visit. To take two visits for one
loses a visit unseen; to take a copy for a report of its own is seen, and can be judged.
"""
SIGNS = {
    **dict.fromkeys(map(ord, '‘’‚‛′´`ʼ＇“”„‟″«»＂"'), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-"),
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF), None),
}
"""Quotation marks, single and double alike, and dashes, which every outlet sets in its own way, and characters that nobody sees."""
RUNS = re.compile("(['-])\\1+")


def copy_digest(report: Report) -> str:
    """Digest that a report shares with its copies: of its body, without title, byline and dateline.

    A short text is known again only where title, text and known day of publication are the same and each has an address of its own.
    """
    body = plain_words(_without(report.text, [span for _, span in report.head_lines] + [report.dateline_span or Span(0, 0)]))
    if len(body) >= LONG:
        return digest_of([body])
    address = address_of(report)
    if report.published is not None and not address.startswith("id:"):
        return digest_of([report.published.isoformat(), plain_words(report.title or ""), plain_words(report.text)])
    return digest_of(["no copies", address])


def plain_words(text: str) -> str:
    """A text as all its copies have it: in small letters, with one blank between words, and plain quotation marks and dashes."""
    plain = unicodedata.normalize("NFKC", text.translate(SIGNS)).casefold()
    words = RUNS.sub(r"\1", " ".join(plain.split()))
    return words.replace(" -", "-").replace("- ", "-")


def _without(text: str, spans: Iterable[Span]) -> str:
    """A text with ranges of it left out."""
    kept: list[str] = []
    end = 0
    for span in sorted(spans):
        kept.append(text[end : max(span.start, end)])
        end = max(span.end, end)
    return " ".join((*kept, text[end:]))
