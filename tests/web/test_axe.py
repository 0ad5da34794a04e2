"""Every page can be read by those who do not see it, or not as others do: axe finds no serious fault, wide or narrow, light or dark."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SERIOUS = ("serious", "critical")
PAGES = (
    "/today",
    "/read",
    "/reports",
    "/visits",
    "/visits?visitor=nobody-goes-by-this",
    "/visits?since=never",
    "/visits?view=map",
    "/visits?view=timeline",
    "/visits?view=years",
    "/meetings",
    "/calls",
    "/invitations",
    "/statements",
    "/claims",
    "/judge",
    "/log",
    "/people/Barack%20Obama",
    "/posts/foreign_minister?country=USA",
    "/countries/USA",
    "/countries/USA/IND",
    "/nothing-is-here",
    "/enter",
)


def pages_of(register: Path) -> list[str]:
    """All kinds of pages, with one of each kind that has an id."""
    with sqlite3.connect(register) as held:
        kinds = held.execute("SELECT kind || 's', id FROM entries GROUP BY kind ORDER BY kind").fetchall()
        told = held.execute("SELECT kind || 's', id FROM findings WHERE kind IN ('statement', 'claim') GROUP BY kind").fetchall()
        (report,) = held.execute("SELECT id FROM reports LIMIT 1").fetchone()
        pair = held.execute(
            'SELECT one.id, other.id FROM doubts JOIN entries AS one ON one.number = "left" JOIN entries AS other ON other.number = "right"'
        ).fetchone()
    found = [f"/{kind}/{quote(name, safe='')}" for kind, name in (*kinds, *told)]
    return [*PAGES, *found, f"/reports/{quote(report, safe='')}", "/judge/" + "/".join(quote(name, safe="") for name in pair)]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
def test_no_page_shuts_anybody_out(browser: Browser, desk_url: str, register_path: Path, scheme: str, width: int) -> None:
    axe, faults = Axe(), list[str]()
    with browser.new_context(base_url=desk_url, color_scheme=scheme, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for path in pages_of(register_path):
            page.goto(path)
            found = axe.run(page).response["violations"]
            faults += [f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in SERIOUS]
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                faults.append(f"{path}: {over} pixels too wide for {width}")
    assert faults == []
