"""Write docs/codes.md, the catalogue of the validator's codes, from schemas/data/codes.toml."""

from pathlib import Path
from typing import Final

from schemas.codes import Code, catalogue

OUTPUT: Final = Path(__file__).parents[2] / "docs" / "codes.md"
_LAYERS: Final = {
    "wf": "Well-formed and safe to read", "schema": "The grammar", "rules": "The rules", "links": "Ids and pointers",
    "text": "The text", "tool": "The run itself",
}  # fmt: skip
_HEAD: Final = """# The codes of `gazetei validate`

Each finding has a code. Codes keep their meaning for ever and are never used again. `gazetei explain CODE` prints the
same on the command line. This page is made from `schemas/data/codes.toml`.
"""


def codes_page() -> str:
    """Give the page as Markdown, with one anchor (``tei012``) a code."""
    parts = [_HEAD]
    for layer, title in _LAYERS.items():
        parts.append(f"## {title} (`{layer}`)\n")
        parts += [_entry(code) for code in catalogue().values() if code.layer == layer]
    return "\n".join(parts)


def _entry(code: Code) -> str:
    level = "" if code.level == "error" else f" ({code.level})"
    return "\n\n".join(
        (
            f'<a id="{code.code.lower()}"></a>\n### {code.code} {code.title}{level}',
            f"`{code.name}`. {_text(code.meaning)}",
            f"How to put it right: {_text(code.fix)}",
            f"```\nwrong  {code.wrong}\nright  {code.right}\n```\n",
        )
    )


def _text(text: str) -> str:
    """Escape what Markdown or the HTML in it would take for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


if __name__ == "__main__":
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(codes_page(), encoding="utf-8")
