"""HTML of letters that is shown: nothing in it does anything."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail.reading.html_tags import DEEPEST, KEPT, reduced
from mail.reading.shown import sanitised

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://t.test/pixel.gif'>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&#58;alert(1)'>x</a>",
    "<a href=' data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='https://x.test/' onclick='alert(1)' style='position:fixed'>x</a>",
    '<a href="https://x.test/&quot; onclick=alert(1)">x</a>',
    "<iframe src='https://x.test'></iframe>",
    "<form action='https://x.test'><input name=password></form>",
    "<style>@import 'https://x.test/a.css'</style>",
    "<link rel=stylesheet href=https://x.test>",
    "<meta http-equiv=refresh content='0;url=https://x.test'>",
    "<base href=https://x.test>",
    "<div style='background:url(https://x.test)'>x</div>",
    "<math><mtext></mtext><mglyph><svg><mtext><textarea><path id='</textarea><img onerror=alert(1) src=1>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<<script>script>alert(1)<</script>/script>",
    "<p id=x class=y>x</p>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<template><script>alert(1)</script></template>",
    "<object data=x></object><embed src=x>",
    "<table background='https://x.test'><td>x",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
)
SCRAPS = (
    "<",
    ">",
    "'",
    '"',
    "=",
    "/",
    " ",
    "a",
    "b",
    "p",
    "href",
    "script",
    "style",
    "svg",
    "<!--",
    "-->",
    "&",
    ";",
)
SCRAPS_MORE = (
    "<a href=",
    "<img src=",
    "javascript:",
    "onerror=",
    "</",
    "<![CDATA[",
    "x",
    "&#106;",
    "\x00",
    "https://x.test",
)
_TAG = re.compile(r"<[^>]*>")
_SHOWN = re.compile(
    rf"</?(?:{'|'.join(sorted(KEPT, key=len, reverse=True))})>"
    r'|<a(?: href="(?:https?|mailto|tel):[^"<>\s]+")? rel="noopener noreferrer nofollow">'
    r'|<img(?: alt="[^"]*")?>'
)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_runs_loads_or_styles(html: str) -> None:
    shown = sanitised(f"<p>before</p>{html}<p>after</p>")
    assert [tag for tag in _TAG.findall(shown) if not _SHOWN.fullmatch(tag)] == []
    assert "before" in shown


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from((*SCRAPS, *SCRAPS_MORE)), max_size=40).map("".join))
def test_whatever_comes_only_allowed_tags_leave(html: str) -> None:
    assert [tag for tag in _TAG.findall(sanitised(html)) if not _SHOWN.fullmatch(tag)] == []


def test_what_people_write_stays() -> None:
    html = (
        '<p>See <b>this</b> <a href="https://x.test/?b=1&amp;c=2">log</a>:</p><ol><li>1</li><li>2</li></ol>'
    )
    assert sanitised(html) == (
        '<p>See <b>this</b> <a href="https://x.test/?b=1&amp;c=2" rel="noopener noreferrer nofollow">log</a>:'
        "</p><ol><li>1</li><li>2</li></ol>"
    )


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul", "table"])
def test_depth_is_bounded_and_every_tag_closed(tag: str) -> None:
    shown = reduced(f"<{tag}>" * 5_000 + "words")
    assert shown.count(f"<{tag}>") == shown.count(f"</{tag}>") == DEEPEST
    assert "words" in shown
