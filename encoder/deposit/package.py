"""Packing a corpus as a bag (BagIt, RFC 8493): whole or not at all, and the same corpus gives the same bytes."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from encoder.corpora.build import INDEX
from encoder.corpora.verify import verify
from encoder.deposit.metadata import DepositError, DepositMetadata
from encoder.deposit.readme import readme
from encoder.deposit.records import cmdi, datacite, dublin_core, ro_crate
from encoder.exporting import Exported, read_files
from encoder.naming import CORPUS, shown_name
from schemas.bundled import schema_files
from tei import parse_file, source_text

Sources = Literal["free", "all", "none"]
"""Which texts go in as plain text: those whose licence is free, all, or none."""

_MEDIA: Final = {
    ".xml": "application/tei+xml", ".odd": "application/tei+xml", ".rng": "application/xml", ".sch": "application/xml",
    ".xsd": "application/xml", ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain",
    ".csv": "text/csv", ".json": "application/json", ".md": "text/markdown", ".sha256": "text/plain",
}  # fmt: skip
_NEEDS: Final = ("bagit", "rocrate")
_SHOWN: Final = 20


@dataclass(slots=True)
class Packed:
    """What packing came to: counts of what is in the bag, how many texts went in as plain text, how many did not.

    ``withheld`` counts the texts left out, by ``availability/@status``; their documents are in the bag. ``lacking``
    names the keys of deposit.toml without which the DataCite record is not complete.
    """

    counts: Counter[str] = field(default_factory=Counter)
    sources: int = 0
    withheld: Counter[str] = field(default_factory=Counter)
    lacking: tuple[str, ...] = ()
    files: int = 0


def package(folder: Path, output: Path, about: DepositMetadata, *, sources: Sources = "free") -> Packed:
    """Pack a corpus that was built and is as it was written into the bag ``output``, which must not be there.

    Raises :class:`DepositError` if something is wrong with the corpus or missing, ``OSError`` if there is no space or
    no right to write; then nothing is left behind.
    """
    if missing := [name for name in _NEEDS if find_spec(name) is None]:
        raise DepositError(f"packing needs {' and '.join(missing)}: pip install 'gazetei[deposit]'")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise DepositError("it is there already; name a folder that is not, so that no older bag is mixed in",
                           path=shown_name(output))  # fmt: skip
    if output.resolve().is_relative_to(folder.resolve()):
        raise DepositError("it lies in the corpus; name a folder outside", path=shown_name(output))
    if not about.date:
        raise DepositError("a bag has a date; give one in deposit.toml, or to gazetei corpus build --when", key="date")
    if problems := list(verify(folder)):
        shown = "".join(f"\n  {one.file}: {one.kind}: {one.message}" for one in problems[:_SHOWN])
        more = f"\n  … and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise DepositError(f"it cannot be packed as it is; gazetei corpus verify says:{shown}{more}",
                           path=shown_name(folder))  # fmt: skip
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".gazetei-", dir=output.parent) as temporary:
        made = Path(temporary) / "bag"
        packed = _fill(folder, made, about, sources)
        _bag(made, about)
        if output.exists():
            output.rmdir()
        made.chmod(0o755)
        made.rename(output)
    return packed


def _fill(folder: Path, made: Path, about: DepositMetadata, sources: Sources) -> Packed:
    """Put what the bag holds into a folder."""
    packed = Packed(lacking=tuple(key for key in ("title", "creators", "publisher", "date") if not getattr(about, key)))
    result = Exported()
    corpus = made / "corpus"
    (corpus / "schema").mkdir(parents=True)
    for own in (CORPUS, INDEX):
        shutil.copyfile(folder / own, corpus / own)
    for name, data in schema_files().items():
        (corpus / "schema" / name).write_bytes(data)
    for path, document in read_files([folder], result):
        relative = path.relative_to(folder)
        (corpus / relative).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, corpus / relative)
        if sources == "all" or (sources == "free" and document.facts.rights == "free"):
            target = (made / "sources" / relative).with_suffix(".txt")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source_text(parse_file(path).getroot()), encoding="utf-8", newline="")
            packed.sources += 1
        elif sources == "free":
            packed.withheld[document.facts.rights or "unknown"] += 1
    packed.counts = result.counts
    for name, data in _schema_pages():
        (made / "schema" / name).parent.mkdir(parents=True, exist_ok=True)
        (made / "schema" / name).write_bytes(data)
    (made / "metadata").mkdir()
    records = {"datacite.json": datacite(about, packed.counts), "dublin-core.xml": dublin_core(about)}
    for name, data in (records | {"cmdi.xml": cmdi(about)}).items():
        (made / "metadata" / name).write_bytes(data)
    (made / "README.md").write_bytes(readme(about, packed.counts, packed.sources, packed.withheld))
    listed = sorted(path for path in made.rglob("*") if path.is_file())
    packed.files = len(listed) + 1
    described = (
        (path.relative_to(made).as_posix(), _MEDIA.get(path.suffix, "application/octet-stream"), path.stat().st_size)
        for path in listed
    )
    (made / "ro-crate-metadata.json").write_bytes(ro_crate(about, described))
    return packed


def _schema_pages() -> Iterator[tuple[str, bytes]]:
    """Give the XML Schema of the customisation and its documentation, by path."""
    from schemas.odd.compiler import compile_odd
    from schemas.odd.write import write_all

    with as_file(files("schemas").joinpath("gazetei.odd")) as path:
        yield from write_all(compile_odd(path, path="gazetei.odd"), ("xsd", "html")).items()


def _bag(made: Path, about: DepositMetadata) -> None:
    import bagit

    information = {
        "Bag-Software-Agent": "gazetei, with bagit <https://github.com/LibraryOfCongress/bagit-python>",
        "Bagging-Date": about.date,
        "External-Description": " ".join((about.description or about.title).split()),
        "External-Identifier": about.doi,
        "Source-Organization": about.publisher,
        "Contact-Email": about.contact,
    }
    said = {key: value for key, value in information.items() if value}
    bagit.make_bag(str(made), said, checksums=["sha256", "sha512"])
