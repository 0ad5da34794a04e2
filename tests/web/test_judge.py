"""Judging at the desk: each form does to the register what the command would, and can be taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient
from unit.factories import AT, SAYING, claim, contact, finding, prieto, reading, report, statement, with_parties

from legation.doors.marks import login_name
from legation.model import Contact, ContactKind, Entry, EntryState, Finding, Status
from legation.record import entry_record
from legation.register.store import Register
from legation.web.app import create_app
from legation.web.desk import Settings
from legation.web.doubts_shown import plain_reason
from legation.web.rights import Key, Keys, Right
from web.conftest import HERE, client_of, send_form, sign_on, tree_of

WHY = "the ministry says so"


def told(name: str, starts: str = "2024-03-14", **changes: Any) -> Finding[Contact]:
    """What a report of this name tells of a visit."""
    return finding(report(name), replace(contact(starts=starts), **changes), id=f"f-{name}")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of two visits that may be one, six days apart, two that may be another pair, and a statement with a claim."""
    path = tmp_path_factory.mktemp("judged") / "fresh.db"
    with Register.open(path, create=True) as register:
        for one in (told("r1"), told("r2", "2024-03-20"), told("r3", "2024-09-02"), told("r4", "2024-09-08"), told("r5")):
            register.keep(reading(report(one.report_id), [one]), at=AT)
        source = report("r9", text=SAYING)
        register.keep(replace(reading(source, []), statements=(statement(source),), claims=(claim(source),)), at=AT)
    return path


@pytest.fixture(scope="module")
def asking(fresh: Path) -> Iterator[TestClient]:
    """One who may judge; a desk takes longer to make than to ask, so all tests share it."""
    with client_of(fresh.with_name("judged.db")) as desk:
        yield desk


@pytest.fixture
def path(fresh: Path) -> Path:
    """The register that the desk is over, as if nothing had been judged yet."""
    path = fresh.with_name("judged.db")
    emptied(path)
    return Path(shutil.copy(fresh, path))


@pytest.fixture
def desk(asking: TestClient, path: Path) -> TestClient:
    """One who may judge it."""
    return asking


def emptied(path: Path) -> Path:
    """The place of a register, with nothing there."""
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    return path


def of(path: Path, name: str) -> Entry:
    """The entry that holds a finding."""
    with Register.open(path) as register:
        return next(entry for entry in register.entries() if name in {found.id for found in entry.findings})


def groups(path: Path) -> list[list[str]]:
    """The findings of each entry."""
    with Register.open(path) as register:
        return sorted(sorted(found.id for found in entry.findings) for entry in register.entries())


def send(desk: TestClient, act: str, **fields: str) -> Any:
    """Sends a form of the desk; gives the answer, which must lead on."""
    answer: Any = send_form(desk, f"/judge/{act}", "/visits/f-r1", **{"reason": WHY, **fields})
    assert answer.status_code == 303, answer.text[:1500]
    return answer


def last(path: Path) -> Any:
    """The judgement that was made last."""
    with Register.open(path) as register:
        return register.judgements()[-1]


def words_of(tree: etree._Element) -> str:
    return " ".join(" ".join(tree.itertext()).split())


# --- each form does what the command would


def test_same_and_different_and_not_to_be_told(desk: TestClient, path: Path) -> None:
    one, other = of(path, "f-r1").id, of(path, "f-r2").id
    assert groups(path) == [["f-r1", "f-r5"], ["f-r2"], ["f-r3"], ["f-r4"]]
    send(desk, "same", left=one, right=other)
    assert groups(path) == [["f-r1", "f-r2", "f-r5"], ["f-r3"], ["f-r4"]]
    assert (last(path).answer, last(path).by, last(path).reason) == ("same", login_name(), WHY)
    send(desk, "different", left=of(path, "f-r3").id, right=of(path, "f-r4").id)
    send(desk, "unsure", left=of(path, "f-r1").id, right=of(path, "f-r4").id)
    with Register.open(path) as register:
        assert [judgement.answer for judgement in register.judgements()] == ["same", "different", "unsure"]
        assert register.doubts() == ()


def test_a_report_that_does_not_belong_here_goes_into_an_entry_of_its_own(desk: TestClient, path: Path) -> None:
    answer = send(desk, "different", left="f-r5", right=of(path, "f-r1").id, then="right")
    assert groups(path) == [["f-r1"], ["f-r2"], ["f-r3"], ["f-r4"], ["f-r5"]]
    assert answer.headers["location"].startswith(f"/visits/{of(path, 'f-r1').id}?done=j-")


