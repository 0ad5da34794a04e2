"""What the pages of a person, a post, a country and a pair have in common: rows, numbers and places as their records hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from legation.model import ContactKind
from legation.record import JsonObject
from legation.register.listed import Listed, Somebody
from legation.register.partners import Partner
from legation.register.selected import Counts, Spotted
from legation.web.named import SORTS
from legation.web.words import country, path_part
from legation.when import parse_edtf

COUNTS = (
    "Counted are contacts that took place, or are under way, as far as the reports of this register tell."
    " What is planned stands apart; what was put off, called off or denied is not counted."
)
"""What the numbers of these pages mean."""
ROWS, COUNTRIES, PARTNERS, NEXT, DRAWN = 8, 12, 10, 6, 40
"""Visits listed, countries and people counted, plans listed, and rows of a timeline, at most."""


def list_href(kind: ContactKind, **filters: str | None) -> str:
    """The list of the contacts of a kind that fit; an underscore at the end of a name is left out."""
    told = {name.rstrip("_"): value for name, value in filters.items() if value}
    return f"/{SORTS[kind]}?{urlencode(told)}" if told else f"/{SORTS[kind]}"


def person_href(name: str, wikidata: str | None = None) -> str:
    """The page of a person."""
    return f"/people/{path_part(wikidata or name)}"


def country_href(code: str) -> str:
    """The page of a country."""
    return f"/countries/{path_part(code)}"


def row_record(row: Listed) -> JsonObject:
    """An entry as a row."""
    return {
        "id": row.id,
        "href": f"/{SORTS[row.kind]}/{path_part(row.id)}",
        "kind": row.kind.value,
        "who": [_somebody(one) for one in row.who],
        "others": [_somebody(one) for one in row.others],
        "places": list(dict.fromkeys(place.name for place in row.places if place.name != country(row.destination))),
        "destination": row.destination,
        "starts": row.starts,
        "ends": row.ends,
        "status": row.status.value,
        "certainty": row.certainty.value,
        "purpose": row.purpose,
        "reports": row.reports,
    }


def _somebody(one: Somebody) -> JsonObject:
    return {
        "name": one.name,
        "post": one.post,
        "country": one.country,
        "wikidata": one.wikidata,
        "href": person_href(one.name, one.wikidata),
    }


def rows_record(rows: Iterable[Listed]) -> list[JsonObject]:
    """Several entries as rows."""
    return [row_record(row) for row in rows]


def drawn_row(row: Listed, label: str) -> JsonObject:
    """An entry as a row of a timeline."""
    made = span_record(row.starts, row.ends)
    return {"id": row.id, "label": label, "href": f"/{SORTS[row.kind]}/{path_part(row.id)}", "status": row.status.value, **made}


def span_record(starts: str | None, ends: str | None) -> JsonObject:
    """The days between which something lies, and whether its ends are known exactly.

    Takes    both as EDTF.
    """
    first, last = (parse_edtf(text) if text else None for text in (starts, ends))
    low = first.earliest if first else None
    high = (last.latest if last else None) or (first.latest if first else None)
    return {
        "first": low.isoformat() if low else None,
        "last": high.isoformat() if high else None,
        "open_start": first is None or first.earliest != first.latest,
        "open_end": bool(last and last.earliest != last.latest) or (last is None and bool(first and first.earliest != first.latest)),
        "starts": starts,
        "ends": ends,
    }


def whom(people: Sequence[Somebody]) -> str:
    """People in a label: two by name, of more how many there are."""
    names = list(dict.fromkeys(one.name for one in people))
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} others"
    return " and ".join(names) or "somebody"


def visit_label(row: Listed, *, who: bool) -> str:
    """A visit in a timeline: where to, and whose where that is not clear."""
    where = country(row.destination) or ", ".join(place.name for place in row.places) or "a place that is not told"
    return f"{whom(row.who)} to {where}" if who else where


def counts_record(counted: Counts, **filters: str | None) -> JsonObject:
    """Numbers of visits, with the lists that hold them.

    Takes    filters = of the list that these are.
    """
    kind = ContactKind.VISIT
    return {
        "made": counted.made,
        "planned": counted.ahead,
        "off": counted.off,
        "undated": counted.undated,
        "href": list_href(kind, **filters),
        "years": [
            {"year": year, "count": made, "planned": ahead, "href": list_href(kind, **filters, since=str(year), until=str(year))}
            for year, made, ahead in counted.years
        ],
    }


def countries_record(found: Iterable[tuple[str, int]], without: Iterable[str] = ()) -> list[JsonObject]:
    """Countries with numbers, most first."""
    left_out = set(without)
    return [{"code": code, "name": country(code), "count": n, "href": country_href(code)} for code, n in found if code not in left_out]


def places_record(found: Iterable[Spotted], **filters: str | None) -> list[JsonObject]:
    """Places with their positions and numbers, as a map takes them."""
    return [
        {
            "label": spot.name,
            "country": spot.country,
            "lat": spot.lat,
            "lon": spot.lon,
            "count": spot.count,
            "href": list_href(ContactKind.VISIT, **filters, place=spot.name),
        }
        for spot in found
    ]


def partner_record(partner: Partner) -> JsonObject:
    """Somebody, or a country, whom others met, with how often."""
    of_country = partner.name is None
    name = country(partner.key) if partner.name is None else partner.name
    return {
        "name": name,
        "wikidata": partner.wikidata,
        "country": partner.country,
        "meetings": partner.meetings,
        "calls": partner.calls,
        "visits": partner.visits,
        "count": partner.times,
        "href": country_href(partner.key) if of_country else person_href(name, partner.wikidata),
    }
