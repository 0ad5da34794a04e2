"""Actors: each mention of a person, office or body with its referent, antecedents included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from legation.mention.antecedents import RECENT_SENTENCES, Memory
from legation.mention.cast import Referent, identify, lend_country
from legation.mention.chunks import SEATED, ActorChunk
from legation.mention.spot import Spotted
from legation.model import Actor, Basis, Mention, MentionKind, Report
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tables.first_names import gender_of
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Offices, held_on

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PAIRS = frozenset({"they", "them", "their", "both"})
PAIR_NOUNS = frozenset(
    {"leaders", "ministers", "presidents", "men", "women", "politicians", "diplomats", "counterparts", "sides", "pair", "duo", "statesmen"}
)
COUNTERPARTS = frozenset({"counterpart", "opposite", "colleague", "homologue"})
NOBODY = frozenset({"no", "any", "every", "each", "another", "some"})
ARGUMENTS = ("nsubj", "nsubjpass", "pobj", "dobj")
LEADING = frozenset({SEATED, "leader"})
"""Posts by which the press means whoever leads a state."""
RELATIVE = "predecessor"
"""Post of those who are named as having held, or being to hold, another's."""
ONE_OF_A_PEOPLE = ("an", "i", "er", "ole", "ede", "inn", "ane", "urk", "erb", "ot", "eek", "ech", "ak", "ard")
"""Endings of names of peoples that can mean a single one of them; "the French" are many."""
GENERIC = frozenset(
    "minister secretary president premier chancellor chief king governor ambassador envoy pm commissioner leader diplomat general".split()
)
"""Last words of titles by which the press speaks of somebody once it has named him."""


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The state of one pass through one report."""

    report: Report
    offices: Offices
    gazetteer: Gazetteer
    states: Mapping[str, int]
    by_word: Mapping[tuple[int, int], ActorChunk]
    """Chunk by number of its sentence and of its first token."""
    memory: Memory
    genders: Mapping[str, str]
    people: list[Referent] = field(default_factory=list)

    # --- chunks -------------------------------------------------------------------------------------------

    def referent_of(self, chunk: ActorChunk) -> Referent | None:
        """The person or office that a chunk names; None for a plural or a title that nobody in the report bears."""
        if chunk.plural or (chunk.name is None and chunk.determiner in NOBODY):
            return None
        if chunk.name is None and chunk.determiner in ("a", "an"):
            return self.new(chunk)
        if chunk.name:
            return self.named(chunk)
        if chunk.country or chunk.organisation or chunk.post == SEATED:
            return self.office(chunk)
        return self.described(chunk) or self.office(chunk)

    def named(self, chunk: ActorChunk) -> Referent:
        known = next((p for p in self.people if p.name == chunk.name), None)
        people = {o.wikidata for o in chunk.occupancies}
        if known is None and len(people) == 1:
            known = next((p for p in self.people if p.wikidata and p.wikidata in people), None)
        if known is None and chunk.name and " " not in chunk.name:
            known = self.of_surname(chunk)
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

    def of_surname(self, chunk: ActorChunk) -> Referent | None:
        """Who of those named so far bears a surname, and no other gender or post than the words say; of several the last spoken of."""
        bearers = [p for p in self.people if p.name and chunk.name in p.name.split() and chunk.country in (None, p.country)]
        if len(bearers) > 1:
            bearers = [p for p in bearers if chunk.gender in (None, p.gender) or p.gender is None]
            bearers = [p for p in bearers if p.heads.intersection((chunk.title or "").lower().split())] or bearers
            bearers = [p for p in bearers if chunk.post and p.post == chunk.post] or bearers
            bearers.sort(key=lambda p: max((n for n, one in enumerate(self.memory.seen) if one.referent is p), default=-1), reverse=True)
        return bearers[0] if bearers else None

    def seated(self, chunk: ActorChunk) -> Referent:
        """A state's leader, or who sits in its first residence: its head of state or government whom the report spoke of last."""
        heads = ("head_of_state", "head_of_government")
        day = self.report.published
        for one in reversed(self.memory.seen):
            person = one.referent
            left = day is not None and any(o.country == chunk.country for o in person.occupancies) and not self.in_office(person, day)
            if chunk.country in (None, person.country) and person.post in heads and not person.former and not left:
                return person
        return self.new(chunk)

    def in_office(self, person: Referent, day: date) -> bool:
        return any(held_on(o, day, day) is not False for o in person.occupancies)

    def office(self, chunk: ActorChunk) -> Referent:
        """Whom the report itself gives the post, else who held it on the day, else whoever bore it last."""
        if chunk.post == SEATED or (chunk.post in LEADING and chunk.country):
            return self.seated(chunk)
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
        for one in reversed(self.memory.seen):
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
        """Whom "he", "her" or "himself" means; he is of that gender from then on."""
        gender = PRONOUNS[word.text.lower()]
        person = self.memory.nearest(parsed, word, gender) or self.ahead(parsed, word, gender)
        if person is not None:
            person.gender, person.followed = person.gender or gender, True
        return person

    def ahead(self, parsed: Parsed, word: Word, gender: str) -> Referent | None:
        """A person named only later in the sentence: "After his arrival, Mr. Roe ..."."""
        subject = next((w for w in parsed.words if w.dep == "nsubj" and w.i > word.i), None)
        chunk = self.chunk_at(parsed, subject) if subject else None
        if chunk is None or chunk.gender not in (None, gender):
            return None
        return self.referent_of(chunk)

    def chunk_at(self, parsed: Parsed, word: Word) -> ActorChunk | None:
        return self.by_word.get((parsed.sentence.number, word.first_token))

    def counterpart(self, parsed: Parsed, word: Word) -> Referent | None:
        """ "her American counterpart": who holds the possessor's post for the other country."""
        if any(self.chunk_at(parsed, w) for w in parsed.of(word, "appos")):
            return None
        owner = next((r for w in parsed.of(word, "poss") for r in self.memory.of_word(parsed, w)), None)
        state = next((c for w in parsed.children[word.i] if (c := self.gazetteer.country(w.text)) and w.i < word.i), None)
        if owner is None and state is None:
            return None
        for one in reversed(self.memory.seen):
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

    # --- the walk -----------------------------------------------------------------------------------------

    def sentence(self, parsed: Parsed, actors: Sequence[ActorChunk]) -> None:
        """Go through the words of a sentence in order."""
        chunks = {c.first: c for c in actors}
        for word in parsed.words:
            chunk = chunks.get(word.first_token)
            if chunk is not None:
                self.chunk(parsed, word, chunk)
            elif found := self.nameless(parsed, word):
                self.memory.tell(parsed, word, *found)

    def chunk(self, parsed: Parsed, word: Word, chunk: ActorChunk) -> None:
        """Take note of a name or an office, or of each of the offices that a plural lists."""
        for member in chunk.members:
            self.office_or_name(parsed, word, member)
        if not chunk.members:
            self.single(parsed, word, chunk)

    def single(self, parsed: Parsed, word: Word, chunk: ActorChunk) -> None:
        """Take note of one name or office, or of a plural that stands for the two spoken of last."""
        if chunk.plural and not chunk.country and _counted_two(parsed, chunk) and (both := self.memory.pair(parsed)):
            self.memory.tell(parsed, word, both, "pair")
            return
        subject = self.predicated(parsed, word, chunk)
        if subject is not None:
            self.memory.tell(parsed, word, (subject,), "predicate", _core(parsed, chunk))
        elif not self.identified(parsed, word, chunk):
            self.office_or_name(parsed, word, chunk)

    def office_or_name(self, parsed: Parsed, word: Word, chunk: ActorChunk) -> None:
        """Take note of whom a chunk names, with what it says of him."""
        if chunk.post == RELATIVE:
            chunk = self.in_place_of(chunk)
        person = self.referent_of(chunk)
        if person is None:
            return
        if chunk.post in LEADING and (person.post or chunk.post == SEATED):
            person.country = person.country or chunk.country
        else:
            person.absorb(chunk)
            person.gender = person.gender or self.genders.get(person.name or "")
        if chunk.determiner not in ("a", "an") or chunk.name:
            identify(person, self.offices, self.report.published, self.states)
        self.memory.tell(parsed, word, (person,), "named" if chunk.name else "office", _core(parsed, chunk))

    def in_place_of(self, chunk: ActorChunk) -> ActorChunk:
        """ "His predecessor, Jane Roe": somebody with the post and country of the office-holder spoken of last."""
        owner = next((one.referent for one in reversed(self.memory.seen) if one.referent.post), None)
        if owner is None or chunk.name is None:
            return replace(chunk, title=None, post=None)
        return replace(chunk, title=owner.title, post=owner.post, country=owner.country, organisation=owner.organisation)

    def people_of(self, parsed: Parsed, word: Word) -> Referent | None:
        """ "The Norwegian": the one office-holder of that country of whom the sentences before spoke."""
        opening = (parsed.tokens[at].text.lower() for at in (word.first_token, word.first_token - 1) if at >= 0)
        if "the" not in opening or not word.text.endswith(ONE_OF_A_PEOPLE) or self.gazetteer.country_kind(word.text) != "demonym":
            return None
        state, here = self.gazetteer.country(word.text), parsed.sentence.number
        near = (one.referent for one in self.memory.seen if here - one.sentence <= RECENT_SENTENCES)
        found = {p.number: p for p in near if p.country == state and p.post}
        return found.popitem()[1] if len(found) == 1 else None

    def nameless(self, parsed: Parsed, word: Word) -> tuple[tuple[Referent, ...], str] | None:
        """Whom a word means that stands for people without naming them, and how that was found."""
        lower = word.text.lower()
        if word.text[:1].isupper() and word.dep in ARGUMENTS and (person := self.people_of(parsed, word)):
            return (person,), "people"
        if lower in PRONOUNS and word.tag in ("PRP", "PRP$"):
            person = self.pronoun(parsed, word)
            return ((person,), "pronoun") if person else None
        counted = lower in ("two", "both") and word.dep in ARGUMENTS and not parsed.of(word, "prep")
        if counted or (lower in PAIR_NOUNS and self.is_pair(parsed, word)):
            both = self.memory.pair(parsed)
        elif lower in PAIRS:
            both = self.memory.joined(parsed)
        elif lower in COUNTERPARTS and word.tag in ("NN", "NNS"):
            person = self.counterpart(parsed, word)
            return ((person,), "counterpart") if person else None
        else:
            return None
        return (both, "pair") if both else None

    def predicated(self, parsed: Parsed, word: Word, chunk: ActorChunk) -> Referent | None:
        """ "Roe was then president": an office said of somebody is he, whoever holds it now."""
        if chunk.name or word.dep not in ("attr", "oprd"):
            return None
        subjects = [r for w in parsed.of(parsed.head(word), "nsubj") for r in self.memory.of_word(parsed, w)]
        return subjects[0] if len(subjects) == 1 and subjects[0].name else None

    def identified(self, parsed: Parsed, word: Word, chunk: ActorChunk) -> bool:
        """ "The last Chilean president to come was Jane Roe": an office that only leads up to a name is nobody else."""
        head = parsed.head(word)
        named = [self.chunk_at(parsed, w) for w in parsed.of(head, "attr")]
        return chunk.name is None and word.dep == "nsubj" and head.lemma == "be" and any(c and c.name for c in named)

    def is_pair(self, parsed: Parsed, word: Word) -> bool:
        texts = {w.text.lower() for w in parsed.children[word.i]}
        return bool(texts & {"two", "both"}) or (word.text.lower() in ("pair", "duo", "sides") and "the" in texts)


