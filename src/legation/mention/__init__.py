"""Stage 3: sentences -> mentions of actors, places and times."""
