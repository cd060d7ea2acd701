"""Slack's door by HTTP: one request in, one response out. The web room mounts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_bolt import App, BoltRequest


@dataclass(frozen=True)
class Answer:
    """An HTTP response."""

    status: int
    headers: Mapping[str, Sequence[str]]
    body: str


def answer(app: App, headers: Mapping[str, str], body: bytes) -> Answer:
    """What Bolt answers to a request of Slack's. Blocks while a listener works: call it in a thread.

    The signature is checked on the bytes as they came; a time stamp that is no number is refused here,
    before Bolt would stumble over it.
    """
    stamp = headers.get("x-slack-request-timestamp", "0")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 13):
        return Answer(401, {}, "the request's time stamp is not a number")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return Answer(400, {}, "the request is not UTF-8")
    response = app.dispatch(
        BoltRequest(body=text, headers={name: [value] for name, value in headers.items()})
    )
    return Answer(response.status, response.headers, response.body)
