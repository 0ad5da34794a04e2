"""Who has the word: quotations gathered under one cue, taken up after it, or left to the speaker before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from legation.model import Speaker
from legation.tell.said.apart import SIGNED, signature
from legation.tell.said.draft import Draft
from legation.tell.said.owners import SPOKEN, Cues, last_verb, owner_of, speaker_ahead, speaker_behind, verb_beside
from legation.tell.said.quotations import LETTERS, Quotation, is_titled
from legation.tell.scene import Scene

APART_AT_MOST = 7
"""Words and signs of a sentence that is nothing but a cue cut off from its quotation."""

GAP_AT_MOST = 20
"""Words of cue and narration between two quotations that are told as one, where they are not longer themselves."""
LISTED = ("", "and", "or", "but", ",")
"""All that stands between two quotations of one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says by one cue: quotations in order."""

    draft: Draft | None
    """None where no cue tells of it."""
    speaker: Speaker | None
    quotations: tuple[Quotation, ...]

    @property
    def last(self) -> Quotation:
        """Where it ends."""
        return self.quotations[-1]


def find_turns(scene: Scene, quotations: Sequence[Quotation], cues: Cues) -> tuple[Turn, ...]:
    """Turns of a report in order; quotations that are no speech (titles, nicknames, words used as words) are in none."""
    turns: list[Turn] = []
    for quotation in quotations:
        turn = _turn_of(scene, quotation, cues, turns)
        if turn is None:
            continue
        same = turns[-1] if turns and turn.draft is not None and turns[-1].draft is turn.draft else None
        if same is not None:
            turns[-1] = replace(same, quotations=(*same.quotations, quotation))
        elif turns and turn.draft is None and turn.quotations[0] is not quotation:
            turns[-1] = turn
        else:
            turns.append(turn)
    return tuple(turns)


def _turn_of(scene: Scene, quotation: Quotation, cues: Cues, turns: Sequence[Turn]) -> Turn | None:
    """The turn that a quotation begins, or the last one with it added."""
    last = turns[-1] if turns else None
    if draft := owner_of(scene, quotation, cues):
        if last is not None and last.draft is draft and not _adds_to(quotation, draft):
            return None
        return Turn(draft=draft, speaker=_speaker(scene, quotation, draft, last), quotations=(quotation,))
    if last is not None and _takes_up(scene, last, quotation):
        if _gap(scene, last, quotation) > max(GAP_AT_MOST, sum(q.words for q in (*last.quotations, quotation))):
            return Turn(draft=None, speaker=last.speaker, quotations=(quotation,))
        return replace(last, quotations=(*last.quotations, quotation))
    if not is_speech(quotation):
        return None
    if draft := verb_beside(scene, quotation):
        return Turn(draft=draft, speaker=draft.speaker, quotations=(quotation,))
    return _after(scene, quotation, cues, last)


def _adds_to(quotation: Quotation, draft: Draft) -> bool:
    """Whether a quotation goes on with what its cue tells already, and is not only named after it: "..., Roe said after a brief "sorry"."""
    before = quotation.first.before
    within = draft.content is not None and draft.content.overlaps(quotation.span)
    return within or quotation.begins or before.lower() in LISTED or before.endswith((",", ":"))


def _speaker(scene: Scene, quotation: Quotation, draft: Draft, last: Turn | None) -> Speaker | None:
    """Who speaks by a cue; one that opens its sentence without a subject goes on with the speaker before."""
    if draft.cue is None or (last is not None and last.draft is draft):
        return draft.speaker
    if draft.cue.span.start >= quotation.span.end:
        return speaker_behind(scene, quotation, draft)
    speaker = speaker_ahead(scene, quotation, draft)
    at = quotation.first.at
    before = last is not None and scene.parsed[last.last.last.at].sentence.paragraph == scene.parsed[at].sentence.paragraph
    return last.speaker if speaker is None and last is not None and before else speaker


def _gap(scene: Scene, last: Turn, quotation: Quotation) -> int:
    """Words between a turn and a quotation."""
    return len(LETTERS.findall(scene.report.text[last.last.span.end : quotation.span.start]))


def is_speech(quotation: Quotation) -> bool:
    """Whether a quotation without a cue in its sentence can be somebody's speech: a sentence of its own, or after a colon."""
    if quotation.begins and quotation.ends:
        return not is_titled(quotation) and (quotation.words >= SPOKEN or (not quotation.first.before and quotation.text[-1] in ".!?…"))
    if quotation.begins and quotation.pauses:
        return True
    if quotation.words < SPOKEN or is_titled(quotation):
        return False
    return quotation.begins or quotation.first.before.endswith((":", ",", " that"))


def _takes_up(scene: Scene, last: Turn, quotation: Quotation) -> bool:
    """Whether a quotation goes on with the turn before it: in the next sentence, or in a paragraph that is opened anew."""
    one, other = last.last.last.at, quotation.first.at
    if one == other:
        return quotation.first.before.lower() in LISTED
    if not quotation.begins or other != one + 1 or not is_speech(quotation):
        return False
    return last.last.is_open or scene.parsed[one].sentence.paragraph == scene.parsed[other].sentence.paragraph


def _after(scene: Scene, quotation: Quotation, cues: Cues, last: Turn | None) -> Turn | None:
    """A turn without a cue of its own: by that of the sentence before, or by whoever spoke last."""
    at = quotation.first.at
    if draft := _cue_apart(scene, quotation, cues) or _signed(scene, quotation):
        return Turn(draft=draft, speaker=draft.speaker, quotations=(quotation,))
    if not quotation.begins or at == 0:
        return Turn(draft=None, speaker=None, quotations=(quotation,))
    parsed = scene.parsed[at - 1]
    before = [d for d in cues.get(parsed.sentence.number, ()) if last is None or d is not last.draft]
    led = parsed.sentence.text.rstrip().endswith(":")
    if before and (led or before[-1].content is None):
        draft = before[-1] if before[-1].content is None else None
        return Turn(draft=draft, speaker=before[-1].speaker, quotations=(quotation,))
    if led and (draft := last_verb(scene, parsed, parsed.words)):
        return Turn(draft=draft, speaker=draft.speaker, quotations=(quotation,))
    if before and last is not None and last.last.last.at < at - 1:
        return Turn(draft=None, speaker=before[-1].speaker, quotations=(quotation,))
    return Turn(draft=None, speaker=last.speaker if last else None, quotations=(quotation,))


def _cue_apart(scene: Scene, quotation: Quotation, cues: Cues) -> Draft | None:
    """The cue of a few words that a stray stop has cut off from the quotation before it: "... come." Roe said."""
    at = quotation.last.at + 1
    if at >= len(scene.parsed) or not quotation.ends:
        return None
    parsed = scene.parsed[at]
    same = parsed.sentence.paragraph == scene.parsed[at - 1].sentence.paragraph and not parsed.sentence.quoted
    if not same or len(parsed.words) > APART_AT_MOST:
        return None
    return next((d for d in cues.get(parsed.sentence.number, ()) if d.content is None), None)


def _signed(scene: Scene, quotation: Quotation) -> Draft | None:
    """A draft of the name that stands behind a dash after a quotation, at the end of its paragraph."""
    at = quotation.last.at + 1
    if at >= len(scene.parsed) or not quotation.ends:
        return None
    parsed = scene.parsed[at]
    same = parsed.sentence.paragraph == scene.parsed[at - 1].sentence.paragraph
    return signature(scene, parsed) if same and SIGNED.fullmatch(parsed.sentence.text) else None
