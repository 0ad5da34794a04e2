"""For which posts, places and days the record holds every visit, by which source, with which gaps that are known."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from legation.errors import LexiconError
from legation.identity import stable_id
from legation.tables.former_states import state_on

TABLE = "coverage.toml"
ANY = "any"
"""The post of a gap that concerns holders of every post."""
LEADERS = ("head_of_state", "head_of_government")
LEADER = "leader"
"""Head of state or of government, which one is not said."""
VISIT = "visit"
OF_COVERAGE = ("home", "destination", "none_before", "note", "by", "at", "known_gaps")
OF_GAP = ("home", "post", "destination", "out_of_scope", "level", "place", "note")
"""What a declaration, and a gap, may say beside what they must."""
Span = tuple[date, date]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Visits that the source of a coverage is known to lack, though they fall into it."""

    id: str
    home: str | None
    """Country of the travellers, alpha-3; None for all that the coverage is of."""
    post_class: str
    """As in the table of posts, or ``any``."""
    destination: str | None
    """Where to, alpha-3; None for anywhere."""
    first: date
    last: date
    source: str
    """Who says that these visits took place."""
    note: str
    out_of_scope: bool = False
    """Whether the source does not set out to hold such visits; they matter where their own country is asked for alone."""
    level: str | None = None
    """What kind of visit it was, where that is known: a working visit is none that a list of state visits lacks."""
    place: str | None = None
    """The only place that it led to, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A declaration that the record holds every visit by holders of a post to a place within a span of days."""

    id: str
    source: str
    home: str | None
    """Country of the travellers, alpha-3; None for every country but the destination."""
    post_classes: tuple[str, ...]
    destination: str | None
    """Where to, alpha-3; None for anywhere abroad."""
    kind: str = VISIT
    first: date
    last: date
    """The source's own last day; of later days it says nothing."""
    none_before: bool = False
    """Whether by its source no holder of the post travelled before the first day."""
    known_gaps: tuple[Gap, ...] = ()
    note: str = ""
    """Which visits alone it holds, and what a reader should know of it."""
    by: str | None = None
    """Who declared it; None for what comes with the package."""
    at: str | None = None

    @property
    def begins(self) -> date:
        """The first day of which it says something."""
        return date.min if self.none_before else self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What the declarations say of a question."""

    coverages: tuple[Coverage, ...] = ()
    """Those that are of these travellers, this post and this place, and reach into these days."""
    gaps: tuple[Gap, ...] = ()
    """Those of their gaps that lie within these days and are closed by no other declaration."""
    complete: bool = False


def covered(
    coverages: Iterable[Coverage],
    *,
    home: str | None,
    post_class: str | None,
    destination: str | None,
    first: date | None,
    last: date | None,
    level: str | None = None,
    place: str | None = None,
) -> Covered:
    """Whether the record holds all visits by holders of a post to a place from the first day to the last.

    Takes    home = country of the travellers, None for every country; post_class as in the table of posts, or ``leader``, None for
             whoever travels; destination, None for anywhere abroad; date.min as first for "ever"; level and place, where visits of one
             level or to one place alone are asked for: a gap of another is none of theirs.
    Gives    complete only where the declarations together are of every one of these posts and days outside their gaps. An unknown post
             or day, and a last day before the first, are never complete; what bears on the rest is given all the same.
    """
    declared = tuple(replace(one, known_gaps=tuple(gap for gap in one.known_gaps if _may_be_of(gap, level, place))) for one in coverages)
    span = (first or date.min, last or date.max)
    told = [_of_post(declared, home, post, destination, span) for post in _posts(post_class)]
    known = first is not None and last is not None and first <= last
    return Covered(
        coverages=tuple({one.id: one for part in told for one in part.coverages}.values()),
        gaps=tuple({gap.id: gap for part in told for gap in part.gaps}.values()),
        complete=known and bool(told) and all(part.complete for part in told),
    )


def _may_be_of(gap: Gap, level: str | None, place: str | None) -> bool:
    """Whether the visits of a gap may be of a level and have led to a place."""
    return (level is None or gap.level in (None, level)) and (place is None or gap.place in (None, place))


def _posts(post_class: str | None) -> tuple[str, ...]:
    """The posts that have to be covered, each of them."""
    if post_class is None:
        return ()
    return LEADERS if post_class == LEADER else (post_class,)


def _of_post(coverages: Sequence[Coverage], home: str | None, post: str, destination: str | None, span: Span) -> Covered:
    """The same of one post of the table."""
    found = tuple(one for one in coverages if _concerns(one, home, post, destination) and _common((one.begins, one.last), span))
    gaps = {one.id: tuple(gap for gap in one.known_gaps if _hits(gap, home, post, destination, span)) for one in found}
    held = _joined(part for one in found for part in _without((one.begins, one.last), gaps[one.id]))
    left = [gap for one in found for gap in gaps[one.id] if not _holds(held, _common((gap.first, gap.last), span))]
    return Covered(coverages=found, gaps=tuple(left), complete=_holds(held, span))


def _concerns(coverage: Coverage, home: str | None, post: str, destination: str | None) -> bool:
    """Whether a declaration is of all these travellers, this post and all these places."""
    guests = coverage.home is None and home != coverage.destination
    there = coverage.destination in (None, destination)
    return coverage.kind == VISIT and (guests or home == coverage.home) and post in coverage.post_classes and there


def _hits(gap: Gap, home: str | None, post: str, destination: str | None, span: Span) -> bool:
    """Whether a gap may hide a visit that is asked for."""
    if _common((gap.first, gap.last), span) is None or gap.post_class not in (ANY, post) or (gap.out_of_scope and home is None):
        return False
    return _may_be_same(gap.home, home, gap.first) and _may_be_same(gap.destination, destination, gap.first)


def _may_be_same(one: str | None, other: str | None, day: date) -> bool:
    """Whether two codes, None being every country, have a country in common on a day."""
    return one is None or other is None or one == other or state_on(one, day) == state_on(other, day)


def _common(one: Span, other: Span) -> Span | None:
    """The days that are in both."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def _without(span: Span, gaps: Sequence[Gap]) -> list[Span]:
    """The days of a span that are in none of the gaps."""
    parts, begins = [], span[0]
    for gap in sorted(gaps, key=lambda gap: (gap.first, gap.last)):
        if begins < gap.first:
            parts.append((begins, min(gap.first - ONE_DAY, span[1])))
        if gap.last >= span[1]:
            return parts
        begins = max(begins, gap.last + ONE_DAY)
    return [*parts, (begins, span[1])]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as may be, those that touch being one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and (joined[-1][1] == date.max or first <= joined[-1][1] + ONE_DAY):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _holds(spans: Sequence[Span], sought: Span | None) -> bool:
    """Whether one of the spans, which do not touch, has all days of another; True for no days at all."""
    return sought is None or any(first <= sought[0] and sought[1] <= last for first, last in spans)


