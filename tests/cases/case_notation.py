"""The notation of case files: a title, a day of publication, a text, and the findings that a careful reader takes from it.

    # weekday looks ahead with a plan
    @ 2014-03-10
    Chilean Foreign Minister Ana Prieto will travel to Oslo on Wednesday.
    =>
    visit  planned  Ana Prieto -> NOR  Oslo 2014-03-12  starts 2014-03-12  ends none

Fields stand apart by two spaces or more. A case states the fields it cares about. A finding that is told but not expected fails
the case, unless its last line is ``...``. Files whose name begins with ``statement_`` expect statements alone, those that begin
with ``claim_`` claims alone, and all others contacts alone. What a line says of each stands in ``case_contacts``,
``case_statements`` and ``case_claims``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import case_claims
import case_contacts
import case_statements

from legation.model import ContactKind, Finding, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text and what is to be told of it."""

    file: str
    title: str
    published: date | None
    text: str
    expected: tuple[str, ...]
    open_ended: bool
    """Whether more may be told than the case names."""

    @property
    def id(self) -> str:
        """File and title, as test names and the list of known misses give them."""
        return f"{self.file}: {self.title}"


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of one file.

    Raises   ValueError that names the case which lacks a part or repeats a title.
    """
    blocks = re.split(r"(?m)^# ", path.read_text(encoding="utf-8"))[1:]
    cases = tuple(_case(path.stem, block) for block in blocks)
    titles = [c.title for c in cases]
    if repeated := {t for t in titles if titles.count(t) > 1}:
        raise ValueError(f"{path.name}: title used twice: {', '.join(sorted(repeated))}")
    return cases


def _case(file: str, block: str) -> Case:
    title, _, rest = block.partition("\n")
    head, arrow, tail = rest.partition("\n=>\n")
    day, _, text = head.partition("\n")
    lines = [line.strip() for line in tail.splitlines() if line.strip()]
    if not (arrow and day.startswith("@ ") and text.strip() and lines):
        raise ValueError(f"{file}.case: {title!r} lacks its day (@), its text, its arrow (=>) or what is expected ('nothing')")
    paragraphs = re.split(r"\n\s*\n", text.strip())
    expected = tuple(one for line in lines if line not in ("nothing", "...") for one in _each_visitor(line))
    if bool(expected) == ("nothing" in lines):
        raise ValueError(f"{file}.case: {title!r} expects findings and nothing at once")
    return Case(
        file=file,
        title=title.strip(),
        published=None if day == "@ undated" else date.fromisoformat(day[2:]),
        text="\n\n".join(" ".join(p.split()) for p in paragraphs),
        expected=expected,
        open_ended=lines[-1] == "...",
    )


def _each_visitor(line: str) -> tuple[str, ...]:
    """A line of a visit that several make together stands for one line each."""
    kind, *rest = re.split(r"\s{2,}", line)
    if kind != ContactKind.VISIT or len(rest) < 2 or " -> " not in rest[1]:
        return (line,)
    status, parties, *fields = rest
    who, _, destination = parties.partition(" -> ")
    return tuple("  ".join((kind, status, f"{one} -> {destination}", *fields)) for one in who.split(" + "))


def compare(case: Case, reading: Reading) -> tuple[str, ...]:
    """What differs between a case and what was told, a line each; nothing where they agree."""
    notation, findings = _asked_of(case, reading)
    left, text = list(findings), reading.report.text
    unmet: list[str] = []
    for line in case.expected:
        found = next((f for f in left if not notation.differences(line, f, text)), None)
        if found is None:
            unmet.append(line)
        else:
            left.remove(found)
    lines: list[str] = []
    for line in unmet:
        alike = [(notation.differences(line, f, text), f) for f in left if line.split()[0] == f.body.kind]
        lines.append(f"expected  {line}")
        if alike:
            differing, near = min(alike, key=lambda pair: len(pair[0]))
            left.remove(near)
            lines += [f"    told  {notation.shown(near, text)}", *(f"          {d}" for d in differing)]
    return (*lines, *(() if case.open_ended else [f"too much  {notation.shown(f, text)}" for f in left]))


def _asked_of(case: Case, reading: Reading) -> tuple[ModuleType, Sequence[Finding[Any]]]:
    """How the lines of a case are written, and the findings that they are compared with."""
    if case.file.startswith("statement_"):
        return case_statements, reading.statements
    if case.file.startswith("claim_"):
        return case_claims, reading.claims
    return case_contacts, reading.contacts
