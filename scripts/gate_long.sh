#!/bin/sh
# What is too long for `make test`, besides the long tests: reading and judging killed again and again, as often as told, then public
# sets in the folder that is named. Run by `make gate-long`; expects the environment's python and legation on the PATH.
set -eu
cd "$(dirname "$0")/.."
data=${1:-}
kills=${2:-30}

echo
python scripts/kill_runs.py --kills "$kills"

echo
python benchmarks/speed.py

echo
python benchmarks/pages.py

if [ -d "$data/trafilatura" ]; then
    echo
    python benchmarks/pages_public.py "$data/trafilatura"
fi

if [ -n "$data" ]; then
    echo
    python benchmarks/real.py --data "$data"
else
    echo
    echo "no public sets: name their folder, make gate-long GOLD_DATA=FOLDER"
fi
