"""Listens to Slack with Bolt: what comes in is stored before it is acknowledged; nothing is decided here."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import intake, words
from bot.forms import ticket
from bot.forms.form import NEW_THREAD, Form, Opening
from bot.forms.registry import FORMS
from bot.message import UNOPENED, Act, ActName, Message
from bot.permissions import Side, side
from bot.slack import forms
from bot.slack.commands import FOR_EVERYBODY, FOR_STAFF, Asked, Subcommand, usage
from bot.slack.ear import Ear
from bot.slack.form import View, about, as_view, submitted, to_check
from bot.slack.home import ASK_ACTION
from bot.slack.invited import CONSOLE_ACTION, invited_view
from bot.slack.manifest import COMMAND, PROMPTS, SHORTCUT, SUPPORT
from bot.slack.read import DOOR, direct, presser
from bot.slack.registry import FORM_ACTS
from bot.words import console
from guard import Screened, join, restored
from records.engine import Session
from tickets import directory, reads
from tickets.values import Person, Place

log = logging.getLogger(__name__)

OPENS_TICKET_FORM = frozenset({ActName.OPEN, ActName.PERSON})
LISTENER_THREADS = 16


def bolt_app(ear: Ear, client: WebClient, signing_secret: str, team: str = "") -> App:
    """The Bolt app with every listener registered; it calls nothing outside until something comes in.

    Who we are is known from the start: Bolt would ask Slack at the first event, and drop that event when
    Slack does not answer. Bolt therefore gets a client without the token, and the token with who we are.
    """
    nobody = WebClient(base_url=client.base_url, timeout=client.timeout)
    nobody.retry_handlers.clear()
    us = AuthorizeResult(
        enterprise_id=None, team_id=team, bot_user_id=ear.reader.bot_user, bot_token=client.token
    )
    app = App(
        client=nobody,
        signing_secret=signing_secret,
        authorize=lambda: us,
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, "slack-listener"),
        raise_error_for_unhandled_request=False,
    )
    courtesy = _Courtesy(client, ThreadPoolExecutor(2, "slack-courtesy"))
    app.middleware(_storing(ear, courtesy))
    app.action(re.compile(r"^(act:|desk:|feedback$)"))(_pressed(ear))
    app.view(re.compile("|".join(f"^{name}$" for name in FORM_ACTS)))(_form_sent(ear))
    app.action(ASK_ACTION)(_asks_at_home)
    app.action(CONSOLE_ACTION)(_wants_console(ear))
    app.view(forms.ASK)(_asked_at_home(ear))
    app.command(COMMAND)(_commanded(ear))
    app.command(SUPPORT)(_supported(ear))
    app.shortcut({"type": "message_action", "callback_id": SHORTCUT})(_ticket_wanted(ear))
    app.event(re.compile(".*"))(_already_stored)
    app.error(_failed)
    return app


def _storing(ear: Ear, courtesy: _Courtesy) -> Callable[..., BoltResponse | None]:
    def store_events(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse | None:
        """Runs before Bolt acknowledges: what raises here is delivered again by Slack."""
        if body.get("type") == "event_callback":
            message = ear.reader.event(body)
            if message is not None and ear.is_for_us(message) and ear.keep(message):
                courtesy.pay(message, body["event"].get("channel", ""))
        return next()

    return store_events


def _already_stored() -> None:
    """The middleware has stored the event; what is left is to acknowledge it."""


def _pressed(ear: Ear) -> Callable[..., None]:
    def pressed(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        message = ear.reader.press(body)
        if message is None:
            ack()
            return
        view = _form_for(ear, message)
        if view is None:
            ear.keep(_without_form(message))
            ack()
            return
        ack()
        if not _opened(client, body, view):
            ear.keep(_without_form(message))

    return pressed


def _opened(client: WebClient, body: Mapping[str, Any], view: dict[str, Any]) -> bool:
    """Whether the form stands before the person now; where it does not, the road answers instead."""
    try:
        client.views_open(trigger_id=body["trigger_id"], view=view)
    except (SlackApiError, SlackClientError, OSError) as error:
        answer = getattr(error, "response", {})
        log.warning("the form could not be opened: %s", answer.get("error", type(error).__name__))
        return False
    return True


def _without_form(message: Message) -> Message:
    """A press whose form did not open: at the desk, where there are no words yet, only that is said.

    A wish for a ticket was stored before its form: it is told once more, to be answered in words.
    """
    act = message.act
    if act is not None and act.name is ActName.FROM_MESSAGE:
        return replace(message, id=f"{message.id}:{UNOPENED}", act=replace(act, value=UNOPENED), files=())
    if act is None or act.name not in FORMS:
        return message
    return replace(message, act=replace(act, value=UNOPENED))


def _form_for(ear: Ear, message: Message) -> dict[str, Any] | None:
    """The form a press opens at once; None when the road is to answer it instead."""
    act = message.act
    if act is None or act.name not in OPENS_TICKET_FORM | FORMS.keys():
        return None
    ear.introduced(message)
    if act.name in FORMS:
        return _opened_form(ear, FORMS[act.name], message, act)
    with ear.reading() as session:
        draft = intake.draft_for_form(session, message, ear.rules)
        return None if draft is None else as_view(ticket.ticket_form(**draft))


def _opened_form(ear: Ear, form: Form, message: Message, act: Act) -> View | None:
    with ear.reading() as session:
        person = _person(session, message)
        shown = form.view(Opening(session, message, act, person, ear.rules, ear.now(), ear.nearest))
    return None if shown is None else as_view(shown)


def _asks_at_home(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
    ack()
    _opened(client, body, forms.ask_form())


def _wants_console(ear: Ear) -> Callable[..., None]:
    def wants_console(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The link is made and shown in one breath: nothing of it is stored, nor sent a second time."""
        ack()
        team, user = presser(body)
        with ear.reading() as session:
            person = directory.person_by_identity(session, DOOR, team, user)
        _opened(client, body, invited_view(ear.invite(person)))

    return wants_console


