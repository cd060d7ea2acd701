"""Thumbs below an answer, and what is sent where Slack does not know them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.rules import Rules
from bot.slack.connect import web_client
from bot.slack.parts import FEEDBACK, thumbs
from bot.slack.post import SlackPost
from bot.slack.read import act_of
from guard.screen import screen
from records.engine import Transactions
from tickets.policy import PromiseRules

WORDS: list[dict[str, Any]] = [{"type": "section", "text": {"type": "plain_text", "text": "An answer"}}]
THUMBS = thumbs("feedback", ("It helped", "solved_it:3|"), ("It did not help", "not_quite:3|"))


@dataclass
class OldSlack:
    """Takes any message but one with thumbs; ``broken`` refuses every message."""

    broken: bool = False
    seen: list[list[dict[str, Any]]] = field(default_factory=list)

    def __call__(self, blocks: list[dict[str, Any]]) -> int:
        self.seen.append(blocks)
        if self.broken or any(block["type"] == FEEDBACK for block in blocks):
            raise SlackApiError("refused", {"error": "invalid_blocks"})  # type: ignore[no-untyped-call]
        return len(self.seen)


@pytest.fixture
def post(transaction: Transactions, tmp_path: Path) -> SlackPost:
    client = web_client("xoxb-1", "http://127.0.0.1:9/api/")
    return SlackPost(
        client=client,
        screen=screen,
        fetch=lambda file: b"",
        secret=b"secret",
        reading=transaction,
        rules=Rules(PromiseRules()),
    )


def test_a_message_is_sent_again_without_thumbs_and_from_then_on(post: SlackPost) -> None:
    slack = OldSlack()
    assert post.taken(slack, [*WORDS, *THUMBS]) == 2
    assert post.taken(slack, [*WORDS, *THUMBS]) == 3
    assert slack.seen == [[*WORDS, *THUMBS], WORDS, WORDS]


def test_what_is_refused_for_something_else_says_nothing_of_thumbs(post: SlackPost) -> None:
    with pytest.raises(SlackApiError):
        post.taken(OldSlack(broken=True), [*WORDS, *THUMBS])
    assert post.taken(OldSlack(), WORDS) == 1
    assert not post.unknown_to_slack.is_set()


@pytest.mark.parametrize(("value", "name"), [("solved_it:3|", "solved_it"), ("not_quite:3|", "not_quite")])
def test_a_thumb_is_the_act_of_its_button(value: str, name: str) -> None:
    act = act_of({"action_id": "feedback", "type": "feedback_buttons", "value": value})
    assert act is not None
    assert (act.name, act.conversation) == (name, 3)


def test_a_thumb_with_a_value_of_nobodys_is_no_act() -> None:
    assert act_of({"action_id": "feedback", "value": "claim_everything:3|"}) is None
