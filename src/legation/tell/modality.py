"""What became of a contact, by the verbs, auxiliaries and hedges that stand over its words.

Doubt is data in the manner of ConText: the lists ``moods`` and ``contacts`` name the triggers, the tree gives their
direction and scope. The answer is a Mood, or None where the words tell of no contact at all: one that could have been,
is never made, or is the custom of many.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from legation.lexicon import Lexicon
from legation.model import Certainty, Status
from legation.parse import Parsed, Word

OPEN_MODALS = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
"""Auxiliaries that leave open whether a contact comes about."""
WILL = frozenset({"will", "'ll", "’ll", "shall", "wo", "’d", "'d"})
"""Auxiliaries of the future."""
SPEECH = frozenset(
    "say tell announce state report confirm indicate add note declare reveal disclose hint suggest claim write recall explain "
    "insist stress underline affirm signal believe understand acknowledge inform know hear learn estimate quote post tweet agree".split()
)
"""Verbs of telling and believing, whose clause is somebody's word."""
UNSURE_SPEECH = frozenset({"hint", "suggest", "claim", "believe", "speculate", "estimate", "reckon"})
"""Verbs of telling that leave a doubt on what they tell."""
SOURCES = frozenset(
    "source report medium media newspaper paper people person insider aide agency rumour rumor press outlet broadcaster daily".split()
)
"""Nouns for those whose word makes no plan certain: unnamed sources and other media."""
NOT_YET = frozenset({"until", "till", "before", "once", "when", "whenever", "unless"})
"""Words that make a present tense one that waits for something."""
NEARLY = frozenset({"about", "due", "set", "scheduled", "slated", "supposed", "ready", "poised", "bound"})
"""Adjectives whose infinitive is planned ("due to visit")."""
RANKS = frozenset({"first", "last", "second", "third", "fourth", "fifth", "only", "latest", "next"})
"""Words that rank a contact among others ("the first to visit")."""
BEFORE = frozenset({"before", "ahead"})
"""Words before a contact that is still to come."""
AFTER = frozenset({"after", "since", "following", "post"})
"""Words before a contact that is over."""
PLAN_NOUNS = frozenset("plan decision intention agreement preparation commitment schedule promise announcement programme program".split())
"""Nouns whose infinitive is planned ("a plan to visit")."""
HOPE_NOUNS = frozenset(
    "hope chance opportunity possibility wish desire proposal idea prospect offer rumour rumor speculation talk request "
    "readiness willingness".split()
)
"""Nouns whose infinitive is only proposed ("a wish to visit")."""
NOUN_MOODS = {
    **dict.fromkeys(("planned", "upcoming", "forthcoming", "scheduled", "coming", "next", "imminent", "impending"), Status.PLANNED),
    **dict.fromkeys(("proposed", "possible", "potential", "hypothetical", "would-be", "eventual"), Status.PROPOSED),
    **dict.fromkeys(("cancelled", "canceled", "aborted", "scrapped", "abandoned"), Status.CANCELLED),
    **dict.fromkeys(("postponed", "delayed", "deferred", "rescheduled"), Status.POSTPONED),
    **dict.fromkeys(("recent", "previous", "earlier", "past", "former", "last", "latest", "concluded"), Status.OCCURRED),
    **dict.fromkeys(("ongoing", "current", "present"), Status.UNDER_WAY),
}
"""What adjectives before a noun say of its contact."""
LISTED = {
    "cancelled": Status.CANCELLED,
    "postponed": Status.POSTPONED,
    "denied": Status.DENIED,
    "unmade": "unmade",
    "proposed": Status.PROPOSED,
    "expected": "expected",
    "planned": Status.PLANNED,
}
"""Kinds of entry of the list ``moods`` in the order in which they are asked, and what each makes of a contact."""
SIDES = ("dobj", "attr", "nsubj", "nsubjpass", "conj", "oprd")
"""Relations by which a noun shares the mood of its verb."""
LEAVING = frozenset({"go", "come", "leave", "depart"})
"""Verbs whose progressive looks ahead ("is leaving on Friday")."""
BE_NOW = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
"""Auxiliaries of the present progressive."""
HAVE = frozenset({"have", "has", "had", "’ve", "'ve"})
"""Auxiliaries of the perfect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """Status and certainty as the words give them; ``open`` where the status hangs on the day."""

    status: Status
    certainty: Certainty = Certainty.PLAIN
    open: bool = False
    """A present or progressive tense, an infinitive of purpose: the day decides whether it is planned or under way."""
    arriving: bool = False
    """Told by a verb of arriving or setting out: on the day itself the visitor is there."""


def mood_of(parsed: Parsed, word: Word, moods: Lexicon) -> Mood | None:
    """What became of the contact that a verb tells."""
    own = _tense(parsed, word, moods)
    return None if own is None else _governed(parsed, word, own, moods)


def mood_of_noun(parsed: Parsed, noun: Word, moods: Lexicon) -> Mood | None:
    """What became of the contact that a noun names; the verb that carries it, its adjectives and its preposition say so."""
    if any(c.text.lower() == "no" for c in parsed.of(noun, "det")):
        return None
    texts = [c.text.lower() for c in parsed.of(noun, "amod", "compound", "nmod")]
    if adjective := next((NOUN_MOODS[t] for t in texts if t in NOUN_MOODS), None):
        return _governed(parsed, noun, Mood(status=adjective), moods)
    head = parsed.head(noun)
    if noun.dep == "dobj" and head.lemma == "follow":
        return Mood(status=Status.OCCURRED)
    if noun.dep == "pobj":
        return _after_preposition(parsed, head, moods)
    if noun.dep == "conj" and head.i != noun.i and head.pos in ("NOUN", "PROPN"):
        return mood_of_noun(parsed, head, moods)
    if head.pos in ("VERB", "AUX") and head.i != noun.i:
        listed = _listed(parsed, head, moods)
        if listed in (Status.CANCELLED, Status.POSTPONED, Status.DENIED) or noun.dep in SIDES:
            own = None if listed == "unmade" else mood_of(parsed, head, moods)
            return own if own is None or listed is None else _over(own, listed)
    return _governed(parsed, noun, Mood(status=Status.PLANNED if _ahead(parsed) else Status.OCCURRED, open=True), moods)


def _ahead(parsed: Parsed) -> bool:
    root = next((w for w in parsed.words if w.head == w.i), None)
    return root is not None and any(c.text.lower() in WILL for c in parsed.of(root, "aux"))


def _after_preposition(parsed: Parsed, preposition: Word, moods: Lexicon) -> Mood | None:
    verb = parsed.verb_over(preposition)
    over = mood_of(parsed, verb, moods) if verb else Mood(status=Status.OCCURRED, open=True)
    text = preposition.text.lower()
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


def _tense(parsed: Parsed, verb: Word, moods: Lexicon) -> Mood | None:
    """Mood of a verb by its own auxiliaries and form, or by its governor's where it has none."""
    texts = {a.text.lower() for a in parsed.of(verb, "aux", "auxpass")}
    negated = _negated(parsed, verb)
    if any(c.text.lower() in ("if", "unless") for c in parsed.of(verb, "mark")):
        return None
    if any(moods.of("habit", c.text.lower()) for c in parsed.of(verb, "advmod")) or "used" in texts:
        return None
    if texts & OPEN_MODALS:
        return None if "have" in texts or negated else Mood(status=Status.PROPOSED, certainty=Certainty.HEDGED)
    if texts & {"would", "’d", "'d"}:
        return None if "have" in texts else _would(parsed, verb, negated)
    if texts & WILL:
        return Mood(status=Status.CANCELLED if negated else Status.PLANNED)
    if negated:
        return None
    if "to" in texts and verb.tag == "VB":
        return _infinitive(parsed, verb, moods)
    if finite := _by_form(verb, texts):
        return finite
    if verb.tag not in ("VBZ", "VBP"):
        return _of_head(parsed, verb, moods)
    if any(c.text.lower() in NOT_YET for c in parsed.of(verb, "mark", "advmod")):
        return Mood(status=Status.PROPOSED, certainty=Certainty.HEDGED)
    if verb.dep == "relcl" and parsed.head(verb).lemma == "time":
        return _of_head(parsed, verb, moods)
    return Mood(status=Status.UNDER_WAY, open=True)


