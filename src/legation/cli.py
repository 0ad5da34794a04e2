"""The command ``legation``: what can be asked, and how its faults reach a person; the doing is in ``doors``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Annotated

import typer

from legation import __version__
from legation.doors import options as o
from legation.doors.coverage import coverage_app
from legation.doors.export import export_app
from legation.doors.import_commands import import_app
from legation.doors.judge import judge_app
from legation.doors.sample_command import sample
from legation.errors import LegationError
from legation.model import ReportState

DONE, PROBLEMS, USAGE, FAILED, STOPPED, READER_GONE = 0, 1, 2, 3, 130, 141
"""Exit codes; the last two are those of a program that is stopped by hand, or whose output nobody reads on."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=True)
posts_app = typer.Typer(help="Who held which post when.", no_args_is_help=True)
app.add_typer(posts_app, name="posts")
app.add_typer(coverage_app, name="coverage")
app.add_typer(import_app, name="import")
app.add_typer(export_app, name="export")
app.add_typer(judge_app, name="judge")
app.command()(sample)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"legation {__version__}")
        raise typer.Exit


@app.callback()
def legation(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")] = False,
) -> None:
    """Reads press reports and keeps the register of diplomatic contact, every value with its words.

    Exit codes: 0 done, 1 done with problems, 2 wrong use, 3 failed.
    """


@app.command()
def read(
    paths: o.PathsOrList = None,
    *,
    files: o.Files = None,
    fetch: o.Fetch = False,
    columns: o.Columns = None,
    shape: o.AsShapeOrNone = None,
    into: o.Into = None,
    parquet: o.ParquetFolder = None,
    workers: o.Workers = None,
    cluster: o.Cluster = None,
    published: o.Published = None,
    pipeline: o.Pipeline = None,
    screen: o.Screen = None,
    text: o.WithText = False,
    verbose: o.Verbose = False,
    log_json: o.LogJson = None,
) -> int:
    """Read reports and print, or keep, what they tell."""
    from legation.doors.run import asked_of, read_run

    asked = asked_of(
        paths,
        files=files,
        fetch=fetch,
        columns=columns,
        published=published,
        pipeline=pipeline,
        shape=shape,
        into=into,
        text=text,
        verbose=verbose,
        screen=screen,
        parquet=parquet,
        workers=workers,
        cluster=cluster,
        log_json=log_json,
    )
    return read_run(asked)


@app.command("list")
def list_(
    kind: Annotated[o.Kinds, typer.Argument(help="What to list.")],
    *,
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
    place: o.Place = None,
    certainty: o.OfCertainty = None,
    last: o.Last = False,
    first_of_each: o.FirstOfEach = False,
    by_year: o.ByYear = False,
    rejected: o.Rejected = False,
    limit: o.Limit = None,
    register: o.RegisterFile = None,
    shape: o.AsTableShape = o.TableShape.TABLE,
) -> int:
    """List the entries of a register that fit, or the precedents among them."""
    from legation.doors.ask import Filters
    from legation.doors.precedents import Wanted, list_wanted

    filters = Filters(visitor=visitor, host=host, to=to, from_=from_, since=since, until=until, before=before, status=status)
    filters = replace(filters, text=text, post=post, place=place, certainty=certainty, rejected=rejected, limit=limit)
    return list_wanted(Wanted(last, first_of_each, by_year), kind, filters, register=register, shape=shape)


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of an entry or the beginning of it, or the id of a report.")],
    *,
    register: o.RegisterFile = None,
    shape: o.AsShape = o.Shape.TABLE,
) -> int:
    """Show one entry, statement or claim with itinerary, agenda, history and supports, each value with its words; or one report."""
    from legation.doors.show import show as show_entry

    return show_entry(name, register=register, shape=shape)


@app.command()
def check(
    paths: o.PathsOrList = None,
    *,
    files: o.Files = None,
    fetch: o.Fetch = False,
    columns: o.Columns = None,
    shape: o.AsSheetShape = o.SheetShape.SHEET,
    published: o.Published = None,
    as_of: o.AsOf = None,
    register: o.Beside = None,
    pipeline: o.Pipeline = None,
    verbose: o.Verbose = False,
) -> int:
    """Check the claims and facts of reports against the official record, and a register beside it."""
    from legation.doors.check import check_run
    from legation.doors.run import asked_of

    asked = asked_of(paths, files=files, fetch=fetch, columns=columns, published=published, pipeline=pipeline, verbose=verbose)
    return check_run(asked, as_of=as_of, register=register, shape=shape)


@app.command()
def mark(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Id of a report.")],
    state: Annotated[ReportState, typer.Argument(help="What the outlet says of it.")],
    *,
    reason: o.Reason,
    by: o.By = None,
    register: o.RegisterFile = None,
) -> int:
    """Mark a report as corrected or withdrawn by its outlet, or as standing again; the latest mark counts, none is erased."""
    from legation.doors.marks import mark_report

    return mark_report(report, state, reason=reason, by=by, register=register)


@app.command()
def log(*, register: o.RegisterFile = None, shape: o.AsShape = o.Shape.TABLE) -> int:
    """List the judgements: who judged what, when and why, what withdrew it, and whether it still fits."""
    from legation.doors.log import show_log

    return show_log(register=register, shape=shape)


