"""The story of a page as paragraphs: trafilatura chooses, and where its choice leaves story out or takes furniture in it is mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from legation.read.dateline import find_place_line
from legation.read.dates import FULL_DATE, MONTH, WEEKDAY
from legation.read.html.blocks import Block, blocks_of
from legation.read.html.choice import chosen_blocks
from legation.read.html.furniture import FurnitureList
from legation.read.html.names import folded, names_in_line
from legation.read.html.weights import LONG, weights_of

NARROW_AT_LEAST = 0.85
"""Share of a page's long text that an element must hold for the rest of the page to be left out."""
LINKED_AT_MOST = 0.7
"""Share of links from which on a block is a way to other stories."""
SENTENCE_AT_LEAST = 25
"""Characters of a paragraph of its own that ends as a sentence does."""
HEADINGS = ("h2", "h3", "h4")
HEADING_AT_MOST = 120
CITATION_AT_MOST = 120
REPEATED_AT_MOST = 400
"""Characters of a pull quote."""
SEARCHED_AT_MOST = 1_000_000_000
"""Characters that are gone through for pull quotes; a story of 100,000 characters in 400 paragraphs takes 40 million."""
BOLD_AT_LEAST = 0.9
"""Share of bold letters that makes a short block a heading."""
KICKER_WORDS_AT_MOST = 4
DECK_WORDS_AT_LEAST = 8
"""Words of a second heading below the headline that says more of the same."""
STANDFIRST_AT_LEAST = 40
"""Characters of what stands between headline and story for it to be a part of the story."""
TAIL = re.compile(
    r"(?:sources?|references|external links|related (?:news|articles|stories)|see also|sister (?:links|projects)|notes|footnotes"
    r"|further reading|(?:\d+ )?comments?|have an opinion.*|more (?:\w+ ){0,2}(?:news|stories|headlines)"
    r"|more from .{2,40}|latest (?:news|stories)"
    r"|(?:posted )?by \S+(?: \S+)? on \w+,? .{0,40}\d{4}.*\d:\d\d.*)(?:\s*\[edit\])?[:.]?",
    re.IGNORECASE,
)
"""Headings behind which nothing belongs to the story."""
LETTER = re.compile(r"[^\W\d_]")
ENDED = re.compile(r"[.!?:;…。！？؟।][\"”’'»)\]]*$")
DAY_WORDS = re.compile(
    rf"\b(?:{FULL_DATE}|{WEEKDAY}|\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{1,2}}|\d{{4}}[./-]\d\d?[./-]\d\d?|\d{{1,2}}[./-]\d\d?[./-]\d{{2,4}}|\d{{1,2}}[:.h]\d\d(?::\d\d)?"
    r"|\d+\s+(?:minutes?|mins?|hours?|days?|weeks?|months?|years?)\s+ago|today|yesterday)",
    re.IGNORECASE,
)
"""Days and times of day."""
POSTED = re.compile(rf"(?:posted|published|updated|submitted|created)\b.{{0,20}}{FULL_DATE}.{{0,60}}[^.!?]$", re.IGNORECASE)
DAY_LABELS = re.compile(
    r"\b(?:(?:first|last|originally|published|posted|updated?|modified|created|issued|released|date|time|on|at|the|and|min|minutes?|hrs?|local"
    r"|[ap]\.?m|A\.?M|P\.?M)\b|[a-z]{1,3}[sd]t|gmt|utc|msk|wib|kst|jst|[+-]\d\d:?\d\d)\.?",
    re.IGNORECASE,
)
"""What stands beside them on a line that holds nothing else."""


def story_of(
    tree: HtmlElement, furniture: FurnitureList, title: str | None, *, summaries: Sequence[str], authors: Sequence[str]
) -> tuple[str, ...]:
    """The paragraphs of the story in a tree that was pruned; none where there is no story.

    Takes    summaries = what the page's data say in a sentence or two: a line that begins so belongs to the story;
             authors = who signed it: what is said of them behind the story is none of it.
    """
    narrow = narrowed(tree)
    own = _from_title(list(blocks_of(narrow)), title)
    chosen = {folded(block.text) for block in chosen_blocks(narrow)}
    kept: Sequence[Block] = [block for block in _without_tail(own) if folded(block.text) in chosen or _is_prose(block)]
    kept = _trimmed(_without_biographies(_said_once(list(_without_furniture(kept, furniture, title))), authors))
    before = [block for block in _without_furniture(_before(tree, kept, title), furniture, title) if _is_standfirst(block, summaries)]
    return tuple(block.text for block in (*before, *kept))


