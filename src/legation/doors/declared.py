"""What is declared complete: the list of it with its known gaps, and declarations of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from legation.api import day_given
from legation.doors.ask import register_at
from legation.doors.listing import country_given, print_line
from legation.doors.marks import login_name
from legation.doors.options import Shape
from legation.doors.page import cell, console, counted, say
from legation.errors import RegisterError, UsageError
from legation.record import JsonObject
from legation.register.store import Register
from legation.tables.coverage import LEADER, LEADERS, Coverage, Gap, load_coverage, own_id, place_of_own, toml_of
from legation.tables.offices import Offices
from legation.tables.sheet import plain_cell, write_whole
from legation.tables.titles import load_titles

COLUMNS = ("coverage", "whose visits", "where to", "first day", "last day", "source")
GAP_COLUMNS = ("known gap", "whose", "where to", "days", "what is missing", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a person declares, in his own words."""

    post: str
    home: str | None
    to: str | None
    first: str
    last: str
    source: str
    by: str | None


def list_coverage(*, post: str | None, country: str | None, register: Path | None, shape: Shape) -> int:
    """Prints the declarations that fit, and of their gaps those that do."""
    code, posts = country_given(country, "--country"), _posts_given(post, None) if post is not None else None
    found = [_narrowed(one, code) for one in load_coverage(_own_beside(register)) if _fits(one, posts, code)]
    if shape is Shape.JSONL:
        for one in found:
            print_line(coverage_record(one))
    elif found:
        _print_table(found)
        _print_gaps([gap for one in found for gap in one.known_gaps])
    gaps = sum(len(one.known_gaps) for one in found)
    say(f"{counted(len(found), 'declaration')}, {counted(gaps, 'known gap')}; what no declaration is of may be missing anywhere")
    return 0


def add_coverage(declared: Declared, *, register: Path | None) -> int:
    """Keeps a declaration beside a register."""
    with Register.open(register_at(register)) as held:
        place = place_of_own(held.path)
    coverage = _checked(declared, date.today())
    there = load_coverage(place) if place.exists() else load_coverage()
    same = next((one for one in there if one.id == coverage.id), None)
    if same is None:
        before = place.read_text(encoding="utf-8") + "\n" if place.exists() else ""
        write_whole(place, before + toml_of(coverage))
    say(f"{coverage.id}: {'already there' if same else 'kept'} in {place}: {said_of(same or coverage)}")
    return 0


def coverage_record(coverage: Coverage) -> JsonObject:
    """A declaration as one JSON object."""
    plain = ("id", "kind", "home", "destination", "none_before", "source", "note", "by", "at")
    return {
        **{name: getattr(coverage, name) for name in plain},
        "posts": list(coverage.post_classes),
        "first": coverage.first.isoformat(),
        "last": coverage.last.isoformat(),
        "known_gaps": [_gap_record(gap) for gap in coverage.known_gaps],
    }


def said_of(coverage: Coverage) -> str:
    """A declaration in one line."""
    by = f", says {coverage.by} on {coverage.at}" if coverage.by else ""
    days = f"from {coverage.first} to {coverage.last}"
    return f"every visit of {_whose(coverage)} to {_where(coverage.destination)} {days}, by {coverage.source}{by}"


def _gap_record(gap: Gap) -> JsonObject:
    """A gap as JSON."""
    plain = ("id", "home", "destination", "source", "note", "out_of_scope")
    return {
        **{name: getattr(gap, name) for name in plain},
        "post": gap.post_class,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
    }


def _own_beside(register: Path | None) -> Path | None:
    """The declarations of one's own, where there are any.

    Raises   RegisterError where a register is named and is not there.
    """
    path = register_at(register)
    if register is not None and not path.exists():
        raise RegisterError(f"there is no register at {path}; leave --register out to see what comes with the package")
    place = place_of_own(path)
    return place if place.exists() else None


def _fits(coverage: Coverage, posts: Sequence[str] | None, country: str | None) -> bool:
    """Whether a declaration is of any of the posts and, as home or destination, of the country."""
    sides = (coverage.home, coverage.destination)
    return (posts is None or bool(set(posts) & set(coverage.post_classes))) and (country is None or None in sides or country in sides)


