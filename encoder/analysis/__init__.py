"""The analysed form: sentences by rules for the press, words by a pipeline, a file beside each document."""

from encoder.analysis.analyse import Analysed, analyse
from encoder.analysis.batch import Analysis, analyse_batch, analysed_path
from encoder.analysis.sentences import find_sentences

__all__ = ["Analysed", "Analysis", "analyse", "analyse_batch", "analysed_path", "find_sentences"]
