"""The commands ``legation export``: what a register holds as files for other programs, with a codebook for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from legation.doors import options as o

if TYPE_CHECKING:
    from legation.doors.ask import Filters
    from legation.export.book import Described
    from legation.export.column import Setting
    from legation.export.tabular import Held

Target = Annotated[
    Path | None, typer.Argument(metavar="PATH", help="Where it goes: a folder, which is made if need be; of ics and geojson a file.")
]

export_app = typer.Typer(help="What a register holds as files for other programs.", no_args_is_help=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written in one form: the files, what describes them, and what could not be put into them."""

    files: tuple[Path, ...]
    described: tuple[Described, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of export: its help, where it goes unless told, and what writes it."""

    help: str
    target: str
    write: Callable[[Sequence[Held], Path, Setting], Written]
    check: Callable[[], None] = lambda: None
    """Raises UsageError where the form cannot be written."""
    visits_alone: bool = False


def _csv(held: Sequence[Held], folder: Path, setting: Setting) -> Written:
    """CSV tables."""
    from legation.export.book import of_tables
    from legation.export.comma import export_csv

    return Written(files=told_of(export_csv(held, folder, setting)), described=of_tables("csv"))


def _parquet(held: Sequence[Held], folder: Path, setting: Setting) -> Written:
    """Parquet tables."""
    from legation.export.book import of_tables
    from legation.export.columnar import export_parquet

    return Written(files=told_of(export_parquet(held, folder, setting)), described=of_tables("parquet"))


def _jsonl(held: Sequence[Held], folder: Path, setting: Setting) -> Written:
    """JSON Lines."""
    from legation.export.book import of_lines
    from legation.export.lines import export_jsonl

    return Written(files=told_of(export_jsonl(held, folder, setting)), described=of_lines())


def _ics(held: Sequence[Held], path: Path, setting: Setting) -> Written:
    """A calendar."""
    from legation.doors.page import counted
    from legation.export.book import of_events
    from legation.export.ical import export_ics

    undated = export_ics(held, path, setting)
    left_out = f"{counted(undated, 'visit')} without a known first day" if undated else ""
    return Written(files=told_of([path]), described=of_events(path.name), left_out=left_out)


def _geojson(held: Sequence[Held], path: Path, setting: Setting) -> Written:
    """A map."""
    from legation.doors.page import counted
    from legation.export.book import of_features
    from legation.export.geo import export_geojson

    unplaced = export_geojson(held, path, setting)
    left_out = f"{counted(unplaced, 'stop')} without known coordinates" if unplaced else ""
    return Written(files=told_of([path]), described=of_features(path.name), left_out=left_out)


def _check_parquet() -> None:
    """Raises UsageError where what writes Parquet is not installed."""
    from legation.export.columnar import check_parquet

    check_parquet()


FORMS = {
    "csv": Form(help="Write a CSV table of each kind, with a codebook.", target="export", write=_csv),
    "jsonl": Form(help="Write the records of each kind as JSON Lines, with a codebook.", target="export-jsonl", write=_jsonl),
    "parquet": Form(
        help="Write a Parquet table of each kind, with a codebook.", target="export-parquet", write=_parquet, check=_check_parquet
    ),
    "ics": Form(help="Write the visits as a calendar, with a codebook.", target="visits.ics", write=_ics, visits_alone=True),
    "geojson": Form(help="Write the visits as a map, with a codebook.", target="visits.geojson", write=_geojson, visits_alone=True),
}
MANY = 10_000
"""Entries that take more than a breath to write."""


def _command(name: str, form: Form) -> Callable[..., int]:
    """The command of a form; all take the same filters."""

    def export(
        path: Target = None,
        *,
        register: o.RegisterFile = None,
        visitor: o.Visitor = None,
        host: o.Host = None,
        to: o.To = None,
        from_: o.From = None,
        since: o.Since = None,
        until: o.Until = None,
        before: o.Before = None,
        status: o.OfStatus = None,
        text: o.Text = None,
        post: o.Post = None,
    ) -> int:
        from legation.doors.ask import Filters

        filters = Filters(
            visitor=visitor, host=host, to=to, from_=from_, since=since, until=until, before=before, status=status, text=text, post=post
        )
        return export_to(name, form, path or Path(form.target), filters, register=register)

    return export


for _name, _form in FORMS.items():
    export_app.command(_name, help=_form.help)(_command(_name, _form))


def export_to(name: str, form: Form, path: Path, filters: Filters, *, register: Path | None) -> int:
    """Writes what fits in a form, with its codebook; filters that a kind does not know leave it out."""
    from legation.doors.ask import CONTACTS, asked_for, found_of, left_out, register_at
    from legation.doors.page import counted, say
    from legation.doors.tables import setting_of
    from legation.export.tabular import in_order
    from legation.register.store import Register

    form.check()
    found: dict[o.Kinds, Sequence[Held]] = {}
    undated = 0
    with Register.open(register_at(register)) as held:
        for kinds in (o.Kinds.VISITS,) if form.visits_alone else _kinds(filters):
            told = found_of(held, kinds, asked_for(CONTACTS.get(kinds), filters))
            found[kinds] = told.shown
            undated += told.undated
        all_found = in_order(one for shown in found.values() for one in shown)
        setting = setting_of(held, all_found)
    if len(all_found) > MANY:
        say(f"writing {len(all_found):,} entries; each file is named when it is written")
    if form.visits_alone and path.is_dir():
        path = path / form.target
    written = form.write(all_found, path, setting)
    _write_codebook(name, written, setting, filters)
    not_in = f"; left out: {written.left_out}" if written.left_out else ""
    say(", ".join(counted(len(shown), kinds.value[:-1]) for kinds, shown in found.items()) + left_out(undated) + not_in)
    return 0


def told_of(paths: Sequence[Path] | Iterator[Path]) -> tuple[Path, ...]:
    """The paths, each printed as soon as its file is written."""
    told = []
    for path in paths:
        print(path, flush=True)
        told.append(path)
    return tuple(told)


def _write_codebook(name: str, written: Written, setting: Setting, filters: Filters) -> None:
    """Writes the codebook beside the files, under their name where they are one file."""
    from legation.export.book import Made
    from legation.export.codebook import codebook
    from legation.export.datapackage import datapackage
    from legation.export.files import write_text

    given = {field.name.rstrip("_"): value for field in fields(filters) if (value := getattr(filters, field.name))}
    made = Made(version=setting.version, digest=setting.digest, filters=given, left_out=written.left_out)
    first = written.files[0]
    before = f"{first.name}." if FORMS[name].visits_alone else ""
    texts = {
        "codebook.md": codebook(name, written.described, made),
        "datapackage.json": datapackage(name, written.described, made, first.parent),
    }
    if name == "jsonl":
        texts["record.schema.json"] = _schema()
    told_of(write_text(first.parent / f"{before}{file}", text) for file, text in texts.items())


def _schema() -> str:
    """The JSON Schema of the lines, as it is packaged."""
    from importlib.resources import files

    return files("legation").joinpath("tables/data/record.schema.json").read_text("utf-8")


def _kinds(filters: Filters) -> tuple[o.Kinds, ...]:
    """What is exported: all kinds but those that do not know a filter that is given."""
    unknown = {o.Kinds.STATEMENTS: (filters.host, filters.to, filters.status, filters.post), o.Kinds.CLAIMS: (filters.status, filters.post)}
    known = (kinds for kinds in o.Kinds if kinds is not o.Kinds.DOUBTS)
    return tuple(kinds for kinds in known if all(value is None for value in unknown.get(kinds, ())))
