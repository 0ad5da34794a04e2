"""Whose cue a quotation hangs on: the drafts before and behind it in its own sentence, and the verb beside it that no list has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from legation.model import Speaker
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.said.clauses import words_of
from legation.tell.said.draft import Draft
from legation.tell.said.quotations import LETTERS, Quotation, is_titled
from legation.tell.said.speakers import named, speaker_of
from legation.tell.scene import Scene

NEAR = 8
"""Words of a frame within which a cue behind a quotation is its own."""
FAR = 25
"""The same where the quotation breaks off for it: the speaker may come first, with his office."""
SPOKEN = 4
"""Words from which on a quotation is held for speech rather than for a word used."""
LED = re.compile(r"(?:[:,–—-]|\bthat)\s*$")
"""Words that lead up to a quotation."""
TAGGED = re.compile(r"[:–—―-]")
"""What joins a quotation to the name of its speaker in a headline."""
LABEL_AT_MOST = 6
"""Words of a name with its office in front of a colon."""
RULE = "statement.quotation/1"
"""The rule of quotations whose cue no list has, or that have none."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
NAMING = frozenset({"compound", "nmod", "amod", "poss"})
LOOSE = frozenset({"npadvmod", "pobj", "dobj", "tmod", "poss"})
"""Relations of nouns that are no speaker by themselves: times, objects, circumstances."""

Cues = Mapping[int, Sequence[Draft]]
"""The drafts of each sentence, in order of their cues."""


