"""Contacts ranked by a clause behind the rank: "the first time he came", "the last pope to visit", "the first leader whom Roe called"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from legation.model import ContactKind, Relation, Whose
from legation.parse import Word
from legation.span import Span
from legation.tell.ranked.deeds import verb_event
from legation.tell.ranked.draft import Draft, widened
from legation.tell.ranked.event import LINKING, PHONES, POINTING, Event, kind_of
from legation.tell.ranked.events import in_title
from legation.tell.ranked.lengths import NUMBERS
from legation.tell.ranked.moves import event_of
from legation.tell.ranked.ranking import ranked
from legation.tell.ranked.ranks import CHANCES, TIMES, Rank, ranks_of
from legation.tell.ranked.scopes import region_of
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.stays import held_at_home, on_soil
from legation.tell.ranked.whose import of_actors, whose_at
from legation.tell.scene import preposed

OPENING = 3
"""A noun up to this word of its sentence opens it, whatever the parser makes of it."""
TALLIES = {"once": 1, "twice": 2, "thrice": 3}
COUNTED = re.compile(
    r"\b(?P<count>once|twice|thrice|(?:three|four|five|six|seven|eight|nine|ten) times)\s+(?:before|already|previously)\b", re.I
)
"""How many earlier ones there were."""
TALKING = frozenset({"speak", "talk", "chat"})
AUXILIARIES = frozenset({"be", "have", "been", "ever"})
"""Words between "to" and the verb itself."""


def times(spot: Spot) -> Iterator[Draft]:
    """ "the first time he visits the region", "met for the first time since 2012", "the last time a pope came was in 1985"."""
    for rank in ranks_of(spot):
        if rank.noun.lemma not in TIMES:
            continue
        clause = _clause_of_time(spot, rank)
        event = _of_chance(spot, rank, clause) if clause is not None else None
        if clause is not None and event is None and clause.lemma == "be":
            event = next((e for w in spot.parsed.of(clause, "xcomp") if (e := verb_event(spot, w)) is not None), None)
        if clause is None or event is None:
            continue
        subject = min((w.i for s in spot.parsed.of(clause, "nsubj", "nsubjpass") for w in spot.parsed.below(s)), default=clause.i)
        first = spot.parsed.words[min(subject, clause.i)]
        yield ranked(spot, "claim.time/1", rank, event, words_start=clause.start, also=first)


def _of_chance(spot: Spot, rank: Rank, clause: Word) -> Event | None:
    """The contact of a clause; of "the first chance to speak with Roe", that of whoever has the chance, face to face."""
    if rank.noun.lemma not in CHANCES:
        return verb_event(spot, clause)
    carrier = spot.parsed.head(rank.noun)
    words = [*spot.parsed.of(clause, "nsubj"), *spot.parsed.of(rank.noun, "poss"), *preposed(spot.parsed, rank.noun, "for")]
    words += [*spot.parsed.of(carrier, "dative"), *preposed(spot.parsed, carrier, "for"), *spot.parsed.of(carrier, "nsubj")]
    whose = next((w for n in words if n.lemma != "it" and (w := whose_at(spot, n)) is not None), None)
    event = verb_event(spot, clause)
    if event is None and clause.lemma in TALKING:
        others = tuple(w for n in preposed(spot.parsed, clause, "with", "to") if (w := whose_at(spot, n)) is not None)
        event = event_of(spot, clause, ContactKind.MEETING, (), others)
    if whose is None or event is None or not event.others:
        return None
    talk = event.kind is ContactKind.CALL and clause.lemma in TALKING and not any(w.lemma in PHONES for w in spot.parsed.below(clause))
    return replace(event, whose=whose, kind=ContactKind.MEETING if talk else event.kind)


def _clause_of_time(spot: Spot, rank: Rank) -> Word | None:
    """The verb whose contact "the first time" ranks."""
    parsed, time = spot.parsed, rank.noun
    for verb in parsed.of(time, "relcl", "acl", "ccomp", "advcl"):
        if verb.pos in ("VERB", "AUX") and "since" not in spot.lowered(parsed.of(verb, "mark")):
            return verb
    head = parsed.head(time)
    if time.dep == "pobj" and head.text.lower() in ("for", "on"):
        over = parsed.verb_over(head)
        return over if over is None or verb_event(spot, over) is not None else next(_event_verbs(spot, over), None)
    if head.lemma == "be" or time.dep in ("attr", "nsubj"):
        under = [w for w in parsed.of(head, "ccomp", "advcl", "relcl", "csubj") if w.i > time.i and w.pos in ("VERB", "AUX")]
        return under[0] if under else None
    return None


def _event_verbs(spot: Spot, verb: Word) -> Iterator[Word]:
    """Verbs of contact around a verb that tells none itself."""
    for word in (*spot.parsed.of(verb, "xcomp", "conj", "advcl", "ccomp"), *spot.parsed.above(verb)):
        if word.pos == "VERB" and verb_event(spot, word) is not None:
            yield word


def once(spot: Spot) -> Iterator[Draft]:
    """ "has visited Peru only once": one contact, and none besides."""
    for word in spot.parsed.words[1:]:
        before = spot.parsed.words[word.i - 1]
        verb = spot.parsed.head(word)
        if word.text.lower() != "once" or before.text.lower() not in ("only", "just") or verb.pos not in ("VERB", "AUX"):
            continue
        event = verb_event(spot, verb)
        if event is not None:
            rank = Rank(word=before, relation=Relation.ONLY, noun=word, start=before.start)
            first = min((w for s in spot.parsed.of(verb, "nsubj") for w in spot.parsed.below(s)), key=lambda w: w.i, default=verb)
            yield ranked(spot, "claim.once/1", rank, event, words_start=verb.start, also=first)


def counted(spot: Spot) -> Iterator[Draft]:
    """ "has been to Peru twice before", "has hosted such a summit three times already": as many earlier ones."""
    for found in COUNTED.finditer(spot.text):
        word = next((w for w in spot.parsed.words if w.start >= found.start()), None)
        verb = word if word is None or word.pos in ("VERB", "AUX") else spot.parsed.verb_over(word)
        if word is None or verb is None or "have" not in {w.lemma for w in spot.parsed.of(verb, "aux")} | {verb.lemma}:
            continue
        event = held_at_home(spot, verb) or verb_event(spot, verb)
        if event is None:
            continue
        count = TALLIES.get(found["count"].lower()) or NUMBERS.get(found["count"].lower().split()[0], 0)
        rank = Rank(word=word, relation=Relation.NTH, noun=word, nth=count + 1, start=word.start)
        first = min((w for s in spot.parsed.of(verb, "nsubj", "nsubjpass") for w in spot.parsed.below(s)), key=lambda w: w.i, default=verb)
        draft = ranked(spot, "claim.counted/1", rank, event, words_start=verb.start, words_end=max(event.end, verb.end), also=first)
        yield widened(replace(draft, scope=None), Span(found.start(), found.end()))


def holders(spot: Spot) -> Iterator[Draft]:
    """ "the first pope to visit Peru", "the last to come was Roe", "the first leader whom Roe telephones"."""
    for rank in ranks_of(spot):
        noun = rank.noun
        verb = verb_behind(spot, noun)
        if verb is None and (draft := _on_soil(spot, rank) or _in_country(spot, rank)) is not None:
            yield draft
        if verb is None or kind_of(spot, noun) is not None or noun.lemma in (*POINTING, *TIMES):
            continue
        whose = whose_at(spot, noun, anybody=True) if noun.i != rank.word.i else None
        instance = _instance(spot, rank, verb)
        if whose is None and noun.i != rank.word.i:
            continue
        done = _done_before(spot, verb, rank)
        event = _of_missing(spot, verb, done, whose or instance) if whose or instance else None
        if event is None:
            continue
        event = replace(event, others=tuple(o for o in event.others if not _is_same(o, instance)))
        draft = ranked(spot, "claim.holder/1", rank, event, words_start=(done or verb).start)
        yield replace(widened(draft, Span(rank.start, spot.parsed.words[verb.i + 1].end)) if done else draft, instance=instance)


def _is_same(side: Whose, instance: Whose | None) -> bool:
    """Whether a side of a contact is the one who is ranked, whom an office beside his name brought in once more."""
    mine = {a.referent for a in instance.actors} if instance is not None else set()
    return bool(side.actors) and {a.referent for a in side.actors} <= mine


def _of_missing(spot: Spot, verb: Word, done: Word | None, missing: Whose | None) -> Event | None:
    """The contact of those who are ranked; what "to do so" means has its sides, whose maker is ranked among them."""
    if done is None:
        return verb_event(spot, verb, missing=missing)
    event = verb_event(spot, done)
    return replace(event, whose=missing) if event is not None else None


def _on_soil(spot: Spot, rank: Rank) -> Draft | None:
    """ "the last president on Peruvian soil was Roe": somebody who is ranked and named, and told where he was."""
    link = spot.parsed.head(rank.noun)
    if rank.noun.dep not in ("nsubj", "attr") or link.lemma not in LINKING or rank.noun.i == rank.word.i:
        return None
    event = on_soil(spot, rank.noun)
    behind = rank.noun.dep == "nsubj"
    instance = _one_of(spot, spot.parsed.of(link, "attr" if behind else "nsubj")) or (_unknown(spot, link) if behind else None)
    if event is None or instance is None or instance.country == event.destination:
        return None
    draft = ranked(spot, "claim.soil/1", rank, event, words_start=rank.noun.start, words_end=event.end)
    return replace(_with_name(spot, draft, link) if behind else draft, instance=instance)


def _in_country(spot: Spot, rank: Rank) -> Draft | None:
    """ "Roe is the first Dutch premier in Lima since 2006": somebody in a post of one country, told to be in another."""
    noun, link = rank.noun, spot.parsed.head(rank.noun)
    whose = whose_at(spot, noun, anybody=True) if noun.dep == "attr" and link.lemma in ("be", "become") and noun.i != rank.word.i else None
    if whose is None or whose.actors or whose.country is None or whose.post_class in (None, "ambassador"):
        return None
    event = in_title(spot, Event(word=noun, kind=ContactKind.VISIT, whose=whose, end=noun.end), "in")
    place = next((p for n in preposed(spot.parsed, noun, "in") if (p := spot.scene.place_at(spot.parsed, n)) is not None), None)
    if event.destination is None and place is not None:
        event = replace(event, place=place, destination=place.country, end=max(event.end, place.span.end - spot.source.start))
    instance = _one_of(spot, spot.parsed.of(link, "nsubj"))
    if event.destination in (None, whose.country) or instance is None:
        return None
    return replace(ranked(spot, "claim.in_country/1", rank, event, words_start=noun.start, words_end=event.end), instance=instance)


def _with_name(spot: Spot, draft: Draft, link: Word) -> Draft:
    """A draft whose clause takes in the name behind "was" and the day behind the name."""
    names = spot.parsed.of(link, "attr")
    region = region_of(spot, link.end)
    days = [t.within for t in spot.scene.times(spot.parsed) if t.when is not None and region.start <= t.within.start < region.end]
    return widened(draft, *(Span(n.start, n.end) for n in names), *days[:1])


def again(spot: Spot) -> Iterator[Draft]:
    """ "The last was Roe, in 2004": one more of those that the sentence before ranks."""
    parsed = spot.parsed
    number = parsed.sentence.number
    rank = next((r for r in ranks_of(spot) if r.relation is Relation.LAST and r.noun.i == r.word.i and r.word.dep == "nsubj"), None)
    before = next((p for p in spot.scene.parsed if p.sentence.number == number - 1), None)
    link = parsed.head(rank.word) if rank is not None else None
    if rank is None or link is None or link.lemma != "be" or before is None or rank.word.i + 1 != link.i:
        return
    instance = _one_of(spot, parsed.of(link, "attr")) or _unknown(spot, link)
    earlier = next(iter(holders(replace(spot, parsed=before))), None)
    if instance is None or earlier is None or earlier.event.whose is None or earlier.event.whose.actors:
        return
    event = replace(earlier.event, word=rank.word, end=rank.word.end)
    draft = ranked(spot, "claim.again/1", rank, event, words_start=rank.word.start, words_end=rank.word.end)
    yield replace(_with_name(spot, draft, link), instance=instance)


def _done_before(spot: Spot, verb: Word, rank: Rank) -> Word | None:
    """The verb that "the first to do so" means: that of the clause which it stands in."""
    after = spot.at(verb.i + 1)
    if verb.lemma != "do" or after is None or after.text.lower() not in ("so", "it", "that"):
        return None
    above = (w for w in spot.parsed.above(rank.noun) if w.pos == "VERB" and w.i < rank.word.i)
    return next((w for w in above if verb_event(spot, w) is not None), None)


def verb_behind(spot: Spot, noun: Word) -> Word | None:
    """The verb of the infinitive or relative clause that follows on a ranked noun: "to visit", "to have visited", "whom Roe called"."""
    parsed = spot.parsed
    for word in parsed.words[noun.i + 1 : noun.i + 12]:
        if word.text.lower() == "to" and (verb := spot.at(word.i + 1)) is not None and _is_verb(spot, verb):
            return _after_auxiliaries(spot, verb)
        if word.text.lower() in ("who", "whom", "that"):
            found = next((w for w in parsed.words[word.i + 1 :] if w.dep == "relcl"), None)
            return found or next((w for w in parsed.words[word.i + 1 :] if w.pos == "VERB"), None)
        if word.tag in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if word.tag == "VBN" and word.dep == "acl":
            return word
    return None


def _after_auxiliaries(spot: Spot, verb: Word) -> Word:
    """The verb behind "have", "be", "have ever been"."""
    while verb.text.lower() in AUXILIARIES and (more := spot.at(verb.i + 1)) is not None and more.tag in ("VBN", "RB"):
        verb = more
    return verb


def _is_verb(spot: Spot, word: Word) -> bool:
    """Whether a word is a verb, though the tagger took it for a noun."""
    return word.tag.startswith("VB") or (word.dep in ("relcl", "xcomp", "acl") and bool(spot.lists.contacts.of("call", word.lemma)))


def _instance(spot: Spot, rank: Rank, verb: Word) -> Whose | None:
    """Who is said to be the first: the name after "was", the one it makes the first, the noun that it stands beside, the subject."""
    parsed, noun = spot.parsed, rank.noun
    first = next((w.i for w in parsed.words if w.start >= rank.start), rank.word.i)
    link = next((w for w in parsed.words if w.i > verb.i and w.lemma == "be"), None)
    if link is not None and (noun.dep == "nsubj" or (noun.i < OPENING and noun.dep not in ("attr", "appos"))):
        return _one_of(spot, parsed.words[link.i + 1 : link.i + OPENING + 2]) or _unknown(spot, link)
    head = parsed.head(noun)
    name, comma = spot.at(first - 2), spot.at(first - 1)
    if comma is not None and comma.text == "," and name is not None and (found := _one_of(spot, (name,))) is not None:
        return found
    if noun.dep == "appos" and (found := _one_of(spot, (head,))) is not None:
        return found
    carrier = head if head.pos in ("VERB", "AUX") else parsed.verb_over(noun)
    while carrier is not None and carrier.i > noun.i:
        carrier = parsed.verb_over(carrier)
    if carrier is None:
        return None
    if carrier.lemma == "make":
        return _one_of(spot, [w for w in parsed.words[carrier.i + 1 : noun.i] if w.start < rank.start])
    if (found := _one_of(spot, parsed.of(carrier, "nsubj"))) is not None:
        return found
    named = spot.scene.subjects(parsed, carrier)
    return of_actors(spot, named[:1]) if named else None


def predicated(spot: Spot, noun: Word) -> Whose | None:
    """ "the last visit was that of Roe": who is named behind "was" as its maker."""
    link = spot.parsed.head(noun)
    if noun.dep != "nsubj" or link.lemma != "be":
        return None
    of = [w for said in spot.parsed.of(link, "attr") for w in preposed(spot.parsed, said, "of", "by")]
    return _one_of(spot, [*of, *preposed(spot.parsed, link, "by"), *(w for w in spot.parsed.of(link, "attr") if spot.parsed.of(w, "case"))])


def _one_of(spot: Spot, words: Sequence[Word]) -> Whose | None:
    """The first of some words that names somebody."""
    return next((w for word in words if (w := whose_at(spot, word)) is not None and any(a.name for a in w.actors)), None)


def _unknown(spot: Spot, link: Word) -> Whose | None:
    """A name behind "was" of whose bearer the report tells nothing more."""
    name = next((w for w in spot.parsed.words[link.i + 1 : link.i + 6] if w.tag == "NNP" and w.dep != "compound"), None)
    if name is None or spot.scene.place_at(spot.parsed, name) is not None:
        return None
    own = [w for w in spot.parsed.of(name, "compound") if w.i > link.i]
    return Whose(words=spot.text[min([name.start, *(w.start for w in own)]) : name.end])
