"""Measure what opening the gazetteer costs and how fast it passes over tokens.

Run from the project's root:  PYTHONPATH=src python scripts/bench_gazetteer.py
"""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc

PLAIN = "the minister said on arrival that both sides would go on with talks about trade , visas and the river ."
NAMED = "The minister flew from Port - au - Prince to Washington , D.C. , and met Ms Doe at the White House on Tuesday ."
COLD = """
import time
begun = time.perf_counter()
from legation.tables.gazetteer import Gazetteer
Gazetteer.open()
print(time.perf_counter() - begun)
"""


def main() -> None:
    cold = sorted(float(subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True, text=True).stdout) for _ in range(7))
    print(f"import and open in a fresh process: median {cold[3]:.3f} s, slowest {cold[-1]:.3f} s of 7")
    tracemalloc.start()
    from legation.tables.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"memory kept {kept / 1e6:.1f} MB, peak while opening {peak / 1e6:.1f} MB (tracemalloc)")
    for label, sentence in (("tokens that name nothing", PLAIN), ("tokens of a sentence with places", NAMED)):
        words = sentence.split() * 5_000
        begun = time.perf_counter()
        for position in range(len(words)):
            gazetteer.at(words, position)
        print(f"{label}: {len(words) / (time.perf_counter() - begun):,.0f} positions a second")


if __name__ == "__main__":
    main()
