"""Press articles by a seeded generator: sentences of many shapes, with names, quotations, registers and analysis.

The French is that of a template. What varies as in a newspaper is what costs time and memory: the length of articles
and sentences, how often somebody is named and quoted, quotations that begin and end inside sentences, those broken by
the words that say who speaks (one chain of pieces), names inside quotations, how many articles name the same. The same
number gives the same article, on any machine.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei.analysed import Token, build_analysed
from tei.article import Article, Metadata
from tei.document import build_document
from tei.header import Application, Findings, Provenance, Responsibility
from tei.layer import Annotation, Layer, Span
from tei.registers import Entry, Form, Idno, Kind, Location, entry_id

_SEED: Final = "press"
_SYLLABLES: Final = (
    "bar", "tel", "mon", "ric", "gou", "vel", "lan", "dro", "per", "san", "cor", "lis", "mar", "den", "fau",
    "bri", "lou", "ger", "nol", "pin", "tas", "ver", "qué", "jou",
)  # fmt: skip
_FORENAMES: Final = (
    "Ines", "Marc", "Paul", "Anna", "Lise", "Omar", "Yann", "Rose", "Hugo", "Léa", "Noël", "Maud", "Jean-Luc",
    "Élise", "Samir", "Chloé",
)  # fmt: skip
_NOUNS: Final = (
    "maire", "rapport", "grève", "route", "pont", "école", "budget", "train", "port", "vote", "loi", "marché",
    "hôpital", "procès", "match",
)  # fmt: skip
_VERBS: Final = (
    "dire", "annoncer", "refuser", "voter", "craindre", "espérer", "ouvrir", "fermer", "perdre", "gagner",
    "suivre",
)  # fmt: skip
_ADJECTIVES: Final = (
    "nouveau", "vieux", "public", "rare", "fort", "petit", "local", "étroit", "fragile",
)  # fmt: skip
_ADVERBS: Final = (
    "hier", "demain", "souvent", "lentement", "encore", "ici",
)  # fmt: skip
_PAPERS: Final = ("Le Courrier", "La Dépêche du Port", "L’Écho", "Le Soir du Lac", "Le Matin", "La Voix")
_KINDS: Final[dict[str, tuple[Kind, str]]] = {
    "P": ("person", "persName"),
    "O": ("org", "orgName"),
    "L": ("place", "placeName"),
}
_CLAUSES: Final = (
    "D N V D N", "D N A V D N", "P V D N", "O V D N B", "D N de O V à L", "B , D N V", "D N de L V D A N",
    "P , D N de O , V D N à L", "P et P V D N", "D N V , mais D N V B", "ex- O V D N", "O , P et P V",
    "D N V 1 N et 1 N", "à L , D N V D N que P V",
)  # fmt: skip
_SENTENCES: Final = (
    "C .", "C .", "C .", "C ; C .", "C ?", "S .", "« Q » , V P .", "P V : « Q » .", "« Q » , V P , « Q » .",
    "« Q , V P , Q . »", "D N « V D N » , V P .", "« Q ! | Q » , V P , « Q . | Q » .",
    "P V que D N « V . | Q » , V P .", "selon O , C .", "O V que “ C ” D N V .", "P V que R .", "C ( C ) .",
    "C – C – .",
)  # fmt: skip
"""A sign a word or a clause; ``|`` ends a sentence, and what stands between marks in one shape is one quotation."""
_GLUED_LEFT: Final = frozenset({",", ".", ")", "”"})
_GLUED_RIGHT: Final = ("(", "“", "’", "-")


@dataclass(frozen=True, slots=True)
class Written:
    """An article: its document and the analysed form of it."""

    id: str
    document: etree._Element
    analysed: etree._Element


@dataclass(slots=True)
class _Writer:
    """Writes an article from left to right and keeps what is said of the words."""

    dice: random.Random
    cast: dict[str, list[str]]
    text: list[str] = field(default_factory=list)
    length: int = 0
    sentence: list[Token] = field(default_factory=list)
    sentences: list[list[Token]] = field(default_factory=list)
    marked: list[Annotation] = field(default_factory=list)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)

    def put(self, form: str, lemma: str, pos: str, msd: str = "") -> int:
        """Write a word and give the offset where it begins."""
        last = self.text[-1] if self.text else "\n"
        if not (last.endswith(("\n", *_GLUED_RIGHT)) or form in _GLUED_LEFT):
            self._add("\u00a0" if form in "»:;?" or last == "«" else " ")
        start = self.length
        self._add(form)
        self.sentence.append(Token(Span(start, self.length), lemma, pos, msd))
        return start

    def close_sentence(self) -> None:
        if self.sentence:
            self.sentences.append(self.sentence)
            self.sentence = []

    def close_block(self, start: int, tag: str) -> None:
        self.close_sentence()
        self.marked.append(Annotation.of(tag, start, self.length))
        self._add("\n")

    def write_sentence(self, shape: str = "") -> None:
        self._expand((shape or self.dice.choice(_SENTENCES)).split())
        self.close_sentence()

    def write_long_quotation(self) -> None:
        """Write somebody's words over several sentences, with the speaker in the first or the last."""
        before, after = self.dice.choice((("P V :", "."), ("", ", V P .")))
        self.write_sentence(f"{before} « {'Q . | ' * self.dice.randint(1, 3)} Q » {after}")

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def _expand(self, shape: list[str]) -> None:
        spoken: list[tuple[int, int]] = []
        speaker = ""
        reported = -1
        for symbol in shape:
            if symbol == "|":
                self.close_sentence()
            elif symbol in ("C", "Q", "R", "S"):
                begin = self.length
                self._expand(self.dice.choice(_CLAUSES).split())
                if symbol == "R":
                    reported = begin + 1
                elif symbol == "S":  # a sentence that goes on and on
                    for _ in range(self.dice.randint(2, 9)):
                        self._expand([",", *self.dice.choice(_CLAUSES).split()])
            elif symbol in _KINDS:
                speaker = self._name(symbol)
            elif symbol == "«":
                spoken.append((self.put("«", "«", "PUNCT"), 0))
            elif symbol == "»":
                self.put("»", "»", "PUNCT")
                spoken[-1] = (spoken[-1][0], self.length)
            elif symbol == "“":
                opened = self.put("“", "“", "PUNCT")
            elif symbol == "”":
                self.put("”", "”", "PUNCT")
                self.marked.append(Annotation.of("soCalled", opened, self.length))
            else:
                self._word(symbol)
        who = {"who": f"#{speaker}"} if speaker else {}
        chain = [f"quotation.{len(self.marked)}.{piece}" for piece in range(1, len(spoken) + 1)]
        for piece, (start, end) in enumerate(spoken):
            links = {"xml:id": chain[piece]} if len(chain) > 1 else {}
            links |= {"prev": f"#{chain[piece - 1]}"} if piece else {}
            links |= {"next": f"#{chain[piece + 1]}"} if piece + 1 < len(chain) else {}
            self.marked.append(Annotation.of("said", start, end, {**who, **links}))
        if reported >= 0:
            end = self.sentence[-2].span.end
            self.marked.append(Annotation.of("said", reported, end, who, direct="false"))

    def _word(self, symbol: str) -> None:
        if symbol == "D":
            self.put(self.dice.choice(("le", "un")), "le", "DET", "Number=Sing|PronType=Art")
        elif symbol == "N":
            noun = self.dice.choice(_NOUNS)
            self.put(noun, noun, "NOUN", "Gender=Masc|Number=Sing")
        elif symbol == "V":
            verb = self.dice.choice(_VERBS)
            self.put(f"{verb[:-1]}t", verb, "VERB", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
        elif symbol == "A":
            word = self.dice.choice(_ADJECTIVES)
            self.put(word, word, "ADJ", "Number=Sing")
        elif symbol == "B":
            word = self.dice.choice(_ADVERBS)
            self.put(word, word, "ADV")
        elif symbol == "1":
            number = f"{self.dice.randint(1, 99_999):,}".replace(",", "\u202f")
            self.put(number, number, "NUM", "NumType=Card")
        else:
            self.put(symbol, symbol, "ADP" if symbol[0].isalpha() else "PUNCT")

    def _name(self, symbol: str) -> str:
        """Name somebody or something of the article's cast, and give the entry's id."""
        kind, tag = _KINDS[symbol]
        cast = self.cast[symbol]
        full = cast[min(int(self.dice.paretovariate(1)) - 1, len(cast) - 1)]
        known = self.entries.get((kind, full))
        short = full.rpartition(" ")[2] if symbol == "P" else full
        form = full if known is None or self.dice.random() < 0.3 else short
        if known is None:
            known = _entry(kind, full, short, {one.id for one in self.entries.values()})
            self.entries[kind, full] = known
        starts = [self.put(part, part, "PROPN") for part in form.split(" ")]
        self.marked.append(Annotation.of(tag, starts[0], self.length, ref=f"#{known.id}"))
        return known.id


def articles(count: int) -> Iterator[Written]:
    """Give so many articles, one at a time; each depends on its number alone."""
    for number in range(count):
        yield write_article(number)


def write_article(number: int, words: int = 0) -> Written:
    """Write the article of a number: of about so many words, or as many as its number gives it, 60 to 3,000."""
    dice = random.Random(f"{_SEED}/{number}")
    words = words or max(60, min(3000, int(dice.lognormvariate(5.6, 0.8))))
    cast = {symbol: [_called(symbol, dice) for _ in range(max(2, words // 60))] for symbol in _KINDS}
    writer = _Writer(dice, cast)
    writer.write_sentence("C")
    writer.close_block(0, "head")
    while sum(map(len, writer.sentences)) < words:
        start = writer.length
        if dice.random() < 0.15:
            writer.write_long_quotation()
        for _ in range(dice.randint(1, 6)):
            writer.write_sentence()
        writer.close_block(start, "p")
    text = "".join(writer.text).rstrip("\n")
    writer.marked.append(Annotation.of("div", 0, len(text), type="article"))
    day = f"{2000 + dice.randrange(26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    authors = tuple(_called("P", dice) for _ in range(dice.choice((0, 1, 1, 2))))
    metadata = Metadata(
        date=day, source=dice.choice(_PAPERS), authors=authors, url=f"https://press.example/{number}", lang="fr"
    )
    article = Article(f"press-{number:05}", text, metadata)
    found = Findings(text.partition("\n")[0], authors=authors, date=day, lang="fr")
    layer = Layer("press", tuple(writer.marked))
    root = build_document(article, [layer], tuple(writer.entries.values()), found=found, provenance=Provenance())
    step = Responsibility("analysis", "phrases, mots et lemmes", "press")
    analysed = build_analysed(root, writer.sentences, step=step, tool=Application("press", "1", "press"))
    return Written(article.id, root, analysed)


def _called(symbol: str, dice: random.Random) -> str:
    """Give a name of a person, an organisation or a place; most are rare, a few are shared by many articles."""
    dice = dice if dice.random() < 0.6 else random.Random(f"{_SEED}/{symbol}/{int(dice.paretovariate(0.7))}")
    name = "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 3))).capitalize()
    if symbol == "P":
        return f"{dice.choice(_FORENAMES)} {name}"
    if symbol == "O":
        return dice.choice((name.upper()[:4], f"{name} Énergie", f"Union de {name}"))
    return dice.choice((name, name, f"Saint-{name}"))


def _entry(kind: Kind, full: str, short: str, taken: set[str]) -> Entry:
    dice = random.Random(f"{_SEED}/{kind}/{full}")
    forms = tuple(dict.fromkeys((Form(full), Form(short))))
    identifier = entry_id(kind, full, taken)
    if kind != "place" or dice.random() < 0.3:
        return Entry(identifier, kind, forms)
    geo = f"{dice.uniform(42, 51):.3f} {dice.uniform(-4, 8):.3f}"
    return Entry(identifier, kind, forms, idno=(Idno("geonames", str(dice.randrange(10**7))),), location=Location(geo))
