"""Invitations: who invites whom, to what, and whether it was taken up."""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Actor, Certainty, Contact, ContactKind, Status
from legation.parse import Word
from legation.span import Span
from legation.tell.build import parties
from legation.tell.draft import Here, Told
from legation.tell.modality import Mood, mood_of
from legation.tell.scene import distinct
from legation.tell.scope import clause_span, finest, places_of

ACCEPTED = frozenset("accept follow".split())
DECLINED = frozenset("decline reject refuse turn spurn rebuff ignore".split())
"""Verbs of taking an invitation up, and of not doing so."""
HANDED = frozenset("extend issue send give hand deliver renew convey make repeat transmit forward".split())
"""Verbs whose subject invites and whose object is the invitation."""
GOT = frozenset("accept decline reject refuse receive get have turn consider await spurn rebuff ignore take welcome".split())
"""Verbs whose subject is invited."""
NEAR_WORDS = 15
"""Words behind an invitation that are cited with it: by whom, to whom, to what."""
UNMADE = frozenset({Status.DENIED, Status.CANCELLED})


def inviting(here: Here, word: Word) -> Told:
    """ "invited Roe to visit Peru", "was invited to Lima by the president": a verb of inviting."""
    parsed, scene = here.parsed, here.scene
    if word.lemma != "invite":
        return
    passive = bool(parsed.of(word, "auxpass")) or (word.tag == "VBN" and word.dep in ("acl", "advcl"))
    inviters = scene.by_agent(parsed, word) if passive else scene.subjects(parsed, word)
    invitees = (scene.passive_subjects(parsed, word) or scene.subjects(parsed, word)) if passive else scene.objects(parsed, word)
    goals = [*parsed.of(word, "xcomp", "ccomp", "advcl"), *(p for p in parsed.of(word, "prep") if p.text.lower() in ("to", "for"))]
    yield from _invitation(here, word, inviters, invitees, goals=goals, mood=mood_of(parsed, word, here.lists.moods))


def offered(here: Here, word: Word) -> Told:
    """ "accepted an invitation from Roe to visit Peru", "extended an invitation to the minister": a noun for it."""
    parsed, scene = here.parsed, here.scene
    if word.lemma != "invitation":
        return
    head = parsed.head(word)
    verb = head if head.pos == "VERB" and word.dep in ("dobj", "nsubjpass") else None
    authors = distinct(
        [a for c in parsed.of(word, "poss", "compound", "amod") for a in scene.people(parsed, c)]
        + list(scene.by_preposition(parsed, word, "of", "from", "by"))
    )
    handing = verb is not None and verb.lemma in HANDED
    subjects = scene.subjects(parsed, verb) if verb is not None and word.dep == "dobj" else ()
    inviters = distinct([*authors, *(subjects if handing else ())])
    getting = verb is not None and verb.lemma in GOT
    takers = scene.by_agent(parsed, verb) if verb is not None and word.dep == "nsubjpass" else subjects
    invitees = _invited(here, word, verb, takers if getting else ())
    goals = [*parsed.of(word, "acl", "relcl", "xcomp"), *(p for p in parsed.of(word, "prep") if p.text.lower() in ("to", "for"))]
    mood = mood_of(parsed, verb, here.lists.moods) if verb is not None else Mood(status=Status.OCCURRED)
    if getting or handing or word.dep == "pobj":
        yield from _invitation(here, word, inviters, invitees, goals=goals, mood=mood, accepted=_accepted(here, word, verb, mood))


def _invited(here: Here, word: Word, verb: Word | None, subjects: Sequence[Actor]) -> tuple[Actor, ...]:
    """Whom the invitation went to: the one who got it, the one it was handed to, or the one who came at it."""
    parsed, scene = here.parsed, here.scene
    handed = scene.by_preposition(parsed, word, "to")
    if not handed and verb is not None and not subjects:
        handed = scene.by_preposition(parsed, verb, "to")
    if handed or subjects:
        return handed or tuple(subjects)
    if word.dep != "pobj" or parsed.head(word).text.lower() not in ("at", "on", "upon", "following"):
        return ()
    came = parsed.verb_over(word)
    return (scene.subjects(parsed, came) or scene.passive_subjects(parsed, came)) if came is not None else ()


def _accepted(here: Here, word: Word, verb: Word | None, mood: Mood | None) -> bool | None:
    """Whether the words say that it was taken up; None where they do not say."""
    if verb is None:
        return True if word.dep == "pobj" and here.parsed.head(word).text.lower() in ("at", "on", "upon") else None
    if mood is not None and mood.status in UNMADE:
        return False if verb.lemma in ACCEPTED else None
    return True if verb.lemma in ACCEPTED else False if verb.lemma in DECLINED else None


def _invitation(
    here: Here,
    word: Word,
    inviters: Sequence[Actor],
    invitees: Sequence[Actor],
    *,
    goals: Sequence[Word],
    mood: Mood | None,
    accepted: bool | None = None,
) -> Told:
    """One invitation between parties of two countries or bodies; one that was not made is none."""
    invitees = [a for a in invitees if all(a.referent != b.referent for b in inviters)]
    sides = {a.country or a.organisation for a in inviters} - {None}
    if mood is None or not inviters or not invitees or (mood.status in UNMADE and accepted is None):
        return
    if not any(a.country and a.country not in sides for a in invitees):
        return
    # Not yet made: "will invite", "may invite".
    if mood.status in (Status.PLANNED, Status.PROPOSED) and accepted is None and word.lemma == "invite":
        return
    places = [p for _, p in places_of(here.scene, here.anchors, word)] + [
        p for goal in goals for w in here.parsed.below(goal) if (p := here.scene.place_at(here.parsed, w)) is not None
    ]
    own = [t for t in here.scene.times(here.parsed) if here.anchors.owner(t.word) == word.i]
    when = finest(own) if word.lemma == "invite" else None
    contact = Contact(
        kind=ContactKind.INVITATION,
        status=Status.INVITED,
        parties=(*parties("inviter", inviters), *parties("invitee", invitees)),
        destination=next((p.country for p in places if p.country), None),
        starts=when,
        purpose=_what(here, goals),
        accepted=accepted,
    )
    certainty: Certainty = mood.certainty
    named = [here.parsed.head(word), *(w for w in here.parsed.below(word) if abs(w.i - word.i) <= NEAR_WORDS)] if word.pos == "NOUN" else []
    yield contact, certainty, clause_span(here.parsed, [word, *named])


def _what(here: Here, goals: Sequence[Word]) -> str | None:
    """What one is invited to, in the report's words: "visit Peru", "talks in Lima"."""
    for goal in goals:
        words = [w for w in here.parsed.below(goal) if w.i != goal.i or goal.pos == "VERB"]
        words = [w for w in words if not (w.text.lower() == "to" and w.head == goal.i)]
        if words:
            span = here.parsed.sentence.offsets.to_source_span(Span(min(w.start for w in words), max(w.end for w in words)))
            return here.scene.report.text[span.start : span.end].strip(" ,;.")
    return None
