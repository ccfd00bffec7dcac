"""eXist-db and TEI Publisher: the documents as an application package (``.xar``), with a Lucene index.

The package follows EXPath Packaging 1.0: ``expath-pkg.xml``, ``repo.xml`` with a script that puts ``collection.xconf``
in its place before the documents are stored.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.serialise import serialise

_WHEN: Final = (1980, 1, 1, 0, 0, 0)

_INDEX: Final = """<collection xmlns="http://exist-db.org/collection-config/1.0">
  <index xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <lucene diacritics="no">
      <analyzer class="org.apache.lucene.analysis.standard.StandardAnalyzer"/>
      <text qname="tei:p"/>
      <text qname="tei:head"/>
      <text qname="tei:item"/>
      <text qname="tei:s"/>
      <text qname="tei:said"/>
      <text qname="tei:quote"/>
      <text qname="tei:q"/>
      <text qname="tei:title"/>
      <inline qname="tei:w"/>
      <inline qname="tei:pc"/>
      <inline qname="tei:hi"/>
      <inline qname="tei:persName"/>
      <inline qname="tei:placeName"/>
      <inline qname="tei:orgName"/>
    </lucene>
    <range>
      <create qname="@ref" type="xs:string"/>
      <create qname="@who" type="xs:string"/>
      <create qname="@lemma" type="xs:string"/>
      <create qname="@when" type="xs:string"/>
    </range>
  </index>
</collection>
"""

_PACKAGE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://expath.org/ns/pkg" name={name} abbrev={abbrev} version="1.0.0" spec="1.0">
  <title>{title}</title>
  <dependency processor="http://exist-db.org" semver-min="5.0.0"/>
</package>
"""

_REPOSITORY: Final = """<?xml version="1.0" encoding="UTF-8"?>
<meta xmlns="http://exist-db.org/xquery/repo">
  <description>{title}</description>
  <type>library</type>
  <target>{name}</target>
  <prepare>pre-install.xql</prepare>
</meta>
"""

_PREPARE: Final = """xquery version "3.1";
declare variable $home external;
declare variable $dir external;
declare variable $target external;
declare function local:make($path as xs:string, $steps as xs:string*) as xs:string {
  if (empty($steps)) then $path
  else
    let $made := xmldb:create-collection($path, head($steps))
    return local:make($path || "/" || head($steps), tail($steps))
};
let $place := local:make("/db/system/config", tokenize(replace($target, "^/", ""), "/"))
return xmldb:store-files-from-pattern($place, $dir, "collection.xconf")
"""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.xar``."""
    title = escape(settings.title)
    address = f"https://gazetei.invalid/corpora/{settings.name}"
    package = _PACKAGE.format(name=quoteattr(address), abbrev=quoteattr(settings.name), title=title)
    with zipfile.ZipFile(folder / f"{settings.name}.xar", "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "expath-pkg.xml", package.encode())
        _add(archive, "repo.xml", _REPOSITORY.format(name=settings.name, title=title).encode())
        _add(archive, "collection.xconf", _INDEX.encode())
        _add(archive, "pre-install.xql", _PREPARE.encode())
        for document in documents:
            _add(archive, f"data/{document.name}.xml", serialise(document.root))


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    item = zipfile.ZipInfo(name, _WHEN)
    item.compress_type = zipfile.ZIP_DEFLATED
    item.external_attr = 0o644 << 16
    archive.writestr(item, data)


EXPORTER = Exporter("existdb", "eXist-db and TEI Publisher: the documents as a package with a Lucene index", write)
