"""The frame of every page: head, search, choice of language, footer."""

from schemas.odd.html.build import Node, h, page_bytes
from schemas.odd.html.reader import Reader

POLICY = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"
"""Nothing is loaded but the style sheet and the scripts that lie beside the pages (``file:`` for use from a disk)."""


def write_page(reader: Reader, title: str, main: Node, *, root: str = "", kind: str = "") -> bytes:
    """Give a page; ``root`` leads from it to the start of the reference, ``kind`` is a class for its style."""
    schema = reader.schema
    words = reader.words
    first = reader.languages[0]
    head = h(
        "head",
        h("meta", charset="utf-8"),
        _policy(),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="referrer", content="no-referrer"),
        h("title", f"{title} – {schema.ident}" if title else schema.title or schema.ident),
        h("link", rel="stylesheet", href=f"{root}static/style.css"),
        h("script", src=f"{root}static/names.js", defer="defer"),
        h("script", src=f"{root}static/reference.js", defer="defer"),
    )
    languages = [
        h("button", lang, type="button", lang=lang, data_set_lang=lang, aria_pressed=str(lang == first).lower())
        for lang in reader.languages
    ]
    label = h("label", words("search"), class_="visually-hidden", for_="search")
    search = h(
        "div",
        label,
        h("input", type="search", id="search", role="combobox", autocomplete="off", spellcheck="false",
          aria_expanded="false", aria_controls="found", aria_autocomplete="list"),
        h("kbd", "/", aria_hidden="true"),
        h("ul", id="found", role="listbox", hidden="hidden"),
        h("p", words("no-match"), id="not-found", role="status", hidden="hidden"),
        class_="search needs-script", role="search",
    )  # fmt: skip
    header = h(
        "header",
        h("a", schema.ident, class_="home", href=f"{root}index.html"),
        search,
        h(
            "div",
            h("span", words("language"), class_="visually-hidden"),
            languages,
            class_="languages needs-script",
            role="group",
        ),
    )
    version = (
        [words("version"), f" {schema.p5_version}. © TEI Consortium, CC BY / BSD-2."] if schema.p5_version else None
    )
    body = h(
        "body",
        h("a", words("skip"), class_="skip", href="#main"),
        header,
        h("main", main, id="main", tabindex="-1"),
        h("footer", h("p", schema.title or schema.ident, ". ", version)),
    )
    return page_bytes(h("html", head, body, lang=first, data_lang=first, data_root=root, class_=kind))


def _policy() -> Node:
    meta = h("meta", content=POLICY)
    meta.set("http-equiv", "Content-Security-Policy")
    return meta
