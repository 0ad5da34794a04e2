"""Rows of the lists as pages show them: contacts with their words, statements and claims with who said what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from legation.ask.said import Told
from legation.claim_form import form_of
from legation.model import Actor, Claim, Statement
from legation.record import JsonObject, words_of_content
from legation.register.listed import Listed
from legation.web.said_shown import ANONYMOUS, HOW, RELATIONS
from legation.web.subjects import drawn_row, person_href, row_record, whom
from legation.web.words import country, path_part


def contact_row(row: Listed) -> JsonObject:
    """A contact as a row of a list: with the words it rests on first."""
    words = row.words
    told = {"report": words.report, "start": words.start, "end": words.end, "quote": words.quote}
    record = row_record(row)
    sides = {side: _each_once(cast("list[JsonObject]", record[side])) for side in ("who", "others")}
    return {**record, **sides, "state": row.state.value, "words": told}


def _each_once(people: list[JsonObject]) -> list[JsonObject]:
    """People who go by one name and country, once."""
    return list({(one["name"], one["country"]): one for one in reversed(people)}.values())[::-1]


def contact_rows(rows: Iterable[Listed]) -> list[JsonObject]:
    """Several contacts as rows."""
    return [contact_row(row) for row in rows]


def timeline_rows(rows: Iterable[Listed]) -> list[JsonObject]:
    """Contacts as rows of a timeline, the earliest first; what has no day is not among them."""
    drawn = [drawn_row(row, _label(row)) for row in rows]
    return sorted((row for row in drawn if row["first"] or row["last"]), key=lambda row: str(row["first"] or row["last"]))


def _label(row: Listed) -> str:
    """A contact in a few words."""
    where = country(row.destination) or ", ".join(place.name for place in row.places)
    if row.kind == "visit":
        return f"{whom(row.who)} to {where or 'a place that is not told'}"
    others = f" with {whom(row.others)}" if row.others else ""
    return f"{whom(row.who)}{others}{f', {where}' if where else ''}"


def said_row(told: Told[Statement] | Told[Claim]) -> JsonObject:
    """A statement or claim as a row of a list."""
    finding, origin = told.finding, told.origin
    kinds = "claims" if isinstance(finding.body, Claim) else "statements"
    own = _claim(cast("Told[Claim]", told)) if isinstance(finding.body, Claim) else _statement(cast("Told[Statement]", told))
    return {
        "id": finding.id,
        "href": f"/{kinds}/{path_part(finding.id)}",
        "report": finding.report_id,
        "report_href": f"/reports/{path_part(finding.report_id)}#{path_part(finding.id)}",
        "published": origin.published.isoformat() if origin.published else None,
        "state": origin.state.value,
        "certainty": finding.certainty.value,
        **own,
    }


def _statement(told: Told[Statement]) -> JsonObject:
    body = told.finding.body
    actor = body.speaker.actor if body.speaker else None
    return {
        "who": _somebody(actor) if actor and actor.name else None,
        "called": body.speaker.words.text if body.speaker else None,
        "cue": body.cue.text if body.cue else None,
        "direct": body.direct,
        "how": HOW[body.direct, body.fragment and not body.direct],
        "anonymous": ANONYMOUS[body.anonymity.value] if body.anonymity else None,
        "reason": body.reason,
        "quote": words_of_content(body, told.finding.evidence),
    }


def _claim(told: Told[Claim]) -> JsonObject:
    body = told.finding.body
    return {
        "relation": body.relation.value,
        "claims": RELATIONS[body.relation.value],
        "nth": body.nth,
        "denied": body.denied,
        "subject": body.subject.text,
        "event": body.event.text,
        "form": form_of(body),
        "quote": told.finding.evidence[0].quote,
    }


def _somebody(actor: Actor) -> JsonObject:
    name = actor.name or actor.surface
    return {
        "name": name,
        "post": actor.post,
        "country": actor.country,
        "wikidata": actor.wikidata,
        "href": person_href(name, actor.wikidata),
    }
