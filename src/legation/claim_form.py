"""Claims in plain words that can be checked: which contacts must be there, and which must not."""

from __future__ import annotations

import re

from legation.model import Actor, Anchor, Claim, ContactKind, Pattern, Reckoning, Relation, Whose
from legation.when import When

LEVELS = {"official_working": "official working"}
"""Levels of a visit that are not their own name."""
ARTICLED = re.compile(
    r"^United |(?:Republic|Islands|House|See|Emirates|Palace)$|^(?:Netherlands|Philippines|Bahamas|Maldives|Gambia|Kremlin)$"
)
"""Names of places that take an article."""
GRADE = re.compile(r"(?:the )?(?:highest|most senior|top)[-\w]*\s+", re.I)
"""Words for the highest of a kind, who is ranked among his equals and betters."""
FORMATS = {"in_person": "in-person", "video": "virtual"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def form_of(claim: Claim) -> str:
    """What has to hold in the record for a claim to be true, in one sentence; what the report leaves open is said to be unknown."""
    if claim.denied and claim.relation is Relation.FIRST:
        return f"at least one earlier {_contact(claim)}{_from(claim)}"
    form = FORMS[claim.relation](claim)
    return f"not so: {form}" if claim.denied and claim.relation is not Relation.TRADITION else form


def _first(claim: Claim) -> str:
    """No earlier one, since office was taken or ever."""
    whom = f" than that of {_names(claim.instance)}" if claim.instance else f" than that with {_names(claim.met)}" if claim.met else ""
    whom += f" than the one to {claim.goal.name}" if claim.goal else ""
    if claim.absent:
        to_day = "" if claim.pattern.until and claim.pattern.since else f" to {_day_of_report(claim)}"
        return f"no {_contact(claim)}{_from(claim)}{to_day}"
    return f"no earlier {_contact(claim)}{whom}{_from(claim)}"


def _since(claim: Claim) -> str:
    """None between an anchor and this one, or the day of the report."""
    start = _anchor(claim.anchor)
    if claim.absent:
        return f"no {_contact(claim)} between {start} and {_day_of_report(claim)}"
    this = f"that of {_names(claim.instance)}" if claim.instance else "this one"
    return f"no {_contact(claim)} between {start} and {this}"


def _last(claim: Claim) -> str:
    """The latest before this report is the one that it names."""
    who = _names(claim.instance) if claim.instance else None
    day = _edtf(claim.anchor.when) if claim.anchor and claim.anchor.when else None
    which = f"that of {who}" if who else "the one named"
    return f"the latest {_contact(claim)} before {_day_of_report(claim)} is {which}, {day or 'day not known'}"


def _nth(claim: Claim) -> str:
    """As many earlier ones as the number says, less one."""
    count = (claim.nth or 1) - 1
    word = NUMBERS[count] if count < len(NUMBERS) else str(count)
    if claim.instance:
        return f"before that of {_names(claim.instance)} exactly {word} with a {_contact(claim)}{_from(claim)}"
    return f"exactly {word} earlier {_contact(claim, plural=count != 1)}{_from(claim)}"


def _only(claim: Claim) -> str:
    """None but this one, or what the report excepts."""
    excepted = _small(claim.excepted.text) if claim.excepted else ""
    this = (
        excepted
        if excepted
        else f"that of {_names(claim.instance)}"
        if claim.instance
        else f"the one to {claim.goal.name}"
        if claim.goal
        else "this one"
    )
    but = this if claim.excepted else f"other than {this}"
    return f"no {_contact(claim)}{_from(claim)} {but}"


def _tradition(claim: Claim) -> str:
    """A custom is told of, not counted: each contact of the kind bears on it."""
    whom = _people(claim.pattern.whose) or "whom is not known"
    if claim.denied:
        return f"against custom, by {whom}: {claim.event.text}"
    named = claim.pattern.whose is not None and claim.pattern.whose.actors
    return f"in keeping with custom, by {whom}: {claim.event.text}" if named else f"customary for {whom}: {claim.event.text}"


FORMS = {
    Relation.FIRST: _first,
    Relation.SINCE: _since,
    Relation.LAST: _last,
    Relation.NTH: _nth,
    Relation.ONLY: _only,
    Relation.TRADITION: _tradition,
}
"""What makes the form of each relation."""


def _contact(claim: Claim, *, plural: bool = False) -> str:
    """The contacts that are ranked: "official visit to Canada by Antony Blinken", "meeting of Roe and Doe"."""
    pattern = claim.pattern
    kind = pattern.contact.value if pattern.contact else "contact"
    noun = "summit" if pattern.format == "summit" and kind == "meeting" else kind
    nature = [LEVELS.get(pattern.level, pattern.level)] if pattern.level else []
    nature += [FORMATS[pattern.format]] if pattern.format in FORMATS else []
    text = " ".join([*nature, f"{noun}s" if plural else noun]) + (" of that rank" if pattern.graded else "")
    if pattern.contact is ContactKind.VISIT:
        hosts = " and ".join(_people(o) for o in pattern.others if o.actors or o.post or o.country != pattern.destination)
        return f"{text}{_goal(pattern)} by {_people(pattern.whose) or 'whom is not known'}" + (f", hosted by {hosts}" if hosts else "")
    if pattern.contact is ContactKind.INVITATION:
        by = " and ".join(_people(o) for o in pattern.others) or "whom is not known"
        return f"{text} of {_people(pattern.whose) or 'whom is not known'} by {by}{_goal(pattern)}"
    sides = [p for p in (_people(pattern.whose), *(_people(o) for o in pattern.others)) if p]
    whom = "" if pattern.place and not sides else f" of {' and '.join(sides) or 'whom is not known'}"
    return f"{text}{whom}" + (f" in {pattern.place.name}" if pattern.place else "")


def _goal(pattern: Pattern) -> str:
    """Where a visit goes."""
    if pattern.place is not None:
        return f" to {_with_article(pattern.place.name)}"
    if pattern.destination_name:
        return f" to {_with_article(pattern.destination_name)}"
    return " abroad" if pattern.abroad else ""


def _with_article(name: str) -> str:
    """The name of a place as it stands in a sentence: "the United States"."""
    return f"the {name}" if ARTICLED.search(name) else name


def _people(whose: Whose | None) -> str:
    """Those who are named, or anybody of the kind that the report puts so."""
    if whose is None:
        return ""
    if whose.actors:
        return _names(whose)
    words = whose.words.removeprefix("the ").removeprefix("The ")
    if whose.post_class is None and whose.country and whose.post is None and words[:1].isupper():
        return words
    if (grade := GRADE.match(words)) is not None:
        words = words[grade.end() :]
    if whose.post == "visitor" and whose.post_class is None:
        return f"any {words} visitor"
    first, _, rest = words.partition(" ")
    if first.lower() in ("a", "an", "any"):
        return f"{first.lower()} {rest}"
    if first.lower() in ("every", "each"):
        return f"any {rest}"
    if first.lower() in ("new", "all", "both"):
        return f"{first.lower()} {rest}" if words.endswith("s") else f"any {first.lower()} {rest}"
    return words if words.endswith("s") else f"any {words}"


def _names(whose: Whose) -> str:
    """Names, or the words where somebody has none."""
    if len(whose.actors) == 1 and " and " in whose.words:
        return whose.words
    return " and ".join(_name(a) for a in whose.actors) or whose.words


def _name(actor: Actor) -> str:
    return actor.name or actor.organisation or actor.surface


def _from(claim: Claim) -> str:
    """Since when contacts count: a day, a term of office, a window; else that the day is not known."""
    pattern, anchor = claim.pattern, claim.anchor
    if pattern.since is not None and pattern.until is not None:
        if pattern.since == pattern.until:
            return f" in {_edtf(pattern.since)}"
        return f" between {_edtf(pattern.since)} and {_edtf(pattern.until)}"
    if pattern.since is not None:
        return f" since {_edtf(pattern.since)}"
    if claim.scope is None:
        return ""
    if anchor is not None and anchor.reckoning in (Reckoning.EVENT, Reckoning.CONTACT):
        return f" since {_anchor(anchor)}"
    return f" {_small(claim.scope.text)} (day not known)"


def _anchor(anchor: Anchor | None) -> str:
    """What a claim reckons from: whose contact, on which day, or the words where the day is not known."""
    if anchor is None:
        return "a day not known"
    if anchor.reckoning is Reckoning.CONTACT and anchor.actor is not None:
        return f"that of {_name(anchor.actor)}, {_edtf(anchor.when) if anchor.when else 'day not known'}"
    if anchor.when is not None:
        return _edtf(anchor.when)
    return f"a day not known ({_small(anchor.words.text)})"


def _day_of_report(claim: Claim) -> str:
    """The day up to which a claim speaks."""
    return _edtf(claim.pattern.until) if claim.pattern.until else "the day of the report"


def _small(text: str) -> str:
    """Words that opened a sentence, as they stand within one."""
    return text[:1].lower() + text[1:]


def _edtf(when: When) -> str:
    return when.edtf
