"""The main ways through the desk, as a person goes them in a browser."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTE = (
    "Foreign Minister Ana Prieto of Chile will travel to Lima on 14 March 2024 for talks with her counterpart. "
    'Prieto said: "We will speak about fishing." It is the first visit by a Chilean foreign minister to Peru since 2019.'
)
READING_MS = 90_000
"""A slow machine may take so long to load the pipeline and to read the longest report of the tests."""


def test_a_pasted_report_shows_itinerary_speakers_and_verdicts(browser_page: Page, shared: Path) -> None:
    page = browser_page
    page.goto("/read")
    page.get_by_label("Text of the report").fill((shared / "seed" / "report.txt").read_text(encoding="utf-8"))
    page.get_by_label("Day of publication").fill("2022-10-25")
    page.get_by_role("button", name="Read it").click(timeout=READING_MS)
    page.wait_for_url("**/read/*", timeout=READING_MS)
    told = page.get_by_role("region", name="What it tells")
    visits = told.locator("li", has_text="Blinken").first
    expect(visits).to_contain_text("Ottawa")
    expect(visits).to_contain_text("Montreal")
    expect(visits).to_contain_text("27")
    expect(visits).to_contain_text("planned")
    expect(told.get_by_role("heading", name="statement")).to_be_visible()
    expect(page.get_by_text("Not kept.")).to_be_visible()
    expect(told.locator(".sign.supported").first).to_be_visible()
    expect(page.get_by_text("Office of the Historian").first).to_be_visible()


def test_the_words_that_tell_a_thing_and_the_thing_lead_to_each_other(browser_page: Page) -> None:
    page = browser_page
    page.goto("/read")
    page.get_by_role("button", name="Read the sample").click(timeout=READING_MS)
    page.wait_for_url("**/read/*", timeout=READING_MS)
    text = page.get_by_role("article", name="The text")
    marked = text.locator("a[href^='#']").first
    target = marked.get_attribute("href")
    assert target
    marked.click()
    expect(page.locator(f"[id='{target[1:]}']")).to_be_in_viewport()


def test_a_visit_is_found_by_filters_and_shows_its_words(browser_page: Page) -> None:
    page = browser_page
    page.goto("/visits")
    page.get_by_label("Visitor", exact=True).fill("Modi")
    page.get_by_label("Visitor", exact=True).press("Enter")
    page.wait_for_url("**visitor=Modi**")
    rows = page.locator("table.list tbody tr")
    expect(rows.first).to_contain_text("Modi")
    rows.first.locator("td[data-name='When'] a").click()
    page.wait_for_url("**/visits/v-*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Modi")
    words = page.locator("details.told").first
    expect(words.locator("blockquote").first).to_be_hidden()
    words.locator("summary").click()
    expect(words.locator("blockquote mark").first).to_be_visible()


def test_a_selection_is_shared_by_its_link_and_taken_away(browser_page: Page, tmp_path: Path) -> None:
    page = browser_page
    page.goto("/visits")
    page.get_by_label("What became of it").select_option("planned")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**status=planned**")
    number = int(page.locator("#found").inner_text().split()[0].replace(",", ""))
    assert 0 < number < 200
    assert page.context.browser is not None
    with page.context.browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(page.url)
        assert other.locator("#found").inner_text() == page.locator("#found").inner_text()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV table").click()
    taken.value.save_as(tmp_path / "taken.csv")
    with (tmp_path / "taken.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == number
    assert {row["status"] for row in rows} == {"planned"}


def test_an_unsure_pair_is_judged_and_the_judgement_undone(browser_page: Page) -> None:
    page = browser_page
    page.goto("/judge")
    before = page.locator("article.pair").count()
    assert before > 0
    page.get_by_role("link", name="Judge one after the other").click()
    page.wait_for_url("**/judge/*/*")
    page.get_by_role("button", name="Not the same").click()
    done = page.locator(".note.done")
    expect(done).to_contain_text("Kept")
    done.get_by_role("button", name="Undo").click()
    expect(page.locator(".note.done")).to_contain_text("Kept")
    page.goto("/judge")
    expect(page.locator("article.pair")).to_have_count(before)
    page.goto("/log")
    expect(page.locator(".judgement")).to_have_count(2)


def test_the_desk_is_used_by_keyboard_alone(browser_page: Page) -> None:
    page = browser_page
    page.goto("/visits")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "visitor":
            break
    expect(page.get_by_label("Visitor", exact=True)).to_be_focused()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "what has the focus is to be seen"
    page.keyboard.type("Obama")
    page.keyboard.press("Enter")
    page.wait_for_url("**visitor=Obama**")
    expect(page.locator("table.list tbody tr").first).to_contain_text("Obama")


def test_all_of_it_works_without_javascript(browser_page: Page, desk_url: str) -> None:
    assert browser_page.context.browser is not None
    with browser_page.context.browser.new_context(base_url=desk_url, java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto("/read")
        page.get_by_label("Text of the report").fill(NOTE)
        page.get_by_role("button", name="Read it").click(timeout=READING_MS)
        page.wait_for_url("**/read/*", timeout=READING_MS)
        expect(page.get_by_role("region", name="What it tells")).to_contain_text("Prieto")
        page.goto("/visits")
        page.get_by_label("Visitor", exact=True).fill("Obama")
        page.get_by_label("Visitor", exact=True).press("Enter")
        page.wait_for_url("**visitor=Obama**")
        expect(page.locator("table.list tbody tr").first).to_contain_text("Obama")
        page.goto("/judge")
        page.get_by_role("link", name="Compare").first.click()
        page.get_by_role("button", name="Cannot be told").click()
        page.locator(".note.done").get_by_role("button", name="Undo").click()
        expect(page.locator(".note.done")).to_contain_text("Kept")
