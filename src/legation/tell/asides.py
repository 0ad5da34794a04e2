"""What stands beside a clause and changes what became of its contact: conditions, questions, contradicted reports, plans given up."""

from __future__ import annotations

from collections.abc import Iterator

from legation.parse import Parsed, Word

REPORT_NOUNS = frozenset(
    "report rumour rumor story claim suggestion allegation speculation assertion news article tale account hearsay gossip".split()
)
"""Nouns for what others tell, whose clause is no more than told."""
OFFICES = frozenset({"office", "spokesman", "spokeswoman", "spokesperson", "ministry", "palace", "embassy", "chancellery"})
"""Nouns for those who speak for an office-holder, whose "he did not go" is a denial."""
IN_SPITE = frozenset({"despite", "notwithstanding"})
"""Prepositions of what is told and does not hold."""
PROVIDED = frozenset({"provided", "providing", "assuming", "supposing"})
"""Participles that open a condition."""
HANGING = frozenset({"pending", "depending"})
"""Prepositions of what a plan waits for ("pending approval")."""
FORESEEN = frozenset({"plan", "expect", "schedule", "announce", "intend", "foresee", "promise"})
""" "did not go as planned": participles of a plan that came to nothing."""
HOME = frozenset({"home", "behind", "away", "put"})
"""Where those stay who do not go."""
GIVEN_UP = frozenset({("change", "mind"), ("lose", "nerve"), ("miss", "flight"), ("send", "regret"), ("send", "apology")})
"""Verb and object that tell of a plan given up."""
NEVER_CAME = frozenset({"come", "happen", "materialise", "materialize", "go", "make", "do", "travel", "attend", "take"})
"""Verbs that with a "not" or "nothing" tell that a plan came to nothing."""
CONTENT_DEPS = ("acl", "relcl", "ccomp")
"""Relations of the clause that tells what a report says."""


def is_conditional(parsed: Parsed, verb: Word) -> bool:
    """Whether a plan hangs on a condition that is open: "if", "unless", "provided that", "as long as", "should it"."""
    for clause in parsed.of(verb, "advcl", "conj", "ccomp", "prep", "advmod"):
        text = clause.text.lower()
        if clause.dep == "prep" and (text in HANGING or _names(parsed, clause, "condition")):
            return True
        if text in PROVIDED and clause.dep != "advmod" and parsed.of(clause, "ccomp", "prep", "dobj"):
            return True
        if text == "long" and any(c.text.lower() == "as" for a in parsed.of(clause, "advcl") for c in parsed.of(a, "mark")):
            return True
        if clause.dep == "advcl" and _opens_condition(parsed, clause):
            return True
    return False


def _names(parsed: Parsed, preposition: Word, lemma: str) -> bool:
    return any(n.lemma == lemma for n in parsed.of(preposition, "pobj"))


def _opens_condition(parsed: Parsed, clause: Word) -> bool:
    for mark in parsed.of(clause, "mark"):
        before = parsed.words[mark.i - 1].text.lower() if mark.i else ""
        if (mark.text.lower() == "if" and before not in ("even", "as")) or mark.text.lower() in ("unless", *PROVIDED):
            return True
    return any(a.text.lower() == "should" and a.i == parsed.word_first(clause) for a in parsed.of(clause, "aux"))


def is_asked(parsed: Parsed, verb: Word) -> bool:
    """Whether a clause is only asked: "Will she go?", "whether she will go"."""
    if any(c.text.lower() == "whether" for c in parsed.of(verb, "mark", "advmod")):
        return True
    if verb.dep == "xcomp" and is_asked(parsed, parsed.head(verb)):
        return True
    subject = next(iter(parsed.of(verb, "nsubj", "nsubjpass")), None)
    asked = parsed.words[-1].text.startswith("?") or any(c.text.startswith("?") for c in parsed.children[verb.i])
    return asked and subject is not None and any(a.i < subject.i for a in parsed.of(verb, "aux", "auxpass"))


def contradicted(parsed: Parsed, verb: Word) -> bool:
    """Whether what is negated had been told: "contrary to reports", "despite rumours", or the office itself says so."""
    for word in parsed.of(verb, "advcl", "advmod", "prep", "acomp"):
        if word.text.lower() == "contrary" and parsed.of(word, "prep"):
            return True
        if word.text.lower() in IN_SPITE and any(n.lemma in REPORT_NOUNS for n in parsed.of(word, "pobj")):
            return True
    speech = parsed.head(verb)
    past = any(a.text.lower() == "did" for a in parsed.of(verb, "aux"))
    said = verb.dep == "ccomp" and speech.lemma in ("say", "state", "insist", "add", "stress")
    return past and said and any(w.lemma in OFFICES for w in parsed.of(speech, "nsubj"))


def given_up(parsed: Parsed, verb: Word) -> bool:
    """ "did not go as planned", "has not gone after all": a plan that came to nothing."""
    for word in parsed.of(verb, "advcl", "advmod", "prep"):
        marked = any(c.text.lower() == "as" for c in parsed.of(word, "mark", "advmod"))
        if word.dep == "advcl" and marked and word.lemma in FORESEEN:
            return True
        if word.text.lower() == "all" and parsed.words[max(word.i - 1, 0)].text.lower() == "after":
            return True
    return False


def came_to_nothing(parsed: Parsed, verb: Word) -> Iterator[Word]:
    """Clauses behind a past plan that may tell its end, nearest first: "but cancelled", "and will not", "but nothing came of it"."""
    under = verb
    for above in (verb, *parsed.above(verb)):
        yield from (c for c in parsed.of(above, "conj") if c.i > verb.i and c.pos in ("VERB", "AUX"))
        if under.dep == "relcl" and above.dep in ("nsubj", "nsubjpass"):
            yield parsed.head(above)
        under = above


def is_end(parsed: Parsed, clause: Word, *, refused: bool) -> bool:
    """Whether a clause behind a plan tells, without a word for cancelling, that nothing came of it."""
    if any(w.lemma == "nothing" for w in parsed.of(clause, "nsubj", "nsubjpass")):
        return True
    if clause.lemma in ("stay", "remain") and any(w.text.lower() in HOME for w in parsed.below(clause)):
        return True
    if any((clause.lemma, o.lemma) in GIVEN_UP for o in parsed.of(clause, "dobj")):
        return True
    return refused and (clause.pos == "AUX" or clause.lemma in NEVER_CAME)


def is_content(parsed: Parsed, clause: Word, noun: Word, nouns: frozenset[str] = REPORT_NOUNS) -> bool:
    """Whether a clause tells what a report, or another of such nouns, says: "reports that she went"."""
    if clause.dep not in CONTENT_DEPS or noun.lemma not in nouns:
        return False
    return any(c.text.lower() == "that" and c.dep != "nsubj" for c in parsed.children[clause.i])