def _asked_at_home(ear: Ear) -> Callable[..., None]:
    def asked_at_home(ack: Ack, body: dict[str, Any]) -> None:
        message = ear.reader.asked(body)
        if not message.text.strip():
            ack(response_action="errors", errors={"question": words.WORDS_NEEDED})
            return
        ear.keep(message)
        ack(response_action="update", view=forms.asked_form())

    return asked_at_home


def _commanded(ear: Ear) -> Callable[..., None]:
    def commanded(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        asked = ear.reader.command(body)
        word, _, rest = asked.text.strip().lower().partition(" ")
        command = FOR_EVERYBODY.get(word)
        if asked.text.strip().lower() in ("", "help"):
            ack(_help(ear, ear.introduced(asked)))
        elif command is not None and command.takes(rest):
            _carried_out(ear, command, asked, ack, body, client)
        else:
            ear.keep(asked)
            ack("" if _is_our_direct(ear, asked, body) else words.ANSWER_IN_DIRECT)

    return commanded


def _help(ear: Ear, asked: Message) -> Screened:
    with ear.reading() as session:
        person = _person(session, asked)
    staff = person is not None and person.is_staff
    return join(words.COMMAND_HELP, console.HELP, by="\n") if staff else words.COMMAND_HELP


def _supported(ear: Ear) -> Callable[..., None]:
    def supported(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        asked = ear.introduced(ear.reader.command(body))
        with ear.reading() as session:
            person = _person(session, asked)
        word = (asked.text.split() or ["help"])[0].lower()
        if person is None or not person.is_staff:
            ack(words.NOT_STAFF)
        elif word not in FOR_STAFF:
            ack(usage(SUPPORT, FOR_STAFF, person))
        elif not FOR_STAFF[word].is_for(person):
            ack(words.NOT_YOUR_ROLE)
        else:
            _carried_out(ear, FOR_STAFF[word], asked, ack, body, client)

    return supported


def _carried_out(
    ear: Ear, command: Subcommand, message: Message, ack: Ack, body: Mapping[str, Any], client: WebClient
) -> None:
    """Show what the command shows, or open its form; whatever is wrong is told to who typed it."""
    ear.introduced(message)
    rest = restored(message.text.partition(" ")[2].strip())
    with ear.reading() as session:
        person = _person(session, message)
        if command.show is not None:
            blocks, text = command.show(
                Asked(session, message, person, ear.rules, ear.now(), rest, lambda: ear.invite(person))
            )
            ack(text=text, blocks=blocks)
            return
        act = Act(command.form or ActName.WELCOME, None, rest)
        opening = Opening(session, message, act, person, ear.rules, ear.now(), ear.nearest)
        shown = FORMS[act.name].view(opening)
    opened = shown is not None and _opened(client, body, as_view(shown))
    ack("" if opened else words.FORM_UNOPENED)


def _person(session: Session, message: Message) -> Person | None:
    author = message.author
    return directory.person_by_identity(session, message.place.door, author.team, author.user)


def _is_our_direct(ear: Ear, asked: Message, body: Mapping[str, Any]) -> bool:
    with ear.reading() as session:
        return intake.is_our_direct(session, replace(asked.place, channel=body.get("channel_id", "")))


def _ticket_wanted(ear: Ear) -> Callable[..., None]:
    def ticket_wanted(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Stored first, so that the form which is then opened has a conversation to belong to."""
        message = ear.introduced(ear.reader.shortcut(body))
        with ear.reading() as session:
            draft = intake.form_from_words(session, message, ear.tools)
        ear.keep(message)
        ack()
        if draft is not None and not _opened(client, body, as_view(ticket.ticket_form(**draft))):
            ear.keep(_without_form(message))

    return ticket_wanted


def _form_sent(ear: Ear) -> Callable[..., None]:
    def form_sent(ack: Ack, body: dict[str, Any]) -> None:
        view = body["view"]
        errors = _errors(ear, view)
        if errors:
            ack(response_action="errors", errors=errors)
            return
        place = _place_of(ear, body)
        if place is None and about(view)[0].isdigit():
            ack(response_action="errors", errors={_first_input(view): str(words.TRY_AGAIN)})
            return
        message = None if place is None else ear.reader.form(body, place)
        if message is not None:
            ear.keep(message)
        ack(response_action="clear")

    return form_sent


def _first_input(view: Mapping[str, Any]) -> str:
    return next(str(block["block_id"]) for block in view["blocks"] if block["type"] == "input")


def _errors(ear: Ear, view: Mapping[str, Any]) -> dict[str, str]:
    act = FORM_ACTS[view["callback_id"]]
    if act is ActName.SUBMIT:
        return ticket.errors(submitted(view), ear.job_pattern)
    return FORMS[act].errors(to_check(view), ear.rules, ear.now())


def _place_of(ear: Ear, body: Mapping[str, Any]) -> Place | None:
    view = body["view"]
    conversation, _ = about(view)
    at = side(FORM_ACTS[view["callback_id"]])
    if conversation.startswith(NEW_THREAD):
        user = body["user"]
        return direct(user.get("team_id", ""), user["id"], conversation.removeprefix(NEW_THREAD))
    if not conversation.isdigit():
        return None
    with ear.reading() as session:
        return next(
            filter(None, (intake.place_of(session, int(conversation), role) for role in _HELD[at])), None
        )


_HELD = {Side.CUSTOMER: (reads.ASKER,), Side.DESK: (reads.DESK,), Side.STAFF: (reads.DESK, reads.ASKER)}
"""Where what a form is about is held, by who sends it; for staff an outage has a thread at the desk only."""


@dataclass(frozen=True)
class _Courtesy:
    """The line "is searching ..." and suggested prompts. A plan may lack them: that they fail is noted."""

    client: WebClient
    pool: ThreadPoolExecutor

    def pay(self, message: Message, channel: str) -> None:
        if message.act is not None and message.act.name is ActName.MESSAGES:
            self.pool.submit(self._noted, lambda: self._suggest(channel))
        elif message.act is None and message.place.direct and message.text:
            self.pool.submit(self._noted, lambda: self._searching(message.place))

    def _searching(self, place: Place) -> None:
        self.client.assistant_threads_setStatus(
            channel_id=place.channel, thread_ts=place.thread, status="is searching the knowledgebase…"
        )

    def _suggest(self, channel: str) -> None:
        """Without a thread: since the agent view they belong to the Messages tab as a whole."""
        prompts = [{"title": title, "message": message} for title, message in PROMPTS]
        self.client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=prompts)

    def _noted(self, courtesy: Callable[[], None]) -> None:
        try:
            courtesy()
        except Exception as error:  # noqa: BLE001 (a courtesy must never hurt the conversation)
            log.debug("a courtesy was not paid: %s", type(error).__name__)


def _failed(error: Exception) -> BoltResponse:
    log.error("a request from Slack failed: %s", type(error).__name__, exc_info=error)
    return BoltResponse(status=500, body="")
