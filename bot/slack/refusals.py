"""What a refusal of Slack's means for us: later, or never."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot.delivery import NotNowError, NotThereError


def as_ours(error: SlackApiError) -> NotNowError | NotThereError:
    """Slack's refusal as a delivery says it."""
    code = str(error.response.get("error", "")) if hasattr(error.response, "get") else ""
    if code == "ratelimited" or getattr(error.response, "status_code", 0) == 429:
        wait = float(error.response.headers.get("Retry-After", 1))
        return NotNowError("Slack asks to wait", wait)
    if getattr(error.response, "status_code", 200) >= 500 or code in _PASSING:
        return NotNowError(f"Slack answered {code or 'with a fault'}")
    return NotThereError(f"Slack refused it: {code}")


_PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
