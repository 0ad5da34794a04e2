"""Who has no name: which speakers are anonymous, and of which kind.

A speaker is anonymous where the report gives a person no name and does not point back to one that it names:

    requested   he asked for it by the report's own words ("requested anonymity in order to ...", "on condition of anonymity"); the same
                source or official spoken of again ("the official", "this source") is so too
    unnamed     one person, or several who are counted, spoken of before, or tied to a body, an office or a country: "an aide", "two
                diplomats", "the officials", "officials of the ministry"; "sources" and people who know are always meant as some few
    collective  people in the plural whom nothing ties down: "observers", "critics", "aides", "many"
    media       papers, stations and reports that are not named: "reports", "local media", "a newspaper"

None of these are bodies, which go by their own name ("the White House", "her office", "the foreign ministry", "police"), documents
("the letter"), outlets by name, the one who holds an office ("the president", "the king"), and pronouns or short descriptions for
somebody whom the report names ("he", "the spokesman" after "spokesman Jan Roe").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from legation.lexicon import Lexicon
from legation.model import Anonymity, Finding, Speaker, Statement
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.said.requests import Request, find_requests
from legation.tell.said.voices import is_person
from legation.tell.scene import Scene

DEFINITE = frozenset("the this that these those such".split())
ANY = frozenset({"a", "an", "any", "some", "another", "one"})
PEOPLE = {"he": False, "she": False, "they": True}
"""Pronouns that go back to whoever spoke before, and whether to several."""
KINDS = ("witness", "media", "office", "anyone", "person")
"""Kinds of entry of the list ``anonymous``."""
TYING = frozenset({"poss", "nmod", "compound", "amod"})
PLURAL = frozenset({"NNS", "NNPS"})
LOOSE_TIES = frozenset("world business opposition community industry party family".split())
"""Nouns in front of others that tie nobody to one place or body: "world leaders"."""
OF_A_PLACE = frozenset("of in at from to with for".split())
NATIONAL = re.compile(r"(?:an|ese|ish|i|ch)$")
"""How adjectives of countries end, where a capital only opens the sentence."""
LOOSE = frozenset({"DET", "ADV", "PUNCT", "CCONJ"})
MAY_ASK = frozenset({Anonymity.UNNAMED, Anonymity.COLLECTIVE, Anonymity.REQUESTED})
NEAR = 3
"""Sentences over which "he" or a wish goes back to whoever spoke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker as far as his name is concerned."""

    at: int
    """Place of his sentence among the report's."""
    lemma: str
    words: frozenset[str]
    anonymity: Anonymity | None
    is_many: bool
    is_known: bool
    """Whether he is spoken of as known: "the official", "he"."""
    reason: str | None = None


def with_anonymity(scene: Scene, told: Sequence[Finding[Statement]], nameless: Lexicon) -> tuple[Finding[Statement], ...]:
    """Statements with what the report says of their speakers' names, in order of the text; a wish not to be named is none itself."""
    requests = find_requests(scene)
    told = [f for f in told if f.body.cue is None or not any(r.span.overlaps(f.body.cue.span) for r in requests)]
    starts = [parsed.sentence.span.start for parsed in scene.parsed]
    known: list[Person] = []
    people: list[Person | None] = []
    for finding in told:
        speaker = finding.body.speaker
        person = _person(scene, speaker, bisect_right(starts, speaker.words.span.start) - 1, nameless, known) if speaker else None
        people.append(person)
        known += [person] if person else []
    people = _asked(told, people, requests)
    return tuple(_named_as(finding, person) for finding, person in zip(told, people, strict=True))


def _named_as(finding: Finding[Statement], person: Person | None) -> Finding[Statement]:
    if person is None or person.anonymity is None:
        return finding
    return replace(finding, body=replace(finding.body, anonymity=person.anonymity, reason=person.reason))


