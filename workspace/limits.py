"""Slack's limits, one row each: how many characters or items are still accepted."""

from __future__ import annotations

# Documented at docs.slack.dev/reference/block-kit and .../reference/methods unless a row says otherwise.
LIMITS: dict[str, int] = {
    # how many
    "message blocks": 50,
    "view blocks": 100,
    "section fields": 10,
    "context elements": 10,
    "actions elements": 25,
    "context_actions elements": 5,
    "options": 100,
    "option groups": 100,
    "checkbox options": 10,
    "radio options": 10,
    "overflow options": 5,
    "view stack": 3,
    "group direct messages": 8,  # people besides the bot
    "suggested prompts": 4,
    "loading messages": 10,
    "card actions": 3,  # not in Slack's own SDKs: docs.rs/slackblocks CardBlock
    "carousel elements": 10,
    "container blocks": 10,
    "table rows": 100,
    "table cells": 20,
    "table column settings": 20,
    "table text": 10_000,  # over all cells together: github.com/getnao/nao/pull/1178
    "message tables": 1,  # github.com/openclaw/openclaw/pull/57717
    "conversation kinds": 4,
    "file input files": 10,
    # how long: blocks
    "section text": 3000,
    "section field": 2000,
    "header text": 150,
    "markdown text": 12_000,  # over all markdown blocks of one message together
    "alert text": 200,
    "card title": 150,
    "card subtitle": 150,
    "card body": 200,
    "container title": 150,
    "container subtitle": 150,
    "context text": 3000,  # the limit of any text object
    "input label": 2000,
    "input hint": 2000,
    "image url": 3000,
    "image alt text": 2000,
    "image title": 2000,
    "block_id": 255,
    "all block text": 13_200,  # not documented: github.com/slackapi/bolt-js/issues/2509
    # how long: elements
    "action_id": 255,
    "button text": 75,
    "button value": 2000,
    "button url": 3000,
    "button agent prompt": 4000,
    "accessibility label": 75,
    "feedback text": 75,
    "feedback value": 2000,
    "icon button text": 75,
    "icon button value": 2000,
    "placeholder": 150,
    "option text": 75,
    "option value": 150,
    "option description": 75,
    "option group label": 75,
    "plain text input value": 3000,
    "confirm title": 100,
    "confirm text": 300,
    "confirm button": 30,
    # how long: views
    "view title": 24,
    "view submit": 24,
    "view close": 24,
    "private_metadata": 3000,
    "callback_id": 255,
    "external_id": 255,
    # how long: messages
    "post text": 40_000,  # longer text is cut, not refused
    "update text": 4000,  # not documented for chat.update; longer text is msg_too_long
    "response_url uses": 5,
}
