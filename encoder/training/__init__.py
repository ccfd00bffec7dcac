"""The training corpus of the shipped model: sentences written for it, in a simple inline mark-up."""

from encoder.training.markup import AnnotatedSentence, MarkupError, parse_file, parse_line

__all__ = ["AnnotatedSentence", "MarkupError", "parse_file", "parse_line"]
