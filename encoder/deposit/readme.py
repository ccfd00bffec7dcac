"""The README of a bag, for people, in English and then in French: what is here, whose it is, how it is checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from encoder.deposit.holdings import NOT_STATED, Holdings
from encoder.deposit.metadata import DepositMetadata

_ENGLISH: Final = """# {title}

*En français plus bas.*

{description}By: {creators}. Publisher: {publisher}. Date: {date}.
{more}{cite}
## What may be done with it

Licence of the encoding: {licence}.{access}

The licence says nothing of the articles themselves. What the header of each document says of its text:

{rights}
{withheld}
## What is here

{numbers}

{newspapers}- `corpus/`: the documents in TEI P5, `corpus.xml` that includes them and has the registers of the whole,
  `index.csv` with a line a document{analysed}
- `corpus/schema/`: the TEI customisation (ODD), with the RELAX NG and the Schematron that the documents name
- `schema/`: the same customisation as XML Schema (`gazetei.xsd.txt`: what that cannot say), and its documentation as
  pages: open `schema/html/index.html`
{sources}- `metadata/`: what is said here as DataCite (JSON), Dublin Core and CMDI; `metadata/schema/` has the RELAX
  NG of the last two
- `ro-crate-metadata.json`: every file, its kind and size, as an RO-Crate

## How to check it

The folder above this one is a bag (BagIt, RFC 8493): `bagit.py --validate FOLDER` tells whether a byte was changed; so
does `sha256sum -c manifest-sha256.txt` in it. Any RELAX NG validator holds the documents to
`corpus/schema/gazetei.rng`, offline; so does `gazetei validate corpus`.
"""

_FRENCH: Final = """# {title}

{description}Par : {creators}. Éditeur : {publisher}. Date : {date}.
{more}{cite}
## Ce que l’on peut en faire

Licence de l’encodage : {licence}.{access}

La licence ne dit rien des articles eux-mêmes. Ce que l’en-tête de chaque document dit de son texte :

{rights}
{withheld}
## Ce qui est ici

{numbers}

{newspapers}- `corpus/` : les documents en TEI P5, `corpus.xml` qui les inclut et porte les index de l’ensemble,
  `index.csv` avec une ligne par document{analysed}
- `corpus/schema/` : la personnalisation de la TEI (ODD), avec le RELAX NG et le Schematron que nomment les documents
- `schema/` : la même personnalisation en XML Schema (`gazetei.xsd.txt` : ce qu’il ne peut dire), et sa documentation en
  pages : ouvrez `schema/html/index.html`
{sources}- `metadata/` : ce qui est dit ici en DataCite (JSON), Dublin Core et CMDI ; `metadata/schema/` a le RELAX NG
  des deux derniers
- `ro-crate-metadata.json` : chaque fichier, sa nature et sa taille, en RO-Crate

## Comment le vérifier

Le dossier qui contient celui-ci est un « bag » (BagIt, RFC 8493) : `bagit.py --validate DOSSIER` dit si un octet a
changé ; `sha256sum -c manifest-sha256.txt` le dit aussi. Tout validateur RELAX NG confronte les documents à
`corpus/schema/gazetei.rng`, hors ligne ; `gazetei validate corpus` aussi.
"""

_SHOWN: Final = 12
"""So many licences and newspapers are listed, the rest is counted."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What the two languages say otherwise; ``{}`` stands for what is counted."""

    nothing: str
    cite: str
    access: Mapping[str, str]
    fields: Mapping[str, str]
    counted: Mapping[str, tuple[str, str]]
    statuses: Mapping[str, str]
    licence: str
    newspaper: str
    documents: str
    others: str
    period: str
    left_out: str
    withheld: str
    sources: str
    analysed: str
    uncounted: str


_EN: Final = _Words(
    nothing=NOT_STATED,
    cite="To cite it: {}",
    access={
        "open": "The files are open to everybody.", "embargoed": "The files are under embargo{}.",
        "restricted": "The files are given to those who ask and may have them.", "closed": "The files are closed.",
        "until": " until {}",
    },
    fields={
        "version": "Version: {}.", "doi": "DOI: https://doi.org/{}", "contributors": "With: {}.",
        "funding": "Funding: {}.", "related": "It goes with: {}.", "contact": "Contact: {}",
    },
    counted={
        "documents": ("document", "documents"),
        "characters": ("character", "characters"),
        "sentences": ("sentence", "sentences"),
        "tokens": ("token", "tokens"),
        "mentions": ("mention", "mentions"),
        "quotations": ("quotation", "quotations"),
        "entries": ("entry", "entries"),
    },
    statuses={},
    licence="licence of the text",
    newspaper="newspaper",
    documents="documents",
    others="others",
    period="- texts of {}",
    left_out="Left out of this corpus for their rights: {}.\n",
    withheld="Not here as plain text, for their rights: {}. Their TEI documents hold the whole text: find out whether "
    "you may publish them.\n",
    sources="- `sources/`: the plain text of {} of the articles\n",
    analysed="\n- `corpus/*.ana.xml`: the analysed forms, with sentences and words (lemma, part of speech, features)",
    uncounted="\n  (sentences and tokens were counted in the analysed forms, which are not here:\n  "
    "`gazetei analyse corpus` makes them)",
)  # fmt: skip
_FR: Final = _Words(
    nothing="non précisé",
    cite="Pour le citer : {}",
    access={
        "open": "Les fichiers sont ouverts à tous.", "embargoed": "Les fichiers sont sous embargo{}.",
        "restricted": "Les fichiers sont donnés à qui les demande et peut les recevoir.",
        "closed": "Les fichiers sont fermés.", "until": " jusqu’au {}",
    },
    fields={
        "version": "Version : {}.", "doi": "DOI : https://doi.org/{}", "contributors": "Avec : {}.",
        "funding": "Financement : {}.", "related": "À voir avec : {}.", "contact": "Contact : {}",
    },
    counted={
        "documents": ("document", "documents"),
        "characters": ("caractère", "caractères"),
        "sentences": ("phrase", "phrases"),
        "tokens": ("mot ou signe", "mots et signes"),
        "mentions": ("mention", "mentions"),
        "quotations": ("citation", "citations"),
        "entries": ("entrée d’index", "entrées d’index"),
    },
    statuses={"unknown": "droits inconnus", "restricted": "droits réservés"},
    licence="licence du texte",
    newspaper="journal",
    documents="documents",
    others="autres",
    period="- textes : {}",
    left_out="Laissés hors de ce corpus pour leurs droits : {}.\n",
    withheld="Absents en texte brut, pour leurs droits : {}. Leurs documents TEI ont le texte entier : assurez-vous "
    "que vous pouvez les publier.\n",
    sources="- `sources/` : le texte brut de {} des articles\n",
    analysed="\n- `corpus/*.ana.xml` : les formes analysées, avec phrases et mots (lemme, partie du discours, traits)",
    uncounted="\n  (phrases et mots ont été comptés dans les formes analysées, qui ne sont pas ici :\n  "
    "`gazetei analyse corpus` les fait)",
)  # fmt: skip


