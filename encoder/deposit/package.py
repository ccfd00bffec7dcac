"""Packing a corpus as a bag (BagIt, RFC 8493): whole or not at all, and the same corpus gives the same bytes."""

import shutil
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from lxml import etree

from encoder.analysis.batch import analysed_path
from encoder.corpora.build import INDEX, write_corpus
from encoder.corpora.verify import verify
from encoder.deposit.cmdi import cmdi
from encoder.deposit.crate import CRATE, Described, ro_crate
from encoder.deposit.holdings import Holdings
from encoder.deposit.metadata import DEPOSIT, DepositError, DepositMetadata, is_day
from encoder.deposit.readme import readme
from encoder.deposit.records import datacite, dublin_core
from encoder.exporting import Exported, read_files
from encoder.naming import CORPUS, portable_name, shown_name, tei_files
from schemas.bundled import schema_files
from tei import TeiError, parse_bytes, parse_file, source_text
from tei.corpus import read_counts
from tei.export import Facts

Sources = Literal["free", "all", "none"]
"""Which texts go in as plain text: those whose licence is free, all, or none."""

Documents = Literal["all", "free"]
"""Which documents go in: all, or those whose licence is free."""

TEMPORARY: Final = ".gazetei-"
"""How the folder begins, beside the bag, in which the bag is made."""

_MEDIA: Final = {
    ".xml": "application/tei+xml", ".odd": "application/tei+xml", ".rng": "application/xml", ".sch": "application/xml",
    ".xsd": "application/xml", ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain",
    ".csv": "text/csv", ".json": "application/json", ".md": "text/markdown", ".sha256": "text/plain",
}  # fmt: skip
_RECORDS: Final = {"dublin-core": "oai_dc.rng", "cmdi": "cmdi.rng"}
"""The records that are XML, and the grammars in ``encoder/deposit/data`` that they are held to."""

_COUNTED: Final = {
    "document": "documents", "character": "characters", "sentence": "sentences", "token": "tokens",
    "mention": "mentions", "quotation": "quotations", "entry": "entries",
}  # fmt: skip
_OTHER_ARCHIVES: Final = {".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zst"}
_SHOWN: Final = 20


class RefusedError(DepositError):
    """A corpus with a fault that must be mended before it is packed."""


@dataclass(slots=True)
class Packed:
    """What packing came to: what the corpus counts, what its headers say, plain texts and files of the bag.

    ``left_out`` counts the documents left out for their rights, by ``availability/@status``; ``withheld`` the plain
    texts left out whose documents are in the bag. ``lacking`` names the keys of deposit.toml without which the DataCite
    record says ``(:unav)``.
    """

    counts: dict[str, int] = field(default_factory=dict)
    held: Holdings = field(default_factory=Holdings)
    sources: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)
    lacking: tuple[str, ...] = ()
    files: int = 0
    facts: dict[str, Facts] = field(default_factory=dict)
    """What the headers say, by the path in the bag."""


def package(
    folder: Path, output: Path, about: DepositMetadata, *, documents: Documents = "all", sources: Sources = "free",
    analysis: bool = False, day: str = "",
) -> Packed:  # fmt: skip
    """Pack a corpus that was built and is as it was written into the bag ``output``, which must not be there.

    A name that ends in ``.zip`` gives the bag as one file. ``day`` (``YYYY-MM-DD``) is that of bagging, the date of
    publication if left out. Raises :class:`RefusedError` if something is wrong with the corpus, :class:`DepositError`
    if what is said of it cannot be used, ``OSError`` if there is no space or no right to write; then nothing is left.
    """
    if find_spec("bagit") is None:
        raise DepositError("packing needs bagit: pip install 'gazetei[deposit]'")
    _check_place(folder, output)
    if not about.date:
        raise DepositError("a bag has a date; give one in deposit.toml, or to gazetei corpus build --when", key="date")
    day = day or about.date
    if not is_day(day):
        message = f"a bag is made on a day, which {day} is not; give one with --when, or a full date in deposit.toml"
        raise DepositError(message, key="when")
    if problems := list(verify(folder)):
        shown = "".join(f"\n  {one.file}: {one.kind}: {one.message}" for one in problems[:_SHOWN])
        more = f"\n  … and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise RefusedError(f"it cannot be packed as it is; gazetei corpus verify says:{shown}{more}",
                           path=shown_name(folder))  # fmt: skip
    _check_names(folder)
    with _place(output.parent) as temporary:
        made = temporary / output.stem
        packed = Packed()
        packed_from = folder
        if documents == "free":
            packed_from = temporary / ".free"
            packed.left_out = _select(folder, packed_from, about)
        _fill(packed_from, made, about, packed, sources=sources, analysis=analysis)
        _describe(folder, made, about, packed, analysis=analysis, day=day)
        _bag(made, about, day)
        if output.suffix.lower() == ".zip":
            _zip(made, temporary / "whole.zip")
            (temporary / "whole.zip").rename(output)
            return packed
        if output.exists():
            output.rmdir()
        made.chmod(0o755)
        made.rename(output)
    return packed


