"""Files for a letter: fetched when it leaves, within limits, each that is left out with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from bot.delivery import NotNowError
from guard import restored
from guard.screen import screen
from mail.enclosing import PATIENCE, Encloser, Enclosing, Limits
from mail.letter import to_bytes
from tests.mail.letters import letter
from tests.mail.test_enclosed import NAMES
from tickets.values import FileRef

MEGABYTE = 1_000_000
USUAL = Limits()


@dataclass
class Shelf:
    """Where files lie, by their names; an error is raised, a sentence is why there is none."""

    contents: dict[str, bytes | str | Exception]
    asked: list[str] = field(default_factory=list)

    def fetch(self, file: FileRef) -> bytes | str:
        self.asked.append(file.name)
        found = self.contents[file.name]
        if isinstance(found, Exception):
            raise found
        return found


def file(name: str, size: int = 1, kind: str = "image/png") -> FileRef:
    return FileRef("F1", restored(name), kind, size)


def enclosed(shelf: Shelf, *files: FileRef, limits: Limits = USUAL, attempt: int = 1) -> Enclosing:
    return Encloser(shelf.fetch, screen, limits).enclose(files, 1_000, attempt)


def test_files_go_in_their_order_and_byte_for_byte() -> None:
    shelf = Shelf({"a.png": b"\0one", "b.png": b"two"})
    found = enclosed(shelf, file("a.png"), file("b.png"))
    assert [(one.name, one.content) for one in found.files] == [("a.png", b"\0one"), ("b.png", b"two")]
    assert found.left_out == ()


def test_text_is_screened() -> None:
    shelf = Shelf({"app.log": b"Patient John Doe, MRN 5550123"})
    [one] = enclosed(shelf, file("app.log", kind="text/plain")).files
    assert b"5550123" not in one.content


def test_each_limit_says_its_reason_and_what_is_too_large_is_not_fetched() -> None:
    shelf = Shelf(dict.fromkeys(("a.png", "c.png", "d.png", "lied.png"), b"x" * MEGABYTE))
    shelf.contents["lied.png"] = b"x" * (2 * MEGABYTE + 1)
    files = [
        file("a.png", MEGABYTE),
        file("big.png", 2 * MEGABYTE + 1),
        file("lied.png", 1),
        file("c.png", MEGABYTE),
        file("wide.png", 2 * MEGABYTE),
        file("d.png", MEGABYTE),
        file("e.png", 1),
    ]
    found = enclosed(shelf, *files, limits=Limits(files=3, file_mb=2, letter_mb=5))
    assert [one.name for one in found.files] == ["a.png", "c.png", "d.png"]
    assert list(found.left_out) == [
        "The file big.png was not passed on: it is larger than 2 MB.",
        "The file lied.png was not passed on: it is larger than 2 MB.",
        "The file wide.png was not passed on: with it the letter would be larger than 5 MB.",
        "The file e.png was not passed on: a letter may bring 3 files.",
    ]
    assert shelf.asked == ["a.png", "lied.png", "c.png", "d.png"]


def test_the_letter_is_never_larger_than_it_may_be() -> None:
    shelf = Shelf({f"{number}.png": bytes(499_000) for number in range(9)})
    files = [file(f"{number}.png", 499_000) for number in range(9)]
    found = enclosed(shelf, *files, limits=Limits(letter_mb=2))
    assert len(found.files) == 2
    assert MEGABYTE < len(to_bytes(replace(letter(), files=found.files))) <= 2 * MEGABYTE


@pytest.mark.parametrize("error", [NotNowError("later"), OSError("away")])
def test_a_file_that_may_still_come_is_waited_for_but_not_for_ever(error: Exception) -> None:
    shelf = Shelf({"a.png": error, "b.png": b"two"})
    with pytest.raises(type(error)):
        enclosed(shelf, file("a.png"), file("b.png"), attempt=PATIENCE)
    found = enclosed(shelf, file("a.png"), file("b.png"), attempt=PATIENCE + 1)
    assert [one.name for one in found.files] == ["b.png"]
    assert found.left_out == ("The file a.png was not passed on: it could not be fetched.",)


def test_a_file_that_is_gone_is_said_to_be() -> None:
    found = enclosed(Shelf({"a.png": "The file a.png is not in Slack any more."}), file("a.png"))
    assert found.left_out == ("The file a.png is not in Slack any more.",)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_becomes_a_harmless_one_and_the_letter_leaves(name: str) -> None:
    given = FileRef("F1", restored(name), "application/x-msdownload\r\nBcc: x@y.test", 1)
    found = Encloser(lambda one: b"x", screen).enclose([given, given, given], 0, 1)
    names = [str(one.name) for one in found.files]
    assert len({name.lower() for name in names}) == 3
    assert all(0 < len(name) <= 110 and not set('/\\\r\n\0"\u202e<>|:*?') & set(name) for name in names)
    assert not any(name.startswith((".", "-")) for name in names)
    assert to_bytes(replace(letter(), files=found.files)).count(b"\r\nBcc:") == 0


def test_no_files_are_none() -> None:
    assert enclosed(Shelf({})) == Enclosing()
