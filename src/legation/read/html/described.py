"""What a page says of its story in data for machines: JSON-LD, meta elements, microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from legation.read.html.blocks import is_large

ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|SpeechArticle|PressRelease)$")
ARTICLE_LIKE = re.compile(r"(?:WebPage|VideoObject|PodcastEpisode|CreativeWork)$")
TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", "headline")
OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher", "cre")
AUTHORS = (
    *("author", "byl", "dc.creator", "dcterms.creator", "article:author", "parsely-author", "sailthru.author", "citation_author"),
    *("article.author", "authors", "creator", "og:article:author", "twitter:data1"),
)
PUBLISHED = (
    *("article:published_time", "og:published_time", "article:published", "datepublished", "date_published", "parsely-pub-date", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "sailthru.date", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dc.date.created", "article.published", "article_date_original", "originalpublicationdate"),
    *("cxenseparse:recs:publishtime", "displaydate", "ptime", "dc.date", "dcterms.date", "date", "citation_publication_date"),
)
MODIFIED = ("article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified", "datemodified", "lastmod")
DESCRIPTIONS = ("og:description", "twitter:description", "description", "dc.description", "dcterms.abstract")
URLS = ("og:url", "twitter:url")
CONTROL = re.compile(r"[\x00-\x1f]+")
TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
HALF_CHARACTER = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..")
"""One half of a pair that stands for one character in JSON, without the other."""
DEPTH_AT_MOST = 12
STATE_DEPTH_AT_MOST = 40
PARAGRAPH = 80
PARAGRAPHS_AT_LEAST = 3
STANDFIRST_NAMES = ("standfirst", "subtitle", "subheadline", "dek", "deck", "intro", "chapo", "lead", "lede")
TEXT_NAMES = ("text", "content", "html", "value", "body", "paragraph", "model", "data")
NODES_AT_MOST = 5_000
VALUES_AT_MOST = 50
"""Values of one kind that are weighed; pages that name more stories than one have them behind their own."""
VALUE_AT_MOST = 2_000
"""Characters of one of them."""
INNER_AT_MOST = 200
"""Elements within one that holds a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What the data of a page say, the more trustworthy first; nothing is weighed here."""

    titles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    """Summaries: often the line below the headline."""
    body: str | None = None
    """The story as JSON-LD repeats it."""
    posts: tuple[tuple[str | None, str], ...] = ()
    """Headline and text of the posts of a live blog."""
    free: bool = True
    """False where the page says that its story is for subscribers."""


def describe(tree: HtmlElement) -> Described:
    """All that a page's data say."""
    nodes = list(json_nodes(tree))
    articles = [node for node in nodes if _is(node, ARTICLE)] or [node for node in nodes if _is(node, ARTICLE_LIKE)]
    article = max(articles, key=_weight, default={})
    by_id = _names_by_id(nodes)
    meta = _metas(tree)
    items = _microdata(tree)
    return Described(
        titles=_unique(
            (*_strings(article.get("headline")), *items.get("headline", ()), *_of(meta, TITLES), *_strings(article.get("name")))
        ),
        outlets=_unique(
            (*_of(meta, OUTLETS[:1]), *_names(article.get("publisher"), by_id), *_of(meta, OUTLETS[1:]), *items.get("publisher", ()))
        ),
        authors=_unique((*_names(article.get("author") or article.get("creator"), by_id), *_of(meta, AUTHORS), *items.get("author", ()))),
        published=_unique(
            (*_strings(article.get("datePublished")), *_of(meta, PUBLISHED[:1]), *items.get("datePublished", ()), *_of(meta, PUBLISHED[1:]))
        ),
        modified=_unique((*_strings(article.get("dateModified")), *_of(meta, MODIFIED), *items.get("dateModified", ()))),
        descriptions=_unique((*_strings(article.get("description")), *_of(meta, DESCRIPTIONS))),
        urls=_unique((*_canonical(tree), *_of(meta, URLS))),
        body=next(iter(_strings(article.get("articleBody"))), None),
        posts=tuple(_posts(article)),
        free=not any(_is_no(node.get("isAccessibleForFree")) for node in nodes),
    )


def json_nodes(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """Every object of a page's JSON-LD, those within others too."""
    left = NODES_AT_MOST
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "").lower() or not script.text:
            continue
        for node in _objects(_parsed(script.text), 0):
            left -= 1
            if left < 0:
                return
            yield node


