"""Engines people would pick instead, and our own search, behind one face: build, open, ask, change."""

from __future__ import annotations

import json
import re
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from knowledge.beir import Document

STOP: Final = frozenset(
    """
    a an and are as at be but by can do does for from had has have how i if in into is it its me my no not of
    on or our out so such that the their then there these they this to was we what when where which who why
    will with you your
    """.split()  # noqa: SIM905 (a list of words is easier to read than a list of quotes)
)
"""Short words the engines that take a list of them leave out."""
_WORD: Final = re.compile(r"\w+")


class Engine(ABC):
    """One engine with its index in a folder, built by one process and opened by another; one thread each."""

    @staticmethod
    def stock(corpus: Path, place: Path) -> None:
        """What comes before the index is built and is no part of it; most have nothing to do."""
        del corpus, place

    @staticmethod
    @abstractmethod
    def build(corpus: Path, place: Path) -> None:
        """Make the index of a corpus (a document a line in JSON) in an empty folder."""

    @abstractmethod
    def __init__(self, place: Path) -> None:
        """Open it."""

    @abstractmethod
    def ask(self, question: str, depth: int) -> list[str]:
        """The ids of the best documents, best first."""

    @abstractmethod
    def change(self, document: Document) -> None:
        """Put a document in the place of the one with its id; from now on it is found."""


