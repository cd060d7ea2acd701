"""What is wrong with a draft is told in sentences, and only what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.writing.checks import Around, Level, Like, Manuscript, blocked, checks
from knowledge.writing.extract import EMPTY
from knowledge.writing.outline import Target, inside, outline
from knowledge.writing.private import People, private

GOOD = Manuscript(
    title="Align the ribbon",
    kind="tutorial",
    area="printing",
    audience="everybody",
    aliases=("straighten the ribbon",),
    body=(
        "The ribbon slips.\n\n## Steps\n\n1. Turn the [wheel](blue-wheel#steps), see [below](#help).\n\n"
        "## Help\n\n- Wait.\n"
    ),
)
KNOWN = private(
    People(("Anna Nguyen",), ("anguyen",), ("Riverside Clinic",)),
    ["the lamp of my recorder is always red now"],
)
AROUND = Around(KNOWN, anchors={"blue-wheel": frozenset({"steps"})}.get)


def wrong(text: Manuscript, around: Around = AROUND) -> list[tuple[str, str]]:
    return [(one.level.value, one.sentence) for one in checks(text, around)]


def test_nothing_is_wrong_with_a_good_draft() -> None:
    assert wrong(GOOD) == []


@pytest.mark.parametrize(
    ("change", "level", "told"),
    [
        ({"title": " … "}, "blocks", "title is missing"),
        ({"title": "a" * 201}, "blocks", "201 characters"),
        ({"title": "a" * 81}, "warns", "81 characters"),
        ({"title": "Help Anna Nguyen"}, "blocks", "“Anna Nguyen” is somebody's name"),
        ({"title": "The [phone number] of the clinic"}, "blocks", "(phone number)"),
        ({"kind": ""}, "blocks", "kind is missing"),
        ({"kind": "poem"}, "blocks", "kind is missing"),
        ({"audience": ""}, "blocks", "audience is missing"),
        ({"area": ""}, "blocks", "area is missing"),
        ({"aliases": ("a" * 201,)}, "blocks", "too many other names"),
        ({"aliases": ("lamp of my recorder is always red",)}, "blocks", "customer's own words"),
        ({"body": "\n"}, "blocks", "no text yet"),
        ({"body": EMPTY}, "blocks", "sentence of the empty draft"),
        ({"body": "a" * 100_001}, "blocks", "several articles"),
        ({"body": "Born on [date of birth], or so."}, "blocks", "(date of birth)"),
        ({"body": "Ask anguyen."}, "blocks", "“anguyen” is somebody's name"),
        ({"body": "Then ask Nguyen."}, "warns", "“Nguyen” is also a name"),
        ({"body": "Made for Riverside Clinic."}, "blocks", "“Riverside Clinic” is a customer"),
        ({"body": "Open 1234567."}, "blocks", "“1234567” looks like a job number"),
        ({"body": "See ticket #1042."}, "blocks", "looks like a ticket number"),
        ({"body": "Write to a.b@example.org."}, "blocks", "mail address"),
        (
            {"body": "See when the **lamp** of my recorder is always off."},
            "blocks",
            "“the **lamp** of my recorder is always”",
        ),
        ({"body": "[x](nowhere)"}, "blocks", "“nowhere” leads to no article"),
        ({"body": "[x](../a/nowhere.md#y)"}, "blocks", "leads to no article"),
        ({"body": "[x](blue-wheel.md#what)"}, "blocks", "a heading that is not there"),
        ({"body": "[x](#what)\n\n## Who\n"}, "blocks", "a heading that is not there"),
        ({"body": "[x](javascript:alert(1))"}, "", ""),
        ({"body": "[x](mailto:x)"}, "blocks", "is no address"),
        ({"body": "[x](ftp://a.example/b)"}, "blocks", "is no address"),
        ({"body": "[x](https://a.example/b#c)"}, "", ""),
        ({"body": "`[x](nowhere)`"}, "", ""),
        ({"body": "# One\n\ntext"}, "warns", "first level"),
        ({"body": "## Two\n\ntext\n\n#### Four\n"}, "warns", "“Four” skips a level: give it ###."),
        ({"body": "Look: ![](a.png)"}, "warns", "“a.png” has no words"),
        ({"body": "![the wheel](a.png)"}, "", ""),
    ],
)
def test_what_is_told(change: dict[str, object], level: str, told: str) -> None:
    found = wrong(replace(GOOD, **change))  # type: ignore[arg-type]  # fields of a row
    assert [one for one, _ in found] == [level] * bool(level), found
    assert told in "".join(sentence for _, sentence in found)


def test_other_articles_in_the_way() -> None:
    around = replace(
        AROUND,
        same_title="ribbon",
        taken_by="git:docs",
        like=(Like("near", "Near", 0.5), Like("far", "Far", 0.49)),
    )
    found = checks(GOOD, around)
    assert [(one.level, one.article) for one in found] == [
        (Level.BLOCKS, "ribbon"),
        (Level.BLOCKS, ""),
        (Level.WARNS, "near"),
    ]
    assert "git:docs" in found[1].sentence
    assert blocked(found)
    assert not blocked(found[2:])


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("other", Target("other", "")),
        ("other.md", Target("other", "")),
        ("../area/other.md#a-b", Target("other", "a-b")),
        ("/articles/other", Target("other", "")),
        ("#here", Target("", "here")),
        ("Other Article", None),
        ("", None),
    ],
)
def test_links_within_the_house(link: str, target: Target | None) -> None:
    assert inside(link) == target


def test_the_outline_of_a_text() -> None:
    found = outline("## A b\n\n[x](y)\n\n## A b\n\n![](p.png)\n\n```\n[no](link)\n```\n")
    assert found.anchors == {"a-b", "a-b-1"}
    assert found.links == ("y",)
    assert found.bare_images == ("p.png",)