def load_coverage(extra: Path | None = None) -> tuple[Coverage, ...]:
    """The declarations that come with the package, and those of a file of one's own.

    Raises   LexiconError where a file cannot be read, or a declaration is not whole; it says which.
    """
    packaged = Path(str(files("legation.tables").joinpath("data", TABLE)))
    found = (*_read(packaged), *(_read(extra) if extra is not None else ()))
    ids = [one.id for one in found]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise LexiconError(f"{extra or packaged}: {', '.join(twice)} is declared twice; take one of them out")
    return found


def place_of_own(register: Path) -> Path:
    """The file beside a register that holds the declarations made for it."""
    return Path(f"{register}.coverage.toml")


def own_id(coverage: Coverage) -> str:
    """The id of a declaration of one's own, the same whoever makes it and when."""
    parts = (coverage.home, *coverage.post_classes, coverage.destination, coverage.first.isoformat(), coverage.last.isoformat())
    return stable_id("own", *parts, coverage.source)


def toml_of(coverage: Coverage) -> str:
    """A declaration as it stands in a file; its gaps are written by hand."""
    values = {
        "id": coverage.id,
        "source": coverage.source,
        "home": coverage.home,
        "posts": list(coverage.post_classes),
        "destination": coverage.destination,
        "first": coverage.first,
        "last": coverage.last,
        "note": coverage.note or None,
        "by": coverage.by,
        "at": coverage.at,
    }
    lines = (f"{name} = {_toml_value(value)}" for name, value in values.items() if value is not None)
    return "\n".join(("[[coverage]]", *lines)) + "\n"


