"""One process of parsers for all tests of sources: to start one takes longer than what it does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.sources.confined import Confined


@pytest.fixture(scope="package")
def confined() -> Iterator[Confined]:
    """The parsers, ready."""
    with Confined() as made:
        yield made
