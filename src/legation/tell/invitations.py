"""Invitations: who invites whom, to what, and whether it was taken up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.model import Actor, Certainty, Contact, ContactKind, Status
from legation.parse import Word
from legation.span import Span
from legation.tell.build import OF_STATE, last_visit, parties, visitors
from legation.tell.draft import Here, Told
from legation.tell.modality import Mood, mood_of
from legation.tell.scene import distinct, preposed
from legation.tell.scope import clause_span, finest, places_of
from legation.tell.states import adjective_state, sides
from legation.tell.talks import just_told, speaker, speech_over

ACCEPTED = frozenset("accept follow".split())
DECLINED = frozenset("decline reject refuse turn spurn rebuff ignore".split())
"""Verbs of taking an invitation up, and of not doing so."""
HANDED = frozenset("extend issue send give hand deliver renew convey make repeat transmit forward".split())
"""Verbs whose subject invites and whose object is the invitation."""
WITHDRAWN = frozenset({"withdraw", "rescind", "revoke", "retract", "cancel"})
"""Verbs of taking an invitation back."""
COMING = frozenset({"come", "visit", "attend"})
"""What one is asked to do who is asked over."""
TALKING = frozenset({"address", "speak", "hold", "stay", "pay", "make", "participate", "take", "start", "spend"})
"""What else one is invited to do."""
TAKEN = frozenset({"invitation", "offer", "it", "yes"})
"""What one accepts who is invited."""
GOT = frozenset(
    "accept decline reject refuse receive get have turn consider await spurn rebuff ignore take welcome answer weigh study".split()
)
"""Verbs whose subject is invited."""
NEAR_WORDS = 15
"""Words behind an invitation that are cited with it: by whom, to whom, to what."""
UNMADE = frozenset({Status.DENIED, Status.CANCELLED})


def inviting(here: Here, word: Word) -> Told:
    """ "invited Roe to visit Peru", "was invited to Lima by the president": a verb of inviting."""
    parsed, scene = here.parsed, here.scene
    asking = word.lemma == "ask" and any(g.lemma in COMING and g.tag == "VB" for g in parsed.of(word, "xcomp", "ccomp", "advcl"))
    if word.lemma != "invite" and not asking:
        return
    passive = bool(parsed.of(word, "auxpass")) or (word.tag == "VBN" and word.dep in ("acl", "advcl"))
    inviters = _doers(here, word, passive=passive)
    if passive:
        invitees = scene.passive_subjects(parsed, word) or scene.subjects(parsed, word)
    else:
        invitees = scene.objects(parsed, word) or _parties(here, parsed.of(word, "dobj"))
        if asking:
            invitees = invitees or tuple(a for g in parsed.of(word, "xcomp", "ccomp") for a in _parties(here, parsed.of(g, "nsubj")))
    goals = [*parsed.of(word, "xcomp", "ccomp", "advcl"), *(p for p in parsed.of(word, "prep") if p.text.lower() in ("to", "for"))]
    yield from _invitation(here, word, inviters, invitees, goals=goals, mood=mood_of(parsed, word, here.lists.moods))


def _doers(here: Here, verb: Word, *, passive: bool) -> tuple[Actor, ...]:
    """Who invites: people, a state or a body, or the speaker of "I have invited"."""
    parsed, scene = here.parsed, here.scene
    if passive:
        return scene.by_agent(parsed, verb) or _parties(here, [n for by in parsed.of(verb, "agent") for n in parsed.of(by, "pobj")])
    own = parsed.of(verb, "nsubj")
    if any(w.text.lower() in ("i", "we") for w in own):
        return speaker(here, verb)
    if not own and verb.dep in ("xcomp", "conj") and parsed.head(verb).pos == "VERB":
        return scene.subjects(parsed, verb) or _doers(here, parsed.head(verb), passive=False)
    return scene.subjects(parsed, verb) or _parties(here, own)


def _parties(here: Here, words: Sequence[Word]) -> tuple[Actor, ...]:
    return distinct([a for w in words for a in sides(here.scene, here.parsed, w, states=True)])


def offered(here: Here, word: Word) -> Told:
    """ "accepted an invitation from Roe to visit Peru", "extended an invitation to the minister": a noun for it."""
    parsed, scene = here.parsed, here.scene
    if word.lemma != "invitation":
        return
    head = parsed.head(word)
    verb = head if head.pos == "VERB" and word.dep in ("dobj", "nsubjpass", "nsubj") else None
    authors = _authors(here, word)
    handing = verb is not None and verb.lemma in HANDED | WITHDRAWN
    subjects = _doers(here, verb, passive=False) if verb is not None and word.dep == "dobj" else ()
    standing = verb is not None and word.dep == "nsubj" and verb.lemma in ("stand", "remain")
    inviters = distinct([*authors, *(subjects if handing else speaker(here, word) if standing and not authors else ())])
    getting = verb is not None and verb.lemma in GOT
    takers = scene.by_agent(parsed, verb) if verb is not None and word.dep == "nsubjpass" else subjects
    invitees = _invited(here, word, verb, takers if getting else ())
    if standing and not invitees and (speech := speech_over(here, word)) is not None:
        invitees = scene.objects(parsed, speech)
    if handing and not invitees and inviters:
        invitees = visitors(last_visit(here, country=inviters[0].country)) if inviters[0].country else ()
    goals = [*parsed.of(word, "acl", "relcl", "xcomp"), *(p for p in parsed.of(word, "prep") if p.text.lower() in ("to", "for"))]
    mood = _mood(here, verb)
    if not (getting or handing or standing or word.dep == "pobj") and not _to_contact(here, goals):
        return
    yield from _invitation(here, word, inviters, invitees, goals=goals, mood=mood, accepted=_accepted(here, word, verb, mood))


def _to_contact(here: Here, goals: Sequence[Word]) -> bool:
    """Whether one is bidden to come, talk or attend, not to mend one's ways."""
    contacts = here.lists.contacts
    verbs = [g for g in goals if g.pos == "VERB"]
    return all(g.lemma in COMING or contacts.of("travel", g.lemma) or contacts.of("meet", g.lemma) or g.lemma in TALKING for g in verbs)


