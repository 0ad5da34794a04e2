#!/bin/sh
# From sample reports to a register, its visits, and one of them with its words. Run by `make demo`; expects legation and python on the PATH.
set -eu
cd "$(dirname "$0")/.."
mkdir -p demo
export LEGATION_REGISTER=demo/register.db

say() { printf '\n$ %s\n' "$*"; }

say "legation read --into demo/register.db samples/samples.jsonl"
legation read --into demo/register.db samples/samples.jsonl

say "legation read --into demo/register.db samples/pages"
legation read --into demo/register.db samples/pages

say "legation list visits --since 2010"
legation list visits --since 2010

say "legation list claims"
legation list claims

say "legation list statements --since 2022"
legation list statements --since 2022

say "legation check --published 1972-04-12 samples/1972-04-12-nixon-due-in-ottawa.txt"
legation check --published 1972-04-12 samples/1972-04-12-nixon-due-in-ottawa.txt

say 'legation list visits --to CAN --post "Secretary of State" --country USA --before 2022-10-27 --last'
legation list visits --to CAN --post "Secretary of State" --country USA --before 2022-10-27 --last

# The main visit with the most stops, of these the one that most words speak of.
longest='import json, sys
visits = [v for v in map(json.loads, sys.stdin) if v["salience"] == "main"]
print(max(visits, key=lambda v: (len(v["stops"]), len(v["evidence"]), v["id"]))["id"])'
id=$(legation list visits --format jsonl 2>/dev/null | python -c "$longest")
say "legation show $id"
legation show "$id"

printf '\nThe register is demo/register.db. Reading the samples again adds nothing: make demo. In the browser: make serve\n'
