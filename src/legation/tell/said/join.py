"""Direct speech: quotations over sentences and paragraphs, joined with the cues that tell whose words they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.identity import stable_id
from legation.model import Finding, Statement, cite
from legation.span import Span, hull
from legation.tell.said.apart import pulled, transcribed
from legation.tell.said.draft import Draft
from legation.tell.said.owners import RULE, SPOKEN, cues_of
from legation.tell.said.quotations import LETTERS, Quotation, find_quotations
from legation.tell.said.turns import Turn, find_turns
from legation.tell.scene import Scene

SPEECH_DASHES = ("–", "—", "―")
FRAGMENT_AT_MOST = 3
"""Words quoted inside a clause that are told as a fragment."""


def joined(scene: Scene, drafts: Sequence[Draft]) -> tuple[Finding[Statement], ...]:
    """Statements of the drafts, quotations given to the cues that they belong to."""
    apart = (*pulled(scene), *transcribed(scene))
    blocks = [d.content for d in apart if d.content is not None]
    quotations = tuple(q for q in find_quotations(scene) if not any(block.overlaps(q.span) for block in blocks))
    cues = cues_of([d for d in drafts if not (d.cue and any(block.holds(d.cue.span) for block in blocks))], quotations)
    turns = find_turns(scene, quotations, cues)
    spoken = {id(t.draft) for t in turns if t.draft is not None}
    told: list[tuple[Finding[Statement], tuple[Span, ...]]]
    told = [(finding(scene, d, d.content, direct=True), (d.content,)) for d in apart if d.content is not None]
    told += [(_told(scene, turn), tuple(q.span for q in turn.quotations)) for turn in turns]
    silent = (d for found in cues.values() for d in found if id(d) not in spoken)
    told += [(finding(scene, d, d.content, direct=_follows_dash(scene, d.content)), (d.content,)) for d in silent if d.content is not None]
    return _once(told)


def _once(told: Sequence[tuple[Finding[Statement], tuple[Span, ...]]]) -> tuple[Finding[Statement], ...]:
    """Statements in order of the text, without those whose words another one tells already; each comes with the stretches that it tells."""
    kept: list[Finding[Statement]] = []
    open_to: list[tuple[Finding[Statement], tuple[Span, ...]]] = []
    for one, pieces in sorted(told, key=lambda pair: (pair[0].body.content.start, -pair[0].body.content.end)):
        content = one.body.content
        open_to = [(f, p) for f, p in open_to if f.body.content.end > content.start]
        if any(_tells(f, p, content) for f, p in open_to):
            continue
        kept.append(one)
        open_to.append((one, pieces))
    return tuple(kept)


def _tells(finding: Finding[Statement], pieces: tuple[Span, ...], content: Span) -> bool:
    """Whether a statement tells words already: they are within one of its quotations or its clause, not in what is narrated between."""
    within = finding.body.content if not finding.body.direct else None
    return any(piece.holds(content) for piece in (*pieces, *((within,) if within else ())))


def _follows_dash(scene: Scene, content: Span) -> bool:
    """Whether what was said begins its paragraph behind a dash, as some presses set speech."""
    text = scene.report.text
    before = text[text.rfind("\n", 0, content.start) + 1 : content.start]
    return before.strip() in SPEECH_DASHES and bool(before.strip())


def _told(scene: Scene, turn: Turn) -> Finding[Statement]:
    """The statement of a turn: the quotations, with the clause of its cue where they are but a part of that."""
    outer = hull(tuple(q.span for q in turn.quotations))
    draft = turn.draft or Draft(sentence=0, rule=RULE, speaker=None, cue=None, content=None)
    draft = replace(draft, speaker=turn.speaker)
    first, words = turn.quotations[0], sum(q.words for q in turn.quotations)
    clause = draft.content
    if clause is not None and not _is_whole(scene, clause, turn, draft):
        return finding(scene, draft, hull((clause, outer)), fragment=words <= FRAGMENT_AT_MOST)
    led = first.begins or first.first.before.endswith((":", ",")) or first.text[:1].isupper() or turn.draft is None
    short = words <= FRAGMENT_AT_MOST and not led
    return finding(scene, draft, outer, direct=not short, fragment=short)


def _is_whole(scene: Scene, clause: Span, turn: Turn, draft: Draft) -> bool:
    """Whether a clause is quoted as a whole; what the parser hangs on it beyond a quotation that stands by itself is not counted."""
    first, last = turn.quotations[0], turn.quotations[-1]
    before = first.first.before
    if (
        (first.begins and first.pauses)
        or before.endswith(":")
        or (before.endswith(",") and first.text[:1].isupper() and first.words >= SPOKEN)
    ):
        return True
    if _unquoted(scene, Span(min(clause.start, first.span.start), first.span.start), turn.quotations, draft):
        return False
    apart = before.endswith(",") or last.words >= SPOKEN
    return apart or not _unquoted(scene, clause, turn.quotations, draft)


def _unquoted(scene: Scene, clause: Span, quotations: Sequence[Quotation], draft: Draft) -> int:
    """How many words of a clause stand outside the quotation marks; cue, speaker and a "that" are not counted."""
    text = scene.report.text
    skipped = [
        *(q.span for q in quotations),
        *([draft.cue.span] if draft.cue else []),
        *([draft.speaker.words.span] if draft.speaker else []),
    ]
    places = (Span(m.start(), m.end()).shift(clause.start) for m in LETTERS.finditer(text[clause.start : clause.end]) if m[0] != "that")
    return sum(not any(s.overlaps(place) for s in skipped) for place in places)


def finding(scene: Scene, draft: Draft, content: Span, *, direct: bool = False, fragment: bool = False) -> Finding[Statement]:
    """A statement with its evidence: the words from speaker, cue and content, first to last."""
    report = scene.report
    body = Statement(speaker=draft.speaker, content=content, cue=draft.cue, direct=direct, fragment=fragment)
    parts = (content, *([draft.cue.span] if draft.cue else []), *([draft.speaker.words.span] if draft.speaker else []))
    key = stable_id("s", report.sha256, draft.rule, [[span.start, span.end] for span in parts])
    evidence = (cite(report, hull(parts)),)
    return Finding(id=key, report_id=report.id, body=body, certainty=draft.certainty, evidence=evidence, rule=draft.rule)
