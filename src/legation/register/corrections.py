"""Values that a person has corrected: which fields there are, what may be said of each, and how it stands before all else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from legation.errors import UsageError
from legation.model import Claim, Contact, ContactKind, Finding, Held, Judgement, Rival, Statement, Status
from legation.register.additions import FORMS, changed, field_changed, is_change, read_item, resolved, words_for
from legation.register.corrected_said import SAID_READERS, check_said
from legation.register.merge.values import agrees
from legation.when import When, parse_edtf

NOTHING = "none"
"""What is written where a value is not known after all."""
COUNTRY = re.compile("[A-Z]{3}")
LEVELS = ("state", "official", "official_working", "working", "private", "transit")
FORMATS = ("in_person", "video", "summit")
ACCEPTED = {"yes": True, "no": False}
ALWAYS_KNOWN = ("status",)
ONLY_OF = {"level": ContactKind.VISIT, "format": ContactKind.MEETING, "accepted": ContactKind.INVITATION}
"""Fields that but one kind of contact has."""


def _moment(text: str) -> When:
    when = parse_edtf(text)
    if when.lasts:
        raise ValueError(f"{text} lasts; write one day, or the span that holds it: [2022-10-27..2022-10-29]")
    return when


def _country(text: str) -> str:
    if not COUNTRY.fullmatch(text):
        raise ValueError("write three letters (ISO 3166-1 alpha-3), such as CAN")
    return text


def _one_of(*words: str) -> Callable[[str], str]:
    """A reader of one of a few words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"write one of {', '.join(words)}")
        return text

    return read


def _status(text: str) -> Status:
    return Status(_one_of(*Status)(text))


def _accepted(text: str) -> bool:
    return ACCEPTED[_one_of(*ACCEPTED)(text)]


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("write a few words")
    return text


READERS: dict[str, Callable[[str], object]] = {
    "starts": _moment,
    "ends": _moment,
    "status": _status,
    "destination": _country,
    "level": _one_of(*LEVELS),
    "format": _one_of(*FORMATS),
    "purpose": _words,
    "accepted": _accepted,
}
"""The fields that can be corrected, each with the reader of its text."""


def value_of(field: str, text: str) -> object:
    """The value that a correction sets.

    Raises   ValueError for a field that there is not, and for a text that is no value of it.
    """
    if field not in READERS:
        raise ValueError(f"no such field; write one of {', '.join(READERS)}, {FORMS}")
    return None if text == NOTHING and field not in ALWAYS_KNOWN else READERS[field](text)


def is_value(field: str, text: str) -> bool:
    """Whether a correction sets a value that this program knows."""
    if field_changed(field):
        return is_change(field, text)
    try:
        SAID_READERS[field](text) if field in SAID_READERS else value_of(field, text)
    except ValueError:
        return False
    return True


def to_keep(body: Contact | Statement | Claim, field: str, text: str) -> tuple[str, str]:
    """Field and value of a correction as a judgement keeps them.

    Raises   UsageError for what cannot be corrected so of such a body.
    """
    if not isinstance(body, Contact):
        check_said(body.kind, field, text)
        return field, text
    if field_changed(field):
        return resolved(body, field, text)
    check_value(body.kind, field, text)
    return field, text


def as_written(field: str, text: str) -> str:
    """The value of a correction as a person would write it."""
    return words_for(read_item(field, text)) if text.startswith("{") and field_changed(field) and is_change(field, text) else text


def check_value(kind: ContactKind, field: str, text: str) -> None:
    """Raises UsageError for what cannot be corrected so of a kind of contact."""
    if ONLY_OF.get(field, kind) is not kind:
        raise UsageError(f"{field}: of a {ONLY_OF[field]} alone, and this is a {kind}")
    try:
        value_of(field, text)
    except ValueError as fault:
        raise UsageError(f"{field} {text}: {fault}") from fault


def corrected(held: Mapping[str, Held], corrections: Iterable[Judgement], findings: Iterable[Finding[Contact]]) -> dict[str, Held]:
    """The fields of a contact with what people have corrected; what stood before becomes a rival.

    Takes    the corrections of its findings, the latest first: the latest of a field stands, changes to a list add up.
    """
    fields = dict(held)
    latest: dict[str, Judgement] = {}
    changes: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in corrections:
        listed = field_changed(judgement.field or "")
        if listed:
            changes[listed].insert(0, judgement)
        else:
            latest.setdefault(judgement.field or "", judgement)
    told = None if findings is None else tuple(findings)
    for name, made in changes.items():
        fields[name] = changed(fields[name], made, told)
    for name, judgement in latest.items():
        fields[name] = _set_by(judgement, fields[name], value_of(name, judgement.value or ""))
    return fields


def _set_by(judgement: Judgement, held: Held, value: object) -> Held:
    """A field as a judgement has it, with the reports that bear it out and those that do not."""
    told = [Rival(value=held.value, supports=held.supports), *held.rivals] if held.supports else list(held.rivals)
    rivals = tuple(one for one in told if not agrees(one.value, value))
    supports = tuple(support for one in told if one not in rivals for support in one.supports)
    return Held(value=value, supports=supports, rivals=rivals, judgement=judgement.id)