def _toml_value(value: object) -> str:
    """A day as such, text and lists of text in quotes; JSON's escapes are TOML's too."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _read(path: Path) -> tuple[Coverage, ...]:
    """The declarations of one file."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise LexiconError(f"{path}: the declarations of coverage cannot be read ({fault}); mend the file") from fault
    rows = table.pop("coverage", [])
    if table or not isinstance(rows, list):
        raise LexiconError(f"{path}: it holds [[coverage]] alone, and [[coverage.known_gaps]] below each; take the rest out")
    return tuple(_coverage(row, f"{path}: coverage {number}") for number, row in enumerate(rows, start=1))


def _coverage(row: Mapping[str, Any], where: str) -> Coverage:
    """One declaration of a file."""
    _check(row, where, needed={"id": str, "source": str, "posts": list}, other=OF_COVERAGE)
    gaps = row.get("known_gaps", [])
    return Coverage(
        id=row["id"],
        source=row["source"],
        home=row.get("home"),
        post_classes=tuple(row["posts"]),
        destination=row.get("destination"),
        first=row["first"],
        last=row["last"],
        none_before=row.get("none_before", False),
        known_gaps=tuple(_gap(gap, row, f"{where}, gap {number}") for number, gap in enumerate(gaps, start=1)),
        note=row.get("note", ""),
        by=row.get("by"),
        at=row.get("at"),
    )


def _gap(gap: Mapping[str, Any], row: Mapping[str, Any], where: str) -> Gap:
    """One gap of a declaration; what it does not say is as of the declaration."""
    gap = {"last": gap.get("first"), **gap}
    _check(gap, where, needed={"source": str}, other=OF_GAP)
    home, destination = gap.get("home", row.get("home")), gap.get("destination", row.get("destination"))
    series, place = row["id"].partition(":")[2] or row["id"], home if row.get("destination") else destination
    return Gap(
        id=f"gap:{series}:{place or ANY}:{gap['first'].isoformat()}",
        home=home,
        post_class=gap.get("post", row["posts"][0] if len(row["posts"]) == 1 else ANY),
        destination=destination,
        first=gap["first"],
        last=gap["last"],
        source=gap["source"],
        note=gap.get("note", ""),
        out_of_scope=gap.get("out_of_scope", False),
        level=gap.get("level"),
        place=gap.get("place"),
    )


def _check(row: Mapping[str, Any], where: str, *, needed: Mapping[str, type], other: Sequence[str]) -> None:
    """Raises LexiconError for a row that lacks something, holds what nobody knows, or ends before it begins."""
    needs = {**needed, "first": date, "last": date}
    wrong = [name for name, kind in needs.items() if type(row.get(name)) is not kind or not row[name]]
    if wrong:
        raise LexiconError(f"{where}: {', '.join(wrong)} missing or of another kind; days are written as 2022-10-27, without quotes")
    unknown = sorted(set(row) - set(needs) - set(other))
    if unknown:
        raise LexiconError(f"{where}: nobody knows {', '.join(unknown)}; it may have {', '.join((*needs, *other))}")
    if row["last"] < row["first"]:
        raise LexiconError(f"{where}: the last day {row['last']} is before the first, {row['first']}")
