"""Feeds to reports: whole texts and summaries told apart, days as they are written, and sources that are damaged or mean harm."""

from __future__ import annotations

import io
import time
import tracemalloc
from datetime import date

import pytest

from legation.model import Problem, Report, Voice
from legation.read import Given
from legation.read.feed import count_feed, day_as_written, outlet_of, read_feed
from legation.read.feed_items import read_items, tamed

TODAY = date(2022, 11, 1)
FIRST = "Foreign Minister Ana Prieto arrived in Strelsau on Thursday for two days of talks with her hosts."
SECOND = "She will meet President Jon Rudolf on Friday morning, and the two will speak of trade and of the border."
THIRD = "It is the first visit of a foreign minister of Côte-Vidal to the city since the two states opened embassies."
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in (FIRST, SECOND, THIRD))
ESCAPED = STORY.replace("<", "&lt;").replace(">", "&gt;")
LONG = "".join(f"<p>{paragraph}</p>" for paragraph in (FIRST * 4, SECOND * 4, THIRD * 4))
RSS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Strelsau Times</title>'
    "<link>https://times.example/</link><description>News</description>{}</channel></rss>"
)
ATOM = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Strelsau Times</title>{}</feed>'
BOMB = "".join(f'<!ENTITY a{number} "' + 10 * f"&a{number - 1};" + '">' for number in range(1, 10))


def read(source: str | bytes, **given: date) -> list[Report | Problem]:
    data = source.encode() if isinstance(source, str) else source
    return list(read_feed(io.BytesIO(data), source="feed.xml", given=Given(**{"today": TODAY, **given})))


def item(inner: str) -> Report:
    """The report of the one item of a feed."""
    (found,) = read(RSS.format(f"<item>{inner}</item>"))
    assert isinstance(found, Report)
    return found


def entry(inner: str) -> Report:
    (found,) = read(ATOM.format(f"<entry>{inner}</entry>"))
    assert isinstance(found, Report)
    return found


def codes(found: list[Report | Problem]) -> list[str]:
    return [item.code for item in found if isinstance(item, Problem)]


def test_an_item_with_its_whole_text() -> None:
    report = item(
        "<title>Prieto in Strelsau &amp;amp; beyond</title><link>https://times.example/1</link><description>Short.</description>"
        f"<content:encoded><![CDATA[{STORY}]]></content:encoded><pubDate>Thu, 27 Oct 2022 23:30:00 -0400</pubDate>"
        "<dc:creator>Jane Roe</dc:creator><dc:creator>John Doe</dc:creator><category>World</category>"
    )
    assert report.text == "\n\n".join(("Prieto in Strelsau & beyond", FIRST, SECOND, THIRD))
    assert (report.title, report.url, report.outlet) == ("Prieto in Strelsau & beyond", "https://times.example/1", "Strelsau Times")
    assert (report.byline, report.published, report.language) == ("Jane Roe, John Doe", date(2022, 10, 27), "en")
    assert (report.source, report.partial, report.id) == ("feed.xml#1", False, report.sha256[:16])
    assert report.head_lines[0][0] is Voice.HEADLINE
    assert report.problems == ()


def test_an_item_with_nothing_but_a_summary_says_where_the_text_is() -> None:
    report = item(f"<title>Prieto in Strelsau</title><link>https://times.example/1</link><description>{FIRST}</description>")
    assert report.text == f"Prieto in Strelsau\n\n{FIRST}"
    assert report.partial
    (note,) = report.problems
    assert (note.code, note.where) == ("note.summary_only", "feed.xml#1")
    assert "https://times.example/1" in note.advice


@pytest.mark.parametrize(
    ("inner", "partial"),
    [
        (f"<description><![CDATA[{LONG}]]></description>", False),
        (f"<description><![CDATA[{STORY}]]></description>", True),
        (f"<description>{FIRST * 12}</description>", True),
        (f"<description><![CDATA[{LONG}<p>And so they …</p>]]></description>", True),
        (f"<content:encoded><![CDATA[<p>{FIRST}</p>]]></content:encoded>", False),
        (f"<description>{FIRST}</description><content:encoded><![CDATA[<p>{FIRST}</p>]]></content:encoded>", False),
        (f"<content:encoded><![CDATA[<p>{FIRST} [...]</p>]]></content:encoded>", True),
        (f'<content:encoded><![CDATA[<p>{FIRST}</p><p><a href="x">Read more</a></p>]]></content:encoded>', True),
        (f"<description>Short.</description><dc:description>{FIRST}</dc:description>", True),
        ("<title>Prieto in Strelsau</title>", True),
    ],
)
def test_whole_texts_and_summaries(inner: str, partial: bool) -> None:
    report = item(inner)
    assert report.partial is partial
    assert ("note.summary_only" in [problem.code for problem in report.problems]) is partial


