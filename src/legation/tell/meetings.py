"""Meetings: verbs of meeting, nouns for talks, and who takes part in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.model import Actor, Certainty, Contact, ContactKind, Finding, Status
from legation.parse import Word
from legation.tell.agenda import ABOUT
from legation.tell.build import last_visit, visitors
from legation.tell.calls import RINGING, in_a_call
from legation.tell.draft import Here, Told
from legation.tell.gatherings import GATHERED, body_of
from legation.tell.modality import Mood, mood_of, mood_of_noun
from legation.tell.presence import scenes_of
from legation.tell.scene import distinct, preposed
from legation.tell.scope import places_of, times_of
from legation.tell.states import joined, sides, states_by
from legation.tell.talks import by_phone, just_told, relative, speaker, speech_over, talk
from legation.tell.tours import SENDING
from legation.when import When

MUTUAL = frozenset({"meet", "confer", "talk", "negotiate", "discuss", "sit", "huddle", "dine", "lunch", "breakfast", "exchange", "trade"})
"""Verbs that two subjects can do with each other."""
NEEDS_PLACE = frozenset({"speak", "talk", "converse"})
"""Verbs that tell a meeting only with a place or with two who do it: one may also speak to the press."""
EXCHANGED = frozenset({"view", "word", "opinion", "blame", "barb", "accusation", "reproach", "idea", "note"})
"""What two exchange who talk with each other."""
SPENT = frozenset({"hour", "minute", "time", "evening", "morning", "afternoon"})
"""What one spends with somebody whom one meets."""
ARRIVALS = frozenset({"airport", "airfield", "arrival", "tarmac", "plane", "runway", "station", "stairs"})
"""Where a visitor is met on arrival, which is no meeting."""
SOCIAL = frozenset({"dinner", "lunch", "luncheon", "breakfast", "round", "session", "audience"})
"""Nouns that are a meeting only where the other party is named on them."""
STATE_TALKS = frozenset({"talk", "negotiation", "summit", "discussion", "consultation", "dialogue", "round"})
"""Nouns for what states hold with each other as such; "a meeting of Chile and Peru" may be one of their teams."""
WANTED = frozenset({"call", "push", "press", "appeal", "wait", "plead", "urge", "need", "hope", "demand", "support", "oppose", "reject"})
"""Verbs and nouns for what is asked for: talks behind them are nobody's plan."""
JOINING = frozenset({"link", "bring", "unite", "connect", "join"})
"""Verbs whose subject is the talk and whose object are its parties."""
BROKEN_OFF = frozenset({"fail", "collapse", "founder", "break", "stall"})
"""What talks do that were held and came to nothing."""
PERHAPS = frozenset({"perhaps", "possibly", "maybe", "probably", "conceivably"})
"""Adverbs before a party whose part in a plan is open."""
APART = frozenset({"separately", "separate", "individually"})
"""Words for meetings that one holds with each of several."""
GUESTS = frozenset({"guest", "visitor"})
"""Nouns for whoever has come on a visit."""


def verb(here: Here, word: Word) -> Told:
    """ "met Roe in Lima", "is to discuss trade with her", "sat down with the president"."""
    parsed = here.parsed
    entries = [e for e in here.lists.contacts.of("meet", word.lemma) if parsed.has_particle(word, e.particle)]
    if not entries or _of_another_sense(here, word):
        return
    by = tuple(b for e in entries for b in e.by)
    passive = bool(parsed.of(word, "nsubjpass"))
    left = here.scene.by_agent(parsed, word) if passive else _subjects(here, word)
    objects = parsed.of(word, "dobj", "dative") if "object" in by else ()
    heads = (*preposed(parsed, word, *by), *objects, *_misparsed_partner(here, word, by))
    right = [a for w in heads for a in (*sides(here.scene, parsed, w), *_guests(here, w, left))]
    right += here.scene.passive_subjects(parsed, word) if passive and "object" in by else ()
    mood = mood_of(parsed, word, here.lists.moods)
    if not left or (not right and word.lemma not in MUTUAL and not (by_phone(here, word) and len(left) > 1)):
        return
    if not right and parsed.of(word, "dobj") and word.lemma == "meet":
        return
    if not _is_talk(here, word, mood, left) or _was_only_expected(here, word):
        return
    yield from _apart(here, word, _ruled_out(here, word, mood), left, _sure(here, heads, right))
    yield from _in_doubt(here, word, heads, left)


