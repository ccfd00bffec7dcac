"""Annotators: functions that look at an article's text and give a layer of spans over it."""

from encoder.annotators.entities import Model, annotate_entities, find_model
from encoder.annotators.labels import read_label_map
from encoder.annotators.protocol import Annotator, Found, Passage

__all__ = ["Annotator", "Found", "Model", "Passage", "annotate_entities", "find_model", "read_label_map"]
