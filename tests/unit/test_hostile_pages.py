"""Pages that broke a reader or took it minutes when broken pages were made by the thousand (``scripts/fuzz_readers.py``)."""

from __future__ import annotations

import io
import json
import sys
from datetime import date

import pytest

from legation.model import Problem, Report
from legation.read import Given
from legation.read.html.blocks import is_large, text_of
from legation.read.html.choice import ELEMENTS_AT_MOST, JUSTEXT_AT_MOST, TEXT_AT_MOST, chosen_blocks, chosen_text, day_by_htmldate
from legation.read.html.days import STAMP_AT_MOST, stamp_of
from legation.read.html.described import VALUE_AT_MOST, VALUES_AT_MOST, describe, state_paragraphs
from legation.read.html.furniture import load_furniture
from legation.read.html.names import byline_of
from legation.read.html.prune import drop, pruned
from legation.read.html.story import story_of
from legation.read.html.tree import lightened, tree_of
from legation.read.html.weights import weights_of
from legation.read.kinds import Kind, kind_of
from legation.read.sources import read_source

TITLE = "Prieto goes to Strelsau for talks"
STORY = (
    "Foreign Minister Ana Prieto arrived in Strelsau on Thursday for two days of talks with her hosts.",
    "She will meet President Jon Rudolf on Friday morning, and the two will speak of trade and of the border.",
    "It is the first visit of a foreign minister to the city since the two states opened embassies there.",
)
TEXT = "\n\n".join((TITLE, *STORY))


def page(body: str = "", head: str = "", story: str = "".join(f"<p>{part}</p>" for part in STORY)) -> str:
    return f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{story}{body}</body></html>"


def linked(data: object) -> str:
    """JSON-LD of a page."""
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


def read(html: str | bytes) -> Report | Problem:
    data = html if isinstance(html, bytes) else html.encode("utf-8")
    (found,) = read_source(io.BytesIO(data), name="a.html", source="a.html", given=Given(today=date(2022, 11, 1)))
    return found


def report(html: str) -> Report:
    found = read(html)
    assert isinstance(found, Report), found
    return found


# Source.


@pytest.mark.parametrize("start", ["<!-- a -->" * 40 + "x", "<!---->" * 500, "<?xml a>" * 400, " " * 4_000])
def test_comments_before_no_page_are_gone_through_once(start: str) -> None:
    assert kind_of("", start.encode()) is None


def test_comments_and_declarations_before_a_page() -> None:
    start = "<?xml version='1.0'?>\n<!-- a --> <!-- b\n-->\n<!doctype html><p>"
    assert kind_of("", start.encode()) is Kind.HTML


@pytest.mark.parametrize(
    "broken",
    [
        "<" + "a" * 200_000,
        " " * 200_000,
        "<html" + " " * 200_000,
        "<html " * 30_000,
        "<?xml " * 30_000,
        "</script " * 20_000,
        "<p " * 60_000,
    ],
)
def test_tags_that_never_end_before_a_page(broken: str) -> None:
    """Each is 200,000 characters that one pattern or another went through from every place in them anew: minutes."""
    assert isinstance(read(broken + page()), Report | Problem)


def test_a_script_that_never_ends_leaves_the_story_before_it() -> None:
    assert report(page("<script>" + "</script " * 20_000)).text == TEXT
    assert lightened("a<script>b</script c") == "a"
    assert lightened("a<svg>b</svg\n>c<!--d--><!-- e") == "a c  e"


def test_a_root_that_closes_itself() -> None:
    assert report(page().replace("<html>", "<html lang='en' />")).text == TEXT


def test_a_tag_with_attributes_beyond_counting_loses_them() -> None:
    many = "".join(f' a{number}="b"' for number in range(3_000))
    tree = tree_of(page(f"<p{many}>Last words.</p>"))
    assert tree is not None and [len(element.attrib) for element in tree.iter("p")] == [0, 0, 0, 0]


@pytest.mark.parametrize("character", ["&#xD800;", "&#0;", "&#1;", "&#x110000;", "&#xFFFE;", "&#" + "1" * 5_000 + ";", "\x00", "\x1b"])
def test_characters_that_are_none(character: str) -> None:
    text = report(page(f"<p>Talks went{character} on into the night, and no word was said of them on Friday.</p>")).text
    text.encode("utf-8")
    assert text.startswith(TEXT) and "on into the night" in text


# Data.


def test_half_a_character_in_data() -> None:
    data = '{"@type":"NewsArticle","headline":"Two \\ud800 half \\udc00 letters","author":"Jane \\udfff Roe"}'
    made = report(page(head=linked(data)).replace("h1>", "p>"))
    for words in (made.text, made.title, made.byline):
        (words or "").encode("utf-8")


