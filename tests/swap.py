"""The seed report with everybody and everywhere exchanged, to show that the rules know language and not names.

Takes    the seed report from the folder `shared` beside the repository at run time; facts and cuts from swaps.toml.
Gives    21 reports, the seed itself first, each with thirty-four expectations that a record of it must meet.
Source   people, posts and terms are those of the tables of occupancies; the visits themselves are invented and never took place.

    python tests/swap.py --show 3     prints the third swapped text with its publication day
    python tests/swap.py --table      reads all of them with the product and prints expectations by swaps
"""

from __future__ import annotations

import argparse
import calendar
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from swap_said import SaidRow, said_rows

HERE = Path(__file__).resolve().parent
SEED = HERE.parent.parent / "shared" / "seed" / "report.txt"
FACTS = HERE / "swaps.toml"
MONTHS = ("", "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
UNFOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "'": None, "\u2019": None})
FOREIGN_MINISTERS = ("foreign minister", "foreign secretary", "secretary of state", "foreign affairs", "external affairs")
TENURES = {"President": "presidency", "Chancellor": "chancellorship"}

Facts: TypeAlias = Mapping[str, Any]
Record: TypeAlias = Mapping[str, Any]
Tell: TypeAlias = Callable[[str, date], Record]


class SeedMissing(Exception):
    """The seed report is not beside the repository, so nothing can be swapped."""


class TemplateBroken(Exception):
    """The words at an offset of the seed report are not those that swaps.toml expects there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place of the seed report and the value that stands there in a swap."""

    start: int
    surface: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One expectation: a contact told with at least what is given here; what is None or empty is not asked."""

    name: str
    of: Literal["visit", "meeting", "agenda", "nowhere"]
    people: tuple[str, ...] = ()
    to: str | None = None
    place: str | None = None
    arrives: str | None = None
    starts: str | None = None
    status: str | None = None
    posts: tuple[str, ...] = ()
    country: str | None = None
    host: str | None = None
    topics: tuple[str, ...] = ()
    at_least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A report to read and what must come out of it."""

    name: str
    text: str
    published: date
    rows: tuple[Row | SaidRow, ...]
    facts: Facts


def load_facts(path: Path = FACTS) -> tuple[tuple[Slot, ...], tuple[Facts, ...]]:
    """The cuts of the seed report and the facts of every swap, the seed's own first."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Slot(start=start, surface=surface, value=value) for start, surface, value in data["slots"]), tuple(data["swap"])


def load_seed(path: Path = SEED) -> str:
    """The text of the seed report, unchanged."""
    if not path.exists():
        raise SeedMissing(f"{path} is not there: put the folder 'shared' beside the repository, the swaps are cut from its seed report")
    return path.read_bytes().decode("utf-8")


def load_swaps() -> tuple[Swap, ...]:
    """The seed and its swaps, ready to read."""
    seed = load_seed()
    slots, facts = load_facts()
    return tuple(
        Swap(
            name=fact["name"],
            text=render(seed, slots, values(fact)),
            published=fact["published"],
            rows=(*rows_of(fact), *said_rows(fact, is_named)),
            facts=fact,
        )
        for fact in facts
    )


def render(seed: str, slots: Sequence[Slot], put: Mapping[str, str]) -> str:
    """The seed report with a swap's values in its places."""
    pieces, done = [], 0
    for slot in slots:
        end = slot.start + len(slot.surface)
        if seed[slot.start : end] != slot.surface or slot.start < done:
            raise TemplateBroken(f"{FACTS.name}: {slot.surface!r} is not at {slot.start} of the seed report; count the offsets again")
        pieces += [seed[done : slot.start], put[slot.value]]
        done = end
    return "".join((*pieces, seed[done:]))


def values(fact: Facts) -> dict[str, str]:
    """What stands in each slot of one swap."""
    put = {key: str(value) for key, value in fact.items() if isinstance(value, str)}
    for group, held in fact.items():
        if isinstance(held, dict):
            spoken = pronouns(held) if "short" in held else {}
            put |= {f"{group}.{key}": value for key, value in {**held, **spoken}.items() if isinstance(value, str)}
    return put | visitor_values(fact) | host_values(fact) | leader_values(fact) | day_values(fact)


