"""The columns of the CSV tables: for each its name, type, meaning and where its value is taken from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from legation.model import Anonymity, Certainty, Contact, EntryState, Relation, ReportState, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row is made of: a record, of an entry the contact as it stands, and in the table of stops one stop."""

    record: dict[str, Any]
    contact: Contact | None = None
    stop: dict[str, Any] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table and its line in the codebook."""

    name: str
    type: str
    """``text``, ``list``, ``integer``, ``number``, ``date`` (one day) or ``edtf``."""
    meaning: str
    take: Callable[[Row], object]
    values: tuple[str, ...] = ()
    """All values that may stand here; empty where there is no fixed list."""


def _of_record(name: str, kind: str, meaning: str, values: tuple[str, ...] = ()) -> Column:
    """A column that repeats a key of the record."""
    return Column(name=name, type=kind, meaning=meaning, values=values, take=lambda row: row.record[name])


def _of_stop(name: str, kind: str, meaning: str) -> Column:
    """A column that repeats a key of a stop."""
    return Column(name=name, type=kind, meaning=meaning, take=lambda row: row.stop[name])


def _bound(name: str, which: str) -> Column:
    """The first or last day that a date of the contact may be."""

    def take(row: Row) -> object:
        when = getattr(row.contact, name, None)
        day = getattr(when, which) if when else None
        return day.isoformat() if day else None

    end = "First" if which == "earliest" else "Last"
    return Column(name=f"{name}_{which}", type="date", meaning=f"{end} day that `{name}` may be; empty where that side is open.", take=take)


def _dates(name: str, meaning: str) -> tuple[Column, ...]:
    """A date as EDTF and the two days that bound it."""
    return (_of_record(name, "edtf", meaning), _bound(name, "earliest"), _bound(name, "latest"))


def _names(parties: list[dict[str, Any]]) -> list[object]:
    """What parties are called: the name, else the words of the report."""
    return [party["name"] or party["surface"] for party in parties]


def _parties(key: str, single: str, whose: str) -> tuple[Column, ...]:
    """Names, posts, countries and Wikidata ids of one list of parties, side by side in the same order."""

    def of_each(name: str) -> Callable[[Row], object]:
        return lambda row: [party[name] for party in row.record[key]]

    return (
        Column(
            name=key, type="list", meaning=f"{whose}: names, or the report's words for one not named.", take=lambda r: _names(r.record[key])
        ),
        Column(name=f"{single}_posts", type="list", meaning=f"Posts of `{key}`, in the same order.", take=of_each("post")),
        Column(
            name=f"{single}_countries", type="list", meaning=f"Countries of `{key}` (alpha-3), in the same order.", take=of_each("country")
        ),
        Column(name=f"{single}_wikidata", type="list", meaning=f"Wikidata ids of `{key}`, in the same order.", take=of_each("wikidata")),
    )


ID = _of_record("id", "text", "Id of the entry in the register; the same in every export of the same findings.")
STATE = _of_record(
    "state",
    "text",
    "Whether the entry counts: its report was corrected or withdrawn by the outlet, or a person has rejected it.",
    tuple(EntryState),
)
COURSE = (
    _of_record("status", "text", "What became of the contact, as of the report.", tuple(Status)),
    _of_record("certainty", "text", "How sure the text is, apart from the status: `may visit` is proposed and hedged.", tuple(Certainty)),
)
TOPICS = Column(
    name="topics",
    type="list",
    meaning="The agenda, in the words of the reports.",
    take=lambda row: [t["text"] for t in row.record["topics"]],
)
SALIENCE = _of_record("salience", "text", "Whether the report is about this contact or recalls it.", ("main", "background"))
SOURCES = (
    _of_record("reports", "list", "Ids of the reports that tell it."),
    Column(
        name="quotes", type="list", meaning="The words that it rests on.", take=lambda row: [e["quote"] for e in row.record["evidence"]]
    ),
    _of_record("rule", "text", "Name and version of the rule that told it."),
)

VISIT_COLUMNS = (
    ID,
    STATE,
    *COURSE,
    *_parties("visitors", "visitor", "Who travels"),
    *_parties("hosts", "host", "Who receives, in an official role"),
    *_parties("inviters", "inviter", "At whose invitation"),
    _of_record("destination", "text", "Country visited (ISO 3166-1 alpha-3; XKX Kosovo)."),
    Column(
        name="places",
        type="list",
        meaning="Stops in order, spelt as in the report.",
        take=lambda row: [s["place"] for s in row.record["stops"]],
    ),
    *_dates("starts", "First day of the visit."),
    *_dates("ends", "Last day of the visit."),
    _of_record(
        "level", "text", "Rank of the visit, where told.", ("state", "official", "official_working", "working", "private", "transit")
    ),
    _of_record("purpose", "text", "Occasion, in the words of the report."),
    TOPICS,
    SALIENCE,
    *SOURCES,
)

STOP_COLUMNS = (
    Column(name="visit", type="text", meaning="The visit's `id` in visits.csv.", take=lambda row: row.record["id"]),
    Column(name="number", type="integer", meaning="Place in the journey, from 1.", take=lambda row: row.number),
    _of_stop("place", "text", "The place as the report spells it."),
    Column(
        name="name",
        type="text",
        meaning="The place as the gazetteer calls it.",
        take=lambda row: row.contact.stops[row.number - 1].place.name if row.contact else None,
    ),
    _of_stop("country", "text", "Country of the place (ISO 3166-1 alpha-3)."),
    _of_stop("geonames", "integer", "GeoNames id of the place."),
    _of_stop("lat", "number", "Latitude in degrees, WGS 84, north positive."),
    _of_stop("lon", "number", "Longitude in degrees, WGS 84, east positive."),
    _of_stop("arrives", "edtf", "Day of arrival."),
    _of_stop("leaves", "edtf", "Day of departure."),
)

MEETING_COLUMNS = (
    ID,
    STATE,
    *COURSE,
    *_parties("participants", "participant", "Who takes part"),
    _of_record("place", "text", "Where, as the report spells it."),
    _of_record("country", "text", "Country where it is held (ISO 3166-1 alpha-3)."),
    *_dates("starts", "First day."),
    *_dates("ends", "Last day."),
    _of_record("format", "text", "How they meet, where told.", ("in_person", "video", "summit")),
    TOPICS,
    SALIENCE,
    *SOURCES,
)

CALL_COLUMNS = (
    ID,
    STATE,
    *COURSE,
    *_parties("participants", "participant", "Who takes part"),
    *_dates("starts", "Day of the call."),
    TOPICS,
    SALIENCE,
    *SOURCES,
)

INVITATION_COLUMNS = (
    ID,
    STATE,
    COURSE[1],
    *_parties("inviters", "inviter", "Who invites"),
    *_parties("invitees", "invitee", "Who is invited"),
    _of_record("to", "text", "What to, in a few words."),
    _of_record("destination", "text", "Country that the invitation leads to (ISO 3166-1 alpha-3)."),
    _of_record("when", "edtf", "Day on which it was made."),
    _of_record("accepted", "text", "Whether it was taken up; empty where no report says.", ("true", "false")),
    *SOURCES,
)

REPORTED = (
    _of_record("state", "text", "Whether the outlet stands by the report.", tuple(ReportState)),
    _of_record("published", "date", "Day on which the report appeared."),
)


def _of_part(name: str, part: str, key: str, meaning: str) -> Column:
    """A column that repeats a key of a part of the record, which may be missing."""
    return Column(name=name, type="text", meaning=meaning, take=lambda row: (row.record[part] or {}).get(key))


def _of_speaker(name: str, key: str, meaning: str) -> Column:
    """A column that repeats a key of the speaker as a party."""
    return Column(name=name, type="text", meaning=meaning, take=lambda row: ((row.record["speaker"] or {}).get("party") or {}).get(key))


STATEMENT_COLUMNS = (
    _of_record("id", "text", "Id of the statement; the same in every export of the same findings."),
    *REPORTED,
    _of_part("speaker", "speaker", "text", "Whose word it is, as the report puts it; empty where it leaves that open."),
    _of_speaker("speaker_name", "name", "The same by name."),
    _of_speaker("speaker_post", "post", "Post of the speaker."),
    _of_speaker("speaker_country", "country", "Country of the speaker (alpha-3)."),
    _of_record("anonymous", "text", "Whether the speaker is unnamed.", ("true", "false")),
    _of_record("anonymity_kind", "text", "Why he has no name.", tuple(Anonymity)),
    _of_record("anonymity", "text", "What the report gives as reason."),
    _of_part("cue", "cue", "text", "The verb or phrase that tells of the saying; empty for a quotation that stands alone."),
    _of_record("direct", "text", "Whether the words stand inside quotation marks.", ("true", "false")),
    _of_record("fragment", "text", "Whether but one to three of them do.", ("true", "false")),
    _of_record("certainty", "text", "How sure the cue is.", tuple(Certainty)),
    _of_record("words", "text", "What was said, in the words of the report."),
    *SOURCES,
)

CLAIM_COLUMNS = (
    _of_record("id", "text", "Id of the claim; the same in every export of the same findings."),
    *REPORTED,
    _of_record("relation", "text", "How the contact is ranked.", tuple(Relation)),
    _of_record("nth", "integer", "Its number, where it is one of several."),
    _of_record("subject", "text", "Who is ranked, in the words of the report."),
    _of_record("event", "text", "What is ranked, in the words of the report."),
    _of_record("scope", "text", "Within which time or class, in the words of the report."),
    _of_record("form", "text", "What has to hold in the record for the claim to be true."),
    _of_record("said_by", "text", "The statement that it stands in: `id` in statements.csv."),
    *SOURCES,
)
