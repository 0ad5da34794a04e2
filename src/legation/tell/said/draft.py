"""A statement in the making: what one cue or one quotation gives of it, before the two are joined."""

from __future__ import annotations

from dataclasses import dataclass

from legation.model import Certainty, Speaker, Words
from legation.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a sentence tells of a saying; spans count in ``Report.text``."""

    sentence: int
    """Number of the sentence that the cue stands in."""
    rule: str
    """Name and version of the rule that found it."""
    speaker: Speaker | None
    cue: Words | None
    content: Span | None
    """The clause or phrase reported; None where what was said is to be looked for among the quotations around the cue."""
    certainty: Certainty = Certainty.PLAIN