def readme(
    about: DepositMetadata,
    held: Holdings,
    counts: Mapping[str, int],
    *,
    sources: int = 0,
    left_out: Mapping[str, int] | None = None,
    withheld: Mapping[str, int] | None = None,
    analysed: bool = False,
) -> bytes:
    """Give the README of a bag.

    ``counts`` has the names of ``counted`` above; ``sources`` is the number of plain texts in the bag. ``left_out``
    counts the documents left out by the status of their rights, ``withheld`` the texts whose documents are in it;
    ``analysed`` tells whether the analysed forms are in it.
    """
    parts = []
    for template, words in ((_ENGLISH, _EN), (_FRENCH, _FR)):
        lacking = [
            f"\n{said.format(_statuses(numbers, words))}"
            for said, numbers in ((words.left_out, left_out), (words.withheld, withheld))
            if numbers
        ]
        said = {key: _said(about, key) for key in words.fields}
        more = [shown.format(said[key]) for key, shown in words.fields.items() if said[key]]
        form = words.analysed if analysed else words.uncounted if counts.get("tokens") else ""
        parts.append(
            template.format(
                title=about.title,
                description=f"{about.description}\n\n" if about.description else "",
                creators="; ".join(one.name for one in about.creators) or words.nothing,
                publisher=about.publisher or words.nothing,
                date=about.date or words.nothing,
                more="".join(f"{line}\n" for line in more),
                cite=f"\n{words.cite.format(citation(about))}\n" if citation(about) else "",
                access=_access(about, words),
                licence=about.licence or words.nothing,
                rights=_table(words.licence, held.rows, words),
                withheld="".join(lacking),
                numbers=_numbers(counts, held, words),
                newspapers=f"{_table(words.newspaper, held.newspapers, words)}\n\n" if held.sources else "",
                analysed=form,
                sources=words.sources.format(sources) if sources else "",
            )
        )
    return "\n---\n\n".join(parts).encode("utf-8")


def _statuses(numbers: Mapping[str, int], words: _Words) -> str:
    return ", ".join(f"{number} {words.statuses.get(key, key)}" for key, number in sorted(numbers.items()))


def citation(about: DepositMetadata) -> str:
    """Give how to cite the corpus, in the order that DataCite recommends; empty if nobody is named as its author."""
    if not about.creators or not about.date:
        return ""
    authors = "; ".join(one.name for one in about.creators)
    version = f"Version {about.version}" if about.version else ""
    parts = [about.title, version, about.publisher, "Dataset"]
    address = f" https://doi.org/{about.doi}" if about.doi else ""
    said = [one if one.endswith((".", "!", "?", "…")) else f"{one}." for one in parts if one]
    return f"{authors} ({about.date[:4]}): {' '.join(said)}{address}"


def _said(about: DepositMetadata, key: str) -> str:
    """Give what is said under a key, tables in a line."""
    if key == "contributors":
        return "; ".join(f"{one.name} ({one.role})" for one in about.contributors)
    if key == "funding":
        return "; ".join(", ".join(filter(None, (one.name, one.award, one.title))) for one in about.funding)
    if key == "related":
        return "; ".join(f"{one.address} ({one.relation})" for one in about.related)
    return str(getattr(about, key))


def _access(about: DepositMetadata, words: _Words) -> str:
    until = words.access["until"].format(about.embargo) if about.embargo else ""
    said = words.access[about.access].format(until) if about.access else ""
    return "".join(f"\n{one}" for one in (said, about.access_conditions) if one)


def _numbers(counts: Mapping[str, int], held: Holdings, words: _Words) -> str:
    # in French zero takes the singular
    few = (0, 1) if words is _FR else (1,)
    lines = [f"- {number} {words.counted[name][number not in few]}" for name, number in counts.items()]
    period = [words.period.format(held.period.replace("/", " – "))] if held.period else []
    return "\n".join([*lines, *period])


def _table(what: str, rows: Sequence[tuple[str, int]], words: _Words) -> str:
    shown, rest = [*rows[:_SHOWN]], rows[_SHOWN:]
    if rest:
        shown.append((f"{len(rest)} {words.others}", sum(number for _, number in rest)))
    named = ((words.nothing if name == NOT_STATED else name.replace("|", "/"), number) for name, number in shown)
    return "\n".join(
        [f"| {what} | {words.documents} |", "|---|---|", *(f"| {name} | {number} |" for name, number in named)]
    )
