"""Tests that read as a play: people say, click and fill in; what they hear and see is asserted on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workspace import reading
from workspace.entries import Entry, shown, stored
from workspace.inputs import STATEFUL, elements, options, value
from workspace.things import Channel, Json, Message, Person, View

if TYPE_CHECKING:
    from workspace.workspace import Workspace

CALM = 0.3  # seconds of quiet after which nothing more is expected of a click
STATUS_LASTS = 120  # seconds by the workspace's clock
PATIENCE = 3.0  # seconds a person waits for a form


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

        if not _wait(self.slack, found, timeout):
            seen = "\n".join(heard.all_text for heard in self.sees(in_=in_))
            raise AssertionError(f"{self.name} did not see {text!r} but:\n{seen}")
        return found()[-1]

    def command(
        self, command: str, text: str = "", *, in_: str = "", opens: bool | None = None
    ) -> Form | None:
        """Run a slash command; the form it opened, else None. See Heard.click about `opens`."""
        delivery = self.slack.client.command(self.person, command, text, self._place(in_))
        return _opened(self.slack, delivery.payload["trigger_id"], opens)

    def shortcut(
        self, callback_id: str, said: Heard | None = None, *, opens: bool | None = None
    ) -> Form | None:
        """Use a shortcut, on a message or globally; the form it opened, else None."""
        delivery = self.slack.client.shortcut(self.person, callback_id, said.message if said else None)
        return _opened(self.slack, delivery.payload["trigger_id"], opens)

    def opens_home(self) -> Home:
        """Look at the app's Home tab; waits for what the app publishes upon that."""
        before = self._home_hash()
        self.slack.client.open_home(self.person, "home")
        self.slack.settle(lambda: self._home_hash() != before, timeout=PATIENCE, calm=CALM)
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
        if not _wait(self.slack, lambda: len(self.replies()) > self._read, timeout):
            raise AssertionError(f"No reply to {self.all_text!r} within {timeout} s; {self._last_words()}")
        self._read += 1
        return self.replies()[self._read - 1]

    def reads(self, text: str, timeout: float = 5.0) -> Heard:
        """Wait until the message contains this text, perhaps after a change; AssertionError otherwise."""
        if not _wait(self.slack, lambda: text.lower() in self.all_text.lower(), timeout):
            raise AssertionError(f"{text!r} is not in {self.all_text!r}")
        return self

    def click(self, label: str, *, by: Actor | None = None, opens: bool | None = None) -> Form | None:
        """Press a button or option by its label (or value, or action id); the form it opened, else None.

        Without `by` it is the person who said or saw the message, or whom it replies to.
        A form is waited for while anything happens, at most three seconds. `opens=True` waits the full
        three seconds and fails without a form; `opens=False` returns as soon as it is acknowledged.
        """
        pressed = _find(self.message.blocks, label)
        delivery = self.slack.client.click(self._who(by).person, self.message, pressed)
        return _opened(self.slack, delivery.payload["trigger_id"], opens)

    def choose(
        self, name: str, entry: Entry, *, by: Actor | None = None, opens: bool | None = None
    ) -> Form | None:
        """Choose in a menu or picker by its action id or placeholder; the form it opened, else None."""
        client, person = self.slack.client, self._who(by).person
        block, element = _menu(self.message.blocks, name)

        def offers(typed: str) -> list[Json]:
            return client.suggestions_in_message(person, self.message, block, element, typed)

        held = stored(self.slack.world, person, element, entry, offers)
        field = STATEFUL[element["type"]][0]
        delivery = client.click(person, self.message, reading.Pressable("", block, element, {field: held}))
        return _opened(self.slack, delivery.payload["trigger_id"], opens)

    def _who(self, by: Actor | None) -> Actor:
        who = by or self.reader
        if who is None:
            raise ValueError("Nobody in particular has seen this message; say `by` whom it is done.")
        return who

    def _last_words(self) -> str:
        troubles = [d for d in self.slack.deliveries if d.outcome in ("given up", "refused")]
        return f"complaints: {self.slack.complaints}; not delivered: {len(troubles)}"


