"""Loads elementpath by itself: xmlschema, where it is installed, would be loaded along with it, which takes 0.2 s.

It is there for one option of one function (``json-to-xml`` with ``validate``), which then says that it has no schema,
as XPath and XQuery Functions 3.1, 17.5.1, has it.
"""

import sys
from importlib import import_module
from typing import Any

_modules: dict[str, Any] = sys.modules
if "xmlschema" not in _modules:
    _modules["xmlschema"] = None  # to import it is an ImportError now
    try:
        import_module("elementpath.xpath31")
    finally:
        del _modules["xmlschema"]
