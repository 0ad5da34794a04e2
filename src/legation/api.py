"""Python's door: the commands under the same names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import legation.read as reading
from legation.errors import ReportError, UsageError
from legation.model import ContactKind, Mention, Problem, Reading, Report

if TYPE_CHECKING:
    from legation.checking import Checked, Precedents
    from legation.official import OfficialRecord
    from legation.pipeline import Kit
    from legation.register.store import Register

Paths = str | Path | Sequence[str | Path]


def read(
    path: Paths, *, published: date | str | None = None, pipeline: str | None = None, problems: list[Problem] | None = None
) -> Iterator[Reading]:
    """What the reports of a file, a folder, several of them or ``-`` tell, one after the other.

    Takes    published = day for reports whose record gives none; problems = a list that takes up what could not be read.
    Raises   ReportError at an input that gives no report, where there is no list for it; UsageError for a day that is none.
    """
    from legation.pipeline import read_report

    kit = _kit(pipeline)
    for report in _reports(path, published, problems):
        yield read_report(report, kit)


def read_text(
    text: str,
    *,
    published: date | str | None = None,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    pipeline: str | None = None,
) -> Reading:
    """What one text tells, with what else is known of it.

    Raises   ReportError for a text that is empty or no Unicode text; UsageError for a day that is none.
    """
    from legation.pipeline import read_report

    if not text.strip():
        raise ReportError("the text is empty; give the words of a report")
    day = day_given(published)
    report = reading.read_text(text, published=day, id=id, title=title, outlet=outlet, url=url, language=language)
    return read_report(report, _kit(pipeline))


def mentions(
    path: Paths, *, published: date | str | None = None, pipeline: str | None = None, problems: list[Problem] | None = None
) -> Iterator[tuple[Report, tuple[Mention, ...]]]:
    """Every actor, place and time that reports name; arguments as in ``read``."""
    from legation.pipeline import mentions_of

    kit = _kit(pipeline)
    for report in _reports(path, published, problems):
        yield report, mentions_of(report, kit)


def check(
    path: Paths | Report,
    *,
    published: date | str | None = None,
    as_of: date | str | None = None,
    register: Register | None = None,
    pipeline: str | None = None,
    problems: list[Problem] | None = None,
) -> Iterator[Checked]:
    """What the packaged official record, and a register beside it, say of the claims and facts of reports; arguments as in ``read``.

    Takes    as_of = the day as of which is judged, in place of the day of publication.
    """
    from legation.checking import Evidence
    from legation.pipeline import read_report

    kit, day = _kit(pipeline), day_given(as_of, "as_of")
    evidence = Evidence.open(register, _official(pipeline))
    for report in [path] if isinstance(path, Report) else _reports(path, published, problems):
        yield evidence.check(read_report(report, kit), day)


def precedents(
    *,
    to: str | None = None,
    from_: str | None = None,
    post: str | None = None,
    visitor: str | None = None,
    since: date | str | None = None,
    before: date | str | None = None,
    register: Register | None = None,
) -> Precedents:
    """The visits of the packaged official record, and of a register beside it, from which precedents are taken.

    Takes    countries = alpha-3 codes; post = a class of the table of posts, or a title; before = the day before which one is sought.
    """
    from legation.ask.precedent import post_class_of
    from legation.ask.query import question
    from legation.checking import Evidence
    from legation.official import OfficialRecord

    official, end = OfficialRecord.open(), day_given(before, "before")
    meant = post_class_of(post, from_, official.known.titles) if post else None
    until = end - timedelta(days=1) if end else None
    asked = question(ContactKind.VISIT, visitor=visitor, to=to, from_=from_, post=meant, since=since, until=until)
    return Evidence.open(register, official).precedents(asked, end)


def day_given(value: date | str | None, name: str = "published") -> date | None:
    """A day as a caller gives it.

    Raises   UsageError for what is no day written as YYYY-MM-DD.
    """
    if value is None or isinstance(value, date):
        return value
    try:
        if len(value) != 10 or value[4] != "-" or value[7] != "-":
            raise ValueError("another form of date")
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{name}: {value!r} is no day; write YYYY-MM-DD, such as 2022-10-25") from None


def _reports(path: Paths, published: date | str | None, problems: list[Problem] | None) -> Iterator[Report]:
    """The reports of the paths; what is none is noted or raised."""
    paths = [path] if isinstance(path, str | Path) else list(path)
    for item in reading.read_paths(paths, given=reading.Given(published=day_given(published), today=date.today())):
        if isinstance(item, Report):
            yield item
        elif problems is None:
            raise ReportError(f"{item.where}: {item.advice}")
        else:
            problems.append(item)


@cache
def _kit(pipeline: str | None) -> Kit:
    """The tables, lists and parser, loaded once for each pipeline that is named."""
    from legation.pipeline import load_kit

    return load_kit(pipeline)


@cache
def _official(pipeline: str | None) -> OfficialRecord:
    """The packaged record, by the tables of a pipeline's kit."""
    from legation.official import OfficialRecord

    return OfficialRecord.of_tables(_kit(pipeline).tables)
