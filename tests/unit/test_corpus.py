"""Many reports: who works on what, in which order, and what becomes of a worker's death. No worker is started here."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as some
from unit.factories import RULES, report

from legation import cli
from legation.corpus import cluster
from legation.corpus.cluster import Workers, open_pool
from legation.corpus.keep import IntoRegister, Nowhere
from legation.corpus.run import KILLED, There, told_by
from legation.corpus.stage import Here, Stage, batches
from legation.doors import run
from legation.doors.progress_log import line_of, open_log
from legation.doors.run import NOTED_AT_MOST, Tally
from legation.errors import ClusterError, UsageError
from legation.model import Problem, Reading, Report
from legation.read import Given, read_paths
from legation.read.later import LATER, Later
from legation.read.paths import find_in_paths
from legation.register.store import Register
from legation.screen import may_tell

KilledWorker = pytest.importorskip("distributed").KilledWorker
TEN = Stage(sort=int, work=lambda batch: [f"<{n}>" for n in batch], killed=lambda n: f"dead {n}", weigh=lambda n: n, at_once=3, weight=10)


# --- batches and stages


@given_any(some.lists(some.integers(0, 15) | some.text(max_size=1)))
def test_batches_keep_the_order_and_their_bounds(items: list[int | str]) -> None:
    found = list(batches(items, TEN))
    assert [item for batch in found for item in batch] == items
    for batch in found:
        numbers = [item for item in batch if isinstance(item, int)]
        assert len(numbers) <= TEN.at_once
        assert sum(numbers) <= TEN.weight or len([n for n in numbers if n]) == 1


@given_any(some.lists(some.integers(0, 15) | some.text(max_size=1)))
def test_whoever_works_gives_the_same(items: list[int | str]) -> None:
    expected = [f"<{item}>" if isinstance(item, int) else item for item in items]
    assert list(Here().through(items, TEN)) == expected
    assert list(Workers(Imagined()).through(items, TEN)) == expected


def test_no_more_is_taken_than_keeps_all_at_work() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number % 3

    client = Imagined(workers=2)
    results = Workers(client).through(numbers(), TEN)
    next(results)
    bound = TEN.at_once * (cluster.BATCHES_A_WORKER * 2 + 2)
    assert len(taken) <= bound
    assert client.most_out <= cluster.BATCHES_A_WORKER * 2 + 1


# --- deaths


@dataclass
class Promise:
    """A future that is done at once."""

    key: str
    outcome: Callable[[], bytes]
    status: str = "finished"

    def done(self) -> bool:
        return True

    def result(self) -> bytes:
        return self.outcome()


@dataclass
class Imagined:
    """What speaks with a scheduler whose workers die of some items."""

    deadly: Callable[[Any], bool] = lambda item: False
    deaths: int = 1_000
    """How many workers die of them; then they are harmless."""
    allowed_failures: int = 0
    workers: int = 1
    status: str = "finished"
    tried: list[Any] = field(default_factory=list)
    out: int = 0
    most_out: int = 0

    def nthreads(self) -> dict[str, int]:
        return {f"tcp://{n}": 1 for n in range(self.workers)}

    def submit(self, work: Callable[[bytes], bytes], packed: bytes, *, key: str, pure: bool) -> Promise:
        self.out += 1
        self.most_out = max(self.most_out, self.out)

        def outcome() -> bytes:
            self.out -= 1
            batch = pickle.loads(packed)[1]
            self.tried.append(batch)
            if self.deaths and isinstance(batch, tuple) and any(map(self.deadly, batch)):
                self.deaths -= 1
                raise KilledWorker(key, None, self.allowed_failures)
            return work(packed)

        return Promise(key, outcome, self.status)


def test_an_item_that_kills_its_worker_is_found_and_set_aside_after_two_deaths() -> None:
    client = Imagined(deadly=(4).__eq__)
    assert list(Workers(client).through([1, 2, 4, 3, 1], TEN)) == ["<1>", "<2>", "dead 4", "<3>", "<1>"]
    alone = [batch for batch in client.tried if batch == (4,)]
    assert len(alone) == 2
    assert client.tried.count((1, 2, 4)) == 1, "the batch is not handed out again as a whole"


def test_a_worker_that_dies_of_something_else_costs_no_item() -> None:
    client = Imagined(deadly=(2).__eq__, deaths=2)
    assert list(Workers(client).through([1, 2, 3], TEN)) == ["<1>", "<2>", "<3>"]


def test_a_scheduler_that_tries_four_times_is_not_asked_again() -> None:
    client = Imagined(deadly=(2).__eq__, allowed_failures=3)
    assert list(Workers(client).through([1, 2, 3], TEN)) == ["<1>", "dead 2", "<3>"]
    assert client.tried.count((2,)) == 1


def test_nothing_else_is_out_while_a_death_is_looked_into() -> None:
    client = Imagined(deadly=(4).__eq__, workers=1)
    out: list[int] = []
    pool = Workers(client)
    work = pool._result_of

    def watched(item: object, stage: Stage[Any, Any]) -> object:
        out.append(sum(not future.done() for future in pool.flying.values()))
        return work(item, stage)

    pool_class = type("Watched", (Workers,), {"_result_of": lambda self, item, stage: watched(item, stage)})
    list(pool_class(client, pool.flying).through([4, 1, 2, 3, 1, 1], TEN))
    assert out and set(out) == {0}


def test_a_scheduler_that_is_gone_is_told_with_what_to_do() -> None:
    with pytest.raises(ClusterError, match=r"scheduler is gone.*what was kept is kept"):
        list(Workers(Imagined(status="cancelled")).through([1], TEN))


def test_workers_without_the_program_are_told() -> None:
    def missing(batch: Sequence[int]) -> list[str]:
        raise ModuleNotFoundError("No module named 'legation'")

    with pytest.raises(ClusterError, match=r"cannot load Legation.*install"):
        list(Workers(Imagined()).through([1], replace(TEN, work=missing)))


def test_workers_of_another_version_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "rules_of", lambda pipeline: ("0.0.1", "rules"))
    with pytest.raises(ClusterError, match=r"workers have Legation 0\.0\.1"):
        Workers(Imagined()).rules("en")


def test_a_run_without_workers_gives_up_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(0, 10_000, 50))
    monkeypatch.setattr(cluster, "monotonic", lambda: next(now))
    pool = Workers(Imagined(workers=0))
    with pytest.raises(ClusterError, match="no worker for 120 seconds"):
        for _ in range(10):
            pool._look()


def test_one_look_that_finds_workers_again_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(0, 10_000, 50))
    monkeypatch.setattr(cluster, "monotonic", lambda: next(now))
    client = Imagined(workers=0)
    pool = Workers(client)
    for workers in (0, 0, 1, 0, 0, 2):
        client.workers = workers
        pool._look()
    assert pool.seen == 2


# --- sources put off


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports of several kinds."""
    folder = tmp_path / "reports"
    folder.mkdir()
    line = "Foreign Minister Ana Prieto of Chile visited Lima on 3 March 2021."
    (folder / "a.txt").write_text(line, encoding="utf-8")
    page = (
        f"<html><head><title>Visit</title></head><body><article><h1>Visit</h1><p>{line}</p><p>She met students.</p></article></body></html>"
    )
    (folder / "b.html").write_text(page, encoding="utf-8")
    (folder / "c.jsonl").write_text(
        f'{{"id": "x", "text": "{line}"}}\nno json\n\n{{"id": "x", "text": "{line} Later."}}\n', encoding="utf-8"
    )
    (folder / "d.csv").write_text(f'id,text\n1,"{line}"\n2,"{line} She left."\n', encoding="utf-8")
    (folder / "e.eml").write_text(
        f"From: a@example.org\nSubject: Visit\nDate: Wed, 3 Mar 2021 10:00:00 +0000\n\n{line}\n", encoding="utf-8"
    )
    (folder / "f.xml").write_text(
        f"<rss version='2.0'><channel><title>T</title><item><title>V</title><description>{line}</description></item></channel></rss>",
        encoding="utf-8",
    )
    (folder / "g.bin").write_bytes(b"\x00\x01")
    (folder / "h.warc").write_bytes(record(page, "https://a.example/1") + record("{}", "https://a.example/2", "application/json"))
    (folder / "i.txt").write_text("Flour, two eggs and a little milk. Bake for an hour.", encoding="utf-8")
    return folder


