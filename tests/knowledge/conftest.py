"""A shelf of its own for each test: a database, a folder of articles, and the search over both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge import intake, shelf
from knowledge.articles import Audience
from knowledge.search import Search, open_search
from records.base import Base
from records.engine import Transactions, open_database, transactions

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
EVERYONE = frozenset(Audience)
READER = frozenset({Audience.EVERYBODY, Audience.CUSTOMERS})
SAMPLE = Path(__file__).parents[2] / "sample" / "articles"


def article(title: str = "Reset a password", body: str = "Press the button.\n", **fields: str) -> str:
    """The text of an article's file."""
    values = {
        "kind": "documentation",
        "area": "accounts",
        "audience": "everybody",
        "updated": "2026-01-02",
    } | fields
    lines = "".join(f"{name}: {value}\n" for name, value in values.items())
    return f"---\ntitle: {title}\n{lines}---\n\n{body}"


@dataclass
class Desk:
    """A database and a folder of articles."""

    place: Path
    engine: Engine
    transaction: Transactions
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.place / "articles"
        self.folder.mkdir()

    def write(self, slug: str, text: str) -> Path:
        """Put a file into the folder."""
        path = self.folder / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def sync(self, *folders: Path, afresh: bool = False) -> intake.SyncReport:
        """Bring the shelf to the state of the folders."""
        with self.transaction() as session:
            return intake.sync(session, folders or (self.folder,), AT, afresh=afresh)

    def slugs(self) -> list[str]:
        """What is on the shelf."""
        with self.transaction() as session:
            return sorted(shelf.digests(session))

    def search(self) -> Search:
        """A search over the shelf."""
        return open_search(self.transaction, self.place / "index")


def opened(place: Path) -> Iterator[Desk]:
    """A desk in ``place``, closed afterwards."""
    engine = open_database(f"sqlite:///{place / 'desk.db'}")
    Base.metadata.create_all(engine)
    yield Desk(place, engine, transactions(engine))
    engine.dispose()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty shelf."""
    yield from opened(tmp_path)


@pytest.fixture
def desk_anywhere(database: Engine, tmp_path: Path) -> Desk:
    """An empty shelf: once on each kind of database, its tables made by the migrations."""
    return Desk(tmp_path, database, transactions(database))


@pytest.fixture(scope="session")
def sample_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample articles on a shelf; only to be read."""
    for desk in opened(tmp_path_factory.mktemp("sample")):
        desk.sync(SAMPLE)
        yield desk


@pytest.fixture(scope="session")
def sample_search(sample_desk: Desk) -> Search:
    """A search over the sample articles; only to be asked."""
    return sample_desk.search()
