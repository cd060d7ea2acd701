"""Fetches a file that was shared in Slack, within limits, with the token only for Slack's own hosts."""

from __future__ import annotations

import urllib.request
from urllib.parse import urlsplit

from slack_sdk import WebClient

from tickets.values import FileRef

LARGEST = 20 * 1024 * 1024
TIMEOUT = 20


def fetch(client: WebClient, token: str, file: FileRef) -> bytes | str:
    """The file's content, or a sentence that says why it is not passed on.

    A network failure raises ``OSError`` and can be tried again.
    """
    if file.size > LARGEST:
        return f"The file {file.name} is larger than 20 MB and was not passed on; please send it another way."
    if not file.url or not _is_slacks(file.url, client.base_url):
        return f"The file {file.name} could not be fetched from Slack; please send it again."
    request = urllib.request.Request(file.url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 (checked above)
        content: bytes = answer.read(LARGEST + 1)
        media = answer.headers.get_content_type()
    if len(content) > LARGEST:
        return f"The file {file.name} is larger than 20 MB and was not passed on; please send it another way."
    if media == "text/html" and file.media_type != "text/html":
        return f"Slack did not let me read the file {file.name}; please send it again."
    return content


def _is_slacks(url: str, base_url: str) -> bool:
    host, home = urlsplit(url), urlsplit(base_url)
    if (host.scheme, host.netloc) == (home.scheme, home.netloc):
        return True
    name = host.hostname or ""
    return host.scheme == "https" and (
        name == "slack.com" or name.endswith((".slack.com", ".slack-edge.com"))
    )
