"""Titles of office-holders in running text: which words name a post, and what stands before and after them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from legation.errors import LexiconError
from legation.tables.names import plain

_FILE = Path(__file__).parent.parent / "lexicon" / "titles.toml"
_DASH = re.compile(r"[-‐‑]")
_POSSESSIVE = re.compile(r"['’]s?$")
_POSSESSIVES_WITHIN = re.compile(r"['’]s\b")
_FORMER = frozenset({"former", "ex", "erstwhile", "late", "retired", "onetime"})
_THEN = frozenset({"then"})
_ACTING = frozenset({"acting", "interim", "caretaker", "provisional", "transitional"})
_OUTGOING = frozenset({"outgoing", "departing"})
_INCOMING = frozenset({"incoming", "future"})
_DEPUTY = frozenset({"deputy", "vice", "assistant", "associate", "junior", "shadow"})
_MODIFIERS = _FORMER | _THEN | _ACTING | _OUTGOING | _INCOMING | _DEPUTY
_ELECT = frozenset({"elect", "designate", "designated", "nominee"})
_LINKS = frozenset({"of", "to", "for", "at", "in", "and", "on", "with"})
_GENERAL = frozenset({"general", "designate", "extraordinary", "regent"})
_IRREGULAR = {"man": ("men",), "woman": ("women",), "person": ("people", "persons"), "majesty": ("majesties",)}
# After these 'then' tells what came next: 'met the minister and then President Prieto'.
_NEXT = frozenset({"and", "but", ",", ";", ":"})
# A nationality or a body between 'former' and the title: 'former South Korean foreign minister', 'then-US Defense Secretary'.
_WORDS_BETWEEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRow:
    """A title as found: the class of post that it names, and how the words around qualify it."""

    phrase: str
    """The entry of the lexicon."""
    post: str
    level: str
    scope: tuple[str, ...]
    """Countries and organisations in which the phrase has this meaning; () means in any."""
    plural: bool = False
    former: bool = False
    then: bool = False
    """'then-': in office at the time told, not at the time of telling."""
    acting: bool = False
    elect: bool = False
    """Chosen but not yet in office."""
    deputy: bool = False
    """'deputy', 'vice', 'shadow' and the like before a title that the lexicon has without it: not the holder of the post."""
    others: tuple[TitleRow, ...] = ()
    """What the phrase means elsewhere: Secretary of State in the Vatican, chancellor in London."""

    def reading(self, country: str | None) -> TitleRow | None:
        """The meaning in this country or organisation, the general one if none is its own; None if the phrase is no title there."""
        readings = (replace(self, others=()), *self.others)
        if country is None:
            return readings[0]
        own = (r for r in readings if country in r.scope)
        return next(own, None) or next((r for r in readings if not r.scope), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the lexicon with its proof."""

    phrase: str
    post: str
    level: str
    scope: tuple[str, ...]
    match: tuple[str, ...]
    """Sentences in which the title must be found."""
    never: tuple[str, ...]
    """Sentences in which it must not."""
    capital: bool
    """Counts with a capital only: Speaker, Secretary."""
    not_after: frozenset[str]
    """Words that, right before, make it something else; <number> is any number."""
    not_before: tuple[tuple[str, ...], ...]
    """Words that, right after, make it something else."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A phrase in singular or plural, as the words to be met; capitals mark those that must stand in capitals."""

    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    plural: bool
    entries: tuple[Entry, ...]
    """What the phrase means, first where nothing tells; what rules out one of them rules out all."""
    capital: bool
    not_after: frozenset[str]
    not_before: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Word:
    """A part of a token: hyphens part tokens."""

    text: str
    token: int
    surface: str