class Surface(ABC):
    """A view with something to read and to press: a form or a Home tab."""

    def __init__(self, slack: Workspace) -> None:
        self.slack = slack

    @property
    @abstractmethod
    def view(self) -> View:
        """The view as it stands now."""

    @property
    def all_text(self) -> str:
        return reading.all_text(self.slack.world, self.view.blocks)

    @property
    def buttons(self) -> list[str]:
        return [pressable.label for pressable in reading.pressables(self.view.blocks)]

    def click(self, label: str, *, opens: bool | None = None) -> Form | None:
        """Press a button or option; the form it opened on top, else None."""
        delivery = self.slack.client.click_in_view(self.view, _find(self.view.blocks, label))
        return _opened(self.slack, delivery.payload["trigger_id"], opens)

    def choose(self, name: str, entry: Entry, *, opens: bool | None = None) -> Form | None:
        """Choose in a menu or picker outside input blocks; the form it opened on top, else None."""
        block, element = _menu(self.view.blocks, name)
        field, held = STATEFUL[element["type"]][0], self._stored(block, element, entry)
        pressed = reading.Pressable("", block, element, {field: held})
        delivery = self.slack.client.click_in_view(self.view, pressed)
        return _opened(self.slack, delivery.payload["trigger_id"], opens)

    def _stored(self, block: Json, element: Json, entry: Entry) -> Any:
        world = self.slack.world
        person = world.people[self.view.user]

        def offers(typed: str) -> list[Json]:
            return self.slack.client.suggestions(self.view, block, element, typed)

        return stored(world, person, element, entry, offers)

    def reads(self, text: str, timeout: float = 5.0) -> None:
        """Wait until the text stands in the view; AssertionError when it never does."""
        if not _wait(self.slack, lambda: text.lower() in self.all_text.lower(), timeout):
            raise AssertionError(f"{text!r} is not in {self.all_text!r}")


class Home(Surface):
    """The Home tab of one person."""

    def __init__(self, slack: Workspace, actor: Actor) -> None:
        super().__init__(slack)
        self.actor = actor

    @property
    def view(self) -> View:
        home = self.slack.world.homes.get(self.actor.id)
        if home is None:
            raise AssertionError(f"Nothing was published on the Home tab of {self.actor.name}.")
        return home