def _person(scene: Scene, speaker: Speaker, at: int, nameless: Lexicon, known: Sequence[Person]) -> Person | None:
    """A speaker as a person with or without a name; pronouns and "the official" go back to who was spoken of before."""
    parsed = scene.parsed[max(at, 0)]
    head = _head(parsed, speaker.words.span)
    if head is None:
        return None
    words = frozenset(speaker.words.text.lower().split())
    if head.pos == "PRON" and (many := PEOPLE.get(head.text.lower())) is not None:
        before = known[-1] if known and not _is_named(speaker) else None
        if before is None or at - before.at > NEAR or before.is_many is not many:
            return Person(at=at, lemma=head.lemma, words=words, anonymity=None, is_many=many, is_known=True)
        return replace(before, at=at, is_known=True)
    named = _is_named(speaker) or _has_name(parsed, head, nameless)
    kind = None if named else _kind(parsed, head, nameless)
    many, is_known = head.tag in PLURAL, _is_known(parsed, head)
    person = Person(at=at, lemma=head.lemma, words=words, anonymity=kind, is_many=many, is_known=is_known)
    if kind is Anonymity.UNNAMED and person.is_known and not person.is_many:
        return replace(person, anonymity=_taken_up(scene, parsed, head, known))
    return person


def _taken_up(scene: Scene, parsed: Parsed, head: Word, known: Sequence[Person]) -> Anonymity | None:
    """What "the official" goes back to: a speaker before, somebody told of as "an official", or a name that is described by it."""
    before = next((p for p in reversed(known) if p.lemma == head.lemma or head.lemma in p.words), None)
    if before is not None:
        return before.anonymity
    if any(c.dep in ("compound", "nmod", "poss", "prep", "relcl") and c.tag != "PRP$" for c in parsed.children[head.i]):
        return Anonymity.UNNAMED
    first = re.compile(rf"\b(?:an?|one|another) (?:[\w.,’'-]+ ){{0,4}}{re.escape(head.lemma)}\b", re.IGNORECASE)
    return Anonymity.UNNAMED if first.search(scene.report.text, 0, parsed.sentence.span.end) else None


def _head(parsed: Parsed, span: Span) -> Word | None:
    """The word of a speaker that the others hang on."""
    to_source = parsed.sentence.offsets.to_source_span
    first = bisect_left(parsed.words, span.start, key=lambda w: to_source(w.span).start)
    inside = [w for w in takewhile(lambda w: to_source(w.span).end <= span.end, parsed.words[first:]) if len(w.span)]
    numbers = {w.i for w in inside}
    return next((w for w in inside if (w.head not in numbers or w.head == w.i) and w.pos not in LOOSE), inside[0] if inside else None)


def _is_known(parsed: Parsed, head: Word) -> bool:
    """Whether a noun is spoken of as known: "the official", "his aides"."""
    return any(c.text.lower() in DEFINITE or c.tag == "PRP$" for c in parsed.children[head.i])


def _is_named(speaker: Speaker) -> bool:
    """Whether a speaker is a person whose name the report or the table gives."""
    return speaker.actor is not None and speaker.actor.name is not None


def _has_name(parsed: Parsed, head: Word, nameless: Lexicon) -> bool:
    """Whether a noun is a name, or has one set beside it that is no adjective of place."""
    if head.pos == "PROPN" and not is_person(head) and not (head.text.isupper() and nameless.of("person", head.text.lower())):
        return True
    return any(c.pos == "PROPN" and c.dep == "appos" for c in parsed.children[head.i])


def _kind(parsed: Parsed, head: Word, nameless: Lexicon) -> Anonymity | None:
    """What a common noun makes of a speaker without a name."""
    kinds = {e.kind for form in (head.lemma, head.text.lower()) for kind in KINDS for e in nameless.of(kind, form)}
    plural, own = head.tag in PLURAL, parsed.children[head.i]
    definite = _is_known(parsed, head)
    if "witness" in kinds:
        return Anonymity.UNNAMED
    if "media" in kinds:
        if any(c.pos == "PROPN" and c.dep in ("compound", "nmod") for c in own):
            return None
        return _of_media(head.lemma, plural=plural, definite=definite)
    if "office" in kinds:
        holder = definite or any(c.dep == "poss" for c in own) or (not plural and ANY.isdisjoint(c.text.lower() for c in own))
        if holder:
            return None
    elif "anyone" in kinds:
        return _of_many(parsed, head, definite=False)
    elif head.lemma == "one":
        return Anonymity.UNNAMED
    elif "person" not in kinds and not is_person(head) and not _follows_who(parsed, head):
        return None
    return _of_many(parsed, head, definite=definite) if plural else Anonymity.UNNAMED


