"""Builds the packaged table of official travels and visits from the XML of the Office of the Historian.

Usage    PYTHONPATH=src python scripts/build_official.py [FOLDER]       FOLDER = ../shared/official unless given
Writes   src/legation/tables/data/official.tsv.gz, the same bytes every time; prints the counts and the digest that tables/SOURCE.md names.

Facts only: who, post, country, places, days, level, numbers. No remark of the records goes into the table.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from legation.imports.official import TABLE, read_folder, table_text
from legation.tables.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "legation" / "tables" / "data"


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else ROOT.parent / "shared" / "official"
    records = read_folder(folder, Gazetteer.open())
    packed = gzip.compress(table_text(records).encode("utf-8"), compresslevel=9, mtime=0)
    (DATA / TABLE).write_bytes(packed)
    series = Counter(record.series for record in records)
    days = sorted(record.starts for record in records if record.starts)
    latest = max(record.modified for record in records)
    print(f"{len(records):,} records, {dict(series)}, {days[0]} to {days[-1]}, last changed {latest}")
    print(f"{TABLE}: {len(packed):,} bytes, {sha256(packed).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
