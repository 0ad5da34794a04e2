"""Write samples/samples.jsonl from samples/*.txt, or with --check prove that the two, and expected.toml, agree."""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAMED = {
    "visits": ("visitor", "places", "hosts"),
    "meetings": ("participants", "place"),
    "calls": ("participants",),
    "invitations": ("inviter", "invitee"),
}


def published(stem: str) -> str | None:
    """The publication day that opens a file name, None where the report bears none."""
    found = re.match(r"\d{4}-\d\d-\d\d(?=-)", stem)
    return found[0] if found else None


def row(path: Path) -> dict[str, str | None]:
    """One report: the first line is its title, the second ends in " | " and the outlet."""
    text = path.read_bytes().decode("utf-8")
    title, credit, *_ = text.splitlines()
    return {"id": path.stem, "text": text, "published": published(path.stem), "title": title, "outlet": credit.rsplit(" | ", 1)[1]}


def lines(rows: list[dict[str, str | None]]) -> str:
    """The rows as JSON Lines."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows)


def amiss(sample: dict[str, Any], reports: dict[str | None, dict[str, str | None]]) -> Iterator[str]:
    """What a sample of expected.toml says that its report does not."""
    report = reports.get(sample["id"])
    if report is None:
        yield f"{sample['id']}: no such report"
        return
    if sample.get("published") != report["published"]:
        yield f"{sample['id']}: published {sample.get('published')}, file name says {report['published']}"
    text = report["text"] or ""
    for kind, keys in NAMED.items():
        for record in sample.get(kind, []):
            named = [name for key in keys for name in ([record[key]] if isinstance(record[key], str) else record[key])]
            yield from (f"{sample['id']}: {name!r} is not in the text" for name in named if name not in text)


def main() -> int:
    """Write the file, or check it; 0 where all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where text, samples.jsonl and expected.toml differ")
    check = parser.parse_args().check
    rows = [row(path) for path in sorted(SAMPLES.glob("*.txt"))]
    target = SAMPLES / "samples.jsonl"
    if not check:
        target.write_bytes(lines(rows).encode("utf-8"))
        return 0
    expected = tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))["samples"]
    reports = {each["id"]: each for each in rows}
    problems = [problem for sample in expected for problem in amiss(sample, reports)]
    problems += [f"{name}: not in expected.toml" for name in reports if name not in {sample["id"] for sample in expected}]
    if not target.exists() or target.read_bytes() != lines(rows).encode("utf-8"):
        problems.append("samples.jsonl differs from the .txt files: run scripts/build_samples.py")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
