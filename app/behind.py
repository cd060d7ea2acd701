"""Puts together what stands behind: the helpdesk of the settings, and the ways to it and from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.build import Installation
from app.settings import Secrets, Settings
from bot.delivery import NotNowError
from helpdesk import words
from helpdesk.by_mail import OpenedByMail
from helpdesk.calls import SETTLE_SECONDS, Calls
from helpdesk.deliver import HelpdeskPost, OpenedByCall, Opening
from helpdesk.follow import Follower
from helpdesk.request_tracker import Fields, RequestTracker, Statuses
from helpdesk.seam import Case
from mail.letter import BadLetterError, Letter, Sender, message_id
from mail.send import Post, RefusedError, TryAgainError
from web.events import EventPost
from web.webhook import Receiver

_REFUSED_SECONDS = 300.0


def helpdesk_of(settings: Settings, secrets: Secrets, settle: float = SETTLE_SECONDS) -> RequestTracker:
    """The helpdesk that the settings name; ``settle`` as in :class:`helpdesk.calls.Calls`."""
    desk = settings.desk
    return RequestTracker(
        Calls(desk.url, {"Authorization": f"token {secrets.desk_token}"}, settle=settle),
        desk.queue,
        Fields(**desk.fields.model_dump()),
        Statuses(**desk.statuses.model_dump()),
        for_customer=desk.requestor == "customer",
    )


def helpdesk_post(here: Installation, settle: float = SETTLE_SECONDS) -> HelpdeskPost:
    """The way to the helpdesk, for the worker that delivers to it."""
    helpdesk = helpdesk_of(here.settings, here.secrets, settle)
    opening = _opening(here, helpdesk)
    return HelpdeskPost(
        here.reading, here.writing_as("helpdesk"), helpdesk, opening, here.rules, here.secret_key(), settle
    )


def event_receiver(secrets: Secrets) -> Receiver:
    """The address that is told of tickets, when one is."""
    return Receiver(secrets.desk_webhook_url, secrets.desk_webhook_secret, "DESK_WEBHOOK_URL", "webhook")


def event_post(here: Installation) -> EventPost:
    """The way to it, for the worker that delivers to it."""
    return EventPost(here.reading, event_receiver(here.secrets))


def follower(here: Installation, told: Callable[[], None], now: Callable[[], datetime]) -> Follower:
    """The way from the helpdesk."""
    desk = here.settings.desk
    return Follower(
        here.reading,
        here.writing_as("following"),
        helpdesk_of(here.settings, here.secrets),
        lambda text: here.guard.screen(text).text,
        desk.staff,
        desk.trusts_mail,
        told,
        now,
    )


def _opening(here: Installation, helpdesk: RequestTracker) -> Opening:
    desk, mail = here.settings.desk, here.settings.mail
    if desk.open_by != "mail":
        return OpenedByCall(helpdesk)
    sender = Sender(f"{here.rules.vendor} support", mail.address or here.rules.desk_mail)
    courier = Letters(here.letter_post(), sender, desk.mail, here.secret_key())
    resend = timedelta(minutes=desk.resend_minutes)
    return OpenedByMail(helpdesk, courier, here.reading, here.writing_as("helpdesk"), resend)


@dataclass(frozen=True)
class Letters:
    """Letters to the queue's address: what a person wants, passed on, so not marked as automatic."""

    post: Post
    sender: Sender
    address: str
    secret: bytes

    def id_of(self, key: str) -> str:
        return message_id(self.secret, f"helpdesk:{key}", self.sender.address.partition("@")[2])

    def send(self, case: Case, key: str) -> None:
        letter = Letter(
            self.id_of(key),
            self.sender,
            (self.address,),
            words.subject(case.number, case.subject),
            case.words,
            case.opened_at,
        )
        try:
            self.post.send(letter)
        except TryAgainError as error:
            raise NotNowError(str(error), error.after) from error
        except (RefusedError, BadLetterError) as error:
            raise NotNowError(f"the letter to the helpdesk: {error}", _REFUSED_SECONDS) from error
