"""Which contact a noun or a verb tells, for a claim to rank: its kind, its sides, where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legation.model import Actor, Contact, ContactKind, Finding, Place, Whose
from legation.parse import Word
from legation.span import Span
from legation.tell.ranked.event import (
    AWAY,
    BY_KIND,
    CHOOSING,
    GOALS,
    JOINING,
    LINKING,
    POINTING,
    PORT,
    ROLES,
    SAME,
    SOIL,
    WITH,
    Event,
    format_of,
    kind_of,
    level_of,
)
from legation.tell.ranked.spot import PRONOUNS, Spot
from legation.tell.ranked.whose import joined, of_actors, phrase_of, whose_at
from legation.tell.scene import distinct, preposed


def noun_event(spot: Spot, noun: Word) -> Event | None:
    """The contact that a noun tells, with its sides from its own words, its verb, or what the report has told."""
    kind = kind_of(spot, noun)
    if kind is None:
        return None
    sides = list(_own_sides(spot, noun, kind)) or _of_nation(spot, noun) or list(_sides_of_clause(spot, noun))
    event = Event(
        word=noun,
        kind=kind,
        whose=sides[0] if sides else None,
        others=tuple(sides[1:]),
        level=level_of(spot, noun),
        format=format_of(spot, noun, kind),
        end=_own_end(spot, noun),
    )
    return completed(spot, _placed(spot, in_title(spot, _invited(event)), noun))


def _of_nation(spot: Spot, noun: Word) -> list[Whose]:
    """ "the first Chinese state visit": anybody of the nation whose name stands before a visit."""
    if kind_of(spot, noun) is not ContactKind.VISIT:
        return []
    for child in spot.parsed.of(noun, "amod", "compound", "nmod"):
        said = spot.said_at(child)
        country = spot.lists.gazetteer.country(said) if spot.lists.gazetteer.country_kind(said) == "demonym" else None
        if country is not None and country not in [p.country for n in preposed(spot.parsed, noun, "to") if (p := place_of(spot, n))]:
            return [Whose(words=said, post="visitor", country=country)]
    return []


def _invited(event: Event) -> Event:
    """An invitation with whom it is to first, and who invites behind him."""
    if event.kind is not ContactKind.INVITATION or not event.others:
        return event
    return replace(event, whose=event.others[-1], others=tuple(s for s in (event.whose,) if s is not None))


def in_title(spot: Spot, event: Event, between: str = "to") -> Event:
    """A visit whose goal the reading of names took for part of a post: "by a prime minister to Fiji"."""
    if event.kind is not ContactKind.VISIT or event.destination is not None or event.whose is None or event.whose.actors:
        return event
    person, to, goal = event.whose.words.partition(f" {between} ")
    goal = goal.removeprefix("the ")
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


def _own_sides(spot: Spot, noun: Word, kind: ContactKind) -> tuple[Whose, ...]:
    """Sides on the noun itself: "Roe's visit", "a visit by Roe", "talks between Roe and Doe", "the summit the two have held"."""
    parsed = spot.parsed
    clauses = parsed.of(noun, "relcl", "acl")
    named = [c for c in parsed.of(noun, "poss", "compound", "nmod") if c.i < noun.i]
    named += [s for verb in clauses for s in parsed.of(verb, "nsubj", "nsubjpass")]
    found = [w for n in named if (w := side_at(spot, n)) is not None]
    found += [_pair(spot, n, w) for n in _named_behind(spot, noun, kind) if (w := side_at(spot, n)) is not None]
    partners = [n for verb in clauses for n in preposed(parsed, verb, "with", "by", "to") if not is_goal(spot, n)]
    return distinct_sides([*found, *(w for n in partners if (w := side_at(spot, n)) is not None)])


def _named_behind(spot: Spot, noun: Word, kind: ContactKind) -> Iterator[Word]:
    """Who stands behind a noun's prepositions: "a visit by Roe", "of a premier", "of Roe's second term"."""
    parsed = spot.parsed
    carrier = parsed.head(noun)
    behind = [p for p in parsed.of(carrier, "prep", "agent") if p.i > noun.i and p.text.lower() == "by"] if noun.dep == "dobj" else []
    for prep in sorted([*preps_under(spot, noun), *behind], key=lambda p: p.i):
        of_people = prep.text.lower() == "of" and kind is ContactKind.VISIT
        if of_people or prep.text.lower() in BY_KIND.get(kind, WITH):
            for word in parsed.of(prep, "pobj"):
                if word.lemma in spot.lists.ranks.lemmas("term"):
                    yield from parsed.of(word, "poss")
                elif not (of_people and is_goal(spot, word)):
                    yield word


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


