"""The way of an article: read, structure, names, registers, dates, measures, quotations, header, weave, check.

One function, :func:`encode`: bytes of an article in, bytes of a TEI document out that has passed its checks.
"""

import bisect
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Final

from lxml import etree

from encoder.annotators import Model, annotate_entities
from encoder.annotators.entities import INSTALLABLE, MODELS, find_model, not_installed
from encoder.checks import check_document
from encoder.dates import Dates, Published, annotate_dates
from encoder.languages import detect_language
from encoder.linking import Authority, identify, link
from encoder.measures import annotate_measures
from encoder.quotations import annotate_quotations
from encoder.readers import read_text
from encoder.registers import annotate_parts, annotate_roles, register
from encoder.rules import STEPS as RULE_STEPS
from encoder.rules import apply_rules
from encoder.sidecar import make_metadata
from encoder.structure import Structure, find_structure
from schemas.bundled import schema_files
from tei import (
    Application,
    Article,
    Entry,
    Findings,
    Layer,
    Metadata,
    Provenance,
    Responsibility,
    Span,
    Written,
    build_document,
    recorded_digest,
    serialise,
)
from tei.names import local_name, tei
from tei.prose import HeaderLanguage, header_language

NO_MODEL: Final = "none"
"""The value of ``--model`` that leaves entities out."""

SCHEMA: Final = "gazetei.odd"
"""The customisation that every document follows, and is checked against."""

