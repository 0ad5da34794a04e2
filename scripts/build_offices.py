"""Builds the packaged table of posts and occupancies from the collected tables of officeholders.

Usage    PYTHONPATH=src python scripts/build_offices.py [SOURCE_FOLDER]       SOURCE_FOLDER = ../shared/offices unless given
Writes   src/legation/tables/data/occupancies.tsv, names.tsv and sources.tsv; prints the counts that tables/SOURCE.md names.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from legation.tables import names, offices, people

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "legation" / "tables" / "data"
COLUMNS = ("country", "post", "title", "person", "wikidata", "start", "end", "source", "as_of", "verified", "end_verified")
MEMORY = "general-knowledge"
# Keys that say how an end was set; an end taken from the successor may be too late.
END_NOT_OF_THE_SOURCE = frozenset({MEMORY, "closed-by-successor", "eps-world"})
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
WIKIDATA = re.compile(r"Q[1-9]\d*")


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a comma-separated table."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def as_of(source: str, days: Mapping[str, str]) -> str:
    """The latest day that any part of a row's source speaks for."""
    return max(days[key] for key in source.split("+"))


def packaged(row: Mapping[str, str], days: Mapping[str, str]) -> tuple[str, ...]:
    """One row of the packaged table; a fault in it stops the build."""
    checks = (row["start"], row["end"] or row["start"])
    if not all(DATE.fullmatch(day) for day in checks) or (row["wikidata"] and not WIKIDATA.fullmatch(row["wikidata"])):
        raise SystemExit(f"bad date or id: {dict(row)}")
    first, *others = row["source"].split("+")
    verified = first != MEMORY
    end_verified = verified and not END_NOT_OF_THE_SOURCE.intersection(others)
    values = tuple(" ".join(row[name].split()) for name in COLUMNS[:8])
    return (*values, as_of(row["source"], days), str(int(verified)), str(int(end_verified)))


def same_people(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows with one spelling a Wikidata id, and with the id where a row of the same country and name has it and no other."""
    ids: dict[tuple[str, str], set[str]] = {}
    spelled: dict[str, Counter[str]] = {}
    for country, post, _, person, wikidata, *_ in rows:
        if wikidata:
            ids.setdefault((country, names.key_of(names.words_of(person))), set()).add(wikidata)
            # Ambassadors' names come with middle names; the press name is that of the higher post.
            spelled.setdefault(wikidata, Counter())[person] += 1 if post.startswith("ambassador") else 10
    settled = []
    for row in rows:
        country, post, title, person, wikidata, *others = row
        known = ids.get((country, names.key_of(names.words_of(person))), set())
        wikidata = wikidata or (next(iter(known)) if len(known) == 1 else "")
        if wikidata:
            person = max(spelled[wikidata].items(), key=lambda item: (item[1], -len(item[0]), item[0]))[0]
        settled.append((country, post, title, person, wikidata, *others))
    return settled


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A tab-separated table; no value holds a tab or a line end."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_names() -> None:
    """The keys of all names of the table just written, so that they need not be made at every start."""
    by_person: dict[str, list[offices.Occupancy]] = {}
    for occupancy in offices.Offices.open(DATA / "occupancies.tsv").rows:
        by_person.setdefault(occupancy.person, []).append(occupancy)
    lines = (people.line_of(offices.bearer_of(person, by_person[person])) for person in sorted(by_person))
    write(DATA / "names.tsv", people.COLUMNS, lines)


def main(folder: Path) -> None:
    """Builds both tables and prints what is in them."""
    sources = list(read(folder / "sources.csv"))
    for source in sources:
        if source["key"] == MEMORY:
            source["origin"] = "written down from general knowledge; no document behind it"
    days = {source["key"]: source["as_of"] for source in sources}
    rows = [packaged(row, days) for name in ("officeholders.csv", "ambassadors.csv") for row in read(folder / name)]
    rows = same_people(rows)
    rows.sort(key=lambda row: (row[0], row[1], row[5], row[3], row))
    DATA.mkdir(parents=True, exist_ok=True)
    write(DATA / "occupancies.tsv", COLUMNS, dict.fromkeys(rows))
    write(DATA / "sources.tsv", tuple(sources[0]), (tuple(source.values()) for source in sources))
    write_names()
    posts = Counter(row[1].partition(":")[0] for row in rows)
    print(f"{len(rows)} rows, {len({row[0] for row in rows})} countries and organisations, {len({row[3] for row in rows})} names")
    print(f"not verified {sum(row[9] == '0' for row in rows)}, end not verified {sum(row[10] == '0' for row in rows)}")
    print(f"without an end {sum(not row[6] for row in rows)}")
    print(", ".join(f"{post} {count}" for post, count in posts.most_common()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "offices")
