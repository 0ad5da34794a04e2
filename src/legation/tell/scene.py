"""One report as the rules see it: trees with the actors, places and times that stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from legation.model import HEAD, Actor, Mention, MentionKind, Place, Report
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tables.gazetteer import Gazetteer
from legation.when import Grain, When, shift_days

AREA_NOUNS = frozenset(
    "region province state city town port resort village island airport area district county metropolis capital base palace".split()
)
"""Nouns that a place's name may stand beside ("the Lakes region")."""
DELEGATIONS = frozenset({"delegation", "team", "mission", "group", "party"})
"""Nouns for those who travel together under a leader."""
NAME_WITH_TITLE = 3
"""Words of a title, a first name and a surname; a bare surname before a noun is that noun's ("Roe aides")."""
LOCAL_AREAS = frozenset("region province resort village island district county town valley peninsula".split())
"""Nouns for places that the gazetteer may lack."""
VENUES = frozenset(
    "airport airbase palace cemetery memorial hall square university centre center embassy parliament temple museum hospital base library "
    "hotel cathedral church mosque synagogue stadium headquarters monument shrine garden park harbour harbor port institute academy "
    "college pagoda citadel fort fortress castle barracks tower plaza gate mausoleum monastery basilica residence ranch barracks "
    "congress senate knesset bundestag duma theatre theater opera arena factory plant shipyard camp school".split()
)
"""Nouns that, with a name, are a place of a programme which no gazetteer need hold."""
VEHICLES = frozenset(
    "plane aircraft jet airplane aeroplane airliner helicopter motorcade convoy party delegation entourage train yacht flight ship".split()
)
"""What a visitor travels in or with, and which is said to arrive in his stead."""
ASSEMBLIES = frozenset({"parliament", "congress", "senate", "knesset", "bundestag", "duma"})
"""Nouns that are a place's name by themselves, when they are written as one."""
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
DAYS_OF_WEEK = 7
DAY_PARTS = frozenset("on early late morning afternoon evening night".split())
"""Words beside a weekday that do not say which one is meant."""
ASKING = frozenset({"invite", "ask", "urge", "encourage", "press"})
"""Verbs whose object is to do what their infinitive says, wherever the parser hangs it."""
PERSONAL = frozenset({"who", "which", "that", "whom"})
"""Words that stand for the noun that a relative clause hangs on."""


@dataclass(frozen=True, slots=True)
class TimeAt:
    """A time in a sentence, with the word that ties it to the tree."""

    word: Word
    when: When | None
    kind: str
    lasts_days: int | None
    within: Span