class Form(Surface):
    """A modal on somebody's screen. After an update in place it shows the new content."""

    def __init__(self, slack: Workspace, view: View) -> None:
        super().__init__(slack)
        self._view = view

    @property
    def view(self) -> View:
        return self._view

    @property
    def title(self) -> str:
        return str(self.view.content["title"]["text"])

    @property
    def is_open(self) -> bool:
        return self.view.open

    @property
    def labels(self) -> list[str]:
        return [b["label"]["text"] for b in self.view.blocks if b["type"] == "input"]

    def fill(self, entries: Mapping[str, Entry] | None = None, /, **named: Entry) -> Form:
        """Fill inputs, named by block id, action id or label; menus take the text of an option (or several),
        a name of somebody or of a channel; files are (name, content).

        Waits for an input that is not there yet, as behind a loading view.
        """
        for name, entry in {**(entries or {}), **named}.items():
            block, element = self._input(name)
            self.slack.client.enter(self.view, block, element, self._stored(block, element, entry))
        return self

    def check(self, label: str) -> Form:
        """Tick the checkbox, or choose the radio button, with this text."""
        _wait(self.slack, lambda: self._option(label), PATIENCE)
        found = self._option(label)
        if found is None:
            raise AssertionError(f"There is no box {label!r} in {self.all_text!r}")
        block, element, option = found
        held = value(block, element, self.view.filled)
        entry = [*held, option] if element["type"] == "checkboxes" else option
        self.slack.client.enter(self.view, block, element, entry)
        return self

    def values(self) -> dict[str, Any]:
        """What the inputs hold now, by block id: texts, the text of the chosen option, lists of texts."""
        held = {}
        for block, element in elements(self.view.blocks):
            if element["type"] in STATEFUL:
                held[block["block_id"]] = shown(self.slack.world, value(block, element, self.view.filled))
        return held

    def submit(self) -> dict[str, str] | None:
        """Submit: the errors by block id, or None when the form was taken."""
        return self.slack.client.submit(self.view)

    def close(self) -> None:
        self.slack.client.close(self.view)

    def waits_for(self, title: str, timeout: float = PATIENCE) -> Form:
        """Wait until the form has this title; AssertionError when it never has."""
        if not _wait(self.slack, lambda: self.title == title, timeout):
            raise AssertionError(f"The form is titled {self.title!r}, not {title!r}.")
        return self

    def _input(self, name: str) -> tuple[Json, Json]:
        _wait(self.slack, lambda: self._find_input(name), PATIENCE)
        found = self._find_input(name)
        if found is None:
            raise AssertionError(f"There is no input {name!r}; the form asks for {self.labels}.")
        return found

    def _find_input(self, name: str) -> tuple[Json, Json] | None:
        wanted = name.replace("_", " ").lower()
        for block, element in elements(self.view.blocks):
            names = [block["block_id"], element["action_id"], block.get("label", {}).get("text", "")]
            if element["type"] in STATEFUL and wanted in [n.replace("_", " ").lower() for n in names]:
                return block, element
        return None

    def _option(self, label: str) -> tuple[Json, Json, Json] | None:
        for block, element in elements(self.view.blocks):
            if element["type"] in ("checkboxes", "radio_buttons"):
                for option in options(element):
                    if label.lower() in (option["text"]["text"].lower(), option["value"].lower()):
                        return block, element, option
        return None


def _find(blocks: list[Json], label: str) -> reading.Pressable:
    wanted = label.lower()
    pressables = reading.pressables(blocks)
    for pressable in pressables:
        value = pressable.chosen.get("value") or pressable.element.get("value", "")
        if wanted in (pressable.label.lower(), pressable.element["action_id"].lower(), value.lower()):
            return pressable
    raise AssertionError(f"There is no button {label!r} among {[p.label for p in pressables]}")


def _menu(blocks: list[Json], name: str) -> tuple[Json, Json]:
    wanted = name.lower()
    menus = [(b, e) for b, e in elements(blocks) if e["type"] in STATEFUL and b["type"] != "input"]
    for block, element in menus:
        placeholder = element.get("placeholder", {}).get("text", "")
        if wanted in (element["action_id"].lower(), placeholder.lower(), block["block_id"].lower()):
            return block, element
    raise AssertionError(f"There is no menu {name!r} among {[e['action_id'] for _, e in menus]}")


def _opened(slack: Workspace, trigger: str, opens: bool | None) -> Form | None:
    """The form opened with that trigger, waited for as `opens` says; a loading form is given time to load."""
    if opens is False:
        return None
    calm = PATIENCE if opens else CALM
    slack.settle(lambda: _view_of(slack, trigger), timeout=PATIENCE, calm=calm)
    view = _view_of(slack, trigger)
    if view is None:
        if opens:
            raise AssertionError(f"No form was opened; complaints: {slack.complaints}")
        return None
    slack.settle(lambda: _has_inputs(view), timeout=PATIENCE, calm=CALM)
    return Form(slack, view)


def _view_of(slack: Workspace, trigger: str) -> View | None:
    with slack.world.changed:
        return next((view for view in slack.world.views.values() if view.trigger == trigger), None)


def _has_inputs(view: View) -> bool:
    return any(block["type"] == "input" for block in view.blocks)


def _wait(slack: Workspace, until: Callable[[], object], timeout: float) -> bool:
    with slack.world.changed:
        return bool(slack.world.changed.wait_for(lambda: bool(until()), timeout))
