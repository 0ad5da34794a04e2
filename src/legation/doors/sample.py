"""Samples for double coding: entries drawn into sheets, and the filled sheets scored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from legation.doors.ask import CONTACTS, Filters, asked_for, register_at
from legation.doors.listing import print_line
from legation.doors.options import Kinds, Shape
from legation.doors.page import cell, console, counted, say, shortened
from legation.doors.run import PROBLEMS_SHOWN
from legation.errors import UsageError
from legation.model import Report
from legation.record import JsonObject
from legation.register.store import Register
from legation.sample.draw import Sample, draw
from legation.sample.fields import Means
from legation.sample.folder import write_sample
from legation.sample.page import ADJUDICATED, CODERS, TO_ADJUDICATE
from legation.sample.score import FieldScore, Precision, Score, score
from legation.tables.gazetteer import Gazetteer
from legation.tables.titles import load_titles

COLUMNS = ("field", "coded by both", "agree", "kappa", "alpha", "precision, agreed rows", "precision, adjudicated", "told, not held")
WORDS_AT_MOST = 60
NONE = "none"


def draw_sample(number: int | None, folder: Path, kind: Kinds, filters: Filters, *, seed: int, register: Path | None) -> int:
    """Draws entries and writes their sheets."""
    if number is None:
        raise UsageError("say how many entries are to be drawn, such as legation sample 50, or which folder is to be scored, with --score")
    if kind not in CONTACTS:
        raise UsageError(f"--kind {kind.value}: these are not coded; take {', '.join(kinds.value for kinds in CONTACTS)}")
    path = register_at(register)
    with Register.open(path) as held:

        def report_of(name: str) -> Report | None:
            """The report that counts under this id."""
            reading = held.find_reading(name)
            return reading.report if reading else None

        answer = held.ask(asked_for(CONTACTS[kind], filters))
        asked = {name: value for name, value in asdict(filters).items() if value}
        sample = draw(answer.entries, number, CONTACTS[kind], seed, report_of, register=path.name, filters=asked)
    if not sample.rows:
        raise UsageError(
            f"{path}: no {sample.kind.value} to draw from{_imported(sample)}; keep reports with legation read --into, or ask less"
        )
    for written in write_sample(sample, folder):
        print(written, flush=True)
    undated = f"; {answer.undated:,} without a day left out by --since and --until" if answer.undated else ""
    fewer = f", which is all that there are (not {number:,})" if len(sample.rows) < number else ""
    say(
        f"{counted(len(sample.rows), sample.kind.value)} of {sample.population:,} drawn with seed {seed}{fewer}{_imported(sample)}{undated}"
    )
    say(f"fill {' and '.join(CODERS.values())} apart, as README.md says; then: legation sample --score {folder}")
    return 0


def _imported(sample: Sample) -> str:
    """What is said of entries that are no reading of the press."""
    return f"; {sample.left_out:,} that rest on imported records left out" if sample.left_out else ""


def score_sample(folder: Path, *, number: int | None, shape: Shape) -> int:
    """Prints what the filled sheets of a folder say, and gives the exit code: 1 where something is amiss in them."""
    if number is not None:
        raise UsageError(f"sample {number} draws and --score {folder} scores; take one of them")
    found = score(folder, Means(Gazetteer.open(), load_titles()))
    if shape is Shape.JSONL:
        for record in _records(found):
            print_line(record)
    else:
        _print_fields(found)
        _print_differences(found)
    for problem in found.problems[:PROBLEMS_SHOWN]:
        say(f"problem {problem.code}: {problem.where}: {problem.advice}")
    if len(found.problems) > PROBLEMS_SHOWN:
        say(f"and {counted(len(found.problems) - PROBLEMS_SHOWN, 'more problem')}; --format jsonl gives all")
    for file, unfilled in found.unfilled.items():
        if unfilled:
            say(f"{file}: {counted(unfilled, 'row')} of {len(found.sample.rows):,} not filled; they do not count")
    say(_meaning(found))
    if found.differences:
        say(_to_decide(found, folder))
    return 1 if found.problems else 0


def _to_decide(found: Score, folder: Path) -> str:
    """In how many rows the coders differ, and what is to be done with those that are not adjudicated."""
    differ = f"the coders differ in {counted(len({one.row for one in found.differences}), 'row')}"
    rows = len({one.row for one in found.differences if not one.adjudicated})
    sheet = folder / TO_ADJUDICATE
    if not rows:
        return f"{differ}, all adjudicated"
    if found.left_alone:
        return f"{differ}, {rows:,} not adjudicated; {sheet} has been changed and was left as it is: save it as {ADJUDICATED}, or remove it"
    return f"{differ}, {rows:,} not adjudicated: decide them in {sheet}, save it as {ADJUDICATED}, and score again"


def _meaning(found: Score) -> str:
    """Of what the precision is an estimate."""
    sample = found.sample
    asked = "".join(f", {name.rstrip('_')} {value}" for name, value in sample.filters.items())
    coded = counted(found.both, sample.kind.value)
    return (
        f"precision: of the values that the program holds in {coded} coded by both, out of the {sample.population:,} of {sample.register}"
        f" (state {sample.digest}{asked}), the share that is what the shown words tell. It says nothing of contacts that the register"
        " has not, nor whether the reports are right; where coders differ, a value counts once it is adjudicated"
    )


def _records(found: Score) -> Iterator[JsonObject]:
    """The result line by line: the sample, each field, each difference, each problem."""
    sample = found.sample
    yield {
        "kind": "sample",
        "of": sample.kind.value,
        "register": sample.register,
        "digest": sample.digest,
        "filters": sample.filters,
        "seed": sample.seed,
        "population": sample.population,
        "left_out": sample.left_out,
        "drawn": len(sample.rows),
        "coded_by_both": found.both,
        "unfilled": found.unfilled,
    }
    for one in found.fields:
        yield {"kind": "field", **asdict(one), "agreed": _precision_record(one.agreed), "adjudicated": _precision_record(one.adjudicated)}
    entries = {row.row: row.entry for row in sample.rows}
    for difference in found.differences:
        yield {"kind": "difference", **asdict(difference), "entry": entries[difference.row]}
    for problem in found.problems:
        yield {"kind": "problem", **asdict(problem)}


def _precision_record(precision: Precision | None) -> JsonObject | None:
    """A precision with its share."""
    if precision is None:
        return None
    share = precision.right / precision.checked if precision.checked else None
    return {**asdict(precision), "precision": share, "interval": list(precision.interval) if precision.interval else None}


def _print_fields(found: Score) -> None:
    """Agreement and precision of each field as a table."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in COLUMNS:
        table.add_column(name, overflow="fold", justify="left" if name == "field" else "right")
    for one in found.fields:
        table.add_row(*(cell(words) for words in _cells(one)))
    console().print(table)


