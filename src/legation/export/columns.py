"""The columns of the tables: for each its name, type, meaning and where its value is taken from."""

from __future__ import annotations

from legation.export.column import Column, Row, address, codes, dates, grounds, grounds_of_each, of_record, parties, words_of_day
from legation.export.support import NOTHING_CITED, Cited, cited
from legation.model import Anonymity, Certainty, EntryState, Relation, ReportState, Status

ID_DIGITS = 16
"""Of the register's digest in a cell; the codebook has all 64."""
LEVELS = ("state", "official", "official_working", "working", "private", "transit")
REGISTER = "the register"


ID = of_record("id", "text", "Id of the entry in the register; the same in every export of the same findings.")
STATE = of_record(
    "state",
    "text",
    "Whether the entry counts: its report was corrected or withdrawn by the outlet, or a person has rejected it.",
    tuple(EntryState),
)
STATUS = (of_record("status", "text", "What became of the contact, as of the report.", tuple(Status)), *grounds("status"))
CERTAINTY = (
    of_record("certainty", "text", "How sure the text is, apart from the status: `may visit` is proposed and hedged.", tuple(Certainty)),
    *grounds("certainty"),
)
TOPICS = (
    Column(
        name="topics",
        type="list",
        meaning="The agenda, in the words of the reports.",
        origin="`topics`",
        take=lambda row: [t["text"] for t in row.record["topics"]],
    ),
    *grounds_of_each("topics", "topics", "topic"),
)
SALIENCE = of_record("salience", "text", "Whether a report is about this contact, or all only recall it.", ("main", "background"))
MADE_BY = (
    Column(
        name="register",
        type="text",
        meaning=f"First {ID_DIGITS} digits of the digest of all that the register holds; the same for the same findings and judgements.",
        origin=REGISTER,
        take=lambda row: row.setting.digest[:ID_DIGITS],
    ),
    Column(
        name="legation",
        type="text",
        meaning="Version of Legation that wrote the row.",
        origin="Legation",
        take=lambda row: row.setting.version,
    ),
)
TOLD_BY = (
    of_record("reports", "list", "Ids of the reports that tell it, those that count no longer among them."),
    Column(
        name="addresses",
        type="list",
        meaning="Addresses of `reports`, in the same order; the id of one that has none.",
        origin=REGISTER,
        take=lambda row: [row.setting.addresses.get(report, report) for report in row.record["reports"]],
    ),
    Column(
        name="quotes",
        type="list",
        meaning="The words that it rests on, of all reports.",
        origin="`evidence`",
        take=lambda row: [e["quote"] for e in row.record["evidence"]],
    ),
    of_record("rule", "text", "Name and version of the rule that told it."),
    *MADE_BY,
)
COUNTED = (
    Column(
        name="sources",
        type="integer",
        meaning="Number of reports that count: copies of one text once, those corrected or withdrawn not at all.",
        origin="supports",
        take=lambda row: len(row.sources.reports),
    ),
    Column(
        name="first_source",
        type="date",
        meaning="First day on which one of them appeared; empty where none has a known day.",
        origin="supports",
        take=lambda row: row.sources.first,
    ),
    Column(
        name="last_source",
        type="date",
        meaning="Last day on which one of them appeared.",
        origin="supports",
        take=lambda row: row.sources.last,
    ),
)
SOURCES = (*COUNTED, *TOLD_BY)
TRIP = Column(
    name="trip",
    type="text",
    meaning="Id of the journey: the same for the visits of one tour, after the first of which it is called; one alone is its own.",
    origin="`links`",
    take=lambda row: row.setting.trips[row.record["id"]],
)

VISIT_COLUMNS = (
    ID,
    TRIP,
    STATE,
    *STATUS,
    *CERTAINTY,
    *parties("visitors", "visitor", "Who travels"),
    *parties("hosts", "host", "Who receives, in an official role"),
    *parties("inviters", "inviter", "At whose invitation"),
    of_record("destination", "text", "Country visited (ISO 3166-1 alpha-3; XKX Kosovo)."),
    *codes("destination", lambda row: row.record["destination"]),
    *grounds("destination"),
    Column(
        name="places",
        type="list",
        meaning="Stops in order, spelt as in the report; more of each in the table of stops.",
        origin="`stops`",
        take=lambda row: [s["place"] for s in row.record["stops"]],
    ),
    *dates(of_record("starts", "edtf", "First day of the visit.")),
    *grounds("starts"),
    *dates(of_record("ends", "edtf", "Last day of the visit.")),
    *grounds("ends"),
    of_record("level", "text", "Rank of the visit, where told.", LEVELS),
    *grounds("level"),
    of_record("purpose", "text", "Occasion, in the words of the report."),
    *grounds("purpose"),
    *TOPICS,
    SALIENCE,
    *SOURCES,
)


def _of_stop(name: str, kind: str, meaning: str) -> Column:
    """A column that repeats a key of a stop."""
    return Column(name=name, type=kind, meaning=meaning, origin=f"`stops`, `{name}`", take=lambda row: row.stop[name])


def _grounds_of_stop(row: Row) -> Cited:
    """What a stop rests on."""
    return cited(row.entry, "stops", row.at) if row.entry else NOTHING_CITED


