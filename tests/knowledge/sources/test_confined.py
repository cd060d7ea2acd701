"""A file that takes too much brings down the parsers' process and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.sources.confined import Confined
from knowledge.sources.text import UnreadableError
from tests.knowledge.sources.files import docx, page, pdf


@pytest.mark.parametrize(
    ("form", "content", "title"),
    [
        ("html", page("A page"), "A page"),
        ("pdf", pdf([[(20.0, "A guide"), (10.0, "Words are here.")]]), "A guide"),
        ("docx", docx([("Title", "A text"), ("", "Words.")]), "A text"),
        ("markdown", b"---\nkind: tutorial\naliases: [a]\n---\n# A note\n\nWords.", "A note"),
    ],
)
def test_each_format_is_read(confined: Confined, form: str, content: bytes, title: str) -> None:
    text = confined.read(form, content)
    assert text.title == title
    assert "ords" in text.body or "Reset" in text.body
    assert text.aliases == (("a",) if form == "markdown" else ())


@pytest.mark.parametrize(
    ("form", "content", "wrong"),
    [
        ("html", b"<p></p><script>x</script>", "there is no text in it"),
        ("html", b"<p>" + b"word " * 250_000, "longer than a million letters"),
        ("pdf", b"%PDF-1.7 nothing", "no PDF, or a damaged one"),
        ("docx", b"nothing", "no Word file"),
        ("nothing", b"x", r"cannot be read \(KeyError\)"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(confined: Confined, form: str, content: bytes, wrong: str) -> None:
    with pytest.raises(UnreadableError, match=wrong):
        confined.read(form, content)


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    with Confined(seconds=1) as confined:
        with pytest.raises(UnreadableError, match="more than 1 seconds"):
            confined.read("html", b"<div>" * 300_000)
        assert confined.read("html", page("Next")).title == "Next"


def test_the_parsers_get_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    with Confined() as confined:
        confined.read("html", page())
        assert confined._process is not None
        given = Path(f"/proc/{confined._process.pid}/environ").read_bytes()
    assert given.startswith(b"PATH=")
    assert b"xoxb" not in given
