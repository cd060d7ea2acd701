"""Tests that read as a play: people say, click and fill in; what they hear and see is asserted on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workspace import reading
from workspace.entries import Entry, stored
from workspace.inputs import STATEFUL
from workspace.surfaces import PATIENCE, Form, Home, find, menu, opened, wait
from workspace.things import Channel, Json, Message, Person

if TYPE_CHECKING:
    from workspace.workspace import Workspace

STATUS_LASTS = 120  # seconds by the workspace's clock


class Actor:
    """A person of the play."""

    def __init__(self, slack: Workspace, person: Person) -> None:
        self.slack = slack
        self.person = person

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def name(self) -> str:
        return self.person.name

    def says(
        self,
        text: str,
        *,
        in_: str = "",
        thread: Heard | None = None,
        broadcast: bool = False,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> Heard:
        """Say something in a channel, in a thread, or (without either) to the bot in direct messages."""
        place = self._place(in_) if in_ or thread is None else thread.place
        thread_ts = thread.message.root if thread else ""
        said = self.slack.client.say(
            self.person, place, text, thread_ts=thread_ts, broadcast=broadcast, files=files
        )
        return Heard(self.slack, said, self)

    def edits(self, said: Heard, text: str) -> None:
        self.slack.client.edit(self.person, said.message, text)

    def deletes(self, said: Heard) -> None:
        self.slack.client.delete(self.person, said.message)

    def reacts(self, said: Heard, name: str) -> None:
        self.slack.client.react(self.person, said.message, name)

    def takes_back(self, said: Heard, name: str) -> None:
        """Take back a reaction given before."""
        self.slack.client.take_reaction_back(self.person, said.message, name)

    def joins(self, channel: str) -> None:
        self.slack.client.join(self.person, self._place(channel))

    def invites(self, name: str, *, to: str) -> None:
        """Bring somebody, or the bot by its name, into a channel."""
        invited = self.slack.world.person_named(name)
        if invited is None:
            raise KeyError(f"There is no person {name}.")
        self.slack.client.join(invited, self._place(to), self.id)

    def archives(self, channel: str) -> None:
        self.slack.client.archive(self.person, self._place(channel))

    def looks_at(self, channel: str = "") -> None:
        """Go to a channel (or away from all) while the app is open beside it."""
        self.slack.client.look_at(self.person, self._place(channel) if channel else None)

    def approves(self, url: str) -> str:
        """Allow what the app asks at an authorize address; where the browser is sent then, with a code."""
        return self.slack.client.consent(self.person, url)

    def denies(self, url: str) -> str:
        return self.slack.client.consent(self.person, url, allows=False)

    def sees(self, *, in_: str = "") -> list[Heard]:
        """All messages of the conversation this person sees, in order, without what is for others alone."""
        place = self._place(in_)
        with self.slack.world.changed:
            said = sorted(self.slack.world.messages[place.id].values(), key=lambda m: m.ts)
        return [Heard(self.slack, m, self) for m in said if m.only_for in ("", self.id)]

    def hears(self, text: str, *, in_: str = "", timeout: float = 5.0) -> Heard:
        """Wait for a message with this text that this person sees; the latest, or AssertionError."""

        def found() -> list[Heard]:
            return [heard for heard in self.sees(in_=in_) if text.lower() in heard.all_text.lower()]

        if not wait(self.slack, found, timeout):
            seen = "\n".join(heard.all_text for heard in self.sees(in_=in_))
            raise AssertionError(f"{self.name} did not see {text!r} but:\n{seen}")
        return found()[-1]

    def command(
        self, command: str, text: str = "", *, in_: str = "", opens: bool | None = None
    ) -> Form | None:
        """Run a slash command; the form it opened, else None. See Heard.click about `opens`."""
        delivery = self.slack.client.command(self.person, command, text, self._place(in_))
        return opened(self.slack, delivery.payload["trigger_id"], opens)

    def shortcut(
        self, callback_id: str, said: Heard | None = None, *, opens: bool | None = None
    ) -> Form | None:
        """Use a shortcut, on a message or globally; the form it opened, else None."""
        delivery = self.slack.client.shortcut(self.person, callback_id, said.message if said else None)
        return opened(self.slack, delivery.payload["trigger_id"], opens)

    def opens_home(self) -> Home:
        """Look at the app's Home tab; waits for what the app publishes upon that."""
        before = self._home_hash()
        self.slack.client.open_home(self.person, "home")
        self.slack.settle(lambda: self._home_hash() != before, timeout=PATIENCE, calm=PATIENCE)
        return Home(self.slack, self)

    def opens_messages(self) -> None:
        """Look at the app's Messages tab."""
        self.slack.client.open_home(self.person, "messages")

    @property
    def prompts(self) -> list[str]:
        """The titles of the prompts suggested to this person in the Messages tab."""
        shown = self.slack.world.prompts.get(self._place("").id)
        return [p["title"] for p in shown["prompts"]] if shown else []

    @property
    def form(self) -> Form | None:
        """The form on top of this person's screen."""
        stack = self.slack.world.stacks[self.id]
        return Form(self.slack, stack[-1]) if stack else None

    def _home_hash(self) -> str:
        home = self.slack.world.homes.get(self.id)
        return home.hash if home else ""

    def _place(self, channel: str) -> Channel:
        if not channel:
            with self.slack.world.changed:
                return self.slack.world.direct(self.id, self.slack.bot.id)
        place = self.slack.world.channel_named(channel.lstrip("#"))
        if place is None:
            raise KeyError(f"There is no channel {channel}.")
        return place


