"""Where a schema comes from: a name of this package, an ODD, a RELAX NG, an XML Schema, a Schematron file."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from schemas.engines import Engine, EngineName, JingEngine, LibxmlEngine, XmlschemaEngine, check_schema
from schemas.engines.jing import command as jing_command
from schemas.errors import SchemaError
from schemas.odd.model import Schema
from schemas.odd.native import NativeValidator
from schemas.rules import RuleSet
from tei.errors import UnsafeXmlError
from tei.names import TEI_NS
from tei.parse import read_capped

_LOG = logging.getLogger(__name__)
BUILT_IN: Final = ("gazetei", "tei_all")
_SUFFIXES: Final = (".odd", ".xml", ".rng", ".xsd", ".sch")


@dataclass
class Grammar:
    """What a document's structure is held to: a compiled customisation, or a RELAX NG or XML Schema on its own.

    ``coming`` may be told what reads the documents that will be judged; an engine that is slow to start takes all then.
    """

    name: str
    sha256: str
    model: Schema | None = None
    rng: bytes | None = None
    xsd: bytes | None = None
    file: Path | None = None
    coming: Sequence[Callable[[], bytes]] = ()

    @property
    def rng_alone(self) -> bool:
        """Whether it is a RELAX NG that came without the ODD it was made from; its model is a loose one then."""
        return self.rng is not None and self.file is not None

    @cached_property
    def available(self) -> tuple[EngineName, ...]:
        """The engines that can judge with it on this machine, the fast one first."""
        engines: list[EngineName] = ["lxml"]
        if self.model is not None and not self.rng_alone:
            engines.append("native")
        if (self.model is not None and not self.rng_alone) or self.xsd is not None:
            engines.append("xmlschema")
        if (self.model is not None or self.rng is not None) and jing_command():
            engines.append("jing")
        return tuple(engines)

    @cached_property
    def fast(self) -> Engine:
        """The engine that gives the verdict where none was asked for by name."""
        if self.model is None or self.rng_alone:
            return self.engine("lxml")
        from schemas.narrow import NarrowEngine

        return NarrowEngine(self.model, lambda: self.engine("lxml"), path=self.name)

    def engine(self, name: EngineName) -> Engine:
        """Give an engine, loaded once. Raises :class:`SchemaError` if it cannot use this schema."""
        if name not in self._engines:
            self._engines[name] = self._load(name)
        return self._engines[name]

    @cached_property
    def native(self) -> NativeValidator:
        """The validator over the compiled model. Raises :class:`SchemaError` if there is no model."""
        if self.model is None:
            raise SchemaError(f"the engine native needs an ODD, which {self.name} is not")
        return NativeValidator(self.model)

    @cached_property
    def _engines(self) -> dict[EngineName, Engine]:
        return {}

    def _load(self, name: EngineName) -> Engine:
        base = str(self.file.resolve()) if self.file else ""
        if name == "jing" and (rng := self._rng()):
            return JingEngine(self.file.resolve() if self.file else rng, coming=lambda: self.coming)
        if name == "lxml" and (rng := self._rng()):
            return LibxmlEngine(rng, kind="rng", path=self.name, base=base)
        if name == "lxml" and self.xsd:
            return LibxmlEngine(self.xsd, kind="xsd", path=self.name, base=base)
        if name == "xmlschema" and self.xsd and self.file:
            return XmlschemaEngine(self.file.resolve(), shown=self.name)
        if name == "xmlschema" and self.model is not None and not self.rng_alone:
            return _xmlschema(self.model, self.name)
        raise SchemaError(f"the engine {name} cannot use the schema {self.name}")

    def _rng(self) -> bytes | None:
        if self.rng is None and self.model is not None:
            from schemas.odd.rng import write_rng

            self.rng = write_rng(self.model)
        return self.rng


def _xmlschema(model: Schema, name: str) -> Engine:
    from schemas.odd.xsd import write_xsd

    files = write_xsd(model).files
    with tempfile.TemporaryDirectory() as folder:
        for file, data in files:
            Path(folder, file).write_bytes(data)
        return XmlschemaEngine(Path(folder, files[0][0]), shown=name)


@dataclass(frozen=True)
class Target:
    """All that documents are held to: at most one grammar, and any number of sets of rules."""

    name: str
    sha256: str
    grammar: Grammar | None = None
    rules: tuple[RuleSet, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def load_target(sources: Sequence[str]) -> Target:
    """Give what the sources stand for: names (:data:`BUILT_IN`) or files, at most one of them a grammar.

    Raises :class:`SchemaError` (or one of its kind) for what is unknown, broken or refused.
    """
    grammars: list[Grammar] = []
    rules: list[RuleSet] = []
    digests: list[str] = []
    told: list[str] = []
    for source in sources or ("gazetei",):
        loaded = _load(source)
        digests.append(loaded.sha256)
        grammars += [loaded.grammar] if loaded.grammar else []
        rules += loaded.rules
        told += loaded.warnings
    if len(grammars) > 1:
        names = " and ".join(grammar.name for grammar in grammars)
        raise SchemaError(f"documents can be held to one grammar at a time, not to {names}; run the validator twice")
    digest = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    warnings = [*told, *(warning for one in rules for warning in one.warnings)]
    if grammars and (model := grammars[0].model) is not None:
        from schemas.idle import names_of_nothing

        for one in rules:
            # which of several files it is, is not told by the name of them all
            where = f"{one.schema.path}: " if len(sources) > 1 else ""
            warnings += [f"{where}{warning}" for warning in names_of_nothing(one, model)] if one.watched else []
    return Target(
        "+".join(sources or ("gazetei",)), digest, grammars[0] if grammars else None, tuple(rules), tuple(warnings)
    )


def _load(source: str) -> Target:
    from schemas.odd.compiler import choose

    path, _ = choose(source)
    if source in BUILT_IN:
        return _built_in(source)
    if path.suffix.lower() not in _SUFFIXES:
        known = ", ".join(BUILT_IN)
        raise SchemaError(
            f"{source}: no schema of that name; there are {known}, or give a .odd, .rng, .xsd or .sch file"
        )
    try:
        data = read_capped(path)
    except UnsafeXmlError as error:
        raise SchemaError(str(error)) from error
    except FileNotFoundError as error:
        raise SchemaError(f"{source}: there is no such file; check the path of the schema") from error
    except OSError as error:
        raise SchemaError(f"{source}: the schema cannot be read: {error.strerror or 'not a regular file'}") from error
    return _LOADERS[path.suffix.lower()](source, path, data)


def _built_in(name: str) -> Target:
    from schemas.odd.compiler import compile_all
    from schemas.p5.facts import packed_p5

    if name == "tei_all":
        return _compiled(name, compile_all(), hashlib.sha256(packed_p5()).hexdigest())
    odd = files("schemas") / "gazetei.odd"
    if not odd.is_file():
        raise SchemaError("the schema gazetei is not installed; give a schema with --schema")
    return _odd(name, Path(str(odd)), odd.read_bytes())


def _odd(name: str, path: Path, data: bytes) -> Target:
    from schemas.odd.compiler import choose, compile_odd

    file, ident = choose(name)
    model = compile_odd(path, path=str(file), schema=ident)
    target = _compiled(name, model, hashlib.sha256(data + ident.encode()).hexdigest())
    others = tuple(note.message for note in model.notes if note.kind == "others")
    return replace(target, warnings=(*target.warnings, *others))


def _compiled(name: str, model: Schema, digest: str) -> Target:
    from schemas.odd.schematron import load_rules

    rules = load_rules(model, path=name) if any(True for _ in model.all_constraints()) else None
    return Target(name, digest, Grammar(name, digest, model), (rules,) if rules else ())


def _rng(name: str, path: Path, data: bytes) -> Target:
    digest = hashlib.sha256(data).hexdigest()
    checked = check_schema(path)
    return Target(name, digest, Grammar(name, digest, _model_of(path), rng=checked, file=path))


def _model_of(path: Path) -> Schema | None:
    """Give the elements of a RELAX NG as a model, for the sake of the messages, or ``None`` if that fails."""
    from schemas.odd.compiler import compile_odd

    ref = f'<moduleRef xmlns="{TEI_NS}" url={quoteattr(quote(path.name))}/>'
    odd = f'<schemaSpec xmlns="{TEI_NS}" ident="grammar">{ref}</schemaSpec>'
    try:
        return compile_odd(odd.encode(), path=str(path), folder=path.resolve().parent)
    except SchemaError as error:
        _LOG.debug("%s: no model of it: %s", path, error)
        return None


def _xsd(name: str, path: Path, data: bytes) -> Target:
    digest = hashlib.sha256(data).hexdigest()
    return Target(name, digest, Grammar(name, digest, xsd=check_schema(path), file=path))


def _sch(name: str, path: Path, data: bytes) -> Target:  # noqa: ARG001 - the loaders are called alike
    from schemas.rules import load

    return Target(name, hashlib.sha256(data).hexdigest(), None, (replace(load(data, path=name), watched=True),))


_LOADERS: Final[dict[str, Callable[[str, Path, bytes], Target]]] = {
    ".odd": _odd,
    ".xml": _odd,
    ".rng": _rng,
    ".xsd": _xsd,
    ".sch": _sch,
}
