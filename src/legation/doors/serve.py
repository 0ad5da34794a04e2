"""The desk in a browser: where it listens, who may come, and how it ends."""

from __future__ import annotations

import errno
import os
import socket
import webbrowser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from legation.doors.ask import register_at
from legation.doors.page import say
from legation.errors import LegationError, UsageError
from legation.web.desk import Settings
from legation.web.hosts import is_loopback
from legation.web.rights import Keys, keys_in

if TYPE_CHECKING:
    import uvicorn

MOST_WAITING = 2048
"""Connections that wait to be taken."""
MOST_AT_ONCE = 256
GRACE_SECONDS = 5
"""For answers under way when the desk is closed."""


def serve(
    *, register: Path | None, host: str, port: int, keys: Path | None, allowed: Sequence[str], pipeline: str | None, show: bool
) -> int:
    """Opens the desk and answers until it is closed by hand."""
    import uvicorn

    named = keys or (Path(os.environ["LEGATION_KEYS"]) if os.environ.get("LEGATION_KEYS") else None)
    settings = Settings(
        register=register_at(register),
        host=host,
        port=port,
        keys=keys_in(named) if named else Keys(),
        allowed=tuple(allowed),
        pipeline=pipeline,
    )
    with listening(host, port) as listener:
        settings = replace(settings, port=listener.getsockname()[1])
        address = address_of(host, settings.port)
        _tell(settings, address)
        if show:
            webbrowser.open(address)
        try:
            uvicorn.Server(_config(settings)).run(sockets=[listener])
        except KeyboardInterrupt:
            # Its way to end, and no mishap.
            say("the desk is closed")
    return 0


def _config(settings: Settings) -> uvicorn.Config:
    """How requests are taken."""
    import uvicorn

    from legation.web.app import create_app

    return uvicorn.Config(
        create_app(settings, tend=True),
        log_level="error",
        access_log=False,
        http="h11",
        ws="none",
        server_header=False,
        # Only a proxy that is named says truly who asks, and whether he came by https.
        proxy_headers=bool(settings.allowed),
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises   UsageError for a port that is no number of one, or for a host that is not this machine's.
             LegationError where another program has the port.
    """
    if not 0 <= port <= 65535:
        raise UsageError(f"--port {port}: ports are numbers from 1 to 65535; leave it out for 8420")
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as fault:
        raise UsageError(f"--host {host}: no machine goes by this name; write 127.0.0.1, or the number of this machine") from fault
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            # A desk that was closed a moment ago must not keep the next from the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(MOST_WAITING)
    except OSError as fault:
        listener.close()
        raise _told(fault, host, port) from fault
    return listener


def _told(fault: OSError, host: str, port: int) -> LegationError:
    """Why nothing can be listened on, and what to do."""
    if fault.errno == errno.EADDRINUSE:
        return LegationError(
            f"port {port} is in use, perhaps by another desk; close that, or take another port: --port {_free(host, port)}"
        )
    if fault.errno == errno.EACCES:
        return UsageError(f"--port {port}: this user may not listen there; take one above 1023, such as 8420")
    if fault.errno == errno.EADDRNOTAVAIL:
        return UsageError(f"--host {host}: this machine has no such address; write 127.0.0.1, or the number of this machine")
    return LegationError(f"{host}, port {port}: {fault.strerror}; choose another with --host and --port")


def _free(host: str, port: int) -> int:
    """A port above one in use that is free now."""
    for other in range(port + 1, min(port + 20, 65535)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind((host, other))
            except OSError:
                continue
            return other
    return 0


def address_of(host: str, port: int) -> str:
    """The address to be opened in a browser of this machine."""
    anywhere = host in ("0.0.0.0", "::", "")
    name = "127.0.0.1" if anywhere else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def _tell(settings: Settings, address: str) -> None:
    """Says where the desk is, and what has to be known of it."""
    print(f"the desk is open: {address}", flush=True)
    if not settings.register.exists():
        say(f"there is no register at {settings.register} yet; reports can be read all the same, and the first that is kept makes it")
    if settings.keys.held:
        say(f"{len(settings.keys.held)} may come in, each with a key; programs send it as Authorization: Bearer")
    if not is_loopback(settings.host):
        say("what is sent over the network is not encrypted; put a proxy with https before the desk, and name it with --allow-host")
    say("Ctrl-C closes it")
