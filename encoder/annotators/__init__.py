"""Annotators: functions that look at an article's text and give a layer of spans over it."""

from encoder.annotators.entities import Model, annotate_entities, find_model
from encoder.annotators.quotations import Quotations, annotate_quotations

__all__ = ["Model", "Quotations", "annotate_entities", "annotate_quotations", "find_model"]
