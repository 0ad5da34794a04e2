"""A web archive read end to end, beside spaCy's whole pipeline on the same stories, in seconds of the processor; and what the screen loses.

    python benchmarks/warc.py [--pages 20000] [--seed 7] [--fill] [--sample 300] [--folder FOLDER]

The archive is made anew (``warc_data.py``), one page in twenty with a report of ours. spaCy is timed on stories drawn at random, and its
time reckoned up to all of them. ``--fill`` brings short reports to the length of the other pages, which costs Legation most.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from warc_data import Story, write_warc

from legation.model import Problem, Reading, Report
from legation.parse import BATCH
from legation.pipeline import Kit, load_kit, read_report
from legation.read import Given, read_paths, read_text
from legation.read.screening import SCREENED
from legation.read.warc import Capture, captures_of
from legation.screen import may_tell

TODAY = date(2026, 11, 26)
DAMAGED_PAGES = 1_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sample", type=int, default=300, help="stories that spaCy reads")
    parser.add_argument("--fill", action="store_true")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with TemporaryDirectory() as thrown_away:
        folder = given.folder or Path(thrown_away)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "crawl.warc.gz"
        made = write_warc(path, given.pages, given.seed, fill=given.fill)
        _describe(path, made)
        kit = _loaded()
        ours = _ours(path, made, kit)
        theirs = _theirs(made, kit, given.sample, given.seed)
        print(f"legation {ours:,.1f} s, spaCy {theirs:,.0f} s: {theirs / ours:.1f} times less")
        _damage(folder, given.seed)
    return 0


def _describe(path: Path, made: Sequence[Story]) -> None:
    print(f"{len(made):,} pages, {path.stat().st_size / 1e6:,.0f} MB packed", flush=True)
    for relevant, name in ((True, "with a report"), (False, "others")):
        words = [len(text_of(story).split()) for story in made if story.relevant is relevant]
        print(f"  {name}: {len(words):,}, {sum(words) / len(words):.0f} words each")


def text_of(story: Story) -> str:
    """A story as a reader of pages should find it."""
    return "\n\n".join((story.title, *story.paragraphs))


def _loaded() -> Kit:
    """The kit, and the screen with it."""
    start = time.process_time()
    kit = load_kit()
    may_tell("warm")
    print(f"loaded in {time.process_time() - start:.1f} s, {_memory():,.0f} MB; these are not counted below")
    return kit


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ours(path: Path, made: Sequence[Story], kit: Kit) -> float:
    """Seconds that the archive takes, and what became of its pages."""
    notes: Counter[str] = Counter()
    readings: list[tuple[Story, Reading]] = []
    found = told = 0.0
    start = time.process_time()
    for item in read_paths([path], given=Given(today=TODAY, screen=may_tell)):
        found += time.process_time() - start
        start = time.process_time()
        if isinstance(item, Report):
            readings.append((_story_of(item, made), read_report(item, kit)))
        else:
            notes[item.code] += 1
        told += time.process_time() - start
        start = time.process_time()
    print(f"unpacked, screened and extracted in {found:.1f} s: {len(made) / found:,.0f} pages a second; {dict(notes)}")
    words = sum(len(reading.report.text.split()) for _, reading in readings)
    print(f"{len(readings):,} reports read in {told:.1f} s, {words:,} words; memory at its highest {_memory():,.0f} MB", flush=True)
    assert notes[SCREENED] + len(readings) == len(made), "a page is gone"
    _losses(made, readings, kit)
    return found + told


def _story_of(report: Report, made: Sequence[Story]) -> Story:
    assert report.url is not None, "every record has its address"
    return made[int(report.url.split("/")[3])]


def _losses(made: Sequence[Story], readings: Sequence[tuple[Story, Reading]], kit: Kit) -> None:
    """What the screen let drop that tells of something, and what it let pass that does not."""
    passed = {id(story) for story, _ in readings}
    kept = sum(_told(reading) for story, reading in readings if story.relevant)
    dropped = [story for story in made if story.relevant and id(story) not in passed]
    lost = sum(_told(read_report(read_text(text_of(story), published=story.published), kit)) for story in dropped)
    share = lost / max(kept + lost, 1)
    print(
        f"findings lost: {lost} of {kept + lost} ({share:.2%}), in {len(dropped)} pages: {dict(Counter(story.source for story in dropped))}"
    )
    others = Counter(story.source for story, _ in readings if not story.relevant)
    number = sum(not story.relevant for story in made)
    print(f"other pages that passed: {others.total()} of {number} ({others.total() / number:.1%}): {dict(others)}")
    false = sum(_told(reading) for story, reading in readings if not story.relevant)
    print(f"  findings told of them: {false}", flush=True)


def _told(reading: Reading) -> int:
    return len(reading.contacts) + len(reading.claims)


def _theirs(made: Sequence[Story], kit: Kit, sample: int, seed: int) -> float:
    """Seconds that spaCy's whole pipeline would take for all stories, from those of a sample."""
    import spacy

    nlp = spacy.load(kit.parser.name.rpartition("-")[0])
    drawn = [text_of(story) for story in random.Random(f"{seed} spaCy").sample(list(made), min(sample, len(made)))]
    list(nlp.pipe(drawn[:BATCH], batch_size=BATCH))
    start = time.process_time()
    for _ in nlp.pipe(drawn, batch_size=BATCH):
        pass
    taken = time.process_time() - start
    words = sum(len(text.split()) for text in drawn)
    print(f"spaCy, whole: {len(drawn)} stories of {words:,} words in {taken:.1f} s, {words / taken:,.0f} words a second", flush=True)
    return taken / len(drawn) * len(made)


def _damage(folder: Path, seed: int) -> None:
    """What is left of a smaller archive that was cut, that has flipped bytes, and that has blocks of zeros."""
    path = folder / "damaged.warc.gz"
    write_warc(path, DAMAGED_PAGES, seed)
    whole = path.read_bytes()
    chance = random.Random(seed)
    flipped, zeroed = bytearray(whole), bytearray(whole)
    for _ in range(20):
        flipped[chance.randrange(len(whole))] ^= 0xFF
        at = chance.randrange(len(whole))
        zeroed[at : at + 512] = bytes(len(zeroed[at : at + 512]))
    for name, data in (
        ("whole", whole),
        ("cut at half", whole[: len(whole) // 2]),
        ("20 bytes flipped", flipped),
        ("20 sectors zeroed", zeroed),
    ):
        pages, losses = _survivors(bytes(data))
        print(
            f"{name}: {pages:,} pages by Legation, {len(losses)} losses told; {_by_fastwarc(bytes(data)):,} by fastwarc alone", flush=True
        )


def _survivors(data: bytes) -> tuple[int, list[Problem]]:
    items = list(captures_of(BytesIO(data), source="damaged"))
    return sum(isinstance(item, Capture) for item in items), [i for i in items if isinstance(i, Problem) and i.code == "warc.damaged"]


def _by_fastwarc(data: bytes) -> int:
    """Pages that fastwarc's own iterator gives before it ends."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    count = 0
    try:
        for record in ArchiveIterator(BytesIO(data), record_types=WarcRecordType.response):
            count += record.http_headers is not None and record.http_headers.status_code == 200
    except (OSError, EOFError, gzip.BadGzipFile):
        pass
    return count


if __name__ == "__main__":
    sys.exit(main())