def test_lines_that_the_feed_adds_are_left_out() -> None:
    added = '<p>The post <a href="x">Prieto in Strelsau</a> appeared first on <a href="y">Strelsau Times</a>.</p>'
    report = item(
        f"<title>Prieto in Strelsau</title><content:encoded><![CDATA[<h1>Prieto in Strelsau</h1>{STORY}{added}]]></content:encoded>"
    )
    assert report.text == "\n\n".join(("Prieto in Strelsau", FIRST, SECOND, THIRD))


def test_plain_text_keeps_its_paragraphs() -> None:
    report = item(f"<title>Talks</title><description>{FIRST}\r\n\r\n{SECOND}</description>")
    assert report.text == f"Talks\n\n{FIRST}\n\n{SECOND}"
    assert entry(f'<title>A &lt; B</title><content type="text">{FIRST}\n\n{SECOND}</content>').text == f"A < B\n\n{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">{ESCAPED}</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{STORY}</div></content>',
        f'<summary>Short.</summary><content type="html">{ESCAPED}</content>',
    ],
)
def test_contents_of_atom(content: str) -> None:
    report = entry(
        f'<title type="html">Prieto &lt;b&gt;here&lt;/b&gt;</title><link href="https://times.example/2"/>{content}'
        "<author><name>Jane Roe</name><email>jane@times.example</email></author>"
        "<published>2022-10-27T00:30:00+09:00</published><updated>2022-10-28T10:00:00+09:00</updated>"
    )
    assert report.text == "\n\n".join(("Prieto here", FIRST, SECOND, THIRD))
    assert (report.published, report.modified) == (date(2022, 10, 27), date(2022, 10, 28))
    assert (report.url, report.byline, report.partial) == ("https://times.example/2", "Jane Roe", False)


def test_an_early_feed_in_rdf() -> None:
    rdf = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Strelsau Times - RSS Feed</title><items/></channel>'
        '<item rdf:about="https://times.example/3"><title>Prieto leaves</title><link>https://times.example/3</link>'
        f"<description>{FIRST}</description><dc:date>2001-10-27T23:00:00-05:00</dc:date><dc:creator>Jane Roe</dc:creator></item></rdf:RDF>"
    )
    (report,) = read(rdf)
    assert isinstance(report, Report)
    assert (report.published, report.modified, report.outlet) == (date(2001, 10, 27), None, "Strelsau Times")
    assert (report.byline, report.url) == ("Jane Roe", "https://times.example/3")
    old = (
        f'<rss version="0.91"><channel><title>T</title><item><title>Talks</title><description>{FIRST}</description></item></channel></rss>'
    )
    assert isinstance(read(old)[0], Report)


