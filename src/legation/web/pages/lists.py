"""The lists: visits, meetings, calls, invitations, statements and claims that fit, with their numbers by year and place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.errors import UsageError
from legation.model import Claim, Statement
from legation.record import JsonObject
from legation.register.overview import Look
from legation.web.faults import fault_of
from legation.web.here import At, Here
from legation.web.listed_shown import contact_rows, said_row, timeline_rows
from legation.web.render import page, rendered
from legation.web.said_found import said_page
from legation.web.selection import CHOICES, CONTACTS, HINTS, LABELS, MORE, NOUNS, SIZE, SORTED_BY, Asked, Given, Selection, select, unneeded

router = APIRouter(tags=["lists"])
FORMS = {"visits": ("csv", "jsonl", "ics", "geojson")}
"""In what a list can be taken away; all others as the first two."""
VIEWS = {"table": "Rows", "timeline": "Timeline", "map": "Map", "years": "Years"}


def listing(at: Here, kinds: str, told: Given) -> JsonObject | Response:
    """A page of a list, or the way to its shortest address."""
    asked = select(kinds, told)
    is_json = at.request.url.path.endswith(".json")
    if unneeded(at.request, told):
        return RedirectResponse(asked.shortest(at.request.url.path), status_code=303)
    record = _head(asked)
    if asked.faults:
        record |= {"rows": [], "total": None, "undated": 0, "by_year": [], "pages": 0, "held": True}
        fault = fault_of(UsageError("; ".join(f"{LABELS[kinds][name]}: {text}" for name, text in asked.faults.items())))
        return JSONResponse(record | fault.record, 400) if is_json else rendered(at, template_of(kinds), record, code=400)
    if not at.has_register:
        return record | {"rows": [], "total": 0, "undated": 0, "by_year": [], "pages": 0, "held": False}
    return record | {"held": True} | (_contacts(at, asked) if kinds in CONTACTS else _said(at, asked))


def template_of(kinds: str) -> str:
    """The template of a list."""
    return "lists.html" if kinds in CONTACTS else "said_list.html"


def _head(asked: Selection) -> JsonObject:
    """What a page shows of what is asked, whatever is found."""
    kinds, shown = asked.kinds, asked.given
    return {
        "kinds": kinds,
        "nouns": list(NOUNS[kinds]),
        "filters": [
            {
                "name": name,
                "label": label,
                "hint": HINTS.get(name),
                "value": shown.value(name),
                "choices": list(CHOICES.get(name, ())),
                "fault": asked.faults.get(name),
                "more": kinds in CONTACTS and name in MORE,
            }
            for name, label in LABELS[kinds].items()
        ],
        "given": asked.filters,
        "view": shown.view,
        "views": [{"view": view, "label": label, "href": asked.link(view=view)} for view, label in VIEWS.items()],
        "sort": shown.sort,
        "sorts": _sorts(asked),
        "page": shown.page,
        "cleared": f"/{kinds}",
        "downloads": [{"form": form, "href": asked.link(path=f"/{kinds}.{form}")} for form in FORMS.get(kinds, ("csv", "jsonl"))],
        "feed": asked.link(path="/feeds/planned.ics") if kinds == "visits" else None,
    }


def _sorts(asked: Selection) -> JsonObject:
    """The links that sort a table: once more on the same column turns it round."""
    now = asked.given.sort
    found: JsonObject = {}
    for name in SORTED_BY:
        first = f"-{name}" if name in ("day", "reports") else name
        turned = name if first.startswith("-") else f"-{name}"
        is_now = now.removeprefix("-") == name
        direction = ("descending" if now.startswith("-") else "ascending") if is_now else None
        found[name] = {"href": asked.link(sort=turned if now == first else first), "direction": direction}
    return found


def _contacts(at: Here, asked: Selection) -> JsonObject:
    """What a page shows of contacts."""
    shown = asked.given
    order, latest = shown.sort.removeprefix("-"), shown.sort.startswith("-")
    look = at.register.look(asked.question, order=order, latest=latest, limit=SIZE, offset=(shown.page - 1) * SIZE)
    drawn: JsonObject = {"drawn": timeline_rows(look.rows) if shown.view == "timeline" else None, "places": None}
    if shown.view == "map":
        drawn["places"] = [
            {
                "label": one.name,
                "country": one.country,
                "lat": one.lat,
                "lon": one.lon,
                "count": one.count,
                "href": asked.link(place=str(one.geonames or one.name), view="table"),
            }
            for one in at.register.places(asked.question)
        ]
    return {**_found(asked, look.total), "undated": look.undated, "rows": contact_rows(look.rows), **_years(asked, look), **drawn}


def _years(asked: Selection, look: Look) -> JsonObject:
    """How many began in each year, with the links to them."""
    known = [
        {"year": year, "count": count, "href": asked.link(since=str(year).zfill(4), until=str(year).zfill(4), view="table")}
        for year, count in look.years
        if year is not None
    ]
    return {"by_year": known, "year_not_certain": sum(count for year, count in look.years if year is None)}


def _said(at: Here, asked: Selection) -> JsonObject:
    """What a page shows of statements or claims, those of the latest reports first."""
    sort = Statement if asked.kinds == "statements" else Claim
    found = said_page(at.register, sort, asked.question, limit=SIZE, offset=(asked.given.page - 1) * SIZE)
    rows = [said_row(told) for told in found.rows]
    back_to = found.back_to.isoformat() if found.back_to else None
    further = asked.link(until=(found.back_to - timedelta(days=1)).isoformat()) if found.back_to else None
    return {
        **_found(asked, found.total),
        "undated": found.undated,
        "more": found.more,
        "back_to": back_to,
        "further": further,
        "rows": rows,
        "by_year": [],
    }


def _found(asked: Selection, total: int) -> JsonObject:
    """The numbers of a selection, its neighbours, and what to loosen where nothing fits."""
    number, pages = asked.given.page, -(-total // SIZE)
    labels = LABELS[asked.kinds]
    return {
        "total": total,
        "pages": pages,
        "size": SIZE,
        "earlier": asked.link(page=min(number - 1, pages)) if number > 1 else None,
        "later": asked.link(page=number + 1) if number < pages else None,
        "loosen": [
            {"label": labels[name], "value": value, "href": asked.link(without=name)}
            for name, value in asked.filters.items()
            if name != "rejected"
        ]
        if not total
        else [],
    }


def _list_of(kinds: str) -> Callable[..., JsonObject | Response]:
    """The page of one list."""

    def shown(at: At, told: Asked) -> JsonObject | Response:
        return listing(at, kinds, told)

    shown.__name__ = kinds
    shown.__doc__ = f"The {kinds} that fit, newest first unless told, {SIZE} a page."
    return shown


for _kinds in NOUNS:
    page(router, f"/{_kinds}", template_of(_kinds), summary=f"The {_kinds} that fit what is asked")(_list_of(_kinds))
