"""What became of a contact that a verb tells: its own form, what stands beside its clause, and all that governs it."""

from __future__ import annotations

from dataclasses import replace

from legation.lexicon import Lexicon
from legation.model import Certainty, Status
from legation.parse import Parsed, Word
from legation.tell.asides import REPORT_NOUNS, came_to_nothing, is_asked, is_conditional, is_content, is_end
from legation.tell.governors import ENDS, RANKS, SPEECH, applied, effect_of, governors, is_generic, is_hedged, is_ranked, is_setting
from legation.tell.hearsay import VOUCHING, according_to_sources, of_report, predicated, spoken, unconfirmed
from legation.tell.plans import ABOUT, HOPE_NOUNS, PLAN_NOUNS, of_noun
from legation.tell.tense import PERHAPS, WILL, Bare, Mood, mood_of_form, negated

NEARLY = frozenset({"about", "due", "set", "scheduled", "slated", "supposed", "bound"})
"""Adjectives whose infinitive is planned ("due to visit")."""
BEFORE = frozenset({"before", "ahead"})
"""Words before a contact that is still to come."""
AFTER = frozenset({"after", "since", "following", "post"})
"""Words before a contact that is over."""
CHOOSING = frozenset({"decide", "opt", "choose", "resolve", "elect", "agree"})
"""Verbs of a choice; where it is one not to go, a plan has ended."""
BROUGHT_OFF = frozenset({"manage", "happen", "get", "help", "come", "force", "compel"})
"""Verbs whose infinitive was done where they are past ("managed to visit")."""
ASPECTS = frozenset({"begin", "start", "continue", "proceed"})
"""Verbs that share their tense with their infinitive ("continues to tour")."""
TELLING_NOUNS = frozenset({"announcement", "statement", "word", "confirmation", "declaration", "message", "note"})
"""Nouns for an office's own word, in which "would" is the future of the past."""


def mood_of(parsed: Parsed, word: Word, moods: Lexicon) -> Mood | None:
    """What became of the contact that a verb tells."""
    own = _tense(parsed, word, moods)
    return None if own is None else governed(parsed, word, own, moods)


def ended(parsed: Parsed, verb: Word, listed: Status, moods: Lexicon) -> Mood | None:
    """What is cancelled, put off or denied by a verb; one that is not, or only may be, stands as a plan."""
    refused = negated(parsed, verb)
    own = mood_of(parsed, verb, moods)
    threat = any(moods.of("unmade", v.lemma) for v in parsed.above(verb) if v.lemma == "threaten")
    unsaid = verb.dep == "xcomp" and effect_of(parsed, parsed.head(verb), moods) == "unmade" and not threat
    if (refused or unsaid) and listed is Status.DENIED:
        return PERHAPS
    if refused or threat or (own is not None and own.status is Status.PROPOSED and listed is not Status.DENIED):
        return Mood(status=Status.PLANNED, certainty=Certainty.PLAIN if refused and not threat else Certainty.HEDGED)
    return own if own is None else applied(own, listed)


def against(parsed: Parsed, verb: Word, moods: Lexicon) -> Mood | None:
    """ "decided against a visit": a plan that ended; "warned against a visit": nothing."""
    chosen = verb.lemma in CHOOSING and mood_of(parsed, verb, moods)
    return Mood(status=Status.CANCELLED) if chosen else None


def _tense(parsed: Parsed, verb: Word, moods: Lexicon) -> Mood | None:
    """Mood of a verb by its own auxiliaries and form, or by its governor's where it has none, as what stands beside it leaves it."""
    form = mood_of_form(parsed, verb, moods, spoken=_reported(parsed, verb))
    if form is None and _chosen_against(parsed, verb):
        return Mood(status=Status.CANCELLED)
    if form is Bare.INFINITIVE:
        own = _infinitive(parsed, verb, moods)
    else:
        own = _of_head(parsed, verb, moods) if form is Bare.PARTICIPLE else form
    if own is None or not isinstance(own, Mood):
        return None
    if is_asked(parsed, verb):
        return replace(own, certainty=Certainty.DOUBTED) if own.status is Status.OCCURRED else PERHAPS
    return PERHAPS if own.status is Status.PLANNED and is_conditional(parsed, verb) else own


