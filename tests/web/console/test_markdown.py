"""Articles are shown as HTML in which nothing runs, loads, frames or leads astray."""

from __future__ import annotations

import re

import pytest

from tests.fakes.stopwatch import fastest
from web.console.markdown import shown

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click](vbscript:x)",
    '<a href="javascript:alert(1)">x</a>',
    "<svg><style>*{background:url(https://evil.example)}</style></svg>",
    "<iframe src=https://evil.example></iframe>",
    '[x](https://a.example "onmouseover=alert(1)")',
    "<https://a.example/'onload='alert(1)>",
    "| a |\n|---|\n| <b onclick=alert(1)>x</b> |",
    "[click](http://plain.example)",
    "[sign in](/sign-out)",
    "[other](../other.md)",
    "<form action=/retire><button>press</button></form>",
    "`</code><script>alert(1)</script>`",
    "```\n</pre><script>alert(1)</script>\n```",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_an_article_runs_loads_or_leads_astray(text: str) -> None:
    html = shown(f"Before.\n\n{text}\n\nAfter.")
    tags = re.findall(r"<[^>]*>", html)
    assert all(
        re.fullmatch(r"</?[a-z0-9]+>|<a( href=\"https://[^\"]*\")? rel=\"[a-z ]+\">", tag) for tag in tags
    )
    assert not re.search(r"<(script|img|svg|style|iframe|form|button|b)\b", html)
    assert "Before." in html
    assert "After." in html


def test_what_an_article_says_is_shown_below_the_headings_of_the_page() -> None:
    html = shown(
        "# Top\n\n## Steps\n\n1. Press **Save**.\n2. See [help](https://help.example/a).\n\n"
        "| Key | Means |\n|---|---|\n| F12 | merge |\n\n![A picture of it](x.png)\n\nR&D < 3"
    )
    assert "<h3>Top</h3>" in html
    assert "<h4>Steps</h4>" in html
    assert "<strong>Save</strong>" in html
    assert '<a href="https://help.example/a" rel="noopener noreferrer">help</a>' in html
    assert "<td>F12</td>" in html
    assert "A picture of it" in html
    assert "R&amp;D &lt; 3" in html


@pytest.mark.parametrize("sign", ["&", "<", "*", "[", "`", "&amp;", "> ", "- ", "![", "|", "\\"])
def test_no_article_takes_long_to_show(sign: str) -> None:
    assert fastest(lambda: shown(sign * (100_000 // len(sign))), 1) < 8
