"""What the page and the control API are sent: JSON objects; and what is said of those that cannot be done."""

from __future__ import annotations

from starlette.requests import Request

from workspace.client import ClientError, TroubleError
from workspace.things import Json

REFUSALS = (
    ClientError,
    TroubleError,
    AssertionError,
    AttributeError,
    LookupError,
    TimeoutError,
    TypeError,
    ValueError,
)


async def json_body(request: Request) -> Json:
    """The object in the body; raises ValueError for anything else."""
    try:
        body = await request.json()
    except ValueError as broken:
        raise ValueError("The body is no JSON.") from broken
    if not isinstance(body, dict):
        raise ValueError("The body is no JSON object.")
    return body


def reason(failure: Exception) -> str:
    """Why it cannot be done, for who sent it."""
    words = str(failure.args[0]) if failure.args else type(failure).__name__
    if isinstance(failure, KeyError) and " " not in words:
        return f"{words} is missing, or there is none of that name."
    if isinstance(failure, TypeError | AttributeError):
        return f"A value is missing or of a wrong type: {words}"
    return words
