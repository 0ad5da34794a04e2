"""Summits: who takes part in a gathering that is named after its body, such as the G20."""

from __future__ import annotations

import re

from legation.model import Actor, Status
from legation.parse import Word
from legation.span import Span
from legation.tell.agenda import DAY_WORDS
from legation.tell.build import OFFICE_LESS
from legation.tell.draft import Here, Told
from legation.tell.modality import mood_of_noun
from legation.tell.scene import distinct, preposed
from legation.tell.states import ALLIANCES, body, state_of
from legation.tell.talks import record

GATHERED = frozenset({"summit", "meeting", "forum", "conference", "session", "gathering"})
"""Nouns for gatherings of a body; all but the first want a body that is known as one."""
BODY_NOUNS = frozenset(
    {"group", "association", "union", "organisation", "organization", "community", "league", "alliance", "forum", "quad"}
)
"""Nouns that a body's name ends or begins with."""
GROUP_OF = re.compile(r"Group of (?:Seven|Eight|Twenty|Seventy-Seven|7|8|20|77)\b")
NEAR_CHARACTERS = 9
"""Between a gathering and its body stand no more than "of the"."""
ATTENDING = frozenset({"attend", "join", "host", "chair", "leave", "address", "open", "close", "reach"})
"""Verbs whose subject takes part in the gathering that is their object."""
ABSENT = frozenset({"skip", "miss", "boycott", "avoid", "snub", "cancel", "call", "prepare", "push", "agree", "invite", "plan", "want"})
"""Verbs whose subject is not at the gathering, or not yet bound for it."""
COMING = frozenset({"come", "go", "travel", "fly", "arrive", "be", "head", "leave", "gather", "stay", "return", "visit", "meet"})
"""Verbs of those who come "to" or "for" a gathering."""
SPOKEN_TO = frozenset({"tell", "meet", "assure", "greet", "embrace", "join", "urge", "warn", "ask"})
"""Verbs whose object is there too."""


def summit(here: Here, word: Word) -> Told:
    """ "at the G20 summit in Lima Roe told Doe", "attended the summit of the Group of Seven"."""
    gathering = body_of(here, word) if word.lemma in GATHERED else None
    if gathering is None:
        return
    people = [a for a in _present(here, word) if (a.country or a.name) and a.post_class not in (None, *OFFICE_LESS)]
    mood = mood_of_noun(here.parsed, word, here.lists.moods)
    if not people or mood is None or mood.status in (Status.CANCELLED, Status.DENIED, Status.POSTPONED):
        return
    if any(a.country for a in people):
        yield from record(here, word, mood, (*people, gathering), summit=True)


def body_of(here: Here, word: Word) -> Actor | None:
    """The body that a gathering is one of: "the G7 summit", "a meeting of the Group of 20"."""
    text = here.parsed.sentence.text
    for group in GROUP_OF.finditer(text):
        if 0 <= word.start - group.end() <= 2 or 0 <= group.start() - word.end <= NEAR_CHARACTERS:
            return body(here.scene, here.parsed, Span(group.start(), group.end()))
    return _named_before(here, word) or _named_behind(here, word)


def _named_before(here: Here, word: Word) -> Actor | None:
    """ "the Pacific Islands Forum summit": capitalised words that are no place, person, people or day."""
    names = [c for c in here.parsed.of(word, "compound", "nmod", "amod") if c.i < word.i and c.text[:1].isupper()]
    if not names or not all(_may_name_body(here, c) for c in names):
        return None
    span = Span(names[0].start, names[-1].end)
    text = here.parsed.sentence.text[span.start : span.end]
    known = text.lower() in ALLIANCES or (text.isupper() and len(text) > 1)
    return body(here.scene, here.parsed, span) if known or word.lemma == "summit" else None


def _may_name_body(here: Here, word: Word) -> bool:
    place = here.scene.place_at(here.parsed, word)
    if word.lemma in DAY_WORDS or here.scene.actors_at(here.parsed, word):
        return False
    if word.lemma in BODY_NOUNS:
        return True
    return place.country in ("EUU", "UNO") if place is not None else state_of(here.scene, word.text) is None


def _named_behind(here: Here, word: Word) -> Actor | None:
    """ "the summit of the African Union", "the meeting of the Quad"."""
    for noun in preposed(here.parsed, word, "of"):
        place = here.scene.place_at(here.parsed, noun)
        union = place is not None and place.country in ("EUU", "UNO")
        if noun.lemma in BODY_NOUNS or noun.text.lower() in ALLIANCES or union:
            own = (noun, *(c for c in here.parsed.of(noun, "compound", "amod", "nmod") if c.text[:1].isupper()))
            if union or any(w.text[:1].isupper() for w in own):
                return body(here.scene, here.parsed, Span(min(w.start for w in own), max(w.end for w in own)))
    return None


def _present(here: Here, word: Word) -> tuple[Actor, ...]:
    """Whom the words name as taking part."""
    parsed, scene = here.parsed, here.scene
    head = parsed.head(word)
    if word.dep == "dobj" and head.lemma in ATTENDING:
        return scene.subjects(parsed, head)
    if word.dep == "nsubj" and head.lemma in ("take", "open", "begin", "end", "bring"):
        return distinct([*scene.by_preposition(parsed, head, "with"), *scene.objects(parsed, head)])
    text = head.text.lower()
    if word.dep != "pobj" or text not in ("at", "during", "in", "to", "for"):
        return ()
    verb = parsed.verb_over(word)
    if verb is None or verb.lemma in ABSENT or (text in ("to", "for") and verb.lemma not in COMING):
        return ()
    there = [*scene.subjects(parsed, verb), *scene.passive_subjects(parsed, verb), *scene.by_preposition(parsed, verb, "with")]
    return distinct([*there, *(scene.objects(parsed, verb) if verb.lemma in SPOKEN_TO else ())])
