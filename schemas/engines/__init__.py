"""Schema engines: libxml2 for the verdict, xmlschema and jing to compare with."""

from schemas.engines.base import Engine, EngineMessage, EngineName, Verdict
from schemas.engines.foreign import check_schema
from schemas.engines.jing import JingEngine
from schemas.engines.libxml import LibxmlEngine
from schemas.engines.xsd import XmlschemaEngine

__all__ = [
    "Engine",
    "EngineMessage",
    "EngineName",
    "JingEngine",
    "LibxmlEngine",
    "Verdict",
    "XmlschemaEngine",
    "check_schema",
]
