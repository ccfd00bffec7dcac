"""Dates and times of an article: found by a grammar of French and of English, resolved against the publication."""

from encoder.dates.annotate import Dates, annotate_dates
from encoder.dates.values import Published

__all__ = ["Dates", "Published", "annotate_dates"]
