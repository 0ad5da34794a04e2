"""Actors: each mention of a person, office or body with its referent, antecedents included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from legation.mention.cast import Referent, identify
from legation.mention.spot import SEATED, ActorChunk, PlaceChunk
from legation.model import Actor, Basis, Mention, MentionKind, Report
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Offices, held_on

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PAIRS = frozenset({"they", "them", "their", "both"})
PAIR_NOUNS = frozenset(
    {"leaders", "ministers", "presidents", "men", "women", "politicians", "diplomats", "counterparts", "sides", "pair", "duo", "statesmen"}
)
COUNTERPARTS = frozenset({"counterpart", "opposite", "colleague", "homologue"})
PERSON_NOUNS = frozenset({"leader", "politician", "statesman", "guest", "visitor", "diplomat", "official", "host"})
SUCCESSION = {"successor": 1, "predecessor": -1}
NOBODY = frozenset({"no", "any", "every", "each", "another", "some"})
PROMINENCE = 2.0
"""How much more likely a pronoun means the person of whom the whole report speaks most; 1.5 to 3 read the open reports alike."""
RECENT_SENTENCES = 4
"""How far back a pronoun looks; farther ones were wrong more often than right on the open reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """What the lexicons saw in one sentence."""

    actors: tuple[ActorChunk, ...]
    places: tuple[PlaceChunk, ...]


