"""The digest of what a register holds: of the findings that count, of what of their reports bears on them, and of the judgements."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

TOLD = """
    SELECT reports.id, reports.published, counting.state, findings.json FROM counting
    JOIN reports ON reports.number = counting.report JOIN findings ON findings.reading = counting.reading
"""
JUDGED = 'SELECT id, "left", "right", answer, "by", at, reason, withdraws, field, value FROM judgements'


def digest_of_register(connection: sqlite3.Connection) -> str:
    """SHA-256, the same in whatever order all came."""
    parts = sorted(_digest(row) for query in (TOLD, JUDGED) for row in connection.execute(query))
    return sha256(b"".join(parts)).hexdigest()


def _digest(row: sqlite3.Row) -> bytes:
    """Digest of a row; its columns are told apart by a sign that no text of theirs holds."""
    return sha256("\0".join("\1" if value is None else str(value) for value in row).encode("utf-8", "surrogatepass")).digest()
