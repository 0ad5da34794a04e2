"""The command that opens the desk: what it says, where it listens, how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest

from legation.doors.serve import address_of, listening
from legation.errors import LegationError, UsageError
from web.conftest import WAIT_SECONDS, address_told, serving

PLAIN = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks without a proxy that the machine may have set."""


def test_a_desk_answers_at_the_address_that_it_prints(desk_url: str) -> None:
    with PLAIN.open(f"{desk_url}/today") as answer:
        assert answer.status == 200
        assert "server" not in answer.headers
        assert "legation-" + desk_url.rpartition(":")[2] in answer.headers["set-cookie"]
    with pytest.raises(HTTPError) as refused:
        PLAIN.open(urllib.request.Request(f"{desk_url}/today", headers={"Host": "evil.example"}))
    assert refused.value.code == 421


def test_it_ends_cleanly_by_hand_and_opens_before_there_is_a_register(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "legation", "serve", "--port", "0", "--register", str(tmp_path / "none.db")]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with PLAIN.open(f"{address_told(desk)}/read") as answer:
        assert answer.status == 200
    desk.send_signal(signal.SIGINT)
    _, said = desk.communicate(timeout=WAIT_SECONDS)
    assert desk.returncode == 0
    assert "there is no register at" in said and "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_desk_with_keys_lets_in_who_has_one(register_path: Path, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.touch(mode=0o600)
    keys.write_text("look ana a-secret-to-look-with\n", encoding="utf-8")
    with serving("--register", str(register_path), "--keys", str(keys)) as address:
        asked = urllib.request.Request(f"{address}/today.json")
        with pytest.raises(HTTPError) as refused:
            PLAIN.open(asked)
        assert refused.value.code == 401
        asked.add_header("Authorization", "Bearer a-secret-to-look-with")
        assert PLAIN.open(asked).status == 200


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--host", "0.0.0.0"], 2, "--keys"),
        (["--host", "no-such-machine.invalid"], 2, "--keys"),
        (["--port", "70000"], 2, "ports are numbers"),
        (["--keys", "nowhere"], 2, "the keys cannot be read"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, options: list[str], code: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from legation.cli import run

    monkeypatch.chdir(tmp_path)
    told: list[str] = []
    monkeypatch.setattr("legation.doors.page.say", told.append)
    assert run(["serve", *options]) == code
    assert words in "\n".join(told)


def test_a_port_in_use_is_told_with_one_that_is_free() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LegationError, match=rf"port {port} is in use.*--port \d+") as told:
            listening("127.0.0.1", port)
    other = int(str(told.value).rpartition(" ")[2])
    assert other > port


def test_an_address_that_is_not_of_this_machine_is_told() -> None:
    with pytest.raises(UsageError, match="no such address"):
        listening("203.0.113.7", 0)
    with pytest.raises(UsageError, match="no machine goes by this name"):
        listening("no such machine", 0)


def test_addresses_are_written_as_a_browser_takes_them() -> None:
    assert address_of("127.0.0.1", 8420) == "http://127.0.0.1:8420/"
    assert address_of("::1", 8420) == "http://[::1]:8420/"
    assert address_of("0.0.0.0", 8420) == "http://127.0.0.1:8420/"


def test_a_desk_that_was_just_closed_does_not_keep_the_port() -> None:
    first = listening("127.0.0.1", 0)
    port = first.getsockname()[1]
    with socket.create_connection(("127.0.0.1", port)) as caller:
        taken, _ = first.accept()
        taken.close()
        first.close()
        caller.recv(1)
    listening("127.0.0.1", port).close()
