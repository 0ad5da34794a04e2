"""Inputs for ``fuzz_readers.py``: sources of each kind, what is done to them, and sources that hold one thing very many times."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
KINDS = ("html", "feed", "mail", "table", "records", "zip", "tar", "plain")
NAMES = {
    "html": ("a.html", "", "a.php"),
    "feed": ("a.rss", "a.atom", "a.xml", ""),
    "mail": ("a.eml", ""),
    "table": ("a.csv", "a.tsv"),
    "records": ("a.jsonl", ""),
    "zip": ("a.zip", ""),
    "tar": ("a.tar", "a.tar.gz", "a.tgz", "a.gz", "a.xz", "a.html.bz2", ""),
    "plain": ("a.txt", ""),
}
"""What inputs of a kind are called; the empty name is standard input's."""
SENTENCE = "Foreign Minister Ana Prieto of Chile visited Ottawa on March 3, 2020, and spoke with her host of trade and of the border. "
WORDS = (*("x", "word ", "Ana Prieto came.", SENTENCE, SENTENCE * 3, "By Jane Roe", "March 3, 2020", "Read more: talks", "é", "日本", ""),)
DATES = (
    *("2020-02-31", "0000-01-01", "99999-01-01", "2020-13-01", "2020-00-00", "31 February 2020", "March 0, 2020", "March 99, 2020"),
    *("Mon, 1 Jan 2020 00:00:00 +99999999999999", "Mon, 1 Jan 99999999999999999999 00:00:00", "Mon, 0 Foo 0 99:99:99 -9999", "1"),
    *("-1", "2020-01-01T25:61:61Z", "2020-01-01T00:00:00+99:99", "2020-01-01" + " " * 3_000 + "x", "1577836800", "1577836800000"),
    *("9" * 5_000, "20200101T000000Z", "00000000", "2020-W53-7", "٢٠٢٠-٠١-٠١", "²-²-²", "3/4/2020", "31.02.2020", "1 Jan 0001"),
    *("Dec 31, 9999", "NaN"),
)
ODD = (
    *("", " ", "\x00", "\ud800", "\udfff", "\ufeff", "\u202e", "\u2028", "\x85", "\x1b[31m", "&#xD800;", "&#0;", "&#x110000;"),
    *("&#" + "1" * 5_000, "&amp;#" + "1" * 5_000 + ";", "&#xFFFE;", "<", ">", '"', "'", "&", "--", "]]>", "<![CDATA[", "<!--"),
    *("-->", "<script>", "</script", "{", "[", "\\", "\\ud800", "\\u0000", "null", "-1", "1e999", "9" * 5_000, "[" * 900),
    *('{"a":' * 900, "http://[", "javascript:x", "a" * 5_000, " " * 5_000, "\n" * 5_000, "..", "..." * 1_000, ". " * 2_000),
    *("-" * 3_000, "|" * 2_000, "A" * 5_000, "Ab " * 2_000, "by " * 2_000, "1 " * 3_000, "= " * 999, "\t" * 999),
)
CHARSETS = (
    *("utf-8", "utf-16", "utf-32", "utf-7", "latin-1", "windows-1252", "shift_jis", "euc-jp", "gb18030", "gb2312", "big5", "koi8-r"),
    *("hz", "iso-2022-jp", "iso-2022-kr", "euc-kr", "mac-roman", "cp037", "cp65001", "undefined", "punycode", "idna", "rot13"),
    *("hex", "unicode_escape", "none", "x" * 60),
)
CODECS = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "cp1251", "shift_jis", "gb18030"),
    *("iso-2022-jp", "cp037"),
)
TAGS = (
    "html head body main article section header footer aside nav p div table tbody tr td th ul ol li dl dt dd blockquote h1 h2 h3 h4 hr "
    "center form fieldset figure figcaption address pre details summary span time a small button label b i em "
    "strong font big q cite abbr sub sup br img "
    "script style template noscript svg iframe object embed canvas audio video select option input textarea dialog "
    "menu title meta link base map "
    "frameset frame marquee plaintext xmp listing nobr ruby rt math mi amp-img o:p x-y image col colgroup caption "
    "area track source param wbr bdo"
).split()
MARKS = (
    "share related newsletter advert comment comments byline author title headline caption paywall hidden story "
    "article-body date published footer "
    "nav menu js-x a-b-c-d a1b2 Open--x wp-caption entry-content respond disqus_thread breadcrumb sidebar widget teaser subtitle standfirst"
).split()
PROPERTIES = (*("headline", "author", "publisher", "datePublished", "dateModified", "articleBody", "name", "description"),)
METAS = (
    *("og:title", "title", "og:site_name", "author", "article:author", "article:published_time", "date", "dc.date"),
    *("article:modified_time", "description", "og:description", "og:url", "publisher", "keywords", "twitter:data1", "refresh"),
    *("viewport", "last-modified", "pubdate"),
)
FIELDS = (
    *("headline", "author", "publisher", "datePublished", "dateModified", "articleBody", "name", "description", "@type", "@id"),
    *("@graph", "creator", "isAccessibleForFree", "liveBlogUpdate", "text", "content", "value", "body", "html", "model", "data"),
    *("intro", "mainEntity"),
)
TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
DAY = re.compile(
    r"\d{4}-\d\d-\d\d(?:T[\d:]+(?:Z|[+-]\d\d:?\d\d)?)?|(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]+ \d{4}(?: [\d:]+ [+-]\d{4})?"
    r"|[A-Z][a-z]+ \d{1,2}, \d{4}"
)
DATA = re.compile(r"(<script[^>]*json[^>]*>)(.*?)(</script>)", re.DOTALL | re.IGNORECASE)