def _of_media(lemma: str, *, plural: bool, definite: bool) -> Anonymity | None:
    """Papers and reports: one that is spoken of as known goes back to a name."""
    if definite and not plural and lemma not in ("media", "medium", "press"):
        return None
    return None if lemma == "report" and not plural else Anonymity.MEDIA


def _of_many(parsed: Parsed, head: Word, *, definite: bool) -> Anonymity:
    """Several people: some few where they are counted, known or tied to something, else nobody in particular."""
    joined = " " in parsed.sentence.text[head.start : head.end]  # "Norwegian officials" is one word to the parser
    if head.text.lower() in ("someone", "somebody") or definite or joined:
        return Anonymity.UNNAMED
    return Anonymity.UNNAMED if any(_ties(head, child) for child in parsed.children[head.i]) else Anonymity.COLLECTIVE


def _ties(head: Word, child: Word) -> bool:
    """Whether a word beside a noun in the plural makes some few of them, or those of one place or body."""
    text = child.text.lower()
    if child.dep == "nummod" or child.tag == "CD" or text in ("several", "both", "close") or child.dep in ("poss", "relcl", "acl"):
        return True
    if child.dep == "prep":
        return text in OF_A_PLACE
    if child.dep not in TYING or text in LOOSE_TIES:
        return False
    return child.i > head.i or child.pos == "NOUN" or (child.text[:1].isupper() and (child.start > 0 or NATIONAL.search(text) is not None))


def _follows_who(parsed: Parsed, head: Word) -> bool:
    """Whether a noun that no list has is a person's: "a beekeeper who ..."."""
    clauses = (c for c in parsed.children[head.i] if c.dep == "relcl")
    return head.pos == "NOUN" and any(w.text.lower() == "who" for c in clauses for w in parsed.below(c))


def _asked(told: Sequence[Finding[Statement]], people: Sequence[Person | None], requests: Sequence[Request]) -> list[Person | None]:
    """People with the wish that each of them is told to have uttered, and with it whoever is spoken of as the same again."""
    found = list(people)
    for request in requests:
        at = _who_asked(told, found, request)
        if at is None:
            continue
        asking = found[at]
        assert asking is not None
        for number, person in enumerate(found):
            if person is None or person.lemma != asking.lemma or person.anonymity not in MAY_ASK:
                continue
            again = number > at and person.is_known
            before = number < at and person.at >= request.at - NEAR and person.at < request.at and person.reason is None
            if number == at or again or (before and asking.at < request.at):
                found[number] = replace(person, anonymity=Anonymity.REQUESTED, reason=request.reason)
    return found


def _who_asked(told: Sequence[Finding[Statement]], people: Sequence[Person | None], request: Request) -> int | None:
    """Whose wish a request is: the speaker in whose words it stands, else the nearest of its sentence, else the last one before."""
    open_to = [n for n, person in enumerate(people) if person and person.anonymity in MAY_ASK]
    places = {n: speaker.words.span for n in open_to if (speaker := told[n].body.speaker)}
    within = next((n for n in open_to if places[n].overlaps(request.span)), None)
    if within is not None:
        return within
    if same := [n for n in open_to if people[n].at == request.at]:  # type: ignore[union-attr]
        return min(same, key=lambda n: abs(places[n].start - request.span.start))
    before = [n for n in open_to if 0 < request.at - people[n].at <= NEAR]  # type: ignore[union-attr]
    return before[-1] if before else None
