"""Text and HTML part are made of the same blocks, and nothing in them is more than words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from guard import own, restored
from mail.blocks import Block, Choices, Heading, Items, Pairs, Paragraphs, Passage, Small, Words, as_text
from mail.html_part import page

TAGS = {"html", "head", "meta", "body", "p", "b", "br", "h2", "ul", "ol", "li", "table", "tr", "td"} | {
    "blockquote",
    "div",
    "span",
    "a",
    "code",
    "pre",
    "em",
    "strong",
    "thead",
    "tbody",
    "th",
    "hr",
}
ATTRIBUTES = {"style", "dir", "charset", "name", "content", "href", "start", "class"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:alert(1)'>here</a>",
    "</td></table></div><style>*{display:none}</style>",
    'https://good.example/"onmouseover=alert(1)',
    "https://good.example/<script>",
    "&lt;b&gt; &#60;b&#62;",
    "[click](javascript:alert(1)) ![x](https://evil.example/pixel.png)",
    "[data](data:text/html;base64,PHNjcmlwdD4=) <https://good.example/ok>",
    "# heading\n\n| a | b |\n|---|---|\n| <b>1</b> | [x](http://evil.example) |",
    "```\n</code></pre><script>1</script>\n```",
    "\x00\x0b\u202e\ud800",
)


class Seen(HTMLParser):
    """The tags, attributes, addresses and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def every_block(text: str) -> tuple[Block, ...]:
    said = restored(text)
    return (
        Paragraphs(said, main=True),
        Heading(said),
        Items((said,)),
        Pairs(((said, said),)),
        Words(said, said),
        Passage(said, said, said, ((0, 3), (2, 5), (900, 901)), said, said, text),
        Passage(said, said, said, ((0, 3),)),
        Choices(said, (said,)),
        Small((said,)),
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_any_block_becomes_more_than_words(text: str) -> None:
    seen = Seen(page(every_block(text)))
    assert seen.tags <= TAGS
    assert seen.attributes <= ATTRIBUTES
    assert all(link.startswith("https://") for link in seen.links)


def test_both_parts_say_the_same() -> None:
    blocks = (
        Paragraphs(own("Ticket #7 is open."), main=True),
        Heading(own("What we know")),
        Pairs(((own("User involved"), own("bcole")),)),
        Words(own("Sam of support wrote:"), own("Please restart it.\n\nThen try again.")),
        Choices(own("Answer with a number:"), (own("Withdraw"), own("Talk to a person"))),
        Small((own("Small print."),)),
    )
    text = as_text(blocks)
    assert text == (
        "Ticket #7 is open.\n\nWhat we know\n------------\nUser involved: bcole\n\nSam of support wrote:\n\n"
        "Please restart it.\n\nThen try again.\n\nAnswer with a number:\n  1  Withdraw\n"
        "  2  Talk to a person\n\n"
        "-- \nSmall print."
    )
    shown = Seen(page(blocks)).words
    for said in ("Ticket #7 is open.", "bcole", "Then try again.", "Talk to a person", "Small print."):
        assert said in shown


def test_blocks_that_say_nothing_leave_no_trace() -> None:
    nothing = own("")
    blocks = (Paragraphs(nothing), Paragraphs(own("Hello.")), Items(()), Pairs(()), Small((nothing,)))
    assert as_text(blocks) == "Hello."
    assert Seen(page(blocks)).words.split() == ["Hello."]


def test_a_passage_in_full_keeps_its_lists_tables_and_code() -> None:
    markdown = own("1. Open it\n2. Press `F12`\n\n| Code | Meaning |\n|---|---|\n| IW-1 | **locked** |")
    passage = Passage(
        own("Title"), own("Tutorial"), own("plain"), markdown=markdown, link="https://x.example/a"
    )
    html = page((passage,))
    for piece in ("<ol>", "<li>Open it</li>", "<code>F12</code>", "<td>IW-1</td>", "<strong>locked</strong>"):
        assert piece in html
    assert '<a href="https://x.example/a">' in html
    assert str(markdown) in as_text((passage,))
    assert "plain" not in html


def test_the_words_that_matched_are_bold_where_the_passage_is_short() -> None:
    html = page((Passage(own("Title"), own("Tutorial"), own("the upload <hangs>"), marks=((4, 10),)),))
    assert "the <b>upload</b> &lt;hangs&gt;" in html
