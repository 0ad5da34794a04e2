"""Places: which of the places of one name a report means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from legation.mention.chunks import PlaceChunk
from legation.model import Mention, MentionKind, Place, Report
from legation.parse import Parsed
from legation.span import Span
from legation.tables.former_states import state_on
from legation.tables.gazetteer import Gazetteer, Row

ENOUGH = 3
"""A report that names a country three times is about it; more says no more."""
FAR_LARGER = 8
"""How many times larger a town must be than its namesake to be meant whatever the report is about: Geneva by the lake."""
PLACE_WORDS = frozenset(
    "in to at from of near into for toward towards through via outside inside around across between visit visited visiting tour".split()
)
AREA_NOUNS = frozenset(
    "region province state city town resort village island airport summit area district capital district county palace residence".split()
)


def find_places(
    report: Report, parsed: Sequence[Parsed], places: Sequence[Sequence[PlaceChunk]], gazetteer: Gazetteer, states: Mapping[str, int]
) -> tuple[Mention, ...]:
    """Every mention of a country, town, region or seat, in order."""
    return tuple(m for one, chunks in zip(parsed, places, strict=True) for m in _of_sentence(report, one, chunks, gazetteer, states))


def filed_row(report: Report, gazetteer: Gazetteer) -> Row | None:
    """The place that a report is filed from, by its dateline."""
    if report.dateline is None:
        return None
    town, _, wider = report.dateline.partition(",")
    rows = gazetteer.named(town.strip().title() if town.isupper() else town.strip())
    state = gazetteer.country(wider.strip()) if wider else None
    return next((r for r in rows if state in (None, r.country)), None)


def _of_sentence(
    report: Report, parsed: Parsed, chunks: Sequence[PlaceChunk], gazetteer: Gazetteer, states: Mapping[str, int]
) -> Iterator[Mention]:
    for n, chunk in enumerate(chunks):
        if chunk.demonym:
            yield from _capital(report, parsed, chunk, gazetteer)
            continue
        following = chunks[n + 1] if n + 1 < len(chunks) and _comma_between(parsed, chunk, chunks[n + 1]) else None
        within = Span(parsed.tokens[chunk.first].start, parsed.tokens[chunk.last].end)
        span = parsed.sentence.offsets.to_source_span(within)
        surface = report.text[span.start : span.end]
        row = None if chunk.country else choose(chunk.rows, following, states)
        meant = row is not None and (not row.wary or _placed(parsed, chunk, following))
        place = _country(chunk, surface, span, gazetteer) if chunk.country else _town(row, surface, span) if row and meant else None
        if place is not None:
            place = replace(place, country=state_on(place.country, report.published))
            yield Mention(
                kind=MentionKind.PLACE,
                sentence=parsed.sentence.number,
                within=within,
                span=span,
                surface=surface,
                value=place,
                reason="country" if chunk.country else "gazetteer",
            )


def _capital(report: Report, parsed: Parsed, chunk: PlaceChunk, gazetteer: Gazetteer) -> Iterator[Mention]:
    """ "the Canadian capital": a town named by its state."""
    if chunk.last + 1 >= len(parsed.tokens) or parsed.tokens[chunk.last + 1].text.lower() != "capital":
        return
    row = gazetteer.capital_of(chunk.country or "")
    if row is None:
        return
    within = Span(parsed.tokens[chunk.first].start, parsed.tokens[chunk.last + 1].end)
    span = parsed.sentence.offsets.to_source_span(within)
    surface = report.text[span.start : span.end]
    place = Place(
        surface=surface, span=span, name=row.name, country=row.country, geonames=row.geonames, lat=row.lat, lon=row.lon, kind="capital"
    )
    yield Mention(
        kind=MentionKind.PLACE, sentence=parsed.sentence.number, within=within, span=span, surface=surface, value=place, reason="capital of"
    )


def _comma_between(parsed: Parsed, left: PlaceChunk, right: PlaceChunk) -> bool:
    return right.first == left.last + 2 and parsed.tokens[left.last + 1].text == ","


def _country(chunk: PlaceChunk, surface: str, span: Span, gazetteer: Gazetteer) -> Place:
    code = chunk.country or ""
    row = next((r for r in chunk.rows if r.kind == "country" and r.country == code), None)
    return Place(
        surface=surface,
        span=span,
        name=gazetteer.country_name(code),
        country=code,
        geonames=row.geonames if row else None,
        lat=row.lat if row else None,
        lon=row.lon if row else None,
        kind="country",
    )


def _town(row: Row, surface: str, span: Span) -> Place:
    return Place(
        surface=surface, span=span, name=row.name, country=row.country, geonames=row.geonames, lat=row.lat, lon=row.lon, kind=row.kind
    )


def choose(rows: Sequence[Row], following: PlaceChunk | None, states: Mapping[str, int]) -> Row | None:
    """The row meant: the one in the place named next ("Paris, Texas"), else in a country the report speaks of, else the first."""
    if not rows:
        return None
    if following is not None:
        inside = {r.name for r in following.rows} | {following.country}
        named = next((r for r in rows if r.within in inside or r.country == following.country), None)
        if named:
            return named
        near = next((r for r in rows if following.rows and r.country == following.rows[0].country), None)
        if near:
            return near
    if rows[0].kind in ("capital", "country"):
        return rows[0]
    rows = [r for r in rows if not r.population or r.population * FAR_LARGER > rows[0].population]
    return max(rows, key=lambda r: (min(states.get(r.country or "", 0), ENOUGH), -rows.index(r)))


def _placed(parsed: Parsed, chunk: PlaceChunk, following: PlaceChunk | None) -> bool:
    """Whether the words about a doubtful name speak of a place."""
    before = parsed.tokens[chunk.first - 1].text.lower() if chunk.first else ""
    if before == "the" and chunk.first > 1:
        before = parsed.tokens[chunk.first - 2].text.lower()
    after = parsed.tokens[chunk.last + 1].text.lower() if chunk.last + 1 < len(parsed.tokens) else ""
    return before in PLACE_WORDS or following is not None or after in AREA_NOUNS
