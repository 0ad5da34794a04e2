"""What the rows of tables share, asked of the register: trips, addresses, digest and version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation import __version__
from legation.export.column import Setting
from legation.export.tabular import Held
from legation.export.trips import toured_with, trips_of
from legation.model import ContactKind, Entry
from legation.register.store import Register


def setting_of(held: Register, found: Sequence[Held]) -> Setting:
    """What the rows of tables of what was found share."""
    reports = {name for one in found for name in _reports_of(one)}
    return Setting(
        trips=trips_of(_tours_of(held, [one for one in found if isinstance(one, Entry) and one.kind is ContactKind.VISIT])),
        addresses=held.addresses(reports),
        digest=held.digest(),
        version=__version__,
    )


def _reports_of(one: Held) -> Iterable[str]:
    """Ids of the reports that tell what is held."""
    return {finding.report_id for finding in one.findings} if isinstance(one, Entry) else {one.origin.report}


def _tours_of(held: Register, visits: Sequence[Entry]) -> Sequence[Entry]:
    """The visits with those that their tours lead to, whether these were found or not."""
    known = {visit.id: visit for visit in visits}
    waiting = [name for visit in visits for name in toured_with(visit)]
    while waiting:
        name = waiting.pop()
        if name not in known:
            known[name] = held.entry(name)
            waiting += toured_with(known[name])
    return tuple(known.values())
