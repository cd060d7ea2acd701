"""Which of what was found is listed: under each title the best."""

from __future__ import annotations

from bot.near import FOR_CUSTOMERS, MORE, nearest, picked
from bot.reply import Shown
from bot.seen import Findings
from guard import Screened, own
from knowledge.articles import Audience


def hit(slug: str, title: str) -> Shown:
    return Shown(slug, own(title), "tutorial", own(""), "", own(slug), (), 0.1)


class Shelf:
    """A search that finds the same articles for every question, and remembers how many were wanted."""

    def __init__(self, *titles: str) -> None:
        self.hits = tuple(hit(f"a{number}", title) for number, title in enumerate(titles))
        self.wanted: list[int] = []

    def search(self, _text: Screened, _audience: frozenset[Audience], most: int) -> Findings:
        self.wanted.append(most)
        return Findings(self.hits[:most], 0.3)

    def passage(self, slug: str, _audience: frozenset[Audience]) -> Shown | None:
        return hit(slug, "opens it") if slug == "a9" else None


QUESTION = own("how?")


def listed(shelf: Shelf, most: int = 3) -> list[str]:
    return [one.slug for one in nearest(shelf.search, QUESTION, FOR_CUSTOMERS, most).hits]


def test_of_namesakes_the_best_is_listed_and_others_move_up() -> None:
    shelf = Shelf("Queue", "queue ", "Other", "QUEUE", "Third", "Fourth")
    assert listed(shelf) == ["a0", "a2", "a4"]
    assert shelf.wanted == [3, 3 + MORE]


def test_where_no_title_repeats_it_is_searched_once() -> None:
    shelf = Shelf("Queue", "Other", "Third", "queue")
    assert listed(shelf) == ["a0", "a1", "a2"]
    assert shelf.wanted == [3]


def test_where_there_are_no_others_fewer_are_listed() -> None:
    assert listed(Shelf("Queue", "Queue", "Queue")) == ["a0"]
    assert listed(Shelf()) == []


def test_a_picked_article_is_shown_as_it_was_found_else_as_it_opens() -> None:
    shelf = Shelf("Queue", "Other")
    shown = [
        picked(shelf.search, shelf.passage, slug, QUESTION, FOR_CUSTOMERS) for slug in ("a1", "a9", "a7")
    ]
    assert [one and one.title for one in shown] == ["Other", "opens it", None]


def test_without_a_question_nothing_is_searched() -> None:
    shelf = Shelf("Queue")
    assert picked(shelf.search, shelf.passage, "a0", own(" "), FOR_CUSTOMERS) is None
    assert shelf.wanted == []
