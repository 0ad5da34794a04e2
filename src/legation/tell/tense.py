"""What a verb's own form says of a contact: its auxiliaries, its negation and the habit that its adverbs make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from legation.lexicon import Lexicon
from legation.model import Certainty, Status
from legation.parse import Parsed, Word
from legation.tell.asides import contradicted, given_up

OPEN_MODALS = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
"""Auxiliaries that leave open whether a contact comes about."""
WILL = frozenset({"will", "'ll", "’ll", "shall", "wo", "’d", "'d"})
"""Auxiliaries of the future."""
NOT_YET = frozenset({"until", "till", "before", "once", "unless"})
"""Words that make a present tense one that waits for something."""
LEAVING = frozenset({"go", "come", "leave", "depart"})
"""Verbs whose progressive looks ahead ("is leaving on Friday")."""
LANDING = frozenset({"arrive", "land", "fly", "travel", "head", "touch", "visit", "reach"})
"""Verbs whose present with a part of the day looks ahead too ("lands this afternoon")."""
TODAY = frozenset({"today", "tonight", "morning", "afternoon", "evening", "later", "tomorrow"})
"""Times of the day of publication that stand behind a timetable's present."""
BE_NOW = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
"""Auxiliaries of the present progressive."""
HAVE = frozenset({"have", "has", "had", "’ve", "'ve"})
"""Auxiliaries of the perfect."""
NO = frozenset({"never", "not", "n't", "n’t", "no", "neither", "nor"})
"""Words that negate the verb that they hang on."""
NOT_ALONE = frozenset({"only", "just", "merely", "simply", "least", "surprisingly"})
""" "not only", "not least": a "not" before one of these negates nothing."""
LIMITING = frozenset({"later", "earlier", "sooner"})
"""Words that "no" only limits ("no later than June")."""
OPENERS = re.compile(
    r"(?:and |but |yet )?(?:never|nowhere|nor|neither|not once|not since|not for|by no means|at no (?:time|point|stage|moment)"
    r"|(?:under|in) no (?:circumstances?|way|case)|on no (?:account|occasion))\b"
)
""" "At no time did he", "not once has she": openings that negate a verb whose auxiliary has changed places with its subject."""
BREAKS = frozenset({*",;:-–—\"“”‘'", "that"})
"""Where such an opening may begin anew within a sentence."""
NOBODY = frozenset({"nobody", "none"})
"""Subjects that negate their verb."""
ANSWERING = frozenset({"answer", "respond", "reply", "accept"})
"""What somebody "has yet to" do to an invitation, which stands; "has yet to visit" tells of no visit."""
EACH = frozenset({"every", "each", "most", "alternate"})
"""Words that make a habit of the time that they stand before."""
WEEKDAYS = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)days", re.IGNORECASE)
""" "on Mondays": weekdays of a habit."""
TIMES = frozenset({"once", "twice", "times"})
""" "once a year", "several times a week": openings of how often."""


class Bare(Enum):
    """Forms without a mood of their own, which take it from the clause that they hang on."""

    INFINITIVE = "infinitive"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """Status and certainty as the words give them; ``open`` where the status hangs on the day."""

    status: Status
    certainty: Certainty = Certainty.PLAIN
    open: bool = False
    """A present or progressive tense, an infinitive of purpose: the day decides whether it is planned or under way."""
    arriving: bool = False
    """Told by a verb of arriving or setting out: on the day itself the visitor is there."""
    earlier: bool = False
    """Told as lying behind another past ("had flown there", "when she arrived"): no news, and over."""


PERHAPS = Mood(status=Status.PROPOSED, certainty=Certainty.HEDGED)
"""What is only thought of, wished for or left open."""


