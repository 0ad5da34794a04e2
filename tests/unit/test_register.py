"""The register's file: what is kept, what is refused, and what outlives a kill."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from unit.factories import AT, TEXT, contact, finding, judgement, prieto, reading, report, rudolf, span_of, when, with_parties

from legation.ask.query import question
from legation.errors import LegationError, RegisterError, UsageError
from legation.identity import digest_of
from legation.model import Authority, ContactKind, EntryState, Held, Origin, Problem, ReportState, Rival, Status, Support, Voice
from legation.record import entry_record, load_schema
from legation.register.entries import entries
from legation.register.lines import place
from legation.register.rows import Mark, fingerprint_of, row_of_report, row_of_version
from legation.register.store import Register
from legation.span import Span


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a register may be made."""
    return tmp_path / "legation.db"


# --- keeping


def test_what_is_kept_comes_back_as_it_was(path: Path) -> None:
    kept = reading(problems=(Problem(code="read.cut", where="r1", advice="read it again"),))
    with Register.open(path, create=True) as register:
        assert register.keep(kept, at=AT) is True
    with Register.open(path) as register:
        assert register.find_reading("r1") == kept
        assert list(register.reports()) == [kept.report]
        assert register.findings() == kept.contacts
        assert register.find_reading("r2") is None


def test_every_field_of_a_report_is_kept(path: Path) -> None:
    full = replace(report(), url="u", title="t", outlet="o", byline="b", dateline="d", source="s:1", state=ReportState.CORRECTED)
    full = replace(full, body_start=3, dateline_span=Span(0, 3), head_lines=((Voice.HEADLINE, Span(0, 7)),))
    full = replace(full, problems=(Problem(code="a", where="b", advice="c"),))
    full = replace(full, modified=date(2024, 3, 13), partial=True, page_sha256="e3b0c442", authority=Authority.OFFICIAL)
    assert [field.name for field in fields(full) if getattr(full, field.name) == field.default] == []
    with Register.open(path, create=True) as register:
        register.keep(reading(full), at=AT)
        assert list(register.reports()) == [full]


def test_a_report_kept_before_a_field_was_known_is_read_with_its_default(path: Path) -> None:
    row = row_of_report(report(), fingerprint_of(report()))
    plain = json.loads(str(row["metadata"]))
    del plain["body_start"]
    metadata = json.dumps(plain)
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
        older = {**row, "metadata": metadata, "proof": digest_of([TEXT, metadata])}
        cursor = register.connection.execute(
            f"INSERT INTO reports ({', '.join(older)}) VALUES ({', '.join('?' * len(older))})", tuple(older.values())
        )
        number = int(cursor.lastrowid or 0)
        place(register.connection, number, row_of_version(report()), again=False)
        register.connection.execute("INSERT INTO readings (report, rules, at) VALUES (?, 'rules-0', ?)", (number, AT))
        assert register.counts()["readings"] == 2 and register.readings("r1")[1].counts
        assert list(register.reports()) == [report()]


def test_the_same_report_by_the_same_rules_adds_nothing(path: Path) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
        assert register.keep(reading(), at="2030-01-01T00:00:00+00:00") is False
        counts = register.counts()
        assert [counts[name] for name in ("reports", "copies", "versions", "superseded")] == [1, 0, 1, 0]
        assert [counts[name] for name in ("readings", "findings", "judgements", "marks")] == [1, 1, 0, 0]


def test_other_rules_add_a_reading_that_counts_and_the_earlier_stays(path: Path) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
        assert register.keep(reading(contacts=(), rules="rules-2"), at=AT) is True
        assert register.findings() == ()
        assert [(kept.rules, kept.counts) for kept in register.readings("r1")] == [("rules-1", False), ("rules-2", True)]


def test_another_text_under_the_same_id_is_a_new_version_and_counts(path: Path) -> None:
    later = report(text=TEXT + " She will stay a week.")
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
        assert register.keep(reading(later), at=AT) is True
        assert [kept.version for kept in register.readings("r1")] == [1, 2]
        assert list(register.reports()) == [later]
        assert len(register.visits()) == 1


