"""How questions ended, by hand and against a second reading: each question has exactly one ending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import ActName
from bot.reply import ReplyKind
from tickets.figures import endings
from tickets.figures.endings import Ending, Line, Shown, questions
from tickets.values import Actor, EntryKind

START = datetime(2026, 11, 2, 15, tzinfo=UTC)
SORTED = {"category": "education", "sure": 0.9, "model": "m", "settled": True}
HIT = {"slug": "a"}


class Talk:
    """A history being written: each word is an entry, or what somebody said and the bot's reply to it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def entry(self, kind: EntryKind, actor: Actor = Actor.PERSON, **facts: Any) -> int:
        number = len(self.lines) + 1
        self.lines.append(Line(number, START + timedelta(minutes=number), kind, actor, None, facts))
        return number

    def asks(self, word: str) -> None:
        """Such as "answer", "closest:0" (nothing found), "answer+" (goes on with what was asked before)."""
        kind, goes_on, hits = word.rstrip("+0:"), word.endswith("+"), not word.endswith(":0")
        heard = self.entry(EntryKind.ASKED)
        triage = None if kind == "thanks" else SORTED
        reply = {
            "kind": "reason" if kind == "thanks" else kind,
            "hits": [HIT] if hits else [],
            "triage": triage,
        }
        self.entry(
            EntryKind.REPLIED, Actor.BOT, reply=reply, heard=heard, **({"goes_on": True} if goes_on else {})
        )

    def presses(self, name: str) -> None:
        heard = self.entry(EntryKind.PRESSED, act={"name": name, "value": ""})
        kind, hits = ("answer", [HIT]) if name == "show_article" else ("reason", [])
        kind = "handover" if name == "open" else kind
        reply = {"kind": kind, "hits": hits, "triage": None}
        self.entry(EntryKind.REPLIED, Actor.BOT, reply=reply, heard=heard)

    def letter(self) -> None:
        """It opens a ticket at once; what was found stands in the receipt."""
        self.asks("ticket")
        self.lines.insert(-1, Line(99, START, EntryKind.OPENED, Actor.PERSON, 1, {}))

    def goes(self, words: str) -> Talk:
        for word in words.split():
            if word in _ENTRIES:
                self.entry(*_ENTRIES[word])
            elif word == "letter":
                self.letter()
            elif word in _PRESSES:
                self.presses(word)
            else:
                self.asks(word)
        return self


_ENTRIES = {
    "opened": (EntryKind.OPENED, Actor.PERSON),
    "joined": (EntryKind.CUSTOMER_WORDS, Actor.PERSON),
    "staff": (EntryKind.STAFF_WORDS, Actor.STAFF),
    "handed": (EntryKind.HANDED_OVER, Actor.PERSON),
    "staff_asks": (EntryKind.ASKED, Actor.STAFF),
    "note": (EntryKind.NOTE, Actor.PERSON),
}
_PRESSES = {"solved_it", "not_quite", "show_article", "open"}


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ("", []),
        ("thanks:0", []),
        ("staff_asks note", []),
        ("answer", ["silent"]),
        ("answer solved_it", ["confirmed"]),
        ("answer thanks:0", ["silent"]),
        ("answer not_quite", ["not_quite"]),
        ("answer not_quite solved_it", ["confirmed"]),
        ("answer solved_it not_quite", ["not_quite"]),
        ("closest", ["near"]),
        ("closest show_article", ["near"]),
        ("closest show_article solved_it", ["confirmed"]),
        ("closest:0", ["nothing"]),
        ("question", ["asked_back"]),
        ("question:0", ["asked_back"]),
        ("question answer+", ["silent"]),
        ("question:0 opened", ["ticket"]),
        ("answer not_quite opened", ["ticket"]),
        ("closest joined", ["ticket"]),
        ("answer staff", ["staff"]),
        ("answer staff opened", ["ticket"]),
        ("closest open", ["handed"]),
        ("closest open handed", ["handed"]),
        ("closest handed opened", ["ticket"]),
        ("reason:0", ["other"]),
        ("outage:0", ["other"]),
        ("ticket:0 opened", ["ticket"]),
        ("letter", ["ticket"]),
        ("answer closest", ["silent", "near"]),
        ("answer solved_it closest:0 not_quite", ["confirmed", "not_quite"]),
        ("opened answer", ["silent"]),
        ("answer answer+ answer", ["silent", "silent"]),
    ],
)
def test_the_endings_of_a_conversation(talk: str, expected: list[str]) -> None:
    assert [one.ending.value for one in questions(Talk().goes(talk).lines)] == expected


