"""The files of the project's own customisation, as the package carries them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def schema_files() -> Mapping[str, bytes]:
    """Give the ODD and the RELAX NG and Schematron made from it, by file name."""
    home = files("schemas")
    names = {
        "gazetei.odd": "gazetei.odd",
        "gazetei.rng": "generated/gazetei.rng",
        "gazetei.sch": "generated/gazetei.sch",
    }
    return MappingProxyType({name: home.joinpath(*path.split("/")).read_bytes() for name, path in names.items()})
