import pytest

from schemas.odd import Schema
from tests.schemas.odd import shared


@pytest.fixture(params=shared.NAMES or [pytest.param("", marks=pytest.mark.skip(reason="../shared is not here"))])
def reference(request: pytest.FixtureRequest) -> tuple[str, Schema]:
    """The name of a reference ODD and its compiled schema."""
    return request.param, shared.compiled(request.param)
