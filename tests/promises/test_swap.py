"""Promise: what is read from the seed report is read as well when everybody and everywhere in it is exchanged."""

from __future__ import annotations

import pytest
import swap

MEAN_AT_LEAST = 0.85
LEAST_AT_LEAST = 0.70


@pytest.fixture(scope="module")
def results() -> dict[str, dict[str, bool]]:
    """What the product meets of each swap; without the seed report this fails, here as anywhere."""
    try:
        swaps = swap.load_swaps()
    except swap.SeedMissing as missing:
        pytest.fail(str(missing))
    return swap.measure(swaps, swap.tell_by_product)


def test_swapped_seeds_are_read_as_the_seed_is(results: dict[str, dict[str, bool]]) -> None:
    shares = [swap.share(met) for met in results.values()]
    shown = swap.table(results)
    print(f"\n{shown}")
    assert len(shares) == 21
    assert sum(shares) / len(shares) >= MEAN_AT_LEAST, shown
    assert min(shares) >= LEAST_AT_LEAST, shown
