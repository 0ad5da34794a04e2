"""The notation of case files: a title, a day of publication, a text, and the findings that a careful reader takes from it.

    # weekday looks ahead with a plan
    @ 2014-03-10
    Chilean Foreign Minister Ana Prieto will travel to Oslo on Wednesday.
    =>
    visit  planned  Ana Prieto -> NOR  Oslo 2014-03-12  starts 2014-03-12  ends none

Several visitors with one verb ("A + B -> NOR") are told as one visit each. The parties of an invitation are those invited; who
invites them stands behind ``inviter``, what to behind ``to``. Fields stand apart by two spaces or more; kind, status and parties
come first. A case states the fields it cares about. A finding that is told but not expected fails the case, unless its last line
is ``...``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from legation.model import Actor, Contact, ContactKind, Finding, Stop

FIELDS = ("starts", "ends", "host", "inviter", "level", "format", "certainty", "at", "salience", "count", "accepted", "to")
STOP = re.compile(r"(?P<place>.+?)(?: (?P<arrives>none|[\[0-9X]\S*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text and what is to be told of it."""

    file: str
    title: str
    published: date | None
    text: str
    expected: tuple[str, ...]
    open_ended: bool
    """Whether more may be told than the case names."""

    @property
    def id(self) -> str:
        """File and title, as test names and the list of known misses give them."""
        return f"{self.file}: {self.title}"


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of one file.

    Raises   ValueError that names the case which lacks a part or repeats a title.
    """
    blocks = re.split(r"(?m)^# ", path.read_text(encoding="utf-8"))[1:]
    cases = tuple(_case(path.stem, block) for block in blocks)
    titles = [c.title for c in cases]
    if repeated := {t for t in titles if titles.count(t) > 1}:
        raise ValueError(f"{path.name}: title used twice: {', '.join(sorted(repeated))}")
    return cases


def _case(file: str, block: str) -> Case:
    title, _, rest = block.partition("\n")
    head, arrow, tail = rest.partition("\n=>\n")
    day, _, text = head.partition("\n")
    lines = [line.strip() for line in tail.splitlines() if line.strip()]
    if not (arrow and day.startswith("@ ") and text.strip() and lines):
        raise ValueError(f"{file}.case: {title!r} lacks its day (@), its text, its arrow (=>) or what is expected ('nothing')")
    paragraphs = re.split(r"\n\s*\n", text.strip())
    expected = tuple(one for line in lines if line not in ("nothing", "...") for one in _each_visitor(line))
    if bool(expected) == ("nothing" in lines):
        raise ValueError(f"{file}.case: {title!r} expects findings and nothing at once")
    return Case(
        file=file,
        title=title.strip(),
        published=None if day == "@ undated" else date.fromisoformat(day[2:]),
        text="\n\n".join(" ".join(p.split()) for p in paragraphs),
        expected=expected,
        open_ended=lines[-1] == "...",
    )


def _each_visitor(line: str) -> tuple[str, ...]:
    """A line of a visit that several make together stands for one line each."""
    kind, *rest = re.split(r"\s{2,}", line)
    if kind != ContactKind.VISIT or len(rest) < 2 or " -> " not in rest[1]:
        return (line,)
    status, parties, *fields = rest
    who, _, destination = parties.partition(" -> ")
    return tuple("  ".join((kind, status, f"{one} -> {destination}", *fields)) for one in who.split(" + "))


def compare(case: Case, findings: Sequence[Finding]) -> tuple[str, ...]:
    """What differs between a case and what was told, a line each; nothing where they agree."""
    left = list(findings)
    unmet: list[str] = []
    for line in case.expected:
        found = next((f for f in left if not differences(line, f.body, f)), None)
        if found is None:
            unmet.append(line)
        else:
            left.remove(found)
    lines: list[str] = []
    for line in unmet:
        near = min((f for f in left if line.split()[0] == f.body.kind), key=lambda f: len(differences(line, f.body, f)), default=None)
        lines.append(f"expected  {line}")
        if near is not None:
            left.remove(near)
            lines.append(f"    told  {shown(near)}")
            lines += [f"          {d}" for d in differences(line, near.body, near)]
    return (*lines, *(() if case.open_ended else [f"too much  {shown(f)}" for f in left]))


def differences(line: str, contact: Contact, finding: Finding) -> list[str]:
    """In which fields a finding is not what a line expects."""
    kind, status, parties, *fields = re.split(r"\s{2,}", line)
    who, _, destination = parties.partition(" -> ")
    found = [_differs("kind", kind, contact.kind), _differs("status", status, contact.status)]
    role = {ContactKind.VISIT: "visitor", ContactKind.INVITATION: "invitee"}.get(contact.kind, "participant")
    found.append(_names_differ("parties", who, _in_role(contact, role)))
    if destination:
        found.append(_differs("destination", destination, contact.destination))
    for field in fields:
        name, _, value = field.partition(" ")
        found.append(_field_differs(name, value, contact, finding) if name in FIELDS else _stops_differ(field, contact.stops))
    return [f for f in found if f]


def _field_differs(name: str, value: str, contact: Contact, finding: Finding) -> str | None:
    if name in ("host", "inviter"):
        return _names_differ(name, value, _in_role(contact, name))
    if name == "at":
        return _stops_differ(value, contact.stops)
    if name == "certainty":
        return _differs(name, value, finding.certainty)
    if name == "count":
        return _differs(name, value, str(len(finding.evidence)))
    if name == "accepted":
        return _differs(name, value, {True: "yes", False: "no", None: None}[contact.accepted])
    if name == "to":
        return _differs(name, value, contact.purpose)
    when = {"starts": contact.starts, "ends": contact.ends}
    told = (when[name].edtf if when[name] else None) if name in when else getattr(contact, name)  # type: ignore[union-attr]
    return _differs(name, value, told)


def _stops_differ(value: str, stops: Sequence[Stop]) -> str | None:
    wanted = [STOP.fullmatch(part) for part in value.split(", ")] if value != "nowhere" else []
    told = ", ".join(_stop(s) for s in stops) or "nowhere"
    if len(wanted) != len(stops):
        return f"places: {told}"
    for match, stop in zip(wanted, stops, strict=True):
        assert match is not None
        arrives = stop.arrives.edtf if stop.arrives else "none"
        if folded(match["place"]) not in (folded(stop.place.name), folded(stop.place.surface)) or match["arrives"] not in (None, arrives):
            return f"places: {told}"
    return None


def _names_differ(name: str, wanted: str, told: Sequence[Actor]) -> str | None:
    names = [] if wanted == "none" else wanted.split(" + ")
    left = list(told)
    for one in names:
        actor = next((a for a in left if folded(one) in {folded(a.name or ""), folded(a.organisation or ""), *_plain_surface(a)}), None)
        if actor is None:
            return f"{name}: {_people(told)}"
        left.remove(actor)
    return f"{name}: {_people(told)}" if left else None


def _plain_surface(actor: Actor) -> set[str]:
    """An office whose holder is not known goes by the words that the report gives it, without the article."""
    return set() if actor.name else {re.sub(r"^the ", "", folded(actor.surface))}


def _in_role(contact: Contact, role: str) -> list[Actor]:
    return [p.actor for p in contact.parties if p.role == role]


def _differs(name: str, wanted: str, told: str | None) -> str | None:
    return None if wanted == (told or "none") else f"{name}: {told or 'none'}"


def folded(text: str) -> str:
    """A name without accents and capitals, so that a table's spelling and a report's agree."""
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def shown(finding: Finding) -> str:
    """A finding in the notation of the cases, with the rule that told it."""
    body = finding.body
    parts: list[str] = [body.kind, body.status]
    if body.kind is ContactKind.VISIT:
        parts.append(f"{_people(_in_role(body, 'visitor'))} -> {body.destination}")
        parts += [", ".join(_stop(s) for s in body.stops)] if body.stops else []
    else:
        parts.append(_people(_in_role(body, "participant")))
        parts += ["at " + ", ".join(_stop(s) for s in body.stops)] if body.stops else []
    parts += [f"starts {body.starts.edtf}"] if body.starts else []
    parts += [f"ends {body.ends.edtf}"] if body.ends else []
    for role in ("host", "inviter"):
        parts += [f"{role} {_people(people)}"] if (people := _in_role(body, role)) else []
    parts += [f"level {body.level}"] if body.level else []
    parts += [f"format {body.format}"] if body.format and body.format != "in_person" else []
    return "  ".join([*parts, f"certainty {finding.certainty}", f"({finding.rule})"])


def _stop(stop: Stop) -> str:
    return f"{stop.place.name} {stop.arrives.edtf}" if stop.arrives else stop.place.name


def _people(actors: Sequence[Actor]) -> str:
    return " + ".join(a.name or a.organisation or a.surface for a in actors) or "none"
