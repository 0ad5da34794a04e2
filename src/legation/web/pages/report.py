"""Reports: the list of those that are kept, the page of each, and the marks that say whether its outlet stands by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from legation.api import day_given
from legation.doors.marks import now
from legation.errors import UsageError
from legation.model import Mention, Reading, ReportState
from legation.record import JsonObject, report_record
from legation.register.reports_listed import Row, outlets, reports_listed
from legation.register.rows import Mark, Version
from legation.register.store import Register
from legation.web.answers import wants_json
from legation.web.faults import NotThere
from legation.web.here import At, Here
from legation.web.reading import checked_of
from legation.web.render import acting, page
from legation.web.shown import HISTORIAN, entries_of, report_shown
from legation.web.words import path_part

router = APIRouter(tags=["reports"])
ROWS = 50
SEE_OTHER = 303
NO_REPORT = "there is no report {name!r} here; look for it in the list of reports"


@page(router, "/reports", "reports.html", summary="The reports that the register holds, the latest first")
def reports(at: At, *, outlet: str = "", since: str = "", until: str = "", undated: bool = False, page: int = 1) -> JsonObject:
    """One page of the list."""
    number, filters = max(page, 1), {"outlet": outlet, "since": since, "until": until, "undated": "true" if undated else ""}
    asked: JsonObject = {**filters, "undated": undated, "page": number}
    if not at.has_register:
        return {"asked": asked, "rows": [], "total": 0, "pages": 1, "outlets": [], "held": False, "later": None, "earlier": None}
    first, last = (day_given(value.strip() or None, name) for name, value in (("since", since), ("until", until)))
    named, offset = outlet.strip() or None, ROWS * (number - 1)
    rows, total = reports_listed(at.register, outlet=named, since=first, until=last, undated=undated, limit=ROWS, offset=offset)
    pages = max(1, -(-total // ROWS))
    return {
        "asked": asked,
        "rows": [_row(row) for row in rows],
        "total": total,
        "pages": pages,
        "outlets": list(outlets(at.register)),
        "held": True,
        "later": _page_at(filters, number - 1) if number > 1 else None,
        "earlier": _page_at(filters, number + 1) if number < pages else None,
    }


def _page_at(filters: Mapping[str, str], number: int) -> str:
    """The link to a page of the same list."""
    return f"/reports?{urlencode({**{name: value for name, value in filters.items() if value}, 'page': number})}"


def _row(row: Row) -> JsonObject:
    """A report as a row of the list."""
    known = {"id": row.id, "title": row.title, "outlet": row.outlet, "url": row.url, "language": row.language}
    return {**known, "published": row.published.isoformat() if row.published else None, "state": row.state.value, "told": row.told}


@page(router, "/reports/{name:path}", "read_report.html", summary="What one report tells that is kept, or one record of the packaged table")
def report(at: At, name: str, check: bool = False) -> JsonObject:
    """The report with its words marked, what it tells beside them, and what has become of that in the register.

    Takes    check = whether it is checked against the record, and all names in it are marked.
    """
    reading = at.register.find_reading(name) if at.has_register else None
    kept = reading is not None
    if reading is None and name.startswith(HISTORIAN):
        reading = at.desk.official().reading(name)
    if reading is None:
        raise NotThere(NO_REPORT.format(name=name))
    found, mentions = None, None
    if check:
        mentions = _named(at, reading)
        with at.desk.reading:
            found = checked_of(at, reading)
    shown = report_shown(reading, mentions, found)
    official = at.desk.official().page(name) if name.startswith(HISTORIAN) else None
    return {**shown, "held": _held(at.register, reading) if kept else None, "official": official}


def _named(at: Here, reading: Reading) -> tuple[Mention, ...]:
    """All that a report names."""
    # Loaded here, for the pipeline is not needed until something is read.
    from legation.pipeline import mentions_of

    with at.desk.reading:
        return mentions_of(reading.report, at.desk.kit())


def _held(register: Register, reading: Reading) -> JsonObject:
    """What the register holds of a report: its entries, versions, copies and marks."""
    name = reading.report.id
    entries = {key[1]: entry for key, entry in entries_of(register, reading.contacts).items()}
    return {
        "entries": entries,
        "versions": [_version(version) for version in register.versions(name)],
        "copies": [_version(copy) for copy in register.copies(name)],
        "marks": [asdict(mark) | {"state": mark.state.value} for mark in register.marks(name)],
    }


def _version(version: Version) -> JsonObject:
    """One version of a report, or one of its copies."""
    report = version.report
    modified = report.modified.isoformat() if report.modified else None
    return {**report_record(report), "modified": modified, "partial": report.partial, "at": version.at, "counts": version.counts}


@router.post("/reports/{name:path}/mark", name="mark_report", summary="Say whether an outlet stands by a report", response_model=None)
@acting
def mark_report(at: At, name: str, state: Annotated[ReportState, Form()], reason: Annotated[str, Form()] = "") -> Response:
    """Keeps the mark and leads back to the report."""
    if not reason.strip():
        raise UsageError("say in a few words why, such as: the outlet took it back")
    if not at.has_register:
        raise NotThere(NO_REPORT.format(name=name))
    with at.desk.open_or_make() as register:
        if register.find_reading(name) is None:
            raise NotThere(NO_REPORT.format(name=name))
        register.mark(Mark(report=name, state=state, by=at.caller.name, at=now(), reason=reason.strip()))
    path = f"/reports/{path_part(name)}"
    return RedirectResponse(f"{path}.json" if wants_json(at.request) else f"{path}#standing", status_code=SEE_OTHER)
