"""The README of a bag, for people: in English, then in French."""

from collections.abc import Mapping
from typing import Final

from encoder.deposit.metadata import DepositMetadata

_ENGLISH: Final = """# {title}

*En français plus bas.*

{description}By: {creators}. Publisher: {publisher}. Date: {date}.

Licence: {licence}. It is that of the encoding; the rights of each text stand in its own header.
{withheld}
## What is here

{numbers}

- `corpus/`: the documents in TEI P5, `corpus.xml` that includes them and has the registers of the whole, `index.csv`
- `corpus/schema/`: the TEI customisation (ODD), with the RELAX NG and the Schematron that the documents name
- `schema/`: the same customisation as XML Schema, and its documentation as pages: open `schema/html/index.html`
{sources}- `metadata/`: DataCite, Dublin Core, CMDI; `ro-crate-metadata.json` describes every file

## How to check it

The folder is a bag (BagIt, RFC 8493): `bagit.py --validate FOLDER` tells whether a byte was changed. Any RELAX NG
validator holds the documents to `corpus/schema/gazetei.rng`, offline; so does `gazetei validate corpus`.
"""

_FRENCH: Final = """# {title}

{description}Par : {creators}. Éditeur : {publisher}. Date : {date}.

Licence : {licence}. C’est celle de l’encodage ; les droits de chaque texte sont dits dans son en-tête.
{withheld}
## Ce qui est ici

{numbers}

- `corpus/` : les documents en TEI P5, `corpus.xml` qui les inclut et porte les index de l’ensemble, `index.csv`
- `corpus/schema/` : la personnalisation de la TEI (ODD), avec le RELAX NG et le Schematron que nomment les documents
- `schema/` : la même personnalisation en XML Schema, et sa documentation en pages : ouvrez `schema/html/index.html`
{sources}- `metadata/` : DataCite, Dublin Core, CMDI ; `ro-crate-metadata.json` décrit chaque fichier

## Comment le vérifier

Le dossier est un « bag » (BagIt, RFC 8493) : `bagit.py --validate DOSSIER` dit si un octet a changé. Tout validateur
RELAX NG confronte les documents à `corpus/schema/gazetei.rng`, hors ligne ; `gazetei validate corpus` aussi.
"""

_COUNTED: Final = {
    "documents": (("document", "documents"), ("document", "documents")),
    "sentences": (("sentence", "sentences"), ("phrase", "phrases")),
    "tokens": (("token", "tokens"), ("mot ou signe", "mots et signes")),
    "mentions": (("mention", "mentions"), ("mention", "mentions")),
    "quotations": (("quotation", "quotations"), ("citation", "citations")),
    "entries": (("entry", "entries"), ("entrée d’index", "entrées d’index")),
}
_STATUS: Final = {"unknown": "droits inconnus", "restricted": "droits réservés"}


def readme(about: DepositMetadata, counts: Mapping[str, int], sources: int, withheld: Mapping[str, int]) -> bytes:
    """Give the README of a bag: what it is, whose, what is in it, what was left out and why, how it is checked.

    ``counts`` has the names of :data:`encoder.exporting.COUNTED`; ``sources`` is the number of plain texts in the bag,
    ``withheld`` that of the others by the status of their rights.
    """
    rights = ", ".join(f"{number} {status}" for status, number in sorted(withheld.items()))
    droits = ", ".join(f"{number} : {_STATUS.get(status, status)}" for status, number in sorted(withheld.items()))
    english = _ENGLISH.format(
        **_said(about, "not stated"),
        numbers=_numbers(counts, 0),
        withheld=f"Not here as plain text, for their rights: {rights}. Their TEI documents hold the whole text: "
        "find out whether you may publish them.\n" if rights else "",
        sources=f"- `sources/`: the plain text of {sources} of the articles\n" if sources else "",
    )  # fmt: skip
    french = _FRENCH.format(
        **_said(about, "non précisé"),
        numbers=_numbers(counts, 1),
        withheld=f"Absents en texte brut, pour leurs droits ({droits}). Leurs documents TEI ont le texte entier : "
        "assurez-vous que vous pouvez les publier.\n" if droits else "",
        sources=f"- `sources/` : le texte brut de {sources} des articles\n" if sources else "",
    )  # fmt: skip
    return f"{english}\n---\n\n{french}".encode()


def _said(about: DepositMetadata, nothing: str) -> dict[str, str]:
    return {
        "title": about.title,
        "description": f"{about.description}\n\n" if about.description else "",
        "creators": "; ".join(one.name for one in about.creators) or nothing,
        "publisher": about.publisher or nothing,
        "date": about.date or nothing,
        "licence": about.licence or nothing,
    }


def _numbers(counts: Mapping[str, int], language: int) -> str:
    # in French zero takes the singular
    plural = {name: number > 1 if language else number != 1 for name, number in counts.items()}
    return "\n".join(f"- {number} {_COUNTED[name][language][plural[name]]}" for name, number in counts.items())
