"""Pages and their JSON twins: both are made of one record, so that a page shows nothing that its twin does not hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from legation.record import JsonObject
from legation.web.draw import DRAWINGS
from legation.web.here import Here
from legation.web.static_files import static
from legation.web.words import FILTERS, SECTIONS

Show = Callable[..., JsonObject | Response]
"""What gives the record of a page, or sends to another; its arguments are those of the address, ``at`` first."""


@cache
def templates() -> Environment:
    """The templates, with all text escaped and nothing that is missing passed over."""
    made = Environment(
        loader=PackageLoader("legation.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(FILTERS)
    made.globals.update(DRAWINGS, sections=SECTIONS, static=static)
    return made


def page(router: APIRouter, path: str, template: str, *, summary: str) -> Callable[[Show], Show]:
    """Puts what a function shows at an address as a page, and at the same address with ``.json`` as its record."""

    def put(show: Show) -> Show:
        name = show.__name__
        twin = router.add_api_route
        twin(f"{path}.json", _answering(show, None), name=f"{name}_json", summary=summary, response_class=JSONResponse, response_model=None)
        router.add_api_route(
            path, _answering(show, template), name=name, include_in_schema=False, response_class=HTMLResponse, response_model=None
        )
        return show

    return put


def acting(act: Callable[..., Response]) -> Callable[..., Response]:
    """What a form is sent to: the register is let go in the thread that opened it."""

    @wraps(act)
    def answered(*, at: Here, **values: Any) -> Response:
        try:
            return act(at=at, **values)
        finally:
            at.close()

    return answered


def _answering(show: Show, template: str | None) -> Callable[..., Response]:
    """What answers a request for a page, or for its record where there is no template."""

    @wraps(show)
    def answered(*, at: Here, **values: Any) -> Response:
        try:
            record = show(at=at, **values)
            if isinstance(record, Response):
                return record
            return JSONResponse(record) if template is None else rendered(at, template, record)
        finally:
            at.close()

    return answered


def rendered(at: Here, template: str, record: JsonObject, *, code: int = 200) -> HTMLResponse:
    """A record as a page."""
    return HTMLResponse(templates().get_template(template).render(record | {"at": at}), status_code=code)