def test_an_item_taken_over_from_elsewhere_has_the_other_outlet() -> None:
    report = item(
        f'<title>Talks - The Herald</title><source url="https://herald.example/">The Herald</source><description>{FIRST}</description>'
    )
    assert (report.outlet, report.title) == ("The Herald", "Talks")


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("<author>jane@times.example (Jane Roe)</author>", "Jane Roe"),
        ("<author>Jane Roe &lt;jane@times.example&gt;</author>", "Jane Roe"),
        ("<author>jane@times.example</author>", None),
        ("<dc:creator>By Jane Roe</dc:creator>", "Jane Roe"),
        ("<dc:creator><![CDATA[admin]]></dc:creator>", None),
        ("<dc:creator>Zoë O&#39;Doe</dc:creator>", "Zoë O'Doe"),
    ],
)
def test_bylines_are_names_alone(author: str, byline: str | None) -> None:
    assert item(f"<description>{FIRST}</description>{author}").byline == byline


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Strelsau Times - RSS Feed", "Strelsau Times"),
        ("Strelsau Times | Latest news", "Strelsau Times"),
        ("World news | The Strelsau Times", "The Strelsau Times"),
        ("Strelsau Times RSS", "Strelsau Times"),
        ("Strelsau Times: World News", "Strelsau Times"),
        ("ST &gt; Top Stories", "ST"),
        ("Examplia – Breaking News and Video from Examplia", "Examplia"),
        ("Foreign Ministry | Government of Ruritania", "Foreign Ministry | Government of Ruritania"),
        ("BBC News - World", "BBC News"),
        ("Latest news", None),
        ("", None),
    ],
)
def test_outlets(title: str, outlet: str | None) -> None:
    assert outlet_of(title) == outlet


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Tue, 25 Oct 2022 23:30:00 -0400", date(2022, 10, 25)),
        ("Wed, 26 Oct 2022 00:10:00 GMT", date(2022, 10, 26)),
        ("25 Oct 22 10:00:00 +0900", date(2022, 10, 25)),
        ("2022-10-25T23:30:00-04:00", date(2022, 10, 25)),
        ("2022-10-25T00:10:00.000+09:00", date(2022, 10, 25)),
        ("2022-10-25 23:30:00 +0000", date(2022, 10, 25)),
        ("2022-10-25", date(2022, 10, 25)),
        ("October 25, 2022", date(2022, 10, 25)),
        ("2022-10", None),
        ("25/10/2022", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days_are_those_written(words: str, day: date | None) -> None:
    assert day_as_written(words) == day


@pytest.mark.parametrize(
    "words", ["soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Sun, 25 Oct 2099 10:00:00 GMT", "10/11/2022", "1022-10-10T10:00:00Z"]
)
def test_a_bad_date_leaves_the_item_undated(words: str) -> None:
    (report,) = read(RSS.format(f"<item><description>23 August 2019. {FIRST}</description><pubDate>{words}</pubDate></item>"))
    assert isinstance(report, Report) and report.published is None
    assert [problem.code for problem in report.problems if problem.code == "feed.bad_date"] == ["feed.bad_date"]


def test_undated_items_get_the_day_given_for_the_run() -> None:
    source = RSS.format(f"<item><description>{FIRST}</description></item>")
    (undated,), (dated,) = read(source), read(source, published=date(2022, 5, 6))
    assert isinstance(undated, Report) and undated.published is None
    assert isinstance(dated, Report) and dated.published == date(2022, 5, 6)


def test_an_item_without_text_is_told_and_the_next_one_read() -> None:
    bad, good = read(RSS.format(f"<item><link>https://times.example/1</link></item><item><description>{FIRST}</description></item>"))
    assert isinstance(bad, Problem) and (bad.code, bad.where) == ("read.empty", "feed.xml#1")
    assert isinstance(good, Report) and good.source == "feed.xml#2"


def test_the_feeds_language_stands_where_a_text_is_too_short_to_tell_one() -> None:
    feed = RSS.format("<language>fr-fr</language><item><title>27/10</title></item>")
    assert [report.language for report in read(feed) if isinstance(report, Report)] == ["fr"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/relative", "file:///etc/passwd"])
def test_a_link_that_is_no_address_is_none(link: str) -> None:
    assert item(f"<description>{FIRST}</description><link>{link}</link>").url is None


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_encodings_as_the_feed_declares_them(encoding: str) -> None:
    source = RSS.replace("UTF-8", encoding).format(f"<item><description>{THIRD}</description></item>")
    found = read(source.encode(encoding))
    assert [report.text for report in found if isinstance(report, Report)] == [THIRD]


@pytest.mark.parametrize("encoding", ["undefined", "punycode", "unicode_escape", "no-such-thing", "idna"])
def test_names_of_no_encoding_of_text_are_passed_over(encoding: str) -> None:
    source = RSS.replace("UTF-8", encoding).format(f"<item><description>{THIRD}</description></item>")
    assert [report.text for report in read(source.encode("cp1252")) if isinstance(report, Report)] == [THIRD]


@pytest.mark.parametrize(
    "damage",
    [
        "<title>Trade & borders</title>",
        "<title>Trade &nbsp; borders</title>",
        "<title>Trade <b>and</i> borders</title>",
        "<title>Trade</title><unclosed>",
    ],
)
def test_damaged_xml_gives_what_can_be_made_out(damage: str) -> None:
    good = f"<item><title>Talks</title><description>{FIRST}</description></item>"
    found = read(RSS.format(f"{good}<item>{damage}<description>{SECOND}</description></item>"))
    assert any(isinstance(report, Report) and FIRST in report.text for report in found)
    assert codes(found)[-1] == "feed.damaged"
    assert isinstance(found[-1], Problem) and "at line 2;" in found[-1].advice.replace(")", "")


def test_a_feed_that_was_cut_keeps_its_whole_items() -> None:
    items = "".join(f"<item><title>Talks {n}</title><description>{FIRST}</description></item>" for n in range(5))
    found = read(RSS.format(items)[:-100])
    assert [report.title for report in found if isinstance(report, Report)][:4] == ["Talks 0", "Talks 1", "Talks 2", "Talks 3"]
    assert codes(found) == ["feed.damaged"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "read.empty"),
        (b" \n", "read.empty"),
        (RSS.format("").encode(), "read.empty"),
        (b"<html><body><p>Not found</p></body></html>", "feed.no_feed"),
        (b"Not found", "feed.damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "read.binary"),
    ],
)
def test_what_is_no_feed(source: bytes, code: str) -> None:
    assert codes(read(source)) == [code]


def test_a_feed_too_large_is_told_and_not_read() -> None:
    assert codes(read(b" " * 50_000_001)) == ["read.too_large"]


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY a0 "grown">{BOMB}]>',
        f'<?xml version="1.0"?><!DOCTYPE rss [\n<!ENTITY a0 "grown">\n{BOMB}\n]>',
        '<!-- <rss> --><!DOCTYPE rss [<!ENTITY a0 "' + "grown" * 10_000 + '"><!ENTITY a9 "' + "&a0;" * 10_000 + '">]>',
        '<!DOCTYPE rss [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
    ],
)
def test_entities_neither_grow_nor_come_from_elsewhere(doctype: str) -> None:
    body = RSS.format(f"<item><title>Talks &a9;</title><description>{FIRST}</description></item>").partition("\n")[2]
    started = time.monotonic()
    tracemalloc.start()
    found = read(f"{doctype}\n{body}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (report,) = [report for report in found if isinstance(report, Report)]
    assert FIRST in report.text and "grown" not in report.text and "root:" not in report.text
    assert time.monotonic() - started < 5
    assert peak < 20_000_000


@pytest.mark.parametrize(
    "inner",
    [
        f"<author>{'a' * 50_000}</author>",
        f"<author>a@{'a.' * 25_000}</author>",
        "".join(f"<category>{number}</category>" for number in range(10_000)),
        "<x " + " ".join(f'a{number}="1"' for number in range(50_000)) + "/>",
        "<div>" * 20_000,
        "&#xd800;&#0;&#99999999999999;<svg><title>",
    ],
)
def test_what_would_cost_without_bound_is_taken_out(inner: str) -> None:
    started = time.monotonic()
    found = read(RSS.format(f"<item><description>{FIRST}</description>{inner}</item>"))
    assert any(isinstance(report, Report) and FIRST in report.text for report in found)
    assert time.monotonic() - started < 5


def test_a_feed_of_a_thousand_namespaces_is_not_read() -> None:
    assert codes(read(RSS.format("".join(f'<x xmlns:n{number}="u{number}"/>' for number in range(1_000))))) == ["feed.damaged"]


def test_no_string_of_a_feed_is_taken_for_a_file_or_address() -> None:
    for source in ("/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/feed"):
        assert read_items(source).items == ()


def test_taming_keeps_the_lines() -> None:
    assert tamed("<?xml?>\n<!-- a\nb -->\n<rss>\n</rss>") == (3, "<rss>\n</rss>")
    assert tamed("no mark-up") == (0, "")


def test_items_are_counted_without_reading_them() -> None:
    source = RSS.format("<item><title>A</title></item><item ><title>B</title></item>").encode()
    assert count_feed(io.BytesIO(source)) == 2
    assert count_feed(io.BytesIO(ATOM.format("<entry><title>A</title></entry>").encode())) == 1
    assert count_feed(io.BytesIO(source.decode().encode("utf-16"))) is None
