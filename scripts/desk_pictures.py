"""Takes the pictures of docs/desk.md from a desk over the demo register.

    make demo && .venv/bin/python scripts/desk_pictures.py

Needs Chromium (scripts/chromium.sh) and the packages for tests.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "desk"
WIDE, NARROW = 1180, 400


def main() -> int:
    """Takes them all."""
    PICTURES.mkdir(exist_ok=True)
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with (
        desk() as address,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]) as one,
    ):
        page = one.new_page(viewport={"width": WIDE, "height": 860})
        page.goto(f"{address}/read")
        page.click("text=Read the sample")
        page.wait_for_url(re.compile("/read/.+"), timeout=120_000)
        take(page, "read", WIDE, 1000)
        page.goto(f"{address}/visits")
        take(page, "visits", WIDE, 860)
        page.goto(f"{address}{longest(address)}")
        take(page, "visit", WIDE, 1000)
        dark = one.new_page(viewport={"width": NARROW, "height": 900}, color_scheme="dark")
        dark.goto(f"{address}/countries/USA")
        take(dark, "country-narrow", NARROW, 900)
    return 0


@contextmanager
def desk() -> Iterator[str]:
    """The address of a desk over a copy of the demo register."""
    with tempfile.TemporaryDirectory() as folder:
        register = shutil.copy(ROOT / "demo" / "register.db", folder)
        command = [sys.executable, "-m", "legation", "serve", "--port", "0", "--register", register]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
            assert served.stdout is not None
            try:
                yield next(line.split()[-1].rstrip("/") for line in served.stdout if "http" in line)
            finally:
                served.terminate()


def longest(address: str) -> str:
    """The link of the visit with the most places of those listed first."""
    with urlopen(f"{address}/visits.json?since=2009") as answer:
        rows = json.load(answer)["rows"]
    return str(max(rows, key=lambda row: (len(row["places"]), row["reports"], row["id"]))["href"])


def take(page: Page, name: str, width: int, height: int) -> None:
    """The upper part of a page as a picture."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


if __name__ == "__main__":
    sys.exit(main())
