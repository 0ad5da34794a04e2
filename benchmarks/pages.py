"""Title, outlet, byline, day and text of sample pages, as Legation reads them and as trafilatura alone does.

    python benchmarks/pages.py [FOLDER] [--misses]

FOLDER holds NAME.html with NAME.txt, the truth, beside it; the default is samples/pages, with its truths in tests/pages. A field is
right when it is the same but for white space and capitals; the text of a page is right when every paragraph of the story is there, in
order, and none besides.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

import trafilatura

from legation.model import Report, Voice
from legation.read import Given, read_paths

FIELDS = ("title", "outlet", "byline", "published", "partial", "text")
PLAIN_FIELDS = FIELDS[:5]
ROOT = Path(__file__).resolve().parents[1]
FOLDER, TRUTHS = ROOT / "samples" / "pages", ROOT / "tests" / "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says, or is found to say."""

    title: str
    outlet: str
    byline: str
    published: str
    partial: str
    paragraphs: tuple[str, ...]

    def field(self, name: str) -> object:
        """The value of a field as it is compared."""
        if name == "text":
            return self.paragraphs
        value = squeezed(getattr(self, name)).lower()
        return frozenset(part.strip() for part in value.replace(";", ",").split(",")) if name == "byline" else value


def squeezed(text: str) -> str:
    """The text with its white space collapsed."""
    return " ".join(text.split())


def truth_file(path: Path) -> Path:
    """Where the truth of a page is kept."""
    return (TRUTHS if path.resolve().parent == FOLDER else path.parent) / f"{path.stem}.txt"


def truth_of(page: Path) -> Page:
    """The truth about a page."""
    path = truth_file(page)
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    known = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    return Page(**{name: known[name] for name in PLAIN_FIELDS}, paragraphs=paragraphs_of(body))


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The lines that hold something."""
    return tuple(squeezed(line) for line in text.splitlines() if line.strip())


def by_legation(path: Path) -> Page:
    """What Legation reads."""
    (report,) = read_paths([path], given=Given(today=date.today()))
    if not isinstance(report, Report):
        return Page(title="", outlet="", byline="", published="", partial="no", paragraphs=())
    headlines = [span for voice, span in report.head_lines if voice is Voice.HEADLINE]
    start = headlines[0].end if headlines and headlines[0].start == 0 else 0
    return Page(
        title=report.title or "",
        outlet=report.outlet or "",
        byline=report.byline or "",
        published=report.published.isoformat() if report.published else "",
        partial="yes" if report.partial else "no",
        paragraphs=paragraphs_of(report.text[start:]),
    )


def by_trafilatura(path: Path) -> Page:
    """What trafilatura reads, with its own settings but no comments."""
    document = trafilatura.bare_extraction(path.read_bytes(), include_comments=False, with_metadata=True)
    if document is None:
        return Page(title="", outlet="", byline="", published="", partial="no", paragraphs=())
    known = {"title": document.title, "outlet": document.sitename, "byline": document.author, "published": document.date, "partial": "no"}
    return Page(**{name: value or "" for name, value in known.items()}, paragraphs=paragraphs_of(document.text or ""))


def misses(truth: Page, found: Page) -> Iterator[str]:
    """What is not as it should be, a line each."""
    for name in PLAIN_FIELDS:
        if truth.field(name) != found.field(name):
            yield f"{name}: {getattr(found, name)!r}, not {getattr(truth, name)!r}"
    matcher = SequenceMatcher(a=truth.paragraphs, b=found.paragraphs, autojunk=False)
    for tag, low, high, from_, to in matcher.get_opcodes():
        if tag != "equal":
            yield from (f"text lacks: {line[:110]}" for line in truth.paragraphs[low:high])
            yield from (f"text has: {line[:110]}" for line in found.paragraphs[from_:to])


def digest_of(paths: Sequence[Path]) -> str:
    """Sixteen digits of pages and truths together, so that a figure is always that of the same set."""
    digest = sha256()
    for path in paths:
        digest.update(path.read_bytes() + truth_file(path).read_bytes())
    return digest.hexdigest()[:16]


def right(truths: Sequence[Page], found: Sequence[Page], name: str) -> int:
    """How many pages have a field right."""
    return sum(one.field(name) == other.field(name) for one, other in zip(truths, found, strict=True))


def main() -> None:
    """Prints the table, and what is missed where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    paths = sorted(asked.folder.glob("*.html"))
    truths = [truth_of(path) for path in paths]
    rows = {"Legation": [by_legation(path) for path in paths], "trafilatura alone": [by_trafilatura(path) for path in paths]}
    print(f"| of {len(paths)} pages right | {' | '.join(FIELDS)} |\n|---|{'---|' * len(FIELDS)}")
    for name, found in rows.items():
        print(f"| {name} | {' | '.join(str(right(truths, found, field)) for field in FIELDS)} |")
    if asked.misses:
        for path, truth, found in zip(paths, truths, rows["Legation"], strict=True):
            for line in misses(truth, found):
                print(f"{path.stem}: {line}")


if __name__ == "__main__":
    main()