def _parsed(text: str) -> object:
    """The value of a JSON text, mended in the ways in which pages break it; None where that is not enough."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    text = HALF_CHARACTER.sub(r"\\ufffd", text)
    for mended in (text, TRAILING_COMMA.sub("", CONTROL.sub(" ", text))):
        try:
            return json.loads(mended)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > DEPTH_AT_MOST:
        return
    if isinstance(value, dict):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        if isinstance(part, dict | list):
            yield from _objects(part, depth + 1)


def _is(node: dict[str, object], kind: re.Pattern[str]) -> bool:
    return any(kind.search(name) for name in _strings(node.get("@type")))


def _is_no(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.lower() == "false")


def _weight(node: dict[str, object]) -> int:
    """How much an object says: lists of other stories have little more than a headline."""
    return sum(
        bool(node.get(name))
        for name in ("headline", "datePublished", "author", "articleBody", "publisher", "dateModified", "liveBlogUpdate")
    )


def state_paragraphs(tree: HtmlElement) -> tuple[str, ...]:
    """The longest list of paragraphs in the data that a page's scripts set it from; none where there is no such list."""
    best: tuple[str, ...] = ()
    most = 0
    for script in tree.iter("script"):
        if "json" in script.get("type", "").lower() and "ld+json" not in script.get("type", "").lower() and script.text:
            for texts in _lists_of_texts(_parsed(script.text), 0):
                length = sum(map(len, texts))
                best, most = (texts, length) if length > most else (best, most)
    return best


def _lists_of_texts(value: object, depth: int) -> Iterator[tuple[str, ...]]:
    """Every list of which most parts are, or hold, a text of the length of a paragraph."""
    if depth > STATE_DEPTH_AT_MOST:
        return
    lists = (
        [value]
        if isinstance(value, list)
        else [part for part in value.values() if isinstance(part, list)]
        if isinstance(value, dict)
        else []
    )
    for parts in lists:
        texts = [text for part in parts if (text := _text_in(part))]
        if sum(len(text) >= PARAGRAPH for text in texts) >= PARAGRAPHS_AT_LEAST:
            above = [text for name in STANDFIRST_NAMES if isinstance(value, dict) and (text := _text_in(value.get(name)))]
            yield (*above[:1], *texts)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(part, dict | list):
            yield from _lists_of_texts(part, depth + 1)


def _text_in(part: object, depth: int = 0) -> str:
    """The text of one part of a list: itself, or what it has under one of the usual names."""
    if isinstance(part, str):
        return part if len(part.split()) > 1 else ""
    if isinstance(part, dict) and depth <= DEPTH_AT_MOST:
        return next((text for name in TEXT_NAMES if (text := _text_in(part.get(name), depth + 1))), "")
    return ""


def _posts(article: dict[str, object]) -> Iterator[tuple[str | None, str]]:
    updates = article.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else [updates]:
        if isinstance(update, dict):
            body = next(iter(_strings(update.get("articleBody"))), None)
            if body:
                yield next(iter(_strings(update.get("headline"))), None), body


def _names_by_id(nodes: list[dict[str, object]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(name := node.get("@id"), str):
            found.setdefault(name, []).extend(_strings(node.get("name")))
    return found


def _names(value: object, by_id: Mapping[str, list[str]], depth: int = 0) -> tuple[str, ...]:
    """Names of people or bodies, those told by a reference too."""
    if isinstance(value, list):
        parts = value[:VALUES_AT_MOST] if depth <= DEPTH_AT_MOST else []
        return tuple(name for part in parts for name in _names(part, by_id, depth + 1))
    if isinstance(value, dict):
        told = value.get("@id") if "name" not in value else None
        return tuple(by_id.get(told, ())[:VALUES_AT_MOST]) if isinstance(told, str) else _strings(value.get("name"))
    return _strings(value)


def _strings(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(" ".join(part.split()) if len(part) < 1_000 else part.strip() for part in values if isinstance(part, str) and part.strip())


def _metas(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    """Contents of meta elements by name or property, in small letters."""
    found: dict[str, dict[str, None]] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or element.get("value") or "").split())
        for attribute in ("property", "name", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, {})[content] = None
    return {name: tuple(contents) for name, contents in found.items()}


def _of(meta: dict[str, tuple[str, ...]], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(content for name in names for content in meta.get(name, ()))


def _microdata(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    """Values of ``itemprop`` of the story itself: those of other stories in a list stand behind them and are told too."""
    found: dict[str, list[str]] = {name: [] for name in ("headline", "author", "publisher", "datePublished", "dateModified")}
    for element in tree.iter():
        name = element.get("itemprop") if isinstance(element.tag, str) else None
        if name not in found or len(found[name]) > VALUES_AT_MOST:
            continue
        value = element.get("content") or element.get("datetime")
        if not value and name in ("author", "publisher"):
            within = islice(element.iterdescendants(), INNER_AT_MOST)
            inner = next((part for part in within if part.get("itemprop") == "name"), element)
            value = inner.get("content") or ("" if is_large(inner) else inner.text_content())
        if not value and is_large(element):
            continue
        value = " ".join((value or element.text_content()).split())
        if value and len(value) < 300:
            found[name].append(value)
    return {name: tuple(values) for name, values in found.items()}


def _canonical(tree: HtmlElement) -> tuple[str, ...]:
    return tuple(
        href for link in tree.iter("link") if link.get("rel", "").lower() == "canonical" and (href := (link.get("href") or "").strip())
    )


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value[:VALUE_AT_MOST] for value in values))[:VALUES_AT_MOST]
