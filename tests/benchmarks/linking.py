"""How well places are linked: of those linked, how many are right; of those that could be, how many are.

``-v`` shows what is wrong in the development half; of the unseen half only the totals are shown.
"""

import sys
import time

from tests.encoder.linking.marked import PARTS, identifiers, linked, read_articles


def main() -> None:
    for part in PARTS:
        right = given = possible = found = mentions = 0
        begin = time.perf_counter()
        for article in read_articles(part):
            for one, wanted, entry in zip(article.places, article.wanted, linked(article), strict=True):
                own = identifiers(entry)
                mentions += 1
                given += bool(own)
                possible += ":" in wanted
                right += wanted in own
                found += wanted in own
                if "-v" in sys.argv and part == "dev" and (wanted in own) != (":" in wanted or bool(own)):
                    print(
                        f"  {article.title}: {article.text[one.span.start : one.span.end]} {sorted(own)}, not {wanted}"
                    )
        seconds = time.perf_counter() - begin
        print(
            f"{part:7} {mentions} mentions  right of those linked {right / given:.3f} ({given})  "
            f"linked of those that could be {found / possible:.3f} ({possible})  {seconds:.1f} s"
        )


if __name__ == "__main__":
    main()