def _chosen_against(parsed: Parsed, verb: Word) -> bool:
    """ "decided not to go"."""
    head = parsed.head(verb)
    return verb.dep == "xcomp" and verb.tag == "VB" and head.lemma in CHOOSING and bool(parsed.of(verb, "neg"))


def _of_head(parsed: Parsed, verb: Word, moods: Lexicon) -> Mood | None:
    """Participles and bare infinitives take the mood of the clause that they hang on."""
    above = parsed.head(verb)
    text = above.text.lower()
    if verb.dep == "pcomp" and text in AFTER:
        return Mood(status=Status.OCCURRED)
    if verb.dep == "pcomp" and text in BEFORE:
        return _next_in_story(parsed, above, moods)
    if verb.dep == "pcomp" and text in ABOUT and parsed.head(above).lemma in PLAN_NOUNS | HOPE_NOUNS:
        return of_noun(parsed, parsed.head(above))
    head = parsed.verb_over(verb)
    if head is None:
        return Mood(status=Status.OCCURRED if verb.tag == "VBN" else Status.UNDER_WAY, open=True)
    if verb.dep == "pcomp" and text == "against":
        return against(parsed, head, moods)
    if verb.dep == "pcomp" and is_left_out(parsed, above):
        return None
    if verb.dep == "advcl" and is_setting(parsed, verb, above):
        return setting_of(parsed, head, moods)
    if verb.dep == "conj" and above.i == head.i:
        return _tense(parsed, head, moods)
    if (listed := effect_of(parsed, head, moods)) in ENDS and verb.dep in ("xcomp", "pcomp") and negated(parsed, head):
        return ended(parsed, head, Status(listed), moods)
    return mood_of(parsed, head, moods)


def is_left_out(parsed: Parsed, preposition: Word) -> bool:
    """ "without visiting", "instead of a visit"."""
    return preposition.text.lower() == "without" or parsed.words[max(preposition.i - 1, 0)].text.lower() in ("instead", "rather")


def setting_of(parsed: Parsed, verb: Word, moods: Lexicon) -> Mood:
    """Mood of that during which something else is done, by the time of its verb alone: what is denied or left undone there is not it."""
    over = mood_of(parsed, verb, moods)
    if over is not None and over.status not in ENDS:
        return over
    texts = {a.text.lower() for a in parsed.of(verb, "aux", "auxpass")}
    return Mood(status=Status.PLANNED if texts & WILL else Status.OCCURRED, open=True)


def _next_in_story(parsed: Parsed, before: Word, moods: Lexicon) -> Mood:
    """ "went to Rome before flying home": done where the story is past, a plan where it is not; its day may yet tell."""
    verb = parsed.verb_over(before)
    over = _tense(parsed, verb, moods) if verb is not None else None
    past = over is not None and over.status is Status.OCCURRED
    return Mood(status=Status.OCCURRED if past else Status.PLANNED, open=True)


