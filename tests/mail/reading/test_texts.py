"""The words of a letter, wherever they stand in it."""

from __future__ import annotations

import pytest

from mail.reading import ReadRules, read_letter
from tests.mail.reading.letters import letter, parted, read

PLAIN = "Content-Type: text/plain\n\nplain words"
HTML = "Content-Type: text/html\n\n<p>rich <b>words</b></p>"


def test_of_alternatives_the_plain_text_is_read() -> None:
    assert read(*parted(PLAIN, HTML, kind="alternative")).whole == "plain words"


def test_an_empty_plain_text_gives_way_to_the_other_one() -> None:
    assert read(*parted("Content-Type: text/plain\n\n \n", HTML, kind="alternative")).whole == "rich words"


def test_texts_between_files_are_joined() -> None:
    picture = "Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgoAAAA="
    found = read(*parted(PLAIN, picture, "\nmore words"))
    assert found.whole == "plain words\n\nmore words"
    assert [file.name for file in found.files] == ["a.png"]


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("text/plain; charset=utf-8", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=iso-8859-1", "Grüße".encode("latin-1"), "Grüße"),
        ("text/plain; charset=us-ascii", "Grüße – “x”".encode("cp1252"), "Grüße – “x”"),
        ("text/plain", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=no-such-set", "Grüße".encode("cp1252"), "Grüße"),
        ("text/plain; charset=utf-8", "Grüße".encode("cp1252"), "Grüße"),
        ("text/plain; charset=punycode", b"a-b", "a-b"),
        ("text/plain; charset=zlib", b"x", "x"),
        ("text/plain; charset=gb2312", "你好".encode("gb2312"), "你好"),
        ("text/plain; charset=utf-16", "hello".encode("utf-16"), "hello"),
        ('text/plain; charset="koi8-r"', "привет".encode("koi8-r"), "привет"),
        ("text/plain; charset*0=ut; charset*1=f-8", "Grüße".encode(), "Grüße"),
        ("TEXT/PLAIN", b"x\x00\x07y\xe2\x80\xa8z", "xy\nz"),
        ("nonsense", b"words", "words"),
        ("text", b"words", "words"),
        ("multipart/mixed", b"words", "words"),
        ('multipart/mixed; boundary="never seen"', b"words", "words"),
        ("text/plain; name=x.txt", b"words", "words"),
    ],
)
def test_words_come_out_of_any_character_set(head: str, body: bytes, text: str) -> None:
    assert read(body, Content_Type=head).whole == text


@pytest.mark.parametrize(
    ("coding", "body", "text"),
    [
        ("base64", "SXQgZmFpbHMu", "It fails."),
        ("BASE64", "SXQg\nZmFp!bHMu=", "It fails."),
        ("base64", "SXQgZmFpbHM", "It fails"),
        ("base64", "SXQgZmFpbHMuQ", "It fails."),
        ("quoted-printable", "It =\nfails=2E =zz", "It fails. =zz"),
        ("8bit", "It fails.", "It fails."),
        ("x-unknown", "It fails.", "It fails."),
    ],
)
def test_transfer_encodings_are_taken_off(coding: str, body: str, text: str) -> None:
    assert read(body, Content_Transfer_Encoding=coding).whole == text


def test_flowed_paragraphs_are_put_together_again() -> None:
    body = "one \ntwo\n> quoted \n> words\n three\n-- \nPat"
    assert (
        read(body, Content_Type="text/plain; format=flowed").whole
        == "one two\n> quoted words\nthree\n-- \nPat"
    )
    joined = read("dele \nted", Content_Type="text/plain; format=flowed; delsp=yes").whole
    assert joined == "deleted"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("<div>one</div><div>two <b>bold</b></div>", "one\ntwo bold"),
        ("<ul><li>a<li>b</ul><ol><li>c</li><li>d</li></ol>", "- a\n- b\n1. c\n2. d"),
        ('see <a href="https://x.test/a?b=1&amp;c=2">the log</a>', "see the log <https://x.test/a?b=1&c=2>"),
        ('<a href="mailto:pat@site.test">pat@site.test</a>', "pat@site.test"),
        ('<a href="https://x.test/">https://x.test</a>', "https://x.test"),
        ('<a href="javascript:alert(1)">click</a>', "click"),
        ("<blockquote>old<blockquote>older</blockquote></blockquote>new", "> old\n>> older\nnew"),
        ("<table><tr><td>job<td>42<tr><td>user</td><td>pat</td></tr></table>", "job \t42\nuser \tpat"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ("a &lt;b&gt; &amp; c&nbsp;d", "a <b> & c\xa0d"),
        ("<style>p {}</style><script>x < y</script><title>t</title>words<!-- gone -->", "words"),
        ("<!--[if mso]><p>mso</p><![endif]-->words<![if !x]>more<![endif]>", "wordsmore"),
        ("a < b and c<d", "a < b and c<d"),
        ("<!-- never closed words", "<!-- never closed words"),
        ("<script>never closed words", "never closed words"),
        ("one<hr>two", "one\n________________________________\ntwo"),
        ('nice <img alt="🙂" src="https://t.test/p.gif"><img alt="a tracking pixel">', "nice 🙂"),
        ("<p title='a > b'>x</p><p title=\"it's\">y</p>", "x\n\ny"),
        ("", ""),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert read(html, Content_Type="text/html; charset=utf-8").whole == text


def test_long_texts_are_cut_and_that_is_said() -> None:
    found = read_letter(letter("word " * 100), ReadRules(text=50))
    assert found.whole == "word " * 10
    assert found.trouble == ("its text is longer than 50 characters; the rest was not read",)


def test_of_a_letter_too_large_the_beginning_is_read() -> None:
    found = read_letter(letter("word " * 100), ReadRules(largest=200, text=50))
    assert found.sender == "pat@site.test"
    assert found.whole.startswith("word word")
    assert found.trouble[0].startswith("it is larger than 0.0002 MB")


def test_parts_too_deep_or_too_many_are_said() -> None:
    deep = "words"
    head: dict[str, str] = {}
    for at in range(9):
        deep, head = parted("".join(f"{k}: {v}\n" for k, v in head.items()) + f"\n{deep}", boundary=f"b{at}")
    assert "too deep" in read(deep, head).trouble[0]
    assert "more than 150 parts" in read(*parted(*["\nx"] * 200)).trouble[0]


def test_words_right_behind_the_head_are_not_lost() -> None:
    raw = b"From: pat@site.test\r\nno empty line before these words"
    assert read_letter(raw, ReadRules()).whole == "no empty line before these words"
    body, head = parted("no empty line in this part", HTML)
    assert read(body, head).whole == "no empty line in this part\n\nrich words"


def test_an_empty_letter_is_read() -> None:
    found = read_letter(b"", ReadRules())
    assert (found.sender, found.whole, found.new, found.files, found.trouble) == ("", "", "", (), ())
