"""Lines of case files that expect statements.

    # a cue behind the quotation
    @ 2014-03-10
    "We will go," said Foreign Minister Ana Prieto.
    =>
    statement  said by Foreign Minister Ana Prieto  cue said  content We will go  direct

``content`` is given whole, or as its first and last words with `` ... `` between them. ``said by none`` and ``cue none`` expect that
there is none. Words count, not marks, capitals or accents; an article before the speaker and a "that" before the content are free.
A line that does not say ``direct``, ``fragment`` or ``anonymous`` (requested, unnamed, collective or media) expects that it is not
so. ``certainty``, and ``reason`` with the words that say why a name was kept back, are compared where they are given.
"""

from __future__ import annotations

import re

from case_words import plain_words

from legation.model import Finding, Statement

FLAGS = ("direct", "fragment")
FIELDS = ("said by", "cue", "content", "anonymous", "certainty", "reason")
ARTICLES = ("the", "a", "an")


def differences(line: str, finding: Finding[Statement], text: str) -> list[str]:
    """In which fields a statement is not what a line expects.

    Raises   ValueError where the line has a field that no statement has.
    """
    kind, *fields = re.split(r"\s{2,}", line)
    told, expected = _fields(finding, text), dict(_split(field) for field in fields)
    found = [] if kind == "statement" else [f"kind: {kind}"]
    for name in (*FIELDS, *FLAGS):
        wanted = expected.get(name, "none" if name in ("anonymous", *FLAGS) else None)
        if wanted is not None and not _same(name, wanted, told[name]):
            found.append(f"{name}: {told[name]}")
    return found


def _split(field: str) -> tuple[str, str]:
    """Name and value of a field; a flag's value is "yes"."""
    if field in FLAGS:
        return field, "yes"
    name = next((n for n in FIELDS if field.startswith(f"{n} ")), None)
    if name is None:
        raise ValueError(f"no field of a statement: {field!r}; use {', '.join((*FIELDS, *FLAGS))}")
    return name, field[len(name) + 1 :].strip()


def _fields(finding: Finding[Statement], text: str) -> dict[str, str]:
    """A statement's fields as a line gives them; "none" where it has none."""
    said = finding.body
    return {
        "said by": said.speaker.words.text if said.speaker else "none",
        "cue": said.cue.text if said.cue else "none",
        "content": text[said.content.start : said.content.end],
        "direct": "yes" if said.direct else "none",
        "fragment": "yes" if said.fragment else "none",
        "anonymous": said.anonymity or "none",
        "certainty": finding.certainty,
        "reason": said.reason or "none",
    }


def _same(name: str, wanted: str, told: str) -> bool:
    words = plain_words(told)
    if name == "content" and words[:1] == ("that",) and plain_words(wanted)[:1] != ("that",):
        words = words[1:]
    if name == "said by":
        return _without_article(plain_words(wanted)) == _without_article(words)
    if name == "content" and " ... " in wanted:
        first, last = (plain_words(part) for part in wanted.split(" ... ", 1))
        return words[: len(first)] == first and words[-len(last) :] == last and len(words) >= len(first) + len(last)
    return plain_words(wanted) == words


def _without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[:1] and words[0] in ARTICLES else words


def shown(finding: Finding[Statement], text: str) -> str:
    """A statement in the notation of the cases, with the rule that told it."""
    told = _fields(finding, text)
    parts = ["statement", *(f"{name} {told[name]}" for name in FIELDS if told[name] != "none" or name in ("said by", "cue"))]
    return "  ".join([*parts, *(flag for flag in FLAGS if told[flag] == "yes"), f"({finding.rule})"])
