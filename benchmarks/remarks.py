"""Whom the remarks of official travel records name, read by the program and compared with labels made by hand.

    python benchmarks/remarks.py [--verbose] [--told] [--dateline] [--check]

The labels are in remarks.jsonl: 300 remarks of the travels of presidents and secretaries of state (Office of the Historian, CC0),
labelled before any run. Each remark is read as a text of its own, published on the last day of the stay. A party told is every mention
of an actor in it (``legation mentions --kind actor``) but pronouns and the travellers' own side (country USA, or the traveller's name).

A party is found where the spans overlap and the name is the right one: of a person a name that the label has; of an office, a group or
a body none that is another's, but an office may be given its holder by the table. A group told as several offices is one party. What
overlaps a gathering, or somebody named but not met (``others``), is counted apart and scores nothing; who is of the own side and is
told as another's is false.

    --told       makes a news sentence of the first sentence of each remark that begins with a verb ("Secretary of State ... met with ...")
                 and asks which of its parties are parties of a contact that is told
    --dateline   sets the place and the day of the record before each remark, so that a reader could know the country
    --check      draws the remarks anew from ../shared/official and compares ids and texts
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from legation.model import Actor, Basis, MentionKind, Report
from legation.pipeline import Kit, load_kit, mentions_of, read_report
from legation.read import read_text
from legation.span import Span

HERE = Path(__file__).resolve().parent
LABELS = HERE / "remarks.jsonl"
TRAVELS = HERE.parents[1] / "shared" / "official" / "travels"
SEED, SIZE = 20261128, 300
WORDS_OF_MEETING = re.compile(
    r"\b(met|meet|attend|address|confer|discuss|sign|particip|accom|invit|visit|audience|host|guest|talk|brief|join|review|consult"
    r"|inaugurat|funeral|wedding|delegation|negotia|co-chair|led|receiv|greet|spoke|present|exchang)",
    re.IGNORECASE,
)
"""A remark with none of these names no party: vacations, stops on the way, refuelling."""
SCORED = ("person", "office", "group", "body", "state")
TITLES = {"president": "President", "secretary": "Secretary of State"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An actor as the program told it, with its span in the remark."""

    actor: Actor
    span: Span


def main() -> int:
    options = _options()
    rows = labels()
    if options.check:
        return _check(rows)
    tally, notes = measure(rows, load_kit(), told=options.told, dateline=options.dateline)
    _show(len(rows), tally, notes, verbose=options.verbose)
    return 0


def labels() -> list[Row]:
    """The remarks with their labels; they are part of the repository."""
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def measure(rows: Sequence[Row], kit: Kit, *, told: bool = False, dateline: bool = False) -> tuple[Counter[str], list[tuple[str, str]]]:
    """Counts of what is labelled, found, false and right, and a note on every miss."""
    tally: Counter[str] = Counter()
    notes: list[tuple[str, str]] = []
    for row in map(_first_sentence, rows) if told else rows:
        found = _told(row, kit) if told else _mentioned(row, kit, dateline=dateline)
        if found is None:
            tally["remarks left out"] += 1
            continue
        _score(row, found, tally, notes)
    return tally, notes


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, meaning in (
        ("verbose", "name every miss, false party and wrong value"),
        ("told", "parties of the contacts told of a news sentence"),
        ("dateline", "with place and day of the record before the remark"),
        ("check", "draw the remarks anew and compare"),
    ):
        parser.add_argument(f"--{name}", action="store_true", help=meaning)
    return parser.parse_args()


# --- reading --------------------------------------------------------------------------------------------------


def _mentioned(row: Row, kit: Kit, *, dateline: bool) -> list[Told]:
    """The actors that a remark mentions, pronouns left out."""
    town = (row["place"] or row["country"]).split(",")[0]
    before = f"{town}, {date.fromisoformat(row['to']):%B %-d, %Y} — " if dateline else ""
    report = _report(row, before + row["text"])
    told = []
    for mention in mentions_of(report, kit):
        span = Span(mention.span.start - len(before), mention.span.end - len(before)) if mention.span.start >= len(before) else None
        if mention.kind is MentionKind.ACTOR and isinstance(mention.value, Actor) and mention.reason != "pronoun" and span:
            told.append(Told(mention.value, span))
    return [one for one in told if not _own(one, row)]


def _first_sentence(row: Row) -> Row:
    """A record with the first sentence of its remark: those that follow have no subject either, and no news sentence comes of them."""
    text = re.split(r"(?<=[a-z]{3}\.) (?=[A-Z])", row["text"])[0]
    return {**row, "text": text, **{side: [p for p in row[side] if p["end"] <= len(text)] for side in ("parties", "others")}}


