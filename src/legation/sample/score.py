"""Answers of two coders -> how far they agree, what precision they show, and the rows in which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from legation.errors import ReportError
from legation.model import Problem
from legation.sample.agreement import cohen_kappa, krippendorff_alpha, wilson
from legation.sample.answers import Answer, Answers, read_answers
from legation.sample.draw import Row, Sample
from legation.sample.fields import CANNOT_TELL, CONTACT, UNSURE, YES, Field, Means, Told
from legation.sample.folder import fields_of, read_key, sheet_text
from legation.sample.page import ADJUDICATED, CODERS, TO_ADJUDICATE
from legation.tables.sheet import write_whole

DIFFERS = "differs"
Gold = Mapping[str, Mapping[str, Told | None]]
"""What is held to be right, by row and field; None where it is not decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agree in one field."""

    coded: int
    """Rows in which both told something of it, if only that the texts do not."""
    agreed: int
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """Of the values that the program holds in the sample and that were decided: how many are right."""

    checked: int
    right: int
    interval: tuple[float, float] | None
    """Wilson's, 95 per cent."""
    not_held: int
    """Values that the texts tell and the program has not; they bear on no precision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScore:
    """What the answers say of one field."""

    field: str
    agreement: Agreement
    agreed: Precision
    """By the rows in which both coders agree."""
    adjudicated: Precision | None
    """By these and by the adjudicated ones; None without a sheet of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field of a row that the coders fill in otherwise."""

    row: str
    field: str
    a: str
    b: str
    adjudicated: bool = False
    """Whether the sheet of adjudicated rows decides it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All that the answers say."""

    sample: Sample
    both: int
    """Rows that both coders have filled."""
    unfilled: dict[str, int]
    """By file, the rows that are not."""
    fields: tuple[FieldScore, ...]
    differences: tuple[Difference, ...]
    left_alone: bool
    """Whether a sheet of rows to adjudicate was there that somebody has changed; it is never written over."""
    problems: tuple[Problem, ...]


def score(folder: Path, means: Means) -> Score:
    """What the filled sheets of a folder say; rows in which the coders differ are written to a sheet of their own.

    Raises   ReportError where key or sheets are missing or damaged, or no row was filled by both.
    """
    sample = read_key(folder)
    fields, known = fields_of(sample.kind), [row.row for row in sample.rows]
    a, b = (read_answers(folder / name, fields, known, means) for name in CODERS.values())
    both = [row for row in sample.rows if row.row in a.rows and row.row in b.rows]
    if not both:
        raise ReportError(f"{folder}: no row is filled in both {a.file} and {b.file}; fill them as its README.md says, then score again")
    decided = read_answers(folder / ADJUDICATED, fields, known, means) if (folder / ADJUDICATED).exists() else None
    differences = tuple(_differences(both, fields, a, b, decided))
    agreed = {row.row: dict(_agreed(fields, a.rows[row.row], b.rows[row.row])) for row in both}
    final = _with_adjudicated(agreed, fields, decided) if decided else None
    return Score(
        sample=sample,
        both=len(both),
        unfilled={sheet.file: len(sheet.unfilled) for sheet in (a, b)},
        fields=tuple(_field_score(field, both, (a, b), agreed, final=final, means=means) for field in fields),
        differences=differences,
        left_alone=not _written(folder / TO_ADJUDICATE, _to_adjudicate(sample, both, fields, differences, a)) if differences else False,
        problems=(*a.problems, *b.problems, *(decided.problems if decided else ())),
    )


def _written(path: Path, text: str) -> bool:
    """Writes the sheet of rows to adjudicate; False where there is one with other content, which may be somebody's work."""
    if path.exists() and path.read_bytes() != text.encode("utf-8-sig"):
        return False
    write_whole(path, text, mark=True)
    return True


def _field_score(
    field: Field, rows: Sequence[Row], coders: tuple[Answers, Answers], agreed: Gold, *, final: Gold | None, means: Means
) -> FieldScore:
    return FieldScore(
        field=field.name,
        agreement=_agreement(field, rows, *coders),
        agreed=_precision(field, rows, agreed, means),
        adjudicated=_precision(field, rows, final, means) if final is not None else None,
    )