@dataclass(frozen=True)
class Scene:
    """A report with its trees and mentions, and the questions that rules ask of them."""

    report: Report
    parsed: tuple[Parsed, ...]
    mentions: tuple[Mention, ...]
    gazetteer: Gazetteer

    @cached_property
    def _by_word(self) -> dict[tuple[int, int], tuple[Mention, ...]]:
        found: dict[tuple[int, int], list[Mention]] = {}
        numbers = {p.sentence.number: p for p in self.parsed}
        for mention in self.mentions:
            if mention.sentence == HEAD:
                continue
            parsed = numbers[mention.sentence]
            word = _anchor(parsed, mention)
            if word is not None:
                found.setdefault((mention.sentence, word.i), []).append(mention)
        return {key: tuple(value) for key, value in found.items()}

    def _at(self, parsed: Parsed, word: Word, kind: MentionKind) -> tuple[Mention, ...]:
        return tuple(m for m in self._by_word.get((parsed.sentence.number, word.i), ()) if m.kind is kind)

    def actors_at(self, parsed: Parsed, word: Word) -> tuple[Actor, ...]:
        """Who a word names, itself or by the name set beside it ("his successor, Jane Roe")."""
        found = tuple(m.value for m in self._at(parsed, word, MentionKind.ACTOR) if isinstance(m.value, Actor))
        if found:
            return found
        return next((a for c in parsed.of(word, "appos") if (a := self.actors_at(parsed, c))), ())

    def people(self, parsed: Parsed, word: Word) -> tuple[Actor, ...]:
        """Who a word and the words joined to it name ("Roe and his Chilean counterpart")."""
        found = list(self.actors_at(parsed, word) or self._run_on(parsed, word))
        if not found and word.pos == "NOUN":
            found = [a for led in parsed.of(word, "acl") if led.lemma in ("lead", "head") for a in self.by_agent(parsed, led)]
        for joined in parsed.of(word, "conj", "appos"):
            if parsed.of(joined, "neg"):
                continue
            found += self.people(parsed, joined)
        return distinct(found)

    def _run_on(self, parsed: Parsed, word: Word) -> tuple[Actor, ...]:
        """A name with its title that the parser ran into the next noun: "met President Jane Roe Tuesday"."""
        before = parsed.words[word.i - 1] if word.i else word
        if before.dep not in ("compound", "nmod") or before.head != word.i or word.dep not in ("pobj", "dobj"):
            return ()
        return tuple(a for a in self.actors_at(parsed, before) if a.post_stated and len(a.surface.split()) >= NAME_WITH_TITLE)

    def place_at(self, parsed: Parsed, word: Word) -> Place | None:
        """The place that a word names, itself or before an area's noun ("the Lakes region"); "here" is where the report is filed from."""
        if word.text.lower() == "here" and word.dep in ("advmod", "pobj"):
            return self.filed_from
        for mention in self._at(parsed, word, MentionKind.PLACE):
            if isinstance(mention.value, Place):
                return mention.value
        if word.lemma in AREA_NOUNS and (named := next((p for w in preposed(parsed, word, "of") if (p := self.place_at(parsed, w))), None)):
            return named
        if word.lemma in VENUES and (venue := self._venue(parsed, word)):
            return venue
        if word.lemma in AREA_NOUNS:
            names = parsed.of(word, "compound", "nmod", "amod", "appos")
            for child in names:
                if place := self.place_at(parsed, child):
                    return place
            unknown = [c for c in names if c.tag == "NNP" and c.i < word.i and not self.actors_at(parsed, c)]
            if unknown and word.lemma in LOCAL_AREAS:
                return self._unlisted(parsed, unknown, word)
        return None

    def placed(self, parsed: Parsed, word: Word, *prepositions: str) -> tuple[tuple[Word, Place], ...]:
        """Places that hang on a word by one of these prepositions."""
        return tuple((w, p) for w in preposed(parsed, word, *prepositions) if (p := self.place_at(parsed, w)))

    def _venue(self, parsed: Parsed, word: Word) -> Place | None:
        """A building or ground by its own name: "the National War Memorial", "Tribhuvan airport", "Parliament"."""
        if word.dep in ("compound", "nmod", "poss", "amod") or self.actors_at(parsed, word):
            return None
        named = [c for c in parsed.of(word, "compound", "nmod", "amod", "poss") if c.i < word.i and c.text[:1].isupper()]
        proper = word.tag in ("NNP", "NNPS")
        if not named and not (proper and word.lemma in ASSEMBLIES):
            return None
        return self._unlisted(parsed, [*sorted(named, key=lambda w: w.i), word], word)

    def _unlisted(self, parsed: Parsed, names: Sequence[Word], area: Word) -> Place:
        """A region, town or venue that the gazetteer lacks: known by its noun, its country left open."""
        span = parsed.sentence.offsets.to_source_span(Span(names[0].start, names[-1].end))
        surface = self.report.text[span.start : span.end]
        return Place(surface=surface, span=span, name=surface, country=None, geonames=None, lat=None, lon=None, kind=area.lemma)

    def places(self, parsed: Parsed) -> Iterator[tuple[Word, Place]]:
        """Every word of a sentence that names a place."""
        for word in parsed.words:
            if place := self.place_at(parsed, word):
                yield word, place

    def times(self, parsed: Parsed) -> tuple[TimeAt, ...]:
        """Times of a sentence, in order."""
        return self._times.get(parsed.sentence.number, ())

    @cached_property
    def _times(self) -> dict[int, tuple[TimeAt, ...]]:
        found: dict[int, list[TimeAt]] = {}
        numbers = {p.sentence.number: p for p in self.parsed}
        named: dict[int, list[Span]] = {}
        for mention in self.mentions:
            if mention.kind is MentionKind.ACTOR and mention.reason == "named":
                named.setdefault(mention.sentence, []).append(mention.within)
        for mention in self.mentions:
            if mention.kind is not MentionKind.TIME:
                continue
            if any(mention.within.overlaps(name) for name in named.get(mention.sentence, ())):  # "Jan Roe", "Theresa May"
                continue
            word = _anchor(numbers[mention.sentence], mention)
            when = mention.value if isinstance(mention.value, When) else None
            if word is not None:
                found.setdefault(mention.sentence, []).append(TimeAt(word, when, mention.reason, mention.lasts_days, mention.within))
        return _ascending(self.report.published, {n: (numbers[n], tuple(times)) for n, times in found.items()})

    def place_before(self, parsed: Parsed, word: Word) -> Place | None:
        """The place spoken of last before a word: what "there" means."""
        at = parsed.sentence.offsets.to_source_span(word.span).start
        earlier = [
            m.value
            for m in self.mentions
            if m.kind is MentionKind.PLACE and m.span.end <= at and isinstance(m.value, Place) and m.sentence != HEAD
        ]
        return earlier[-1] if earlier else None

    @cached_property
    def filed_from(self) -> Place | None:
        """The place that the report is filed from: what "here" means."""
        return next((m.value for m in self.mentions if m.sentence == HEAD and isinstance(m.value, Place)), None)

    def subjects(self, parsed: Parsed, verb: Word, *, depth: int = 0) -> tuple[Actor, ...]:
        """Who does what a verb says, through joined verbs, infinitives, participles and relative clauses."""
        own = parsed.of(verb, "nsubj", "nsubjpass", "csubj")
        if any(w.dep == "nsubjpass" for w in own) and depth == 0 and verb.tag == "VBN":
            return self.by_agent(parsed, verb)
        for word in own:
            if word.text.lower() in PERSONAL and verb.dep in ("relcl", "acl"):
                return self._named_by_head(parsed, verb, depth)
            found = self.people(parsed, word)
            if found:
                return found
        if not own and verb.dep == "ROOT":
            return self._left_of(parsed, verb)
        if own or depth > 4 or verb.head == verb.i:
            return ()
        return self._inherited(parsed, verb, depth)

    def _named_by_head(self, parsed: Parsed, verb: Word, depth: int) -> tuple[Actor, ...]:
        head = parsed.head(verb)
        found = self.people(parsed, head)
        if not found and head.dep == "nsubj" and parsed.head(head).lemma == "be":
            return next((a for w in parsed.of(parsed.head(head), "attr") if (a := self.people(parsed, w))), ())
        if found and not (head.dep == "attr" and verb.tag == "VB"):
            return found
        if head.dep in ("attr", "appos"):
            return self.subjects(parsed, parsed.head(head), depth=depth + 1) or found
        if not found and verb.tag == "VB" and head.dep == "dobj":
            return self.subjects(parsed, parsed.head(head), depth=depth + 1)
        return found

    def _left_of(self, parsed: Parsed, verb: Word) -> tuple[Actor, ...]:
        """The name right before a main verb that the parser gave no subject."""
        i = verb.i - 1
        while i >= 0 and parsed.words[i].dep in ("aux", "advmod", "neg") and not self.actors_at(parsed, parsed.words[i]):
            i -= 1
        return self.actors_at(parsed, parsed.words[i]) if i >= 0 else ()

    def inherited_subjects(self, parsed: Parsed, verb: Word) -> tuple[Actor, ...]:
        """Who did what a verb is joined to, or whom that was done to."""
        return self._inherited(parsed, verb, 0) if verb.dep == "conj" else ()

    def _inherited(self, parsed: Parsed, verb: Word, depth: int) -> tuple[Actor, ...]:
        head = parsed.head(verb)
        if verb.dep in ("relcl", "acl"):
            return self._named_by_head(parsed, verb, depth)
        if verb.dep == "pcomp" or (verb.dep == "prep" and head.pos != "VERB"):
            head = parsed.verb_over(verb) or head
        if verb.dep in ("xcomp", "ccomp", "advcl"):
            objects = [a for w in parsed.of(head, "dobj") for a in self.people(parsed, w)]
            if objects and verb.tag == "VB" and (verb.dep != "advcl" or head.lemma in ASKING):
                return distinct(objects)
        if head.pos in ("VERB", "AUX") and head.i != verb.i:
            return self.subjects(parsed, head, depth=depth + 1) or self.passive_subjects(parsed, head)
        if head.pos in ("ADJ", "NOUN") and head.head != head.i:
            return self.people(parsed, head) or self.subjects(parsed, parsed.head(head), depth=depth + 1)
        return ()

    def passive_subjects(self, parsed: Parsed, verb: Word) -> tuple[Actor, ...]:
        """Whom a verb in the passive acts on."""
        return distinct([a for w in parsed.of(verb, "nsubjpass") for a in self.people(parsed, w)])

    def by_agent(self, parsed: Parsed, verb: Word) -> tuple[Actor, ...]:
        """Who it is done by in the passive."""
        return distinct([a for by in parsed.of(verb, "agent") for w in parsed.of(by, "pobj") for a in self.people(parsed, w)])

    def objects(self, parsed: Parsed, verb: Word) -> tuple[Actor, ...]:
        """Whom a verb acts on, in the active or the passive."""
        found = [a for w in parsed.of(verb, "dobj", "dative") for a in self.people(parsed, w)]
        return distinct(found) or self.passive_subjects(parsed, verb)

    def by_preposition(self, parsed: Parsed, word: Word, *prepositions: str) -> tuple[Actor, ...]:
        """People that hang on a word by one of these prepositions."""
        return distinct([a for w in preposed(parsed, word, *prepositions) for a in self.people(parsed, w)])


