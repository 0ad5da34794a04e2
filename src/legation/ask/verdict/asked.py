"""A claim laid beside the record: what it ranks, which visit is its own, and what the record is complete for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from legation.ask.stays import WITH_PRESIDENT, Days, bounds_of, days_apart, days_told, same_person, same_state, share_days
from legation.ask.verdict.held import Held, all_of, fits, fits_level, fits_whose, is_narrowed
from legation.ask.verdict.nearby import nearby
from legation.ask.verdict.window import A_DAY, EVER, Window, opens_of
from legation.model import Actor, Claim, Contact, ContactKind, Finding, Reckoning, Relation, Status, Whose
from legation.tables.coverage import Coverage, Covered, covered
from legation.tables.offices import Offices, held_on
from legation.when import parse_edtf

NEAR_DAYS = 7
"""Within these days of the visit that a report is about, another by the same visitor may be the same one."""
VISIT_NOUN = re.compile(r"\b(?:visits?|trips?|journeys?|tours?|travels?|stay|destinations?|countr(?:y|ies)|stops?)\b")
SAYS_NOTHING = frozenset(
    "a an the his her their its this that first first-ever second third last latest only ever foreign overseas international official "
    "state working private formal make makes made making pay pays paid paying has have had been be to on for of in it is was will he she "
    "they take takes took taking go went going receive received undertake undertook embark begin began start started host hosted do "
    "did conduct conducted choose chose chosen historic landmark long-awaited whirlwind brief planned upcoming recent current new".split()
)
"""Words before the noun of a visit that tell nothing the record would have to show."""
JUST_NOW = timedelta(days=31)
"""So long before the day of a report the visit that it is about may have begun, where it tells no day."""
GUESTS = frozenset({"state", "official", "official_working", "working"})
"""Levels of visits to the United States that are made to the President."""


POINTING_HERE = re.compile(
    r"\b(?:it|this|that|he|she|(?:the|this) (?:visit|trip|journey|stop|tour|stay)|his|her)\s+(?:is|was|becomes?|became|marks?|marked)\b",
    re.I,
)
"""What makes the ranked contact that of which the report has just told."""
PREDECESSOR = re.compile(r"\bafter\s+(?:[A-Z][\w.’'-]*\s+){1,5}in\s+(?:[A-Z][a-z]+\s+)?(\d{4})\b")
"""Whoever came before, and the year: "the second to come, after Jane Roe in 2006"."""
BECAME = re.compile(r"\bbecame\b", re.I)
"""What tells a contact as made though its verb stands in the infinitive: "became the first to visit"."""
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s|\n")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A claim with everything that it is judged by."""

    claim: Claim
    words: str
    """Those of the report that make the claim."""
    text: str
    """The report."""
    told: tuple[Finding[Contact], ...]
    held: tuple[Held, ...]
    coverages: tuple[Coverage, ...]
    offices: Offices | None
    as_of: date

    @cached_property
    def in_post(self) -> Days | None:
        """When the one person whose contact is ranked took the post that he holds on the day of judgement."""
        actor = self.subject
        if actor is None or actor.name is None or self.offices is None:
            return None
        rows = [row for row in self.offices.of_person(actor.name) if (row.country, row.post) == (actor.country, actor.post_class)]
        held = [bounds_of(parse_edtf(row.start)) for row in rows if held_on(row, self.as_of, self.as_of) is True]
        return held[0] if held else None

    @property
    def opens(self) -> Days:
        """The days on which the row that the claim ranks may begin; of all journeys abroad of somebody in a post, when he took it."""
        return opens_of(self.claim) or (self.in_post if self.claim.pattern.abroad else None) or EVER

    @cached_property
    def matching(self) -> tuple[tuple[Held, bool | None], ...]:
        """The contacts that are, or may be, among those ranked, whatever their days; those begun after the day of judgement are none."""
        found = []
        for one in self.held:
            if one.elect or (one.first and one.first[0] > self.as_of):
                continue
            answer = all_of((fits(one, self.claim.pattern), fits_level(one, self.claim.pattern.level)))
            if answer is not False:
                found.append((one, None if self.is_narrowed else answer))
        return tuple(found)

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether the report says more of the visit or its makers than the record can tell: "a bilateral visit", "a female minister"."""
        whose = self.claim.pattern.whose
        if whose is not None and is_narrowed(whose):
            return True
        noun = VISIT_NOUN.search(self.claim.event.text)
        before = self.claim.event.text[: noun.start()] if noun else ""
        return any(word not in SAYS_NOTHING for word in re.findall(r"\b[a-z][a-z-]+", before))

    @cached_property
    def elect(self) -> tuple[Held, ...]:
        """The same made by people not yet or no longer in office."""
        return tuple(one for one in self.held if one.elect and fits(one, self.claim.pattern) and self.has_begun(one))

    @cached_property
    def below(self) -> tuple[Held, ...]:
        """The same of another level than the claim's."""
        pattern = self.claim.pattern
        return tuple(
            one
            for one in self.held
            if not one.elect and one.sure and self.has_begun(one) and fits(one, pattern) and fits_level(one, pattern.level) is False
        )

    def has_begun(self, held: Held) -> bool:
        """Whether a contact has surely begun by the day of judgement."""
        return held.first is not None and held.first[1] <= self.as_of

    @cached_property
    def ranked(self) -> Contact | None:
        """The contact of the report that the claim ranks, by what the report tells of it; None where it tells of none."""
        claim = self.claim
        about = [f.body for f in self.told if f.id in claim.about and f.body.kind is claim.pattern.contact]
        mine = [c for c in about if self._is_subject(c) and not self._is_anchor(c)]
        if not mine:
            mine = [
                f.body for f in self.told if f.body.kind is claim.pattern.contact and self._is_subject(f.body) and self._is_news(f.body)
            ]
        return max(mine, key=lambda c: (days_told(c) or (date.max, date.max))[0], default=None)

    def _is_news(self, contact: Contact) -> bool:
        """Whether a contact is what the report is about rather than what it looks back on."""
        days = days_told(contact)
        return contact.salience == "main" if days is None else days[1] >= self.as_of - JUST_NOW

    def _is_subject(self, contact: Contact) -> bool:
        """Whether the report tells a contact of those whom the claim ranks, to where it says."""
        claim, actors = self.claim, actors_of(contact)
        whose = claim.instance or claim.pattern.whose
        country = claim.goal.country if claim.goal else claim.pattern.destination
        there = country is None or contact.destination is None or same_state(country, contact.destination)
        return there and fits_whose(actors, whose) is not False

    def _is_anchor(self, contact: Contact) -> bool:
        """Whether it is the earlier contact that the claim reckons from."""
        anchor = self.claim.anchor
        if (earlier := PREDECESSOR.search(self.sentence)) is not None and (told := days_told(contact)) is not None:
            return told[0].year == int(earlier[1])
        if anchor is None or anchor.reckoning not in (Reckoning.CONTACT, Reckoning.EVENT):
            return False
        days, then = days_told(contact), bounds_of(anchor.when)
        on_day = days is not None and then is not None and share_days(days, then)
        whose = anchor.actor is not None and any(same_person(anchor.actor, one) for one in actors_of(contact))
        mine = self.subject
        return on_day or (whose and not (anchor.actor and mine and same_person(anchor.actor, mine)))

    @cached_property
    def subject(self) -> Actor | None:
        """The one person whose contact is ranked, where he is named."""
        for whose in (self.claim.instance, self.claim.pattern.whose):
            if whose is not None and len(whose.actors) == 1:
                return whose.actors[0]
        return None

    @cached_property
    def ranked_days(self) -> Days | None:
        """When the ranked contact is or was, as the report tells it."""
        return days_told(self.ranked) if self.ranked else None

    @cached_property
    def near(self) -> Held | None:
        """The ranked contact by the record alone, where the report tells no day of it: the one made as the report came out."""
        claim, ranked = self.claim, self.ranked
        if claim.absent or claim.relation is Relation.LAST or self.ranked_days is not None or not self._is_of_now:
            return None
        if ranked is not None and self.is_planned():
            return None
        people = actors_of(ranked) if ranked else self._people
        found = nearby([one for one, _ in self.ranked_among], people, self.text, self.as_of)
        if found is not None and claim.pattern.abroad and self.goal is None and not self._is_alone(found):
            return None
        return None if found is not None and self._is_told_otherwise(found) else found

    def _is_alone(self, held: Held) -> bool:
        """Whether nobody of those who made a contact made another within a few days before it."""
        before = [one for one, _ in self.matching if one is not held and one.first and held.first and one.first <= held.first]
        near = [one for one in before if days_apart(one.stay.days, held.stay.days) <= NEAR_DAYS]
        return not any(same_person(a, b) for one in near for a in one.actors for b in held.actors)

    @property
    def _people(self) -> tuple[Actor, ...]:
        """Those named whose contact is ranked."""
        whose = self.claim.instance or self.claim.pattern.whose
        return whose.actors if whose is not None else ()

    @property
    def _is_of_now(self) -> bool:
        """Whether nothing in the claim says that its contact was made at another time: "his first visit, in 2003"."""
        anchor = self.claim.anchor
        if anchor is None or anchor.reckoning is not Reckoning.WINDOW or anchor.when is None or anchor.back is not None:
            return True
        days = bounds_of(anchor.when)
        return days is not None and days[0] <= self.as_of <= days[1]

    def _is_told_otherwise(self, held: Held) -> bool:
        """Whether the report dates another contact of the same people that may be meant."""
        told = [f.body for f in self.told if f.body.kind is self.claim.pattern.contact and self._is_subject(f.body)]
        dated = [days for c in told if (days := days_told(c)) is not None and not self._is_anchor(c)]
        return any(not share_days(days, (held.stay.days[0], self.as_of)) for days in dated)

    @cached_property
    def points_here(self) -> bool:
        """Whether the claim speaks of what the report has just told: "It is his third visit"."""
        return POINTING_HERE.search(self.sentence) is not None

    @cached_property
    def sentence(self) -> str:
        """The sentence of the claim; its words alone where the report is not at hand."""
        if not self.text:
            return self.words
        start = max((found.end() for found in SENTENCE_END.finditer(self.text, 0, self.claim.span.start)), default=0)
        end = SENTENCE_END.search(self.text, max(self.claim.span.end - 1, start))
        return self.text[start : end.start() if end else len(self.text)]

    def is_own(self, held: Held) -> bool | None:
        """Whether a contact of the record is the one that the claim ranks."""
        if self.near is not None:
            return self._is_near(held, self.near)
        ranked = self.ranked
        if ranked is None:
            return False
        if not same_actors(held.actors, actors_of(ranked), self.claim.pattern.whose):
            return False
        if ranked.destination and held.contact.destination and not leads_to(held, ranked.destination):
            return False
        days = self.ranked_days
        if days is None or held.first is None:
            return False if self.is_planned() else None
        stay = (held.first[0], held.last or held.first[1])
        if share_days(days, stay):
            return True
        return None if days_apart(days, stay) <= NEAR_DAYS else False

    def _is_near(self, held: Held, near: Held) -> bool | None:
        """Whether a contact of the record is the same as another of it: of one person on the same days, and to one country among many."""
        if held is near:
            return True
        if not any(same_person(one, other) for one in held.actors for other in near.actors):
            return False
        if held.first is None:
            return None
        apart = days_apart(held.stay.days, near.stay.days)
        if self.claim.pattern.abroad and not goes_to(held, near.contact.destination):
            return False
        return True if apart == 0 else None if apart <= NEAR_DAYS else False

    @cached_property
    def own(self) -> Held | None:
        """The ranked contact as the record has it; the first where several may be meant."""
        found = [one for one, _ in self.ranked_among if self.is_own(one)]
        return found[0] if found else None

    @cached_property
    def ranked_among(self) -> tuple[tuple[Held, bool | None], ...]:
        """The contacts among which the ranked one is to be found."""
        goal = self.goal
        return self.matching if goal is None else tuple((one, fit) for one, fit in self.matching if goes_to(one, goal))

    @property
    def goal(self) -> str | None:
        """The country of the ranked visit, where the claim is of visits to any."""
        if self.claim.goal is not None:
            return self.claim.goal.country
        return self.ranked.destination if self.ranked is not None and self.claim.pattern.abroad else None

    @property
    def rest(self) -> str:
        """What follows on the words of the claim in the report."""
        return self.text[self.claim.span.end :]

    @property
    def goal_name(self) -> str | None:
        """What the country of the ranked visit is called."""
        return self.claim.goal.name if self.claim.goal is not None else self.goal

    def is_planned(self) -> bool:
        """Whether the ranked contact has not come about yet, as the report tells it."""
        ahead = self.ranked is not None and self.ranked.status not in (Status.OCCURRED, Status.UNDER_WAY)
        return ahead and BECAME.search(self.sentence) is None

    def covered(self, first: date, last: date, whose: Whose | None = None) -> Covered:
        """What the record is complete for within days, of the visits that are ranked."""
        pattern = self.claim.pattern
        of = whose or pattern.whose
        if pattern.contact is not ContactKind.VISIT or of is None:
            return Covered()
        actor = of.actors[0] if len(of.actors) == 1 else None
        post = of.post_class or (actor.post_class if actor else None)
        home = of.country or (actor.country if actor else None)
        destination = pattern.destination or (pattern.place.country if pattern.place else None)
        if (home is None and not of.foreign) or len(of.actors) > 1:
            return Covered()
        return covered(
            self.coverages,
            home=home,
            post_class=post,
            destination=destination,
            first=first,
            last=last,
            level="state" if pattern.level == "state" else None,
            place=pattern.place.name if pattern.place and pattern.place.name in WITH_PRESIDENT else None,
        )

    @property
    def beyond_the_list(self) -> str | None:
        """Why even a complete list would not do; None where it does."""
        pattern, whose = self.claim.pattern, self.claim.pattern.whose
        if pattern.graded:
            return "ranks of officials are not in the record"
        if any(one.actors or one.post_class for one in pattern.others):
            return "the record does not say who was met"
        if whose is not None and whose.post_class is None and not whose.actors:
            return "the record is complete for no such visitors"
        if whose is not None and is_narrowed(whose):
            return f"the record does not tell who is {whose.words}"
        if self.is_narrowed:
            return f"the record does not tell of which kind a visit was ({self.claim.event.text!r})"
        place = pattern.place.name if pattern.place else None
        to_president = pattern.level in GUESTS or place in WITH_PRESIDENT
        if (pattern.destination == "USA" or (pattern.place and pattern.place.country == "USA")) and not to_president:
            return "of visits to the United States the list holds those alone on which the President was met"
        return None