def pronouns(person: Facts) -> dict[str, str]:
    """The words that go with a man or a woman, as the machine translation of the seed has them."""
    if person.get("she", False):
        return {"his": "her", "him": "her", "he": "she", "He": "She", "mr": "Mme"}
    return {"his": "his", "him": "him", "he": "he", "He": "He", "mr": "Mr."}


def visitor_values(fact: Facts) -> dict[str, str]:
    """The visitor's post as the report words it in its several places."""
    a, visitor = fact["a"], fact["visitor"]
    counterpart = f"{pronouns(fact['host'])['his']} {a['adjective']} counterpart"
    return {
        "visitor.full": f"{a.get('short_adjective', a['adjective'])} {visitor['post']}",
        "visitor.long": f"{a['adjective']} {visitor['post']}",
        "visitor.address": f"{visitor['post']} {visitor['short']}",
        "visitor.charge": visitor.get("charge", f"{a.get('short_adjective', a['adjective'])} diplomacy"),
        "visitor.invitee": visitor.get("invitee", counterpart),
    }


def host_values(fact: Facts) -> dict[str, str]:
    """The host's several names, with the scar that the seed's translation left on a woman's title."""
    host, b, envoy = fact["host"], fact["b"], fact["ambassador"]
    title = pronouns(host)["mr"]
    post = envoy.get("post", "ambassador")
    return {
        "host.address": f"{host.get('address', 'Minister')} {host['short']}",
        "host.noun": host.get("noun", "minister"),
        "host.polite": f"{title} {host['short']}",
        "host.scarred": f"{'Mr.me' if host.get('she') else title} {host['short']}",
        "head.address": f"{fact['head']['post']} {fact['head']['short']}",
        "ambassador.post": post,
        "ambassador.long": f"{b['adjective']} {post.title()}",
    }


def leader_values(fact: Facts) -> dict[str, str]:
    """The visiting country's leader in caption and tradition; the caption misspells his first name, as the seed's does."""
    a, leader = fact["a"], fact["leader"]
    first, rest = leader["name"].split(" ", 1)
    president = leader["post"] == "President"
    return {
        "leader.full": f"{a.get('short_adjective', a['adjective'])} {leader['post']}",
        "leader.caption": f"{a.get('caption', a['adjective'])} {leader['post']}",
        "leader.scarred": leader.get("scarred", f"{first[:-1]}s {rest}"),
        "leader.tenure": TENURES.get(leader["post"], "premiership"),
        "leader.start": "inauguration" if president else "swearing-in",
    }


def day_values(fact: Facts) -> dict[str, str]:
    """The two weekdays of the visit and the day of the host's own trip."""
    first, second = fact["stops"]
    return {"stops.first": f"{first:%A}", "stops.second": f"{second:%A}", "trip": f"{MONTHS[fact['trip'].month]} {fact['trip'].day}"}


def month_of(words: str) -> str:
    """`August 2019` as 2019-08."""
    name, year = words.split()
    return f"{year}-{list(calendar.month_name).index(name):02}"


def rows_of(fact: Facts) -> tuple[Row, ...]:
    """The expectations of visits and meetings of one swap, in the order of the report."""
    return (*main_rows(fact), *recalled_rows(fact), *meeting_rows(fact))


def main_rows(fact: Facts) -> tuple[Row, ...]:
    """What the report tells of the visit to come."""
    b, visitor, host, topics = fact["b"], fact["visitor"], fact["host"]["short"], fact["topics"]
    who, to = (visitor["short"],), b["code"]
    first, second = (day.isoformat() for day in fact["stops"])
    posts = (visitor["post"], *(FOREIGN_MINISTERS if visitor["office"] == "foreign_minister" else ()))
    agenda = tuple(topics[key] for key in ("war", "security", "power", "crisis"))
    return (
        Row(name="visit to come", of="visit", people=who, to=to, status="planned"),
        Row(name="first stop", of="visit", people=who, to=to, place=b["capital"], arrives=first),
        Row(name="second stop", of="visit", people=who, to=to, place=b["city"], arrives=second),
        Row(name="visitor's post", of="visit", people=who, to=to, posts=posts, country=fact["a"]["code"]),
        Row(name="host", of="visit", people=who, to=to, host=host),
        Row(name="agenda", of="agenda", people=(*who, host), to=to, status="planned", topics=agenda, at_least=3),
        Row(name="not that city", of="nowhere", place=b["alternative"]),
    )


