"""The dateline: the place a report is filed from, the day and the agency, before its first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from legation.read.dates import DAY, MONTH, WEEKDAY, date_of

AGENCIES = frozenset(
    (
        "AA",
        "ADN",
        "AFP",
        "AKI",
        "ANI",
        "ANSA",
        "ANTARA",
        "AP",
        "APA",
        "APP",
        "ATS",
        "AZERTAC",
        "Agence France-Presse",
        "Anadolu",
        "Antara",
        "Associated Press",
        "BBC",
        "BBC News",
        "Belga",
        "Bernama",
        "Bloomberg",
        "Bloomberg News",
        "CBC",
        "CBC News",
        "CBS News",
        "CGTN",
        "CNA",
        "CNN",
        "CP",
        "Canadian Press",
        "DPA",
        "EFE",
        "FARS",
        "GNA",
        "IANS",
        "INA",
        "IRNA",
        "ITAR-TASS",
        "Interfax",
        "JANA",
        "KCNA",
        "KPL",
        "KUNA",
        "Kyodo",
        "Kyodo News",
        "MENA",
        "NAN",
        "NNA",
        "NPR",
        "PA",
        "PAP",
        "PNA",
        "PTI",
        "Press Association",
        "QNA",
        "RIA",
        "RIA Novosti",
        "Reuters",
        "SANA",
        "SPA",
        "Sputnik",
        "TASS",
        "Tanjug",
        "Tass",
        "The Associated Press",
        "The Canadian Press",
        "UNI",
        "UPI",
        "VNA",
        "VOA",
        "WAM",
        "Wafa",
        "Wikinews",
        "Xinhua",
        "Yonhap",
        "dpa",
    )
)
"""Names and letters that news agencies sign with."""
NO_PLACES = frozenset(
    (
        "alert",
        "analysis",
        "asean",
        "background",
        "breaking",
        "breaking news",
        "brics",
        "comment",
        "correction",
        "corrected",
        "editorial",
        "eu",
        "exclusive",
        "explainer",
        "factbox",
        "feature",
        "file",
        "headline",
        "iaea",
        "imf",
        "interview",
        "intro",
        "live",
        "nato",
        "news",
        "note",
        "opec",
        "opinion",
        "photo",
        "photos",
        "preview",
        "quote",
        "read",
        "related",
        "source",
        "special",
        "summary",
        "timeline",
        "un",
        "update",
        "updated",
        "urgent",
        "us",
        "usa",
        "uk",
        "video",
        "watch",
        "who",
        "wrapup",
        "advisory",
        "q",
        "a",
        "u.s",
        "u.n",
        "u.k",
        "e.u",
        "au",
        "sco",
        "osce",
        "oas",
        "adds details",
        "sic",
        "part",
    )
)
"""What stands where a dateline would, and names no place to file from."""
SMALL_WORDS = frozenset(("of", "the", "and", "de", "la", "le", "du", "da", "do", "al", "el", "en", "on", "upon", "am", "an", "der"))

PLACE_WORD = r"[^\W\d_][\w.'’/-]*"
PLACE = rf"{PLACE_WORD}(?:\s+{PLACE_WORD}){{0,4}}"
WHEN = rf"(?:{WEEKDAY}(?:,?\s+{MONTH}\s+{DAY})?|(?:{WEEKDAY},?\s+)?(?:{MONTH}\s+{DAY}|{DAY}\s+{MONTH})(?:,?\s+\d{{4}})?)"
NEXT = r"(?=[\"“‘'«`(\[]*[^\W_a-z])"
BARE = re.compile(
    rf"(?P<place>{PLACE}(?:,\s+{PLACE}){{0,2}}?)(?:,?\s+(?P<when>{WHEN}))?"
    rf"(?:\s*\((?P<agency>[A-Z][^()]{{1,39}})\))?(?:,?\s+(?P<then>{WHEN}))?"
    rf"(?P<dash>\s*(?:--+|—|―)\s*|\s+[–_-]\s+|:\s+|\s+){NEXT}"
)
WRAPPED = re.compile(rf"[(\[](?P<inside>[^()\[\]\n]{{2,60}})[)\]]\s*(?:(?:--+|[—–―_:-])\s*)?{NEXT}")
WHOLE_WHEN = re.compile(WHEN)
OWN_LINE = re.compile(rf"(?P<place>{PLACE}(?:,\s+{PLACE})?),?\s+(?:[-–—]\s+)?(?P<when>{WHEN})\.?")
DASH_LATER = re.compile(r"\s(?:--+|[—–―-])\s|[a-z]—")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a dateline says, and how many characters it takes with its dash and space."""

    length: int
    place: str | None
    agency: str | None
    day: date | None
    """None unless the year is there."""


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with, if it begins with one."""
    return _wrapped(paragraph) if paragraph[:1] in "([" else _bare(paragraph[:400])


def find_place_line(line: str) -> Dateline | None:
    """A line that holds place and full date and nothing else, as press releases have it ("Ottawa, October 25, 2022")."""
    match = OWN_LINE.fullmatch(line) if len(line) <= 80 else None
    if match is None or not _is_capitalised(match["place"]):
        return None
    day = date_of(match["when"])
    return Dateline(length=len(line), place=match["place"], agency=None, day=day) if day is not None else None


def _wrapped(paragraph: str) -> Dateline | None:
    match = WRAPPED.match(paragraph)
    if match is None:
        return None
    places: list[str] = []
    agency: str | None = None
    day: date | None = None
    for part in re.split(r",\s+(?=[A-Z])|\s+[-–—|]\s+", match["inside"]):
        if part in AGENCIES:
            agency = part
        elif WHOLE_WHEN.fullmatch(part):
            day = date_of(part)
        elif part.lower() in NO_PLACES or not _is_capitalised(part) or len(part.split()) > 4:
            return None
        else:
            places.append(part)
    return Dateline(length=match.end(), place=", ".join(places) or None, agency=agency, day=day)


def _bare(paragraph: str) -> Dateline | None:
    match = BARE.match(paragraph)
    if match is None:
        return None
    place, dash = match["place"], match["dash"].strip()
    when = match["when"] or match["then"]
    agency = match["agency"]
    if place in AGENCIES and agency is None and dash and dash != ":":
        return Dateline(length=match.end(), place=None, agency=place, day=date_of(when) if when else None)
    if place.lower().rstrip(".") in NO_PLACES or not _is_capitalised(place):
        return None
    if not _is_plainly_dateline(place, dash, paragraph[match.end() :], signed=agency in AGENCIES, dated=when is not None):
        return None
    return Dateline(length=match.end(), place=place, agency=agency, day=date_of(when) if when else None)


def _is_plainly_dateline(place: str, dash: str, rest: str, *, signed: bool, dated: bool) -> bool:
    """Whether capitals, dash, day and agency together leave no other reading: "Trudeau - Canada's leader - said" is none."""
    capitals = _is_all_capitals(place)
    if not dash:
        return signed and capitals
    if capitals:
        return True
    if dash == ":":
        return False
    if signed or dated:
        return True
    sentence = re.split(r"[.!?]\s", rest, maxsplit=1)[0]
    return dash != "-" and len(place.split()) <= 3 and not DASH_LATER.search(sentence)


def _is_all_capitals(place: str) -> bool:
    """Whether the town stands in capitals; its country may not ("HANOI, Vietnam")."""
    letters = [letter for letter in place.split(",")[0] if letter.isalpha()]
    return len(letters) >= 3 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def _is_capitalised(place: str) -> bool:
    words = place.replace(",", " ").split()
    return all(word[0].isupper() or word in SMALL_WORDS for word in words) and words[0][0].isupper()
