"""The commands ``legation coverage``: what the record holds completely by which source, and declarations of one's own."""

from __future__ import annotations

from typing import Annotated

import typer

from legation.doors import options as o

coverage_app = typer.Typer(help="What the record holds completely, and what it is known to lack.", no_args_is_help=True)

Post = Annotated[str, typer.Option("--post", metavar="POST", help="Whose visits: a title, or foreign_minister ...")]
OfPost = Annotated[str | None, typer.Option("--post", metavar="POST", help="Of this post: a title, or foreign_minister ...")]
OfCountry = Annotated[
    str | None, typer.Option("--country", metavar="COUNTRY", help="Of visits from or to this country, by name or alpha-3 code.")
]
Home = Annotated[str | None, typer.Option("--home", metavar="COUNTRY", help="Of which country; else of any but the one visited.")]
Where = Annotated[str | None, typer.Option("--to", metavar="COUNTRY", help="Where to; else anywhere abroad.")]
First = Annotated[str, typer.Option("--first", metavar="DATE", help="The first day that the source speaks for (YYYY-MM-DD).")]
Last = Annotated[str, typer.Option("--last", metavar="DATE", help="The last day that it speaks for.")]
Source = Annotated[str, typer.Option("--source", metavar="TEXT", help="The list that has every such visit.")]


@coverage_app.command("list")
def list_(*, post: OfPost = None, country: OfCountry = None, register: o.RegisterFile = None, shape: o.AsShape = o.Shape.TABLE) -> int:
    """List for which posts, places and days the record holds every visit, by which source, and which gaps are known."""
    from legation.doors.declared import list_coverage

    return list_coverage(post=post, country=country, register=register, shape=shape)


@coverage_app.command()
def add(
    *,
    post: Post,
    home: Home = None,
    to: Where = None,
    first: First,
    last: Last,
    source: Source,
    by: o.By = None,
    register: o.RegisterFile = None,
) -> int:
    """Declare that a register holds every visit of a post to a place within a span of days, as a source lists them."""
    from legation.doors.declared import Declared, add_coverage

    declared = Declared(post=post, home=home, to=to, first=first, last=last, source=source, by=by)
    return add_coverage(declared, register=register)