def _cells(one: FieldScore) -> tuple[str, ...]:
    agreement, last = one.agreement, one.adjudicated or one.agreed
    return (
        one.field,
        str(agreement.coded),
        f"{agreement.agreed / agreement.coded:.0%}" if agreement.coded else NONE,
        NONE if agreement.kappa is None else f"{agreement.kappa:.2f}",
        NONE if agreement.alpha is None else f"{agreement.alpha:.2f}",
        _share(one.agreed),
        _share(one.adjudicated) if one.adjudicated else "",
        str(last.not_held),
    )


def _share(precision: Precision) -> str:
    """A share with its interval and what it is of: ``90% (70-97%), 18 of 20``."""
    if precision.interval is None:
        return NONE
    low, high = precision.interval
    return f"{precision.right / precision.checked:.0%} ({low:.0%} to {high:.0%}), {precision.right} of {precision.checked}"


def _print_differences(found: Score) -> None:
    """The fields in which the coders differ."""
    for one in found.differences:
        answers = (f"{coder} {_quoted(words)}" for coder, words in (("a", one.a), ("b", one.b)))
        console().print(cell(f"{one.row}  {one.field}: {', '.join(answers)}"), soft_wrap=True)


def _quoted(words: str) -> str:
    return f"“{shortened(words, WORDS_AT_MOST)}”" if words else "not told"
