"""A visit put together from its words: who, where in which order, on which days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from legation.model import Actor, Certainty, Contact, ContactKind, Finding, Party, Place, Status, Stop
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.draft import Here, Told
from legation.tell.limits import limited
from legation.tell.modality import SPEECH, Mood
from legation.tell.scene import LOCAL_AREAS, VENUES, TimeAt
from legation.tell.scope import clause_span, finest, places_of, times_of
from legation.when import Grain, When, first_of, last_of, shift_days

OFFICE_LESS = frozenset({"spouse", "spokesperson", "party", "candidate"})
"""Posts whose holder makes no visit of his own."""
OF_STATE = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister finance_minister trade_minister interior_minister "
    "deputy_head organisation_head".split()
)
"""Posts of a state or body, whose holder travels abroad even where the report does not say whose minister he is."""
LEVELS = ("official working", "state", "official", "working", "private", "transit")
"""Ranks of a visit as the press names them, the longer before those that they contain."""
LATE_DAYS = 7
"""A present tense this long after the day is that of a tale."""
HEAD_PARAGRAPHS = 2
"""What is news stands no later in a report."""
GATHERINGS = frozenset({"summit", "forum", "conference", "assembly", "congress", "gathering", "ceremony", "funeral", "inauguration"})
"""Occasions to which office-holders travel."""
CALLING_OFF = frozenset("cancel postpone scrap delay drop shelve reschedule defer abandon axe announce plan confirm".split())
"""Verbs whose object is a visit that the sentence may leave without its goal."""
MEDIA = frozenset({"news", "press"})
"""Words that make a conference one with reporters, which is no occasion to travel to."""
COUNTRY_NOUNS = frozenset({"country", "nation", "state", "neighbour", "neighbor", "capital", "region"})
"""Nouns that stand for a country named before."""


def parties(role: str, actors: Sequence[Actor]) -> tuple[Party, ...]:
    """Actors in one role."""
    return tuple(Party(role=role, actor=a) for a in actors)


def travellers(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those of the actors who can make a visit: people and offices with a post or a country that sent them."""
    return tuple(
        a
        for a in actors
        if a.post_class not in OFFICE_LESS and ((a.country and (a.post_class or a.name)) or (a.name and a.post_class in OF_STATE))
    )