def record(page: str, url: str, kind: str = "text/html; charset=utf-8") -> bytes:
    """A page as a web archive keeps it."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nWARC-Target-URI: {url}\r\n"
    )
    head += "WARC-Date: 2021-03-05T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    return head.encode() + f"Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


@pytest.mark.parametrize(("screen", "reports"), [(None, 10), (may_tell, 9)])
def test_what_is_put_off_gives_what_is_read_at_once(folder: Path, screen: Callable[[str], bool] | None, reports: int) -> None:
    given = Given(published=date(2021, 3, 4), today=date(2024, 1, 1), screen=screen, screen_all=True)
    put_off: list[Report | Problem] = []
    for found in find_in_paths([folder], LATER, given=given):
        if isinstance(found, Later):
            assert found.size > 0
            put_off.extend(pickle.loads(pickle.dumps(found)).read())
        else:
            put_off.append(found)
    at_once = list(read_paths([folder], given=given))
    seen: Nowhere = Nowhere()
    assert [seen.own(one) if isinstance(one, Report) else one for one in put_off] == at_once
    assert len([one for one in at_once if isinstance(one, Report)]) == reports
    codes = {"jsonl.bad_line", "note.unknown_kind", "note.passed_over"} | ({"note.screened"} if screen else set())
    assert {one.code for one in at_once if isinstance(one, Problem)} >= codes


def test_a_source_that_is_too_large_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[Later.__module__], "REPORT_AT_MOST", 10)
    (tmp_path / "a.txt").write_text("more than ten letters", encoding="utf-8")
    (found,) = find_in_paths([tmp_path], LATER, given=Given())
    assert isinstance(found, Problem) and found.code == "read.too_large"


# --- the run


def told(batch: Sequence[Report]) -> list[Reading]:
    """Readings that tell nothing."""
    return [Reading(report=one, contacts=(), problems=(), rules=RULES) for one in batch]


def test_a_report_that_cannot_be_read_is_named_and_the_rest_is_told() -> None:
    reports = [report(f"r{n}", text=f"Report {n} of the day.") for n in range(5)]
    client = Imagined(deadly=lambda one: one.id == "r2")
    found = list(told_by(reports, Workers(client), Nowhere(), rules=RULES, work=told))  # type: ignore[arg-type]
    assert [one.report.id for one in found if isinstance(one, Reading)] == ["r0", "r1", "r2", "r3", "r4"]
    problems = {one.report.id: [p.code for p in one.problems] for one in found if isinstance(one, Reading)}
    assert problems == {"r0": [], "r1": [], "r2": [KILLED], "r3": [], "r4": []}


def test_a_source_that_cannot_be_opened_is_named() -> None:
    sources = [Later(source=f"s{n}", size=1, read=lambda n=n: iter([report(f"r{n}", text=f"Report {n}.")])) for n in range(3)]
    client = Imagined(deadly=lambda one: one.source == "s1")
    found = list(told_by(sources, Workers(client), Nowhere(), rules=RULES, work=told))  # type: ignore[arg-type]
    assert [one.report.id for one in found if isinstance(one, Reading)] == ["r0", "r2"]
    assert [(one.code, one.where) for one in found if isinstance(one, Problem)] == [(KILLED, "s1")]


def test_ids_are_those_of_a_run_in_one_process(tmp_path: Path) -> None:
    text = "The same words, printed by three."
    plain = report(text=text)
    printed = [replace(plain, id=plain.sha256[:16], url=f"https://{name}.example/1") for name in ("a", "b", "a", "c", "b")]
    with Register.open(tmp_path / "r.db", create=True) as register:
        keep = IntoRegister(register)
        ids, kept = [], []
        for one in printed:
            own = keep.own(one)
            ids.append(own.id)
            if not keep.holds(own, RULES):
                kept.append(own)
        digest = plain.sha256[:16]
        assert ids == [digest, f"{digest}-2", digest, f"{digest}-3", f"{digest}-2"]
        assert [one.id for one in kept] == [digest, f"{digest}-2", f"{digest}-3"], "each is read once"
        keep.keep(told(kept), at="2024-01-01T00:00:00+00:00")
        assert not keep.waiting and not keep.versions
        assert [keep.own(one).id for one in printed] == ids, "the register gives them the same ids afterwards"
        assert all(keep.holds(keep.own(one), RULES) for one in printed)


def test_what_is_left_out_is_tried_again_by_the_same_run(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db", create=True) as register:
        keep = IntoRegister(register)
        one = report("a")
        assert keep.holds(one, RULES) is False
        assert keep.holds(one, RULES) is True, "it is being read"
        keep.leave(one)
        assert keep.holds(one, RULES) is False


def test_a_report_that_is_there_is_not_read(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db", create=True) as register:
        keep = IntoRegister(register)
        first, second = report("a"), report("b", text="Another report.")
        keep.holds(first, RULES)
        keep.keep(told([first]), at="2024-01-01T00:00:00+00:00")
        found = list(told_by([first, second], Here(), keep, rules=RULES, work=told))  # type: ignore[arg-type]
        assert [(type(one), one.report.id) for one in found if not isinstance(one, Problem)] == [(There, "a"), (Reading, "b")]


# --- options and progress


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--workers", "0"], "give the number of processes"),
        (["--workers", "-3"], "give the number of processes"),
        (["--workers", "2", "--cluster", "tcp://127.0.0.1:1"], "give one of the two"),
        (["--workers", "2", "--into", "a.db", "--parquet", "b"], "import findings"),
        (["--log-json", "-"], "--log-json -"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    options: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Words.", encoding="utf-8")
    assert cli.run(["read", "a.txt", *options]) == cli.USAGE
    assert words in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"], "nothing is made"


def test_without_dask_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match="pip install"), open_pool(2, None):
        pass


def test_a_run_in_one_process_needs_no_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with open_pool(None, None) as pool:
        assert isinstance(pool, Here)


def test_an_address_where_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER_WITHIN", 1)
    with (
        pytest.raises(ClusterError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1 .*dask scheduler"),
        open_pool(None, "tcp://127.0.0.1:1"),
    ):
        pass


def test_a_line_of_progress_tells_rate_and_time_left() -> None:
    tally = Tally()
    tally.counts.update({"done": 30, "reports": 28, "kept": 20, "already there": 8, "problem": 2})
    line = line_of("running", tally, 90, seconds=10)
    assert {name: line[name] for name in ("done", "total", "kept", "already_there", "problems", "rate", "left")} == {
        "done": 30,
        "total": 90,
        "kept": 20,
        "already_there": 8,
        "problems": 2,
        "rate": 3.0,
        "left": 20,
    }
    assert line_of("running", tally, None, seconds=10)["left"] is None
    assert line_of("started", Tally(), 90, seconds=0)["left"] is None


def test_lines_of_progress_are_added_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    for _ in range(2):
        with open_log(str(file), 1, Tally(), lambda: {"tcp://a": 300}) as step:
            step()
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["state"] for line in lines] == ["started", "done"] * 2
    assert all(line["memory"]["tcp://a"] == 300 and line["memory"]["here"] > 0 for line in lines)
    with pytest.raises(KeyboardInterrupt), open_log(str(file), 1, Tally(), dict):
        raise KeyboardInterrupt
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[-1])["state"] == "stopped"
    with pytest.raises(UsageError, match="--log-json"), open_log(str(tmp_path / "no" / "log"), 1, Tally(), dict):
        pass


def test_of_very_many_problems_the_number_is_known_and_some_are_remembered(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    for number in range(NOTED_AT_MOST + 5):
        tally.note(Problem(code="read.empty", where=str(number), advice="nothing"))
    assert len(tally.problems) == NOTED_AT_MOST
    assert run.summary(tally, run.Asked(paths=(), published=None)) == 1
    assert f"{NOTED_AT_MOST + 5:,} problems" in capsys.readouterr().err
