"""Imports: official records and data sets of one's own as readings, so that a register keeps and proves them like reports."""