def _authors(here: Here, word: Word) -> tuple[Actor, ...]:
    """Whose invitation it is by the words of the noun itself."""
    parsed, scene = here.parsed, here.scene
    people = [a for c in parsed.of(word, "poss", "compound", "amod") for a in scene.people(parsed, c)]
    people += scene.by_preposition(parsed, word, "of", "from", "by")
    people = people or list(_parties(here, preposed(parsed, word, "of", "from", "by")))
    state = adjective_state(scene, parsed, word) if not people else None
    return distinct([*people, *([state] if state is not None else [])])


def _mood(here: Here, verb: Word | None) -> Mood | None:
    """What became of an invitation by its verb; "is not accepting" is as good as a refusal."""
    if verb is None or verb.lemma in ("stand", "remain"):
        return Mood(status=Status.OCCURRED)
    if verb.lemma in WITHDRAWN:
        return Mood(status=Status.CANCELLED)
    refused = verb.lemma in ACCEPTED and here.parsed.of(verb, "neg")
    return mood_of(here.parsed, verb, here.lists.moods) or (Mood(status=Status.CANCELLED) if refused else None)


def answered(here: Here, word: Word) -> Told:
    """ "Roe accepted with pleasure", "and she said yes": an answer to the invitation told just before; the visit is then planned."""
    parsed = here.parsed
    yes = word.lemma == "say" and any(c.text.lower().strip('”"') == "yes" for c in parsed.children[word.i])
    taken = True if yes or word.lemma in ("accept", "agree") else False if word.lemma in ("decline", "refuse") else None
    objects = parsed.of(word, "dobj", "xcomp", "ccomp", "prep", "dative")
    if taken is None or any(o.lemma not in TAKEN and o.dep != "prep" and not yes for o in objects):
        return
    mood = mood_of(parsed, word, here.lists.moods)
    if mood is None or mood.status not in (Status.OCCURRED, Status.UNDER_WAY) or (word.lemma == "agree" and objects):
        return
    who = {a.referent for a in here.scene.subjects(parsed, word)}
    told = next((f for f in reversed(here.told[-8:]) if f.body.kind is ContactKind.INVITATION and just_told(here, f)), None)
    if told is None or not who & {p.actor.referent for p in told.body.parties if p.role == "invitee"}:
        return
    span = clause_span(parsed, [word])
    yield replace(told.body, accepted=taken), mood.certainty, span
    visit = next((f for f in reversed(here.told[-8:]) if f.body.kind is ContactKind.VISIT and just_told(here, f)), None)
    if (
        taken
        and visit is not None
        and visit.body.status in (Status.INVITED, Status.PROPOSED)
        and who & {a.referent for a in visitors(visit)}
    ):
        yield replace(visit.body, status=Status.PLANNED), mood.certainty, span


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
    if any(m.text.lower() in ("whether", "if") for m in here.parsed.of(verb, "mark")) or verb.lemma in WITHDRAWN:
        return None
    taking = verb.lemma in ACCEPTED or (verb.lemma == "take" and here.parsed.has_particle(verb, "up"))
    if mood is not None and mood.status in UNMADE:
        return False if taking else None
    return True if taking else False if verb.lemma in DECLINED else None


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
    if mood is None or not _between_states(inviters, invitees) or (mood.status in UNMADE and accepted is None and word.lemma == "invite"):
        return
    if all(a.name is None for a in invitees) and any(g.lemma == "join" for g in goals):
        return  # A state that may join an alliance is not asked to come.
    places = [p for _, p in places_of(here.scene, here.anchors, word)] + [
        p for goal in goals for w in here.parsed.below(goal) if (p := here.scene.place_at(here.parsed, w)) is not None
    ]
    own = [t for t in here.scene.times(here.parsed) if here.anchors.owner(t.word) == word.i]
    when = finest(own) if word.pos == "VERB" else None
    contact = Contact(
        kind=ContactKind.INVITATION,
        status=_status(word, mood, accepted),
        parties=(*parties("inviter", inviters), *parties("invitee", invitees)),
        destination=next((p.country for p in places if p.country), None),
        starts=when,
        purpose=_what(here, goals),
        accepted=accepted,
    )
    certainty: Certainty = mood.certainty
    named = [here.parsed.head(word), *(w for w in here.parsed.below(word) if abs(w.i - word.i) <= NEAR_WORDS)] if word.pos == "NOUN" else []
    yield contact, certainty, clause_span(here.parsed, [word, *named])


