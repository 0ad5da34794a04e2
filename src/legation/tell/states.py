"""States and bodies as parties of a talk or an invitation, where the grammar makes them one; a place alone never does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from zlib import crc32

from legation.model import Actor, Basis
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tables.parliaments import parliament_around
from legation.tell.scene import Scene, distinct, preposed

OFFICES = frozenset(
    "leader president minister premier chancellor king official government authority delegation negotiator envoy diplomat".split()
)
"""Nouns for those who speak for a state; "the leaders of Chile and Peru" are two parties."""
ORGANS = frozenset("government parliament congress senate assembly ministry presidency legislature cabinet commission".split())
"""Organs of a state that invite and talk in its name: "the Chilean parliament"."""
ALLIANCES = frozenset(
    "nato asean apec brics opec mercosur ecowas caricom osce unesco g7 g8 g20 g-7 g-8 g-20 quad commonwealth interpol iaea imf".split()
)
"""Bodies of several states that the table of places does not hold."""
SEATS = frozenset({"capital", "residence", "seat"})
"""Kinds of place that stand for the government which sits there."""


def state_of(scene: Scene, text: str) -> str | None:
    """The state that a name or demonym means: "Chilean", "U.S."; none where it means two, or the text is no name."""
    return scene.gazetteer.country(text.strip().removesuffix("'s").removesuffix("’s"))


def sides(scene: Scene, parsed: Parsed, word: Word, *, states: bool = False) -> tuple[Actor, ...]:
    """Who is named at a word and those joined to it: people, else offices of states, else states and bodies where asked for."""
    people = scene.people(parsed, word)
    if people:
        return people
    chain = tuple(joined(parsed, word))
    offices = _offices(scene, parsed, chain)
    if offices or not states:
        return offices
    return distinct([a for w in chain if (a := state_at(scene, parsed, w)) is not None])


def joined(parsed: Parsed, word: Word) -> Iterator[Word]:
    """A word and those that are joined to it, one that is ruled out left out."""
    yield word
    for other in parsed.of(word, "conj"):
        if not parsed.of(other, "neg"):
            yield from joined(parsed, other)


def states_by(scene: Scene, parsed: Parsed, word: Word, *prepositions: str) -> tuple[Actor, ...]:
    """Parties, states among them, that hang on a word by one of these prepositions."""
    return distinct([a for n in preposed(parsed, word, *prepositions) for a in sides(scene, parsed, n, states=True)])


def _offices(scene: Scene, parsed: Parsed, chain: Sequence[Word]) -> tuple[Actor, ...]:
    """ "the leaders of Chile, Peru and Ghana": one office a state, whether the parser joined them to the office or to the first state."""
    head = chain[0]
    if head.lemma not in OFFICES and head.text.lower().rstrip("s") not in OFFICES:
        return ()
    post = head.text.lower().removesuffix("s")
    own = parsed.sentence.text[head.start : head.end]
    found: list[Actor] = []
    if (code := state_of(scene, own.partition(" of ")[2])) is not None:
        found.append(_state(scene, parsed, head.span, code, post=post))
    of = [w for n in preposed(parsed, head, "of") for w in joined(parsed, n)]
    for word in (*of, *(chain[1:] if found else ())):
        place = scene.place_at(parsed, word)
        if place is not None and place.kind == "country" and place.country:
            found.append(_state(scene, parsed, word.span, place.country, post=post))
    return tuple(found)


def state_at(scene: Scene, parsed: Parsed, word: Word) -> Actor | None:
    """The state or body that a word names as one which acts: by its own name, its capital or an organ of it."""
    if (organ := organ_at(scene, parsed, word)) is not None:
        return organ
    place = scene.place_at(parsed, word)
    if place is not None:
        acts = place.kind == "country" or place.kind in SEATS
        return _state(scene, parsed, word.span, place.country) if acts and place.country else None
    if word.text.lower() in ALLIANCES and word.text[:1].isupper():
        return body(scene, parsed, word.span)
    return None


def organ_at(scene: Scene, parsed: Parsed, word: Word) -> Actor | None:
    """ "the Chilean parliament", "the House of Commons"."""
    text = parsed.sentence.text
    named = parliament_around(text, word.start, word.end) if word.text[:1].isupper() and not _belongs(parsed, word) else None
    if named is not None and (named[2] is not None or " " in text[named[0] : named[1]]) and text[named[0]].isupper():
        return body(scene, parsed, Span(named[0], named[1]), country=named[2])
    if word.lemma not in ORGANS:
        return None
    own = parsed.of(word, "amod", "compound", "poss", "nmod")
    for owner in (*own, *preposed(parsed, word, "of")):
        if code := _code(scene, parsed, owner):
            return body(scene, parsed, Span(min(owner.start, word.start), max(owner.end, word.end)), country=code)
    return None


def _belongs(parsed: Parsed, word: Word) -> bool:
    """Whether a name only says whose somebody is: "members of the Diet", "a Duma committee"."""
    return word.dep == "compound" or (word.dep == "pobj" and parsed.head(word).text.lower() == "of")


def _code(scene: Scene, parsed: Parsed, word: Word) -> str | None:
    """The state whose name or demonym a word is."""
    place = scene.place_at(parsed, word)
    return state_of(scene, word.text) or (place.country if place is not None and place.kind == "country" else None)


def adjective_state(scene: Scene, parsed: Parsed, word: Word) -> Actor | None:
    """The state whose demonym stands before a noun ("a Chilean invitation"); its name is the table's."""
    for owner in parsed.of(word, "amod", "compound", "nmod", "poss"):
        if code := _code(scene, parsed, owner):
            return replace(_state(scene, parsed, owner.span, code), name=scene.gazetteer.country_name(code), basis=Basis.OCCUPANCY)
    return None


def body(scene: Scene, parsed: Parsed, within: Span, country: str | None = None) -> Actor:
    """A body as a party, known by its own name."""
    span = parsed.sentence.offsets.to_source_span(within)
    name = scene.report.text[span.start : span.end]
    return _actor(name, span, key=name.lower(), name=name, country=country)


def _state(scene: Scene, parsed: Parsed, within: Span, country: str, post: str | None = None) -> Actor:
    span = parsed.sentence.offsets.to_source_span(within)
    return _actor(scene.report.text[span.start : span.end], span, key=f"{country} {post or ''}", country=country, post=post)


def _actor(surface: str, span: Span, *, key: str, country: str | None, name: str | None = None, post: str | None = None) -> Actor:
    return Actor(
        # Below zero, where no person of the report is numbered; the same for each mention of one state.
        referent=-crc32(key.encode()),
        surface=surface,
        span=span,
        name=name,
        post=post,
        post_class=None,
        country=country,
        organisation=name,
        wikidata=None,
        elect=False,
        basis=Basis.TEXT,
        post_stated=post is not None,
        candidates=(),
        verified=True,
    )