@dataclass(slots=True)
class _Seen:
    """One mention of a person on the way through the report."""

    sentence: int
    word: int
    referent: Referent
    subject: bool


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The state of one pass through one report."""

    report: Report
    parsed: Sequence[Parsed]
    offices: Offices
    gazetteer: Gazetteer
    states: Mapping[str, int]
    people: list[Referent] = field(default_factory=list)
    seen: list[_Seen] = field(default_factory=list)
    told: list[tuple[int, Span, Span, tuple[Referent, ...], str]] = field(default_factory=list)

    # --- chunks -------------------------------------------------------------------------------------------

    def referent_of(self, chunk: ActorChunk) -> Referent | None:
        """The person or office that a chunk names; None for a plural or a title that nobody in the report bears."""
        if chunk.plural or (chunk.name is None and chunk.determiner in NOBODY):
            return None
        if chunk.name is None and chunk.determiner in ("a", "an"):
            return self.new(chunk)
        if chunk.name:
            return self.named(chunk)
        if chunk.country or chunk.organisation:
            return self.office(chunk)
        return self.described(chunk) or self.office(chunk)

    def named(self, chunk: ActorChunk) -> Referent:
        known = next((p for p in self.people if p.name == chunk.name), None)
        people = {o.wikidata for o in chunk.occupancies}
        if known is None and len(people) == 1:
            known = next((p for p in self.people if p.wikidata and p.wikidata in people), None)
        if known is None and chunk.name and " " not in chunk.name:
            known = next((p for p in self.people if p.name and chunk.name in p.name.split() and chunk.country in (None, p.country)), None)
        if known is None and chunk.name:
            known = next(
                (
                    p
                    for p in reversed(self.people)
                    if p.name is None and p.post == chunk.post and chunk.country and p.country == chunk.country
                ),
                None,
            )
            if known:
                known.name = chunk.name
        return known or self.new(chunk)

    def seated(self, chunk: ActorChunk) -> Referent:
        """Who sits in a state's first residence: its head of state or government whom the report spoke of last."""
        heads = ("head_of_state", "head_of_government")
        day = self.report.published
        for one in reversed(self.seen):
            person = one.referent
            left = day is not None and any(o.country == chunk.country for o in person.occupancies) and not self.in_office(person, day)
            if person.country == chunk.country and person.post in heads and not person.former and not left:
                return person
        return self.new(chunk)

    def in_office(self, person: Referent, day: date) -> bool:
        return any(held_on(o, day, day) is not False for o in person.occupancies)

    def office(self, chunk: ActorChunk) -> Referent:
        if chunk.post == SEATED:
            return self.seated(chunk)
        """Whom the report itself gives the post, else who held it on the day, else whoever bore it last."""
        same = [
            p
            for p in reversed(self.people)
            if chunk.post
            and p.post == chunk.post
            and p.country == chunk.country
            and p.organisation == chunk.organisation
            and not (p.former or chunk.former)
        ]
        titled = next((p for p in same if p.basis is Basis.TEXT), None)
        if titled is not None:
            return titled
        holder = self.holder(chunk)
        return (
            next((p for p in self.people if holder and p.name == holder), None)
            or (self.new(replace(chunk, name=holder)) if holder else None)
            or next(iter(same), None)
            or self.new(chunk)
        )

    def holder(self, chunk: ActorChunk) -> str | None:
        """Who surely held an office on the day of publication, where the table knows one person alone."""
        day = self.report.published
        if day is None or chunk.country is None or chunk.post is None or chunk.former or chunk.elect:
            return None
        sure = {o.person for o in self.offices.holders(chunk.country, chunk.post, day, day) if held_on(o, day, day) is True}
        return sure.pop() if len(sure) == 1 and any(p.name in sure for p in self.people) else None

    def described(self, chunk: ActorChunk) -> Referent | None:
        """ "the minister", "the secretary of state": the last mentioned who bears the title."""
        if chunk.determiner not in ("the", "this", "that") or chunk.former:
            return None
        words = [w.lower() for w in (chunk.title or "").split()]
        for one in reversed(self.seen):
            person = one.referent
            if person.post == chunk.post and chunk.post:
                return person
            if words and words[-1] in GENERIC and person.heads and all(w in person.heads for w in words):
                return person
        return None

    def new(self, chunk: ActorChunk | None) -> Referent:
        person = Referent(number=len(self.people), name=chunk.name if chunk else None)
        self.people.append(person)
        return person

    # --- words without a name -----------------------------------------------------------------------------

    def pronoun(self, parsed: Parsed, word: Word) -> Referent | None:
        """The person a pronoun stands for: the nearest of its gender, subjects before objects."""
        gender = PRONOUNS[word.text.lower()]
        here = parsed.sentence.number
        barred = self.barred(parsed, word)
        best, best_score = None, -99.0
        for age, one in enumerate(reversed(self.seen)):
            if here - one.sentence > RECENT_SENTENCES:
                break
            person = one.referent
            if person.gender not in (None, gender) or person.number in barred:
                continue
            lead = PROMINENCE * self.prominence.get(person.name or "", 0.0)
            score = (
                lead - 2.0 * (here - one.sentence) - 0.3 * age + (2.0 if one.subject else 0.0) + (1.0 if person.gender == gender else 0.0)
            )
            if score > best_score:
                best, best_score = person, score
        if best is None:
            best = self.ahead(parsed, word, gender)
        if best is not None:
            best.gender = best.gender or gender
        return best

    def barred(self, parsed: Parsed, word: Word) -> set[int]:
        """Subjects of the pronoun's own clause, which "him" and "her" as objects cannot mean."""
        if word.dep not in ("dobj", "pobj", "dative", "nsubj", "nsubjpass"):
            return set()
        verb = next((w for w in parsed.above(word) if w.pos in ("VERB", "AUX")), None)
        if verb is None or word.dep.startswith("nsubj"):
            return set()
        spans = [s.span for s in parsed.of(verb, "nsubj", "nsubjpass")]
        for head in parsed.above(verb):
            if verb.dep in ("xcomp", "conj", "advcl") and not spans:
                spans = [s.span for s in parsed.of(head, "nsubj", "nsubjpass")]
            verb = head
        return {r.number for within, referents in self.told_here(parsed) for r in referents if any(s.overlaps(within) for s in spans)}

    def told_here(self, parsed: Parsed) -> Iterator[tuple[Span, tuple[Referent, ...]]]:
        """What has been told of this sentence so far, the last first."""
        for sentence, within, _, referents, _ in reversed(self.told):
            if sentence != parsed.sentence.number:
                return
            yield within, referents

    def ahead(self, parsed: Parsed, word: Word, gender: str) -> Referent | None:
        """A person named only later in the sentence: "After his arrival, Mr. Roe ..."."""
        subject = next((w for w in parsed.words if w.dep == "nsubj" and w.i > word.i), None)
        chunk = self.chunk_at(parsed, subject) if subject else None
        if chunk is None or chunk.gender not in (None, gender):
            return None
        return self.referent_of(chunk)

    def chunk_at(self, parsed: Parsed, word: Word) -> ActorChunk | None:
        return self.by_word.get((parsed.sentence.number, word.first_token))

    prominence: Mapping[str, float] = field(default_factory=dict)
    by_word: dict[tuple[int, int], ActorChunk] = field(default_factory=dict)

    def joined(self, parsed: Parsed) -> tuple[Referent, ...]:
        """ "they": the two, of unlike countries, whom the sentence or the one before it speaks of."""
        for number in (parsed.sentence.number, parsed.sentence.number - 1):
            found: dict[int, Referent] = {}
            for one in reversed(self.seen):
                if one.sentence < number:
                    break
                if one.sentence == number:
                    found.setdefault(one.referent.number, one.referent)
            if found:
                left, right = (*found.values(), None, None)[:2] if len(found) == 2 else (None, None)
                unlike = left is not None and right is not None and left.post and right.post and left.country != right.country
                return (right, left) if unlike and left is not None and right is not None else ()
        return ()

    def pair(self, parsed: Parsed) -> tuple[Referent, ...]:
        """ "the two leaders": the last two office-holders spoken of."""
        found: list[Referent] = []
        for one in reversed(self.seen):
            if parsed.sentence.number - one.sentence > RECENT_SENTENCES:
                break
            if one.referent not in found and (one.referent.post or one.referent.name):
                found.append(one.referent)
            if len(found) == 2:
                return tuple(reversed(found))
        return ()

    def counterpart(self, parsed: Parsed, word: Word) -> Referent | None:
        """ "her American counterpart": who holds the possessor's post for the other country."""
        if any(self.chunk_at(parsed, w) for w in parsed.of(word, "appos")):
            return None
        owner = next((r for w in parsed.of(word, "poss") for r in self.of_word(parsed, w)), None)
        state = next((c for w in parsed.children[word.i] if (c := self.gazetteer.country(w.text)) and w.i < word.i), None)
        if owner is None and state is None:
            return None
        for one in reversed(self.seen):
            person = one.referent
            if person is owner:
                continue
            if state and person.country == state and owner and person.post == owner.post:
                return person
            if state is None and owner and person.post == owner.post and person.country != owner.country:
                return person
        if state is None or owner is None or owner.post is None:
            return None
        person = self.new(None)
        person.country, person.post, person.title = state, owner.post, owner.title
        identify(person, self.offices, self.report.published, self.states)
        return person

    def of_word(self, parsed: Parsed, word: Word) -> tuple[Referent, ...]:
        return next((r for within, r in self.told_here(parsed) if within.overlaps(word.span)), ())

    # --- the walk -----------------------------------------------------------------------------------------

    def tell(self, parsed: Parsed, word: Word, referents: tuple[Referent, ...], reason: str, span: Span | None = None) -> None:
        within = span or word.span
        self.told.append((parsed.sentence.number, within, parsed.sentence.offsets.to_source_span(within), referents, reason))
        subject = word.dep in ("nsubj", "nsubjpass") or any(
            w.dep == "nsubj" and w.i != word.i and word.dep == "conj" for w in parsed.above(word)
        )
        if reason != "pair":
            self.seen.extend(_Seen(parsed.sentence.number, word.i, r, subject) for r in referents)

    def sentence(self, parsed: Parsed, spotted: Spotted) -> None:
        chunks = {c.first: c for c in spotted.actors}
        for word in parsed.words:
            chunk = chunks.get(word.first_token)
            lower = word.text.lower()
            if chunk is not None:
                if chunk.plural and not chunk.country and _counted_two(parsed, chunk) and (both := self.pair(parsed)):
                    self.tell(parsed, word, both, "pair")
                    continue
                subject = self.predicated(parsed, word, chunk)
                if subject is not None:
                    self.tell(parsed, word, (subject,), "predicate", _core(parsed, chunk))
                elif not self.identified(parsed, word, chunk) and (person := self.referent_of(chunk)) is not None:
                    if chunk.post != SEATED:
                        person.absorb(chunk)
                    if chunk.determiner not in ("a", "an") or chunk.name:
                        identify(person, self.offices, self.report.published, self.states)
                    self.tell(parsed, word, (person,), "named" if chunk.name else "office", _core(parsed, chunk))
            elif lower in PRONOUNS and word.tag in ("PRP", "PRP$"):
                if found := self.pronoun(parsed, word):
                    self.tell(parsed, word, (found,), "pronoun")
            elif (
                lower in ("two", "both")
                and word.dep in ("nsubj", "nsubjpass", "pobj", "dobj")
                and not any(c.dep == "prep" for c in parsed.children[word.i])
            ):
                if both := self.pair(parsed):
                    self.tell(parsed, word, both, "pair")
            elif lower in PAIRS or (lower in PAIR_NOUNS and self.is_pair(parsed, word)):
                if both := self.joined(parsed) if lower in PAIRS else self.pair(parsed):
                    self.tell(parsed, word, both, "pair")
            elif lower in COUNTERPARTS and word.tag in ("NN", "NNS"):
                if found := self.counterpart(parsed, word):
                    self.tell(parsed, word, (found,), "counterpart")

    def predicated(self, parsed: Parsed, word: Word, chunk: ActorChunk) -> Referent | None:
        """ "Roe was then president": an office said of somebody is he, whoever holds it now."""
        if chunk.name or word.dep not in ("attr", "oprd"):
            return None
        subjects = [r for w in parsed.of(parsed.head(word), "nsubj") for r in self.of_word(parsed, w)]
        return subjects[0] if len(subjects) == 1 and subjects[0].name else None

    def identified(self, parsed: Parsed, word: Word, chunk: ActorChunk) -> bool:
        """ "The last Chilean president to come was Jane Roe": an office that only leads up to a name is nobody else."""
        head = parsed.head(word)
        named = [self.chunk_at(parsed, w) for w in parsed.of(head, "attr")]
        return chunk.name is None and word.dep == "nsubj" and head.lemma == "be" and any(c and c.name for c in named)

    def is_pair(self, parsed: Parsed, word: Word) -> bool:
        texts = {w.text.lower() for w in parsed.children[word.i]}
        return bool(texts & {"two", "both"}) or (word.text.lower() in ("pair", "duo", "sides") and "the" in texts)


