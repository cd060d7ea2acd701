"""What a person enters into an input, as Slack keeps it: names become ids, texts become options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from workspace import shapes
from workspace.inputs import options
from workspace.reading import all_text
from workspace.things import File, Json, Person
from workspace.world import World

Upload = tuple[str, bytes]
Entry = str | int | Sequence[str] | Sequence[Upload]
Offers = Callable[[str], list[Json]]


def stored(world: World, person: Person, element: Json, entry: Entry, offers: Offers) -> Any:
    """The value of the element's field in state.values; AssertionError when the entry is not offered.

    `offers` gives the options the app suggests for a text, for menus with external data.
    """
    kind = element["type"]
    if kind == "file_input":
        return [_uploaded(world, person, upload) for upload in _several(entry)]
    if kind == "rich_text_input":
        return {name: part for name, part in shapes.rich_text(str(entry), "").items() if name != "block_id"}
    one = _one(world, kind, element, offers)
    if kind == "checkboxes" or kind.startswith("multi_"):
        return [one(str(name)) for name in _several(entry)]
    return one(entry) if isinstance(entry, str) else entry


def _several(entry: Entry) -> Sequence[Any]:
    return [entry] if isinstance(entry, str | int) else entry


def _one(world: World, kind: str, element: Json, offers: Offers) -> Callable[[str], Any]:
    """What a single name, label or text becomes in an element of this kind."""
    if kind.endswith("users_select"):
        return lambda name: _id(world.person_named(name), name)
    if kind.endswith(("channels_select", "conversations_select")):
        return lambda name: _id(world.channel_named(name.lstrip("#")), name)
    if kind.endswith("external_select"):
        return lambda name: chosen(offers(name), name)
    if kind.endswith("static_select") or kind in ("radio_buttons", "checkboxes"):
        return lambda name: chosen(options(element), name)
    return lambda name: name


def _id(found: Any, name: str) -> str:
    return str(found.id) if found else name


def _uploaded(world: World, person: Person, upload: Upload) -> Json:
    name, content = upload
    file = File(
        world.new_id("F"), name, name, person.id, world.seconds(), content, len(content), uploaded=True
    )
    world.files[file.id] = file
    return shapes.file(world, file)


def chosen(offered: list[Json], entry: str) -> Json:
    """The option with that text or value, else the first that contains it."""
    wanted = entry.lower()
    for option in offered:
        if wanted in (option["text"]["text"].lower(), option["value"].lower()):
            return option
    for option in offered:
        if wanted in option["text"]["text"].lower():
            return option
    raise AssertionError(f"{entry!r} is not offered, but {[o['text']['text'] for o in offered]}")


def shown(world: World, held: Any) -> Any:
    """A value of state.values as a person reads it: the texts of options and files, the names behind ids."""
    if isinstance(held, list):
        return [shown(world, one) for one in held]
    if isinstance(held, str):
        known = world.people.get(held) or world.channels.get(held)
        return known.name if known else held
    if not isinstance(held, dict):
        return held
    if held.get("type") == "rich_text":
        return all_text(world, [held])
    return held["name"] if "filetype" in held else held["text"]["text"]
