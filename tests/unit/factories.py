"""Reports and findings for tests, from our own invented words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from legation.model import (
    Actor,
    Basis,
    Certainty,
    Claim,
    Contact,
    ContactKind,
    Finding,
    Judgement,
    Party,
    Pattern,
    Place,
    Problem,
    Reading,
    Relation,
    Report,
    Speaker,
    Statement,
    Status,
    Stop,
    Topic,
    Whose,
    Words,
    cite,
)
from legation.span import Span
from legation.when import When, parse_edtf

TEXT = "Foreign Minister Ana Prieto will visit Strelsau on Thursday to discuss grain with Minister Jon Rudolf."
SAYING = "“We are glad that she comes,” said Minister Jon Rudolf on Monday. It is her first visit to Strelsau since 1998."
RULES = "rules-1"
AT = "2024-03-15T08:00:00+00:00"


def span_of(words: str, text: str = TEXT) -> Span:
    """Where words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def report(id: str = "r1", *, text: str = TEXT, published: date | None = date(2024, 3, 12), title: str | None = None) -> Report:
    """A report with a day of publication."""
    return Report(id=id, text=text, sha256=sha256(text.encode()).hexdigest(), title=title, published=published, language="en")


def actor(
    name: str | None, surface: str, *, post: str | None = None, country: str | None = None, verified: bool = True, text: str = TEXT
) -> Actor:
    """A person as the report names him."""
    return Actor(
        referent=1,
        surface=surface,
        span=span_of(surface, text),
        name=name,
        post=post,
        post_class=None,
        country=country,
        organisation=None,
        wikidata=None,
        elect=False,
        post_stated=True,
        basis=Basis.TEXT if verified else Basis.OCCUPANCY,
        candidates=(),
        verified=verified,
    )


def prieto(role: str = "visitor", *, verified: bool = True) -> Party:
    """The foreign minister of Freedonia, who travels."""
    who = actor("Ana Prieto", "Foreign Minister Ana Prieto", post="Minister of Foreign Affairs", country="FRD", verified=verified)
    return Party(role=role, actor=who)


def rudolf(role: str = "host") -> Party:
    """The minister who receives her."""
    return Party(role=role, actor=actor("Jon Rudolf", "Minister Jon Rudolf", post="Minister of Trade", country="RUR"))


def strelsau() -> Place:
    """The capital that she goes to."""
    surface = "Strelsau"
    return Place(surface=surface, span=span_of(surface), name="Strelsau", country="RUR", geonames=17, lat=50.25, lon=-14.5, kind="city")


def when(edtf: str | None) -> When | None:
    """A date, or none."""
    return parse_edtf(edtf) if edtf else None


def contact(kind: ContactKind = ContactKind.VISIT, *, starts: str | None = "2024-03-14", ends: str | None = None) -> Contact:
    """A planned contact of Prieto and Rudolf in Strelsau."""
    roles = {ContactKind.VISIT: ("visitor", "host"), ContactKind.INVITATION: ("invitee", "inviter")}.get(kind, ("participant",) * 2)
    return Contact(
        kind=kind,
        status=Status.PLANNED,
        parties=(prieto(roles[0]), rudolf(roles[1])),
        stops=(Stop(place=strelsau(), arrives=when(starts)),),
        destination="RUR",
        starts=when(starts),
        ends=when(ends),
        topics=(Topic(text="grain", span=span_of("grain")),),
        salience="main",
    )


def finding(of: Report | None = None, body: Contact | None = None, *, id: str = "f-1", quote: str = "will visit Strelsau") -> Finding:
    """What one report tells of a contact."""
    source = of or report()
    return Finding(
        id=id,
        report_id=source.id,
        body=body or contact(),
        certainty=Certainty.PLAIN,
        evidence=(cite(source, span_of(quote, source.text)),),
        rule="visit.make/1",
    )


def reading(
    of: Report | None = None, contacts: Sequence[Finding[Contact]] | None = None, *, problems: tuple[Problem, ...] = (), rules: str = RULES
) -> Reading:
    """A report as read; of one visit unless told otherwise."""
    source = of or report()
    told = (finding(source),) if contacts is None else tuple(contacts)
    return Reading(report=source, contacts=told, problems=problems, rules=rules)


def words(text: str, of: str = TEXT) -> Words:
    """A stretch of a report by its words."""
    return Words(text=text, span=span_of(text, of))


def statement(of: Report | None = None, *, id: str = "s-1", speaker: bool = True, **changes: object) -> Finding[Statement]:
    """The minister's word that he is glad, in the text of ``SAYING``."""
    source = of or report("r9", text=SAYING)
    who = Speaker(words=words("Minister Jon Rudolf", SAYING), actor=actor("Jon Rudolf", "Minister Jon Rudolf", country="RUR", text=SAYING))
    said = Statement(
        speaker=who if speaker else None, content=span_of("We are glad that she comes", SAYING), cue=words("said", SAYING), direct=True
    )
    evidence = (cite(source, span_of(SAYING[1:].split(" on Monday")[0], SAYING)),)
    body = replace(said, **changes)  # type: ignore[arg-type]
    return Finding(id=id, report_id=source.id, body=body, certainty=Certainty.PLAIN, evidence=evidence, rule="statement.quoted/1")


def claim(of: Report | None = None, *, id: str = "k-1") -> Finding[Claim]:
    """That it is her first visit to Strelsau, in the text of ``SAYING``."""
    source = of or report("r9", text=SAYING)
    body = Claim(
        relation=Relation.FIRST,
        span=span_of("her first visit to Strelsau since 1998", SAYING),
        subject=words("her", SAYING),
        event=words("visit to Strelsau", SAYING),
        scope=words("since 1998", SAYING),
        pattern=Pattern(contact=ContactKind.VISIT, whose=Whose(words="her", country="FRD"), destination="RUR"),
    )
    evidence = (cite(source, body.span),)
    return Finding(id=id, report_id=source.id, body=body, certainty=Certainty.PLAIN, evidence=evidence, rule="claim.first/1", said_by="s-1")


def judgement(answer: str, left: str = "f-1", *, id: str = "j1", at: str = AT, withdraws: str | None = None) -> Judgement:
    """A person's decision on a finding."""
    return Judgement(id=id, left=left, right=None, answer=answer, by="Editor", at=at, reason="read it", withdraws=withdraws)


def with_parties(of: Contact, *parties: Party) -> Contact:
    """The same contact between others."""
    return replace(of, parties=parties)
