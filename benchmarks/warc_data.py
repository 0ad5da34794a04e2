"""A made-up crawl of the web: pages of ours in a WARC file, one in twenty with a report of diplomatic contact, the same for the same seed.

Reports are those of samples/ and tests/threads, as they are or filled up to the length of the other pages. These are made from the
sentences of warc_noise.toml, near misses among them: clubs that visit, companies that meet and call, ministers at home.
"""

from __future__ import annotations

import gzip
import html
import json
import random
import re
import tomllib
from base64 import b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha1
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARE = 20
"""One page in so many tells of a contact."""
NEAR = 0.25
"""Share of the other pages that have a sentence which looks like one."""
WORDS = (180, 620)
"""Words of a story, shortest and longest."""
SECTIONS = ("Home", "World", "Politics", "Business", "Sport", "Culture", "Travel", "Weather", "Opinion", "Video", "Shop")
WORD = re.compile(r"\{(\w+)\}")
OUTLETS = ("Harbour Times", "Daily Fenland", "The Morning Post-Herald", "Valley Wire", "North Shore News", "City & Country")


@dataclass(frozen=True, slots=True)
class Story:
    """What a page is about."""

    title: str
    paragraphs: tuple[str, ...]
    published: date
    source: str
    """Id of the report that it is made from; for other pages their topic."""
    relevant: bool


