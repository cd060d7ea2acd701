"""A question finds the passage that answers, in plain words and with typos, for those who may read it."""

from __future__ import annotations

import pytest

from bot.rules import Sureness
from guard import Screened, own
from knowledge.articles import Audience, Kind
from knowledge.explicit import QueryError
from knowledge.passages import WHOLE
from knowledge.search import Search
from tests.fakes.stopwatch import fastest
from tests.knowledge.conftest import EVERYONE, READER, Desk, article

PUBLIC = frozenset({Audience.EVERYBODY})


def small(desk: Desk) -> Search:
    """Four articles about a lamp and a lift."""
    steps = "".join(f"{number}. Turn screw {number}.\n" for number in range(1, 5))
    desk.write(
        "lamp-broken", article("The lamp does not shine", f"Lead words.\n\n## Change the bulb\n\n{steps}")
    )
    desk.write("lamp-colours", article("Colours of the lamp", "Green and red are offered. Blue is not.\n"))
    desk.write(
        "lift-keys", article("Keys of the lift", "The key opens the lift door.\n", audience="customers")
    )
    desk.write(
        "lift-codes", article("Codes of the lift", "The override code is kept here.\n", audience="staff")
    )
    for number in range(6):
        desk.write(
            f"other-{number}", article(f"Matter {number}", f"Nothing but matter {number} stands here.\n")
        )
    desk.sync()
    return desk.search()


def test_a_hit_says_where_the_passage_stands_and_what_matched(desk: Desk) -> None:
    hits = small(desk).search(own("How do I change the bulb of the lamp?"), audience=EVERYONE)
    hit = hits.hits[0]
    assert (hit.slug, hit.title, hit.kind) == ("lamp-broken", "The lamp does not shine", Kind.DOCUMENTATION)
    assert (hit.section, hit.anchor, hit.area) == ("Change the bulb", "change-the-bulb", "accounts")
    assert hit.passage == "1. Turn screw 1.\n2. Turn screw 2.\n3. Turn screw 3.\n4. Turn screw 4."
    assert all(isinstance(text, Screened) for text in (hit.title, hit.section, hit.passage))
    assert (hits.query, hits.sure) == ("How do I change the bulb of the lamp?", hit.sure)


def test_marks_are_the_matched_words(desk: Desk) -> None:
    hit = small(desk).search("which colour is offered, green?", audience=EVERYONE).hits[0]
    assert [hit.passage[start:end] for start, end in hit.marks] == ["Green", "offered"]


def test_every_article_comes_once_and_the_limit_holds(desk: Desk) -> None:
    hits = small(desk).search("lamp lift matter door", audience=EVERYONE, limit=3).hits
    assert len({hit.slug for hit in hits}) == len(hits) == 3


def test_nobody_is_shown_what_is_not_for_him(desk: Desk) -> None:
    search = small(desk)
    for audience, expected in (
        (PUBLIC, set()),
        (READER, {"lift-keys"}),
        (EVERYONE, {"lift-keys", "lift-codes"}),
        (frozenset[Audience](), set()),
    ):
        assert {hit.slug for hit in search.search("lift", audience=audience).hits} == expected
        assert {hit.slug for hit in search.explicit("lift", audience=audience).hits} == expected


def test_a_shelf_of_secrets_shows_nothing_to_the_public(desk: Desk) -> None:
    desk.write(
        "lift-codes", article("Codes of the lift", "The override code is kept here.\n", audience="staff")
    )
    desk.sync()
    search = desk.search()
    for audience in (PUBLIC, READER, frozenset[Audience]()):
        assert search.search("override code", audience=audience).hits == ()
        assert search.explicit("override code", audience=audience).hits == ()


def test_what_others_may_read_does_not_change_how_sure_it_is(desk: Desk) -> None:
    search = small(desk)
    before = search.search("keys of the lift", audience=READER).sure
    desk.write("lift-codes", article("Keys of the lift", "Keys of the lift.\n", audience="staff"))
    desk.sync()
    search.refresh()
    assert search.search("keys of the lift", audience=READER).sure == pytest.approx(before, abs=0.05)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("colurs of the lmap", "colours"), ("ovverride coed", "override"), ("overide", "override")],
)
def test_typos_are_repaired_with_the_words_of_the_articles(desk: Desk, typed: str, meant: str) -> None:
    hits = small(desk).search(typed, audience=EVERYONE)
    assert meant in dict(hits.repaired).values()
    assert hits.hits[0].slug in ("lamp-colours", "lift-codes")


