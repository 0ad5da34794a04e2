"""Legation reads press reports and keeps the register of diplomatic contact."""

__version__ = "0.6.0"

# The package ``legation.read`` is loaded by these imports, before its name here becomes that of the function.
from legation.api import check, mentions, precedents, read, read_text
from legation.record import record_of
from legation.register.store import Register

__all__ = ["Register", "__version__", "check", "mentions", "precedents", "read", "read_text", "record_of"]