def _said_once(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without pull quotes: a short one all of whose words stand together in a longer one, or stood before."""
    texts = [folded(block.text) for block in blocks]
    whole, times = "\n".join(texts), Counter(texts)
    if len(whole) * len(texts) > SEARCHED_AT_MOST:
        return blocks
    kept: dict[str, Block] = {}
    for block, text in zip(blocks, texts, strict=True):
        longest = STANDFIRST_AT_LEAST <= len(text) <= REPEATED_AT_MOST
        if not longest or (text not in kept and whole.count(text) == times[text]):
            kept[text if longest else f"{text} {len(kept)}"] = block
    return list(kept.values())


def _without_biographies(blocks: Sequence[Block], authors: Sequence[str]) -> Sequence[Block]:
    """The blocks without what is said at the end of those who wrote the story."""
    high = len(blocks)
    while high > len(blocks) / 2 and any(blocks[high - 1].text.startswith(f"{author} ") for author in authors):
        high -= 1
    return blocks[:high]


def _is_prose(block: Block) -> bool:
    """Whether a block reads like a paragraph of a story or a heading in it, whatever trafilatura thinks of it."""
    if block.linked >= LINKED_AT_MOST:
        return False
    if block.tag in HEADINGS or (block.bold > BOLD_AT_LEAST and len(block.text) <= HEADING_AT_MOST):
        return True
    least = LONG if block.tag not in ("p", "li") else SENTENCE_AT_LEAST
    return len(block.text) >= least and (block.tag == "li" or ENDED.search(block.text) is not None)


def _before(tree: HtmlElement, story: Sequence[Block], title: str | None) -> Sequence[Block]:
    """What stands between the headline and the first paragraph of the story."""
    if title is None or not story:
        return ()
    blocks = list(blocks_of(tree))
    low = next((at for at, block in enumerate(blocks) if folded(title) in map(folded, (block.text, *block.text.split("\n")))), None)
    high = next((at for at, block in enumerate(blocks) if block.text == story[0].text), None)
    return () if low is None or high is None else blocks[low + 1 : high]


def _is_standfirst(block: Block, summaries: Sequence[str]) -> bool:
    """Whether what stands above a story is a part of it: an item of a list, a sentence, or what the data give as a summary."""
    text = folded(block.text)
    if len(block.text) >= STANDFIRST_AT_LEAST and any(folded(summary).startswith(text[:STANDFIRST_AT_LEAST]) for summary in summaries):
        return True
    if block.linked >= LINKED_AT_MOST or len(block.text.split()) <= KICKER_WORDS_AT_MOST:
        return False
    if block.tag in HEADINGS and len(block.text.split()) >= DECK_WORDS_AT_LEAST:
        return True
    return block.tag == "li" or (len(block.text) >= STANDFIRST_AT_LEAST and ENDED.search(block.text) is not None)


def _without_tail(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks up to the heading of a list of sources or of other stories."""
    for at, block in enumerate(blocks):
        if at > len(blocks) / 3 and any(map(TAIL.fullmatch, block.text.split("\n"))):
            return blocks[:at]
    return blocks


def narrowed(tree: HtmlElement) -> HtmlElement:
    """The innermost element that holds nearly all prose of the page."""
    weights = weights_of(tree)
    least = NARROW_AT_LEAST * weights[tree]
    element = tree
    while least:
        inner = next((child for child in element if weights[child] >= least), None)
        if inner is None or inner.tag == "p":
            return element
        element = inner
    return element


def _length(blocks: Sequence[Block]) -> int:
    """Characters in blocks that are more than labels."""
    return sum(len(block.text) for block in blocks if len(block.text) >= LONG)


def _from_title(blocks: Sequence[Block], title: str | None) -> Sequence[Block]:
    """What stands behind the headline, where most of the story does."""
    if title is None:
        return blocks
    at = next((at for at, block in enumerate(blocks) if folded(title) in map(folded, (block.text, block.text.split("\n")[0]))), None)
    return blocks[at + 1 :] if at is not None and _length(blocks[at + 1 :]) > _length(blocks) / 2 else blocks


def _without_furniture(blocks: Sequence[Block], furniture: FurnitureList, title: str | None) -> Iterator[Block]:
    """The blocks without lines that are furniture, hold the day or the authors, or repeat the headline."""
    for block in blocks:
        lines = [
            line
            for line in block.text.split("\n")
            if LETTER.search(line) and not (furniture.is_line(line) or is_head_line(line) or _is_title(line, title))
        ]
        if lines:
            yield block if len(lines) == block.text.count("\n") + 1 else replace(block, text="\n".join(lines))


def _is_title(line: str, title: str | None) -> bool:
    """Whether a line is the headline once more, or a citation of the story, which holds its headline and little else."""
    return title is not None and len(line) <= len(title) + CITATION_AT_MOST and folded(title) in folded(line)


def is_head_line(line: str) -> bool:
    """Whether a line holds the day or the authors of a story, and nothing else."""
    if len(line) > HEADING_AT_MOST:
        return False
    if POSTED.match(line) or find_place_line(line) is not None or _is_way(line):
        return True
    without_days = DAY_WORDS.sub(" ", line)
    return (without_days != line and not LETTER.search(DAY_LABELS.sub(" ", without_days))) or bool(names_in_line(line))


def _is_way(line: str) -> bool:
    """Whether a line is but a row of links: "Home | World | Write to us"."""
    parts = line.split(" | ")
    return len(parts) > 1 and all(len(part) <= 40 for part in parts) and not ENDED.search(line)


def _trimmed(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the labels before the first and behind the last sentence; items of a list are none."""
    low, high = 0, len(blocks)
    while low < high and _is_kicker(blocks[low]):
        low += 1
    while high > low and not _is_sentence(blocks[high - 1].text) and blocks[high - 1].tag not in ("li", "item"):
        high -= 1
    return blocks[low:high]


def _is_kicker(block: Block) -> bool:
    """Whether a block above a story is a mere label."""
    return block.tag not in HEADINGS and not OPEN_END.search(block.text) and len(block.text.split()) <= KICKER_WORDS_AT_MOST


OPEN_END = re.compile(r"[.!?:;,…–—。！？؟।-][\"”’'»)\]]*$")
"""End of a line that another goes on from, or of a sentence."""


def _is_sentence(text: str) -> bool:
    return (len(text) > HEADING_AT_MOST and "\n" not in text) or ENDED.search(text) is not None
