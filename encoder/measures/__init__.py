"""Numbers and measures worth searching, and the reading of numbers in words and figures."""

from encoder.measures.annotate import annotate_measures

__all__ = ["annotate_measures"]
