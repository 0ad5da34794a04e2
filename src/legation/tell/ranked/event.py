"""What a claim ranks: a contact as one noun or verb tells it, and the words of its kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.model import Contact, ContactKind, Finding, Place, Whose
from legation.parse import Word
from legation.tell.build import LEVELS
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.whose import phrase_of

NOUN_KINDS = {"visit": ContactKind.VISIT, "meeting": ContactKind.MEETING, "call": ContactKind.CALL, "invitation": ContactKind.INVITATION}
"""Kinds of entry of the list ``ranks`` for nouns, and the contact that each tells."""
GOALS = ("to", "in", "into", "of", "at", "through", "across", "on", "out")
"""Prepositions between a visit and its place."""
AWAY = frozenset({"abroad", "overseas", "foreign", "international", "outside", "out"})
"""Words for any country but one's own."""
SOIL = frozenset({"soil", "territory", "ground"})
"""Nouns for a country that one stands on."""
POINTING = frozenset({"country", "nation", "capital", "region", "state", "island", "city", "continent"})
"""Nouns that stand for a destination named before."""
REMOTE = {
    "virtual": "video",
    "online": "video",
    "video": "video",
    "in-person": "in_person",
    "person": "in_person",
    "face-to-face": "in_person",
}
"""Words for the form of a meeting or visit."""
ROLES = {ContactKind.VISIT: ("visitor",), ContactKind.INVITATION: ("inviter", "invitee")}
"""Whose contact it is, by kind; of the others all who take part."""
BY_KIND = {ContactKind.VISIT: ("by", "from"), ContactKind.INVITATION: ("by", "from", "of", "to", "for")}
"""Prepositions before a side of a visit and of an invitation."""
WITH = ("by", "between", "among", "of", "with")
"""Prepositions before a side of a meeting or call."""
LINKING = frozenset({"be", "become", "mark", "represent", "constitute", "remain"})
"""Verbs between a contact and its rank."""
SAME = frozenset({"it", "this", "that", "which"})
"""Words for the contact told before."""
JOINING = frozenset({"join", "meet", "host", "receive", "welcome", "see"})
"""Verbs whose object takes part in the meeting that they are joined in."""
CHOOSING = frozenset({"make", "choose", "pick", "select", "name"})
"""Verbs whose object becomes a destination."""
PORT = re.compile(r"ports? of call\b", re.I)
"""A destination among several."""
PHONES = frozenset({"phone", "telephone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A contact as one noun or verb tells it; sides that the words leave open are None and ()."""

    word: Word
    kind: ContactKind
    whose: Whose | None = None
    others: tuple[Whose, ...] = ()
    destination: str | None = None
    place: Place | None = None
    abroad: bool = False
    level: str | None = None
    format: str | None = None
    end: int = 0
    """Where its words end in the sentence."""
    carried: Place | None = None
    """Where the verb leads that it stands beside, which may be but one of the places ranked."""
    goal: Place | None = None
    """Where it goes, of a visit that is ranked among those to any country."""
    known: Finding[Contact] | None = None
    """The contact told of the report that it is, where a side was taken from there."""


def kind_of(spot: Spot, noun: Word) -> ContactKind | None:
    """Which contact a noun is for."""
    if noun.pos == "VERB" and noun.dep not in ("pobj", "dobj", "attr"):
        return None
    if PORT.match(spot.text, noun.start):
        return ContactKind.VISIT
    if noun.lemma == "call" and PORT.match(spot.text, max(noun.start - len("port of "), 0)):
        return None
    if noun.lemma == "call" or noun.lemma in PHONES or spot.lowered(spot.parsed.of(noun, "compound", "amod")) & PHONES:
        calls = noun.lemma not in PHONES or noun.dep == "compound"
        return ContactKind.CALL if calls and not spot.parsed.of(noun, "dobj") else None
    for name, kind in NOUN_KINDS.items():
        if spot.lists.ranks.of(name, noun.lemma) or spot.lists.ranks.of(name, spot.said_at(noun).lower().rstrip("s")):
            return kind
    return None


def level_of(spot: Spot, noun: Word) -> str | None:
    words = spot.lowered(spot.parsed.of(noun, "amod", "compound", "nmod"))
    return next((level.replace(" ", "_") for level in LEVELS if set(level.split()) <= words), None)


def format_of(spot: Spot, noun: Word, kind: ContactKind) -> str | None:
    """The form that the words before a noun state."""
    if kind in (ContactKind.CALL, ContactKind.INVITATION):
        return None
    before = spot.text[phrase_of(spot, noun).start : noun.start].lower()
    stated = next((form for word, form in REMOTE.items() if word in before or (word == "face-to-face" and "face to face" in before)), None)
    return stated or ("summit" if noun.lemma == "summit" else None)