def preposed(parsed: Parsed, word: Word, *prepositions: str) -> tuple[Word, ...]:
    """Nouns that hang on a word by one of these prepositions, joined nouns left to the caller."""
    return tuple(n for p in parsed.of(word, "prep", "agent", "dative") if p.text.lower() in prepositions for n in parsed.of(p, "pobj"))


def distinct(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Each person once, where he stands first."""
    return tuple({a.referent: a for a in reversed(actors)}.values())[::-1]


def _ascending(published: date | None, found: Mapping[int, tuple[Parsed, tuple[TimeAt, ...]]]) -> dict[int, tuple[TimeAt, ...]]:
    """Times by sentence, in which the bare weekdays of a plan ascend: "to Riga on Monday and to Oslo on Thursday", told on a Wednesday.

    A weekday is counted from the day of publication; one that falls before a day told just before it is that of the week after.
    """
    settled: dict[int, tuple[TimeAt, ...]] = {}
    last: tuple[int, int, date] | None = None  # sentence and paragraph of the day told last, and the first day of its chain
    for number, (parsed, times) in sorted(found.items()):
        own: list[TimeAt] = []
        for time in times:
            if last is not None and (number - last[0] > 1 or parsed.sentence.paragraph != last[1]):
                last = None
            moved = _moved(parsed, time, published, last[2] if last else None)
            own.append(moved)
            counted = moved.when is not None and (moved.when.grain is Grain.WEEK or _is_weekday(parsed, time))
            first = moved.when.earliest if counted and moved.when is not None else None
            if published is not None and first is not None and first > published:
                last = (number, parsed.sentence.paragraph, last[2] if last else first)
        settled[number] = tuple(own)
    return settled


def _is_weekday(parsed: Parsed, time: TimeAt) -> bool:
    """Whether a phrase is a weekday and no more: "Monday", "on Thursday evening"."""
    words = [w for w in parsed.sentence.text[time.within.start : time.within.end].lower().split() if w not in DAY_PARTS]
    return len(words) == 1 and words[0] in WEEKDAYS


def _moved(parsed: Parsed, time: TimeAt, published: date | None, after: date | None) -> TimeAt:
    """A time, a week later where it is a bare weekday still to come that falls before the day told last."""
    when = time.when
    if when is None or when.earliest is None or published is None or after is None or when.grain is not Grain.DAY:
        return time
    if parsed.words[0].text.lower() == "before":  # what comes later is told first
        return time
    verb = parsed.verb_over(time.word)
    told = verb is not None and (
        verb.tag == "VBD" or any(a.text.lower() in ("had", "was", "were") for a in parsed.of(verb, "aux", "auxpass"))
    )
    if not _is_weekday(parsed, time) or told or not published <= when.earliest < after or (after - when.earliest).days > DAYS_OF_WEEK:
        return time
    return replace(time, when=shift_days(when, DAYS_OF_WEEK))


def _anchor(parsed: Parsed, mention: Mention) -> Word | None:
    """The word of a mention that the rest of it hangs on."""
    inside = [w for w in parsed.words if w.start < mention.within.end and mention.within.start < w.end]
    if not inside:
        return None
    numbers = {w.i for w in inside}
    return next((w for w in inside if w.head not in numbers or w.head == w.i), inside[0])
