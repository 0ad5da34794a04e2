"""The headline, the outlet and the authors of a page, out of what its data and its visible lines say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from legation.read.dateline import AGENCIES
from legation.read.dates import FULL_DATE
from legation.read.head import BY_LINE, OUTLET_LINE
from legation.read.html.blocks import blocks_of, is_large, text_of
from legation.read.html.described import VALUE_AT_MOST, Described
from legation.read.html.furniture import load_furniture, words_of
from legation.read.html.prune import drop

HEADLINE_AT_MOST = 300
SEPARATOR = re.compile(r"\s+(?:[|•·»›]|::|-{1,2}|–|—|/{2})\s+|\s*(?:\||::)\s*")
PARTING = re.compile(rf"{SEPARATOR.pattern}|:\s+")
SPLIT_SURELY = re.compile(r"\s*(?:\||::|»|•)\s*")
ADDRESS = re.compile(r"^(?:https?://|www\.|@)|^[\w-]+(?:\.[\w-]{2,})+$", re.IGNORECASE)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©]*(?:by\s+)?(?:\d{4}(?:\s*[-–]\s*\d{2,4})?[,.]?\s*)?(?:by\s+)?"
    r"(?P<name>[A-Z][^.|,;©\d\n]{2,60}?)\s*"
    r"(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?\s*(?:$|[.|,;©\n(]|all rights|[-–—]\s)",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r",?\s+(?:Ltd|Inc|LLC|Limited|GmbH|PLC|Co|Corp|S\.A|Pty)\.?$|,\s+(?-i:the|your|our|a|an)\s.*$"
    r"|\s+[-–|:]\s+(?:print version|home(?: page)?|rss|news|press|press releases?|media)$",
    re.IGNORECASE,
)
"""What stands behind the name of an outlet: its legal form, its motto, the kind of page."""
NAME_PART = r"[^\W\d_a-z][\w'’.-]*"
PERSON = re.compile(
    rf"{NAME_PART}(?:\s+(?:(?:d[aeiou]s?|van|von|der|den|al|el|bin|bint|la|le|ter|ten|zu|y|e)\s+){{0,2}}{NAME_PART}){{1,4}}"
)
SIGNED = re.compile(rf"(?:By|BY|by|Written by|Von|Par)\s*:?\s+(?P<names>{NAME_PART}.{{2,120}})")
DAY_AND_BAR = re.compile(rf"^{FULL_DATE}\s*[|•·–—]\s*|\s*[|•·–—]\s*{FULL_DATE}$")
JOB = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|columnist|analyst|staff|bureau|chief|producer|journalist|desk|newsroom|team|admin(?:istrator)?"
    r"|user|webmaster|contributor|editorial|redacci[oó]n\w*|r[eé]daction|redaktion|guest|author|secretariat"
    r"|press (?:office|service)|photographer|specialist|fellow|professor|director|head of|service|unknown|anonymous|web|online|digital"
    r"|world|politics|special to|department|departamento|ministry|office|unit|directorate|communications?|comunicaci[oó]n|presidents?)\b",
    re.IGNORECASE,
)
BEFORE_NAME = re.compile(
    r"^(?:by|written by|from|author|posted by|published by|submitted by|von|par|por)\b\s*:?\s*"
    r"|^(?:\w+ ){0,2}(?:writers?|reporters?|correspondents?)\s+(?=[A-Z])",
    re.IGNORECASE,
)
BETWEEN_NAMES = re.compile(r"\s*(?:[;,|/•·]|\band\b|\bund\b|\bet\b|\by\b(?=\s+[A-Z])|\s&\s|\bwith\b|\s[-–—]\s)\s*")
BEHIND_NAME = re.compile(r"\s*(?:\(.*?\)|<.*?>|\S+@\S+|@\w+|\bin\s+[A-Z].*|\bat\s+[A-Z].*|\bfor\s+[A-Z].*|https?://\S+)\s*")
HEADINGS_AT_MOST = 200
CREDIT_AT_MOST = 150
"""Characters of a credit; what is longer is a biography."""
CREDITS_AT_MOST = 2_000
"""Lines that are looked through for one."""
AUTHORS_AT_MOST = 8
NO_OUTLET = re.compile(rf"{ADDRESS.pattern}|all rights|reserved|privacy|\bterms\b|cookies?\b|^home$|^news$", re.IGNORECASE)


def headline_of(tree: HtmlElement, described: Described, outlets: Sequence[str], lines: Sequence[str]) -> str | None:
    """The headline as the page shows it; where it shows none, as its data have it; None where neither does."""
    told = [*described.titles, *window_titles(tree)]
    named = {folded(outlet) for outlet in outlets}
    shown = [
        text
        for heading in islice(tree.iter("h1"), HEADINGS_AT_MOST)
        if not is_large(heading) and (text := _heading_text(heading)) and len(text) <= HEADLINE_AT_MOST
    ]
    shown = [text for text in dict.fromkeys(shown) if len(text.split()) > 1 and folded(text) not in named]
    visible = {
        folded(line): line for line in lines if len(line) <= HEADLINE_AT_MOST and len(line.split()) > 2 and folded(line) not in named
    }
    for title in told:
        for _, rest in parted(title):
            # The name of a site first and its story behind it: "Notes from the Fjord: A king on skis".
            if folded(rest) in visible and any(folded(title).startswith(folded(text)) for text in shown):
                return visible[folded(rest)]
    agreed = [text for text in shown if any(_agree(text, title) for title in told)]
    if agreed:
        return max(agreed, key=len)
    if len(shown) == 1 and len(shown[0].split()) > 2:
        return shown[0]
    for title in told:
        for part in (title, *(part for pair in parted(title) for part in pair)):
            if folded(part) in visible:
                return visible[folded(part)]
    large = _by_name(tree) or _large(tree)
    if large and not described.titles:
        return large
    return next((short for title in told if (short := without_outlet(title, outlets)) and folded(short) not in named), None) or large


def window_titles(tree: HtmlElement) -> list[str]:
    """What the page calls itself in the title of the window; a page has one, and some a second by mistake."""
    return [text_of(title) for title in islice(tree.iter("title"), 3) if not is_large(title)]


def parted(title: str) -> Iterator[tuple[str, str]]:
    """A title before and behind each of its dashes, bars and colons, the longest beginning first; none for what is too long for a title."""
    if len(title) > 2 * HEADLINE_AT_MOST:
        return
    for match in reversed(list(PARTING.finditer(title))):
        before, behind = title[: match.start()].strip(), title[match.end() :].strip()
        if before and behind:
            yield before, behind


def without_outlet(title: str, outlets: Sequence[str]) -> str:
    """A title without the name of the site before or behind it."""
    named = {folded(outlet) for outlet in outlets}
    parts = [part for part in re.split(f"({SEPARATOR.pattern})", title) if part]
    while len(parts) > 2 and (folded(parts[-1]) in named or ADDRESS.match(parts[-1]) or SPLIT_SURELY.fullmatch(parts[-2])):
        parts = parts[:-2]
    while len(parts) > 2 and folded(parts[0]) in named:
        parts = parts[2:]
    return "".join(parts).strip()


def outlet_of(tree: HtmlElement, described: Described, lines: Sequence[str]) -> str | None:
    """What the site calls itself; None where nothing on the page says so."""
    names = [COMPANY.sub("", name.strip()) for name in (*described.outlets, *_beside_title(tree), *_in_copyright(lines))]
    names = [name for name in names if 2 <= len(name) <= 60 and not NO_OUTLET.search(name) and re.search(r"[^\W\d_]{2}", name)]
    # A word in small letters is how machines call the site.
    return next((name for name in names if not name.islower()), names[0]) if names else None


def byline_of(tree: HtmlElement, described: Described, near: Sequence[str], outlet: str | None) -> str | None:
    """The authors' names, a comma between them; an agency that is credited counts; None where nobody is named."""
    signed = next((names for line in near if (names := names_in_line(line, outlet))), [])
    credits = [names for author in described.authors if len(author) <= CREDIT_AT_MOST and (names := names_in(author, outlet))]
    told = list(dict.fromkeys(name for names in credits for name in names))
    if len(told) > AUTHORS_AT_MOST:
        told = credits[0]
    if signed and not set(map(folded, told)) & set(map(folded, signed)):
        return ", ".join(signed)
    return ", ".join(told if len(told) >= len(signed) else signed) or ", ".join(_by_class(tree, outlet)) or None


