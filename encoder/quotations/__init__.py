"""Quotations: found by their marks, told apart by kind, attributed to who says them."""

from encoder.quotations.quotations import Quotations, annotate_quotations
from encoder.quotations.works import Works, find_works

__all__ = ["Quotations", "Works", "annotate_quotations", "find_works"]
