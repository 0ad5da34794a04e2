"""Web archives: pages out of records, damage told and read past, bounds on what a record may hold."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
import tracemalloc
import zlib
from base64 import b32encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha1
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.model import Problem, Report
from legation.read import Given, read_paths
from legation.read.kinds import Kind, kind_of
from legation.read.warc import Capture, captures_of, read_capture
from legation.read.warc_frames import Frame, Loss, frames_of
from legation.read.warc_payload import payload_of

STORY = (
    "Foreign Minister Anna Lind of Sweden arrived in Ottawa on Monday for two days of talks with her Canadian counterpart. "
    "They will speak of the seal trade and of a bridge, a spokesman of the ministry said before she left."
)
PAGE = (
    "<!doctype html><html><head><title>Swedish minister in Ottawa</title>"
    "<meta property='article:published_time' content='2001-05-14T06:00:00Z'>"
    f"</head><body><article><h1>Swedish minister in Ottawa</h1><p>{STORY}</p></article></body></html>"
).encode()
FETCHED = "2001-05-15T01:02:03Z"


def record(
    body: bytes, *, kind: str = "response", url: str = "https://news.example/1", when: str = FETCHED, more: str = "", digest: bool = True
) -> bytes:
    told = f"WARC-Block-Digest: sha1:{b32encode(sha1(body).digest()).decode()}\r\n" if digest else ""
    told += "Content-Type: application/http; msgtype=response\r\n" if kind == "response" else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: {when}\r\nWARC-Target-URI: {url}\r\n{told}{more}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(page: bytes = PAGE, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + page


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def items(data: bytes) -> list[Capture | Problem]:
    return list(captures_of(io.BytesIO(data), source="a.warc"))


def captures(data: bytes) -> list[Capture]:
    return [item for item in items(data) if isinstance(item, Capture)]


def codes(found: Sequence[object]) -> list[str]:
    return [item.code for item in found if isinstance(item, Problem)]


def read_files(*paths: Path, **known: object) -> list[Report | Problem]:
    return list(read_paths(paths, given=Given(today=date(2020, 1, 1), **known)))  # type: ignore[arg-type]


# Records and pages.


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records), lambda *records: gzip.compress(b"".join(records))])
def test_pages_come_out_of_a_file_packed_by_record_or_whole_or_not_at_all(pack) -> None:  # type: ignore[no-untyped-def]
    data = pack(record(b"software: ours\r\n", kind="warcinfo"), record(answer()), record(answer(), url="https://news.example/2"))
    assert [capture.url for capture in captures(data)] == ["https://news.example/1", "https://news.example/2"]
    assert codes(items(data)) == ["note.passed_over"]
    assert len({capture.where for capture in captures(data)}) == 2


def test_a_page_becomes_a_report_with_its_address_and_day(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(packed(record(answer())))
    (report,) = read_files(path)
    assert isinstance(report, Report)
    assert (report.url, report.published, report.source) == ("https://news.example/1", date(2001, 5, 14), f"{path}:0")
    assert STORY in report.text
    assert report.id == report.sha256[:16]


def test_the_same_text_under_two_addresses_keeps_both(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(packed(record(answer()), record(answer(), url="https://copy.example/1")))
    first, second = read_files(path)
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (second.id, second.sha256) == (f"{first.id}-2", first.sha256)


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), "1 request"),
        (record(b"a: b\r\n", kind="metadata"), "1 metadata"),
        (record(answer(status="404 Not Found")), "1 status 404"),
        (record(answer(status="301 Moved")), "1 status 301"),
        (record(answer(b"\x89PNG....", kind="image/png")), "1 image/png"),
        (record(answer(b"User-agent: *", kind="text/plain"), url="https://news.example/robots.txt"), "1 robots.txt"),
        (record(answer(PAGE, more="Content-Encoding: zstd\r\n")), "1 packed as zstd"),
        (record(answer(b"\x00\x01", kind="")), "1 of no known type"),
    ],
)
def test_what_is_no_page_is_passed_over_and_counted(one: bytes, word: str) -> None:
    (note,) = items(packed(one))
    assert isinstance(note, Problem)
    assert note.code == "note.passed_over"
    assert note.advice == f"0 pages; passed over: {word}"


def test_a_page_without_a_type_is_known_by_its_look() -> None:
    assert len(captures(packed(record(answer(kind=""))))) == 1


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_resources_and_conversions_are_pages_without_an_answer(kind: str) -> None:
    told = "text/html" if kind == "resource" else "text/plain"
    body = PAGE if kind == "resource" else STORY.encode()
    (capture,) = captures(packed(record(body, kind=kind, more=f"Content-Type: {told}\r\n")))
    report = read_capture(capture)
    assert isinstance(report, Report)
    assert STORY in report.text
    assert report.url == "https://news.example/1"


# Days.


def test_a_page_cannot_be_published_after_it_was_fetched() -> None:
    (capture,) = captures(packed(record(answer(), when="2001-05-02T00:00:00Z")))
    report = read_capture(capture, Given(today=date(2020, 1, 1)))
    assert isinstance(report, Report)
    assert report.published is None
    (problem,) = [p for p in report.problems if "date" in p.code]
    assert not problem.code.startswith("note.")
    assert "2001-05-02" in problem.advice


def test_the_day_of_the_fetch_never_stands_in_for_that_of_publication() -> None:
    page = PAGE.replace(b"<meta property='article:published_time' content='2001-05-14T06:00:00Z'>", b"")
    (capture,) = captures(packed(record(answer(page))))
    report = read_capture(capture, Given(today=date(2020, 1, 1)))
    assert isinstance(report, Report)
    assert (capture.fetched, report.published) == (date(2001, 5, 15), None)


def test_one_day_of_grace_for_time_zones() -> None:
    (capture,) = captures(packed(record(answer(), when="2001-05-13T23:59:00Z")))
    report = read_capture(capture, Given(today=date(2020, 1, 1)))
    assert isinstance(report, Report)
    assert report.published == date(2001, 5, 14)


def test_a_day_that_is_given_outranks_that_of_the_page_but_not_that_of_the_fetch() -> None:
    (capture,) = captures(packed(record(answer())))
    earlier = read_capture(capture, Given(published=date(2001, 5, 1)))
    later = read_capture(capture, Given(published=date(2001, 6, 1)))
    assert isinstance(earlier, Report) and isinstance(later, Report)
    assert (earlier.published, later.published) == (date(2001, 5, 1), None)
    assert "warc.bad_date" in [problem.code for problem in later.problems]


# What servers send.


def chunked(data: bytes, size: int = 50) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def brotli_of(data: bytes) -> bytes:
    return pytest.importorskip("brotli").compress(data)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("sent", "transfer", "content"),
    [
        (PAGE, "", ""),
        (chunked(PAGE), "chunked", ""),
        (chunked(gzip.compress(PAGE)), "chunked", "gzip"),
        (gzip.compress(PAGE), "", "gzip"),
        (zlib.compress(PAGE), "", "deflate"),
        (zlib.compress(PAGE)[2:-4], "", "deflate"),
        (gzip.compress(gzip.compress(PAGE)), "", "gzip, gzip"),
        (gzip.compress(PAGE) + b"junk", "", "x-gzip"),
        (PAGE, "chunked", "gzip"),
        (PAGE, "", "br"),
    ],
)
def test_chunks_are_joined_and_packing_is_undone_also_where_the_archive_has_done_so(sent: bytes, transfer: str, content: str) -> None:
    payload = payload_of(sent, transfer, content)
    assert payload is not None
    assert (payload.data, payload.cut) == (PAGE, False)


def test_brotli_is_undone() -> None:
    payload = payload_of(brotli_of(PAGE), "", "br")
    assert payload is not None
    assert payload.data == PAGE


@pytest.mark.parametrize("sent", [gzip.compress(PAGE * 50)[:-40], chunked(PAGE * 3)[:200]])
def test_a_page_that_was_cut_in_sending_is_read_as_far_as_it_goes_and_noted(sent: bytes) -> None:
    more = "Transfer-Encoding: chunked\r\n" if not sent.startswith(b"\x1f") else "Content-Encoding: gzip\r\n"
    (capture,) = captures(packed(record(answer(sent, more=more))))
    assert capture.cut
    assert PAGE.startswith(capture.data[: len(PAGE)])


def test_a_page_that_the_crawler_cut_is_partial() -> None:
    (capture,) = captures(packed(record(answer(), more="WARC-Truncated: length\r\n")))
    report = read_capture(capture)
    assert isinstance(report, Report)
    assert report.partial
    assert "note.partial" in [problem.code for problem in report.problems]


def test_the_encoding_that_the_server_tells_is_believed_where_the_page_tells_none() -> None:
    page = PAGE.replace(b"Anna Lind", "Łucja Żak".encode("iso8859_2"))
    (capture,) = captures(packed(record(answer(page, kind="text/html; charset=iso-8859-2"))))
    report = read_capture(capture)
    assert isinstance(report, Report)
    assert "Łucja Żak" in report.text


# Bounds.


def test_a_bomb_within_a_record_is_noted_and_the_next_page_read() -> None:
    inner = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(inner.compress(bytes(1_000_000)) for _ in range(60)) + inner.flush()
    found = items(packed(record(answer(bomb, more="Content-Encoding: gzip\r\n")), record(answer(), url="https://news.example/2")))
    assert codes(found) == ["read.too_large"]
    assert [capture.url for capture in found if isinstance(capture, Capture)] == ["https://news.example/2"]


def test_a_member_that_unpacks_to_far_too_much_is_noted_and_the_next_page_read() -> None:
    bomb = gzip.compress(record(bytes(30_000_000), digest=False))
    found = items(bomb + packed(record(answer())))
    assert codes(found) == ["warc.damaged"]
    assert len(captures(bomb + packed(record(answer())))) == 1


def test_a_record_larger_than_any_page_is_noted_and_the_next_page_read() -> None:
    large = record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + bytes(range(256)) * 210_000, digest=False)
    for data in (large + record(answer()), gzip.compress(large, 0) + packed(record(answer()))):
        assert codes(items(data)) == ["warc.too_large"]
        assert len(captures(data)) == 1


def test_a_header_without_end_costs_its_record_alone() -> None:
    endless = b"HTTP/1.1 200 OK\r\n" + b"X-Word: y\r\n" * 20_000
    assert codes(items(packed(record(endless), record(answer())))) == ["warc.bad_record"]
    head = b"WARC/1.0\r\nWARC-Type: response\r\n" + b"X-Word: y\r\n" * 20_000
    for data in (packed(head, record(answer())), head + record(answer())):
        assert len(captures(data)) == 1
        assert codes(items(data)) == ["warc.damaged"]


def test_a_page_that_is_no_text_is_a_problem_of_its_own() -> None:
    (capture,) = captures(packed(record(answer(b"\x7fELF" + bytes(range(256)) * 20))))
    problem = read_capture(capture)
    assert isinstance(problem, Problem)
    assert problem.code == "read.binary"


class Endless(io.RawIOBase):
    """The same records over and over, so many times."""

    def __init__(self, data: bytes, times: int) -> None:
        self.data, self.left = data, times

    def read(self, size: int = -1) -> bytes:
        self.left -= 1
        return self.data if self.left >= 0 else b""


@pytest.mark.parametrize("by_record", [True, False])
def test_memory_does_not_grow_with_the_file(by_record: bool) -> None:
    one = record(answer(Random(1).randbytes(20_000)))
    stream = Endless((gzip.compress(one) if by_record else one) * 10, 200)
    tracemalloc.start()
    count = sum(isinstance(item, Frame) for item in frames_of(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 4_000_000, "40 MB went through"


# Damage.


def test_behind_a_cut_nothing_is_lost_but_the_cut_record_and_it_is_told_where() -> None:
    members = [packed(record(answer(), url=f"https://news.example/{n}")) for n in range(5)]
    start = sum(map(len, members[:3]))
    found = items(b"".join(members)[: start + 100])
    assert len([item for item in found if isinstance(item, Capture)]) == 3
    (problem,) = [item for item in found if isinstance(item, Problem)]
    assert (problem.code, problem.where) == ("warc.damaged", f"a.warc:{start}")
    assert "100 bytes" in problem.advice


def test_a_damaged_beginning_hides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(bytes(700) + packed(record(answer())))
    assert codes(read_files(path)) == ["warc.damaged"]
    assert sum(isinstance(item, Report) for item in read_files(path)) == 1


def test_a_page_whose_digest_is_that_of_other_bytes_is_read_and_told() -> None:
    data = record(answer()).replace(b"seal trade", b"seal trAde")
    (capture,) = captures(data)
    report = read_capture(capture)
    assert isinstance(report, Report)
    assert "warc.altered" in [problem.code for problem in report.problems]


damage = st.one_of(
    st.tuples(st.just("flip"), st.floats(0, 1, exclude_max=True), st.integers(1, 255)),
    st.tuples(st.just("zeros"), st.floats(0, 1, exclude_max=True), st.integers(1, 700)),
    st.tuples(st.just("cut"), st.floats(0, 1, exclude_max=True), st.just(0)),
)
bodies = st.lists(st.binary(max_size=400) | st.just(PAGE) | st.just(b"\r\n\r\nWARC/1.0 and so on\r\n\r\n"), min_size=1, max_size=6)


@given(bodies=bodies, by_record=st.booleans(), level=st.integers(0, 9), hits=st.lists(damage, max_size=3))
@settings(max_examples=150)
def test_damage_costs_no_record_that_it_did_not_hit_and_is_always_told(
    bodies: list[bytes], by_record: bool, level: int, hits: list[tuple[str, float, int]]
) -> None:
    records = [record(answer(body), url=f"https://news.example/{n}") for n, body in enumerate(bodies)]
    parts = [gzip.compress(one, level, mtime=0) if by_record else one for one in records]
    whole = b"".join(parts)
    data = bytearray(whole)
    for kind, where, value in hits:
        at = int(where * len(data))
        if kind == "cut":
            del data[at:]
        elif at < len(data):
            data[at : at + (value if kind == "zeros" else 1)] = bytes(len(data[at : at + value])) if kind == "zeros" else [data[at] ^ value]
    found = list(frames_of(io.BytesIO(bytes(data))))
    given_back = {item.data.rstrip(b"\r\n"): item for item in found if isinstance(item, Frame)}
    start = 0
    for one, part in zip(records, parts, strict=True):
        end = start + len(part)
        if data[start:end] == part:
            assert one.rstrip(b"\r\n") in given_back, "a record that was not hit is lost"
        elif one.rstrip(b"\r\n") not in given_back and start < len(data) and (by_record or _block_is_hit(data[start:end], one)):
            told = [item for item in found if isinstance(item, Loss) and item.at < end and start < item.at + item.size]
            altered = [item for item in found if isinstance(item, Frame) and item.altered and item.at == start]
            assert told or altered, "a record is gone and nothing says so"
        start = end


def _block_is_hit(data: bytes, one: bytes) -> bool:
    """Whether more than the header of a record was hit: of a file that is not packed, a digest proves the block alone."""
    head, _, block = one.partition(b"\r\n\r\n")
    return bytes(data).startswith(head) and not bytes(data).startswith(head + b"\r\n\r\n" + block.removesuffix(b"\r\n\r\n"))


# Ways in.


def test_kinds_are_told_by_the_first_bytes_and_by_the_name() -> None:
    data = record(answer())
    assert kind_of("", data[:4096]) is Kind.WARC
    assert kind_of("", gzip.compress(data)[:4096]) is Kind.WARC
    assert kind_of("a.warc.gz", b"\x00" * 50) is Kind.WARC
    assert kind_of("a.txt.gz", gzip.compress(b"WARCs are files")[:4096]) is Kind.PACKED
    assert kind_of("notes.txt", b"WARC is an abbreviation") is Kind.PLAIN


def test_an_archive_is_read_out_of_a_folder_and_out_of_a_tar(tmp_path: Path) -> None:
    data = packed(record(answer()))
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl" / "one.warc.gz").write_bytes(data)
    (tmp_path / "crawl" / "two.warc").write_bytes(record(answer()))
    with tarfile.open(tmp_path / "all.tar", "w") as tar:
        tar.add(tmp_path / "crawl" / "one.warc.gz", "one.warc.gz")
    assert sum(isinstance(item, Report) for item in read_files(tmp_path / "crawl")) == 2
    (report,) = read_files(tmp_path / "all.tar")
    assert isinstance(report, Report)
    assert report.source == f"{tmp_path / 'all.tar'}/one.warc.gz:0"


def test_standard_input_screened_and_not() -> None:
    dull = PAGE.replace(STORY.encode(), b"The soup wants an hour on a small fire and a spoon of salt. Serve it with bread and butter.")
    data = packed(record(answer()), record(answer(dull), url="https://news.example/2"))
    command = [sys.executable, "-m", "legation", "read", "--format", "jsonl", "-"]
    told = {}
    for option in ("--screen", "--no-screen"):
        run = subprocess.run([*command, option], input=data, capture_output=True, check=False)
        assert run.returncode == 0, run.stderr
        told[option] = [json.loads(line) for line in run.stdout.splitlines()], run.stderr.decode()
    records, said = told["--screen"]
    assert [one["report"]["url"] for one in records] == ["https://news.example/1"]
    assert "1 page screened out" in said
    records, said = told["--no-screen"]
    assert len(records) == 2
    assert "screened" not in said
    assert records[0]["visits"][0]["destination"] == "CAN"