def _by_class(tree: HtmlElement, outlet: str | None) -> list[str]:
    """The names in the first element that calls itself a byline."""
    lines = islice(_credits(tree), CREDITS_AT_MOST)
    return next((names for line in lines if len(line) <= CREDIT_AT_MOST and (names := names_in(line, outlet))), [])


def _credits(tree: HtmlElement) -> Iterator[str]:
    """The first lines of blocks in elements that call themselves a byline; of elements that hold half a page, those of the first alone."""
    large = 0
    for element in tree.iter():
        if isinstance(element.tag, str) and _calls_itself_byline(element):
            is_line = not is_large(element)
            large += not is_line
            if is_line or large == 1:
                for block in blocks_of(element):
                    yield from block.text.split("\n")[:2]


def _calls_itself_byline(element: HtmlElement) -> bool:
    """Whether an element is named after who wrote the story, and not after whom it quotes."""
    words = set(words_of(f"{element.get('class')} {element.get('id')}"))
    return (
        bool(words & {"byline", "author", "writer", "reporter"})
        and "quote" not in words
        and next(element.iterancestors("blockquote"), None) is None
    )


def names_in(text: str, outlet: str | None = None) -> list[str]:
    """The names of people and agencies in a credit, without posts, places, addresses and the outlet's own name."""
    found: list[str] = []
    for part in BETWEEN_NAMES.split(BEFORE_NAME.sub("", text.strip())):
        name = BEHIND_NAME.sub(" ", BEFORE_NAME.sub("", BEFORE_NAME.sub("", part))).strip(" .*•")
        if outlet is not None and folded(name) == folded(outlet):
            continue
        if name in AGENCIES or OUTLET_LINE.fullmatch(name):
            found.append(name)
        elif PERSON.fullmatch(name) and not JOB.search(name):
            found.append(_title_case(name))
    return list(dict.fromkeys(found))


