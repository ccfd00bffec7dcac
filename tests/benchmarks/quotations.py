"""How well quotations are found, told apart and attributed; ``--mistakes`` lists those of the seen half.

The unseen half was written before the rules and is only counted.
"""

import sys

from encoder.quotations import Quotations, annotate_quotations
from tests.encoder.quotations.markup import TestArticle, articles
from tests.encoder.quotations.scoring import score


def found_in(article: TestArticle) -> Quotations:
    """Give the quotations found in an article of the test set, its names being those that are marked."""
    return annotate_quotations(article.text, article.blocks, article.names)


def main() -> None:
    for name in ("seen.txt", "unseen.txt"):
        scores = score((article, found_in(article)) for article in articles(name))
        print(f"\n{name.removesuffix('.txt')} half")
        print(scores.table())
        if "--mistakes" in sys.argv and name == "seen.txt":
            print("\n".join(scores.mistakes))


if __name__ == "__main__":
    main()
