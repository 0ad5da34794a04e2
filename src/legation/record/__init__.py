"""Findings and entries as JSON records: the contract that other programs rely on, described by ``record.schema.json``."""

from __future__ import annotations

from legation.record.contacts import finding_record
from legation.record.entries import doubt_record, entry_record, steps_of
from legation.record.kept import finding_from_json, finding_to_json, load_schema
from legation.record.mentions import mentions_record
from legation.record.parts import JsonObject, party_record, printed
from legation.record.reports import all_told, record_of, report_record
from legation.record.said import claim_line, claim_record, statement_line, statement_record, words_of_content

__all__ = [
    "JsonObject",
    "all_told",
    "claim_line",
    "claim_record",
    "doubt_record",
    "entry_record",
    "finding_from_json",
    "finding_record",
    "finding_to_json",
    "load_schema",
    "mentions_record",
    "party_record",
    "printed",
    "record_of",
    "report_record",
    "statement_line",
    "statement_record",
    "steps_of",
    "words_of_content",
]
