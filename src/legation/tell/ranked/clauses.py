"""Ranks that a whole clause gives: "no president has visited since", "had never been there before", "was last paid in 2015"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from legation.model import Reckoning, Relation, Whose
from legation.parse import Word
from legation.span import Span
from legation.tell.ranked.deeds import told_before, verb_event
from legation.tell.ranked.draft import Draft, first_or_since
from legation.tell.ranked.event import Event, kind_of
from legation.tell.ranked.events import noun_event
from legation.tell.ranked.scopes import EXCEPT, Scope, excepted_in, is_for_ever, leading, region_of, scope_in
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.whose import whose_at
from legation.tell.tense import WILL, negated

HAPPENING = frozenset({"be", "have", "hold", "see", "pay", "make", "take", "occur", "happen"})
"""Verbs by which a visit or meeting is said to have been, or not."""
HONOURS = frozenset("honour honor privilege distinction courtesy gesture step feat favour favor rarity something thing".split())
"""Nouns for a contact told just before."""
GRANTING = frozenset("give grant accord afford extend award receive enjoy have do take make bestow offer".split())
"""Verbs of what is done with an honour or a step."""
NOT_ONE = re.compile(r"not (?:one|a single)\b", re.I)
NOT_BEFORE = re.compile(r"\b(?:ever|before|until then)\W*$", re.I)
"""Words for all time at the end of a clause."""
MORE_OFTEN = re.compile(r"\s+(?:more|as|so)\s+(?:often|frequently|many|much)\b", re.I)
"""What compares how often, where nothing is denied."""
UNTIL_NOW = re.compile(r"\b(?:until|till|up to|before) (?:now|then|today)\b", re.I)
BEFORE_HIM = re.compile(r"\s+before (?:him|her|them)\b", re.I)
"""What the makers of a contact told just before are set apart by: "No premier before her had come"."""
BUT = re.compile(r"\s+but\s+(?=[A-Z])")
"""What opens an exception right behind "no president"."""
NEVER = re.compile(r"\bnever\b", re.I)
OPENERS = (("not", "since"), ("never", "before"), ("not", "for"), ("not", "once"))
"""First words of a sentence whose verb stands before its subject."""


def denials(spot: Spot) -> Iterator[Draft]:
    """ "No king has set foot in Peru since 1952", "Never before had she been to Lima", "has not met him in three years"."""
    for word in spot.parsed.words:
        event = _denied_event(spot, word)
        if event is None or MORE_OFTEN.match(spot.text, event.end):
            continue
        region = _clause(spot, word)
        excepted = excepted_in(spot, region) or _excepted_before(spot, word)
        scope = scope_in(
            spot, Span(word.start, excepted.start if excepted and excepted.start > word.start else region.end)
        ) or _before_verb(spot, word)
        if scope is not None and scope.anchor.reckoning is Reckoning.WINDOW and _opens(spot):
            scope = None
        verb = word if word.pos in ("VERB", "AUX") else spot.parsed.head(word)
        only = excepted is not None and not (scope is not None and scope.anchor.reckoning is Reckoning.CONTACT)
        if not only and not _ranks(spot, verb, scope, region):
            continue
        yield _of_denial(spot, word, event, region, scope, excepted=excepted, only=only)


def _of_denial(spot: Spot, word: Word, event: Event, region: Span, scope: Scope | None, *, excepted: Span | None, only: bool) -> Draft:
    """The claim of a clause that denies all contacts within a scope, but for what it excepts."""
    verb = word if word.pos in ("VERB", "AUX") else spot.parsed.head(word)
    subjects = [s for s in spot.parsed.of(verb, "nsubj", "nsubjpass", "expl")]
    first = min([verb.start, *(spot.parsed.reach(s).start for s in subjects)])
    ends = [max(event.end, word.end), *([scope.within.end] if scope else []), *([excepted.end] if excepted else [])]
    tail = re.compile(r"\s(?:before|ever|in history|since)\b").match(spot.text, max(ends))
    start = min([first, *([scope.within.start] if scope else [])])
    start = 0 if _opens(spot) else start
    words_end = max(event.end, word.end)
    if scope is not None and word.start < scope.within.start < words_end:
        words_end = scope.within.start
    return Draft(
        rule="claim.denial/1",
        relation=Relation.ONLY if only else first_or_since(scope),
        event=event,
        span=Span(start, max(max(ends), tail.end() if tail else 0)),
        words=Span(word.start, words_end),
        scope=scope,
        absent=_is_to_this_day(spot, verb),
        excepted=excepted if only else None,
    )


def _denied_event(spot: Spot, word: Word) -> Event | None:
    """The contact that a verb or noun denies: the verb is negated, its subject is nobody, or the noun stands behind "no"."""
    parsed = spot.parsed
    if word.pos in ("VERB", "AUX") and word.dep not in ("aux", "auxpass"):
        if (event := _honour(spot, word)) is not None:
            return event
        none = _none_before(spot, word) is not None or negated(parsed, word) or _opened(spot, word) or _not_one(spot, word)
        if not none or word.tag == "VBG":
            return None
        event = verb_event(spot, word) if not spot.lowered(parsed.of(word, "aux")) & WILL else None
        return event if event is None else replace(event, whose=_nobody(spot, word) or event.whose)
    head = parsed.head(word)
    if kind_of(spot, word) is None or head.lemma not in HAPPENING:
        return None
    missing = "no" in spot.lowered(parsed.of(word, "det")) and head.pos in ("VERB", "AUX")
    return noun_event(spot, word) if missing or (word.dep in ("nsubj", "nsubjpass") and negated(parsed, head)) else None


def _honour(spot: Spot, verb: Word) -> Event | None:
    """ "an honour that no premier has been given before", "something no king had done": what was told just before, denied of all others."""
    head = spot.parsed.head(verb)
    nobody = _nobody(spot, verb)
    if verb.dep != "relcl" or head.lemma not in HONOURS or verb.lemma not in GRANTING or nobody is None:
        return None
    event = told_before(spot, head)
    return replace(event, word=head, whose=nobody, end=verb.end) if event is not None else None


def _not_one(spot: Spot, verb: Word) -> bool:
    """ "not one minister has come", "not a single leader has"."""
    return any(NOT_ONE.match(spot.text, spot.parsed.reach(s).start) for s in spot.parsed.of(verb, "nsubj", "nsubjpass"))


def _excepted_before(spot: Spot, verb: Word) -> Span | None:
    """ "No leader, save for Roe in 1990, has ever visited": what is excepted between a subject and its verb."""
    subject = next(iter(spot.parsed.of(verb, "nsubj")), None)
    found = None
    if subject is not None and subject.i < verb.i:
        found = EXCEPT.search(spot.text, subject.end, verb.start) or BUT.match(spot.text, subject.end, verb.start)
    if found is None or subject is None:
        opening = EXCEPT.match(spot.text)
        comma = spot.text.find(",") if opening else -1
        return Span(0, comma) if 0 < comma < verb.start else None
    comma = spot.text.find(",", found.end(), verb.start)
    end = comma if comma > 0 else min([verb.start, *(a.start for a in spot.parsed.of(verb, "aux", "auxpass"))])
    return Span(found.end() - len(found[0].lstrip(" ,")), len(spot.text[:end].rstrip()))


def _nobody(spot: Spot, verb: Word) -> Whose | None:
    """The kind of people of whom none did what the verb says."""
    if (noun := _none_before(spot, verb)) is not None:
        return whose_at(spot, noun, anybody=True)
    for subject in spot.parsed.of(verb, "nsubj", "nsubjpass"):
        if spot.lowered(spot.parsed.of(subject, "det")) & {"no", "neither", "a", "an"} or _not_one(spot, verb):
            return whose_at(spot, subject, anybody=True)
    return None


def _none_before(spot: Spot, verb: Word) -> Word | None:
    """ "No premier before her had visited Peru": the noun behind "no", which the parser does not hang on the verb."""
    if verb.tag not in ("VBN", "VBD"):
        return None
    for word in spot.parsed.words[: verb.i]:
        missing = "no" in spot.lowered(spot.parsed.of(word, "det")) and BEFORE_HIM.match(spot.text, word.end)
        between = spot.parsed.words[word.i + 1 : verb.i]
        if missing and all(w.pos in ("ADP", "SCONJ", "PRON", "AUX", "ADV") for w in between):
            return word
    return None


def _opens(spot: Spot) -> bool:
    """Whether a sentence opens "Not since ..." or "Never before ..."."""
    first = tuple(w.text.lower() for w in spot.parsed.words[:2])
    return first in OPENERS or (first[0] == "never" and first[-1] in ("has", "had", "have", "did"))


def _opened(spot: Spot, verb: Word) -> bool:
    """Whether a verb is the one that "Not since ..." or "Never before ..." at the head of its sentence denies."""
    if not _opens(spot):
        return False
    root = next((w for w in spot.parsed.words if w.dep == "ROOT"), verb)
    return verb.i == root.i or (verb.dep in ("ccomp", "xcomp") and verb.head == root.i and root.lemma in ("have", "be", "do"))


def _clause(spot: Spot, word: Word) -> Span:
    """From the subject of a verb to the end of its clause; an exception behind a comma belongs to it."""
    region = region_of(spot, word.end)
    excepted = EXCEPT.search(spot.text, word.end)
    end = region_of(spot, excepted.end()).end if excepted and excepted.start() <= region.end + 1 else region.end
    return Span(word.start, end)


def _before_verb(spot: Spot, word: Word) -> Scope | None:
    """The scope before the verb: at the head of the sentence, or between subject and verb."""
    region = leading(spot)
    if region is not None and region.start < word.start:
        return scope_in(spot, Span(region.start, min(region.end, max(word.start, region.start + 1))))
    return None


def _ranks(spot: Spot, verb: Word, scope: Scope | None, region: Span) -> bool:
    """Whether a denial ranks: it is of all time, or reckons from an anchor; one deed left undone on a day does not."""
    auxiliaries = spot.lowered(spot.parsed.of(verb, "aux"))
    perfect = bool(auxiliaries & {"having", "has", "have", "had", "'ve", "’ve", "'s", "'d", "been"}) or _opens(spot) or verb.lemma == "be"
    nobody = any(spot.lowered(spot.parsed.of(s, "det")) & {"no"} for s in spot.parsed.of(verb, "nsubj", "nsubjpass"))
    if _none_before(spot, verb) is not None or (nobody and perfect and scope is None and UNTIL_NOW.search(spot.text[: region.end])):
        return True
    if nobody and scope is not None and scope.anchor.reckoning is Reckoning.EVENT and scope.words.text.lower().startswith("for "):
        return True
    if scope is not None and scope.anchor.reckoning is not Reckoning.WINDOW:
        office = scope.anchor.reckoning is Reckoning.OFFICE
        return perfect or (office and NEVER.search(spot.text[: region.end]) is not None)
    ever = NEVER.search(spot.text[: verb.end]) is not None and perfect
    region = Span(min([verb.start, *(a.start for a in spot.parsed.of(verb, "aux"))]), region.end)
    since = re.search(r"\bsince\b\W*$", spot.text[region.start : region.end]) is not None
    if nobody and NOT_BEFORE.search(spot.text[: region.end]):
        return True
    return ever or (perfect and (since or is_for_ever(spot, region) or (nobody and scope is None and verb.lemma != "be")))


def _is_to_this_day(spot: Spot, verb: Word) -> bool:
    """Whether a denial holds to the day of the report ("has never visited"), with no contact that ends the row."""
    auxiliaries = spot.lowered((verb, *spot.parsed.of(verb, "aux")))
    return bool(auxiliaries & {"has", "have", "'ve", "’ve"})
