"""Articles are cut into sections with GitHub's anchors, and sections into sentences, steps, rows and code."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import Article, Audience, Kind
from knowledge.sections import Section, Shape, sections, sentences


def cut(body: str) -> tuple[Section, ...]:
    day = date(2026, 1, 2)
    return sections(Article("a", "A", Kind.TUTORIAL, "x", Audience.EVERYBODY, day, False, (), body, ""))


def texts(body: str) -> list[str]:
    return [unit.text for section in cut(body) for unit in section.units]


def test_a_section_for_the_lead_and_one_for_each_heading() -> None:
    found = cut("Lead.\n\n## First part\n\nOne.\n\n### Deeper\n\nTwo.\n\n## Second part\n\nThree.\n")
    assert [(part.heading, part.anchor, part.above) for part in found] == [
        ("", "", ()),
        ("First part", "first-part", ()),
        ("Deeper", "deeper", ("First part",)),
        ("Second part", "second-part", ()),
    ]


@pytest.mark.parametrize("body", ["---\n", "## Alone\n", "<div>not shown</div>\n", ""])
def test_an_article_without_any_text_says_its_title(body: str) -> None:
    assert [(part.heading, [unit.text for unit in part.units]) for part in cut(body)] == [("", ["A"])]


def test_a_heading_without_text_is_no_section_but_still_counts_for_anchors() -> None:
    found = cut("## Windows\n\n### Install\n\nOne.\n\n## Mac\n\n### Install\n\nTwo.\n")
    assert [(part.anchor, part.above) for part in found] == [
        ("install", ("Windows",)),
        ("install-1", ("Mac",)),
    ]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("What's new?", "whats-new"),
        ("IW-2104 & IW-2112", "iw-2104--iw-2112"),
        ("**Bold** and `code`", "bold-and-code"),
        ("Größe", "größe"),
    ],
)
def test_anchors_are_those_github_gives(heading: str, anchor: str) -> None:
    assert cut(f"## {heading}\n\nText.\n")[0].anchor == anchor


def test_steps_keep_their_numbers_and_bullets_their_place() -> None:
    assert texts("3. Open it. Look.\n4. Press **Send**:\n   - at once\n   - later\n5. Done.\n") == [
        "3. Open it. Look.",
        "4. Press Send:",
        "  - at once",
        "  - later",
        "5. Done.",
    ]


def test_rows_and_lines_of_code_are_units() -> None:
    found = cut("| Key | Does |\n|---|---|\n| F8 | *next* mark |\n\n```\nset a=1. Then\nrun\n```\n")[0].units
    assert [(unit.text, unit.shape) for unit in found] == [
        ("Key | Does", Shape.ROW),
        ("F8 | next mark", Shape.ROW),
        ("set a=1. Then", Shape.CODE),
        ("run", Shape.CODE),
    ]
    assert found[0].block == found[1].block != found[2].block == found[3].block


def test_inline_marks_go_and_addresses_stay() -> None:
    assert texts("Press *the* `OK` [button](https://example.org/a) or [here](#there).<br>Now.\n") == [
        "Press the OK button (https://example.org/a) or here.",
        "Now.",
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Open it. Press OK.", 2),
        ("Use a file, e.g. WAV or MP3. Then send.", 2),
        ("That is, i.e. Tuesday, fine.", 1),
        ("Ask Dr. Miller at 7 a.m. Eastern. Wait.", 2),
        ("It costs approx. 5 dollars.", 1),
        ("Version 2.5 is out. See No. 7 there!", 2),
        ('He said "Stop." Then he left.', 2),
        ("Is it on? Yes! Good… Fine", 4),
        ("one. two", 1),
        ("J. Smith of the U.S. Army.", 1),
        ("The answer is no. Then wait.", 2),
        ("Wait 5 min. Then press.", 2),
        ("Wait max. 5 minutes, see p. 12.", 1),
        ("On Sept. 3 it began.", 1),
        ('It says "Stop. Do not go on." and waits. Then it ends.', 2),
        ("Press OK (the green one. It glows.) now. Done.", 2),
        ("Go to https://x.example/a.B?c=D.E now. Done.", 2),
        ("Press Ctrl+. Then wait.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, number: int) -> None:
    assert len(sentences(text)) == number


@given(st.text(alphabet="aB1 .!?\"')e.g\n", max_size=80))
def test_cutting_loses_nothing_but_blanks(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text(alphabet="aB# -*1.|`>[]()<\n\t", max_size=120))
def test_any_markdown_is_cut_without_a_fault(text: str) -> None:
    for section in cut(text):
        assert section.units
        assert all(unit.text.strip() and "\n" not in unit.text for unit in section.units)


def test_a_text_of_abbreviations_is_read_once() -> None:
    """Ratios of the process's own time; quadratic work would take a hundred times as long."""
    short, long = "Dr. " * 500, "Dr. " * 5_000
    assert sentences(long) == [long]
    assert min(_work(long) for _ in range(3)) < 40 * min(_work(short) for _ in range(3))


def _work(text: str) -> float:
    begun = time.process_time()
    sentences(text)
    return time.process_time() - begun
