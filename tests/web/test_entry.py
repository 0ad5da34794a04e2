"""The page of one contact, statement or claim: all that is held of it, each value with its words, and nothing that is not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient
from unit.factories import AT, SAYING, TEXT, claim, contact, finding, reading, report, statement, when

from legation.model import Contact, ContactKind, Finding, Status
from legation.register.store import Register
from legation.web.app import create_app
from legation.web.desk import Settings
from legation.web.rights import Key, Keys, Right
from web.conftest import HERE, client_of, tree_of

HOSTILE = "<script>alert(1)</script> & “quotes”"


def told(name: str, starts: str = "2024-03-14", published: date = date(2024, 3, 12), **changes: Any) -> Finding[Contact]:
    """What a report of this name tells of Prieto's visit."""
    return finding(report(name, published=published), replace(contact(starts=starts), **changes), id=f"f-{name}")


def keep(register: Register, name: str, starts: str = "2024-03-14", published: date = date(2024, 3, 12), **changes: Any) -> None:
    """Keeps a report of this name."""
    register.keep(reading(report(name, published=published), [told(name, starts, published, **changes)]), at=AT)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A visit told by two reports a day apart, an earlier and a later one, and a statement with a claim."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    with Register.open(path, create=True) as register:
        keep(register, "r1")
        keep(register, "r2", "2024-03-15", date(2024, 3, 16), status=Status.OCCURRED, ends=when("2024-03-16"), level="official")
        keep(register, "before", "2023-01-10", date(2023, 1, 11), status=Status.OCCURRED)
        keep(register, "after", "2025-06-02", date(2025, 5, 1))
        source = report("r9", text=SAYING)
        said = replace(reading(source, []), statements=(statement(source),), claims=(claim(source),))
        register.keep(said, at=AT)
    return path


@pytest.fixture(scope="module")
def desk(small: Path) -> Iterator[TestClient]:
    """One who looks at it; a desk takes longer to make than to ask, so all tests share it."""
    with client_of(small) as asking:
        yield asking


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    """A desk, and the place of its register, which each test fills anew."""
    path = tmp_path_factory.mktemp("another") / "another.db"
    with client_of(path) as asking:
        yield asking, path


def emptied(path: Path) -> Path:
    """The place of a register, with nothing there."""
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    return path


def id_of(path: Path, name: str) -> str:
    """The id of the entry that holds a finding."""
    with Register.open(path) as register:
        return next(entry.id for entry in register.entries() if name in {found.id for found in entry.findings})


def words_of(tree: etree._Element) -> str:
    """All words of a page, one blank between them."""
    return " ".join(" ".join(tree.itertext()).split())


# --- a visit


def test_a_visit_is_told_in_one_sentence_with_its_status(desk: TestClient, small: Path) -> None:
    tree = tree_of(desk, f"/visits/{id_of(small, 'f-r1')}")
    (title,) = tree.xpath("//h1")
    assert title.text == "Ana Prieto, Minister of Foreign Affairs of FRD, visits RUR (Strelsau), 15 to 16 March 2024: occurred"
    assert [sign.text for sign in tree.xpath("//p[@class='signs']/span[contains(@class, 'sign')]")] == ["occurred", "told as a fact"]


def test_each_value_has_its_supports_and_rivals_with_words_one_click_away(desk: TestClient, small: Path) -> None:
    record = desk.get(f"/visits/{id_of(small, 'f-r1')}.json").json()
    values = {value["name"]: value for value in record["values"]}
    assert values["starts"]["shown"] == "15 March 2024"
    assert [one["report"] for one in values["starts"]["told"]["by"]] == ["r2"]
    assert [(rival["shown"], rival["told"]["by"][0]["report"]) for rival in values["starts"]["rivals"]] == [("14 March 2024", "r1")]
    words = values["starts"]["rivals"][0]["told"]["by"][0]["words"]
    assert words["before"] + words["quote"] + words["after"] == TEXT and words["quote"] == "will visit Strelsau"
    tree = tree_of(desk, f"/visits/{id_of(small, 'f-r1')}")
    assert tree.xpath("//details//mark[text()='will visit Strelsau']")
    assert tree.xpath("//details//a[@href='/reports/r1#f-r1']")


def test_the_plan_has_its_history_from_planned_to_occurred(desk: TestClient, small: Path) -> None:
    steps = tree_of(desk, f"/visits/{id_of(small, 'f-r1')}").xpath("//ol[contains(@class, 'history')]/li")
    assert [words_of(step).split(" for ")[0] for step in steps] == ["12 March 2024 planned", "16 March 2024 occurred"]


def test_the_page_shows_itinerary_people_agenda_and_reports(desk: TestClient, small: Path) -> None:
    tree = tree_of(desk, f"/visits/{id_of(small, 'f-r1')}")
    assert tree.xpath("//section[@aria-labelledby='itinerary']//svg")
    assert [words_of(day) for day in tree.xpath("//ul[contains(@class, 'days')]/li")] == ["15 March 2024", "16 March 2024"]
    assert "Jon Rudolf" in words_of(tree.xpath("//section[@aria-labelledby='people']")[0])
    assert "grain" in words_of(tree.xpath("//section[@aria-labelledby='agenda']")[0])
    assert len(tree.xpath("//article[@class='report']")) == 2


