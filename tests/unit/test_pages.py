"""Web pages to reports: headline, outlet, authors, days and story, each where pages have it and where they mislead."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from legation.model import Problem, Report, Voice
from legation.read import Given, read_paths
from legation.read.html.page import fragment_text, read_page_bytes
from legation.read.html.tree import lightened

TODAY = date(2024, 6, 1)
STORY = (
    "OSLO (Harbour Press) - Foreign Minister Ana Prieto of Chile arrived in Oslo on Tuesday for two days of talks about fish and copper.",
    "She will be received by her Norwegian colleague at the ministry and fly on to Reykjavik on Thursday morning, her office said.",
    "“We have waited for this visit since the spring,” said a spokeswoman for the hosts, who did not wish to be named.",
)
HEADLINE = "Chile’s foreign minister in Oslo for talks on fish"


def page(
    *,
    head: str = "",
    above: str = "",
    below: str = "",
    title: str = f"{HEADLINE} | The Harbour Press",
    headline: str = f"<h1>{HEADLINE}</h1>",
    story: tuple[str, ...] = STORY,
) -> str:
    body = "\n".join(f"<p>{text}</p>" for text in story)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<main>{headline}{above}<div class='body'>{body}</div>{below}</main><footer>© 2024 The Harbour Press</footer></body></html>"
    )


def read(html: str | bytes, *, published: date | None = None, today: date | None = TODAY) -> Report:
    data = html.encode() if isinstance(html, str) else html
    found = read_page_bytes(data, source="page.html", given=Given(published=published, today=today))
    assert isinstance(found, Report), found
    return found


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def story_of(report: Report) -> list[str]:
    return report.text.split("\n\n")[1:]


def test_a_page_gives_headline_outlet_and_story() -> None:
    report = read(page())
    assert (report.title, report.outlet, report.dateline) == (HEADLINE, "The Harbour Press", "OSLO")
    assert story_of(report) == list(STORY)
    assert report.head_lines[0][0] is Voice.HEADLINE
    assert report.text[report.head_lines[0][1].start : report.head_lines[0][1].end] == HEADLINE
    assert report.page_sha256 is not None and report.published is None and not report.partial


FURNITURE = {
    "caption": "<figure><img src='a.jpg'><figcaption>The two ministers on the steps of the ministry in the rain.</figcaption></figure>",
    "read also": "<div class='read-also'><p>Read also: The long road to the fish agreement between the two states.</p></div>",
    "plain read also": "<p>Read also: The long road to the fish agreement</p>",
    "newsletter": "<form><p>Get the letter of the foreign desk every morning, free of charge and at breakfast time.</p></form>",
    "sign up": "<p>Sign up for the letter of the foreign desk here.</p>",
    "advertisement": "<p>Advertisement</p><p>Story continues below advertisement</p>",
    "share": "<div class='social-share'><span>Share this article with your friends and with everybody else you know</span></div>",
    "author": "<div class='author-bio'><p>Lena Ost has been a correspondent in the north for eleven years and writes about fish.</p></div>",
    "comments": "<section id='comments'><p>Wonderful to read, and how right the minister is, I have always said so myself.</p></section>",
    "cookies": "<div class='cookie-banner'><p>We use cookies to make this page better for you and for those who advertise on it.</p></div>",
    "sign-off": "<p>Reporting by Lena Ost in Oslo; Editing by Tom Reed</p>",
    "rights": "<p>© 2024 The Harbour Press. All rights reserved.</p>",
}


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_is_kept_out_wherever_it_stands(name: str) -> None:
    piece = FURNITURE[name]
    within = page(story=(STORY[0], f"</p>{piece}<p>", *STORY[1:]))
    assert story_of(read(within)) == list(STORY)
    assert story_of(read(page(below=piece))) == list(STORY)


def test_a_story_in_an_element_with_a_misleading_name_is_kept() -> None:
    html = page().replace("class='body'", "class='field--label-hidden related-content paywall'")
    assert story_of(read(html)) == list(STORY)


def test_standfirst_and_headings_belong_to_the_story() -> None:
    deck = "<p class='deck'>Fish, copper and a whale: what the two states want of each other after ten years of silence.</p>"
    report = read(page(above=deck, story=(*STORY[:2], "</p><h2>A whale on the agenda</h2><p>", STORY[2])))
    assert story_of(report)[0].startswith("Fish, copper and a whale")
    assert "A whale on the agenda" in story_of(report)


def test_a_link_within_a_sentence_is_part_of_it() -> None:
    linked = STORY[1].replace("Reykjavik", "<a class='inline-link related' href='/r'>Reykjavik</a>")
    assert story_of(read(page(story=(STORY[0], linked, STORY[2])))) == list(STORY)


def test_double_breaks_part_paragraphs_and_single_ones_do_not() -> None:
    html = page(story=()).replace("<div class='body'>", f"<div class='body'>{'<br><br>'.join(STORY)}<br>And that was all there was to say.")
    assert story_of(read(html)) == [*STORY[:2], f"{STORY[2]}\nAnd that was all there was to say."]


DATES = {
    "JSON-LD": '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-14T10:00:00+02:00"}</script>',
    "a graph with a trailing comma": (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, '
        '{"@type": ["NewsArticle"], "datePublished": "2024-05-14",},]}</script>'
    ),
    "Open Graph": '<meta property="article:published_time" content="2024-05-14T23:30:00-04:00">',
    "Dublin Core": '<meta name="DC.date.issued" content="2024-05-14">',
    "RFC 2822": '<meta name="pubdate" content="Tue, 14 May 2024 08:00:00 +0200">',
}


@pytest.mark.parametrize("name", DATES)
def test_the_day_in_the_data(name: str) -> None:
    assert read(page(head=DATES[name])).published == date(2024, 5, 14)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Tuesday 14 May 2024, 10:05</p>",
        "<p>Published: May 14, 2024 | Updated: May 16, 2024</p>",
        "<div>14.05.2024</div>",
        "<p>By Lena Ost</p><p>Posted on 2024-05-14 at 09:00</p>",
        "<time itemprop='datePublished' datetime='2024-05-14'>two weeks ago</time>",
    ],
)
def test_the_day_on_the_page(line: str) -> None:
    report = read(page(above=line))
    assert report.published == date(2024, 5, 14)
    assert story_of(report) == list(STORY)


def test_the_day_shown_is_the_day_on_the_spot() -> None:
    head = '<meta property="article:published_time" content="2024-05-13T22:30:00Z">'
    assert read(page(head=head)).published == date(2024, 5, 13)
    assert read(page(head=head, above="<p>14 May 2024</p>")).published == date(2024, 5, 14)


@pytest.mark.parametrize("told", ["1970-01-01T00:00:00Z", "2033-05-14", "0001-01-01", "1604-05-14"])
def test_a_day_that_can_be_none_is_told_and_not_taken(told: str) -> None:
    head = f'<meta property="article:published_time" content="{told}">'
    report = read(page(head=head))
    assert report.published is None and "html.bad_date" in codes(report)
    shown = read(page(head=head, above="<p>14 May 2024</p>"))
    assert shown.published == date(2024, 5, 14) and "note.bad_date" in codes(shown)


def test_a_day_before_the_web_needs_the_page_to_show_it() -> None:
    head = '<meta name="date" content="1964-06-02">'
    assert read(page(head=head)).published is None
    assert read(page(head=head, above="<p>June 2, 1964</p>")).published == date(1964, 6, 2)


def test_no_day_comes_from_the_clock_or_from_a_later_change() -> None:
    assert read(page(above="<p>Last updated: 14 May 2024</p>")).published is None
    assert read(page(below="<p>Copyright 2024</p>")).published is None


def test_the_day_given_outranks_the_page() -> None:
    assert read(page(head=DATES["JSON-LD"]), published=date(2024, 5, 20)).published == date(2024, 5, 20)


@pytest.mark.parametrize(
    ("head", "above", "names"),
    [
        ('<meta name="author" content="Lena Ost">', "", "Lena Ost"),
        ('<meta name="author" content="Web Desk">', "<p>By Lena Ost and Tom Reed, Oslo</p>", "Lena Ost, Tom Reed"),
        ('<meta name="author" content="The Harbour Press">', "", None),
        ('<meta name="author" content="admin">', "", None),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "Lena Ost"}, {"name": "Tom Reed"}]}</script>',
            "",
            "Lena Ost, Tom Reed",
        ),
        ("", "<div class='byline'><b>LENA OST</b><br>Staff writer</div>", "Lena Ost"),
        ("", "<p>By Lena Ost, Foreign Editor</p>", "Lena Ost"),
        ("", "<p>By far the longest visit of the year, said those who know.</p>", None),
    ],
)
def test_authors(head: str, above: str, names: str | None) -> None:
    assert read(page(head=head, above=above)).byline == names


@pytest.mark.parametrize(
    ("title", "headline", "shown"),
    [
        (f"{HEADLINE} - The Harbour Press", f"<h1>{HEADLINE}</h1>", HEADLINE),
        (f"The Harbour Press: {HEADLINE}", f"<h1>The Harbour Press</h1><h3>{HEADLINE}</h3>", HEADLINE),
        ("World news", f"<font size='5'><b>{HEADLINE}</b></font>", HEADLINE),
        (f"{HEADLINE} | The Harbour Press", "", HEADLINE),
        ("World", f"<h1><span class='kicker'>Fish</span> {HEADLINE}</h1>", HEADLINE),
    ],
)
def test_headlines(title: str, headline: str, shown: str) -> None:
    assert read(page(title=title, headline=headline)).title == shown


def test_a_stub_before_a_wall_is_partial() -> None:
    wall = "<div class='paywall'><p>To continue reading, take out a subscription.</p></div>"
    report = read(page(below=wall))
    assert report.partial and "note.partial" in codes(report)
    assert not read(page(below=wall, story=STORY * 6)).partial


def test_a_story_that_scripts_would_set_is_read() -> None:
    whole = " ".join(STORY[1:])
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{STORY[0]}\\n{whole}"}}</script>'
    assert whole in read(page(head=head, story=STORY[:1])).text
    state = '<script type="application/json">{"blocks": [' + ", ".join(f'{{"html": "<p>{text}</p>"}}' for text in STORY * 2) + "]}</script>"
    assert STORY[2] in read(page(head=state, story=STORY[:1])).text


@pytest.mark.parametrize(
    ("data", "letter"),
    [
        (page(head='<meta charset="gb2312">', story=(*STORY, "她于周二抵达奥斯陆，进行为期两天的会谈。")).encode("gb18030"), "奥斯陆"),
        (
            page(head='<meta charset="iso-8859-1">', story=(*STORY, "Ærlig talt, said the café’s owner, it was fine.")).encode("cp1252"),
            "café’s",
        ),
        (page(head='<meta charset="utf-8">', story=(*STORY, "Ærlig talt, said the café’s owner, it was fine.")).encode("cp1252"), "café’s"),
        (
            page(head='<meta charset="windows-1251">', story=(*STORY, "Добрый день, said the guest to his hosts.")).encode("cp1251"),
            "Добрый",
        ),
        (page(head='<meta charset="undefined">', story=(*STORY, "The café was closed on Tuesday, said its owner.")).encode(), "café"),
        (page(story=(*STORY, "The café was closed on Tuesday, said its owner.")).encode("utf-16"), "café"),
    ],
)
def test_encodings_declared_rightly_and_wrongly(data: bytes, letter: str) -> None:
    assert letter in read(data).text


def test_the_address_is_the_canonical_one() -> None:
    assert read(page(head='<link rel="canonical" href="https://harbour.example/oslo">')).url == "https://harbour.example/oslo"


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<html><body></body></html>", "html.no_story"),
        (f"<html><script>{'var a = 1;' * 1_000}</script></html>", "html.no_story"),
        (page(below="<b>x</b>" * 70_000), "html.unreadable"),
        ("<html><body>" + "<div>" * 1_000_000, "html.unreadable"),
    ],
)
def test_pages_without_a_story_are_told(html: str, code: str) -> None:
    found = read_page_bytes(html.encode(), source="page.html", given=Given(today=TODAY))
    assert isinstance(found, Problem) and found.code == code


def test_what_is_hidden_costs_nothing() -> None:
    assert lightened("<p>a</p><!-- b --><style>c</style><script>d</script><p>e</p>") == "<p>a</p>   <p>e</p>"
    assert lightened("<p>a</p><script>var b = '") == "<p>a</p>"
    assert "<p>c</p>" in lightened("<p>a</p><!-- b <p>c</p>")
    assert "d" in lightened('<script type="application/ld+json">{"d": 1}</script>')


def test_a_fragment_is_its_paragraphs() -> None:
    assert fragment_text("<p>One &amp; two.</p><p>Three.<br>Four.</p>") == "One & two.\n\nThree.\nFour."
    assert fragment_text("plain words") == "plain words"


def test_a_page_is_known_in_any_place(tmp_path: Path) -> None:
    for name in ("a.html", "b.htm", "article", "c.txt"):
        (tmp_path / name).write_text(page(story=(*STORY, f"This one is called {name}, said the porter at the gate.")), encoding="utf-8")
    found = list(read_paths([tmp_path]))
    assert [item.title for item in found if isinstance(item, Report)] == [HEADLINE] * 4


def test_a_reader_that_breaks_costs_no_other_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise AssertionError("no such tree")

    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    (tmp_path / "b.txt").write_text("Foreign Minister Ana Prieto came to Oslo.", encoding="utf-8")
    monkeypatch.setattr(sys.modules["legation.read.html.page"], "describe", broken)
    fault, report = read_paths([tmp_path])
    assert isinstance(fault, Problem) and fault.code == "read.fault" and fault.where.endswith("a.html")
    assert isinstance(report, Report)
