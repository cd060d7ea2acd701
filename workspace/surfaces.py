"""What people see and press in a play: forms and home tabs, read and filled in as by hand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workspace import reading
from workspace.entries import Entry, shown, stored
from workspace.inputs import STATEFUL, elements, options, value
from workspace.things import Json, View

if TYPE_CHECKING:
    from workspace.play import Actor
    from workspace.workspace import Workspace

CALM = 0.3  # seconds of quiet after which nothing more is expected of a click
PATIENCE = 3.0  # seconds a person waits for a form


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
        delivery = self.slack.client.click_in_view(self.view, find(self.view.blocks, label))
        return opened(self.slack, delivery.payload["trigger_id"], opens)

    def choose(self, name: str, entry: Entry, *, opens: bool | None = None) -> Form | None:
        """Choose in a menu or picker outside input blocks; the form it opened on top, else None."""
        block, element = menu(self.view.blocks, name)
        field, held = STATEFUL[element["type"]][0], self._stored(block, element, entry)
        pressed = reading.Pressable("", block, element, {field: held})
        delivery = self.slack.client.click_in_view(self.view, pressed)
        return opened(self.slack, delivery.payload["trigger_id"], opens)

    def _stored(self, block: Json, element: Json, entry: Entry) -> Any:
        world = self.slack.world
        person = world.people[self.view.user]

        def offers(typed: str) -> list[Json]:
            return self.slack.client.suggestions(self.view, block, element, typed)

        return stored(world, person, element, entry, offers)

    def reads(self, text: str, timeout: float = 5.0) -> None:
        """Wait until the text stands in the view; AssertionError when it never does."""
        if not wait(self.slack, lambda: text.lower() in self.all_text.lower(), timeout):
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
        wait(self.slack, lambda: self._option(label), PATIENCE)
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
        if not wait(self.slack, lambda: self.title == title, timeout):
            raise AssertionError(f"The form is titled {self.title!r}, not {title!r}.")
        return self

    def _input(self, name: str) -> tuple[Json, Json]:
        wait(self.slack, lambda: self._find_input(name), PATIENCE)
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


def find(blocks: list[Json], label: str) -> reading.Pressable:
    """What can be pressed under this label, name or value; it is an AssertionError when nothing can."""
    wanted = label.lower()
    pressables = reading.pressables(blocks)
    for pressable in pressables:
        value = pressable.chosen.get("value") or pressable.element.get("value", "")
        if wanted in (pressable.label.lower(), pressable.element["action_id"].lower(), value.lower()):
            return pressable
    raise AssertionError(f"There is no button {label!r} among {[p.label for p in pressables]}")


def menu(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """The menu of this name with its block; it is an AssertionError when there is none."""
    wanted = name.lower()
    menus = [(b, e) for b, e in elements(blocks) if e["type"] in STATEFUL and b["type"] != "input"]
    for block, element in menus:
        placeholder = element.get("placeholder", {}).get("text", "")
        if wanted in (element["action_id"].lower(), placeholder.lower(), block["block_id"].lower()):
            return block, element
    raise AssertionError(f"There is no menu {name!r} among {[e['action_id'] for _, e in menus]}")


def opened(slack: Workspace, trigger: str, opens: bool | None) -> Form | None:
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


def wait(slack: Workspace, until: Callable[[], object], timeout: float) -> bool:
    """Whether it came true within so many seconds."""
    with slack.world.changed:
        return bool(slack.world.changed.wait_for(lambda: bool(until()), timeout))