def _subjects(here: Here, word: Word) -> tuple[Actor, ...]:
    own = here.parsed.of(word, "nsubj")
    if any(w.text == "I" for w in own):
        return speaker(here, word)
    return here.scene.subjects(here.parsed, word) or tuple(a for w in own for a in sides(here.scene, here.parsed, w))


def _of_another_sense(here: Here, word: Word) -> bool:
    """ "spent a fortune with", "exchanged gifts", "called on Roe to resign", "visited Roe's country": what tells no talk."""
    objects = here.parsed.of(word, "dobj")
    if word.lemma in ("exchange", "trade"):
        return not any(w.lemma in EXCHANGED for w in objects)
    if word.lemma == "spend":
        return not any(w.lemma in SPENT for o in objects for w in here.parsed.below(o))
    if word.lemma == "talk" and any(p.text.lower() == "past" for p in here.parsed.of(word, "prep")):
        return True
    if word.lemma == "call":
        return bool(objects or here.parsed.of(word, "xcomp", "ccomp", "advcl", "acl"))
    return False


def _is_talk(here: Here, word: Word, mood: Mood | None, left: Sequence[Actor]) -> bool:
    """Whether a verb that may also tell other things tells a talk here."""
    if word.lemma == "see":
        return _sees_person(here, word, mood)
    if word.lemma in ("visit", "call"):
        return (
            mood is not None
            and mood.status is not Status.INVITED
            and any(a.name or a.post_class for w in here.parsed.of(word, "dobj", "prep") for a in _named_at(here, w))
        )
    if word.lemma in NEEDS_PLACE and len(left) < 2 and not by_phone(here, word):
        return bool(places_of(here.scene, here.anchors, word)) or _on_visit(here, mood, left)
    if word.lemma == "trade" and not (places_of(here.scene, here.anchors, word) or any(scenes_of(here, word))):
        return False
    if word.lemma in ("meet", "receive"):
        return not any(w.lemma in ARRIVALS and here.parsed.verb_over(w) in (word, None) for w in here.parsed.below(word))
    return True


def _was_only_expected(here: Here, word: Word) -> bool:
    """ "had been expected to meet Roe", without a day: an expectation that stands no more."""
    over = [w for w in here.parsed.above(word) if w.lemma in ("expect", "be", "schedule", "plan")][:1]
    past = any(a.text.lower() == "had" for w in over for a in here.parsed.of(w, "aux"))
    return past and word.tag == "VB" and not times_of(here.scene, here.anchors, word)


def _named_at(here: Here, word: Word) -> tuple[Actor, ...]:
    """Who stands at an object or behind a preposition."""
    return tuple(a for w in (word, *here.parsed.of(word, "pobj")) for a in here.scene.actors_at(here.parsed, w))


def _on_visit(here: Here, mood: Mood | None, left: Sequence[Actor]) -> bool:
    """Whether a talk that is planned falls into a visit that one of the two is to make."""
    visit = last_visit(here, left[0])
    ahead = mood is not None and mood.status is Status.PLANNED
    return ahead and visit is not None and visit.body.status in (Status.PLANNED, Status.UNDER_WAY)


def _sees_person(here: Here, word: Word, mood: Mood | None) -> bool:
    """Whether "see" tells a meeting: a person as its object, still to come or at a named place."""
    persons = [w for w in here.parsed.of(word, "dobj") if here.scene.actors_at(here.parsed, w) and not w.text.lower().endswith("self")]
    persons += [w for w in here.parsed.of(word, "dobj") if w.lemma in GUESTS]
    dated = mood is not None and mood.open and any(t.when for t in times_of(here.scene, here.anchors, word))
    ahead = mood is not None and (mood.status in (Status.PLANNED, Status.PROPOSED) or dated)
    clause = here.parsed.of(word, "ccomp", "xcomp", "oprd", "prep") and not ahead
    return bool(persons) and mood is not None and not clause and (ahead or bool(places_of(here.scene, here.anchors, word)))


def _guests(here: Here, word: Word, hosts: Sequence[Actor]) -> tuple[Actor, ...]:
    """ "his guest": whose visit to the host's country was told last."""
    if word.lemma not in GUESTS or not hosts or here.scene.people(here.parsed, word):
        return ()
    visit = last_visit(here, country=hosts[0].country) if hosts[0].country else None
    return visitors(visit)[:1]


