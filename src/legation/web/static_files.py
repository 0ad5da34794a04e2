"""Style sheets, programs and pictures of the pages: each link names the digest of its file, so that browsers keep it for good."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs

from fastapi.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(str(files("legation.web") / "static"))
DIGITS = 12
A_YEAR = "public, max-age=31536000, immutable"


@cache
def digest_of(name: str) -> str:
    """The beginning of a file's digest."""
    return sha256((FOLDER / name).read_bytes()).hexdigest()[:DIGITS]


def static(name: str) -> str:
    """The link to a file of the pages."""
    return f"/static/{name}?v={digest_of(name)}"


class Kept(StaticFiles):
    """Gives the files; what is asked for with its digest may be kept, all else is asked for anew and not sent again if it is the same."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        answer = await super().get_response(path, scope)
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("v")
        known = answer.status_code in (200, 304) and given is not None and given == [digest_of(path)]
        answer.headers["Cache-Control"] = A_YEAR if known else "no-cache"
        return answer
