"""Words that rank, each with the noun that it ranks: "his first visit", "the last pope", "the seventh time", "the first of its kind"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.model import Relation
from legation.parse import Word
from legation.tell.ranked.event import kind_of
from legation.tell.ranked.spot import Spot

RELATIONS = {"highest": Relation.SINCE, "first": Relation.FIRST, "last": Relation.LAST, "only": Relation.ONLY, "nth": Relation.NTH}
"""Kinds of entry of the list ``ranks`` and what each makes of a contact."""
CHANCES = frozenset({"chance", "opportunity"})
"""Nouns for a contact that becomes possible."""
TIMES = frozenset({"time", "occasion", *CHANCES})
"""Nouns that stand for the contact of the clause behind them."""
BETWEEN_RANK = frozenset("JJ JJR JJS RB RBS HYPH VBN VBG NN NNP POS CD".split())
"""Tags of the words between a rank and its noun."""
GRADES = frozenset({"ever", "and", "ranking", "level", "profile", "placed"})
"""Words that a hyphen joins to a rank which stays one: "first-ever", "highest-ranking"."""
ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
"""An ordinal in digits."""
SOME = frozenset({"a", "an", "another"})
"""Articles with which "a second summit" is only one more."""
AMONG = frozenset({"among", "amongst"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A word that ranks, and the noun that it ranks."""

    word: Word
    relation: Relation
    noun: Word
    """The rank itself where it stands alone: "the first to come"."""
    nth: int | None = None
    start: int
    """Where its noun phrase begins, with article or possessor."""


def ranks_of(spot: Spot) -> Iterator[Rank]:
    """The ranks of a sentence, each with its noun."""
    ranking_words = frozenset().union(*(spot.lists.ranks.lemmas(kind) for kind in RELATIONS))
    for word in spot.parsed.words:
        text = word.text.lower()
        ranking = _ranking(spot, word) if text in ranking_words or text[:1].isdigit() else None
        if ranking is None or _is_hyphened(spot, word):
            continue
        relation, nth = ranking
        noun = _ranked_noun(spot, word)
        start = _start_of(spot, word, noun)
        before = spot.at(next((w.i for w in spot.parsed.words if w.start >= start), 0) - 1)
        some = any(w.text.lower() in SOME for w in spot.parsed.words if start <= w.start < word.start)
        if (before is not None and before.text.lower() in AMONG) or (some and relation in (Relation.NTH, Relation.LAST)):
            continue
        if _counts_parts(spot, word) or (relation is Relation.ONLY and _is_adverb(spot, word)):
            continue
        yield Rank(word=word, relation=relation, noun=noun, nth=nth, start=start)


def _ranking(spot: Spot, word: Word) -> tuple[Relation, int | None] | None:
    """How a word ranks, and its number; None for other words."""
    text = word.text.lower()
    if (digits := ORDINAL.fullmatch(text)) is not None:
        count = int(digits[1])
        return (Relation.NTH, count) if count > 1 else (Relation.FIRST, None)
    for kind, relation in RELATIONS.items():
        for entry in spot.lists.ranks.of(kind, text):
            if _has_before(spot, word, entry.particle):
                return relation, int(entry.by[0]) if kind == "nth" else None
    return None


def _is_hyphened(spot: Spot, word: Word) -> bool:
    """ "first-class", "second-in-command", "last-minute"; not "first-ever"."""
    after, later = spot.at(word.i + 1), spot.at(word.i + 2)
    return after is not None and after.text == "-" and later is not None and later.text.lower() not in GRADES


def _has_before(spot: Spot, word: Word, particle: str | None) -> bool:
    """Whether the word that an entry asks for stands right before: "most" of "most recent"."""
    before = spot.at(word.i - 1)
    return particle is None or (before is not None and before.text.lower() == particle)


def _counts_parts(spot: Spot, word: Word) -> bool:
    """ "the first of two days", "first of all", "the first two of their talks"."""
    after, later = spot.at(word.i + 1), spot.at(word.i + 2)
    if after is None or later is None or after.text.lower() != "of":
        return False
    return later.text.lower() not in ("its", "the", "his", "her", "their", "any") or spot.text[later.end :].lower().startswith(" two")


def _is_adverb(spot: Spot, word: Word) -> bool:
    """ "only days after", "only the second": a word that limits another."""
    before, after = spot.at(word.i - 1), spot.at(word.i + 1)
    owned = before is not None and (before.text.lower() in ("the", "his", "her", "their", "its", "'s", "’s", "an") or before.dep == "poss")
    counted = after is not None and after.text.lower() == "one"
    return not owned and not counted


def _ranked_noun(spot: Spot, rank: Word) -> Word:
    """The noun that a rank stands before, through adjectives and compounds; the rank itself where none follows."""
    words, i, noun = spot.parsed.words, rank.i + 1, None
    while i < len(words):
        word = words[i]
        text = word.text.lower()
        hyphened = (i + 1 < len(words) and words[i + 1].text == "-") or words[i - 1].text == "-"
        if noun is not None and (kind_of(spot, noun) is not None or noun.lemma in TIMES) and word.pos != "NOUN":
            break
        if noun is not None and word.pos not in ("NOUN", "PROPN") and text != "-":
            break
        if text == "and" and noun is None:
            i += 1
            continue
        if word.tag not in BETWEEN_RANK and not word.tag.startswith("NN") and not hyphened:
            break
        part = words[i - 1].text == "-" and word.head > word.i and word.tag == "NN"
        if word.pos in ("NOUN", "PROPN") and not part and not (hyphened and words[i - 1].text != "-" and word.tag != "NNP"):
            if noun is not None and word.text[:1].isupper() and spot.scene.actors_at(spot.parsed, word) and kind_of(spot, noun) is not None:
                break
            noun = word
        i += 1
    return noun or rank


def _start_of(spot: Spot, rank: Word, noun: Word) -> int:
    """Where the phrase of a ranked noun begins: its article, its possessor with all that hangs on him."""
    starts = [rank.start]
    for child in spot.parsed.of(noun, "det", "poss", "amod", "compound", "nmod"):
        if child.i < rank.i:
            starts.append(min(w.start for w in spot.parsed.below(child)))
    before = spot.at(rank.i - 1)
    if before is not None and (before.dep in ("det", "poss") or before.text.lower() in ("the", "his", "her", "their", "most")):
        starts.append(before.start)
    return min(starts)