def preps_under(spot: Spot, noun: Word) -> list[Word]:
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
    port = PORT.match(spot.text, noun.start)
    end = port.end() if port is not None else noun.end
    for prep in preps_under(spot, noun):
        if prep.text.lower() in (*GOALS, "by", "between", "with", "from"):
            for word in spot.parsed.of(prep, "pobj"):
                if is_goal(spot, word) or spot.scene.actors_at(spot.parsed, word) or word.lemma in POINTING | SOIL:
                    end = max([end, word.end, *(c.end for c in spot.parsed.of(word, "conj") if spot.scene.actors_at(spot.parsed, c))])
                    break
    after = spot.at(noun.i + 1)
    return max(end, after.end) if after is not None and after.text.lower() in AWAY and after.dep in ("advmod", "amod") else end


def _placed(spot: Spot, event: Event, word: Word) -> Event:
    """A visit with its place: on its own words, on the verb that carries it, or "abroad"."""
    if event.kind is not ContactKind.VISIT:
        return event
    own = event.place or next((p for p in _places_on(spot, word) if p.country), None)
    carried = next((p for p in _places_beside(spot, word) if p.country), None) if own is None else None
    after = spot.at(word.i + 1)
    around = spot.lowered([*spot.parsed.of(word, "advmod", "amod", "compound", "prep"), *([after] if after is not None else [])])
    home = event.whose.country if event.whose else None
    if own is not None and "out" in around and own.country == home:
        own = None
    if around & AWAY:
        return replace(event, abroad=True, goal=own or carried, place=None, destination=None)
    country = own.country if own else carried.country if carried else None
    return replace(event, place=own, destination=country, carried=carried)


def _places_on(spot: Spot, word: Word) -> Iterator[Place]:
    """Places on a noun's own words, or on the light verb whose object it is."""
    parsed = spot.parsed
    preps = [p for p in preps_under(spot, word) if p.text.lower() in GOALS]
    nouns = [n for prep in preps for n in parsed.of(prep, "pobj")]
    nouns += [n for n in parsed.of(word, "compound", "nmod") if n.tag in ("NNP", "NNPS") and is_goal(spot, n)]  # "a White House visit"
    nouns += [n for n in parsed.of(word, "relcl") if n.tag == "NNP" and spot.lowered(parsed.of(n, "aux")) & {"to"}]  # "to Peru", misread
    verb = parsed.verb_over(word)
    if verb is not None and word.dep in ("dobj", "nsubjpass"):
        nouns += preposed(parsed, verb, "to", "into", "in")
    yield from (p for n in nouns if (p := place_of(spot, n)) is not None)


def _places_beside(spot: Spot, word: Word) -> Iterator[Place]:
    """Places of the verb that a noun only stands beside: "flew to Lima on her first trip", "the trip took him to Riga"."""
    parsed = spot.parsed
    verb = parsed.verb_over(word) if word.pos not in ("VERB", "AUX") else None
    leads = word.dep == "nsubj" and verb is not None and verb.lemma in ("take", "bring", "lead", "carry")
    if verb is not None and (word.dep == "pobj" or leads):
        yield from (p for n in preposed(parsed, verb, "to", "into", "in") if (p := place_of(spot, n)) is not None)
    if word.lemma in ("destination", "port"):
        yield from (p for p in _named_destination(spot, word) if p is not None)


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
    if event.whose is None and any(s.tag == "NNP" for s in spot.parsed.of(event.word, "nsubj")):
        return event  # somebody else than those told of, of whom nothing is known
    lacks_side = event.whose is None or not (event.whose.actors or event.whose.post or event.whose.post_class or event.whose.country)
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
