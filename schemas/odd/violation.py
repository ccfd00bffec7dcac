"""One fault that the check against a compiled model finds: raw facts, from which another layer makes the words."""

from dataclasses import dataclass
from typing import Literal

from lxml import etree

from schemas.odd.algebra import Datatype

Kind = Literal[
    "root-not-allowed",
    "element-not-allowed",
    "text-not-allowed",
    "content-incomplete",
    "content-value-invalid",
    "attribute-not-allowed",
    "attribute-missing",
    "attribute-value-invalid",
]
"""What is wrong: the stable words that findings are made from."""

Reason = Literal["", "unknown", "wrong-namespace", "wrong-case", "misplaced", "elsewhere", "exclusive"]
"""Why: the name is ``unknown`` to the schema, is in the ``wrong-namespace`` or the ``wrong-case``, an element is
``misplaced`` (known, but not allowed here), an attribute exists ``elsewhere`` (on other elements), or is ``exclusive``
with others of a choice."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault.

    ``node`` is the element it is found at: the offending element, the owner of an attribute, or the element whose
    content is incomplete. For text, ``at`` says whether it is the ``text`` of the node (before its first child) or its
    ``tail``. ``attribute`` is the attribute's name as lxml has it. ``got`` is the offending name, value or text.
    ``expected`` are names (or values) that could stand there, in the order of the model. ``near`` is the right name
    where only case or namespace is wrong. ``before`` is, for incomplete content, the child in front of which something
    is missing (``None``: at the end).
    ``model`` is the ident of the element definition that was applied to the node (its parent's, for an element or
    a tail that is not allowed; ``""``: none). ``datatype`` is what the value should have been.
    """

    kind: Kind
    node: etree._Element
    at: Literal["element", "attribute", "text", "tail"] = "element"
    attribute: str = ""
    got: str = ""
    expected: tuple[str, ...] = ()
    reason: Reason = ""
    near: str = ""
    before: etree._Element | None = None
    model: str = ""
    datatype: Datatype | None = None
