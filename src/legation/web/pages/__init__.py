"""The pages, one module each; every module has a ``router``."""

from __future__ import annotations

from legation.web.pages import countries, downloads, enter, entry, judge, lists, log, people, posts, read, report, today

ROUTERS = (
    today.router,
    lists.router,
    downloads.router,
    enter.router,
    read.router,
    report.router,
    entry.router,
    judge.router,
    log.router,
    people.router,
    posts.router,
    countries.router,
)
"""In the order in which an address is looked for."""
