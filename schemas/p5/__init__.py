"""TEI P5 as a table of facts: modules, classes, elements, attributes, datatypes, content models; no prose."""

import schemas.odd  # noqa: F401 - begun first: the facts are made of its classes, and its compiler reads the facts
from schemas.p5.facts import load_p5

__all__ = ["load_p5"]
