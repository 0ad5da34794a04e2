"""Stage 7: findings and judgements kept in one file, and the entries derived from them."""
