"""TEI P5 as a table of facts: modules, classes, elements, attributes, datatypes, content models; no prose."""

from schemas.p5.facts import load_p5

__all__ = ["load_p5"]
