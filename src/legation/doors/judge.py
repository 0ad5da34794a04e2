"""The commands ``legation judge``: what a person says of entries and findings, kept with his name, reason and time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from legation.doors import options as o

if TYPE_CHECKING:
    from legation.model import Judgement
    from legation.register.bearings import Fit
    from legation.register.store import Register

One = Annotated[str, typer.Argument(metavar="ID", help="Id of an entry, finding, statement or claim, or the beginning of it.")]
Left = Annotated[str, typer.Argument(metavar="ID", help="Id of an entry or finding, or the beginning of it.")]
Right = Annotated[str, typer.Argument(metavar="ID", help="Id of the other one.")]

judge_app = typer.Typer(help="Say that entries are the same or not, accept, reject or correct them.", no_args_is_help=True)


class Said(TypedDict):
    """Who judges, why and when."""

    by: str
    reason: str
    at: str


@judge_app.command()
def same(left: Left, right: Right, *, reason: o.Reason, by: o.By = None, register: o.RegisterFile = None) -> int:
    """Say that two entries, or findings of two reports, are one contact."""
    return _judged(lambda held, said: held.judge_same(left, right, **said), reason, by, register)


@judge_app.command()
def different(left: Left, right: Right, *, reason: o.Reason, by: o.By = None, register: o.RegisterFile = None) -> int:
    """Say that two are not one contact; of a finding and its entry, that it does not belong there."""
    return _judged(lambda held, said: held.judge_different(left, right, **said), reason, by, register)


@judge_app.command()
def unsure(left: Left, right: Right, *, reason: o.Reason, by: o.By = None, register: o.RegisterFile = None) -> int:
    """Say that it cannot be told whether two are one contact; they stay apart."""
    return _judged(lambda held, said: held.judge_unsure(left, right, **said), reason, by, register)


@judge_app.command()
def accept(name: One, *, reason: o.Reason, by: o.By = None, register: o.RegisterFile = None) -> int:
    """Say that an entry, statement or claim is right, even where its report was withdrawn."""
    return _judged(lambda held, said: held.judge_accept(name, **said), reason, by, register)


@judge_app.command()
def reject(name: One, *, reason: o.Reason, by: o.By = None, register: o.RegisterFile = None) -> int:
    """Say that there was no such contact, statement or claim; it counts no longer and stays visible."""
    return _judged(lambda held, said: held.judge_reject(name, **said), reason, by, register)


@judge_app.command()
def correct(
    name: One,
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help="starts, ends, status, destination, level, purpose, format (of a meeting), accepted; visitor+, host+, participant+, "
            "inviter+, invitee+, place+, topic+, or one of these with - to take it away; arrives@PLACE, leaves@PLACE; "
            "of a statement speaker, certainty; of a claim relation, nth, certainty.",
        ),
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help='What it should be; none where it is not known. Of a person "Name (Post, CAN)".')
    ],
    *,
    reason: o.Reason,
    by: o.By = None,
    register: o.RegisterFile = None,
) -> int:
    """Set a value, which stands before all that reports tell of it; add a party, place or topic, or take one away."""
    from legation.doors.correcting import looked_up

    def keep(held: Register, said: Said) -> Judgement:
        contact = held.contact_meant(name)
        return held.judge_correct(name, field, looked_up(field, value, contact) if contact else value, **said)

    return _judged(keep, reason, by, register)


@judge_app.command()
def undo(
    name: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Id of a judgement, as legation log prints it, or the beginning of it.")],
    *,
    reason: o.Reason,
    by: o.By = None,
    register: o.RegisterFile = None,
) -> int:
    """Withdraw a judgement by a further one; both stay in the log."""
    return _judged(lambda held, said: held.judge_undo(name, **said), reason, by, register)


def _judged(keep: Callable[[Register, Said], Judgement], reason: str, by: str | None, register: Path | None) -> int:
    """Keeps a judgement and tells what has come of it."""
    from legation.doors.ask import register_at
    from legation.doors.log import said_of
    from legation.doors.marks import login_name, now
    from legation.doors.page import say
    from legation.errors import UsageError
    from legation.register.store import Register

    if not reason.strip():
        raise UsageError("--reason: say in a few words why, such as --reason 'the ministry gives another day'")
    with Register.open(register_at(register)) as held:
        judgement = keep(held, Said(by=by or login_name(), reason=reason.strip(), at=now()))
        say(f"{judgement.id}: {said_of(judgement)}")
        fits = {fit.judgement.id: fit for fit in held.judged()}
        for line in _come_of(held, fits[judgement.withdraws or judgement.id]):
            say(line)
    return 0


def _come_of(held: Register, fit: Fit) -> list[str]:
    """The entries as they stand now that hold what was judged."""
    from legation.ask.query import contact_of
    from legation.doors.contacts import days, people, places, sides
    from legation.doors.said import lines_of

    lines = []
    for finding in (*fit.left, *fit.right):
        told = held.said(finding.id)
        if told is not None:
            counts = finding.id in {*(one.finding.id for one in held.statements()), *(one.finding.id for one in held.claims())}
            lines.append(f"now {' '.join(islice(lines_of(told), 2))}{'' if counts else ', rejected'}")
    for entry in held.entries_holding((*fit.left, *fit.right)):
        contact = contact_of(entry)
        reports = len({finding.report_id for finding in entry.findings})
        what = f"{people(sides(contact)[0])}, {places(contact)}, {days(contact.starts, contact.ends)}"
        lines.append(f"now {entry.id}: {what}, {contact.status.value}, {entry.state.value}, {reports} report{'s' * (reports != 1)}")
    return lines
