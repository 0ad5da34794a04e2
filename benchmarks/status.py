"""The reading of modality, asked what became of 2,055 events of business news, whose annotators said so.

    python benchmarks/status.py [--verbose]

The events are those of the NewsReader MEANTIME corpus in ../shared/gold/status/meantime.jsonl (CC BY 4.0, see SOURCE.md there). They
are no diplomatic contacts: the question is whether ``tell/modality.py`` reads tense, modals, plans, hopes and denials over any word.
Each event's word is looked up in the tree of its report and asked as ``tell/build.py`` asks for a contact: ``mood_of`` for a verb,
``mood_of_noun`` for a noun, then ``settle`` with the days that ``times_of`` gives it. A word that is neither is asked nothing, as no rule
fires on it.

What is told, and the class of the annotators that it answers to:

    told                                                  class
    occurred, under_way; plain or reported                occurred
    planned, postponed; plain or reported                 planned
    cancelled, denied                                     negated
    proposed, invited; any of the above but these two,
        if hedged or doubted                              uncertain
    no contact at all (None)                              none

    annotated                                             class         right where told is
    occurred                                              occurred      occurred
    planned                                               planned       planned
    negated, negated_future                               negated       negated or none
    future_uncertain, uncertain_past                      uncertain     uncertain
    hypothetical                                          hypothetical  uncertain or none
    generic                                               generic       none
    underspecified                                        left out

``None`` is what the package says of what was never made, of an open condition and of the custom of many, so it is right for those classes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from legation.mention.find import find_mentions, parse_report
from legation.model import Certainty, Status
from legation.parse import Parsed, Word
from legation.pipeline import Kit, load_kit
from legation.read import read_text
from legation.segment import segment
from legation.span import Span
from legation.tell.build import settle
from legation.tell.draft import NOUNS, VERBS, Here
from legation.tell.modality import Mood, mood_of, mood_of_noun
from legation.tell.rules import anchors_of
from legation.tell.scene import Scene
from legation.tell.scope import Anchors, finest, times_of

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "status" / "meantime.jsonl"
CLASSES = {
    "occurred": "occurred",
    "planned": "planned",
    "negated": "negated",
    "negated_future": "negated",
    "future_uncertain": "uncertain",
    "uncertain_past": "uncertain",
    "hypothetical": "hypothetical",
    "generic": "generic",
}
RIGHT = {
    "occurred": {"occurred"},
    "planned": {"planned"},
    "negated": {"negated", "none"},
    "uncertain": {"uncertain"},
    "hypothetical": {"uncertain", "none"},
    "generic": {"none"},
}
TOLD = ("occurred", "planned", "negated", "uncertain", "none")
OF_STATUS = {
    Status.OCCURRED: "occurred",
    Status.UNDER_WAY: "occurred",
    Status.PLANNED: "planned",
    Status.POSTPONED: "planned",
    Status.CANCELLED: "negated",
    Status.DENIED: "negated",
    Status.PROPOSED: "uncertain",
    Status.INVITED: "uncertain",
}
UNSURE = (Certainty.HEDGED, Certainty.DOUBTED)
PAIRS = 20
"""Commonest wrong pairs that --verbose prints."""
SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Asked:
    """One event: what the annotators say, what is told, and how its word stands in the sentence."""

    gold: str
    told: str
    form: str
    trigger: str
    lemma: str

    @property
    def right(self) -> bool:
        """Whether what is told answers to what the annotators say."""
        return self.told in RIGHT[self.gold]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help=f"print the {PAIRS} commonest wrong pairs of trigger and event")
    options = parser.parse_args()
    if not GOLD.is_file():
        sys.exit(f"no {GOLD}: the events of MEANTIME are not beside this project, and nothing is scored")
    asked, left_out = ask_all(load_kit())
    _show(asked, left_out)
    if options.verbose:
        _show_pairs([one for one in asked if not one.right])
    return 0


# --- asking ---------------------------------------------------------------------------------------------------


def ask_all(kit: Kit) -> tuple[list[Asked], Counter[str]]:
    """What is told of every event of the set, and how many cannot be asked, by reason."""
    left_out: Counter[str] = Counter()
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [one for line in lines for one in _ask_report(json.loads(line), kit, left_out)], left_out


def _ask_report(row: dict[str, Any], kit: Kit, left_out: Counter[str]) -> Iterator[Asked]:
    """What is told of each event of one report; what cannot be asked is counted."""
    report = read_text(row["text"], id=row["doc_id"], published=date.fromisoformat(row["dct"]) if row["dct"] else None)
    parsed, spotted = parse_report(report, segment(report), kit.parser, kit.tables)
    scene = Scene(report, parsed, find_mentions(report, parsed, spotted, kit.tables), kit.lists.gazetteer)
    anchors = {p.sentence.number: anchors_of(p, kit.lists) for p in parsed}
    for event in row["events"]:
        if event["status"] not in CLASSES:
            left_out["underspecified"] += 1
            continue
        found = _word_at(parsed, Span(event["start"], event["end"]))
        if found is None:
            left_out["in the headline or no sentence"] += 1
            continue
        sentence, word = found
        if word.pos not in VERBS | NOUNS:
            left_out["neither verb nor noun"] += 1
            continue
        here = Here(scene=scene, parsed=sentence, anchors=_with(anchors[sentence.sentence.number], word), lists=kit.lists, told=())
        yield Asked(CLASSES[event["status"]], _told(here, word), _form(sentence, word), _trigger(sentence, word), word.lemma)


def _word_at(parsed: Sequence[Parsed], span: Span) -> tuple[Parsed, Word] | None:
    """The word of an event; of several the one that governs the others."""
    for one in parsed:
        if not (one.sentence.span.start < span.end and span.start < one.sentence.span.end):
            continue
        inside = [w for w in one.words if w.start < w.end and _overlaps(one.sentence.offsets.to_source_span(w.span), span)]
        numbers = {w.i for w in inside}
        if head := next((w for w in inside if w.head not in numbers or w.head == w.i), None):
            return one, head
    return None


def _overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _with(anchors: Anchors, word: Word) -> Anchors:
    """The contact words of a sentence with one more, so that it has times of its own."""
    return Anchors(anchors.parsed, anchors.owners | {word.i}, anchors.carriers)


def _told(here: Here, word: Word) -> str:
    """The class of what the package would give a contact told by this word."""
    moods = here.lists.moods
    mood: Mood | None = (mood_of if word.pos in VERBS else mood_of_noun)(here.parsed, word, moods)
    if mood is None:
        return "none"
    told = OF_STATUS[settle(mood, finest(times_of(here.scene, here.anchors, word)), here)]
    return "uncertain" if mood.certainty in UNSURE and told != "negated" else told


# --- how the word stands --------------------------------------------------------------------------------------


def _form(parsed: Parsed, word: Word) -> str:
    """Form of a verb, or place of a noun, under which errors are counted."""
    if word.pos not in VERBS:
        return _place_of_noun(word)
    auxiliaries = {a.text.lower() for a in parsed.of(word, "aux", "auxpass")}
    if auxiliaries & {"will", "'ll", "shall", "wo"}:
        return "verb: will"
    if auxiliaries & {"would", "'d", "may", "might", "could", "can", "ca", "should", "must"}:
        return "verb: would, could, can, may, must"
    if word.tag == "VB":
        return "verb: infinitive"
    if auxiliaries:
        return "verb: be or have with a participle"
    if word.tag in ("VBN", "VBG"):
        return "verb: participle or gerund alone"
    return "verb: past" if word.tag == "VBD" else "verb: present"


def _place_of_noun(word: Word) -> str:
    if word.dep in SUBJECTS:
        return "noun: subject"
    if word.dep in ("dobj", "attr", "oprd"):
        return "noun: object or predicate"
    return "noun: after a preposition" if word.dep == "pobj" else "noun: other"


def _trigger(parsed: Parsed, word: Word) -> str:
    """The auxiliary or else the word over an event that decides most of its mood."""
    auxiliaries = [a.text.lower() for a in parsed.of(word, "aux", "neg") if a.text.lower() != "to"]
    if auxiliaries:
        return " ".join(auxiliaries)
    head = parsed.head(word)
    if head.i == word.i:
        return f"({word.tag} alone)"
    if word.dep == "pobj":
        return f"{parsed.head(head).lemma} {head.text.lower()}"
    return f"{head.lemma} ({word.dep})"


# --- printing -------------------------------------------------------------------------------------------------


def _show(asked: Sequence[Asked], left_out: Counter[str]) -> None:
    right = sum(one.right for one in asked)
    print(f"events asked {len(asked)}, right {right} ({_share(right, len(asked))}); left out: {dict(left_out)}\n")
    cells = Counter((one.gold, one.told) for one in asked)
    print(f"{'annotated':13}" + "".join(f"{t:>11}" for t in TOLD) + f"{'all':>8}{'right':>8}")
    for gold in RIGHT:
        whole = sum(cells[gold, t] for t in TOLD)
        part = sum(cells[gold, t] for t in RIGHT[gold])
        print(f"{gold:13}" + "".join(f"{cells[gold, t]:11}" for t in TOLD) + f"{whole:8}{_share(part, whole):>8}")
    print("precision    " + "".join(f"{_precision(asked, t):>11}" for t in TOLD) + "\n")
    forms = Counter(one.form for one in asked)
    wrong = Counter(one.form for one in asked if not one.right)
    for form in sorted(forms, key=lambda f: -wrong[f]):
        print(f"{form:36} {forms[form]:5}  wrong {wrong[form]:4}  right {_share(forms[form] - wrong[form], forms[form])}")


def _precision(asked: Sequence[Asked], told: str) -> str:
    """Share of what is told in one class that the annotators bear out."""
    golds = [one.gold for one in asked if one.told == told]
    return _share(sum(told in RIGHT[gold] for gold in golds), len(golds))


def _show_pairs(wrong: Sequence[Asked]) -> None:
    print(f"\nthe {PAIRS} commonest wrong pairs of trigger and classes, with the events' words")
    pairs = Counter((one.trigger, one.gold, one.told) for one in wrong)
    for (trigger, gold, told), count in pairs.most_common(PAIRS):
        lemmas = Counter(one.lemma for one in wrong if (one.trigger, one.gold, one.told) == (trigger, gold, told))
        print(f"{count:4} {trigger:24} {gold:12} told {told:10} {', '.join(lemma for lemma, _ in lemmas.most_common(6))}")
    print("\nwrong by form and classes")
    for (form, gold, told), count in Counter((one.form, one.gold, one.told) for one in wrong).most_common(30):
        print(f"{count:4} {form:36} {gold:12} told {told}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