def _told(row: Row, kit: Kit) -> list[Told] | None:
    """The parties of the contacts that are told of the remark as a news sentence; None where it begins with no verb."""
    first, rest = row["text"].split(" ", 1)
    if not first.endswith("ed") and first not in ("Met", "Led", "Held", "Spoke"):
        return None
    before = f"{TITLES[row['role']]} {re.sub(r' [(].*?[)]', '', row['traveller'])} "
    reading = read_report(_report(row, before + first.lower() + " " + rest), kit)
    told = {}
    for finding in reading.contacts:
        for party in finding.body.parties:
            span = party.actor.span
            if span.start < len(before):
                continue
            one = Told(party.actor, Span(span.start - len(before), span.end - len(before)))
            if not _own(one, row):
                told[span.start] = one
    return list(told.values())


def _report(row: Row, text: str) -> Report:
    return read_text(text, id=row["id"], published=date.fromisoformat(row["to"]))


def _own(told: Told, row: Row) -> bool:
    """Whether somebody is of the travellers' own side; a party taken for an American is a party with a wrong country."""
    actor = told.actor
    if any(_overlap(party, told.span) for party in row["parties"]):
        return False
    return actor.country == "USA" or bool(actor.name and actor.country is None and actor.name.split()[-1] == row["traveller"].split()[-1])


# --- comparing ------------------------------------------------------------------------------------------------


def _score(row: Row, told: Sequence[Told], tally: Counter[str], notes: list[tuple[str, str]]) -> None:
    """Pairs the parties of one remark with what was told and counts both sides."""
    left = list(told)
    for party in row["parties"]:
        if party["kind"] not in SCORED:
            continue
        tally[f"gold {party['kind']}"] += 1
        partner = next((one for one in left if _overlap(party, one.span) and _same(party, one.actor)), None)
        if partner is None:
            notes.append((f"missed: {_kind_of_miss(party)}", _line(row, party["text"])))
            continue
        parts = [one for one in left if party["kind"] == "group" and _overlap(party, one.span) and _same(party, one.actor)]
        left = [one for one in left if one is not partner and one not in parts]
        tally[f"found {party['kind']}"] += 1
        _values(row, party, partner.actor, tally, notes)
    for one in left:
        kind = _kind_of_false(row, one)
        tally["apart" if kind.startswith("named, not met") else "false"] += 1
        notes.append((kind if kind.startswith("named") else f"false: {kind}", _line(row, f"{one.actor.surface} = {one.actor.name}")))


def _overlap(label: Row, span: Span) -> bool:
    return bool(label["start"] < span.end and span.start < label["end"])


def _same(party: Row, actor: Actor) -> bool:
    """Whether a party bears the name that the program gives: a person's own, an office's holder by the table, a body's."""
    if party["kind"] == "person":
        return actor.name is not None and bool(_fold(party["name"]) & (_fold(actor.name) | _fold(actor.surface)))
    if actor.name is None or (actor.basis is Basis.OCCUPANCY and not _fold(actor.name) & _fold(actor.surface)):
        return True
    return party["kind"] == "body" and _fold(actor.name) <= _fold(party["organisation"] or party["text"])


