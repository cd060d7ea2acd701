"""Runs the bot against Slack: workers, deliveries and the door, until it is told to stop."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event

from app import behind
from app.build import Installation
from app.collecting import MailboxReader
from app.console import console_door
from app.figuring import count_beside, note_states
from app.grouping import TopicRounds
from app.probing import Prober
from app.timers import Alarm, ReminderWorker, TimerWorker
from app.worker import DeliveryWorker, InboxWorker, Loops, utc_now
from bot import digest, reminders
from bot.attached import Attachments
from bot.message import Message
from bot.outside import EVENTS, HELPDESK
from bot.road import Road
from bot.rules import Rules
from bot.slack.connect import Connection, web_client
from bot.slack.ear import Ear
from bot.slack.files import SlackFiles
from bot.slack.listen import bolt_app
from bot.slack.people import Introducer
from bot.slack.post import SlackPost
from bot.slack.read import Reader
from bot.slack.socket import SocketDoor
from bot.trouble.late import tell_who_waits
from mail.collect import Collector
from tickets.clock import next_workday_at, office_day
from web.server import HttpDoor, slack_http_app

log = logging.getLogger(__name__)

INBOX_THREADS = 2
SLACK_THREADS = 2
QUICK_SECONDS = 1
"""How long Slack may take to tell who somebody is, when they wait for a form: it must stand within three."""
READ_SECONDS, FILE_SECONDS = 5, 20
"""How long a file may take to be read with its message, and to be passed on."""
SILENT_SECONDS = 30.0
ARTICLES_SECONDS = 3.0
ENCODER_SECONDS = 5.0
SURENESS_SECONDS = 60.0
"""How often it is looked whether many articles have changed; so long they stand still before it is learnt."""
MIX_SECONDS = 600.0
"""How often it is looked whether there are many new confirmed answers."""
ARRAYS_SECONDS = 10.0
REFIT_SECONDS = 30.0
"""How often it is looked whether staff have vouched for enough new categories."""
MODEL_SECONDS = 2.0
"""How often it is looked which model is used: so much later the others sort with it at the most."""
PROBES_SECONDS = 5.0
SILENCE_SECONDS = 300.0
"""How often it is looked who has gone away without an answer."""
TOPICS_SECONDS = 5.0
"""How often it is looked whether there are new unanswered questions to be put into topics."""
LETTERS_SECONDS = 300.0
"""How often it is looked whether letters are past their end date."""
SESSIONS_SECONDS = 600.0
"""How often sessions of the console that are over are forgotten."""
FIGURES_SECONDS, STATES_SECONDS = 2.0, 15.0
"""How often the figures count what is new, and look at the states of unanswered queries."""
MAILBOX_SECONDS = 1.0
"""How often it is looked whether the mailbox can be read here (again)."""
LATE_SECONDS = 5.0
"""How often it is looked who has waited too long: so much longer than the policy's minutes at the most."""


@dataclass(frozen=True)
class Service:
    """The running bot. ``ready`` says whether it can do its work now; ``stop`` ends it gracefully."""

    loops: Loops
    door: SocketDoor | HttpDoor
    console: HttpDoor | None = None

    def start(self) -> None:
        self.loops.start()
        self.door.start()
        if self.console is not None:
            self.console.start()

    def stop(self) -> None:
        if self.console is not None:
            self.console.stop()
        self.door.stop()
        self.loops.stop()


def service(
    installation: Installation, *, lease: float = 30.0, now: Callable[[], datetime] = utc_now
) -> Service:
    """Put the running parts together; raises a sentence in :class:`bot.slack.connect.NotConnectedError`."""
    slack = installation.connect_to_slack()
    rules = replace(installation.rules, desk_team=installation.rules.desk_team or slack.team)
    road = replace(installation.road, rules=rules)
    loops, arrived, told = _loops(installation, road, slack, lease, now)
    ear = _ear(installation, slack, road, arrived, now)
    console = console_door(installation, road, told, now)
    return Service(loops, _door(installation, slack, ear), console)


