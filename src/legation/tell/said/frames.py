"""What a verb of saying governs: the clause, infinitive, object or phrase that it reports, by the frames of its entry in the list ``speech``."""

from __future__ import annotations

from collections.abc import Iterator

from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.said.extent import branch, covering, cue_group, is_set_off
from legation.tell.said.speakers import is_passive
from legation.tell.said.voices import can_speak

COMPLEMENTS = ("oprd", "acomp", "ccomp", "xcomp", "attr")
OPEN = ("ROOT", "ccomp", "conj", "parataxis")
"""Relations of a cue behind its clause that may hang on what the sentence begins with."""
INSERTED = ("parataxis", "ccomp", "advcl", "intj", "dep", "conj", "acl", "relcl", "npadvmod")
"""Relations by which the parser ties a cue that stands in the midst of its clause or behind it."""
CAUSES = ("conj", "advcl", "ccomp", "parataxis")
"""Relations of clauses by which a report goes on after a cue in its midst."""

STARTS = frozenset({"DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM"})
"""Parts of speech with which a clause begins whose verb has its subject first."""
PERSONS = frozenset("him her them me us".split())


def reported(parsed: Parsed, verb: Word, by: frozenset[str]) -> Span | None:
    """What a verb reports, by the first of its frames that the sentence fills."""
    if is_passive(parsed, verb):
        return _passive(parsed, verb, by)
    if "clause" in by and (found := _clause(parsed, verb) or _inserted(parsed, verb)):
        return found
    words = list(_infinitive(parsed, verb, by)) or list(_object(parsed, verb, by)) or list(_gerund(parsed, verb, by))
    words = words or list(_phrases(parsed, verb, by))
    return covering(parsed, words)


def lost_clause(parsed: Parsed, verb: Word) -> Span | None:
    """What stands behind a cue up to the end of its sentence, from a "that" on if there is one, where the parser has lost the clause."""
    return None if is_passive(parsed, verb) else covering(parsed, _all_behind(parsed, verb))


def is_infinitive(parsed: Parsed, word: Word) -> bool:
    """ "to go"."""
    return word.tag == "VB" and any(c.text.lower() == "to" for c in parsed.of(word, "aux"))


def _clause(parsed: Parsed, verb: Word) -> Span | None:
    """A clause with a verb of its own, behind the cue, before it or on both sides."""
    clauses = [c for c in parsed.of(verb, "ccomp") if not is_infinitive(parsed, c)]
    if not clauses:
        return None
    words = [w for c in clauses for w in parsed.below(c)]
    content = frozenset(w.i for w in words)
    first, last = cue_group(parsed, verb, content)
    if min(content) < verb.i:
        words = [w for w in words if w.i > verb.i] + _front(parsed, verb, first) if verb.dep in OPEN else words
        words += _rest(parsed, verb, first, last)
    return covering(parsed, words)


def _front(parsed: Parsed, verb: Word, first: int) -> list[Word]:
    """All that a sentence, or its part after a colon or semicolon, begins with up to the cue."""
    begins = next((i + 1 for i in range(min(first, verb.i) - 1, -1, -1) if parsed.words[i].text in (";", ":")), 0)
    return list(parsed.words[begins : min(first, verb.i)])


def _rest(parsed: Parsed, verb: Word, first: int, last: int) -> list[Word]:
    """Clauses with a subject of their own that go on after a cue which commas set off."""
    if not is_set_off(parsed, first, last):
        return []
    behind = (c for c in parsed.of(verb, *CAUSES) if c.i > last and parsed.of(c, "nsubj", "nsubjpass", "csubj", "expl"))
    return [w for c in behind for w in parsed.below(c)]


def _inserted(parsed: Parsed, verb: Word) -> Span | None:
    """The clause that a cue stands in the midst of, set off by commas or with "as"; it has no other complement."""
    if verb.dep not in INSERTED or not parsed.of(verb, "nsubj", "nsubjpass"):
        return None
    led = any(c.text.lower() == "as" for c in parsed.of(verb, "mark", "advmod", "prep"))
    if parsed.of(verb, "mark") and not led:
        return None
    first, last = cue_group(parsed, verb, frozenset())
    if led:
        first = min(first, parsed.word_first(verb))
    if not is_set_off(parsed, first, last) or (verb.dep in ("conj", "relcl", "acl") and not led):
        return None
    words = branch(parsed, parsed.head(verb), verb)
    if verb.head < verb.i and not led:
        words = [w for w in words if w.i > verb.i] + _front(parsed, verb, first)
    return covering(parsed, words)


