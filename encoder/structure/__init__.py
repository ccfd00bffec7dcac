"""The structure of a scraped article, told from the shape of its text."""

from encoder.structure.structure import Structure, find_structure

__all__ = ["Structure", "find_structure"]