def _agreement(field: Field, rows: Sequence[Row], a: Answers, b: Answers) -> Agreement:
    pairs = []
    for row in rows:
        one, other = _answers(field, a.rows[row.row], b.rows[row.row])
        if one is not None and other is not None:
            # What counts as the same answer is one value for the coefficients too.
            pairs.append((repr(one), repr(one if field.same(one, other) else other)))
    return Agreement(
        coded=len(pairs), agreed=sum(one == other for one, other in pairs), kappa=cohen_kappa(pairs), alpha=krippendorff_alpha(pairs)
    )


def _answers(field: Field, a: Mapping[str, Answer], b: Mapping[str, Answer]) -> tuple[Told | None, Told | None]:
    """What both tell of a field; of a contact that one of them does not see nothing but that."""
    if field.name != CONTACT and not (a[CONTACT].told == b[CONTACT].told == (YES,)):
        return None, None
    return a[field.name].told, b[field.name].told


def _agreed(fields: Sequence[Field], a: Mapping[str, Answer], b: Mapping[str, Answer]) -> Iterator[tuple[str, Told | None]]:
    """What both coders tell alike, by field."""
    for field in fields:
        one, other = _answers(field, a, b)
        same = one is not None and other is not None and field.same(one, other)
        # Of two names the one with more words.
        yield field.name, max(one or (), other or (), key=lambda told: sum(map(len, told))) if same else None


def _with_adjudicated(agreed: Gold, fields: Sequence[Field], decided: Answers) -> Gold:
    """What is agreed or adjudicated, by row and field."""
    return {
        row: {field.name: decided.rows[row][field.name].told if row in decided.rows else told[field.name] for field in fields}
        for row, told in agreed.items()
    }


def _precision(field: Field, rows: Sequence[Row], gold: Gold, means: Means) -> Precision:
    """How many of the program's values are what is held to be right."""
    checked = right = not_held = 0
    for row in rows:
        told, contact, value = gold[row.row][field.name], gold[row.row][CONTACT], row.values[field.name]
        if told is None or told == (UNSURE,) or (field.name != CONTACT and contact != (YES,)):
            continue
        if not value:
            not_held += bool(told)
            continue
        checked += 1
        right += field.right(value, told, means)
    return Precision(checked=checked, right=right, interval=wilson(right, checked), not_held=not_held)


def _differences(rows: Sequence[Row], fields: Sequence[Field], a: Answers, b: Answers, decided: Answers | None) -> Iterator[Difference]:
    """Where the coders differ, or one of them could not decide; of a contact that one does not see that alone."""
    for row in rows:
        one, other = a.rows[row.row], b.rows[row.row]
        contacts = one[CONTACT].told, other[CONTACT].told
        asked = fields if contacts == ((YES,), (YES,)) else fields[:1]
        for field in asked:
            left, right = one[field.name], other[field.name]
            if left.told is None or right.told is None or not field.same(left.told, right.told):
                last = decided.rows.get(row.row) if decided else None
                known = last is not None and last[field.name].told is not None
                yield Difference(row=row.row, field=field.name, a=left.words, b=right.words, adjudicated=known)


def _to_adjudicate(sample: Sample, rows: Sequence[Row], fields: Sequence[Field], differences: Sequence[Difference], a: Answers) -> str:
    """A sheet of the rows in which the coders differ: both answers, what they agree in filled in, the rest to be decided."""
    filled = []
    for row in rows:
        mine = [one for one in differences if one.row == row.row]
        if mine:
            open_fields = {one.field for one in mine}
            if CONTACT in open_fields:
                open_fields = {field.name for field in fields}
            answers = {field.name: CANNOT_TELL if field.name in open_fields else a.rows[row.row][field.name].words for field in fields}
            both = "\n".join(f"{one.field}: a “{one.a}”, b “{one.b}”" for one in mine)
            filled.append((row, {**answers, DIFFERS: both}))
    return sheet_text(sample.kind, filled, extra=(DIFFERS,))
