"""Read: a report is pasted or sent, read at once, shown with all that it tells, and put into the register only if somebody wishes."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import RedirectResponse, Response

from legation.doors.marks import now
from legation.errors import UsageError
from legation.model import Reading
from legation.record import JsonObject
from legation.web.answers import wants_json
from legation.web.here import At, Here
from legation.web.reading import FILE_AT_MOST, TEXT_AT_MOST, Sent, Typed, UnreadableError, checked_lying, read_here, sample
from legation.web.render import acting, page, rendered
from legation.web.shelf import Lying
from legation.web.shown import report_shown
from legation.web.words import path_part

router = APIRouter(tags=["read"])
SEE_OTHER = 303


@page(router, "/read", "read.html", summary="A report may be pasted or sent here to be read")
def read(at: At) -> JsonObject:
    """The form."""
    return form_shown(Typed())


def form_shown(typed: Typed, fault: str | None = None) -> JsonObject:
    """The form with what was typed before, and why that could not be read."""
    return {"typed": asdict(typed), "fault": fault, "at_most": {"bytes": FILE_AT_MOST, "characters": TEXT_AT_MOST}}


@router.post("/read", name="read_given", summary="Read a report without keeping it; the answer leads to what it tells", response_model=None)
@acting
def read_given(
    at: At,
    *,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
    ours: Annotated[bool, Form()] = False,
) -> Response:
    """Reads what was typed or sent, or our own report, and leads to what the first report of it tells."""
    typed = sample() if ours else Typed(text=text, title=title, outlet=outlet, published=published)
    sent = Sent(name=file.filename, data=file.file.read(FILE_AT_MOST + 1)) if file and file.filename and not ours else None
    try:
        laid = read_here(at, typed, sent)
    except UnreadableError as fault:
        if wants_json(at.request):
            raise UsageError(str(fault)) from None
        return rendered(at, "read.html", form_shown(typed, str(fault)), code=400)
    return led_to(at, f"/read/{laid[0].key}")


def led_to(at: Here, path: str) -> Response:
    """Leads to a page, or to its record where that is asked for."""
    return RedirectResponse(f"{path}.json" if wants_json(at.request) else path, status_code=SEE_OTHER)


@page(router, "/read/{key}", "read_report.html", summary="What a report tells that was read and is not kept")
def lying_report(at: At, key: str, check: bool = False) -> JsonObject:
    """The report with its words marked, and what it tells beside them."""
    lying = at.desk.shelf.get(key)
    shown = report_shown(lying.reading, lying.mentions, checked_lying(at, lying, asked=check))
    place: JsonObject = {"key": key, "kept": lying.kept, "at_most": at.desk.shelf.at_most}
    return {**shown, "lying": {**place, "beside": _beside(at, lying), "passed": [asdict(problem) for problem in lying.passed]}}


def _beside(at: Here, lying: Lying) -> list[JsonObject]:
    """The reports of the same file, where there are several."""
    found = [one for key in lying.beside if (one := at.desk.shelf.find(key)) is not None] if len(lying.beside) > 1 else []
    return [{"key": one.key, "id": one.reading.report.id, "title": one.reading.report.title} for one in found]


@router.post("/read/{key}/keep", name="keep_lying", summary="Put a report that was read into the register", response_model=None)
@acting
def keep_lying(at: At, key: str) -> Response:
    """Keeps the reading and leads to the page of the report."""
    lying = at.desk.shelf.get(key)
    with at.desk.open_or_make() as register:
        reading = _as_own(at, lying, register.own_id(lying.reading.report))
        register.keep(reading, at=now())
    lying.kept = reading.report.id
    return led_to(at, f"/reports/{path_part(reading.report.id)}")


def _as_own(at: Here, lying: Lying, name: str) -> Reading:
    """The reading under the id that its report has in the register; read again where that is another one."""
    if name == lying.reading.report.id:
        return lying.reading
    from legation.pipeline import read_report

    with at.desk.reading:
        return read_report(replace(lying.reading.report, id=name), at.desk.kit())
