"""The record of a talk: a meeting or a call of parties of at least two countries or bodies, with its place, its days and its agenda."""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Actor, Contact, ContactKind, Finding, Stop
from legation.parse import Word
from legation.tell.agenda import topics_of
from legation.tell.build import OF_STATE, last_visit, parties, settle
from legation.tell.draft import Here, Told
from legation.tell.modality import SPEECH, Mood
from legation.tell.scene import distinct, preposed
from legation.tell.scope import clause_span, finest, places_of, times_of
from legation.tell.states import state_of
from legation.when import When, first_of, last_of

VIDEO = frozenset({"video", "virtual", "online", "virtually", "videoconference", "zoom", "remote", "teleconference"})
"""Words of a meeting held over a screen."""
PHONE = frozenset({"telephone", "phone", "phoned", "telephoned", "hotline"})
"""Words of a telephone call, which is no meeting; "call" is one where it is a noun."""
DUE = frozenset({"due", "scheduled", "planned", "set", "slated"})
"""Adjectives behind talks that lead to their place and day."""
EDGES = frozenset({"sideline", "margin", "fringe", "edge"})
"""Nouns for the side of a gathering at which two meet."""
POLITICAL = frozenset(
    "opposition legislature party_leader ambassador envoy candidate governor mayor leader deputy_head other_minister".split()
)
"""Posts whose holder speaks for a country even where the report does not say for which."""


def by_phone(here: Here, word: Word) -> bool:
    """Whether a talk is held over the telephone; one over a screen is a meeting."""
    around = [*here.parsed.below(word), here.parsed.head(word), word]
    if {w.text.lower() for w in around} & VIDEO or _is_courtesy(here, word):
        return False
    return any(w.text.lower() in PHONE or (w.lemma == "call" and w.pos == "NOUN") for w in around) or bool(
        here.lists.contacts.of("call", word.lemma) and word.pos == "VERB" and not here.scene.by_preposition(here.parsed, word, "on")
    )


def _is_courtesy(here: Here, word: Word) -> bool:
    """ "paid a courtesy call on Roe": a call in person."""
    polite = any(c.text.lower() == "courtesy" for c in here.parsed.of(word, "compound", "amod"))
    return word.lemma == "call" and (polite or bool(here.scene.by_preposition(here.parsed, word, "on")))


def _sides_of(here: Here, left: Sequence[Actor], right: Sequence[Actor]) -> set[str]:
    """The countries and bodies that the parties of a meeting stand for."""
    people = distinct([*left, *right])
    found = {a.country or a.organisation or _of_unknown_state(a) for a in people} - {None}
    abroad = any(_named_with_state(here, a) for a in right)
    found |= {a.name for a in left if a.name and a.country is None and a.post_class in POLITICAL and abroad}
    travelling = [v for a in left if (v := last_visit(here, a)) is not None and v.body.destination != a.country]
    if travelling:
        found |= {travelling[-1].body.destination for a in right if a.country is None and a.post_class in POLITICAL}
    return {side for side in found if side}


def _named_with_state(here: Here, actor: Actor) -> bool:
    """Whether the words for an office-holder set out with his state: "Chilean President Jane Roe", as nobody says at home."""
    words = actor.surface.split()
    return bool(actor.country and actor.post_class) and any(state_of(here.scene, " ".join(words[:n])) == actor.country for n in (1, 2))


def _of_unknown_state(actor: Actor) -> str | None:
    """Who speaks for a state of his own though the report does not say which; a bare vice president is the other party's own."""
    deputy = actor.post_class == "deputy_head" and "president" in (actor.post or "").lower()
    return actor.name if actor.post_class in OF_STATE and not deputy else None


def speech_over(here: Here, word: Word) -> Word | None:
    """The verb of saying over a clause, or the one that the parser has set beside it."""
    for above in here.parsed.above(word):
        if above.lemma in SPEECH:
            return above
        if beside := next((c for c in here.parsed.of(above, "parataxis") if c.lemma in SPEECH), None):
            return beside
    return None


