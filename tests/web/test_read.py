"""Reading at the desk: what is pasted or sent, how its words are marked, and what becomes of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html
from starlette.testclient import TestClient

from legation.model import Reading
from legation.read import read_text
from legation.record import load_schema
from legation.register.store import Register
from legation.web.app import create_app
from legation.web.desk import Settings
from legation.web.faults import NotThere
from legation.web.journey import dated, itinerary
from legation.web.marked import paragraphs, visible
from legation.web.reading import FILE_AT_MOST, TEXT_AT_MOST
from legation.web.rights import Key, Keys, Right
from legation.web.shelf import Shelf
from web.conftest import HERE, client_of, sign_on, tree_of

LISTS = ("visits", "meetings", "calls", "invitations", "statements", "claims")
VISIT = "French President Emmanuel Macron will visit Berlin on Thursday. He will meet Chancellor Olaf Scholz there.\n"


@pytest.fixture(scope="module")
def own(register_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the register of the samples that the tests of this module change."""
    return Path(shutil.copy(register_path, tmp_path_factory.mktemp("read") / "own.db"))


@pytest.fixture(scope="module")
def desk(own: Path) -> Iterator[TestClient]:
    """A desk that has the pipeline loaded once for all tests of this module."""
    with client_of(own) as asking:
        yield asking


def lend(desk: TestClient, other: TestClient) -> TestClient:
    """The other desk with what takes long to load."""
    for name in ("_kit", "_official"):
        other.app.state.desk.__dict__[name] = getattr(desk.app.state.desk, name)  # type: ignore[attr-defined]
    return other


def give(desk: TestClient, *, file: tuple[str, bytes] | None = None, **fields: str) -> tuple[int, str]:
    """Sends the form; gives the status, and where that leads or what it says."""
    files = {"file": file} if file else {"file": ("", b"")}
    data = {"sign": sign_on(desk, "/read"), **fields}
    answer = desk.post("/read", data=data, files=files, headers={"Origin": HERE}, follow_redirects=False)
    return answer.status_code, answer.headers.get("location") or answer.text


def read(desk: TestClient, *, file: tuple[str, bytes] | None = None, **fields: str) -> str:
    """The address of the page of what was read."""
    status, place = give(desk, file=file, **fields)
    assert status == 303, place[:2000]
    return place


def refused(desk: TestClient, *, file: tuple[str, bytes] | None = None, **fields: str) -> etree._Element:
    """The page that says why nothing was read."""
    status, text = give(desk, file=file, **fields)
    assert status == 400
    return html.fromstring(text)


def said(tree: etree._Element, path: str) -> str:
    """All words of a part of a page, in one line."""
    return " ".join(" ".join("".join(node.itertext()).split()) for node in tree.xpath(path))


def fault(tree: etree._Element) -> str:
    return said(tree, "//*[@id='fault']")


def text_of(tree: etree._Element) -> list[str]:
    """The report as the page shows it, line by line, without what leads to the list beside."""
    for leading in tree.xpath("//div[@class='text']//sup"):
        leading.drop_tree()
    return ["".join(line.itertext()) for line in tree.xpath("//div[@class='text']/p")]


def test_the_sample_is_one_click_away_and_shows_what_there_is_to_see(desk: TestClient) -> None:
    (form,) = tree_of(desk, "/read").xpath("//form[.//input[@name='ours']]")
    assert form.get("action") == "/read"
    tree = tree_of(desk, read(desk, ours="true"))
    journey = [" ".join("".join(row.itertext()).split()) for row in tree.xpath("(//ol[contains(@class, 'itinerary')])[1]/li")]
    assert journey == ["Sat 6 November 2010 Mumbai, India", "Sun 7 November 2010 New Delhi, India"]
    assert "an official of the city of Mumbai, who asked not to be named" in said(tree, "//li[@id='S1']//h4")
    assert said(tree, "//li[@id='C1']//span[contains(@class, 'sign supported')]") == "supported"
    assert "George W. Bush, New Delhi, Hyderabad, India, 1 to 3 March 2006" in said(tree, "//li[@id='C1']//div[@class='because']")
    assert "Not kept." in said(tree, "//*[contains(@class, 'keep')]")