def cues_of(drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> dict[int, list[Draft]]:
    """Drafts by the sentence that they stand in, those left out whose cue is quoted itself: speech within speech is told once."""
    quoted = [q.span for q in quotations if q.words >= SPOKEN]
    found: dict[int, list[Draft]] = {}
    at = 0
    for draft in sorted(drafts, key=_place):
        while at < len(quoted) and quoted[at].end <= _place(draft).start:
            at += 1
        if draft.cue is None or (at < len(quoted) and quoted[at].holds(draft.cue.span)):
            continue
        found.setdefault(draft.sentence, []).append(draft)
    return found


def _place(draft: Draft) -> Span:
    return draft.cue.span if draft.cue else Span(0, 0)


def owner_of(scene: Scene, quotation: Quotation, cues: Cues) -> Draft | None:
    """The cue that a quotation hangs on in its own sentence."""
    led = LED.search(quotation.first.before)
    if is_titled(quotation) and not quotation.begins and not led:
        return None
    before, behind = _around(scene, quotation, cues)
    lead = before[-1] if before else None
    if lead is not None and led and (nearer := _verb_between(scene, quotation, lead)):
        return nearer
    if lead is not None and _leads(scene, quotation, lead) and not (behind and _is_tag(scene, quotation, behind)):
        return lead
    if behind is not None and _follows(scene, quotation, behind):
        return behind
    return lead if led else None


def _verb_between(scene: Scene, quotation: Quotation, lead: Draft) -> Draft | None:
    """A verb with a subject of its own between a cue and the quotation that it would lead up to: "...; then Roe shot back: ..."."""
    parsed = scene.parsed[quotation.first.at]
    to_source = parsed.sentence.offsets.to_source_span
    between = [w for w in _ahead(parsed, quotation) if to_source(w.span).start >= _place(lead).end]
    own = [w for w in between if w.dep == "ROOT" and any(c in between for c in parsed.of(w, "nsubj"))]
    return last_verb(scene, parsed, own)


def _ahead(parsed: Parsed, quotation: Quotation) -> list[Word]:
    """Words outside quotation marks in front of a quotation in its sentence."""
    return [w for w in _outside(parsed) if w.end <= quotation.first.within.start]


def _around(scene: Scene, quotation: Quotation, cues: Cues) -> tuple[list[Draft], Draft | None]:
    """The cues between a quotation and the one before it, and the first one behind it."""
    first, last = quotation.first, quotation.last
    before = [d for d in cues.get(_number(scene, first.at), ()) if first.frame.start <= _place(d).start < quotation.span.start]
    behind = (d for d in cues.get(_number(scene, last.at), ()) if quotation.span.end <= _place(d).start < last.frame.end)
    return before, next(behind, None)


def _number(scene: Scene, at: int) -> int:
    return scene.parsed[at].sentence.number


def _leads(scene: Scene, quotation: Quotation, draft: Draft) -> bool:
    """Whether a cue leads up to a quotation, right before it or with a colon, or has nothing else for its content."""
    between = len(LETTERS.findall(scene.report.text[_place(draft).end : quotation.span.start]))
    if quotation.first.before.endswith(":") or between <= 1:
        return True
    if draft.content is None:
        return between <= NEAR or quotation.words >= SPOKEN
    return draft.content.overlaps(quotation.span)


def _is_tag(scene: Scene, quotation: Quotation, draft: Draft) -> bool:
    """Whether a cue stands right behind a quotation that breaks off, and no other right before it: "..., why go?" asked Roe."""
    led = quotation.first.before.endswith((":", ","))
    return quotation.pauses and not led and not LETTERS.search(scene.report.text[quotation.span.end : _place(draft).start])


def _follows(scene: Scene, quotation: Quotation, draft: Draft) -> bool:
    """Whether a cue takes up a quotation that breaks off for it, or that its sentence begins with."""
    between = len(LETTERS.findall(scene.report.text[quotation.span.end : _place(draft).start]))
    if not quotation.begins and draft.cue is not None and draft.cue.text.endswith("ing"):  # "..., saying" leads up to what comes next
        return False
    spoken = quotation.begins or quotation.words >= SPOKEN or quotation.text[:1].isupper()
    if quotation.pauses and spoken and between <= (FAR if quotation.begins else NEAR):
        return True
    if draft.content is not None and draft.content.overlaps(quotation.span):
        return True
    return between <= NEAR and quotation.begins and quotation.words >= SPOKEN


def verb_beside(scene: Scene, quotation: Quotation) -> Draft | None:
    """A draft of the verb right beside a quotation, whatever it is: "...," Roe deadpanned; who breaks off for it speaks by it."""
    if not quotation.ends and (quotation.pauses or TAGGED.match(quotation.last.after)):
        part = quotation.last
        parsed = scene.parsed[part.at]
        frame = [w for w in _outside(parsed) if w.start >= part.within.end]
        verb = next((w for w in frame[:NEAR] if w.pos == "VERB"), None)
        told = _draft(scene, parsed, verb, speaker_of(scene, parsed, verb) if verb else None)
        speaker = speaker_behind(scene, quotation, told)
        return replace(told, speaker=speaker) if speaker else None
    before = quotation.first.before
    if not quotation.begins and LED.search(before) and (quotation.text[:1].isupper() or not before.endswith(",")):
        parsed = scene.parsed[quotation.first.at]
        ahead = _ahead(parsed, quotation)
        return last_verb(scene, parsed, ahead) or _inverted(scene, parsed, ahead) or _labelled(scene, quotation, parsed)
    return None


def _inverted(scene: Scene, parsed: Parsed, ahead: Sequence[Word]) -> Draft | None:
    """A draft of a verb that opens its sentence with whoever speaks behind it: "Replied Roe: ..."."""
    if len(ahead) < 2 or not (ahead[0].tag == "VBD" or ahead[0].text.endswith("ed")) or not ahead[1].text[:1].isupper():
        return None
    speaker = _first_named(scene, parsed, ahead[1:], near=True)
    return _draft(scene, parsed, ahead[0], speaker) if speaker else None


def _labelled(scene: Scene, quotation: Quotation, parsed: Parsed) -> Draft | None:
    """A draft of a name that only a colon joins to its words: "Roe: ..."."""
    ahead = [w for w in _ahead(parsed, quotation) if w.pos != "PUNCT"]
    if not quotation.first.before.endswith(":") or len(ahead) > LABEL_AT_MOST or not any(scene.actors_at(parsed, w) for w in ahead):
        return None
    speaker = _first_named(scene, parsed, ahead)
    return _draft(scene, parsed, None, speaker) if speaker else None


def last_verb(scene: Scene, parsed: Parsed, words: Sequence[Word]) -> Draft | None:
    """A draft of the last of some words that is a verb with somebody for its subject."""
    for verb in reversed(words):
        if verb.pos == "VERB" and (speaker := speaker_of(scene, parsed, verb)) and not _is_quoted(parsed, speaker):
            return _draft(scene, parsed, verb, speaker)
    return None


def _is_quoted(parsed: Parsed, speaker: Speaker) -> bool:
    """Whether a speaker's words stand in quotation marks of his cue's sentence."""
    return any(parsed.sentence.offsets.to_source_span(q).overlaps(speaker.words.span) for q in parsed.sentence.quoted)


def _draft(scene: Scene, parsed: Parsed, verb: Word | None, speaker: Speaker | None) -> Draft:
    cue = words_of(scene, parsed, verb.span) if verb else None
    return Draft(sentence=parsed.sentence.number, rule=RULE, speaker=speaker, cue=cue, content=None)


def _outside(parsed: Parsed) -> list[Word]:
    """Words of a sentence outside its quotation marks."""
    return [w for w in parsed.words if len(w.span) and not any(r.start <= w.start < r.end for r in parsed.sentence.quoted)]


def _first_named(scene: Scene, parsed: Parsed, words: Sequence[Word], *, near: bool = False) -> Speaker | None:
    """The first noun or pronoun of some words as a speaker; what is not among these words is no part of it."""
    free = [w for w in words if w.text[:1].isupper() or (w.pos in NOMINAL and w.text[:1].isalnum() and (near or w.dep not in LOOSE))]
    if not free:
        return None
    head = free[0]
    within = {w.i for w in words}
    while head.head in within and parsed.head(head).pos in NOMINAL and head.dep in NAMING:
        head = parsed.head(head)
    speaker = named(scene, parsed, head)
    kept = [w for w in parsed.below(head) if w.i in within]
    return replace(speaker, words=words_of(scene, parsed, Span(min(w.start for w in kept), max(w.end for w in kept))))


def speaker_behind(scene: Scene, quotation: Quotation, draft: Draft) -> Speaker | None:
    """Who speaks by a cue behind a quotation: whoever stands between the two, else right behind the cue."""
    told, cue, part = draft.speaker, _place(draft), quotation.last
    parsed = scene.parsed[part.at]
    to_source = parsed.sentence.offsets.to_source_span
    frame = [(w, to_source(w.span)) for w in _outside(parsed) if w.start >= part.within.end]
    if told is not None and _is_quoted(parsed, told):
        told = None
    between = [w for w, span in frame if span.end <= cue.start or draft.cue is None]
    if told is not None and (quotation.span.end <= told.words.span.start < cue.start or not any(w.pos in NOMINAL for w in between)):
        return told
    return (
        _first_named(scene, parsed, between) or told or _first_named(scene, parsed, [w for w, span in frame if span.start >= cue.end][:3])
    )


def speaker_ahead(scene: Scene, quotation: Quotation, draft: Draft) -> Speaker | None:
    """Who speaks by a cue in front of a quotation: its own subject, else the nearest before it, else whoever stands right behind it."""
    told, cue = draft.speaker, _place(draft)
    parsed = scene.parsed[quotation.first.at]
    if told is not None and not _is_quoted(parsed, told):
        return told
    to_source = parsed.sentence.offsets.to_source_span
    frame = [(w, to_source(w.span)) for w in _ahead(parsed, quotation)]
    subjects = [w for w, span in frame if span.end <= cue.start and w.dep == "nsubj" and w.pos in NOMINAL]
    if subjects:
        return named(scene, parsed, subjects[-1])
    return _first_named(scene, parsed, [w for w, span in frame if span.start >= cue.end][:3], near=True)
