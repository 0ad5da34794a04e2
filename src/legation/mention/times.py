"""Time expressions of one sentence: found by the grammar, joined to ranges, with their meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from legation.mention.time_builders import Found
from legation.mention.time_days import days_of
from legation.mention.time_meanings import (
    Anaphoric,
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    DayOfMonth,
    Deadline,
    Direction,
    Duration,
    Era,
    Meaning,
    Part,
    Relative,
    TimePhrase,
)
from legation.mention.time_notation import CompiledRule, compile_rule
from legation.mention.time_ranges import Spotted, join_ranges
from legation.mention.time_rules import RULES, SETS
from legation.mention.time_tense import WordLike, direction_at
from legation.mention.time_words import OTHER, TimeLexicon, Word, load_time_lexicon, split_words
from legation.span import Span
from legation.when import When, first_of, last_of

__all__ = ["Direction", "TimePhrase", "When", "WordLike", "days_of", "direction_at", "find_times", "first_of", "last_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The word list and the rules over it, found by the class of the first word they may begin with."""

    lexicon: TimeLexicon
    by_first: dict[str, tuple[CompiledRule, ...]]


@cache
def load_grammar() -> Grammar:
    """The packaged grammar, read and compiled once."""
    lexicon = load_time_lexicon()
    rules = tuple(compile_rule(rule, lexicon.codes, SETS) for rule in RULES)
    by_first = {code: tuple(rule for rule in rules if code in rule.firsts) for code in lexicon.codes.values()}
    return Grammar(lexicon=lexicon, by_first={code: found for code, found in by_first.items() if found})


def find_times(text: str) -> tuple[TimePhrase, ...]:
    """The time expressions of a sentence, in order, none overlapping another; of several readings the longest.

    Takes    the sentence's text; spans count in it.
    """
    grammar = load_grammar()
    words = split_words(text, grammar.lexicon)
    codes = "".join([word.code for word in words])
    spotted: list[Spotted] = []
    at, end = 0, len(words)
    by_first, openers = grammar.by_first, grammar.lexicon.openers
    while at < end:
        code = codes[at]
        if code == OTHER or (code in openers and codes[at + 1 : at + 2] in (OTHER, "")):
            at += 1
            continue
        rules = by_first.get(code)
        best = _longest(rules, codes, at, words) if rules else None
        if best is None:
            at += 1
            continue
        kept = _in_apposition(best, spotted, words) or _in_context(best, words, grammar.lexicon)
        if kept is not None:
            spotted.append(kept)
        at = best.last
    joined = join_ranges(spotted, words, grammar.lexicon)
    return tuple(_as_phrase(item, words, grammar.lexicon) for item in joined)


def _longest(rules: tuple[CompiledRule, ...], codes: str, at: int, words: list[Word]) -> Spotted | None:
    """The longest phrase that begins here; of two of one length the one whose rule comes first."""
    best: Spotted | None = None
    for rule in rules:
        match = rule.regex.match(codes, at)
        if match is None or (best is not None and match.end() <= best.last):
            continue
        meaning = rule.build(Found(match, words, rule.names))
        if meaning is not None:
            best = Spotted(first=at, last=match.end(), kind=rule.kind, meaning=meaning)
    return best


def _in_context(item: Spotted, words: list[Word], lexicon: TimeLexicon) -> Spotted | None:
    """The phrase as the words around it leave it; None where they show that it is no time."""
    match item.meaning:
        case _ if item.kind == "name":
            return None
        case CalendarYear() if _is_no_year(words, item, lexicon):
            return None
        case CalendarMonth(year=None, shift=None, year_shift=None) if _is_given_name(words, item, lexicon):
            return None
        case Anaphoric() if item.last < len(words) and words[item.last].text == "than":
            return replace(item, kind="duration", meaning=Duration(days=None))
        case Relative(only_forward=True) if _is_ranked(words, item, lexicon):
            return replace(item, kind="duration", meaning=Duration(days=None))
        case Anaphoric() if words[item.last - 1].text in ("before", "after") and _next(words, item) not in lexicon.lists["loose"]:
            return replace(item, kind="duration", meaning=Duration(days=None)) if words[item.first].text.lower() != "the" else None
        case DayOfMonth(shift=None) if _next(words, item) in lexicon.lists["numbered"]:
            return None
        case Deadline(of=Anaphoric()) if _next(words, item) not in lexicon.lists["not_modified"]:
            return None
        case Anaphoric() if words[item.first].text.lower() == "that" and _next(words, item) in lexicon.lists["nightly"]:
            return None
    return item