def test_an_earlier_version_read_again_adds_nothing_unless_told_so(path: Path) -> None:
    withdrawn = replace(report(), state=ReportState.WITHDRAWN)
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
        register.keep(reading(withdrawn), at=AT)
        assert register.keep(reading(), at=AT) is False
        assert list(register.reports()) == [withdrawn]
        assert register.keep(reading(), at=AT, again=True) is True
        assert list(register.reports()) == [report()]


def test_an_old_version_read_by_new_rules_does_not_count_above_the_new_version(path: Path) -> None:
    later = report(title="Corrected")
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
        register.keep(reading(later), at=AT)
        register.keep(reading(rules="rules-2"), at=AT)
        assert list(register.reports()) == [later]


def test_a_run_may_pass_over_what_it_has_read(path: Path) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
        assert register.has_reading(report(), "rules-1")
        assert not register.has_reading(report(), "rules-2")
        assert not register.has_reading(report("r2"), "rules-1")


def test_a_quote_that_the_report_does_not_say_is_not_kept(path: Path) -> None:
    told = finding()
    false = replace(told, evidence=(replace(told.evidence[0], quote="will not visit"),))
    with Register.open(path, create=True) as register:
        with pytest.raises(RegisterError, match="will not visit"):
            register.keep(reading(contacts=(told, false)), at=AT)
        assert register.counts()["readings"] == 0


def test_half_a_reading_is_never_kept(path: Path) -> None:
    nowhere = replace(contact(), stops=(replace(contact().stops[0], place=replace(contact().stops[0].place, lat=float("nan"))),))
    with Register.open(path, create=True) as register:
        with pytest.raises(ValueError, match="JSON"):
            register.keep(reading(contacts=(finding(), finding(body=nowhere))), at=AT)
        assert register.counts()["reports"] == 0
        assert register.keep(reading(), at=AT) is True


def test_a_time_that_is_none_is_refused(path: Path) -> None:
    with Register.open(path, create=True) as register, pytest.raises(UsageError, match="ISO 8601"):
        register.keep(reading(), at="yesterday")


def test_a_text_that_is_no_unicode_is_told_and_the_register_goes_on(path: Path) -> None:
    broken = replace(report("r2"), text=TEXT + "\ud800")
    with Register.open(path, create=True) as register:
        with pytest.raises(RegisterError, match="surrogate"):
            register.keep(reading(broken), at=AT)
        assert register.keep(reading(), at=AT) is True


# --- the tables only grow


@pytest.mark.parametrize("table", ["reports", "readings", "findings", "problems", "judgements", "versions", "marks"])
@pytest.mark.parametrize("act", ["UPDATE {} SET number = number + 1", "DELETE FROM {}", "REPLACE INTO {0} SELECT * FROM {0}"])
def test_nothing_is_changed_or_erased(path: Path, table: str, act: str) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(problems=(Problem(code="a", where="b", advice="c"),)), at=AT)
        register.judge(judgement("accept"))
        register.mark(Mark(report="r1", state=ReportState.CORRECTED, by="Editor", at=AT, reason="read it"))
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            register.connection.execute(act.format(table))


# --- files that are none


def test_a_register_that_is_not_there_is_made_only_if_told_so(path: Path) -> None:
    with pytest.raises(RegisterError, match="legation read --into"):
        Register.open(path)
    assert not path.exists()


