"""What all tests share: where the shared data lies, and how golden files are regenerated."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# a busy machine is no fault of what is tested
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="Write the golden files anew; read the diff.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Write the golden documents before the golden files that are made from them."""
    if config.getoption("--regenerate"):
        items.sort(key=lambda one: one.path.name != "test_batch.py")


@pytest.fixture
def shared() -> Path:
    """Give the folder of shared test data; the test is skipped where it does not exist."""
    if not SHARED.is_dir():
        pytest.skip("the shared test data is not here")
    return SHARED


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """Give a function that compares bytes with a golden file and keeps what it got beside it on a difference."""

    def check(path: Path, got: bytes) -> None:
        beside = path.with_name(f"{path.name}.got")
        if request.config.getoption("--regenerate"):
            path.write_bytes(got)
        if got != path.read_bytes():
            beside.write_bytes(got)
            pytest.fail(f"{path} differs from what was made, which is in {beside}")
        beside.unlink(missing_ok=True)

    return check
