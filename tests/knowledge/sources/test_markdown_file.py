"""Markdown of any making: foreign front matter, no front matter, HTML within."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.sources.markdown_file import with_html_as_markdown
from knowledge.sources.text import Text


def read(text: str) -> Text:
    return with_html_as_markdown(text.encode())


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Reset *a* `password`\n\nPress it.\n", "Reset a password", "Press it.\n"),
        ("Reset\n=====\nPress it.", "Reset", "Press it.\n"),
        ("---\ntitle: Reset\nlayout: page\n---\n# Heading\n\nPress.\n", "Reset", "Press.\n"),
        ("---\ntitle: [a\n---\n# Reset\nPress.\n", "Reset", "Press.\n"),
        ("Press it.\n\n# Later\n", "", "Press it.\n\n# Later\n"),
        ("---\n\nA rule, then words.\n", "", "---\n\nA rule, then words.\n"),
    ],
)
def test_the_title_is_that_of_the_front_matter_or_the_first_heading(text: str, title: str, body: str) -> None:
    found = read(text)
    assert (found.title, found.body) == (title, body)


def test_what_the_front_matter_says_is_kept() -> None:
    front = "title: A\nkind: tutorial\naudience: staff\narea: imc\nsample: true\nlastmod: 2026-03-04\n"
    found = read(f"---\n{front}link: https://x.example/a\naliases: [one, 2, two]\nweight: 5\n---\nWords.\n")
    assert found.said == {"kind": "tutorial", "audience": "staff", "area": "imc", "sample": "true"}
    assert (found.updated, found.link, found.aliases) == (
        date(2026, 3, 4),
        "https://x.example/a",
        ("one", "two"),
    )


def test_html_within_becomes_markdown() -> None:
    table = "<table><tr><th>Key<th>Does<tr><td>F8<td>next</table>"
    found = read(
        f"Before.\n\n{table}\n\n<details><summary>More</summary>\n\nInside.\n\n</details>\n<!-- note -->\n"
    )
    assert "| Key | Does |\n| --- | --- |\n| F8 | next |" in found.body
    assert "More" in found.body
    assert "Inside." in found.body
    assert "<" not in found.body
    assert "note" not in found.body


def test_values_that_grow_without_end_are_not_written_out() -> None:
    lines = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert read(f"---\n{lines}title: *i\nkind: *i\naliases: *i\n---\n# Calm\n\nWords.\n").title == "Calm"