Change = Callable[[Random, str], str]


# Sources that are sound.


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Sound sources of a kind."""
    pages = tuple(path.read_bytes() for path in sorted(SAMPLES.glob("pages/*.html")))
    texts = tuple(path.read_bytes() for path in sorted(SAMPLES.glob("*.txt")))
    records = (SAMPLES / "samples.jsonl").read_bytes()
    if kind == "html":
        return pages
    if kind == "plain":
        return (*texts, *(text.decode("utf-8").encode("utf-16") for text in texts[:2]))
    if kind == "records":
        rows = [{"id": number, "html": page.decode("utf-8", "replace"), "date": "2020-03-04"} for number, page in enumerate(pages[:4])]
        return (*(line + b"\n" for line in records.splitlines()[:6]), *(json.dumps(row).encode() for row in rows), records)
    if kind in ("feed", "mail", "table"):
        stories = [text.decode("utf-8") for text in texts]
        return {"feed": _feeds, "mail": _mails, "table": _tables}[kind](stories)
    inner = [
        ("a/report.txt", texts[0]),
        ("b.html", pages[0]),
        ("c.jsonl", records[:5_000]),
        ("d.csv", b"text\nAna Prieto came."),
        ("e.png", b"\x89PNG"),
    ]
    return _zips(inner) if kind == "zip" else _tars(inner)


def _feeds(stories: Sequence[str]) -> tuple[bytes, ...]:
    escaped = [story.replace("&", "&amp;").replace("<", "&lt;") for story in stories[:4]]
    items = "".join(
        f"<item><title>{text[:60]}</title><link>https://x.example/{at}</link><dc:creator>Jane Roe</dc:creator><category>a</category>"
        f"<pubDate>Thu, 27 Oct 2022 23:30:00 -0400</pubDate><description>{text[:200]}</description>"
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded><source url='x'>Y</source></item>"
        for at, text in enumerate(escaped)
    )
    entries = "".join(
        f"<entry><title type='html'>{text[:60]}</title><link href='https://x.example/{at}'/><author><name>Jane Roe</name></author>"
        f"<published>2022-10-27T23:30:00Z</published><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{text}</p></div></content></entry>"
        for at, text in enumerate(escaped)
    )
    spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    rss = f"<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0' {spaces}><channel><title>Times</title>{items}</channel></rss>"
    atom = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Times</title>{entries}</feed>"
    rdf = f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' {spaces}>{items}</rdf:RDF>"
    return rss.encode(), atom.encode(), rdf.encode(), rss.replace("utf-8", "windows-1251").encode("cp1251", "xmlcharrefreplace")


def _mails(stories: Sequence[str]) -> tuple[bytes, ...]:
    head = 'From: "Roe, Jane" <jane@x.example>\r\nSubject: =?utf-8?q?Pri=C3=A9to?= comes\r\n'
    head += "Date: Tue, 25 Oct 2022 23:30:00 -0400\r\nMIME-Version: 1.0\r\n"
    parts = "".join(
        f"--b\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{story}\r\n"
        for kind, story in zip(("text/plain", "text/html", "message/rfc822", "image/png"), stories, strict=False)
    )
    whole = f"{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n"
    return (
        f"{head}\r\n{stories[0]}\r\n-- \r\nJane\r\n> quoted\r\n".encode(),
        whole.encode(),
        f"{head}Content-Type: text/html\r\n\r\n<p>{stories[1]}</p>".encode(),
    )


def _tables(stories: Sequence[str]) -> tuple[bytes, ...]:
    found = []
    for delimiter in ",;\t|":
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerow(("id", "published", "title", "text", "url"))
        writer.writerows((at, "2020-03-04", "Talks", story, f"https://x.example/{at}") for at, story in enumerate(stories[:8]))
        found.append(out.getvalue().encode())
    return (*found, found[1].decode("utf-8").encode("utf-16"))


def _zips(inner: Sequence[tuple[str, bytes]]) -> tuple[bytes, ...]:
    found = [packed_zip(inner, how) for how in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)]
    return (
        *found,
        packed_zip([("in.zip", found[1]), ("a.tar.gz", gzip.compress(packed_tar(inner))), ("b.txt.gz", gzip.compress(inner[0][1]))]),
    )


def _tars(inner: Sequence[tuple[str, bytes]]) -> tuple[bytes, ...]:
    plain = packed_tar(inner)
    packed = (
        gzip.compress(plain),
        bz2.compress(plain),
        lzma.compress(plain),
        gzip.compress(inner[0][1]),
        gzip.compress(plain) + b"\x00junk",
    )
    return (plain, packed_tar(inner, tarfile.GNU_FORMAT), packed_tar(inner, tarfile.USTAR_FORMAT), *packed, gzip.compress(plain[:999]) * 2)


def packed_zip(inner: Sequence[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in inner:
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def packed_tar(inner: Sequence[tuple[str, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in inner:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


# What is done to them.


def mutated(kind: str, data: bytes, chance: Random) -> bytes:
    """A source with one to five things done to it."""
    if kind in ("zip", "tar"):
        return _mutated_archive(kind, data, chance)
    codec = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = data.decode(codec, "surrogateescape" if codec == "utf-8" else "replace")
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        text = chance.choice(CHANGES[kind])(chance, text)[:8_000_000]
    codec = chance.choice(CODECS) if chance.random() < 0.1 else codec
    found = bytearray(text.encode(codec, "surrogateescape" if codec == "utf-8" and _is_escaped(text) else "replace"))
    return bytes(_scratched(found, chance) if chance.random() < 0.1 else found)


def _is_escaped(text: str) -> bool:
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _scratched(data: bytearray, chance: Random) -> bytearray:
    """Bytes changed, put in or taken out in a few places, or the end cut off."""
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(data) + 1)
        how = chance.randrange(4)
        if how == 0 and at < len(data):
            data[at] = chance.choice((0, 1, 0x0A, 0x22, 0x3C, 0x7F, 0x80, 0xC3, 0xFF, chance.randrange(256)))
        elif how == 1:
            data[at:at] = chance.randbytes(chance.choice((1, 2, 4, 16)))
        elif how == 2:
            del data[at : at + chance.choice((1, 2, 8, 512))]
        elif chance.random() < 0.2:
            del data[at:]
    return data


def _tokens_moved(chance: Random, text: str) -> str:
    """Tags and texts doubled, nested, swapped, many times over, or left out."""
    tokens = TOKEN.findall(text) or [text]
    low = chance.randrange(len(tokens))
    high = min(len(tokens), low + chance.choice((1, 2, 5, 20, 100)))
    piece, how = tokens[low:high], chance.randrange(5)
    if how == 0:
        tokens[low:low] = piece * chance.choice((1, 2, 10, 200))
    elif how == 1:
        tokens[low:high] = piece[: len(piece) // 2] * chance.choice((2, 10, 300)) + piece[len(piece) // 2 :]
    elif how == 2:
        del tokens[low:high]
    elif how == 3:
        other = chance.randrange(len(tokens))
        tokens[other:other] = piece
        del tokens[low:high]
    else:
        chance.shuffle(piece)
        tokens[low:high] = piece
    return "".join(tokens)


def _lines_moved(chance: Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    low = chance.randrange(len(lines))
    piece = lines[low : low + chance.choice((1, 2, 10))]
    how = chance.randrange(3)
    lines[low : low + (len(piece) if how == 1 else 0)] = piece * chance.choice((1, 3, 50)) if how == 0 else []
    if how == 2:
        chance.shuffle(lines)
    return "".join(lines)


def _cut(chance: Random, text: str) -> str:
    low, high = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return chance.choice((text[:high], text[low:], text[low:high], text[:low] + text[high:]))


def _with_odd(chance: Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(ODD) * chance.choice((1, 1, 1, 3, 20)) + text[at:]


def _with_dates(chance: Random, text: str) -> str:
    return DAY.sub(lambda match: chance.choice(DATES) if chance.random() < 0.7 else match[0], text)


def _renamed(chance: Random, text: str) -> str:
    """One tag becomes another wherever it stands, or one word of a name that of another element."""
    tag = chance.choice(re.findall(r"</?([a-zA-Z][\w:-]*)", text) or ["p"])
    if chance.random() < 0.5:
        return re.sub(rf"(</?){re.escape(tag)}\b", rf"\g<1>{chance.choice(TAGS)}", text)
    return re.sub(r"(class|id|role|itemprop|name|property)=([\"'])[^\"']*", lambda match: f"{match[1]}={match[2]}{_value(chance)}", text)


def _value(chance: Random) -> str:
    return chance.choice((*MARKS, *PROPERTIES, *METAS, chance.choice(ODD), chance.choice(DATES)))


def _with_attributes(chance: Random, text: str) -> str:
    spots = [match.end() - 1 for match in re.finditer(r"<\w+[^<>]*>", text)]
    at = chance.choice(spots or [0])
    many = chance.choice((1, 3, 50, 3_000))
    added = "".join(
        f' {chance.choice(("class", "id", "style", "hidden", "x", "role"))}{number}="{chance.choice(MARKS)}"' for number in range(many)
    )
    return text[:at] + added + text[at:]


def _with_charset(chance: Random, text: str) -> str:
    return re.sub(r"(charset=[\"']?|encoding=[\"'])[\w:.-]*", lambda match: match[1] + chance.choice(CHARSETS), text)


def _with_data(chance: Random, text: str) -> str:
    """JSON in a page with odd values, broken, or put in."""
    kind = chance.choice(("application/ld+json", "application/json"))
    made = json.dumps({"@type": chance.choice(("NewsArticle", "WebPage", ["Report"])), **_odd_object(chance)})
    if chance.random() < 0.3:
        made = _with_odd(chance, made) if chance.random() < 0.5 else made[: chance.randrange(len(made))]
    if DATA.search(text) and chance.random() < 0.5:
        return DATA.sub(lambda match: match[1] + _with_odd(chance, match[2]) + match[3], text)
    metas = "".join(f'<meta {chance.choice(("name", "property"))}="{chance.choice(METAS)}" content="{_value(chance)}">' for _ in range(5))
    return text.replace("<head>", f'<head>{metas}<script type="{kind}">{made}</script>', 1)


def _odd_object(chance: Random, depth: int = 0) -> dict[str, object]:
    return {chance.choice(FIELDS): _odd_json(chance, depth + 1) for _ in range(chance.choice((1, 3, 8)))}


def _odd_json(chance: Random, depth: int) -> object:
    simple: list[object] = [None, True, -1, 1e300, 10**400, chance.choice(ODD), chance.choice(DATES), chance.choice(WORDS), [], {}]
    if depth > 4 or chance.random() < 0.5:
        return chance.choice(simple)
    if chance.random() < 0.2:
        nested: object = "a"
        for _ in range(chance.choice((20, 300, 900))):
            nested = [nested] if chance.random() < 0.5 else {chance.choice(FIELDS): nested}
        return nested
    return [_odd_json(chance, depth + 1) for _ in range(chance.choice((1, 3, 30)))] if chance.random() < 0.5 else _odd_object(chance, depth)


def _value_changed(chance: Random, text: str) -> str:
    """One value of the JSON objects, one a line."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    try:
        record = json.loads(lines[at])
        record[chance.choice((*record, "html", "published", "state", "language", "url", "byline"))] = _odd_json(chance, 0)
        lines[at] = json.dumps(record, ensure_ascii=chance.random() < 0.5)
    except (ValueError, TypeError, IndexError, RecursionError):
        lines[at] = _with_odd(chance, lines[at])
    return "\n".join(lines)


