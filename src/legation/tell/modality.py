"""What became of a contact, by the verbs, nouns and hedges that stand over its words.

Doubt is data in the manner of ConText: the lists ``moods`` and ``contacts`` name the triggers, the tree gives their
direction and scope. ``tense`` reads a verb's own form, ``asides`` what stands beside its clause, ``governors`` what stands
over it, ``clause`` puts them together for a verb, and here they serve a noun. The answer is a Mood, or
None where the words tell of no contact at all: one that could have been, is never made, or is the custom of many.
"""

from __future__ import annotations

from dataclasses import replace

from legation.lexicon import Lexicon
from legation.model import Status
from legation.parse import Parsed, Word
from legation.tell.asides import REPORT_NOUNS
from legation.tell.clause import AFTER, BEFORE, against, ended, governed, is_left_out, looked_back, mood_of, setting_of
from legation.tell.governors import ENDS, SPEECH, applied, beside, effect_of, is_ranked
from legation.tell.hearsay import of_report
from legation.tell.plans import ABOUT, HOPE_NOUNS, PLAN_NOUNS, of_noun
from legation.tell.tense import PERHAPS, WILL, Mood, negated

__all__ = ["SPEECH", "Mood", "beside", "is_ranked", "mood_of", "mood_of_noun"]

ANNOUNCING = frozenset({"announce", "unveil", "schedule"})
"""Verbs whose object is still to come ("announced a visit")."""
SETTING_OUT = frozenset("go come be embark set leave depart head travel fly start send take bring decide plan agree insist".split())
"""Verbs that make a visit of what stands behind their "on" ("went on a tour"); other things are done on one."""
COMPLETING = frozenset({"complete", "conclude", "finish", "end", "continue"})
"""Verbs whose object has begun ("flew to Lima to complete his tour")."""
BEFALLING = frozenset({"happen", "take", "occur", "go", "come"})
"""Verbs whose denial denies their subject; what is denied of "her visit" otherwise leaves the visit."""
INTRANSITIVE = frozenset({"collapse", "founder", "fall", "come"})
"""Verbs of the lists whose subject comes to nothing; the subject of another one with an object ends something else."""
GREETING = frozenset({"welcome", "hail"})
"""Verbs of a host who is glad of a visit that has come."""
LINGERING = frozenset({"consideration", "discussion", "review", "study"})
"""Nouns behind "under" of what is not decided."""
NOUN_MOODS = {
    **dict.fromkeys(("planned", "upcoming", "forthcoming", "scheduled", "coming", "next", "imminent", "impending"), Status.PLANNED),
    **dict.fromkeys(("proposed", "possible", "potential", "hypothetical", "would-be", "eventual"), Status.PROPOSED),
    **dict.fromkeys(("cancelled", "canceled", "aborted", "scrapped", "abandoned"), Status.CANCELLED),
    **dict.fromkeys(("postponed", "delayed", "deferred", "rescheduled"), Status.POSTPONED),
    **dict.fromkeys(("recent", "previous", "earlier", "past", "former", "last", "latest", "concluded"), Status.OCCURRED),
    **dict.fromkeys(("ongoing", "current", "present"), Status.UNDER_WAY),
}
"""What adjectives before a noun say of its contact."""
SIDES = ("dobj", "attr", "nsubj", "nsubjpass", "conj", "oprd")
"""Relations by which a noun shares the mood of its verb."""


def mood_of_noun(parsed: Parsed, noun: Word, moods: Lexicon) -> Mood | None:
    """What became of the contact that a noun names; the verb that carries it, its adjectives and its preposition say so."""
    head = parsed.head(noun)
    if any(c.text.lower() == "no" for c in parsed.of(noun, "det")):
        return _refused(parsed, noun, moods)
    texts = [c.text.lower() for c in parsed.of(noun, "amod", "compound", "nmod")]
    if adjective := next((NOUN_MOODS[t] for t in texts if t in NOUN_MOODS), None):
        return governed(parsed, noun, Mood(status=adjective), moods)
    if noun.dep == "dobj" and head.lemma == "follow":
        return Mood(status=Status.OCCURRED)
    if noun.dep == "dobj" and head.lemma in GREETING and head.tag != "VB":
        return Mood(status=Status.UNDER_WAY, open=True)
    if noun.dep == "pobj":
        return _after_preposition(parsed, head, moods)
    if noun.dep == "conj" and head.i != noun.i and head.pos in ("NOUN", "PROPN"):
        return mood_of_noun(parsed, head, moods)
    if head.pos in ("VERB", "AUX") and head.i != noun.i:
        listed = effect_of(parsed, head, moods)
        if listed in ENDS and not _ends_another(parsed, noun, head):
            return ended(parsed, head, Status(listed), moods)
        if noun.dep in SIDES:
            own = None if listed == "unmade" else _carried(parsed, noun, head, moods)
            return own if own is None or listed is None or listed in ENDS else applied(own, listed)
    return governed(parsed, noun, Mood(status=Status.PLANNED if _ahead(parsed) else Status.OCCURRED, open=True), moods)


