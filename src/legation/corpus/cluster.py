"""Worker processes on this machine or many, by Dask: what is out is bounded, and what a dying worker had is done again."""

from __future__ import annotations

import logging
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from multiprocessing import resource_tracker
from time import monotonic
from typing import Any, TypeVar, cast
from uuid import uuid4

from legation import __version__
from legation.corpus.stage import Here, Pool, Stage, batches
from legation.corpus.work import rules_of, worked
from legation.errors import ClusterError, UsageError

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")
Client = Any
Future = Any
"""Dask's, most of whose functions say nothing of their types."""
BATCHES_A_WORKER = 3
"""Batches that are out for each worker and stage: one at work, the others so that it need not wait."""
LOOK_EVERY = 5
"""Seconds between two looks at who works."""
GONE_AFTER = 120
"""Seconds without any worker after which a run gives up; a worker that died is back within five."""
DEATHS = 2
"""Workers that a report may kill when it is read by itself; one may have died of something else."""
ANSWER_WITHIN = 20
"""Seconds in which a scheduler must answer."""
SETTINGS = {
    # A death is told at once: which report it was is found here, by reading the batch again one by one.
    "distributed.scheduler.allowed-failures": 0,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.large-graph-warning-threshold": "1GB",
    # Dask keeps the last messages that were sent with all that was in them: its thousand are some 700 MB of pages.
    "distributed.admin.low-level-log-length": 8,
    "distributed.comm.timeouts.connect": f"{ANSWER_WITHIN}s",
}


def check_dask() -> None:
    """Raises UsageError where Dask is not installed."""
    if find_spec("distributed") is None:
        raise UsageError("--workers and --cluster need Dask, which is not installed; install it with: pip install 'distributed>=2026.1'")


@contextmanager
def open_pool(workers: int | None, cluster: str | None) -> Iterator[Pool]:
    """Who works: so many processes of this machine, those of a cluster, or this process alone.

    Raises   UsageError where Dask is missing; ClusterError where no scheduler answers at the address.
    """
    if not workers and not cluster:
        yield Here()
        return
    check_dask()
    import dask

    _be_silent()
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(SETTINGS))
        client = _client_of(cluster) if cluster else _client_here(workers or 1, stack)
        stack.callback(client.close)
        yield Workers(client)


