"""The table of rules in the order in which they are asked, and the walk that asks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from legation.model import Claim, Contact, Finding, Mention, Report, Statement
from legation.parse import Parsed, Word
from legation.tell import calls, gatherings, hosts, invitations, itinerary, meetings, presence, recalls, tours, visits
from legation.tell.draft import NOUNS, VERBS, Here, Lists, Rule, finding
from legation.tell.ranked import tell_claims
from legation.tell.said import tell_statements
from legation.tell.scene import Scene
from legation.tell.scope import Anchors

MAIN_VERBS = frozenset({"VERB"})
COMMON = frozenset({"NOUN"})
"""Parts of speech, beside the wider VERBS and NOUNS; where the tagger errs on a rule's words, it is asked about both."""
RULES: tuple[Rule, ...] = (
    Rule(name="visit.going", version=1, fires_on=VERBS, tell=visits.going),
    Rule(name="visit.staying", version=1, fires_on=VERBS | NOUNS, tell=visits.staying),
    Rule(name="visit.awaited", version=1, fires_on=MAIN_VERBS, tell=visits.awaited_in),
    Rule(name="visit.noun", version=1, fires_on=NOUNS, tell=visits.noun),
    Rule(name="visit.leaving", version=1, fires_on=MAIN_VERBS, tell=itinerary.leaving),
    Rule(name="visit.taking", version=1, fires_on=MAIN_VERBS, tell=itinerary.taking),
    Rule(name="visit.sent", version=1, fires_on=MAIN_VERBS, tell=tours.sending),
    Rule(name="visit.skipped", version=1, fires_on=MAIN_VERBS, tell=tours.skipping),
    Rule(name="visit.continuing", version=1, fires_on=MAIN_VERBS, tell=tours.continuing),
    Rule(name="visit.hosting", version=1, fires_on=MAIN_VERBS, tell=hosts.hosting),
    Rule(name="visit.guest", version=1, fires_on=COMMON, tell=hosts.guest),
    Rule(name="visit.guiding", version=1, fires_on=MAIN_VERBS, tell=hosts.guiding),
    Rule(name="visit.destination", version=1, fires_on=MAIN_VERBS, tell=recalls.destination),
    Rule(name="visit.following", version=1, fires_on=VERBS, tell=recalls.following),
    Rule(name="visit.likewise", version=1, fires_on=VERBS, tell=recalls.likewise),
    Rule(name="visit.another", version=1, fires_on=NOUNS, tell=recalls.another),
    Rule(name="visit.dropped", version=1, fires_on=MAIN_VERBS, tell=recalls.dropped),
    Rule(name="visit.dating", version=1, fires_on=MAIN_VERBS, tell=recalls.dating),
    Rule(name="visit.acting", version=1, fires_on=MAIN_VERBS, tell=itinerary.acting),
    Rule(name="visit.returning", version=1, fires_on=MAIN_VERBS, tell=itinerary.returning),
    Rule(name="visit.present", version=1, fires_on=MAIN_VERBS, tell=presence.present),
    Rule(name="visit.spoken", version=1, fires_on=COMMON, tell=presence.spoken),
    Rule(name="visit.beside", version=1, fires_on=NOUNS, tell=presence.beside),
    Rule(name="visit.witnessed", version=1, fires_on=COMMON, tell=presence.witnessed),
    Rule(name="visit.moving_on", version=1, fires_on=MAIN_VERBS, tell=itinerary.moving_on),
    Rule(name="visit.spent", version=1, fires_on=COMMON, tell=itinerary.spent),
    Rule(name="visit.programme", version=1, fires_on=COMMON, tell=itinerary.programme),
    Rule(name="visit.gathered", version=1, fires_on=VERBS | NOUNS, tell=itinerary.gathered),
    Rule(name="visit.invitation", version=1, fires_on=COMMON, tell=hosts.invitation),
    Rule(name="visit.bidden", version=1, fires_on=COMMON, tell=hosts.bidden),
    Rule(name="visit.invited", version=1, fires_on=MAIN_VERBS, tell=hosts.inviting_over),
    Rule(name="invitation.verb", version=2, fires_on=MAIN_VERBS, tell=invitations.inviting),
    Rule(name="invitation.noun", version=2, fires_on=COMMON, tell=invitations.offered),
    Rule(name="invitation.answer", version=1, fires_on=MAIN_VERBS, tell=invitations.answered),
    Rule(name="meeting.verb", version=3, fires_on=MAIN_VERBS, tell=meetings.verb),
    Rule(name="call.verb", version=1, fires_on=MAIN_VERBS, tell=calls.telephoning),
    Rule(name="call.line", version=1, fires_on=COMMON, tell=calls.on_the_line),
    Rule(name="meeting.summit", version=1, fires_on=NOUNS, tell=gatherings.summit),
    Rule(name="meeting.noun", version=3, fires_on=NOUNS | {"ADJ"}, tell=meetings.noun),
)
TELLING = frozenset({".py", ".toml", ".tsv", ".gz", ".txt"})
"""Endings of the files of the package that have a say in what a report tells."""
VERB_KINDS = ("travel", "stay", "host", "meet", "call")
NOUN_KINDS = ("visit", "meeting", "calling")
"""Kinds of entry in the list ``contacts`` whose words own places and times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that a report tells, before what it tells twice is gathered; each kind in order of the text."""

    contacts: tuple[Finding[Contact], ...]
    statements: tuple[Finding[Statement], ...]
    claims: tuple[Finding[Claim], ...]


