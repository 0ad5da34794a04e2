"""Questions to statements and claims: who speaks or is ranked, where, and in a report of which days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from legation.ask.query import Question, folded, goes_by, may_fall_within
from legation.errors import UsageError
from legation.model import Actor, Claim, Evidence, Finding, Origin, Statement
from legation.when import day

B = TypeVar("B", Statement, Claim)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[B]):
    """A statement or claim of the register, with what of its report bears on it."""

    finding: Finding[B]
    origin: Origin


def statements_told(
    found: Iterable[Finding[Statement]], origins: Iterable[Origin], asked: Question
) -> tuple[tuple[Told[Statement], ...], int]:
    """The statements that fit a question, and how many were left out for want of a day of publication.

    Raises   UsageError for what cannot be asked of statements: a host, a country of destination, a status, a post.
    """
    _refuse(asked, "statements", host=asked.host, to=asked.to, status=asked.status, post=asked.post)
    return _dated(found, origins, asked, _statement_fits)


def claims_told(found: Iterable[Finding[Claim]], origins: Iterable[Origin], asked: Question) -> tuple[tuple[Told[Claim], ...], int]:
    """The claims that fit a question, and how many were left out for want of a day of publication.

    Raises   UsageError for what cannot be asked of claims: a status, a post.
    """
    _refuse(asked, "claims", status=asked.status, post=asked.post)
    return _dated(found, origins, asked, _claim_fits)


def _dated(
    found: Iterable[Finding[B]], origins: Iterable[Origin], asked: Question, fits: Callable[[Finding[B], Question], bool]
) -> tuple[tuple[Told[B], ...], int]:
    """What fits, in the order told, by the day on which its report appeared."""
    known = {origin.report: origin for origin in origins}
    fitting = [Told(finding=f, origin=known.get(f.report_id, Origin(report=f.report_id))) for f in found if fits(f, asked)]
    if asked.since is None and asked.until is None:
        return tuple(fitting), 0
    dated = [told for told in fitting if told.origin.published is not None]
    within = tuple(t for t in dated if t.origin.published and may_fall_within(day(t.origin.published), asked))
    return within, len(fitting) - len(dated)


def _statement_fits(finding: Finding[Statement], asked: Question) -> bool:
    """Whether speaker and words fit."""
    speaker = finding.body.speaker
    actors = (speaker.actor,) if speaker and speaker.actor else ()
    return _is_called(actors, speaker.words.text if speaker else "", asked) and _says(finding.evidence, asked.text)


def _claim_fits(finding: Finding[Claim], asked: Question) -> bool:
    """Whether those who are ranked, the country and the words fit."""
    claim, pattern = finding.body, finding.body.pattern
    whose = pattern.whose
    anchored = (claim.anchor.actor,) if claim.anchor and claim.anchor.actor else ()
    words = f"{claim.subject.text} {whose.words if whose else ''}"
    others = [a for other in pattern.others for a in other.actors]
    return (
        _is_called((*(whose.actors if whose else ()), *anchored), words, asked, whose.country if whose else None)
        and (asked.host is None or any(goes_by(actor, asked.host) for actor in others))
        and (asked.to is None or pattern.destination == asked.to)
        and _says(finding.evidence, asked.text)
    )


def _is_called(actors: Sequence[Actor], words: str, asked: Question, country: str | None = None) -> bool:
    """Whether one of the people, or the words for them, go by what is asked."""
    wanted = set(folded(asked.visitor or "").split())
    by_words = bool(wanted) and wanted <= set(folded(words).split())
    named = asked.visitor is None or by_words or any(goes_by(actor, asked.visitor) for actor in actors)
    return named and (asked.from_ is None or asked.from_ in {country, *(actor.country for actor in actors)})


def _says(evidence: Sequence[Evidence], words: str | None) -> bool:
    """Whether the words stand together in the report's own."""
    return words is None or any(f" {folded(words)} " in f" {folded(e.quote)} " for e in evidence)


def _refuse(asked: Question, what: str, **given: object) -> None:
    """Says what cannot be asked."""
    for name, value in given.items():
        if value is not None:
            raise UsageError(f"--{name}: {what} cannot be asked for it; leave it away, or list visits")
