"""The arrays a question is held against: what each field adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pytest

from knowledge.articles import Article, Audience, Kind
from knowledge.collection import Collection
from knowledge.columns import counted
from knowledge.pages import Page, prepare
from knowledge.question import Question, read_question
from knowledge.ranking import Matches, matches
from knowledge.segment import compiled
from knowledge.vocabulary import Shelf, Spelling


def an_article(slug: str, title: str, body: str) -> Article:
    return Article(
        slug=slug,
        title=title,
        kind=Kind.DOCUMENTATION,
        area="more",
        audience=Audience.EVERYBODY,
        updated=date(2026, 1, 5),
        sample=False,
        aliases=(),
        body=body,
        digest=slug,
    )


def matched(
    question: str, articles: Sequence[Article], learnt: Mapping[str, Sequence[str]] | None = None
) -> Matches:
    """How the question fits these articles, with the wordings learnt for each slug."""
    pages = [prepare(article, (learnt or {}).get(article.slug, ())) for article in articles]
    collection, read = _read(question, pages)
    return matches(collection, read, np.ones(len(pages), bool))


def the_question(text: str, articles: Sequence[Article]) -> Question:
    """How a question is read that is put to these articles."""
    return _read(text, [prepare(article) for article in articles])[1]


def _read(text: str, pages: Sequence[Page]) -> tuple[Collection, Question]:
    collection = Collection([compiled(counted(pages))])
    shelf = Shelf({word: 1 for page in pages for word in page.written})
    return collection, read_question(text, collection, collection, Spelling([lambda: shelf], collection))


ARTICLES = (
    an_article("pedal", "Foot pedal", "Plug the pedal in.\n"),
    an_article("seats", "Licence seats", "Every typist has a seat.\n"),
    an_article("print", "Print margins", "Widen the margin.\n"),
)


def test_a_learnt_wording_finds_its_article() -> None:
    assert not matched("rewinding jumps too far", ARTICLES).score.any()
    found = matched("rewinding jumps too far", ARTICLES, {"pedal": ["the rewind jumps"]})
    assert list(found.candidates.articles) == [0]


def test_a_learnt_wording_is_a_label_as_good_as_the_title() -> None:
    found = matched("rewind jumps", ARTICLES, {"pedal": ["hello", "rewind jumps"]})
    assert found.label[0] == 1.0
    assert found.section_cover[0] == 1.0


def test_a_learnt_wording_counts_in_every_section_of_its_article() -> None:
    two = an_article("pedal", "Foot pedal", "Plug it in.\n\n## Trouble\n\nIt may be dirty.\n")
    found = matched("rewinding", [two, *ARTICLES[1:]], {"pedal": ["the rewind jumps"]})
    assert list(found.section_score > 0) == [True, True]


def test_words_close_together_count_more_than_the_same_words_far_apart() -> None:
    filler = "Nothing of this kind belongs here at present, says the printed manual of our older office. " * 3
    apart = an_article("apart", "Notes", f"Widen the margin first. {filler}Then choose the tray.\n")
    close = an_article("close", "Notes too", f"Widen the margin of the tray. {filler}Then choose first.\n")
    found = matched("tray margin", [apart, close])
    assert found.near[1] > 2 * found.near[0] > 0
    assert found.score[1] > found.score[0]


def test_words_of_two_sections_are_not_close() -> None:
    beside = an_article("a", "Notes", "Choose a tray. Margin first.\n")
    parted = an_article("b", "Notes two", "Choose a tray.\n\n## Margin\n\nFirst.\n")
    near = matched("tray margin", [beside, parted]).near
    assert near[0] > 4 * near[1] > 0


def test_what_speaks_for_one_of_two_namesakes_speaks_for_the_other() -> None:
    title = "Rewinding jumps too far back"
    articles = [
        an_article("a-other", "Unrelated matters", "Rewinding, rewinding and rewinding.\n"),
        an_article("b-answer", title, "Set the foot pedal to two seconds of rewinding.\n"),
        an_article("c-namesake", title, "Clean it.\n"),
    ]
    alone = matched(
        "pedal seconds rewinding", [articles[0], articles[1], an_article("c", "Jumps", "Clean.\n")]
    )
    together = matched("pedal seconds rewinding", articles)
    lead = together.score[1] - together.score[2]
    assert list(alone.candidates.articles) == [0, 1]
    assert 0 < lead < 0.75 * (together.score[1] - together.score[0])


def test_an_article_of_which_the_best_one_speaks_is_mentioned() -> None:
    speaking = an_article("speaking", "Dictation", "To dictate with the hands free, get a foot pedal.\n")
    silent = an_article("silent", "Margins", "Widen the hands of the clock.\n")
    pedal = an_article("the-pedal", "Foot pedal", "It leaves both hands on the keys.\n")
    found = matched("dictate with hands free", [silent, speaking, pedal])
    assert list(found.mentioned) == [0.0, 0.0, 1.0]
    assert found.score[2] > found.score[0]


def test_of_a_title_only_the_whole_is_a_mention() -> None:
    speaking = an_article("speaking", "Dictation", "To dictate with the hands free, put down a foot.\n")
    pedal = an_article("the-pedal", "Foot pedal", "It leaves both hands on the keys.\n")
    assert not matched("dictate with hands free", [speaking, pedal]).mentioned.any()


def test_titles_without_any_word_that_carries_meaning_are_no_mention() -> None:
    found = matched("free hands", [an_article(slug, "How to", "The hands are free.\n") for slug in "ab"])
    assert list(found.mentioned) == [0.0, 0.0]


def test_a_word_that_is_written_alike_counts_less_than_the_word_itself() -> None:
    itself = an_article("itself", "First", "About the ownership of records.\n")
    alike = an_article("alike", "Second", "The owner of records.\n")
    found = matched("ownership of records", [itself, alike])
    assert found.section_cover[0] == 1.0
    assert 0.5 < found.section_cover[1] < 1.0
    assert found.score[0] > found.score[1]


def test_codes_have_no_kin_and_neither_have_words_that_only_begin_alike() -> None:
    articles = [
        an_article("code", "IW-2104", "Error IW2104.\n"),
        an_article("chang", "Changes", "Changed.\n"),
    ]
    for question in ("iw2108", "channel"):
        assert not len(matched(question, articles).candidates.articles), question


WRITTEN = an_article("w", "State", "Start the screen, find a kind mode and with the width of details.\n")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("staet", {"staet": "state"}),
        ("creen", {"creen": "screen"}),
        ("fnid", {"fnid": "find"}),
        ("mdoe", {"mdoe": "mode"}),
        ("meda", {}),
        ("vpn", {}),
        ("screen witth", {}),
        ("screen wih", {}),
    ],
)
def test_the_likeliest_slip_is_repaired_and_a_function_word_is_none(
    typed: str, meant: dict[str, str]
) -> None:
    question = the_question(typed, [WRITTEN])
    assert dict(question.repaired) == meant
    assert all(term.known for term in question.terms) is not (typed in ("meda", "vpn"))