def other_database(path: Path) -> None:
    """The database of another program."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")


FILES = {
    "text": lambda path: path.write_text("Foreign Minister Ana Prieto will visit Strelsau."),
    "database": other_database,
    "folder": Path.mkdir,
}


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("kind", sorted(FILES))
def test_a_file_of_another_kind_is_refused_and_left_as_it_is(path: Path, kind: str, create: bool) -> None:
    FILES[kind](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(RegisterError, match="name a"):
        Register.open(path, create=create)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_an_empty_file_is_no_register_but_may_become_one(path: Path) -> None:
    path.touch()
    with pytest.raises(RegisterError, match="is empty"):
        Register.open(path)
    with Register.open(path, create=True) as register:
        assert register.keep(reading(), at=AT)


def test_a_register_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="does not exist"):
        Register.open(tmp_path / "no" / "legation.db", create=True)


def test_a_register_of_a_later_legation_is_refused(path: Path) -> None:
    with Register.open(path, create=True) as register:
        register.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RegisterError, match="format 99"):
        Register.open(path)


def test_a_cut_register_is_said_to_be_damaged(path: Path) -> None:
    with Register.open(path, create=True) as register:
        for number in range(40):
            register.keep(reading(report(f"r{number}")), at=AT)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RegisterError, match="damaged"), Register.open(path) as register:
        register.visits()


@pytest.mark.parametrize(
    "change",
    ["UPDATE reports SET text = replace(text, 'will visit', 'may travel')", "UPDATE findings SET json = replace(json, 'will', 'wont')"],
)
def test_words_changed_behind_the_registers_back_are_found_on_reading(path: Path, change: str) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER reports_no_update")
        connection.execute("DROP TRIGGER findings_no_update")
        connection.execute(change)
    with Register.open(path) as register, pytest.raises(RegisterError, match="does not hold"):
        register.visits()


# --- two processes, and a kill

WRITER = """
import sys
from pathlib import Path
from unit.factories import AT, reading, report
from legation.register.store import Register
with Register.open(Path(sys.argv[1]), create=True) as register:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        register.keep(reading(report(f"r{number}")), at=AT)
        print(number, flush=True)