def _infinitive(parsed: Parsed, verb: Word, moods: Lexicon) -> Mood | None:
    head = parsed.head(verb)
    if head.i == verb.i:
        return Mood(status=Status.PLANNED)
    if verb.dep == "conj":
        return _infinitive(parsed, head, moods) if head.tag == "VB" else _tense(parsed, head, moods)
    if verb.dep in ("relcl", "acl") and head.pos in ("NOUN", "PROPN"):
        return _of_ranked(parsed, head, moods) if is_ranked(parsed, head) else of_noun(parsed, head)
    if head.lemma == "be" and verb.dep in ("xcomp", "advcl"):
        ranked = any(is_ranked(parsed, a) for a in parsed.of(head, "attr"))
        over = _tense(parsed, head, moods) if ranked else None
        return over if ranked and over and not over.open else Mood(status=Status.OCCURRED if ranked else Status.PLANNED)
    if head.text.lower() in RANKS:
        over = _of_head(parsed, head, moods)
        return Mood(status=Status.OCCURRED) if over is None or over.open else over
    if head.pos == "ADJ" and head.text.lower() in NEARLY:
        return Mood(status=Status.PLANNED)
    if verb.dep == "advcl":
        if head.pos not in ("VERB", "AUX"):
            return Mood(status=Status.PLANNED, open=True)
        over = mood_of(parsed, head, moods)
        return Mood(status=Status.PLANNED, open=True) if over is not None and over.status is not Status.PROPOSED else over
    return _complement(parsed, verb, head, moods)


def _complement(parsed: Parsed, verb: Word, head: Word, moods: Lexicon) -> Mood | None:
    """ "managed to visit" was done, "is not going to visit" is off, "went to visit" and the like wait for their day."""
    if verb.dep == "xcomp" and (head.lemma in ASPECTS or (head.lemma in BROUGHT_OFF and head.tag in ("VBD", "VBN"))):
        return _tense(parsed, head, moods)
    if head.lemma == "go" and head.tag == "VBG" and negated(parsed, head):
        return Mood(status=Status.CANCELLED)
    return Mood(status=Status.PLANNED, open=True)


def _of_ranked(parsed: Parsed, noun: Word, moods: Lexicon) -> Mood:
    """ "the first to visit": done, unless the clause says that it will be."""
    above = parsed.verb_over(noun)
    over = _tense(parsed, above, moods) if above else None
    return Mood(status=Status.OCCURRED) if over is None or over.open or over.status is Status.OCCURRED else over


def governed(parsed: Parsed, word: Word, own: Mood, moods: Lexicon) -> Mood | None:
    """The mood after all that governs the clause has had its say."""
    if (end := _end_of_plan(parsed, word, own, moods)) is not None:
        return end
    mood = own
    if mood.status is Status.PLANNED and according_to_sources(parsed, word):
        mood = replace(mood, status=Status.PROPOSED, certainty=Certainty.REPORTED)
    if is_hedged(parsed, word, moods):
        mood = replace(mood, certainty=Certainty.HEDGED)
    apart = False
    for governor, under in governors(parsed, word):
        apart = apart or is_setting(parsed, under, governor)
        if is_generic(parsed, governor, moods):
            return None
        if apart:
            mood = spoken(parsed, governor, under, mood) if governor.lemma in SPEECH else mood
            continue
        if mood.status is Status.PLANNED and is_content(parsed, under, governor, HOPE_NOUNS - REPORT_NOUNS):
            return PERHAPS
        if is_content(parsed, under, governor):
            return of_report(parsed, governor, mood, moods)
        if governor.pos not in ("VERB", "AUX", "ADJ") or under.dep == "conj" or _is_cause(governor, under):
            continue
        last = _last_word(parsed, governor, under, mood, moods)
        if last is not mood:
            return last
        mood = _under(parsed, governor, under, mood, moods)
        if is_hedged(parsed, governor, moods):
            mood = replace(mood, certainty=Certainty.HEDGED)
    return mood


def _is_cause(governor: Word, under: Word) -> bool:
    """ "due to a visit": the cause of something else."""
    return governor.text.lower() == "due" and under.text.lower() == "to"


def _end_of_plan(parsed: Parsed, word: Word, mood: Mood, moods: Lexicon) -> Mood | None:
    """The end of a past plan where a later clause tells it: "was to visit but cancelled"."""
    if mood.status is not Status.PLANNED or not looked_back(parsed, word):
        return None
    for clause in came_to_nothing(parsed, word):
        listed = effect_of(parsed, clause, moods)
        refused = negated(parsed, clause)
        if listed in (Status.CANCELLED, Status.POSTPONED) and not refused:
            return Mood(status=Status(listed))
        if is_end(parsed, clause, refused=refused):
            return Mood(status=Status.CANCELLED)
    return None