def actors_of(contact: Contact) -> tuple[Actor, ...]:
    """Those whose contact it is."""
    role = {ContactKind.VISIT: "visitor", ContactKind.INVITATION: "invitee"}.get(contact.kind, "participant")
    return tuple(party.actor for party in contact.parties if party.role == role)


def same_actors(held: Iterable[Actor], told: Sequence[Actor], whose: Whose | None) -> bool:
    """Whether a contact of the record may be of those of whom the report tells it."""
    return any(same_person(one, other) for one in held for other in told) or (not told and whose is not None and not whose.actors)


def goes_to(held: Held, country: str | None) -> bool:
    """Whether a visit went to a country."""
    there = held.contact.destination
    return bool(country and there and same_state(country, there))


def leads_to(held: Held, country: str) -> bool:
    """Whether a visit went to a country, or had a stop there."""
    return goes_to(held, country) or any(stop.place.country == country for stop in held.contact.stops)


def rivals(asked: Asked, window: Window, *, but: Iterable[Held] = ()) -> tuple[list[Held], list[Held]]:
    """The contacts within a window that surely are among those ranked, and those that may be; the claim's own is none."""
    out = tuple(but)
    sure: list[Held] = []
    doubtful: list[Held] = []
    for held, fit in asked.matching:
        inside, own = window.holds(held.first), asked.is_own(held)
        if inside is False or own or held in out:
            continue
        certain = fit and inside and held.sure and own is False
        (sure if certain else doubtful).append(held)
    return sure, doubtful


def day_before(day: date) -> date:
    """The day before one."""
    return day - A_DAY if day > date.min else day
