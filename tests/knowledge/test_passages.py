"""A passage is the stretch that answers: lists stay together, and a referral to support is no answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.articles import Article, Audience, Kind
from knowledge.passage_markdown import as_markdown
from knowledge.passages import LONGEST, MOST_LINES, WHOLE, Passage, passage, refers_only, telling
from knowledge.sections import Section, Shape, Unit, sections
from knowledge.words import stem


def section(body: str) -> Section:
    day = date(2026, 1, 2)
    return sections(Article("a", "A", Kind.TUTORIAL, "x", Audience.EVERYBODY, day, False, (), body, ""))[0]


def cut(body: str, *words: str) -> Passage:
    return passage(section(body), {stem(word): 1.0 for word in words})


def answer(body: str, *words: str) -> str:
    return cut(body, *words).text


FILLING = "This sentence is here to take up room and says nothing that anybody would ever look for. "


def test_the_sentences_that_match_are_taken() -> None:
    body = FILLING * 8 + "The lamp is green. It shines at night. " + FILLING * 8
    assert answer(body, "lamp", "shines").startswith("The lamp is green. It shines at night.")


def test_never_more_than_four_sentences() -> None:
    assert answer("One lamp. " * 12, "lamp").count(".") == 4


def test_the_steps_of_a_list_stay_together() -> None:
    steps = "".join(f"{number}. Step {number}.\n" for number in range(1, 7))
    assert answer(f"Before.\n\n{steps}\nAfter that.\n", "step").splitlines()[:6] == [
        f"{n}. Step {n}." for n in range(1, 7)
    ]


def test_a_list_brings_the_sentence_that_announces_it() -> None:
    assert (
        answer("Long ago. Do this:\n\n- open the lamp\n- wait\n", "lamp")
        == "Do this:\n- open the lamp\n- wait"
    )
    assert answer("To open the lamp do this:\n\n- pull\n- wait\n", "lamp").endswith("- pull\n- wait")


def test_of_a_long_list_what_fits_around_the_match_is_taken() -> None:
    steps = "".join(f"{number}. {FILLING}\n" for number in range(1, 30)) + "30. The lamp.\n"
    text = answer(steps, "lamp")
    assert "30. The lamp." in text
    assert len(text) <= LONGEST


def test_a_table_keeps_its_rows() -> None:
    assert (
        answer("| Key | Does |\n|---|---|\n| F8 | next |\n| F9 | last |\n", "F9")
        == "Key | Does\nF8  | next\nF9  | last"
    )


def test_code_survives() -> None:
    assert (
        answer("Type:\n\n```\nnet  stop lamp\nnet start lamp\n```\n", "stop")
        == "Type:\nnet  stop lamp\nnet start lamp"
    )


def test_a_single_unit_that_is_too_long_is_still_shown_whole() -> None:
    assert len(answer("lamp " * 200, "lamp")) > LONGEST


@pytest.mark.parametrize(
    ("body", "only"),
    [
        ("Please contact support.\n", True),
        ("Call the help desk. If nobody answers, write to our support.\n", True),
        ("- open a ticket\n", True),
        ("Press F8. Otherwise contact support.\n", False),
        ("Support answers within two hours.\n", False),
    ],
)
def test_a_section_that_only_refers_to_support_is_known(body: str, only: bool) -> None:
    assert refers_only(section(body)) is only


def test_the_answer_is_preferred_to_the_referral() -> None:
    body = "Contact support about the lamp. " + FILLING * 6 + "Turn the lamp to the left."
    assert "Turn the lamp" in answer(body, "lamp")


# What is long, and what it looks like.


def table(rows: int, cell: str = "says") -> str:
    lines = (f"| K{number} | {cell} |" for number in range(rows))
    return "\n".join(["| Key | Does |", "|---|---|", *lines]) + "\n"


def test_a_unit_that_only_refers_is_found_by_nothing() -> None:
    assert telling(Unit("The lamps shine. Lamps!", Shape.SENTENCE, 1)) == {"lamp", "shine", "the"}
    assert telling(Unit("Contact support about lamps.", Shape.SENTENCE, 1)) == set()


def test_a_table_a_list_and_a_listing_are_whole_where_they_are_not_too_long() -> None:
    for body in (table(25, "says " * 8), "".join(f"{n}. {'says ' * 8}\n" for n in range(1, 26))):
        assert len(body) > LONGEST * 1.5
        found = cut(body, "says")
        assert not found.shortened
        assert len(found.text.splitlines()) >= 25
    code = "".join(f"line {n}\n" for n in range(MOST_LINES))
    assert cut(f"```\n{code}```\n", "line").text.splitlines()[-1] == f"line {MOST_LINES - 1}"


def test_a_long_table_is_cut_between_rows_and_keeps_its_head() -> None:
    found = cut(table(90, "says much of all"), "k50")
    lines = found.text.splitlines()
    assert lines[0].split() == ["Key", "|", "Does"]
    assert (lines[1], lines[-1]) == ("…", "…")
    assert any(line.startswith("K50 ") for line in lines)
    assert found.shortened
    assert len(found.text) <= WHOLE
    rows = found.markdown.splitlines()
    assert rows[:3] == ["| Key | Does |", "| --- | --- |", "| … |  |"]
    assert all(row.startswith("| ") and row.endswith(" |") for row in rows)


def test_long_code_is_cut_between_lines_and_its_fence_is_closed() -> None:
    code = "".join(f"step {n} of all that is to be done here\n" for n in range(90))
    found = cut(f"Before.\n\n```\n{code}lamp on\n```\n\nAfter.\n", "lamp")
    lines = found.markdown.splitlines()
    assert (lines[0], lines[1], lines[-2:]) == ("```", "…", ["lamp on", "```"])
    assert found.shortened


def test_a_long_list_is_cut_between_items() -> None:
    found = cut("".join(f"{number}. {FILLING}\n" for number in range(1, 30)), "sentence")
    assert found.shortened
    assert found.text.splitlines()[-1] == "- …"
    assert not cut("One lamp. " * 12, "lamp").shortened


def test_columns_stand_below_each_other_where_there_is_room() -> None:
    assert answer("| a | long cell | c |\n|---|---|---|\n| bb | x | d |\n", "cell").splitlines() == [
        "a  | long cell | c",
        "bb | x         | d",
    ]
    wide = f"| a | {'word ' * 20}| c |\n|---|---|---|\n| bb | x | d |\n"
    assert answer(wide, "x").splitlines()[1] == "bb | x | d"


# As Markdown.


def test_markdown_says_what_the_plain_text_says() -> None:
    body = (
        "Do *this* now:\n\n3. Press `Lamp_on`.\n   - at once\n4. Wait.\n\n"
        "| Key | Does a\\|b |\n|---|---|\n| F8 | lamp |\n\n```\nlamp  *on*\n```\n"
    )
    assert cut(body, "lamp", "wait").markdown == (
        "Do this now:\n\n3. Press Lamp_on.\n    - at once\n4. **Wait**.\n\n"
        "| Key | Does a\\|b |\n| --- | --- |\n| F8 | **lamp** |\n\n```\nlamp  *on*\n```"
    )


@pytest.mark.parametrize(
    "words",
    [
        r"\*not bold\* \_nor\_ \`code\`",
        "&lt;!channel&gt; &lt;@U012AB&gt; &amp;amp;",
        r"\[label\](https://evil.example) !\[x\](y)",
        r"a \| b ~~c~~ \# d",
        "1\\. no step",
        "\\- no item",
        "\\# no heading",
        "https://x.example/a_b_c?d=*e* and more",
    ],
)
def test_nothing_that_an_article_says_is_alive_in_its_markdown(words: str) -> None:
    found = cut(f"{words}\n", "nothing")
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(found.markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} == {"text"}
    assert "".join(child.content for child in tokens[1].children or ()) == found.text


@given(st.text(alphabet="ab*_`[]()<>|\\#&;.-1 :!@~", min_size=1, max_size=60))
def test_any_words_come_back_from_their_markdown(words: str) -> None:
    unit = Unit(" ".join(words.split()) or "x", Shape.SENTENCE, 1)
    tokens = MarkdownIt("commonmark").parse(as_markdown([unit], {"a"}))
    said = "".join(child.content for child in tokens[1].children or ())
    assert said == unit.text


def test_a_mark_in_an_address_would_break_it() -> None:
    found = cut("See https://x.example/lamp_on for the lamp.\n", "lamp")
    assert found.markdown == "See https://x.example/lamp_on for the **lamp**."
