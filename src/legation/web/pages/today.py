"""Today: what is under way, what is planned next, what changed since yesterday, and what waits for a judgement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query

from legation.errors import UsageError
from legation.record import JsonObject
from legation.register.daily import AHEAD, Change
from legation.register.entry_rows import NUMBERS
from legation.register.file import told_faults
from legation.register.listed import Listed
from legation.register.store import Register
from legation.web.days import on_day
from legation.web.days_given import edtf_given
from legation.web.here import At
from legation.web.listed_shown import contact_row, contact_rows
from legation.web.named import SORTS
from legation.web.render import page
from legation.web.words import path_part
from legation.when import parse_edtf

router = APIRouter(tags=["today"])
NEXT_DAYS = 30
REPORTS_AT_MOST = 3
"""Reports named of each change."""
CALLED = f"SELECT id, outlet, published, json_extract(metadata, '$.title') FROM reports WHERE id IN {NUMBERS} ORDER BY number"
NEXT_AT_MOST, LATER_AT_MOST, OPEN_AT_MOST, CHANGED_AT_MOST, PAIRS_AT_MOST = 60, 15, 10, 30, 3
"""Rows that are shown of each part; of more it is said how many there are."""


@page(router, "/today", "today.html", summary="What is under way, planned, changed and in doubt on a day")
def today(at: At, day: Annotated[str, Query(description="Another day than today, such as 2022-10-27", max_length=100)] = "") -> JsonObject:
    """What a desk looks at first in the morning."""
    on = _day_given(day.strip()) if day.strip() else at.today
    held = at.register.held() if at.has_register else {}
    record: JsonObject = {
        "day": on.isoformat(),
        "is_today": on == at.today,
        "before": f"/today?day={on - timedelta(days=1)}" if on > date.min else None,
        "after": f"/today?day={on + timedelta(days=1)}" if on < date.max else None,
        "held": {SORTS[kind]: number for kind, number in held.items()},
        "welcome": not any(held.values()),
    }
    return record if record["welcome"] else record | _of_day(at.register, on)


def _day_given(words: str) -> date:
    """The day that is looked at.

    Raises   UsageError for what is no day.
    """
    edtf = edtf_given(words, "day")
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        raise UsageError(f"day {words}: this is no single day; write one such as 27 October 2022 or 2022-10-27") from None


def _of_day(register: Register, on: date) -> JsonObject:
    """What the register holds of a day."""
    under_way = register.on_day(on)
    sure = [row for row in under_way.sure if _surely(row, on)]
    may_be = [row for row in under_way.sure if not _surely(row, on) and row.status in AHEAD]
    soon, soon_total = register.to_come(_later(on, 1), _later(on, NEXT_DAYS), limit=NEXT_AT_MOST)
    later, later_total = register.to_come(_later(on, NEXT_DAYS + 1), limit=LATER_AT_MOST)
    changed, changed_total, known = register.changed(_later(on, -1), on, limit=CHANGED_AT_MOST)
    called = _called(register, changed)
    pairs, waiting = register.waiting(limit=PAIRS_AT_MOST)
    return {
        "going_on": contact_rows(sure),
        "still": contact_rows(under_way.still),
        "open": contact_rows(may_be[:OPEN_AT_MOST]),
        "open_total": len(may_be),
        "next": {"total": soon_total, "days": _by_day(soon), "until": _later(on, NEXT_DAYS).isoformat()},
        "later": {"total": later_total, "rows": contact_rows(later)},
        "all_planned": f"/visits?status=planned&since={on}&sort=day",
        "changed": {
            "total": changed_total,
            "more": not known,
            "rows": [_change(one, called) for one in changed],
            "since": _later(on, -1).isoformat(),
        },
        "waiting": {
            "total": waiting,
            "pairs": [
                {"left": contact_row(left), "right": contact_row(right), "href": f"/judge/{path_part(left.id)}/{path_part(right.id)}"}
                for left, right in pairs
            ],
        },
        "unsettled": register.unsettled(),
        "feed": "/feeds/planned.ics",
    }


def _later(day: date, count: int) -> date:
    """A day some days later, or the end of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def _surely(row: Listed, on: date) -> bool:
    """Whether it has begun by a day, and ends no sooner, as far as that is told."""
    starts, ends = (parse_edtf(text) if text else None for text in (row.starts, row.ends))
    begun = starts is not None and starts.latest is not None and (starts.latest <= on or starts.lasts)
    return begun and (ends is None or ends.earliest is None or ends.earliest >= on or (starts is not None and starts.earliest == on))


def _by_day(rows: Iterable[Listed]) -> list[JsonObject]:
    """What is planned, by its first day; what has only a month or year stands under that."""
    return [{"starts": starts, "rows": contact_rows(some)} for starts, some in groupby(rows, key=lambda row: row.starts)]


def _called(register: Register, changed: Iterable[Change]) -> dict[str, str]:
    """How the reports that have come in are called: by outlet and day, else by title."""
    wanted = sorted({name for change in changed for name in change.fresh[:REPORTS_AT_MOST]})
    found: dict[str, str] = {}
    with told_faults(register.path):
        for name, outlet, published, title in register.connection.execute(CALLED, (json.dumps(wanted),)):
            told = ", ".join(part for part in (outlet, on_day(published) if published else None) if part)
            found[name] = told if outlet else title or told or name
    return found


def _change(change: Change, called: Mapping[str, str]) -> JsonObject:
    """What has changed of a contact."""
    entry = change.entry
    is_new, turned = change.was is None, change.was not in (None, entry.status)
    moved = not is_new and change.was_on is not None and change.was_on != entry.starts
    return {
        **contact_row(entry),
        "what": "new" if is_new else "changed" if turned or moved else "told again",
        "was": change.was.value if change.was and turned else None,
        "was_on": change.was_on if moved else None,
        "fresh": [
            {"report": name, "called": called.get(name, name), "href": f"/reports/{path_part(name)}"}
            for name in change.fresh[:REPORTS_AT_MOST]
        ],
        "fresh_total": len(change.fresh),
    }
