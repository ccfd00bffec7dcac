"""The sentences of the header, in French and in English; every other language gets the English ones."""

from typing import Final, Literal

HeaderLanguage = Literal["fr", "en"]

_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "subtitle": ("édition TEI d’un article de presse", "TEI edition of a press article"),
    "publisher-unknown": (
        "éditeur de l’édition TEI non précisé",
        "publisher of the TEI edition not stated",
    ),
    "newspaper-unknown": ("journal ou site non précisé par la source", "newspaper or site not stated by the source"),
    "text-rights-unknown": (
        "Texte : droits non connus ; aucune licence n’est indiquée par la source.",
        "Text: rights unknown; the source names no licence.",
    ),
    "markup-rights-unknown": (
        "Balisage : aucune licence n’a été indiquée pour l’édition TEI.",
        "Markup: no licence has been stated for the TEI edition.",
    ),
    "paragraphs": ("paragraphes : {count}", "paragraphs: {count}"),
    "characters": ("caractères (points de code) : {count}", "characters (code points): {count}"),
    "project": (
        (
            "Article de presse encodé en TEI P5 par gazetei : texte exact au caractère près ; ce qui a été balisé, "
            "et par quelle étape, est dit dans les respStmt."
        ),
        (
            "Press article encoded in TEI P5 by gazetei: text exact to the character; what was tagged, and by which "
            "step, is said in the respStmt elements."
        ),
    ),
    "correction": (
        "Aucune correction : le texte est celui de la source, au caractère près.",
        "No correction: the text is that of the source, to the character.",
    ),
    "corrected": (
        "Le texte a été corrigé après l’encodage ; il n’est plus, au caractère près, celui de la source.",
        "The text was corrected after encoding; it is no longer that of the source, to the character.",
    ),
    "correction-made": ("Correction du texte.", "Correction of the text."),
    "normalization-none": ("Aucune normalisation n’a été nécessaire.", "No normalisation was needed."),
    "encoding": ("Encodage du fichier source : {name}, {how}.", "Encoding of the source file: {name}, {how}."),
    "encoding-option": ("donné par l’option --encoding", "given by the option --encoding"),
    "encoding-bom": ("dit par sa marque d’ordre des octets", "told by its byte order mark"),
    "encoding-strict": ("tous les octets étant valides", "all of its bytes being valid"),
    "encoding-nul-pattern": ("reconnu à la place des octets nuls", "told by the places of NUL bytes"),
    "encoding-guess": ("supposé", "a guess"),
    "bom": ("Marque d’ordre des octets (U+FEFF) initiale retirée", "Leading byte order mark (U+FEFF) removed"),
    "line-ends": (
        "Fins de ligne CR LF ou CR remplacées par LF",
        "Line ends CR LF or CR replaced by LF",
    ),
    "forbidden": (
        "Caractères interdits en XML 1.0 remplacés par U+FFFD",
        "Characters that XML 1.0 forbids replaced by U+FFFD",
    ),
    "invalid-bytes": (
        "Octets invalides dans l’encodage de la source remplacés par U+FFFD",
        "Bytes invalid in the encoding of the source replaced by U+FFFD",
    ),
    "invisible-lines": (
        "Lignes faites seulement d’espaces insécables ou de caractères de largeur nulle, vidées",
        "Lines holding only no-break spaces or zero-width characters, emptied",
    ),
    "layout": (
        (
            "Les blancs au bord des lignes et les lignes vides de la source se trouvent entre les éléments. Une puce "
            "n’est pas transcrite : elle est portée par @rendition et se régénère devant chaque item."
        ),
        (
            "White space at the edges of lines and empty lines of the source stand between the elements. A bullet is "
            "not transcribed: it is kept in @rendition and can be regenerated before each item."
        ),
    ),
    "quotation": (
        (
            "Les guillemets sont conservés, avec leurs espaces, à l’intérieur de l’élément qu’ils délimitent ; "
            "autour d’un simple nom ils restent du texte. said : paroles dont le locuteur est @who, relayées par "
            "@source ; sans guillemets, @direct vaut false. quote : mots d’un écrit. soCalled : mots tenus à "
            "distance. q : rien de cela ne peut être dit."
        ),
        (
            "Quotation marks are kept, with their spaces, inside the element they delimit; around a mere name they "
            "stay text. said: speech whose speaker is @who, relayed by @source; without marks, @direct is false. "
            "quote: words of a text. soCalled: words held at a distance. q: none of this can be told."
        ),
    ),
    "hyphenation": (
        "Les traits d’union et les traits d’union conditionnels de la source sont conservés tels quels.",
        "Hyphens and soft hyphens of the source are kept as they are.",
    ),
    "segmentation": (
        "div pour l’article et pour chaque intertitre, p pour chaque paragraphe, list pour les listes et les renvois.",
        "div for the article and each intertitle, p for each paragraph, list for lists and related links.",
    ),
    "dates": (
        (
            "Dates et heures au format ISO 8601. Une date relative ou sans année est comptée depuis la date de "
            "publication (#pubdate) ou depuis une autre date du texte, que nomme @datingPoint, et @cert dit avec "
            "quelle certitude ; sans point de départ connu elle reste sans valeur. @dur dit combien dure une période "
            "comptée jusqu’à la publication ou depuis elle. Une date qui n’existe pas, ou d’un "
            "autre calendrier que le grégorien, ne reçoit pas de valeur. Les quantités ont leur unité : symboles du "
            "SI, monnaies selon ISO 4217."
        ),
        (
            "Dates and times in ISO 8601. A date that is relative or has no year is reckoned from the date of "
            "publication (#pubdate) or from another date of the text, which @datingPoint names, and @cert says how "
            "surely; where no such point is known it has no value. @dur says how long a period lasts that is counted "
            "up to the publication or from it. A date that does not exist, or is of another "
            "calendar than the Gregorian, gets no value. Quantities have their unit: symbols of the SI, "
            "currencies as in ISO 4217."
        ),
    ),
    "interpretation": (
        (
            "persName, placeName et orgName balisent les noms propres, déterminant exclu, et renvoient au registre "
            "par @ref ; @resp et @cert disent qui a décidé et avec quelle certitude."
        ),
        (
            "persName, placeName and orgName mark proper names, determiner excluded, and point to the register by "
            "@ref; @resp and @cert say who decided and with what certainty."
        ),
    ),
    "alternatives": ("Autre lieu possible : {places}.", "Another possible place: {places}."),
    "namesakes": (
        "Non aligné : le fichier d’autorité a {count} entrées du nom de {name}.",
        "Not linked: the authority file has {count} entries named {name}.",
    ),
    "ambiguous": (
        "Non aligné, plusieurs lieux possibles : {places}.",
        "Not linked, several places possible: {places}.",
    ),
    "authorities": (
        (
            "Les lieux sont identifiés et situés d’après GeoNames (https://www.geonames.org/, CC BY 4.0) et codés "
            "selon ISO 3166 ; le point d’un pays ou d’une division est le point médian de ses localités."
        ),
        (
            "Places are identified and located from GeoNames (https://www.geonames.org/, CC BY 4.0) and coded by ISO "
            "3166; the point of a country or a division is the median of its settlements."
        ),
    ),
    "planes": (
        "Plans textuels, à inclure ou à exclure à l’indexation",
        "Textual planes, to be included or left out of an index",
    ),
    "chapo": ("chapô : paragraphe de tête", "lead: the opening paragraph"),
    "horsTexte": (
        "renvois éditoriaux étrangers au fil de l’article, à exclure du texte courant",
        "editorial links foreign to the flow of the article, to be left out of the running text",
    ),
    "encoded": ("Encodage automatique, contrôlé avant l’écriture.", "Automatic encoding, checked before writing."),
    "analysed": ("Analyse automatique.", "Automatic analysis."),
    "tokens": (
        (
            "s pour chaque phrase, w pour chaque mot, pc pour chaque signe de ponctuation ; @lemma, @pos et @msd dans "
            "les termes d’Universal Dependencies ; @join où aucun blanc ne sépare de la forme voisine."
        ),
        (
            "s for each sentence, w for each word, pc for each mark of punctuation; @lemma, @pos and @msd in the terms "
            "of Universal Dependencies; @join where no white space separates a token from its neighbour."
        ),
    ),
    "schema": ("Schéma du document", "Schema of the document"),
}

_LANGUAGES: Final = {"fr": ("français", "French"), "en": ("anglais", "English")}


def sentence(key: str, language: HeaderLanguage, **values: object) -> str:
    """Give a sentence of the header in one of its two languages; ``values`` fill its places."""
    return _SENTENCES[key][0 if language == "fr" else 1].format(**values)


def header_language(lang: str) -> HeaderLanguage:
    """Give the language in which the header of an article in ``lang`` is written."""
    return "fr" if lang.partition("-")[0].lower() == "fr" else "en"


def language_name(lang: str, language: HeaderLanguage) -> str:
    """Give the name of a language if it is one of the header's own, else its tag."""
    names = _LANGUAGES.get(lang.partition("-")[0].lower())
    return names[0 if language == "fr" else 1] if names else lang