@pytest.mark.parametrize("inner", ["<button>a</button>&#1;b", "a&#1;<br><br>b&#xFFFF;", "<svg/>&#xD800;c", "<sup><a>1</a></sup>&#11d"])
def test_references_to_no_character_behind_what_is_dropped(inner: str) -> None:
    assert report(page(f"<div>{inner * 3}</div>")).text.startswith(TEXT)


def test_a_whole_character_in_data_stays() -> None:
    tree = tree_of(page(head=linked('{"@type":"NewsArticle","headline":"A \\ud83d\\ude00 face"}')))
    assert tree is not None and describe(tree).titles[0] == "A \U0001f600 face"


@pytest.mark.parametrize("name", ["author", "publisher", "headline", "datePublished", "isAccessibleForFree", "@type", "liveBlogUpdate"])
@pytest.mark.parametrize(("left", "right"), [("[", "]"), ('{"name":', "}"), ('{"author":', "}")])
def test_data_nested_as_deep_as_python_reads_it(name: str, left: str, right: str) -> None:
    nested = f'{{"@type":"NewsArticle","{name}":{left * 900}"a"{right * 900}}}'
    assert report(page(head=linked(nested))).text == TEXT


def test_texts_nested_in_the_data_of_a_script() -> None:
    nested = "[" + '{"text":' * 900 + '"a b"' + "}" * 900 + "]"
    assert report(page(head=f'<script type="application/json">{nested}</script>')).text == TEXT


@pytest.mark.parametrize(
    "written",
    [
        "Mon, 1 Foo 2020 00:00:00 +99999999999999",
        "Mon, 1 Jan 99999999999999999999 00:00:00",
        "2020-02-31",
        "2020-13-01",
        "0000-01-01",
        "99999-01-01",
        "²²²²-01-01",
        "9" * 5_000,
    ],
)
def test_days_that_are_none(written: str) -> None:
    head = linked({"@type": "NewsArticle", "datePublished": written}) + f'<meta name="date" content="{written}">'
    made = report(page(f'<time datetime="{written}">{written[:300]}</time>', head=head))
    assert (made.text.startswith(TEXT), made.published) == (True, None)


def test_a_time_zone_beyond_the_calendar() -> None:
    assert stamp_of("Mon, 1 Jan 2020 00:00:00 +99999999999999") == (date(2020, 1, 1), False)


def test_a_long_text_is_no_date() -> None:
    assert stamp_of("2020-01-01" + " " * 100_000 + "x") is None
    assert stamp_of("2020-01-01" + " " * STAMP_AT_MOST + "x") is None
    assert stamp_of("2020-01-01" + " " * STAMP_AT_MOST) == (date(2020, 1, 1), False)


def test_a_reference_by_a_number_of_thousands_of_digits_in_data() -> None:
    body = f"Rudolf said nothing \\u0026#{'1' * 5_000}; of it. " * 40
    assert "Rudolf said nothing \ufffd of it." in report(page(head=linked(f'{{"@type":"NewsArticle","articleBody":"{body}"}}'))).text


def test_values_beyond_counting_are_bounded() -> None:
    head = "".join(f'<meta name="author" content="Jane Roe{"e" * number}">' for number in range(3_000))
    body = "".join(f'<b itemprop="author">Jon Doe{"e" * (number % 200)}</b>' for number in range(3_000))
    tree = tree_of(page(body, head + f'<meta property="og:title" content="{"a " * 5_000}">'))
    assert tree is not None
    described = describe(tree)
    assert len(described.authors) == VALUES_AT_MOST
    assert max(map(len, described.titles)) <= VALUE_AT_MOST


def test_authors_by_references_beyond_counting() -> None:
    names = [{"@id": f"#{number}", "name": f"Jane Roe {number}"} for number in range(4_000)]
    graph = {"@graph": [{"@type": "NewsArticle", "author": [{"@id": f"#{number}"} for number in range(4_000)]}, *names]}
    tree = tree_of(page(head=linked(graph)))
    assert tree is not None and describe(tree).authors[:2] == ("Jane Roe 0", "Jane Roe 1")


def test_the_longest_of_many_lists_of_paragraphs() -> None:
    lists = [[f"{STORY[0]} {number}"] * (3 + number % 5) for number in range(500)]
    tree = tree_of(page(head=f'<script type="application/json">{json.dumps(lists)}</script>'))
    assert tree is not None and state_paragraphs(tree) == (f"{STORY[0]} 104",) * 7


# Trees.


