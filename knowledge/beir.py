"""A test collection in BEIR form: documents, questions and judgements, read from a folder.

BEIR (Thakur et al. 2021) keeps ``corpus.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``,
``text``) and tab-separated judgements (question, document, grade): here ``qrels.tsv``, or
``qrels/test.tsv`` as there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

JUDGEMENTS: Final = ("qrels.tsv", "qrels/test.tsv")


class Document(NamedTuple):
    """One document of the corpus, plain text."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class JudgedCollection:
    """The questions that were judged (text by id), the grades of documents for each, and the corpus' file."""

    folder: Path
    questions: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    def documents(self) -> Iterator[Document]:
        """The corpus, read line by line; raises :class:`CollectionError`."""
        seen: set[str] = set()
        path = self.folder / "corpus.jsonl"
        for number, line in _lines(path):
            document = _document(path, number, line)
            if document.id in seen:
                raise CollectionError(
                    path, number, f"the _id {document.id!r} stands there twice", "give each document its own"
                )
            seen.add(document.id)
            yield document


class CollectionError(Exception):
    """A folder that is no test collection: one sentence with file, line, what is wrong and what to do."""

    def __init__(self, path: Path, line: int, wrong: str, remedy: str) -> None:
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {wrong}; {remedy}.")


def read_collection(folder: Path) -> JudgedCollection:
    """The test collection in a folder; raises :class:`CollectionError`.

    Questions without any judgement above 0 are left out, as is usual; so are judgements of questions that are
    not in ``queries.jsonl``.
    """
    questions = dict(_questions(folder / "queries.jsonl"))
    grades = _grades(_judgements(folder))
    judged = {
        id_: text
        for id_, text in questions.items()
        if any(grade > 0 for grade in grades.get(id_, {}).values())
    }
    if not judged:
        raise CollectionError(
            _judgements(folder), 0, "it judges no question of queries.jsonl", "use the same ids in both files"
        )
    if not (folder / "corpus.jsonl").is_file():
        raise _missing(folder / "corpus.jsonl", "_id, title, text")
    return JudgedCollection(folder, judged, {id_: grades[id_] for id_ in judged})


def read_questions(path: Path) -> list[str]:
    """The texts of a ``queries.jsonl`` alone (questions nothing answers); raises :class:`CollectionError`."""
    return [text for _, text in _questions(path)]


def _judgements(folder: Path) -> Path:
    for name in JUDGEMENTS:
        if (folder / name).is_file():
            return folder / name
    raise CollectionError(
        folder / JUDGEMENTS[0],
        0,
        "there is no such file",
        "write question, document and grade into it, tab-separated",
    )


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    if not path.is_file():
        raise _missing(path, "_id, text")
    seen: set[str] = set()
    for number, line in _lines(path):
        values = _values(path, number, line)
        id_ = _id(path, number, values)
        if id_ in seen:
            raise CollectionError(
                path, number, f"the _id {id_!r} stands there twice", "give each question its own"
            )
        seen.add(id_)
        yield id_, _text(path, number, values, "text")


def _document(path: Path, number: int, line: str) -> Document:
    values = _values(path, number, line)
    return Document(
        _id(path, number, values),
        _text(path, number, values, "title", ""),
        _text(path, number, values, "text", None if not values.get("title") else ""),
    )


def _grades(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        fields = line.rstrip("\r\n").split("\t")
        if len(fields) == 4:  # as TREC has it: question, iteration, document, grade
            fields = [fields[0], *fields[2:]]
        if len(fields) != 3:
            raise CollectionError(
                path,
                number,
                "a judgement has three fields",
                "write question, document and grade between tabs",
            )
        grade = _grade(fields[2])
        if grade is not None:
            found.setdefault(fields[0], {})[fields[1]] = grade
        elif number > 1:
            raise CollectionError(
                path, number, f"{fields[2]!r} is no grade", "write a whole number such as 1"
            )
    return found


def _grade(written: str) -> int | None:
    try:
        return int(written)
    except ValueError:
        return None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except UnicodeDecodeError as error:
        raise CollectionError(path, number + 1, "the text is not UTF-8", "save the file as UTF-8") from error


def _values(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise CollectionError(
            path, number, "this is no JSON", 'write {"_id": "...", "text": "..."}'
        ) from error
    if not isinstance(values, dict):
        raise CollectionError(path, number, "this is no JSON object", 'write {"_id": "...", "text": "..."}')
    return values


def _id(path: Path, number: int, values: Mapping[str, Any]) -> str:
    id_ = values.get("_id")
    if not isinstance(id_, str | int) or not str(id_).strip():
        raise CollectionError(path, number, "the field _id is missing", "give each line an _id of its own")
    return str(id_)


def _text(path: Path, number: int, values: Mapping[str, Any], name: str, default: str | None = None) -> str:
    text = values.get(name, default)
    if text is None and default is not None:
        return default
    if not isinstance(text, str):
        raise CollectionError(path, number, f"the field {name} is no text", f'write "{name}": "..."')
    return text


def _missing(path: Path, fields: str) -> CollectionError:
    return CollectionError(path, 0, "there is no such file", f"write a JSON object a line into it: {fields}")
