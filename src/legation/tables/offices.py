"""Who held which post when: the table of posts and occupancies, and how the press writes these people's names."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from legation.errors import LexiconError
from legation.tables import names
from legation.tables.people import REGNAL_TITLES, Bearer, People, index_people, read_lines

COLUMNS = ("country", "post", "title", "person", "wikidata", "start", "end", "source", "as_of", "verified", "end_verified")
_REQUIRED = frozenset({"country", "post", "person", "start"})
_DATA = Path(__file__).parent / "data"
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LONGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """One person in one post from a day to a day; the days are ISO dates as exact as the source has them."""

    country: str
    """ISO 3166-1 alpha-3 of the state, or the code of the organisation."""
    post: str
    """Class of the post, such as foreign_minister or ambassador_to:FRA."""
    title: str
    person: str
    wikidata: str | None
    start: str
    end: str | None
    """None: in office at ``as_of``, and nothing is known of later."""
    source: str
    as_of: str | None
    """The day the source speaks for; None where it names none."""
    verified: bool
    """False where the row is from general knowledge, with no document behind it."""
    end_verified: bool = True
    """False where the end, or the being still in office, is from general knowledge or taken from the successor."""
    own: bool = False
    """Whether it is a user's own row."""
    ceded: str | None = None
    """The first day on which a user's own row has somebody else in the post, where the source speaks for no day as late."""


@lru_cache(maxsize=32768)
def first_day(iso: str) -> date:
    """The first day that YYYY, YYYY-MM or YYYY-MM-DD may mean; ValueError for any other text."""
    if not _DATE.fullmatch(iso):
        raise ValueError(f"{iso!r} is no date")
    return date(int(iso[:4]), int(iso[5:7] or 1), int(iso[8:10] or 1))


