"""Evaluation: what was tagged against what should have been, on TEI documents or standoff annotations."""

from encoder.evaluation.annotated import Annotated, EvaluationError, read_annotated
from encoder.evaluation.compare import Comparison, compare
from encoder.evaluation.pairs import find_pairs

__all__ = ["Annotated", "Comparison", "EvaluationError", "compare", "find_pairs", "read_annotated"]