def _loops(
    installation: Installation, road: Road, slack: Connection, lease: float, now: Callable[[], datetime]
) -> tuple[Loops, Callable[[], None], Callable[[], None]]:
    loops = Loops()
    told = _add_deliveries(loops, installation, road.rules, slack, lease, now)
    told = _add_behind(loops, installation, told, lease, now)
    _add_timers(loops, installation, road.rules, told, lease, now)
    add_rounds(loops, installation, road.rules, now)
    add_mailbox(loops, installation, lease, now)
    introduce = Introducer(slack.client, installation.reading, installation.writing_as("people"), slack.team)
    quickly = installation.fetching(SlackFiles(slack.client, slack.token, READ_SECONDS).fetch, now)
    files = Attachments(quickly, installation.guard.screen)

    def before(message: Message) -> Message:
        return files.read(introduce.known(message))

    worker = InboxWorker(road, installation.writing_as("inbox"), told, before, lease, now)
    arrived = loops.add("inbox", worker.step, INBOX_THREADS)
    if installation.settings.desk.is_behind:
        step = behind.follower(installation, arrived, now).step
        loops.add("following", step, every=float(installation.settings.desk.poll_seconds))
    return loops, arrived, told


def _add_deliveries(
    loops: Loops,
    installation: Installation,
    rules: Rules,
    slack: Connection,
    lease: float,
    now: Callable[[], datetime],
) -> Callable[[], None]:
    """One worker for each door out; returns what wakes them when there is something to tell."""
    named = installation.writing_as
    fetch = installation.fetching(SlackFiles(slack.client, slack.token, FILE_SECONDS).fetch, now)
    post = SlackPost(
        client=slack.client,
        screen=installation.guard.screen,
        fetch=fetch,
        secret=installation.secret_key(),
        reading=installation.reading,
        rules=rules,
    )
    to_slack = DeliveryWorker("slack", post, named("slack"), lease, now)
    letters = replace(installation.mail_post, encloser=installation.encloser(fetch))
    to_mail = DeliveryWorker("mail", letters, named("mail"), lease, now)
    to_pager = DeliveryWorker("webhook", installation.webhook_post, named("webhook"), lease, now)
    wake = (
        loops.add("slack", to_slack.step, SLACK_THREADS),
        loops.add("mail", to_mail.step),
        loops.add("webhook", to_pager.step, every=1.0),
    )

    def told() -> None:
        for one in wake:
            one()

    return told


def _add_behind(
    loops: Loops,
    installation: Installation,
    told: Callable[[], None],
    lease: float,
    now: Callable[[], datetime],
) -> Callable[[], None]:
    """The workers that bring tickets into the helpdesk behind, and tell the webhook of them."""
    desk, named, wake = installation.settings.desk, installation.writing_as, [told]
    if desk.is_behind:
        post = behind.helpdesk_post(installation)
        wake.append(loops.add(HELPDESK, DeliveryWorker(HELPDESK, post, named(HELPDESK), lease, now).step))
    if desk.webhook:
        events = behind.event_post(installation)
        wake.append(loops.add(EVENTS, DeliveryWorker(EVENTS, events, named(EVENTS), lease, now).step))

    def all_told() -> None:
        for one in wake:
            one()

    return all_told


def _add_timers(
    loops: Loops,
    installation: Installation,
    rules: Rules,
    told: Callable[[], None],
    lease: float,
    now: Callable[[], datetime],
) -> None:
    """What rings at its moment: the daily digest, and what was set to ring once."""
    reading, named = installation.reading, installation.writing_as
    digests = TimerWorker(_digest(rules), reading, named("timers"), lease, now)
    reminding = ReminderWorker(
        lambda session, facts, at: reminders.ring(session, facts, at, rules),
        named("reminders"),
        told,
        lease,
        now,
    )
    loops.add("digest", digests.step, every=1.0)
    loops.add("reminders", reminding.step, every=1.0)


