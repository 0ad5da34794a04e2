"""The commands ``legation import``: official records, data sets of one's own, and what others have read, kept in a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from legation.doors import options as o

import_app = typer.Typer(help="Official records and data sets of one's own, kept in a register.", no_args_is_help=True)


@import_app.command("historian")
def import_historian(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Folder with the Historian's XML; else the table that comes with the package.")
    ] = None,
    *,
    register: o.RegisterFile = None,
    verbose: o.VerboseImport = False,
) -> int:
    """Keep the travels and visits that the US Office of the Historian lists; the register is made if need be."""
    from legation.doors.imports import import_historian as keep_historian

    return keep_historian(folder, register=register, verbose=verbose)


@import_app.command("csv")
def import_csv(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table with a header, one visit a row.")],
    *,
    columns: o.Columns = None,
    register: o.RegisterFile = None,
    verbose: o.VerboseImport = False,
) -> int:
    """Keep a data set of one's own; the register is made if need be."""
    from legation.doors.imports import import_csv as keep_csv

    return keep_csv(file, columns=columns, register=register, verbose=verbose)


@import_app.command("findings")
def import_findings(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Folders that legation read --parquet has filled.")],
    *,
    register: o.RegisterFile = None,
) -> int:
    """Keep what others have read into Parquet files; the register is made if need be."""
    from legation.corpus.merge import import_findings as keep_findings

    return keep_findings(folders, register=register)
