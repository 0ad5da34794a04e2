"""Actors and places spotted by lexicon in the tokens of a sentence, before it is parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legation.mention.atoms import Atoms, Lookup
from legation.mention.chunks import ActorChunk, Grammar, PlaceChunk
from legation.mention.lists import actors_at
from legation.parse import Chunk, Token

PRIVATE_TALKS = frozenset(
    {
        ("one", "on", "one"),
        ("one", "to", "one"),
        ("tête", "à", "tête"),
        ("tete", "a", "tete"),
        ("face", "to", "face"),
        ("head", "to", "head"),
    }
)
"""Words that hyphens join, and that the parser is shown as a meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """What the lexicons saw in one sentence: actors and places in order, none overlapping."""

    actors: tuple[ActorChunk, ...]
    places: tuple[PlaceChunk, ...]


@dataclass(frozen=True, slots=True)
class Spotter:
    """The grammar of chunks over the tables and the names that the report itself has introduced."""

    lookup: Lookup

    def spot(self, tokens: Sequence[Token]) -> Spotted:
        """Actors and places of a sentence."""
        grammar = Grammar(Atoms(self.lookup, [t.text for t in tokens], tokens))
        actors: list[ActorChunk] = []
        places: list[PlaceChunk] = []
        position = 0
        while position < len(tokens):
            found = actors_at(grammar, position)
            place = None if found else grammar.place_at(position)
            actors.extend(found)
            if place:
                places.append(place)
            position = (found[-1].last if found else place.last if place else position) + 1
        return Spotted(actors=tuple(actors), places=tuple(places))

    def spot_again(self, tokens: Sequence[Token], before: Spotted) -> Spotted:
        """What a sentence names now that names are introduced, given what it named without; only a name's form can change it."""
        text = "".join(t.text + " " * t.space for t in tokens)
        return self.spot(tokens) if any(form in text for form in self.lookup.known) else before


def chunks_of(spotted: Spotted, tokens: Sequence[Token]) -> tuple[Chunk, ...]:
    """What the parser shall see as one word: every actor, every place of several tokens, every "one-on-one"."""
    found = [Chunk(first=a.first, last=a.last, shown=a.shown, actor=True) for a in spotted.actors]
    # A name at the head is kept as it is: there the parser is shown a verb in -ing in small letters.
    found += [Chunk(first=p.first, last=p.last, shown=tokens[p.last].text) for p in spotted.places if p.last > p.first or p.first == 0]
    found += [Chunk(first=i, last=i + 4, shown="meeting") for i in range(len(tokens) - 4) if _is_private_talk(tokens, i)]
    return tuple(sorted(found, key=lambda c: c.first))


def _is_private_talk(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i + 1].text == tokens[i + 3].text == "-" and tuple(t.text.lower() for t in tokens[i : i + 5 : 2]) in PRIVATE_TALKS
