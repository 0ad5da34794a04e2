"""Inputs for ``fuzz_readers.py`` that hold one thing very many times, to find work that grows by the square of its input."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from random import Random

from fuzz_inputs import DATES, FIELDS, MARKS, METAS, ODD, PROPERTIES, SENTENCE, TAGS, WORDS, packed_tar, packed_zip

HOLDERS = (
    *("body", "head", "h1", "p", "div class=share", "table", "ul", "article", "a href=x", "title", "pre", "div class=byline"),
    *("form", "font size=5"),
)
UNITS: dict[str, tuple[str, ...]] = {
    "plain": (
        *("a\n", "a ", "a.\n\n", "A b\n", "x" * 19_999 + "\n", "x" * 19_999 + "\r", " \n", "\n", "\r", "\u2028", "A, "),
        *("By Jane Roe\n", "OTTAWA, March 3, ", "March 3, 2020\n", "(", "[", "—", " - ", "A B C D ", "Ab-", ".", '."', "é", "日"),
        *("\x01a", "\u202e", "a" * 99 + "\n", "ab\ncd\n", "Aa of the ", "''", "<!-- a -->", "<!---->", "<?xml a>", "<p>", "<rss "),
        *("<html ", "From: a\n", '{"', "{", "PK", "sep=", "\t", "1 ", "12 May ", "<", "&", "Reuters, "),
    ),
    "table": (
        *('x","y\n', '"\n', '""', "a,b\n", "a\n", "\n", ",", '"', '\\"', "\r", "\x00", '"a\n', 'a"b\n', '"a"b\n', '"a""\n'),
        *("a,b,c\n", '""x\n', '"a", "b\n', "ana,", '"\r\n', 'x"\t"y\n', 'x";"y\n', 'x"|"y\n', " ", "a" * 9_999 + "\n", '","'),
        *('"\n"', "é,\n", "Ana Prieto came.,b\n", "\\\n", '\\",\n', '"a\\"\n'),
    ),
    "mail": (
        *("unsubscribe\n\n", "--b\n\na\n", "--b\n", "> a\n", "On a b wrote:\n", "a\n", "\n", " \n", "-- \n", "X: a\n"),
        *("Subject: a\n", " a\n", "From: a@b\n", "---- Forwarded message ----\n", "---- Original Message ----\n"),
        *("Content-Type: a; b=c\n", "--b\nContent-Type: text/plain; a*0=b; a*1=c; d=e; f=g\n\na\n", "=?utf-8?q?a?= "),
        *("=?utf-8?q?=ff?=\n ", "a@b, ", "(", "<", '"', "=\n", "=41", "YQ==\n", "<p>a</p>\n"),
        *("--b\nContent-Type: message/rfc822\n\nX: a\n\na\n", "--b\nContent-Type: multipart/mixed; boundary=b\n\n", "Re: ", "[a] "),
        *("view online ", "a;", "a=b; ", "a*0*=b; ", "begin 644 x\n", "M" * 61 + "\n", "\t", "--"),
    ),
    "feed": (
        *("<item><title>a</title></item>", "<item>", "</item>", "<title>a</title>", "<category>a{}</category>", "<x:y>a</x:y>"),
        *("<a>", "</a>", "<!-- a -->", "<description>a</description>", "<content:encoded>a</content:encoded>"),
        *("<dc:creator>a{}</dc:creator>", "<author>a@b (c)</author>", "<link>http://a/</link>", "<link href='http://a/{}'/>"),
        *("<enclosure url='a{}'/>", "<media:content url='a'><media:title>b</media:title></media:content>", "<svg>"),
        *("<svg><a/></svg>", "<source>a</source>", "<image><title>a</title></image>", "<textinput>"),
        *("<pubDate>2020-01-01</pubDate>", "<updated>a</updated>", "<contributor>", "&amp;", "&nbsp;", "&#65;", "&a"),
        *("<![CDATA[a]]>", "<?a?>", "<a b='c' d='e'/>", " x='y'", "<p>a</p>", "&lt;p&gt;a", "&lt;b ", "<div>", "a", "\n", " "),
        *("a" * 1_999, "<georss:point>1 2</georss:point>", "<gml:pos>1 2</gml:pos>", "<itunes:keywords>a{}, b</itunes:keywords>"),
        *("<guid>a</guid>", "<ttl>1</ttl>", "\u202e", "The post a\n", "<content type='xhtml'><div>a</div></content>"),
        *("<entry><content src='a'/></entry>", "<language>a</language>", "<rights>a</rights>", "<cloud domain='a'/>", "Read more "),
    ),
    "records": (
        *('{"text":"Ana Prieto came."}\n', '{"text":"a{}"}\n', "{\n", "\n", "[", '{"a":', '"', "{}\n", '{"text":"a","id":1}\n'),
        *('{"html":"<p>a</p>"}\n', "1\n", "\\u", "1,", '{"text":"a","published":"2020-02-31"}\n', '{"text":"a","state":"x"}\n'),
        *('{"a{}":1,"text":"b"}\n', '"a{}":1,', "\x00", "\\ud800", "é", "\xff\n", "\r", " ", "nan\n"),
    ),
}
FRAMES: dict[str, tuple[tuple[str, str], ...]] = {
    "plain": (("", ""), ("OTTAWA, March 3 (Reuters) - ", " He left."), (SENTENCE, SENTENCE)),
    "table": (("text,b\n", ""), ("text\n", "\n"), ('id,text\n1,"', '"\n'), ("sep=;\nid;text\n", ""), ("a,", "\n1,2"), ("text,b\r", "")),
    "mail": (
        ("Subject: a\nFrom: b <a@b>\nDate: c\nTo: d\n\n", "a " * 300),
        ("Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n", "\n--b--\n"),
        ("Subject: ", "\n\na"),
        ("From: ", "\n\na"),
        ("Content-Type: text/plain; ", "\n\na"),
        ("Content-Type: text/html\n\n", ""),
        ("Content-Transfer-Encoding: base64\n\n", ""),
        ("Content-Transfer-Encoding: quoted-printable\n\n", ""),
        ("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; ", "\n\na\n--b--"),
    ),
    "feed": (
        ("<rss><channel><title>T</title><item><title>a</title></item>", "</channel></rss>"),
        ("<rss><channel><title>T</title><item><title>a</title>", "</item></channel></rss>"),
        ("<rss><channel><item><title>", "</title></item></channel></rss>"),
        ("<rss><channel><item><description>", "</description></item></channel></rss>"),
        ("<rss><channel><item><author>", "</author></item></channel></rss>"),
        ("<rss><channel><title>", "</title></channel></rss>"),
        ("<rss ", "></rss>"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'><div>", "</div></content></entry></feed>"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry>", "</entry></feed>"),
        ("<rss><channel>", "<a</channel></rss>"),
    ),
    "records": (
        ("", ""),
        ('{"text":"', '"}\n'),
        ('{"text":"a","published":', "}\n"),
        ('{"html":"', '"}\n'),
        ('{"text":"a",', '"b":1}\n'),
        ("\ufeff", ""),
    ),
}


def flooded(kind: str, chance: Random, large: bool) -> tuple[str, bytes]:
    """A source with one thing very many times, and what is in it.

    Takes    large = whether it may have many megabytes.
    """
    most = chance.choice((5_000_000, 20_000_000, 49_900_000)) if large else chance.choice((200_000, 200_000, 1_000_000, 3_000_000))
    number = int(10 ** chance.uniform(3, 7.4 if large else 4.7))
    if kind == "html":
        return _page(chance, number, most)
    if kind in ("zip", "tar"):
        return _archive(kind, chance, number, most)
    unit, (before, behind) = chance.choice(UNITS[kind]), chance.choice(FRAMES[kind])
    if chance.random() < 0.2:
        unit += chance.choice(UNITS[kind])
    data = (before + repeated(unit, number, most) + behind).encode("utf-8", "replace")
    return f"{min(number, most // len(unit))} times {unit[:60]!r} behind {before[-40:]!r}", data


def repeated(unit: str, number: int, most: int) -> str:
    """A piece many times, a number in it where it has a place for one."""
    number = min(number, most // len(unit))
    if "{}" not in unit:
        return unit * number
    return "".join(unit.replace("{}", str(at)) for at in range(min(number, 200_000)))


def _page(chance: Random, number: int, most: int) -> tuple[str, bytes]:
    """A page whose head or body holds one element, tag, attribute or line very many times."""
    holder, story = chance.choice(HOLDERS), chance.choice(("", f"<p>{SENTENCE * 2}</p>" * 8))
    unit = _unit(chance)
    if chance.random() < 0.15:
        unit += _unit(chance)
    inner = repeated(unit, number, most)
    head = f"<title>Prieto visits Ottawa</title>{inner if holder == 'head' else ''}"
    body = "" if holder == "head" else f"<{holder}>{inner}{chance.choice(('', '</' + holder.split()[0] + '>'))}"
    if chance.random() < 0.1:
        body = f"{body}<p>{(chance.choice(WORDS) + ' ') * chance.choice((1, 1_000))}</p>"
    parts = [f"<h1>Prieto visits Ottawa for talks</h1>{story}", body]
    if chance.random() < 0.3:
        parts.reverse()
    text = f"<!DOCTYPE html><html><head>{head}</head><body>{''.join(parts)}</body></html>"
    if chance.random() < 0.1:
        text = inner + text
    return f"{min(number, most // len(unit))} times {unit[:100]!r} in {holder}", text.encode("utf-8", "replace")


def _unit(chance: Random) -> str:
    tag, word = chance.choice(TAGS), chance.choice(WORDS)
    attribute = chance.choice(
        (
            *(
                "",
                "",
                "",
                f' class="{chance.choice(MARKS)}"',
                f' id="{chance.choice(MARKS)}{{}}"',
                f' itemprop="{chance.choice(PROPERTIES)}"',
            ),
            *(
                f' itemprop="{chance.choice(PROPERTIES)}" content="a{{}}"',
                ' role="navigation"',
                ' style="display:none"',
                " hidden",
                ' href="a{}"',
            ),
            *(
                f' datetime="{chance.choice(DATES)[:40]}"',
                f' data-testid="{chance.choice(MARKS)}"',
                f' aria-label="{chance.choice(WORDS)}"',
                ' size="+3"',
            ),
        )
    )
    name, value = chance.choice(METAS), chance.choice(("a{}", chance.choice(DATES)[:60], chance.choice(WORDS), "a | b{}"))
    data = json.dumps({"@type": "NewsArticle", chance.choice(FIELDS): chance.choice(("a{}", ["a{}"], {"@id": "a{}"}, {"name": "a{}"}))})
    paragraphs = json.dumps([{"text": SENTENCE}] * 4)
    forms = (
        *(f"<{tag}{attribute}>{word}</{tag}>",) * 6,
        *(f"<{tag}{attribute}>{word}",) * 2,
        *(f"<{tag}>{word}</{tag}>{chance.choice(WORDS)}",) * 3,
        f"</{tag}>",
        f"<{tag}",
        f"</{tag} ",
        f"<{tag} <",
        f'<meta name="{name}" content="{value}">',
        f'<meta property="{name}" content="{value}">',
        f'<link rel="canonical" href="{value}">',
        f'<script type="application/ld+json">{data}</script>',
        f'<script type="application/json">{paragraphs}</script>',
        f'<div itemscope itemtype="x/NewsArticle"><{tag} itemprop="{chance.choice(PROPERTIES)}">{word}</{tag}></div>',
        f' {chance.choice(("a", "class", "data-x"))}{{}}="b"',
        *(
            "<!--",
            "-->",
            "<!-- a -->",
            "<!",
            "<?",
            "<?xml a?>",
            "]]>",
            "<![CDATA[",
            "<![CDATA[a]]>",
            "&nbsp;",
            "&#xD800;",
            "&#1;",
            "&amp",
            "&",
            "<",
            ">",
        ),
        *(
            "a<br>",
            "a<br><br>",
            "<br>",
            "<p>a<br>b",
            "a\n",
            " ",
            "\n",
            "\t",
            "a " * 50,
            "a" * 999,
            SENTENCE,
            "\u202e",
            "\x00",
            "<a href=x>a</a> ",
            "</",
            "<a<",
        ),
        chance.choice(ODD)[:200] or "a",
        chance.choice(WORDS) or "a",
        f"{chance.choice(WORDS)}<{tag}>{chance.choice(WORDS)}<br>",
    )
    return chance.choice(forms)


def _archive(kind: str, chance: Random, number: int, most: int) -> tuple[str, bytes]:
    """An archive of very many members, or of much that packs small."""
    name = chance.choice(
        ("a.txt", "a{}.txt", "a{}.csv", "a{}.zip", "a{}.png", "d{}/", "x/" * 30 + "{}.txt", "a{}.html", "a.jsonl", "a{}.gz")
    )
    number = min(number, 60_000)
    how = chance.randrange(4)
    if how == 0:
        inner = [(name.replace("{}", str(at)), b"Ana came.") for at in range(number)]
        data = packed_zip(inner) if kind == "zip" else packed_tar(inner)
        return f"{number} members {name[:40]}", gzip.compress(data) if kind == "tar" and chance.random() < 0.3 else data
    unit = chance.choice((b"\n", b"a", b"\x00", b"a\n", SENTENCE.encode(), b'{"text":"a"}\n', b"text\na\n", b"<p>a</p>"))
    if how == 1:
        large = unit * (most // len(unit))
        data = packed_zip([(name, large)] * 3) if kind == "zip" else gzip.compress(packed_tar([(name, large)]))
        return f"{name[:40]} with {len(large)} bytes of {unit[:20]!r}", data
    if how == 2:
        data, levels = unit * 1_000_000, chance.choice((2, 3, 5))
        for level in range(levels):
            data = packed_zip([(f"{at}.zip" if level else "a.txt", data) for at in range(chance.choice((1, 5, 30)))])
        return f"{levels} zip files in each other, {unit[:20]!r}", data if kind == "zip" else gzip.compress(data)
    return _overlapping(chance, number) if kind == "zip" else _sparse(chance)


def _overlapping(chance: Random, number: int) -> tuple[str, bytes]:
    """A zip file whose directory names one member very many times."""
    whole = packed_zip([("a.txt", b"a" * chance.choice((100, 100_000)))])
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out) as archive:
        start = archive.start_dir
    entry = whole[start : whole.index(b"PK\x05\x06")]
    count = min(number, 65_000)
    end = whole[whole.index(b"PK\x05\x06") :]
    end = end[:8] + count.to_bytes(2, "little") * 2 + (len(entry) * count).to_bytes(4, "little") + end[16:]
    return f"one member {count} times", whole[:start] + entry * count + end


def _sparse(chance: Random) -> tuple[str, bytes]:
    """A tar file with a member that says it is very large and holds nearly nothing."""
    info = tarfile.TarInfo("a.txt")
    info.size = 512
    size = chance.choice((10**6, 10**9, 10**15))
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "a.txt", "GNU.sparse.realsize": str(size)}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info, io.BytesIO(f"{chance.choice(('1', '0', '99999', 'x'))}\n0\n0\n{size}\n0\n".encode().ljust(512, b"\0")))
    return f"a sparse member of {size} bytes", out.getvalue()