def mood_of_form(parsed: Parsed, verb: Word, moods: Lexicon, *, spoken: bool) -> Mood | Bare | None:
    """Mood of a verb by its own auxiliaries and form.

    Takes    spoken, whether somebody's speech or news holds the clause, so that "would" is the future of the past.
    Gives    None where no contact is told: a condition, a habit, what could have been.
    """
    texts = {a.text.lower() for a in parsed.of(verb, "aux", "auxpass")}
    refused = negated(parsed, verb)
    if _is_condition(parsed, verb) or is_habit(parsed, verb, moods) or "used" in texts:
        return None
    if texts & OPEN_MODALS:
        return None if "have" in texts or refused else PERHAPS
    if texts & {"would", "’d", "'d"}:
        return None if "have" in texts or never(parsed, verb) else _would(refused, spoken=spoken)
    if texts & WILL:
        return _future(parsed, verb, refused)
    if refused:
        return _undone(parsed, verb, texts)
    if "to" in texts and verb.tag == "VB":
        return Bare.INFINITIVE
    if "to" in texts and "have" in texts and verb.tag == "VBN" and parsed.head(verb).text.lower() in ("was", "were"):
        return Mood(status=Status.CANCELLED)  # "was to have gone"
    if finite := _by_form(verb, texts):
        return replace(finite, earlier=True) if _lies_behind(parsed, verb, texts, spoken=spoken) else finite
    if verb.tag not in ("VBZ", "VBP"):
        return Bare.PARTICIPLE
    if any(c.text.lower() in NOT_YET for c in parsed.of(verb, "mark", "advmod")):
        return PERHAPS
    if any(c.text.lower() == "when" for c in parsed.of(verb, "mark", "advmod")) and verb.dep == "advcl":
        return Mood(status=Status.PLANNED, open=True)
    if verb.dep == "relcl" and parsed.head(verb).lemma == "time":
        return Bare.PARTICIPLE
    return Mood(status=Status.PLANNED if _scheduled(parsed, verb) else Status.UNDER_WAY, open=True)


def _lies_behind(parsed: Parsed, verb: Word, texts: set[str], *, spoken: bool) -> bool:
    """Whether a past lies behind another one: the pluperfect of a report in its own words, or a clause with "when"."""
    if "had" in texts and verb.tag == "VBN":
        return not spoken
    return verb.dep == "advcl" and verb.tag == "VBD" and any(c.text.lower() == "when" for c in parsed.of(verb, "advmod", "mark"))


def _scheduled(parsed: Parsed, verb: Word) -> bool:
    """ "goes to Lima", "lands this afternoon": the present of a timetable."""
    times = (c for c in parsed.of(verb, "npadvmod", "advmod") if c.i > verb.i)
    return verb.lemma == "go" or (verb.lemma in LANDING and any(c.lemma.lower() in TODAY for c in times))


def _is_condition(parsed: Parsed, verb: Word) -> bool:
    """ "if she goes", "had she gone", "should she go": a clause on which another one hangs."""
    if any(c.text.lower() in ("if", "unless", "lest") for c in parsed.of(verb, "mark")):
        return True
    first = next(iter(parsed.of(verb, "aux", "auxpass")), None)
    opens = first is not None and first.text.lower() in ("had", "should", "were")
    return opens and verb.dep in ("advcl", "ccomp") and inverted(parsed, verb)


def is_habit(parsed: Parsed, verb: Word, moods: Lexicon) -> bool:
    """ "often visits", "goes to Ischl every summer", "flies there twice a year", "on Mondays": what is done again and again."""
    spent = parsed.of(verb, "dobj") if verb.lemma == "spend" else ()
    for word in (*parsed.of(verb, "advmod", "npadvmod", "prep"), *spent):
        if word.dep == "advmod" and (moods.of("habit", word.text.lower()) or word.text.lower() == "whenever"):
            return True
        if word.dep == "prep" and any(WEEKDAYS.fullmatch(n.text) for n in parsed.of(word, "pobj")):
            return True
        around = {c.text.lower() for c in parsed.children[word.i]} | {parsed.words[max(word.i - 1, 0)].text.lower()}
        often = around & TIMES and around & {"a", "an", "per"}
        if word.dep in ("npadvmod", "dobj") and (around & EACH or often or (word.text == "times" and parsed.of(word, "npadvmod"))):
            return True
    return False


def _future(parsed: Parsed, verb: Word, refused: bool) -> Mood | None:
    if not refused:
        return Mood(status=Status.PLANNED)
    if never(parsed, verb):
        return None
    return Mood(status=Status.DENIED if contradicted(parsed, verb) else Status.CANCELLED)


