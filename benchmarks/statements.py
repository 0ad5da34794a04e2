"""Statements beside those that PolNeAR's annotators found: who said what, in direct and in indirect speech.

    python benchmarks/statements.py --data FOLDER [--part dev] [--only 100] [--write FILE]

Takes    FOLDER/quotes/polnear_dev.jsonl (and train), converted from networkdynamics/PolNeAR; press text, never part of this repository.
Gives    precision, recall and F1 of content and of speaker: what is told as direct against the gold's direct, and all against all.
Source   the scorer is ../shared/gold/statements/score_statements.py, whose measures its docstring defines.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from legation.model import Finding, Statement
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

SCORER = Path(__file__).resolve().parent.parent.parent / "shared" / "gold" / "statements" / "score_statements.py"
ASIDE = SCORER.parent.parent / "real" / "aside.txt"
"""Articles that are set aside to measure contacts with; they are not read here."""
Row = dict[str, Any]


def load_scorer() -> Any:
    """The scorer as a module.

    Raises   SystemExit where the folder `shared` is not beside the repository.
    """
    if not SCORER.exists():
        sys.exit(f"{SCORER} is not there: put the folder 'shared' beside the repository")
    spec = importlib.util.spec_from_file_location("score_statements", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tell(documents: Iterable[Row], kit: Kit) -> dict[str, list[Row]]:
    """What is told of each document, in the scorer's form."""
    told: dict[str, list[Row]] = {}
    for document in documents:
        published = date.fromisoformat(document["dct"][:10]) if document.get("dct") else None
        report = read_text(document["text"], id=document["doc_id"], published=published, language="en", dated=False)
        told[document["doc_id"]] = [attribution(finding) for finding in read_report(report, kit).statements]
    return told


def attribution(finding: Finding[Statement]) -> Row:
    """A statement as the scorer knows it."""
    said = finding.body
    speaker, cue = said.speaker, said.cue
    return {
        "source": [[speaker.words.span.start, speaker.words.span.end]] if speaker else [],
        "cue": [[cue.span.start, cue.span.end]] if cue else [],
        "content": [[said.content.start, said.content.end]],
        "direct": said.direct,
        "rule": finding.rule,
    }


def boards(documents: Sequence[Row], told: dict[str, list[Row]]) -> dict[str, Row]:
    """The two boards: direct told against direct gold, and all."""
    score = load_scorer().score
    direct = {key: [a for a in found if a["direct"]] for key, found in told.items()}
    return {"direct": score(documents, direct, {"direct"})[0], "all": score(documents, told, None)[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="dev", choices=("train", "dev"))
    parser.add_argument("--only", type=int, help="the first so many documents")
    parser.add_argument("--write", type=Path, help="write what was told, in the scorer's form")
    options = parser.parse_args()
    path = options.data / "quotes" / f"polnear_{options.part}.jsonl"
    aside = set(ASIDE.read_text(encoding="utf-8").split())
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    documents = [row for row in rows if row["doc_id"] not in aside][: options.only]
    kit = load_kit()
    began = time.process_time()
    told = tell(documents, kit)
    seconds = time.process_time() - began
    words = sum(len(d["text"].split()) for d in documents)
    for name, row in boards(documents, told).items():
        content, speaker = row["content_relaxed"], row["speaker_overlap"]
        print(
            f"{name:7} gold {row['gold']:5} told {row['pred']:5}"
            f"  content P {content['P']:5.1f} R {content['R']:5.1f} F1 {content['F1']:5.1f}  strict {row['content_strict']['F1']:5.1f}"
            f"  speaker P {speaker['P']:5.1f} R {speaker['R']:5.1f} F1 {speaker['F1']:5.1f}  strict {row['speaker_strict']['F1']:5.1f}"
        )
    print(f"{words:,} words, {words / seconds:,.0f} a CPU-second")
    if options.write:
        options.write.write_text("".join(json.dumps({"doc_id": k, "attributions": v}) + "\n" for k, v in told.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
