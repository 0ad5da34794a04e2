"""Stage 1: bytes to Reports."""

from legation.read.encoding import Decoded, decode
from legation.read.given import Given
from legation.read.language import language_of
from legation.read.paths import count_reports, read_paths
from legation.read.plain import read_bytes, read_text

__all__ = ["Decoded", "Given", "count_reports", "decode", "language_of", "read_bytes", "read_paths", "read_text"]