@pytest.mark.parametrize(
    ("field", "value", "value_of", "expected"),
    [
        ("starts", "15 March 2024", lambda c: c.starts.edtf, "2024-03-15"),
        ("ends", "2024-03-16", lambda c: c.ends.edtf, "2024-03-16"),
        ("ends", "not known", lambda c: c.ends, None),
        ("status", "cancelled", lambda c: c.status, Status.CANCELLED),
        ("destination", "Canada", lambda c: c.destination, "CAN"),
        ("level", "state", lambda c: c.level, "state"),
        ("purpose", "the grain fair", lambda c: c.purpose, "the grain fair"),
        (
            "visitor+",
            "Ida Berg (Minister of Health, FRD)",
            lambda c: [p.actor.name for p in c.parties],
            ["Ana Prieto", "Jon Rudolf", "Ida Berg"],
        ),
        ("host-", "Jon Rudolf", lambda c: [p.actor.name for p in c.parties], ["Ana Prieto"]),
        ("place+", "Ottawa, Canada", lambda c: [s.place.name for s in c.stops], ["Strelsau", "Ottawa"]),
        ("place-", "Strelsau", lambda c: c.stops, ()),
        ("leaves@Strelsau", "16 March 2024", lambda c: c.stops[0].leaves.edtf, "2024-03-16"),
        ("topic+", "fisheries", lambda c: [t.text for t in c.topics], ["grain", "fisheries"]),
        ("topic-", "grain", lambda c: c.topics, ()),
    ],
)
def test_each_value_can_be_put_right_and_back(
    desk: TestClient, path: Path, field: str, value: str, value_of: Callable[[Any], object], expected: object
) -> None:
    before = of(path, "f-r1")
    answer = send(desk, "correct", id=before.id, field=field, value=value)
    with Register.open(path) as register:
        assert value_of(register.contact_meant(before.id)) == expected
    made = last(path)
    tree = tree_of(desk, answer.headers["location"])
    (note,) = tree.xpath("//div[@role='status']")
    assert WHY in words_of(note) and note.xpath(".//input[@name='judgement']/@value") == [made.id]
    send(desk, "undo", judgement=made.id)
    assert entry_record(of(path, "f-r1")) == entry_record(before)


def test_accept_and_reject_and_back(desk: TestClient, path: Path) -> None:
    name = of(path, "f-r3").id
    answer = send(desk, "reject", id=name)
    assert of(path, "f-r3").state is EntryState.REJECTED
    assert "there was no such thing" in words_of(tree_of(desk, answer.headers["location"]))
    send(desk, "undo", judgement=last(path).id)
    assert of(path, "f-r3").state is EntryState.STANDING
    send(desk, "accept", id=name)
    assert last(path).answer == "accept"


def test_statements_and_claims_are_judged_too(desk: TestClient, path: Path) -> None:
    answer = send(desk, "correct", id="s-1", field="speaker", value="Ida Berg (Minister of Health, FRD)")
    assert answer.headers["location"].startswith("/statements/s-1?done=")
    assert "Said by Ida Berg" in words_of(tree_of(desk, "/statements/s-1"))
    send(desk, "undo", judgement=last(path).id)
    assert "Said by Jon Rudolf" in words_of(tree_of(desk, "/statements/s-1"))
    send(desk, "reject", id="k-1")
    assert desk.get("/claims/k-1.json").json()["state"] == "rejected"
    with Register.open(path) as register:
        assert register.claims() == ()


def test_undo_brings_two_apart_again_and_stays_in_the_log(desk: TestClient, path: Path) -> None:
    before = groups(path)
    send(desk, "same", left=of(path, "f-r1").id, right=of(path, "f-r2").id)
    made = last(path)
    answer = send(desk, "undo", judgement=made.id, back="/log")
    assert groups(path) == before and answer.headers["location"].startswith("/log?done=")
    rows = desk.get("/log.json").json()["judgements"]
    assert [(row["answer"], row["stands"], row["may_be_undone"]) for row in rows] == [
        ("undo", "stands", True),
        ("same", "taken back", False),
    ]
    send(desk, "undo", judgement=last(path).id)
    assert groups(path) != before, "an undo can be undone"


