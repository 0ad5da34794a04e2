"""Stage 9: entries in the forms that other programs read."""