def add_rounds(loops: Loops, installation: Installation, rules: Rules, now: Callable[[], datetime]) -> None:
    """What is looked at over and over: the platform's addresses, who waits, articles and arrays."""
    reading, named, probes = installation.reading, installation.writing_as, installation.settings.probes
    if probes.targets:
        loops.add("probes", Prober(probes, named("probes"), rules, now).step, every=PROBES_SECONDS)
    loops.add("late", lambda: tell_who_waits(reading, named("late"), rules, now()) > 0, every=LATE_SECONDS)
    loops.add("articles", installation.take_in_articles, every=ARTICLES_SECONDS)
    if installation.encoder is not None:
        loops.add("encoder", lambda: installation.search.encode_some() > 0, every=ENCODER_SECONDS)
    loops.add("sureness", installation.learn_sureness, every=SURENESS_SECONDS)
    loops.add("mix", installation.fit_mix, every=MIX_SECONDS)
    refits = replace(installation.refits, now=now, stopped=loops.stopping)
    loops.add("refit", refits.step, every=REFIT_SECONDS)
    loops.add("model", installation.follow_model, every=MODEL_SECONDS)
    if installation.settings.console.url:
        loops.add("sessions", lambda: installation.purge_sessions(now()), every=SESSIONS_SECONDS)
    loops.add("arrays", installation.search.keep, every=ARRAYS_SECONDS)
    loops.add("silence", lambda: installation.note_silence(now()), every=SILENCE_SECONDS)
    loops.add("topics", TopicRounds(installation, now).step, every=TOPICS_SECONDS)
    loops.add("letters", lambda: installation.purge_letters(now()), every=LETTERS_SECONDS)
    loops.add("figures", lambda: count_beside(installation, now()), every=FIGURES_SECONDS)
    loops.add("gap figures", lambda: note_states(installation, now()), every=STATES_SECONDS)


def add_mailbox(loops: Loops, installation: Installation, lease: float, now: Callable[[], datetime]) -> None:
    """Who reads the mailbox, where there is one."""
    account = installation.mailbox
    if account is None:
        return
    writing = installation.writing_as("mailbox")
    reader = MailboxReader(
        account,
        Collector(installation.receiver, writing, installation.largest_letter, now),
        installation.writing_as("lease"),
        installation.settings.mail.incoming.poll_seconds,
        lease,
        now,
        loops.stopping,
        installation.open_mailbox,
    )
    loops.add("mailbox", reader.step, every=min(MAILBOX_SECONDS, lease / 3))


def _digest(rules: Rules) -> Alarm:
    hours = rules.promise.hours

    def following(after: datetime) -> tuple[datetime, str]:
        moment = next_workday_at(after, rules.digest_at, hours)
        return moment, office_day(moment, hours).isoformat()

    return Alarm(digest.NAME, following, digest.tell)


def _ear(
    installation: Installation,
    slack: Connection,
    road: Road,
    arrived: Callable[[], None],
    now: Callable[[], datetime],
) -> Ear:
    reader = Reader(installation.guard.screen, slack.bot_user, now, road.rules.listens_in)
    quick = web_client(slack.token, installation.secrets.slack_api_url, QUICK_SECONDS)
    introduce = Introducer(quick, installation.reading, installation.writing_as("people"), slack.team)
    return Ear(
        reader,
        installation.reading,
        installation.writing_as("door"),
        arrived,
        road.rules.talk.job_pattern,
        now,
        installation.nearest_articles,
        road.tools,
        road.rules,
        introduce.known,
        installation.secret_key(),
    )


def _door(installation: Installation, slack: Connection, ear: Ear) -> SocketDoor | HttpDoor:
    settings, secrets = installation.settings.slack, installation.secrets
    bolt = bolt_app(ear, slack.client, secrets.slack_signing_secret, slack.team)
    if settings.mode == "socket":
        return SocketDoor(bolt, secrets.slack_app_token, secrets.slack_api_url)
    try:
        return HttpDoor(slack_http_app(bolt), settings.http_host, settings.http_port)
    except OSError as error:
        raise OSError(f"{error}; change slack.http_host or slack.http_port in app.yaml") from error


def run_until_told(
    running: Service, started: Callable[[], None], silent_seconds: float = SILENT_SECONDS
) -> int:
    """Run until SIGTERM or SIGINT (returns 0), or until Slack has been silent too long (returns 1).

    A socket that has gone deaf is not repaired in place: the process ends, and its supervisor starts anew.
    """
    told = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: told.set())
    running.start()
    started()
    while not told.wait(1.0):
        if running.door.silent_for() > silent_seconds:
            log.error("no sign of life from Slack for %d seconds; ending", int(silent_seconds))
            running.stop()
            return 1
    running.stop()
    return 0
