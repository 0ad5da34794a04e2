"""Wishes not to be named: the words of a report that say that a speaker asked for it, or why his name is kept back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.span import Span
from legation.tell.scene import Scene

HINT = re.compile(r"anonym|name|identi|quoted|authori[sz]ed|allowed|permitted|cleared|the record|attribution|background")
"""One of these stands in every wish."""
SPEAKING = r"(?:speaking |spoke |talking |talked |commenting )?"
TERMS = r"(?:conditions?|cover|promise|cloak|guarantee|terms?|basis)"
HE = r"(?:he|she|they|it|neither|none|his|her|their)"
NAMED = r"(?:named|identified|quoted|cited|mentioned)"
HIS_NAME = r"(?:his|her|their|a) (?:own |full |real )*(?:names?|identit(?:y|ies))"
ASKING = r"(?:request|ask|demand|insist|prefer|want|wish|beg|seek|sought|plead)\w*"
BARRED = r"(?:not|n['’]t|never) (?:been )?(?:authori[sz]ed|allowed|permitted|cleared|entitled)"
TO_SPEAK = r"to (?:speak|talk|comment|discuss|brief|disclose|release|reveal|address)"
WISHES = (
    rf"{SPEAKING}(?:up)?(?:on|under|with|in) (?:the |a )?(?:strict )?{TERMS} of (?:\w+ )?anonymity",
    rf"{SPEAKING}on (?:the )?(?:strict )?(?:condition|understanding|basis)(?: that)? {HE}\b[^,.;:\"“”]{{0,40}}?{NAMED}",
    rf"{ASKING} (?:for |on |that |to (?:stay |remain |be |keep )?)?(?:\w+ )?(?:anonymity|anonymous|unnamed|unidentified|nameless)",
    rf"{ASKING} (?:that )?(?:{HE} )?(?:names? |identity )?(?:not|n't) (?:to )?(?:be |have )?(?:{NAMED}|{HIS_NAME})",
    rf"(?:declin|refus)\w* to (?:be {NAMED}|(?:give|have|reveal|disclose) {HIS_NAME})",
    rf"(?:did|does|do|would)(?: not|n['’]t) (?:want|wish|like|agree) (?:to be {NAMED}|{HIS_NAME})",
    r"(?:was|were|is|are|been|being|had|has|have) (?:granted|given|promised|guaranteed|offered) anonymity",
    rf"(?:(?:was|were|is|are|had|has|have) ?)?{BARRED} {TO_SPEAK}",
    r"(?:speaking|spoke|talking|talked) (?:anonymously|off the record|on background|not for attribution)",
    r"whose (?:names?|identity|identities) (?:\w+ ){0,2}(?:withheld|not (?:given|disclosed|published)|kept back)",
)
WISH = re.compile("|".join(f"(?:{wish})" for wish in WISHES), re.IGNORECASE)
"""A speaker's wish, in the words that tell it."""
END = re.compile(r"[,.;:\"“”—–()]|\s(?:said|says|told|tells|added|and|but)\b")
"""Where its clause ends."""
WHY = re.compile(r",? (?:because|as|since|for fear|fearing|citing|given|owing|due|in order|so (?:as|that)|out of)\b")
"""What gives a reason, after a comma too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A wish not to be named."""

    at: int
    """Place of its sentence among the report's."""
    span: Span
    """In ``Report.text``."""
    reason: str
    """The wish in the report's words, with why where it says so."""


def find_requests(scene: Scene) -> tuple[Request, ...]:
    """All wishes of a report in order, those in quotation marks left out."""
    found: list[Request] = []
    for at, parsed in enumerate(scene.parsed):
        sentence = parsed.sentence
        if not HINT.search(sentence.text):
            continue
        end = 0
        for match in WISH.finditer(sentence.text):
            if match.start() < end or any(quoted.start <= match.start() < quoted.end for quoted in sentence.quoted):
                continue
            end = _end(sentence.text, match.end())
            within = Span(match.start(), end)
            span = sentence.offsets.to_source_span(within)
            found.append(Request(at=at, span=span, reason=" ".join(sentence.text[within.start : within.end].split())))
    return tuple(found)


def _end(text: str, at: int) -> int:
    """Where the clause of a wish ends, its reason included."""
    why = WHY.search(text, at)
    first = END.search(text, at)
    end = first.start() if first else len(text)
    if why is None or why.start() > end:
        return end
    last = END.search(text, why.end())
    return last.start() if last else len(text)
