"""The scoreboard on our own sample reports and the records made by hand for them.

python benchmarks/samples.py [--verbose]
"""

from __future__ import annotations

import sys

import scoring

if __name__ == "__main__":
    scoring.show(scoring.score(*scoring.samples(), print if "--verbose" in sys.argv else lambda *_: None))
