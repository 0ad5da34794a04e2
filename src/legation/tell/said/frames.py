"""What a verb of saying governs: the clause, infinitive, object or phrase that it reports, by the frames of its entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.said.extent import branch, covering, cue_group, is_set_off
from legation.tell.said.speakers import agent_of, carrier_of, is_passive
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
ASKED = frozenset({"on", "upon", "with", "to", "for"})
"""Prepositions that lead to whoever is to do something ("called on the rebels to")."""
RELATIVES = frozenset({"WP", "WDT", "WP$", "WRB"})
"""Tags of the words that make a clause a relative one."""
LEADING = frozenset({"that", "whether", "if"})
"""Words that lead a clause which is reported."""
PERSONS = frozenset("him her them me us".split())
"""Objects that are somebody."""


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
    followed = is_passive(parsed, verb) or any(is_infinitive(parsed, c) for c in parsed.children[verb.i])
    return None if followed else covering(parsed, _all_behind(parsed, verb))


def is_infinitive(parsed: Parsed, word: Word) -> bool:
    """ "to go"."""
    return any(c.text.lower() == "to" for c in parsed.of(word, "aux"))


def _clause(parsed: Parsed, verb: Word) -> Span | None:
    """A clause with a verb of its own, behind the cue, before it or on both sides."""
    clauses = [c for c in parsed.of(verb, "ccomp") if not is_infinitive(parsed, c)]
    if not clauses:
        return None
    clauses += [c for c in parsed.of(verb, "conj") if c.i > clauses[0].i > verb.i and _is_led(parsed, c)]
    words = [w for c in clauses for w in _own(parsed, verb, c)]
    content = frozenset(w.i for w in words)
    first, last = cue_group(parsed, verb, content)
    if any(i < verb.i for i in content):
        words = [w for w in words if w.i > verb.i] + _front(parsed, verb, first) if verb.dep in OPEN else words
        words += _rest(parsed, verb, first, last)
    return covering(parsed, words)


def _is_led(parsed: Parsed, clause: Word) -> bool:
    """Whether a joined clause is one more that the same cue reports: "said that it was late, but that he would go"."""
    first = parsed.words[parsed.word_first(clause)]
    return first.tag in RELATIVES or (first.dep == "mark" and first.text.lower() in LEADING)


def _own(parsed: Parsed, verb: Word, clause: Word) -> list[Word]:
    """The words of a clause but for a second cue that the parser has hung on it ("said the talks had failed, adding that ...")."""
    second = next((c for c in parsed.of(clause, "conj", "advcl") if carrier_of(parsed, c).i == verb.i), None)
    words = branch(parsed, clause, second)
    return words if second is None else [w for w in words if w.i < second.i]


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
    first, last = cue_group(parsed, verb, frozenset())
    if any(c.text.lower() == "as" for c in parsed.of(verb, "mark", "advmod", "prep")):
        set_off = is_set_off(parsed, min(first, parsed.word_first(verb)), last)
        return covering(parsed, branch(parsed, parsed.head(verb), verb)) if set_off else None
    relative = verb.dep in ("relcl", "acl")
    if verb.dep == "conj" or parsed.of(verb, "mark") or (relative and any(w.tag in RELATIVES for w in parsed.below(verb))):
        return None
    if not is_set_off(parsed, first, last):
        return None
    head = (parsed.verb_over(verb) if relative else None) or parsed.head(verb)
    words = branch(parsed, head, verb)
    if verb.head < verb.i:
        words = [w for w in words if w.i > verb.i] + _front(parsed, verb, first)
    return covering(parsed, words)


def _all_behind(parsed: Parsed, verb: Word) -> list[Word]:
    """The words behind a cue and its circumstances where these begin a clause."""
    if not any(c.i < verb.i for c in parsed.of(verb, "nsubj")) or verb.i + 1 >= len(parsed.words):
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
    asked = [o for p in parsed.of(verb, "prep", "dative") if p.text.lower() in ASKED and p.i < doing[0].i for o in parsed.of(p, "pobj")]
    for child in (*parsed.of(verb, "dobj", "dative"), *asked, *doing):
        yield from parsed.below(child)


def _object(parsed: Parsed, verb: Word, by: frozenset[str]) -> Iterator[Word]:
    """The object of a strong verb of speech, with what it is called, blamed or praised for."""
    objects = [c for c in parsed.of(verb, "dobj", "dative") if c.i > verb.i]
    named = list(_called(parsed, verb, objects)) if "complement" in by else []
    named += [c for c in parsed.of(verb, "prep") if c.i > verb.i and c.text.lower() in by]
    things = "thing" in by and not any(can_speak(c, papers=False) or c.text.lower() in PERSONS for c in objects)
    if (objects and ("object" in by or things)) or (named and "complement" in by):
        for child in (*objects, *named):
            yield from parsed.below(child)


def _called(parsed: Parsed, verb: Word, objects: Sequence[Word]) -> Iterator[Word]:
    """What a verb calls its object, by "as" or without; the parser may take it for a second object or hang it on the first."""
    yield from (c for c in parsed.of(verb, *COMPLEMENTS) if c.i > verb.i)
    for word in (verb, *objects):
        yield from (c for c in parsed.of(word, "prep") if c.text.lower() == "as" and c.i > verb.i)
    yield from objects[1:]
    for beside in (c for o in objects for c in parsed.of(o, "appos")):
        if parsed.words[parsed.word_first(beside) - 1].pos != "PUNCT":
            yield beside


def _gerund(parsed: Parsed, verb: Word, by: frozenset[str]) -> Iterator[Word]:
    """ "denied having met"."""
    if "gerund" in by:
        for child in parsed.of(verb, "xcomp", "ccomp"):
            if child.i > verb.i and (child.tag == "VBG" or any(a.text.lower() == "having" for a in parsed.of(child, "aux"))):
                yield from parsed.below(child)


def _phrases(parsed: Parsed, verb: Word, by: frozenset[str]) -> Iterator[Word]:
    """What hangs on a verb by the prepositions of its entry, these left out."""
    told = () if "object" in by else parsed.of(verb, "dobj")
    for prep in (p for w in (verb, *told) for p in parsed.of(w, "prep", "dative", "agent")):
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
    owned = agent_of(parsed, verb) is not None or any(is_infinitive(parsed, c) for c in named)
    if not subjects or not owned or not (named or "object" in by):
        return None
    return covering(parsed, [w for c in (*subjects, *named) for w in parsed.below(c)])