def test_earlier_and_later_visits_stand_beside_it(desk: TestClient, small: Path) -> None:
    around = desk.get(f"/visits/{id_of(small, 'f-r1')}.json").json()["around"]
    assert around[0]["title"] == "Visits of Ana Prieto"
    assert [one["id"] for one in around[0]["before"]] == [id_of(small, "f-before")]
    assert [one["id"] for one in around[0]["after"]] == [id_of(small, "f-after")]
    first = desk.get(f"/visits/{id_of(small, 'f-before')}.json").json()["around"][0]
    assert first["before"] == [] and len(first["after"]) == 2


def test_the_official_record_is_asked_only_where_it_is_wanted(desk: TestClient, small: Path) -> None:
    address = f"/visits/{id_of(small, 'f-r1')}.json"
    assert desk.get(address).json()["record"] is None
    record = desk.get(f"{address}?record=1").json()["record"]
    assert record["before"] == "2024-03-15" and record["known"] == 1 and "Ana Prieto" in record["last"][0]["told"]


def test_copies_are_named_and_counted_once(another: tuple[TestClient, Path]) -> None:
    (desk, path), long = another, f"{TEXT} " + "The two ministers spoke of wheat and of the bridge over the river for an hour. " * 12
    with Register.open(emptied(path), create=True) as register:
        for name in ("wire", "paper"):
            source = replace(report(name, text=long), url=f"https://{name}.example/1")
            register.keep(reading(source, [finding(source)]), at=AT)
    reports = desk.get(f"/visits/{id_of(path, 'f-1')}.json").json()["reports"]
    assert [(one["report"], [copy["report"] for copy in one["copies"]]) for one in reports] in (
        [("wire", ["paper"])],
        [("paper", ["wire"])],
    )


# --- ids


def test_shortened_former_and_foreign_ids_lead_to_the_page_as_it_is(desk: TestClient, small: Path) -> None:
    name = id_of(small, "f-r1")
    for asked in (f"/visits/{name[:-2]}", f"/meetings/{name}", "/visits/f-r2", f"/statements/{name}"):
        assert desk.get(asked, follow_redirects=False).headers["location"] == f"/visits/{name}", asked
    assert desk.get("/visits/f-r2.json?record=1", follow_redirects=False).headers["location"] == f"/visits/{name}.json?record=1"
    assert desk.get("/visits/s-1", follow_redirects=False).headers["location"] == "/statements/s-1"


def test_an_id_of_an_entry_that_was_merged_leads_to_the_one_that_holds_it(another: tuple[TestClient, Path], small: Path) -> None:
    desk, path = another
    shutil.copy(small, emptied(path))
    names = id_of(path, "f-before"), id_of(path, "f-after")
    with Register.open(path) as register:
        register.judge_same(*names, by="ana", reason="one visit", at=AT)
    now = id_of(path, "f-before")
    (other,) = set(names) - {now}
    assert desk.get(f"/visits/{other}", follow_redirects=False).headers["location"] == f"/visits/{now}"


@pytest.mark.parametrize("name", ["v-00000000", "nothing", "s-none", "k-none", "f-none", "<script>", "%2e%2e", "v-' OR 1=1 --"])
def test_an_id_that_is_none_says_what_to_do(desk: TestClient, name: str) -> None:
    tree = tree_of(desk, f"/visits/{name}", code=404)
    assert "goes by" in words_of(tree) and not tree.xpath("//script[not(@src)]")
    assert desk.get(f"/visits/{name}.json").json()["error"]["code"] == "not_there"


def test_an_id_that_several_begin_with_names_them(desk: TestClient) -> None:
    answer = desk.get("/visits/v-.json")
    assert answer.status_code == 400 and "write more of the id" in str(answer.json())


# --- statements and claims


def test_a_statement_shows_who_said_what_and_how(desk: TestClient) -> None:
    tree = tree_of(desk, "/statements/s-1")
    text = words_of(tree)
    assert "Said by Jon Rudolf" in text and "in his own words" in text
    assert tree.xpath("//blockquote[@class='said']/p")[0].text == "We are glad that she comes"
    assert desk.get("/statements/s-1.json").json()["line"]["words"] == "We are glad that she comes"


def test_a_claim_is_held_against_the_record_where_that_is_wanted(client: TestClient, register_path: Path) -> None:
    with Register.open(register_path) as register:
        name = register.claims()[0].finding.id
    assert client.get(f"/claims/{name}.json").json()["verdict"] is None
    verdict = client.get(f"/claims/{name}.json?check=1").json()["verdict"]
    assert verdict["outcome"] in ("supported", "contradicted", "open") and verdict["note"]
    tree = tree_of(client, f"/claims/{name}?check=1")
    assert words_of(tree.xpath("//section[@aria-labelledby='verdict']/p[1]")[0]).startswith(verdict["outcome"])


# --- whose page it is


