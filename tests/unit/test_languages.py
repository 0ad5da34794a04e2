"""Languages: English is not taken for another, another not for English, and what no pipeline reads is kept and counted, not misread."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from unit.factories import RULES, report

from legation import cli
from legation.model import Report
from legation.pipeline import mentions_of, read_report
from legation.read.language import language_code, language_note, language_of
from legation.record import load_schema, record_of
from legation.register.store import Register

Captured = pytest.CaptureFixture[str]
SAMPLES = Path(__file__).parents[2] / "samples"
FRENCH = "La ministre se rendra jeudi à Strelsau pour y rencontrer son homologue et parler du prix des céréales."
GERMAN = "Die Ministerin reist am Donnerstag nach Strelsau, um mit ihrem Amtskollegen über Getreide zu sprechen."

OTHERS = {
    "fr": (
        FRENCH,
        "Visite officielle du roi à Rabat",
        "Le chef de la diplomatie est arrivé mercredi à Kiev, a-t-on appris de source sûre.",
    ),
    "de": (GERMAN, "Bundespräsident bricht Besuch in Warschau ab", "MINISTERIN REIST NACH WARSCHAU UND TRIFFT AMTSKOLLEGEN"),
    "es": ("La canciller recibió en Madrid al ministro de Exteriores de Marruecos.", "Visita de Estado del rey a Luanda en febrero"),
    "pt": ("O presidente chega na terça-feira a Luanda para uma visita de três dias.", "Ministro reúne-se em Lisboa com o seu homólogo"),
    "it": ("Il ministro degli Esteri incontrerà giovedì a Roma il suo omologo.", "La premier è arrivata a Tunisi per una visita lampo."),
    "nl": ("De minister reist donderdag naar Parijs voor overleg met zijn ambtgenoot.", "Koning op staatsbezoek in Kenia na uitnodiging"),
    "pl": ("Minister spraw zagranicznych przybędzie w czwartek do Kijowa na rozmowy.", "Prezydent spotka się z kanclerzem w Berlinie"),
    "ru": ("Министр иностранных дел прибудет в четверг в Пекин с рабочим визитом.", "Президент принял посла"),
    "ar": ("يصل وزير الخارجية إلى القاهرة يوم الخميس لإجراء محادثات مع نظيره.", "الرئيس يستقبل سفير الهند"),
    "zh": ("外交部长将于周四抵达北京，与中方举行会谈。", "总统会见来访的外长"),
    "ja": ("外務大臣は木曜日に北京を訪問し、会談する予定です。", "首相、大統領と会談"),
    "ko": ("외교부 장관이 목요일 베이징을 방문해 회담한다.", "대통령, 총리와 회담"),
    "id": ("Menteri Luar Negeri akan tiba di Beijing pada hari Kamis untuk bertemu dengan mitranya.",),
    "tr": ("Dışişleri Bakanı perşembe günü Pekin'e gidecek ve mevkidaşıyla görüşecek.", "Cumhurbaşkanı, Emir'i kabul etti"),
    "sw": ("Waziri wa Mambo ya Nje atawasili Beijing siku ya Alhamisi kwa mazungumzo na mwenzake.", "Rais apokea ugeni jijini Dodoma"),
    "vi": ("Bộ trưởng Ngoại giao sẽ đến Bắc Kinh vào thứ Năm để hội đàm với người đồng cấp.",),
}

ENGLISH = (
    "Foreign Minister Begins Three-Day Visit to Strelsau on Thursday",
    "PRESIDENT ARRIVES IN TOKYO FOR TALKS WITH PRIME MINISTER",
    "Xi Jinping meets Lula da Silva in Brasilia, Widodo in Jakarta",
    "Pope Francis to visit Papua New Guinea, Timor-Leste, Singapore, Indonesia",
    "PM Modi departs for Japan, Papua New Guinea, Australia",
    "Xavier Bettel met Micheál Martin and Leo Varadkar in Dublin on Friday.",
    "Prime Minister Sheikh Mohammed bin Abdulrahman bin Jassim Al Thani meets Foreign Minister Faisal bin Farhan Al Saud in Doha",
    "Delegation: Jean-Yves Le Drian, François Delattre, Emmanuel Bonne, Maurice Gourdault-Montagne, Philippe Étienne",
    "Participants: Abdelmadjid Tebboune, Kais Saied, Mohamed Ould Ghazouani, Mohamed Menfi, Brahim Ghali",
    "Jan. 4: Vienna. Jan. 5: Budapest. Jan. 6: Bratislava. Jan. 7: Prague. Jan. 8: Warsaw.",
    "NAIROBI, KENYA (AP) _ ",
    "Erdogan, Mitsotakis meet in Ankara",
    "Friday, September 9, 2016",
)


# --- which language it is


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in OTHERS.items() for text in texts])
def test_another_language_is_known_from_a_sentence(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_is_taken_for_no_other_language(text: str) -> None:
    assert language_of(text) in ("en", None)
    assert language_of(text.upper()) in ("en", None)


def test_every_sample_is_english_and_so_is_each_of_its_paragraphs() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    assert texts and {language_of(text) for text in texts} == {"en"}
    assert {language_of(paragraph) for text in texts for paragraph in text.split("\n\n")} <= {"en", None}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("en_US", "en"),
        ("English", "en"),
        ("eng", "en"),
        (" French ", "fr"),
        ("zh-Hant", "zh"),
        ("xh", "xh"),
        ("und", None),
        ("nan", None),
        ("N/A", None),
        ("several", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_taken_in_any_usual_form(given: str | None, code: str | None) -> None:
    assert language_code(given) == code


# --- what is done with it


def report_in(language: str | None, text: str = FRENCH, id: str = "r1") -> Report:
    """A report whose record names a language."""
    return replace(report(id, text=text), language=language)


@pytest.mark.parametrize(
    ("language", "read", "said"),
    [
        ("fr", "en", "in French; no installed pipeline reads it: recorded, nothing told"),
        ("Portuguese", "en", "in Portuguese; "),
        ("xh", "en", "in xh; "),
        ("en-US", "en", None),
        (None, "en", None),
        ("nan", "en", None),
        ("fr", "fr", None),
        ("en", "fr", "in English; "),
        ("fr", "xx", None),
        ("fr", None, None),
    ],
)
def test_only_what_is_known_to_be_in_another_language_is_not_read(language: str | None, read: str | None, said: str | None) -> None:
    note = language_note(report_in(language), read)
    assert (note is None) if said is None else (note is not None and note.code == "note.language" and note.advice.startswith(said))


def test_a_report_in_another_language_is_recorded_with_a_note_and_nothing_told() -> None:
    source = report_in("fr")
    told = read_report(source, kit())
    assert (told.report, told.contacts, told.rules) == (source, (), RULES)
    record = record_of(told)
    Draft202012Validator(load_schema()).validate(record)
    assert [problem["code"] for problem in record["problems"]] == ["note.language"]  # type: ignore[attr-defined]
    assert mentions_of(source, kit()) == ()


def kit() -> Any:
    """What is asked of a pipeline before a report is read: its language, and the digest of the rules."""
    return SimpleNamespace(parser=SimpleNamespace(nlp=SimpleNamespace(lang="en")), rules=RULES)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two reports in French and one in German, and a pipeline that reads English."""
    monkeypatch.setattr("legation.pipeline.load_kit", lambda pipeline=None: kit())
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("a", FRENCH), ("b", GERMAN), ("c", f"{FRENCH} Elle y restera trois jours.")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_run_says_how_many_reports_it_did_not_read_and_is_done_without_fault(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    register = tmp_path / "r.db"
    assert cli.run(["read", str(folder), "--into", str(register)]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("3 reports, 0 visits, 0 meetings, 0 problems, 3 notes, ")
    assert told[1] == "3 reports in languages that no pipeline here reads: fr 2, de 1"
    with Register.open(register) as held:
        assert held.counts()["reports"] == 3
        kept = [held.find_reading(source.id) for source in held.reports()]
    assert [[problem.code for problem in one.problems] for one in kept if one] == [["note.language"]] * 3
    assert cli.run(["show", kept[1].report.id if kept[1] else "", "--register", str(register)]) == 0
    assert "note note.language: in German; no installed pipeline reads it: recorded, nothing told" in capsys.readouterr().out


def test_a_person_is_told_why_nothing_is_told(folder: Path, capsys: Captured) -> None:
    assert cli.run(["read", str(folder / "b.txt")]) == 0
    printed = capsys.readouterr()
    assert "in German; no installed pipeline reads it: recorded, nothing told" in printed.out
    assert printed.err.splitlines()[-1] == "1 report in a language that no pipeline here reads: de 1"


def test_mentions_of_such_a_report_are_none_and_it_is_counted(folder: Path, capsys: Captured) -> None:
    assert cli.run(["mentions", str(folder), "--format", "jsonl"]) == 0
    printed = capsys.readouterr()
    assert [json.loads(line)["mentions"] for line in printed.out.splitlines()] == [[], [], []]
    assert printed.err.splitlines()[-1] == "3 reports in languages that no pipeline here reads: fr 2, de 1"
