"""Stage 6: findings -> findings whose parties hold the posts of the day that the contact took place on."""
