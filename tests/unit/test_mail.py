"""Mails to reports: which part is the text, what in it is the sender's own, who signs, and mails that are broken."""

from __future__ import annotations

import io
import time
from datetime import date
from email.message import EmailMessage

import pytest

from legation.model import Problem, Report
from legation.read import Given
from legation.read.mail import read_mail, signed_by, title_of

TODAY = date(2022, 11, 1)
FIRST = "Foreign Minister Ana Prieto will travel to Strelsau on Thursday for two days of talks with her hosts."
SECOND = "She will meet President Jon Rudolf on Friday morning at his residence in the old town."
BODY = f"{FIRST}\n\n{SECOND}"
PAGE = f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
DATE = "Tue, 25 Oct 2022 23:30:00 -0400"


def mail(
    text: str | None = BODY, *, html: str | None = None, subject: str = "Prieto to visit Strelsau", sender: str = "Jane Roe"
) -> EmailMessage:
    """A mail as a press office sends it."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = f"{sender} <x@ministry.example>", subject, DATE
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def read(message: EmailMessage | bytes, **given: date) -> list[Report | Problem]:
    data = message if isinstance(message, bytes) else message.as_bytes()
    return list(read_mail(io.BytesIO(data), source="a.eml", given=Given(**{"today": TODAY, **given})))


def one(message: EmailMessage | bytes, **given: date) -> Report:
    (report,) = read(message, **given)
    assert isinstance(report, Report)
    return report


def raw(body: bytes, headers: str = "Content-Type: text/plain") -> bytes:
    return f"From: Jane Roe <x@times.example>\r\nSubject: Talks\r\nDate: {DATE}\r\nMIME-Version: 1.0\r\n{headers}\r\n\r\n".encode() + body


def test_a_press_release_with_everything() -> None:
    report = one(mail(html=PAGE))
    assert report.text == f"Prieto to visit Strelsau\n\n{BODY}"
    assert (report.title, report.byline, report.outlet) == ("Prieto to visit Strelsau", "Jane Roe", None)
    assert (report.published, report.source, report.id) == (date(2022, 10, 25), "a.eml", report.sha256[:16])
    assert report.problems == ()


def test_html_where_there_is_no_plain_text() -> None:
    assert one(mail(None, html=PAGE)).text == f"Prieto to visit Strelsau\n\n{BODY}"


@pytest.mark.parametrize(
    "stub",
    [
        "View this email in your browser: https://news.example/1",
        "Your mail program does not support HTML.",
        "This is an HTML email message.",
        "Read it online at https://news.example/1",
        "",
    ],
)
def test_html_where_the_plain_text_only_sends_the_reader_there(stub: str) -> None:
    assert one(mail(stub, html=PAGE)).text == f"Prieto to visit Strelsau\n\n{BODY}"


def test_a_short_plain_text_counts_where_it_is_one() -> None:
    assert one(mail("Okoro came.", html=PAGE)).text == "Prieto to visit Strelsau\n\nOkoro came."


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: Prieto to visit", "Prieto to visit"),
        ("RE: [PRESS-LIST] Fw: Prieto to visit", "Prieto to visit"),
        ("[EXTERNAL] [Press] Prieto  to visit", "Prieto to visit"),
        ("Regarding Prieto: a visit", "Regarding Prieto: a visit"),
        ("", ""),
    ],
)
def test_titles(subject: str, title: str) -> None:
    assert title_of(subject) == title


@pytest.mark.parametrize(
    ("sender", "outlet", "byline"),
    [
        ("Jane Roe", None, "Jane Roe"),
        ("Roe, Jane", None, "Jane Roe"),
        ("Jane Roe via press-list", None, "Jane Roe"),
        ("Jane Roe (Strelsau Times)", "Strelsau Times", "Jane Roe"),
        ("Jane Roe, Strelsau Times", "Strelsau Times", "Jane Roe"),
        ("Jane Roe | The Herald", "The Herald", "Jane Roe"),
        ("Press Office", "Press Office", None),
        ("Ministry of Foreign Affairs of Ruritania", "Ministry of Foreign Affairs of Ruritania", None),
        ("Strelsau Times", "Strelsau Times", None),
        ("EU Delegation to Ruritania", "EU Delegation to Ruritania", None),
        ("Le Monde", None, None),
        ("MFA", None, None),
        ("jane@times.example", None, None),
        ("", None, None),
    ],
)
def test_who_signs(sender: str, outlet: str | None, byline: str | None) -> None:
    assert signed_by(sender) == (outlet, byline)


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\n-- \nJane Roe\nPress Office",
        f"> Will she come?\n\n{BODY}",
        f"{BODY}\n\nOn Mon, Oct 24, 2022 at 9:00 AM John Doe wrote:\n> Will she come?\n> When?",
        f"{BODY}\n\n-----Original Message-----\nFrom: John Doe\nWill she come?",
        f"---------- Forwarded message ---------\nFrom: Press Office <x@y.example>\nDate: Mon, 24 Oct 2022\nTo: All\n\n{BODY}",
        f"{BODY}\n\nTo unsubscribe from this list, write to x@y.example.\n\nOld Town 1, Strelsau",
        f"View this email in your browser\n\n{BODY}\n\nYou are receiving this email because you asked for it.",
        f"{BODY}\n\nThis message and its attachments are confidential.",
    ],
)
def test_what_is_not_the_senders_own_is_left_out(text: str) -> None:
    assert one(mail(text)).text == f"Prieto to visit Strelsau\n\n{BODY}"


def test_words_of_the_foot_within_a_text_do_not_cut_it() -> None:
    text = f"{FIRST}\n\nThe minister told reporters to unsubscribe from rumours. {SECOND * 5}\n\n{SECOND}"
    assert one(mail(text)).text.endswith(text)


def test_attachments_are_noted_and_not_read() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="programme.pdf")
    message.add_attachment("Other words.", filename="note.txt")
    report = one(message)
    assert report.text == f"Prieto to visit Strelsau\n\n{BODY}"
    assert [problem.code for problem in report.problems] == ["note.attachment"] * 2
    assert [problem.advice.split()[0] for problem in report.problems] == ["programme.pdf", "note.txt"]


def test_a_mail_that_holds_nothing_but_an_attached_mail() -> None:
    message = mail(None)
    message.make_mixed()
    message.attach(EmailMessage())
    inner = mail()
    message.add_attachment(inner)
    assert [item.code for item in read(message) if isinstance(item, Problem)] == ["read.empty", "note.attachment"]


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("Prieto à Genève".encode(), "utf-8"),
        ("Prieto à Genève".encode("latin-1"), "iso-8859-1"),
        ("Prieto à Genève".encode(), "us-ascii"),
        ("Prieto à Genève".encode("cp1252"), "no-such-set"),
        ("Prieto à Genève".encode(), "iso-8859-1"),
        ("Prieto à Genève".encode("cp1252"), "utf-8"),
        ("Prieto à Genève".encode(), "punycode"),
    ],
)
def test_charsets_right_and_wrong(body: bytes, charset: str) -> None:
    assert (
        one(raw(body, f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit")).text == "Talks\n\nPrieto à Genève"
    )


def test_japanese_in_seven_bits() -> None:
    headers = "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit"
    assert one(raw("外務大臣".encode("iso-2022-jp"), headers)).text == "Talks\n\n外務大臣"


@pytest.mark.parametrize(
    "subject", [b"Caf\xc3\xa9 talks", b"Caf\xe9 talks", b"=?utf-8?q?Caf=C3=A9?= talks", b"=?iso-8859-1?B?Q2Fm6Q==?= talks"]
)
def test_subjects_in_any_encoding(subject: bytes) -> None:
    assert one(b"Subject: " + subject + b"\n\n" + BODY.encode()).title == "Café talks"


@pytest.mark.parametrize(
    "written", ["soon", "Thu, 01 Jan 1970 00:00:00 +0000", "Sun, 25 Oct 2099 10:00:00 +0000", "Tue, 99 Oct 2022 10:00:00"]
)
def test_a_bad_date_leaves_the_report_undated(written: str) -> None:
    report = one(f"Subject: Talks\nDate: {written}\n\n23 August 2019. {BODY}".encode(), published=date(2022, 5, 6))
    assert report.published is None
    assert [problem.code for problem in report.problems] == ["mail.bad_date"]


def test_a_mail_without_a_date_has_the_day_given_for_the_run() -> None:
    assert one(f"Subject: Talks\n\n{BODY}".encode(), published=date(2022, 5, 6)).published == date(2022, 5, 6)
    assert one(f"Subject: Talks\n\n{BODY}".encode()).published is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "read.empty"),
        (b"Subject: Talks\n\n", "read.empty"),
        (raw(bytes(range(256)) * 20), "read.empty"),
        (raw(b"Version: 1", "Content-Type: application/pgp-encrypted"), "read.encrypted"),
        (raw(b"", "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(500))), "mail.nested"),
        (raw(b"\r\n--b\r\n" * 10_000, "Content-Type: multipart/mixed; boundary=b"), "mail.nested"),
        (b" " * 50_000_001, "read.too_large"),
    ],
)
def test_what_is_no_mail_to_be_read(data: bytes, code: str) -> None:
    (problem,) = read(data)
    assert isinstance(problem, Problem) and problem.code == code


def test_a_mail_that_was_cut_is_read_and_told() -> None:
    whole = mail(html=PAGE).as_bytes()
    report = one(whole[: whole.index(b"<html>")])
    assert FIRST in report.text
    assert [problem.code for problem in report.problems] == ["mail.damaged"]


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: text/plain; " + "a=b; " * 50_000,
        "Content-Type: text/plain\r\nFrom: " + "(" * 50_000,
        "Content-Type: multipart/mixed",
        "Content-Type: ((((((((((",
        "Content-Type: text/plain; charset*=utf-8'",
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: inline; filename*0*=%",
    ],
)
def test_broken_headers_cost_no_text(headers: str) -> None:
    started = time.monotonic()
    report = one(raw(BODY.encode(), headers))
    assert FIRST in report.text or "base64" in headers
    assert time.monotonic() - started < 3
