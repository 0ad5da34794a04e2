"""Readings in Parquet files: nothing is lost on the way, and registers that files are merged into are the same in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from unit.factories import AT, RULES, SAYING, claim, finding, reading, report, statement

from legation import cli
from legation.corpus import parts
from legation.corpus.keep import IntoParts, into_parts
from legation.corpus.parts import parts_in, readings_in, write_part
from legation.errors import UsageError
from legation.model import Authority, Problem, Reading, Report, ReportState
from legation.register.store import Register

parquet = pytest.importorskip("pyarrow.parquet")
Captured = pytest.CaptureFixture[str]


def printed(name: str, text: str, day: int | None) -> Report:
    """A report as one outlet prints it, under the digest of its text."""
    source = report(text=text, published=date(2024, 3, day) if day else None)
    return IntoParts(Path()).own(replace(source, id=source.sha256[:16], url=f"https://{name}.example/1", outlet=name))


def tells(source: Report) -> Reading:
    """A reading with a visit."""
    return reading(source, [finding(source, id=f"f-{source.sha256[:8]}")])


TEXTS = tuple(f"Foreign Minister Ana Prieto will visit Strelsau on Thursday to discuss grain with Minister Jon Rudolf.{more}" for more in
              ("", " Her aide said so.", " Farmers wait for it.", " The bridge is mended."))  # fmt: skip
ALL = (
    tells(printed("a", TEXTS[0], 12)),
    tells(printed("b", TEXTS[0], 13)),
    tells(printed("a2", TEXTS[1], 12)),
    tells(printed("c", TEXTS[2], None)),
    tells(printed("d", TEXTS[3], 11)),
    tells(replace(printed("d", TEXTS[0], 14), title="Later")),
)
"""Readings, among them one text that two outlets print, and an address that has printed two texts."""


def folder_of(folder: Path, *readings: Reading) -> Path:
    """A folder with a part."""
    folder.mkdir()
    write_part(folder, readings, at=AT)
    return folder


def read_back(folder: Path) -> list[Reading]:
    """All readings of a folder."""
    found = [one for path in parts_in(folder) for one in readings_in(path)]
    assert not [one for one in found if isinstance(one, Problem)]
    return [dated.reading for rows in found if not isinstance(rows, Problem) for dated in rows]


def test_a_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    source = replace(report("r9", text=SAYING), url="https://a.example/ü", byline="“Å. B.” \U0001f4dc", modified=date(2024, 3, 13))
    source = replace(
        source, state=ReportState.CORRECTED, authority=Authority.OWN, problems=(Problem(code="x.y", where="a:1", advice='é\t"q"'),)
    )
    told = Reading(
        report=source, contacts=(), statements=(statement(source),), claims=(claim(source),), problems=source.problems, rules=RULES
    )
    bare = Reading(report=report("r0", text="Nothing.\r\n\r\n", published=None), contacts=(), problems=(), rules="other")
    folder = folder_of(tmp_path / "p", told, tells(report("r1")), bare)
    assert read_back(folder) == [told, tells(report("r1")), bare]
    (path,) = parts_in(folder)
    assert [dated.at for rows in readings_in(path) if not isinstance(rows, Problem) for dated in rows] == [AT] * 3


def test_the_same_readings_are_the_same_file(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p", *ALL[:2])
    write_part(folder, ALL[:2], at="2025-01-01T00:00:00+00:00")
    write_part(folder, ALL[2:3], at=AT)
    assert len(parts_in(folder)) == 2


def test_a_part_that_cannot_be_written_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path / "p", ALL[0])

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "write_table", full)
    with pytest.raises(UsageError, match="No space left"):
        write_part(folder, ALL[1:], at=AT)
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_folders_go_together_in_any_order(order: Sequence[int], tmp_path: Path) -> None:
    folders = [folder_of(tmp_path / name, *ALL[start:end]) for name, start, end in (("a", 0, 1), ("b", 1, 3), ("c", 3, 6))]
    whole, merged = tmp_path / "whole.db", tmp_path / "merged.db"
    assert cli.run(["import", "findings", *map(str, folders), "--register", str(whole)]) == 0
    for number in order:
        assert cli.run(["import", "findings", str(folders[number]), "--register", str(merged)]) == 0
    with Register.open(whole) as one, Register.open(merged) as other:
        assert one.entries() == other.entries() != ()
        assert one.counts() == other.counts()
        assert one.counts()["reports"] == 5 and one.counts()["versions"] == 6
        assert sorted(map(repr, one.reports())) == sorted(map(repr, other.reports()))
    assert cli.run(["doctor", "--register", str(merged)]) == 0


def test_merging_again_changes_nothing(tmp_path: Path, capsys: Captured) -> None:
    folder, register = folder_of(tmp_path / "p", *ALL), tmp_path / "r.db"
    command = ["import", "findings", str(folder), "--register", str(register)]
    assert cli.run(command) == 0
    assert "1 file, 6 reports, 0 already there, 0 problems" in capsys.readouterr().err
    with Register.open(register) as held:
        before = held.entries(), held.counts(), held.digest()
    assert cli.run([*command, str(folder)]) == 0
    assert "2 files, 12 reports, 12 already there, 0 problems" in capsys.readouterr().err
    with Register.open(register) as held:
        assert (held.entries(), held.counts(), held.digest()) == before


def test_what_a_run_has_kept_under_a_further_id_is_known_again(tmp_path: Path) -> None:
    register = tmp_path / "r.db"
    with Register.open(register, create=True) as held:
        for one in ALL[:2]:
            plain = replace(one.report, id=one.report.sha256[:16])
            held.keep(tells(replace(plain, id=held.own_id(plain))), at=AT)
        assert [one.id for one in held.reports()][1].endswith("-2")
        before = held.counts()
    assert cli.run(["import", "findings", str(folder_of(tmp_path / "p", *ALL[:2])), "--register", str(register)]) == 0
    with Register.open(register) as held:
        assert held.counts() == before


def test_a_damaged_part_is_named_and_the_others_are_merged(tmp_path: Path, capsys: Captured) -> None:
    folder, register = folder_of(tmp_path / "p", ALL[0]), tmp_path / "r.db"
    (sound,) = parts_in(folder)
    (folder / "part-cut.parquet").write_bytes(sound.read_bytes()[:-40])
    (folder / "part-other.parquet").write_text("no Parquet", encoding="utf-8")
    (folder / "part-left.parquet.part").write_text("of a run that was killed", encoding="utf-8")
    assert cli.run(["import", "findings", str(folder), "--register", str(register)]) == cli.PROBLEMS
    told = capsys.readouterr().err
    assert "part.damaged: " in told and "part-cut.parquet" in told and "part-other.parquet" in told and "part-left" not in told
    assert "1 report, 0 already there, 2 problems" in told
    assert "Traceback" not in told
    with Register.open(register) as held:
        assert held.counts()["reports"] == 1


def test_a_part_of_a_later_form_is_not_guessed_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "FORM", "2")
    folder = folder_of(tmp_path / "p", ALL[0])
    monkeypatch.setattr(parts, "FORM", "1")
    (found,) = readings_in(parts_in(folder)[0])
    assert isinstance(found, Problem) and "form '2'" in found.advice


def test_a_quote_that_no_report_says_is_set_aside_with_its_report(tmp_path: Path, capsys: Captured) -> None:
    false = replace(
        ALL[2], contacts=(replace(ALL[2].contacts[0], evidence=tuple(replace(e, quote="went") for e in ALL[2].contacts[0].evidence)),)
    )
    folder, register = folder_of(tmp_path / "p", ALL[0], false, ALL[3]), tmp_path / "r.db"
    assert cli.run(["import", "findings", str(folder), "--register", str(register)]) == cli.PROBLEMS
    assert "does not say" in capsys.readouterr().err
    with Register.open(register) as held:
        assert {one.id for one in held.reports()} == {ALL[0].report.id, ALL[3].report.id}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: Captured) -> None:
    register = tmp_path / "r.db"
    assert cli.run(["import", "findings", str(tmp_path / "no"), "--register", str(register)]) == cli.USAGE
    assert "legation read --parquet" in capsys.readouterr().err
    assert not register.exists()


def test_a_folder_knows_what_it_holds(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p", *ALL[:2])
    (folder / "part-x.parquet").write_text("no Parquet", encoding="utf-8")
    keep, problems = into_parts(folder)
    assert [problem.code for problem in problems] == ["part.damaged"]
    assert [keep.holds(one.report, RULES) for one in ALL] == [True, True, False, False, False, False]
    assert keep.holds(ALL[0].report, "other rules") is False


def test_the_id_of_a_text_depends_on_its_address_alone(tmp_path: Path) -> None:
    here, there = IntoParts(tmp_path / "here"), IntoParts(tmp_path / "there")
    plain = report(text=TEXTS[0])
    texts = [replace(plain, id=plain.sha256[:16], url=url) for url in ("https://a.example/1", "https://b.example/1", None)]
    ids = [here.own(one).id for one in texts]
    assert len(set(ids)) == 3
    assert ids[2] == plain.sha256[:16]
    assert [there.own(one).id for one in reversed(texts)] == ids[::-1]
    assert [here.own(one).id for one in texts] == ids
    given = [report("x", text=text) for text in TEXTS[:2]]
    assert [here.own(one).id for one in given] == ["x", "x-2"], "ids that were given are told apart as in any run"


def test_a_run_keeps_in_files_and_goes_on_where_it_was(tmp_path: Path, capsys: Captured) -> None:
    lines = [f'{{"id": "r{n}", "text": "Foreign Minister Ana Prieto of Chile visited Lima on {n + 1} March 2021."}}' for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    folder, register = tmp_path / "p", tmp_path / "r.db"
    command = ["read", str(tmp_path / "a.jsonl"), "--parquet", str(folder)]
    assert cli.run(command) == 0
    assert capsys.readouterr().err.startswith("3 reports, 3 visits")
    assert len(parts_in(folder)) == 1
    (tmp_path / "b.jsonl").write_text('{"id": "r9", "text": "She will visit Oslo in May 2022."}', encoding="utf-8")
    assert cli.run([*command, str(tmp_path / "b.jsonl")]) == 0
    assert "4 reports (3 already there)" in capsys.readouterr().err
    assert [one.report.id for one in read_back(folder)] != []
    assert cli.run(["import", "findings", str(folder), "--register", str(register)]) == 0
    direct = tmp_path / "direct.db"
    assert cli.run(["read", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"), "--into", str(direct)]) == 0
    with Register.open(register) as one, Register.open(direct) as other:
        assert one.entries() == other.entries() != ()
        assert {name: one.find_reading(name) for name in ("r0", "r9")} == {name: other.find_reading(name) for name in ("r0", "r9")}
