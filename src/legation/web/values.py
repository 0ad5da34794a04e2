"""Wrong values in an address or a form, told in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

WORDS: dict[str, str] = {
    "missing": "it is missing",
    "int_parsing": "a whole number is wanted, such as 2",
    "int_from_float": "a whole number is wanted, such as 2",
    "int_parsing_size": "a smaller number is wanted",
    "float_parsing": "a number is wanted",
    "finite_number": "a number is wanted",
    "bool_parsing": "1 or 0 is wanted, for yes or no",
    "date_parsing": "a day is wanted, such as 2022-10-27",
    "date_from_datetime_parsing": "a day is wanted, such as 2022-10-27",
    "date_from_datetime_inexact": "a day without an hour is wanted, such as 2022-10-27",
    "greater_than_equal": "{ge} or more is wanted",
    "greater_than": "more than {gt} is wanted",
    "less_than_equal": "{le} or less is wanted",
    "less_than": "less than {lt} is wanted",
    "enum": "one of these is wanted: {expected}",
    "literal_error": "one of these is wanted: {expected}",
    "string_too_long": "{max_length} characters at most are wanted",
    "string_too_short": "{min_length} characters at least are wanted",
    "string_pattern_mismatch": "it is written otherwise",
    "string_type": "one text is wanted",
    "json_invalid": "it is no JSON",
}
"""What a value ought to be, by the name that the framework has for what is wrong with it."""
SHOWN = 3
LONGEST = 40


def wrong_values(faults: Sequence[Mapping[str, Any]]) -> str:
    """What is wrong with the values of a request, in one line."""
    told = [_told(fault) for fault in faults[:SHOWN]]
    return "; ".join(dict.fromkeys(told)) + (" ..." if len(faults) > SHOWN else "")


def _told(fault: Mapping[str, Any]) -> str:
    """What is wrong with one value."""
    names = [str(part) for part in fault.get("loc", ()) if part not in ("query", "path", "body", "header", "cookie")]
    name = names[0].rstrip("_") if names else "what was sent"
    ought = WORDS.get(str(fault.get("type")))
    words = ought.format_map(_Context(fault.get("ctx") or {})) if ought else str(fault.get("msg", "it is wrong")).lower()
    given = fault.get("input")
    shown = f" {_shortened(given)!r}" if isinstance(given, str) and given else ""
    return f"{name}{shown}: {words}"


def _shortened(given: str) -> str:
    return given if len(given) <= LONGEST else f"{given[: LONGEST - 1]}…"


class _Context(dict[str, Any]):
    """What the framework says besides; nothing fails for want of it."""

    def __missing__(self, name: str) -> str:
        return "what it may be"
