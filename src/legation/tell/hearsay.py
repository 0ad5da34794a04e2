"""What somebody's word is worth: speech, sources that are not named, and reports that are refuted, unconfirmed or at second hand."""

from __future__ import annotations

from dataclasses import replace

from legation.lexicon import Lexicon
from legation.model import Certainty, Status
from legation.parse import Parsed, Word
from legation.tell.governors import effect_of
from legation.tell.tense import PERHAPS, Mood, negated

SOURCES = frozenset(
    "source report medium media newspaper paper people person insider aide agency rumour rumor press outlet broadcaster daily".split()
)
"""Nouns for those whose word makes no plan certain: unnamed sources and other media."""
UNSURE_SPEECH = frozenset({"hint", "suggest", "claim", "believe", "speculate", "estimate", "reckon"})
"""Verbs of telling that leave a doubt on what they tell."""
VOUCHING = frozenset({"confirm", "announce", "verify", "acknowledge"})
"""Verbs of telling that, negated, leave open what they would have told."""
TRUTH = frozenset({"truth", "substance", "basis", "foundation", "word"})
"""With a "no" these deny what they are said to be in."""
TRUE = frozenset({"true", "correct", "accurate", "case"})
"""Words for a report that holds."""
SURE = frozenset({"certain", "sure", "clear", "definite", "official", "settled", "final"})
"""Words for what is settled; with a "not" it is open."""
UNSURE = frozenset({"uncertain", "unsure", "unclear", "doubtful", "possible", "conceivable", "unknown"})
"""Words for what is still open."""
UNTRUE = frozenset({"invention", "fabrication", "lie", "nonsense", "fiction", "hoax", "fantasy", "rubbish"})
"""Nouns for a report that is false."""


def unconfirmed(mood: Mood) -> Mood:
    """What somebody would neither confirm nor deny."""
    return PERHAPS if mood.status is Status.PLANNED else replace(mood, certainty=Certainty.HEDGED)


def of_report(parsed: Parsed, noun: Word, mood: Mood, moods: Lexicon) -> Mood:
    """What becomes of that which a report, a rumour or a story tells: refuted, unconfirmed or at second hand."""
    if _is_refuted(parsed, noun, moods):
        return Mood(status=Status.DENIED)
    head = parsed.head(noun)
    if negated(parsed, head) and (head.lemma in VOUCHING or effect_of(parsed, head, moods) is Status.DENIED):
        return unconfirmed(mood)
    if head.lemma in ("confirm", "acknowledge") and noun.dep in ("dobj", "nsubjpass"):
        return mood
    if mood.status is Status.PLANNED:
        return Mood(status=Status.PROPOSED, certainty=Certainty.REPORTED)
    return replace(mood, certainty=max(mood.certainty, Certainty.REPORTED, key=list(Certainty).index))


def predicated(parsed: Parsed, copula: Word, clause: Word, mood: Mood, moods: Lexicon) -> Mood | None:
    """ "It is untrue that she went", "it is not certain that she will go": what a predicate makes of a whole clause, if anything."""
    if clause.dep not in ("ccomp", "csubj", "advcl") or not parsed.of(clause, "mark", "nsubj"):
        return None
    refused = negated(parsed, copula)
    for said in parsed.of(copula, "acomp", "attr"):
        text = said.text.lower()
        if (text in TRUE and refused) or ((said.lemma in UNTRUE or moods.of("denied", text)) and not refused):
            return Mood(status=Status.DENIED)
        if (text in SURE and refused) or text in UNSURE:
            return unconfirmed(mood)
    return None


def _is_refuted(parsed: Parsed, noun: Word, moods: Lexicon) -> bool:
    """ "dismissed reports that", "reports that ... are untrue", "no truth in reports that", "dismissed as invention a story that"."""
    head = parsed.head(noun)
    if noun.dep == "pobj":
        over = parsed.head(head)
        if over.lemma in TRUTH:
            return any(c.text.lower() in ("no", "little", "any") for c in parsed.of(over, "det", "amod"))
        return head.text.lower() == "as" and effect_of(parsed, over, moods) is Status.DENIED
    if head.lemma == "be" and noun.dep == "nsubj":
        said = parsed.of(head, "attr", "acomp")
        return not negated(parsed, head) and any(w.lemma in UNTRUE or moods.of("denied", w.text.lower()) for w in said)
    if effect_of(parsed, head, moods) is Status.DENIED and noun.dep in ("dobj", "nsubjpass", "conj"):
        return not negated(parsed, head)
    return False


def spoken(parsed: Parsed, speech: Word, under: Word, mood: Mood) -> Mood:
    """The mood of what somebody says: sources make no plan, and whoever guesses leaves a doubt."""
    if mood.status is Status.PLANNED and by_sources(parsed, speech):
        return replace(mood, status=Status.PROPOSED, certainty=Certainty.REPORTED)
    if under.dep not in ("ccomp", "xcomp", "parataxis", "advcl"):
        return mood
    doubt = Certainty.HEDGED if speech.lemma in UNSURE_SPEECH else Certainty.REPORTED
    return replace(mood, certainty=max(mood.certainty, doubt, key=list(Certainty).index))


def according_to_sources(parsed: Parsed, word: Word) -> bool:
    """ "..., according to diplomatic sources": hearsay at the side of the clause."""
    for verb in (word, *parsed.above(word)):
        for marker in parsed.of(verb, "prep"):
            if marker.text.lower() == "according" and any(w.lemma in SOURCES for w in parsed.below(marker)):
                return True
    return False


def by_sources(parsed: Parsed, speech: Word) -> bool:
    """Whether only unnamed sources or other media say so."""
    speakers = (w for w in parsed.of(speech, "nsubj") if w.lemma in SOURCES)
    return any(all(c.lemma != "official" for c in parsed.below(w)) for w in speakers)
