"""Which contact a noun or a verb tells, for a claim to rank: its kind, its sides, where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from legation.model import Actor, Contact, ContactKind, Finding, Place, Whose
from legation.parse import Word
from legation.span import Span
from legation.tell.build import LEVELS
from legation.tell.ranked.spot import PRONOUNS, Spot
from legation.tell.ranked.whose import joined, of_actors, phrase_of, whose_at
from legation.tell.scene import distinct, preposed

NOUN_KINDS = {"visit": ContactKind.VISIT, "meeting": ContactKind.MEETING, "call": ContactKind.CALL, "invitation": ContactKind.INVITATION}
"""Kinds of entry of the list ``ranks`` for nouns, and the contact that each tells."""
GOALS = ("to", "in", "into", "of", "at", "through", "across", "on", "out")
"""Prepositions between a visit and its place."""
AWAY = frozenset({"abroad", "overseas", "foreign", "international", "outside", "out"})
"""Words for any country but one's own."""
SOIL = frozenset({"soil", "territory", "ground"})
"""Nouns for a country that one stands on."""
POINTING = frozenset({"country", "nation", "capital", "region", "state", "island", "city", "continent"})
"""Nouns that stand for a destination named before."""
REMOTE = {
    "virtual": "video",
    "online": "video",
    "video": "video",
    "in-person": "in_person",
    "person": "in_person",
    "face-to-face": "in_person",
}
"""Words for the form of a meeting or visit."""
ROLES = {ContactKind.VISIT: ("visitor",), ContactKind.INVITATION: ("inviter", "invitee")}
"""Whose contact it is, by kind; of the others all who take part."""
BY_KIND = {ContactKind.VISIT: ("by", "from"), ContactKind.INVITATION: ("by", "from", "of", "to", "for")}
"""Prepositions before a side of a visit and of an invitation."""
LINKING = frozenset({"be", "become", "mark", "represent", "constitute", "remain"})
"""Verbs between a contact and its rank."""
SAME = frozenset({"it", "this", "that", "which"})
"""Words for the contact told before."""
JOINING = frozenset({"join", "meet", "host", "receive", "welcome", "see"})
"""Verbs whose object takes part in the meeting that they are joined in."""
CHOOSING = frozenset({"make", "choose", "pick", "select", "name"})
"""Verbs whose object becomes a destination."""
PHONES = frozenset({"phone", "telephone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A contact as one noun or verb tells it; sides that the words leave open are None and ()."""

    word: Word
    kind: ContactKind
    whose: Whose | None = None
    others: tuple[Whose, ...] = ()
    destination: str | None = None
    place: Place | None = None
    abroad: bool = False
    level: str | None = None
    format: str | None = None
    end: int = 0
    """Where its words end in the sentence."""
    goal: Place | None = None
    """Where it goes, of a visit that is ranked among those to any country."""
    known: Finding[Contact] | None = None
    """The contact told of the report that it is, where a side was taken from there."""


def kind_of(spot: Spot, noun: Word) -> ContactKind | None:
    """Which contact a noun is for."""
    if noun.pos == "VERB" and noun.dep not in ("pobj", "dobj", "attr"):
        return None
    if noun.lemma == "call" or noun.lemma in PHONES or spot.lowered(spot.parsed.of(noun, "compound", "amod")) & PHONES:
        calls = noun.lemma not in PHONES or noun.dep == "compound"
        return ContactKind.CALL if calls and not spot.parsed.of(noun, "dobj") else None
    for name, kind in NOUN_KINDS.items():
        if spot.lists.ranks.of(name, noun.lemma) or spot.lists.ranks.of(name, spot.said_at(noun).lower().rstrip("s")):
            return kind
    return None


def noun_event(spot: Spot, noun: Word) -> Event | None:
    """The contact that a noun tells, with its sides from its own words, its verb, or what the report has told."""
    kind = kind_of(spot, noun)
    if kind is None:
        return None
    sides = list(_own_sides(spot, noun, kind)) or list(_sides_of_clause(spot, noun))
    event = Event(
        word=noun,
        kind=kind,
        whose=sides[0] if sides else None,
        others=tuple(sides[1:]),
        level=level_of(spot, noun),
        format=_format(spot, noun, kind),
        end=_own_end(spot, noun),
    )
    return completed(spot, _in_title(spot, _invited(_placed(spot, event, noun))))


def _invited(event: Event) -> Event:
    """An invitation with whom it is to first, and who invites behind him."""
    if event.kind is not ContactKind.INVITATION or not event.others:
        return event
    return replace(event, whose=event.others[-1], others=tuple(s for s in (event.whose,) if s is not None))


def _in_title(spot: Spot, event: Event) -> Event:
    """A visit whose goal the reading of names took for part of a post: "by a prime minister to Fiji"."""
    if event.kind is not ContactKind.VISIT or event.destination is not None or event.whose is None or event.whose.actors:
        return event
    person, to, goal = event.whose.words.partition(" to ")
    end = spot.text.find(event.whose.words) + len(event.whose.words)
    rows = spot.lists.gazetteer.named(goal.strip()) if to and goal[:1].isupper() else ()
    if not rows or rows[0].country is None or end < len(event.whose.words):
        return event
    row, said = rows[0], spot.words(Span(end - len(goal), end))
    place = Place(
        surface=said.text,
        span=said.span,
        name=row.name,
        country=row.country,
        geonames=row.geonames,
        lat=row.lat,
        lon=row.lon,
        kind=row.kind,
    )
    return replace(event, whose=replace(event.whose, words=person), place=place, destination=row.country, end=max(event.end, end))


def _own_sides(spot: Spot, noun: Word, kind: ContactKind) -> Iterator[Whose]:
    """Sides on the noun itself: "Roe's visit", "a visit by Roe", "talks between Roe and Doe", "the summit the two have held"."""
    parsed = spot.parsed
    found: list[Whose] = []
    for child in parsed.of(noun, "poss", "compound", "nmod"):
        if child.i < noun.i and (whose := side_at(spot, child)) is not None:
            found.append(whose)
    for verb in parsed.of(noun, "relcl", "acl"):
        found += [w for s in parsed.of(verb, "nsubj", "nsubjpass") if (w := side_at(spot, s)) is not None]
    by = BY_KIND.get(kind, ("by", "between", "among", "of", "with"))
    carrier = parsed.head(noun)
    behind = [p for p in parsed.of(carrier, "prep", "agent") if p.i > noun.i and p.text.lower() == "by"] if noun.dep == "dobj" else []
    for prep in sorted([*_preps_under(spot, noun), *behind], key=lambda p: p.i):
        of_people = prep.text.lower() == "of" and kind is ContactKind.VISIT
        if prep.text.lower() not in by and not of_people:
            continue
        for word in parsed.of(prep, "pobj"):
            whose = side_at(spot, word) if not of_people else whose_at(spot, word) if not is_goal(spot, word) else None
            if whose is not None:
                found.append(_pair(spot, word, whose))
    for verb in parsed.of(noun, "relcl", "acl"):
        found += [w for n in preposed(parsed, verb, "with", "by", "to") if (w := side_at(spot, n)) is not None and not is_goal(spot, n)]
    yield from distinct_sides(found)


def side_at(spot: Spot, word: Word) -> Whose | None:
    """Whom a word means as a side of a contact; a town or a relative pronoun is none."""
    return None if word.text.lower() in ("that", "which", "who", "whom", "this", "it", "its") else whose_at(spot, word)


def _pair(spot: Spot, word: Word, whose: Whose) -> Whose:
    """A side with those joined to it where they are named one by one."""
    for other in spot.parsed.of(word, "conj"):
        if not whose.actors and (more := whose_at(spot, other)) is not None:
            whose = replace(whose, words=f"{whose.words} and {more.words}")
        elif other.tag == "NNP" and whose_at(spot, other) is None:
            whose = replace(whose, words=f"{whose.words} and {spot.words(phrase_of(spot, other)).text}")
        elif (more := whose_at(spot, other)) is not None and not {a.referent for a in more.actors} <= {a.referent for a in whose.actors}:
            whose = joined(whose, more)
    return whose


def distinct_sides(sides: Sequence[Whose]) -> tuple[Whose, ...]:
    """Sides without those whose people all stand in one before."""
    kept: list[Whose] = []
    for side in sides:
        known = {a.referent for k in kept for a in k.actors}
        if not (side.actors and {a.referent for a in side.actors} <= known):
            kept.append(side)
    return tuple(kept)


def _preps_under(spot: Spot, noun: Word) -> list[Word]:
    """Prepositions on a noun, and those that the parser hung on the place or the rank beside it."""
    parsed = spot.parsed
    found = list(parsed.of(noun, "prep", "agent"))
    for prep in found[:]:
        for word in parsed.of(prep, "pobj"):
            found += [
                p
                for p in parsed.of(word, "prep", "agent")
                if p.text.lower() in ("by", "between", "with", "to") or prep.text.lower() == "by"
            ]
    return found


def is_goal(spot: Spot, word: Word) -> bool:
    """Whether a word names a place."""
    return spot.scene.place_at(spot.parsed, word) is not None


def _sides_of_clause(spot: Spot, noun: Word) -> Iterator[Whose]:
    """Sides from the clause: the subject of the verb that carries the noun, the one that an apposition stands beside."""
    parsed = spot.parsed
    head = parsed.head(noun)
    if noun.dep == "appos" and kind_of(spot, head) is not None:
        yield from _own_sides(spot, head, kind_of(spot, head) or ContactKind.VISIT)
        return
    if noun.dep in ("attr", "oprd") and head.lemma in LINKING:
        for subject in parsed.of(head, "nsubj"):
            if (kind := kind_of(spot, subject)) is not None:
                yield from _own_sides(spot, subject, kind)
                return
            if subject.text.lower() in SAME or subject.pos in ("VERB", "AUX"):
                return
    verb = parsed.verb_over(noun)
    if verb is None or noun.dep == "nsubj":
        return
    agent = [w for by in parsed.of(verb, "agent") for w in parsed.of(by, "pobj")] if parsed.of(verb, "nsubjpass") else []
    for subject in agent:
        if (whose := whose_at(spot, subject)) is not None:
            yield whose
            return
    yield from subjects_of(spot, verb)
    if kind_of(spot, noun) is ContactKind.MEETING and verb.lemma in JOINING:
        for word in parsed.of(verb, "dobj"):
            if (whose := side_at(spot, word)) is not None:
                yield _pair(spot, word, whose)


def subjects_of(spot: Spot, verb: Word) -> tuple[Whose, ...]:
    """Who does what a verb says."""
    own = spot.parsed.of(verb, "nsubj")
    found = tuple(w for s in own if (w := side_at(spot, s)) is not None)
    if found:
        return found
    named = spot.scene.subjects(spot.parsed, verb)
    return (of_actors(spot, named),) if named else ()


def _own_end(spot: Spot, noun: Word) -> int:
    """Where the words of a noun end: with its place or its sides, before any clause, time or scope."""
    end = noun.end
    for prep in _preps_under(spot, noun):
        if prep.text.lower() in (*GOALS, "by", "between", "with", "from"):
            for word in spot.parsed.of(prep, "pobj"):
                if is_goal(spot, word) or spot.scene.actors_at(spot.parsed, word) or word.lemma in POINTING | SOIL:
                    end = max(end, word.end)
                    break
    after = spot.at(noun.i + 1)
    return max(end, after.end) if after is not None and after.text.lower() in AWAY and after.dep in ("advmod", "amod") else end


def level_of(spot: Spot, noun: Word) -> str | None:
    words = spot.lowered(spot.parsed.of(noun, "amod", "compound", "nmod"))
    return next((level.replace(" ", "_") for level in LEVELS if set(level.split()) <= words), None)


def _format(spot: Spot, noun: Word, kind: ContactKind) -> str | None:
    """The form that the words before a noun state."""
    if kind in (ContactKind.CALL, ContactKind.INVITATION):
        return None
    before = spot.text[phrase_of(spot, noun).start : noun.start].lower()
    stated = next((form for word, form in REMOTE.items() if word in before or (word == "face-to-face" and "face to face" in before)), None)
    return stated or ("summit" if noun.lemma == "summit" else None)


def _placed(spot: Spot, event: Event, word: Word) -> Event:
    """An event with its place: on its own words, on the verb that carries it, or "abroad"."""
    parsed = spot.parsed
    preps = [p for p in _preps_under(spot, word) if p.text.lower() in GOALS]
    places = [p for prep in preps for n in parsed.of(prep, "pobj") if (p := place_of(spot, n)) is not None]
    verb = parsed.verb_over(word) if word.pos not in ("VERB", "AUX") else None
    around = [
        *parsed.of(word, "advmod", "amod", "compound", "prep"),
        *([spot.parsed.words[word.i + 1]] if word.i + 1 < len(parsed.words) else []),
    ]
    abroad = bool(spot.lowered(around) & AWAY)
    if verb is not None and word.dep in ("dobj", "pobj", "nsubjpass"):
        places += [p for n in preposed(parsed, verb, "to", "into", "in") if (p := place_of(spot, n)) is not None]
    if not places and word.lemma == "destination":
        places += [p for p in _named_destination(spot, word) if p is not None]
    if event.kind is not ContactKind.VISIT:
        return event
    place = next((p for p in places if p.country), None)
    own = event.whose.country if event.whose else None
    if place is not None and abroad and "out" in spot.lowered(around) and place.country == own:
        place = None
    if abroad:
        return replace(event, abroad=True, goal=place)
    return replace(event, place=place, destination=place.country if place else None)


def place_of(spot: Spot, word: Word) -> Place | None:
    """The place that a word names, itself or by the adjective beside "soil"."""
    if (place := spot.scene.place_at(spot.parsed, word)) is not None:
        return place
    if word.lemma in SOIL | POINTING:
        for child in spot.parsed.of(word, "amod", "compound", "poss", "nmod"):
            if (place := spot.scene.place_at(spot.parsed, child)) is not None:
                return place
            if country := spot.lists.gazetteer.country(spot.said_at(child).removesuffix("'s")):
                span = spot.words(child.span)
                return Place(
                    surface=span.text, span=span.span, name=span.text, country=country, geonames=None, lat=None, lon=None, kind="country"
                )
    return None


def _named_destination(spot: Spot, word: Word) -> Iterator[Place | None]:
    """ "making Peru the first destination", "chose Peru as his first destination", "his first destination was Peru"."""
    chosen = [w for v in spot.parsed.words if v.lemma in CHOOSING and v.i < word.i for w in spot.parsed.of(v, "dobj", "nsubj")]
    yield from (spot.scene.place_at(spot.parsed, w) for w in chosen)
    verb = spot.parsed.verb_over(word)
    if verb is not None:
        for near in (*spot.parsed.of(verb, "dobj", "nsubj", "attr", "ccomp"), *preposed(spot.parsed, verb, "to")):
            yield spot.scene.place_at(spot.parsed, near)
            for inner in spot.parsed.of(near, "nsubj", "dobj"):
                yield spot.scene.place_at(spot.parsed, inner)


def completed(spot: Spot, event: Event) -> Event:
    """An event whose open sides and place are those of the contact that the report tells in the same words or just before."""
    event = _of_visitor(spot, event)
    lacks_side = event.whose is None or not (event.whose.actors or event.whose.post_class or event.whose.country)
    lacks_place = event.kind is ContactKind.VISIT and event.destination is None and not event.abroad
    one_sided = (
        event.kind in (ContactKind.MEETING, ContactKind.CALL) and not event.others and len(event.whose.actors if event.whose else ()) < 2
    )
    if not (lacks_side or lacks_place or one_sided):
        return event
    known = _known(spot, event)
    if known is None:
        return event
    people = _people(known, event.kind)
    if lacks_side and people:
        event = replace(event, whose=of_actors(spot, people))
    elif one_sided and event.whose is not None and event.whose.actors:
        mine = {a.referent for a in event.whose.actors}
        rest = [a for a in people if a.referent not in mine]
        event = replace(event, others=(of_actors(spot, rest),)) if rest else event
    if lacks_place:
        stop = next((s.place for s in known.body.stops), None) if known.body.stops else None
        event = replace(event, destination=known.body.destination, place=stop if stop and stop.kind == "country" else None)
    return replace(event, known=known)


def _of_visitor(spot: Spot, event: Event) -> Event:
    """A visit whose "his" would lead home is that of the visitor of whom the report tells it."""
    actors = event.whose.actors if event.whose else ()
    home = event.kind is ContactKind.VISIT and event.destination is not None and any(a.country == event.destination for a in actors)
    if not home or not all(a.surface.lower() in PRONOUNS for a in actors):
        return event
    visits = [f for f in spot.told if f.body.kind is ContactKind.VISIT and f.body.destination == event.destination]
    before = [f for f in visits if any(e.span.start < spot.source.end for e in f.evidence)]
    return replace(event, whose=of_actors(spot, _people(before[-1], event.kind)), known=before[-1]) if before else event


def _people(known: Finding[Contact], kind: ContactKind) -> tuple[Actor, ...]:
    roles = ROLES.get(kind, ("participant",))
    return distinct([p.actor for p in known.body.parties if p.role in roles])


def _known(spot: Spot, event: Event) -> Finding[Contact] | None:
    """The contact of this kind told in the sentence, else the one told last before it; of these people where they are given."""
    mine = {a.referent for a in event.whose.actors} if event.whose else set()
    candidates = [f for f in spot.told if f.body.kind is event.kind and (not mine or mine & {a.referent for a in _people(f, event.kind)})]
    home = event.whose.country if event.whose else None
    candidates = [f for f in candidates if event.kind is not ContactKind.VISIT or f.body.destination != home]
    here = [f for f in candidates if any(spot.source.overlaps(e.span) for e in f.evidence)]
    before = [f for f in candidates if all(e.span.start < spot.source.start for e in f.evidence)]
    anonymous = event.whose is not None and not event.whose.actors
    if anonymous and event.whose is not None and event.whose.country:
        before = [f for f in before if any(a.country == event.whose.country for a in _people(f, event.kind))] or before
    return here[0] if here else before[-1] if before else None