@pytest.mark.parametrize("back", ["//evil.example/x", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_undo_leads_to_no_other_site(desk: TestClient, path: Path, back: str) -> None:
    send(desk, "accept", id=of(path, "f-r1").id)
    answer = send(desk, "undo", judgement=last(path).id, back=back)
    assert answer.headers["location"].startswith(f"/visits/{of(path, 'f-r1').id}?done=")


@pytest.mark.parametrize(
    ("act", "fields", "says"),
    [
        ("accept", {"id": "f-r1", "reason": "  "}, "say in a few words why"),
        ("correct", {"id": "f-r1", "field": "starts", "value": "next week"}, "27 October 2022"),
        ("correct", {"id": "f-r1", "field": "starts", "value": " "}, "write what it should be"),
        ("correct", {"id": "f-r1", "field": "ends", "value": "13 March 2024"}, "would lie before the first, 14 March 2024"),
        ("correct", {"id": "f-r1", "field": "colour", "value": "red"}, "no such field"),
        ("correct", {"id": "f-r1", "field": "host-", "value": "Nobody"}, "nothing goes by that"),
        ("correct", {"id": "f-r1", "field": "format", "value": "video"}, "of a meeting alone"),
        ("same", {"left": "f-r1", "right": "f-none"}, "f-none"),
        ("same", {"left": "f-r1", "right": "s-1"}, "only contacts are the same"),
        ("undo", {"judgement": "j-none"}, "j-none"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_kept(
    desk: TestClient, path: Path, act: str, fields: dict[str, str], says: str
) -> None:
    answer: Any = send_form(desk, f"/judge/{act}", "/visits/f-r1", **{"reason": WHY, **fields})
    assert answer.status_code in (400, 404) and says in answer.text.replace("&#39;", "'")
    with Register.open(path) as register:
        assert register.judgements() == ()


def test_a_form_without_its_sign_changes_nothing(desk: TestClient, path: Path) -> None:
    sign_on(desk, "/visits/f-r1")
    answer = desk.post("/judge/reject", data={"id": "f-r1", "reason": WHY}, headers={"Origin": HERE}, follow_redirects=False)
    assert answer.status_code == 403
    with Register.open(path) as register:
        assert register.judgements() == ()


def test_one_who_may_only_look_is_refused(path: Path) -> None:
    keys = Keys((Key(name="ana", right=Right.LOOK, secret="look-with-this-secret"),))
    headers = {"Authorization": "Bearer look-with-this-secret", "Origin": HERE}
    reader = TestClient(create_app(Settings(register=path, keys=keys)), base_url=HERE, headers=headers)
    fields = {"id": "f-r1", "left": "f-r1", "right": "f-r2", "field": "starts", "value": "2024", "judgement": "j-1", "reason": WHY}
    for act in ("same", "different", "unsure", "accept", "reject", "correct", "undo"):
        assert reader.post(f"/judge/{act}", data=fields).status_code == 403, act
    with Register.open(path) as register:
        assert register.judgements() == ()


def test_a_program_judges_and_is_told_what_came_of_it(path: Path) -> None:
    keys = Keys((Key(name="ben", right=Right.JUDGE, secret="judge-with-this-secret"),))
    program = TestClient(create_app(Settings(register=path, keys=keys)), base_url=HERE)
    headers = {"Authorization": "Bearer judge-with-this-secret", "Accept": "application/json"}
    fields = {"left": of(path, "f-r1").id, "right": of(path, "f-r2").id, "reason": WHY}
    answer = program.post("/judge/same", data=fields, headers=headers, follow_redirects=False)
    assert answer.status_code == 200
    told = answer.json()
    assert told["judgement"]["by"] == "ben" and told["judgement"]["answer"] == "same"
    assert [one["id"] for one in told["now"]] == [of(path, "f-r1").id]
    refused = program.post("/judge/same", data={**fields, "reason": " "}, headers=headers)
    assert refused.status_code == 400 and refused.json()["error"]["next"]


# --- the pairs


def test_pairs_in_doubt_are_listed_by_kind_with_why(desk: TestClient, path: Path) -> None:
    record = desk.get("/judge.json").json()
    assert record["total"] == 2 and record["kinds"][0] == {"kind": "visit", "sort": "visits", "pairs": 2}
    first = record["pairs"][0]
    assert {first["left"]["id"], first["right"]["id"]} == {of(path, "f-r1").id, of(path, "f-r2").id}
    assert "they begin on 14 March 2024 and 20 March 2024, 6 days apart" in first["reasons"]
    assert desk.get("/judge.json?kind=call").json()["pairs"] == []
    assert desk.get("/judge.json?person=prieto").json()["total"] == 2
    assert desk.get("/judge.json?person=nobody").json()["total"] == 0
    assert desk.get("/judge.json?country=Canada").json()["total"] == 0
    assert desk.get("/judge.json?kind=war").status_code == 400
    assert tree_of(desk, "/judge").xpath(f"//a[@href='{first['address']}']")


def test_pairs_come_page_by_page(desk: TestClient, path: Path) -> None:
    with Register.open(emptied(path), create=True) as register:
        readings = []
        for number in range(60):
            day = date(2000, 1, 1).replace(year=1960 + number)
            for name, starts in ((f"a{number}", day), (f"b{number}", day.replace(day=7))):
                readings.append(reading(report(name), [told(name, starts.isoformat())]))
        register.keep_all(readings, at=AT)
    pages = [desk.get(f"/judge.json?page={number}").json() for number in (1, 2, 3, 4)]
    assert [len(one["pairs"]) for one in pages] == [25, 25, 10, 0] and pages[0]["pages"] == 3
    seen = [pair["address"] for one in pages for pair in one["pairs"]]
    assert len(set(seen)) == 60
    assert tree_of(desk, "/judge?page=2").xpath("//nav[@class='pager']/a/@href") == ["/judge?page=1", "/judge?page=3"]
    following = desk.get(f"{seen[0]}.json").json()["next"]
    assert following == seen[1]
    assert desk.get(f"{seen[-1]}.json").json()["next"] == seen[0]


def test_a_pair_stands_side_by_side_with_what_differs_in_words(desk: TestClient, path: Path) -> None:
    left, right = of(path, "f-r1").id, of(path, "f-r2").id
    record = desk.get(f"/judge/{left}/{right}.json").json()
    signs = {row["label"]: row["sign"] for row in record["rows"]}
    assert signs["First day"] == "differs" and signs["People"] == "same" and signs["Country"] == "same"
    tree = tree_of(desk, f"/judge/{left}/{right}")
    assert "differs" in words_of(tree.xpath("//tr[th[contains(., 'First day')]]")[0])
    assert len(tree.xpath("//td//mark")) == 3, "the words of all three reports"
    assert tree.xpath("//button/@formaction") == ["/judge/same", "/judge/different", "/judge/unsure"]
    assert tree.xpath("//input[@name='reason']/@value")[0]


def test_judging_goes_on_to_the_next_pair_and_ends(desk: TestClient, path: Path) -> None:
    first, second = ({of(path, a).id, of(path, b).id} for a, b in (("f-r1", "f-r2"), ("f-r3", "f-r4")))
    pair = desk.get("/judge.json").json()["pairs"][0]
    ids = pair["left"]["id"], pair["right"]["id"]
    assert set(ids) == first
    answer = send(desk, "same", left=ids[0], right=ids[1], then="next")
    following = answer.headers["location"].partition("?")[0]
    assert set(following.split("/")[2:]) == second
    assert "Undo" in words_of(tree_of(desk, answer.headers["location"]))
    left, right = following.split("/")[2:]
    answer = send(desk, "unsure", left=left, right=right, then="next")
    assert answer.headers["location"].startswith("/judge?done=j-")
    assert "Nothing waits" in words_of(tree_of(desk, answer.headers["location"]))


def test_any_two_of_a_kind_may_be_compared(desk: TestClient, path: Path) -> None:
    one, other = of(path, "f-r1").id, of(path, "f-r3").id
    answer = desk.get(f"/judge/with?left={one}&right={HERE}/visits/{other}", follow_redirects=False)
    assert answer.headers["location"] == f"/judge/{one}/{other}"
    record = desk.get(f"/judge/{one}/{other}.json").json()
    assert record["in_doubt"] is False and record["reasons"] == []
    assert desk.get(f"/judge/{one}/{one}").status_code == 200
    assert desk.get(f"/judge/{one}/v-none").status_code == 404


def test_two_of_different_kinds_are_not_compared(desk: TestClient, path: Path) -> None:
    with Register.open(path) as register:
        register.keep(reading(report("call"), [finding(report("call"), contact(ContactKind.CALL), id="f-call")]), at=AT)
    assert desk.get(f"/judge/{of(path, 'f-r1').id}/{of(path, 'f-call').id}").status_code == 400


def test_shortened_and_former_ids_of_a_pair_lead_to_it(desk: TestClient, path: Path) -> None:
    one, other = of(path, "f-r1").id, of(path, "f-r2").id
    assert desk.get(f"/judge/f-r1/{other}", follow_redirects=False).headers["location"] == f"/judge/{one}/{other}"
    with Register.open(path) as register:
        register.judge_same(one, other, by="ana", reason=WHY, at=AT)
    assert "These two are one visit now" in words_of(tree_of(desk, f"/judge/{one}/{other}"))


def test_an_entry_in_doubt_says_so_and_leads_to_the_pair(desk: TestClient, path: Path) -> None:
    tree = tree_of(desk, "/visits/f-r1")
    assert "This may be the same visit as" in words_of(tree)
    assert tree.xpath("//div[contains(@class, 'wait')]//a[starts-with(@href, '/judge/')]")


# --- the log


def test_the_log_names_who_what_when_and_why_and_what_fits_no_longer(desk: TestClient, path: Path) -> None:
    with Register.open(path) as register:
        register.judge_reject("f-r3", by="ana", reason="no such <b>visit</b>", at="2024-04-01T08:30:00+00:00")
        source = report("r3", text="Nothing was told here.")
        register.keep(reading(source, []), at=AT)
    tree = tree_of(desk, "/log")
    text = words_of(tree)
    assert "no such <b>visit</b>" in text and "ana, 1 April 2024, 08:30 UTC" in text and "fits nothing any more" in text
    assert desk.get("/log.json").json()["unfit"] == 1


def test_the_log_comes_page_by_page_the_latest_first(desk: TestClient, path: Path) -> None:
    with Register.open(path) as register:
        for number in range(35):
            register.judge_accept("f-r1", by="ana", reason=f"reason {number}", at=f"2024-04-01T08:{number:02}:00+00:00")
    first, second = (desk.get(f"/log.json?page={number}").json() for number in (1, 2))
    reasons = [row["reason"] for row in (*first["judgements"], *second["judgements"])]
    assert first["total"] == 35 and reasons == [f"reason {number}" for number in reversed(range(35))]


def test_reasons_of_the_program_are_told_in_plain_words() -> None:
    assert plain_reason("both are Kim Dae-jung (Q45785)") == "both are Kim Dae-jung"
    assert plain_reason("both hold the post foreign_minister of USA") == "both hold the post of foreign minister of the United States"
    assert plain_reason("they are of 2022-10-27 and 2022-10-28") == "they are of 27 October 2022 and 28 October 2022"


def test_the_api_describes_what_may_be_judged(desk: TestClient) -> None:
    paths = desk.get("/openapi.json").json()["paths"]
    for act in ("same", "different", "unsure", "accept", "reject", "correct", "undo"):
        assert {"200", "303"} <= set(paths[f"/judge/{act}"]["post"]["responses"]), act
    assert "get" in paths["/judge/{left}/{right}.json"] and "get" in paths["/visits/{name}.json"]


def test_a_register_that_another_writes_says_to_try_again(desk: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = sign_on(desk, "/visits/f-r1")
    monkeypatch.setattr("legation.register.file.WAIT_SECONDS", 0)
    with Register.open(path) as writing:
        writing.connection.execute("BEGIN IMMEDIATE")
        answer = desk.post(
            "/judge/accept", data={"sign": sign, "id": "f-r1", "reason": WHY}, headers={"Origin": HERE}, follow_redirects=False
        )
        writing.connection.rollback()
    assert answer.status_code == 503 and "Try again" in answer.text


def test_people_of_a_pair_that_are_partly_the_same_are_called_so(desk: TestClient, path: Path) -> None:
    alone = with_parties(contact(starts="2024-03-20"), prieto())
    with Register.open(emptied(path), create=True) as register:
        register.keep(reading(report("r1"), [told("r1")]), at=AT)
        register.keep(reading(report("r2"), [finding(report("r2"), alone, id="f-r2")]), at=AT)
    record = desk.get(f"/judge/{of(path, 'f-r1').id}/{of(path, 'f-r2').id}.json").json()
    assert next(row["sign"] for row in record["rows"] if row["label"] == "People") == "partly the same"
