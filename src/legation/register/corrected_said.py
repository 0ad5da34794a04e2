"""Statements and claims as people have judged them: which are rejected, and what of them is corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar, cast

from legation.errors import UsageError
from legation.model import Certainty, Claim, Finding, Judgement, Relation, Speaker, Statement, Words
from legation.register.additions import NOWHERE, person_from

B = TypeVar("B", Statement, Claim)


def _one_of(words: Iterable[str]) -> Callable[[str], str]:
    """A reader of one of a few words."""
    known = tuple(words)

    def read(text: str) -> str:
        if text not in known:
            raise ValueError(f"write one of {', '.join(known)}")
        return text

    return read


def _speaker(text: str) -> Speaker | None:
    if text == "none":
        return None
    actor = person_from(text)
    return Speaker(words=Words(text=actor.surface, span=NOWHERE), actor=actor)


def _nth(text: str) -> int | None:
    if text == "none":
        return None
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError("write a number from 1 on, or none")
    return int(text)


SAID_READERS: dict[str, Callable[[str], object]] = {
    "speaker": _speaker,
    "certainty": _one_of(Certainty),
    "relation": _one_of(Relation),
    "nth": _nth,
}
"""What can be corrected of statements and claims, with the reader of its text."""
FIELDS = {"statement": ("speaker", "certainty"), "claim": ("relation", "nth", "certainty")}


def check_said(kind: str, field: str, text: str) -> None:
    """Raises UsageError for what cannot be corrected so of a statement or claim."""
    if field not in FIELDS[kind]:
        raise UsageError(f"{field}: of a {kind} only {', '.join(FIELDS[kind])} can be corrected")
    try:
        SAID_READERS[field](text)
    except ValueError as fault:
        raise UsageError(f"{field} {text}: {fault}") from fault


def as_corrected(finding: Finding[B], corrections: Iterable[Judgement]) -> Finding[B]:
    """A statement or claim with what people have corrected.

    Takes    the corrections, the latest first: the latest of a field stands.
    """
    values: dict[str, object] = {}
    for judgement in corrections:
        name = judgement.field or ""
        if name in FIELDS[finding.body.kind]:
            values.setdefault(name, SAID_READERS[name](judgement.value or ""))
    certainty = Certainty(str(values.pop("certainty", finding.certainty)))
    return replace(finding, body=_with_values(finding.body, values), certainty=certainty)


def _with_values(body: B, values: Mapping[str, object]) -> B:
    """A body with values set; the speaker keeps the report's words for him, and who is named is not kept back."""
    if not isinstance(body, Statement):
        relation = values.get("relation", body.relation)
        nth = cast("int | None", values.get("nth", body.nth))
        return replace(body, relation=Relation(str(relation)), nth=nth)
    if "speaker" not in values:
        return body
    speaker = cast("Speaker | None", values["speaker"])
    if speaker is not None and body.speaker is not None:
        speaker = replace(speaker, words=body.speaker.words)
    return replace(body, speaker=speaker, anonymity=None if speaker else body.anonymity)