def _would(parsed: Parsed, verb: Word, negated: bool) -> Mood:
    """ "would": the future of the past in somebody's speech, else a mere thought."""
    if negated:
        return Mood(status=Status.CANCELLED, certainty=Certainty.REPORTED)
    if _reported(parsed, verb):
        return Mood(status=Status.PLANNED, certainty=Certainty.REPORTED)
    return Mood(status=Status.PROPOSED, certainty=Certainty.HEDGED)


def _by_form(verb: Word, texts: set[str]) -> Mood | None:
    """Mood of a past or a participle with its auxiliaries; None for a form that leaves it to the clause."""
    if verb.tag == "VBD" or (verb.tag == "VBN" and texts & HAVE):
        return Mood(status=Status.OCCURRED)
    if verb.tag == "VBG" and verb.lemma in LEAVING and texts & BE_NOW:
        return Mood(status=Status.PLANNED, open=True)
    if verb.tag == "VBG" and texts & {*BE_NOW, "am", "been"}:
        return Mood(status=Status.UNDER_WAY, open=True)
    if verb.tag in ("VBG", "VBN") and texts & {"was", "were", "had"}:
        return Mood(status=Status.OCCURRED)
    if verb.tag == "VBN" and texts & {"is", "are", "been", "be"}:
        return Mood(status=Status.OCCURRED if "been" in texts else Status.UNDER_WAY, open="been" not in texts)
    return None