def tell_visit(
    here: Here,
    anchor: Word,
    people: Sequence[Actor],
    mood: Mood,
    *,
    noun: Word | None = None,
    places: Sequence[tuple[Word, Place]] | None = None,
    hosts: Sequence[Actor] = (),
    inviters: Sequence[Actor] = (),
    destination: str | None = None,
) -> Told:
    """One visit for each traveller and each country that the words name, or for the country meant where they name none.

    Takes    anchor, the word whose places and times count; noun, the noun for the visit, whose adjectives give the level.
    Gives    contacts of those of the people who travel abroad; nothing where no country is known.
    """
    who = travellers(people)
    found = places if places is not None else places_of(here.scene, here.anchors, anchor)
    unlisted = [(w, p) for w, p in found if p.country is None and p.kind in LOCAL_AREAS | VENUES]
    countries = list(dict.fromkeys(p.country for _, p in found if p.country))
    if who and not countries:
        meant = destination or (_country_of_sentence(here, who) if unlisted else None) or country_meant(here, anchor, who)
        countries = [meant] if meant else []
    abroad = [c for c in countries if any(c != a.country for a in who)]
    times = times_of(here.scene, here.anchors, anchor) if abroad else ()
    shared = len(abroad) == 1 or sum(t.when is not None for t in times) == 1
    for country in abroad:
        there = [(w, p) for w, p in found if p.country == country] + [(w, replace(p, country=country)) for w, p in unlisted]
        receiving = (*parties("host", [h for h in hosts if h.country in (country, None)]), *parties("inviter", inviters))
        own_times = tuple(times if shared else _times_near(times, there, found))
        if len(abroad) > 1:
            own_times = _of_tour(own_times, first=not shared or country == abroad[0])
        for visitor in parties("visitor", [a for a in who if a.country != country]):
            involved = (visitor, *receiving)
            yield _contact(
                here, Leg(anchor=anchor, noun=noun, mood=mood, parties=involved, country=country, places=tuple(there), times=own_times)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """What the words of a sentence give for a visit to one country, before its days are settled."""

    anchor: Word
    """The word whose places and times count."""
    noun: Word | None
    """The noun for the visit, whose adjectives give the level."""
    mood: Mood
    parties: tuple[Party, ...]
    country: str
    places: tuple[tuple[Word, Place], ...]
    """Places of this country alone, in order, with the word that names each."""
    times: tuple[TimeAt, ...]


def _contact(here: Here, leg: Leg) -> tuple[Contact, Certainty, Span]:
    towns = [(w, p) for w, p in leg.places if p.kind != "country"]
    until = [t for t in leg.times if t.when is not None and _is_end(here.parsed, t)]
    told = [limited(here.parsed, t, leg.mood.status) for t in leg.times if t.when is not None and t not in until]
    dates = [t for t in told if t.when is not None]
    stops = _stops(towns, dates)
    starts, ends = _days(dates, stops, leg.times)
    contact = Contact(
        kind=ContactKind.VISIT,
        status=settle(leg.mood, starts, here),
        destination=leg.country,
        stops=stops,
        starts=starts,
        ends=ends or (last_of(until[0].when) if until and until[0].when else None),
        lasts_days=_length(leg.times),
        parties=leg.parties,
        level=_level(here.parsed, leg.noun) if leg.noun else None,
        purpose=_purpose(here, leg.anchor),
    )
    words = [leg.anchor, *_verb_words(here.parsed, leg.anchor), *(w for w, _ in leg.places)]
    return contact, leg.mood.certainty, clause_span(here.parsed, words, [t.within for t in dates])


def _purpose(here: Here, anchor: Word) -> str | None:
    """The gathering that a visit is made for, in the report's words: "during the G7 Summit", "for the funeral of ..."."""
    parsed = here.parsed
    for word in parsed.words:
        if word.lemma not in GATHERINGS or word.dep != "pobj" or parsed.head(word).text.lower() not in ("for", "at", "during"):
            continue
        if here.anchors.owner(word) not in (anchor.i, *here.anchors.over(anchor)):
            continue
        if any(c.text.lower() in MEDIA for c in parsed.of(word, "compound", "nmod")):
            continue
        own = [word, *(c for c in parsed.of(word, "compound", "nmod", "amod", "poss") if c.i < word.i)]
        own += [n for p in parsed.of(word, "prep") if p.text.lower() == "of" for n in parsed.of(p, "pobj")]
        span = parsed.sentence.offsets.to_source_span(Span(min(w.start for w in own), max(w.end for w in own)))
        return here.scene.report.text[span.start : span.end]
    return None


def _length(times: Sequence[TimeAt]) -> int | None:
    """Length in days that a report states."""
    return next((t.lasts_days for t in times if t.lasts_days), None)


def _is_end(parsed: Parsed, time: TimeAt) -> bool:
    """ "until Friday", "through the weekend": a last day, not a first."""
    before = next((w for w in reversed(parsed.words) if w.end <= time.within.start), None)
    return before is not None and before.text.lower() in ("until", "till", "through", "til")


def _verb_words(parsed: Parsed, anchor: Word) -> list[Word]:
    """The auxiliaries of a verb, or of the verb that carries a noun, and that verb itself."""
    verb = anchor
    if anchor.pos == "NOUN":
        verb = parsed.verb_over(anchor) or anchor
        if anchor.dep not in ("dobj", "attr", "pobj") or abs(verb.i - anchor.i) > 8:
            return []
    return [verb, *parsed.of(verb, "aux", "auxpass", "neg")]


def _stops(towns: Sequence[tuple[Word, Place]], dates: Sequence[TimeAt]) -> tuple[Stop, ...]:
    """Stops in order of the text, each with the day that stands beside it."""
    stops: list[Stop] = []
    days_first = bool(dates and towns and dates[0].word.i < towns[0][0].i and len(dates) > 1)
    for n, (word, place) in enumerate(towns):
        following = towns[n + 1][0].i if n + 1 < len(towns) else 10_000
        before = towns[n - 1][0].i if n else -1
        beside = [t for t in dates if (before < t.word.i < word.i if days_first else word.i < t.word.i < following)]
        if not beside and len(towns) == 1:
            beside = list(dates)
        when = finest(beside)
        stop = Stop(place=place, arrives=first_of(when) if when else None, leaves=last_of(when) if when and when.lasts else None)
        known = next((k for k, s in enumerate(stops) if s.place.name == place.name), None)
        if known is None:
            stops.append(stop)
        elif stops[known].arrives is None:
            stops[known] = stop
    return tuple(stops)


def _days(dates: Sequence[TimeAt], stops: Sequence[Stop], times: Sequence[TimeAt]) -> tuple[When | None, When | None]:
    """First and last day: of the stops where they have days, else of the times; a stated length gives the end."""
    dated = [s.arrives for s in stops if s.arrives]
    if len(dated) > 1:
        return dated[0], dated[-1]
    best = finest(dates)
    if best is None:
        return None, None
    starts = first_of(best)
    ends = last_of(best) if best.lasts else None
    length = _length(times)
    if ends is None and length and starts is not None and starts.grain is Grain.DAY:
        ends = shift_days(starts, length - 1)
    return starts, ends


def _of_tour(times: Sequence[TimeAt], *, first: bool) -> tuple[TimeAt, ...]:
    """Of a tour's own times those of one country: a length is the whole tour's, and a day on which it begins is that of the first stop."""
    own = (t for t in times if not t.lasts_days)
    return tuple(t for t in own if first or t.when is None or t.when.grain is not Grain.DAY)


def _times_near(times: Sequence[TimeAt], own: Sequence[tuple[Word, Place]], every: Sequence[tuple[Word, Place]]) -> tuple[TimeAt, ...]:
    """Of a tour's times those that stand nearer to one country's places than to another's."""
    mine = {w.i for w, _ in own}

    def nearest(time: TimeAt) -> int:
        before = [w.i for w, _ in every if w.i < time.word.i]
        return max(before) if before else min(w.i for w, _ in every)

    return tuple(t for t in times if nearest(t) in mine)


def settle(mood: Mood, starts: When | None, here: Here) -> Status:
    """The status once the day is known: what lies after publication is planned, what lies well before it occurred."""
    published = here.scene.report.published
    if mood.arriving and not mood.earlier and mood.status is Status.OCCURRED and _just_now(here, starts):
        return Status.UNDER_WAY
    if published is None and starts is not None and mood.open and mood.status is Status.UNDER_WAY:
        return Status.PLANNED if starts.earliest is None else Status.OCCURRED  # with its year: a caption, no timetable
    if published is None or starts is None or starts.earliest is None or starts.latest is None:
        return mood.status
    if mood.status in (Status.UNDER_WAY, Status.OCCURRED) and starts.earliest > published:
        return Status.PLANNED
    past = (published - starts.latest).days
    if mood.open and past > (LATE_DAYS if mood.status is Status.UNDER_WAY else 0) and mood.status in (Status.PLANNED, Status.UNDER_WAY):
        return Status.OCCURRED
    return mood.status


def _just_now(here: Here, starts: When | None) -> bool:
    """Whether an arrival is news: within two days of publication, or, where no day is known, told at the head of the report."""
    published = here.scene.report.published
    if published is None or starts is None:
        return here.parsed.sentence.paragraph <= HEAD_PARAGRAPHS and (starts is None or starts.earliest is None)
    return starts.earliest is not None and 0 <= (published - starts.earliest).days <= 2


def _level(parsed: Parsed, noun: Word) -> str | None:
    words = {c.text.lower() for c in parsed.of(noun, "amod", "compound", "nmod")}
    return next((level.replace(" ", "_") for level in LEVELS if set(level.split()) <= words), None)


def country_meant(here: Here, anchor: Word, who: Sequence[Actor]) -> str | None:
    """The country that a visit without a place goes to: "the country", "here", else where this visitor's visit goes."""
    if (pointed := _pointing(here, anchor)) is not None:
        return pointed.country if pointed.country not in {a.country for a in who} else None
    told = [f for f in here.told if f.body.kind is ContactKind.VISIT and f.body.destination]
    homes = {a.country for a in who}
    recent = next((f.body.destination for f in reversed(told) if f.body.destination not in homes), None)
    around = (w for w in (*here.parsed.below(anchor), *here.parsed.above(anchor)) if w.dep != "compound")  # no "state visit"
    if {w.lemma for w in around} & COUNTRY_NOUNS:
        return recent
    mine = {a.referent for a in who}
    own = next((f for f in reversed(told) if any(a.referent in mine for a in visitors(f))), None)
    if own is not None:
        return own.body.destination
    if anchor.pos == "NOUN" and (country := _of_announcer(here, anchor, homes) or _of_dateline(here, anchor, homes)):
        return country
    if anchor.pos == "NOUN" and here.parsed.head(anchor).lemma in CALLING_OFF and len(foreign := _foreign(here, homes)) == 1:
        return foreign.pop()
    also = any(w.text.lower() in ("also", "too", "likewise") for w in here.parsed.below(anchor)) or _carried_also(here.parsed, anchor)
    return recent if also else None


def _of_announcer(here: Here, noun: Word, homes: Collection[str | None]) -> str | None:
    """ "Roe's visit is put off, the White House said": the country of whoever speaks of a visit without a place."""
    for verb in here.parsed.above(noun):
        if verb.lemma not in SPEECH or (verb.i < noun.i and not here.parsed.of(verb, "ccomp")):
            continue
        for speaker in here.parsed.of(verb, "nsubj"):
            place = here.scene.place_at(here.parsed, speaker)
            told = {a.country for a in here.scene.people(here.parsed, speaker)} | {place.country if place else None}
            abroad = told - {None} - set(homes)
            if len(abroad) == 1:
                return abroad.pop()
    return None


def _foreign(here: Here, homes: Collection[str | None]) -> set[str]:
    """The countries other than the travellers' own of which a sentence speaks, by name or by who is of them."""
    parsed, scene = here.parsed, here.scene
    named = {p.country for _, p in scene.places(parsed)} | {a.country for w in parsed.words for a in scene.actors_at(parsed, w)}
    return {c for c in named if c and c not in homes}


def _of_dateline(here: Here, noun: Word, homes: Collection[str | None]) -> str | None:
    """ "the visit of Roe in May", told from a foreign town: the visit goes there, where it has a day of its own."""
    filed = here.scene.filed_from
    dated = any(t.when for t in times_of(here.scene, here.anchors, noun))
    return filed.country if filed is not None and dated and filed.country not in homes else None


@dataclass(frozen=True, slots=True)
class Pointed:
    """The country that a pointing word means; None where nothing tells which."""

    country: str | None


def _pointing(here: Here, anchor: Word) -> Pointed | None:
    """ "there", "that country": the place spoken of last; "here": where the report is filed from."""
    carried = here.parsed.head(anchor) if anchor.pos == "NOUN" else anchor
    for word in (*here.parsed.below(anchor), *here.parsed.below(carried)):
        there = word.text.lower() == "there" and word.dep == "advmod"
        country_noun = word.lemma in COUNTRY_NOUNS
        if there or (country_noun and any(c.text.lower() == "that" for c in here.parsed.of(word, "det"))):
            place = here.scene.place_before(here.parsed, word)
            return Pointed(place.country if place else None)
        owners = [a for c in here.parsed.of(word, "poss") for a in here.scene.actors_at(here.parsed, c)] if country_noun else []
        if owners:
            return Pointed(owners[0].country)
        if word.text.lower() == "here" and word.dep == "advmod":
            return Pointed(here.scene.filed_from.country if here.scene.filed_from else None)
    return None


def _country_of_sentence(here: Here, who: Sequence[Actor]) -> str | None:
    """The country to which the same sentence speaks of a visit, though one that was not made."""
    homes = {a.country for a in who}
    for word, place in here.scene.places(here.parsed):
        above = [w.lemma for w in here.parsed.above(word)][:2]
        if place.kind == "country" and place.country not in homes and any(here.lists.contacts.of("visit", lemma) for lemma in above):
            return place.country
    return None


def _carried_also(parsed: Parsed, anchor: Word) -> bool:
    return any(c.text.lower() in ("also", "too") for c in parsed.children[parsed.head(anchor).i])


def last_visit(here: Here, visitor: Actor | None = None, country: str | None = None) -> Finding[Contact] | None:
    """The visit told last, of this visitor and to this country where they are given."""
    for finding in reversed(here.told):
        body = finding.body
        if body.kind is not ContactKind.VISIT or (country and body.destination != country):
            continue
        if visitor is None or any(a.referent == visitor.referent for a in visitors(finding)):
            return finding
    return None


def visitors(visit: Finding[Contact] | None) -> tuple[Actor, ...]:
    """Who makes a visit that was told; nobody where none was."""
    return tuple(p.actor for p in visit.body.parties if p.role == "visitor") if visit else ()


def party_of(here: Here, visit: Finding[Contact] | None) -> tuple[Actor, ...]:
    """Who makes a visit that was told, with those who were told in the same words to make it with him."""
    if visit is None:
        return ()
    same = (f for f in here.told if f.body.destination == visit.body.destination and f.evidence == visit.evidence and f.rule == visit.rule)
    return tuple(a for f in same for a in visitors(f))


def main_visit(here: Here, country: str | None = None) -> Finding[Contact] | None:
    """The first visit told that is no memory, to this country where it is given: what "the visit" means."""
    told = (f for f in here.told if f.body.kind is ContactKind.VISIT and country in (None, f.body.destination))
    return next((f for f in told if f.body.status is not Status.OCCURRED), None)
