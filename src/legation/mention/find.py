"""The stage as one function: what a whole report names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from legation.mention.actors import World, count_states, find_actors
from legation.mention.atoms import Lookup
from legation.mention.cast import introduced
from legation.mention.places import filed_row, find_places
from legation.mention.spot import Spotted, Spotter, chunks_of
from legation.mention.surnames import bare_surnames
from legation.mention.time_meanings import Duration
from legation.mention.times import days_of, direction_at, find_times
from legation.model import HEAD, Mention, MentionKind, Place, Report, Sentence, Voice
from legation.parse import Parsed, Parser
from legation.span import Span
from legation.tables.former_states import state_on
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Offices
from legation.tables.titles import Titles
from legation.when import Grain, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables and lists that know names, countries, posts and places."""

    gazetteer: Gazetteer
    offices: Offices
    titles: Titles
    given_names: frozenset[str]
    genders: Mapping[str, str]
    """Gender of first names."""


def parse_report(
    report: Report, sentences: Sequence[Sentence], parser: Parser, tables: Tables
) -> tuple[tuple[Parsed, ...], tuple[Spotted, ...]]:
    """Trees of a report's sentences, with the names that the lexicons saw in them taken as single words."""
    tokens = [parser.tokenize(s.text) for s in sentences]
    lookup = Lookup(gazetteer=tables.gazetteer, offices=tables.offices, titles=tables.titles, given_names=tables.given_names)
    first = Spotter(lookup)
    seen = [first.spot(t) for t in tokens]
    named = [a for s in seen for a in s.actors]
    known = introduced(named)
    full = {a.name for a in named if a.name}
    known = bare_surnames(tokens, lookup, tables.genders, on=report.published, named=full, states=count_states(seen)) | known
    second = Spotter(replace(lookup, known=known))
    spotted = [second.spot_again(t, s) for t, s in zip(tokens, seen, strict=True)]
    chunks = [chunks_of(s, t) for s, t in zip(spotted, tokens, strict=True)]
    return parser.parse(sentences, tokens, chunks), tuple(spotted)


def find_mentions(report: Report, parsed: Sequence[Parsed], spotted: Sequence[Spotted], tables: Tables) -> tuple[Mention, ...]:
    """All actors, places and times of a report, in order of the text."""
    states = count_states(spotted)
    filed = filed_row(report, tables.gazetteer)
    home = state_on(filed.country, report.published) if filed is not None else None
    world = World(offices=tables.offices, gazetteer=tables.gazetteer, genders=tables.genders, home=home)
    actors = find_actors(report, parsed, spotted, world)
    places = find_places(report, parsed, [s.places for s in spotted], tables.gazetteer, states)
    times = _times_in_order(report, parsed)
    dated: dict[int, list[Span]] = {}
    for time in times:
        dated.setdefault(time.sentence, []).append(time.within)
    places = tuple(p for p in places if not any(within.overlaps(p.within) for within in dated.get(p.sentence, ())))
    places += _dateline(report, tables)
    return tuple(sorted(actors + places + times, key=lambda m: (m.span.start, m.span.end, m.kind)))


def _dateline(report: Report, tables: Tables) -> tuple[Mention, ...]:
    """The place that the report is filed from."""
    at = report.text.find(report.dateline) if report.dateline else -1
    row = filed_row(report, tables.gazetteer)
    if report.dateline is None or at < 0 or row is None:
        return ()
    span = Span(at, at + len(report.dateline))
    place = Place(
        surface=report.dateline,
        span=span,
        name=row.name,
        country=state_on(row.country, report.published),
        geonames=row.geonames,
        lat=row.lat,
        lon=row.lon,
        kind=row.kind,
    )
    return (
        Mention(
            kind=MentionKind.PLACE, sentence=HEAD, within=Span(0, 0), span=span, surface=report.dateline, value=place, reason="dateline"
        ),
    )


def _times_in_order(report: Report, parsed: Sequence[Parsed]) -> tuple[Mention, ...]:
    """Times of all sentences, each reckoned from the day or month spoken of last where its words ask for one."""
    found: list[Mention] = []
    anchor: When | None = None
    for one in parsed:
        if one.sentence.voice is Voice.BYLINE:
            continue
        for mention in _times(report, one, anchor):
            found.append(mention)
            if isinstance(mention.value, When) and mention.value.grain in (Grain.DAY, Grain.MONTH) and not mention.value.lasts:
                anchor = mention.value
    return tuple(found)


def _times(report: Report, parsed: Parsed, anchor: When | None) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for phrase in find_times(parsed.sentence.text):
        direction = direction_at(parsed.words, phrase.span)
        span = parsed.sentence.offsets.to_source_span(phrase.span)
        when = days_of(phrase, published=report.published, direction=direction, anchor=anchor) if phrase.kind != "clock" else None
        when = replace(when, phrase=span) if when is not None else None
        found.append(
            Mention(
                kind=MentionKind.TIME,
                sentence=parsed.sentence.number,
                within=phrase.span,
                span=span,
                surface=report.text[span.start : span.end],
                value=when,
                reason="attributive" if phrase.attributive else phrase.kind,
                lasts_days=phrase.meaning.days if isinstance(phrase.meaning, Duration) else None,
            )
        )
    return tuple(found)
