"""Facts: what the record says of a contact that a report tells as past; whatever it does not decide stays open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from legation.ask.query import contact_of
from legation.ask.stays import (
    A_DAY,
    Days,
    Stay,
    bounds_of,
    came_about,
    days_apart,
    days_told,
    homes_of,
    is_known,
    place_held,
    same_person,
    same_state,
    share_days,
)
from legation.ask.told import OFF, Against, Told, is_guest, is_told_as_past
from legation.ask.worded import FIELDS, SHOWN, named, nothing
from legation.model import Actor, Comparison, Contact, ContactKind, Entry, EntryState, Finding, Match, Party, Status
from legation.tables.coverage import Covered, covered
from legation.tables.offices import Offices, first_day, held_on, last_day
from legation.when import Grain

SLIP_DAYS = 7
"""Within these days of a visit the day that a report tells is a slip of the pen."""
NEAR_DAYS = 400
"""Up to this far from the day that a report tells the same visit may be meant."""
NO_DAYS = timedelta(0)
RECENT_DAYS = 31
"""Up to so many days before a report the visit lies that it tells as its news."""
PLAINER = frozenset({"official", "official_working", "working", "private", "transit"})
"""Levels below that of a state visit."""


def compare(finding: Finding[Contact], against: Against) -> Comparison | None:
    """What the record says of a contact; None where the report does not tell it as a fact."""
    if not is_told_as_past(finding):
        return None
    contact = finding.body
    days = days_told(contact) or _today(contact, against)
    if against.as_of is None:
        return _open(against, "the day of the report is not known, so that nothing can be said as of that day")
    if days is not None and days[0] > against.as_of:
        return _open(against, f"it begins after {against.as_of}")
    if contact.kind is not ContactKind.VISIT:
        return _together(contact, days, against)
    visitors = [party.actor for party in contact.parties if party.role == "visitor"]
    told = [Told(visitor=visitor, contact=contact, days=days) for visitor in visitors if is_known(visitor) or _is_holder(visitor)]
    if not told or contact.destination is None:
        missing = "who the visitor was" if not told else "to which country it went"
        return _open(against, f"the report does not say {missing}")
    return _combined([_of_visitor(one, against) for one in told], against)


def _is_holder(visitor: Actor) -> bool:
    """Whether a single name stands with a post and a country, which together tell whose it is."""
    return bool(visitor.name and visitor.post_stated and visitor.post_class and visitor.country)


def _today(contact: Contact, against: Against) -> Days | None:
    """The day of the report, for what is under way on it."""
    return (against.as_of, against.as_of) if against.as_of and contact.status is Status.UNDER_WAY else None


def _combined(found: Sequence[Comparison], against: Against) -> Comparison:
    """What is said of a visit of several, each of whom the record has for himself."""
    outcomes = {one.outcome for one in found}
    if len(outcomes) == 1 and len(found) == 1:
        return found[0]
    parts = {name: tuple(dict.fromkeys(i for one in found for i in getattr(one, name))) for name in ("because", "differs")}
    note = "; ".join(dict.fromkeys(one.note for one in found))
    if Match.NOT_HELD in outcomes and Match.BORNE_OUT in outcomes:
        return Comparison(outcome=Match.DIFFERS, because=parts["because"], differs=("visitors",), note=note, as_of=against.as_of)
    order = (Match.DIFFERS, Match.NOT_HELD, Match.BORNE_OUT, Match.OPEN)
    outcome = next(one for one in order if one in outcomes)
    return Comparison(outcome=outcome, because=parts["because"], differs=parts["differs"], note=note, as_of=against.as_of)


def _of_visitor(told: Told, against: Against) -> Comparison:
    """What is said of the visit of one visitor."""
    own = [stay for stay in against.stays if _is_his(told, stay, against.offices)]
    here = [stay for stay in own if _is_there(told, stay, against)]
    here = [stay for stay in here if against.as_of is None or stay.days[0] <= against.as_of]
    fitting = [stay for stay in here if told.days is None or share_days(told.days, stay.days)]
    if not fitting:
        return _called_off(told, against) or _absent(told, own, here, against)
    compared = sorted(
        (_fields(told, stay, against) for stay in fitting), key=lambda one: (one.outcome is not Match.BORNE_OUT, len(one.differs))
    )
    best = compared[0]
    if told.days is None and (best.outcome is Match.DIFFERS or (told.contact.salience == "main" and not _is_recent(fitting, against))):
        # He may have come once more, to where the report says or when it is of.
        return _open(against, f"the record has {named(fitting[:SHOWN], against.gazetteer)}; the report tells no day", fitting)
    return _as_of(best, against)


def _is_recent(stays: Sequence[Stay], against: Against) -> bool:
    """Whether one of several stays is so recent that a report of the day may be about it."""
    as_of = against.as_of
    return as_of is not None and any(days_apart(stay.days, (as_of, as_of)) <= RECENT_DAYS for stay in stays)


def _is_his(told: Told, stay: Stay, offices: Offices) -> bool:
    """Whether a stay is the visitor's: by his name, or by the post that but one person can hold on the day told."""
    visitor, on_days = told.visitor, told.days is not None and share_days(told.days, stay.days)
    return any(
        same_person(visitor, one)
        or (
            on_days
            and same_person(visitor, one) is None
            and one.country == visitor.country
            and _has_post_of(visitor, one)
            and _in_post(told, offices)
        )
        for one in stay.visitors
    )