def _narrowed(coverage: Coverage, country: str | None) -> Coverage:
    """A declaration with those of its gaps that concern a country, which its travellers may all be of."""
    if country is None or country in (coverage.home, coverage.destination):
        return coverage
    kept = tuple(gap for gap in coverage.known_gaps if {country, None} & {gap.home, gap.destination})
    return replace(coverage, known_gaps=kept)


def _checked(declared: Declared, today: date) -> Coverage:
    """The declaration, if it is one.

    Raises   UsageError for what is missing or cannot be, such as a record that is complete for days to come.
    """
    home, destination = country_given(declared.home, "--home"), country_given(declared.to, "--to")
    first, last = day_given(declared.first, "--first"), day_given(declared.last, "--last")
    source, by = plain_cell(declared.source), plain_cell(declared.by or login_name())
    if first is None or last is None or not source or not by:
        raise UsageError(
            "--source and --by: name the list that is complete, such as --source 'Ministry, list of visits 2024', and yourself"
        )
    if last < first:
        raise UsageError(f"--last {last} is before --first {first}; name the first day that the source speaks for, and its last")
    if last > today:
        raise UsageError(f"--last {last}: no source is complete for days to come; name the last day that it speaks for")
    if home is not None and home == destination:
        raise UsageError(f"--to {destination}: a visit leads to another country than the visitor's own; leave --to out for anywhere abroad")
    if home is None and destination is None:
        raise UsageError("--home or --to: no list holds all visits of all countries; name whose visits, or where to")
    coverage = Coverage(
        id="",
        source=source,
        home=home,
        post_classes=_posts_given(declared.post, home),
        destination=destination,
        first=first,
        last=last,
        by=by,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return replace(coverage, id=own_id(coverage))


def _posts_given(words: str, home: str | None) -> tuple[str, ...]:
    """The posts that a person means by a post of the table, such as ``foreign_minister``, or a title.

    Takes    home = the country whose title it is, None where that is open.
    Raises   UsageError where it is none.
    """
    known = {row.post.partition(":")[0] for row in Offices.open().rows} | {LEADER}
    post = "_".join(words.casefold().split())
    if post not in known and words.partition(":")[0] not in known:
        readings = load_titles().readings(words)
        meant = [one.post for one in readings if home is None or not one.scope or home in one.scope]
        post = next((one for one in meant if one in known), "")
        if not post:
            raise UsageError(f"--post {words}: no such post; write a title, such as 'Foreign Minister', or {', '.join(sorted(known))}")
    return LEADERS if post == LEADER else (post if post in known else words,)


def _whose(coverage: Coverage) -> str:
    """Whose visits a declaration is of."""
    posts = " or ".join(post.replace("_", " ") for post in coverage.post_classes)
    return f"the {posts} of {coverage.home or 'any other country'}"


def _where(destination: str | None) -> str:
    """Where to."""
    return destination or "anywhere abroad"


def _print_table(found: Sequence[Coverage]) -> None:
    """The declarations as a table, with their notes below."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in COLUMNS:
        table.add_column(name, overflow="fold", no_wrap=name in ("coverage", "first day", "last day"))
    for one in found:
        source = f"{one.source}, says {one.by}" if one.by else one.source
        words = (one.id, _whose(one), _where(one.destination), str(one.first), str(one.last), source)
        table.add_row(*map(cell, words))
    console().print(table)
    for one in found:
        if one.note:
            console().print(cell(f"{one.id}: {one.note}"))


def _print_gaps(gaps: Sequence[Gap]) -> None:
    """The gaps as a table."""
    from rich import box
    from rich.table import Table

    if not gaps:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in GAP_COLUMNS:
        table.add_column(name, overflow="fold", no_wrap=name == "known gap")
    for gap in gaps:
        days = str(gap.first) if gap.first == gap.last else f"{gap.first} to {gap.last}"
        words = (gap.id, gap.home or "any", gap.destination or "any", days, gap.note, gap.source)
        table.add_row(*map(cell, words))
    console().print(table)
