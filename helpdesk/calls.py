"""Calls of a helpdesk's web interface: JSON over HTTP, and what its faults mean."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.delivery import NotNowError, NotThereError

if TYPE_CHECKING:
    import httpx

SECONDS = 20.0
"""How long an answer is waited for. Whoever repeats a call must wait longer (``SETTLE_SECONDS``)."""

SETTLE_SECONDS = 60.0
"""After so long the far side has finished with a call whose answer never came: now it can be looked for."""

_PASSING = frozenset({408, 423, 425, 429})
_GONE = frozenset({404, 410})
_ON_LOGIN = frozenset({401, 403})
_REFUSED_SECONDS = 300.0
"""Somebody has to mend it first; at this pace it is tried for two days."""


class RefusedError(NotNowError):
    """The helpdesk does not take it as it is; ``status`` is its answer's. Somebody has to mend something."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence, _REFUSED_SECONDS)
        self.status = status


@dataclass(frozen=True)
class Calls:
    """One helpdesk by its address. ``settle`` is how long a call that broke off may still be at work."""

    base: str
    headers: Mapping[str, str]
    seconds: float = SECONDS
    settle: float = SETTLE_SECONDS

    def get(self, path: str, **query: str) -> Any:
        return self._call("GET", path, query, None)

    def look(self, path: str, wanted: Any, **query: str) -> Any:
        """A question that is put as JSON; it changes nothing."""
        return self._call("POST", path, query, wanted)

    def change(self, method: str, path: str, body: Any) -> Any:
        """A call that changes something; while nobody knows whether it did, it may not be repeated."""
        return self._call(method, path, {}, body, wait=self.settle)

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """Made once: reading the certificates of all authorities takes longer than most calls."""
        return ssl.create_default_context()

    def _call(
        self, method: str, path: str, query: Mapping[str, str], body: Any, *, wait: float | None = None
    ) -> Any:
        import httpx  # takes half a second to import, and few have a helpdesk behind

        try:
            answer = httpx.request(
                method,
                f"{self.base}{path}",
                params=query or None,
                json=body,
                headers=dict(self.headers),
                timeout=self.seconds,
                follow_redirects=False,
                verify=self._trusted,
            )
        except httpx.ConnectError as error:
            raise NotNowError(f"the helpdesk at {self.base} could not be reached") from error
        except httpx.HTTPError as error:
            told = f"the helpdesk at {self.base} did not answer ({type(error).__name__})"
            raise NotNowError(told, wait) from error
        return _taken(answer, wait)


def _taken(answer: httpx.Response, wait: float | None) -> Any:
    """What was answered; a fault as ours. A fault within may come after the work was done."""
    status = answer.status_code
    if answer.is_success:
        return _json(answer, wait)
    if answer.is_server_error or status in _PASSING:
        raise NotNowError(f"the helpdesk answered {status}", _asked_to_wait(answer) or wait)
    if status in _GONE:
        raise NotThereError(f"the helpdesk answered {status}: what was asked for is not there")
    if status in _ON_LOGIN:
        raise RefusedError(
            f"the helpdesk answered {status}: check DESK_TOKEN and the rights of its user", status
        )
    raise RefusedError(f"the helpdesk answered {status} and does not take it as it is", status)


def _json(answer: httpx.Response, wait: float | None) -> Any:
    try:
        return answer.json()
    except ValueError as error:
        raise NotNowError("the helpdesk answered with something else than JSON", wait) from error


def _asked_to_wait(answer: httpx.Response) -> float | None:
    after = answer.headers.get("Retry-After", "")
    return float(after) if after.isdigit() else None