def _between_states(inviters: Sequence[Actor], invitees: Sequence[Actor]) -> bool:
    """Whether an invitation goes from one country or body to another; an office-holder of a state that the report does not name counts."""
    own = {a.country or a.organisation for a in inviters} - {None}
    abroad = any(a.country and a.country not in own for a in invitees)
    return bool(inviters) and (abroad or (bool(own) and any(a.country is None and a.name and a.post_class in OF_STATE for a in invitees)))


def _status(word: Word, mood: Mood, accepted: bool | None) -> Status:
    """Invited, unless the invitation itself is yet to be given ("will invite", "may invite") or has been withdrawn."""
    if mood.status is Status.CANCELLED and accepted is None:
        return Status.CANCELLED
    return mood.status if word.lemma in ("invite", "ask") and mood.status in (Status.PLANNED, Status.PROPOSED) else Status.INVITED


def _what(here: Here, goals: Sequence[Word]) -> str | None:
    """What one is invited to, in the report's words: "visit Peru", "talks in Lima"."""
    for goal in goals:
        words = [w for w in here.parsed.below(goal) if w.i != goal.i or goal.pos == "VERB"]
        words = [w for w in words if not (w.text.lower() == "to" and w.head == goal.i)]
        if words:
            span = here.parsed.sentence.offsets.to_source_span(Span(min(w.start for w in words), max(w.end for w in words)))
            return here.scene.report.text[span.start : span.end].strip(" ,;.")
    return None
