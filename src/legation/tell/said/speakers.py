"""Who speaks: the subject of a cue as the report puts it, and the person or body that it means."""

from __future__ import annotations

from legation.model import Speaker, Words
from legation.parse import Parsed, Word
from legation.tell.scene import Scene


def speaker_of(scene: Scene, parsed: Parsed, cue: Word) -> Speaker | None:
    """The speaker of a cue's clause; None where the sentence names none."""
    subject = next(iter(parsed.of(cue, "nsubj")), None)
    return None if subject is None else named(scene, parsed, subject)


def named(scene: Scene, parsed: Parsed, word: Word) -> Speaker:
    """A noun with all that hangs on it as a speaker."""
    span = parsed.sentence.offsets.to_source_span(parsed.reach(word))
    actors = scene.people(parsed, word)
    return Speaker(words=Words(text=scene.report.text[span.start : span.end], span=span), actor=actors[0] if len(actors) == 1 else None)
