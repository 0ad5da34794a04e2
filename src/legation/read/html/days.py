"""The day a page was published: what its data say, weighed against the line that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from lxml.html import HtmlElement

from legation.read.dates import FIRST, FULL_DATE, LATER, WEEKDAY, date_of, doubt_of
from legation.read.html.blocks import blocks_of, body_of
from legation.read.html.choice import day_by_htmldate
from legation.read.html.described import Described

FIRST_PAGE = date(1991, 8, 6)
"""The first page of the web; a story that a page dates before it is from a paper archive, and the page then shows the day."""
FIGURES = re.compile(r"(?<!\d)(?:(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})|(\d{1,2})([/.-])(\d{1,2})\5(\d{4}))(?!\d)")
WORDS = re.compile(rf"(?:{WEEKDAY},?\s+)?({FULL_DATE})")
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0?[1-9]|1[0-2])[/-]?(0?[1-9]|[12]\d|3[01])(?:/|-|_|$)")
MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(\d\d?)/", re.IGNORECASE)
STAMP_AT_MOST = 200
"""Characters of a date in a page's data."""
LINE_AT_MOST = 160
REST_AT_MOST = 60
"""Characters that a line of date may hold besides; one with more is a headline or a sentence."""
FIRST_WORD = re.compile(rf"\b{FIRST}\b|\bpublished\b|\bposted\b|\bcreated\b", re.IGNORECASE)
LATER_WORD = re.compile(rf"\b{LATER}\b|\bupdated?\b|\bmodified\b|\brevised\b|\bedited\b|\blast change", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days of a page, and what is wrong with those that are none."""

    published: date | None
    modified: date | None
    doubt: str | None = None
    rival: date | None = None
    """Another day that the page shows beside its headline as if it were the day of publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A day on a visible line."""

    day: date
    first: bool
    """Whether the line says that it is the day of publication."""


def days_of(tree: HtmlElement, described: Described, near: Sequence[str], *, url: str | None, today: date | None) -> Days:
    """The days of publication and of the last change.

    Takes    near = the visible lines around the headline, the nearest first; today = no day can be later.
    Gives    None where the page does not say; the clock's day never.
    """
    seen = [day for line in near for day in seen_in(line)]
    seen = [one for one in seen if doubt_of(one.day, today) is None]
    told, doubt = _told(described, seen, today)
    published = (
        _weighed(told, seen) or _in_address(url or next(iter(described.urls), ""), today) or _by_htmldate(tree, described, url, today)
    )
    modified = next(
        (day for text in described.modified if (stamp := stamp_of(text)) and (day := stamp[0]) and doubt_of(day, today) is None), None
    )
    rivals = [one.day for one in seen[:1] if told is not None and published == told[0] and abs((one.day - published).days) > 1]
    return Days(
        published=published,
        modified=modified if modified and published and modified >= published else None,
        doubt=doubt,
        rival=rivals[0] if rivals and rivals[0] != modified else None,
    )


def stamp_of(text: str) -> tuple[date, bool] | None:
    """The day that a date or time in a page's data names, in its own offset, and whether that offset is Greenwich's."""
    words = text.strip()
    if len(words) > STAMP_AT_MOST:
        return None
    try:
        if re.match(r"\d{4}-\d\d-\d\d", words):
            if len(words) == 10:
                return date.fromisoformat(words), False
            moment = datetime.fromisoformat(re.sub(r"\s*([+-]\d\d):?(\d\d)$", r"\1:\2", re.sub(r"\.\d+", "", words.replace(" UTC", "Z"))))
            return moment.date(), moment.utcoffset() == timedelta(0)
        if re.match(r"\d{8}(?:T|\d{6}|$)", words):
            return date.fromisoformat(f"{words[:4]}-{words[4:6]}-{words[6:8]}"), words.endswith("Z")
        if re.match(r"\w{3},? \d", words):
            moment = parsedate_to_datetime(words)
            return moment.date(), moment.utcoffset() == timedelta(0)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if re.fullmatch(r"\d{10}(?:\d{3})?", words):
        return None
    seen = seen_in(words) if len(words) <= 60 else []
    return (seen[0].day, False) if seen else None


def seen_in(line: str) -> list[Seen]:
    """The days of publication that a short line names; those behind "updated" are none."""
    if len(line) > LINE_AT_MOST or len(FIGURES.sub("", WORDS.sub("", line))) > REST_AT_MOST:
        return []
    found: list[Seen] = []
    for match in sorted((*WORDS.finditer(line), *FIGURES.finditer(line)), key=lambda match: match.start()):
        day = date_of(match[1]) if match.re is WORDS else _day_of_figures(match)
        before = line[: match.start()]
        later = [m.end() for m in LATER_WORD.finditer(before)]
        first = [m.end() for m in FIRST_WORD.finditer(before)]
        if day is not None and (not later or (first and first[-1] > later[-1])):
            found.append(Seen(day=day, first=bool(first)))
    return found


def _day_of_figures(match: re.Match[str]) -> date | None:
    try:
        if match[1]:
            return date(int(match[1]), int(match[2]), int(match[3]))
        one, other, year = int(match[4]), int(match[6]), int(match[7])
        if match[5] == "." or one > 12 or one == other:
            return date(year, other, one)
        return date(year, one, other) if other > 12 else None
    except ValueError:
        return None


def _told(described: Described, seen: Sequence[Seen], today: date | None) -> tuple[tuple[date, bool] | None, str | None]:
    """The first day of publication in the data that can be one; what is wrong with the one before it."""
    doubt = None
    stamps = [stamp for text in described.published if (stamp := stamp_of(text)) is not None]
    for stamp in stamps:
        wrong = doubt_of(stamp[0], today)
        if wrong is None and stamp[0] < FIRST_PAGE and all(one.day != stamp[0] for one in seen):
            wrong = f"is {stamp[0]}, before there was a web, and the page does not show it"
        if wrong is None:
            # The same moment told with an offset of its own is the day on the spot.
            local = [other for other in stamps if stamp[1] and not other[1] and abs((other[0] - stamp[0]).days) == 1]
            return (local[0] if local else stamp), doubt
        doubt = doubt or wrong
    return None, doubt


def _weighed(told: tuple[date, bool] | None, seen: Sequence[Seen]) -> date | None:
    """The day in the data, save where a visible line knows better: near midnight in Greenwich, and where it says "first published"."""
    if told is None:
        return next((one.day for one in seen if one.first), None) or next((one.day for one in seen), None)
    day, greenwich = told
    first = next((one.day for one in seen if one.first), None)
    if first is not None and (first < day or (greenwich and abs((first - day).days) == 1)):
        return first
    if greenwich and all(one.day != day for one in seen):
        return next((one.day for one in seen if abs((one.day - day).days) == 1), day)
    return day


def _in_address(url: str, today: date | None) -> date | None:
    """The day that a page's address names."""
    match = IN_ADDRESS.search(url)
    named = MONTH_IN_ADDRESS.search(url)
    try:
        day: date | None
        if match is not None:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        elif named is not None:
            day = date_of(f"{named[3]} {named[2].capitalize()} {named[1]}")
        else:
            return None
    except ValueError:
        return None
    return day if day is not None and doubt_of(day, today) is None and day >= FIRST_PAGE else None


def _by_htmldate(tree: HtmlElement, described: Described, url: str | None, today: date | None) -> date | None:
    """What htmldate finds where nothing above does; without its guesses, and not the day of a later change."""
    day = day_by_htmldate(tree, url, today)
    if day is None or day < FIRST_PAGE or doubt_of(day, today) is not None or day in _changed(tree, described):
        return None
    # Of a day that no month has (2020-02-31) it makes the first of the month.
    told = (text.strip() for text in described.published)
    return None if any(text.startswith(f"{day:%Y-%m}-") and not text.startswith(day.isoformat()) for text in told) else day


def _changed(tree: HtmlElement, described: Described) -> frozenset[date]:
    """The days on which the page says that it was changed."""
    told = [stamp[0] for text in described.modified if (stamp := stamp_of(text))]
    lines = [
        line
        for block in blocks_of(body_of(tree))
        for line in block.text.split("\n")
        if LATER_WORD.search(line) and len(line) <= LINE_AT_MOST
    ]
    named = [date_of(match[1]) for line in lines for match in WORDS.finditer(line)]
    return frozenset(
        (
            *told,
            *(day for day in named if day),
            *(day for line in lines for match in FIGURES.finditer(line) if (day := _day_of_figures(match))),
        )
    )
