"""Stage 4: sentences and mentions of a whole report -> findings, by an ordered table of rules."""
