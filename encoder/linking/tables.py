"""The package's own tables: UTF-8 files of tab-separated columns, ``#`` before what is said about them."""

from importlib.resources import files
from typing import Final

from encoder.linking.keys import key

TABLES: Final = ("countries", "divisions", "features", "demonyms", "cues", "newspapers")


def read_table(name: str) -> list[tuple[str, ...]]:
    """Give the rows of one of :data:`TABLES`, each the cells of a line."""
    text = files("encoder.linking").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return [tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")]


def demonyms() -> dict[str, tuple[str, ...]]:
    """Give for the key of each adjective or inhabitant, in all its forms, the countries (ISO 3166) it speaks of."""
    found: dict[str, set[str]] = {}
    for country, cell in read_table("demonyms"):
        for pair in cell.split("|"):
            masculine, _, feminine = pair.partition("/")
            for form in (masculine, feminine or _feminine(masculine)):
                for number in (form, form if form.endswith(("s", "x")) else f"{form}s"):
                    found.setdefault(key(number), set()).add(country)
    return {form: tuple(sorted(countries)) for form, countries in found.items()}


def _feminine(masculine: str) -> str:
    if masculine.endswith("e"):
        return masculine
    doubled = masculine.endswith(("ien", "éen"))
    return f"{masculine}ne" if doubled else f"{masculine}e"


def newspapers() -> dict[str, str]:
    """Give the country (ISO 3166) of each newspaper that is known by its name, by key."""
    return {key(name): country for country, names in read_table("newspapers") for name in names.split("|")}
