"""What can go wrong, and what to do next.

LegationError                 root of all that Legation raises on purpose; exit code 3 unless said otherwise
├── UsageError                wrong arguments, exit code 2
├── ReportError               an input that cannot be read at all; a run notes it as a Problem and goes on
├── PipelineError             the language pipeline is missing or is not the one expected
├── LexiconError              a word list or table of the package is broken
├── ClusterError              worker processes cannot be reached, are gone, or read by other rules
└── RegisterError             the register cannot be opened, or is not one
"""

from __future__ import annotations


class LegationError(Exception):
    """Root of the errors that Legation raises on purpose: what, where, and what to do next."""

    exit_code = 3


class UsageError(LegationError):
    """The arguments do not fit together."""

    exit_code = 2


class ReportError(LegationError):
    """An input that is no readable report."""


class PipelineError(LegationError):
    """No usable language pipeline."""


class LexiconError(LegationError):
    """A word list or table that does not keep its own promises."""


class ClusterError(LegationError):
    """Worker processes that cannot be reached, are gone, or read by other rules than the rest."""


class RegisterError(LegationError):
    """A register that is missing, damaged or of another kind."""
