"""Answers that are made while they are sent: what is asked of the register is read in a thread of its own, as fast as it is taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from fastapi.responses import StreamingResponse


def streamed(make: Callable[[], Iterator[bytes]], *, media_type: str, name: str, shown: bool = False) -> StreamingResponse:
    """An answer in parts.

    Takes    make = what begins to make them; it opens what it needs itself, for it runs in another thread;
             name = of the file; shown = whether it is taken in by a program, not kept as a file.
    """
    headers = {"Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"'}
    return StreamingResponse(_sent(make), media_type=media_type, headers=headers)


async def _sent(make: Callable[[], Iterator[bytes]]) -> AsyncIterator[bytes]:
    """The parts; all are made in one thread, since SQLite wants it so."""
    loop = asyncio.get_running_loop()
    thread = ThreadPoolExecutor(1)
    parts = make()
    try:
        while part := await loop.run_in_executor(thread, next, parts, b""):
            yield part
    finally:
        # One who goes away in the middle is not waited for.
        thread.submit(_let_go, parts)
        thread.shutdown(wait=False)


def _let_go(parts: Iterator[bytes]) -> None:
    """Ends what makes the parts, where it has not come to its end."""
    close = getattr(parts, "close", None)
    if close is not None:
        close()