def _undone(parsed: Parsed, verb: Word, texts: set[str]) -> Mood | None:
    """A negated verb that tells of no future: mostly nothing, but a denial of what was reported or the end of a plan."""
    past = verb.tag == "VBD" or bool(texts & {"did", "has", "have", "had"})
    if past and "to" not in texts and contradicted(parsed, verb):
        return Mood(status=Status.DENIED)
    if never(parsed, verb):
        return None
    if verb.tag == "VBG" and texts & BE_NOW and (verb.lemma in LEAVING or given_up(parsed, verb)):
        return Mood(status=Status.CANCELLED)
    if "to" in texts or not past:
        return None
    return Mood(status=Status.CANCELLED) if given_up(parsed, verb) else None


def _would(refused: bool, *, spoken: bool) -> Mood:
    """ "would": the future of the past in somebody's speech, else a mere thought."""
    if refused:
        return Mood(status=Status.CANCELLED, certainty=Certainty.REPORTED)
    return Mood(status=Status.PLANNED, certainty=Certainty.REPORTED) if spoken else PERHAPS


def _by_form(verb: Word, texts: set[str]) -> Mood | None:
    """Mood of a past or a participle with its auxiliaries; None for a form that leaves it to the clause."""
    if verb.tag == "VBD" or (verb.tag == "VBN" and texts & HAVE) or "did" in texts:
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


def negated(parsed: Parsed, word: Word) -> bool:
    """Whether a verb or noun is negated by its own words, its subject or what it is joined to by "nor"."""
    if word.dep == "ROOT" and [w.text.lower() for w in parsed.words[:2]] in (["not", "since"], ["not", "for"], ["never", "before"]):
        return True
    if _opened_by_no(parsed, word):
        return True
    for subject in parsed.of(word, "nsubj", "nsubjpass"):
        if subject.text.lower() in NOBODY or any(c.text.lower() in ("no", "neither") for c in parsed.of(subject, "det", "preconj", "cc")):
            return True
    head = parsed.head(word)
    if word.dep == "conj" and any(c.text.lower() == "nor" for c in parsed.of(head, "cc")):
        return True
    if word.dep == "xcomp" and head.lemma in ("have", "be") and any(c.text.lower() == "yet" for c in parsed.of(head, "advmod")):
        return word.lemma not in ANSWERING
    return any(_negates(parsed, c) for c in parsed.of(word, "neg", "advmod", "preconj", "cc"))


def _opened_by_no(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb with its auxiliary before the subject stands in a clause that a negation opens: "at no time did he visit"."""
    if not inverted(parsed, verb):
        return False
    auxiliary = min(a.i for a in parsed.of(verb, "aux", "auxpass"))
    breaks = [w.i for w in parsed.words[:auxiliary] if w.text in BREAKS]
    opening = " ".join(w.text.lower() for w in parsed.words[max(breaks, default=-1) + 1 : auxiliary])
    return OPENERS.match(opening) is not None


def _negates(parsed: Parsed, word: Word) -> bool:
    """ "not", "never", "no longer", "never again"; not the "not" of "not only", nor the "no" of "no later than"."""
    if word.text.lower() in LIMITING or (
        word.text.lower() == "no" and parsed.words[min(word.i + 1, len(parsed.words) - 1)].text.lower() in LIMITING
    ):
        return False
    if word.dep == "advmod" and any(c.text.lower() in NO for c in parsed.of(word, "neg")) and word.text.lower() not in NOT_ALONE:
        return True
    after = parsed.words[word.i + 1].text.lower() if word.i + 1 < len(parsed.words) else ""
    return (word.dep == "neg" or word.text.lower() in NO) and after not in NOT_ALONE


def never(parsed: Parsed, verb: Word) -> bool:
    """ "will never go", "never again would she go": what is sworn off is no plan that ended."""
    close = (*parsed.of(verb, "neg", "advmod"), *(c for a in parsed.of(verb, "advmod") for c in parsed.of(a, "neg")))
    return any(c.text.lower() == "never" for c in close) or (parsed.words[0].text.lower() == "never" and inverted(parsed, verb))


def inverted(parsed: Parsed, verb: Word) -> bool:
    """Whether an auxiliary stands before the subject: "had she gone", "never would she go"."""
    return any(a.i < s.i for s in parsed.of(verb, "nsubj", "nsubjpass") for a in parsed.of(verb, "aux", "auxpass"))
