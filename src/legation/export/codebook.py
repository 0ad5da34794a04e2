"""The codebook of an export for a person to read: what each file holds, and how its values are written."""

from __future__ import annotations

from collections.abc import Iterable

from legation.export.book import Described, Made

HEAD = """# Codebook

These files were exported from a register of diplomatic contact that Legation compiled from press reports and official records. Every
entry rests on words of a report; the status is as of the reports, and a contact that was denied, cancelled or only proposed is there too.
"""
VALUES = """
## How values are written

{form}
- `edtf` is a date as far as it is known, in EDTF (ISO 8601-2): `2022-10-27`, `2019-08`, `2001`, `2017-03-17?` uncertain, `2009-10~`
  approximate, seasons `2022-21` (spring) to `2022-24` (winter), quarters 33-36, halves 40-41, `XXXX-10` where the year is not known,
  `[2022-09-27..2022-10-27]` one day within a span, `2022-10-27/2022-10-28` what lasts.
- An unknown value means that no report says it, never that it is not so.
- Source and quote of a value (`..._source`, `..._quote`): of the findings that hold the value as it stands, the one that counts most; its
  evidence that holds the value's own words, else its first. The quote is evidence of the finding that holds the value, and may say more
  than the value. Where a person has set the value, the source is the judgement, which `legation log` shows, and there is no quote.
- Codes of states: Correlates of War and Gleditsch-Ward numbers are those of the day on which the contact begins (ends, where no beginning
  is told), of stops those of the day of arrival where that is told. Where only a month or a year is known, a code stands if it holds on all
  of its days. It is empty where the day is not known and where the country was no state of that list, or several, on the day: an entry with
  VNM in 1966 may be of either Vietnam.
"""
CSV = """- Encoding UTF-8 with a byte-order mark, without which Excel misreads accents; read it as `utf-8-sig`. Comma between cells, double
  quotes around cells that need them, lines end in CR LF (RFC 4180). A quote may be long: Excel cuts cells at 32,767 characters.
- Missing value: the empty cell.
- Types: `text`; `list` (several values); `integers` (a list of them); `integer`; `number` (decimal point); `boolean` (`true`, `false`);
  `date` (one day, `2022-10-27`); `edtf`. Import `edtf` columns as text: a spreadsheet that guesses makes October 2022 of `2022-10` and
  loses what is not known.
- Lists: values stand side by side with ` | ` (space, bar, space) between them, an unknown one being empty. A bar or backslash within a
  value is written with a backslash before it.
- Formulas: a `text`, `list`, `date` or `edtf` cell that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab, a line end or an
  apostrophe has one apostrophe (`'`) put before it, so that no spreadsheet runs words of a report. To get the value back, drop one
  leading apostrophe where there is one. Numbers are never guarded: a longitude may begin with `-`."""
PARQUET = """- Parquet with types, compressed with Zstandard. The meaning of each column stands with it as metadata. EDTF is text.
- Missing value: null; in a list too, where one of several is not known. Text is as the reports have it, with no marks put before it."""
JSONL = """- UTF-8, one JSON object a line, as `legation list --format jsonl` prints it; their JSON Schema is
  [record.schema.json](record.schema.json).
- Missing value: null, of lists the empty one. `start` and `end` count characters (Unicode code points) of the report's text."""
ICS = "- iCalendar, UTF-8; days are days of the place, without a time."
GEOJSON = "- GeoJSON, UTF-8, WGS 84, longitude first. Missing value: null. Itineraries go straight from stop to stop; they are no routes."
FORMS = {"csv": CSV, "parquet": PARQUET, "jsonl": JSONL, "ics": ICS, "geojson": GEOJSON}
FOOT = """
## Licences and credits

Place names, ids and coordinates: GeoNames (https://www.geonames.org), Creative Commons Attribution 4.0
(https://creativecommons.org/licenses/by/4.0/); pass this credit on with the files. Wikidata ids: Wikidata (https://www.wikidata.org),
CC0 1.0. Country codes: ISO 3166-1 alpha-3, with XKX for Kosovo, EUU for the European Union and UNO for the United Nations.
Words of the reports (quotes, topics, purpose) remain their publishers'.

State numbers: Correlates of War Project, State System Membership List, v2016, correlatesofwar.org; and Kristian S. Gleditsch and Michael
D. Ward, A Revised List of Independent States since the Congress of Vienna, International Interactions 25 (1999), 393-413, as updated to
2020, ksgleditsch.com. Cite them where you use these columns.
"""


def codebook(form: str, files: Iterable[Described], made: Made) -> str:
    """The codebook of an export in a form, as Markdown."""
    return HEAD + _made(made) + VALUES.format(form=FORMS[form]) + "".join(map(_section, files)) + FOOT


def _made(made: Made) -> str:
    """What the export was made from."""
    filters = ", ".join(f"`--{name} {value}`" for name, value in made.filters.items()) or "none"
    told = f"\nLegation {made.version}, register `{made.digest}` (digest of all that it holds), filters: {filters}.\n"
    return f"{told}\nNot in these files: {made.left_out}.\n" if made.left_out else told


def _section(one: Described) -> str:
    """The section of one file, or of one sort of record in it."""
    title = f"{one.file}: {one.kind}" if one.kind else one.file
    lines = [f"\n## {title}\n", f"A record is {one.row}.\n", "| name | type | meaning | values | from |", "|---|---|---|---|---|"]
    lines += [f"| {f.name} | {f.type} | {f.meaning} | {', '.join(f'`{value}`' for value in f.values)} | {f.origin} |" for f in one.fields]
    return "\n".join(lines) + "\n"
