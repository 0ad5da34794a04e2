"""Which places and times belong to which contact of a sentence, by the tree and by the order of the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legation.model import Place
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.modality import SPEECH, beside, is_ranked
from legation.tell.scene import AREA_NOUNS, Scene, TimeAt
from legation.when import When

TOWARDS = frozenset("besides to in into at for on through across via toward towards around inside within".split())
"""Prepositions that lead to a goal or a place of stay."""
DECIDING = frozenset("invite agree decide accept ask urge cancel postpone delay scrap plan propose promise confirm announce call".split())
"""Verbs whose own day is that of the deciding, not of the contact decided on."""
ELSEWHEN = frozenset({"before", "after", "since", "following", "ahead", "until"})
"""A place behind one of these is that of another event."""
OPEN_NOUNS = frozenset(
    "visit trip tour stay journey stop stopover swing mission meeting call talk summit session discussion conversation conference forum "
    "official minister occasion time leader counterpart president authority government representative one leg destination "
    "day hour week evening morning group".split()
)
"""Nouns that may stand between a contact and its place or time: contacts, those who take part, parts of a day or tour."""
ORDINALS = frozenset("second third fourth fifth sixth seventh".split())
"""After these "in a month" tells how often, not when."""
OFTEN = ("in a ", "within ", "in one ", "in two ", "in three ")
"""Openings of the phrases that tell how often."""
TIME_NOUNS = frozenset(
    "day week month year morning afternoon evening night hour weekend summer winter spring autumn fall "
    "end start beginning half quarter term minute".split()
)
"""Nouns for a stretch of time, whose own times are those of the contact ("the end of May")."""
RUNNING = frozenset({"begin", "start", "open", "commence", "run", "last", "take", "end", "conclude", "finish"})
"""Verbs whose times are those of the visit that is their subject ("a visit that starts on Tuesday")."""
TRAILING = " ,;:—–-"
"""Signs that no cited words end in."""
NEAR_WORDS = 12
"""Farther off the subject is left out of the cited words: it would bring half of another clause with it."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The words of one sentence that tell contacts, and the verbs that only carry them."""

    parsed: Parsed
    owners: frozenset[int]
    carriers: dict[int, int]
    """Number of a carrying verb -> number of the noun that it carries."""

    def owner(self, word: Word) -> int | None:
        """The contact word or, failing that, the clause that a word belongs to."""
        for above in self.parsed.above(word):
            if above.lemma in SPEECH and (told := self._told_before(above, word)) is not None:
                above = told
            if above.i in self.carriers:
                return self.carriers[above.i]
            if above.i in self.owners or _is_clause(self.parsed, above):
                return above.i
        return None

    def _told_before(self, speech: Word, word: Word) -> Word | None:
        """ "will come in May, the ministry said": what stands before the speaker belongs to what is said."""
        speaker = next(iter(self.parsed.of(speech, "nsubj")), None)
        content = next(iter(self.parsed.of(speech, "ccomp")), None)
        if speaker is None or content is None or not content.i < word.i < self.parsed.word_first(speaker):
            return None
        return content

    def over(self, anchor: Word) -> Iterator[int]:
        """Clauses over a contact whose time and place are also his: what he does it in, never who told of it."""
        start = next((self.parsed.words[i] for i, n in self.carriers.items() if n == anchor.i), anchor)
        under = start
        for above in self.parsed.above(start):
            ranked = under.dep == "relcl" and is_ranked(self.parsed, above)
            if ranked:
                under = above
                continue
            if self._parted(under, above):
                return
            if above.i in self.carriers:
                yield self.carriers[above.i]
            elif above.pos in ("VERB", "AUX") or above.i in self.owners:
                yield above.i
            under = above

    def _parted(self, under: Word, above: Word) -> bool:
        """Whether a clause has its own time and place, apart from those of the clause over it."""
        if under.dep == "relcl" and above.i not in self.owners:
            return True
        if under.dep == "pcomp" and above.text.lower() in ELSEWHEN:
            return True
        if under.dep == "ccomp" and above.pos == "VERB":
            return True
        return beside(self.parsed, under, above) or above.lemma in SPEECH or above.lemma in DECIDING

    def under(self, anchor: Word) -> Iterator[int]:
        """Contacts told as the purpose of one ("travelled to Oslo for talks on Monday"), whose days are his as well."""
        for i in self.owners:
            word = self.parsed.words[i]
            if i != anchor.i and word.dep in ("pobj", "advcl", "xcomp", "dobj") and self.owner(word) == anchor.i:
                yield i