def _counted_two(parsed: Parsed, chunk: ActorChunk) -> bool:
    return chunk.first > 0 and parsed.tokens[chunk.first - 1].text.lower() in ("two", "both")


def _core(parsed: Parsed, chunk: ActorChunk) -> Span:
    return Span(parsed.tokens[chunk.core[0]].start, parsed.tokens[chunk.core[1]].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is known of people and countries outside the report."""

    offices: Offices
    gazetteer: Gazetteer
    genders: Mapping[str, str]
    home: str | None
    """Country that the report is filed from."""


def find_actors(report: Report, parsed: Sequence[Parsed], spotted: Sequence[Spotted], world: World) -> tuple[Mention, ...]:
    """Every mention of an actor, in order, each with what the whole report and the table say of him."""
    walk = _Walk(
        report=report,
        offices=world.offices,
        gazetteer=world.gazetteer,
        states=count_states(spotted),
        by_word={(p.sentence.number, c.first): c for p, s in zip(parsed, spotted, strict=True) for c in s.actors},
        memory=Memory(prominence=_prominence(spotted)),
        genders=_genders(spotted, world.genders),
    )
    for one, seen in zip(parsed, spotted, strict=True):
        walk.sentence(one, seen.actors)
    lend_country(walk.people, world.home, walk.states)
    return tuple(_mentions(walk))


def _genders(spotted: Sequence[Spotted], first_names: Mapping[str, str]) -> dict[str, str]:
    """Gender of each person, by a title or honorific that the report gives, else by the first name."""
    stated = {c.name: c.gender for s in spotted for c in s.actors if c.name and c.gender}
    named = ((c.name, next((o.country for o in c.occupancies), c.country)) for s in spotted for c in s.actors if c.name)
    return {name: gender for name, country in named if (gender := gender_of(name, country, first_names))} | stated


def _prominence(spotted: Sequence[Spotted]) -> dict[str, float]:
    """Share of each person in the mentions of the one named most often."""
    count = Counter(c.name for s in spotted for c in s.actors if c.name)
    most = max(count.values(), default=1)
    return {name: n / most for name, n in count.items()}


def count_states(spotted: Sequence[Spotted]) -> Counter[str]:
    """How often the report speaks of each country, by its name, its people or its offices."""
    count: Counter[str] = Counter()
    for one in spotted:
        count.update(c.country for a in one.actors for c in (a, *a.members) if c.country)
        count.update(p.country for p in one.places if p.country)
        count.update(
            p.rows[0].country for p in one.places if not p.country and p.rows and p.rows[0].country and p.rows[0].kind == "capital"
        )
    return count


def _mentions(walk: _Walk) -> Iterator[Mention]:
    for told in walk.memory.told:
        span = told.span
        surface = walk.report.text[span.start : span.end]
        for person in told.referents:
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
                former=person.former,
                basis=person.basis,
                post_stated=person.post_stated,
                candidates=person.candidates,
                verified=person.verified,
            )
            yield Mention(
                kind=MentionKind.ACTOR,
                sentence=told.sentence,
                within=told.within,
                span=span,
                surface=surface,
                value=actor,
                reason=told.reason,
            )
