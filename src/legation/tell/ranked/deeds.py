"""Which contact a verb tells, for a claim to rank: going, receiving, meeting, calling, inviting, being somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.model import ContactKind, Place, Whose
from legation.parse import Word
from legation.tell.ranked.event import AWAY, GOALS, PHONES, POINTING, SOIL, Event, kind_of, level_of
from legation.tell.ranked.events import completed, distinct_sides, is_goal, noun_event, place_of, side_at, subjects_of
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.whose import whose_at
from legation.tell.scene import preposed

RECEIVING = frozenset({"receive", "host", "welcome", "entertain", "fete", "greet"})
"""Verbs whose object is the visitor."""
INVITING = frozenset({"invite", "ask"})
"""Verbs whose object is bidden to come."""
MUTUAL = frozenset({"meet", "talk", "confer", "sit", "shake", "dine", "huddle"})
"""Verbs that two subjects do with each other."""
ARRIVALS = frozenset({"airport", "family", "fan", "student", "worker", "voter", "victim", "survivor", "troop", "soldier"})
"""Objects of a meeting that is no diplomatic one."""
STANDING = frozenset({"set", "put", "lay", "step", "tread", "stand", "walk"})
"""Verbs that tell a visit by a foot that is set somewhere."""
HOME = frozenset({"country", "homeland", "nation"})
"""Nouns for what one leaves to go abroad."""
CARRYING = frozenset(
    {
        "make",
        "pay",
        "undertake",
        "take",
        "hold",
        "have",
        "conduct",
        "complete",
        "place",
        "begin",
        "start",
        "see",
        "embark",
        "go",
        "come",
        "be",
    }
)
"""Verbs that only carry a noun for a contact."""


def verb_event(spot: Spot, verb: Word, *, missing: Whose | None = None) -> Event | None:
    """The contact that a verb tells.

    Takes    missing = whom a relative or bare infinitive leaves out: "the first pope to visit", "the first leader whom Roe called".
    """
    if missing is not None and (event := _left_out(spot, verb, missing)) is not None:
        return completed(spot, event)
    for tell in (_foot_set, _leaving, _going, _receiving, _meeting, _calling, _inviting, _light, _being):
        if (event := tell(spot, verb)) is not None:
            return completed(spot, replace(event, whose=missing) if missing is not None else event)
    return None


def _left_out(spot: Spot, verb: Word, missing: Whose) -> Event | None:
    """A contact that the one left out did not begin: "whom Roe telephones", "to be received by the king", "to host a pope"."""
    own = tuple(w for s in _named_before(spot, verb) if (w := side_at(spot, s)) is not None)
    agents = tuple(w for by in spot.parsed.of(verb, "agent") for n in spot.parsed.of(by, "pobj") if (w := whose_at(spot, n)) is not None)
    passive = bool(spot.parsed.of(verb, "auxpass")) or bool(agents)
    kind = next((k for k, lemmas in _both_ways(spot).items() if verb.lemma in lemmas), None)
    if verb.lemma in RECEIVING and not passive and not own:
        event = _receiving(spot, verb)
        return replace(event, others=(missing,), destination=event.destination or missing.country) if event is not None else None
    if verb.lemma in RECEIVING:
        hosts = agents if passive else own
        event = _visit(spot, verb, (missing,), _goals(spot, verb, "in", "at", "to"), hosts)
        return replace(event, destination=event.destination or next((h.country for h in hosts), None)) if hosts else None
    if kind is None or not (own or agents):
        return None
    return _event(spot, verb, kind, (missing,), agents if passive else own)


def _both_ways(spot: Spot) -> dict[ContactKind, frozenset[str]]:
    """Verbs of contacts that somebody makes with another, by kind."""
    ranks, contacts = spot.lists.ranks, spot.lists.contacts
    return {ContactKind.MEETING: ranks.lemmas("meet"), ContactKind.CALL: contacts.lemmas("call"), ContactKind.INVITATION: INVITING}


def _named_before(spot: Spot, verb: Word) -> tuple[Word, ...]:
    """The subject of a verb, relative pronouns left out; the name that the parser ran into a verb it took for a noun."""
    own = tuple(s for s in spot.parsed.of(verb, "nsubj") if s.text.lower() not in ("who", "whom", "that", "which"))
    return own or (spot.parsed.of(verb, "compound", "nmod") if verb.pos == "NOUN" else ())


def guests_of(spot: Spot, verb: Word) -> tuple[Whose, ...]:
    """Whom a verb of receiving has as its object."""
    return _objects(spot, verb)


def _objects(spot: Spot, verb: Word, *prepositions: str) -> tuple[Whose, ...]:
    """Whom a verb acts on, by its object or these prepositions."""
    words = [*spot.parsed.of(verb, "dobj", "dative"), *preposed(spot.parsed, verb, *prepositions)]
    return distinct_sides([w for n in words if not is_goal(spot, n) and (w := side_at(spot, n)) is not None])


def _event(spot: Spot, verb: Word, kind: ContactKind, whose: Sequence[Whose], others: Sequence[Whose] = ()) -> Event:
    first = whose[0] if whose else None
    return Event(word=verb, kind=kind, whose=first, others=tuple(others), end=_end_of(spot, verb))


def _end_of(spot: Spot, verb: Word) -> int:
    """Where the words of a verb end: with its object, its goal or "there"."""
    end = verb.end
    for child in spot.parsed.of(verb, "dobj", "prt", "advmod", "attr"):
        if child.dep != "advmod" or child.text.lower() in (*AWAY, "there", "here"):
            end = max(end, child.end)
    for word in preposed(spot.parsed, verb, *GOALS, "with", "by", "for"):
        if is_goal(spot, word) or spot.scene.actors_at(spot.parsed, word) or word.lemma in SOIL | POINTING:
            end = max(end, word.end)
    return end


def _visit(spot: Spot, verb: Word, whose: Sequence[Whose], places: Sequence[Place], others: Sequence[Whose] = ()) -> Event:
    """A visit told by a verb, with its first place."""
    place = next((p for p in places if p.country), None)
    abroad = place is None and bool(spot.lowered(spot.parsed.of(verb, "advmod", "prep")) & AWAY)
    event = _event(spot, verb, ContactKind.VISIT, whose, others)
    noun = next((n for n in preposed(spot.parsed, verb, "on", "for") if kind_of(spot, n) is ContactKind.VISIT), None)
    level = level_of(spot, noun) if noun is not None else None
    return replace(event, place=place, destination=place.country if place else None, abroad=abroad, level=level)


def _goals(spot: Spot, verb: Word, *prepositions: str) -> list[Place]:
    """The places that a verb leads to, as its object or by these prepositions."""
    words = [*(spot.parsed.of(verb, "dobj") if "object" in prepositions else ()), *preposed(spot.parsed, verb, *prepositions)]
    return [p for w in words if (p := place_of(spot, w)) is not None]


def _pointed(spot: Spot, verb: Word, *prepositions: str) -> bool:
    """Whether a verb leads to "there", "the country", "abroad"."""
    around = spot.lowered(spot.parsed.of(verb, "advmod"))
    words = [*(spot.parsed.of(verb, "dobj") if "object" in prepositions else ()), *preposed(spot.parsed, verb, *prepositions)]
    return bool(around & {"there", "here", *AWAY}) or any(w.lemma in POINTING for w in words)


def _foot_set(spot: Spot, verb: Word) -> Event | None:
    """ "set foot in China", "stepped on Cuban soil"."""
    foot = any(w.lemma == "foot" for w in spot.parsed.of(verb, "dobj"))
    places = _goals(spot, verb, "in", "on", "onto", "at")
    soil = any(w.lemma in SOIL for w in preposed(spot.parsed, verb, "on", "onto"))
    stepped = verb.lemma in ("step", "walk") and bool(_goals(spot, verb, "into", "onto"))
    places = places or _goals(spot, verb, "into")
    if verb.lemma not in STANDING or not (foot or soil or stepped) or not (places or _pointed(spot, verb, "in", "on")):
        return None
    return _visit(spot, verb, subjects_of(spot, verb), places)


def _leaving(spot: Spot, verb: Word) -> Event | None:
    """ "had not left his country", "has not been out of the country"."""
    home = any(w.lemma in HOME and spot.parsed.of(w, "poss", "det") for w in spot.parsed.of(verb, "dobj"))
    if verb.lemma != "leave" or not home:
        return None
    return replace(_event(spot, verb, ContactKind.VISIT, subjects_of(spot, verb)), abroad=True)


def _going(spot: Spot, verb: Word) -> Event | None:
    """ "visited Peru", "has come to Lima", "was visited by a pope"."""
    entries = [e for e in spot.lists.contacts.of("travel", verb.lemma) if spot.parsed.has_particle(verb, e.particle)]
    if not entries:
        return None
    by = tuple(b for e in entries for b in e.by)
    if spot.parsed.of(verb, "auxpass") or (verb.tag == "VBN" and spot.parsed.of(verb, "agent")):
        agents = [w for a in spot.parsed.of(verb, "agent") for n in spot.parsed.of(a, "pobj") if (w := whose_at(spot, n)) is not None]
        places = [p for n in spot.parsed.of(verb, "nsubjpass") if (p := place_of(spot, n)) is not None]
        return _visit(spot, verb, agents, places) if agents else None
    goals = _goals(spot, verb, *by, "to")
    hosts = tuple(w for w in _objects(spot, verb) if w.post_class) if verb.lemma == "visit" else ()
    elsewhere = bool(spot.parsed.of(verb, "dobj", "ccomp", "xcomp", "acomp")) or bool(preposed(spot.parsed, verb, "to", "into"))
    if not goals and not hosts and not _pointed(spot, verb, *by) and (elsewhere or verb.lemma not in ("visit", "come", "travel")):
        return None
    return _visit(spot, verb, subjects_of(spot, verb), goals, hosts)


def _receiving(spot: Spot, verb: Word) -> Event | None:
    """ "Canada has received an Iranian minister", "was received at the palace by the king"."""
    if verb.lemma not in RECEIVING:
        return None
    passive = bool(spot.parsed.of(verb, "auxpass"))
    hosts: tuple[Whose, ...]
    if passive:
        hosts = tuple(w for by in spot.parsed.of(verb, "agent") for n in spot.parsed.of(by, "pobj") if (w := whose_at(spot, n)) is not None)
        guests = tuple(w for n in spot.parsed.of(verb, "nsubjpass") if (w := side_at(spot, n)) is not None)
    else:
        hosts, guests = subjects_of(spot, verb), _objects(spot, verb)
    places = [p for n in spot.parsed.of(verb, "nsubj") if (p := place_of(spot, n)) is not None] or _goals(spot, verb, "in", "at", "to")
    if not passive and not guests and not spot.parsed.of(verb, "dobj"):
        return None
    event = _visit(spot, verb, guests, places, hosts)
    home = hosts[0].country if hosts else None
    return replace(event, destination=event.destination or home)


def _meeting(spot: Spot, verb: Word) -> Event | None:
    """ "met Roe", "have met", "sat down with her"."""
    entries = spot.lists.ranks.of("meet", verb.lemma)
    if not entries or (entries[0].particle and not _with_particle(spot, verb, entries[0].particle)):
        return None
    left = subjects_of(spot, verb)
    by = tuple(b for e in entries for b in e.by)
    if any(w.lemma in ARRIVALS for w in spot.parsed.of(verb, "dobj")):
        return None
    right = (
        _objects(spot, verb, *(b for b in by if b != "object"))
        if "object" in by
        else distinct_sides([w for n in preposed(spot.parsed, verb, *by) if (w := side_at(spot, n)) is not None])
    )
    objects = spot.parsed.of(verb, "dobj") if verb.lemma == "meet" else ()
    if (objects and not right) or (not right and verb.lemma not in MUTUAL):
        return None
    return _event(spot, verb, ContactKind.MEETING, left, right)


def _with_particle(spot: Spot, verb: Word, particle: str) -> bool:
    """Whether the particle, or the object, that an entry asks for hangs on a verb."""
    return any(c.lemma == particle or c.text.lower() == particle for c in spot.parsed.of(verb, "prt", "advmod", "prep", "dobj"))


def _calling(spot: Spot, verb: Word) -> Event | None:
    """ "telephoned Roe", "spoke by phone with her"."""
    by_phone = any(w.lemma in PHONES for w in preposed(spot.parsed, verb, "by", "over", "on"))
    right = _objects(spot, verb, "with", "to")
    if by_phone and verb.lemma in ("speak", "talk", "confer", "converse"):
        return _event(spot, verb, ContactKind.CALL, subjects_of(spot, verb), right)
    if not spot.lists.contacts.of("call", verb.lemma) or not right or spot.parsed.of(verb, "oprd", "xcomp", "ccomp", "prt"):
        return None
    return _event(spot, verb, ContactKind.CALL, subjects_of(spot, verb), right)


def _inviting(spot: Spot, verb: Word) -> Event | None:
    """ "invited Roe to the White House", "was invited to Riga"."""
    if verb.lemma not in INVITING:
        return None
    if verb.lemma == "ask" and not preposed(spot.parsed, verb, "to"):
        return None
    passive = bool(spot.parsed.of(verb, "auxpass"))
    guests = tuple(w for n in spot.parsed.of(verb, "nsubjpass") if (w := side_at(spot, n)) is not None) if passive else _objects(spot, verb)
    places = _goals(spot, verb, "to")
    event = _event(spot, verb, ContactKind.INVITATION, guests, () if passive else subjects_of(spot, verb))
    place = next((p for p in places if p.country), None)
    return replace(event, place=place, destination=place.country if place else None)


def _light(spot: Spot, verb: Word) -> Event | None:
    """ "paid a visit to Lima", "a visit was paid", "has come on a state visit": the noun that a verb carries, with the verb's own sides."""
    nouns = [*spot.parsed.of(verb, "dobj", "nsubjpass", "attr"), *preposed(spot.parsed, verb, "on")]
    noun = next((n for n in nouns if kind_of(spot, n) is not None), None)
    if noun is None or verb.lemma not in CARRYING:
        return None
    event = noun_event(spot, noun)
    if event is None:
        return None
    hosts = [p for s in spot.parsed.of(verb, "nsubj") if (p := place_of(spot, s)) is not None] if verb.lemma in ("have", "see") else []
    if hosts and event.kind is ContactKind.VISIT:
        event = replace(event, place=hosts[0], destination=hosts[0].country)
    return replace(event, end=max(event.end, _end_of(spot, verb)))


def _being(spot: Spot, verb: Word) -> Event | None:
    """ "had not been on Canadian soil", "has never been to Peru", "was last in Lima in May"."""
    if verb.lemma != "be" or spot.parsed.of(verb, "attr", "acomp", "oprd"):
        return None
    places = _goals(spot, verb, "to", "in", "on")
    pointed = verb.text.lower() == "been" and bool(spot.lowered(spot.parsed.of(verb, "advmod")) & {"there", "here", "abroad"})
    whose = subjects_of(spot, verb)
    return _visit(spot, verb, whose, places) if (places or pointed) and whose else None