def recalled_rows(fact: Facts) -> tuple[Row, ...]:
    """What the report tells of earlier visits and of the leader's, which is only hoped for."""
    a, b = fact["a"]["code"], fact["b"]
    previous, former, breaker, restorer = (fact[key] for key in ("previous", "former", "breaker", "restorer"))

    def occurred(name: str, who: str, to: str, starts: str, place: str | None = None) -> Row:
        return Row(name=name, of="visit", people=(who,), to=to, place=place, starts=starts, status="occurred")

    return (
        occurred("predecessor's visit", previous["short"], b["code"], month_of(previous["month"])),
        occurred("host's own visit", fact["host"]["short"], a, fact["trip"].isoformat()),
        occurred("summit visit", former["short"], b["code"], month_of(former["month"]), former["place"]),
        occurred("visit elsewhere", breaker["short"], breaker["code"], breaker["year"]),
        occurred("successor's visit", restorer["short"], b["code"], month_of(restorer["month"]), b["capital"]),
        Row(name="leader's visit", of="visit", people=(fact["leader"]["short"],), to=b["code"], status="proposed"),
    )


def meeting_rows(fact: Facts) -> tuple[Row, ...]:
    """What the report tells of the two meetings of visitor and host."""
    people = (fact["visitor"]["short"], fact["host"]["short"])
    return (
        Row(name="meeting to come", of="meeting", people=people, status="planned"),
        Row(
            name="meeting held", of="meeting", people=people, place=fact["a"]["capital"], starts=fact["trip"].isoformat(), status="occurred"
        ),
    )


def check(record: Record, rows: Iterable[Row | SaidRow]) -> dict[str, bool]:
    """Which expectations a record of DESIGN.md section 3 meets; one that tells no visit at all meets none."""
    visits, meetings = record["visits"], record["meetings"]
    if not visits:
        return {row.name: False for row in rows}
    met: dict[str, bool] = {}
    for row in rows:
        if isinstance(row, SaidRow):
            met[row.name] = row.meets(record)
            continue
        match row.of:
            case "visit":
                met[row.name] = any(visit_meets(visit, row) for visit in visits)
            case "meeting":
                met[row.name] = any(meeting_meets(meeting, row) for meeting in meetings)
            case "agenda":
                met[row.name] = agenda_meets(visits, meetings, row)
            case "nowhere":
                met[row.name] = not any(stops_at(visit, row.place or "", None) for visit in visits)
    return met


def visit_meets(visit: Record, row: Row) -> bool:
    """Whether one visit of a record is told with all that a row asks."""
    visitor = next((party for party in visit["visitors"] if row.people and is_named(party, row.people[0])), None)
    return (
        visitor is not None
        and (row.to is None or visit["destination"] == row.to)
        and (row.status is None or visit["status"] == row.status)
        and (row.starts is None or falls_in(visit["starts"], row.starts))
        and (row.place is None or stops_at(visit, row.place, row.arrives))
        and (row.country is None or visitor["country"] == row.country)
        and (not row.posts or any(fold(post) in fold(visitor["post"]) for post in row.posts))
        and (row.host is None or any(is_named(party, row.host) for party in visit["hosts"]))
    )


def meeting_meets(meeting: Record, row: Row) -> bool:
    """Whether one meeting of a record is told with all that a row asks."""
    return (
        all(any(is_named(party, name) for party in meeting["participants"]) for name in row.people)
        and (row.status is None or meeting["status"] == row.status)
        and (row.starts is None or falls_in(meeting["starts"], row.starts))
        and (row.place is None or holds(meeting["place"], row.place))
    )