def _of_head(parsed: Parsed, verb: Word, moods: Lexicon) -> Mood | None:
    """Participles and bare infinitives take the mood of the clause that they hang on."""
    if verb.dep == "pcomp" and parsed.head(verb).text.lower() in AFTER:
        return Mood(status=Status.OCCURRED)
    if verb.dep == "pcomp" and parsed.head(verb).text.lower() in BEFORE:
        return Mood(status=Status.PLANNED, open=True)
    head = parsed.verb_over(verb)
    if head is None:
        return Mood(status=Status.OCCURRED if verb.tag == "VBN" else Status.UNDER_WAY, open=True)
    if verb.dep == "conj" and parsed.head(verb).i == head.i:
        return _tense(parsed, head, moods)
    return mood_of(parsed, head, moods)


def _infinitive(parsed: Parsed, verb: Word, moods: Lexicon) -> Mood | None:
    head = parsed.head(verb)
    if head.i == verb.i:
        return Mood(status=Status.PLANNED)
    if verb.dep == "conj":
        return _infinitive(parsed, head, moods) if head.tag == "VB" else _tense(parsed, head, moods)
    if verb.dep in ("relcl", "acl") and head.pos in ("NOUN", "PROPN"):
        return _infinitive_of_noun(parsed, head, moods)
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
    return Mood(status=Status.PLANNED, open=True)


def _infinitive_of_noun(parsed: Parsed, noun: Word, moods: Lexicon) -> Mood:
    """ "a plan to visit", "the first to visit": what a noun makes of its infinitive."""
    if is_ranked(parsed, noun):
        above = parsed.verb_over(noun)
        over = _tense(parsed, above, moods) if above else None
        return Mood(status=Status.OCCURRED) if over is None or over.open or over.status is Status.OCCURRED else over
    if noun.lemma == "invitation":
        return Mood(status=Status.INVITED)
    if noun.lemma in PLAN_NOUNS:
        refused = any(c.text.lower() == "no" for c in parsed.of(noun, "det"))
        return Mood(status=Status.DENIED if refused else Status.PLANNED)
    if noun.lemma in HOPE_NOUNS:
        return Mood(status=Status.PROPOSED, certainty=Certainty.HEDGED)
    return Mood(status=Status.PLANNED, open=True)


def _governed(parsed: Parsed, word: Word, own: Mood, moods: Lexicon) -> Mood | None:
    """The mood after all that governs the clause has had its say."""
    mood = own
    if mood.status is Status.PLANNED and _according_to_sources(parsed, word):
        mood = replace(mood, status=Status.PROPOSED, certainty=Certainty.REPORTED)
    if _hedged(parsed, word, moods):
        mood = replace(mood, certainty=Certainty.HEDGED)
    for governor, under in _governors(parsed, word):
        if _generic(parsed, governor, moods):
            return None
        if governor.pos not in ("VERB", "AUX", "ADJ"):
            continue
        listed = _listed(parsed, governor, moods)
        if governor.lemma == "use" and governor.tag == "VBD" and under.dep == "xcomp":
            return None
        if listed == "unmade" or (governor.lemma in ("have", "be") and listed is None and _negated(parsed, governor)):
            return None
        if governor.lemma == "accept" and mood.status is Status.INVITED:
            return replace(mood, status=Status.PLANNED)
        if governor.lemma == "invite" and under.dep in ("xcomp", "ccomp", "advcl"):
            return replace(mood, status=Status.INVITED)
        if listed is not None:
            past = _tense(parsed, governor, moods)
            if past is None and _negated(parsed, governor) and listed in (Status.PLANNED, Status.PROPOSED, "expected"):
                return replace(mood, status=Status.DENIED)
            mood = _over(mood, listed) if past is not None else mood
        elif governor.lemma in SPEECH:
            mood = _spoken(parsed, governor, under, mood)
        if _hedged(parsed, governor, moods):
            mood = replace(mood, certainty=Certainty.HEDGED)
    return mood


def _spoken(parsed: Parsed, speech: Word, under: Word, mood: Mood) -> Mood:
    """The mood of what somebody says: sources make no plan, and whoever guesses leaves a doubt."""
    if mood.status is Status.PLANNED and _by_sources(parsed, speech):
        return replace(mood, status=Status.PROPOSED, certainty=Certainty.REPORTED)
    if under.dep not in ("ccomp", "xcomp", "parataxis", "advcl"):
        return mood
    doubt = Certainty.HEDGED if speech.lemma in UNSURE_SPEECH else Certainty.REPORTED
    return replace(mood, certainty=max(mood.certainty, doubt, key=list(Certainty).index))


