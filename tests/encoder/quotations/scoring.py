"""How right the quotations of an article are: spans, kinds and speakers against the marked ones."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tei import Annotation, Span
from tests.encoder.quotations.markup import KINDS, Expected, TestArticle

TAGS = ("said", "quote", "soCalled", "q", "title")


@dataclass(slots=True)
class Scores:
    """Counts by kind: there, span found, kind right, speaker right; and the spans that are no quotation."""

    there: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    speakers: Counter[str] = field(default_factory=Counter)
    both: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    confused: Counter[str] = field(default_factory=Counter)
    found: int = 0
    mistakes: list[str] = field(default_factory=list)

    def add(self, article: TestArticle, annotations: Sequence[Annotation]) -> None:
        """Count an article by its quotations and names; a mere name counts as found where nothing is tagged."""
        got = {one.span: one for one in annotations if one.tag in TAGS and is_quotation(article.text, one)}
        mentions = _by_ref(annotations)
        self.found += len(got)
        for one in article.expected:
            self.there[one.kind] += 1
            annotation = got.get(one.span)
            is_name = one.kind == "n"
            self.found += is_name and annotation is None
            if (annotation is None) != is_name:
                self.mistakes.append(
                    f"{article.id}: {'not a name' if is_name else 'missing'}: {_shown(article, one.span)}"
                )
                continue
            self.spans[one.kind] += 1
            kind_right = is_name or (annotation is not None and annotation.tag == KINDS[one.kind])
            who_right = is_name or (annotation is not None and _speaker_is(article, one, annotation, mentions))
            self.kinds[one.kind] += kind_right
            self.speakers[one.kind] += who_right
            self.both[one.kind] += kind_right and who_right
            if not kind_right and annotation is not None:
                self.confused[f"{one.kind} taken for {annotation.tag}"] += 1
            if one.via:
                self.sources["via there"] += 1
            if annotation is not None and annotation.tag == "said" and annotation.get("source"):
                self.sources["via found"] += 1
                self.sources["via right"] += bool(one.via) and any(
                    _touch(a, b) for a in article.spans_of(one.via) for b in mentions.get(annotation.get("source"), ())
                )
            if annotation is not None and not (kind_right and who_right):
                who = annotation.get("who") or annotation.get("source")
                wanted = f"{KINDS[one.kind]} {','.join(sorted(one.who))}"
                self.mistakes.append(f"{article.id}: {annotation.tag} {who} for {wanted}: {_shown(article, one.span)}")

    def table(self) -> str:
        """Give the figures as lines of text."""
        lines = [f"{'kind':9}{'there':>6}{'spans':>8}{'kind':>8}{'speaker':>9}{'both':>8}"]
        groups = [("direct", "d"), ("fragment", "f"), ("quote", "w"), ("soCalled", "s"), ("q", "q"), ("title", "t"),
            ("name", "n"), ("speech", "df"), ("all", "dfwsqtn")]  # fmt: skip
        for name, kinds in groups:
            there = sum(self.there[kind] for kind in kinds)
            if there:
                shares = [
                    sum(c[kind] for kind in kinds) / there for c in (self.spans, self.kinds, self.speakers, self.both)
                ]
                lines.append(f"{name:9}{there:6}{shares[0]:8.3f}{shares[1]:8.3f}{shares[2]:9.3f}{shares[3]:8.3f}")
        there, right = sum(self.there.values()), sum(self.spans.values())
        precision, recall = right / max(self.found, 1), right / max(there, 1)
        lines.append(
            f"spans: P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"
        )
        lines.append(", ".join(f"{name} {number}" for name, number in self.sources.items()))
        lines.append(", ".join(f"{name} {number}" for name, number in self.confused.most_common()))
        return "\n".join(lines)


def score(articles: Iterable[tuple[TestArticle, Sequence[Annotation]]]) -> Scores:
    """Give the scores of articles with what was found in them: quotations, names and mentions."""
    scores = Scores()
    for article, found in articles:
        scores.add(article, found)
    return scores


def is_quotation(text: str, one: Annotation) -> bool:
    """Tell whether an annotation stands around marks; a title of a work or an article can stand without."""
    return one.tag != "title" or (text[one.span.start] in '«“"‘„' and text[one.span.end - 1] in '»”"’“')


def _by_ref(annotations: Iterable[Annotation]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for one in annotations:
        if one.get("ref"):
            found.setdefault(one.get("ref"), []).append(one.span)
    return found


def _speaker_is(article: TestArticle, one: Expected, annotation: Annotation, mentions: dict[str, list[Span]]) -> bool:
    """Tell whether each entry is that of a name or a mention of one who is expected, and nobody expected is left."""
    if one.kind in "sqt":
        return not annotation.get("who")
    pointers = (annotation.get("who") or annotation.get("source")).split()
    if one.kind == "w" and not pointers:
        return True  # the source of written words is given where it is plain, and is no speaker
    there = {name: article.spans_of(name) for name in one.who}
    met = [
        {name for name, spans in there.items() if any(_touch(a, b) for a in spans for b in mentions.get(ref, ()))}
        for ref in pointers
    ]
    return all(met) and set().union(*met) == one.who


def _touch(one: Span, other: Span) -> bool:
    return max(one.start, other.start) < min(one.end, other.end)


def _shown(article: TestArticle, span: Span) -> str:
    before = article.text[max(0, span.start - 40) : span.start]
    after = article.text[span.end : span.end + 60]
    return f"{before}[[{article.text[span.start : span.end]}]]{after}".replace("\n", "⏎")