def agenda_meets(visits: Iterable[Record], meetings: Iterable[Record], row: Row) -> bool:
    """Whether enough of the agenda is told on the planned visit or on the planned meeting."""
    visit = Row(name=row.name, of="visit", people=row.people[:1], to=row.to, status=row.status)
    meeting = Row(name=row.name, of="meeting", people=row.people, status=row.status)
    contacts = [*(one for one in visits if visit_meets(one, visit)), *(one for one in meetings if meeting_meets(one, meeting))]
    told = [topic["text"] for contact in contacts for topic in contact["topics"]]
    return sum(any(holds(text, topic) for text in told) for topic in row.topics) >= row.at_least


def stops_at(visit: Record, place: str, arrives: str | None) -> bool:
    """Whether a visit has a stop at a place, on the day asked if one is asked."""
    return any(holds(stop["place"], place) and (arrives is None or falls_in(stop["arrives"], arrives)) for stop in visit["stops"])


def is_named(party: Record, name: str) -> bool:
    """Whether a party goes by this name, in its resolved name or in its words."""
    return holds(party["name"], name) or holds(party["surface"], name)


def holds(text: str | None, words: str) -> bool:
    """Whether a text contains these words whole, whatever their accents and capitals."""
    return f" {fold(words)} " in f" {fold(text)} "


def fold(text: str | None) -> str:
    """A text without accents, capitals, apostrophes and punctuation."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", (text or "").casefold()) if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", plain.translate(UNFOLDED)))


def falls_in(edtf: str | None, asked: str) -> bool:
    """Whether an EDTF date is the asked day, month or year, or lies inside it."""
    bounds = [bound for bound in re.split(r"\.\.|/", (edtf or "").strip("[]")) if bound]
    return bool(bounds) and all(bound.rstrip("?~%") == asked or bound.startswith(f"{asked}-") for bound in bounds)


def share(met: Mapping[str, bool]) -> float:
    """The part of the expectations that are met."""
    return sum(met.values()) / len(met)


def tell_by_product(text: str, published: date) -> Record:
    """The product's record of one text; the one place where the swaps touch the product."""
    # imported here so that texts can be shown without the product
    from legation import read_text, record_of

    return record_of(read_text(text, published=published))


def measure(swaps: Iterable[Swap], tell: Tell) -> dict[str, dict[str, bool]]:
    """What the product's records of the swaps meet, by swap."""
    return {swap.name: check(tell(swap.text, swap.published), swap.rows) for swap in swaps}


def table(results: Mapping[str, Mapping[str, bool]]) -> str:
    """Expectations by swaps as text, shares at both edges."""
    lines = [f"{number:>4}  {share(met):4.0%}  {name}" for number, (name, met) in enumerate(results.items())]
    lines.append("\n" + " " * 36 + "".join(f"{number:>3}" for number in range(len(results))))
    for row in next(iter(results.values())):
        marks = [met[row] for met in results.values()]
        lines.append(f"{row:<36}" + "".join(f"{'x' if mark else '.':>3}" for mark in marks) + f"  {sum(marks) / len(marks):4.0%}")
    shares = [share(met) for met in results.values()]
    return "\n".join((*lines, f"\nmean {sum(shares) / len(shares):.3f}, least {min(shares):.3f}"))


def main() -> None:
    """Show one swapped text, or the table of what the product makes of all."""
    parser = argparse.ArgumentParser(description="The swaps of the seed report.")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--show", type=int, metavar="N", help="print swap N (0 is the seed) with its publication day")
    wanted.add_argument("--table", action="store_true", help="read all with the product and print what is met")
    asked = parser.parse_args()
    swaps = load_swaps()
    if asked.table:
        print(table(measure(swaps, tell_by_product)))
    elif 0 <= asked.show < len(swaps):
        swap = swaps[asked.show]
        print(f"# {swap.name}, published {swap.published}\n\n{swap.text}")
    else:
        parser.error(f"there are swaps 0 to {len(swaps) - 1}")


if __name__ == "__main__":
    main()
