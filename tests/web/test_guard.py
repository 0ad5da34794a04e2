"""What keeps strangers out: names, origins, signs, keys, sizes, and what is told when something goes wrong."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from starlette.testclient import TestClient

from legation.errors import RegisterError, UsageError
from legation.model import ReportState
from legation.register.rows import Mark
from legation.register.store import Register
from legation.web.app import create_app
from legation.web.desk import Desk, Settings
from legation.web.guard import MOST_BYTES
from legation.web.here import At
from legation.web.hosts import is_called, is_own
from legation.web.pages.enter import own_path
from legation.web.readers import looking
from legation.web.render import acting, page
from legation.web.rights import Key, Keys, Right, keys_in
from legation.web.sessions import MOST_TRIES, WITHIN_SECONDS, Sessions, Tries
from legation.web.tending import Tender
from web.conftest import HERE, sign_on, tree_of

LOOK, JUDGE = "look-with-this-secret", "judge-with-this-secret"
KEYS = Keys((Key(name="ana", right=Right.LOOK, secret=LOOK), Key(name="ben", right=Right.JUDGE, secret=JUDGE)))


def pages_of_the_test() -> APIRouter:
    """Pages that do what the guard is to be tried on."""
    router = APIRouter()

    @page(router, "/form", "enter.html", summary="A form")
    def form(at: At) -> dict[str, object]:
        return {"to": "/", "fault": None, "sign": at.caller.sign, "name": at.caller.name}

    @page(router, "/hole", "enter.html", summary="What nobody has foreseen")
    def hole(at: At, number: int = 0) -> dict[str, object]:
        raise ZeroDivisionError("the secret of the house")

    @page(router, "/locked", "enter.html", summary="A register that is busy")
    def locked(at: At) -> dict[str, object]:
        busy = sqlite3.OperationalError("database is locked")
        busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise RegisterError("desk.db: another program has been writing for 30 seconds; try again when it is done") from busy

    @router.post("/judge/test")
    @acting
    def judge(at: At) -> Response:
        return JSONResponse({"by": at.caller.name})

    @router.post("/write")
    @acting
    def write(at: At) -> Response:
        at.register.connection.execute("CREATE TABLE mark (number INTEGER)")
        return JSONResponse({})

    @router.get("/write")
    @acting
    def write_by_looking(at: At) -> Response:
        at.register.connection.execute("CREATE TABLE mark (number INTEGER)")
        return JSONResponse({})

    return router


def asking(settings: Settings) -> TestClient:
    app = create_app(settings)
    app.include_router(pages_of_the_test())
    return TestClient(app, base_url=HERE, follow_redirects=False)


@pytest.fixture
def open_desk(own_register: Path) -> TestClient:
    """A desk that asks for no key."""
    return asking(Settings(register=own_register))


@pytest.fixture
def locked_desk(register_path: Path) -> TestClient:
    """A desk that asks for keys."""
    return asking(Settings(register=register_path, host="0.0.0.0", keys=KEYS))


def error_of(answer: object) -> dict[str, str]:
    """What a refusal tells a program; all three are said."""
    told: dict[str, str] = answer.json()["error"]  # type: ignore[attr-defined]
    assert set(told) == {"code", "what", "next"}
    assert told["what"]
    return told


# Names and origins.


@pytest.mark.parametrize("host", ["127.0.0.1:8420", "localhost", "LOCALHOST:9", "[::1]:8420", "localhost.", "127.0.0.2"])
def test_a_desk_of_this_machine_answers_under_its_names(open_desk: TestClient, host: str) -> None:
    assert open_desk.get("/form", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5", "localhost@evil.example", "", "a b", "[::1", "h:x"]
)
def test_and_under_no_other(open_desk: TestClient, host: str) -> None:
    answer = open_desk.get("/form.json", headers={"Host": host})
    assert (answer.status_code, error_of(answer)["code"]) == (421, "foreign_host")
    assert "set-cookie" not in answer.headers


def test_names_of_a_proxy_and_numbers_on_a_network() -> None:
    assert is_called("desk.example:443", "127.0.0.1", ("Desk.Example",))
    assert not is_called("other.example", "127.0.0.1", ("desk.example",))
    assert is_called("192.168.1.5:8420", "0.0.0.0", ())
    assert not is_called("evil.example", "0.0.0.0", ())
    assert is_called("desk.lan", "desk.lan", ())


@pytest.mark.parametrize(
    ("origin", "site", "own"),
    [
        ("http://127.0.0.1:8420", None, True),
        ("http://127.0.0.1:8420", "same-origin", True),
        (None, None, True),
        ("http://127.0.0.1:9000", None, False),
        ("http://localhost:8420", None, False),
        ("http://evil.example", None, False),
        ("null", None, False),
        ("http://127.0.0.1:8420", "cross-site", False),
        (None, "same-site", False),
        ("file://127.0.0.1:8420", None, False),
        ("http://127.0.0.1:99999999", None, False),
    ],
)
def test_forms_come_from_pages_of_the_desk(origin: str | None, site: str | None, own: bool) -> None:
    assert is_own(origin, site, "127.0.0.1:8420") is own


def test_behind_a_proxy_with_https_the_origin_is_its_name() -> None:
    assert is_own("https://desk.example", "same-origin", "desk.example")
    assert not is_own("https://desk.example:444", None, "desk.example")


# Signs.


def test_a_form_with_its_sign_is_taken(open_desk: TestClient) -> None:
    sign = sign_on(open_desk, "/form")
    answer = open_desk.post("/judge/test", data={"sign": sign}, headers={"Origin": HERE})
    assert answer.status_code == 200
    assert answer.json()["by"]


def test_each_page_has_a_sign_of_its_own_and_both_fit(open_desk: TestClient) -> None:
    signs = {sign_on(open_desk, "/form") for _ in range(2)}
    assert len(signs) == 2
    assert {open_desk.post("/judge/test", data={"sign": sign}).status_code for sign in signs} == {200}


def test_a_form_without_sign_or_with_anothers_is_refused(open_desk: TestClient, own_register: Path) -> None:
    sign = sign_on(open_desk, "/form")
    stranger = sign_on(asking(Settings(register=own_register)), "/form")
    wrong = [{}, {"sign": ""}, {"sign": "."}, {"sign": stranger}, {"sign": sign[:-1] + ("0" if sign[-1] != "0" else "1")}, {"sign": "ü.ü"}]
    for data in wrong:
        answer = open_desk.post("/judge/test", data=data, headers={"Accept": "application/json"})
        assert (answer.status_code, error_of(answer)["code"]) == (403, "refused"), data


def test_a_form_from_elsewhere_is_refused_though_its_sign_is_right(open_desk: TestClient) -> None:
    sign = sign_on(open_desk, "/form")
    answer = open_desk.post("/judge/test", data={"sign": sign}, headers={"Origin": "http://evil.example", "Accept": "application/json"})
    assert (answer.status_code, error_of(answer)["code"]) == (403, "foreign_origin")


# Headers, caching, packing.


def test_answers_say_what_a_browser_may_do(open_desk: TestClient) -> None:
    for path in ("/form", "/form.json", "/nothing", "/static/desk.css", "/hole"):
        headers = open_desk.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_cookie_is_kept_from_scripts_and_other_pages(open_desk: TestClient) -> None:
    cookie = open_desk.get("/form").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Secure" not in cookie
    assert "set-cookie" not in open_desk.get("/form").headers, "one who has it gets no other, which would make his open forms worthless"


def test_static_files_are_kept_for_good_under_their_digest_alone(open_desk: TestClient) -> None:
    (link,) = tree_of(open_desk, "/form").xpath("//link[contains(@href, 'desk.css')]/@href")
    assert "immutable" in open_desk.get(link).headers["cache-control"]
    for path in ("/static/desk.css", "/static/desk.css?v=000000000000", "/static/desk.css?v="):
        answer = open_desk.get(path)
        assert answer.headers["cache-control"] == "no-cache"
        assert open_desk.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert open_desk.get("/static/none.css?v=1").status_code == 404
    assert open_desk.get("/static/../app.py").status_code == 404


def test_pages_are_not_kept_by_browsers_and_large_ones_packed(open_desk: TestClient) -> None:
    assert open_desk.get("/form").headers["cache-control"] == "private, no-cache"
    assert open_desk.get("/static/desk.css").headers["content-encoding"] == "gzip"


# Sizes.


def test_too_large_a_body_is_refused_announced_or_not(open_desk: TestClient) -> None:
    sign = sign_on(open_desk, "/form")

    def flood() -> Iterator[bytes]:
        yield f"sign={sign}&text=".encode()
        for _ in range(MOST_BYTES // 65536 + 1):
            yield b"x" * 65536

    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    for body in (flood(), b"".join(flood())):
        answer = open_desk.post("/judge/test", content=body, headers=headers)
        assert (answer.status_code, error_of(answer)["code"]) == (413, "too_large")
    page = open_desk.post("/judge/test", content=b"".join(flood()), headers={"Content-Type": headers["Content-Type"]})
    assert page.status_code == 413 and "<h1>What was sent is larger than 8 megabytes</h1>" in page.text


# Keys.


def test_nothing_is_listened_on_for_others_without_keys(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "192.168.1.5", "::", "desk.example"):
        with pytest.raises(UsageError, match="--keys"):
            Settings(register=tmp_path / "r.db", host=host)
    for host in ("127.0.0.1", "::1", "localhost"):
        Settings(register=tmp_path / "r.db", host=host)


def test_one_without_a_key_is_led_to_the_door_and_back(locked_desk: TestClient) -> None:
    answer = locked_desk.get("/form?name=x&other=ü")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/enter?to=%2Fform%3Fname%3Dx%26other%3D%25C3%25BC"
    sign = sign_on(locked_desk, answer.headers["location"])
    back = locked_desk.post("/enter", data={"sign": sign, "key": JUDGE, "to": "/form?name=x"})
    assert (back.status_code, back.headers["location"]) == (303, "/form?name=x")
    cookie = back.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert JUDGE not in cookie
    shown = locked_desk.get("/form.json").json()
    assert shown["name"] == "ben"
    assert locked_desk.get("/form").headers["cache-control"] == "no-store"


def test_with_https_the_cookie_is_for_https_alone(register_path: Path) -> None:
    client = TestClient(create_app(Settings(register=register_path, keys=KEYS, allowed=("desk.example",))), base_url="https://desk.example")
    assert "Secure" in client.get("/enter").headers["set-cookie"]


@pytest.mark.parametrize("path", ["/form", "/form.json", "/openapi.json", "/today", "/today.csv", "/nothing"])
def test_without_a_key_nothing_is_shown(locked_desk: TestClient, path: str) -> None:
    assert locked_desk.get(path).status_code == (401 if path.endswith(".json") else 303)


def test_the_door_and_its_looks_are_for_all(locked_desk: TestClient) -> None:
    assert locked_desk.get("/enter").status_code == 200
    assert locked_desk.get("/static/desk.css").status_code == 200
    assert "<nav" not in locked_desk.get("/enter").text


def test_a_link_from_elsewhere_asks_once_more_so_that_the_cookie_comes(locked_desk: TestClient) -> None:
    answer = locked_desk.get("/form", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200 and 'http-equiv="refresh"' in answer.text and "set-cookie" not in answer.headers
    assert locked_desk.get("/form", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_who_may_look_may_not_judge(locked_desk: TestClient) -> None:
    enter(locked_desk, LOOK)
    sign = sign_on(locked_desk, "/form")
    answer = locked_desk.post("/judge/test", data={"sign": sign}, headers={"Accept": "application/json"})
    assert (answer.status_code, error_of(answer)["code"]) == (403, "may_not_judge")
    page = locked_desk.post("/judge/test", data={"sign": sign})
    assert page.status_code == 403 and "<h1>" in page.text
    enter(locked_desk, JUDGE)
    assert locked_desk.post("/judge/test", data={"sign": sign_on(locked_desk, "/form")}).json() == {"by": "ben"}


def test_programs_bring_their_key_with_each_request(locked_desk: TestClient) -> None:
    judging, looking_only = {"Authorization": f"Bearer {JUDGE}"}, {"Authorization": f"Bearer {LOOK}"}
    assert locked_desk.get("/form.json", headers=looking_only).json()["name"] == "ana"
    assert locked_desk.post("/judge/test", headers=judging).json() == {"by": "ben"}
    assert locked_desk.post("/judge/test", headers=looking_only).status_code == 403
    wrong = locked_desk.get("/form.json", headers={"Authorization": "Bearer nobody-has-this-secret"})
    assert (wrong.status_code, error_of(wrong)["code"]) == (401, "no_such_key")
    assert wrong.headers["www-authenticate"] == "Bearer"


def test_calendars_bring_it_as_a_password_and_only_look(locked_desk: TestClient) -> None:
    basic = {"Authorization": "Basic " + base64.b64encode(f"anybody:{JUDGE}".encode()).decode()}
    assert locked_desk.get("/form.json", headers=basic).status_code == 200
    assert locked_desk.post("/judge/test", headers=basic).status_code == 401
    assert locked_desk.get("/form.json", headers={"Authorization": "Basic %%%"}).status_code == 401
    assert locked_desk.get("/feeds/planned.ics").headers["www-authenticate"].startswith("Basic")


def test_leaving_ends_what_the_cookie_opened(locked_desk: TestClient) -> None:
    enter(locked_desk, JUDGE)
    held = dict(locked_desk.cookies)
    assert locked_desk.post("/leave", data={"sign": sign_on(locked_desk, "/form")}).status_code == 303
    locked_desk.cookies.update(held)
    assert locked_desk.get("/form.json").status_code == 401


def test_coming_in_gives_another_cookie_than_one_had(locked_desk: TestClient) -> None:
    locked_desk.get("/enter")
    before = dict(locked_desk.cookies)
    enter(locked_desk, JUDGE)
    assert dict(locked_desk.cookies) != before


def test_many_tries_in_vain_have_to_wait(locked_desk: TestClient) -> None:
    sign = sign_on(locked_desk, "/enter")
    codes = [locked_desk.post("/enter", data={"sign": sign, "key": f"guess-{n:020}"}).status_code for n in range(MOST_TRIES + 2)]
    assert codes == [401] * MOST_TRIES + [429, 429]
    last = locked_desk.post("/enter", data={"sign": sign, "key": JUDGE})
    assert last.status_code == 429
    assert 1 <= int(last.headers["retry-after"]) <= WITHIN_SECONDS + 1
    assert JUDGE not in last.text


def test_tries_are_counted_by_address_and_forgotten_in_time() -> None:
    now = [0.0]
    tries = Tries(clock=lambda: now[0])
    for _ in range(MOST_TRIES):
        assert tries.wait("a") == 0
        tries.failed("a")
    assert tries.wait("a") > 0
    assert tries.wait("b") == 0
    now[0] = WITHIN_SECONDS + 1
    assert tries.wait("a") == 0


def test_sessions_end_in_time_and_are_bounded() -> None:
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    first = sessions.begin(KEYS.held[0])
    assert sessions.key_of(first) is KEYS.held[0]
    assert sessions.key_of(first + "x") is None
    tokens = [sessions.begin(KEYS.held[1]) for _ in range(1000)]
    assert sessions.key_of(first) is None
    assert sessions.key_of(tokens[0]) is KEYS.held[1]
    now[0] = 13 * 3600.0
    assert sessions.key_of(tokens[0]) is None


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("judge ana short", "16 characters"),
        ("judge ana", "2 words"),
        ("write ana a-long-enough-secret", "neither look nor judge"),
        ("# none", "no key"),
        ("look a one-and-the-same-secret\nlook b one-and-the-same-secret", "same secret"),
        ("look a a-secret-of-its-own-1\njudge a a-secret-of-its-own-2", "same name"),
    ],
)
def test_a_file_of_keys_that_is_none_is_told_without_its_secrets(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault) as told:
        keys_in(key_file(tmp_path, line))
    assert "secret-" not in str(told.value) and "short" not in str(told.value)


def test_keys_that_others_may_read_are_not_taken(tmp_path: Path) -> None:
    path = key_file(tmp_path, f"# the desk\n\njudge ben {JUDGE}\n")
    assert keys_in(path).fitting(JUDGE) == Key(name="ben", right=Right.JUDGE, secret=JUDGE)
    assert keys_in(path).fitting(JUDGE + "x") is None
    assert JUDGE not in repr(keys_in(path))
    for mode in (0o644, 0o640, 0o602):
        path.chmod(mode)
        with pytest.raises(UsageError, match="chmod 600"):
            keys_in(path)


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example/x", "/\\evil.example", "evil", "", "/x\ny", "javascript:alert(1)"])
def test_no_link_leads_elsewhere_by_way_of_the_door(to: str) -> None:
    assert own_path(to) == "/today"


def test_a_link_of_the_desk_leads_there() -> None:
    assert own_path("/visits?visitor=Modi&sort=day") == "/visits?visitor=Modi&sort=day"


# Faults.


def test_nothing_there_says_how_to_look(open_desk: TestClient) -> None:
    answer = open_desk.get("/nothing/at/all")
    assert answer.status_code == 404 and "no such page" in answer.text and 'action="/visits"' in answer.text


def test_a_wrong_value_is_named(open_desk: TestClient) -> None:
    told = error_of(open_desk.get("/hole.json?number=many"))
    assert told["what"] == "number 'many': a whole number is wanted, such as 2"
    assert open_desk.get("/hole?number=<b>").status_code == 400
    assert "<b>" not in open_desk.get("/hole?number=<b>").text


def test_another_way_of_asking_is_told(open_desk: TestClient) -> None:
    answer = open_desk.get("/judge/test", headers={"Accept": "application/json"})
    assert (answer.status_code, error_of(answer)["code"]) == (405, "wrong_method")


def test_what_nobody_has_foreseen_is_noted_and_not_shown(open_desk: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    page, told = open_desk.get("/hole"), error_of(open_desk.get("/hole.json"))
    noted = capsys.readouterr().err.splitlines()
    assert page.status_code == 500
    assert len(noted) == 2
    for text, line in zip((page.text, told["what"]), noted, strict=True):
        assert "ZeroDivisionError" in line and "test_guard.py" in line
        assert "secret" not in text and "Traceback" not in text and "ZeroDivision" not in text
        assert line.split()[2].rstrip(":") in text, "the number that the user sees is the one that is noted"


def test_a_busy_register_says_to_try_again(open_desk: TestClient) -> None:
    answer = open_desk.get("/locked.json")
    assert (answer.status_code, error_of(answer)["code"]) == (503, "busy")
    assert "try again" in error_of(answer)["next"]


def test_without_a_register_a_page_says_how_to_make_one(tmp_path: Path) -> None:
    client = asking(Settings(register=tmp_path / "none.db"))
    answer = client.post("/write", data={"sign": sign_on(client, "/form")}, headers={"Accept": "application/json"})
    assert (answer.status_code, error_of(answer)["code"]) == (404, "no_register")
    assert "legation read --into" in error_of(answer)["next"]
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_register_says_so(tmp_path: Path) -> None:
    (tmp_path / "r.db").write_text("not one at all", encoding="utf-8")
    client = asking(Settings(register=tmp_path / "r.db"))
    answer = client.post("/write", data={"sign": sign_on(client, "/form")}, headers={"Accept": "application/json"})
    assert (answer.status_code, error_of(answer)["code"]) == (503, "unusable_register")


# The register for those who look.


def test_looking_cannot_change_the_register(open_desk: TestClient) -> None:
    assert open_desk.get("/write").status_code == 500
    assert open_desk.post("/write", data={"sign": sign_on(open_desk, "/form")}).status_code == 200


def test_who_looks_neither_waits_for_a_writer_nor_does_his_work(own_register: Path) -> None:
    with Register.open(own_register) as writing:
        number = len(writing.entries())
        (sighting,) = writing.connection.execute("SELECT number FROM sightings LIMIT 1").fetchone()
        writing.connection.execute("INSERT INTO pending (sighting, gone) VALUES (?, 0)", (sighting,))
        writing.connection.execute("BEGIN IMMEDIATE")
        reader = looking(own_register)
        assert len(reader.entries()) == number
        assert reader.unsettled() == 1
        reader.close()
        writing.connection.rollback()
        reader = looking(own_register)
        assert len(reader.entries()) == number
        assert reader.unsettled() == 1, "what is pending is left to the one who tends the desk"
        reader.close()


def test_many_look_while_one_writes(own_register: Path) -> None:
    client = asking(Settings(register=own_register))
    paths = ("/visits.json", "/meetings.json?to=FRA", "/today.json", "/judge.json")
    with ThreadPoolExecutor(8) as readers, Register.open(own_register) as writing:
        (report,) = writing.connection.execute("SELECT report FROM sightings LIMIT 1").fetchone()
        answers = [readers.submit(client.get, path) for path in paths * 6]
        for number in range(12):
            state = (ReportState.WITHDRAWN, ReportState.STANDING)[number % 2]
            writing.mark(Mark(report=report, state=state, by="ana", at=f"2026-01-01T00:00:{number:02}+00:00", reason="to and fro"))
    assert {answer.result().status_code for answer in answers} == {200}
    with Register.open(own_register) as after:
        assert len(after.marks(report)) == 12


def test_the_desk_settles_what_nobody_else_does(own_register: Path) -> None:
    tender = Tender(Desk(settings=Settings(register=own_register)))
    leave_pending(own_register, 1)
    tender.look()
    assert pending(own_register) == 0, "at the first look all of it is"
    leave_pending(own_register, 2)
    tender.look()
    assert pending(own_register) == 2, "what has just come is the work of the one who has brought it"
    tender.look()
    assert pending(own_register) == 0, "what has lain there since the last look is left over"


def test_the_desk_waits_for_a_register_that_is_not_there_yet(tmp_path: Path) -> None:
    Tender(Desk(settings=Settings(register=tmp_path / "none.db"))).look()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "other.db").write_text("no register", encoding="utf-8")
    Tender(Desk(settings=Settings(register=tmp_path / "other.db"))).look()
    assert (tmp_path / "other.db").read_text(encoding="utf-8") == "no register"


def leave_pending(register: Path, number: int) -> None:
    """Makes some findings of a register pending, as a reading does that breaks off."""
    with sqlite3.connect(register) as held:
        held.execute("INSERT INTO pending (sighting, gone) SELECT number, 0 FROM sightings LIMIT ?", (number,))


def pending(register: Path) -> int:
    """How many findings are pending."""
    reader = looking(register)
    try:
        return reader.unsettled()
    finally:
        reader.close()


def enter(client: TestClient, key: str) -> None:
    """Comes in with a key, as another if one is in already."""
    client.cookies.clear()
    answer = client.post("/enter", data={"sign": sign_on(client, "/enter"), "key": key})
    assert answer.status_code == 303, answer.text


def key_file(folder: Path, text: str) -> Path:
    """A file that only its owner may read."""
    path = folder / "keys"
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    return path
