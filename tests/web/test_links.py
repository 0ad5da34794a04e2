"""The desk as one who follows its links sees it."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urldefrag, urlsplit

from lxml import html
from starlette.testclient import TestClient

OF_ONE_KIND = 8
"""Pages of a kind that are gone through."""


def test_no_link_of_the_desk_leads_nowhere(client: TestClient) -> None:
    waiting, seen, kinds, dead = ["/today", "/read", "/log", "/visits?view=map", "/visits?view=timeline"], set[str](), Counter[str](), []
    while waiting:
        path = waiting.pop(0)
        kind = "/".join(urlsplit(path).path.split("/")[:2])
        if path in seen or kinds[kind] >= OF_ONE_KIND:
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = client.get(path)
        if answer.status_code != 200:
            dead.append((path, answer.status_code))
        elif answer.headers["content-type"].startswith("text/html"):
            waiting += links_of(answer.text)
    assert dead == []
    assert {"/visits", "/people", "/countries", "/reports", "/judge", "/claims", "/visits.csv", "/feeds"} <= set(kinds)


def test_every_page_names_itself_and_its_twin(client: TestClient) -> None:
    titles: dict[str, str] = {}
    for path in ("/today", "/read", "/visits", "/meetings", "/statements", "/claims", "/reports", "/judge", "/log"):
        tree = html.fromstring(client.get(path).text)
        assert len(tree.xpath("//h1")) == 1, path
        assert tree.xpath("//main") and tree.xpath("//html/@lang") == ["en"]
        titles[path] = tree.xpath("string(//title)")
        (twin,) = tree.xpath("//footer//a[contains(., 'JSON')]/@href")
        assert client.get(twin).headers["content-type"] == "application/json", path
    assert len(set(titles.values())) == len(titles)


def test_nothing_on_a_page_is_written_into_it_that_the_policy_forbids(client: TestClient) -> None:
    for path in ("/today", "/read", "/visits", "/visits?view=map", "/visits?view=timeline", "/judge", "/countries/USA"):
        tree = html.fromstring(client.get(path).text)
        assert tree.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]") == [], path


def links_of(text: str) -> list[str]:
    """The links of a page that lead to the desk, without the places in a page."""
    links = html.fromstring(text).xpath("//a/@href | //link/@href | //script/@src")
    return [urldefrag(str(link)).url for link in links if str(link).startswith("/") and not str(link).startswith("//")]
