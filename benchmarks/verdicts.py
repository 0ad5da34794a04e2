"""Verdicts on claims and facts of our own, by ``legation check`` over the packaged official record, against the answers known.

    python benchmarks/verdicts.py [--errors] [--claims FILE] [--facts FILE]

Each case is a report of its own. What is told open where a decided answer is known is incomplete; what is asserted and not so is wrong.
A report whose claim or contact is not told at all counts as open. ``--errors`` lists every case that is not right.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scoring import digest_of, placed

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "verdicts"
TWICE = (("2121", "2123"), ("3992", "4019"), ("3993", "4020"), ("4118", "4119"))
"""Travels that the official record enters twice: either number names both."""
SAME = {f"historian:travel-{second}": f"historian:travel-{first}" for first, second in TWICE}
KINDS = {"visit": "visits", "meeting": "meetings", "call": "calls", "invitation": "invitations"}
PAST = ("occurred", "under_way")
Case = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One case with what was told of it: right, open or wrong, and what a right answer left out."""

    case: Case
    told: tuple[str, ...]
    mark: str
    lacks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def expect(self) -> str:
        return str(self.case["expect"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All cases of one set, judged."""

    name: str
    digest: str
    judged: tuple[Judged, ...]
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def figures(self) -> dict[str, float]:
        """Share right, number asserted wrongly, share of the records to be named that were named, for the floors."""
        lacks = sum(len(j.lacks) for j in self.judged if j.mark == "right")
        asked = sum(self.asked[j.case["id"]] for j in self.judged if j.mark == "right")
        marks = Counter(j.mark for j in self.judged)
        return {"right": marks["right"] / len(self.judged), "wrong": marks["wrong"], "named": 1 - lacks / max(asked, 1)}


def main() -> int:
    """Prints the figures of both sets, and with ``--errors`` what went wrong; 1 where something was asserted wrongly."""
    options = _options()
    scores = [measure("claims", options.claims), measure("facts", options.facts)]
    for score in scores:
        _show(score, errors=options.errors)
    return int(any(score.figures["wrong"] for score in scores))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path, default=FOLDER / "claims.toml", help="the set of claims")
    parser.add_argument("--facts", type=Path, default=FOLDER / "facts.toml", help="the set of facts")
    parser.add_argument("--errors", action="store_true", help="list every case that is not right")
    return parser.parse_args()


def measure(name: str, path: Path | None = None, *, every: int = 1) -> Score:
    """One set, ``claims`` or ``facts``, checked and judged; all of it, or every so many cases."""
    cases = load(name, path or FOLDER / f"{name}.toml")[::every]
    told = check(cases)
    judge = _judge_claim if name == "claims" else _judge_fact
    judged = tuple(judge(case, told[case["id"]]) for case in cases)
    return Score(name=name, digest=digest_of(cases), judged=judged, asked=Counter({c["id"]: len(list(_asked(c))) for c in cases}))


def load(name: str, path: Path) -> list[Case]:
    """The cases of a set, texts in one line and claims with the span of their words; ValueError where these do not stand there once."""
    cases = []
    for row in tomllib.loads(path.read_text(encoding="utf-8"))[name]:
        row = {key: value.isoformat() if key in ("published", "as_of") else value for key, value in row.items()}
        row["text"] = " ".join(row["text"].split())
        cases.append(placed(row, "sentence", row["text"]) if name == "claims" else row)
    return cases


def check(cases: Sequence[Case]) -> dict[str, dict[str, Any]]:
    """The record of each case's report with verdicts filled, from one run of the command for each day that cases are judged as of."""
    runs: dict[str | None, list[Case]] = defaultdict(list)
    for case in cases:
        runs[case.get("as_of")].append(case)
    told: dict[str, dict[str, Any]] = {}
    for as_of, group in runs.items():
        told |= {record["report"]["id"]: record for record in _run(group, as_of)}
    return told


def _run(cases: Sequence[Case], as_of: str | None) -> Iterator[dict[str, Any]]:
    """What ``legation check`` prints of reports, in a folder without a register; SystemExit where it fails."""
    rows = [{key: case[key] for key in ("id", "text", "published") if key in case} for case in cases]
    command = [str(Path(sys.executable).with_name("legation")), "check", "--format", "jsonl", *(["--as-of", as_of] if as_of else [])]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        done = subprocess.run([*command, path.name], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} failed with {done.returncode}: {done.stderr.strip()}")
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def _judge_claim(case: Case, record: dict[str, Any]) -> Judged:
    """A claim's case: what was told of all claims that overlap its words, counted once."""
    verdicts = [c["verdict"] for c in record["claims"] if _overlap(c["span"], case["sentence"]) and c["verdict"]]
    told = tuple(v["outcome"] for v in verdicts)
    named = {_key(id) for v in verdicts for id in v["because"]}
    warned = {_key(c["entry"]) for v in verdicts for c in v["caveats"]}
    mark = _mark(case, told)
    lacks = _lacks(case, named if mark == "right" and case["expect"] != "open" else named | warned, warned)
    return Judged(case=case, told=told, mark=mark, lacks=lacks, notes=tuple(str(v["note"]) for v in verdicts if v["note"]))


def _judge_fact(case: Case, record: dict[str, Any]) -> Judged:
    """A fact's case: what was told of its report's contacts of that kind that are told as past."""
    contacts = [c for c in record[KINDS[case["kind"]]] if c["record"] and c.get("status", "occurred") in PAST]
    records = [c["record"] for c in contacts]
    told = tuple(r["outcome"] for r in records)
    mark = _mark(case, told)
    as_asked = [r for r in records if r["outcome"] == case["expect"]]
    lacks = _lacks(case, {_key(id) for r in as_asked for id in r["because"]}, set()) if as_asked else ()
    fields = {name for r in as_asked for name in r["differs"]}
    notes = [f"differs in {name}: not told" for name in case.get("differs", ()) if as_asked and name not in fields]
    return Judged(case=case, told=told, mark=mark, lacks=lacks, notes=(*notes, *(str(r["note"]) for r in records if r["note"])))


def _overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    return one["start"] < other["end"] and other["start"] < one["end"]


def _key(id: str) -> str:
    return SAME.get(id, id)


def _mark(case: Case, told: Sequence[str]) -> str:
    """Wrong where anything is asserted that is not so; else right where the answer was told; else open."""
    answers = {case["expect"], *case.get("expect_any", ())}
    if any(outcome != "open" and outcome not in answers for outcome in told):
        return "wrong"
    return "right" if answers & set(told or ("open",)) else "open"


def _asked(case: Case) -> Iterator[set[str]]:
    """The records that an answer must name, each with those that may stand for it."""
    yield from ({_key(id)} for id in case["because"])
    if "because_any" in case:
        yield {_key(id) for id in case["because_any"]}
    yield from ({_key(id)} for id in case.get("caveat", ()))


def _lacks(case: Case, named: set[str], warned: set[str]) -> tuple[str, ...]:
    """The records that an answer should have named and did not."""
    lacks = [f"because {id}" for id in case["because"] if _key(id) not in named]
    if "because_any" in case and not named & {_key(id) for id in case["because_any"]}:
        lacks.append(f"because one of {', '.join(case['because_any'])}")
    return (*lacks, *(f"caveat {id}" for id in case.get("caveat", ()) if _key(id) not in warned))


def _show(score: Score, *, errors: bool) -> None:
    """Prints the counts of one set: all, by the answer expected, by relation or kind; then the errors."""
    figures = "  ".join(f"{name} {value:.3f}" if name != "wrong" else f"wrong {value:.0f}" for name, value in score.figures.items())
    print(f"{score.name}  digest {score.digest}  cases {len(score.judged)}  {figures}")
    for key in ("expect", "relation" if score.name == "claims" else "kind"):
        groups: dict[str, list[Judged]] = defaultdict(list)
        for judged in score.judged:
            groups[judged.case[key]].append(judged)
        for name, group in groups.items():
            print(f"  {name:14} {_counts(group)}")
    for judged in score.judged if errors else ():
        if judged.mark != "right" or judged.lacks or (judged.notes and judged.notes[0].startswith("differs in ")):
            print(_error(judged))


def _counts(group: Iterable[Judged]) -> str:
    """The counts of a group of cases in one line."""
    group = list(group)
    marks = Counter(j.mark for j in group)
    lacks = sum(bool(j.lacks) for j in group if j.mark == "right")
    silent = sum(not j.told for j in group)
    line = f"cases {len(group):4}  right {marks['right']:4}  open instead {marks['open']:4}  ASSERTED WRONGLY {marks['wrong']:3}"
    return f"{line}  right without its records {lacks:3}  not told {silent:3}"


def _error(judged: Judged) -> str:
    """A case that is not right, in a few lines."""
    case = judged.case
    words = case["text"][case["sentence"]["start"] : case["sentence"]["end"]] if "sentence" in case else case["text"]
    head = f"  {judged.mark.upper():6} {case['id']}: {', '.join(judged.told) or 'nothing'} told, {judged.expect} expected"
    rest = [f"lacks {'; '.join(judged.lacks)}"] if judged.lacks and judged.mark == "right" else []
    known = [case["why"]] if "why" in case else []
    return "\n           ".join([head, words, *known, *rest, *judged.notes])


if __name__ == "__main__":
    sys.exit(main())