def test_one_who_may_only_look_sees_no_forms(small: Path) -> None:
    keys = Keys((Key(name="ana", right=Right.LOOK, secret="look-with-this-secret"),))
    reader = TestClient(
        create_app(Settings(register=small, keys=keys)), base_url=HERE, headers={"Authorization": "Bearer look-with-this-secret"}
    )
    for address in (f"/visits/{id_of(small, 'f-r1')}", "/statements/s-1", "/claims/k-1", "/log", "/judge"):
        tree = tree_of(reader, address)
        assert tree.xpath("//form[@action and starts-with(@action, '/judge/')]") == [], address
    assert reader.get(f"/visits/{id_of(small, 'f-r1')}.json").json()["mend"] == []


def test_one_who_may_judge_sees_a_form_for_each_value(desk: TestClient, small: Path) -> None:
    tree = tree_of(desk, f"/visits/{id_of(small, 'f-r1')}")
    fields = set(tree.xpath("//form[@action='/judge/correct']/input[@name='field']/@value"))
    wanted = {"starts", "ends", "status", "destination", "visitor+", "visitor-", "host+", "host-", "place+", "place-", "topic+", "topic-"}
    assert fields == wanted | {"level", "purpose", "arrives@Strelsau", "leaves@Strelsau"}
    for form in tree.xpath("//form[starts-with(@action, '/judge/')]"):
        assert form.xpath(".//input[@name='sign']") or form.get("method") == "get"
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    labelled = set(tree.xpath("//label/@for"))
    assert {one.get("id") for one in tree.xpath("//main//input[not(@type='hidden')] | //main//select")} <= labelled


def test_words_of_strangers_are_shown_and_never_run(another: tuple[TestClient, Path]) -> None:
    desk, path = another
    text = f"{HOSTILE} {TEXT} {HOSTILE}"
    source = replace(report("r<1>", text=text, title=HOSTILE), outlet=HOSTILE, url="javascript:alert(1)")
    base = contact()
    shift = len(HOSTILE) + 1
    moved = replace(
        base,
        purpose=HOSTILE,
        parties=tuple(
            replace(p, actor=replace(p.actor, name=HOSTILE, post=HOSTILE, span=_moved(p.actor.span, shift))) for p in base.parties
        ),
        stops=tuple(replace(s, place=replace(s.place, name=HOSTILE, span=_moved(s.place.span, shift))) for s in base.stops),
        topics=tuple(replace(t, text=HOSTILE, span=_moved(t.span, shift)) for t in base.topics),
    )
    with Register.open(emptied(path), create=True) as register:
        register.keep(reading(source, [finding(source, moved, id="f-1")]), at=AT)
        register.judge_accept("f-1", by=HOSTILE, reason=HOSTILE, at=AT)
    for address in (f"/visits/{id_of(path, 'f-1')}", "/log", "/judge"):
        tree = tree_of(desk, address)
        assert tree.xpath("//script[not(@src)]") == [] and tree.xpath("//@href[starts-with(., 'javascript')]") == []
        assert address == "/judge" or "<script>alert(1)</script>" in words_of(tree)


def _moved(span: Any, by: int) -> Any:
    return replace(span, start=span.start + by, end=span.end + by)


# --- the other kinds


PRIETO, RUDOLF = "Ana Prieto, Minister of Foreign Affairs of FRD", "Jon Rudolf, Minister of Trade of RUR"


@pytest.mark.parametrize(
    ("kind", "address", "title"),
    [
        (ContactKind.MEETING, "/meetings", f"{PRIETO}, meets {RUDOLF}, in Strelsau, RUR, 14 March 2024: planned"),
        (ContactKind.CALL, "/calls", f"{PRIETO}, speaks with {RUDOLF}, by telephone, 14 March 2024: planned"),
        (ContactKind.INVITATION, "/invitations", f"{RUDOLF}, invites {PRIETO}, to Strelsau, RUR, 14 March 2024: planned"),
    ],
)
def test_other_kinds_have_their_own_sentence(another: tuple[TestClient, Path], kind: ContactKind, address: str, title: str) -> None:
    desk, path = another
    with Register.open(emptied(path), create=True) as register:
        register.keep(reading(report("r1"), [finding(report("r1"), contact(kind), id="f-1")]), at=AT)
    tree = tree_of(desk, f"{address}/{id_of(path, 'f-1')}")
    assert tree.xpath("//h1")[0].text == title


def test_entries_of_the_samples_of_every_sort_have_their_pages(client: TestClient, register_path: Path) -> None:
    with Register.open(register_path) as register:
        names = [entry.id for entry in register.entries()][::3]
        said = [told.finding.id for told in (*register.statements()[::20], *register.claims()[::10])]
    assert len(names) > 20
    for name in [*names, *said]:
        answer = client.get(f"/visits/{name}")
        assert answer.status_code == 200, (name, answer.text[:500])


def test_a_page_without_a_register_says_how_to_make_one(bare_client: TestClient) -> None:
    for address in ("/visits/v-1", "/judge", "/log", "/statements/s-1"):
        assert bare_client.get(address).status_code == 404, address
