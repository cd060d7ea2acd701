"""What became of each message: how long its answer took, and what was lost or doubled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from bot.words.outages import SUSPECTED_BY_US

Message = Mapping[str, Any]


@dataclass(frozen=True)
class Answered:
    """``waits`` holds (moment said, seconds to the answer); ``lost``, ``doubled`` and ``news`` are counts.

    ``news`` is what was told besides any answer: that several customers report the same (policy 7).
    """

    waits: tuple[tuple[float, float], ...]
    lost: int
    doubled: int
    news: int = 0

    def between(self, start: float, end: float) -> list[float]:
        """The waits of what was said from ``start`` on and before ``end``."""
        return [wait for said, wait in self.waits if start <= said < end]


def answered(messages: Iterable[Message]) -> Answered:
    """Match people's messages with the bot's answers: within one lane the first with the first.

    A lane is a direct channel or a thread of another one: the bot answers there in the order in which it was
    asked. An answer is a post in a thread or the change of one; its time stamp is the call's moment. What
    the bot says of its own accord (a colleague's draft, handed to an administrator) begins a thread.
    """
    said: dict[str, list[float]] = defaultdict(list)
    heard: dict[str, list[float]] = defaultdict(list)
    names: list[str] = []
    news = 0
    for message in messages:
        if not message.get("bot_id"):
            said[_lane(message)].append(float(message["ts"]))
        elif message.get("thread_ts", message["ts"]) != message["ts"]:
            names.append(_delivery(message))
            if _NEWS.fullmatch(str(message.get("text", ""))):
                news += 1
            else:
                heard[_lane(message)] += _moments(message)
    waits, lost, more = [], 0, len(names) - len(set(names))
    for lane, questions in said.items():
        for question, answer in zip_longest(sorted(questions), sorted(heard[lane])):
            if answer is None:
                lost += 1
            elif question is None:
                more += 1
            else:
                waits.append((question, answer - question))
    return Answered(tuple(sorted(waits)), lost, more, news)


def acknowledgements(deliveries: Sequence[Mapping[str, Any]]) -> tuple[list[float], int]:
    """Seconds to the acknowledgement of each delivery's first attempt, and how many were sent again."""
    first = [one["attempts"][0]["took"] for one in deliveries if one["attempts"]]
    again = sum(len(one["attempts"]) > 1 for one in deliveries)
    return [took for took in first if took is not None], again


def _lane(message: Message) -> str:
    channel = str(message["channel"])
    return channel if channel.startswith("D") else f"{channel}:{message.get('thread_ts') or message['ts']}"


_NEWS = re.compile(re.escape(SUSPECTED_BY_US) + r"\n[^\n]*")
"""A suspected outage with the emergency lines, and no answer behind them."""


def _delivery(message: Message) -> str:
    payload: Mapping[str, str] = message.get("metadata", {}).get("event_payload", {})
    return payload.get("delivery", "")


def _moments(message: Message) -> list[float]:
    changed = message.get("edited", {}).get("ts")
    return [float(stamp) for stamp in (message["ts"], changed) if stamp]
