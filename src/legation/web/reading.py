"""Reading at the desk: from what was typed or sent to the readings that lie there, bounded, and checked when they are looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import PurePosixPath

from legation.api import day_given
from legation.checking import Evidence
from legation.errors import LegationError, ReportError, UsageError
from legation.model import Mention, Problem, Reading, Report
from legation.read import Given, read_text
from legation.read.dates import doubt_of
from legation.read.kinds import is_office_file
from legation.read.language import NOT_READ
from legation.read.sources import read_source
from legation.web.here import Here
from legation.web.shelf import Lying
from legation.web.shown import Found, found_of

FILE_AT_MOST = 5_000_000
"""Bytes of a file that is read at the desk; larger ones are for the command."""
TEXT_AT_MOST = 250_000
"""Characters of all reports of one file together: they take half a minute to read, and nobody else can read meanwhile."""
REPORTS_AT_MOST = 20
CHECKED_AT_ONCE = 60
"""Things told up to which a report is checked as soon as it is shown; the check of more takes longer than a page may."""
LOOKED_THROUGH_AT_ONCE = 1_000
"""The same of the entries of the register that bear on it."""
LARGER = "use the command for it: legation read --into REGISTER FILE"
PDF = b"%PDF"
SAMPLE = "sample.jsonl"
Read = tuple[Reading, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into the form; it stands there again where it cannot be read."""

    text: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that was sent along."""

    name: str
    data: bytes


class UnreadableError(LegationError):
    """What was given cannot be read; its words say what to do."""


def read_here(at: Here, typed: Typed, sent: Sent | None) -> tuple[Lying, ...]:
    """Reads what was given and lays it down at the desk.

    Raises   UnreadableError where nothing of it can be read.
    """
    day = _day_of(typed.published, at.today)
    found = _of_file(sent, typed, day, at.today) if sent else _of_text(typed, day)
    reports = [item for item in found if isinstance(item, Report)]
    passed = tuple(item for item in found if isinstance(item, Problem))
    if not reports:
        raise UnreadableError("; ".join(dict.fromkeys(problem.advice for problem in passed)) or "there is no report in it")
    with at.desk.reading:
        read = [_read(report, at) for report in reports]
    unread = [problem for reading, _ in read for problem in reading.problems if problem.code == NOT_READ]
    if len(unread) == len(read):
        raise UnreadableError(
            f"the report is {unread[0].advice.partition(';')[0]}, and only English is read here; paste a translation of it"
        )
    return at.desk.shelf.lay(read, passed)


def _read(report: Report, at: Here) -> Read:
    """What one report tells, and all that it names."""
    # Loaded here, for the pipeline is not needed until something is read.
    from legation.pipeline import read_and_name

    return read_and_name(report, at.desk.kit())


def sample() -> Typed:
    """The report of our own that comes with the desk."""
    record = json.loads((files("legation.web") / "data" / SAMPLE).read_text("utf-8"))
    return Typed(text=record["text"], published=record["published"])


def _day_of(published: str, today: date) -> date | None:
    """The day of publication as it was typed.

    Raises   UnreadableError for a day that is none.
    """
    try:
        day = day_given(published.strip() or None, "day of publication")
    except UsageError as fault:
        raise UnreadableError(str(fault)) from None
    doubt = doubt_of(day, today) if day else None
    if doubt:
        raise UnreadableError(f"the day of publication {doubt}; correct it, or leave it empty where it is not known")
    return day


def _of_text(typed: Typed, day: date | None) -> list[Report | Problem]:
    """The report that was pasted."""
    # A form sends every line end as two characters; a file that says the same has one.
    text = typed.text.replace("\r\n", "\n")
    if not text.strip():
        raise UnreadableError("there is no text yet; paste the words of a report, or choose a file")
    _bound(len(text))
    try:
        return [read_text(text, published=day, title=_given(typed.title), outlet=_given(typed.outlet))]
    except ReportError:
        raise UnreadableError("the text holds halves of characters; copy it anew") from None


def _of_file(sent: Sent, typed: Typed, day: date | None, today: date) -> list[Report | Problem]:
    """The reports of a file, each under an id of its own, and what of it is passed over."""
    name = PurePosixPath(sent.name.replace("\\", "/")).name.translate(dict.fromkeys(range(0x20))) or "file"
    if len(sent.data) > FILE_AT_MOST:
        raise UnreadableError(f"{name} is larger than {FILE_AT_MOST // 1_000_000} million bytes; {LARGER}")
    if not sent.data:
        raise UnreadableError(f"{name} is empty; choose another file")
    if sent.data.startswith(PDF):
        raise UnreadableError(f"{name} is a PDF, which is not read here; open it, copy its text and paste that")
    if is_office_file(sent.data):
        raise UnreadableError(f"{name} is a document of an office program; save it as text or as a web page, or paste its text")
    given = Given(published=day, today=today)
    found = list(_some(read_source(BytesIO(sent.data), name=name, source=name, given=given)))
    reports = [item for item in found if isinstance(item, Report)]
    if len(reports) == 1:
        known = replace(reports[0], title=_given(typed.title) or reports[0].title, outlet=_given(typed.outlet) or reports[0].outlet)
        return [known if item is reports[0] else item for item in found]
    return list(_numbered(found))


def _some(items: Iterable[Report | Problem]) -> Iterator[Report | Problem]:
    """The first reports of a file, as many as a desk reads at once."""
    reports = characters = 0
    for item in items:
        if isinstance(item, Report):
            if reports == REPORTS_AT_MOST or (reports and characters + len(item.text) > TEXT_AT_MOST):
                advice = f"the file holds more reports than are read here at once, which are {reports}; {LARGER}"
                yield Problem(code="desk.more", where=item.source or item.id, advice=advice)
                return
            _bound(len(item.text))
            reports, characters = reports + 1, characters + len(item.text)
        yield item


def _bound(characters: int) -> None:
    """Raises UnreadableError for a text that would take too long."""
    if characters > TEXT_AT_MOST:
        raise UnreadableError(f"the text has {characters:,} characters, and no more than {TEXT_AT_MOST:,} are read here; {LARGER}")


def _numbered(items: Sequence[Report | Problem]) -> Iterator[Report | Problem]:
    """The same with a number behind each id that comes again: they are several reports, not versions of one."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Report) and item.id in seen:
            number = next(number for number in range(2, len(items) + 2) if f"{item.id}-{number}" not in seen)
            item = replace(item, id=f"{item.id}-{number}")
        if isinstance(item, Report):
            seen.add(item.id)
        yield item


def _given(typed: str) -> str | None:
    """What was typed into a field; None for nothing."""
    return typed.strip() or None


def checked_of(at: Here, reading: Reading) -> Found:
    """What the packaged record, and the register where there is one, say of a reading."""
    evidence = _evidence(at)
    return found_of(evidence.check(reading), evidence)


def _evidence(at: Here) -> Evidence:
    return at.desk.evidence(at.register if at.has_register else None)


def checked_lying(at: Here, lying: Lying, *, asked: bool) -> Found | None:
    """The same of a reading at the desk, found out once; None where it would take long and nobody has asked."""
    reading = lying.reading
    if lying.checked is None and (asked or _is_light(at, reading)):
        with at.desk.reading:
            lying.checked = lying.checked or checked_of(at, reading)
    return lying.checked


def _is_light(at: Here, reading: Reading) -> bool:
    """Whether a check takes no more than some seconds."""
    return len(reading.contacts) + len(reading.claims) <= CHECKED_AT_ONCE and _evidence(at).weight(reading) <= LOOKED_THROUGH_AT_ONCE
