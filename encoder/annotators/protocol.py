"""The protocol of annotators: what they get to see of an article, and what they give.

An annotator never changes the text: it gives layers of spans over it, and the weaver makes markup of them. A package of
anybody's registers its annotators as entry points in the group ``gazetei.annotators``; they run after those of this
package, if they are asked for (``gazetei encode --annotator NAME``).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from encoder.errors import EncoderError
from encoder.ids import is_own_id
from tei import Annotation, Entry, Layer, Metadata, Span, TeiError
from tei.plugins import ANNOTATORS, PluginError, Registered, registered

if TYPE_CHECKING:
    from encoder.annotators.entities import Model
    from encoder.dates import Published
    from encoder.pipeline import Options


_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """What an annotator gives: layers, entries for the registers, and sentences for the person who encodes."""

    layers: tuple[Layer, ...] = ()
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The annotations of all layers."""
        return tuple(one for layer in self.layers for one in layer.annotations)


@dataclass(frozen=True, slots=True)
class Passage:
    """An article as an annotator sees it. Offsets are code points of ``text``.

    ``blocks`` are its headlines, paragraphs and items, ``running`` the numbers of those that are paragraphs; ``lang``
    is a BCP 47 tag; ``authors`` are the names in its byline; ``found`` is what annotators before gave, by their names.
    """

    text: str
    blocks: tuple[Span, ...]
    running: tuple[int, ...]
    lang: str
    metadata: Metadata
    authors: tuple[Span, ...]
    published: "Published | None"
    model: "Model | None"
    options: "Options"
    found: Mapping[str, Found] = field(default_factory=dict)

    @property
    def names(self) -> tuple[Annotation, ...]:
        """The names of persons, places and organisations, each with ``@ref`` to its entry."""
        return self.found["names"].annotations if "names" in self.found else ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the registers so far."""
        return tuple(entry for one in self.found.values() for entry in one.entries)


@dataclass(frozen=True, slots=True)
class Annotator:
    """A step of the encoding: what it does, in French and in English, for the ``respStmt``, and how.

    Its name in the registration is the id of that ``respStmt``; annotations without ``@resp`` get a pointer to it.
    """

    labels: tuple[str, str]
    annotate: Callable[[Passage], Found]


@dataclass(frozen=True, slots=True)
class Step:
    """An annotator with its registration."""

    annotator: Annotator
    registration: Registered

    def run(self, passage: Passage) -> Found:
        """Give what the annotator finds; raises :class:`PluginError` for a mistake in somebody's annotator."""
        one = self.registration
        try:
            found = self.annotator.annotate(passage)
        except (EncoderError, TeiError):
            raise
        except Exception as error:
            if not one.distribution:
                raise
            raise PluginError(ANNOTATORS, one.name, _failed(one, f"{type(error).__name__}: {error}")) from error
        if not isinstance(found, Found):
            raise PluginError(ANNOTATORS, one.name, _failed(one, "what it gives is no encoder.annotators.Found"))
        if not one.distribution:
            return found
        layers = tuple(Layer(layer.name, tuple(map(self._signed, layer.annotations))) for layer in found.layers)
        return Found(layers, found.entries, found.warnings)

    def _signed(self, annotation: Annotation) -> Annotation:
        return annotation if annotation.get("resp") else annotation.having(resp=f"#{self.registration.name}")


def steps(names: Sequence[str]) -> tuple[Step, ...]:
    """Give annotators by their names; raises :class:`PluginError` for one that is not there or cannot be loaded."""
    known = registered(ANNOTATORS)
    found = []
    for name in names:
        if name not in known:
            others = (
                ", ".join(one for one, where in known.items() if where.distribution) or "none but those that always run"
            )
            raise PluginError(ANNOTATORS, name, f"there is no such annotator; installed are {others}")
        if known[name].distribution and (is_own_id(name) or not _NAME.fullmatch(name)):
            raise PluginError(ANNOTATORS, name, "this name cannot be an id of respStmt; report it to the package")
        annotator = known[name].load(Annotator)
        assert isinstance(annotator, Annotator)  # noqa: S101 - load has looked
        found.append(Step(annotator, known[name]))
    return tuple(found)


def _failed(one: Registered, why: str) -> str:
    return f"the annotator of {one.distribution} {one.version} failed ({why}); report it to that package"
