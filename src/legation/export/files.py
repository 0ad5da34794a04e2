"""Files that are written as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from legation.errors import UsageError


def made_folder(folder: Path) -> Path:
    """A folder for files, made if need be.

    Raises   UsageError where it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    return folder


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside a file to write it; the file that was there is replaced when all is written, and stays if that fails.

    Raises   UsageError where nothing can be written there.
    """
    part = path.with_name(path.name + ".part")
    try:
        yield part
        os.replace(part, path)
    except OSError as fault:
        raise _unwritable(path, fault) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> Path:
    """Writes a text as a whole or not at all, its line ends kept."""
    with whole(path) as part:
        part.write_text(text, encoding="utf-8", newline="")
    return path


def _unwritable(path: Path, fault: OSError) -> UsageError:
    """What is said of a place that cannot be written."""
    return UsageError(f"{path} cannot be written ({fault.strerror}); name a place that can")