@app.command()
def doctor(
    *,
    register: o.RegisterFile = None,
    mend: Annotated[bool, typer.Option("--mend", help="First make all entries anew of what reports tell and people have judged.")] = False,
) -> int:
    """Check a register: the file, every quote against its report, versions, judgements and entries."""
    from legation.doors.doctor import check_register

    return check_register(register=register, mend=mend)


@app.command()
def serve(
    *,
    register: o.RegisterFile = None,
    host: o.ListenOn = "127.0.0.1",
    port: o.Port = 8420,
    keys: o.KeysFile = None,
    allow_host: o.AllowHost = None,
    open_: o.OpenIt = False,
    pipeline: o.Pipeline = None,
) -> int:
    """Open the register as a desk in the browser: lists, drawings, reports read on the spot, and judging."""
    from legation.doors.serve import serve as open_desk

    return open_desk(register=register, host=host, port=port, keys=keys, allowed=allow_host or (), pipeline=pipeline, show=open_)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    *,
    register: o.RegisterFile = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")] = False,
) -> int:
    """Copy a register whole, even while others write to it, and check the copy."""
    from legation.doors.doctor import back_up

    return back_up(file, register=register, overwrite=overwrite)


@app.command()
def mentions(
    paths: o.PathsToRead,
    *,
    fetch: o.Fetch = False,
    columns: o.Columns = None,
    kind: o.OfKind = None,
    shape: o.AsShape = o.Shape.TABLE,
    published: o.Published = None,
    pipeline: o.Pipeline = None,
) -> int:
    """Print the actors, places and times that reports name."""
    from legation.doors.mentions import mentions_run
    from legation.doors.run import asked_of

    return mentions_run(asked_of(paths, fetch=fetch, columns=columns, published=published, pipeline=pipeline), kind=kind, shape=shape)


@app.command()
def explain(
    paths: o.PathsToRead, *, fetch: o.Fetch = False, columns: o.Columns = None, published: o.Published = None, pipeline: o.Pipeline = None
) -> int:
    """Explain which rule told what, word by word."""
    from legation.doors.explain import explain_run
    from legation.doors.run import asked_of

    return explain_run(asked_of(paths, fetch=fetch, columns=columns, published=published, pipeline=pipeline))


@posts_app.command("list")
def posts_list(
    *,
    country: Annotated[str | None, typer.Option("--country", metavar="COUNTRY", help="Of this country, by name or alpha-3 code.")] = None,
    post: Annotated[str | None, typer.Option("--post", metavar="POST", help="Kind of post: foreign_minister, ambassador ...")] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Full name or surname.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Held, surely or possibly, on this day (YYYY-MM-DD).")] = None,
    shape: o.AsTableShape = o.TableShape.TABLE,
) -> int:
    """List who held which post when, with source and whether a document confirms it."""
    from legation.doors.listing import list_posts

    return list_posts(country=country, post=post, person=person, on=on, shape=shape)


@posts_app.command("import")
def posts_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table with a header: one person in one post a row, or a person's aliases.")
    ],
    *,
    columns: o.Columns = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name every row kept out, and every note.")] = False,
) -> int:
    """Keep occupancies and aliases of your own, which stand above the package's in all that is read afterwards."""
    from legation.doors.posts import import_posts

    return import_posts(file, columns=columns, verbose=verbose)


def run(arguments: Sequence[str]) -> int:
    """Does what the arguments ask and gives the exit code; what goes wrong is told in one or two lines."""
    try:
        with typer.main.get_command(app).make_context("legation", list(arguments)) as context:
            code = context.command.invoke(context)
            sys.stdout.flush()
            return int(code or DONE)
    except typer.Exit as ended:
        return ended.exit_code
    except LegationError as fault:
        return _told(str(fault), fault.exit_code)
    except KeyboardInterrupt:
        return _told("stopped; what was reported done is kept", STOPPED)
    except BrokenPipeError:
        # What is still in the buffer must not be written when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except OSError as fault:
        return _told(f"{fault.filename or 'output'}: {fault.strerror}; check disk and path, then run the same command again", FAILED)
    except _wrong_arguments() as fault:
        return _told_usage(fault)


def main() -> None:
    """The command ``legation`` as the shell calls it."""
    sys.excepthook = _last_word
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Half characters, which file names may hold, become JSON's own escapes.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def _wrong_arguments() -> type[Exception]:
    """The root of the errors of the command line's parser, which typer has under its own or under click's name."""
    return next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def _told(line: str, code: int) -> int:
    """Tells what went wrong in one line."""
    from legation.doors.page import say

    say(f"legation: {line}")
    return code


def _told_usage(fault: Exception) -> int:
    """Tells what is wrong with the arguments, and where the right ones are listed."""
    context, message = getattr(fault, "ctx", None), getattr(fault, "format_message", lambda: str(fault))()
    path = context.command_path if context else "legation"
    if "Usage:" in message:
        # Called without a command: the whole help is the answer.
        print(message, file=sys.stderr)
        return USAGE
    _told(message.replace("Value error, ", "").rstrip("."), USAGE)
    return _told(f"see {path} --help", USAGE)


def _last_word(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Tells of a fault of the program itself without a stack trace; what it raises ends the interpreter with that code."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown place"
    raise SystemExit(_told(f"a fault of the program itself ({kind.__name__} at {at}: {fault}); please report it with what you ran", FAILED))
