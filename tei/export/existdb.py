"""eXist-db and TEI Publisher: the documents as a data package (``.xar``), with index, queries, an ODD and a README.

The package follows EXPath Packaging 1.0 and the layout of TEI Publisher's template for data packages: documents in
``data/``, ``index.xql`` in the root, the name ``http://teipublisher.com/ns/data/NAME-data``. ``pre-install.xql`` puts
``collection.xconf`` in its place before the documents are stored. The files that stay the same lie in ``exist/``.

As eXist is set up, it drops the white space between two elements (« Inès Caron » becomes « InèsCaron ») unless the
document says ``xml:space="preserve"`` (``Indexer.java``, issue 548): every document says so.
"""

import zipfile
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.names import XML_NS
from tei.serialise import serialise

_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_SPACE: Final = f"{{{XML_NS}}}space"
_OPENED: Final = b'<?teipublisher odd="press.odd" view="single"?>\n'

_PACKAGE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://expath.org/ns/pkg" name={address} abbrev={abbrev} version="1.0.0" spec="1.0">
  <title>{title}</title>
  <dependency processor="http://exist-db.org" semver-min="5.0.0"/>
</package>
"""

_REPOSITORY: Final = """<?xml version="1.0" encoding="UTF-8"?>
<meta xmlns="http://exist-db.org/xquery/repo">
  <description>{title}</description>
  <type>application</type>
  <target>{abbrev}</target>
  <prepare>pre-install.xql</prepare>
</meta>
"""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME-data.xar`` and ``README.md``, which is in the package too."""
    abbrev = f"{settings.name}-data"
    target = f"/db/apps/{abbrev}"
    title = escape(settings.title)
    address = quoteattr(f"http://teipublisher.com/ns/data/{abbrev}")
    number = 0
    readme = ""
    with zipfile.ZipFile(folder / f"{abbrev}.xar", "w", zipfile.ZIP_DEFLATED) as archive:
        _add(
            archive, "expath-pkg.xml", _PACKAGE.format(address=address, abbrev=quoteattr(abbrev), title=title).encode()
        )
        _add(archive, "repo.xml", _REPOSITORY.format(abbrev=abbrev, title=title).encode())
        for name, text in _package_files(files("tei.export") / "exist"):
            if name == "README.md":
                readme = text
            else:
                _add(archive, name, text.replace("{data}", f"{target}/data").encode())
        for document in documents:
            number += 1
            _add(archive, f"data/{document.name}.xml", _prepared(document))
        known = {"title": settings.title, "documents": str(number), "target": target, "name": settings.name}
        for key, value in known.items():
            readme = readme.replace(f"{{{key}}}", value)
        _add(archive, "README.md", readme.encode())
    (folder / "README.md").write_text(readme, encoding="utf-8", newline="")


def _package_files(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    """Give the names and contents of the files below a folder, sorted."""
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            yield from _package_files(one, f"{above}{one.name}/")
        else:
            yield f"{above}{one.name}", one.read_text(encoding="utf-8")


def _prepared(document: Document) -> bytes:
    """Give a document that keeps its spaces in eXist and tells TEI Publisher how to open it."""
    root = document.root
    own = root.get(_SPACE)
    root.set(_SPACE, "preserve")
    data = serialise(root)
    if own is None:
        del root.attrib[_SPACE]
    else:
        root.set(_SPACE, own)
    if root.xpath("boolean(preceding-sibling::processing-instruction('teipublisher'))"):
        return data
    head, line, rest = data.partition(b"\n")
    return head + line + _OPENED + rest


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    item = zipfile.ZipInfo(name, _WHEN)
    item.compress_type = zipfile.ZIP_DEFLATED
    item.external_attr = 0o644 << 16
    archive.writestr(item, data)


EXPORTER = Exporter("existdb", "eXist-db and TEI Publisher: a data package with index, queries and an ODD", write)
