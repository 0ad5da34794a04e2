"""The facts that are taken from a remark: the level of a visit, who was elect, and the towns in the United States that a visit went to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.tables.gazetteer import Gazetteer, Row

LEVEL = re.compile(r"\b(official working|state|offici?al(?: select)?|working|private)\s+visit\b", re.IGNORECASE)
PART = re.compile(r"[.;]\s+")
MADE_AS_ELECT = re.compile(r"\[\s*visit made as president-elect\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[a-z)\d][.;])\s+(?=[A-Z\[])|;\s+")
LEADS = frozenset({"at", "in", "to"})
"""Words after which a remark names the place of the visit."""
ELSEWHERE = re.compile(
    r"\b(?:also|after|afterwards?|before|later|visited|visiting|arrived|departed|returned|left|en route|in (?:the )?U\.S\.|had (?:met|come)"
    r"|stopped|toured|travel?led)\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells of other days than those of the record."""
WORD = re.compile(r"[^\s,()]+|[,()]")
MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)$")
SITES = frozenset({"capital", "city", "residence", "venue", "base", "region"})


def level_of(text: str, *, leading: bool = False) -> str | None:
    """The level that a remark names first.

    Takes    leading = count only what a sentence begins with: "Accompanied the President on a state visit" is no state visit of one's own.
    """
    parts: Sequence[str] = PART.split(text) if leading else (text,)
    for part in parts:
        found = LEVEL.match(part) if leading else LEVEL.search(part)
        if found:
            return found[1].lower().replace("offical", "official").removesuffix(" select").replace(" ", "_")
    return None


def towns_of(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The places in the United States that a remark on a visit there says it went to, as it spells them."""
    found: list[str] = []
    for sentence in SENTENCE.split(text):
        if not ELSEWHERE.search(sentence):
            found.extend(_towns(WORD.findall(sentence.rstrip(".")), gazetteer))
    return tuple(dict.fromkeys(found))


def _towns(words: Sequence[str], gazetteer: Gazetteer) -> list[str]:
    """The places that stand after "in", "at" or "to" in one sentence."""
    found: list[str] = []
    for at, word in enumerate(words[:-1]):
        length, rows = gazetteer.at(words, at + 1) if word.lower() in LEADS else (0, ())
        name = " ".join(words[at + 1 : at + 1 + length]).partition(" ,")[0]
        if rows and _is_site(rows) and not _goes_on(words[at + 1 + length : at + 2 + length]):
            found.append(name)
    return found


def _goes_on(following: Sequence[str]) -> bool:
    """Whether the next word makes it the beginning of another name: "Midway Island"."""
    return any(word[:1].isupper() and not MONTH.match(word) for word in following)


def _is_site(rows: Sequence[Row]) -> bool:
    """Whether a name is first of all that of a place in the United States."""
    return rows[0].country == "USA" and rows[0].kind in SITES