def speaker(here: Here, word: Word) -> tuple[Actor, ...]:
    """Whose word a clause is: the subject of the verb of saying over it, or the one in whose name an office speaks."""
    speech = speech_over(here, word)
    subjects = here.parsed.of(speech, "nsubj") if speech is not None else ()
    for subject in subjects:
        owners = (*here.parsed.of(subject, "poss"), *preposed(here.parsed, subject, "of"))
        if found := here.scene.people(here.parsed, subject) or tuple(a for w in owners for a in here.scene.people(here.parsed, w)):
            return found
    return ()


def just_told(here: Here, finding: Finding[Contact]) -> bool:
    """Whether something was told in this sentence or the two before it."""
    number = here.parsed.sentence.number
    first = next((p for p in here.scene.parsed if number - 2 <= p.sentence.number <= number), here.parsed)
    return any(e.span.start >= first.sentence.span.start for e in finding.evidence)


def talk(
    here: Here, word: Word, mood: Mood | None, left: Sequence[Actor], right: Sequence[Actor], *, day: When | None = None, call: bool = False
) -> Told:
    """A meeting or call where its parties are of at least two countries or bodies."""
    people = distinct([*left, *right])
    known = any(a.country for a in people)
    if not known or mood is None or len(people) < 2 or len(_sides_of(here, left, right)) < 2:
        return
    if not all(a.country or a.organisation or a.name for a in people):
        return
    yield from record(here, word, mood, people, day=day, call=call)


def _setting(here: Here, word: Word) -> frozenset[int]:
    """The words of a phrase that a talk is set in: "over breakfast in Lima on Monday", "on the sidelines of a forum in Lima"."""
    verb = word if word.pos == "VERB" else here.parsed.verb_over(word)
    nouns = [n for p in here.parsed.of(verb, "prep") for n in here.parsed.of(p, "pobj")] if verb is not None else []
    settings = (n for n in nouns if n.i != word.i and (n.lemma in EDGES or here.lists.contacts.of("meeting", n.lemma)))
    due = (w for w in here.parsed.below(word) if w.text.lower() in DUE and w.i != word.i)
    return frozenset(w.i for n in (*settings, *due) for w in here.parsed.below(n))


def relative(here: Here, word: Word) -> tuple[Word, ...]:
    """ "the meeting that Roe had with Doe": the verb of the clause."""
    return tuple(c for c in here.parsed.of(word, "relcl") if c.lemma in here.lists.contacts.lemmas("hold"))[:1]


def record(
    here: Here, word: Word, mood: Mood, people: Sequence[Actor], *, summit: bool = False, day: When | None = None, call: bool = False
) -> Told:
    """One meeting or call of these people with its place, its days and what it is about."""
    anchors = (word, *relative(here, word))
    texts = {w.text.lower() for w in here.parsed.below(word)} | {here.parsed.head(word).text.lower()}
    calls = call or (by_phone(here, word) and not summit and not texts & VIDEO)
    around = _setting(here, word)
    times = tuple(t for a in anchors for t in times_of(here.scene, here.anchors, a))
    if not any(t.when for t in times):
        times += tuple(t for t in here.scene.times(here.parsed) if t.word.i in around)
    when = finest(times) or day
    places = [p for a in anchors for _, p in places_of(here.scene, here.anchors, a)]
    places = places or [p for w, p in here.scene.places(here.parsed) if w.i in around and here.parsed.head(w).text.lower() in ("in", "at")]
    towns = [p for p in places if p.kind != "country"] or places
    topics, topic_span = topics_of(here.scene, here.parsed, word)
    contact = Contact(
        kind=ContactKind.CALL if calls else ContactKind.MEETING,
        status=settle(mood, when, here),
        parties=parties("participant", people),
        stops=() if calls else tuple(Stop(place=p) for p in towns[:1]),
        starts=first_of(when) if when else None,
        ends=last_of(when) if when and when.lasts and not calls else None,
        format=None if calls else "summit" if summit else "video" if texts & VIDEO else "in_person",
        topics=topics,
    )
    words = [word, here.parsed.head(word)] if word.pos == "NOUN" and word.dep in ("dobj", "attr") else [word]
    spans = [t.within for t in times if t.when is when and when] + ([topic_span] if topic_span else [])
    yield contact, mood.certainty, clause_span(here.parsed, words, spans)