def test_the_given_report_shows_itinerary_speakers_and_verdicts(desk: TestClient, shared: Path) -> None:
    place = read(desk, text=(shared / "seed" / "report.txt").read_text("utf-8"), published="2022-10-25")
    tree = tree_of(desk, place)
    assert "Antony Blinken in Canada" in said(tree, "//li[@id='V1']//h4")
    assert said(tree, "//li[@id='V1']//ol") == "Thu 27 October 2022 Ottawa, Canada Fri 28 October 2022 Montreal, Canada"
    assert "the war in Ukraine" in said(tree, "//li[@id='V1']")
    speakers = [said(item, ".//h4") for item in tree.xpath("//li[starts-with(@id, 'S')]")]
    assert any("Kirsten Hillman" in speaker for speaker in speakers)
    (nameless,) = [item for item in tree.xpath("//li[starts-with(@id, 'S')]") if "government source" in said(item, ".//h4")]
    assert "not named" in said(nameless, ".//p") and "requested anonymity" in said(nameless, ".//dl")
    (pompeo,) = [item for item in tree.xpath("//li[starts-with(@id, 'C')]") if "the last US Secretary of State" in said(item, ".//h4")]
    assert said(pompeo, ".//span[contains(@class, 'sign')]") == "supported"
    links = pompeo.xpath(".//a/@href")
    assert "/reports/historian%3Atravel-3868" in links
    assert any(link.startswith("https://history.state.gov/departmenthistory/travels/secretary/") for link in links)
    assert said(tree, "//li[@id='V2']//span[contains(@class, 'borne_out')]") == "borne out"


def test_the_twin_is_the_record_and_what_the_page_shows_besides(desk: TestClient) -> None:
    record = desk.get(f"{read(desk, text=VISIT, published='2024-05-20')}.json").json()
    extra = {name: record.pop(name) for name in ("page", "lying")}
    Draft202012Validator(load_schema()).validate(record)
    assert extra["page"]["text"] == VISIT
    assert set(extra["page"]["labels"]) == {item["id"] for name in LISTS for item in record[name]}
    assert extra["lying"]["kept"] is None
    (visit,) = record["visits"]
    assert visit["starts"] == "2024-05-23"
    places = [VISIT[mark["start"] : mark["end"]] for mark in extra["page"]["marks"] if mark["kind"] == "place"]
    assert places == ["Berlin"]


def test_words_and_things_lead_to_each_other(desk: TestClient) -> None:
    place = read(desk, text=VISIT, published="2024-05-20")
    tree = tree_of(desk, place)
    anchors = tree.xpath("//main//a[starts-with(@href, '#')]/@href")
    assert {"#V1", "#wV1-1", "#M1", "#wM1-1"} <= set(anchors)
    record = desk.get(f"{place}.json").json()
    for name in LISTS:
        for item in record[name]:
            assert tree.xpath(f"//div[@class='text']//a[@id='{item['id']}']/@href") == [f"#{record['page']['labels'][item['id']]}"]
    for anchor in anchors:
        assert len(tree.xpath(f"//*[@id='{anchor[1:]}']")) == 1, anchor
    marked = {"".join(mark.itertext()) for mark in tree.xpath("//div[@class='text']//span[contains(@class, 'person')]")}
    assert "French President Emmanuel Macron" in marked or "President Emmanuel Macron" in marked
    assert "He" in marked
    assert tree.xpath("//div[@class='text']//span[contains(@class, 'time')]/@title") == ["23 May 2024"]
    assert len(tree.xpath("//fieldset//input[@type='checkbox'][@checked]")) == 6


