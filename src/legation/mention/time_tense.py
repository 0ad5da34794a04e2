"""Whether the verb that governs a time phrase speaks of what is to come or of what has been."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from legation.mention.time_meanings import Direction
from legation.mention.time_words import load_time_lexicon
from legation.span import Span


class WordLike(Protocol):
    """A parsed word: Penn tag, ClearNLP label, ``head`` the ``i`` of its governor (its own at the root), character offsets."""

    @property
    def i(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def lemma(self) -> str: ...
    @property
    def tag(self) -> str: ...
    @property
    def pos(self) -> str: ...
    @property
    def dep(self) -> str: ...
    @property
    def head(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


VERBS = ("VERB", "AUX")


class _Tree:
    """The words of a sentence by their number, with the words that depend on each."""

    __slots__ = ("by_number", "children")

    def __init__(self, words: Sequence[WordLike]) -> None:
        self.by_number = {word.i: word for word in words}
        self.children: dict[int, list[WordLike]] = {}
        for word in words:
            if word.head != word.i:
                self.children.setdefault(word.head, []).append(word)

    def above(self, word: WordLike) -> WordLike | None:
        """The governor of a word; None at the root."""
        return self.by_number.get(word.head) if word.head != word.i else None

    def below(self, word: WordLike, *deps: str) -> list[WordLike]:
        """The words that depend on a word by one of these labels."""
        return [child for child in self.children.get(word.i, ()) if child.dep in deps]


def _list(name: str) -> frozenset[str]:
    """A word list of the section on tense."""
    return load_time_lexicon().lists[f"tense.{name}"]


def direction_at(words: Sequence[WordLike], span: Span) -> Direction | None:
    """The direction of the clause that a phrase stands in; None where no verb tells.

    Takes    the words of the sentence; span with offsets as theirs.
    """
    inside = {word.i for word in words if word.start < span.end and span.start < word.end}
    tree = _Tree(words)
    top = next((word for word in words if word.i in inside and word.head not in inside - {word.i}), None)
    if top is None:
        return None
    before = next((word.text.lower() for word in reversed(words) if word.i < min(inside)), "")
    if before == "since":
        return Direction.BACK
    if _comes_after_ahead_of(words, inside):
        return Direction.FORWARD
    if before == "effective":
        return Direction.FORWARD
    found = _climb(tree, top, inside)
    if before in ("until", "till", "through") and found is Direction.BACK and not _is_simple_past(tree, top):
        return Direction.FORWARD
    if found is None and before == "on":
        return _of_main_present(tree, top)
    return found


def _of_main_present(tree: _Tree, top: WordLike) -> Direction | None:
    """ "On Wednesday Roe confers": the parser hangs the day on the name after it, the verb above looks ahead all the same."""
    at = tree.above(top)
    while at is not None and at.pos not in VERBS and at.head != at.i:
        at = tree.above(at)
    present = at is not None and at.tag in ("VBZ", "VBP") and at.lemma.lower() not in _list("reporting") | _list("following")
    return Direction.FORWARD if present else None


def _climb(tree: _Tree, top: WordLike, inside: set[int]) -> Direction | None:
    """Up from the phrase to the first word that tells."""
    at: WordLike | None = top
    seen: set[int] = set()
    while at is not None and at.i not in seen:
        seen.add(at.i)
        if at.i not in inside or at.pos in VERBS:
            found = _of_verb(tree, at, seen, top) if at.pos in VERBS or at.tag.startswith("VB") else _of_noun(tree, at, top)
            if found is None and _is_dropped(tree, at, seen):
                return None
            if found is not None and not _belongs_above(tree, at, top):
                return found
        at = tree.above(at)
    return None


def _is_simple_past(tree: _Tree, word: WordLike) -> bool:
    """Whether the first verb above a word is in the simple past: "stayed until Friday"."""
    at = tree.above(word)
    while at is not None and at.pos not in VERBS and at.head != at.i:
        at = tree.above(at)
    return at is not None and (at.tag == "VBD" or any(child.tag == "VBD" for child in tree.below(at, "aux", "auxpass")))


def _comes_after_ahead_of(words: Sequence[WordLike], inside: set[int]) -> bool:
    """Whether "ahead of" stands shortly before the phrase in the same clause."""
    before = [word for word in words if word.i < min(inside)][-6:]
    lemmas = [word.text.lower() for word in before]
    for at in range(len(before) - 1):
        if lemmas[at] == "ahead" and lemmas[at + 1] == "of":
            return not any(word.pos in VERBS or word.text in (",", ";") for word in before[at + 2 :])
    return False


def _belongs_above(tree: _Tree, verb: WordLike, top: WordLike) -> bool:
    """Whether a day between a verb of speech and an unmarked clause dates the speech: "told reporters on Friday he plans"."""
    above = tree.above(verb)
    if above is None or verb.dep != "ccomp" or above.tag != "VBD" or not above.start < top.start < verb.start:
        return False
    subjects = tree.below(verb, "nsubj", "nsubjpass", "expl")
    marked = any(mark.start < top.start for mark in tree.below(verb, "mark"))
    return bool(subjects) and top.start < subjects[0].start and not marked


def _is_dropped(tree: _Tree, noun: WordLike, seen: set[int]) -> bool:
    """Whether what a day belongs to is called off, which leaves open on which side the day lies: "the visit on June 6 was cancelled"."""
    verb = tree.above(noun)
    dated = noun.pos in ("NOUN", "PROPN") and noun.dep in ("nsubj", "nsubjpass", "dobj") and len(seen) > 1
    return dated and verb is not None and verb.lemma.lower() in _list("dropping")


def _of_noun(tree: _Tree, noun: WordLike, top: WordLike) -> Direction | None:
    """What a noun or adjective and its own words say: "a planned visit", "due on Thursday", "Monday's attack"."""
    if noun.lemma.lower() in _list("sudden") and tree.above(top) is noun and top.dep in ("poss", "nmod", "compound", "npadvmod"):
        return Direction.BACK
    if noun.lemma.lower() in ("due", "slated", "scheduled", "set") and noun.pos in ("ADJ", "ADV"):
        return Direction.FORWARD
    planned = any(child.text.lower() in _list("planned_noun") for child in tree.below(noun, "amod", "compound"))
    return Direction.FORWARD if planned else None


def _of_verb(tree: _Tree, verb: WordLike, seen: set[int], top: WordLike) -> Direction | None:
    """What a verb with its auxiliaries says; None where its governor must tell."""
    auxiliaries = tree.below(verb, "aux", "auxpass")
    texts = {word.text.lower() for word in auxiliaries}
    lemmas = {word.lemma.lower() for word in auxiliaries}
    perfect = "have" in lemmas or bool(texts & {"has", "had", "having", "'ve", "’ve"})
    if "could" in texts and tree.below(verb, "neg") and texts & {"be"}:
        return Direction.BACK
    if texts & _list("modal") and not (verb.tag == "MD" and not auxiliaries):
        return Direction.BACK if perfect and not texts & {"will", "'ll", "’ll"} else Direction.FORWARD
    if verb.lemma.lower() in _list("planning") and not perfect and _is_plan(verb, seen):
        return Direction.FORWARD
    if verb.lemma.lower() in _list("moving") and _reached_by(tree, verb, seen, ("to", "until", "till", "for", "into")):
        return Direction.FORWARD
    if perfect:
        return Direction.BACK
    if "to" in texts and verb.tag == "VB":
        return _of_infinitive(tree, verb)
    if verb.tag == "VBD":
        return Direction.BACK
    return _of_present(verb, lemmas, texts, top)


def _reached_by(tree: _Tree, verb: WordLike, seen: set[int], prepositions: tuple[str, ...]) -> bool:
    """Whether the way up to a verb came through one of these prepositions."""
    return any(child.i in seen and child.text.lower() in prepositions for child in tree.children.get(verb.i, ()))


def _is_plan(verb: WordLike, seen: set[int]) -> bool:
    """Whether a planning verb looks ahead here: "is expected", "scheduled for", "plans to", "planned to" with an infinitive under it."""
    if verb.tag in ("VBZ", "VBP", "VBN", "VBG") or verb.lemma in ("due",):
        return True
    return verb.tag == "VBD" and len(seen) > 1 and verb.lemma.lower() not in ("ask", "tap", "agree", "decide", "invite", "head")


def _of_infinitive(tree: _Tree, verb: WordLike) -> Direction | None:
    """An infinitive: "is to meet", "plans to meet", and "Prieto to meet Marlow" of headlines look ahead; else its governor tells."""
    above = tree.above(verb)
    if above is None:
        return Direction.FORWARD
    if above.lemma.lower() in _list("planning") or above.text.lower() in ("going", "plans", "plan", "schedule", "invitation", "due", "set"):
        return Direction.FORWARD
    if above.lemma.lower() == "be" and verb.dep in ("xcomp", "acl", "advcl", "ccomp"):
        return Direction.FORWARD
    if above.pos in ("NOUN", "PROPN") and verb.dep in ("relcl", "acl", "ROOT") and tree.above(above) is None:
        return Direction.FORWARD
    return None


def _of_present(verb: WordLike, lemmas: set[str], texts: set[str], top: WordLike) -> Direction | None:
    """The present, the progressive and the passive."""
    now = bool(texts & {"is", "are", "am", "'s", "’s", "'re", "’re"})
    was = bool(texts & {"was", "were"})
    if verb.tag == "VBG" and "be" in lemmas:
        return Direction.FORWARD if now else Direction.BACK if was else None
    if verb.tag == "VBN" and was:
        return Direction.BACK
    modifies = top.dep in ("compound", "nmod", "amod", "nummod")
    if verb.tag == "VBN" and "be" in lemmas and now:
        return None if modifies else Direction.FORWARD
    if verb.tag == "VBN" and verb.dep in ("acl", "amod", "advcl", "relcl", "ROOT", "conj"):
        return Direction.BACK
    if verb.tag in ("VBZ", "VBP"):
        if verb.lemma.lower() in _list("reporting") | _list("following"):
            return Direction.BACK
        return None if modifies else Direction.FORWARD
    return None
