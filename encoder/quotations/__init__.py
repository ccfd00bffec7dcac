"""Quotations: found by their marks, told apart by kind, attributed to who says them."""

from encoder.quotations.quotations import Quotations, annotate_quotations

__all__ = ["Quotations", "annotate_quotations"]