def test_all_of_a_text_is_shown_and_in_its_order(desk: TestClient) -> None:
    text = f"Two to meet\n\n{VISIT}\n  Scholz said: “We know each other well.”\r\n\r\nThe end."
    tree = tree_of(desk, read(desk, text=text, published="2024-05-20"))
    assert text_of(tree) == [line for line in text.replace("\r", "").split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "", "published": ""}, "there is no text yet"),
        ({"text": " \r\n ", "published": ""}, "there is no text yet"),
        ({"text": VISIT, "published": "25.10.2022"}, "'25.10.2022' is no day; write YYYY-MM-DD"),
        ({"text": VISIT, "published": "2022-02-30"}, "is no day"),
        ({"text": VISIT, "published": "2999-01-01"}, "after today"),
        ({"text": "x" * (TEXT_AT_MOST + 1), "published": ""}, "legation read --into"),
        (
            {"text": "Le ministre des Affaires étrangères se rendra à Berlin jeudi, a annoncé mardi son ministère à Paris. " * 3},
            "in French",
        ),
    ],
)
def test_what_cannot_be_read_stands_there_again_with_why(desk: TestClient, typed: dict[str, str], words: str) -> None:
    tree = refused(desk, outlet="The Test", **typed)
    assert words in fault(tree)
    (area,) = tree.xpath("//textarea")
    assert area.text.lstrip("\n").replace("\r", "") == typed["text"].replace("\r", "")
    assert tree.xpath("//input[@name='outlet']/@value") == ["The Test"]
    assert tree.xpath("//input[@name='published']/@value") == [typed.get("published", "")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("report.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF"),
        ("report.docx", b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "office program"),
        ("photo.txt", bytes(range(256)) * 20, "no text"),
        ("nothing.txt", b"", "is empty"),
        ("white.txt", b"  \n\n ", "nothing but white space"),
        ("large.txt", b"a " * (FILE_AT_MOST // 2 + 1), "larger than 5 million bytes"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_why(desk: TestClient, name: str, data: bytes, words: str) -> None:
    assert words in fault(refused(desk, file=(name, data), title="Kept title"))


def test_one_who_asks_for_json_is_told_in_json(desk: TestClient) -> None:
    headers = {"Origin": HERE, "Accept": "application/json"}
    data = {"sign": sign_on(desk, "/read"), "text": VISIT, "published": "tomorrow"}
    bad = desk.post("/read", data=data, headers=headers, follow_redirects=False)
    assert (bad.status_code, bad.json()["error"]["code"]) == (400, "wrong_value")
    good = desk.post("/read", data=data | {"published": "2024-05-20"}, headers=headers)
    assert good.json()["visits"][0]["destination"] == "DEU"


def test_a_page_is_read_with_what_was_typed_besides(desk: TestClient) -> None:
    story = "".join(f"<p>{VISIT}</p><p>Trade and defence are on the agenda, a spokesman in Paris said. Number {n}.</p>" for n in range(4))
    page = f"<html><head><title>Macron to Berlin</title></head><body><article><h1>Macron to Berlin</h1>{story}</article></body></html>"
    record = desk.get(f"{read(desk, file=('../../etc/page.html', page.encode()), outlet='The Test', published='2024-05-20')}.json").json()
    assert record["report"]["outlet"] == "The Test"
    assert record["report"]["title"] == "Macron to Berlin"
    assert record["visits"]
    assert not [problem for problem in record["problems"] if "etc" in problem["where"]]


def test_several_reports_of_one_file_are_shown_one_by_one(desk: TestClient) -> None:
    lines = [json.dumps({"id": "same", "text": f"{VISIT}Number {number}.", "published": "2024-05-20"}) for number in range(21)]
    place = read(desk, file=("reports.jsonl", "\n".join([*lines[:2], "no JSON", *lines[2:]]).encode()))
    tree = tree_of(desk, place)
    links = tree.xpath("//nav[@aria-label='Reports of the same file']//a/@href")
    assert len(links) == 20 and links[0] == place
    assert [desk.get(f"{link}.json").json()["report"]["id"] for link in links[:3]] == ["same", "same-2", "same-3"]
    notes = said(tree, "//p[contains(@class, 'note')]")
    assert "no JSON" in notes and "more reports than are read here at once, which are 20" in notes


def test_a_report_full_of_markup_shows_as_text(desk: TestClient) -> None:
    nasty = '<script>alert(1)</script><img src=x onerror=alert(2)> "><b>'
    text = f"{VISIT}“{nasty} will visit Paris on Friday,” said {nasty} of </textarea></article> the ministry.\n"
    tree = tree_of(desk, read(desk, text=text, published="2024-05-20", title=nasty, outlet=nasty))
    assert [script.get("src") for script in tree.xpath("//script") if not script.get("src")] == []
    assert tree.xpath("//img | //b | //*[@onerror]") == []
    assert said(tree, "//h1") == nasty
    assert nasty in "\n".join(text_of(tree))
    assert nasty in tree.xpath("string(//title)")
    again = refused(desk, text=text, published="never", title=nasty)
    assert again.xpath("//img") == [] and "</textarea>" in again.xpath("string(//textarea)")


def test_hostile_characters_do_no_harm(desk: TestClient) -> None:
    text = f"A\x00B\x1b[31m \u202eevil\u202c\x85\ufffe\n{VISIT}زار وزير الخارجية برلين اليوم\n{'w' * 9_000}\n{'a-b ' * 900}"
    answer = desk.get(read(desk, text=text, published="2024-05-20"))
    assert answer.status_code == 200
    assert "\x00" not in answer.text and "\x1b" not in answer.text and "\ufffe" not in answer.text
    lines = text_of(html.fromstring(answer.text))
    assert lines[0].startswith("A␀B␛[31m \u202eevil")
    assert "برلين" in lines[2] and len(lines[3]) == 9_000
    assert {line.get("dir") for line in html.fromstring(answer.text).xpath("//div[@class='text']/p")} == {"auto"}


def test_a_text_of_two_hundred_thousand_characters_is_read_and_shown(desk: TestClient) -> None:
    text = VISIT + "1234567890 " * 18_180
    assert len(text) > 200_000
    place = read(desk, text=text, published="2024-05-20")
    assert len("".join(text_of(tree_of(desk, place)))) == len(text) - 1


def test_a_reading_is_kept_only_when_somebody_says_so(desk: TestClient, own: Path) -> None:
    text = f"{VISIT}The trip was arranged at short notice.\n"
    place = read(desk, text=text, published="2024-05-20", outlet="The Test")
    with Register.open(own) as register:
        before = register.counts()["reports"]
    kept = desk.post(f"{place}/keep", data={"sign": sign_on(desk, place)}, headers={"Origin": HERE}, follow_redirects=False)
    assert kept.status_code == 303
    name = kept.headers["location"].removeprefix("/reports/")
    with Register.open(own) as register:
        assert register.counts()["reports"] == before + 1
        reading = register.find_reading(name)
        assert reading is not None and reading.report.text == text and reading.report.outlet == "The Test"
    assert "In the register" in said(tree_of(desk, kept.headers["location"]), "//section[@id='standing']")
    assert tree_of(desk, place).xpath(f"//a[@href='/reports/{name}']")


def test_keeping_twice_adds_nothing_and_another_page_of_the_text_is_another_report(desk: TestClient, own: Path) -> None:
    text = f"{VISIT}Nobody had expected it.\n"
    lines = "\n".join(json.dumps({"text": text, "url": f"https://{site}.example/1", "published": "2024-05-20"}) for site in ("one", "two"))
    tree = tree_of(desk, read(desk, file=("two.jsonl", lines.encode())))
    names = []
    for place in [*tree.xpath("//nav[@aria-label='Reports of the same file']//a/@href")] * 2:
        sign = sign_on(desk, "/read")
        kept = desk.post(f"{place}/keep", data={"sign": sign}, headers={"Origin": HERE}, follow_redirects=False)
        names.append(kept.headers["location"].removeprefix("/reports/"))
    assert len(set(names)) == 2 and names[:2] == names[2:]
    with Register.open(own) as register:
        assert [len(register.readings(name)) for name in names[:2]] == [1, 1]
        assert len(register.copies(names[0])) == 2


def test_a_desk_without_a_register_reads_and_makes_one_to_keep(desk: TestClient, tmp_path: Path) -> None:
    with client_of(tmp_path / "new.db") as bare:
        lend(desk, bare)
        place = read(bare, text=VISIT, published="2024-05-20")
        assert not (tmp_path / "new.db").exists()
        assert bare.post(f"{place}/keep", data={"sign": sign_on(bare, place)}, headers={"Origin": HERE}).status_code == 200
        assert (tmp_path / "new.db").exists()
        assert "1 report" in said(tree_of(bare, "/reports"), "//main")


def test_who_may_only_look_reads_and_cannot_keep(desk: TestClient, own: Path) -> None:
    keys = Keys((Key(name="ana", right=Right.LOOK, secret="look-with-this-secret"),))
    with TestClient(create_app(Settings(register=own, keys=keys)), base_url=HERE) as looking:
        lend(desk, looking)
        bearer = {"Authorization": "Bearer look-with-this-secret"}
        answer = looking.post("/read", data={"text": VISIT, "published": "2024-05-20"}, headers=bearer, follow_redirects=False)
        assert answer.status_code == 303
        tree = html.fromstring(looking.get(answer.headers["location"], headers=bearer).text)
        assert "Not kept." in said(tree, "//main") and tree.xpath("//form[contains(@action, '/keep')]") == []
        assert looking.post(f"{answer.headers['location']}/keep", headers=bearer).status_code == 403


def test_an_address_that_nobody_has_says_what_to_do(desk: TestClient) -> None:
    tree = tree_of(desk, "/read/nothing", code=404)
    assert "read it again" in said(tree, "//main")
    assert desk.get("/read/nothing.json").json()["error"]["code"] == "not_there"


def test_the_shelf_gives_up_the_oldest() -> None:
    shelf = Shelf(at_most=3)
    reading = Reading(report=read_text("x"), contacts=(), problems=(), rules="r")
    keys = [shelf.lay([(reading, ())])[0].key for _ in range(4)]
    assert shelf.find(keys[0]) is None and shelf.get(keys[3]).key == keys[3]
    assert len(set(keys)) == 4 and min(map(len, keys)) >= 20
    with pytest.raises(NotThere, match="read it again"):
        shelf.get(keys[0])
    assert len(shelf.lay([(reading, ())] * 5)) == 3


def mark(kind: str, start: int, end: int, words: str | None = None) -> dict[str, object]:
    return {"kind": kind, "start": start, "end": end, "means": kind, "item": words, "words": words}


def test_marks_that_overlap_are_cut_at_every_boundary() -> None:
    marks = [mark("contact", 0, 6, "a"), mark("statement", 4, 10, "b"), mark("person", 5, 5), mark("place", 5, 8)]
    (segments,) = paragraphs("0123456789", marks)
    assert [(s.text, [layer.kind for layer in s.layers]) for s in segments] == [
        ("0123", ["contact"]),
        ("4", ["statement", "contact"]),
        ("5", ["statement", "contact", "place"]),
        ("67", ["statement", "place"]),
        ("89", ["statement"]),
    ]
    assert [[opening["words"] for opening in s.opening] for s in segments] == [["a"], ["b"], [], [], []]


def test_a_mark_over_several_lines_goes_on_and_opens_once() -> None:
    found = list(paragraphs("ab\r\n \n\ncd\n", [mark("claim", 1, 8, "k"), mark("time", 2, 3)]))
    assert [[(s.text, [layer.kind for layer in s.layers], len(s.opening)) for s in line] for line in found] == [
        [("a", [], 0), ("b", ["claim"], 1)],
        [("c", ["claim"], 0), ("d", [], 0)],
    ]


def test_a_mark_that_begins_between_lines_opens_with_the_next_one() -> None:
    found = list(paragraphs("ab\n\ncd", [mark("claim", 2, 6, "k")]))
    assert [[len(s.opening) for s in line] for line in found] == [[0], [1]]


def test_what_a_page_may_not_hold_is_shown_by_a_sign() -> None:
    assert visible("a\x00\tb\x7f\x85\ufffe\n") == "a␀\tb␡\ufffd\ufffd\n"
    assert visible(None) == ""


@pytest.mark.parametrize(
    ("arrives", "leaves", "days"),
    [
        ("2022-10-27", "2022-10-28", ["Thu 27 October 2022", "Fri 28 October 2022"]),
        ("2022-10-27", None, ["Thu 27 October 2022"]),
        ("2022-10", None, ["some day in October 2022"]),
        (None, None, ["day not told"]),
        (None, "2022-10-28", ["until 28 October 2022"]),
        ("2022-01-01", "2022-12-31", ["1 January to 31 December 2022"]),
        ("2022-10-28", "2022-10-27", ["28 to 27 October 2022"]),
    ],
)
def test_a_journey_is_told_day_by_day_as_far_as_days_are(arrives: str | None, leaves: str | None, days: list[str]) -> None:
    assert [row["day"] for row in itinerary([{"arrives": arrives, "leaves": leaves}])] == days


def test_days_in_sentences_are_written_out() -> None:
    assert dated("the record has Roe, 2019-08-22 to 2019-08") == "the record has Roe, 22 August 2019 to August 2019"
    assert dated("id f-2019-08-22, 12345-08-22, 2019-13") == "id f-2019-08-22, 12345-08-22, 2019-13"


def test_the_day_of_today_may_be_that_of_publication(desk: TestClient) -> None:
    record = desk.get(f"{read(desk, text=VISIT, published=date.today().isoformat())}.json").json()
    assert record["report"]["published"] == date.today().isoformat()


def test_no_inline_script_or_style_is_on_the_pages(desk: TestClient) -> None:
    for path in ("/read", read(desk, text=VISIT, published="2024-05-20")):
        page = desk.get(path).text
        assert re.search(r"<[^>]*\s(?:style|on\w+)=", page) is None
