"""The catalogue: complete, explained, and every code in use."""

import re
from pathlib import Path

import pytest

import schemas
from schemas.codes import catalogue, explain, named
from schemas.finding import LAYERS
from schemas.scripts.build_codes_doc import OUTPUT, codes_page
from schemas.values import _DECLARED, _TYPES
from schemas.wellformed import check_wellformed

CODES = list(catalogue().values())
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(str(schemas.__path__[0])).rglob("*.py"))
DIGIT = {"schema": "0", "wf": "1", "rules": "2", "links": "3", "text": "4", "tool": "9"}


@pytest.mark.parametrize("code", CODES, ids=[code.code for code in CODES])
def test_every_code_is_explained_and_emitted(code) -> None:  # type: ignore[no-untyped-def]
    assert re.fullmatch(r"TEI[0-9]{3}", code.code)
    assert code.code[3] == DIGIT[code.layer] or code.name == "engines-disagree"
    assert all(text.strip() for text in (code.title, code.meaning, code.fix, code.wrong, code.right))
    assert not code.title.endswith(".")
    assert len(code.title) < 80
    kinds = {kind.name for kind in (*_DECLARED.values(), *_TYPES.values())}
    assert f'"{code.name}"' in SOURCES or code.name in kinds


def test_names_are_unique() -> None:
    assert len({code.name for code in CODES}) == len(CODES)
    assert {code.layer for code in CODES} == {*LAYERS, "tool"}


def test_the_code_of_the_documented_example_stays() -> None:
    assert named("element-not-allowed").code == "TEI012"


def test_explain_takes_the_number_or_the_name_in_any_case() -> None:
    assert explain("tei012") == explain("TEI012") == explain("element-not-allowed")
    assert "How to put it right: Correct the spelling" in explain("TEI012")
    with pytest.raises(KeyError):
        explain("TEI000")


SHOWN = [c for c in CODES if c.layer == "wf" and c.wrong.startswith("<") and not re.search(r"…|\(U\+", c.wrong)]


@pytest.mark.parametrize("code", SHOWN)
def test_the_wrong_examples_of_the_first_layer_are_what_they_say(code) -> None:  # type: ignore[no-untyped-def]
    result = check_wellformed(code.wrong.partition(" with ")[0].encode(), path="example")
    assert getattr(result, "code", "") in (code.code, "TEI102") or code.name == "encoding-bytes"


def test_the_page_of_the_codes_is_up_to_date() -> None:
    assert OUTPUT.read_text(encoding="utf-8") == codes_page()
