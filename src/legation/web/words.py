"""The words of the pages: how statuses, days, people and places are written for a reader, and what the pages are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from legation.tables.gazetteer import country_names
from legation.web.days import at_time, days, on_day, readable
from legation.web.journey import dated, itinerary
from legation.web.marked import paragraphs, visible

SECTIONS = (
    ("/today", "Today"),
    ("/read", "Read"),
    ("/reports", "Reports"),
    ("/visits", "Visits"),
    ("/meetings", "Meetings"),
    ("/calls", "Calls"),
    ("/invitations", "Invitations"),
    ("/statements", "Statements"),
    ("/claims", "Claims"),
    ("/judge", "Judge"),
)
"""What stands at the head of each page."""


def plain(word: str) -> str:
    """A word of the record as a reader would write it: ``under_way`` is "under way"."""
    return word.replace("_", " ")


def country(code: str | None) -> str:
    """The English name of a country; its code where no name is known, and nothing where there is no country."""
    return country_names().get(code, code) if code else ""


def many(number: int, one: str, several: str | None = None) -> str:
    """A number with its noun: "1 visit", "2,000 visits"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def path_part(text: str) -> str:
    """An id as one part of an address."""
    return quote(text, safe="")


def capitalize_first(text: str) -> str:
    """A text with its first letter large, and all others as they are."""
    return text[:1].upper() + text[1:]


FILTERS: dict[str, Callable[..., Any]] = {
    "plain": plain,
    "country": country,
    "many": many,
    "path_part": path_part,
    "capitalize_first": capitalize_first,
    "days": days,
    "on_day": on_day,
    "at_time": at_time,
    "readable": readable,
    "dated": dated,
    "itinerary": itinerary,
    "paragraphs": paragraphs,
    "visible": visible,
}
