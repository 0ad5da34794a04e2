"""The command ``legation sample`` with its options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from legation.doors import options as o


def sample(
    number: Annotated[int | None, typer.Argument(metavar="[N]", min=1, help="How many entries are drawn.")] = None,
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where the sheets go; it is made if need be.")] = Path("sample"),
    *,
    score: Annotated[Path | None, typer.Option("--score", metavar="FOLDER", help="Score the filled sheets of this folder instead.")] = None,
    kind: Annotated[o.Kinds, typer.Option("--kind", help="visits, meetings, calls or invitations.")] = o.Kinds.VISITS,
    seed: Annotated[int, typer.Option("--seed", metavar="NUMBER", help="Another number draws other entries.")] = 1,
    visitor: o.Visitor = None,
    host: o.Host = None,
    to: o.To = None,
    from_: o.From = None,
    since: o.Since = None,
    until: o.Until = None,
    status: o.OfStatus = None,
    text: o.Text = None,
    register: o.RegisterFile = None,
    shape: o.AsShape = o.Shape.TABLE,
) -> int:
    """Draw N entries for two people to code blind, or tell their agreement and the precision that it shows."""
    from legation.doors.ask import Filters
    from legation.doors.sample import draw_sample, score_sample

    filters = Filters(visitor=visitor, host=host, to=to, from_=from_, since=since, until=until, status=status, text=text)
    if score is not None:
        return score_sample(score, number=number, shape=shape)
    return draw_sample(number, folder, kind, filters, seed=seed, register=register)
