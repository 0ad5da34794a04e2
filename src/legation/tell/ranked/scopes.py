"""Since when and within what a contact is ranked: earlier contacts and events, lengths counted back, terms of office, windows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legation.model import Actor, Anchor, Reckoning, Words
from legation.parse import Word
from legation.span import Span
from legation.tell.ranked.lengths import LENGTH, WINDOW, length_in
from legation.tell.ranked.spot import PRONOUNS, Spot
from legation.when import When

BREAK = re.compile(
    r"[;:]|\s[–—-]{1,2}\s"
    r"|,?\s(?:but|because|although|though|while(?! in (?:office|power))|whereas|so that)\s"
    r"|,\s(?:which|where|when|whose|who|said|says|and|as)\s"
    r"|\sand\s(?:his|her|their|its|the)\s(?:first|second|third|fourth|fifth|last|latest|only)\b"
    r"|\sand\s(?:he|she|they|it|the|a|follows|will|is|was|has|had|said|plans|hopes)\s"
)
"""Where the clause of a rank surely ends."""
EVER = re.compile(r"\b(?:ever|in history|of (?:its|his|her|this|the) kind|before|on record|until now|to date|in living memory|yet)\b", re.I)
"""Words for all time, which reckon from nothing."""
CUT = re.compile(
    r"\s(?:and|but)\s(?:will|is|was|has|had|plans|hopes|said)\b"
    r"|(?<=tion)\s(?:was|is|were|will)\s"
    r"|(?<=\d\d\d\d)\s(?:was|is|were|will|has|have|had)\s"
)
"""Where the clause goes on behind an anchor."""
EXCEPT = re.compile(r",?\s*\b(?:apart from|except(?: for)?|other than|save for|aside from|but for|besides|with the exception of)\s", re.I)
"""What opens an exception."""
DATED = re.compile(
    r"\s*,?\s*(?:in|on|of|during)\s+(?:(?:early|late|mid-?|the|spring|summer|autumn|fall|winter|of)\s*)*"
    r"(?:(?:\d{1,2}\s+)?[A-Z][a-z]+\.?\s*(?:\d{1,2},?)?\s*)?(?:\d{4}s?|\d{1,2})\b"
)
"""A day or year right behind an anchor, which dates it."""
AFTERWARDS = re.compile(r"\s+(?:after|following|from)\s+\w", re.I)
PREDECESSOR = re.compile(r"\bafter\s+(?:[A-Z][\w.’'-]*\s+){1,5}$")
"""Whoever came before, whose day bounds nothing: "the second to come, after Jane Roe in 2006"."""
FARTHEST = 120
"""Characters within which the comma behind an opening scope stands."""
TERM_OPENERS = r"(?:of|in|during|throughout|under|within|into|for|over|from)"
OWNERS = r"(?:his|her|their|its|the|this|that|a|an|(?:(?-i:[A-Z])[\w.’'-]+\s+){0,4}[\w.’'-]+['’]s?)"
IN_OFFICE = re.compile(r"\b(?:while |whilst )?in (?:office|power)\b", re.I)
AS = re.compile(r"\bas\s+(?:(?:the|a|an)\s+)?(?=\w)")
CHOSEN = frozenset("elect swear appoint inaugurate inauguration election appointment accession coronation investiture reelection".split())
"""Words of coming into office that need no noun for the office beside them."""
TURNS = frozenset("takeover swearing-in re-election elected re-elected sworn inaugurated appointed".split())
FOLLOWING = frozenset({"succeed", "replace", "inherit", "oust", "depose", "topple"})
"""Verbs of coming into office whose object held it before."""
BY_FORCE = frozenset({"oust", "depose", "topple"})
"""Those among them that others do as well, who take no office: "since the army ousted him"."""
AFTER = frozenset({"after", "following", "upon"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a contact is ranked within."""

    within: Span
    """Its words in the sentence."""
    words: Words
    anchor: Anchor


def region_of(spot: Spot, start: int) -> Span:
    """The sentence from a place on to the end of its clause."""
    found = BREAK.search(spot.text, start)
    return Span(start, max(found.start() if found else len(spot.text.rstrip(" .")), start))


def leading(spot: Spot) -> Span | None:
    """What stands before the first comma where a sentence opens with "since", "in", "for", "during", "after"."""
    first = spot.parsed.words[0].text.lower()
    if first not in ("since", "in", "for", "during", "after", "not", "as", "on", "at", "throughout"):
        return None
    comma = spot.text.find(",")
    if first == "not" or 0 < comma < FARTHEST:
        return Span(0, comma if 0 < comma < FARTHEST and first != "not" else len(spot.text))
    nobody = next((w for w in spot.parsed.words[1:] if w.text.lower() == "no"), None)
    return Span(0, nobody.start) if nobody is not None else None


