"""Tells Slack what the history holds and is not told yet: posts, updates, marks and files.

What is told is looked up in a transaction; the calls (:mod:`bot.slack.calls`) are made without one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.console import invitation
from bot.delivery import Delivered, NotNowError, NotThereError
from bot.desk.letter_steps import card_of
from bot.forms.form import NEW_THREAD
from bot.home import look_at_home, queries_of
from bot.reply import Reply
from bot.rules import Rules
from bot.slack import card, letter_card, maintenance_card, outage_card, show
from bot.slack.budget import Content
from bot.slack.calls import Calls, Line
from bot.slack.home import digest_shown, home_view
from bot.slack.invited import invited
from bot.slack.refusals import as_ours
from bot.trouble.outage_look import look_at_outage
from knowledge import gaps, topic_list
from knowledge.topic_list import Wanted
from records import deliveries
from records.engine import Session, Transactions
from records.facts import from_facts
from records.work import Work
from tickets import directory, letters, maintenance, merging, reads, sign_in_links, visits
from tickets.letters import Came
from tickets.values import Entry, EntryKind, FileRef, Person, Place, Ticket

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class SlackPost(Line):
    """Delivers to Slack. ``now`` is only asked for what a card says of the time left."""

    reading: Transactions
    rules: Rules

    def deliver(self, work: Work, now: datetime) -> Delivered:
        """Carry out one delivery; safe to repeat.

        Raises :class:`NotNowError` when Slack cannot be reached or asks to wait, :class:`NotThereError` when
        it never will take it.
        """
        with self.reading() as session:
            job = _Job(self, session, work, now)
            prepared = job.prepare()
        try:
            return prepared()
        except SlackApiError as error:
            raise as_ours(error) from error
        except (SlackClientError, OSError) as error:
            raise NotNowError(f"Slack could not be reached ({type(error).__name__})") from error


_REFUSES_DIRECT = frozenset(
    {"cannot_dm_bot", "user_not_found", "users_not_found", "user_not_visible", "user_disabled", "not_allowed"}
)
_TOPICS = 3
"""So many of the most wanted topics stand in a digest."""
_NO_HOME = frozenset({"not_enabled", "missing_scope", "user_not_found"})


@dataclass(frozen=True)
class _Job:
    """One delivery: reads what it needs, then gives back the call to make without a transaction."""

    post: SlackPost
    session: Session
    work: Work
    now: datetime

    @property
    def calls(self) -> Calls:
        return Calls(self.post, self.work)

    def prepare(self) -> Callable[[], Delivered]:
        payload = self.work.payload
        aparts = {
            "home": self._home,
            "welcome": self._welcome,
            "digest": self._digest,
            "late": self._late,
            "letter": self._letter,
            "console": self._console,
        }
        apart = aparts.get(payload["show"])
        if apart is not None:
            return apart()
        entry = reads.entry(self.session, int(payload["entry"]))
        if entry is None:
            raise NotThereError("the entry to be told is not in the history")
        makers: Mapping[str, Callable[[Entry], Callable[[], Delivered]]] = {
            "reply": self._reply,
            "news": self._reply,
            "staff_words": self._staff_words,
            "words": self._words,
            "by_mail": self._words_by_mail,
            "card": self._card,
            "tick": self._tick,
            "file": self._file,
            "handover": self._handover,
            "notice": self._notice,
            "link_request": self._links,
            "link_decided": self._link_decided,
            "outage": self._outage,
            "maintenance": self._maintenance,
        }
        return makers[payload["show"]](entry)

    def _home(self) -> Callable[[], Delivered]:
        """The Home tab as things stand now; an app installed without one goes on without."""
        team, user = str(self.work.payload["team"]), str(self.work.payload["user"])
        view = home_view(look_at_home(self.session, "slack", team, user, self.now), self.post.rules, self.now)

        def publish() -> Delivered:
            try:
                self.post.client.views_publish(user_id=user, view=view)
            except SlackApiError as error:
                if error.response.get("error") not in _NO_HOME:
                    raise
                log.info("no Home tab is shown: %s", error.response.get("error"))
            return Delivered({})

        return publish

    def _welcome(self) -> Callable[[], Delivered]:
        return lambda: self.calls.to_user(str(self.work.payload["user"]), show.welcome())

    def _digest(self) -> Callable[[], Delivered]:
        payload = self.work.payload
        queries = queries_of(self.session, gaps.these(self.session, payload["queries"]))
        topics, _ = topic_list.listed(self.session, Wanted(), self.now, _TOPICS)
        content = digest_shown(queries, int(payload["count"]), topics, self.post.rules.console)
        return lambda: self.calls.to_user(str(payload["user"]), content)

    def _late(self) -> Callable[[], Delivered]:
        """To who waits in vain, where they wrote; a thread is not waited for."""
        content = show.blocks_of(from_facts(Reply, self.work.payload["reply"]))
        place = from_facts(Place, self.work.payload["place"])
        if place.thread.startswith(NEW_THREAD):
            return lambda: self.calls.to_user(str(self.work.payload["user"]), content)
        return lambda: self.calls.say(place.channel, place.thread or None, content)

    def _console(self) -> Callable[[], Delivered]:
        """A link into the console, derived here and kept nowhere; or why there is none."""
        payload, rules = self.work.payload, self.post.rules
        person = None if payload["person"] is None else directory.present(self.session, payload["person"])
        link = None if payload["link"] is None else sign_in_links.link(self.session, payload["link"])
        content = invited(invitation(link, person, rules, self.post.secret))
        place = from_facts(Place, payload["place"])
        return lambda: self.calls.say(place.channel, place.thread, content)

    def _letter(self) -> Callable[[], Delivered]:
        """A letter that waits, or what was decided about it: one message, kept current."""
        letter = letters.letter(self.session, int(self.work.payload["letter"]))
        if letter is None:
            raise NotThereError("there is no such letter")
        content = letter_card.card(letter, self.post.rules, self.now, self._decider(letter))
        first = deliveries.receipt_apart(self.session, card_of(letter.id), "slack")
        if first is None or "ts" not in first:
            return self._root(content, bind=None)
        return lambda: self.calls.update(str(first["channel"]), str(first["ts"]), content)

    def _decider(self, letter: Came) -> Person | None:
        by = letter.decided_by
        return None if by is None else directory.person_by_id(self.session, by)

    def _reply(self, entry: Entry) -> Callable[[], Delivered]:
        reply = from_facts(Reply, entry.facts["reply"])
        content = show.blocks_of(reply)
        recipient = self.work.payload["recipient"]
        if recipient == "author":
            return self.calls.ephemeral(content)
        if recipient == "desk":
            return self._into(self._desk(), content)
        replaced = self.work.payload.get("replaces")
        if replaced is not None:
            return self._brought_up_to_date(int(replaced), content)
        return self._into(self._asker(entry), self._after_question(entry, content))

    def _after_question(self, entry: Entry, content: Content) -> Content:
        """Where the first reply makes the thread, what was asked stands nowhere: it is quoted."""
        talk = reads.conversation(self.session, entry.conversation_id)
        new = self._asker(entry).thread.startswith(NEW_THREAD)
        return show.after_question(talk.question, content) if new and talk is not None else content

    def _staff_words(self, entry: Entry) -> Callable[[], Delivered]:
        return self._into(self._asker(entry), show.staff_words(entry, self.post.rules.vendor))

    def _words(self, entry: Entry) -> Callable[[], Delivered]:
        ticket = self._ticket(entry)
        name = ticket.customer.name if ticket else ""
        if entry.kind is EntryKind.NOTE:
            return self._into(self._desk(), show.note_words(entry))
        if entry.person is not None and entry.person.is_staff:
            return self._into(self._desk(), show.staff_words(entry, self.post.rules.vendor))
        return self._into(self._desk(), show.customer_words(entry, name))

    def _words_by_mail(self, entry: Entry) -> Callable[[], Delivered]:
        return self._into(self._asker(entry), show.words_by_mail(entry))

    def _card(self, entry: Entry) -> Callable[[], Delivered]:
        ticket = self._ticket(entry)
        if ticket is None:
            raise NotThereError("there is no ticket for this card")
        history = self._history(ticket)
        visit = visits.under_way(self.session, ticket.customer.id, self.now)
        content = card.card(ticket, history=history, rules=self.post.rules, at=self.now, visit=visit)
        desk = reads.place_of(self.session, ticket.conversation_id, reads.DESK)
        newest = reads.newest_of(self.session, ticket.conversation_id)
        if newest is not None and newest.number != ticket.number:
            return lambda: Delivered({})
        if desk is None or self.work.payload.get("anew"):
            return self._root(content, bind=reads.DESK)
        return lambda: self.calls.update(desk.channel, desk.thread, content)

    def _history(self, ticket: Ticket) -> tuple[Entry, ...]:
        """All that was said about the ticket, also in the threads of what was merged into it."""
        talks = merging.talks_of(self.session, ticket.number)
        return tuple(one for talk in talks for one in reads.history(self.session, conversation_id=talk))

    def _tick(self, _entry: Entry) -> Callable[[], Delivered]:
        place = from_facts(Place, self.work.payload["place"])
        stamp = str(self.work.payload["message"]).rsplit(":", 1)[-1]

        def tick() -> Delivered:
            try:
                self.post.client.reactions_add(
                    channel=place.channel, timestamp=stamp, name="incoming_envelope"
                )
            except SlackApiError as error:
                if error.response.get("error") != "already_reacted":
                    raise
            return Delivered({})

        return tick

    def _file(self, entry: Entry) -> Callable[[], Delivered]:
        file = from_facts(FileRef, entry.facts["file"])
        at_desk = str(self.work.payload["recipient"]).startswith("desk")
        target = self._desk() if at_desk else self._asker(entry)
        return lambda: self.calls.pass_file(entry, file, target)

    def _handover(self, entry: Entry) -> Callable[[], Delivered]:
        person_id = int(self.work.payload["person"])
        known = directory.identity_of(self.session, person_id, "slack")
        talk = reads.conversation(self.session, entry.conversation_id)
        if known is None or talk is None:
            raise NotThereError("this person is not known in Slack")
        asker = None if talk.person_id is None else directory.person_by_id(self.session, talk.person_id)
        details = reads.details_from(dict(entry.facts["details"]))  # type: ignore[call-overload]
        content = show.handover(entry, "" if asker is None else asker.name, details)
        return lambda: self.calls.to_user(known[1], content)

    def _notice(self, entry: Entry) -> Callable[[], Delivered]:
        """The entry's reply as a message of its own: in the support channel, or to one person or contact."""
        content = show.blocks_of(from_facts(Reply, entry.facts["reply"]))
        person, contact = self.work.payload.get("person"), self.work.payload.get("channel")
        if contact is not None:
            return self._to_contact(str(contact), content)
        if person is None:
            return self._root(content, bind=reads.DESK if self.work.payload.get("bind") else None)
        known = directory.identity_of(self.session, int(person), "slack")
        if known is None:
            raise NotThereError("this person is not known in Slack")
        return lambda: self.calls.to_user(known[1], content)

    def _to_contact(self, contact: str, content: Content) -> Callable[[], Delivered]:
        """To a channel or a user, by the id that app.yaml names."""
        if contact.startswith(("U", "W")):
            return lambda: self.calls.to_user(contact, content)
        return lambda: self.calls.say(contact, None, content)

    def _links(self, entry: Entry) -> Callable[[], Delivered]:
        return self._root(self._link_request(entry, None), bind=None)

    def _link_decided(self, entry: Entry) -> Callable[[], Delivered]:
        """The request where it was decided or stands, with who has decided it."""
        content = self._link_request(entry, entry.person)
        if "place" in self.work.payload:
            place = from_facts(Place, self.work.payload["place"])
            return lambda: self.calls.update(place.channel, place.thread, content)
        asked = self._asked_in_channel(entry)
        return lambda: (
            Delivered({}) if asked is None else self.calls.update(asked["channel"], asked["ts"], content)
        )

    def _asked_in_channel(self, decided: Entry) -> dict[str, str] | None:
        """Where the newest request of this conversation stands in the support channel."""
        history = reads.history(self.session, conversation_id=decided.conversation_id)
        found = (deliveries.receipt(self.session, one.id, "desk-root", "slack") for one in reversed(history))
        return next((one for one in found if one is not None and "ts" in one), None)

    def _link_request(self, entry: Entry, decider: Person | None) -> Content:
        talk = reads.conversation(self.session, entry.conversation_id)
        if talk is None:
            raise NotThereError("the conversation is gone")
        requests = reads.link_requests(self.session, talk.id)
        people = tuple(directory.person_by_mail(self.session, one.mail) for one in requests)
        return show.link_request(talk, requests, people, decider)

    def _outage(self, entry: Entry) -> Callable[[], Delivered]:
        """The outage's message as things stand now; the first one makes its thread."""
        found = look_at_outage(self.session, entry.conversation_id)
        if found is None:
            raise NotThereError("there is no outage for this message")
        return self._kept_current(entry, outage_card.card(found, self.post.rules, self.now))

    def _maintenance(self, entry: Entry) -> Callable[[], Delivered]:
        """A maintenance window's message as things stand now; the first one makes its thread."""
        found = maintenance.window_of(self.session, entry.conversation_id)
        if found is None:
            raise NotThereError("there is no maintenance window for this message")
        return self._kept_current(entry, maintenance_card.card(found, self.post.rules, self.now))

    def _kept_current(self, entry: Entry, content: Content) -> Callable[[], Delivered]:
        desk = reads.place_of(self.session, entry.conversation_id, reads.DESK)
        if desk is None:
            return self._root(content, bind=reads.DESK)
        return lambda: self.calls.update(desk.channel, desk.thread, content)

    def _ticket(self, entry: Entry) -> Ticket | None:
        if entry.ticket_number is not None:
            return reads.ticket(self.session, entry.ticket_number)
        return reads.ticket_of(self.session, entry.conversation_id)

    def _asker(self, entry: Entry) -> Place:
        if "at" in self.work.payload:
            return from_facts(Place, self.work.payload["at"])
        talk = int(self.work.payload.get("conversation", entry.conversation_id))
        place = reads.place_of(self.session, talk, reads.ASKER, "slack")
        if place is None:
            raise NotThereError("the asker has no place in Slack")
        return place

    def _desk(self) -> Place:
        entry = reads.entry(self.session, int(self.work.payload["entry"]))
        place = None if entry is None else reads.place_of(self.session, self._desk_talk(entry), reads.DESK)
        if place is None:
            raise NotNowError("the ticket's card is not posted yet")
        return place

    def _desk_talk(self, entry: Entry) -> int:
        """Whose thread at the desk it is: that of the ticket, which may go on in another conversation."""
        ticket = None if entry.ticket_number is None else self._ticket(entry)
        own_talk = entry.conversation_id if ticket is None else ticket.conversation_id
        return int(self.work.payload.get("conversation", own_talk))

    def _into(self, place: Place, content: Content) -> Callable[[], Delivered]:
        if place.thread.startswith(NEW_THREAD):
            fallen_back = self._heard_in_channel()
            return lambda: self._first_in_direct(place, content, fallen_back)
        return lambda: self.calls.say(place.channel, place.thread, content)

    def _heard_in_channel(self) -> Place | None:
        """The channel's thread in which the conversation began, when it did not begin in direct messages."""
        entry = reads.entry(self.session, int(self.work.payload["entry"]))
        return None if entry is None else reads.overheard_place_of(self.session, entry.conversation_id)

    def _first_in_direct(self, place: Place, content: Content, fallback: Place | None) -> Delivered:
        """The first words in a direct message make the thread in which the conversation goes on.

        Who takes none (people of another organisation often do not) is told where they wrote how to go on,
        and nothing of the ticket.
        """
        try:
            done = self.calls.to_user(place.channel, content)
        except SlackApiError as error:
            if fallback is None or error.response.get("error") not in _REFUSES_DIRECT:
                raise
            return self.calls.say(fallback.channel, fallback.thread, show.direct_refused(self.post.rules))
        at = replace(place, channel=str(done.receipt["channel"]), thread=str(done.receipt["ts"]))
        return replace(done, bind=(reads.ASKER, at))

    def _root(self, content: Content, *, bind: str | None) -> Callable[[], Delivered]:
        channel, team = self.post.rules.desk_channel, self.post.rules.desk_team

        def post() -> Delivered:
            done = self.calls.say(channel, None, content)
            if bind is None:
                return done
            at = Place("slack", team, str(done.receipt["channel"]), str(done.receipt["ts"]), False)
            return replace(done, bind=(bind, at))

        return post

    def _brought_up_to_date(self, replaced: int, content: Content) -> Callable[[], Delivered]:
        before = deliveries.receipt(self.session, replaced, "asker", "slack")
        entry = reads.entry(self.session, int(self.work.payload["entry"]))
        if entry is None:
            raise NotThereError("the entry to be told is not in the history")
        if before is None or "ts" not in before:
            return self._into(self._asker(entry), content)
        return lambda: self.calls.update(str(before["channel"]), str(before["ts"]), content)
