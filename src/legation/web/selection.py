"""A selection of a list: what was asked in the address, as a question to the register, and the links to it and its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from legation.ask.precedent import post_class_of
from legation.ask.query import Question, moment_given, question
from legation.doors.listing import country_given
from legation.errors import UsageError
from legation.model import Certainty, ContactKind, Status
from legation.tables.titles import Titles, load_titles
from legation.web.days_given import NOTHING, edtf_given
from legation.when import When

SIZE = 50
"""Rows of a page."""
NEWEST: Final = "-day"
CONTACTS = {"visits": ContactKind.VISIT, "meetings": ContactKind.MEETING, "calls": ContactKind.CALL, "invitations": ContactKind.INVITATION}
NOUNS = {
    "visits": ("visit", "visits"),
    "meetings": ("meeting", "meetings"),
    "calls": ("call", "calls"),
    "invitations": ("invitation", "invitations"),
    "statements": ("statement", "statements"),
    "claims": ("claim", "claims"),
}
TIMES = {"since": "Since", "until": "Until"}
SORTED_BY = ("day", "person", "country", "status", "reports")
Sort = Literal["day", "-day", "person", "-person", "country", "-country", "status", "-status", "reports", "-reports"]
View = Literal["table", "timeline", "map", "years"]
LABELS: dict[str, dict[str, str]] = {
    "visits": {
        "visitor": "Visitor",
        "host": "Host",
        "post": "Post of the visitor",
        "to": "To country",
        "from": "From country",
        "country": "Country either way",
        "place": "Place",
        **TIMES,
        "status": "What became of it",
        "certainty": "How sure",
        "text": "Words",
        "rejected": "Show rejected ones",
    },
    "meetings": {
        "visitor": "Who took part",
        "host": "And who else",
        "post": "Post of one of them",
        "to": "Held in country",
        "from": "Country of one of them",
        "country": "Country either way",
        "place": "Place",
        **TIMES,
        "status": "What became of it",
        "certainty": "How sure",
        "text": "Words",
        "rejected": "Show rejected ones",
    },
    "calls": {
        "visitor": "Who spoke",
        "host": "And with whom",
        "post": "Post of one of them",
        "country": "Country of one of them",
        **TIMES,
        "status": "What became of it",
        "certainty": "How sure",
        "text": "Words",
        "rejected": "Show rejected ones",
    },
    "invitations": {
        "visitor": "Who is invited",
        "host": "Who invites",
        "post": "Post of the one invited",
        "to": "To country",
        "from": "Country of the one invited",
        "country": "Country either way",
        **TIMES,
        "status": "What became of it",
        "certainty": "How sure",
        "text": "Words",
        "rejected": "Show rejected ones",
    },
    "statements": {"visitor": "Who says it", "from": "Country of the speaker", **TIMES, "text": "Words", "rejected": "Show rejected ones"},
    "claims": {
        "visitor": "Who is ranked",
        "host": "The other side",
        "to": "To country",
        "from": "From country",
        **TIMES,
        "text": "Words",
        "rejected": "Show rejected ones",
    },
}
"""What each list can be asked for, and how that is called there."""
HINTS = {
    "visitor": "name",
    "host": "name",
    "post": "foreign minister",
    "to": "Canada or CAN",
    "from": "Canada or CAN",
    "country": "Canada or CAN",
    "place": "Ottawa",
    "since": "27 October 2022",
    "until": "October 2022",
    "text": "words side by side",
}
MORE = frozenset(("host", "post", "country", "place", "certainty", "rejected"))
"""Filters that are folded away until they are used, where a list has many."""
CHOICES = {"status": tuple(one.value for one in Status), "certainty": tuple(one.value for one in Certainty)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stands in an address, without what is empty; the names are those of the address."""

    visitor: str = ""
    host: str = ""
    post: str = ""
    to: str = ""
    from_: str = ""
    country: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    status: str = ""
    certainty: str = ""
    text: str = ""
    rejected: bool = False
    sort: Sort = NEWEST
    view: View = "table"
    page: int = 1

    def value(self, name: str) -> str:
        """What was given for a filter."""
        held = getattr(self, f"{name}_" if name == "from" else name)
        return ("yes" if held else "") if isinstance(held, bool) else str(held)


def _text(about: str) -> Any:
    """Words in an address."""
    return Query(description=about, max_length=200)


