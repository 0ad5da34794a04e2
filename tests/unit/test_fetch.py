"""The one page that may be fetched: which addresses are called, what robots.txt says, and what a page may cost."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from legation.model import Problem, Report
from legation.read import Given
from legation.read.fetch import Fetched, fetch, is_address, read_address
from legation.read.wire import Address, Limits, is_public

SENTENCES = (
    "Foreign Minister Ana Prieto of Côte-Vidal arrived in Strelsau on Thursday for two days of talks with her hosts.",
    "She will meet President Jon Rudolf on Friday morning, and the two will speak of trade and of the border.",
    "It is the first visit of a foreign minister of Côte-Vidal to the city since the two states opened embassies.",
)
PAGE = (
    "<!DOCTYPE html><html><head><title>Prieto in Strelsau</title></head><body><article><h1>Prieto in Strelsau</h1>"
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</article></body></html>"
)
SHORT = Limits(connect=1, whole=1, size=1_000_000, redirects=5)
Handle = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on this machine: what each path answers, and which paths were asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Handle] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                try:
                    site.pages.get(self.path, answer(404))(self)
                except OSError:
                    return

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.005,), daemon=True).start()

    def url(self, path: str, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.server.server_port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Handle:
    """An answer with its length told."""

    def give(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)

    return give


def raw(whole: bytes) -> Handle:
    """An answer as it is, behind which the line is closed."""

    def give(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(whole)

    return give


def drip(head: bytes, piece: bytes) -> Handle:
    """An answer that never ends, byte by byte."""

    def give(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(head)
        for _ in range(200):
            to.wfile.write(piece)
            to.wfile.flush()
            time.sleep(0.05)

    return give


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    made.pages["/page"] = answer(body=PAGE.encode(), Content_Type="text/html; charset=utf-8")
    yield made
    made.server.shutdown()
    made.server.server_close()


def here(address: Address) -> bool:
    """What these tests may call: this machine and no other."""
    return address == ip_address("127.0.0.1")


def got(url: str, limits: Limits = SHORT) -> Fetched:
    fetched = fetch(url, allowed=here, limits=limits)
    assert isinstance(fetched, Fetched), fetched
    return fetched


def refused(url: str, limits: Limits = SHORT) -> Problem:
    problem = fetch(url, allowed=here, limits=limits)
    assert isinstance(problem, Problem) and problem.where == url
    return problem


def read(url: str) -> list[Report | Problem]:
    return list(read_address(url, given=Given(today=date(2022, 11, 1)), allowed=here, limits=SHORT))


def test_a_page_with_its_robots_txt_first(site: Site) -> None:
    fetched = got(site.url("/page"))
    assert (fetched.data, fetched.url, fetched.content_type, fetched.charset) == (PAGE.encode(), site.url("/page"), "text/html", "utf-8")
    assert site.paths == ["/robots.txt", "/page"]
    assert site.asked[1][1]["user-agent"].startswith("legation/")
    assert site.asked[1][1]["host"] == f"127.0.0.1:{site.server.server_port}"
    assert "cookie" not in site.asked[1][1] and "authorization" not in site.asked[1][1]


def test_a_page_becomes_a_report(site: Site) -> None:
    (report,) = read(site.url("/page"))
    assert isinstance(report, Report)
    assert all(sentence in report.text for sentence in SENTENCES)
    assert (report.url, report.source, report.page_sha256) == (site.url("/page"), site.url("/page"), sha256(PAGE.encode()).hexdigest())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("2002:808:808::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::808:808", False),
        ("2002:a00:1::1", False),
        ("2001::1", False),
        ("fe80::1", False),
        ("fe80::1%1", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0/",
        "https://10.0.0.1/",
        "http://user:secret@news.example/",
        "http://user@127.0.0.1/",
        "ftp://news.example/",
        "file:///etc/passwd",
        "http:///page",
        "http://",
        "http://[::1",
        "http://news.example:99999/",
        "nonsense",
        "",
    ],
)
def test_what_is_refused_without_a_call(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_call(*_: object, **__: object) -> None:
        raise AssertionError("no line may be opened")

    monkeypatch.setattr(socket, "create_connection", no_call)
    problem = fetch(url)
    assert isinstance(problem, Problem) and problem.code == "fetch.refused", problem


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.215.14", "192.168.1.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
    problem = fetch("http://news.example/")
    assert isinstance(problem, Problem) and problem.code == "fetch.refused" and "192.168.1.1" in problem.advice


def test_a_name_is_looked_up_once_and_its_address_called(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    look_up = socket.getaddrinfo

    def once(host: str, port: int, **rest: int) -> object:
        if host != "news.example":
            return look_up(host, port, **rest)
        looked_up.append(host)
        return look_up("127.0.0.1" if len(looked_up) == 1 else "10.0.0.1", port, **rest)

    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *_, **rest: once(host, port, **{k: v for k, v in rest.items() if v}))
    got(site.url("/page", host="news.example"))
    assert looked_up == ["news.example"]
    assert site.asked[1][1]["host"] == f"news.example:{site.server.server_port}"


def test_a_look_up_that_hangs_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    started = time.monotonic()
    assert refused("http://news.example/", Limits(connect=0.2, whole=1)).code == "fetch.failed"
    assert time.monotonic() - started < 2


def test_settings_for_proxies_are_passed_by(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert got(site.url("/page")).data == PAGE.encode()


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /page$\nAllow: /", False),
        ("User-agent: legation\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: legation\nAllow: /page", True),
        ("User-agent: *\nDisallow: /private", True),
        ("User-agent: page\nDisallow: /", True),
        ("", True),
        ("\x00\xff<html>", True),
    ],
)
def test_robots_txt_is_obeyed(site: Site, rules: str, allowed: bool) -> None:
    site.pages["/robots.txt"] = answer(body=rules.encode("latin-1"))
    if allowed:
        got(site.url("/page"))
    else:
        assert refused(site.url("/page")).code == "fetch.robots"
    assert ("/page" in site.paths) is allowed


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)])
def test_a_robots_txt_that_is_not_given(site: Site, status: int, allowed: bool) -> None:
    site.pages["/robots.txt"] = answer(status)
    if allowed:
        got(site.url("/page"))
    else:
        assert refused(site.url("/page")).code == "fetch.robots"
        assert site.paths == ["/robots.txt"]


def test_of_a_robots_txt_without_end_the_beginning_counts(site: Site) -> None:
    site.pages["/robots.txt"] = answer(body=b"User-agent: *\nDisallow: /page\n" + b"# more\n" * 200_000)
    assert refused(site.url("/page")).code == "fetch.robots"


def test_a_robots_txt_may_be_elsewhere_but_not_in_a_private_place(site: Site) -> None:
    site.pages["/robots.txt"] = answer(301, Location="/rules.txt")
    site.pages["/rules.txt"] = answer(body=b"User-agent: *\nDisallow: /page\n")
    assert refused(site.url("/page")).code == "fetch.robots"
    site.pages["/robots.txt"] = answer(301, Location="http://10.0.0.1/robots.txt")
    assert refused(site.url("/page")).code == "fetch.robots"


def test_redirects_are_followed_to_the_page(site: Site) -> None:
    site.pages["/old"] = answer(301, Location="/newer#part")
    site.pages["/newer"] = answer(302, Location=site.url("/page"))
    assert got(site.url("/old")).url == site.url("/page")
    assert site.paths == ["/robots.txt", "/old", "/newer", "/page"]


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://10.0.0.1/", "fetch.refused"),
        ("http://[::1]/", "fetch.refused"),
        ("//169.254.169.254/", "fetch.refused"),
        ("file:///etc/passwd", "fetch.refused"),
        ("http://user:secret@127.0.0.1/", "fetch.refused"),
        ("http://[", "fetch.failed"),
        ("/old", "fetch.failed"),
        ("", "fetch.failed"),
    ],
)
def test_redirects_that_lead_where_none_may_go(site: Site, location: str, code: str) -> None:
    site.pages["/old"] = answer(302, Location=location)
    assert refused(site.url("/old")).code == code
    assert len(site.asked) <= 1 + 6


def test_a_redirect_to_a_page_that_robots_txt_keeps_is_refused(site: Site) -> None:
    site.pages["/robots.txt"] = answer(body=b"User-agent: *\nDisallow: /page\n")
    site.pages["/old"] = answer(302, Location="/page")
    assert refused(site.url("/old")).code == "fetch.robots"
    assert "/page" not in site.paths


@pytest.mark.parametrize("status", [401, 402, 403, 404, 410, 418, 429, 500, 503, 204, 300])
def test_other_answers_are_told(site: Site, status: int) -> None:
    site.pages["/x"] = answer(status)
    problem = refused(site.url("/x"))
    assert problem.code == "fetch.failed" and str(status) in problem.advice


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4"])
def test_what_is_no_text_is_told(site: Site, kind: str) -> None:
    site.pages["/x"] = answer(body=b"data", Content_Type=kind)
    problem = refused(site.url("/x"))
    assert problem.code == "fetch.failed" and kind in problem.advice


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(PAGE.encode()), "gzip"),
        (zlib.compress(PAGE.encode()), "deflate"),
        (zlib.compress(PAGE.encode())[2:-4], "deflate"),
        (gzip.compress(zlib.compress(PAGE.encode())), "deflate, gzip"),
    ],
)
def test_packed_pages_are_unpacked(site: Site, packed: bytes, name: str) -> None:
    site.pages["/x"] = answer(body=packed, Content_Encoding=name)
    assert got(site.url("/x")).data == PAGE.encode()


@pytest.mark.parametrize("name", ["x-unknown", "gzip", "gzip, gzip, gzip, gzip, gzip, gzip, gzip"])
def test_pages_that_cannot_be_unpacked_are_told(site: Site, name: str) -> None:
    site.pages["/x"] = answer(body=b"\x1f\x8b\x08no gzip", Content_Encoding=name)
    assert refused(site.url("/x")).code == "fetch.failed"


def chunked(body: bytes, packing: str) -> Handle:
    """An answer in chunks, without its length."""

    def give(to: BaseHTTPRequestHandler) -> None:
        head = f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: {packing}\r\n\r\n".encode()
        to.wfile.write(head + f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n")

    return give


BOMB = gzip.compress(gzip.compress(bytes(300_000_000), 9), 9)
SINGLE_BOMB = gzip.compress(bytes(100_000_000), 9)


@pytest.mark.parametrize(
    "handle",
    [
        answer(body=SINGLE_BOMB, Content_Encoding="gzip"),
        answer(body=BOMB, Content_Encoding="gzip, gzip"),
        chunked(SINGLE_BOMB, "gzip"),
        chunked(BOMB, "gzip, gzip"),
    ],
)
def test_a_bomb_stops_at_the_bound(site: Site, handle: Handle) -> None:
    site.pages["/x"] = handle
    tracemalloc.start()
    problem = refused(site.url("/x"), Limits(whole=10, size=1_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert problem.code == "fetch.failed" and "over 1,000,000 bytes" in problem.advice
    assert peak < 8_000_000


@pytest.mark.parametrize(
    "handle",
    [
        answer(body=bytes(1_000_001)),
        drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 200_000),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
    ],
)
def test_a_body_too_large_is_not_read_to_its_end(site: Site, handle: Handle) -> None:
    site.pages["/x"] = handle
    assert "over 1,000,000 bytes" in refused(site.url("/x"), Limits(whole=5, size=1_000_000)).advice


@pytest.mark.parametrize(
    "handle",
    [
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nX-Header: ", b"x"),
        drip(b"", b"H"),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(b"", b""),
    ],
)
def test_a_server_that_drips_is_left_when_the_time_is_up(site: Site, handle: Handle) -> None:
    site.pages["/x"] = handle
    started = time.monotonic()
    problem = refused(site.url("/x"), Limits(connect=0.3, whole=0.3))
    assert problem.code == "fetch.failed" and "took over 0.3 seconds" in problem.advice
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 999999 OK\r\n\r\n",
    ],
)
def test_answers_that_are_broken_are_told(site: Site, head: bytes) -> None:
    site.pages["/x"] = raw(head)
    assert refused(site.url("/x")).code == "fetch.failed"


def test_nobody_at_home() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    problem = refused(f"http://127.0.0.1:{port}/")
    assert problem.code == "fetch.robots" and "cannot be asked" in problem.advice


def test_a_name_that_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refused("http://news.example/").code == "fetch.failed"


FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Strelsau Times</title>'
    "<item><title>Prieto arrives</title><description>She came.</description></item></channel></rss>"
)


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml", "text/html", "application/octet-stream", ""])
def test_feeds_are_read_as_feeds_whatever_they_are_called(site: Site, kind: str) -> None:
    site.pages["/feed"] = answer(body=FEED.encode(), Content_Type=kind)
    (report,) = read(site.url("/feed"))
    assert isinstance(report, Report) and (report.title, report.source) == ("Prieto arrives", site.url("/feed#1"))


@pytest.mark.parametrize(
    ("path", "kind", "body", "text"),
    [
        ("/note", "text/plain; charset=windows-1251", SENTENCES[0].replace("ô", "o").encode("cp1251"), SENTENCES[0].replace("ô", "o")),
        ("/note", "text/plain; charset=iso-8859-1", SENTENCES[0].encode("latin-1"), SENTENCES[0]),
        ("/note", "text/plain; charset=iso-8859-1", SENTENCES[0].encode(), SENTENCES[0]),
        ("/rows.csv", "text/plain", b"text\nOkoro came.\n", "Okoro came."),
        ("/rows", "text/csv", b"text\nOkoro came.\n", "Okoro came."),
        ("/lines.jsonl", "application/octet-stream", b'{"text": "Okoro came."}\n', "Okoro came."),
        ("/note.php", "text/plain", b"Okoro came.", "Okoro came."),
        ("/mail", "message/rfc822", b"Subject: Talks\n\nOkoro came.", "Talks\n\nOkoro came."),
    ],
)
def test_other_kinds_go_to_their_readers(site: Site, path: str, kind: str, body: bytes, text: str) -> None:
    site.pages[path] = answer(body=body, Content_Type=kind)
    (report,) = read(site.url(path))
    assert isinstance(report, Report) and report.text == text


def test_the_encoding_that_the_server_tells_counts(site: Site) -> None:
    site.pages["/x"] = answer(body=PAGE.encode("latin-1"), Content_Type="text/html; charset=ISO-8859-1")
    (report,) = read(site.url("/x"))
    assert isinstance(report, Report) and SENTENCES[0] in report.text
    assert report.page_sha256 == sha256(PAGE.encode("latin-1")).hexdigest()


def test_which_paths_are_addresses() -> None:
    assert is_address("HTTPS://news.example/") and is_address("http://news.example/")
    assert not is_address("news.example") and not is_address("https:/news") and not is_address("ftp://news.example")


@pytest.fixture
def secure(site: Site, tmp_path: Path) -> Path:
    """The site behind a certificate for news.example, which nobody trusts yet."""
    tool = shutil.which("openssl")
    if tool is None:
        pytest.skip("openssl makes the certificate")
    made = [
        tool,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=news.example",
    ]
    names = ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    subprocess.run(made + names, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True, do_handshake_on_connect=False)
    return tmp_path / "cert.pem"


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that knows this machine under two names."""
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, family=0, type=0, *rest: look_up("127.0.0.1" if host.endswith(".example") else host, port, family, type, *rest),
    )