def _fold(text: str) -> set[str]:
    """The words of a name without accents and in small letters."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return set(re.findall(r"[^\W_]+", plain.lower()))


def _values(row: Row, party: Row, actor: Actor, tally: Counter[str], notes: list[tuple[str, str]]) -> None:
    """Post, country and organisation of a party that was found."""
    if party["post"]:
        right = _post_matches(party["post"], actor.post)
        outcome = "right" if right else "none" if actor.post is None else "wrong"
        tally[f"post {outcome}"] += 1
        if outcome != "right":
            notes.append((f"post {outcome}", _line(row, f"{party['text']} -> {actor.post}")))
    known, field = (
        (party["country"], f"country by {party['country_from']}") if party["country"] else (party["organisation"], "organisation")
    )
    if known:
        given = [v for v in (actor.country, actor.organisation if field == "organisation" else None) if v]
        outcome = "right" if known in given else "wrong" if given else "none"
        tally[f"{field} {outcome}"] += 1
        if outcome != "right":
            notes.append((f"{field} {outcome}", _line(row, f"{party['text']} -> {given or None}, not {known}")))


def _post_matches(gold: str, told: str | None) -> bool:
    """Whether a post is the label's, or one of two that it joins, the body's name left out."""
    if told is None:
        return False
    variants = {gold, *re.split(r" and ", gold), gold.split(" for ")[0], gold.removeprefix("former ")}
    bodies = ("IAEA", "UN", "EU", "PLO", "European Council")
    return any(told.lower() in (v.lower(), *(f"{body} {v}".lower() for body in bodies)) for v in variants)


# --- kinds ----------------------------------------------------------------------------------------------------


def _kind_of_miss(party: Row) -> str:
    kind, text = party["kind"], party["text"]
    if kind == "body":
        return "a parliament or cabinet addressed" if party["country"] else "a body at whose meeting one is"
    if kind == "state":
        return "a state as such"
    if kind == "group":
        if re.search(r"\b(Ministers|Presidents|Heads)\b", text):
            return "the ministers or presidents of several countries or of a body"
        if party["organisation"]:
            return "officials or leaders of a body"
        if re.search(r"\b(Japanese and South Korean|States)\b", text):
            return "officials or leaders of several countries"
        return "officials or leaders of a country named" if party["country_from"] == "remark" else "officials or leaders, no country named"
    if kind == "office":
        return "an office without a name"
    return "a person with a title" if party["post"] else "a person without a title"


def _kind_of_false(row: Row, told: Told) -> str:
    for other in row["others"]:
        if _overlap(other, told.span):
            return "one of the own side told as another's" if other["why"] == "own" else f"named, not met: {other['why']}"
    for party in row["parties"]:
        if _overlap(party, told.span):
            if party["kind"] not in SCORED:
                return "named, not met: a gathering"
            if party["kind"] == "person":
                return "one half of a double title, without the name"
            return f"a part of a {party['kind']}'s name taken for a person"
    return "an office that is no party" if told.actor.name is None else "a name that is no party's"


def _line(row: Row, text: str) -> str:
    return f"{row['id']:7} {text}"


# --- printing -------------------------------------------------------------------------------------------------


def _show(count: int, tally: Counter[str], notes: Sequence[tuple[str, str]], *, verbose: bool) -> None:
    gold, found = (sum(tally[f"{side} {kind}"] for kind in SCORED) for side in ("gold", "found"))
    print(f"remarks {count - tally['remarks left out']}, left out {tally['remarks left out']}")
    print(f"parties  gold {gold}  told {found + tally['false']}  right {found}", end="   ")
    print(f"P {_share(found, found + tally['false'])}  R {_share(found, gold)};  named but not met, not scored: {tally['apart']}")
    for kind in SCORED:
        print(f"  {kind:7} gold {tally[f'gold {kind}']:4}  found {tally[f'found {kind}']:4}   R {_share(*_pair(tally, kind))}")
    for field in ("post", "country by remark", "country by record", "organisation"):
        right, wrong, none = (tally[f"{field} {outcome}"] for outcome in ("right", "wrong", "none"))
        print(f"{field:18} of {right + wrong + none:3}: right {right}, wrong {wrong}, none {none}", end="   ")
        print(f"P {_share(right, right + wrong)}  R {_share(right, right + wrong + none)}")
    kinds = Counter(kind for kind, _ in notes)
    for kind, number in kinds.most_common():
        print(f"{number:4} {kind}")
        for _, line in _of_kind(notes, kind) if verbose else ():
            print("      ", line)


def _of_kind(notes: Sequence[tuple[str, str]], kind: str) -> Iterator[tuple[str, str]]:
    return (note for note in notes if note[0] == kind)


def _pair(tally: Counter[str], kind: str) -> tuple[int, int]:
    return tally[f"found {kind}"], tally[f"gold {kind}"]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


# --- the draw -------------------------------------------------------------------------------------------------


def _check(rows: Sequence[Row]) -> int:
    """Draws the remarks anew; 0 where they are those that were labelled."""
    if not TRAVELS.is_dir():
        sys.exit(f"no {TRAVELS}: --check needs the travel records of the Office of the Historian (github: HistoryAtState/travels) there")
    pool, seen = [], set()
    for role in TITLES:
        for path in sorted((TRAVELS / f"{role}-travels").glob("*.xml")):
            for trip in ElementTree.parse(path).getroot().iter("trip"):
                text = " ".join((trip.findtext("remarks") or "").split())
                if text not in seen and WORDS_OF_MEETING.search(text):
                    seen.add(text)
                    pool.append((role[0] + (trip.findtext("id") or "").strip(), text))
    drawn = random.Random(SEED).sample(pool, SIZE)
    same = drawn == [(row["id"], row["text"]) for row in rows]
    spans = all(row["text"][p["start"] : p["end"]] == p["text"] for row in rows for p in (*row["parties"], *row["others"]))
    print(f"pool {len(pool)}, drawn {SIZE} with seed {SEED}: {'the same' if same else 'others'}; spans {'right' if spans else 'wrong'}")
    return 0 if same and spans else 1


if __name__ == "__main__":
    sys.exit(main())
