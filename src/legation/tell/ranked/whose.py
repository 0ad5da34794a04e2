"""Whose contacts are ranked: the people who are named, or anybody of a post, of a country, or of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from legation.model import Actor, Whose, Words
from legation.parse import Word
from legation.span import Span, hull
from legation.tell.ranked.spot import PRONOUNS, Spot
from legation.tell.scene import distinct

ANYBODY = frozenset("a an no any every each another one neither".split())
"""Determiners with which a post means any of its holders."""
NOT_YET = frozenset({"new", "incoming", "newly", "sitting", "serving", "future"})
"""Adjectives with which a post means whoever comes to hold it."""
FOREIGN = frozenset({"foreign", "overseas"})
"""Adjectives for anybody of another country."""
BEFORE_NAME = ("det", "amod", "compound", "nmod", "poss", "nummod", "neg", "predet")
"""What stands before a noun and belongs to its words."""
COUNTRY_OF = frozenset({"of", "from"})
"""Prepositions between a post and its country."""
LEADING_TO = frozenset({"to", "in"})
"""Prepositions between a post and the country of a visit, which the reading of names may take for part of the post."""
LEADERS = frozenset({"leader", "head"})
"""Titles of whoever governs, whichever the post is."""


def whose_at(spot: Spot, word: Word, *, anybody: bool = False) -> Whose | None:
    """Whom a noun means, in the claim's own terms; None where it means nobody who makes diplomatic contacts.

    Takes    anybody = the noun is ranked or the subject of a custom, and means any holder, whomever the report has named.
    """
    anybody = anybody or is_anybody(spot, word)
    if not anybody and (actors := tuple(a for a in spot.scene.people(spot.parsed, word) if is_diplomatic(a))):
        return of_actors(spot, actors, word)
    return kind_at(spot, word)


def of_actors(spot: Spot, actors: Sequence[Actor], word: Word | None = None) -> Whose:
    """People by name."""
    first = actors[0]
    one = len(actors) == 1
    words = spot.named(first) if one else _list_words(spot, actors, word)
    country = first.country if one or len({a.country for a in actors}) == 1 else None
    post, held = (first.post, first.post_class) if one else (None, None)
    return Whose(words=words.text, actors=tuple(actors), post=post, post_class=held, country=country)


def _list_words(spot: Spot, actors: Sequence[Actor], word: Word | None) -> Words:
    """The words of a list of people where they stand in the sentence, else their names."""
    if word is not None and all(spot.source.holds(a.span) for a in actors) and len({a.span for a in actors}) > 1:
        span = hull(tuple(a.span for a in actors))
        return Words(text=spot.scene.report.text[span.start : span.end], span=span)
    if word is not None and word.text.lower() not in PRONOUNS:
        return spot.words(phrase_of(spot, word))
    names = [spot.named(a) for a in actors]
    return Words(text=" and ".join(n.text for n in names), span=names[0].span)


def is_diplomatic(actor: Actor) -> bool:
    """Whether somebody holds a post or stands for a country or body."""
    return actor.post_class not in ("spouse", "spokesperson", "candidate") and bool(actor.post_class or actor.country or actor.organisation)


def is_anybody(spot: Spot, word: Word) -> bool:
    """Whether a noun means any holder of a post: "a Japanese prime minister", "no US president", "new chancellors"."""
    if word.text.lower() in PRONOUNS or word.dep == "poss":
        return False
    dets = spot.lowered(spot.parsed.of(word, "det", "neg"))
    own = spot.said_at(word).lower().split()
    if dets & ANYBODY or (own and own[0] in ANYBODY):
        return True
    bare = not dets and word.tag in ("NNS", "NNPS") and not spot.parsed.of(word, "poss")
    return (bare and not any(a.name for a in spot.scene.actors_at(spot.parsed, word))) or (bool(own) and own[0] in NOT_YET)


def kind_at(spot: Spot, word: Word) -> Whose | None:
    """Anybody of the kind that a noun names, or a state."""
    if (place := spot.scene.place_at(spot.parsed, word)) is not None:
        if place.kind not in ("country", "body") or place.country is None:
            return None
        return Whose(words=place.surface, country=place.country)
    phrase = phrase_of(spot, word)
    owned = max((w.end for c in spot.parsed.of(word, "poss") for w in spot.parsed.below(c)), default=phrase.start)
    said = re.findall(r"[\w’'.-]+", spot.text[max(phrase.start, owned) : phrase.end])
    post, held = _title_in(spot, said)
    holder = word.lemma in spot.lists.ranks.lemmas("holder") or any(w.lower() in spot.lists.ranks.lemmas("holder") for w in said)
    if post is None and not holder and not _is_in_office(spot, word):
        return None
    held = held or ("leader" if post is None and not holder else None)
    whole = re.findall(r"[\w’'.-]+", spot.text[phrase.start : phrase.end])
    own = next((whole[:i] for i, w in enumerate(whole) if w in LEADING_TO), whole)  # "a Dutch premier to New Zealand" is Dutch
    country = _country_in(spot, own) or _country_in(spot, whole) or _country_after(spot, word)
    foreign = any(w.lower() in FOREIGN for w in said) or "abroad" in spot.lowered(spot.parsed.of(word, "advmod"))
    words = spot.words(_unranked(spot, phrase)).text
    return Whose(words=words, post=post or word.lemma, post_class=held, country=country, foreign=foreign and country is None)


def _is_in_office(spot: Spot, word: Word) -> bool:
    """ "no Republican in office", "a Tory in power": somebody who governs, by his party."""
    return any(w.lemma in ("office", "power") for p in spot.parsed.of(word, "prep") if p.lemma == "in" for w in spot.parsed.of(p, "pobj"))


def phrase_of(spot: Spot, word: Word) -> Span:
    """The words of a noun from its first adjective on, rank and article included."""
    parts = [c for c in spot.parsed.of(word, *BEFORE_NAME) if c.i < word.i]
    return Span(min([word.start, *(c.start for c in parts)]), word.end)


def _unranked(spot: Spot, phrase: Span) -> Span:
    """The words of a noun without "no" and what ranks it."""
    ranks = [r for kind in ("first", "last", "only", "nth") for r in spot.lists.ranks.lemmas(kind)]
    inside = [w for w in spot.parsed.words if phrase.start <= w.start < phrase.end]
    left_out = [w.i for w in inside[:-1] if w.text.lower() in (*ranks, "no", "not", "one", "other")]
    return Span(inside[max(left_out) - inside[0].i + 1].start, phrase.end) if left_out else phrase


def _title_in(spot: Spot, said: Sequence[str]) -> tuple[str | None, str | None]:
    """The longest title among some words, and its class of post."""
    best: tuple[int, str | None, str | None] = (0, None, None)
    for i in range(len(said)):
        count, row = spot.lists.titles.at(said, i)
        if row is not None and count > best[0] and not row.former:
            kind = "deputy_head" if row.deputy and row.post == "head_of_state" else row.post
            best = (count, row.phrase, kind)
    return best[1], best[2]


def _country_in(spot: Spot, said: Sequence[str]) -> str | None:
    """The country that some words name, by its name or its people's: "South Korean", "US"."""
    plain = [re.sub(r"['’]s?$", "", w) for w in said]
    for length in (3, 2, 1):
        for i in range(len(plain) - length + 1):
            form = " ".join(plain[i : i + length])
            if form[:1].isupper() and (country := spot.lists.gazetteer.country(form)):
                return country
    return None


def _country_after(spot: Spot, word: Word) -> str | None:
    """The country behind a post: "a president of Chile"; a monarch's or leader's too."""
    for prep in spot.parsed.of(word, "prep"):
        if prep.text.lower() in COUNTRY_OF:
            for named in spot.parsed.of(prep, "pobj"):
                if (place := spot.scene.place_at(spot.parsed, named)) is not None:
                    return place.country
                owners = [a for c in spot.parsed.of(named, "poss") for a in spot.scene.actors_at(spot.parsed, c)]
                if owners and named.lemma in ("country", "nation"):
                    return owners[0].country
    return None


def joined(left: Whose, right: Whose) -> Whose:
    """Two sides told as one: "between Roe and Doe"."""
    if left.actors and right.actors:
        return replace(left, words=f"{left.words} and {right.words}", actors=distinct((*left.actors, *right.actors)))
    return left