def scope_in(spot: Spot, region: Span) -> Scope | None:
    """The scope that a stretch of a sentence gives: an anchor before a length, a length before a window."""
    for find in (_since, _of_office, _after_event, _of_length, _of_window):
        if (found := find(spot, region)) is not None:
            return found
    return None


def is_for_ever(spot: Spot, region: Span) -> bool:
    """Whether the words rank among all that ever were."""
    return EVER.search(spot.text, region.start, region.end) is not None


def excepted_in(spot: Spot, region: Span) -> Span | None:
    """What a clause excepts: "apart from the few hours he spent there"."""
    found = EXCEPT.search(spot.text, region.start, region.end + 40)
    if found is None:
        return None
    start = found.start() + len(found[0]) - len(found[0].lstrip(" ,"))
    return Span(start, region_of(spot, found.end()).end)


def _scope(spot: Spot, within: Span, **anchor: object) -> Scope:
    words = spot.words(within)
    return Scope(within=within, words=words, anchor=Anchor(words=words, **anchor))  # type: ignore[arg-type]


def _since(spot: Spot, region: Span) -> Scope | None:
    """ "since 1952", "since Abe's in 2015", "since the war began", "since taking office", "after his inauguration"."""
    for word in spot.parsed.words:
        if word.text.lower() not in ("since", *AFTER) or not region.start <= word.start < region.end:
            continue
        within = _reach_of(spot, word, region)
        inside = [w for w in spot.parsed.words if within.start < w.start and w.end <= within.end and w.i != word.i]
        actor = _actor_in(spot, inside)
        if _comes_to_office(spot, inside):
            held = _post_in(spot, within)
            turn = _turn(spot, inside)
            named = actor or _actor_in(spot, inside, pronouns=True)
            actor = _actor_in(spot, spot.parsed.of(turn, "nsubj"), pronouns=True) if turn is not None else named
            return _scope(spot, within, reckoning=Reckoning.OFFICE, actor=actor, post_class=held, when=_day_in(spot, within))
        if word.text.lower() in AFTER or not _is_past(spot, word):
            continue
        contact = actor is not None and not any(w.pos in ("VERB", "AUX") and w.dep in ("advcl", "ROOT") for w in inside)
        reckoning = Reckoning.CONTACT if contact else Reckoning.EVENT
        return _scope(spot, within, reckoning=reckoning, actor=actor, when=_day_in(spot, within))
    return None


def _reach_of(spot: Spot, since: Word, region: Span) -> Span:
    """A word that opens a scope with all that it rules, and the date right behind it."""
    parsed = spot.parsed
    end = since.end
    if since.dep in ("mark", "advmod"):
        clause = parsed.head(since)
        if clause.i > since.i:
            end = max([w.end for w in parsed.below(clause) if w.i > since.i], default=end)
    else:
        end = max([w.end for w in parsed.below(since)], default=end)
    end = min(end, region.end)
    said = spot.text[since.end : end]
    inverted = re.search(r"\s(?:has|have|had|did)\s", said) if spot.parsed.words[0].text.lower() == "not" else None
    if cut := CUT.search(said) or inverted:
        end = since.end + cut.start()
    if (dated := DATED.match(spot.text, end)) is not None:
        end = dated.end()
    return Span(since.start, end)


def _is_past(spot: Spot, since: Word) -> bool:
    """Whether "since" tells a time: a clause in the present gives a reason."""
    if since.dep != "mark":
        return True
    verb = spot.parsed.head(since)
    auxiliaries = spot.lowered(spot.parsed.of(verb, "aux", "auxpass"))
    return verb.tag in ("VBD", "VBN", "VBG") and not auxiliaries & {"is", "are", "will", "would", "can", "could", "may"}


def _comes_to_office(spot: Spot, inside: Sequence[Word]) -> bool:
    """Whether words tell that somebody came into a post."""
    ranks = spot.lists.ranks
    if _turn(spot, inside) is not None:
        return True
    coming = [w for w in inside if w.lemma in ranks.lemmas("taking") or w.text.lower() in TURNS]
    if any(w.lemma in CHOSEN or w.text.lower() in TURNS for w in coming):
        return True
    said = " ".join(spot.said_at(w) for w in inside).split()
    office = any(w.lemma in ranks.lemmas("office") for w in inside) or any(spot.lists.titles.at(said, i)[0] for i in range(len(said)))
    return bool(coming) and office


