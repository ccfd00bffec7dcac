"""BaseX: the documents, a command script that loads them, queries to begin with.

BaseX 9 glues words together unless CHOP is off before the database is made.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.serialise import serialise

_SCRIPT: Final = """SET CHOP false
SET INTPARSE true
SET FTINDEX true
CREATE DB {name} documents/
INFO DB
"""

HEAD: Final = """declare namespace tei = "http://www.tei-c.org/ns/1.0";
"""

QUERIES: Final = {
    "counts": """(: how much there is; what is in pieces (@next, @prev) is one :)
let $texts := db:open("{name}")/tei:TEI
return string-join((
  "documents " || count($texts),
  "sentences " || count($texts//tei:s[not(@prev)]),
  "tokens " || count($texts//(tei:w | tei:pc)[not(@prev)]),
  "mentions " || count($texts/tei:text//(tei:persName | tei:orgName | tei:placeName | tei:name | tei:rs)[not(@prev)]),
  "quotations " || count($texts/tei:text//(tei:said | tei:quote | tei:q | tei:soCalled)[not(@prev)]),
  ""
), "&#10;")
""",
    "organisations": """(: organisations named in a sentence with a place; set $place to a form of its name :)
declare variable $place external := "Paris";
string-join(
  for $text in db:open("{name}")/tei:TEI
  let $ids := $text/tei:standOff//tei:place[tei:placeName = $place]/concat("#", @xml:id)
  for $s in $text//tei:s[.//tei:placeName/tokenize(@ref) = $ids]
  for $org in $s//tei:orgName[not(@prev)]
  return $text/@xml:id || "&#9;" || $s/@xml:id || "&#9;" || normalize-space($org) || "&#10;"
)
""",
    "speaker": """(: what somebody says; set $speaker to a form of the name :)
(: a quotation in parts, each with the id of the next; […] stands for the words between two :)
declare function local:parts($one as element()) as xs:string* {
  string($one),
  for $next in $one/ancestor::tei:text[last()]//*[@xml:id = substring-after($one/@next, "#")]
  let $between := string-join($one/following::text()[. << $next])
  return (if (normalize-space($between)) then " […] " else " "[$between], local:parts($next))
};
declare variable $speaker external := "";
string-join(
  for $text in db:open("{name}")/tei:TEI
  let $ids := $text/tei:standOff//(tei:person | tei:org)[(tei:persName | tei:orgName)/normalize-space() = $speaker]
    /concat("#", @xml:id)
  for $said in $text/tei:text//(tei:said | tei:quote | tei:q | tei:soCalled)[not(@prev)][tokenize(@who) = $ids]
  return $text/@xml:id || "&#9;" || normalize-space(string-join(local:parts($said))) || "&#10;"
)
""",
    "concordance": """(: the occurrences of a lemma, with their sentences :)
declare variable $lemma external := "dire";
string-join(
  for $w in db:open("{name}")//tei:w[@lemma = $lemma][not(@prev)]
  let $s := $w/ancestor::tei:s
  return $w/ancestor::tei:TEI/@xml:id || "&#9;" || normalize-space($w) || "&#9;" || normalize-space($s) || "&#10;"
)
""",
}
"""The queries: each gives one string, its lines with a line feed each, since BaseX writes none after the last."""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``documents/ID.xml``, ``load.bxs`` and ``queries/*.xq``."""
    name = settings.name.lower()
    write_documents(documents, folder / "documents")
    (folder / "load.bxs").write_text(_SCRIPT.format(name=name), encoding="utf-8", newline="")
    queries = folder / "queries"
    queries.mkdir()
    for title, query in QUERIES.items():
        (queries / f"{title}.xq").write_text(HEAD + query.replace("{name}", name), encoding="utf-8", newline="")


def write_documents(documents: Iterable[Document], folder: Path) -> None:
    """Write documents as they are, ``ID.xml`` each."""
    folder.mkdir()
    for document in documents:
        (folder / f"{document.name}.xml").write_bytes(serialise(document.root))


EXPORTER = Exporter("basex", "BaseX: the documents, a script that loads them, queries", write)
