"""Text, title and day on the real pages of trafilatura's own evaluation set, as Legation reads them and as trafilatura alone does.

    python benchmarks/pages_public.py CHECKOUT [--differences OUT.jsonl] [--only N]

CHECKOUT is a checkout of adbar/trafilatura, which is no part of this project. Its pages are marked with pieces of text that belong to the
story and pieces that do not; a piece counts as found where it stands in the text, white space collapsed. Titles are compared without
case and punctuation, days exactly. Pages of news are scored apart: those whose address or file names a paper, an agency or a broadcaster
cannot be told surely, so that "news" are the pages that say of themselves that they hold an article (``og:type`` or JSON-LD).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import trafilatura

from legation.model import Report
from legation.read import Given
from legation.read.html.page import read_page_bytes

NEWS = re.compile(rb"[\"'](?:NewsArticle|ReportageNewsArticle)[\"']|og:type[\"'][^>]*[\"']article[\"']", re.IGNORECASE)

COLUMNS = ("text precision", "recall", "F1", "titles right", "days right", "days told wrongly", "seconds")


def main() -> None:
    """Prints a table for all pages and one for the articles of news among them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--differences", type=Path)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    tests = asked.checkout / "tests"
    truths = json.loads((tests / "evaldata.json").read_text(encoding="utf-8"))
    rows = [row for url in sorted(truths)[: asked.only] if (row := scored(url, truths[url], tests)) is not None]
    for name, part in (("all pages", rows), ("pages that call themselves articles", [row for row in rows if row["news"]])):
        print(f"\n{name}: {len(part)}\n")
        print(f"| | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
        for way in ("legation", "trafilatura"):
            print(f"| {way} | {line(part, way)} |")
    if asked.differences is not None:
        with asked.differences.open("w", encoding="utf-8") as out:
            for row in rows:
                if any(row["legation"][field] != row["trafilatura"][field] for field in ("lacks", "has", "title_right", "day_right")):
                    print(json.dumps(row, ensure_ascii=False), file=out)


def scored(url: str, truth: Mapping[str, Any], tests: Path) -> dict[str, Any] | None:
    """One page read in both ways."""
    found = [path for folder in ("cache", "eval") if (path := tests / folder / truth["file"]).is_file()]
    if not found:
        return None
    data = found[0].read_bytes()
    row: dict[str, Any] = {"url": url, "file": str(found[0]), "news": NEWS.search(data) is not None}
    for way, read in (("legation", by_legation), ("trafilatura", by_trafilatura)):
        started = time.process_time()
        text, title, day = read(data, url)
        seconds = time.process_time() - started
        row[way] = judged(truth, text, title, day) | {"seconds": seconds, "title": title, "day": day, "length": len(text)}
    row["truth"] = {"title": truth.get("title"), "day": truth.get("date")}
    return row


def by_legation(data: bytes, url: str) -> tuple[str, str, str]:
    """Text, title and day as Legation reads them."""
    report = read_page_bytes(data, source=url, given=Given(today=date.today()), url=url)
    if not isinstance(report, Report):
        return "", "", ""
    return report.text.removeprefix(report.title or ""), report.title or "", report.published.isoformat() if report.published else ""


def by_trafilatura(data: bytes, url: str) -> tuple[str, str, str]:
    """Text, title and day as trafilatura reads them."""
    document = trafilatura.bare_extraction(data, url=url, include_comments=False, with_metadata=True)
    return (document.text or "", document.title or "", document.date or "") if document is not None else ("", "", "")


def judged(truth: Mapping[str, Any], text: str, title: str, day: str) -> dict[str, Any]:
    """What is right and what is not."""
    whole = squeezed(text)
    return {
        "lacks": [piece for piece in truth["with"] if squeezed(piece) not in whole],
        "has": [piece for piece in truth["without"] if squeezed(piece) in whole],
        "found": sum(squeezed(piece) in whole for piece in truth["with"]),
        "title_right": folded(title) == folded(truth["title"]) if truth.get("title") else None,
        "day_right": day == truth["date"] if truth.get("date") else None,
        "day_wrong": bool(day and truth.get("date") and day != truth["date"]),
    }


def squeezed(text: str) -> str:
    """The text with its white space collapsed."""
    return re.sub(r"\s+", " ", text).strip()


def folded(text: str) -> str:
    """The text without case and punctuation."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def line(rows: list[dict[str, Any]], way: str) -> str:
    """One row of a table."""
    sums: Counter[str] = Counter()
    for row in rows:
        one = row[way]
        sums.update(tp=one["found"], fp=len(one["has"]), fn=len(one["lacks"]), wrong=one["day_wrong"])
        for name in ("title_right", "day_right"):
            sums.update({name: one[name] is True, f"{name}_of": one[name] is not None})
    precision, recall = sums["tp"] / max(sums["tp"] + sums["fp"], 1), sums["tp"] / max(sums["tp"] + sums["fn"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    titles, days = (f"{sums[name]} of {sums[f'{name}_of']}" for name in ("title_right", "day_right"))
    return (
        f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {titles} | {days} | {sums['wrong']} | {sum(row[way]['seconds'] for row in rows):.0f}"
    )


if __name__ == "__main__":
    main()