def _turn(spot: Spot, inside: Sequence[Word]) -> Word | None:
    """The verb by which somebody followed another in a post: "succeeded his father", "took over from Roe", "inherited the throne"."""
    for word in inside:
        objects, makers = spot.parsed.of(word, "dobj"), spot.parsed.of(word, "nsubj")
        if word.lemma in BY_FORCE and makers and _actor_in(spot, makers, pronouns=True) is None:
            continue
        if word.lemma in FOLLOWING and any(spot.scene.actors_at(spot.parsed, w) or spot.lists.ranks.of("office", w.lemma) for w in objects):
            return word
        if (word.lemma == "succeed" and (objects or spot.parsed.has_particle(word, "to"))) or (
            word.lemma == "take" and spot.parsed.has_particle(word, "over") and not objects
        ):
            return word
    return None


def _actor_in(spot: Spot, inside: Sequence[Word], *, pronouns: bool = False) -> Actor | None:
    """The first actor named in some words, pronouns left out unless they are asked for."""
    for word in inside:
        if pronouns or word.text.lower() not in PRONOUNS:
            for actor in spot.scene.actors_at(spot.parsed, word):
                if actor.name:
                    return actor
    return None


def _day_in(spot: Spot, within: Span) -> When | None:
    """The day that a stretch of the sentence names."""
    days = [t.when for t in spot.scene.times(spot.parsed) if t.when is not None and within.overlaps(t.within)]
    return days[0] if days else None


def _post_in(spot: Spot, within: Span) -> str | None:
    """The class of the post that a stretch of the sentence names."""
    said = re.findall(r"[\w’'.-]+", spot.text[within.start : within.end])
    for i in range(len(said)):
        count, row = spot.lists.titles.at(said, i)
        if count and row is not None:
            return row.post
    return None


def _of_office(spot: Spot, region: Span) -> Scope | None:
    """ "as president", "of his second term", "during her four years in office"."""
    for found in AS.finditer(spot.text, region.start, region.end):
        rest = re.findall(r"[\w’'.-]+", spot.text[found.end() : region.end])[:8]
        for skip in range(min(4, len(rest))):
            count, row = spot.lists.titles.at(rest, skip)
            if count and row is not None and not row.former:
                last = rest[skip + count - 1]
                end = spot.text.index(last, found.end()) + len(last)
                return _scope(spot, Span(found.start(), end), reckoning=Reckoning.OFFICE, post_class=row.post)
    terms = "|".join(sorted(spot.lists.ranks.lemmas("term")))
    pattern = rf"\b{TERM_OPENERS}\s+{OWNERS}\s+(?:[\w’'-]+\s+){{0,3}}?(?:{terms}|years? in (?:office|power)|time in (?:office|power))\b"
    found_term = re.compile(pattern, re.I).search(spot.text, region.start, region.end) or IN_OFFICE.search(
        spot.text, region.start, region.end
    )
    if found_term is None:
        return None
    within = Span(found_term.start(), found_term.end())
    inside = [w for w in spot.parsed.words if within.start <= w.start < within.end]
    return _scope(spot, within, reckoning=Reckoning.OFFICE, actor=_actor_in(spot, inside, pronouns=True))


def _after_event(spot: Spot, region: Span) -> Scope | None:
    """ "for twenty-five years after the war ended": a stretch that begins with an event, not with the day of the report."""
    found = LENGTH.search(spot.text, region.start, region.end)
    after = AFTERWARDS.match(spot.text, found.end(), region.end) if found is not None else None
    if found is None or after is None:
        return None
    within = Span(found.start(), len(spot.text[: region.end].rstrip(" ,")))
    return _scope(spot, within, reckoning=Reckoning.EVENT)


def _of_length(spot: Spot, region: Span) -> Scope | None:
    """ "in 37 years", "for almost five years", "in decades"."""
    found = LENGTH.search(spot.text, region.start, region.end)
    if found is None:
        return None
    count, unit = length_in(found)
    return _scope(spot, Span(found.start(), found.end()), reckoning=Reckoning.LENGTH, back=count, unit=unit)


def _of_window(spot: Spot, region: Span) -> Scope | None:
    """ "this year", "in 2022", "so far this month"."""
    found = WINDOW.search(spot.text, region.start, region.end)
    if found is None:
        return None
    if PREDECESSOR.search(spot.text[: found.start()]):
        return None
    within = Span(found.start(), found.end())
    return _scope(spot, within, reckoning=Reckoning.WINDOW, when=_day_in(spot, within))
