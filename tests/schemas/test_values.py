"""What is said of a value, kind by kind."""

import pytest

from schemas.odd.model import Alternate, Attribute, Data, Datatype, TokenList, Values
from schemas.values import value_fault


def attribute(datatype: Datatype, declared: str = "") -> Attribute:
    return Attribute("n", "n", "", "opt", datatype, declared)


@pytest.mark.parametrize(
    ("datatype", "value", "name", "sentence", "fix"),
    [
        (
            Values(("journal", "a")),
            "journl",
            "value-not-in-list",
            "is not on the list of values",
            "did you mean journal?",
        ),
        (Values(("j", "a")), "", "value-not-in-list", "is empty", "choose a value"),
        (Values(("only",)), "xxxxxx", "value-not-in-list", "is not on the list", "write only"),
        (
            TokenList(Values(("bold", "red")), 1, 2),
            "red blod",
            "value-not-in-list",
            "holds “blod”",
            "did you mean bold?",
        ),
        (TokenList(Data("NCName"), 1, 1), "a b", "value-count", "has 2 words, and one word is allowed", "hyphens"),
        (TokenList(Data("NCName"), 1, None), "", "value-count", "is empty", "remove the attribute"),
        (TokenList(Data("NCName"), 2, None), "a", "value-count", "has 1 word, and 2 are needed", "write 2 words"),
        (Data("anyURI"), "%", "value-uri", "is not a pointer", "write one URI"),
        (Data("boolean"), "Non", "value-truth", "is not a truth value", "write false"),
        (Data("boolean"), "TRUE", "value-truth", "is not a truth value", "write true"),
        (Data("duration"), "2 jours", "value-date", "is not a duration", "write P"),
        (Data("NCName"), "a b", "value-name", "is not a name", "write a-b"),
        (Data("NCName"), "1", "value-name", "is not a name", "begin with a letter"),
        (Data("decimal"), "12 km", "value-number", "is not a number", "write 12"),
        (Data("decimal"), "1’200,5", "value-number", "is not a number", "write 1200.5"),
        (Data("decimal"), "douze", "value-number", "is not a number", "full stop"),
        (Data("token", (("pattern", "[a-z]"),)), "A", "value-datatype", "not of the form", "[a-z]"),
        (Alternate((Data("date"), Data("gYear"))), "12 août 2023", "value-date", "is not a date", "write 2023-08-12"),
        (Alternate((Data("date"), Data("gYearMonth"))), "August 2023", "value-date", "is not a date", "write 2023-08"),
        (Data("date"), "30 February 2023", "value-date", "is not a date", "YYYY-MM-DD"),
    ],
)
def test_the_sentence_and_the_fix(datatype: Datatype, value: str, name: str, sentence: str, fix: str) -> None:
    fault = value_fault(attribute(datatype), value)
    assert fault.name == name
    assert sentence in fault.sentence
    assert fix in fault.suggestion
