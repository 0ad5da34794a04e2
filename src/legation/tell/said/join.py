"""Direct speech: quotations over sentences and paragraphs, joined with the cues that tell whose words they are."""

from __future__ import annotations

from collections.abc import Sequence

from legation.identity import stable_id
from legation.model import Certainty, Finding, Statement, cite
from legation.span import Span, hull
from legation.tell.said.draft import Draft
from legation.tell.scene import Scene


def joined(scene: Scene, drafts: Sequence[Draft]) -> tuple[Finding[Statement], ...]:
    """Statements of the drafts, quotations given to the cues that they belong to."""
    told = [finding(scene, draft, draft.content) for draft in drafts if draft.content is not None]
    return tuple(sorted(told, key=lambda f: f.body.content))


def finding(scene: Scene, draft: Draft, content: Span, *, direct: bool = False) -> Finding[Statement]:
    """A statement with its evidence: the words from speaker, cue and content, first to last."""
    report = scene.report
    body = Statement(speaker=draft.speaker, content=content, cue=draft.cue, direct=direct)
    parts = (content, *([draft.cue.span] if draft.cue else []), *([draft.speaker.words.span] if draft.speaker else []))
    key = stable_id("s", report.sha256, draft.rule, [[span.start, span.end] for span in parts])
    certainty = draft.certainty if draft.certainty is not Certainty.PLAIN else Certainty.PLAIN
    evidence = (cite(report, hull(parts)),)
    return Finding(id=key, report_id=report.id, body=body, certainty=certainty, evidence=evidence, rule=draft.rule)
