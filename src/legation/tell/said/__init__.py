"""Statements: who is reported to have said what, by which cue, in direct or in indirect speech."""

from __future__ import annotations

from legation.model import Finding, Statement
from legation.tell.draft import Lists
from legation.tell.said.anonymous import with_anonymity
from legation.tell.said.clauses import reported_clauses
from legation.tell.said.join import joined
from legation.tell.scene import Scene


def tell_statements(scene: Scene, lists: Lists) -> tuple[Finding[Statement], ...]:
    """All statements of a report, in order of the text."""
    return with_anonymity(scene, joined(scene, tuple(reported_clauses(scene, lists))), lists.nameless)