def test_codes_are_taken_apart_but_never_repaired(desk: Desk) -> None:
    desk.write("one", article("Upload broken off (IW-2104)", "IW-2104 says that it broke off.\n"))
    desk.write("two", article("File too large (IW-2108)", "IW-2108 says that it is too large.\n"))
    desk.sync()
    search = desk.search()
    for text in ("iw2104", "IW-2104", "what is IW 2104?"):
        assert search.search(text, audience=EVERYONE).hits[0].slug == "one"
    unknown = search.search("IW-2105", audience=EVERYONE)
    assert unknown.repaired == ()
    assert unknown.precision < Sureness().precision


@pytest.mark.parametrize(
    "text", ["", "   ", "???", "how do I", "🙂🙂", "zzz", "\0", "<@U123> & <!channel>", "x" * 100]
)
def test_rubbish_finds_nothing_and_breaks_nothing(desk: Desk, text: str) -> None:
    hits = small(desk).search(text, audience=EVERYONE)
    assert (hits.hits, hits.sure) == ((), 0.0)


@pytest.mark.parametrize("text", ["lamp AND (", 'title:"lamp', "lamp*", "lamp~2 [a TO", "lamp^^", "NOT lamp"])
def test_no_sign_in_a_question_has_a_meaning(desk: Desk, text: str) -> None:
    assert small(desk).search(text, audience=EVERYONE).hits[0].slug.startswith("lamp")


def test_a_pasted_log_is_answered_quickly(sample_search: Search) -> None:
    paste = "the upload stopped with IW-2104 " + "0x7f3a error in module foo.bar line 17\n" * 2600
    assert sample_search.search(paste, audience=READER).hits
    assert fastest(lambda: sample_search.search(paste, audience=READER)) < 1
    assert fastest(lambda: sample_search.search("lorem" * 20_000, audience=READER)) < 1


def test_an_empty_shelf_answers_nothing(desk: Desk) -> None:
    search = desk.search()
    assert search.search("anything", audience=EVERYONE).hits == ()
    assert search.explicit("anything", audience=EVERYONE).hits == ()


def test_the_same_question_gets_the_same_answer(sample_search: Search) -> None:
    first = sample_search.search("reset a password", audience=READER)
    assert sample_search.search("reset a password", audience=READER) == first


def test_passages_are_short_and_their_marks_lie_on_words(sample_search: Search) -> None:
    for text in (
        "print a batch of letters",
        "which ports does the network need",
        "stuck dictation offline",
        "HL7",
    ):
        for hit in sample_search.search(text, audience=READER).hits:
            assert 0 < len(hit.passage) <= WHOLE
            assert all(hit.passage[start:end].strip() for start, end in hit.marks)
            assert list(hit.marks) == sorted(hit.marks)


def test_staff_search_by_field_phrase_and_date(desk: Desk) -> None:
    search = small(desk)

    def slugs(text: str) -> set[str]:
        return {hit.slug for hit in search.explicit(text, audience=EVERYONE).hits}

    assert slugs("title:lamp") == {"lamp-broken", "lamp-colours"}
    assert slugs("lamp AND green") == {"lamp-colours"}
    assert slugs("lamp NOT green") == {"lamp-broken"}
    assert slugs('"override code"') == {"lift-codes"}
    assert slugs('"code override"') == set()
    assert slugs("audience:staff") == {"lift-codes"}
    assert slugs("lift updated:[2026 TO]") == {"lift-keys", "lift-codes"}
    assert slugs("lift updated:[2027 TO]") == set()
    assert slugs("colo*") == {"lamp-colours"}


def test_the_passage_of_a_staff_search_holds_the_words(desk: Desk) -> None:
    hit = small(desk).search("screw", audience=EVERYONE).hits[0]
    explicit = small(desk).explicit("screw", audience=EVERYONE).hits[0]
    assert (explicit.section, explicit.passage, explicit.marks) == (hit.section, hit.passage, hit.marks)
    assert explicit.sure == 0.0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("author:me", "There is no field 'author'; the fields are title"),
        ("updated:soon", "A value does not fit its field"),
        ('"open', "A quotation mark is not closed"),
        ("x" * 501, "longer than 500 characters; shorten it"),
    ],
)
def test_a_query_that_cannot_be_read_is_explained(desk: Desk, text: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence):
        small(desk).explicit(text, audience=EVERYONE)


@pytest.mark.parametrize(
    "text", ["((", "a AND", "OR", "title:", ":", "[", "NOT", "*", "^", "a^b", "~", "12:30"]
)
def test_a_sloppy_query_breaks_nothing(desk: Desk, text: str) -> None:
    small(desk).explicit(text, audience=EVERYONE)


def test_the_order_goes_on_behind_the_passages(sample_search: Search) -> None:
    few = sample_search.search("the fax did not arrive", audience=EVERYONE, limit=3)
    many = sample_search.search("the fax did not arrive", audience=EVERYONE, limit=10)
    assert len(few.hits) == 3
    assert few.order == many.order == tuple(hit.slug for hit in many.hits)
    assert len(set(few.order)) == 10
