"""Findings of several reports brought together: which are one contact, which values stand, and how entries hang together."""