def _next(words: list[Word], item: Spotted) -> str:
    """The word after a phrase in small letters; "and" where a mark or nothing follows."""
    after = words[item.last].text.lower() if item.last < len(words) else ""
    return after if after[:1].isalpha() else "and"


def _in_apposition(item: Spotted, spotted: list[Spotted], words: list[Word]) -> Spotted | None:
    """ "On November 11, three days later than planned": after a date such a phrase names that day once more."""
    last = spotted[-1] if spotted else None
    compares = isinstance(item.meaning, Anaphoric) and item.last < len(words) and words[item.last].text == "than"
    if not compares or last is None or last.kind != "date" or item.first != last.last + 1 or words[last.last].text != ",":
        return None
    return replace(item, meaning=last.meaning)


def _is_given_name(words: list[Word], item: Spotted, lexicon: TimeLexicon) -> bool:
    """Whether a month is a person's name: "April Prieto said"."""
    before = words[item.first - 1].text.lower() if item.first else ""
    after = words[item.last] if item.last < len(words) else None
    if item.last - item.first != 1 or after is None or after.code != OTHER or not after.text.istitle():
        return False
    return before not in lexicon.lists["year.before"] and before not in DETERMINERS


def _is_ranked(words: list[Word], item: Spotted, lexicon: TimeLexicon) -> bool:
    """Whether "in five years" measures a first or last time: "the first visit in five years"."""
    before = words[max(item.first - 12, 0) : item.first]
    return any(word.text.lower() in lexicon.lists["ranked"] or word.text.endswith("est") for word in before)


def _is_no_year(words: list[Word], item: Spotted, lexicon: TimeLexicon) -> bool:
    """Whether a four-digit number alone is an amount, a number of a resolution or the like."""
    before = words[item.first - 1].text.lower() if item.first else ""
    after = words[item.last].text if item.last < len(words) else ""
    number = words[item.first].value
    if before in lexicon.lists["year.not_before"] or after.lower() in lexicon.lists["year.not_after"]:
        return True
    if after in ("-", "%", "/") and item.last + 1 < len(words) and words[item.last + 1].code == OTHER:
        return True
    cued = before in lexicon.lists["year.before"]
    if isinstance(number, int) and not 1900 <= number <= 2100:
        return not cued or _looks_plural(after) or (after.islower() and after.isalpha() and after not in lexicon.lists["not_modified"])
    return not cued and _looks_plural(after) and before not in ("the", "a", "his", "her", "its", "their", "'s", "’s")


def _looks_plural(word: str) -> bool:
    """Whether a word looks like the thing counted by the number before it."""
    return word.islower() and word.isalpha() and word.endswith("s") and word not in ("as", "is", "was", "has", "does", "this")


DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "this", "that", "these", "those", "'s", "’s", "’", "'"})


def _as_phrase(item: Spotted, words: list[Word], lexicon: TimeLexicon) -> TimePhrase:
    """The phrase of a spotted stretch of words."""
    span = Span(words[item.first].start, words[item.last - 1].end)
    phrase = TimePhrase(span=span, kind=item.kind, meaning=item.meaning)
    return replace(phrase, attributive=True) if item.kind == "date" and _modifies(item, words, lexicon) else phrase


def _modifies(item: Spotted, words: list[Word], lexicon: TimeLexicon) -> bool:
    """Whether a date stands between an article and a noun: "the 2015 nuclear deal", "a landmark June 2018 summit"."""
    after = words[item.last].text if item.last < len(words) else ""
    if not after[:1].isalpha() or after.lower() in lexicon.lists["not_modified"] or words[item.last].code != OTHER:
        return False
    before = [word.text.lower() for word in words[max(item.first - 2, 0) : item.first]]
    if not before:
        return False
    if before[-1] in DETERMINERS or words[item.first].text.lower() == "the":
        return True
    dated = isinstance(item.meaning, CalendarYear | CalendarMonth | CalendarDay | Era) or _is_part_of_year(item.meaning)
    return dated and len(before) == 2 and before[0] in DETERMINERS and before[1] not in lexicon.lists["not_modified"] and after.islower()


def _is_part_of_year(meaning: Meaning) -> bool:
    """Whether it is the early, middle or late part of a year in figures."""
    return isinstance(meaning, Part) and isinstance(meaning.of, CalendarYear)
