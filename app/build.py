"""Builds one installation out of its settings: the database, the search, the road, the doors' tools."""

from __future__ import annotations

import logging
import os
import secrets as random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from app.guarding import Guard, known_of
from app.mail_doors import mailbox, smtp_post
from app.refits import Refits
from app.settings import Secrets, Settings
from app.sources import listed
from app.worker import utc_now
from bot.after.closing import answer_gaps
from bot.after.covering import cover
from bot.after.grouping import note_silence, regroup
from bot.after.published import ask_again, tell_of_published
from bot.files import Fetch, from_where_it_came
from bot.look import Tools
from bot.near import FOR_CUSTOMERS, shown
from bot.reply import Shown
from bot.road import Road
from bot.rules import Rules
from bot.seen import Findings
from bot.slack.connect import Connection, connect
from classifier.details import Details, read_details, read_file
from classifier.model import Classifier
from classifier.sorter import Sorter
from classifier.store import ensure_model
from guard import Screened
from knowledge.articles import Audience
from knowledge.encoder import Encoder, EncoderError, open_encoder
from knowledge.hits import Hits
from knowledge.intake import SyncReport, retire, take_in
from knowledge.rules import LearningRules
from knowledge.search import Search, open_search
from knowledge.shelf import digests, silent
from knowledge.sources.confined import Confined
from mail.attachments import LetterFiles
from mail.compose.writer import Writer
from mail.deliver import MailPost
from mail.enclosing import Encloser, Limits
from mail.failed import failed
from mail.imap import Account, OpenMailbox
from mail.incoming import Incoming
from mail.reading import ReadRules, read_letter
from mail.receive import Receiver
from mail.sealed import Safe, keys_of
from mail.send import FolderPost, Post
from records import sessions
from records.engine import Session, Transactions, open_database, transactions
from records.migrate import upgrade
from tickets.values import DetailName, FileRef
from web.webhook import WebhookPost

log = logging.getLogger(__name__)

_MEGABYTE = 1_000_000

FAINT = 0.02
"""A passage that answers with a smaller chance than this is not shown beside an answer."""