def given(
    *,
    visitor: Annotated[str, _text("Words of the name of one who acts, in any order; or a Wikidata id")] = "",
    host: Annotated[str, _text("The same of the other side")] = "",
    post: Annotated[str, _text("Title of a post, such as foreign minister")] = "",
    to: Annotated[str, _text("Country where it takes place, by name or code")] = "",
    from_: Annotated[str, Query(alias="from", description="Country of one who acts, by name or code", max_length=200)] = "",
    country: Annotated[str, _text("Country where it takes place or of one of the parties")] = "",
    place: Annotated[str, _text("Words of the name of a place, or its GeoNames id")] = "",
    since: Annotated[str, _text("First day, month or year")] = "",
    until: Annotated[str, _text("Last day, month or year")] = "",
    status: Annotated[str, _text(f"One of {', '.join(CHOICES['status'])}")] = "",
    certainty: Annotated[str, _text(f"One of {', '.join(CHOICES['certainty'])}")] = "",
    text: Annotated[str, _text("Words that stand together in a report's words, a place, a topic")] = "",
    rejected: Annotated[bool, Query(description="Whether those that somebody has rejected are shown too")] = False,
    sort: Annotated[Sort, Query(description="What the rows are sorted by; with a minus the last come first")] = NEWEST,
    view: Annotated[View, Query(description="How the selection is drawn above its rows")] = "table",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Given:
    """What an address asks for."""
    told = {name: words.strip() for name, words in locals().items() if isinstance(words, str) and name not in ("sort", "view")}
    return Given(**told, rejected=rejected, sort=sort, view=view, page=page)


Asked = Annotated[Given, Depends(given)]
"""What every list takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a list is asked for: the question, or what is wrong with the values that were given."""

    kinds: str
    given: Given
    question: Question
    faults: Mapping[str, str]
    """What is wrong, by the name of the filter."""

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are given, of those that the list has."""
        return {name: value for name in LABELS[self.kinds] if (value := self.given.value(name))}

    def link(self, *, path: str | None = None, without: str = "", **changes: str | int) -> str:
        """The link to this selection, or to one that differs in some of it; the page is the first unless told.

        Takes    path = where it leads instead of the list; without = a filter that is left out.
        """
        told: dict[str, object] = {name: value for name, value in self.filters.items() if name != without}
        shown = {} if path else {"sort": self.given.sort, "view": self.given.view}
        return _address(path or f"/{self.kinds}", told | shown | changes)

    def shortest(self, path: str) -> str:
        """The shortest address of what is asked and how it is shown."""
        return _address(path, {**self.filters, "sort": self.given.sort, "view": self.given.view, "page": self.given.page})


def _address(path: str, told: Mapping[str, object]) -> str:
    """A path with what does not go without saying."""
    usual = {"sort": NEWEST, "view": "table", "page": 1}
    query = urlencode({name: value for name, value in told.items() if value and value != usual.get(name)})
    return f"{path}?{query}" if query else path


def select(kinds: str, told: Given) -> Selection:
    """What a list is asked for; a value that cannot be asked for is left out of the question and noted."""
    faults: dict[str, str] = {}
    values: dict[str, object] = {}
    for name in LABELS[kinds]:
        words = told.value(name)
        if not words:
            continue
        try:
            values[name] = READ.get(name, _as_it_is)(words, name)
        except UsageError as fault:
            faults[name] = _plainly(str(fault), words)
    kind = CONTACTS.get(kinds)
    if "post" in values:
        values["post"] = post_class_of(str(values["post"]), str(values.get("from") or "") or None, _titles())
    names = {"from": "from_", "country": "either"}
    wanted = question(kind, **{names.get(name, name): value for name, value in values.items()})  # type: ignore[arg-type]
    since, until = wanted.since, wanted.until
    if since and until and since.earliest and until.latest and since.earliest > until.latest:
        faults["until"] = "This is before the first day; give a later one."
    return Selection(kinds=kinds, given=told, question=wanted, faults=faults)


def unneeded(request: Request, told: Given) -> bool:
    """Whether an address holds what is empty or goes without saying, and has a shorter form."""
    usual = {"sort": NEWEST, "view": "table", "page": "1"}
    return any(not value.strip() or usual.get(name) == value for name, value in request.query_params.multi_items())


def _as_it_is(words: str, name: str) -> object:
    return words == "yes" if name == "rejected" else words


def _country(words: str, name: str) -> str | None:
    return country_given(words, name)


def _bound(words: str, name: str) -> When:
    try:
        edtf = edtf_given(words, name)
    except UsageError:
        edtf = NOTHING
    if edtf == NOTHING:
        raise UsageError(f"{name} {words}: this is no day; write a day such as 27 October 2022, a month such as June 2019, or a year")
    return moment_given(edtf, name)


def _choice(words: str, name: str) -> str:
    low = words.casefold().replace(" ", "_")
    if low not in CHOICES[name]:
        raise UsageError(f"{name} {words}: this is none of {', '.join(one.replace('_', ' ') for one in CHOICES[name])}")
    return low


READ: dict[str, Callable[[str, str], object]] = {
    "to": _country,
    "from": _country,
    "country": _country,
    "since": _bound,
    "until": _bound,
    "status": _choice,
    "certainty": _choice,
}


def _plainly(fault: str, words: str) -> str:
    """What is wrong, for one who sees the field beside it."""
    told = fault.partition(f"{words}: ")[2] or fault.partition(": ")[2] or fault
    return f"{told[:1].upper()}{told[1:]}."


@cache
def _titles() -> Titles:
    return load_titles()
