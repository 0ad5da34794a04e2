"""Addresses: what two links to one report have in common, and what tells two reports apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.factories import report

from legation.register.address import address_of, plain_address

SAME = "http://example.org/world/talks"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/world/talks",
        "https://example.org/world/talks",
        "//example.org/world/talks",
        "HTTPS://WWW.Example.ORG/world/talks",
        "https://www.example.org:443/world/talks",
        "http://example.org:80/world/talks/",
        "http://example.org./world/talks",
        "https://example.org/world/talks#comments",
        "https://example.org/world/talks?utm_source=feed&utm_medium=rss",
        "https://example.org/world/talks/?fbclid=IwAR0&gclid=x",
        "https://example.org/world/talks?at_medium=RSS&ns_source=b&mc_cid=1&CMP=share",
        " https://example.org/world/\n talks ",
    ],
)
def test_links_to_one_report_have_one_address(url: str) -> None:
    assert plain_address(url) == SAME
    assert plain_address(SAME) == SAME


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/World/Talks",
        "https://example.org/world/talks/2",
        "https://example.org:8080/world/talks",
        "https://news.example.org/world/talks",
        "https://example.org/world/talks?page=2",
        "https://example.org/world/talks?ref=7",
    ],
)
def test_links_to_other_reports_have_others(url: str) -> None:
    assert plain_address(url) != SAME


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/?id=12&utm_source=x", "http://example.org?id=12"),
        ("https://example.org/a?b=1&&c", "http://example.org/a?b=1&c"),
        ("https://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
        ("https://[2001:db8::1]:443/a", "http://[2001:db8::1]/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("http://[broken/a", "http://[broken/a"),
        ("urn:uuid:f81d4fae", "urn:uuid:f81d4fae"),
        ("archive/1974/roll 12", "archive/1974/roll12"),
    ],
)
def test_other_links_are_kept_as_they_are(url: str, address: str) -> None:
    assert plain_address(url) == address
    assert plain_address(address) == address


@pytest.mark.parametrize("url", ["https://www.example.org", "https://example.org/", "http://example.org/?utm_source=x#top", " "])
def test_a_front_page_is_no_reports_address(url: str) -> None:
    assert plain_address(url) is None


def test_a_report_is_known_by_its_address_then_its_page_then_its_id() -> None:
    bare = report("r1")
    paged = replace(bare, page_sha256="e3b0")
    assert address_of(bare) == "id:r1"
    assert address_of(paged) == "page:e3b0"
    assert address_of(replace(paged, url="https://www.example.org/a")) == "url:http://example.org/a"
    assert address_of(replace(paged, url="https://www.example.org/")) == "page:e3b0"