def stories(count: int, seed: int, *, fill: bool = False) -> Iterator[Story]:
    """The stories of a crawl.

    Takes    fill = whether short reports are brought to the length of other pages.
    """
    chance = random.Random(seed)
    noise = tomllib.loads((ROOT / "benchmarks" / "warc_noise.toml").read_text(encoding="utf-8"))
    reports = list(_reports())
    topics = list(noise["topics"])
    weights = [noise["topics"][name]["share"] for name in topics]
    chosen = set(chance.sample(range(count), count // SHARE))
    for number in range(count):
        if number in chosen:
            name, title, text, day = reports[chance.randrange(len(reports))]
            yield Story(title, tuple(_filled(text, noise, chance, fill)), day, name, True)
        else:
            topic = chance.choices(topics, weights)[0]
            yield _other(topic, noise, chance)


def _reports() -> Iterator[tuple[str, str, str, date]]:
    """Id, title, text and day of each report of ours."""
    for line in (ROOT / "samples" / "samples.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        title, _, rest = row["text"].partition("\n")
        yield row["id"], row.get("title") or title, rest if not row.get("title") else row["text"], _day(row.get("published"))
    for path in sorted((ROOT / "tests" / "threads").glob("*.toml")):
        for thread in tomllib.loads(path.read_text(encoding="utf-8"))["threads"]:
            for number, report in enumerate(thread["reports"]):
                text = " ".join(report["text"].split())
                yield (
                    f"{thread['id']}-{number}",
                    f"{report.get('outlet', 'Report')}: {thread['id'].replace('-', ' ')}",
                    text,
                    _day(report.get("published")),
                )


def _day(value: object) -> date:
    return date.fromisoformat(str(value)[:10]) if value else date(2019, 5, 6)


def _filled(text: str, noise: dict[str, Any], chance: random.Random, fill: bool) -> Iterator[str]:
    """The paragraphs of a report, and of what brings it to the length of other pages."""
    yield from (" ".join(part.split()) for part in text.split("\n") if part.strip())
    missing = chance.randint(*WORDS) - len(text.split())
    pool = noise["diplomacy"]["sentences"]
    while fill and missing > 0:
        paragraph = " ".join(_sentence(chance.choice(pool), noise["words"], chance) for _ in range(chance.randint(2, 4)))
        missing -= len(paragraph.split())
        yield paragraph


def _other(topic: str, noise: dict[str, Any], chance: random.Random) -> Story:
    held = noise["topics"][topic]
    words = noise["words"]
    if topic in noise["at_home"]["topics"]:
        country, city = chance.choice(noise["at_home"]["pairs"])
        words = {**words, "country": [country], "city": [city]}
    wanted = chance.randint(*WORDS)
    paragraphs: list[str] = []
    while sum(len(p.split()) for p in paragraphs) < wanted:
        drawn = chance.sample(held["sentences"], min(len(held["sentences"]), chance.randint(2, 5)))
        paragraphs.append(" ".join(_sentence(s, words, chance) for s in drawn))
    if chance.random() < NEAR and "near" in held:
        paragraphs.insert(chance.randrange(len(paragraphs)), _sentence(chance.choice(held["near"]), words, chance))
    day = date(2016, 8, 26) + timedelta(days=chance.randrange(3_000))
    return Story(_sentence(chance.choice(held["headlines"]), words, chance), tuple(paragraphs), day, topic, False)


def _sentence(pattern: str, words: dict[str, list[str]], chance: random.Random) -> str:
    text = WORD.sub(lambda m: str(chance.randint(2, 900)) if m[1] == "number" else chance.choice(words[m[1]]), pattern)
    return text[:1].upper() + text[1:]


# Pages.


def page_of(story: Story, chance: random.Random, noise: dict[str, Any]) -> str:
    """A story on a page with navigation, boxes, scripts and a foot, in one of four makes."""
    make = chance.choice((_newspaper, _blog, _portal, _agency))
    boxes = [
        _sentence(chance.choice(noise["topics"][chance.choice(list(noise["topics"]))]["headlines"]), noise["words"], chance)
        for _ in range(chance.randint(4, 14))
    ]
    if chance.random() < 0.15:
        boxes += [_sentence(h, noise["words"], chance) for h in chance.sample(noise["diplomacy"]["headlines"], 2)]
    return make(story, boxes, chance)


def _head(story: Story, chance: random.Random) -> str:
    outlet = chance.choice(OUTLETS)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "publisher": {"@type": "Organization", "name": outlet},
    }
    scripts = "".join(f"<script>{_script(chance)}</script>" for _ in range(chance.randint(2, 8)))
    return (
        f"<head><meta charset='utf-8'><title>{html.escape(story.title)} | {outlet}</title>"
        f"<meta property='og:title' content='{html.escape(story.title)}'><meta property='og:site_name' content='{outlet}'>"
        f"<meta property='article:published_time' content='{story.published.isoformat()}T07:30:00Z'>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script>{scripts}<style>{_style(chance)}</style></head>"
    )


def _script(chance: random.Random) -> str:
    names = [f"v{chance.randrange(10**6)}" for _ in range(chance.randint(20, 120))]
    return ";".join(f"var {name}=function(e,t){{return e.call(this,t)||{chance.randrange(999)}}}" for name in names)


def _style(chance: random.Random) -> str:
    return "".join(f".c{chance.randrange(10**5)}{{margin:{chance.randrange(40)}px;color:#{chance.randrange(4096):03x}}}" for _ in range(60))


def _links(words: Sequence[str], kind: str) -> str:
    return (
        "<ul>" + "".join(f"<li><a class='{kind}' href='/{kind}/{n}'>{html.escape(word)}</a></li>" for n, word in enumerate(words)) + "</ul>"
    )


def _paragraphs(story: Story) -> str:
    return "".join(f"<p>{html.escape(text)}</p>\n" for text in story.paragraphs)


def _newspaper(story: Story, boxes: Sequence[str], chance: random.Random) -> str:
    day = f"<time datetime='{story.published.isoformat()}'>{story.published:%d %B %Y}</time>"
    return (
        f"<!doctype html><html lang='en'>{_head(story, chance)}<body><header><nav>{_links(SECTIONS, 'nav')}</nav></header>"
        f"<main><article><h1>{html.escape(story.title)}</h1>{day}{_paragraphs(story)}</article>"
        f"<aside class='related'><h2>Most read</h2>{_links(boxes, 'related')}</aside></main>"
        f"<footer>{_links(('About', 'Contact', 'Privacy'), 'foot')}</footer></body></html>"
    )


def _blog(story: Story, boxes: Sequence[str], chance: random.Random) -> str:
    comments = "".join(
        f"<li class='comment'><p>I visited the place once and would go back. {n}</p></li>" for n in range(chance.randint(0, 6))
    )
    return (
        f"<!doctype html><html lang='en'>{_head(story, chance)}<body class='single'><div id='page'>"
        f"<div class='menu'>{_links(SECTIONS, 'menu-item')}</div><div class='post'><h1 class='entry-title'>{html.escape(story.title)}</h1>"
        f"<span class='date'>{story.published:%B %d, %Y}</span><div class='entry-content'>{_paragraphs(story)}</div></div>"
        f"<ol class='commentlist'>{comments}</ol><div id='sidebar'><h3>Recent posts</h3>{_links(boxes, 'recent')}</div></div></body></html>"
    )


def _portal(story: Story, boxes: Sequence[str], chance: random.Random) -> str:
    teasers = "".join(
        f"<div class='teaser'><a href='/t/{n}'><img src='/i/{n}.jpg' alt=''><span>{html.escape(box)}</span></a></div>"
        for n, box in enumerate(boxes)
    )
    body = "".join(f"<div class='text-block'><p>{html.escape(text)}</p></div>" for text in story.paragraphs)
    return (
        f"<!doctype html><html lang='en'>{_head(story, chance)}<body><div class='top'>{_links(SECTIONS, 'top')}</div>"
        "<div class='cookie'>We use cookies to make your visit better. <button>Accept</button></div>"
        f"<div role='main'><h1>{html.escape(story.title)}</h1><p class='dateline'>{story.published:%d.%m.%Y}</p>{body}</div>"
        f"<div class='teasers'>{teasers}</div><div class='newsletter'>Sign up and we will send you the news.</div></body></html>"
    )


def _agency(story: Story, boxes: Sequence[str], chance: random.Random) -> str:
    return (
        f"<!doctype html><html lang='en'>{_head(story, chance)}<body><table><tr><td>{_links(SECTIONS, 'm')}</td>"
        f"<td><h2>{html.escape(story.title)}</h2><div class='story'>{_paragraphs(story)}</div></td>"
        f"<td>{_links(boxes, 'side')}</td></tr></table></body></html>"
    )


# Records.


def record(kind: str, url: str, body: bytes, day: date, *, content: str = "application/http; msgtype=response") -> bytes:
    """One record as Common Crawl writes them."""
    digest = b32encode(sha1(body, usedforsecurity=False).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: {day.isoformat()}T04:05:06Z\r\nWARC-Record-ID: <urn:uuid:{digest[:32].lower()}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Block-Digest: sha1:{digest}\r\nContent-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def response(page: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """What a server answers."""
    head = f"HTTP/1.1 {status}\r\nServer: nginx\r\nContent-Type: {kind}\r\nX-Crawler-Content-Encoding: gzip\r\n"
    return f"{head}Content-Length: {len(page)}\r\n\r\n".encode() + page


def write_warc(path: Path, count: int, seed: int, *, fill: bool = False) -> list[Story]:
    """A WARC file of so many pages, with the requests and failures that stand between them."""
    chance = random.Random(seed + 1)
    noise = tomllib.loads((ROOT / "benchmarks" / "warc_noise.toml").read_text(encoding="utf-8"))
    made: list[Story] = []
    with path.open("wb") as out:
        out.write(
            gzip.compress(
                record("warcinfo", "crawl", b"software: ours\r\n", date(2024, 1, 1), content="application/warc-fields"), 6, mtime=0
            )
        )
        for number, story in enumerate(stories(count, seed, fill=fill)):
            url = f"https://{chance.choice(OUTLETS).lower().replace(' ', '').replace('&', '-')}.example/{number}/{story.source}"
            fetched = story.published + timedelta(days=chance.randrange(3))
            page = response(page_of(story, chance, noise).encode("utf-8"))
            out.write(
                gzip.compress(
                    record("request", url, b"GET / HTTP/1.1\r\n\r\n", fetched, content="application/http; msgtype=request"), 6, mtime=0
                )
            )
            out.write(gzip.compress(record("response", url, page, fetched), 6, mtime=0))
            if chance.random() < 0.03:
                out.write(
                    gzip.compress(record("response", url + "/gone", response(b"<html>gone</html>", "404 Not Found"), fetched), 6, mtime=0)
                )
            made.append(story)
    return made
