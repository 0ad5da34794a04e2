"""What is done to a stream of items, some at a time and in order, whoever does it; here it is this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")
PASSING = 20
"""Items of other sorts that may go along with each one that is worked on, so that a stream of others does not wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Generic[A, B]):
    """What is done to the items of one sort; all others pass it as they are."""

    sort: type[A]
    work: Callable[[Sequence[A]], Sequence[B]]
    """One result for each item, in order; a function that can be sent to another process."""
    killed: Callable[[A], B]
    """What stands for an item that kills the process which works on it."""
    weigh: Callable[[A], int]
    at_once: int
    """Items that are worked on in one go, at most."""
    weight: int
    """The same, of their weight; a heavier item goes by itself."""


class Pool(Protocol):
    """Who works."""

    def through(self, items: Iterable[T], stage: Stage[A, B]) -> Iterator[T | B]:
        """The items in their order, with the results in the places of those that are worked on; taken no faster than they are worked on."""

    def rules(self, pipeline: str | None) -> str:
        """The digest of the rules by which all who work read."""

    def memory(self) -> Mapping[str, int]:
        """Megabytes that each of the other processes takes, as far as they tell."""


class Here:
    """This process, which does one item after the other."""

    def through(self, items: Iterable[T], stage: Stage[A, B]) -> Iterator[T | B]:
        for item in items:
            yield stage.work((item,))[0] if isinstance(item, stage.sort) else item

    def rules(self, pipeline: str | None) -> str:
        from legation.corpus.work import rules_of

        return rules_of(pipeline)[1]

    def memory(self) -> Mapping[str, int]:
        return {}


def batches(items: Iterable[T], stage: Stage[A, B]) -> Iterator[list[T]]:
    """The items in their order, some at a time: as many as are worked on in one go, with those that pass."""
    batch: list[T] = []
    number = weight = 0
    for item in items:
        heavy = stage.weigh(item) if isinstance(item, stage.sort) else 0
        if batch and (number == stage.at_once or weight + heavy > stage.weight or len(batch) == stage.at_once * PASSING):
            yield batch
            batch, number, weight = [], 0, 0
        batch.append(item)
        number += isinstance(item, stage.sort)
        weight += heavy
    if batch:
        yield batch