@lru_cache(maxsize=32768)
def last_day(iso: str) -> date:
    """The last day that YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    year, month, day = int(iso[:4]), int(iso[5:7] or 12), iso[8:10]
    return date(year, month, int(day) if day else monthrange(year, month)[1])


def held_on(occupancy: Occupancy, first: date, last: date) -> bool | None:
    """Whether the post was held on some day from ``first`` to ``last``, both included.

    Gives    True for surely, False for surely not, None where the dates are coarse or the source says nothing of days after ``as_of``.
    """
    if last < first_day(occupancy.start):
        return False
    if occupancy.ceded is not None and first >= first_day(occupancy.ceded):
        return False
    latest_start = last_day(occupancy.start)
    known_to = occupancy.end or occupancy.as_of or occupancy.start
    if occupancy.end is not None and first > last_day(occupancy.end):
        return False
    if max(first, latest_start) <= min(last, first_day(known_to)):
        return True
    # A day of the span is the first or the last in office, though which one is not known.
    if first <= first_day(occupancy.start) and latest_start <= last:
        return True
    return True if first <= first_day(known_to) and last_day(known_to) <= last and occupancy.end is not None else None


@dataclass(slots=True)
class Offices:
    """The table, with the ways into it; each index is made when it is first asked for."""

    rows: tuple[Occupancy, ...]
    """A user's own rows first, then the package's."""
    aliases: tuple[tuple[str, str], ...]
    """Press names, each with the person of the table whom it means."""
    packaged_names: bool
    """Whether the packaged table of names may be used for the rows of the package."""
    own: str = ""
    """Digest of a user's own rows and aliases; empty without any."""
    _index: People | None = None
    _by_person: dict[str, list[Occupancy]] = field(default_factory=dict, repr=False)
    _by_post: dict[tuple[str, str], list[Occupancy]] = field(default_factory=dict, repr=False)
    _by_wikidata: dict[str, list[Occupancy]] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, path: Path | None = None) -> Offices:
        """The packaged table, or the one at ``path``; ``own_posts.open_offices`` puts a user's own above it.

        Raises   LexiconError with file and line where a row cannot be read.
        """
        rows = tuple(_read_rows(path or _DATA / "occupancies.tsv"))
        return cls(rows=rows, aliases=tuple(_read_aliases(_DATA / "aliases.tsv")), packaged_names=path is None)

    def of_person(self, name: str) -> tuple[Occupancy, ...]:
        """All that is known of the people of this full name, whichever way the press spells it; an exact name outranks a likeness."""
        people = self._people()
        found = people.named_or_regnal(names.words_of(name)) or people.named_or_regnal(names.words_of(names.bare_name(name)))
        return self._occupancies(found)

    def of_wikidata(self, wikidata: str) -> tuple[Occupancy, ...]:
        """All that is known of the person with this id."""
        self._group()
        return tuple(self._by_wikidata.get(wikidata, ()))

    def of_surname(self, surname: str) -> tuple[Occupancy, ...]:
        """All occupancies of people who may be called by this surname alone, with or without its particles."""
        return self._occupancies(self._people().by_surname.get(names.key_of(names.words_of(surname)), ()))

    def holders(self, country: str, post: str, first: date | None, last: date | None) -> tuple[Occupancy, ...]:
        """Those who held the post, or may have, between two days; the sure ones first, of these the verified ones first.

        Takes    None for a side that is open.
        """
        self._group()
        low, high = first or date.min, last or date.max
        found = [(o, held_on(o, low, high)) for o in self._by_post.get((country, post), ())]
        kept = sorted(((o, sure) for o, sure in found if sure is not False), key=lambda f: (f[1] is None, not f[0].verified, f[0].start))
        return tuple(o for o, _ in kept)

    def posts(
        self, country: str | None = None, post: str | None = None, person: str | None = None, on: date | None = None
    ) -> tuple[Occupancy, ...]:
        """Occupancies that fit all that is given: for a day, those surely or possibly held on it; 'ambassador' means to any country."""
        rows: Iterable[Occupancy] = self.rows
        if person is not None:
            rows = dict.fromkeys((*self.of_person(person), *self.of_surname(person)))
        return tuple(
            o
            for o in rows
            if (country is None or o.country == country)
            and (post is None or o.post == post or o.post.startswith((f"{post}:", f"{post}_to:")))
            and (on is None or held_on(o, on, on) is not False)
        )

    def at(self, words: Sequence[str], position: int) -> tuple[int, tuple[Occupancy, ...]]:
        """The longest full name of the table that begins at this token, as the number of its tokens and all occupancies of its bearers.

        Takes    tokens of one sentence; hyphens may stand alone. A monarch's bare name counts after a title ('King', 'Pope') only.
        """
        people = self._people()
        first = words[position]
        if not first[:1].isupper() or names.key_of(names.pieces(first))[:3] not in people.starts:
            return 0, ()
        best: tuple[int, tuple[str, ...]] = (0, ())
        regnal = position > 0 and names.plain(words[position - 1]) in REGNAL_TITLES
        folded: list[str] = []
        for length, token in enumerate(words[position : position + 2 * _LONGEST], start=1):
            more = names.pieces(token)
            if not more and token not in ("-", "‐", "‑"):
                break
            folded.extend(more)
            if len(folded) > _LONGEST + 2:
                break
            if more and (token[0].isupper() or words[position + length - 2] in ("-", "‐", "‑") or "-" in token):
                found = people.named_or_regnal(folded) if regnal else people.named(folded)
                best = (length, tuple(found)) if found else best
        return best[0], self._occupancies(best[1])

    @property
    def given_names(self) -> frozenset[str]:
        """First names that occur, as written and without diacritics."""
        return frozenset(self._people().given)

    @property
    def surnames(self) -> frozenset[str]:
        """Surnames that occur, as written and without diacritics."""
        return frozenset(self._people().surnames)

    def _occupancies(self, people: Sequence[str]) -> tuple[Occupancy, ...]:
        """Occupancies of these people, with those that a Wikidata id shows to be theirs under another spelling."""
        self._group()
        rows = dict.fromkeys(o for person in people for o in self._by_person.get(person, ()))
        ids = {o.wikidata for o in rows if o.wikidata}
        rows.update(dict.fromkeys(o for wikidata in sorted(ids) for o in self._by_wikidata[wikidata]))
        return tuple(rows)

    def _group(self) -> None:
        """Groups the rows by person, by post and by Wikidata id, once."""
        if self._by_person:
            return
        for occupancy in self.rows:
            self._by_person.setdefault(occupancy.person, []).append(occupancy)
            self._by_post.setdefault((occupancy.country, occupancy.post), []).append(occupancy)
            if occupancy.wikidata:
                self._by_wikidata.setdefault(occupancy.wikidata, []).append(occupancy)

    def _people(self) -> People:
        """The index of names, made once."""
        if self._index is None:
            self._group()
            known = [line for line in read_lines(_DATA / "names.tsv") if line[0] in self._by_person] if self.packaged_names else []
            done = {line[0] for line in known}
            bearers = (bearer_of(person, rows) for person, rows in self._by_person.items() if person not in done)
            self._index = index_people(known, bearers, self.aliases)
        return self._index


