"""What part of a report a paragraph is: prose, headline, byline, caption, pull quote or the line that names its speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.model import Voice

SHORT = 150
"""Characters of the longest line that may be headline or caption."""
ENDED = re.compile(r"[.!?…:;,](?:[\"”’'»)\]]*)$")
FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|will|would|can|could|may|might|shall|should|must|do|does|did|said|says|told|went|came|met|meets|made"
    r"|left|flew|gave|spoke|began|held|took|saw|sent|led|won|put|set|paid|arrives?|visits|leaves|flies|goes|comes|speaks|begins|holds|takes|sees|calls"
    r"|[a-z]{3,}(?:ed|izes|ises))\b|[’'](?:s (?:been|going)|re|ll|ve|d)\b"
)
MARKED = re.compile(
    r"\(?(?:File )?(?:Photo|Image|Picture|Photograph|Video|Illustration|Map|Caption|Credit)s?\s*(?:[:/]|by\b|credit)"
    r"|FILE\s+[-–—]|\[?(?:Photo|Image)\]",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"(?:\((?:[^()]*[/ ])?(?:AFP|AP|Reuters|EPA|Getty Images|AP Photo|File|file photo|Xinhua|dpa|Pool)\)"
    r"|/AFP|\b(?:Getty Images|REUTERS/.{2,30}|AP Photo)"
    r"|\b(?:Image|Photo|Picture|Credit):[^:]{2,60})\.?$"
)
SIGN_OFF = re.compile(r"\(?(?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Tt]ranslat(?:ion|ed)|[Ff]iles) (?:by|from)\b")
BY = re.compile(r"(?:By|BY) [A-Z][\w'’.-]+ [A-Z]")
NAME = r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){1,4}"
SPEAKER = re.compile(rf"(?:[-–—―]{{1,2}}\s*{NAME}|[-–—―]{{0,2}}\s*{NAME}(?:, | [-–—] )[^.!?]{{3,90}})")
SIGNED = re.compile(r"[-–—―]{1,2}\s*[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,4}(?:(?:, | [-–—] )[^.!?]{3,90})?\.?")
"""A dash with a name, below the words that it signs."""
SIGNATURE = re.compile(rf"[-–—―]{{0,2}}\s*{NAME}(?:(?:, | [-–—] )[^!?]{{3,90}})?")
STOP_INSIDE = re.compile(r"[a-z]{3}[.!?][\"”’')]*\s+[\"“‘'(–—-]*[^\W\d_a-z]")
PRONOUN_FIRST = re.compile(r"[\"“]?(?:He|She|They|It|We|I|You|There)\b")
DIRECT = re.compile(r"(?:\b(?:[Ww]e|[Oo]ur|us|[Ii]|[Mm]y|me|[Ll]et[’']s|[Yy]ou|[Yy]our)\b|I[’']|^(?:Yes|No|Well|Look|Frankly|Listen),)")
QUOTED_WHOLE = re.compile(r"[\"“«„].*[\"”»“]$", re.S)
SMALL = frozenset(("a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "with", "from", "by", "as", "de", "vs", "over"))


def find_voices(paragraphs: Sequence[str], known: Sequence[Voice | None]) -> list[Voice]:
    """The voice of every paragraph; ``known`` holds what the report's head has told already."""
    voices = [_voice(paragraphs, known, at) for at in range(len(paragraphs))]
    for at in range(1, len(paragraphs)):
        named = voices[at] is Voice.CAPTION and SPEAKER.fullmatch(paragraphs[at])
        signed = QUOTED_WHOLE.fullmatch(paragraphs[at - 1]) and SIGNED.fullmatch(paragraphs[at]) and not FINITE.search(paragraphs[at])
        if (named or signed) and voices[at - 1] is Voice.NARRATION and _is_speech(paragraphs[at - 1]):
            voices[at - 1], voices[at] = Voice.PULL_QUOTE, Voice.SPEAKER
    return voices


def find_signature(sentences: Sequence[str]) -> bool:
    """Whether a paragraph's last sentence names the speaker of the others, as some pages set a pull quote."""
    if len(sentences) < 2 or ENDED.search(sentences[-1]) or not SIGNATURE.fullmatch(sentences[-1]):
        return False
    return _is_speech(" ".join(sentences[:-1]))


def _voice(paragraphs: Sequence[str], known: Sequence[Voice | None], at: int) -> Voice:
    said, text = known[at], paragraphs[at]
    if said is not None:
        return said
    if len(text) <= 2 * SHORT:
        if MARKED.match(text) or (at + 1 < len(paragraphs) and CREDIT.search(text)):
            return Voice.CAPTION
        if SIGN_OFF.match(text) or (len(text) <= SHORT and BY.match(text) and not ENDED.search(text)):
            return Voice.BYLINE
    if len(text) > SHORT or len(paragraphs) == 1 or ENDED.search(text):
        return Voice.NARRATION
    if STOP_INSIDE.search(text) or PRONOUN_FIRST.match(text):
        return Voice.NARRATION
    if not FINITE.search(text) or SPEAKER.fullmatch(text):
        return Voice.CAPTION
    return Voice.HEADLINE if _is_title_case(text) else Voice.NARRATION


def _is_speech(text: str) -> bool:
    """Whether a paragraph is somebody's words and nothing else."""
    return bool(QUOTED_WHOLE.fullmatch(text)) or (not re.search(r"[\"“«]", text) and bool(DIRECT.search(text)))


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha() and word.lower() not in SMALL]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)
