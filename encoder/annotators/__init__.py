"""Annotators: functions that look at an article's text and give a layer of spans over it."""

from encoder.annotators.entities import Model, annotate_entities, find_model
from encoder.annotators.labels import read_label_map

__all__ = ["Model", "annotate_entities", "find_model", "read_label_map"]
