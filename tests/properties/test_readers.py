"""Law: whatever the bytes, a reader gives reports and problems and raises nothing; and what a table's writer wrote is read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from legation.model import Problem, Report
from legation.read import Given
from legation.read.feed import count_feed, read_feed
from legation.read.mail import read_mail
from legation.read.table import count_table, read_table

Reader = Callable[..., Iterator[Report | Problem]]
KNOWN = Given(today=date(2022, 11, 1))

FEED_PIECES = [
    b'<?xml version="1.0" encoding="windows-1251"?>',
    b"<rss><channel>",
    b'<feed xmlns="http://www.w3.org/2005/Atom">',
    b"<item>",
    b"<entry>",
    b"</item>",
    b"</entry>",
    b"<title>",
    b"</title>",
    b"<description>",
    b"</description>",
    b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">',
    b"</div></content>",
    b'<content type="text">',
    b"<content:encoded><![CDATA[",
    b"]]></content:encoded>",
    b"<pubDate>Tue, 25 Oct 2022 23:30:00 -0400</pubDate>",
    b"<dc:date>",
    b"<author>jane@x.example (Jane Roe)</author>",
    b"<source>",
    b"</source>",
    b"<link>http://[</link>",
    b'<link href="http://x.example/"/>',
    b"<image>",
    b"<textInput>",
    b"<svg>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;&#xD800;&nbsp;&",
    b"<!--",
    b"-->",
    b"<language>fr</language>",
    b"<guid>http://x.example/</guid>",
    b"<base xml:base='http://['>",
    b"Okoro came.\n\nHe left.",
]
MAIL_PIECES = [
    b"Subject: =?utf-8?b?w6k=?= =?utf-7?q?+2AA-?= =?x?y?z?=\r\n",
    b'From: "Roe, Jane" <x@y.example>, (((\r\n',
    b"From: =?utf-8?q?a=00b?= <\r\n",
    b"Date: Tue, 25 Oct 2022 23:30:00 -0400\r\n",
    b"Date: Tue, 99 Foo 99999999999999999999 99:99:99 +9999\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: text/plain; charset=undefined; charset*0*=\r\n",
    b"Content-Type: text/html; charset=utf-16\r\n",
    b"Content-Type: message/rfc822\r\n",
    b'Content-Type: ;;="\r\n',
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Disposition: attachment; filename*0*=x'y'%ff; filename=\r\n",
    b"MIME-Version: 1.0\r\n",
    b"\r\n",
    b"\r\n--b\r\n",
    b"\r\n--b--\r\n",
    b"begin 644 x\n",
    b"Okoro came. =C3=A9 w6k=\r\n",
    b"> quoted\r\n-- \r\n",
    b"<p>Okoro came.</p>",
]
TABLE_PIECES = [
    b"text",
    b"id",
    b"published",
    b",",
    b";",
    b"\t",
    b'"',
    b'""',
    b'\\"',
    b"\n",
    b"\r\n",
    b"\r",
    b" ",
    b"sep=;\n",
    b"Okoro came",
    b"2022-10-25",
]


def bytes_of(pieces: list[bytes]) -> st.SearchStrategy[bytes]:
    """Bytes made of what a kind of source is made of, in any order, with others in between."""
    piece = st.one_of(st.sampled_from(pieces), st.sampled_from(pieces), st.binary(max_size=6))
    mixed = st.lists(piece, max_size=25).map(b"".join)
    return st.one_of(mixed, mixed, st.binary(max_size=300), mixed.map(lambda data: data.decode("latin-1").encode("utf-16")))


def check(reader: Reader, data: bytes) -> None:
    for item in reader(io.BytesIO(data), source="a", given=KNOWN):
        assert isinstance(item, Report | Problem)
        if isinstance(item, Report):
            item.text.encode("utf-8")
            for word in (item.title, item.outlet, item.byline, item.url, *(problem.advice for problem in item.problems)):
                (word or "").encode("utf-8")
            assert item.text.strip()


@given(bytes_of(FEED_PIECES))
def test_any_bytes_as_a_feed(data: bytes) -> None:
    check(read_feed, data)
    assert (count_feed(io.BytesIO(data)) or 0) >= 0


@given(bytes_of(MAIL_PIECES))
def test_any_bytes_as_a_mail(data: bytes) -> None:
    check(read_mail, data)


@given(bytes_of(TABLE_PIECES))
def test_any_bytes_as_a_table(data: bytes) -> None:
    check(read_table, data)
    assert (count_table(io.BytesIO(data)) or 0) >= 0


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t,;|\"'\\")
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=60).filter(lambda text: text.strip()), min_size=1, max_size=12)


@given(TEXTS, st.sampled_from(",;\t|"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from([1, 2, 3]))
def test_what_a_tables_writer_wrote_is_read_back(texts: list[str], delimiter: str, quoting: int, columns: int) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(("title", "text", "id")[-columns:] if columns != 1 else ("text",))
    for number, text in enumerate(texts):
        writer.writerow(("Talks", text, f"r{number}")[-columns:] if columns != 1 else (text,))
    data = table.getvalue().encode("utf-8")
    found = list(read_table(io.BytesIO(data), source="a.csv", given=KNOWN))
    assert [item.text if isinstance(item, Report) else item for item in found] == texts
    assert all(isinstance(item, Report) and not item.problems for item in found)
    assert count_table(io.BytesIO(data)) == len(texts)
