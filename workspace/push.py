"""HTTP: signed requests to the app's URL, as JSON for events and as forms for everything else."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from workspace.deliveries import COMMAND, EVENT, Attempt, AttemptError, Delivery
from workspace.things import Json


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Slack-Signature: HMAC-SHA256 over "v0:timestamp:body"."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class Push:
    """The road to an app with request URLs. Nothing is delivered before the events URL was verified."""

    timeout_reason = "http_timeout"

    def __init__(self, secret: str, url_for: Callable[[Delivery], str], patience: float) -> None:
        self.secret = secret
        self.url_for = url_for
        self.patience = patience
        self.verified = False
        self._pool = ThreadPoolExecutor(max_workers=32, thread_name_prefix="slack-push")

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def verify(self, url: str, token: str) -> bool:
        """Whether the URL answers Slack's signed challenge; from then on it gets deliveries."""
        challenge = hashlib.sha256(url.encode()).hexdigest()
        body = json.dumps({"token": token, "challenge": challenge, "type": "url_verification"}).encode()
        try:
            answer = self._post(url, "application/json", body, {})
        except OSError:
            return False
        self.verified = answer.status == 200 and challenge.encode() in answer.body
        return self.verified

    async def attempt(self, delivery: Delivery, attempt: Attempt) -> Json | None:
        if not self.verified:
            raise AttemptError("url_not_verified", final=True)
        content_type, body = _body(delivery)
        retry = {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": attempt.reason}
        headers = retry if attempt.number else {}
        loop = asyncio.get_running_loop()
        url = self.url_for(delivery)
        try:
            answer = await loop.run_in_executor(self._pool, self._post, url, content_type, body, headers)
        except TimeoutError:
            raise AttemptError(self.timeout_reason) from None
        except (OSError, http.client.HTTPException) as failure:
            raise AttemptError("connection_failed") from failure
        return _read(answer, delivery)

    def _post(self, url: str, content_type: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.netloc, timeout=self.patience)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("POST", path or "/", body, self._signed(content_type, body) | headers)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def _signed(self, content_type: str, body: bytes) -> dict[str, str]:
        timestamp = str(int(time.time()))  # the app compares with its own clock, not with the workspace's
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.secret, timestamp, body),
        }


def _body(delivery: Delivery) -> tuple[str, bytes]:
    if delivery.kind == EVENT:
        return "application/json", json.dumps(delivery.payload).encode()
    fields = delivery.payload if delivery.kind == COMMAND else {"payload": json.dumps(delivery.payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _read(answer: Answer, delivery: Delivery) -> Json | None:
    """What the app answered with, where an answer is asked for at all."""
    if not 200 <= answer.status < 300:
        raise AttemptError("http_error", final=answer.headers.get("x-slack-no-retry") == "1")
    if not answer.body.strip() or not delivery.takes_answer:
        return None
    if answer.headers.get("content-type", "").startswith("application/json"):
        return _parsed(answer.body)
    return {"text": answer.body.decode()}


def _parsed(body: bytes) -> Json:
    try:
        read = json.loads(body)
    except ValueError as malformed:
        raise AttemptError("malformed_answer", final=True) from malformed
    if not isinstance(read, dict):
        raise AttemptError("malformed_answer", final=True)
    return read