@dataclass(frozen=True, slots=True)
class Titles:
    """The lexicon of titles."""

    entries: tuple[Entry, ...]
    forms: Mapping[str, tuple[_Form, ...]]
    """By first word, the longest first."""
    by_phrase: Mapping[str, tuple[Entry, ...]]

    def at(self, words: Sequence[str], position: int) -> tuple[int, TitleRow | None]:
        """The longest title that begins at this token, as the number of its tokens and the row; (0, None) if none does.

        Takes    tokens of one sentence; hyphens may stand alone. 'former', 'ex-', 'then-', 'acting', 'deputy' right before a title are part
                 of it when asked at their own token; asked at the title, the flags tell them all the same.
        """
        first = _pieces(words[position]) if position < len(words) else ()
        if not first or (first[0][0] not in self.forms and first[0][0] not in _MODIFIERS):
            return 0, None
        stream = _stream(words, position)
        found = self._longest(words, stream, 0)
        skipped = 0
        while skipped < len(stream) and stream[skipped].text in _MODIFIERS:
            skipped += 1
        modified = self._longest(words, stream, skipped) if 0 < skipped < len(stream) else None
        if modified and (found is None or modified[0] > found[0]):
            found = modified
        if found is None:
            return 0, None
        end, form, elect = found
        before = {w.text for w in stream[:skipped]} if found is modified else set()
        if not _tells_time(words, position):
            before -= _THEN
        flags = before | set(_modifiers_before(words, position))
        return stream[end - 1].token - position + 1, self._row(form, flags, elect)

    def readings(self, phrase: str) -> tuple[Entry, ...]:
        """All entries of this phrase, the first being what it means where nothing tells."""
        wanted = _words_of(phrase)
        return tuple(e for e in self.entries if _words_of(e.phrase) == wanted)

    def _longest(self, words: Sequence[str], stream: Sequence[_Word], start: int) -> tuple[int, _Form, bool] | None:
        """End in the stream, form and whether a suffix such as -elect stands after, of the longest form that fits here."""
        for form in self.forms.get(stream[start].text, ()):
            end = start + len(form.words)
            if not _fits(form, stream, start, end):
                continue
            elect = _elect_after(stream, end)
            end += elect
            if end < len(stream) and stream[end].token == stream[end - 1].token:
                continue
            if _ruled_out(form, words, stream, start, end):
                continue
            return end, form, elect > 0
        return None

    @staticmethod
    def _row(form: _Form, flags: set[str], elect: bool) -> TitleRow:
        """The row of a form with its flags; further readings of the phrase are kept."""
        rows = tuple(
            TitleRow(
                phrase=entry.phrase,
                post=entry.post,
                level=entry.level,
                scope=entry.scope,
                plural=form.plural,
                former=bool(flags & _FORMER),
                then=bool(flags & _THEN),
                acting=bool(flags & _ACTING),
                elect=elect or bool(flags & _INCOMING),
                deputy=bool(flags & _DEPUTY),
            )
            for entry in form.entries
        )
        return replace(rows[0], others=rows[1:])


def load_titles(path: Path | None = None) -> Titles:
    """The packaged lexicon of titles, or the one at ``path``.

    Raises   LexiconError where the file is no lexicon of titles.
    """
    file = path or _FILE
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        groups = {f"@{name}": tuple(words) for name, words in data.get("groups", {}).items()}
        entries = tuple(_entry(row, groups) for row in data["title"])
    except (OSError, tomllib.TOMLDecodeError, KeyError) as fault:
        raise LexiconError(f"{file}: {fault}; write [[title]] entries with phrase, post, level, scope and match") from fault
    phrases: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if not entry.match:
            raise LexiconError(f"{file}: {entry.phrase!r} proves nothing; give it a match sentence")
        phrases.setdefault(_words_of(entry.phrase), []).append(entry)
    forms: dict[str, list[_Form]] = {}
    for meant in phrases.values():
        for form in _forms(tuple(meant)):
            forms.setdefault(form.words[0], []).append(form)
    by_phrase: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        by_phrase[entry.phrase.casefold()] = (*by_phrase.get(entry.phrase.casefold(), ()), entry)
    return Titles(entries, {first: tuple(sorted(found, key=lambda f: -len(f.words))) for first, found in forms.items()}, by_phrase)


def faults(titles: Titles) -> Iterator[str]:
    """The proofs of the lexicon that fail, each told in a line."""
    for entry in titles.entries:
        for sentence in entry.match:
            if not _finds(titles, entry, sentence):
                yield f"{entry.phrase!r} is not found in {sentence!r}"
        for sentence in entry.never:
            if _finds(titles, entry, sentence):
                yield f"{entry.phrase!r} is found in {sentence!r}"


def _finds(titles: Titles, entry: Entry, sentence: str) -> bool:
    """Whether the entry's phrase is the title found anywhere in a sentence."""
    words = re.findall(r"(?:[^\W\d_]\.){2,}|[\w'’&-]+|[^\w\s]", sentence)
    position = 0
    while position < len(words):
        length, row = titles.at(words, position)
        if row is not None and row.phrase == entry.phrase:
            return True
        position += length or 1
    return False


def _entry(row: Mapping[str, object], groups: Mapping[str, tuple[str, ...]]) -> Entry:
    """One entry from its TOML table; a name with @ stands for a group of words."""

    def texts(name: str) -> tuple[str, ...]:
        values = row.get(name, [])
        return tuple(str(v) for v in values) if isinstance(values, list) else ()

    def spread(name: str) -> tuple[str, ...]:
        return tuple(word for text in texts(name) for word in groups.get(text, (text,)))

    return Entry(
        phrase=str(row["phrase"]),
        post=str(row["post"]),
        level=str(row["level"]),
        scope=texts("scope"),
        match=texts("match"),
        never=texts("never"),
        capital=bool(row.get("capital", False)),
        not_after=frozenset(spread("not_after")),
        not_before=tuple(tuple(text.split()) for text in spread("not_before")),
    )


