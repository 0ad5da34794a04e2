"""Parties, places and topics that people add to a contact or take from it, and days that they set for one of its stops."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from legation.errors import UsageError
from legation.model import Actor, Basis, Contact, ContactKind, Finding, Held, Judgement, Party, Place, Rival, Stop, Support, Topic
from legation.register.merge.likeness import same_actor
from legation.register.merge.values import identity
from legation.span import Span
from legation.stored import from_plain, to_plain
from legation.when import When, parse_edtf

Item = Party | Stop | Topic
NOWHERE = Span(0, 0)
"""Where the words of a person stand, who is no report."""
ROLES = {
    ContactKind.VISIT: ("visitor", "host"),
    ContactKind.MEETING: ("participant",),
    ContactKind.CALL: ("participant",),
    ContactKind.INVITATION: ("inviter", "invitee"),
}
FIELDS = {"place": "stops", "topic": "topics", **{role: "parties" for roles in ROLES.values() for role in roles}}
"""What can be added and taken away, with the field of ``Contact`` that it belongs to."""
CHANGE = re.compile(rf"(?P<what>{'|'.join(FIELDS)})(?P<sign>[+-])")
DAY = re.compile(r"(?P<end>arrives|leaves)@(?P<place>.+)")
PERSON = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<known>[^()]+)\))?")
CODE = re.compile("[A-Z]{3}")
FORMS = f"{', '.join(f'{what}+' for what in FIELDS)}, or one of these with -, arrives@PLACE or leaves@PLACE"
"""How changes are named, for those who have named them wrongly."""


def field_changed(name: str) -> str | None:
    """The field of a contact that a change goes to; None for what is no change of a list."""
    change = CHANGE.fullmatch(name)
    if change:
        return FIELDS[change["what"]]
    return "stops" if DAY.fullmatch(name) else None


def read_item(name: str, text: str) -> Item:
    """What is added or taken away: all that was known of it, as kept, or as a person writes it.

    Takes    name = such as ``visitor+``.
    Raises   ValueError for what is neither.
    """
    what = name[:-1]
    if not text.strip():
        raise ValueError("write a few words")
    kind: type[Item] = {"parties": Party, "stops": Stop, "topics": Topic}[FIELDS[what]]
    if text.startswith("{"):
        return from_plain(kind, json.loads(text))
    words = text.strip()
    if kind is Topic:
        return Topic(text=words, span=NOWHERE)
    if kind is Party:
        return Party(role=what, actor=person_from(words))
    place = Place(surface=words, span=NOWHERE, name=words, country=None, geonames=None, lat=None, lon=None, kind="place")
    return Stop(place=place)


def person_from(words: str) -> Actor:
    """A person as somebody writes him: "Ana Prieto (Minister of Trade, CAN)", post and country where they are known."""
    found = PERSON.fullmatch(words)
    if found is None:
        raise ValueError("write a name, and post and country in brackets behind it: Ana Prieto (Minister of Trade, CAN)")
    parts = [part.strip() for part in (found["known"] or "").split(",") if part.strip()]
    country = parts.pop() if parts and CODE.fullmatch(parts[-1]) else None
    return Actor(
        referent=0,
        surface=found["name"],
        span=NOWHERE,
        name=found["name"],
        post=", ".join(parts) or None,
        post_class=None,
        country=country,
        organisation=None,
        wikidata=None,
        elect=False,
        basis=Basis.TEXT,
        post_stated=bool(parts),
        candidates=(),
        verified=True,
    )


def written(item: Item) -> str:
    """An item as a judgement keeps it, without loss."""
    return json.dumps(to_plain(item), ensure_ascii=False, separators=(",", ":"))


def words_for(item: Item) -> str:
    """An item as a person would write it."""
    if isinstance(item, Topic):
        return item.text
    if isinstance(item, Stop):
        known = (item.place.country, f"GeoNames {item.place.geonames}" if item.place.geonames else None)
        return _in_brackets(item.place.name, *known)
    return _in_brackets(item.actor.name or item.actor.surface, item.actor.post, item.actor.country, item.actor.wikidata)


def resolved(contact: Contact, field: str, text: str) -> tuple[str, str]:
    """Field and value of a change as a judgement keeps them: the one item that is meant by the words of what is taken away.

    Raises   UsageError where the contact has no such role, item or stop, or several go by these words.
    """
    change = CHANGE.fullmatch(field)
    if change is None:
        end, _, place = field.partition("@")
        _moment(field, text)
        return f"{end}@{_one_meant(contact.stops, field, place).place.name}", text  # type: ignore[union-attr]
    what = change["what"]
    if FIELDS[what] == "parties" and what not in ROLES[contact.kind]:
        raise UsageError(f"{field}: a {contact.kind} has none; write one of {', '.join(ROLES[contact.kind])} with {change['sign']}")
    try:
        item = read_item(field, text)
    except ValueError as fault:
        raise UsageError(f"{field} {text}: {fault}") from fault
    if change["sign"] == "+":
        return field, written(item)
    held = [one for one in getattr(contact, FIELDS[what]) if not isinstance(one, Party) or one.role == what]
    return field, written(_one_meant(held, f"{field} {text}", text))


def _one_meant(held: Sequence[Item], where: str, words: str) -> Item:
    """The only one of some items that goes by these words, or by the id of a table.

    Raises   UsageError where none or more than one does.
    """
    wanted = set(words.casefold().split())
    exact = [one for one in held if words.casefold() in {form.casefold() for form in _forms(one)}]
    meant = exact or [one for one in held if any(wanted <= set(form.casefold().split()) for form in _forms(one))]
    if len(meant) == 1:
        return meant[0]
    shown = "; ".join(map(words_for, meant or held))
    if meant:
        raise UsageError(f"{where}: {len(meant)} go by that: {shown}; write more of the one that is meant")
    raise UsageError(f"{where}: nothing goes by that; " + (f"there is {shown}" if held else "the entry has none"))


def _forms(item: Item) -> tuple[str, ...]:
    """All that an item goes by."""
    if isinstance(item, Topic):
        return (item.text,)
    if isinstance(item, Stop):
        return item.place.name, item.place.surface, str(item.place.geonames)
    return tuple(form for form in (item.actor.name, item.actor.surface, item.actor.wikidata) if form)


def is_change(name: str, text: str) -> bool:
    """Whether a judgement names a change that this program knows."""
    try:
        _moment(name, text) if DAY.fullmatch(name) else read_item(name, text)
    except (ValueError, UsageError):
        return False
    return True


def changed(held: Held, made: Sequence[Judgement], findings: Iterable[Finding[Contact]] | None) -> Held:
    """A field of several items as people have changed it; what they took away or set otherwise becomes a rival.

    Takes    made = the changes, the earliest first, findings = those that tell the contact.
    """
    told: tuple[Item, ...] = tuple(held.value) if isinstance(held.value, tuple) else ()
    items, gone = list(told), list[Item]()
    for judgement in made:
        field, text = judgement.field or "", judgement.value or ""
        day = DAY.fullmatch(field)
        before = items
        if day:
            items = [_with_day(one, day["end"], day["place"], text) for one in items]
        else:
            item = read_item(field, text)
            items = _with_added(items, item) if field.endswith("+") else [one for one in items if not is_one(one, item)]
        gone += [one for one in before if one not in items]
    findings = None if findings is None else tuple(findings)
    rivals = tuple(
        Rival(value=one, supports=_telling(one, held, findings)) for one in dict.fromkeys(gone) if one in told and one not in items
    )
    supports = tuple(s for s in held.supports if any(s in _telling(one, held, findings) for one in items))
    return Held(value=tuple(sorted(items, key=_arrival)), supports=supports, rivals=(*held.rivals, *rivals), judgement=made[-1].id)


def _with_added(items: Sequence[Item], item: Item) -> list[Item]:
    """Items with one more; one of them that says the same of it stays as it is, with its words and days."""
    alike = [one for one in items if is_one(one, item)]
    if any(_says_no_more(item, one) for one in alike):
        return list(items)
    if isinstance(item, Stop) and alike and isinstance(alike[0], Stop):
        item = replace(alike[0], place=item.place)
    return [*(one for one in items if one not in alike), item]


def _says_no_more(item: Item, held: Item) -> bool:
    """Whether all that is known of an item is known of another as well."""
    return all(new is None or new == old for new, old in zip(_known(item), _known(held), strict=True))


def _known(item: Item) -> tuple[object, ...]:
    """What tells an item from others of its kind."""
    if isinstance(item, Topic):
        return (item.text.casefold(),)
    if isinstance(item, Stop):
        return item.place.name.casefold(), item.place.country, item.place.geonames
    actor = item.actor
    return (actor.name or actor.surface).casefold(), actor.post, actor.country, actor.wikidata


def _arrival(item: Item) -> date:
    """Sorts stops in the order of the journey, and leaves all else as it is."""
    arrives = item.arrives if isinstance(item, Stop) else None
    return (arrives.earliest if arrives else None) or date.max


def sets(judgement: Judgement, item: object) -> bool:
    """Whether a judgement has added this very item, or set a day of this stop."""
    field, text = judgement.field or "", judgement.value or ""
    day = DAY.fullmatch(field)
    if day:
        return isinstance(item, Stop) and _with_day(item, day["end"], day["place"], text) == item and _goes_by(item, day["place"])
    return field.endswith("+") and is_change(field, text) and read_item(field, text) == item


def is_one(left: Item, right: Item) -> bool:
    """Whether two items are one person in one role, one place, or one topic."""
    if isinstance(left, Party) and isinstance(right, Party):
        known = identity(left.actor) == identity(right.actor) or same_actor(left.actor, right.actor) is not None
        return left.role == right.role and known
    if isinstance(left, Stop) and isinstance(right, Stop):
        ids = left.place.geonames, right.place.geonames
        return ids[0] == ids[1] if None not in ids else left.place.name.casefold() == right.place.name.casefold()
    return isinstance(left, Topic) and isinstance(right, Topic) and left.text.casefold() == right.text.casefold()


def _telling(item: Item, held: Held, findings: Sequence[Finding[Contact]] | None) -> tuple[Support, ...]:
    """The supports of a field whose findings tell one item of it; all of them where the findings are not at hand."""
    if findings is None:
        return held.supports
    field = {Party: "parties", Stop: "stops", Topic: "topics"}[type(item)]
    keys = {(f.report_id, f.id) for f in findings if any(is_one(one, item) for one in getattr(f.body, field))}
    return tuple(support for support in held.supports if (support.report, support.finding) in keys)


def _with_day(stop: Item, end: str, place: str, text: str) -> Item:
    """A stop with a day set, where it goes by the name."""
    if not isinstance(stop, Stop) or not _goes_by(stop, place):
        return stop
    when = _moment(place, text)
    return replace(stop, arrives=when) if end == "arrives" else replace(stop, leaves=when)


def _goes_by(stop: Stop, place: str) -> bool:
    return place.casefold() in {form.casefold() for form in _forms(stop)}


def _moment(where: str, text: str) -> When | None:
    """A day as EDTF; None for ``none``."""
    try:
        return None if text == "none" else parse_edtf(text)
    except ValueError as fault:
        raise UsageError(f"{where} {text}: {fault}") from fault


def _in_brackets(name: str, *known: str | None) -> str:
    told = ", ".join(part for part in known if part)
    return f"{name} ({told})" if told else name