def _is_there(told: Told, stay: Stay, against: Against) -> bool:
    """Whether a stay was in the country told, by the code of the place or under the country that the record itself names."""
    country = told.contact.destination
    under = {against.lands.get(name) for name in stay.ids}
    return country is not None and (country in under or (stay.destination is not None and same_state(stay.destination, country)))


def _has_post_of(visitor: Actor, other: Actor) -> bool:
    """Whether somebody held just the post that a report gives its visitor."""
    return visitor.post_stated and not visitor.former and visitor.post_class is not None and visitor.post_class == other.post_class


def _fields(told: Told, stay: Stay, against: Against) -> Comparison:
    """What a stay on the day that a report tells has otherwise."""
    places = {place_held(stop.place, stay) for stop in told.contact.stops}
    differs = [*(["stops"] if False in places else []), *_days_that_differ(told, stay)]
    if told.contact.level == "state" and stay.levels and PLAINER.issuperset(stay.levels):
        differs.append("level")
    under = next((against.lands[name] for name in stay.ids if name in against.lands), stay.destination)
    has = named([stay], against.gazetteer)
    if under is not None and under == told.contact.destination != stay.destination:
        has += f", which it lists under {against.gazetteer.country_name(under)}"
    if differs:
        note = f"the record has {has}: {' and '.join(FIELDS[name] for name in differs)} differ from what is told"
        return Comparison(outcome=Match.DIFFERS, because=stay.ids, differs=tuple(differs), note=note, as_of=None)
    if told.days_named is not None and not share_days(told.days_named, stay.days, slack=NO_DAYS):
        note = f"the record has {has}; the day told lies just outside of that"
        return Comparison(outcome=Match.OPEN, because=stay.ids, note=note, as_of=None)
    if None in places:
        note = f"the record has {has}; whether that is the place told cannot be said"
        return Comparison(outcome=Match.OPEN, because=stay.ids, note=note, as_of=None)
    return Comparison(outcome=Match.BORNE_OUT, because=stay.ids, note=f"the record has {has}", as_of=None)


def _days_that_differ(told: Told, stay: Stay) -> list[str]:
    """Which of the days told are other than those of a stay: outside of it, or its bounds where both are told; of one country alone."""
    contact, found = told.contact, []
    if len({stop.place.country for stop in contact.stops if stop.place.country}) > 1:
        return []
    starts, ends = bounds_of(contact.starts), bounds_of(contact.ends)
    if told.exact and starts and starts[1] < stay.days[0] - A_DAY:
        found.append("starts")
    whole = told.exact and bool(starts and ends and starts[0] < ends[0]) and stay.places_complete
    if contact.ends and contact.ends.grain is Grain.DAY and ends:
        if ends[0] > stay.days[1] + A_DAY or (whole and ends[1] < stay.days[1] - A_DAY):
            found.append("ends")
        if whole and starts and starts[0] > stay.days[0] + A_DAY:
            found.append("starts")
    return found


def _called_off(told: Told, against: Against) -> Comparison | None:
    """What other reports say that the visit was called off or denied, and that nobody says it was made."""
    for entry in against.entries:
        contact = contact_of(entry)
        if entry.kind is not ContactKind.VISIT or entry.state is not EntryState.STANDING or contact.status not in OFF:
            continue
        days = days_told(contact)
        whose = any(same_person(told.visitor, party.actor) for party in contact.parties if party.role == "visitor")
        if whose and contact.destination == told.contact.destination and days and told.days and share_days(days, told.days):
            note = f"other reports tell it as {contact.status.value}: {entry.id}"
            return Comparison(outcome=Match.DIFFERS, because=(entry.id,), differs=("status",), note=note, as_of=against.as_of)
    return None


