"""What tests of embedded servers share."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that the servers' user can reach when the tests run as root."""
    parent = Path(tempfile.mkdtemp(prefix="relance-embedded-"))
    parent.chmod(0o711)
    yield parent / "data"
    shutil.rmtree(parent, ignore_errors=True)
