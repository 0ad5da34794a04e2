"""What the desk does beside answering: it loads what reading needs, and settles what a reading that broke off has left."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fastapi import FastAPI

from legation.errors import LegationError
from legation.register.store import Register
from legation.web.desk import Desk
from legation.web.render import templates
from legation.web.words import country

LOOK_SECONDS = 5.0
"""Between two looks at what is pending."""
USED_FIRST = ("today.html", "lists.html", "fault.html")


@dataclass(slots=True)
class Tender:
    """Settles what is pending in a register, where nobody else is at it."""

    desk: Desk
    pending: int | None = None
    """How many findings were pending at the last look."""
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Looks again and again, until the desk is closed."""
        while not self.stop.is_set():
            self.look()
            self.stop.wait(LOOK_SECONDS)

    def look(self) -> None:
        """Settles what was pending at the last look already: what changes meanwhile is another's work, who settles it himself.

        At the first look everything is, so that a register of an earlier Legation is brought up to date before it is asked.
        """
        path = self.desk.settings.register
        if not path.exists():
            return
        try:
            register = Register.open(path)
            try:
                pending = register.unsettled()
                if self.pending in (None, pending):
                    register.settle_unless_busy()
                self.pending = pending
            finally:
                register.close()
        except LegationError:
            # Each page tells it to the one who asks for it.
            return


def warm(desk: Desk) -> None:
    """Loads what the first pages and the first reading need, so that they are as quick as those that follow."""
    country("USA")
    for name in USED_FIRST:
        if name in templates().list_templates():
            templates().get_template(name)
    try:
        desk.official()
        desk.kit()
    except LegationError:
        # The page that needs it tells what is missing.
        return


@asynccontextmanager
async def tended(app: FastAPI) -> AsyncIterator[None]:
    """The time that the desk is open."""
    desk: Desk = app.state.desk
    tender = Tender(desk)
    threads = (threading.Thread(target=tender.run, daemon=True), threading.Thread(target=warm, args=(desk,), daemon=True))
    for thread in threads:
        thread.start()
    yield
    tender.stop.set()