def bearer_of(person: str, rows: Sequence[Occupancy]) -> Bearer:
    """A person with the countries and titles of all his rows."""
    countries = tuple(dict.fromkeys(o.country for o in rows))
    return Bearer(person=person, countries=countries, titles=tuple(dict.fromkeys(o.title for o in rows)))


def _header(path: Path) -> tuple[str, ...]:
    """The column names of a table."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return tuple(next(csv.reader(lines, dialect="excel-tab"), ()))
    except OSError as fault:
        raise LexiconError(f"{path}: cannot be read ({fault.strerror}); name an existing table") from fault


def _table(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, as many values as columns, with their line numbers."""
    width = len(_header(path))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, dialect="excel-tab")
        next(reader, None)
        for values in reader:
            if len(values) == width:
                yield reader.line_num, values
            elif values:
                raise LexiconError(f"{path}:{reader.line_num}: {len(values)} values for {width} columns; write every column")


def _read_aliases(path: Path) -> Iterator[tuple[str, str]]:
    """Press names and the people they mean."""
    header = _header(path)
    if "person" not in header or "alias" not in header:
        raise LexiconError(f"{path}:1: a table of aliases has the columns person and alias")
    person, alias = header.index("person"), header.index("alias")
    for line, values in _table(path):
        if not values[person].strip() or not values[alias].strip():
            raise LexiconError(f"{path}:{line}: an alias needs person and alias; fill both")
        yield values[alias], values[person]


def _read_rows(path: Path) -> Iterator[Occupancy]:
    """Occupancies of a table; dates are checked, columns that it lacks are filled in."""
    header = _header(path)
    missing = _REQUIRED.difference(header)
    if missing:
        raise LexiconError(f"{path}:1: no column {', '.join(sorted(missing))}; the header is {', '.join(COLUMNS)}")
    places = tuple(header.index(name) if name in header else -1 for name in COLUMNS)
    for line, values in _table(path):
        # The place -1 of a column that the table lacks reads this.
        values.append("")
        try:
            yield _row(*(values[place] for place in places))
        except ValueError as fault:
            raise LexiconError(f"{path}:{line}: {fault}; dates are YYYY, YYYY-MM or YYYY-MM-DD") from fault


def _row(*values: str) -> Occupancy:
    """One occupancy from its values in the order of ``COLUMNS``."""
    country, post, title, person, wikidata, start, end, source, as_of, verified, end_verified = values
    check_days(start, end, as_of)
    return Occupancy(
        country=country,
        post=post,
        title=title or post.replace("_", " "),
        person=person,
        wikidata=wikidata or None,
        start=start,
        end=end or None,
        source=source or "not given",
        as_of=as_of or None,
        verified=verified != "0",
        end_verified=end_verified != "0",
    )


def check_days(start: str, end: str, as_of: str) -> None:
    """Raises ValueError where a date is none, or the end comes before the start."""
    begin = first_day(start)
    if as_of:
        first_day(as_of)
    if end and last_day(end) < begin:
        raise ValueError(f"the end {end} is before the start {start}")
