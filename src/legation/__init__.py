"""Legation reads press reports and keeps the register of diplomatic contact."""

__version__ = "0.1.0"