def _parts(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as written, parted at hyphens, commas by themselves."""
    bare = _POSSESSIVES_WITHIN.sub("", phrase).replace(",", " ,")
    return tuple(part for word in bare.split() for part in _DASH.split(word))


def _words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared."""
    return tuple(part if part in ("*", ",") else plain(part) for part in _parts(phrase))


def _forms(entries: tuple[Entry, ...]) -> Iterator[_Form]:
    """The singular and the plurals of one phrase."""
    words = _words_of(entries[0].phrase)
    singular = _Form(
        words=words,
        capitals=tuple(len(part) > 1 and part.isupper() for part in _parts(entries[0].phrase)),
        plural=False,
        entries=entries,
        capital=any(e.capital for e in entries),
        not_after=frozenset().union(*(e.not_after for e in entries)),
        not_before=frozenset(barred for e in entries for barred in e.not_before),
    )
    yield singular
    for place in _heads(words):
        for plural in _plurals(words[place]):
            yield replace(singular, words=(*words[:place], plural, *words[place + 1 :]), plural=True)


def _heads(words: Sequence[str]) -> tuple[int, ...]:
    """Which words take the plural: the one before 'of', 'to', 'for'; with 'secretary general' either."""
    last = next((place for place, word in enumerate(words) if place and word in _LINKS), len(words)) - 1
    return (last - 1, last) if last and words[last] in _GENERAL else (last,)


def _plurals(word: str) -> tuple[str, ...]:
    """The plural forms of one word."""
    for ending, plurals in _IRREGULAR.items():
        if word.endswith(ending):
            return tuple(word[: -len(ending)] + plural for plural in plurals)
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + ("es" if word.endswith(("s", "ch")) else "s"),)


def _stream(words: Sequence[str], position: int) -> list[_Word]:
    """The parts of the next tokens, lower-case and without marks; hyphens and possessives fall out, punctuation ends the stream."""
    parts: list[_Word] = []
    for place in range(position, min(position + 16, len(words))):
        token = words[place]
        if token in ("-", "‐", "‑") or (token in ("'s", "’s", "'", "’") and parts):
            continue
        if token == "," and parts:
            parts.append(_Word(",", place, ","))
            continue
        fresh = _pieces(token)
        if not fresh:
            break
        parts.extend(_Word(text, place, surface) for text, surface in fresh)
    return parts


@lru_cache(maxsize=65536)
def _pieces(token: str) -> tuple[tuple[str, str], ...]:
    """The parts of one token between hyphens, each as compared and as written; a possessive falls."""
    parts = _DASH.split(_POSSESSIVE.sub("", token))
    return tuple((text, part) for part in parts if (text := plain(part)))


def _fits(form: _Form, stream: Sequence[_Word], start: int, end: int) -> bool:
    """Whether the form's words stand from start to end, in capitals where they must."""
    if end > len(stream):
        return False
    for word, capital, part in zip(form.words, form.capitals, stream[start:end], strict=True):
        if word == "*":
            if not part.surface[:1].isupper():
                return False
        elif word != part.text or (capital and not part.surface.removesuffix("s").isupper()):
            return False
    return not form.capital or stream[start].surface[:1].isupper()


def _elect_after(stream: Sequence[_Word], end: int) -> int:
    """How many words after a title say that its bearer is chosen but not yet in office."""
    after = [w.text for w in stream[end : end + 2]]
    if after[:1] and after[0] in _ELECT:
        return 1
    return 2 if after == ["in", "waiting"] else 0


def _ruled_out(form: _Form, words: Sequence[str], stream: Sequence[_Word], start: int, end: int) -> bool:
    """Whether a word before or after makes the phrase something else."""
    after = tuple(w.text for w in stream[end : end + 5])
    if any(after[: len(barred)] == barred for barred in form.not_before):
        return True
    if not form.not_after:
        return False
    if start:
        before = stream[start - 1].text
    else:
        place = stream[0].token - 1
        while place > 0 and words[place] in ("-", "'s", "’s", "'", "’"):
            place -= 1
        pieces = _pieces(words[place]) if place >= 0 else ()
        before = pieces[-1][0] if pieces else ""
    return before in form.not_after or ("<number>" in form.not_after and before[:1].isdigit())


def _tells_time(words: Sequence[str], position: int) -> bool:
    """Whether 'then' at this token says 'in those days' and not 'next'."""
    return "-" in words[position] or words[position + 1 : position + 2] == ["-"] or (position > 0 and words[position - 1] not in _NEXT)


def _modifiers_before(words: Sequence[str], position: int) -> Iterator[str]:
    """'former', 'then-', 'deputy' and the like before a title, across up to three capitalised words."""
    between = 0
    for place in range(position - 1, max(-1, position - 1 - 2 * _WORDS_BETWEEN), -1):
        token = words[place]
        if token in ("-", "‐", "‑", "'s", "’s"):
            continue
        parts = tuple(text for text, _ in _pieces(token)) or ("",)
        named = [part for part in parts if part in _MODIFIERS and (part not in _THEN or _tells_time(words, place))]
        yield from named
        if parts[-1] in _MODIFIERS:
            continue
        between += 1
        if named or between > _WORDS_BETWEEN or not token[:1].isupper():
            return
