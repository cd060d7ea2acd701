"""Search figures: milliseconds a question at 1,000 articles, and how often the right article comes first."""

from __future__ import annotations

import json
import random
import re
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.rules import Sureness
from knowledge import intake
from knowledge.articles import Audience, read_article
from knowledge.search import Search, open_search
from records.base import Base
from records.engine import open_database, transactions

SAMPLE = Path("sample/articles")
QUESTIONS = Path("sample/questions.jsonl")
READER = frozenset({Audience.EVERYBODY, Audience.CUSTOMERS})
REST = "area: more\naudience: everybody\nupdated: 2026-01-05"
PRECISION = Sureness().precision
AT = datetime(2026, 1, 5, tzinfo=UTC)


def run(articles: int = 1000) -> dict[str, float]:
    """Milliseconds (p50, p99) for one thread with ``articles`` articles, and success on the sample alone."""
    questions = read_questions(QUESTIONS)
    with tempfile.TemporaryDirectory() as place:
        sample = opened(Path(place) / "sample", [SAMPLE])
        large = opened(Path(place) / "large", [SAMPLE, recombined(Path(place) / "more", articles)])
        return {"articles": articles, **success(sample, questions), **speed(large, [q for q, _ in questions])}


def read_questions(path: Path) -> list[tuple[str, frozenset[str]]]:
    """The questions of a file with the slugs that answer each."""
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return [(line["question"], frozenset(line["articles"])) for line in lines]


def opened(place: Path, folders: Sequence[Path]) -> Search:
    """A search over folders of articles, with a database of its own."""
    engine = open_database(f"sqlite:///{place / 'desk.db'}")
    Base.metadata.create_all(engine)
    with transactions(engine)() as session:
        intake.sync(session, folders, AT)
    return open_search(transactions(engine), place / "index")


def success(search: Search, questions: Sequence[tuple[str, frozenset[str]]]) -> dict[str, float]:
    """How often the right article is first, among the first three, and how often a sure answer is wrong."""
    found = [(search.search(question, audience=READER, limit=3), right) for question, right in questions]
    first = [bool(hits.hits) and hits.hits[0].slug in right for hits, right in found]
    third = [any(hit.slug in right for hit in hits.hits) for hits, right in found]
    sure = [hits.precision >= PRECISION for hits, _ in found]
    wrong = [is_sure and not is_right for is_sure, is_right in zip(sure, first, strict=True)]
    return {
        "success@1": sum(first) / len(found),
        "success@3": sum(third) / len(found),
        "answered": sum(sure) / len(found),
        "wrong_confident": sum(wrong) / len(found),
    }


def speed(search: Search, questions: list[str]) -> dict[str, float]:
    """Milliseconds for a question, passages included, in one thread."""
    took = []
    for question in [*questions[:20], *questions * 3]:
        start = time.perf_counter()
        search.search(question, audience=READER)
        took.append((time.perf_counter() - start) * 1000)
    took = sorted(took[20:])
    return {"p50_ms": took[len(took) // 2], "p99_ms": took[int(len(took) * 0.99)]}


def recombined(folder: Path, articles: int) -> Path:
    """A folder filled up to ``articles`` with sections of the sample put together anew under new words."""
    chance = random.Random(7)
    paths = sorted(path for path in SAMPLE.rglob("*.md") if path.name != "README.md")
    parts = [part for path in paths for part in re.split(r"(?m)^(?=## )", read_article(path).body)[1:]]
    folder.mkdir(parents=True)
    for number in range(articles - len(paths)):
        chosen = chance.sample(parts, 4)
        title = f"{_renamed(chosen[0].splitlines()[0][3:], chance)} {_word(chance)}"
        front = f"title: {json.dumps(title)}\nkind: documentation\n{REST}"
        body = "\n".join(_renamed(part, chance) for part in chosen)
        (folder / f"article-{number}.md").write_text(f"---\n{front}\n---\n\n{body}", "utf-8")
    return folder


def _renamed(text: str, chance: random.Random) -> str:
    """The text with a third of its longer words replaced by invented ones."""
    return re.sub(
        r"\b[a-z]{5,}\b", lambda word: _word(chance) if chance.random() < 0.33 else word.group(), text
    )


def _word(chance: random.Random) -> str:
    """An invented word, one of some 8,000, few of them frequent as in any language."""
    number = min(int(chance.paretovariate(0.7)), 8000)
    own = random.Random(number)
    return "".join(own.choice("bdfgklmnprstvz") + own.choice("aeiou") for _ in range(own.randint(2, 4)))


def main() -> None:
    """Print the figures as a table."""
    table = Table("figure", "value", title="Search")
    for name, value in run().items():
        table.add_row(name, f"{value:,.0f}" if value > 100 else f"{value:.3g}")
    Console().print(table)


if __name__ == "__main__":
    main()