def _check_place(folder: Path, output: Path) -> None:
    if output.suffix.lower() in _OTHER_ARCHIVES:
        raise DepositError("a bag is a folder, or one file whose name ends in .zip", path=shown_name(output))
    taken = output.exists() and (not output.is_dir() or output.suffix.lower() == ".zip" or any(output.iterdir()))
    if taken or output.is_symlink():
        raise DepositError("it is there already; name another, so that no older bag is mixed in or lost",
                           path=shown_name(output))  # fmt: skip
    if output.resolve().is_relative_to(folder.resolve()):
        raise DepositError("it lies in the corpus; name a place outside", path=shown_name(output))


def _check_names(folder: Path) -> None:
    """Refuse what could not be taken out of the bag on another system: names it cannot have, or takes for one."""
    faults = []
    taken: dict[str, str] = {}
    for path in tei_files([folder]):
        name = path.relative_to(folder).as_posix()
        if not all(portable_name(part) for part in path.relative_to(folder).parts):
            faults.append(f"{shown_name(Path(name))}: not every system can have a file of this name")
        earlier = taken.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if earlier != name:
            faults.append(f"{shown_name(Path(name))}: some systems take it for {shown_name(Path(earlier))}")
    if faults:
        shown = "".join(f"\n  {one}" for one in faults[:_SHOWN])
        more = f"\n  … and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        message = f"rename these, and run gazetei corpus build:{shown}{more}"
        raise RefusedError(message, path=shown_name(folder))


@contextmanager
def _place(parent: Path) -> Iterator[Path]:
    """Give a folder to work in below one that is made if it is not there; both go again if anything fails."""
    missing = [one for one in (parent, *parent.parents) if not one.exists()]
    parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=parent) as temporary:
            yield Path(temporary)
    except BaseException:
        with suppress(OSError):
            for one in missing:
                one.rmdir()
        raise


def _select(folder: Path, chosen: Path, about: DepositMetadata) -> Counter[str]:
    """Make a corpus of the documents whose licence is free, and count the others by their status."""
    left_out: Counter[str] = Counter()
    for path, document in read_files([folder], Exported()):
        if document.facts.rights != "free":
            left_out[document.facts.rights or "unknown"] += 1
            continue
        for one in (path, *([analysed_path(path)] if document.analysed else [])):
            _copy(one, chosen / one.relative_to(folder))
    if not chosen.is_dir():
        raise RefusedError("no document of it has a free licence, so that nothing would be packed",
                           path=shown_name(folder))  # fmt: skip
    write_corpus(chosen, about.corpus, work=chosen, near=1)
    return left_out


def _fill(
    folder: Path, made: Path, about: DepositMetadata, packed: Packed, *, sources: Sources, analysis: bool
) -> None:
    """Put the documents, their texts and the schema into a folder, and count them."""
    counted = read_counts(parse_file(folder / CORPUS).getroot())
    packed.counts = {_COUNTED[unit]: number for unit, number in counted.items() if number}
    for name in (CORPUS, INDEX):
        _copy(folder / name, made / "corpus" / name)
    for schema, data in schema_files().items():
        _write(made / "corpus" / "schema" / schema, data)
    packed.lacking = tuple(key for key in ("creators", "publisher") if not getattr(about, key))
    for path, document in read_files([folder], Exported()):
        relative = path.relative_to(folder)
        _copy(path, made / "corpus" / relative)
        packed.facts[f"corpus/{relative.as_posix()}"] = document.facts
        packed.held.add(document.facts, path.stat().st_size)
        if analysis and document.analysed:
            other = analysed_path(relative)
            _copy(folder / other, made / "corpus" / other)
            packed.facts[f"corpus/{other.as_posix()}"] = document.facts
        if sources == "all" or (sources == "free" and document.facts.rights == "free"):
            text = source_text(parse_file(path).getroot())
            _write((made / "sources" / relative).with_suffix(".txt"), text.encode("utf-8"))
            packed.facts[f"sources/{relative.with_suffix('.txt').as_posix()}"] = document.facts
            packed.sources += 1
        elif sources == "free":
            packed.withheld[document.facts.rights or "unknown"] += 1
    for page, data in _schema_pages().items():
        _write(made / "schema" / page, data)


