"""How well places are linked: of those linked, how many are right; of those that could be, how many are.

``-v`` shows what is wrong in the development half; of the others only the totals are shown. Then how long the
gazetteer takes to open and to answer, and how linking grows with the article.
"""

import sys
import time
from collections.abc import Iterable
from importlib.resources import files

from encoder.linking.gazetteer import FILE, Gazetteer
from tei import Annotation
from tests.encoder.linking.marked import PARTS, MarkedArticle, identifiers, linked, read_articles, read_gold


def main() -> None:
    for part in PARTS:
        score(part, read_articles(part), shown="-v" in sys.argv and part == "dev")
    score("gold", read_gold(), shown=False)
    loading()
    growth()


def score(part: str, articles: Iterable[MarkedArticle], *, shown: bool) -> None:
    right = given = possible = mentions = 0
    for article in articles:
        for one, wanted, entry in zip(article.places, article.wanted, linked(article), strict=True):
            if not wanted:
                continue
            own = identifiers(entry)
            mentions += 1
            given += bool(own)
            possible += ":" in wanted
            right += wanted in own
            if shown and (wanted in own) != (":" in wanted or bool(own)):
                print(f"  {article.title}: {article.text[one.span.start : one.span.end]} {sorted(own)}, not {wanted}")
    if mentions:
        print(
            f"{part:7} {mentions} mentions  right of those linked {right / max(given, 1):.3f} ({given})  "
            f"linked of those that could be {right / max(possible, 1):.3f} ({possible})"
        )


def loading() -> None:
    data = files("encoder.linking").joinpath("data", FILE).read_bytes()
    begin = time.perf_counter()
    gazetteer = Gazetteer(data)
    opened = time.perf_counter()
    gazetteer.find("Namur")
    found = time.perf_counter()
    print(
        f"gazetteer {len(data) / 1e6:.1f} MB  opened in {(opened - begin) * 1000:.1f} ms  "
        f"first name in {(found - opened) * 1000:.1f} ms"
    )


def growth() -> None:
    article = next(iter(read_articles("dev")))
    for times in (1, 20, 400):
        length = len(article.text) + 1
        spans = [(number * length, one.span) for number in range(times) for one in article.places]
        places = tuple(Annotation.of("placeName", by + span.start, by + span.end) for by, span in spans)
        long = MarkedArticle(article.title, (article.text + "\n") * times, places, article.wanted * times)
        begin = time.perf_counter()
        linked(long)
        print(f"{len(places):6} mentions registered and linked in {time.perf_counter() - begin:.3f} s")


if __name__ == "__main__":
    main()
