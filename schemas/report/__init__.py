"""The findings of a run in the form a person or a program wants them."""

from schemas.report.escape import visible
from schemas.report.github import step_summary
from schemas.report.summary import summary
from schemas.report.write import FORMATS, Format, render

__all__ = ["FORMATS", "Format", "render", "step_summary", "summary", "visible"]
