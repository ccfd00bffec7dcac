"""The word lists of ``encoder/data/``: a form a line, ``[section]`` opens a section, ``#`` begins a remark."""

from functools import cache
from importlib.resources import files


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Give the forms of a list by section, in the order of the file; ``""`` holds what stands before any section."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in files("encoder").joinpath("data", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        form = line.strip()
        if form.startswith("[") and form.endswith("]"):
            section = form[1:-1]
            found.setdefault(section, [])
        elif form and not form.startswith("#"):
            found.setdefault(section, []).append(form)
    return {section: tuple(forms) for section, forms in found.items()}
