from functools import cache

import pytest

from schemas.odd import Schema, compile_odd
from tests.schemas.odd import shared


@cache
def _compiled(name: str, folder: str) -> Schema:
    return compile_odd(shared.odd(name))


@pytest.fixture(params=shared.NAMES or [pytest.param("", marks=pytest.mark.skip(reason="../shared is not here"))])
def reference(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Schema]:
    """The name of a reference ODD and its compiled schema."""
    name = request.param
    if name == "testdocbook1":
        return name, _docbook(tmp_path_factory)
    return name, _compiled(name, "")


_docbook_schema: list[Schema] = []


def _docbook(factory: pytest.TempPathFactory) -> Schema:
    """``testdocbook1`` with the ``docbook.rng`` it includes, which is found in what the reference tools made of it."""
    if not _docbook_schema:
        from lxml import etree

        rng = "{http://relaxng.org/ns/structure/1.0}"
        official = etree.parse(shared.SET / "testdocbook1" / "official.rng").getroot()
        part = next(div for div in official.iter(f"{rng}div") if div.get("ns") == "http://docbook.org/ns/docbook")
        part.tag = f"{rng}grammar"
        folder = factory.mktemp("docbook")
        (folder / "docbook.rng").write_bytes(etree.tostring(part))
        copy = folder / "testdocbook1.odd"
        copy.write_bytes(shared.odd("testdocbook1").read_bytes())
        _docbook_schema.append(compile_odd(copy))
    return _docbook_schema[0]