@dataclass(frozen=True)
class Installation:
    """One installation, ready to be used by a command or by ``serve``. Nothing runs by itself."""

    settings: Settings
    secrets: Secrets
    root: Path
    engine: Engine

    @cached_property
    def folder(self) -> Path:
        """Where everything that is written lies."""
        return self.root / self.settings.storage.folder

    @cached_property
    def rules(self) -> Rules:
        return self.settings.rules()

    @cached_property
    def learning(self) -> LearningRules:
        return LearningRules(**self.settings.learning.model_dump())

    @cached_property
    def reading(self) -> Transactions:
        return transactions(self.engine, only_reading=True)

    @cached_property
    def writing(self) -> Transactions:
        return transactions(self.engine)

    def writing_as(self, name: str) -> Transactions:
        """The writing transactions of one part, by its name: a place to watch them one by one."""
        del name
        return self.writing

    def connect_to_slack(self) -> Connection:
        """A connection to Slack; raises a sentence in :class:`bot.slack.connect.NotConnectedError`."""
        return connect(self.secrets.slack_bot_token, self.secrets.slack_api_url)

    @cached_property
    def search(self) -> Search:
        """The search, its index compiled when the articles have changed."""
        return open_search(self.reading, self.folder / "index", self.learning, self.encoder)

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder that is set; None without one, and when it cannot be used: words do then."""
        return self._encoder[0]

    @property
    def encoder_problem(self) -> str:
        """Why the encoder that is set cannot be used; empty when it can, or when none is set."""
        return self._encoder[1]

    @cached_property
    def _encoder(self) -> tuple[Encoder | None, str]:
        folder = self.settings.encoder.folder
        if not folder:
            return None, ""
        try:
            return open_encoder(self.root / folder), ""
        except EncoderError as error:
            problem = f"encoder.folder: {error}. The search goes by words alone."
            log.warning("%s", problem)
            return None, problem

    @cached_property
    def classifier(self) -> Classifier:
        """The classifier, trained when its examples have changed."""
        return ensure_model(self.folder / "models")

    @cached_property
    def sorter(self) -> Sorter:
        """What sorts messages: the classifier, and before it what humans have said."""
        sorter = Sorter(self.classifier)
        with self.reading() as session:
            sorter.follow(session)
        return sorter

    @cached_property
    def refits(self) -> Refits:
        """What fits the classifier anew to what staff vouch for."""
        return Refits(
            self.settings.triage,
            self.root,
            self.reading,
            self.writing_as("refits"),
            lambda: self.classifier.version,
            self._screened,
        )

    def follow_model(self) -> bool:
        """Sort with the model that is used now; False: there is no hurry."""
        with self.reading() as session:
            self.sorter.follow(session)
        return False

    @cached_property
    def guard(self) -> Guard:
        return Guard(self.reading, *known_of(self.settings))

    @cached_property
    def road(self) -> Road:
        tools = Tools(self._find, self.sorter.triage, self._details, self._details_in_file, self._passage)
        return Road(self.reading, self.writing_as("road"), tools, self.rules)

    @cached_property
    def mail_post(self) -> MailPost:
        """Letters out: over SMTP when a server is set, else into the outbox folder."""
        writer = Writer(self.rules, self.secret_key())
        encloser = self.encloser(self.fetching(_not_connected, self.letter_files.now))
        return MailPost(self.reading, self.writing_as("mail"), writer, self.letter_post(), encloser)

    def fetching(self, of_slack: Fetch, now: Callable[[], datetime]) -> Fetch:
        """Fetches the content of files, by whichever door they came; those of Slack by ``of_slack``."""
        return from_where_it_came(of_slack, replace(self.letter_files, now=now).fetch)

    def encloser(self, fetch: Fetch) -> Encloser:
        """What puts files into letters."""
        mail = self.settings.mail
        return Encloser(fetch, self.guard.screen, Limits(mail.files, mail.file_mb, mail.largest_mb))

    @cached_property
    def receiver(self) -> Receiver:
        """Letters in: what takes their bytes, whichever way they came."""
        mail = self.settings.mail
        return Receiver(
            self.guard.screen,
            self.rules,
            (mail.address or self.rules.desk_mail).lower(),
            self.read_letter,
            mail.letters_per_hour,
            keep=self.safe.seal,
            files=self.letter_files.refs,
            failed=self._letter_failed,
        )

    def _letter_failed(self, session: Session, letter: Incoming, at: datetime) -> None:
        if letter.bounce is not None:
            failed(session, letter.bounce, at, self.rules)

    @property
    def mailbox(self) -> Account | None:
        """The mailbox that customers write to; None where none is read."""
        return mailbox(self.settings, self.secrets, self.root)

    @property
    def largest_letter(self) -> int:
        """How many bytes a letter may have."""
        return self.settings.mail.largest_mb * _MEGABYTE

    def open_mailbox(self, account: Account) -> OpenMailbox:
        """A connection to the mailbox."""
        return OpenMailbox(account)

    @cached_property
    def letter_rules(self) -> ReadRules:
        """What reading a letter has to know of this installation."""
        mail = self.settings.mail
        ours = (mail.address or self.rules.desk_mail).lower()
        return ReadRules(
            addresses=(ours,),
            domains=(ours.rpartition("@")[2],),
            bounces=mail.bounces.lower(),
            authserv_id=mail.proof,
            largest=mail.largest_mb * _MEGABYTE,
            files=mail.files,
            file_bytes=mail.file_mb * _MEGABYTE,
        )

    def read_letter(self, raw: bytes) -> Incoming:
        """What a letter says; never raises."""
        return read_letter(raw, self.letter_rules)

    @cached_property
    def safe(self) -> Safe:
        """Where the bytes of letters that came in lie sealed, when there is a key."""
        return Safe(keys_of(self.secrets.letter_key), self.settings.mail.keep_days)

    @cached_property
    def letter_files(self) -> LetterFiles:
        """The files of letters that came in."""
        return LetterFiles(self.safe, self.reading, self.read_letter, self.guard.screen, utc_now)

    def purge_letters(self, now: datetime) -> bool:
        """Drop some of what is kept of letters past its end date; whether there may be more."""
        with self.writing_as("letters")() as session:
            return self.safe.purge(session, now) > 0

    def purge_sessions(self, now: datetime) -> bool:
        """Forget sessions of the console that are over; False: there is no hurry."""
        with self.writing_as("sessions")() as session:
            sessions.purge(session, now, self.settings.console.terms)
        return False

    @cached_property
    def webhook_post(self) -> WebhookPost:
        """Calls of a pager, when the escalation contact has one."""
        return WebhookPost(self.reading, self.secrets.webhook_url, self.secrets.webhook_secret)

    def sync_articles(self, progress: Callable[[int, int], None] = silent) -> SyncReport:
        """Take the sources of articles in; the search knows them when this returns."""
        knowledge = self.settings.knowledge
        sources = listed(knowledge, self.root)
        with Confined(knowledge.seconds_per_file) as confined:
            report = take_in(
                self.writing_as("sync"),
                sources,
                utc_now(),
                confined,
                screener=self._screened,
                progress=progress,
                only=True,
                keep=knowledge.keep_versions,
            )
        with self.writing() as session:
            retired = retire(session, sources, knowledge.keep_versions)
        report = replace(report, removed=tuple(sorted({*report.removed, *retired})))
        self.search.refresh()
        if report.added or report.changed:
            self._tell_who_asked_in_vain()
        return report

    def take_in_articles(self) -> bool:
        """Let the search know what somebody else has changed, and those who asked in vain; whether it had.

        Those who wait for an article that was published are told first: one is told of it once.
        """
        changed = self.search.refresh()
        tools = (self.reading, self.writing_as("gaps"), self._find, self._passage, self.rules, utc_now())
        tell_of_published(*tools)
        if not ask_again(*tools) and changed:
            self._tell_who_asked_in_vain()
        return changed

    def learn_sureness(self) -> bool:
        """Learn how sure the search is, when many articles have changed; False: there is no hurry."""
        self.search.learn_sureness()
        return False

    def fit_mix(self) -> bool:
        """Fit the weights of the search to confirmed answers, when it is time; False: there is no hurry."""
        self.search.fit_mix(utc_now())
        return False

    def _tell_who_asked_in_vain(self) -> None:
        answer_gaps(self.reading, self.writing_as("gaps"), self._find, self.rules, utc_now())

    def note_silence(self, now: datetime) -> bool:
        """Note who has gone away without an answer; False: there is no hurry."""
        note_silence(self.writing_as("gaps"), self.rules, now)
        return False

    def group_gaps(self, now: datetime) -> bool:
        """Put unanswered queries into topics; whether any was put."""
        encode = None if self.encoder is None else self.encoder.encode
        return regroup(self.reading, self.writing_as("topics"), encode, self.rules, now)

    def has_articles(self) -> bool:
        """Whether there is anything to search."""
        with self.reading() as session:
            return bool(digests(session))

    @property
    def outbox(self) -> Path:
        """Where letters lie when no mail server is set."""
        return self.folder / "outbox"

    def secret_key(self) -> bytes:
        """The key behind unguessable ids: from the environment, else made once and kept with mode 600."""
        if self.secrets.secret:
            return self.secrets.secret.encode()
        path = self.folder / "secret"
        if not path.exists():
            _write_once(path, random.token_bytes(32))
        return path.read_bytes()

    def letter_post(self) -> Post:
        mail = self.settings.mail
        if not mail.server:
            return FolderPost(self.outbox)
        return smtp_post(self.settings, self.secrets, self.root)

    def _find(self, text: Screened, audience: frozenset[Audience], limit: int) -> Findings:
        found = self.search.search(text, audience=audience, limit=limit)
        return self._findings(found)

    def _findings(self, found: Hits) -> Findings:
        """What is worth showing: nothing, when it is unlikely that one of the nearest articles helps."""
        sure = self.rules.sure
        if found.precision >= sure.precision:
            first = replace(found.hits[0], sure=found.precision)
            others = [hit for hit in found.hits[1:] if hit.sure >= FAINT]
            return Findings(tuple(map(shown, (first, *others))), found.precision)
        hits = found.hits if found.helpful >= sure.helpful else ()
        return Findings(tuple(map(shown, hits)), found.precision)

    def nearest_articles(self, text: Screened) -> tuple[tuple[str, Screened], ...]:
        """The articles nearest to a question, for staff to answer a customer with: (slug, title)."""
        found = self.search.search(text, audience=frozenset(Audience) - {Audience.STAFF}, limit=25)
        return tuple((hit.slug, hit.title) for hit in found.hits)

    def answers(self, slug: str) -> bool:
        """Whether there is such an article, for others than staff."""
        return self._passage(slug) is not None

    def cover_gap(self, gap_id: int, slug: str) -> bool:
        """An article answers an unanswered query, as whoever types says; False when none such is open."""
        article = self._passage(slug)
        if article is None:
            return False
        with self.writing() as session:
            return cover(session, gap_id, article, "command-line", self.rules, utc_now())

    def _screened(self, text: str) -> Screened:
        return self.guard.screen(text).text

    def _details(self, text: Screened, users: Sequence[str]) -> Mapping[DetailName, Screened]:
        return _values(read_details(text, users, self.rules.talk.job_pattern))

    def _details_in_file(self, text: Screened, users: Sequence[str]) -> Mapping[DetailName, Screened]:
        return _values(read_file(text, users, self.rules.talk.job_pattern))

    def _passage(self, slug: str, audience: frozenset[Audience] = FOR_CUSTOMERS) -> Shown | None:
        hit = self.search.article(slug)
        return None if hit is None or hit.audience not in audience else shown(hit)


def _values(found: Details) -> Mapping[DetailName, Screened]:
    spans = {
        DetailName.USER: found.user,
        DetailName.JOB: found.job,
        DetailName.ERROR: found.error,
        DetailName.STEPS: found.steps,
    }
    return {name: span.value for name, span in spans.items() if span is not None}


def _not_connected(file: FileRef) -> str:
    return f"The file {file.name} is in Slack, which is not connected here."


def install(settings: Settings, secrets: Secrets, root: Path) -> Installation:
    """Open an installation: its folder, its database at the newest schema."""
    folder = root / settings.storage.folder
    folder.mkdir(parents=True, exist_ok=True)
    engine = open_database(secrets.database_url or f"sqlite:///{folder / 'infracare.db'}")
    upgrade(engine)
    return Installation(settings, secrets, root, engine)


def _write_once(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
