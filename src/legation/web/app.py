"""The desk as a web application: which page stands where, and what stands before all of them."""

from __future__ import annotations

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware

from legation import __version__
from legation.errors import LegationError
from legation.web.answers import Foreseen, tell
from legation.web.desk import Desk, Settings
from legation.web.guard import MOST_BYTES, Gate, Guard, signed
from legation.web.pages import ROUTERS
from legation.web.schema import described
from legation.web.static_files import Kept
from legation.web.tending import tended

ABOUT = "The register of diplomatic contact: every page of the desk has a twin under the same address with .json, described here."
PACKED_FROM = 1024
"""Bytes of an answer that is packed; forms carry signs that are used once, and cookies come to pages of the desk alone."""
LEVEL = 5
"""Of packing: more costs twice the time and saves one part in a hundred."""


def create_app(settings: Settings, *, tend: bool = False) -> FastAPI:
    """The desk over one register.

    Takes    tend = load what reading needs at the start, and settle what a reading that broke off has left, as ``legation serve`` does.
    """
    app = FastAPI(
        title="Legation",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        dependencies=[Depends(signed)],
        # How long a field may be is bounded by the whole.
        form_limits={"max_fields": 200, "max_files": 20, "max_part_size": MOST_BYTES},
        lifespan=tended if tend else None,
    )
    app.state.desk, app.state.gate = Desk(settings=settings), Gate(settings=settings)
    # The last to be added stands before the others.
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BYTES)
    app.add_middleware(GZipMiddleware, minimum_size=PACKED_FROM, compresslevel=LEVEL)
    app.add_middleware(Foreseen)
    app.add_middleware(Guard, gate=app.state.gate)
    for fault in (LegationError, RequestValidationError, HTTPException):
        app.add_exception_handler(fault, tell)
    app.mount("/static", Kept(), name="static")
    app.add_api_route("/", lambda: RedirectResponse("/today"), include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = described(app)  # type: ignore[method-assign]
    return app