_INCIPIT: Final = 80
_SHOWN: Final = 5
_STEPS: Final[tuple[tuple[str, str, str], ...]] = (
    ("structure", "structure de l’article", "structure of the article"),
    ("entities", "personnes, lieux et organisations", "persons, places and organisations"),
    *((step, *labels) for step, labels in RULE_STEPS.items()),
    ("registers", "registres, parties des noms et fonctions", "registers, parts of names and roles"),
    ("authorities", "fichiers d’autorité du projet", "the project’s authority files"),
    ("linking", "identification des lieux", "identification of places"),
    ("dates", "dates et heures", "dates and times"),
    ("measures", "nombres et mesures", "numbers and measures"),
    ("quotations", "citations et locuteurs", "quotations and speakers"),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What is the same for every article of a run.

    ``metadata`` overrules the article's own metadata file; ``model`` is an installed spaCy package, ``none``, or
    empty for the usual one of the language; ``labels`` are labels of that model with the element of each, over the
    usual ones (:func:`encoder.annotators.read_label_map`); ``when`` is the ISO 8601 day written in the header;
    ``reported_speech`` tags reported speech that stands between no marks; ``dates`` (with times) and ``measures``
    (with numbers) can be left out.
    """

    metadata: Mapping[str, Any] = field(default_factory=dict)
    encoding: str = ""
    model: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    when: str = ""
    schema: str = ""
    reported_speech: bool = False
    authorities: tuple[Authority, ...] = ()
    dates: bool = True
    measures: bool = True


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished document: its bytes, what to tell the person who encodes, and what was found."""

    data: bytes
    text_sha256: str
    warnings: tuple[str, ...]
    counts: Mapping[str, int]


def encode(
    data: bytes, *, filename: str, article_id: str, sidecar: Mapping[str, Any] | None = None, options: Options
) -> Encoded:
    """Give the TEI document of a plain-text article.

    Raises :class:`encoder.errors.InputError` for what cannot be read, :class:`tei.MetadataError` for metadata that
    cannot be right, :class:`encoder.errors.ModelError` for a model that cannot be used and
    :class:`encoder.errors.InvalidResultError` if the document does not pass its own checks.
    """
    source = read_text(data, filename=filename, encoding=options.encoding)
    metadata = make_metadata(dict(sidecar or {}), dict(options.metadata))
    structure = find_structure(source.text, title=metadata.title)
    article = Article(article_id, structure.text, metadata, source.source)
    lang = metadata.lang or detect_language(article.text)
    model, warnings = _model(options.model, lang)
    authors = [one.span for one in structure.markup.annotations if one.tag == "docAuthor"]
    found = Layer("entities")
    if model:
        found = annotate_entities(article.text, structure.blocks, model, authors, options.labels)
        found = apply_rules(article.text, structure.blocks, found, lang=lang, certain=authors)
    names, entries = register(article.text, structure.blocks, found)
    entries = identify(entries, options.authorities, lang)
    names, entries = link(article.text, names, entries, metadata, lang)
    published = Published.of(metadata.date) or Published.of(structure.date, "medium")
    told = annotate_dates(article.text, structure.blocks, names.annotations, published, lang)
    dates = told if options.dates else Dates(Layer("dates"))
    quotations = annotate_quotations(
        article.text,
        structure.blocks,
        names.annotations,
        entries,
        flow=_running_text(structure),
        reported=options.reported_speech,
    )
    measures = Layer("measures")
    titles = [one for one in quotations.layer.annotations if one.tag == "title"]
    if options.measures:  # a date left out is no number
        taken = (*names.annotations, *told.layer.annotations, *titles)
        measures = annotate_measures(article.text, structure.blocks, taken, lang)
    entries = (*entries, *quotations.entries)
    warnings = [
        *source.warnings,
        *warnings,
        *_unpaired(article.text, structure.blocks, quotations.unpaired),
        *_impossible(article.text, structure.blocks, dates.impossible),
    ]
    fixed = (*structure.markup.annotations, *dates.layer.annotations, *measures.annotations)
    roles = annotate_roles(article.text, structure.blocks, names.annotations, fixed)
    parts = annotate_parts(article.text, names.annotations)
    found_in_text = (quotations.turns, quotations.layer, dates.layer, measures, roles, names, parts)
    root = build_document(
        article,
        (structure.structure, structure.markup, *found_in_text),
        entries,
        found=_findings(structure, metadata, lang, entries, _written(structure, names, dates.layer, entries)),
        provenance=_provenance(model, header_language(lang), options, (names, dates.layer, measures)),
        gaps=structure.gaps,
    )
    document = serialise(root)
    check_document(document, article.text, path=filename)
    return Encoded(document, recorded_digest(root, "text"), tuple(warnings), _counts(root, len(entries)))


def _model(name: str, lang: str) -> tuple[Model | None, list[str]]:
    if name == NO_MODEL:
        return None, []
    language = lang.partition("-")[0].lower()
    usual = MODELS.get(language, ())
    if name and (found := find_model(name)) is None:
        raise not_installed(name)
    if name:
        return found, []
    if found := next((one for other in usual if (one := find_model(other))), None):
        return found, []
    if usual:
        how = f"install one with: pip install {INSTALLABLE[language]}" if language in INSTALLABLE else "use --model"
        return None, [f"no names were tagged: no model for “{lang}” is installed; {how}"]
    shown = "the language could not be told" if lang == "und" else f"there is no usual model for “{lang}”"
    return None, [f"no names were tagged: {shown}; use --lang or --model"]


def _running_text(structure: Structure) -> list[int]:
    """Give the numbers of the blocks that are paragraphs."""
    paragraphs = {one.span for one in structure.structure.annotations if one.tag == "p"}
    return [number for number, block in enumerate(structure.blocks) if block in paragraphs]


def _written(structure: Structure, names: Layer, dates: Layer, entries: Sequence[Entry]) -> Written:
    """Give what the article's dateline says of where and when it was written."""
    datelines = [one.span for one in structure.structure.annotations if one.tag == "dateline"]

    def inside(layer: Layer, tag: str, attribute: str) -> str:
        said = (one for one in layer.annotations if one.tag == tag and any(line.holds(one.span) for line in datelines))
        return next((str(one.get(attribute)) for one in said if one.get(attribute)), "")

    ref = inside(names, "placeName", "ref")
    forms = next(([form.text for form in entry.forms] for entry in entries if f"#{entry.id}" == ref), [])
    place = next((form for form in forms if not form.isupper()), forms[0] if forms else "")
    return Written(place, ref if place else "", inside(dates, "date", "when"))


def _findings(
    structure: Structure, metadata: Metadata, lang: str, entries: Sequence[Entry], written: Written
) -> Findings:
    title, title_type = metadata.title or structure.title, "main"
    title = " ".join(title.split())
    if not title:
        first = structure.text.split("\n")[0]
        title = first if len(first) <= _INCIPIT else first[:_INCIPIT].rsplit(" ", 1)[0] + "…"
        title_type = "incipit"
    return Findings(
        title=title,
        title_type=title_type,
        authors=metadata.authors or structure.authors,
        date=structure.date,
        date_cert="medium" if structure.date else "",
        lang=lang,
        renditions=structure.renditions,
        linked=any(one.type == "geonames" for entry in entries for one in entry.idno),
        written=written,
    )


def _provenance(model: Model | None, language: HeaderLanguage, options: Options, layers: Sequence[Layer]) -> Provenance:
    own = version("gazetei")
    decided = {str(one.get("resp")).removeprefix("#") for layer in layers for one in layer.annotations}
    decided |= {"structure", "quotations"}
    if model:
        decided |= {"entities", "registers", "linking"}
        if options.authorities:
            decided.add("authorities")
    steps = [one for one in _STEPS if one[0] in decided]
    schema = "schéma (ODD)" if language == "fr" else "schema (ODD)"
    digest = hashlib.sha256(schema_files()[SCHEMA]).hexdigest()
    applications = [
        Application("gazetei", own, "gazetei"), Application(SCHEMA, own, f"{schema}, SHA-256 {digest}"),
    ]  # fmt: skip
    if model:
        label = "modèle d’entités nommées (spaCy)" if language == "fr" else "named entity model (spaCy)"
        applications.append(Application(model.name, model.version, label))
    return Provenance(
        tuple(
            Responsibility(identifier, french if language == "fr" else english, f"gazetei {own}")
            for identifier, french, english in steps
        ),
        tuple(applications),
        options.when,
        options.schema,
    )


def _unpaired(text: str, blocks: Sequence[Span], offsets: Sequence[int]) -> list[str]:
    """Give a sentence for each mark that has no partner, the first few of them."""
    sentences = [
        f"the mark {text[offset]} in {_place(text, blocks, offset)} has no partner" for offset in offsets[:_SHOWN]
    ]
    return [*sentences, *_more(offsets, "marks have no partner")]


def _impossible(text: str, blocks: Sequence[Span], spans: Sequence[Span]) -> list[str]:
    """Give a sentence for each date that does not exist, the first few of them."""
    sentences = [
        f"the date {text[span.start : span.end]} in {_place(text, blocks, span.start)} does not exist; "
        "it is tagged without a value"
        for span in spans[:_SHOWN]
    ]
    return [*sentences, *_more(spans, "dates do not exist")]


def _place(text: str, blocks: Sequence[Span], offset: int) -> str:
    """Give the number of the block at an offset and the words around it."""
    number = bisect.bisect_right([block.start for block in blocks], offset)
    shown = " ".join(text[max(0, offset - 15) : offset + 25].split())
    return f"block {number} (“{shown}”)"


def _more(places: Sequence[object], what: str) -> list[str]:
    return [f"{len(places) - _SHOWN} more {what}"] if len(places) > _SHOWN else []


def _counts(root: etree._Element, entries: int) -> dict[str, int]:
    tags = Counter(local_name(one.tag) for one in root.iterfind(f"{tei('text')}//*"))
    names = tags["persName"] + tags["placeName"] + tags["orgName"]
    quotations = tags["said"] + tags["q"] + tags["quote"] + tags["soCalled"]
    return {"paragraphs": tags["p"], "names": names, "entries": entries, "quotations": quotations}
