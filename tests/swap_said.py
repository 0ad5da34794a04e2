"""What a swapped seed report tells besides visits and meetings: the call, the invitations, the statements and the claims.

Takes    the facts of a swap (swaps.toml) and the record of the swapped report.
Gives    nineteen expectations; those of statements and claims look for words of the report that no swap exchanges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Record: TypeAlias = Mapping[str, Any]
Facts: TypeAlias = Mapping[str, Any]
Named: TypeAlias = Callable[[Record, str], bool]

CLAIMS = (
    ("first official visit", "first", "first official visit", None),
    ("predecessor was the last", "last", "to visit the country", None),
    ("second meeting in a month", "nth", "second bilateral meeting", 2),
    ("first call", "first", "the first call", None),
    ("tradition", "tradition", "has become a tradition", None),
    ("only a few hours", "only", "apart from the few hours", None),
    ("first destination elsewhere", "first", "first foreign destination", None),
    ("tradition restored", "tradition", "restored it by making", None),
)
"""Name, relation, words within the claim's evidence, and number, of each claim of the seed report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """One expectation and how a record meets it."""

    name: str
    meets: Callable[[Record], bool]


def said_rows(fact: Facts, named: Named) -> tuple[SaidRow, ...]:
    """The expectations of one swap, in the order of the report.

    Takes    named = whether a party goes by a name.
    """
    return (*statement_rows(), *contact_rows(fact, named), *claim_rows())


def statement_rows() -> tuple[SaidRow, ...]:
    """Who says what, by name or without one."""
    return (
        SaidRow(name="paper's own information", meets=lambda r: _said(r, "is due to discuss", "according to")),
        SaidRow(name="programme to be approved", meets=lambda r: _said(r, "assess them from every angle", "secret services")),
        SaidRow(name="source without a name", meets=lambda r: _said(r, "confirms the close relationship", "source", anonymous=True)),
        SaidRow(name="why without a name", meets=lambda r: any("speak more freely" in (s["anonymity"] or "") for s in r["statements"])),
        SaidRow(name="source quoted", meets=lambda r: _said(r, "It is a choice that says a lot", "source", anonymous=True, direct=True)),
        SaidRow(name="ambassador's hint", meets=lambda r: _said(r, "could also pay an official visit soon", None)),
        SaidRow(
            name="ambassador quoted", meets=lambda r: _said(r, "He really prioritizes", None, direct=True) or _said(r, "She really", None)
        ),
    )


def contact_rows(fact: Facts, named: Named) -> tuple[SaidRow, ...]:
    """The call, the invitations, and whose word the leader's visit is."""
    visitor, host, leader, head, envoy = (fact[key] for key in ("visitor", "host", "leader", "head", "ambassador"))
    surname = envoy["name"].rsplit(" ", 1)[-1]

    def speaks(record: Record, statement: str | None) -> bool:
        return any(s["id"] == statement and s["speaker"] and surname in str(s["speaker"]) for s in record["statements"])

    def has(record: Record, parties: Iterable[Record], *names: str) -> bool:
        told = list(parties)
        return all(any(named(party, name) for party in told) for name in names)

    return (
        SaidRow(name="call", meets=lambda r: any(has(r, c["participants"], leader["short"], head["short"]) for c in r["calls"])),
        SaidRow(
            name="host's invitation",
            meets=lambda r: any(has(r, i["inviters"], host["short"]) and has(r, i["invitees"], visitor["short"]) for i in r["invitations"]),
        ),
        SaidRow(
            name="parliament's invitation",
            meets=lambda r: any(
                has(r, i["invitees"], leader["short"]) and i["accepted"] is None and i["when"] and not has(r, i["inviters"], host["short"])
                for i in r["invitations"]
            ),
        ),
        SaidRow(
            name="who says that he may come",
            meets=lambda r: any(has(r, v["visitors"], leader["short"]) and speaks(r, v["said_by"]) for v in r["visits"]),
        ),
    )


def claim_rows() -> tuple[SaidRow, ...]:
    """The eight claims, each with its relation."""

    def told(relation: str, words: str, nth: int | None) -> Callable[[Record], bool]:
        return lambda record: any(
            c["relation"] == relation and words in _quotes(c["evidence"]) and (nth is None or c["nth"] == nth) for c in record["claims"]
        )

    return tuple(SaidRow(name=f"claim: {name}", meets=told(relation, words, nth)) for name, relation, words, nth in CLAIMS)


def _said(record: Record, words: str, cue: str | None, *, anonymous: bool | None = None, direct: bool | None = None) -> bool:
    """Whether a statement with these words in it, and these in its speaker or cue, is told."""
    return any(
        words in _quotes(s["evidence"])
        and (cue is None or cue in f"{(s['speaker'] or {}).get('text', '')} {(s['cue'] or {}).get('text', '')}")
        and (anonymous is None or s["anonymous"] is anonymous)
        and (direct is None or s["direct"] is direct)
        for s in record["statements"]
    )


def _quotes(evidence: Sequence[Record]) -> str:
    """All words of the evidence."""
    return " ".join(one["quote"] for one in evidence)
