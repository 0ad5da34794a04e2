"""Attributions without a verb of saying: "according to", "in the words of", "in her view", "for Roe, ..."."""

from __future__ import annotations

from collections.abc import Iterator

from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.said.cues import Cue
from legation.tell.said.extent import covering
from legation.tell.said.speakers import agent_of
from legation.tell.said.voices import PAPERS, can_speak

VIEWS = frozenset("view opinion word eye judgment judgement estimation reckoning account telling assessment mind book version".split())
"""Nouns for what somebody thinks or says: "in Roe's view"."""
OWN_WORDS = frozenset("statement communique communiqué release readout note post tweet message letter remark comment information".split())
"""Papers of which not they but those who put them out are the speakers."""
OBTAINED = frozenset("obtain see gather review collect receive acquire get".split())
"""Verbs for how a paper came by what it tells."""
OPENING_AT_MOST = 1
"""Number of the last word at which "for" opens a sentence."""


def phrase_cues(parsed: Parsed) -> Iterator[Cue]:
    """Every phrase of a sentence that says whose word its clause is."""
    for word in parsed.words:
        text = word.text.lower()
        if text == "according" and word.i + 1 < len(parsed.words) and parsed.words[word.i + 1].text.lower() == "to":
            yield from _according(parsed, word)
        elif text == "in" and word.dep == "prep":
            yield from _in_words_of(parsed, word)
        elif text == "for" and word.i <= OPENING_AT_MOST:
            yield from _for(parsed, word)


def _according(parsed: Parsed, word: Word) -> Iterator[Cue]:
    to = parsed.words[word.i + 1]
    source = next((c for w in (to, word) for c in parsed.of(w, "pobj", "dobj")), None)
    if source is not None and source.i > to.i and not _is_standard(parsed, source):
        yield from _made(parsed, word, Span(word.start, to.end), source_of(parsed, source))


def _is_standard(parsed: Parsed, source: Word) -> bool:
    """Whether something is done by a measure and told by nobody: "according to rank"."""
    return source.pos == "NOUN" and not parsed.children[source.i] and not can_speak(source, papers=source.tag == "NNS")


def _in_words_of(parsed: Parsed, word: Word) -> Iterator[Cue]:
    """ "in the words of Roe", "in Roe's view"."""
    for noun in parsed.of(word, "pobj"):
        owners = [
            *parsed.of(noun, "poss"),
            *(c for of in parsed.of(noun, "prep") if of.text.lower() == "of" for c in parsed.of(of, "pobj")),
        ]
        if noun.lemma in VIEWS and owners and can_speak(owners[0], papers=False):
            yield from _made(parsed, word, Span(word.start, noun.end), owners[0])


def _for(parsed: Parsed, word: Word) -> Iterator[Cue]:
    """ "For Roe, the visit is a beginning": only over a clause that says what something is."""
    head = parsed.head(word)
    after = max(w.i for w in parsed.below(word)) + 1
    if head.lemma != "be" or word.dep != "prep" or head.i <= after or parsed.words[after].text != ",":
        return
    for noun in parsed.of(word, "pobj"):
        if can_speak(noun, papers=False) and not parsed.of(noun, "nummod"):
            yield from _made(parsed, word, word.span, noun)


def _made(parsed: Parsed, word: Word, within: Span, speaker: Word) -> Iterator[Cue]:
    phrase = parsed.reach(word)
    content = covering(parsed, _clause(parsed, word))
    if content is not None:
        yield Cue(word=word, within=within, content=content, speaker=speaker, kind="phrase", apart=phrase)


def _clause(parsed: Parsed, word: Word) -> list[Word]:
    """The words that a phrase attributes: its clause, and where it opens or closes a sentence all of that."""
    inside = {w.i for w in parsed.below(word)}
    first, last = min(inside), max(inside)
    verb = parsed.verb_over(word)
    clause = {w.i for w in parsed.below(verb)} if verb is not None else set(range(len(parsed.words)))
    behind = [w for w in parsed.words[last + 1 :] if w.pos != "PUNCT"]
    if not behind or behind[0].i not in clause:
        kept = range(_begins(parsed, first), first)
    elif first <= OPENING_AT_MOST:
        kept = range(last + 1, _ends(parsed, last + 1))
    else:
        kept = range(min(clause), max(clause) + 1)
    return [parsed.words[i] for i in kept if i not in inside]


def _begins(parsed: Parsed, before: int) -> int:
    """Number of the word that begins the part of a sentence which ends at another, after a semicolon if there is one."""
    return next((i + 1 for i in range(before - 1, -1, -1) if parsed.words[i].text == ";"), 0)


def _ends(parsed: Parsed, after: int) -> int:
    return next((i for i in range(after, len(parsed.words)) if parsed.words[i].text == ";"), len(parsed.words))


def source_of(parsed: Parsed, source: Word) -> Word:
    """Who speaks by a paper: those who put it out or came by what it tells, where these are named; else the paper itself."""
    for led in parsed.of(source, "acl", "relcl"):
        maker = agent_of(parsed, led) if led.lemma in OBTAINED else None
        if maker is not None:
            return maker
        if source.lemma in OWN_WORDS and (makers := [w for w in parsed.of(led, "nsubj") if w.pos in ("NOUN", "PROPN")]):
            return makers[0]
    if source.lemma in OWN_WORDS:
        for by in parsed.of(source, "prep"):
            if by.text.lower() in ("by", "from", "of"):
                return next((c for c in parsed.of(by, "pobj") if can_speak(c, papers=False) and c.lemma not in PAPERS), source)
    return source