"""


def start_writer(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    """A process of its own that keeps reports and says which are done."""
    folders = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(folders)}
    command = [sys.executable, "-c", WRITER, str(path), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


@pytest.mark.parametrize("after", [1, 7, 40])
def test_what_was_reported_done_outlives_a_kill_and_the_run_goes_on(path: Path, after: int) -> None:
    with start_writer(path, 0, 100_000) as writer:
        assert writer.stdout is not None
        done = [int(writer.stdout.readline()) for _ in range(after)]
        writer.send_signal(signal.SIGKILL)
        done += [int(line) for line in writer.stdout.read().splitlines() if line.endswith(tuple("0123456789"))]
    with Register.open(path) as register:
        assert register.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert all(register.has_reading(report(f"r{number}"), "rules-1") for number in done)
        (visit,) = register.visits()
        assert len(visit.findings) == register.counts()["readings"] >= len(done)
        assert register.keep(reading(report("after")), at=AT)


def test_two_processes_write_and_a_third_reads(path: Path) -> None:
    with start_writer(path, 0, 60) as one, start_writer(path, 60, 120) as other:
        assert one.stdout is not None
        one.stdout.readline()
        with Register.open(path) as register:
            assert register.counts()["readings"] >= 1
        one.stdout.read()
        assert (one.wait(), other.wait()) == (0, 0)
    with Register.open(path) as register:
        assert register.counts()["readings"] == 120


def open_and_keep(path: Path, number: int) -> bool:
    """Opens a register that may not be there yet."""
    with Register.open(path, create=True) as register:
        return register.keep(reading(report(f"r{number}")), at=AT)


def test_processes_that_make_one_register_at_once_share_it(path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.starmap(open_and_keep, [(path, number) for number in range(9)]) == [True] * 9
    with Register.open(path) as register:
        assert register.counts()["reports"] == 9


# --- entries


def test_an_id_is_the_kinds_letter_and_eight_digits() -> None:
    for kind, letter in zip(ContactKind, "vmci", strict=True):
        (entry,) = entries([finding(body=contact(kind))], [])
        assert entry.id[:2] == f"{letter}-" and len(entry.id) == 10


def test_two_visits_alike_in_all_that_names_them_are_two_entries() -> None:
    one, other = finding(id="f-1"), finding(id="f-2", body=replace(contact(), status=Status.POSTPONED))
    assert len({entry.id for entry in entries([one, other], [])}) == 2


def test_one_finding_given_twice_is_one_entry() -> None:
    assert len(entries([finding(), finding()], [])) == 1


def test_an_entry_holds_each_field_with_its_support() -> None:
    (entry,) = entries([finding()], [], [Origin(report="r1", published=date(2024, 3, 12))])
    support = Support(finding="f-1", report="r1", published=date(2024, 3, 12))
    assert entry.fields["starts"] == Held(value=when("2024-03-14"), supports=(support,))
    assert entry.fields["certainty"].value == "plain"


def test_a_rejected_finding_stays_but_lists_leave_it_out(path: Path) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(), at=AT)
        assert register.judge(judgement("reject")) is True
        assert register.judge(judgement("reject")) is False
        (entry,) = register.entries()
        assert entry.state is EntryState.REJECTED
        assert register.visits() == ()
        assert register.entry(entry.id) == entry


def test_the_latest_judgement_stands_and_a_withdrawn_one_does_not() -> None:
    reject = judgement("reject")
    later = judgement("accept", id="j2", at="2024-03-16T08:00:00+00:00")
    back = judgement("unsure", id="j3", at="2024-03-17T08:00:00+00:00", withdraws="j2")
    withdrawn = [Origin(report="r1", state=ReportState.WITHDRAWN)]
    states = [entries([finding()], made, withdrawn)[0].state for made in ([], [reject], [reject, later], [back, later, reject])]
    assert states == [EntryState.WITHDRAWN, EntryState.REJECTED, EntryState.STANDING, EntryState.REJECTED]


def test_an_entry_is_found_by_the_beginning_of_its_id(path: Path) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(contacts=(finding(), finding(body=contact(ContactKind.MEETING), id="f-2"))), at=AT)
        (visit,) = register.visits()
        assert register.entry(visit.id[:6]) == register.entry(visit.id[2:7]) == visit
        for name in ("", "v-zzzz"):
            with pytest.raises(UsageError, match="no entry"):
                register.entry(name)
        register.keep(reading(report("r2"), [finding(report("r2"), contact(starts="2024-09-14"))]), at=AT)
        with pytest.raises(UsageError, match="2 entries begin with 'v-'"):
            register.entry("v-")


@pytest.mark.parametrize("kind", list(ContactKind))
def test_an_entry_line_fits_the_schema(kind: ContactKind) -> None:
    (entry,) = entries([finding(body=contact(kind))], [], [Origin(report="r1", published=date(2024, 3, 12))])
    line: Any = entry_record(entry)
    assert [fault.message for fault in Draft202012Validator(load_schema(f"{kind}_entry")).iter_errors(line)] == []
    assert line["reports"] == ["r1"]
    assert line["history"] == [{"on": "2024-03-12", "status": "planned", "starts": "2024-03-14", "report": "r1"}]


def test_rivals_are_printed_by_field_with_their_reports() -> None:
    (entry,) = entries([finding()], [])
    rival = Rival(value=when("2024-03-15"), supports=(Support(finding="f-9", report="r9", published=None),))
    held = replace(entry.fields["starts"], rivals=(rival,))
    line = entry_record(replace(entry, fields={**entry.fields, "starts": held}))
    assert line["rivals"] == {"starts": [{"value": "2024-03-15", "reports": ["r9"]}]}
    assert not list(Draft202012Validator(load_schema("visit_entry")).iter_errors(line))


# --- questions


@pytest.fixture
def three(path: Path) -> Any:
    """A register of a dated visit, one of which only the month is known, and one without a day."""
    with Register.open(path, create=True) as register:
        told = [contact(), contact(starts="2024-05"), contact(starts=None)]
        for number, body in enumerate(told):
            source = report(f"r{number}", published=date(2021, 3, 12) if body.starts is None else date(2024, 3, 12))
            register.keep(reading(source, [finding(source, body)]), at=AT)
        yield register


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"visitor": "prieto"}, 3),
        ({"visitor": "Minister of Foreign Affairs"}, 3),
        ({"visitor": "Rudolf"}, 0),
        ({"visitor": "PRIETÖ"}, 3),
        ({"visitor": "?"}, 0),
        ({"host": "Rudolf"}, 3),
        ({"to": "RUR"}, 3),
        ({"to": "FRD"}, 0),
        ({"from_": "FRD"}, 3),
        ({"from_": "RUR"}, 0),
        ({"status": "planned"}, 3),
        ({"status": "occurred"}, 0),
        ({"text": "visit strelsau"}, 3),
        ({"text": "visit Strelsa"}, 0),
        ({"text": "grain"}, 3),
        ({"since": "2024"}, 2),
        ({"since": "2024-03-15"}, 1),
        ({"until": "2024-03-14"}, 1),
        ({"since": "2024-05-31"}, 1),
        ({"since": "2024-06"}, 0),
        ({"since": date(2024, 3, 14), "until": "2024-05-01"}, 2),
    ],
)
def test_visits_are_found(three: Register, asked: dict[str, Any], count: int) -> None:
    assert len(three.visits(**asked)) == count


def test_the_undated_that_a_span_of_days_leaves_out_are_counted(three: Register) -> None:
    assert three.ask(question(ContactKind.VISIT, since="2024")).undated == 1
    assert three.ask(question(ContactKind.VISIT)).undated == 0
    assert three.ask(question(ContactKind.VISIT, since="2024", to="FRD")).undated == 0


def test_a_visit_lasts_to_its_last_day(path: Path) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(contacts=(finding(body=contact(ends="2024-03-16")),)), at=AT)
        assert len(register.visits(since="2024-03-16")) == 1
        assert register.visits(since="2024-03-17") == ()


@pytest.mark.parametrize("asked", [{"to": "Ruritania"}, {"status": "done"}, {"since": "last year"}, {"until": "XXXX-10"}])
def test_what_is_no_question_is_told(three: Register, asked: dict[str, Any]) -> None:
    with pytest.raises(LegationError, match=r"write|XXXX"):
        three.visits(**asked)


def test_meetings_are_found_by_any_participant(path: Path) -> None:
    body = with_parties(contact(ContactKind.MEETING), prieto("participant"), rudolf("participant"))
    with Register.open(path, create=True) as register:
        register.keep(reading(contacts=(finding(body=body),)), at=AT)
        assert len(register.meetings(participant="Rudolf", to="RUR")) == len(register.meetings(participant="Prieto")) == 1
        assert register.visits() == ()


def test_spans_count_code_points_beyond_the_first_plane(path: Path) -> None:
    text = "🇫🇷 Café — Foreign Minister Ana Prieto will visit Strelsau."
    source = report("r9", text=text)
    with Register.open(path, create=True) as register:
        register.keep(reading(source, [finding(source)]), at=AT)
        (told,) = register.findings()
    start = text.index("will visit")
    assert told.evidence[0].span == Span(start, start + len("will visit Strelsau")) != span_of("will visit Strelsau")


# --- the digest


def test_the_digest_is_of_what_is_held_in_any_order(tmp_path: Path) -> None:
    one, two = reading(report("r1")), reading(report("r2"))
    digests = set()
    for number, kept in enumerate(([one, two], [two, one])):
        with Register.open(tmp_path / f"{number}.db", create=True) as register:
            register.keep_all(kept, at=AT)
            digests.add(register.digest())
    assert len(digests) == 1
    with Register.open(tmp_path / "0.db") as register:
        for change in (
            lambda: register.judge(judgement("accept")),
            lambda: register.mark(Mark(report="r1", state=ReportState.WITHDRAWN, by="Ada", at=AT, reason="withdrawn")),
            lambda: register.keep(reading(report("r3")), at=AT),
        ):
            change()
            digests.add(register.digest())
    assert len(digests) == 4


# --- asking


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"from_": "FRD", "post": "Minister of Foreign Affairs"}, True),
        ({"from_": "RUR", "post": "minister of trade"}, True),
        ({"from_": "RUR", "post": "Minister of Foreign Affairs"}, False),
        ({"from_": "FRD", "post": "Minister of Trade"}, False),
        ({"visitor": "Prieto", "from_": "FRD"}, True),
        ({"visitor": "Prieto", "from_": "RUR"}, False),
        ({"visitor": "Rudolf", "post": "Minister of Trade", "from_": "RUR"}, True),
        ({"visitor": "Rudolf", "post": "Minister of Foreign Affairs"}, False),
    ],
)
def test_name_country_and_post_are_asked_of_one_visitor(path: Path, asked: dict[str, str], fits: bool) -> None:
    both = finding(body=with_parties(contact(), prieto(), rudolf("visitor")))
    with Register.open(path, create=True) as register:
        register.keep(reading(contacts=(both,)), at=AT)
        assert register.ask(question(ContactKind.VISIT, **asked)).total == int(fits)  # type: ignore[arg-type]
        assert register.look(question(ContactKind.VISIT, **asked)).total == int(fits)  # type: ignore[arg-type]