@pytest.mark.parametrize(
    ("talk", "shown"),
    [
        ("answer", Shown.ANSWER),
        ("closest", Shown.NEAR),
        ("closest show_article", Shown.NEAR),
        ("question closest:0+", Shown.NEAR),
        ("closest answer+", Shown.ANSWER),
        ("closest:0", Shown.NONE),
        ("reason:0", Shown.NONE),
        ("closest opened answer+", Shown.NEAR),
        ("letter", Shown.NONE),
    ],
)
def test_what_self_help_a_question_was_shown(talk: str, shown: Shown) -> None:
    assert [one.shown for one in questions(Talk().goes(talk).lines)] == [shown]


def test_what_was_decided_is_what_it_was_first_sorted_as_and_nothing_where_we_asked() -> None:
    talk = Talk().goes("answer answer+")
    assert [one.decided for one in questions(talk.lines)] == ["education"]
    unsettled = {"kind": "question", "hits": [], "triage": {**SORTED, "settled": False}}
    talk.entry(EntryKind.ASKED)
    talk.entry(EntryKind.REPLIED, Actor.BOT, reply=unsettled, heard=len(talk.lines))
    assert [one.decided for one in questions(talk.lines)] == ["education", None]


def test_a_question_is_dated_and_named_by_the_words_it_began_with() -> None:
    first, second = questions(Talk().goes("answer solved_it closest").lines)
    assert (first.entry, second.entry) == (1, 5)
    assert second.at == START + timedelta(minutes=5)


WORDS = st.sampled_from(
    [
        *("answer", "answer+", "closest", "closest:0", "question", "question:0", "reason:0", "thanks:0"),
        *_PRESSES,
        *_ENTRIES,
    ]
)


@given(st.lists(WORDS, max_size=14))
def test_each_question_has_exactly_one_ending_and_a_second_reading_finds_the_same(words: list[str]) -> None:
    found = questions(Talk().goes(" ".join(words)).lines)
    assert [one.ending.value for one in found] == _second_reading(words)


def _second_reading(words: Sequence[str]) -> list[str]:
    """From word to word, with what is known of the question at hand; nothing is looked up twice."""
    ends: list[str] = []
    state = {"fixed": "", "said": "", "last": ""}
    for word in words:
        kind = word.rstrip("+0:")
        if kind in ("answer", "closest", "question", "reason"):
            if not word.endswith("+") or not ends:
                ends.append("")
                state = {"fixed": "", "said": "", "last": ""}
            state["last"] = _LAST[word.rstrip("+")]
        elif word in _FIXED:
            state["fixed"] = min(state["fixed"] or "z", _FIXED[word])
        elif word in ("solved_it", "not_quite"):
            state["said"] = {"solved_it": "confirmed"}.get(word, word)
        elif word == "open":
            state["last"] = "3handed"
        if ends:
            ends[-1] = min(state["fixed"], state["last"]) if state["fixed"] else _unfixed(state)
    return [one.lstrip("123") for one in ends]


_LAST = {
    "answer": "silent",
    "closest": "near",
    "closest:0": "nothing",
    "question": "asked_back",
    "question:0": "asked_back",
    "reason:0": "other",
}
_FIXED = {"opened": "1ticket", "joined": "1ticket", "staff": "2staff", "handed": "3handed"}


def _unfixed(state: dict[str, str]) -> str:
    return state["last"] if state["last"] == "3handed" else state["said"] or state["last"]


def test_the_names_in_the_history_are_those_of_the_bot() -> None:
    assert endings.SOLVED_IT == ActName.SOLVED_IT
    assert endings.NOT_QUITE_PRESSED == ActName.NOT_QUITE
    kinds = (endings.ANSWER, endings.CLOSEST, endings.QUESTION, endings.HANDOVER)
    assert kinds == (ReplyKind.ANSWER, ReplyKind.CLOSEST, ReplyKind.QUESTION, ReplyKind.HANDOVER)
    assert [Ending(one.value) for one in Ending] == list(Ending)