def _all_behind(parsed: Parsed, verb: Word) -> list[Word]:
    subject = next((c for c in parsed.of(verb, "nsubj") if c.i < verb.i), None)
    if subject is None or verb.i + 1 >= len(parsed.words):
        return []
    last = cue_group(parsed, verb, frozenset())[1]
    end = next((w.i for w in parsed.words[verb.i :] if w.text == ";"), len(parsed.words))
    led = next((w.i for w in parsed.words[verb.i + 1 : end] if w.text.lower() == "that" and w.dep == "mark"), None)
    start = led if led is not None else last + 1
    behind = list(parsed.words[start:end])
    told = any(w.pos in ("VERB", "AUX") and parsed.of(w, "nsubj", "nsubjpass", "expl") for w in behind)
    return behind if told and (led is not None or behind[0].pos in STARTS) else []


def _infinitive(parsed: Parsed, verb: Word, by: frozenset[str]) -> Iterator[Word]:
    """What somebody is to do, with him where the verb has him for its object ("urged Roe to go")."""
    doing = [c for c in parsed.of(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and is_infinitive(parsed, c)]
    another = bool(doing and (parsed.of(doing[0], "nsubj") or parsed.of(verb, "dobj", "dative")))
    if not doing or not ("to" in by or (another and "another" in by)) or (doing[0].dep == "advcl" and "object" in by):
        return
    for child in (*parsed.of(verb, "dobj", "dative"), *doing):
        yield from parsed.below(child)


def _object(parsed: Parsed, verb: Word, by: frozenset[str]) -> Iterator[Word]:
    """The object of a strong verb of speech, with what it is called, blamed or praised for."""
    named = [c for c in parsed.of(verb, *COMPLEMENTS) if c.i > verb.i] if "complement" in by else []
    named += [
        c for c in parsed.of(verb, "prep") if c.i > verb.i and (c.text.lower() in by or (c.text.lower() == "as" and "complement" in by))
    ]
    objects = [c for c in parsed.of(verb, "dobj", "dative") if c.i > verb.i]
    things = "thing" in by and not any(can_speak(c, papers=False) or c.text.lower() in PERSONS for c in objects)
    if (objects and ("object" in by or things)) or (named and "complement" in by):
        for child in (*objects, *named):
            yield from parsed.below(child)


def _gerund(parsed: Parsed, verb: Word, by: frozenset[str]) -> Iterator[Word]:
    """ "denied having met"."""
    if "gerund" in by:
        for child in parsed.of(verb, "xcomp", "ccomp"):
            if child.tag == "VBG" and child.i > verb.i:
                yield from parsed.below(child)


def _phrases(parsed: Parsed, verb: Word, by: frozenset[str]) -> Iterator[Word]:
    """What hangs on a verb by the prepositions of its entry, these left out."""
    for prep in parsed.of(verb, "prep", "dative", "agent"):
        if prep.text.lower() in by and prep.i > verb.i:
            yield from (w for w in parsed.below(prep) if w.i != prep.i)


def _passive(parsed: Parsed, verb: Word, by: frozenset[str]) -> Span | None:
    """What is said, or of whom: "it was announced that", "is said to", "was accused of"."""
    told = [c for c in parsed.of(verb, "ccomp") if c.i > verb.i and not is_infinitive(parsed, c)]
    if told and "clause" in by:
        return covering(parsed, [w for c in told for w in parsed.below(c)])
    named = [c for c in parsed.of(verb, *COMPLEMENTS) if c.i > verb.i and (is_infinitive(parsed, c) or "complement" in by)]
    named += [c for c in parsed.of(verb, "prep") if c.text.lower() in by or (c.text.lower() == "as" and "complement" in by)]
    subjects = parsed.of(verb, "nsubjpass")
    if not subjects or not (named or "object" in by):
        return None
    return covering(parsed, [w for c in (*subjects, *named) for w in parsed.below(c)])