def _header_changed(chance: Random, text: str) -> str:
    """A header of a mail put in, with an odd value."""
    name = chance.choice(
        ("From", "Subject", "Date", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version", "X")
    )
    values = (
        *(
            "multipart/mixed; boundary=b",
            "text/html; charset=utf-16",
            "message/rfc822",
            "base64",
            "x-uuencode",
            "quoted-printable",
            "a" * 3_000,
        ),
        *(
            ';;="',
            "attachment; filename*0*=x'y'%ff; filename=",
            "=?utf-8?q?=ff=00?= (((",
            "=?utf-7?b?+2AA-?= <a@b>",
            "text/plain; charset*0*=;" * 50,
        ),
        *(
            chance.choice(DATES),
            chance.choice(ODD),
            f"text/plain; charset={chance.choice(CHARSETS)}",
            f"=?{chance.choice(CHARSETS)}?q?=d8=00?=",
        ),
    )
    spots = [0, *(match.end() for match in re.finditer(r"\n(?=[A-Z][\w-]+:)", text))]
    at = chance.choice(spots)
    return f"{text[:at]}{name}: {chance.choice(values)}\r\n{text[at:]}"


def _cell_changed(chance: Random, text: str) -> str:
    """Marks, breaks and delimiters of a table put in, out or in the place of others."""
    old, new = chance.choice(',;\t|"\n'), chance.choice((*',;\t|"\n\r\x00\\ ', '""', '\\"', "\r\r\n", '"x', "sep=;\n"))
    if chance.random() < 0.3:
        return text.replace(old, new)
    at = chance.randrange(len(text) + 1)
    return text[:at] + new * chance.choice((1, 2, 100)) + text[at:]


ALL: tuple[Change, ...] = (_cut, _with_odd, _with_dates, _lines_moved)
CHANGES: dict[str, tuple[Change, ...]] = {
    "html": (*ALL, _tokens_moved, _tokens_moved, _renamed, _with_attributes, _with_charset, _with_data, _with_data),
    "feed": (*ALL, _tokens_moved, _tokens_moved, _renamed, _with_attributes, _with_charset),
    "mail": (*ALL, _header_changed, _header_changed, _header_changed, _with_charset),
    "table": (*ALL, _cell_changed, _cell_changed),
    "records": (*ALL, _value_changed, _value_changed, _value_changed),
    "plain": ALL,
}


def _mutated_archive(kind: str, data: bytes, chance: Random) -> bytes:
    """An archive made anew of odd members under odd names, or one with bytes changed in it."""
    if chance.random() < 0.5:
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 3, 10))):
            # Numbers of four bytes in the directory of a zip, of twelve digits in the header of a tar.
            at = max(0, len(changed) - chance.randrange(600)) if chance.random() < 0.5 else chance.randrange(len(changed) + 1)
            changed[at : at + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x00\x00\x00\x80", b"PK\x01\x02", b"PK\x05\x06", b"\x80\xff")
            )
            at = chance.randrange(0, max(len(changed), 1), 512) + chance.choice((100, 124, 136, 148, 156, 157, 257, 482))
            changed[at : at + 12] = chance.choice(
                (b"77777777777 ", b"\x80" + b"\x00" * 10 + b"\x09", b"\xff" * 12, b"-0000000001 ", b"S", b"x", b"L", b"g")
            )
        return bytes(_scratched(changed, chance))[: chance.choice((None, None, len(changed) // 2))]
    names = (
        "../a.txt",
        "/etc/a.txt",
        "a\x00.txt",
        "a\ud800.txt",
        "a\udcff.txt",
        "é.html",
        "a/" * 99 + "b.txt",
        "a.txt",
        "a.csv",
        "a.zip",
        "C:\\a.txt",
        ".txt",
        "a.tar.gz",
        "",
    )
    kinds = chance.choices(("html", "table", "records", "plain", "feed", "mail"), k=chance.choice((1, 2, 5)))
    inner = [(chance.choice(names), mutated(inner_kind, chance.choice(seeds(inner_kind)), chance)) for inner_kind in kinds]
    if chance.random() < 0.3:
        inner.append(("in.zip", data))
    if kind == "zip":
        return packed_zip([(name.encode("utf-8", "replace").decode(), each) for name, each in inner])
    plain = _odd_tar(inner, chance)
    return chance.choice(
        (plain, gzip.compress(plain), lzma.compress(plain), gzip.compress(plain)[:-9] + gzip.compress(plain), bz2.compress(plain) + b"x")
    )


def _odd_tar(inner: Sequence[tuple[str, bytes]], chance: Random) -> bytes:
    out = io.BytesIO()
    with tarfile.open(
        fileobj=out, mode="w", format=chance.choice((tarfile.PAX_FORMAT, tarfile.GNU_FORMAT)), errors="surrogateescape"
    ) as archive:
        for name, data in inner:
            info = tarfile.TarInfo(name.replace("\ud800", "?"))
            info.size, info.linkname = len(data), chance.choice(("", "/etc/passwd", "a.txt"))
            info.type = chance.choice(
                (tarfile.REGTYPE, tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, b"S", b"?")
            )
            info.pax_headers = (
                {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "size": chance.choice(("-1", "x", "9" * 30))}
                if chance.random() < 0.1
                else {}
            )
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