def trusted(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    make = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda: make(cafile=str(certificate)))


def test_a_certificate_is_checked_against_the_name(site: Site, secure: Path, named: None, monkeypatch: pytest.MonkeyPatch) -> None:
    untrusted = refused(site.url("/page", "https", "news.example"))
    assert untrusted.code == "fetch.robots" and "certificate" in untrusted.advice
    trusted(monkeypatch, secure)
    assert got(site.url("/page", "https", "news.example")).data == PAGE.encode()
    assert "certificate" in refused(site.url("/page", "https", "other.example")).advice
    assert "certificate" in refused(site.url("/page", "https")).advice


def test_no_redirect_leads_from_a_secure_page_to_another(site: Site, secure: Path, named: None, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted(monkeypatch, secure)
    site.pages["/old"] = answer(301, Location="http://news.example/page")
    problem = refused(site.url("/old", "https", "news.example"))
    assert problem.code == "fetch.refused" and "secure" in problem.advice


def test_a_server_that_drips_its_greeting_is_left_when_the_time_is_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            line, _ = server.accept()
            with line:
                try:
                    line.sendall(b"\x16\x03\x03\x40\x00")
                    for _ in range(100):
                        line.sendall(b"\x00")
                        time.sleep(0.05)
                except OSError:
                    return

        threading.Thread(target=greet, daemon=True).start()
        started = time.monotonic()
        problem = refused(f"https://127.0.0.1:{server.getsockname()[1]}/", Limits(connect=0.3, whole=0.3))
        assert problem.code == "fetch.robots" and "took over" in problem.advice
        assert time.monotonic() - started < 1.5