GENERIC = frozenset(
    {
        "minister",
        "secretary",
        "president",
        "premier",
        "chancellor",
        "chief",
        "king",
        "governor",
        "ambassador",
        "envoy",
        "pm",
        "commissioner",
        "leader",
        "diplomat",
        "general",
    }
)


def _counted_two(parsed: Parsed, chunk: ActorChunk) -> bool:
    return chunk.first > 0 and parsed.tokens[chunk.first - 1].text.lower() in ("two", "both")


def _core(parsed: Parsed, chunk: ActorChunk) -> Span:
    first, last = chunk.core
    return Span(parsed.tokens[first].start, parsed.tokens[last].end)


def find_actors(
    report: Report, parsed: Sequence[Parsed], spotted: Sequence[Spotted], offices: Offices, gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Every mention of an actor, in order, each with what the whole report and the table say of him."""
    walk = _Walk(report=report, parsed=parsed, offices=offices, gazetteer=gazetteer, states=count_states(spotted))
    walk.by_word = {(p.sentence.number, c.first): c for p, s in zip(parsed, spotted, strict=True) for c in s.actors}
    walk.prominence = _prominence(spotted)
    genders = _genders(spotted)
    for one, seen in zip(parsed, spotted, strict=True):
        named = tuple(c for c in seen.actors)
        walk.sentence(one, Spotted(actors=named, places=seen.places))
        for person in walk.people:
            person.gender = person.gender or genders.get(person.name or "")
    return tuple(_mentions(walk))


def _prominence(spotted: Sequence[Spotted]) -> dict[str, float]:
    """Share of each person in the mentions of the one named most often."""
    count = Counter(c.name for s in spotted for c in s.actors if c.name)
    most = max(count.values(), default=1)
    return {name: n / most for name, n in count.items()}


def _genders(spotted: Sequence[Spotted]) -> dict[str, str]:
    return {c.name: c.gender for s in spotted for c in s.actors if c.name and c.gender}


def count_states(spotted: Sequence[Spotted]) -> Counter[str]:
    """How often the report speaks of each country, by its name, its people or its offices."""
    count: Counter[str] = Counter()
    for one in spotted:
        count.update(c.country for c in one.actors if c.country)
        count.update(p.country for p in one.places if p.country)
        count.update(
            p.rows[0].country for p in one.places if not p.country and p.rows and p.rows[0].country and p.rows[0].kind == "capital"
        )
    return count


def _mentions(walk: _Walk) -> Iterator[Mention]:
    for sentence, within, span, referents, reason in walk.told:
        surface = walk.report.text[span.start : span.end]
        for person in referents:
            actor = Actor(
                referent=person.number,
                surface=surface,
                span=span,
                name=person.name,
                post=person.title,
                post_class=person.post,
                country=person.country,
                organisation=person.organisation,
                wikidata=person.wikidata,
                elect=person.elect,
                basis=person.basis,
                post_stated=person.post_stated,
                candidates=person.candidates,
                verified=person.verified,
            )
            yield Mention(kind=MentionKind.ACTOR, sentence=sentence, within=within, span=span, surface=surface, value=actor, reason=reason)