def _is_clause(parsed: Parsed, word: Word) -> bool:
    if word.pos not in ("VERB", "AUX"):
        return False
    return bool(parsed.of(word, "nsubj", "nsubjpass", "csubj", "expl")) or (word.tag == "VBG" and word.dep == "advcl")


def places_of(scene: Scene, anchors: Anchors, anchor: Word, *, prepositions: Sequence[str] = ()) -> tuple[tuple[Word, Place], ...]:
    """Places of a contact in order: those on the word itself, else those of the clause over it."""
    parsed = anchors.parsed
    allowed = TOWARDS | set(prepositions)
    found = [
        (w, p)
        for w, p in scene.places(parsed)
        if anchors.owner(w) == anchor.i and _leads(anchors, w, allowed) and _of_same_verb(anchors, w, anchor)
    ]
    for over in anchors.over(anchor):
        more = [(w, p) for w, p in scene.places(parsed) if anchors.owner(w) == over and _leads(anchors, w, TOWARDS)]
        if over not in anchors.owners:
            found += more
        elif not found:
            found = more
    if anchor.pos == "NOUN" and not found:
        before = parsed.of(anchor, "compound", "nmod")
        found = [(w, p) for w in before if (p := scene.place_at(parsed, w)) and p.kind != "country"]
    if not found:
        within = {i for i in anchors.under(anchor) if parsed.head(parsed.words[i]).text.lower() in ("at", "during", "in", "on", "of")}
        found = [(w, p) for w, p in scene.places(parsed) if anchors.owner(w) in within and _leads(anchors, w, TOWARDS)]
    if not found and _where(parsed, anchor):
        found = [(w, p) for w in (parsed.head(anchor),) if (p := scene.place_at(parsed, w))]
    return tuple(sorted(found, key=lambda pair: pair[0].i))


def _where(parsed: Parsed, anchor: Word) -> bool:
    """Whether a clause tells what happened where another one leads: "moved to Vienna, where they met"."""
    return anchor.dep == "relcl" and any(c.text.lower() == "where" for c in parsed.of(anchor, "advmod"))


def _when(parsed: Parsed, anchor: Word) -> Word | None:
    """The moment that a clause is about: "in July 2008, when he was visiting Peru"."""
    clause = anchor
    while clause.dep == "conj" and clause.head != clause.i:
        clause = parsed.head(clause)
    about = clause.dep == "relcl" and any(c.text.lower() == "when" for c in parsed.of(clause, "advmod"))
    return parsed.head(clause) if about else None


def _of_same_verb(anchors: Anchors, word: Word, anchor: Word) -> bool:
    """Whether no other verb stands between a place and its contact ("proceeded to divide Ruritania")."""
    for above in anchors.parsed.above(word):
        if above.i == anchor.i or anchors.carriers.get(above.i) == anchor.i:
            return True
        if above.pos == "VERB":
            return False
    return True


def _leads(anchors: Anchors, word: Word, allowed: frozenset[str] | set[str]) -> bool:
    """Whether a place stands as a goal or a place of stay, not inside somebody's name, a topic or an origin."""
    parsed = anchors.parsed
    first = word
    while first.dep in ("conj", "appos") and parsed.head(first).i != first.i and parsed.head(first).pos in ("PROPN", "NOUN"):
        first = parsed.head(first)
    if first.dep == "conj":
        before = parsed.words[first.i - 1].text.lower() if first.i else ""
        return before in allowed or any(c.text.lower() in allowed for c in parsed.of(first, "aux", "prep"))
    if first.dep in ("dobj", "oprd") and parsed.head(first).pos == "VERB":
        return True
    if first.dep not in ("pobj", "pcomp") and first.text.lower() not in ("there", "here"):
        return False
    preposition = parsed.head(first)
    if first.dep == "advmod":
        return preposition.pos in ("VERB", "AUX") or preposition.i in anchors.owners
    if any(parsed.of(w, "neg") for w in (word, first, preposition)) or parsed.words[max(preposition.i - 1, 0)].text.lower() == "not":
        return False
    if any(w.text.lower() in ELSEWHEN for w in _path(anchors, preposition)):
        return False
    return preposition.text.lower() in allowed and all(_passes(w) for w in _path(anchors, preposition))


def _path(anchors: Anchors, preposition: Word) -> Iterator[Word]:
    for above in anchors.parsed.above(preposition):
        if above.pos in ("VERB", "AUX") or above.i in anchors.owners:
            return
        yield above


