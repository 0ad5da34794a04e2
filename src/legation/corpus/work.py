"""What a worker does: reports out of sources, findings out of reports; functions of their arguments, run anywhere."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from legation import __version__
from legation.model import Problem, Reading, Report
from legation.read.later import Later
from legation.register.prepared import Prepared, prepare

if TYPE_CHECKING:
    from legation.doors.run import Count
    from legation.kit import Kit

Read = Callable[[Report, "Kit"], Reading]
Opened = tuple[Report | Problem, ...]
"""What one source has given."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A reading as the register keeps it, with all that is told of it when it is kept."""

    prepared: Prepared
    count: Count


_ONE_AT_A_TIME = Lock()
"""The parser is one for the process, and a worker may have several threads."""


def worked(packed: bytes) -> bytes:
    """What a function makes of its argument, all of it packed by ``pickle``: Dask looks into whatever else it is given."""
    work, what = pickle.loads(packed)
    return pickle.dumps(work(what), protocol=pickle.HIGHEST_PROTOCOL)


def open_sources(batch: Sequence[Later]) -> list[Opened]:
    """The reports of sources that were put off."""
    return [tuple(one.read()) for one in batch]


def read_reports(
    batch: Sequence[Report], *, pipeline: str | None = None, read: Read | None = None, prepares: bool = False
) -> list[Reading | Ready]:
    """What reports tell; a fault of ours in one becomes its problem.

    Takes    read = what reads a report, ``legation.pipeline.read_report`` if not given; prepares = make ready for a register what is kept.
    """
    # Loaded here: the process that keeps has no use for the parser.
    from legation.doors.run import reading_of
    from legation.pipeline import read_report

    with _ONE_AT_A_TIME:
        kit = kit_of(pipeline)
        readings = [reading_of(report, kit, read or read_report) for report in batch]
    return [_ready(reading) for reading in readings] if prepares else list(readings)


def _ready(reading: Reading) -> Reading | Ready:
    """A reading, counted and written out; as it is, where a fault of ours keeps it from being kept."""
    from legation.doors.run import FAULT, count_of

    if any(problem.code == FAULT for problem in reading.problems):
        return reading
    return Ready(prepare(reading), count_of(reading))


def rules_of(pipeline: str | None) -> tuple[str, str]:
    """The version of Legation that a worker has, and the digest of its rules."""
    with _ONE_AT_A_TIME:
        return __version__, kit_of(pipeline).rules


@cache
def kit_of(pipeline: str | None) -> Kit:
    """Parser and tables, loaded once in each process."""
    from legation.pipeline import load_kit

    return load_kit(pipeline)