def _governors(parsed: Parsed, word: Word) -> Iterator[tuple[Word, Word]]:
    """(governor, what hangs on it) up to the root, or to where a clause of its own begins."""
    under = word
    for governor in parsed.above(word):
        if under.dep in ("relcl", "acl") and under.tag != "VB":
            return
        if under.dep == "advcl" and under.tag not in ("VB", "VBG"):
            return
        if under.dep == "conj" and governor.pos in ("VERB", "AUX") and parsed.of(under, "aux", "nsubj"):
            return
        if beside(parsed, under, governor):
            return
        yield governor, under
        under = governor


def is_ranked(parsed: Parsed, noun: Word) -> bool:
    """Whether a noun is first, last or one of a number, by a word beside it or within its own ("Peru's second president")."""
    own = parsed.sentence.text[noun.start : noun.end].split()
    return any(c.text.lower() in RANKS for c in parsed.children[noun.i]) or not RANKS.isdisjoint(own)


def beside(parsed: Parsed, under: Word, governor: Word) -> bool:
    """Whether a clause only stands beside the one that the parser hangs it on: "...; the others are cancelled"."""
    if under.dep not in ("ccomp", "parataxis") or under.i > governor.i or governor.lemma in SPEECH:
        return False
    return not any(c.text.lower() in ("that", "whether", "if") for c in parsed.of(under, "mark")) and governor.pos in ("VERB", "AUX")


def _listed(parsed: Parsed, governor: Word, moods: Lexicon) -> Status | str | None:
    """What the lists say that a verb or adjective makes of the contact under it: a status, "expected" or "unmade"."""
    for kind, status in LISTED.items():
        if any(parsed.has_particle(governor, entry.particle) for entry in moods.of(kind, governor.lemma)):
            return status
    if governor.pos == "ADJ":
        return next((LISTED[kind] for kind in ("planned", "expected") if moods.of(kind, governor.text.lower())), None)
    return None


def _over(mood: Mood, listed: Status | str) -> Mood:
    if listed == "expected":
        return replace(mood, status=Status.PLANNED, certainty=Certainty.HEDGED, open=False)
    if listed is Status.PLANNED:
        return replace(mood, status=Status.PLANNED, open=False) if mood.status is not Status.PROPOSED else mood
    if listed is Status.PROPOSED:
        return replace(mood, status=Status.PROPOSED, certainty=Certainty.HEDGED, open=False)
    return replace(mood, status=Status(listed), certainty=Certainty.PLAIN, open=False)


def _negated(parsed: Parsed, word: Word) -> bool:
    if word.dep == "ROOT" and [w.text.lower() for w in parsed.words[:2]] in (["not", "since"], ["not", "for"], ["never", "before"]):
        return True
    if any(c.text.lower() in ("no", "neither") for s in parsed.of(word, "nsubj", "nsubjpass") for c in parsed.of(s, "det")):
        return True
    return any(
        c.dep == "neg" or c.text.lower() in ("never", "not", "n't", "n’t", "no", "neither", "nor")
        for c in parsed.children[word.i]
        if c.dep in ("neg", "advmod", "preconj", "cc")
    )


def _hedged(parsed: Parsed, word: Word, moods: Lexicon) -> bool:
    return any(moods.of("hedge", c.text.lower()) for c in parsed.of(word, "advmod", "acomp", "amod"))


def _generic(parsed: Parsed, governor: Word, moods: Lexicon) -> bool:
    """Whether a clause tells what is done in general: "It has become a tradition to ..."."""
    if governor.pos == "NOUN" and moods.of("generic", governor.lemma):
        return True
    return any(moods.of("generic", c.lemma) for c in parsed.of(governor, "attr", "oprd") if c.pos == "NOUN")


def _according_to_sources(parsed: Parsed, word: Word) -> bool:
    """ "..., according to diplomatic sources": the same at the side of the clause."""
    for verb in (word, *parsed.above(word)):
        for marker in parsed.of(verb, "prep"):
            if marker.text.lower() == "according" and any(w.lemma in SOURCES for w in parsed.below(marker)):
                return True
    return False


def _by_sources(parsed: Parsed, speech: Word) -> bool:
    """Whether only unnamed sources or other media say so."""
    speakers = (w for w in parsed.of(speech, "nsubj") if w.lemma in SOURCES)
    return any(all(c.lemma != "official" for c in parsed.below(w)) for w in speakers)


def _reported(parsed: Parsed, verb: Word) -> bool:
    """Whether a clause is somebody's speech or news, so that "would" is the future of the past."""
    if any(w.lemma in SPEECH for w in parsed.above(verb)):
        return True
    return any(c.lemma in SPEECH for c in parsed.of(verb, "ccomp", "parataxis", "advcl"))
