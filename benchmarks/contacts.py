"""The scoreboard on the open hand-made records.

python benchmarks/contacts.py [--verbose]
"""

from __future__ import annotations

import sys

import scoring

if __name__ == "__main__":
    scoring.show(scoring.score(*scoring.contacts(), print if "--verbose" in sys.argv else lambda *_: None))
