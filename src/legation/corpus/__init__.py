"""Many reports on many cores and machines: one process finds, numbers and keeps them, any number of others read them."""