def names_in_line(line: str, outlet: str | None = None) -> list[str]:
    """The names that a line of authors holds; none where it is another line."""
    if len(line) > 160:
        return []
    match = BY_LINE.fullmatch(line) or None
    if match is not None:
        return names_in(match[1], outlet)
    without_day = DAY_AND_BAR.sub("", line)
    if without_day != line and PERSON.match(without_day):
        return names_in(without_day, outlet)
    signed = SIGNED.match(line)
    return names_in(signed["names"], outlet) if signed is not None else []


def _title_case(name: str) -> str:
    """A name in capitals as a name is written."""
    return name.title() if name.isupper() else name


def _beside_title(tree: HtmlElement) -> Iterator[str]:
    """What stands before or behind the headline in the title of the window; of two headings the first on the page is the site's."""
    headings = islice(tree.iter("h1", "h2", "h3"), HEADINGS_AT_MOST)
    shown = list(dict.fromkeys(folded(text_of(heading)) for heading in headings if not is_large(heading)))
    for title in window_titles(tree):
        for before, behind in parted(title):
            places = [shown.index(folded(part)) if folded(part) in shown else len(shown) for part in (before, behind)]
            if min(places) < len(shown):
                both = max(places) < len(shown)
                yield before if (places[0] < places[1]) == both else PARTING.split(behind)[-1]
        parts = SPLIT_SURELY.split(title)
        if len(parts) > 1 and len(parts[-1].split()) <= 6:
            yield parts[-1]


def _in_copyright(lines: Sequence[str]) -> Iterator[str]:
    for line in reversed(lines):
        match = COPYRIGHT.search(line) if len(line) <= HEADLINE_AT_MOST else None
        if match is not None:
            yield match["name"].strip()


def _heading_text(heading: HtmlElement) -> str:
    """The text of a heading without the kicker over it."""
    copy = deepcopy(heading)
    copy.tail = None
    furniture = load_furniture()
    drop(copy, [part for part in copy.iterdescendants() if isinstance(part.tag, str) and furniture.marks_in(part.get("class", ""))])
    return text_of(copy) or text_of(heading)


def _by_name(tree: HtmlElement) -> str | None:
    """The first line that calls itself a title or headline."""
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("title", "meta", "link"):
            words = words_of(f"{element.get('class', '')} {element.get('id', '')}")
            if {"title", "headline"} & set(words) and not {"site", "page", "section", "widget", "block", "menu"} & set(words):
                text = "" if is_large(element) else text_of(element)
                if len(text.split()) >= 4 and len(text) <= HEADLINE_AT_MOST:
                    return text
    return None


def _large(tree: HtmlElement) -> str | None:
    """The first line in large letters, as pages before style sheets set their headlines."""
    for element in tree.iter("h1", "h2", "font", "big"):
        if element.tag == "font" and not re.fullmatch(r"\+[1-6]|[4-7]", element.get("size", "").strip()):
            continue
        text = "" if is_large(element) else text_of(element)
        if len(text.split()) >= 4 and len(text) <= HEADLINE_AT_MOST:
            return text
    return None


def _agree(shown: str, told: str) -> bool:
    """Whether a visible heading and a title in the data are the same, the name of the site aside."""
    one, other = folded(shown), folded(told)
    return one == other or (len(one) > 12 and other.startswith(one)) or (len(other) > 12 and one.startswith(other))


def folded(text: str) -> str:
    """A text as it is compared: without case, and with plain quotation marks and dashes."""
    return _folded_line(text) if len(text) <= VALUE_AT_MOST else _folded(text)


@lru_cache(maxsize=2_000)
def _folded_line(text: str) -> str:
    """The same for a title or summary, which each line of a page is compared with."""
    return _folded(text)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