class OtherBot:
    """A bot of another app: its messages are `bot_message`s without a user."""

    def __init__(self, slack: Workspace, name: str, bot_id: str) -> None:
        self.slack = slack
        self.name = name
        self.bot_id = bot_id

    def says(self, text: str, *, in_: str, thread: Heard | None = None) -> Heard:
        world = self.slack.world
        with world.changed:
            place = world.channel_named(in_)
            if place is None:
                raise KeyError(f"There is no channel {in_}.")
            said = Message(place.id, world.ts(), "", self.slack.client.written(text), subtype="bot_message")
            said.bot_id, said.username = self.bot_id, self.name
            said.thread_ts = thread.message.root if thread else ""
            world.add(said)
            self.slack.core.announce.message(said)
        return Heard(self.slack, said)


class Heard:
    """A message, always as it reads now. `reader` is the person it was written, seen or heard by, if any."""

    def __init__(self, slack: Workspace, message: Message, reader: Actor | None = None) -> None:
        self.slack = slack
        self.message = message
        self.reader = reader
        self._read = 0

    def __repr__(self) -> str:
        return f"<Heard {self.all_text!r}>"

    @property
    def place(self) -> Channel:
        return self.slack.world.channels[self.message.channel]

    @property
    def ts(self) -> str:
        return self.message.ts

    @property
    def text(self) -> str:
        """Slack's text, which stands in notifications."""
        return self.message.text

    @property
    def all_text(self) -> str:
        """Everything a person would read in the message."""
        if self.message.blocks:
            return reading.all_text(self.slack.world, self.message.blocks)
        return reading.as_read(self.slack.world, self.message.text)

    @property
    def buttons(self) -> list[str]:
        """The labels of all that can be pressed, in order."""
        return [pressable.label for pressable in reading.pressables(self.message.blocks)]

    @property
    def reactions(self) -> list[str]:
        return list(self.message.reactions)

    @property
    def status(self) -> str:
        """The status line the app shows under the thread, "" for none."""
        shown = self.slack.world.statuses.get((self.message.channel, self.message.root))
        if shown is None or self.slack.world.clock() - shown["since"] >= STATUS_LASTS:
            return ""
        return str(shown["status"])

    @property
    def is_there(self) -> bool:
        """False once it was deleted."""
        kept = self.slack.world.messages[self.message.channel].get(self.message.ts)
        return kept is not None and kept.subtype != "tombstone"

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.message.only_for)

    def replies(self) -> list[Heard]:
        """The bot's messages in this thread after this message so far, without ephemeral ones."""
        with self.slack.world.changed:
            thread = self.slack.world.thread(self.message.channel, self.message.root)
        mine = [m for m in thread if m.bot_id == self.slack.bot.bot_id and m.ts > self.message.ts]
        return [Heard(self.slack, m, self.reader) for m in mine]

    def reply(self, timeout: float = 5.0) -> Heard:
        """The bot's next message in this thread: the first at the first call, then the one after it."""
        if not wait(self.slack, lambda: len(self.replies()) > self._read, timeout):
            raise AssertionError(f"No reply to {self.all_text!r} within {timeout} s; {self._last_words()}")
        self._read += 1
        return self.replies()[self._read - 1]

    def reads(self, text: str, timeout: float = 5.0) -> Heard:
        """Wait until the message contains this text, perhaps after a change; AssertionError otherwise."""
        if not wait(self.slack, lambda: text.lower() in self.all_text.lower(), timeout):
            raise AssertionError(f"{text!r} is not in {self.all_text!r}")
        return self

    def click(self, label: str, *, by: Actor | None = None, opens: bool | None = None) -> Form | None:
        """Press a button or option by its label (or value, or action id); the form it opened, else None.

        Without `by` it is the person who said or saw the message, or whom it replies to.
        A form is waited for while anything happens, at most three seconds. `opens=True` waits the full
        three seconds and fails without a form; `opens=False` returns as soon as it is acknowledged.
        """
        pressed = find(self.message.blocks, label)
        delivery = self.slack.client.click(self._who(by).person, self.message, pressed)
        return opened(self.slack, delivery.payload["trigger_id"], opens)

    def choose(
        self, name: str, entry: Entry, *, by: Actor | None = None, opens: bool | None = None
    ) -> Form | None:
        """Choose in a menu or picker by its action id or placeholder; the form it opened, else None."""
        client, person = self.slack.client, self._who(by).person
        block, element = menu(self.message.blocks, name)

        def offers(typed: str) -> list[Json]:
            return client.suggestions_in_message(person, self.message, block, element, typed)

        held = stored(self.slack.world, person, element, entry, offers)
        field = STATEFUL[element["type"]][0]
        delivery = client.click(person, self.message, reading.Pressable("", block, element, {field: held}))
        return opened(self.slack, delivery.payload["trigger_id"], opens)

    def _who(self, by: Actor | None) -> Actor:
        who = by or self.reader
        if who is None:
            raise ValueError("Nobody in particular has seen this message; say `by` whom it is done.")
        return who

    def _last_words(self) -> str:
        troubles = [d for d in self.slack.deliveries if d.outcome in ("given up", "refused")]
        return f"complaints: {self.slack.complaints}; not delivered: {len(troubles)}"
