"""Parts of speech and lemmas, worked out once for each form: what a word's text, tag and relation say of it is the same in every sentence.

spaCy's own components do the work, on the forms that have not been met yet; on every word they cost a fifth of all reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Form = tuple[str, str, str]
"""Text in small letters, tag and relation of a word."""
COMPONENTS = ("attribute_ruler", "lemmatizer")
FORMS_AT_MOST = 300_000
"""Forms that are remembered, some 60 MB; then it begins anew."""


@dataclass(slots=True)
class WordForms:
    """What a pipeline's last two components make of words, remembered by form."""

    nlp: Language
    followed: frozenset[str]
    """Words that the ruler may read together with the one behind them: "let" of "let's"."""
    relations: frozenset[str]
    """Relations of words of which the same holds."""
    known: dict[Form, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, nlp: Language) -> WordForms | None:
        """The forms of a pipeline that ends with ruler and rule lemmatizer; None for any other, which reads each word anew."""
        if tuple(nlp.pipe_names[-2:]) != COMPONENTS or getattr(nlp.get_pipe("lemmatizer"), "mode", "") != "rule":
            return None
        ruler: Any = nlp.get_pipe("attribute_ruler")
        first = [pattern[0] for row in ruler.patterns for pattern in row["patterns"] if len(pattern) > 1]
        words = [_words_of(token.get("LOWER")) for token in first if "LOWER" in token]
        relations = [token["DEP"] for token in first if "LOWER" not in token and isinstance(token.get("DEP"), str)]
        if None in words or len(words) + len(relations) != len(first):
            return None
        return cls(nlp, frozenset(w for found in words if found for w in found), frozenset(relations))

    def read(self, doc: Doc) -> list[tuple[str, str]]:
        """Part of speech and lemma of each word of a parsed sentence."""
        forms = [(t.lower_, t.tag_, t.dep_) for t in doc]
        if any(lower in self.followed or dep in self.relations for lower, _, dep in forms):
            return self._annotated(doc)
        if len(self.known) > FORMS_AT_MOST:
            self.known.clear()
        if unmet := [form for form in dict.fromkeys(forms) if form not in self.known]:
            self.known.update(zip(unmet, self._learned(unmet), strict=True))
        return [self.known[form] for form in forms]

    def _learned(self, forms: Sequence[Form]) -> list[tuple[str, str]]:
        """What the components make of forms that stand beside each other for want of a sentence."""
        from spacy.tokens import Doc

        lowers, tags, deps = zip(*forms, strict=True)
        heads = list(range(len(forms)))
        return self._annotated(Doc(self.nlp.vocab, words=list(lowers), tags=list(tags), deps=list(deps), heads=heads))

    def _annotated(self, doc: Doc) -> list[tuple[str, str]]:
        for name in COMPONENTS:
            doc = self.nlp.get_pipe(name)(doc)
        return meanings(doc)


def meanings(doc: Doc) -> list[tuple[str, str]]:
    """Part of speech and lemma of each word, in small letters, of a sentence that all components have read."""
    return [(t.pos_, t.lemma_.lower()) for t in doc]


def _words_of(condition: Any) -> Iterable[str] | None:
    """The words that a ruler's condition on a text lets in; None where they cannot be listed."""
    if isinstance(condition, str):
        return (condition,)
    if isinstance(condition, Mapping) and set(condition) == {"IN"}:
        return tuple(condition["IN"])
    if isinstance(condition, Mapping) and set(condition) == {"REGEX"}:
        optional = re.fullmatch(r"\^(\w+)(\W)\?\$", condition["REGEX"])
        return (optional[1], optional[1] + optional[2]) if optional else None
    return None
