"""What may be put right of a contact, statement or claim, in plain words: each value with how it is typed or chosen."""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Certainty, Claim, Contact, ContactKind, Finding, Party, Relation, Statement, Status, Stop
from legation.record import JsonObject
from legation.register.additions import ROLES
from legation.register.corrections import FORMATS, LEVELS
from legation.web.days_given import as_typed
from legation.web.judged_shown import LABELS
from legation.web.named import name_of
from legation.web.words import country, plain

NOT_KNOWN = ("none", "not known")
PERSON = "Name (Post, CAN): post and country in brackets, where they are known"


def mendable(contact: Contact) -> list[JsonObject]:
    """The groups of values that may be put right of a contact, each under what a reader would say is wrong."""
    groups = [
        _group("days", "The days are wrong", [_day("starts", contact), *([_day("ends", contact)] if _has_end(contact.kind) else [])]),
        _group(
            "status", "What became of it is wrong", [_choice("status", [(s.value, plain(s.value)) for s in Status], contact.status.value)]
        ),
        _group("people", "The people are wrong", _people(contact)),
        _group("places", "The places are wrong", _places(contact)),
        _group("nature", _NATURE[contact.kind], _nature(contact)),
    ]
    if contact.kind is not ContactKind.INVITATION:
        groups.insert(4, _group("topics", "The matters spoken of are wrong", _topics(contact)))
    return [group for group in groups if group["fields"]]


_NATURE = {
    ContactKind.VISIT: "The level or purpose is wrong",
    ContactKind.MEETING: "The way they met, or the purpose, is wrong",
    ContactKind.CALL: "The purpose is wrong",
    ContactKind.INVITATION: "What it is to, or whether it was taken up, is wrong",
}


def mendable_said(finding: Finding[Statement] | Finding[Claim]) -> list[JsonObject]:
    """The same of a statement or claim."""
    sure = _choice("certainty", [(word.value, plain(word.value)) for word in Certainty], finding.certainty.value)
    body = finding.body
    if isinstance(body, Statement):
        actor = body.speaker.actor if body.speaker else None
        name = name_of(actor) if actor else body.speaker.words.text if body.speaker else ""
        return [
            _group("speaker", "Somebody else said it", [_field("speaker", "words", name, hint=PERSON)]),
            _group("certainty", "It is more sure, or less", [sure]),
        ]
    nth = _field("nth", "words", str(body.nth or ""), hint="A number, or: not known")
    what = _choice("relation", [(one.value, plain(one.value)) for one in Relation], body.relation.value)
    return [_group("relation", "Something else is claimed", [what, nth]), _group("certainty", "It is more sure, or less", [sure])]


def _group(name: str, title: str, fields: Sequence[JsonObject]) -> JsonObject:
    return {"name": name, "title": title, "fields": list(fields)}


def _field(field: str, form: str, value: str, *, label: str | None = None, hint: str = "") -> JsonObject:
    """One value: ``form`` is ``day``, ``words``, ``choice``, ``add`` or ``remove``."""
    known = label or LABELS.get(field, field)
    return {"field": field, "form": form, "label": known[:1].upper() + known[1:], "value": value, "hint": hint, "choices": []}


def _choice(field: str, choices: Sequence[tuple[str, str]], value: str) -> JsonObject:
    return {**_field(field, "choice", value), "choices": [{"value": word, "label": label} for word, label in choices]}


def _has_end(kind: ContactKind) -> bool:
    return kind in (ContactKind.VISIT, ContactKind.MEETING)


def _day(field: str, contact: Contact) -> JsonObject:
    when = contact.starts if field == "starts" else contact.ends
    label = None if _has_end(contact.kind) else "day"
    return _field(
        field, "day", as_typed(when.edtf if when else None), label=label, hint="27 October 2022, June 2019, about 2009, or: not known"
    )


def _people(contact: Contact) -> list[JsonObject]:
    """Who may be taken away, and in which roles somebody may be added."""
    roles = ROLES[contact.kind]
    gone = [_removal(party) for party in contact.parties if party.role in roles]
    return [*gone, *(_field(f"{role}+", "add", "", label=f"Add {_article(role)} {role}", hint=PERSON) for role in roles)]


def _removal(party: Party) -> JsonObject:
    name = name_of(party.actor)
    return _field(f"{party.role}-", "remove", party.actor.wikidata or name, label=f"{name} ({party.role})")


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _places(contact: Contact) -> list[JsonObject]:
    """The country, the stops with their days, and a new one."""
    found = [_field("destination", "words", country(contact.destination), hint="A country, or: not known")]
    for stop in contact.stops:
        found += _stop(stop)
    return [
        *found,
        _field("place+", "add", "", label="Add a place", hint="A town; with its country behind a comma where several have the name"),
    ]


def _stop(stop: Stop) -> list[JsonObject]:
    name, hint = stop.place.name, "27 October 2022, or: not known"
    days = [
        _field(f"{end}@{name}", "day", as_typed(when.edtf if when else None), label=f"{label} {name}", hint=hint)
        for end, label, when in (("arrives", "Day of arrival in", stop.arrives), ("leaves", "Day of departure from", stop.leaves))
    ]
    return [_field("place-", "remove", name, label=name), *days]


def _topics(contact: Contact) -> list[JsonObject]:
    gone = [_field("topic-", "remove", topic.text, label=topic.text) for topic in contact.topics]
    return [*gone, _field("topic+", "add", "", label="Add a topic", hint="A few words")]


def _nature(contact: Contact) -> list[JsonObject]:
    """Level, way, purpose, and whether an invitation was taken up."""
    found: list[JsonObject] = []
    if contact.kind is ContactKind.VISIT:
        found.append(_choice("level", [NOT_KNOWN, *((level, plain(level)) for level in LEVELS)], contact.level or "none"))
    if contact.kind is ContactKind.MEETING:
        found.append(_choice("format", [NOT_KNOWN, *((way, plain(way)) for way in FORMATS)], contact.format or "none"))
    if contact.kind is ContactKind.INVITATION:
        taken = {True: "yes", False: "no", None: "none"}[contact.accepted]
        found.append(_choice("accepted", [NOT_KNOWN, ("yes", "yes"), ("no", "no")], taken))
    return [*found, _field("purpose", "words", contact.purpose or "", hint="A few words, or: not known")]
