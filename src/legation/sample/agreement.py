"""Agreement of coders beyond chance, and the interval of a share: the formulas as published.

Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20(1), 37-46.
Krippendorff, K. (2011): Computing Krippendorff's alpha-reliability. Nominal data, any number of coders, missing values.
Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt

Z_95 = 1.959964
"""The quantile of the normal distribution that leaves 2.5 per cent on each side."""


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement of two coders beyond what their own frequencies give by chance; None without pairs, or where both use one value alone."""
    if not pairs:
        return None
    number = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(one == other for one, other in pairs) / number
    expected = sum(first[value] * second[value] for value in first) / number**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Agreement of any number of coders beyond chance; units with fewer than two values do not count; None where all values are one."""
    paired = [unit for unit in units if len(unit) > 1]
    values = Counter(value for unit in paired for value in unit)
    number = values.total()
    expected = number**2 - sum(count**2 for count in values.values())
    if not expected:
        return None
    observed = sum((len(unit) ** 2 - sum(count**2 for count in Counter(unit).values())) / (len(unit) - 1) for unit in paired)
    return 1 - (number - 1) * observed / expected


def wilson(right: int, of: int) -> tuple[float, float] | None:
    """The 95 per cent interval of a share by Wilson's score, which holds for small numbers and shares near 0 and 1; None of nothing."""
    if not of:
        return None
    share, square = right / of, Z_95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z_95 * sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(middle - half, 0.0), min(middle + half, 1.0)
