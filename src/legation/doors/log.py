"""The judgements of a register: who judged what, when and why, what withdrew it, and whether it still fits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from legation.doors.ask import register_at
from legation.doors.listing import print_line
from legation.doors.options import Shape
from legation.doors.page import cell, console, counted, say
from legation.model import Bearing, Judgement
from legation.record import JsonObject
from legation.register.bearings import Fit
from legation.register.corrections import as_written
from legation.register.store import Register

SHOWN_ROLES = ("visitor", "invitee", "participant", "speaker", "subject")
COLUMNS = ("judgement", "when", "who", "what", "of", "why", "state")


def show_log(*, register: Path | None, shape: Shape) -> int:
    """Prints the judgements, the latest first."""
    with Register.open(register_at(register)) as held:
        fits = held.judged()
    if shape is Shape.JSONL:
        for fit in fits:
            print_line(record_of(fit))
    elif fits:
        _print_table(fits)
    unfit = sum(not fit.fits and fit.withdrawn_by is None for fit in fits)
    lost = f"; {unfit} fit{'s' * (unfit == 1)} nothing any more, see the state" if unfit else ""
    say(f"{counted(len(fits), 'judgement')}{lost}")
    return 0


def record_of(fit: Fit) -> JsonObject:
    """A judgement as one JSON object."""
    judgement = fit.judgement
    plain = ("id", "at", "by", "answer", "left", "right", "field", "value", "reason", "withdraws")
    return {
        **{name: getattr(judgement, name) for name in plain},
        "withdrawn_by": fit.withdrawn_by,
        "fits": fit.fits,
        "left_findings": [finding.id for finding in fit.left],
        "right_findings": [finding.id for finding in fit.right],
        "lost_findings": list(fit.lost),
    }


def said_of(judgement: Judgement) -> str:
    """A judgement in one line."""
    return f"{what_of(judgement)}, says {judgement.by} on {judgement.at}: {judgement.reason}"


def what_of(judgement: Judgement) -> str:
    """What is judged, as it would be typed."""
    value = as_written(judgement.field or "", judgement.value) if judgement.value is not None else None
    parts = (judgement.answer, judgement.left, judgement.right, judgement.field, value)
    return " ".join(part for part in parts if part is not None)


def state_of(fit: Fit) -> str:
    """Whether a judgement stands, and whether it still fits what is held."""
    if fit.withdrawn_by is not None:
        return f"withdrawn by {fit.withdrawn_by}"
    if not fit.fits:
        return "fits nothing any more"
    return f"{len(fit.lost)} of its findings lost" if fit.lost else "stands"


def _print_table(fits: Sequence[Fit]) -> None:
    """The judgements as a table."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in COLUMNS:
        table.add_column(name, overflow="fold", no_wrap=name == "judgement")
    for fit in fits:
        judgement = fit.judgement
        sides = " / ".join(_meant(side) for side in (judgement.left_findings, judgement.right_findings) if side)
        words = (judgement.id, judgement.at[:19], judgement.by, what_of(judgement), sides, judgement.reason, state_of(fit))
        table.add_row(*map(cell, words))
    console().print(table)


def _meant(side: Sequence[Bearing]) -> str:
    """What one side of a judgement meant when it was made: who, where and when."""
    first = side[0]
    people = ", ".join(dict.fromkeys(name for role, name in first.parties if role in SHOWN_ROLES))
    told = ", ".join(part for part in (people, first.destination, first.starts) if part)
    return f"{told} ({counted(len(side), 'finding')})"