def _misparsed_partner(here: Here, word: Word, by: Sequence[str]) -> tuple[Word, ...]:
    """ "discuss trade with the minister", where the parser hangs "with" on the object."""
    if not by or by == ("object",):
        return ()
    nouns = [w for o in here.parsed.of(word, "dobj") for w in here.parsed.below(o) if w.text.lower() == "with" and w.dep == "prep"]
    return tuple(n for p in nouns for n in here.parsed.of(p, "pobj"))


# --- who surely takes part ------------------------------------------------------------------------------------


def _sure(here: Here, heads: Sequence[Word], people: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those of the parties behind whom no "perhaps" stands."""
    open_ones = {a.referent for w in _doubtful(here, heads) for a in here.scene.people(here.parsed, w)}
    return distinct([a for a in people if a.referent not in open_ones])


def _doubtful(here: Here, heads: Sequence[Word]) -> tuple[Word, ...]:
    """ "and perhaps Roe": joined parties whose part is open."""
    others = (w for h in heads for w in joined(here.parsed, h) if w.i != h.i)
    return tuple(w for w in others if any(c.text.lower() in PERHAPS for c in here.parsed.children[w.i]))


def _in_doubt(here: Here, word: Word, heads: Sequence[Word], left: Sequence[Actor]) -> Told:
    """A second meeting with whoever comes "perhaps", and one that is denied with whoever is named by "but not"."""
    for other in _doubtful(here, heads):
        right = here.scene.people(here.parsed, other)
        yield from talk(here, word, Mood(status=Status.PROPOSED, certainty=Certainty.HEDGED), left, right)
    for head in (word, *heads):
        for other in here.parsed.of(head, "conj", "appos", "npadvmod"):
            if here.parsed.of(other, "neg") and other.pos in ("NOUN", "PROPN"):
                yield from talk(here, word, Mood(status=Status.DENIED), left, here.scene.people(here.parsed, other))


def _apart(here: Here, word: Word, mood: Mood | None, left: Sequence[Actor], right: Sequence[Actor], *, day: When | None = None) -> Told:
    """One meeting, or one with each where the words say that they were held apart."""
    texts = {w.text.lower() for w in here.parsed.below(word)}
    plural = word.pos == "NOUN" and word.tag == "NNS" and word.lemma in ("meeting", "conversation", "call", "bilateral", "encounter")
    if not (plural or texts & APART) or min(len(left), len(right)) > 1:
        yield from talk(here, word, mood, left, right, day=day)
        return
    one, many = (left, right) if len(left) == 1 else (right, left)
    for other in many:
        yield from talk(here, word, mood, one, [other])


def _ruled_out(here: Here, word: Word, mood: Mood | None) -> Mood | None:
    """A meeting that an office itself says will not be is denied, not called off."""
    if mood is None or mood.status is not Status.CANCELLED or not here.parsed.of(word, "neg"):
        return mood
    return replace(mood, status=Status.DENIED) if speech_over(here, word) is not None else mood


# --- nouns ----------------------------------------------------------------------------------------------------


def noun(here: Here, word: Word) -> Told:
    """ "talks with Roe", "a meeting between Roe and Doe", "a call from Roe": a noun for a meeting or a call."""
    calls = bool(here.lists.contacts.of("calling", word.lemma))
    if not (here.lists.contacts.of("meeting", word.lemma) or calls) or _merely_wanted(here, word) or _is_part(here, word):
        return
    if word.lemma in GATHERED and body_of(here, word) is not None:
        return
    parsed = here.parsed
    holding = next(iter(relative(here, word)), None) or _carrier(here, word)
    between = _partners(here, word, holding, calls=calls)
    if not between and (word.lemma in SOCIAL or (holding is not None and here.lists.contacts.of("meet", holding.lemma))):
        return
    owners = tuple(a for c in parsed.of(word, "poss", "compound") for a in here.scene.people(parsed, c))
    holders = _holders(here, word, holding) or (_denying(here, word) if between else ())
    everybody = distinct([*owners, *(holders if not (owners and len(between) > 1) else ()), *between])
    known = _known(here, word, everybody or holders, ContactKind.CALL if calls else ContactKind.MEETING) if len(everybody) < 2 else None
    if known is not None:
        everybody = tuple(p.actor for p in known.body.parties)
    if len(everybody) == 1 and between:
        everybody = distinct([*everybody, *_guest_of(here, everybody[0])])
    heads = preposed(parsed, word, "with", "between")
    sure = _sure(here, heads, everybody)
    mood = _mood(here, word, holding, everybody)
    ended = mood is not None and mood.status in (Status.CANCELLED, Status.POSTPONED)
    yield from _apart(here, word, mood, sure[:1], sure[1:], day=known.body.starts if known is not None and ended else None)
    yield from _in_doubt(here, word, heads, sure[:1])


def _is_part(here: Here, word: Word) -> bool:
    """ "a round of talks": told at the round; an adjective only where it stands for a noun."""
    above = here.parsed.head(here.parsed.head(word))
    if word.pos == "ADJ":
        return word.dep not in ("dobj", "nsubj", "nsubjpass", "pobj")
    return word.dep == "pobj" and here.parsed.head(word).text.lower() == "of" and above.lemma in ("round", "session")


def _denying(here: Here, word: Word) -> tuple[Actor, ...]:
    """ "No meeting with Roe is planned, the office of the president said": who says so is the other party."""
    if not any(c.text.lower() == "no" for c in here.parsed.of(word, "det")):
        return ()
    return speaker(here, word)


def _merely_wanted(here: Here, word: Word) -> bool:
    """ "called for talks with Roe"."""
    head = here.parsed.head(word)
    if word.dep == "pobj":
        return head.text.lower() == "for" and here.parsed.head(head).lemma in WANTED
    return word.dep == "dobj" and head.lemma in ("want", "demand", "urge", "oppose", "reject", "favour", "favor", "seek")


def _mood(here: Here, word: Word, holding: Word | None, everybody: Sequence[Actor]) -> Mood | None:
    """What became of talks: by the clause that tells of holding them, by a "no", else by the noun's own place in its sentence."""
    parsed = here.parsed
    head = parsed.head(word)
    if holding is not None and holding.dep == "relcl" and parsed.head(holding).i == word.i:
        return mood_of(parsed, holding, here.lists.moods)
    if any(c.text.lower() == "no" for c in parsed.of(word, "det")):
        stated = word.dep in ("nsubjpass", "attr", "nsubj") and speech_over(here, word) is not None
        return Mood(status=Status.DENIED) if stated and len(everybody) > 1 else None
    if _is_matter(here, word) or (head.lemma in ("arrange", "prepare") and word.dep == "nsubjpass"):
        return Mood(status=Status.PROPOSED, certainty=Certainty.HEDGED)
    if word.dep == "nsubj" and head.lemma in BROKEN_OFF and head.tag == "VBD":
        return Mood(status=Status.OCCURRED)
    return mood_of_noun(parsed, word, here.lists.moods)


def _is_matter(here: Here, word: Word) -> bool:
    """Whether talks are what others speak about: "agreed on a second summit between Chile and Peru"."""
    first = word
    while first.dep in ("conj", "appos"):
        first = here.parsed.head(first)
    verb = here.parsed.verb_over(first)
    about = first.dep == "pobj" and here.parsed.head(first).text.lower() in ABOUT
    return about and verb is not None and verb.lemma in ("speak", "talk", "discuss", "agree", "negotiate", "work")


def _partners(here: Here, word: Word, holding: Word | None, *, calls: bool) -> tuple[Actor, ...]:
    """Who hangs on a noun for talks, or on the verb that carries it, as a party of them."""
    parsed, scene = here.parsed, here.scene
    inner = next((n for n in preposed(parsed, word, "of") if here.lists.contacts.of("meeting", n.lemma)), None)
    if inner is not None:
        return distinct([*_partners(here, inner, holding, calls=calls), *scene.by_preposition(parsed, word, "with", "between")])
    by = ("between", "of", "among") if not calls else ("between", "among", "to", "from", "on")
    if word.dep == "nsubj" and parsed.head(word).lemma in JOINING:
        return scene.objects(parsed, parsed.head(word))
    found = [*scene.by_preposition(parsed, word, *by), *_with(here, word)]
    if holding is not None:
        found += scene.by_preposition(parsed, holding, "with", "between")
        found += [a for n in preposed(parsed, holding, "with", "between") for a in sides(scene, parsed, n)]
    offices = [a for n in preposed(parsed, word, *by, "with") for a in sides(scene, parsed, n)]
    states = states_by(scene, parsed, word, "between", "with", "among") if word.lemma in STATE_TALKS else ()
    if word.dep == "nsubj" and parsed.head(word).lemma == "be":
        found += scene.by_preposition(parsed, parsed.head(word), "with", "between")
    people = distinct([*found, *offices])
    named = [a for a in people if a.country or a.organisation or a.name]
    return distinct([*(named if word.dep == "nsubj" and len(named) else people), *states])


def _with(here: Here, word: Word) -> tuple[Actor, ...]:
    """Who stands behind "with", also where another phrase of the noun has drawn it: "a meeting at his home with Roe"."""
    own = here.scene.by_preposition(here.parsed, word, "with")
    if own:
        return own
    inside = [n for p in here.parsed.of(word, "prep") for n in here.parsed.of(p, "pobj") if p.text.lower() in ("at", "in", "on")]
    return distinct([a for n in inside for a in here.scene.by_preposition(here.parsed, n, "with")])


def _holders(here: Here, word: Word, holding: Word | None) -> tuple[Actor, ...]:
    """Who holds talks, as the subject of the verb that carries them; both ends of the line for a call."""
    if holding is None:
        return ()
    parsed, scene = here.parsed, here.scene
    found = _sent_or_holding(here, holding)
    if not found and word.lemma in STATE_TALKS:
        found = distinct([a for w in parsed.of(holding, "nsubj") for a in sides(scene, parsed, w, states=True)])
    return distinct([*found, *in_a_call(here, word, holding)])


def _sent_or_holding(here: Here, verb: Word) -> tuple[Actor, ...]:
    """Who takes part in the talks that a verb leads to: its subject, or the one who is sent to them."""
    sent = here.scene.objects(here.parsed, verb) if verb.lemma in SENDING else ()
    return sent or here.scene.subjects(here.parsed, verb)


def _guest_of(here: Here, host: Actor) -> tuple[Actor, ...]:
    """ "Talks with the president are planned": with him whose visit to the president's country was told last."""
    visit = last_visit(here)
    if visit is None or visit.body.destination != host.country:
        return ()
    return visitors(visit)


def _carrier(here: Here, word: Word) -> Word | None:
    """The verb whose subject takes part in the talks that a noun names."""
    parsed = here.parsed
    head = parsed.head(word)
    if word.dep == "conj":
        return _carrier(here, head) if head.pos in ("NOUN", "PROPN") else None
    if word.dep == "dobj" and head.lemma in here.lists.contacts.lemmas("hold"):
        return head
    if word.dep == "dobj" and word.lemma == "call" and head.lemma in RINGING:
        return head
    if word.dep == "pobj" and head.text.lower() == "of" and here.lists.contacts.of("meeting", parsed.head(head).lemma):
        return _carrier(here, parsed.head(head))
    if word.dep == "pobj" and head.text.lower() == "of" and parsed.head(head).lemma == "course":
        return parsed.verb_over(parsed.head(head))
    beside = head.text.lower() in ("after", "following", "before", "since") and bool(_with(here, word))
    if word.dep == "pobj" and (beside or head.text.lower() in ("for", "to", "in", "at", "during", "on", "over")):
        return parsed.verb_over(head)
    return None


def _known(here: Here, word: Word, some: Sequence[Actor], kind: ContactKind) -> Finding[Contact] | None:
    """The meeting told last, or the call, where one of its parties is named here or "the call" itself is spoken of."""
    definite = any(c.text.lower() in ("the", "this", "that") for c in here.parsed.of(word, "det"))
    pointed = definite and not some and word.dep in ("nsubj", "nsubjpass") and here.parsed.head(word).pos in ("VERB", "AUX")
    for finding in reversed(here.told[-12:]):
        if finding.body.kind is not kind:
            continue
        if any(a.referent == p.actor.referent for a in some for p in finding.body.parties):
            return finding
        if pointed and just_told(here, finding):
            return finding if _dated_or_ended(here, word) else None
    return None


def _dated_or_ended(here: Here, word: Word) -> bool:
    """Whether a sentence on "the talks" has news of them: their day, or their end."""
    mood = mood_of_noun(here.parsed, word, here.lists.moods)
    ended = mood is not None and mood.status in (Status.CANCELLED, Status.POSTPONED)
    return ended or bool(times_of(here.scene, here.anchors, word))
