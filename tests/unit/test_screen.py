"""The screen of whole pages: what tells of a contact passes, what cannot is dropped, whatever stands around it on the page."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from legation.model import Problem, Report
from legation.read import Given, read_paths
from legation.read.screening import SCREENED
from legation.screen import forms_of, may_tell, prose_of

ROOT = Path(__file__).resolve().parents[2]
LONG = "The harvest was late, the roads were wet and nobody in the valley could say when the mill would run again. " * 12
"""What makes a text long without a word of contact, office or place."""


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Ana Reyes of Peru visited Lisbon on Monday and met her Portuguese colleague.",
        "The Kenyan foreign minister flew to Oslo for talks on fish.",
        "King Harald received the ambassador of Chile in Oslo.",
        "The presidents of Serbia and Albania spoke by telephone on Friday.",
        "U.S. Secretary of State John Kerry was in Geneva on Saturday.",
        "The Vatican said that Pope Francis had been invited to Baghdad.",
        "It was the first summit of the leaders of Japan and India since 2009.",
        "The EU foreign policy chief travelled to Kyiv.",
        "Heads of state from Africa gathered in Addis Ababa for the conference.",
    ],
)
@pytest.mark.parametrize("around", ["{}", f"{LONG}\n\n{{}}\n\nTroops from France and Chad took part.\n{LONG}"])
def test_what_tells_of_a_contact_passes(text: str, around: str) -> None:
    assert may_tell(around.format(text))


@pytest.mark.parametrize(
    "text",
    [
        "The club president travelled to Madrid, and the Spanish side came to Paris.",
        "The company's president visited the new plants in Norway and Chile.",
        "Chief executive Maria Ellis met investors in Tokyo and London.",
        "Northgate visit Rome on Saturday; the first meeting of the two ended in Turin.",
        "Visit our page for kettles from Italy and lamps from Japan.",
        "Rain from France will reach London by noon.",
        "The health minister toured three wards and promised new beds.",
        "Mayor Paul Marsh opened the library and planted a tree.",
    ],
)
def test_near_misses_are_dropped(text: str) -> None:
    assert not may_tell(f"{LONG}\n\n{text}\n\n{LONG}")


def test_the_parts_must_stand_near_each_other() -> None:
    parts = ("The minister was pleased.", "They visited the mill.", "Wine from Portugal and Chile was sold.")
    assert may_tell(" ".join(parts))
    assert not may_tell(LONG.join(parts))


def test_a_title_before_a_name_is_enough_where_one_country_is_named() -> None:
    assert may_tell(f"{LONG} President Joan Alder visited Israel in November. {LONG}")
    assert may_tell(f"{LONG} The UN nuclear chief arrived in Tehran on Monday. {LONG}")
    assert not may_tell(f"{LONG} Lorries of the United Nations arrived in Chad, whose president spoke on television. {LONG}")
    assert not may_tell(f"{LONG} The president of the choir said that Israel had been visited by many. {LONG}")


# Pages.


def page(story: str, boxes: str = "", script: str = "") -> str:
    return f"<html><head><title>Daily</title><script>{script}</script></head><body><ul>{boxes}</ul><p>{story}</p></body></html>"


def test_headlines_in_boxes_make_no_page_pass() -> None:
    boxes = "<li><a class='more' href='/world/1'>President of Kenya to visit France next week</a></li>" * 5
    assert not may_tell(page(LONG, boxes))
    assert may_tell(page(f"{LONG} The president of Kenya will visit France next week.", boxes))


def test_marks_within_a_sentence_part_nothing() -> None:
    link = "<a href='/people/someone-with-a-very-long-name-indeed' class='person person--linked' data-id='123456789'>{}</a>"
    story = f"{LONG} The {link.format('president')} of {link.format('Kenya')} will <b>visit</b> {link.format('France')} next week."
    assert may_tell(page(story))


def test_a_story_in_a_script_is_seen() -> None:
    story = json.dumps({"articleBody": "The president of Kenya will visit France next week, his office said on Monday."})
    assert may_tell(page("Loading.", script=story))


def test_the_headline_of_the_page_is_seen() -> None:
    assert may_tell(page("He will stay for two days.").replace("Daily", "President of Kenya to visit France"))


def test_entities_are_letters() -> None:
    assert not may_tell(page(f"{LONG} The company&#x27;s president visited plants in Norway and Chile. {LONG}"))
    assert may_tell(page("The prime&nbsp;minister of Norway met the president of Chile in Santiago."))


def test_code_is_no_prose() -> None:
    code = ";".join(f"var minister{n}=visit(france,{n})" for n in range(50))
    assert "minister" not in prose_of(page("Nothing.", script=code))


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("visit", "visited"), ("fly", "flew"), ("meet", "met"), ("trip", "tripped"), ("arrive", "arriving"), ("touch down", "touched down")],
)
def test_words_are_known_in_all_their_forms(lemma: str, form: str) -> None:
    assert form in set(forms_of(lemma))


# What is lost.


def test_all_reports_of_ours_pass_but_one_in_a_hundred() -> None:
    texts = [json.loads(line)["text"] for line in (ROOT / "samples" / "samples.jsonl").read_text(encoding="utf-8").splitlines()]
    for path in sorted((ROOT / "tests" / "threads").glob("*.toml")):
        texts += [r["text"] for thread in tomllib.loads(path.read_text(encoding="utf-8"))["threads"] for r in thread["reports"]]
    dropped = [text for text in texts if not may_tell(text)]
    assert len(dropped) <= 0.01 * len(texts), dropped


def test_given_reports_pass(shared: Path) -> None:
    texts = [json.loads(line)["text"] for line in (shared / "gold" / "contacts" / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    texts.append((shared / "seed" / "report.txt").read_text(encoding="utf-8"))
    assert [text[:80] for text in texts if not may_tell(text)] == []


# Where it is asked.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dull = "Stir the lentils into the butter and cook them until soft."
    told = "The Kenyan foreign minister flew to Oslo on Monday for talks on fish."
    (tmp_path / "a.txt").write_text(dull, encoding="utf-8")
    (tmp_path / "b.txt").write_text(told, encoding="utf-8")
    (tmp_path / "c.html").write_text(page(dull + " " + LONG), encoding="utf-8")
    (tmp_path / "d.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in (dull, told + " Rain fell.")), encoding="utf-8")
    return tmp_path


def sources(folder: Path, known: Given) -> tuple[list[str], list[str]]:
    """What is read, and what is screened out."""
    read: list[str] = []
    dropped: list[str] = []
    for item in read_paths([folder], given=known):
        if isinstance(item, Report):
            read.append(str(item.source).rpartition("/")[2])
        elif isinstance(item, Problem) and item.code == SCREENED:
            dropped.append(item.where.rpartition("/")[2])
    return read, dropped


def test_only_archives_are_screened_unless_all_are_to_be(folder: Path) -> None:
    read, dropped = sources(folder, Given(today=date(2020, 1, 1), screen=may_tell))
    assert (len(read), dropped) == (5, [])
    read, dropped = sources(folder, Given(today=date(2020, 1, 1), screen=may_tell, screen_all=True))
    assert (read, dropped) == (["b.txt", "d.jsonl:2"], ["a.txt", "c.html", "d.jsonl:1"])
