"""What is said of a value, kind by kind."""

import re

import pytest

from schemas.odd.algebra import Alternate, Data, Datatype, TokenList, Values
from schemas.odd.model import Attribute, Value, ValueList
from schemas.values import value_fault


def attribute(datatype: Datatype, declared: str = "") -> Attribute:
    return Attribute("n", "n", "", "opt", datatype, declared)


WHEN = Alternate((Data("date"), Data("time"), Data("dateTime")))


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
        (TokenList(Data("date"), 1, 2), "2020 2021 2022", "value-count", "2 words are allowed", "write 2 of them"),
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
        (Data("token", (("pattern", "[a-z]"),)), "A", "value-datatype", "asks for: a small letter a–z", "write a"),
        (Alternate((Data("date"), Data("gYear"))), "12 août 2023", "value-date", "is not a date", "write 2023-08-12"),
        (Alternate((Data("date"), Data("gYearMonth"))), "August 2023", "value-date", "is not a date", "write 2023-08"),
        (Data("date"), "30 February 2023", "value-date", "is not a date", "YYYY-MM-DD"),
        (Data("date"), "20231301", "value-date", "is not a date", "write YYYY-MM-DD, or leave it out"),
        (Data("date"), "20231201", "value-date", "is not a date", "write 2023-12-01"),
        (Data("date"), "2023-02-30", "value-date", "does not exist", "with a day from 01 to 28, or YYYY-MM"),
        (Data("date"), "2023-13-01", "value-date", "does not exist", "month from 01 to 12, such as 2024-05-01"),
        (Data("date"), "0000-01-01", "value-date", "does not exist", "of a year that there is"),
        (WHEN, "25:00:00", "value-date", "is a time that does not exist", "hh:mm:ss with an hour from 00 to 23"),
        (WHEN, "12:75", "value-date", "is a time that does not exist", "a minute from 00 to 59, such as 18:30:00"),
        (
            WHEN,
            "2024-05-01T12:00:61",
            "value-date",
            "that does not exist",
            "a second from 00 to 59, such as 2024-05-01T",
        ),
        (WHEN, "18h30", "value-date", "is not a time of the form hh:mm:ss", "write 18:30:00"),
        (WHEN, "T8:30Z", "value-date", "is not a time of the form", "write 08:30:00Z"),
        (WHEN, "12.05", "value-date", "is not a date", "YYYY-MM-DD"),  # it may be a day and a month
        (Data("date"), "25:00:00", "value-date", "is not a date", "YYYY-MM-DD"),  # no time would do
    ],
)
def test_the_sentence_and_the_fix(datatype: Datatype, value: str, name: str, sentence: str, fix: str) -> None:
    fault = value_fault(attribute(datatype), value)
    assert fault.name == name
    assert sentence in fault.sentence
    assert fix in fault.suggestion


@pytest.mark.parametrize("value", ["2009-13", "2009-00", "0000-01"])
def test_no_day_is_invented_for_a_month_that_does_not_exist(value: str) -> None:
    fault = value_fault(attribute(Alternate((Data("date"), Data("gYearMonth"), Data("gYear")))), value)
    assert fault.sentence == "is a date that does not exist"
    assert fault.expected[0] == "2024-05"
    assert fault.suggestion.endswith("such as 2024-05")
    assert not re.search(r"\d{4}-\d\d-\d\d", fault.suggestion)


ROMAN = ("pattern", "[IVX]+")
WORD = ("pattern", r"[^\p{C}\p{Z}]+")
CENT = (("minInclusive", "0"), ("maxInclusive", "1"))


@pytest.mark.parametrize(
    ("datatype", "declared", "value", "name", "sentence", "expected", "fix"),
    [
        # a datatype of TEI that the customisation restricts
        (Data("token", (WORD, ROMAN)), "teidata.word", "xiv", "value-datatype",
         "is not of the form the schema asks for: one or more “I”, “V” or “X”", ("I",), "write XIV"),
        (Data("token", (WORD, ROMAN)), "teidata.word", "I V", "value-name", "is not a single word", ("I",),
         "write it like I"),
        (Data("date", (("pattern", r"\d{4}-\d{2}-\d{2}"),)), "", "12024-05-01", "value-datatype", "four digits",
         ("2024-05-01",), "write it like 2024-05-01"),
        (Data("double", CENT), "teidata.probability", "1.5", "value-datatype", "a number, at least 0, at most 1",
         ("0",), "write it like 0"),
        (Data("double", CENT), "teidata.probability", "sure", "value-number", "is not a number", ("0",), ""),
        (Data("token", (("pattern", r"[\d]+(\.[\d]+){0,2}"),)), "teidata.version", "v1", "value-datatype",
         "one or more digits, (“.”, one or more digits) up to two times", ("1",), "write it like 1"),
        (TokenList(Data("anyURI", (("pattern", r"#[a-z]+"),)), 1, None), "teidata.pointer", "#a #1", "value-datatype",
         "“#”, one or more small letters a–z", ("#id",), "write it like #id"),
    ],
)  # fmt: skip
def test_a_restricted_value(
    datatype: Datatype, declared: str, value: str, name: str, sentence: str, expected: tuple[str, ...], fix: str
) -> None:
    fault = value_fault(attribute(datatype, declared), value)
    assert fault.name == name
    assert sentence in fault.sentence
    assert fault.expected[0] == expected[0]
    assert fix in fault.suggestion


def test_a_value_is_also_known_by_the_name_that_the_odd_has_for_it() -> None:
    values = ValueList("closed", (Value("letter", "lettre"), Value("note", "note")))
    fault = value_fault(Attribute("type", "type", "", "opt", Values(("lettre", "note")), values=values), "letter")
    assert fault.suggestion == "did you mean lettre?"
