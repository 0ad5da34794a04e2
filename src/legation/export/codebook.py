"""The codebook that goes with the CSV tables: what each column holds, and how cells are written."""

from __future__ import annotations

from collections.abc import Iterable

from legation.export.columns import Column

HEAD = """# Codebook

These tables were exported from a register of diplomatic contact that Legation compiled from press reports. Every row rests on words
of a report (`quotes`); the status is as of the reports, and a contact that was denied, cancelled or only proposed has its row too.

## How cells are written

- Encoding UTF-8 with a byte-order mark, without which Excel misreads accents; read it as `utf-8-sig`. Comma between cells, double
  quotes around cells that need them, lines end in CR LF (RFC 4180).
- Missing value: the empty cell. It means that no report says it, never that it is not so.
- Types: `text`; `list` (several values); `integer`; `number` (decimal point); `date` (one day, `2022-10-27`); `edtf`.
- `edtf` is a date as far as it is known, in EDTF (ISO 8601-2): `2022-10-27`, `2019-08`, `2001`, `2017-03-17?` uncertain, `2009-10~`
  approximate, seasons `2022-21` (spring) to `2022-24` (winter), quarters 33-36, halves 40-41, `XXXX-10` where the year is not known,
  `[2022-09-27..2022-10-27]` one day within a span, `2022-10-27/2022-10-28` what lasts. Import these columns as text: a spreadsheet
  that guesses makes October 2022 of `2022-10` and loses what is not known.
- Lists: values stand side by side with ` | ` (space, bar, space) between them, an unknown one being empty. A bar or backslash within a
  value is written with a backslash before it.
- Formulas: a `text`, `list`, `date` or `edtf` cell that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab, a line end or an
  apostrophe has one apostrophe (`'`) put before it, so that no spreadsheet runs words of a report. To get the value back, drop one
  leading apostrophe where there is one. Numbers are never guarded: a longitude may begin with `-`.
"""

FOOT = """
## Licences and credits

Place names, ids and coordinates: GeoNames (https://www.geonames.org), Creative Commons Attribution 4.0
(https://creativecommons.org/licenses/by/4.0/); pass this credit on with the tables. Wikidata ids: Wikidata (https://www.wikidata.org),
CC0 1.0. Country codes: ISO 3166-1 alpha-3, with XKX for Kosovo, EUU for the European Union and UNO for the United Nations.
The columns `quotes`, `topics` and `purpose` hold words of the reports, which remain their publishers'.
"""


def codebook(tables: Iterable[tuple[str, str, tuple[Column, ...]]]) -> str:
    """The codebook of tables, each given by its file, what a row of it is, and its columns."""
    return HEAD + "".join(_table(*table) for table in tables) + FOOT


def _table(file: str, row: str, columns: tuple[Column, ...]) -> str:
    """The section of one table."""
    lines = [f"\n## {file}\n", f"A row is {row}.\n", "| column | type | meaning | values |", "|---|---|---|---|"]
    lines += [f"| {c.name} | {c.type} | {c.meaning} | {', '.join(f'`{value}`' for value in c.values)} |" for c in columns]
    return "\n".join(lines) + "\n"
