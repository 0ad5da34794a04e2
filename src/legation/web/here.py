"""What a page knows of the one who asks for it: the desk, the register, his right, and the sign that forms carry."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from legation.register.store import Register
from legation.web.caller import Caller, caller_of
from legation.web.desk import Desk
from legation.web.rights import Right

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Ways of asking that change nothing."""


@dataclass(slots=True, kw_only=True)
class Here:
    """One request at the desk."""

    request: Request
    desk: Desk
    caller: Caller
    today: date
    """The day on which the page is asked for: the clock is read here alone."""
    _stack: ExitStack = field(default_factory=ExitStack)
    _register: Register | None = None

    @property
    def register(self) -> Register:
        """The register, opened when it is first asked for and let go with the request; only one who sends a form can change it.

        Raises   RegisterError where there is none, or it cannot be read.
        """
        if self._register is None:
            opened = self.desk.open() if self.request.method in SAFE else self.desk.open_to_write()
            self._register = self._stack.enter_context(opened)
        return self._register

    @property
    def has_register(self) -> bool:
        """Whether there is a register at all."""
        return self.desk.settings.register.exists()

    @property
    def may_judge(self) -> bool:
        """Whether the one who asks may change what the register holds."""
        return self.caller.right is Right.JUDGE

    def close(self) -> None:
        """Lets the register go, in the thread that opened it."""
        self._stack.close()
        self._register = None


def here(request: Request) -> Here:
    """The request, as pages take it."""
    return Here(request=request, desk=request.app.state.desk, caller=caller_of(request), today=date.today())


At = Annotated[Here, Depends(here)]
"""What every page takes first."""
