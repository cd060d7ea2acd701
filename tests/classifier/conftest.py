"""One trained classifier for all tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.category import Category
from classifier.examples import Example, read_examples
from classifier.model import Classifier
from classifier.store import ensure_model


@pytest.fixture(scope="session")
def examples() -> tuple[Example, ...]:
    return read_examples()


@pytest.fixture(scope="session")
def few(examples: tuple[Example, ...]) -> tuple[Example, ...]:
    """Twenty messages of each category: enough for whatever does not depend on how good the model is."""
    return tuple(
        example for each in Category for example in [one for one in examples if one.label is each][:20]
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def classifier(folder: Path) -> Classifier:
    """The classifier of the product, trained on all that is in the repository."""
    return ensure_model(folder)


@pytest.fixture(scope="session")
def small(few: tuple[Example, ...], folder: Path) -> Classifier:
    return ensure_model(folder, few)
