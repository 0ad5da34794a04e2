"""Contacts ranked by a clause behind the rank: "the first time he came", "the last pope to visit", "the first leader whom Roe called"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.model import Relation, Whose
from legation.parse import Word
from legation.tell.ranked.deeds import verb_event
from legation.tell.ranked.draft import Draft
from legation.tell.ranked.events import kind_of
from legation.tell.ranked.ranking import ranked
from legation.tell.ranked.ranks import TIMES, Rank, ranks_of
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.whose import whose_at


def times(spot: Spot) -> Iterator[Draft]:
    """ "the first time he visits the region", "met for the first time since 2012", "the last time a pope came was in 1985"."""
    for rank in ranks_of(spot):
        if rank.noun.lemma not in TIMES:
            continue
        clause = _clause_of_time(spot, rank)
        event = verb_event(spot, clause) if clause is not None else None
        if clause is None or event is None:
            continue
        subject = min((w.i for s in spot.parsed.of(clause, "nsubj", "nsubjpass") for w in spot.parsed.below(s)), default=clause.i)
        first = spot.parsed.words[min(subject, clause.i)]
        yield ranked(spot, "claim.time/1", rank, event, words_start=clause.start, also=first)


def _clause_of_time(spot: Spot, rank: Word) -> Word | None:
    """The verb whose contact "the first time" ranks."""
    parsed, time = spot.parsed, rank.noun
    for verb in parsed.of(time, "relcl", "acl", "ccomp", "advcl"):
        if verb.pos in ("VERB", "AUX"):
            return verb
    head = parsed.head(time)
    if time.dep == "pobj" and head.text.lower() in ("for", "on"):
        verb = parsed.verb_over(head)
        return verb if verb is None or verb_event(spot, verb) is not None else next(_event_verbs(spot, verb), None)
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


def holders(spot: Spot) -> Iterator[Draft]:
    """ "the first pope to visit Peru", "the last to come was Roe", "the first leader whom Roe telephones"."""
    for rank in ranks_of(spot):
        noun = rank.noun
        whose = whose_at(spot, noun, anybody=True) if noun.i != rank.word.i else None
        verb = verb_behind(spot, noun)
        if verb is None or (whose is None and noun.i != rank.word.i) or kind_of(spot, noun) is not None:
            continue
        instance = _instance(spot, rank, verb)
        event = verb_event(spot, verb, missing=whose or instance)
        if event is None:
            continue
        if whose is None and instance is None:
            continue
        yield replace(ranked(spot, "claim.holder/1", rank, event, words_start=verb.start), instance=instance)


def verb_behind(spot: Spot, noun: Word) -> Word | None:
    """The verb of the infinitive or relative clause that follows on a ranked noun: "to visit", "to have visited", "whom Roe called"."""
    parsed = spot.parsed
    for word in parsed.words[noun.i + 1 : noun.i + 12]:
        if word.text.lower() == "to" and (verb := spot.at(word.i + 1)) is not None and _is_verb(spot, verb):
            while (
                verb.text.lower() in ("be", "have", "been", "ever")
                and (more := spot.at(verb.i + 1)) is not None
                and more.tag in ("VBN", "RB")
            ):
                verb = more
            return verb
        if word.text.lower() in ("who", "whom", "that"):
            found = next((w for w in parsed.words[word.i + 1 :] if w.dep == "relcl"), None)
            return found or next((w for w in parsed.words[word.i + 1 :] if w.pos == "VERB"), None)
        if word.tag in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if word.tag == "VBN" and word.dep == "acl":
            return word
    return None


def _is_verb(spot: Spot, word: Word) -> bool:
    """Whether a word is a verb, though the tagger took it for a noun."""
    return word.tag.startswith("VB") or (word.dep in ("relcl", "xcomp", "acl") and bool(spot.lists.contacts.of("call", word.lemma)))


def _instance(spot: Spot, rank: Rank, verb: Word) -> Whose | None:
    """Who is said to be the first: the subject of the verb before, the name after "was", the noun that it stands beside."""
    parsed = spot.parsed
    noun = rank.noun
    if noun.dep == "nsubj" or (noun.i < 3 and noun.dep not in ("attr", "appos")):
        linking = [w for w in parsed.words if w.i > verb.i and w.lemma == "be"]
        for link in linking[:1]:
            for word in parsed.words[link.i + 1 : link.i + 5]:
                if (whose := whose_at(spot, word)) is not None and whose.actors:
                    return whose
            return _unknown(spot, link)
        return None
    head = parsed.head(noun)
    if noun.dep == "appos" and (whose := whose_at(spot, head)) is not None and whose.actors:
        return whose
    carrier = head if head.pos in ("VERB", "AUX") else parsed.verb_over(noun)
    while carrier is not None and carrier.i > noun.i:
        carrier = parsed.verb_over(carrier)
    for subject in parsed.of(carrier, "nsubj") if carrier is not None else ():
        whose = whose_at(spot, subject)
        if whose is not None and whose.actors:
            return whose
    named = spot.scene.subjects(parsed, carrier) if carrier is not None else ()
    return (
        Whose(words=named[0].surface, actors=named[:1], post=named[0].post, post_class=named[0].post_class, country=named[0].country)
        if named
        else None
    )


def _unknown(spot: Spot, link: Word) -> Whose | None:
    """A name behind "was" of whose bearer the report tells nothing more."""
    name = next((w for w in spot.parsed.words[link.i + 1 : link.i + 6] if w.tag == "NNP" and w.dep != "compound"), None)
    if name is None or spot.scene.place_at(spot.parsed, name) is not None:
        return None
    own = [w for w in spot.parsed.of(name, "compound") if w.i > link.i]
    return Whose(words=spot.text[min([name.start, *(w.start for w in own)]) : name.end])
