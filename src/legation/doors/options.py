"""The options that commands share, each with its words of help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from legation.model import MentionKind


class Shape(StrEnum):
    """How a command prints: for a person, or one JSON object a line."""

    TABLE = "table"
    JSONL = "jsonl"


class TableShape(StrEnum):
    """How a command prints what a spreadsheet can hold too."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class SheetShape(StrEnum):
    """How a check is printed: to be copied into a mail, or one JSON object a report."""

    SHEET = "sheet"
    JSONL = "jsonl"


class Kinds(StrEnum):
    """What can be listed."""

    VISITS = "visits"
    MEETINGS = "meetings"
    CALLS = "calls"
    INVITATIONS = "invitations"
    STATEMENTS = "statements"
    CLAIMS = "claims"
    DOUBTS = "doubts"
    """Pairs of entries that may be one contact."""


PATHS = "Files, folders, addresses (with --fetch), or - for standard input."
PathsToRead = Annotated[list[str], typer.Argument(metavar="PATH", help=PATHS)]
PathsOrList = Annotated[list[str] | None, typer.Argument(metavar="PATH", help=PATHS)]
Files = Annotated[str | None, typer.Option("--files", metavar="LIST", help="A file with one path a line, or - for standard input.")]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch the addresses among the paths, one page each; robots.txt is obeyed.")]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="FIELD=NAME[,FIELD=NAME...]", help="Which column or key of your tables and records holds what."),
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Day of publication (YYYY-MM-DD) of reports whose record gives none.")
]
Pipeline = Annotated[str | None, typer.Option("--pipeline", metavar="NAME", help="An installed spaCy pipeline to parse with.")]
AsShape = Annotated[Shape, typer.Option("--format", help="table for a person, jsonl for a program.")]
AsShapeOrNone = Annotated[Shape | None, typer.Option("--format", help="table (the default) or jsonl; with --into nothing unless asked.")]
AsSheetShape = Annotated[SheetShape, typer.Option("--format", help="sheet for a person, jsonl for a program.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Judge as of this day (YYYY-MM-DD) in place of the day of publication.")
]
Beside = Annotated[
    Path | None,
    typer.Option(
        "--register", metavar="FILE", help="A register beside the packaged record; else $LEGATION_REGISTER or legation.db if there."
    ),
]
AsTableShape = Annotated[TableShape, typer.Option("--format", help="table for a person, jsonl or csv for a program.")]
Into = Annotated[Path | None, typer.Option("--into", metavar="REGISTER", help="Keep what is read in this register; it is made if need be.")]
Workers = Annotated[int | None, typer.Option("--workers", metavar="N", help="Read with N processes on this machine.")]
Cluster = Annotated[
    str | None, typer.Option("--cluster", metavar="ADDRESS", help="Read with the workers of a Dask cluster: tcp://HOST:8786.")
]
ParquetFolder = Annotated[
    Path | None, typer.Option("--parquet", metavar="FOLDER", help="Keep what is read in Parquet files, for import findings to merge.")
]
LogJson = Annotated[
    str | None, typer.Option("--log-json", metavar="FILE", help="Write how far the run is, one JSON object a line; - for standard output.")
]
Screen = Annotated[
    bool | None,
    typer.Option("--screen/--no-screen", help="Drop unread what has no words of contact; without either, pages of web archives alone."),
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="No more than the first N; how many fit is told besides.")]
Place = Annotated[str | None, typer.Option("--place", metavar="WORDS", help="Words of the name of one of its places, or its GeoNames id.")]
OfCertainty = Annotated[str | None, typer.Option("--certainty", metavar="WORD", help="plain, reported, hedged or doubted.")]
Rejected = Annotated[bool, typer.Option("--rejected", help="Show also what a person has judged to be none.")]
WithText = Annotated[bool, typer.Option("--text", help="Put the report's text into its jsonl record.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell each report kept, and every note, on standard error.")]
VerboseImport = Annotated[bool, typer.Option("--verbose", "-v", help="Name each record that had to be joined or told apart.")]
RegisterFile = Annotated[
    Path | None,
    typer.Option("--register", metavar="FILE", help="The register; else $LEGATION_REGISTER, else legation.db in the current folder."),
]
OfKind = Annotated[MentionKind | None, typer.Option("--kind", help="Only mentions of this kind.")]
Visitor = Annotated[str | None, typer.Option("--visitor", metavar="WORDS", help="Words of a visitor's name or post, or a Wikidata id.")]
Host = Annotated[str | None, typer.Option("--host", metavar="WORDS", help="The same of a host or inviter.")]
To = Annotated[str | None, typer.Option("--to", metavar="COUNTRY", help="Country of the contact, by name or alpha-3 code.")]
From = Annotated[str | None, typer.Option("--from", "--country", metavar="COUNTRY", help="Country of a visitor or participant.")]
Post = Annotated[
    str | None, typer.Option("--post", metavar="POST", help="Post of a visitor: its title, or its class as posts list has it.")
]
Before = Annotated[str | None, typer.Option("--before", metavar="DATE", help="Before this day, month or year.")]
Last = Annotated[bool, typer.Option("--last", help="Only the last one that came about; asks the packaged record too, with what it covers.")]
FirstOfEach = Annotated[bool, typer.Option("--first-of-each", help="Only the first of each visitor; likewise.")]
ByYear = Annotated[bool, typer.Option("--by-year", help="Only how many there were in each year; likewise.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day, month or year on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day, month or year.")]
OfStatus = Annotated[str | None, typer.Option("--status", metavar="STATUS", help="planned, occurred, cancelled, denied ...")]
Text = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Words that stand together in a quote, topic or place.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in a few words.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; else your login name.")]
ListenOn = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; beyond this machine only with --keys.")]
Port = Annotated[int, typer.Option("--port", metavar="NUMBER", help="The port; 0 takes a free one.")]
KeysFile = Annotated[
    Path | None, typer.Option("--keys", metavar="FILE", help="Keys of those who may look or judge; else $LEGATION_KEYS, else none.")
]
AllowHost = Annotated[
    list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A name of the desk behind a proxy; may be given again.")
]
OpenIt = Annotated[bool, typer.Option("--open", help="Open it in the browser.")]
