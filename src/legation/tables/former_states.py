"""States that are gone: to which one of them a place belonged on a day.

Source   ISO 3166-3 (codes); days on which the states ended are facts of general knowledge.
"""

from __future__ import annotations

from datetime import date

SOVIET = frozenset("RUS UKR BLR KAZ UZB TKM KGZ TJK GEO ARM AZE MDA".split())
BALTIC = frozenset({"EST", "LVA", "LTU"})
CZECHOSLOVAK = frozenset({"CZE", "SVK"})
YUGOSLAV = frozenset("SRB HRV SVN BIH MKD MNE XKX".split())
ENDED = (
    (date(1991, 9, 6), "SUN", BALTIC),
    (date(1991, 12, 26), "SUN", SOVIET),
    (date(1993, 1, 1), "CSK", CZECHOSLOVAK),
    (date(1992, 1, 15), "YUG", YUGOSLAV),
)
"""Day on which a state ended, or let go of those in it, its code, and the states of today in its place."""
SMALL_PLACES = {"Oreanda": "UKR", "Gagra": "GEO", "Zagorsk": "RUS", "Radonezsh": "RUS", "Chelyabinsk-70": "RUS"}
"""Places in them, as the official record spells them, that the gazetteer lacks, and the states of today in which they lie."""
FOUNDED = date(1945, 5, 9)
"""Before this day the borders were others, and the state of today stands."""


def state_on(code: str | None, day: date | None) -> str | None:
    """The state to which a country of today belonged on a day; the country itself where the day is not known."""
    if day is None or day < FOUNDED:
        return code
    return next((state for end, state, members in ENDED if code in members and day < end), code)


def members_of(state: str | None) -> frozenset[str]:
    """The states of today in the place of one that is gone; none where it is not gone."""
    return frozenset().union(*(members for _, gone, members in ENDED if gone == state))
