"""A mail to its Report: press releases and newsletters as mail programs save them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email import message_from_bytes, policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    MessageError,
    StartBoundaryNotFoundDefect,
)
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from functools import cache
from typing import Any, BinaryIO

from legation.model import Problem, Report
from legation.read.dates import doubt_of
from legation.read.declared import as_declared
from legation.read.encoding import decode
from legation.read.given import NOTHING, Given
from legation.read.head import NAME_LINE, OUTLET_NOUN
from legation.read.html.page import fragment_text
from legation.read.plain import REPORT_AT_MOST, read_text, too_large
from legation.tables.first_names import load_first_names

FAULTS = (MessageError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the mail package raises on headers and parts that are no mail's."""
CUT_OFF = (
    CloseBoundaryNotFoundDefect,
    StartBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
)
LINES_AT_MOST = 1_000_000
"""Lines of a mail, of each of which the mail package makes an object; attachments of 50 million bytes have 700,000."""
NESTED_AT_MOST = 30
"""Parts that have parts; each line of a mail is handed through all that it stands in. A mail that was passed on has five."""
PARTS_AT_MOST = 5_000
"""Lines that may begin a part."""
HEADER_AT_MOST = 2_000
"""Characters of a header that are read: of those of parts the mail package copies the rest anew for each piece that it takes off."""
HEADERS_AT_MOST = 100_000
"""Characters of all headers of parts, each of which the mail package reads anew some eight times; 500 parts have so many."""
PART_HEADER = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*+", re.IGNORECASE | re.MULTILINE)
SEALS = ("application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
NAME_AT_MOST = 200

SUBJECT_PREFIX = re.compile(r"\s*(?:(?:re|fwd?|aw|wg|tr|sv|rv)\s*(?:\[\d+\])?\s*:|\[[^\]\n]{1,40}\])\s*", re.IGNORECASE)
ORGANISATION = re.compile(
    rf"\b(?:{OUTLET_NOUN}|office|minist(?:ry|ère|erio|erium)|department|dept|embassy|consulate|government|newsletters?|service|services|council"
    r"|commission|commissioner|union|secretariat|spokes\w+|parliament|senate|congress|team|info|information|communications?|newsroom|presidency"
    r"|chancellery|delegation|mission|bureau|institute|foundation|university|alerts?|updates?|digest|briefing|desk|releases?|state|house|palace"
    r"|cabinet|protocol|nations|organi[sz]ation|no-?reply)\b",
    re.IGNORECASE,
)
BACKWARDS = re.compile(r"([^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)?), ([^\W\d_][\w'’. -]*)")
PARTED = re.compile(r"\s+\(|\s+[|–-]\s+|,\s+|\s+(?:at|from)\s+")
VIA = re.compile(r"\s+(?:via|\(via|on behalf of)\s.*$", re.IGNORECASE)

STUB = re.compile(
    r"\b(?:view|see|read|open)\b[^\n]{0,60}\b(?:in|with)\s+(?:your|a|the)\s+(?:web\s*)?browser\b|\b(?:view|see|read)\b[^\n]{0,40}\bonline\b"
    r"|\b(?:program|client|reader)\b[^\n]{0,40}\b(?:does\s+not|doesn't|cannot|can't)\s+(?:support|display|show|read)\b[^\n]{0,40}\bHTML\b"
    r"|\bHTML\b[^\n]{0,60}\b(?:e-?mail|mail|message)\b|\bmulti-?part\s+message\b",
    re.IGNORECASE,
)
STUB_AT_MOST = 600
"""Characters of a plain part that only sends the reader on to the HTML."""
FOOTER = re.compile(
    r"\bunsubscribe\b|\bsubscription preferences\b|\bmanage (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)\b"
    r"|\byou (?:are receiving|received|have received) this (?:e-?mail|mail|message|newsletter)\b"
    r"|\bthis (?:e-?mail|mail|message) (?:was sent to\b|[^\n]{0,80}\bconfidential\b)"
    r"|\bview (?:this|it) (?:e-?mail |message |newsletter )?in (?:your|a) (?:web )?browser\b",
    re.IGNORECASE,
)
FOOTER_AT_MOST = 400
"""Characters of a paragraph of the foot; a longer one is text in which such words are said."""
WROTE = re.compile(r"^(?:On|Am|Le|El) .{5,200}(?:wrote|schrieb|a écrit|escribió)\s*:$")
SIGNATURE = re.compile(r"^--[ \t]*$", re.MULTILINE)
ORIGINAL = re.compile(r"^-{3,} ?Original Message ?-{3,}$", re.IGNORECASE | re.MULTILINE)
FORWARDED = re.compile(
    r"^-{3,} ?Forwarded message ?-{3,}\n(?:\s*(?:From|Date|Sent|Subject|To|Cc)\s*:[^\n]*\n)*", re.IGNORECASE | re.MULTILINE
)
BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a mail holds."""

    subject: str
    sender: str
    """Name of the sender as it is displayed."""
    date: str
    plain: str
    html: str
    attached: tuple[str, ...]
    sealed: bool
    """Whether it is encrypted."""
    damaged: bool


def read_mail(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Report | Problem]:
    """The report of a stream that is one mail."""
    data = stream.read(REPORT_AT_MOST + 1)
    if len(data) > REPORT_AT_MOST:
        yield too_large(source)
        return
    if max(data.count(b"\n"), data.count(b"\r")) > LINES_AT_MOST:
        yield Problem(code="read.too_large", where=source, advice=f"over {LINES_AT_MOST:,} lines for one mail; save its text as .txt")
        return
    if _is_nested(data):
        yield Problem(code="mail.nested", where=source, advice="mails within mails, or parts beyond counting; save each mail by itself")
        return
    mail = _opened(PART_HEADER.sub(lambda header: header[0][:HEADER_AT_MOST], data))
    if mail is None:
        yield Problem(code="mail.damaged", where=source, advice="cannot be taken apart as a mail; save its text as .txt")
        return
    yield from _read(mail, source, given)


def _read(mail: Opened, source: str, given: Given) -> Iterator[Report | Problem]:
    advice = "is attached and was not read; save it, and name it to have it read"
    notes = [Problem(code="note.attachment", where=source, advice=f"{name} {advice}") for name in mail.attached]
    body = _body(mail)
    if not body:
        sealed = Problem(code="read.encrypted", where=source, advice="the mail is encrypted; save its text as .txt")
        yield sealed if mail.sealed else Problem(code="read.empty", where=source, advice="a mail without a text of its own")
        yield from notes
        return
    if mail.damaged:
        notes.append(Problem(code="mail.damaged", where=source, advice="the mail is cut or damaged; its end may be missing"))
    published, problems = _day(mail.date, source, given)
    title = title_of(mail.subject)
    outlet, byline = signed_by(mail.sender)
    first, _, rest = body.partition("\n")
    text = "\n\n".join(part for part in (title, rest.strip() if first.strip() == title else body) if part)
    report = read_text(text, title=title or None, outlet=outlet, byline=byline, source=source, published=published, dated=not problems)
    yield replace(report, problems=(*report.problems, *problems, *notes))


def _is_nested(data: bytes) -> bool:
    """Whether there are more parts, or parts in parts, than any mail has."""
    if data.count(b"\n--") > PARTS_AT_MOST or len(re.findall(rb"boundary\s*=", data, re.IGNORECASE)) > NESTED_AT_MOST:
        return True
    return sum(min(len(header[0]), HEADER_AT_MOST) for header in PART_HEADER.finditer(data)) > HEADERS_AT_MOST


def title_of(subject: str) -> str:
    """A subject without what mail programs and lists put before it."""
    title = " ".join(subject.split())
    while (prefix := SUBJECT_PREFIX.match(title)) is not None:
        title = title[prefix.end() :]
    return title


def signed_by(sender: str) -> tuple[str | None, str | None]:
    """Outlet and byline that the name of a sender gives: an office or paper, or a person; neither where it may be either."""
    name = VIA.sub("", " ".join(sender.split())).strip("\"' ")
    if "@" in name or not name:
        return None, None
    person, *paper = PARTED.split(name.removesuffix(")"), maxsplit=1)
    if paper and _is_person(person) and ORGANISATION.search(paper[0]) and not ORGANISATION.search(person):
        return paper[0], person
    if ORGANISATION.search(name):
        return name, None
    turned = BACKWARDS.fullmatch(name)
    name = f"{turned[2]} {turned[1]}" if turned else name
    return None, name if _is_person(name) else None


def _is_person(name: str) -> bool:
    """Whether a name is a person's by its first word; "Le Monde" looks like one too."""
    return NAME_LINE.fullmatch(name) is not None and name.split()[0] in _first_names()


@cache
def _first_names() -> frozenset[str]:
    return frozenset(load_first_names())


def _day(written: str, source: str, given: Given) -> tuple[date | None, tuple[Problem, ...]]:
    """Day of publication: the day of sending as the sender's clock had it."""
    if not written:
        return given.published, ()
    try:
        day = parsedate_to_datetime(written[:HEADER_AT_MOST]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        doubt: str | None = f"is no one date: {written[:40]!r}"
    else:
        doubt = doubt_of(day, given.today)
        if doubt is None:
            return day, ()
    return None, (Problem(code="mail.bad_date", where=source, advice=f"the day of sending {doubt}; the report is left undated"),)


def _body(mail: Opened) -> str:
    """The text: the plain part, or the HTML where there is no plain one or it only sends the reader there."""
    plain = _own_words(mail.plain)
    if plain and not (mail.html and len(plain) <= STUB_AT_MOST and STUB.search(plain)):
        return _without_foot(plain)
    return _without_foot(fragment_text(mail.html).strip()) if mail.html else _without_foot(plain)


def _own_words(text: str) -> str:
    """The words of the sender: no signature, no quoted mail, no heading of a mail that is passed on."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    signature = SIGNATURE.search(text)
    if signature is not None and text[: signature.start()].strip():
        text = text[: signature.start()]
    original = ORIGINAL.search(text)
    if original is not None and text[: original.start()].strip():
        text = text[: original.start()]
    lines = FORWARDED.sub("", text).split("\n")
    quoted = [line.startswith(">") for line in lines]
    kept = [
        line for number, line in enumerate(lines) if not quoted[number] and not (WROTE.match(line) and any(quoted[number + 1 : number + 3]))
    ]
    return "\n".join(kept).strip()


def _without_foot(text: str) -> str:
    """The text without the paragraphs by which one leaves a list, and without what stands below them."""
    parts = BLANK_LINE.split(text)
    last_long = max((number for number, part in enumerate(parts) if len(part) > FOOTER_AT_MOST), default=-1)
    kept = []
    for number, part in enumerate(parts):
        if len(part) <= FOOTER_AT_MOST and FOOTER.search(part):
            if number >= len(parts) / 2 and number > last_long:
                break
            continue
        kept.append(part)
    return "\n\n".join(kept).strip()


def _opened(data: bytes) -> Opened | None:
    """The parts of a mail, by the rules of today, and where these break on it by the older ones; None where both do."""
    for rules in (policy.default, policy.compat32):
        try:
            return _parts(message_from_bytes(data, policy=rules))
        except FAULTS:
            continue
    return None


def _parts(message: Message[Any, Any]) -> Opened:
    """What stands in the leaves of a mail's tree."""
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attached: list[str] = []
    leaves = list(_leaves(message))
    for part in leaves:
        name = _attached_name(part)
        if name is not None:
            attached.append(name)
        elif part.get_content_type() in SEALS:
            continue
        else:
            texts["text/html" if part.get_content_type() == "text/html" else "text/plain"].append(_text(part))
    return Opened(
        subject=_header(message, "subject"),
        sender=_sender(message),
        date=_raw_header(message, "date"),
        plain="\n\n".join(filter(None, texts["text/plain"])),
        html="\n".join(filter(None, texts["text/html"])),
        attached=tuple(attached),
        sealed=any(part.get_content_type() in SEALS for part in leaves),
        damaged=any(isinstance(defect, CUT_OFF) for part in (message, *leaves) for defect in part.defects),
    )


def _leaves(message: Message[Any, Any]) -> Iterator[Message[Any, Any]]:
    """The parts that have no parts, in order; a mail that is attached is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting.extend(inner for inner in reversed(list(part.get_payload())) if isinstance(inner, Message))
        else:
            yield part


def _attached_name(part: Message[Any, Any]) -> str | None:
    """What a part is called that is no text of the mail itself; None for its texts, and for pictures that stand in them."""
    kind, placed = part.get_content_type(), part.get_content_disposition()
    if kind in SEALS or (placed != "attachment" and (kind in ("text/plain", "text/html") or kind.startswith("multipart/"))):
        return None
    if kind.startswith("image/") and placed != "attachment" and part.get("content-id"):
        return None
    name = part.get_filename() or ("a mail" if kind.startswith("message/") else f"a file of kind {kind}")
    return " ".join(name.encode("utf-8", errors="replace").decode("utf-8").split())[:NAME_AT_MOST]


def _text(part: Message[Any, Any]) -> str:
    """The text of a part; nothing where its bytes are none."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = as_declared(data, part.get_content_charset())
    decoded = decode(data) if text is None else None
    return text or (decoded.text if decoded is not None else "")


def _raw_header(message: Message[Any, Any], name: str) -> str:
    """A header as it was sent; where that is more than ASCII, in whatever encoding it proves to be."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[:HEADER_AT_MOST]
    if raw.isascii():
        return raw
    decoded = decode(raw.encode("utf-8", errors="surrogateescape"))
    return decoded.text if decoded is not None else ""


def _header(message: Message[Any, Any], name: str) -> str:
    raw = _raw_header(message, name)
    try:
        return str(policy.default.header_fetch_parse(name, raw))
    except FAULTS:
        return raw


def _sender(message: Message[Any, Any]) -> str:
    """The name that the sender is displayed under."""
    raw = _raw_header(message, "from")
    try:
        # Bytes of an encoded word that are none of its encoding come as halves of characters.
        return str(policy.default.header_fetch_parse("from", raw).addresses[0].display_name).encode("utf-8", "replace").decode("utf-8")
    except FAULTS:
        return parseaddr(raw)[0]
