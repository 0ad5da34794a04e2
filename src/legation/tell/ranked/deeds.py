"""Which contact a verb tells, for a claim to rank: going, receiving, meeting, calling, inviting, being somewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from legation.model import ContactKind, Whose
from legation.parse import Word
from legation.tell.ranked.event import GOALS, LINKING, PHONES, SOIL, Event, kind_of
from legation.tell.ranked.events import completed, distinct_sides, is_goal, noun_event, place_of, side_at, subjects_of
from legation.tell.ranked.moves import end_of, event_of, goals_of, is_pointed, visit_of
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.stays import addressing, being, guest, scheduled, staying
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
ERRANDS = frozenset({"purpose", "mission", "errand", "occasion", "visit", "trip", "journey", "task", "talk"})
"""Nouns for what a journey is for."""
SUCH = frozenset({"such", "that", "this", "same"})
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
    for tell in TELLERS:
        if (event := tell(spot, verb)) is not None:
            return _back_to(spot, verb, completed(spot, replace(event, whose=missing) if missing is not None else event))
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
        event = visit_of(spot, verb, (missing,), goals_of(spot, verb, "in", "at", "to"), hosts)
        return replace(event, destination=event.destination or next((h.country for h in hosts), None)) if hosts else None
    if kind is None or not (own or agents):
        return None
    return event_of(spot, verb, kind, (missing,), agents if passive else own)


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


def _foot_set(spot: Spot, verb: Word) -> Event | None:
    """ "set foot in China", "stepped on Cuban soil"."""
    noun = spot.parsed.head(verb)
    if verb.lemma == "set" and verb.dep == "amod" and noun.lemma == "foot":  # the parser took the verb for an adjective
        whose = tuple(w for n in spot.parsed.of(noun, "nmod", "compound") if (w := side_at(spot, n)) is not None)
        return replace(visit_of(spot, noun, whose, goals_of(spot, noun, "in", "on")), word=verb) if whose else None
    foot = any(w.lemma == "foot" for w in spot.parsed.of(verb, "dobj"))
    places = goals_of(spot, verb, "in", "on", "onto", "at")
    anywhere = any(is_pointed(spot, w, "in", "on") for w in spot.parsed.of(verb, "advmod"))
    soil = any(w.lemma in SOIL for w in preposed(spot.parsed, verb, "on", "onto"))
    stepped = verb.lemma in ("step", "walk") and bool(goals_of(spot, verb, "into", "onto"))
    places = places or goals_of(spot, verb, "into")
    if verb.lemma not in STANDING or not (foot or soil or stepped) or not (places or anywhere or is_pointed(spot, verb, "in", "on")):
        return None
    return visit_of(spot, verb, subjects_of(spot, verb), places)


def _leaving(spot: Spot, verb: Word) -> Event | None:
    """ "had not left his country", "has not been out of the country"."""
    home = any(w.lemma in HOME and spot.parsed.of(w, "poss", "det") for w in spot.parsed.of(verb, "dobj"))
    if verb.lemma != "leave" or not home:
        return None
    return replace(event_of(spot, verb, ContactKind.VISIT, subjects_of(spot, verb)), abroad=True)


def _going(spot: Spot, verb: Word) -> Event | None:
    """ "visited Peru", "has come to Lima", "was visited by a pope"."""
    entries = [e for e in spot.lists.contacts.of("travel", verb.lemma) if spot.parsed.has_particle(verb, e.particle)]
    if not entries:
        return None
    by = tuple(b for e in entries for b in e.by)
    if spot.parsed.of(verb, "auxpass") or (verb.tag == "VBN" and spot.parsed.of(verb, "agent")):
        agents = [w for a in spot.parsed.of(verb, "agent") for n in spot.parsed.of(a, "pobj") if (w := whose_at(spot, n)) is not None]
        places = [p for n in spot.parsed.of(verb, "nsubjpass") if (p := place_of(spot, n)) is not None]
        return visit_of(spot, verb, agents, places) if agents else None
    goals = goals_of(spot, verb, *by, "to")
    hosts = tuple(w for w in _objects(spot, verb) if w.post_class) if verb.lemma == "visit" else ()
    for_such = _for_such(spot, verb)
    elsewhere = (not for_such and bool(spot.parsed.of(verb, "dobj", "ccomp", "xcomp", "acomp"))) or bool(
        preposed(spot.parsed, verb, "to", "into")
    )
    if (
        not goals
        and not hosts
        and not for_such
        and not is_pointed(spot, verb, *by)
        and (elsewhere or verb.lemma not in ("visit", "come", "travel"))
    ):
        return None
    return visit_of(spot, verb, subjects_of(spot, verb), goals, hosts)


def _back_to(spot: Spot, verb: Word, event: Event) -> Event:
    """A visit "there", "in the country", "for that purpose": to the place spoken of last, else to where the report has told one."""
    known = event.kind is not ContactKind.VISIT or event.destination is not None or event.abroad
    if known or not (is_pointed(spot, verb, *GOALS) or _for_such(spot, verb) or verb.lemma in STANDING):
        return event
    start = spot.source.start
    told = [f.body.destination for f in spot.told if f.body.destination and all(e.span.start < start for e in f.evidence)]
    place = spot.scene.place_before(spot.parsed, verb) or spot.scene.filed_from
    spoken = place.country if place is not None else None
    home = event.whose.country if event.whose is not None else None
    return replace(event, destination=next((c for c in (spoken, *reversed(told)) if c is not None and c != home), None))


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
    places = [p for n in spot.parsed.of(verb, "nsubj") if (p := place_of(spot, n)) is not None] or goals_of(spot, verb, "in", "at", "to")
    if not passive and not guests and not spot.parsed.of(verb, "dobj"):
        return None
    event = visit_of(spot, verb, guests, places, hosts)
    home = hosts[0].country if hosts else None
    return replace(event, destination=event.destination or home)


def _meeting(spot: Spot, verb: Word) -> Event | None:
    """ "met Roe", "have met", "sat down with her"."""
    if verb.lemma == "see" and any(spot.lowered(spot.parsed.of(w, "det")) & {"each"} for w in spot.parsed.of(verb, "dobj")):
        return event_of(spot, verb, ContactKind.MEETING, subjects_of(spot, verb)) if not preposed(spot.parsed, verb, "as") else None
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
    return event_of(spot, verb, ContactKind.MEETING, left, right)


def _with_particle(spot: Spot, verb: Word, particle: str) -> bool:
    """Whether the particle, or the object, that an entry asks for hangs on a verb."""
    return any(c.lemma == particle or c.text.lower() == particle for c in spot.parsed.of(verb, "prt", "advmod", "prep", "dobj"))


def _calling(spot: Spot, verb: Word) -> Event | None:
    """ "telephoned Roe", "spoke by phone with her"."""
    by_phone = any(w.lemma in PHONES for w in preposed(spot.parsed, verb, "by", "over", "on"))
    right = _objects(spot, verb, "with", "to")
    if by_phone and verb.lemma in ("speak", "talk", "confer", "converse"):
        return event_of(spot, verb, ContactKind.CALL, subjects_of(spot, verb), right)
    if not spot.lists.contacts.of("call", verb.lemma) or not right or spot.parsed.of(verb, "oprd", "xcomp", "ccomp", "prt"):
        return None
    return event_of(spot, verb, ContactKind.CALL, subjects_of(spot, verb), right)


def _inviting(spot: Spot, verb: Word) -> Event | None:
    """ "invited Roe to the White House", "was invited to Riga"."""
    if verb.lemma not in INVITING:
        return None
    if verb.lemma == "ask" and not preposed(spot.parsed, verb, "to"):
        return None
    passive = bool(spot.parsed.of(verb, "auxpass"))
    guests = tuple(w for n in spot.parsed.of(verb, "nsubjpass") if (w := side_at(spot, n)) is not None) if passive else _objects(spot, verb)
    places = goals_of(spot, verb, "to")
    event = event_of(spot, verb, ContactKind.INVITATION, guests, () if passive else subjects_of(spot, verb))
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
    return replace(event, end=max(event.end, end_of(spot, verb)))


def _for_such(spot: Spot, verb: Word) -> bool:
    """ "came on such a mission", "to come for that purpose": going where the journey spoken of went."""
    nouns = [*preposed(spot.parsed, verb, "on", "for", "with"), *spot.parsed.of(verb, "dobj")]
    return any(w.lemma in ERRANDS and spot.lowered(spot.parsed.of(w, "det", "amod", "predet")) & SUCH for w in nouns)


def _doing(spot: Spot, verb: Word) -> Event | None:
    """ "the first head of government to do so", "no other leader has done it": what the sentence before told last."""
    after = spot.at(verb.i + 1)
    if verb.lemma != "do" or after is None or after.text.lower() not in ("so", "it", "that", "this"):
        return None
    event = told_before(spot, verb)
    return replace(event, end=after.end) if event is not None else None


def told_before(spot: Spot, word: Word) -> Event | None:
    """The contact that the verb told before a word, which "so" and "such an honour" mean: of this sentence, else of the one before."""
    above = next((w for w in spot.parsed.above(word) if w.pos == "VERB" and w.i < word.i and w.lemma not in LINKING), None)
    aside = (c for w in spot.parsed.above(word) for c in spot.parsed.of(w, "ccomp") if c.i < w.i and w.lemma in LINKING)
    other, verb = spot, above or next(aside, None)
    if verb is None:
        number = spot.parsed.sentence.number
        before = next((p for p in spot.scene.parsed if p.sentence.number == number - 1), None)
        verb = next((w for w in before.words if w.dep == "ROOT"), None) if before is not None else None
        other = replace(spot, parsed=before) if before is not None else spot
    if verb is None:
        return None
    # What is joined to that verb may be, or stand behind, the very word that is to be understood.
    told = [w for w in (verb, *_joined(other, verb)) if other is not spot or w.i < word.i]
    last = max(told, key=lambda w: w.i, default=None)
    steps = [last, *(w for w in other.parsed.of(last, "xcomp") if other is not spot or w.i < word.i)] if last else []
    event = next((e for w in reversed(steps) if (e := verb_event(other, w)) is not None), None)
    return replace(event, word=word, end=word.end, known=None) if event is not None else None


def _joined(spot: Spot, verb: Word) -> list[Word]:
    """Verbs joined to a verb, one by one, before any clause with a subject of its own."""
    found: list[Word] = []
    for word in spot.parsed.of(verb, "conj"):
        if word.pos == "VERB":
            found += [word, *_joined(spot, word)]
    return found


TELLERS: tuple[Callable[[Spot, Word], Event | None], ...] = (
    _foot_set,
    _leaving,
    _going,
    _receiving,
    _meeting,
    addressing,
    _calling,
    _inviting,
    staying,
    guest,
    scheduled,
    _light,
    being,
    _doing,
)
"""Which contact a verb may tell, in the order in which they are asked."""