def _be_silent() -> None:
    """Keeps Dask from telling of each worker that comes and goes; it has given its loggers levels of their own."""
    import distributed  # noqa: F401 - it makes the loggers

    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _client_here(workers: int, stack: ExitStack) -> Client:
    """A scheduler in this process and workers beside it, which end with it, whatever ends it."""
    from distributed import LocalCluster

    make: Any = LocalCluster
    with _deaf_to_interrupts():
        cluster = make(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            # Any free port of this machine alone, and no pages on it: without an address Dask takes 8787, and complains where it is taken.
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            worker_dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
    stack.callback(cluster.close)
    return _client(cluster)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Whatever is started in it never hears of Ctrl-C, which a terminal tells all processes: the run ends its workers itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Started by a thread that starts the first process, it would open that thread's ears again.
    resource_tracker.ensure_running()
    # The mask goes to the threads that start workers now and later, and from them to the workers.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _client_of(address: str) -> Client:
    """A scheduler that is there."""
    try:
        return _client(address)
    except (OSError, ValueError, TimeoutError) as fault:
        advice = "start one with 'dask scheduler', workers with 'dask worker ADDRESS --nthreads 1', and name its address"
        raise ClusterError(f"no scheduler answers at {address} ({str(fault).splitlines()[0][:120]}); {advice}") from None


def _client(where: object) -> Client:
    """What speaks with a scheduler."""
    from distributed import Client as OfDask

    make: Any = OfDask
    return make(where, timeout=ANSWER_WITHIN)


@dataclass(slots=True)
class Workers:
    """The workers of a scheduler."""

    client: Client
    flying: dict[str, Future] = field(default_factory=dict)
    """What was handed out and has not been taken back."""
    run: str = field(default_factory=lambda: uuid4().hex[:8])
    numbers: Iterator[int] = field(default_factory=count)
    seen: int = 1
    """Workers at the last look."""
    looked: float = 0.0
    alone_since: float | None = None
    """Since when no worker has been seen."""

    def through(self, items: Iterable[T], stage: Stage[A, B]) -> Iterator[T | B]:
        """Hands out batches ahead of the one that is given next, so many for each worker that none has to wait."""
        waiting: deque[tuple[list[T], Future | None]] = deque()
        for batch in batches(items, stage):
            work = tuple(item for item in batch if isinstance(item, stage.sort))
            waiting.append((batch, self._hand_out(stage.work, work) if work else None))
            while len(waiting) > BATCHES_A_WORKER * self._number():
                yield from self._taken_back(*waiting.popleft(), stage)
        while waiting:
            yield from self._taken_back(*waiting.popleft(), stage)

    def rules(self, pipeline: str | None) -> str:
        version, rules = cast(tuple[str, str], self._outcome(self._hand_out(rules_of, pipeline)))
        if version != __version__:
            raise ClusterError(f"the workers have Legation {version}, here it is {__version__}; install one version everywhere")
        return rules

    def memory(self) -> Mapping[str, int]:
        """As the workers have told the scheduler last; empty where it is gone."""
        try:
            workers = self.client.scheduler_info()["workers"]
        except (OSError, ValueError, TimeoutError, RuntimeError):
            return {}
        return {address: int(known["metrics"].get("memory", 0) / 1024**2) for address, known in sorted(workers.items())}

    def _hand_out(self, work: Callable[[Any], object], what: object) -> Future:
        """Gives something to a worker."""
        import cloudpickle  # type: ignore[import-untyped]

        key = f"legation-{self.run}-{next(self.numbers)}"
        self.flying[key] = future = self.client.submit(worked, cloudpickle.dumps((work, what)), key=key, pure=False)
        return future

    def _taken_back(self, batch: list[T], future: Future | None, stage: Stage[A, B]) -> Iterator[T | B]:
        """A batch with the results in the places of what was worked on."""
        if future is None:
            yield from batch
            return
        from distributed import KilledWorker

        try:
            done = iter(cast(Sequence[B], self._outcome(future)))
        except KilledWorker:
            done = self._one_by_one([item for item in batch if isinstance(item, stage.sort)], stage)
        for item in batch:
            yield next(done) if isinstance(item, stage.sort) else item

    def _one_by_one(self, items: Sequence[A], stage: Stage[A, B]) -> Iterator[B]:
        """The results of a batch whose worker died, with nothing else at work, so that a death tells which item it is of."""
        self._until_done(list(self.flying.values()))
        for item in items:
            yield self._result_of(item, stage)

    def _result_of(self, item: A, stage: Stage[A, B]) -> B:
        """The result of one item, or what stands for it once it has killed its worker again and again."""
        from distributed import KilledWorker

        deaths = 0
        while deaths < DEATHS:
            try:
                return cast(Sequence[B], self._outcome(self._hand_out(stage.work, (item,))))[0]
            except KilledWorker as death:
                deaths += 1 + death.allowed_failures
        return stage.killed(item)

    def _outcome(self, future: Future) -> object:
        """What a worker has made of what it was given.

        Raises   KilledWorker where it died; ClusterError where the scheduler or all workers are gone, or lack Legation.
        """
        self._until_done([future])
        del self.flying[future.key]
        if future.status == "cancelled":
            raise ClusterError("the scheduler is gone; start it and run the same command again: what was kept is kept")
        try:
            return pickle.loads(future.result())
        except ImportError as fault:
            raise ClusterError(f"a worker cannot load Legation ({fault}); install Legation {__version__} wherever workers run") from None

    def _until_done(self, futures: Sequence[Future]) -> None:
        """Waits for some of what was handed out, done or failed, as long as somebody is there to do it."""
        from distributed import wait as waits

        wait: Any = waits
        while futures := [future for future in futures if not future.done()]:
            try:
                wait(futures, timeout=LOOK_EVERY)
            except TimeoutError:
                self._look()

    def _number(self) -> int:
        """How many work, as of a few seconds ago."""
        if monotonic() - self.looked >= LOOK_EVERY:
            self._look()
        return self.seen

    def _look(self) -> None:
        """Counts who works.

        Raises   ClusterError where nobody has for a while.
        """
        self.looked = now = monotonic()
        found = sum(self.client.nthreads().values())
        if found:
            self.seen, self.alone_since = found, None
            return
        self.alone_since = self.alone_since or now
        if now - self.alone_since > GONE_AFTER:
            raise ClusterError(f"no worker for {GONE_AFTER} seconds; start workers and run the same command again: what was kept is kept")


def workers_given(number: int | None, cluster: str | None) -> None:
    """Raises UsageError for a number of workers that can be none, and where a cluster is named besides."""
    if number is not None and number < 1:
        raise UsageError(f"--workers {number}: give the number of processes, such as {os.cpu_count() or 1} on this machine")
    if number is not None and cluster is not None:
        raise UsageError("--workers starts processes on this machine, --cluster uses those of others; give one of the two")
