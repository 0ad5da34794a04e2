"""What stands over a contact's words: the governors up to the root, and what the list ``moods`` says that each makes of the contact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.lexicon import Lexicon
from legation.model import Certainty, Status
from legation.parse import Parsed, Word
from legation.tell.asides import is_content
from legation.tell.plans import HOPE_NOUNS, PLAN_NOUNS
from legation.tell.tense import Mood

SPEECH = frozenset(
    "say tell announce state report confirm indicate add note declare reveal disclose hint suggest claim write recall explain "
    "insist stress underline affirm signal believe understand acknowledge inform know hear learn estimate quote post tweet agree".split()
)
"""Verbs of telling and believing, whose clause is somebody's word."""
WHEN = frozenset({"while", "when", "before", "after", "during", "since", "following"})
"""Openings of what only tells when."""
JOURNEYS = frozenset({"visit", "trip", "tour", "journey", "flight", "mission", "voyage", "travel", "invitation"})
"""Nouns whose infinitive is the contact itself ("a trip to visit")."""
RANKS = frozenset({"first", "last", "second", "third", "fourth", "fifth", "only", "latest", "next"})
"""Words that rank a contact among others ("the first to visit")."""
LISTED = {
    "cancelled": Status.CANCELLED,
    "postponed": Status.POSTPONED,
    "denied": Status.DENIED,
    "unmade": "unmade",
    "wished": Status.PROPOSED,
    "proposed": Status.PROPOSED,
    "expected": "expected",
    "planned": Status.PLANNED,
}
"""Kinds of entry of the list ``moods`` in the order in which they are asked, and what each makes of a contact."""
ENDS = (Status.CANCELLED, Status.POSTPONED, Status.DENIED)
"""What lists make of a contact that does not come about as planned."""


def governors(parsed: Parsed, word: Word) -> Iterator[tuple[Word, Word]]:
    """(governor, what hangs on it) up to the root, or to where a clause of its own begins."""
    under = word
    for governor in parsed.above(word):
        if under.dep in ("relcl", "acl") and under.tag != "VB" and not is_content(parsed, under, governor):
            return
        if under.dep == "advcl" and under.tag not in ("VB", "VBG"):
            return
        if under.dep == "conj" and governor.pos in ("VERB", "AUX") and parsed.of(under, "aux", "nsubj"):
            return
        if beside(parsed, under, governor):
            return
        yield governor, under
        under = governor


def is_setting(parsed: Parsed, under: Word, governor: Word) -> bool:
    """Whether words only tell when or for what something else was done, which is then no word on them: "denied it while visiting"."""
    if under.dep == "advcl":
        marked = any(c.text.lower() in WHEN for c in parsed.of(under, "mark", "advmod"))
        return marked or (under.tag == "VBG" and under.i < governor.i)
    if under.dep == "prep":
        return under.text.lower() in WHEN
    to_do = under.tag == "VB" and any(c.text.lower() == "to" for c in parsed.of(under, "aux"))
    aim = to_do and under.dep in ("acl", "relcl") and governor.pos == "NOUN"
    return aim and governor.lemma not in PLAN_NOUNS | HOPE_NOUNS | JOURNEYS


def is_ranked(parsed: Parsed, noun: Word) -> bool:
    """Whether a noun is first, last or one of a number, by a word beside it or within its own ("Peru's second president")."""
    own = parsed.sentence.text[noun.start : noun.end].split()
    return any(c.text.lower() in RANKS for c in parsed.children[noun.i]) or not RANKS.isdisjoint(own)


def beside(parsed: Parsed, under: Word, governor: Word) -> bool:
    """Whether a clause only stands beside the one that the parser hangs it on: "...; the others are cancelled"."""
    if under.dep not in ("ccomp", "parataxis") or under.i > governor.i or governor.lemma in SPEECH:
        return False
    return not any(c.text.lower() in ("that", "whether", "if") for c in parsed.of(under, "mark")) and governor.pos in ("VERB", "AUX")


def effect_of(parsed: Parsed, governor: Word, moods: Lexicon, *, phrasal: bool = False) -> Status | str | None:
    """What the lists say that a verb or adjective makes of the contact under it: a status, "expected" or "unmade".

    Takes    phrasal, whether only entries with a particle count ("pulled out of a visit").
    """
    for kind, status in LISTED.items():
        entries = (e for e in moods.of(kind, governor.lemma) if e.particle is not None or not phrasal)
        if any(_hangs(parsed, governor, entry.particle) for entry in entries):
            return status
    if governor.pos == "ADJ":
        kinds = ("planned", "expected", "wished")
        return next((LISTED[kind] for kind in kinds if moods.of(kind, governor.text.lower())), None)
    return None


def _hangs(parsed: Parsed, governor: Word, particle: str | None) -> bool:
    """Whether a particle hangs on a verb: "off", or with its noun "on hold"."""
    first, _, noun = (particle or "").partition(" ")
    if not noun and (particle is None or parsed.has_particle(governor, particle)):
        return True
    hung = [c for c in parsed.of(governor, "prt", "advmod", "prep", "auxpass") if c.text.lower() == first]
    return any(not noun or _leads_to(parsed, c, noun) for c in hung)


def _leads_to(parsed: Parsed, preposition: Word, noun: str) -> bool:
    return any(n.text.lower() == noun for n in parsed.of(preposition, "pobj", "amod", "advmod"))


def applied(mood: Mood, listed: Status | str) -> Mood:
    """The mood under a governor, by what the lists say of it."""
    if mood.status in ENDS and listed not in ENDS:  # "decided not to go"
        return mood
    if listed == "expected":
        return replace(mood, status=Status.PLANNED, certainty=Certainty.HEDGED, open=False)
    if listed is Status.PLANNED:
        return replace(mood, status=Status.PLANNED, open=False) if mood.status is not Status.PROPOSED else mood
    if listed is Status.PROPOSED:
        return replace(mood, status=Status.PROPOSED, certainty=Certainty.HEDGED, open=False)
    return replace(mood, status=Status(listed), certainty=Certainty.PLAIN, open=False)


def is_hedged(parsed: Parsed, word: Word, moods: Lexicon) -> bool:
    """ "probably", "reportedly" beside a word."""
    return any(moods.of("hedge", c.text.lower()) for c in parsed.of(word, "advmod", "acomp", "amod"))


def is_generic(parsed: Parsed, governor: Word, moods: Lexicon) -> bool:
    """Whether a clause tells what is done in general: "It has become a tradition to ..."."""
    if governor.pos == "NOUN" and moods.of("generic", governor.lemma):
        return True
    return any(moods.of("generic", c.lemma) for c in parsed.of(governor, "attr", "oprd") if c.pos == "NOUN")
