"""How well quotations are found, told apart and attributed, on the test set.

``--mistakes`` lists those of the seen part; the unseen ones were written before the rules and are only counted.
``--encode`` lets the pipeline find the names too.
``--random N`` encodes N random texts of marks and words, compares their text, and says how long a character takes in
texts of growing length.
"""

import random
import sys
import time
from collections.abc import Sequence

from encoder.pipeline import Options, encode
from encoder.quotations import annotate_quotations
from tei import Annotation, Article, Layer, parse_bytes, read, text_of, weave
from tests.encoder.quotations.markup import TestArticle, articles
from tests.encoder.quotations.scoring import score
from tests.encoder.quotations.test_promises import WORDS, blocks_of, names_in


def found_in(article: TestArticle) -> Sequence[Annotation]:
    """Give the quotations found in an article of the test set, its names being those that are marked."""
    running = range(1, len(article.blocks))  # the first block is the headline
    found = annotate_quotations(article.text, article.blocks, article.names, flow=running)
    return (*found.layer.annotations, *article.names)


def encoded(article: TestArticle) -> Sequence[Annotation]:
    """Give the quotations and names that the whole pipeline tags in an article of the test set."""
    options = Options(metadata={"lang": "fr"})
    done = encode(article.text.encode(), filename="a.txt", article_id="a", options=options)
    reading = read(parse_bytes(done.data).getroot())
    assert reading.text == article.text
    return reading.markup.annotations


def on_random_texts(number: int) -> None:
    """Encode random texts of up to 200 pieces, then single texts of up to 40,000."""
    pick = random.Random(0)  # the same texts at every run

    def text(pieces: int) -> str:
        lines = "".join(pick.choice(WORDS) for _ in range(pieces)).split("\n")
        return "\n".join(line for line in lines if line.strip(" ")) or "x"

    for _ in range(number):
        given = text(pick.randrange(200))
        assert text_of(weave(Article("a", given), _layers(given))) == given
    print(f"{number} random texts came back whole")
    for pieces in (5_000, 10_000, 20_000, 40_000):
        given = text(pieces)
        start = time.perf_counter()
        _layers(given)
        print(f"{len(given):8} characters: {(time.perf_counter() - start) / len(given) * 1e6:6.1f} µs a character")


def _layers(text: str) -> tuple[Layer, ...]:
    blocks = blocks_of(text)
    names = Layer("names", tuple(names_in(text)))
    structure = Layer("structure", tuple(Annotation.of("p", one.start, one.end) for one in blocks))
    return structure, annotate_quotations(text, blocks, names.annotations).layer, names


def main() -> None:
    for name in ("seen.txt", "unseen.txt", "unseen2.txt"):
        find = encoded if "--encode" in sys.argv else found_in
        scores = score((article, find(article)) for article in articles(name))
        print(f"\n{name.removesuffix('.txt')}")
        print(scores.table())
        if "--mistakes" in sys.argv and name == "seen.txt":
            print("\n".join(scores.mistakes))
    if "--random" in sys.argv:
        on_random_texts(int(sys.argv[sys.argv.index("--random") + 1]))


if __name__ == "__main__":
    main()
