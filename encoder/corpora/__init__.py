"""A corpus as a whole: its file with registers, its index, duplicates, numbers, and whether it is as it was written."""

from encoder.corpora.build import INDEX, Built, Indexed, build, read_index
from encoder.corpora.duplicates import Pair, find_duplicates, sketch
from encoder.corpora.statistics import Statistics, collect
from encoder.corpora.verify import Problem, verify

__all__ = [
    "INDEX",
    "Built",
    "Indexed",
    "Pair",
    "Problem",
    "Statistics",
    "build",
    "collect",
    "find_duplicates",
    "read_index",
    "sketch",
    "verify",
]
