"""A table, a list and code of an article arrive readable in Slack, in an older Slack, and in the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot import words
from bot.reply import Reply, ReplyKind, Shown
from bot.slack import show
from bot.slack.escape import unlinked
from bot.slack.parts import markdown
from bot.slack.plainer import plainer
from bot.terminal import show as show_in_terminal
from guard import own
from knowledge.articles import Article, Audience, Kind
from knowledge.passages import passage
from knowledge.sections import sections
from knowledge.words import stem
from tests.bot.slack.reading import accepted

BODY = """To set the keys do this:

1. Open **Keys**.
2. Press:
   - `F8` or
   - F9 *twice*

| Key | Does |
|---|---|
| F8 | next field |
| Ctrl+F9 | the \\|last\\| one |

```
keys --set  "F8" <!channel>
```
"""


def shown(body: str = BODY, link: str = "") -> Shown:
    article = Article(
        "keys", "Keys", Kind.TUTORIAL, "x", Audience.EVERYBODY, date(2026, 1, 2), False, (), body, ""
    )
    [section] = sections(article)
    found = passage(section, {stem(word): 1.0 for word in ("keys", "field", "last", "open")})
    return Shown(
        "keys",
        own("Keys"),
        "tutorial",
        own("Set them"),
        "set-them",
        found.text,
        found.marks,
        0.9,
        markdown=found.markdown,
        shortened=found.shortened,
        link=link,
    )


def answer(hit: Shown) -> Reply:
    return Reply(ReplyKind.ANSWER, words.ANSWER, (hit,))


def test_lists_tables_and_code_arrive_as_such() -> None:
    content = show.blocks_of(answer(shown()))
    assert accepted(content)
    [block] = [block for block in content[0] if block["type"] == "markdown"]
    assert block["text"].splitlines() == [
        "To set the **keys** do this:",
        "",
        "1. **Open** **Keys**.",
        "2. Press:",
        "    - F8 or",
        "    - F9 twice",
        "",
        "| **Key** | Does |",
        "| --- | --- |",
        "| F8 | next **field** |",
        "| Ctrl+F9 | the \\|**last**\\| one |",
        "",
        "```",
        'keys --set  "F8" <\u200b!channel>',
        "```",
    ]


def test_a_slack_that_knows_no_markdown_gets_columns_and_lines() -> None:
    blocks = plainer(show.blocks_of(answer(shown()))[0])
    assert accepted((blocks, "x"))
    elements = [one for block in blocks if block["type"] == "rich_text" for one in block["elements"]]
    texts = ["".join(piece["text"] for piece in one["elements"]) for one in elements]
    assert [one["type"] for one in elements].count("rich_text_preformatted") == 2
    assert "1. Open Keys.\n2. Press:\n    • F8 or\n    • F9 twice\n" in texts
    assert "Key      Does\nF8       next field\nCtrl+F9  the |last| one" in texts
    assert 'keys --set  "F8" <\u200b!channel>' in texts


def test_the_terminal_shows_the_same() -> None:
    out = StringIO()
    show_in_terminal(Console(file=out, width=100), answer(shown(link="https://x.example/keys")))
    text = out.getvalue()
    for line in (
        "1. Open Keys.",
        "  - F9 twice",
        "Key     | Does",
        "F8      | next field",
        'keys --set  "F8"',
    ):
        assert line in text
    assert "https://x.example/keys" in text


def test_what_was_shortened_points_to_the_article() -> None:
    rows = "".join(f"| K{number} | {'does ' * 9}|\n" for number in range(60))
    hit = shown(f"| Key | Does |\n|---|---|\n{rows}", link="https://x.example/keys")
    content = show.blocks_of(answer(hit))
    assert words.GOES_ON in accepted(content)
    assert content[0][1]["elements"][0]["elements"][-1] == {"type": "link", "url": "https://x.example/keys"}
    out = StringIO()
    show_in_terminal(Console(file=out, width=100), answer(hit))
    assert str(words.GOES_ON) in out.getvalue()


def test_what_is_far_too_long_is_quoted_and_cut() -> None:
    long = replace(shown(), markdown=own("x" * 4_001))
    assert all(block["type"] != "markdown" for block in show.blocks_of(answer(long))[0])


@pytest.mark.parametrize(
    "alive", ["<!channel>", "<!here|x>", "<@U012AB>", "<#C012AB>", "@here", "@channel", "<https://a.b|c>"]
)
def test_nothing_in_code_calls_or_links(alive: str) -> None:
    assert alive not in unlinked(f"```\n{alive}\n```")


def test_code_that_calls_nobody_stays_as_it_is() -> None:
    code = "if (a < b && c > d) { <a href='x'> } // <!-- note --> me@host.example"
    assert unlinked(code) == code


@given(st.text(max_size=80))
def test_any_markdown_can_be_shown_plainer(text: str) -> None:
    blocks = plainer(markdown(text))
    assert all(block["type"] == "rich_text" for block in blocks)
    if blocks:
        accepted((blocks, "x"))