def _absent(told: Told, own: Sequence[Stay], here: Sequence[Stay], against: Against) -> Comparison:
    """What is said of a visit that the record does not have on the days told: not held, or held otherwise, only where it is complete."""
    near = sorted(here, key=lambda stay: days_apart(told.days, stay.days) if told.days else 0)
    if told.days is None:
        return _open(against, nothing(told, near, against.gazetteer) + "; the report tells no day", near)
    doubtful = [stay for stay in against.stays if _may_be_his(told, stay)]
    if doubtful:
        return _open(against, f"the record has {named(doubtful[:SHOWN], against.gazetteer)}, who may be the same", doubtful)
    others = [stay for stay in against.stays if _another(told, stay)]
    why = _why_incomplete(told, own, against)
    if why is not None and (holders := _holders_meant(told, others, against)):
        return _differs(told, "visitors", holders, against)
    if why is not None:
        return _open(against, f"{nothing(told, near, against.gazetteer)}, but {why}", near)
    for field, stays in _otherwise(told, own, here, others):
        if stays:
            return _differs(told, field, stays, against)
    return Comparison(
        outcome=Match.NOT_HELD, note=f"{nothing(told, near, against.gazetteer)}, and is declared complete for that", as_of=against.as_of
    )


def _differs(told: Told, field: str, stays: Sequence[Stay], against: Against) -> Comparison:
    """That the record has other visits, which may be meant."""
    ids = tuple(dict.fromkeys(i for stay in stays for i in stay.ids))
    note = f"{nothing(told, (), against.gazetteer)}; it has {named(stays, against.gazetteer)}"
    return Comparison(outcome=Match.DIFFERS, because=ids, differs=(field,), note=note, as_of=against.as_of)


def _otherwise(told: Told, own: Sequence[Stay], here: Sequence[Stay], others: Sequence[Stay]) -> Iterator[tuple[str, Sequence[Stay]]]:
    """The visits that may be meant, and the field that the report has otherwise, the likeliest first."""
    by_days = sorted(((days_apart(told.days, stay.days), stay.days, stay) for stay in here), key=lambda one: one[:2]) if told.days else []
    yield "starts", [stay for apart, _, stay in by_days[:1] if apart <= SLIP_DAYS]
    yield "visitors", others
    yield "destination", [stay for stay in own if stay not in here and _inside(told, stay)]
    yield "starts", [stay for apart, _, stay in by_days[:1] if apart <= NEAR_DAYS]


def _holders_meant(told: Told, others: Sequence[Stay], against: Against) -> Sequence[Stay]:
    """The visits of the holder of the post that a report gives its visitor, if the visitor surely did not hold it on the day."""
    others = [stay for stay in others if any(_has_post_of(told.visitor, one) for one in stay.visitors)]
    return others if _in_post(told, against.offices) is False else []


def _in_post(told: Told, offices: Offices) -> bool | None:
    """Whether the visitor may have held the post told on the days told; None where the table does not know him."""
    first, last = told.days or (date.min, date.min)
    rows = offices.of_person(told.visitor.name or "")
    return any(row.post == told.visitor.post_class and held_on(row, first, last) is not False for row in rows) if rows else None


def _may_be_his(told: Told, stay: Stay) -> bool:
    """Whether a stay on the days told may be the visitor's, though it is not known who made it."""
    on_days = told.days is not None and share_days(told.days, stay.days)
    answers = {same_person(told.visitor, one) for one in stay.visitors} if on_days else {False}
    return None in answers and True not in answers


def _inside(told: Told, stay: Stay) -> bool:
    """Whether the very day that is told lies within a stay."""
    return told.exact and told.days is not None and stay.days[0] <= told.days[0] <= told.days[1] <= stay.days[1]


def _another(told: Told, stay: Stay) -> bool:
    """Whether somebody else of the same country made just the visit that is told."""
    same = stay.destination == told.contact.destination and any(one.country == told.visitor.country for one in stay.visitors)
    same = same and all(same_person(told.visitor, one) is False for one in stay.visitors)
    places = {place_held(stop.place, stay) for stop in told.contact.stops}
    return same and _inside(told, stay) and False not in places