def documents(corpus: Path) -> Iterator[Document]:
    """The documents of a corpus, one by one."""
    with corpus.open(encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            yield Document(values["_id"], values.get("title", ""), values.get("text", ""))


class InfraCare(Engine):
    """Our own: the whole pipeline, from the words typed to passages and how sure they are."""

    @staticmethod
    def stock(corpus: Path, place: Path) -> None:
        """The articles are in the database before the search is built."""
        from knowledge import stock
        from records.engine import open_database

        engine = open_database(stock.url(place))
        stock.shelved(engine, documents(corpus), {})
        engine.dispose()

    @staticmethod
    def build(corpus: Path, place: Path) -> None:
        """What the first start does."""
        from knowledge import stock

        del corpus
        stock.build(place)

    def __init__(self, place: Path) -> None:
        """Open what was built."""
        from knowledge import search, stock
        from records.engine import open_database, transactions

        engine = open_database(stock.url(place))
        self._writing = transactions(engine)
        self._search = search.open_search(transactions(engine, only_reading=True), stock.index(place))

    def ask(self, question: str, depth: int) -> list[str]:
        """Three passages are cut, and whether the first one answers is judged, as for anybody who asks."""
        from knowledge.runs import EVERYBODY, PASSAGES

        return list(self._search.search(question, audience=EVERYBODY, limit=PASSAGES).order[:depth])

    def change(self, document: Document) -> None:
        """A row written and committed, and the search refreshed."""
        from knowledge.stock import reshelve

        with self._writing() as session:
            reshelve(session, document)
        self._search.refresh()


class Tantivy(Engine):
    """Lucene's algorithms in Rust: English stems, a stop list, title and text alike."""

    def __init__(self, place: Path) -> None:
        """Open the index."""
        import tantivy

        self._index = tantivy.Index.open(str(place))
        self._writer = self._index.writer(50_000_000, 1)

    @staticmethod
    def build(corpus: Path, place: Path) -> None:
        """One thread, as everywhere here."""
        import tantivy

        schema = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for name in ("title", "text"):
            schema.add_text_field(name, tokenizer_name="en_stem")
        writer = tantivy.Index(schema.build(), str(place)).writer(200_000_000, 1)
        for one in documents(corpus):
            writer.add_document(tantivy.Document(id=one.id, title=one.title, text=one.text))
        writer.commit()
        writer.wait_merging_threads()

    def ask(self, question: str, depth: int) -> list[str]:
        """Plain ranking: nothing is repaired."""
        query = self._index.parse_query(" ".join(_meaning(question)), ["title", "text"])
        searcher = self._index.searcher()
        return [searcher.doc(place)["id"][0] for _, place in searcher.search(query, depth).hits]

    def change(self, document: Document) -> None:
        """The old one deleted, the new one added, committed and opened."""
        import tantivy

        self._writer.delete_documents_by_term("id", document.id)
        self._writer.add_document(tantivy.Document(id=document.id, title=document.title, text=document.text))
        self._writer.commit()
        self._index.reload()


class Bm25s(Engine):
    """One sparse matrix: Lucene's variant, the title thrice before the text, English stems, a stop list.

    With numba installed its search is compiled.
    """

    def __init__(self, place: Path) -> None:
        """Load the matrix, and the texts too: a change needs all of them."""
        import bm25s

        backend = "numba" if find_spec("numba") else "numpy"
        self._engine = bm25s.BM25.load(str(place / "matrix"))
        self._engine.backend = backend
        self._place, self._stem = place, _stemmer()
        self._ids = json.loads((place / "ids.json").read_text("utf-8"))
        self._tokens: list[list[str]] = []
        if backend == "numba":
            self._engine.activate_numba_scorer()

    @staticmethod
    def build(corpus: Path, place: Path) -> None:
        """Tokens, matrix and ids into the folder."""
        import bm25s

        ids, tokens, stem = [], [], _stemmer()
        for one in documents(corpus):
            ids.append(one.id)
            tokens.append(_stemmed(_joined(one), stem))
        engine = bm25s.BM25(method="lucene", k1=1.2, b=0.5)
        engine.index(tokens, show_progress=False)
        engine.save(str(place / "matrix"))
        (place / "ids.json").write_text(json.dumps(ids), "utf-8")
        (place / "tokens.json").write_text(json.dumps(tokens), "utf-8")

    def ask(self, question: str, depth: int) -> list[str]:
        """Any of the stems."""
        tokens = [one for one in _stemmed(question, self._stem) if one in self._engine.vocab_dict]
        if not tokens:
            return []
        found = self._engine.retrieve([tokens], k=min(depth, len(self._ids)), show_progress=False)
        ranked = zip(found.documents[0], found.scores[0], strict=True)
        return [self._ids[place] for place, score in ranked if score > 0]

    def change(self, document: Document) -> None:
        """The library knows no change: the matrix is made anew of the stems, which are kept."""
        self._tokens = self._tokens or json.loads((self._place / "tokens.json").read_text("utf-8"))
        self._tokens[self._ids.index(document.id)] = _stemmed(_joined(document), self._stem)
        self._engine.index(self._tokens, show_progress=False)


class Fts5(Engine):
    """SQLite's full-text search: Porter's stems, a stop list, titles five times."""

    def __init__(self, place: Path) -> None:
        """Open the database."""
        self._database = sqlite3.connect(place / "fts.db", isolation_level=None)

    @staticmethod
    def build(corpus: Path, place: Path) -> None:
        """One transaction, then optimised."""
        with closing(sqlite3.connect(place / "fts.db")) as database, database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(
                "CREATE VIRTUAL TABLE pages "
                "USING fts5(id UNINDEXED, title, text, tokenize='porter unicode61')"
            )
            database.execute("CREATE TABLE places (id TEXT PRIMARY KEY, place INTEGER)")
            database.execute("INSERT INTO pages (pages, rank) VALUES ('rank', 'bm25(0, 5, 1)')")
            for place_, one in enumerate(documents(corpus), 1):
                database.execute(
                    "INSERT INTO pages (rowid, id, title, text) VALUES (?, ?, ?, ?)", (place_, *one)
                )
                database.execute("INSERT INTO places VALUES (?, ?)", (one.id, place_))
            database.execute("INSERT INTO pages (pages) VALUES ('optimize')")

    def ask(self, question: str, depth: int) -> list[str]:
        """Ranked by its bm25."""
        words = " OR ".join(f'"{word}"' for word in _meaning(question))
        found = self._database.execute(
            "SELECT id FROM pages WHERE pages MATCH ? ORDER BY rank LIMIT ?", (words, depth)
        )
        return [id_ for (id_,) in found] if words else []

    def change(self, document: Document) -> None:
        """One row, committed to the disk."""
        [(place,)] = self._database.execute("SELECT place FROM places WHERE id = ?", (document.id,))
        values = (document.title, document.text, place)
        self._database.execute("UPDATE pages SET title = ?, text = ? WHERE rowid = ?", values)


class Whoosh(Engine):
    """Whoosh alone: stems, a stop list, its BM25F with title and text alike and lengths at half."""

    def __init__(self, place: Path) -> None:
        """Open the index."""
        from whoosh import index, scoring

        self._index = index.open_dir(str(place))
        self._weighting = scoring.BM25F(title_B=0.5, text_B=0.4)
        self._searcher = self._index.searcher(weighting=self._weighting)

    @staticmethod
    def build(corpus: Path, place: Path) -> None:
        """One process, 256 MB of memory."""
        from whoosh import fields, index
        from whoosh.analysis import StemmingAnalyzer

        text = fields.TEXT(analyzer=StemmingAnalyzer(cachesize=-1))
        schema = fields.Schema(id=fields.ID(unique=True, stored=True), title=text, text=text)
        writer = index.create_in(str(place), schema).writer(limitmb=256)
        for one in documents(corpus):
            writer.add_document(id=one.id, title=one.title, text=one.text)
        writer.commit()

    def ask(self, question: str, depth: int) -> list[str]:
        """Any of the words; raw questions are not parsed, as its signs would be taken for syntax."""
        from whoosh.query import Or, Term

        words: Any = self._index.schema["text"].analyzer
        stems = {token.text for token in words(question, mode="query")}
        terms = [Term(name, one) for one in stems for name in ("title", "text")]
        return [hit["id"] for hit in self._searcher.search(Or(terms), limit=depth)]

    def change(self, document: Document) -> None:
        """Committed, and opened anew."""
        writer = self._index.writer()
        writer.update_document(id=document.id, title=document.title, text=document.text)
        writer.commit()
        self._searcher = self._searcher.refresh()


ENGINES: Final[dict[str, type[Engine]]] = {
    "InfraCare": InfraCare,
    "tantivy": Tantivy,
    "bm25s": Bm25s,
    "SQLite FTS5": Fts5,
    "Whoosh": Whoosh,
}


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _meaning(text: str) -> list[str]:
    every = _words(text)
    return [word for word in every if word not in STOP] or every


def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def _joined(document: Document) -> str:
    return f"{document.title} {document.title} {document.title} {document.text}"


def _stemmed(text: str, stem: Any) -> list[str]:
    return list(stem.stemWords(_meaning(text)))