def _passes(word: Word) -> bool:
    """A noun between a place and its contact blocks it ("the war in Ukraine"), but a name, a place or a visit does not."""
    return word.pos in ("PROPN", "ADP", "ADV", "PRON", "NUM") or word.lemma in AREA_NOUNS | OPEN_NOUNS | TIME_NOUNS


def times_of(scene: Scene, anchors: Anchors, anchor: Word) -> tuple[TimeAt, ...]:
    """Times of a contact in order: on the word itself, else of the clauses over it, else of what it was made for."""
    parsed = anchors.parsed
    every = [t for t in scene.times(parsed) if _can_date(parsed, t, anchor)]
    running = {c.i for c in parsed.of(anchor, "relcl") if c.lemma in RUNNING}
    found = [t for t in every if anchors.owner(t.word) in (anchor.i, *running)]
    for over in anchors.over(anchor):
        if any(t.when for t in found):
            break
        found += [t for t in every if anchors.owner(t.word) == over]
    if not any(t.when for t in found) and _where(parsed, anchor):
        found += [t for t in every if anchors.owner(t.word) == anchors.owner(parsed.head(anchor))]
    if not any(t.when for t in found) and (moment := _when(parsed, anchor)) is not None:
        found += [t for t in scene.times(parsed) if t.word.i == moment.i]
    if not any(t.when for t in found):
        below = set(anchors.under(anchor))
        found += [t for t in every if anchors.owner(t.word) in below]
    return tuple(sorted(set(found), key=lambda t: t.word.i))


def _can_date(parsed: Parsed, time: TimeAt, anchor: Word) -> bool:
    """Whether a time may be that of a contact: not one of another matter, nor one that tells how often or since when."""
    if _inside_topic(parsed, time.word, anchor) or (time.kind == "attributive" and time.word.head != anchor.i):
        return False
    before = next((w for w in reversed(parsed.words) if w.end <= time.within.start), None)
    if time.lasts_days and before is not None and before.text.lower() in ELSEWHEN:  # "after two days": of what came before
        return False
    phrase = parsed.sentence.text[time.within.start : time.within.end].lower()
    if phrase.startswith(OFTEN) and any(c.text.lower() in ORDINALS for c in parsed.of(anchor, "amod")):
        return False
    return not any(w.text.lower() == "since" for w in parsed.words[anchor.i + 1 : time.word.i])


def _inside_topic(parsed: Parsed, word: Word, anchor: Word) -> bool:
    """A year or day that belongs to another noun: "the 2015 deal", "the elections of 2012"."""
    for above in parsed.above(word):
        if above.pos in ("VERB", "AUX") or above.i == anchor.i:
            return False
        if above.pos == "NOUN" and above.lemma not in OPEN_NOUNS and above.lemma not in AREA_NOUNS and above.lemma not in TIME_NOUNS:
            return True
    return False


def finest(times: Sequence[TimeAt]) -> When | None:
    """The most exact of the times that have a value; the first of equals."""
    known = [t.when for t in times if t.when is not None]
    return min(known, key=_width, default=None)


def _width(when: When) -> int:
    if when.edtf.startswith("[") and None in (when.earliest, when.latest):
        return 10_000
    if when.earliest is None or when.latest is None:
        return 40 if len(when.edtf) < 10 else 1
    return (when.latest - when.earliest).days


def clause_span(parsed: Parsed, words: Sequence[Word], spans: Sequence[Span] = ()) -> Span:
    """Range of ``Report.text`` from the first to the last of these words and spans."""
    subjects = [s for w in words for s in parsed.of(w, "nsubj", "nsubjpass") if w.i - s.i < NEAR_WORDS and w.pos in ("VERB", "AUX")]
    heads = [parsed.head(w) for w in words if w.dep in ("xcomp", "advcl", "pcomp") and not parsed.of(w, "nsubj", "nsubjpass")]
    subjects += [s for h in heads for s in parsed.of(h, "nsubj", "nsubjpass") if abs(h.i - s.i) < NEAR_WORDS]
    objects = [o for w in words for o in parsed.of(w, "dobj") if o.i - w.i < NEAR_WORDS]
    ranges = [w.span for w in (*words, *subjects, *objects)] + list(spans)
    start, end = min(r.start for r in ranges), max(r.end for r in ranges)
    while end > start + 1 and parsed.sentence.text[end - 1] in TRAILING:
        end -= 1
    hull = Span(start, end)
    return parsed.sentence.offsets.to_source_span(hull)