def _ends_another(parsed: Parsed, noun: Word, verb: Word) -> bool:
    """ "The visit delayed the deal": what puts off something else is not put off."""
    return noun.dep == "nsubj" and verb.lemma not in INTRANSITIVE and bool(parsed.of(verb, "dobj", "ccomp"))


def _refused(parsed: Parsed, noun: Word, moods: Lexicon) -> Mood | None:
    """ "No visit is planned": a denial; any other "no visit" tells of none."""
    listed = effect_of(parsed, parsed.head(noun), moods)
    return Mood(status=Status.DENIED) if noun.dep == "nsubjpass" and listed in (Status.PLANNED, "expected") else None


def _carried(parsed: Parsed, noun: Word, verb: Word, moods: Lexicon) -> Mood | None:
    """Mood of the verb that carries a noun, whose predicate may leave it open ("a visit is under consideration")."""
    open_still = noun.dep == "nsubj" and any(
        n.lemma in LINGERING for p in parsed.of(verb, "prep") if p.text.lower() == "under" for n in parsed.of(p, "pobj")
    )
    if open_still:
        return PERHAPS
    untaken = verb.lemma == "take" and noun.dep == "nsubj" and any(o.lemma == "place" for o in parsed.of(verb, "dobj"))
    if untaken and negated(parsed, verb) and any(a.text.lower() in ("did", "has") for a in parsed.of(verb, "aux")):
        return Mood(status=Status.CANCELLED)
    if negated(parsed, verb) and noun.dep in ("dobj", "nsubjpass") and _is_plan(parsed, verb, moods):
        return Mood(status=Status.DENIED)
    own = mood_of(parsed, verb, moods)
    if own is not None and own.status is Status.DENIED and noun.dep == "nsubj" and parsed.of(noun, "poss") and verb.lemma not in BEFALLING:
        return setting_of(parsed, verb, moods)
    if own is not None and own.status is Status.OCCURRED and verb.lemma in ANNOUNCING and noun.dep in ("dobj", "nsubjpass"):
        return replace(own, status=Status.PLANNED, open=True)
    if own is not None and own.status is Status.PLANNED and verb.lemma in COMPLETING and verb.dep == "advcl" and looked_back(parsed, verb):
        return replace(own, status=Status.OCCURRED, open=True)
    return own


def _is_plan(parsed: Parsed, verb: Word, moods: Lexicon) -> bool:
    """Whether a verb makes a plan or a proposal of its object, and is none of mere wishing."""
    planned = effect_of(parsed, verb, moods) in (Status.PLANNED, Status.PROPOSED, "expected")
    return planned and not moods.of("wished", verb.lemma) and not parsed.of(verb, "xcomp", "ccomp")


def _ahead(parsed: Parsed) -> bool:
    root = next((w for w in parsed.words if w.head == w.i), None)
    return root is not None and any(c.text.lower() in WILL for c in parsed.of(root, "aux"))


def _after_preposition(parsed: Parsed, preposition: Word, moods: Lexicon) -> Mood | None:
    text = preposition.text.lower()
    noun = parsed.head(preposition)
    if text in ABOUT and noun.lemma in PLAN_NOUNS | HOPE_NOUNS | REPORT_NOUNS and noun.pos == "NOUN":
        return _matter(parsed, noun, moods)
    verb = parsed.verb_over(preposition)
    if verb is not None and not parsed.of(verb, "dobj") and (listed := effect_of(parsed, verb, moods, phrasal=True)) in ENDS:
        return ended(parsed, verb, Status(listed), moods)
    if verb is not None and text == "against":
        return against(parsed, verb, moods)
    if is_left_out(parsed, preposition):
        return None
    apart = text == "during" or (text == "on" and verb is not None and verb.lemma not in SETTING_OUT)
    over: Mood | None = Mood(status=Status.OCCURRED, open=True)
    if verb is not None:
        over = setting_of(parsed, verb, moods) if apart else mood_of(parsed, verb, moods)
    chain = {text, *(w.text.lower() for w in parsed.above(preposition) if w.dep in ("prep", "advmod"))}
    if chain & BEFORE:
        return Mood(status=Status.PLANNED)
    if chain & AFTER and (over is None or over.status is not Status.PLANNED):
        return Mood(status=Status.OCCURRED)
    if over is None:
        return None
    if text in ("during", "in", "on", "at", "by", "with", "for", "to") and verb is not None:
        return over
    return replace(over, open=True)


def _matter(parsed: Parsed, noun: Word, moods: Lexicon) -> Mood | None:
    """ "plans for a visit", "talk of a trip", "reports of a meeting": what a noun makes of its matter, and its verb of both."""
    if noun.lemma in REPORT_NOUNS:
        return of_report(parsed, noun, Mood(status=Status.PLANNED, open=True), moods)
    own = of_noun(parsed, noun)
    return None if own is None else governed(parsed, noun, own, moods)
