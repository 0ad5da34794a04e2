"""The drawings of the desk: pure functions that make a map, a timeline or a chart of years of what a page's record holds."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from legation.web.draw.itinerary import itinerary_map
from legation.web.draw.timeline import timeline
from legation.web.draw.world import world_map
from legation.web.draw.years import years

DRAWINGS: dict[str, Callable[..., Markup]] = {"world_map": world_map, "itinerary_map": itinerary_map, "timeline": timeline, "years": years}
"""By the names under which templates call them."""
