"""The page that tells coders what each column means and what may stand in it."""

from __future__ import annotations

from collections.abc import Iterable

from legation.sample.draw import Sample
from legation.sample.fields import CANNOT_TELL, CONTACTS, Field

CODERS = {"a": "coder_a.csv", "b": "coder_b.csv"}
ADJUDICATED, TO_ADJUDICATE = "adjudicated.csv", "to_adjudicate.csv"
KEY, PAGE = "key.json", "README.md"
REMARKS = "remarks"
TEXT = """# Sample for double coding

{drawn} of {population} {kind}s of the register, drawn at random with seed {seed}. Two people code them, each in
a sheet of his own (`{a}`, `{b}`), without seeing the other's sheet, the register, or `{key}`,
which holds what the program has.

## How to code

1. A row is one entry of the register. It should be {contact}.
   `texts` shows what reports say of it, each with its day of publication. The words between `[[` and `]]`
   are those in question, the rest is context.
2. Tell what the texts say, not what you know otherwise, and not what you think the program has.
   Several people or places stand in one cell with semicolons between them. Where the marked words tell several
   such contacts ("goes to Lima and Quito"), give what holds of any of them: `Peru; Ecuador`. The program's value
   is right if it is among yours.
3. Answer `contact` in every row. In a row so answered an empty cell says that the texts do not tell it,
   and `{cannot}` that it cannot be decided.
4. Leave `row`, `texts`, the names of the columns and the name of the file as they are. The order of rows does
   not matter. `{remarks}` is yours.
5. Save as CSV. Commas, semicolons or tabs, UTF-8 or the code page of your system: all are read.
   Where the program shows the sheet in one column, open it by its import of text files, as UTF-8 with commas.

| column | what is asked | what may stand there |
|---|---|---|
{columns}
| `{remarks}` | Whatever you want to say; it is not scored. | text |

## Afterwards

`legation sample --score FOLDER` tells how far the coders agree, estimates the precision of the register, and
writes `{to_adjudicate}` with the rows in which they differ. Decide these together, replace each `{cannot}`
there by what is right, save it as `{adjudicated}`, and score again.
"""


def page_of(sample: Sample, fields: Iterable[Field]) -> str:
    """The page for one sample."""
    return TEXT.format(
        drawn=len(sample.rows),
        population=sample.population,
        kind=sample.kind.value,
        seed=sample.seed,
        **CODERS,
        key=KEY,
        contact=CONTACTS[sample.kind],
        cannot=CANNOT_TELL,
        remarks=REMARKS,
        columns="\n".join(f"| `{field.name}` | {field.asks} | {field.allowed} |" for field in fields),
        to_adjudicate=TO_ADJUDICATE,
        adjudicated=ADJUDICATED,
    )
