"""Fetches files that were shared in Slack, within limits, with the token only for Slack's own hosts."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import quote, urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.delivery import NotNowError
from bot.slack.refusals import as_ours
from tickets.values import FileRef

LARGEST = 20 * 1024 * 1024
TIMEOUT = 20


@dataclass(frozen=True)
class SlackFiles:
    """The files of one workspace, fetched with the bot's token within ``timeout`` seconds each."""

    client: WebClient
    token: str = field(repr=False)
    timeout: int = TIMEOUT

    def fetch(self, file: FileRef) -> bytes | str:
        """The file's content, or a sentence that says why it is not passed on.

        Where it may come later it raises :class:`bot.delivery.NotNowError` or ``OSError``.
        """
        try:
            url = self._address(file)
        except SlackApiError as error:
            refused = as_ours(error)
            if isinstance(refused, NotNowError):
                raise refused from error
            return f"The file {file.name} is not in Slack any more, or not to be read there."
        except SlackClientError as error:
            raise NotNowError(f"Slack could not be reached ({type(error).__name__})") from error
        return fetch(self.client.base_url, self.token, file, url, self.timeout)

    def _address(self, file: FileRef) -> str:
        """Where the file's content is; asked for when it is wanted, and not kept."""
        known = self.client.files_info(file=file.id)["file"]
        return str(known.get("url_private_download") or known.get("url_private") or "")


def fetch(home: str, token: str, file: FileRef, url: str, timeout: int = TIMEOUT) -> bytes | str:
    """The file's content from ``url``, or a sentence that says why it is not passed on.

    A network failure raises ``OSError`` and can be tried again.
    """
    if file.size > LARGEST:
        return _too_large(file)
    if not url or not _is_slacks(url, home):
        return f"The file {file.name} could not be fetched from Slack; please send it again."
    where = quote(url, safe="/%:?#[]@!$&'()*+,;=~")
    request = urllib.request.Request(where, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
    try:
        with _OPENER.open(request, timeout=timeout) as answer:
            content: bytes = answer.read(LARGEST + 1)
            media = answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        error.close()
        if error.code >= 500 or error.code == 429:
            raise
        return f"Slack did not let me read the file {file.name}; please send it again."
    except HTTPException as error:
        raise OSError(f"the answer broke off: {type(error).__name__}") from error
    if media == "text/html" and file.media_type != "text/html":
        return f"Slack did not let me read the file {file.name}; please send it again."
    return _too_large(file) if len(content) > LARGEST else content


def _too_large(file: FileRef) -> str:
    return f"The file {file.name} is larger than 20 MB and was not passed on; please send it another way."


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to another host; Slack sends one to its login page."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def _is_slacks(url: str, base_url: str) -> bool:
    host, home = urlsplit(url), urlsplit(base_url)
    if (host.scheme, host.netloc) == (home.scheme, home.netloc):
        return True
    name = host.hostname or ""
    return host.scheme == "https" and (
        name == "slack.com" or name.endswith((".slack.com", ".slack-edge.com"))
    )