def tell(report: Report, parsed: Sequence[Parsed], mentions: Sequence[Mention], lists: Lists) -> Findings:
    """Contacts, statements and claims of a report."""
    scene = Scene(report, tuple(parsed), tuple(mentions), lists.gazetteer)
    contacts = tell_contacts(scene, lists)
    return Findings(contacts=contacts, statements=tell_statements(scene, lists), claims=tell_claims(scene, lists, contacts))


def tell_contacts(scene: Scene, lists: Lists, rules: Sequence[Rule] = RULES) -> tuple[Finding[Contact], ...]:
    """All contacts that the rules find in a report; each rule sees what was told before it."""
    by_part = {part: [r for r in rules if part in r.fires_on] for part in {p for r in rules for p in r.fires_on}}
    told: tuple[Finding[Contact], ...] = ()
    for one in scene.parsed:
        here = Here(scene=scene, parsed=one, anchors=anchors_of(one, lists), lists=lists, told=told)
        for word in one.words:
            if asked := by_part.get(word.pos):
                here = here if here.told is told else replace(here, told=told)
                told += tuple(finding(scene.report, rule.title, *found) for rule in asked for found in rule.tell(here, word))
    return told


def anchors_of(parsed: Parsed, lists: Lists) -> Anchors:
    """The words of a sentence that may tell a contact, and the verbs that carry them."""
    owners: set[int] = set()
    carriers: dict[int, int] = {}
    light = lists.contacts.lemmas("light") | lists.contacts.lemmas("hold")
    for word in parsed.words:
        if word.pos in ("VERB", "AUX") and word.dep not in ("aux", "auxpass") and _is_listed(parsed, word, lists):
            owners.add(word.i)
        elif word.pos in ("NOUN", "PROPN") and any(lists.contacts.of(k, word.lemma) for k in NOUN_KINDS):
            owners.add(word.i)
            if (verb := _carrier(parsed, word, light)) is not None:
                carriers[verb.i] = word.i
    owners -= set(carriers)
    return Anchors(parsed, frozenset(owners), carriers)


def _is_listed(parsed: Parsed, word: Word, lists: Lists) -> bool:
    hung = {c.text.lower() for c in parsed.children[word.i]}
    return any(e.particle is None or e.particle in hung for k in VERB_KINDS for e in lists.contacts.of(k, word.lemma))


def _carrier(parsed: Parsed, noun: Word, light: frozenset[str]) -> Word | None:
    head = parsed.head(noun)
    if noun.dep in ("dobj", "attr", "nsubj", "nsubjpass") and (head.lemma in light or noun.dep != "dobj") and head.pos in ("VERB", "AUX"):
        return None if noun.dep in ("nsubj", "nsubjpass") and head.lemma in ("take", "bring", "carry", "lead") else head
    if noun.dep == "pobj" and head.text.lower() == "on" and parsed.head(head).lemma in light:
        return parsed.head(head)
    return None


def digest_of_rules(*parts: str, rules: Sequence[Rule] = RULES) -> str:
    """Sixteen digits that change when a rule, its code, a list, a table or the pipeline does."""
    digest = sha256("\n".join([*(r.title for r in rules), *parts]).encode())
    package = Path(__file__).parent.parent
    apart = {"register", "export", "ask", "doors", "imports", "sample"}
    for file in sorted(f for f in package.rglob("*") if f.suffix in TELLING and not apart & set(f.parts)):
        digest.update(f"{file.relative_to(package).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