def looked_back(parsed: Parsed, word: Word) -> bool:
    """Whether the plan itself is told in the past: "was due to", "had planned to"."""
    return any(w.tag == "VBD" or any(a.text.lower() == "had" for a in parsed.of(w, "aux")) for w in parsed.above(word))


def _last_word(parsed: Parsed, governor: Word, under: Word, mood: Mood, moods: Lexicon) -> Mood | None:
    """What a governor settles for good; the mood itself where it settles nothing."""
    listed = effect_of(parsed, governor, moods)
    refused = negated(parsed, governor)
    if governor.lemma == "use" and governor.tag == "VBD" and under.dep == "xcomp":
        return None
    if listed == "unmade":
        asked = under.lemma in SPEECH or effect_of(parsed, under, moods) is Status.DENIED
        return unconfirmed(mood) if asked else None
    if governor.lemma == "be" and (said := predicated(parsed, governor, under, mood, moods)) is not None:
        return said
    if listed is None and refused and (governor.lemma in ("have", "be") or _left_undone(governor, under, mood)):
        return None
    if governor.text.lower() == "were" and governor.dep == "advcl" and any(s.i > governor.i for s in parsed.of(governor, "nsubj")):
        return None
    if governor.lemma == "accept" and mood.status is Status.INVITED:
        return replace(mood, status=Status.PLANNED)
    if governor.lemma == "invite" and under.dep in ("xcomp", "ccomp", "advcl"):
        return replace(mood, status=Status.INVITED)
    if not refused:
        return mood
    if listed is Status.DENIED or governor.lemma in VOUCHING:
        return unconfirmed(mood)
    if moods.of("wished", governor.lemma) or moods.of("wished", governor.text.lower()):
        return None
    if listed in (Status.PLANNED, Status.PROPOSED, "expected") and mood.status is not Status.CANCELLED:
        return PERHAPS if _undecided(parsed, governor, mood) else replace(mood, status=Status.DENIED)
    return mood


def _left_undone(governor: Word, under: Word, mood: Mood) -> bool:
    """ "was not allowed to go", "did not dare to go"."""
    return under.dep == "xcomp" and under.tag == "VB" and mood.status is Status.PLANNED and governor.lemma not in SPEECH


def _undecided(parsed: Parsed, governor: Word, mood: Mood) -> bool:
    """ "has not yet agreed to go", "has not decided whether to go": open, and no denial."""
    if mood.status is Status.PROPOSED or governor.lemma == "decide":
        return True
    return any(c.text.lower() in ("yet", "still") for c in parsed.of(governor, "advmod"))


def _under(parsed: Parsed, governor: Word, under: Word, mood: Mood, moods: Lexicon) -> Mood:
    """The mood under a governor of the lists, a verb of telling, or a verb with a condition of its own."""
    listed = effect_of(parsed, governor, moods)
    if listed is None and governor.lemma in SPEECH:
        return spoken(parsed, governor, under, mood)
    if listed is not None and _tense(parsed, governor, moods) is not None:
        mood = applied(mood, listed)
    return PERHAPS if mood.status is Status.PLANNED and is_conditional(parsed, governor) else mood


def _reported(parsed: Parsed, verb: Word) -> bool:
    """Whether a clause is somebody's speech or news, so that "would" is the future of the past."""
    if any(w.lemma in SPEECH or w.lemma in REPORT_NOUNS | TELLING_NOUNS for w in parsed.above(verb)):
        return True
    return any(c.lemma in SPEECH for c in parsed.of(verb, "ccomp", "parataxis", "advcl"))
