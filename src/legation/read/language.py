"""The language of a text, and what is said of one that cannot be read."""

from __future__ import annotations

import re

from legation.model import Problem, Report

HEAD = 2_000
"""Characters looked at: more changes nothing."""
GLANCE = 600
"""Characters that plain English is known by."""
LEAD = 25.0
LEAD_A_CHARACTER = 0.6
"""How far another language must lead English, in the model's logarithms, to be taken for certain.

None of 4,900 sentences and headlines of English press has both, as they are and in capitals, lists of names among them; of forty letters
and more the most is 0.33 a character. Sentences and headlines of thirty languages have 0.65 to 14. Redo: rank any collection by lines.
"""
NO_LANGUAGE = frozenset("zxx und mul mis unk nan na".split())
"""What stands for no language, for several or for one not known; the last two are what tables write for nothing."""
ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "for",
        "with",
        "was",
        "were",
        "is",
        "on",
        "by",
        "from",
        "has",
        "have",
        "had",
        "his",
        "her",
        "their",
        "which",
        "said",
        "will",
        "would",
    )
)
ENGLISH_SHARE = 0.15
"""English prose has a third or more of its words in that list; names and headings of other languages have none."""
WORD = re.compile(r"[^\W\d_]+")
TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?")
NOT_READ = "note.language"
ANY = "xx"
"""What spaCy calls the language of a pipeline for all of them."""
NAMES = dict(
    pair.split(":")
    for pair in (
        "af:Afrikaans am:Amharic ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali bs:Bosnian ca:Catalan cs:Czech da:Danish "
        "de:German el:Greek en:English es:Spanish et:Estonian fa:Persian fi:Finnish fr:French ga:Irish ha:Hausa he:Hebrew hi:Hindi "
        "hr:Croatian hu:Hungarian hy:Armenian id:Indonesian is:Icelandic it:Italian ja:Japanese ka:Georgian kk:Kazakh km:Khmer ko:Korean "
        "ky:Kyrgyz lo:Lao lt:Lithuanian lv:Latvian mk:Macedonian mn:Mongolian ms:Malay mt:Maltese my:Burmese ne:Nepali nl:Dutch "
        "no:Norwegian pa:Punjabi pl:Polish ps:Pashto pt:Portuguese ro:Romanian ru:Russian si:Sinhala sk:Slovak sl:Slovenian so:Somali "
        "sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil te:Telugu tg:Tajik th:Thai tk:Turkmen tl:Tagalog tr:Turkish uk:Ukrainian "
        "ur:Urdu uz:Uzbek vi:Vietnamese zh:Chinese"
    ).split()
)
CODES = {name.lower(): code for code, name in NAMES.items()} | {"eng": "en"}
"""Names under which records give a language, and the one code of three letters that must not be taken for another language."""


def language_of(text: str) -> str | None:
    """ISO 639 code of the language that the beginning of a text is in; None where that is not certain.

    Plain English is known by its commonest words; only other texts load the language model, which takes a second. Names of people and
    places, which a headline has many of, look like other languages: what does not clearly lead English is left open.
    """
    head = text[:HEAD].strip()
    if _is_english(text[:GLANCE]) or _is_english(head):
        return "en"
    if not WORD.search(head):
        return None
    from py3langid import rank  # type: ignore[import-untyped]

    ranked = [(str(code), float(score)) for code, score in rank(head)]
    first, score = ranked[0]
    lead = score - dict(ranked)["en"]
    if first == "en":
        return "en"
    return first if first not in NO_LANGUAGE and lead >= LEAD and lead >= LEAD_A_CHARACTER * len(head) else None


def language_code(given: str | None) -> str | None:
    """The code of a language as a record gives it ("en-GB", "English"); None for what names none."""
    word = (given or "").strip().lower()
    tag = TAG.fullmatch(word)
    code = CODES.get(word) or (CODES.get(tag[1], tag[1]) if tag else None)
    return code if code not in NO_LANGUAGE else None


def language_note(report: Report, read: str | None) -> Problem | None:
    """What is noted of a report that is known to be in another language than a pipeline reads.

    Takes    read = the pipeline's language as spaCy writes it; None where it has none.
    """
    code = language_code(report.language)
    if code is None or read in (code, ANY, None):
        return None
    advice = f"in {NAMES.get(code, code)}; no installed pipeline reads it: recorded, nothing told"
    return Problem(code=NOT_READ, where=report.source or report.id, advice=advice)


def _is_english(text: str) -> bool:
    words = WORD.findall(text.lower())
    return len(words) >= 12 and "the" in words and sum(map(ENGLISH.__contains__, words)) >= ENGLISH_SHARE * len(words)
