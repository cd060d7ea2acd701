"""A saved page becomes what it is about, as Markdown that says the same; nothing in it stays alive."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.sources.html_page import read_html, text_of
from knowledge.sources.markdown import escaped
from knowledge.sources.text import UnreadableError
from tests.knowledge.sources.files import page


def body(html: str) -> str:
    return text_of(html).body.strip()


def test_a_page_is_its_main_part_with_its_title_address_and_day() -> None:
    html = page().replace(b"<body>", b'<meta property="article:modified_time" content="2026-03-04T01:00Z">')
    text = read_html(html)
    assert (text.title, text.body) == ("Reset a password", "Press **Reset**.\n")
    assert (text.updated, text.link) == (date(2026, 3, 4), "")
    assert read_html(page("reset")).link == "https://help.example.org/reset"


def test_without_a_heading_the_title_is_that_of_the_page_without_its_site() -> None:
    assert text_of("<title>Reset a password | Help Center</title><p>x").title == "Reset a password"
    assert text_of("<title>Log in - now</title><p>x").title == "Log in - now"


def test_what_is_beside_the_subject_or_not_seen_is_left_out() -> None:
    html = """<div role="navigation">a</div><ul class="breadcrumbs"><li>b</ul><p hidden>c</p><aside>d</aside>
    <p style="display: none">e</p><div class="x comments">f</div><p>Kept.</p>
    <script>g()</script><style>h</style>"""
    assert body(html) == "Kept."


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ol start=3><li>One<ul><li>a<li>b</ul><li><p>Two</p></ol>", "3. One\n   - a\n   - b\n4. Two"),
        ("<p>a<br>b", "a\\\nb"),
        ("<pre>x\n  y\n```</pre>", "````\nx\n  y\n```\n````"),
        ("<p><code>a`b</code>", "``a`b``"),
        ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
        ("<dl><dt>F8<dd>next<dt>F9<dd>last</dl>", "- F8: next\n- F9: last"),
        ("<h2>A <i>b</i></h2><p>c", "## A *b*\n\nc"),
        ('<p><a href="https://x.org/(a)">b</a> <a href="/c">d</a>', "[b](https://x.org/%28a%29) d"),
        ("<div>a<p>b</p>c</div>", "a\n\nb\n\nc"),
        ("<p><b>Note:</b>now", "**Note**:now"),
        ("<p>1. a</p><p>- b</p><p># c", "1\\. a\n\n\\- b\n\n\\# c"),
    ],
)
def test_lists_code_and_headings_stay_what_they_are(html: str, markdown: str) -> None:
    assert body(html) == markdown


def test_a_table_stays_a_table() -> None:
    html = """<table><thead><tr><th>Key<th>Does</thead><tr><td rowspan=2>F8<td>a|b
    <tr><td><code>x|y</code><tr><td colspan=2>all</table>"""
    assert body(html) == "\n".join(
        ["| Key | Does |", "| --- | --- |", r"| F8 | a\|b |", r"| F8 | `x\|y` |", "| all |  |"]
    )


def test_a_table_that_only_lays_out_gives_its_parts() -> None:
    inner = "<table><tr><th>Key<th>Does<tr><td>F8<td>next</table>"
    html = f"<table><tr><td><h2>Keys</h2>{inner}<td><p>Side</table>"
    assert body(html) == "## Keys\n\n| Key | Does |\n| --- | --- |\n| F8 | next |\n\nSide"


@pytest.mark.parametrize(
    "html",
    [
        '<p onclick="x()">a<img src=x onerror=alert(1)><svg/onload=alert(1)>',
        '<a href="javascript:alert(1)">a</a><iframe src="https://evil.example"></iframe>',
        '<a href="java\tscript:alert(1)">a</a><math><mtext><script>alert(1)</script>',
        "<p>a<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<p>a</p><object data=x></object><embed src=x><template><script>alert(1)</script></template>",
        '<form action="https://evil.example">a<button>b</button></form><a href="data:text/html,x">a</a>',
    ],
)
def test_nothing_alive_is_left(html: str) -> None:
    rendered = MarkdownIt("commonmark").render(body(html))
    assert not any(word in rendered for word in ("<script", "onerror=", "href=", "<img", "<svg", "src="))


def test_markup_written_as_words_stays_words() -> None:
    html = "<p>&lt;script&gt;alert(1)&lt;/script&gt; [a](https://x.example) &lt;!channel&gt; &amp;lt;"
    rendered = MarkdownIt("commonmark").render(body(html))
    assert rendered == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; [a](https://x.example) &lt;!channel&gt; &amp;lt;</p>\n"
    )


@given(st.text(alphabet="ab *_`[]()<>|\\#&;.-1", max_size=60))
def test_escaped_words_are_read_as_they_were_written(words: str) -> None:
    tokens = MarkdownIt("commonmark").parseInline(escaped(words))
    said = "".join(child.content for token in tokens for child in token.children or ())
    assert said == words


def test_the_encoding_is_found() -> None:
    assert read_html("<p>Größe".encode("utf-16")).body == "Größe\n"
    assert read_html('<meta charset="latin-1"><p>Größe'.encode("latin-1")).body == "Größe\n"
    text = read_html("<p>Größe “x”".encode("cp1252"))
    assert text.body == "Größe “x”\n"
    assert "Windows-1252" in text.notes[0]


@pytest.mark.parametrize("html", ["<div>" * 900, "<b>" * 900, "<table><tr><td>" * 300, "<ul><li>" * 300])
def test_what_is_nested_without_end_is_refused(html: str) -> None:
    with pytest.raises(UnreadableError, match="nested more than 200 deep"):
        text_of(html + "x")


@given(st.text(alphabet="<>/=\"' abpulitrdeh1&;\n", max_size=120))
def test_any_page_is_read_without_a_fault(html: str) -> None:
    assert MarkdownIt("commonmark").enable("table").render(text_of(html).body) is not None
