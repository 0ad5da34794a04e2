"""What the tests of the desk share: a register read from the samples, a client, a desk that truly listens, and a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from legation.web.app import create_app
from legation.web.desk import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
HERE = "http://127.0.0.1:8420"
"""The address under which the client asks."""
WAIT_SECONDS = 60
"""For a desk to listen; a slow machine needs a few of them."""
Tree = Callable[..., etree._Element]


@pytest.fixture(scope="session")
def register_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of the samples, only to be looked at; ``own_register`` is a copy that may be changed.

    Several processes of one run share the file: the first to come reads the samples, the others wait for it.
    """
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    folder = tmp_path_factory.mktemp("desk") if alone else tmp_path_factory.getbasetemp().parent
    path = folder / "samples.db"
    with only_one(folder / "samples.lock"):
        if not path.exists():
            fresh = folder / "fresh.db"
            texts = sorted(str(one) for one in (ROOT / "samples").glob("*.txt"))
            run_legation("read", "--into", str(fresh), str(ROOT / "samples" / "samples.jsonl"), *texts)
            fresh.rename(path)
    return path


@pytest.fixture
def own_register(register_path: Path, tmp_path: Path) -> Path:
    """A copy of the register of the samples, for a test that changes it."""
    return Path(shutil.copy(register_path, tmp_path / "own.db"))


@pytest.fixture
def client(register_path: Path) -> Iterator[TestClient]:
    """One who looks at the register of the samples; redirects are followed."""
    with client_of(register_path) as asking:
        yield asking


@pytest.fixture
def own_client(own_register: Path) -> Iterator[TestClient]:
    """One who looks at a register that the test may change."""
    with client_of(own_register) as asking:
        yield asking


@pytest.fixture
def bare_client(tmp_path: Path) -> Iterator[TestClient]:
    """One who comes before there is a register."""
    with client_of(tmp_path / "legation.db") as asking:
        yield asking


@pytest.fixture
def page(client: TestClient) -> Tree:
    """Gets a page of the register of the samples, which must answer with ``code``, as a tree."""

    def get(path: str, *, code: int = 200) -> etree._Element:
        return tree_of(client, path, code=code)

    return get


@contextmanager
def client_of(register: Path) -> Iterator[TestClient]:
    """One who asks a desk over a register, without a server between."""
    asking = TestClient(create_app(Settings(register=register)), base_url=HERE)
    try:
        yield asking
    finally:
        asking.close()


def tree_of(client: TestClient, path: str, *, code: int = 200) -> etree._Element:
    """A page as a tree."""
    answer = client.get(path)
    assert answer.status_code == code, answer.text[:2000]
    assert answer.headers["content-type"].startswith("text/html")
    tree: etree._Element = html.fromstring(answer.text)
    return tree


def sign_on(client: TestClient, path: str) -> str:
    """The sign that the forms of a page carry; the client then holds the cookie that belongs to it."""
    (sign, *_) = tree_of(client, path).xpath("//input[@name='sign']/@value")
    return str(sign)


def send_form(client: TestClient, path: str, page: str, **fields: str) -> object:
    """Sends a form as a browser would that stands on a page; redirects are not followed."""
    return client.post(path, data={"sign": sign_on(client, page), **fields}, headers={"Origin": HERE}, follow_redirects=False)


@pytest.fixture(scope="session")
def desk_url(register_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk that listens, over a register which tests may change if they undo it."""
    own = Path(shutil.copy(register_path, tmp_path_factory.mktemp("served") / "own.db"))
    with serving("--register", str(own)) as address:
        yield address


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """Runs ``legation serve`` on a free port; gives its address, without a stroke at the end."""
    command = [sys.executable, "-m", "legation", "serve", "--port", "0", *options]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    try:
        yield address_told(desk)
    finally:
        desk.terminate()
        desk.communicate(timeout=WAIT_SECONDS)


def address_told(desk: subprocess.Popen[str]) -> str:
    """The address that a desk prints once it listens."""
    assert desk.stdout is not None
    told = ""
    for line in desk.stdout:
        told += line
        if found := re.search(r"https?://\S+?(?=/?\s)", line):
            return found.group()
    raise AssertionError(f"the desk ended before it listened: {told}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; where none is installed the tests are skipped, and fail in CI, which installs one."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("no Chromium is installed; scripts/chromium.sh says how to get it")
    with sync_playwright() as playwright:
        # As root, and in most containers, Chromium cannot make its sandbox; the pages are our own.
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def browser_page(browser: Browser, desk_url: str) -> Iterator[Page]:
    """A page of the browser at a desk: ``goto("/visits")`` goes to its visits. What a page logs as an error fails the test."""
    with browser.new_context(base_url=desk_url, viewport={"width": 1280, "height": 900}, locale="en-GB") as context:
        opened = context.new_page()
        opened.set_default_timeout(20_000)
        faults: list[str] = []
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        opened.on("console", lambda line: faults.append(line.text) if line.type == "error" and "status of 4" not in line.text else None)
        yield opened
        assert faults == []


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Lets one process at a time through."""
    import fcntl

    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run_legation(*arguments: str) -> str:
    """What a command prints on standard output; it must succeed."""
    done = subprocess.run([sys.executable, "-m", "legation", *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