def _why_incomplete(told: Told, own: Sequence[Stay], against: Against) -> str | None:
    """Why the record may lack a visit on the days told; None where it is declared complete for them."""
    contact, visitor = told.contact, told.visitor
    first, last = told.days or (date.min, date.min)
    last = min(last, against.as_of or last)
    if visitor.former or visitor.elect or visitor.country is None:
        return "it is complete for those in office alone"
    if contact.destination == "USA" and not is_guest(told, against):
        return "of visits to the United States it holds those to the President alone"
    called = [visitor, *(one for stay in own for one in stay.visitors if same_person(visitor, one))]
    posts = tuple(dict.fromkeys(post for one in called for post in _posts(one, (first, last), against.offices)))
    if not posts:
        return "it is not known that the visitor was in office on all of these days"
    found: list[Covered] = [
        covered(against.coverages, home=home, post_class=post, destination=contact.destination, first=first - A_DAY, last=last + A_DAY)
        for home, post in posts
    ]
    if any(one.complete for one in found):
        return None
    gaps = [gap for one in found for gap in one.gaps]
    if gaps:
        return f"it is known to have a gap: {gaps[0].note or gaps[0].id}"
    if not any(one.coverages for one in found):
        home, post = posts[0]
        return f"it does not hold the visits of a {post.partition(':')[0].replace('_', ' ')} of {against.gazetteer.country_name(home)}"
    return "it is not declared complete for these days"


def _posts(visitor: Actor, days: Days, offices: Offices) -> tuple[tuple[str, str], ...]:
    """The countries and posts that somebody surely held on all of these days."""
    homes = homes_of(visitor, offices)
    rows = [row for row in offices.of_person(visitor.name or "") if visitor.wikidata is None or row.wikidata in (None, visitor.wikidata)]
    held = (
        (row.country, row.post)
        for row in rows
        if row.country in homes
        and last_day(row.start) <= days[0]
        and days[1] <= first_day(row.end or row.as_of or row.start)
        and row.post != "president_elect"
    )
    return tuple(dict.fromkeys(held))


def _together(contact: Contact, days: Days | None, against: Against) -> Comparison:
    """What is said of a meeting, call or invitation: that the same is held, or nothing."""
    for entry in against.entries:
        if entry.kind is contact.kind and _counts(entry) and _same_parties(contact, other := contact_of(entry)):
            theirs = days_told(other)
            if days is None or (theirs is not None and share_days(days, theirs)):
                note = f"other reports tell the same {contact.kind.value}: {entry.id}"
                return Comparison(outcome=Match.BORNE_OUT, because=(entry.id,), note=note, as_of=against.as_of)
    there = _there_for(contact, days, against) if contact.kind is ContactKind.MEETING else []
    beside = f"; it has {named(there, against.gazetteer)} at that time" if there else ""
    return _open(against, f"{HOLDS[contact.kind]}{beside}", there)


HOLDS = {
    ContactKind.MEETING: "the official record holds no meetings, and no other report tells this one",
    ContactKind.CALL: "the official record holds no calls, and no other report tells this one",
    ContactKind.INVITATION: "the official record holds no invitations, and no other report tells this one",
}
"""What is said of contacts of which only other reports can tell."""


def _counts(entry: Entry) -> bool:
    """Whether an entry of a meeting, call or invitation counts as made."""
    invited = entry.kind is ContactKind.INVITATION and entry.state is EntryState.STANDING
    return came_about(entry, entry.kind) or (invited and contact_of(entry).status not in OFF)


def _same_parties(one: Contact, other: Contact) -> bool:
    """Whether everybody who is known takes part in both, in the same role."""
    known = [party for party in one.parties if is_known(party.actor)]
    return len(known) > 1 and all(any(_is_party(mine, theirs) for theirs in other.parties) for mine in known)


def _is_party(one: Party, other: Party) -> bool:
    """Whether two parties are one person in one role."""
    return one.role == other.role and same_person(one.actor, other.actor) is True


def _there_for(contact: Contact, days: Days | None, against: Against) -> list[Stay]:
    """The visits of one participant of a meeting to the country of another, on its days."""
    actors = [party.actor for party in contact.parties]
    homes = {actor.country for actor in actors if actor.country}
    return [
        stay
        for stay in against.stays
        if days is not None
        and share_days(days, stay.days)
        and stay.destination in (homes if contact.destination is None else {contact.destination})
        and any(same_person(actor, one) for actor in actors for one in stay.visitors)
    ]


def _open(against: Against, note: str, stays: Sequence[Stay] = ()) -> Comparison:
    """What the record does not decide, and why."""
    ids = tuple(dict.fromkeys(i for stay in stays[:SHOWN] for i in stay.ids))
    return Comparison(outcome=Match.OPEN, because=ids, note=note, as_of=against.as_of)


def _as_of(found: Comparison, against: Against) -> Comparison:
    """What was found, with the day as of which it is said."""
    return Comparison(outcome=found.outcome, because=found.because, differs=found.differs, note=found.note, as_of=against.as_of)
