"""stub"""

from collections.abc import Iterator
from typing import BinaryIO

from legation.model import Problem, Report
from legation.read.given import NOTHING, Given


def read_table(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Report | Problem]:
    yield from ()


def count_table(stream: BinaryIO) -> int | None:
    return None
