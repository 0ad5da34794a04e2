"""Stage 8: questions put to the entries of a register."""
