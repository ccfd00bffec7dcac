"""The way of an article: read, structure, annotators (names, dates, quotations, measures), header, weave, check.

One function, :func:`encode`: bytes of an article in, bytes of a TEI document out that has passed its checks.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any, Final

from lxml import etree

from encoder.annotators import Model, builtin
from encoder.annotators.entities import INSTALLABLE, MODELS, find_model, not_installed
from encoder.annotators.protocol import Found, Passage, Step, steps
from encoder.checks import check_document
from encoder.dates import Published
from encoder.languages import detect_language
from encoder.linking import Authority
from encoder.readers import read_source
from encoder.registers import annotate_parts, annotate_roles
from encoder.rules import STEPS as RULE_STEPS
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
    Written,
    build_document,
    read,
    recorded_digest,
    serialise,
)
from tei.export import QUOTATIONS
from tei.plugins import ANNOTATORS, OWN
from tei.prose import HeaderLanguage, header_language

NO_MODEL: Final = "none"
"""The value of ``--model`` that leaves entities out."""

SCHEMA: Final = "gazetei.odd"
"""The customisation that every document follows, and is checked against."""

_VERSION: Final = re.compile(r"\d+[a-z]*\d*(?:\.\d+[a-z]*\d*){0,3}")
"""What ``application/@version`` takes of a version (teidata.versionNumber)."""

_INCIPIT: Final = 80
_OWN: Final = tuple(OWN[ANNOTATORS])
"""The annotators that always run, in their order."""

_STEPS: Final[tuple[tuple[str, str, str], ...]] = (
    ("structure", "structure de l’article", "structure of the article"),
    ("entities", *builtin.NAMES.labels),
    *((step, *labels) for step, labels in RULE_STEPS.items()),
    ("registers", "registres, parties des noms et fonctions", "registers, parts of names and roles"),
    ("authorities", "fichiers d’autorité du projet", "the project’s authority files"),
    ("linking", "identification des lieux", "identification of places"),
    ("dates", *builtin.DATES.labels),
    ("measures", *builtin.MEASURES.labels),
    ("quotations", *builtin.QUOTATIONS.labels),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What is the same for every article of a run.

    ``metadata`` overrules the article's own metadata file; ``model`` is an installed spaCy package, ``none``, or
    empty for the usual one of the language; ``labels`` are labels of that model with the element of each, over the
    usual ones (:func:`encoder.annotators.read_label_map`); ``when`` is the ISO 8601 day written in the header;
    ``reported_speech`` tags reported speech that stands between no marks; ``dates`` (with times) and ``measures``
    (with numbers) can be left out; ``annotators`` are those of other packages that run as well, in their order.
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
    annotators: tuple[str, ...] = ()


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
    source = read_source(data, filename=filename, encoding=options.encoding)
    metadata = make_metadata(dict(source.metadata), dict(sidecar or {}), dict(options.metadata))
    structure = find_structure(source.text, title=metadata.title)
    article = Article(article_id, structure.text, metadata, source.source)
    lang = metadata.lang or detect_language(article.text)
    model, warnings = _model(options.model, lang)
    passage = Passage(
        article.text,
        structure.blocks,
        tuple(_running_text(structure)),
        lang,
        metadata,
        tuple(one.span for one in structure.markup.annotations if one.tag == "docAuthor"),
        Published.of(metadata.date) or Published.of(structure.date, "medium"),
        model,
        options,
    )
    others = steps(options.annotators)
    found = _found(passage, others)
    found["quotations"] = _without_titles(found["quotations"], structure)
    names = found["names"].layers[0]
    dates, measures = (found[name].layers[0] if name in found else Layer(name) for name in ("dates", "measures"))
    entries = tuple(entry for one in found.values() for entry in one.entries)
    fixed = (*structure.markup.annotations, *dates.annotations, *measures.annotations)
    roles = annotate_roles(article.text, structure.blocks, names.annotations, fixed)
    parts = annotate_parts(article.text, names.annotations)
    theirs = tuple(layer for step in others for layer in found[step.registration.name].layers)
    found_in_text = (*found["quotations"].layers, dates, measures, roles, names, parts, *theirs)
    root = build_document(
        article,
        (structure.structure, structure.markup, *found_in_text),
        entries,
        found=_findings(structure, metadata, lang, entries, _written(structure, names, dates, entries)),
        provenance=_provenance(model, header_language(lang), options, (names, dates, measures), others),
        gaps=structure.gaps,
    )
    warnings = [*source.warnings, *warnings, *(said for one in found.values() for said in one.warnings)]
    document = serialise(root)
    check_document(document, article.text, path=filename)
    return Encoded(document, recorded_digest(root, "text"), tuple(warnings), _counts(root, len(entries)))


def _found(passage: Passage, others: Sequence[Step]) -> dict[str, Found]:
    """Give what each annotator finds, one after the other, without what the options leave out."""
    options = passage.options
    left_out = {name for name, wanted in (("dates", options.dates), ("measures", options.measures)) if not wanted}
    found: dict[str, Found] = {}
    for step in (*steps(_OWN), *others):
        name = step.registration.name
        if name != "measures" or options.measures:  # a date left out is found all the same: it is no number
            found[name] = step.run(replace(passage, found=found))
    return {name: one for name, one in found.items() if name not in left_out}


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


def _without_titles(quotations: Found, structure: Structure) -> Found:
    """Give the quotations without those that are titles of other articles (« Lire aussi : « … » »)."""
    titles = {one.span for one in structure.markup.annotations if one.tag == "title"}
    layers = (
        Layer(layer.name, tuple(one for one in layer.annotations if one.tag == "rs" or one.span not in titles))
        for layer in quotations.layers
    )
    return replace(quotations, layers=tuple(layers))


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


def _provenance(
    model: Model | None, language: HeaderLanguage, options: Options, layers: Sequence[Layer], others: Sequence[Step]
) -> Provenance:
    own = version("gazetei")
    decided = {str(one.get("resp")).removeprefix("#") for layer in layers for one in layer.annotations}
    decided |= {"structure", "quotations"}
    if model:
        decided |= {"entities", "registers", "linking"}
        if options.authorities:
            decided.add("authorities")
    done = [one for one in _STEPS if one[0] in decided]
    schema = "schéma (ODD)" if language == "fr" else "schema (ODD)"
    digest = hashlib.sha256(schema_files()[SCHEMA]).hexdigest()
    applications = [
        Application("gazetei", own, "gazetei"), Application(SCHEMA, own, f"{schema}, SHA-256 {digest}"),
    ]  # fmt: skip
    if model:
        label = "modèle d’entités nommées (spaCy)" if language == "fr" else "named entity model (spaCy)"
        applications.append(Application(model.name, model.version, label))
    responsibilities = [
        Responsibility(identifier, french if language == "fr" else english, f"gazetei {own}")
        for identifier, french, english in done
    ]
    for step in others:
        one, (french, english) = step.registration, step.annotator.labels
        label = french if language == "fr" else english
        responsibilities.append(Responsibility(one.name, label, f"{one.distribution} {one.version}".strip()))
        numbers = _VERSION.match(one.version)
        applications.append(
            Application(one.distribution, numbers[0] if numbers else "0", f"{label}, {one.distribution} {one.version}")
        )
    return Provenance(
        tuple(responsibilities),
        tuple(applications),
        options.when,
        options.schema,
    )


def _counts(root: etree._Element, entries: int) -> dict[str, int]:
    # as exports count: what is in pieces is one
    reading = read(root)
    found = (*reading.structure.annotations, *reading.markup.annotations)
    tags = Counter(one.tag for one in found if not one.get("prev"))
    names = tags["persName"] + tags["placeName"] + tags["orgName"]
    quotations = sum(tags[tag] for tag in QUOTATIONS)
    return {"paragraphs": tags["p"], "names": names, "entries": entries, "quotations": quotations}