def test_many_small_things_between_texts_are_dropped_at_once() -> None:
    tree = tree_of(f"<body><div>a{'<button>x</button>b' * 20_000}</div></body>")
    assert tree is not None
    pruned(tree, load_furniture())
    assert text_of(tree) == "a" + " b" * 20_000


def test_what_is_dropped_leaves_what_follows_it() -> None:
    tree = tree_of("<body><p>a<b>b<i>c</i>d</b>e<i>f</i><i>g</i>h</p></body>")
    assert tree is not None
    drop(tree, list(tree.iter("i")))
    assert text_of(tree) == "ab de h"
    assert all(isinstance(element.tag, str) and element.tag != "_dropped" for element in tree.iter())


def test_lines_beyond_counting_parted_by_breaks() -> None:
    tree = tree_of("<body>" + "line<br>" * 25_000 + "<br>end</body>")
    assert tree is not None
    assert text_of(pruned(tree, load_furniture())).endswith("line line end")


def test_furniture_beyond_counting_in_a_heading() -> None:
    found = report(page("<h2>" + '<span class="share">x</span>' * 6_000 + "</h2>"))
    assert found.text.startswith(TEXT)


def test_a_headline_over_and_over() -> None:
    found = report(page("".join(f"<h1>{TITLE}</h1><p>Photo: {number}</p>" for number in range(3_000))))
    assert found.title == TITLE


def test_what_is_too_large_for_a_line_is_known_at_a_glance() -> None:
    tree = tree_of("<body><h1>a</h1><h1>" + "b " * 2_000 + "</h1><h1>" + "<i></i>" * 2_000 + "</h1><h1>" + " " * 9_000 + "c</h1></body>")
    assert tree is not None
    assert [is_large(heading) for heading in tree.iter("h1")] == [False, True, True, False]


def test_a_byline_that_holds_the_page_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names = sys.modules[byline_of.__module__]
    asked: list[str] = []
    monkeypatch.setattr(names, "names_in", lambda line, outlet=None: asked.append(line) or [])
    tree = tree_of("<body>" + "<div class=byline>" * 200 + "<p>no name</p>" * 2_000 + "</body>")
    assert tree is not None and byline_of(tree, describe(tree), [], None) is None
    assert len(asked) == 2_000


# Libraries.


def test_libraries_are_asked_of_no_page_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **named: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    monkeypatch.setattr("htmldate.find_date", broken)
    many = tree_of("<body>" + "<p>a</p>" * ELEMENTS_AT_MOST + "</body>")
    long = tree_of("<body><p>" + "a " * TEXT_AT_MOST + "</p></body>")
    assert many is not None and long is not None
    assert chosen_blocks(many) == []
    assert chosen_text("<p>a</p>" * (ELEMENTS_AT_MOST + 1)) == ""
    heavy = "<link>" + "a" * 150
    fewer = tree_of(f"<body>{heavy * 8_000}</body>")
    assert fewer is not None and chosen_blocks(fewer) == []
    assert chosen_text(heavy * 8_000) == ""
    assert day_by_htmldate(many, None, None) is day_by_htmldate(long, None, None) is None


def test_a_library_that_breaks_costs_its_advice_alone() -> None:
    """Trafilatura reads references in text anew, and Python refuses numbers of so many digits."""
    assert report(page(f"<p>Talks went &amp;#{'1' * 5_000}; on into the night.</p>")).text.startswith(TEXT)
    assert chosen_text(f"<article><p>{STORY[0]} &amp;#{'1' * 5_000};</p><p>{STORY[1]}</p></article>") == ""


@pytest.mark.parametrize(("elements", "fast"), [(JUSTEXT_AT_MOST, False), (JUSTEXT_AT_MOST + 1, True)])
def test_justext_is_asked_of_no_large_page(elements: int, fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *arguments, fast=False, **named: asked.append(fast))
    assert chosen_text("<p>a</p>" * elements) == ""
    assert asked == [fast]


def test_short_paragraphs_beyond_counting_are_not_searched_for_in_each_other() -> None:
    paragraphs = "".join(f"<p>Paragraph {number} of a list that somebody made by a machine, as it seems.</p>" for number in range(9_000))
    tree = tree_of(page(paragraphs))
    assert tree is not None
    assert len(story_of(tree, load_furniture(), TITLE, summaries=(), authors=())) == 9_003


def test_weights_of_a_tree_in_one_pass() -> None:
    tree = tree_of("<body>" + "<div>" * 200 + f"<p>{STORY[1]}</p></body>")
    assert tree is not None and weights_of(tree)[tree] == len(STORY[1])