def _describe(folder: Path, made: Path, about: DepositMetadata, packed: Packed, *, analysis: bool, day: str) -> None:
    """Put what is said of it beside it: the records, the README, the RO-Crate."""
    for record, data in _records(folder, about, packed, day):
        _write(made / "metadata" / record, data)
    explained = readme(
        about,
        packed.held,
        packed.counts,
        sources=packed.sources,
        left_out=packed.left_out,
        withheld=packed.withheld,
        analysed=analysis,
    )
    _write(made / "README.md", explained)
    listed = sorted(path for path in made.rglob("*") if path.is_file())
    packed.files = len(listed) + 1
    _write(made / CRATE, ro_crate(about, packed.held, (_described(path, made, packed.facts) for path in listed)))


def _records(folder: Path, about: DepositMetadata, packed: Packed, day: str) -> Iterator[tuple[str, bytes]]:
    """Give what is said of the corpus in the forms of archives, by path; those in XML are held to their grammars."""
    yield "datacite.json", datacite(about, packed.held, packed.counts)
    made = {"dublin-core": dublin_core(about, packed.held), "cmdi": cmdi(about, packed.held, packed.counts, day=day)}
    if about.cmdi_record:
        made["cmdi"] = (folder / about.cmdi_record).read_bytes()
    for name, data in made.items():
        grammar = files("encoder.deposit").joinpath("data", _RECORDS[name]).read_bytes()
        own = str(folder / about.cmdi_record) if name == "cmdi" and about.cmdi_record else ""
        if reason := _fault(data, grammar):
            raise DepositError(f"it is no {name} record as it must be: {reason}", path=own or str(folder / DEPOSIT))
        yield f"{name}.xml", data
        yield f"schema/{name}.rng", grammar


def _fault(data: bytes, grammar: bytes) -> str:
    """Say why a record is not valid; empty if it is."""
    try:
        root = parse_bytes(data).getroot()
    except TeiError as error:
        return str(error)
    relax = etree.RelaxNG(etree.fromstring(grammar))
    if relax.validate(root):
        return ""
    first = relax.error_log[0]
    return f"line {first.line}: {first.message}"


@cache
def _schema_pages() -> Mapping[str, bytes]:
    """Give the XML Schema of the customisation and its documentation, by path."""
    from schemas.odd.compiler import compile_odd
    from schemas.odd.write import write_all

    with as_file(files("schemas").joinpath("gazetei.odd")) as path:
        return write_all(compile_odd(path, path="gazetei.odd"), ("xsd", "html"))


def _described(path: Path, made: Path, facts: dict[str, Facts]) -> Described:
    name = path.relative_to(made).as_posix()
    record = path.suffix == ".xml" and name.startswith("metadata/")
    media = "application/xml" if record else _MEDIA.get(path.suffix, "application/octet-stream")
    return Described(name, media, path.stat().st_size, facts.get(name))


def _bag(made: Path, about: DepositMetadata, day: str) -> None:
    import bagit

    agent = f"gazetei {version('gazetei')}, with bagit <https://github.com/LibraryOfCongress/bagit-python>"
    information = {
        "Bag-Software-Agent": agent,
        "Bagging-Date": day,
        "External-Description": " ".join((about.description or about.title).split()),
        "External-Identifier": f"https://doi.org/{about.doi}" if about.doi else "",
        "Source-Organization": about.publisher,
        "Contact-Email": about.contact,
    }
    said = {key: value for key, value in information.items() if value}
    bagit.make_bag(str(made), said, checksums=["sha256", "sha512"])


def _zip(made: Path, target: Path) -> None:
    """Put a folder into one file: sorted, without times, uncompressed, so that every machine makes the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as whole:
        for path in sorted(made.rglob("*")):
            if path.is_file():
                name = zipfile.ZipInfo(path.relative_to(made.parent).as_posix(), date_time=(1980, 1, 1, 0, 0, 0))
                name.external_attr = 0o100644 << 16
                name.create_system = 3  # Unix, on every machine
                name.file_size = path.stat().st_size
                with path.open("rb") as stream, whole.open(name, "w") as out:
                    shutil.copyfileobj(stream, out)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
