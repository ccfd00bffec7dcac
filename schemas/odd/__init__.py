"""The ODD compiler: a TEI customisation in, the schema it means out, and a validator over that schema."""

from schemas.odd.as_json import write_json
from schemas.odd.compiler import compile_all, compile_odd
from schemas.odd.explain import Explanation, explain, render
from schemas.odd.model import Schema
from schemas.odd.native import NativeValidator
from schemas.odd.rng import write_rng
from schemas.odd.violation import Violation

__all__ = [
    "Explanation",
    "NativeValidator",
    "Schema",
    "Violation",
    "compile_all",
    "compile_odd",
    "explain",
    "render",
    "write_json",
    "write_rng",
]
