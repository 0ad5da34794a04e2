"""Coefficients of agreement against the worked examples of those who published them."""

from __future__ import annotations

import pytest

from legation.sample.agreement import cohen_kappa, krippendorff_alpha, wilson

TWO_WAYS = (("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15))
KRIPPENDORFF_A = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
"""Krippendorff (2011), section A: two observers, ten units, two values."""
KRIPPENDORFF_B = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
"""Section B: two observers, twelve units, five values."""
KRIPPENDORFF_C = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
"""Section C: four observers, twelve units, values missing."""
COHEN_1960 = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
"""Cohen (1960), table 1, as counts of 200."""


def units(rows: tuple[str, ...]) -> list[list[str]]:
    """The values of each unit, missing ones left out."""
    return [[value for value in unit if value != "."] for unit in zip(*(row.split() for row in rows), strict=True)]


def test_kappa_of_the_textbook() -> None:
    pairs = [(a, b) for a, b, number in TWO_WAYS for _ in range(number)]
    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_kappa_of_cohens_own_table() -> None:
    pairs = [(str(i), str(j)) for i, row in enumerate(COHEN_1960) for j, number in enumerate(row) for _ in range(number)]
    assert cohen_kappa(pairs) == pytest.approx(0.492, abs=0.0005)


@pytest.mark.parametrize(("rows", "alpha"), [(KRIPPENDORFF_A, 0.095), (KRIPPENDORFF_B, 0.692), (KRIPPENDORFF_C, 0.743)])
def test_alpha_of_krippendorffs_own_examples(rows: tuple[str, ...], alpha: float) -> None:
    assert krippendorff_alpha(units(rows)) == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
)
def test_wilsons_interval_of_newcombes_table(right: int, of: int, low: float, high: float) -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3."""
    assert wilson(right, of) == pytest.approx((low, high), abs=0.00006)


def test_what_cannot_be_reckoned_is_none() -> None:
    assert (cohen_kappa([]), cohen_kappa([("a", "a")] * 9), krippendorff_alpha([["a"], ["b"]]), wilson(0, 0)) == (None,) * 4
    assert krippendorff_alpha([["a", "a"]] * 9) is None


def test_all_right_is_not_sure() -> None:
    interval = wilson(10, 10)
    assert interval == pytest.approx((0.7225, 1.0), abs=0.0001)