OF_VISITORS = ("visitors", "visitor_countries", "visitor_cow", "visitor_gw")
"""Columns of a visit that stand beside each of its stops too."""
STOP_COLUMNS = (
    Column(name="visit", type="text", meaning="`id` in the table of visits.", origin="`id`", take=lambda row: row.record["id"]),
    TRIP,
    Column(name="number", type="integer", meaning="Place in the journey, from 1.", origin="`stops`", take=lambda row: row.number),
    _of_stop("place", "text", "The place as the report spells it."),
    Column(
        name="name",
        type="text",
        meaning="The place as the gazetteer calls it.",
        origin="the gazetteer",
        take=lambda row: row.at.place.name if row.at else None,
    ),
    _of_stop("country", "text", "Country of the place (ISO 3166-1 alpha-3)."),
    *codes("country", lambda row: row.stop["country"]),
    _of_stop("geonames", "integer", "GeoNames id of the place."),
    _of_stop("lat", "number", "Latitude in degrees, WGS 84, north positive."),
    _of_stop("lon", "number", "Longitude in degrees, WGS 84, east positive."),
    *dates(_of_stop("arrives", "edtf", "Day of arrival.")),
    words_of_day("arrives"),
    *dates(_of_stop("leaves", "edtf", "Day of departure.")),
    words_of_day("leaves"),
    Column(
        name="source",
        type="text",
        meaning="Address of a report that tells the stop with its days, its id where it has none.",
        origin="supports of `stops`",
        take=lambda row: address(row, _grounds_of_stop(row)),
    ),
    Column(
        name="quote",
        type="text",
        meaning="Words of that report from which the place was told.",
        origin="supports of `stops`",
        take=lambda row: _grounds_of_stop(row).quote,
    ),
    *(column for column in VISIT_COLUMNS if column.name in OF_VISITORS),
    *COUNTED,
    *MADE_BY,
)

MEETING_COLUMNS = (
    ID,
    STATE,
    *STATUS,
    *CERTAINTY,
    *parties("participants", "participant", "Who takes part"),
    of_record("place", "text", "Where, as the report spells it."),
    *grounds("place", "stops"),
    of_record("country", "text", "Country where it is held (ISO 3166-1 alpha-3)."),
    *codes("country", lambda row: row.record["country"]),
    *dates(of_record("starts", "edtf", "First day.")),
    *grounds("starts"),
    *dates(of_record("ends", "edtf", "Last day.")),
    *grounds("ends"),
    of_record("format", "text", "How they meet, where told.", ("in_person", "video", "summit")),
    *grounds("format"),
    *TOPICS,
    SALIENCE,
    *SOURCES,
)

CALL_COLUMNS = (
    ID,
    STATE,
    *STATUS,
    *CERTAINTY,
    *parties("participants", "participant", "Who takes part"),
    *dates(of_record("starts", "edtf", "Day of the call.")),
    *grounds("starts"),
    *TOPICS,
    SALIENCE,
    *SOURCES,
)

INVITATION_COLUMNS = (
    ID,
    STATE,
    *CERTAINTY,
    *parties("inviters", "inviter", "Who invites"),
    *parties("invitees", "invitee", "Who is invited"),
    of_record("to", "text", "What to, in a few words."),
    *grounds("to", "purpose"),
    of_record("destination", "text", "Country that the invitation leads to (ISO 3166-1 alpha-3)."),
    *codes("destination", lambda row: row.record["destination"]),
    *grounds("destination"),
    of_record("when", "edtf", "Day on which it was made."),
    *grounds("when", "starts"),
    of_record("accepted", "boolean", "Whether it was taken up; empty where no report says."),
    *grounds("accepted"),
    *SOURCES,
)

REPORTED = (
    of_record("state", "text", "Whether the outlet stands by the report.", tuple(ReportState)),
    of_record("published", "date", "Day on which the report appeared."),
)


def _of_part(name: str, part: str, key: str, meaning: str) -> Column:
    """A column that repeats a key of a part of the record, which may be missing."""
    return Column(name=name, type="text", meaning=meaning, origin=f"`{part}`, `{key}`", take=lambda row: (row.record[part] or {}).get(key))


def _of_speaker(name: str, key: str, meaning: str) -> Column:
    """A column that repeats a key of the speaker as a party."""

    def take(row: Row) -> object:
        return ((row.record["speaker"] or {}).get("party") or {}).get(key)

    return Column(name=name, type="text", meaning=meaning, origin=f"`speaker`, `party`, `{key}`", take=take)


STATEMENT_COLUMNS = (
    of_record("id", "text", "Id of the statement; the same in every export of the same findings."),
    *REPORTED,
    _of_part("speaker", "speaker", "text", "Whose word it is, as the report puts it; empty where it leaves that open."),
    _of_speaker("speaker_name", "name", "The same by name."),
    _of_speaker("speaker_post", "post", "Post of the speaker."),
    _of_speaker("speaker_country", "country", "Country of the speaker (alpha-3)."),
    of_record("anonymous", "boolean", "Whether the speaker is unnamed."),
    of_record("anonymity_kind", "text", "Why he has no name.", tuple(Anonymity)),
    of_record("anonymity", "text", "What the report gives as reason."),
    _of_part("cue", "cue", "text", "The verb or phrase that tells of the saying; empty for a quotation that stands alone."),
    of_record("direct", "boolean", "Whether the words stand inside quotation marks."),
    of_record("fragment", "boolean", "Whether but one to three of them do."),
    of_record("certainty", "text", "How sure the cue is.", tuple(Certainty)),
    of_record("words", "text", "What was said, in the words of the report."),
    *TOLD_BY,
)

CLAIM_COLUMNS = (
    of_record("id", "text", "Id of the claim; the same in every export of the same findings."),
    *REPORTED,
    of_record("relation", "text", "How the contact is ranked.", tuple(Relation)),
    of_record("nth", "integer", "Its number, where it is one of several."),
    of_record("subject", "text", "Who is ranked, in the words of the report."),
    of_record("event", "text", "What is ranked, in the words of the report."),
    of_record("scope", "text", "Within which time or class, in the words of the report."),
    of_record("form", "text", "What has to hold in the record for the claim to be true."),
    of_record("said_by", "text", "The statement that it stands in: `id` in the table of statements."),
    *TOLD_BY,
)
