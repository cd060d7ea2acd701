"""Introduces unknown Slack users: an address that Slack vouches for links them to the directory."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.message import Message
from records.engine import Transactions
from tickets import directory

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Introducer:
    """Looks an unknown author up in Slack, once per message, and never holds a message back for it."""

    client: WebClient
    reading: Transactions
    writing: Transactions
    team: str

    def known(self, message: Message) -> Message:
        """The message, its author's address added when Slack vouches for it (our own workspace only)."""
        author = message.author
        if author.team != self.team:
            return message
        with self.reading() as session:
            if directory.person_by_identity(session, message.place.door, author.team, author.user):
                return message
        mail = self._mail(author.user)
        if mail is None:
            return message
        self._note(message, mail)
        return replace(message, author=replace(author, mail=mail))

    def _note(self, message: Message, mail: str) -> None:
        with self.writing() as session:
            person = directory.person_by_mail(session, mail)
            if person is not None:
                author = message.author
                directory.note_identity(session, message.place.door, author.team, author.user, person.id)

    def _mail(self, user: str) -> str | None:
        try:
            found = self.client.users_info(user=user)["user"]
        except (SlackApiError, SlackClientError, OSError) as error:
            log.info("Slack tells nothing about a user: %s", type(error).__name__)
            return None
        vouched = not found.get("is_stranger") and found.get("is_email_confirmed", True)
        mail: str | None = found.get("profile", {}).get("email")
        return mail if vouched and mail else None
