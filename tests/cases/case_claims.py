"""Lines of case files that expect claims.

    # nobody since a year
    @ 2013-06-07
    No Portuguese prime minister has visited Uruguay since 1984.
    =>
    claim  since  subject Portuguese prime minister  event visited Uruguay  scope since 1984  about visit  form no visit to Uruguay by ...

The form is given whole. ``about`` is the kind of contact that is ranked. A line that has no ``nth``, ``scope`` or ``denied`` expects
that there is none; all other fields are compared where they are given.
"""

from __future__ import annotations

import re

from legation.claim_form import form_of
from legation.model import Claim, Finding

FIELDS = ("nth", "subject", "event", "scope", "about", "form")
NONE_UNLESS_GIVEN = ("nth", "scope", "denied")


def differences(line: str, finding: Finding[Claim], _text: str) -> list[str]:
    """In which fields a claim is not what a line expects.

    Raises   ValueError where the line has a field that no claim has.
    """
    kind, relation, *fields = re.split(r"\s{2,}", line)
    told, expected = _fields(finding.body), dict(_split(field) for field in fields)
    found = [f"{name}: {told[name]}" for name in (*FIELDS, "denied") if not _same(name, expected, told[name])]
    if kind != "claim" or relation != finding.body.relation:
        found.insert(0, f"relation: {finding.body.relation}")
    return found


def _split(field: str) -> tuple[str, str]:
    """Name and value of a field; that of ``denied`` is "yes"."""
    if field == "denied":
        return field, "yes"
    name, _, value = field.partition(" ")
    if name not in FIELDS:
        raise ValueError(f"no field of a claim: {field!r}; use {', '.join((*FIELDS, 'denied'))}")
    return name, value


def _same(name: str, expected: dict[str, str], told: str) -> bool:
    wanted = expected.get(name, "none" if name in NONE_UNLESS_GIVEN else told)
    return wanted == told


def _fields(claim: Claim) -> dict[str, str]:
    """A claim's fields as a line gives them; "none" where it has none."""
    return {
        "nth": str(claim.nth or "none"),
        "subject": claim.subject.text,
        "event": claim.event.text,
        "scope": claim.scope.text if claim.scope else "none",
        "about": claim.pattern.contact.value if claim.pattern.contact else "none",
        "denied": "yes" if claim.denied else "none",
        "form": form_of(claim),
    }


def shown(finding: Finding[Claim], _text: str) -> str:
    """A claim in the notation of the cases, with the rule that told it."""
    told = _fields(finding.body)
    parts = ["claim", finding.body.relation.value, *(f"{name} {told[name]}" for name in FIELDS if told[name] != "none")]
    return "  ".join([*parts, *(["denied"] if told["denied"] == "yes" else []), f"({finding.rule})"])
