"""What people do with Slack's own client: each act is checked, changes the workspace and tells the app."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from workspace import reading, shapes
from workspace.consent import allow, deny
from workspace.core import ApiError, Core
from workspace.deliveries import COMMAND, INTERACTIVE, Delivery, Postman
from workspace.events import view_json
from workspace.inputs import STATEFUL, client_errors, options
from workspace.methods.chat import remove
from workspace.methods.views import push_view, replace_view
from workspace.responses import respond
from workspace.things import Channel, File, Json, Message, Person, Team, View

LINK = re.compile(r"(<[@#!][^>]+>|https?://\S+)")
NAME = re.compile(r"@([\w.-]*\w)")
LEAST_QUERY = 3


class ClientError(Exception):
    """Slack's client does not let the person do this; the app hears nothing of it."""


class TroubleError(Exception):
    """The app did not answer in time or answered nonsense: the person sees that something went wrong."""


class Client:
    """Slack's client for all people. An act that needs an answer waits for it, three seconds at most."""

    def __init__(self, core: Core, postman: Postman) -> None:
        self.core = core
        self.world = core.world
        self.postman = postman

    def say(
        self,
        person: Person,
        place: Channel,
        text: str,
        *,
        thread_ts: str = "",
        broadcast: bool = False,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> Message:
        """Post what the person typed; "@name" of somebody known becomes a mention."""
        with self.world.changed:
            self._check_may_write(person, place)
            written = self.written(text)
            subtype = "file_share" if files else "thread_broadcast" if broadcast else ""
            said = Message(
                place.id, self.world.ts(), person.id, written, thread_ts=thread_ts, subtype=subtype
            )
            said.client_msg_id = self.world.new_uuid("message")
            said.blocks = [shapes.rich_text(written, self.world.new_id("b"))] if written else []
            said.files = [self._upload(person, place, name, content) for name, content in files]
            self.world.add(said)
            self.core.announce.message(said)
        return said

    def edit(self, person: Person, said: Message, text: str) -> None:
        with self.world.changed:
            self._check_own(person, said)
            before = self.core.announce.snapshot(said)
            said.text = self.written(text)
            said.blocks = [shapes.rich_text(said.text, self.world.new_id("b"))]
            said.edited = {"user": person.id, "ts": self.world.ts()}
            self.core.announce.changed(said, before)
            self.world.touch()

    def delete(self, person: Person, said: Message) -> None:
        with self.world.changed:
            self._check_own(person, said)
            remove(self.core, said)

    def react(self, person: Person, said: Message, name: str) -> None:
        with self.world.changed:
            if said.give_reaction(name, person.id):
                self.core.announce.reaction(person, said, name)
                self.world.touch()

    def take_reaction_back(self, person: Person, said: Message, name: str) -> None:
        with self.world.changed:
            if not said.take_reaction_back(name, person.id):
                raise ClientError(f"{person.name} has not reacted with :{name}:.")
            self.core.announce.reaction_removed(person, said, name)
            self.world.touch()

    def join(self, person: Person, place: Channel, inviter: str = "") -> None:
        if place.kind in ("im", "mpim"):
            raise ClientError("Direct messages are opened, not joined.")
        with self.world.changed:
            if person.id not in place.members:
                place.members.append(person.id)
                self.core.announce.joined(person, place, inviter)
                self.world.touch()

    def archive(self, person: Person, place: Channel) -> None:
        with self.world.changed:
            place.archived = True
            self.core.announce.archived(person, place)
            self.world.touch()

    def share(self, place: Channel, team: Team) -> None:
        """Share a channel with another organisation."""
        with self.world.changed:
            if team.id not in place.shared_with:
                place.shared_with.append(team.id)
                self.core.announce.shared(place, team.id)
                self.world.touch()

    def unshare(self, place: Channel, team: Team) -> None:
        """Share a channel no longer; the people of that organisation leave it."""
        with self.world.changed:
            place.shared_with.remove(team.id)
            place.members = [m for m in place.members if self.world.people[m].team != team]
            self.core.announce.unshared(place, team.id)
            self.world.touch()

    def change_id(self, place: Channel) -> None:
        """Slack may give a channel another id when it is moved or shared."""
        with self.world.changed:
            old = place.id
            self.world.change_id(place, self.world.new_id("C"))
            self.core.announce.id_changed(place, old)

    def look_at(self, person: Person, place: Channel | None) -> None:
        """Go to a conversation (or to none) while the app is open beside it."""
        with self.world.changed:
            self.core.announce.context_changed(person, place)
            self.world.touch()

    def consent(self, person: Person, url: str, *, allows: bool = True) -> str:
        """Answer the app's question at an authorize address; where the browser is sent then."""
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query))
        openid = parts.path.endswith("/openid/connect/authorize")
        with self.world.changed:
            try:
                return allow(self.core, person, asked, openid=openid) if allows else deny(self.core, asked)
            except ApiError as refused:
                raise ClientError(f"Slack's page says: {refused}") from refused

    def open_home(self, person: Person, tab: str) -> None:
        """Look at the app's "home" or "messages" tab."""
        if tab == "home" and not self.core.manifest.home_tab:
            raise ClientError("The app has no Home tab.")
        with self.world.changed:
            home = self.world.homes.get(person.id)
            shown = view_json(self.core.app, home) if home else None
            self.core.announce.home_opened(person, tab, shown)
            self.world.touch()

    def click(self, person: Person, said: Message, pressed: reading.Pressable) -> Delivery:
        """Press a button of a message, or choose in one of its menus; waits for the acknowledgement."""
        self._check_interactive()
        if said.only_for not in ("", person.id) or person.id not in self.world.channels[said.channel].members:
            raise ClientError(f"{person.name} does not see this message.")
        with self.world.changed:
            self._remember(said.filled, pressed)
            interactions = self.core.interactions
            payload = interactions.click(person, said, pressed.block, pressed.element, pressed.chosen)
        return self._deliver(payload)

    def click_in_view(self, view: View, pressed: reading.Pressable) -> Delivery:
        """The same in a modal or Home tab."""
        self._check_interactive()
        with self.world.changed:
            self._remember(view.filled, pressed)
            payload = self.core.interactions.click_in_view(
                self.world.people[view.user], view, pressed.block, pressed.element, pressed.chosen
            )
        return self._deliver(payload)

    def enter(self, view: View, block: Json, element: Json, value: Any) -> None:
        """Fill one input. The app hears of it only outside input blocks, or when the input dispatches."""
        with self.world.changed:
            view.filled[block["block_id"], element["action_id"]] = value
            self.world.touch()
        if block["type"] != "input" or block.get("dispatch_action"):
            field = STATEFUL[element["type"]][0]
            self.click_in_view(view, reading.Pressable("", block, element, {field: value}))

    def suggestions(self, view: View, block: Json, element: Json, typed: str) -> list[Json]:
        """The options the app suggests for what was typed into an external select."""
        person = self.world.people[view.user]
        with self.world.changed:
            payload = self.core.interactions.suggestion(person, view, block, element, typed)
        return self._suggested(element, typed, payload)

    def suggestions_in_message(
        self, person: Person, said: Message, block: Json, element: Json, typed: str
    ) -> list[Json]:
        """The same in a message."""
        with self.world.changed:
            payload = self.core.interactions.suggestion_in_message(person, said, block, element, typed)
        return self._suggested(element, typed, payload)

    def _suggested(self, element: Json, typed: str, payload: Json) -> list[Json]:
        self._check_interactive()
        if len(typed) < element.get("min_query_length", LEAST_QUERY):
            return []
        return self._checked_options(self._deliver(payload, takes_answer=True).answer or {})

    def submit(self, view: View) -> dict[str, str] | None:
        """Submit a modal: the errors by block id, of the client or the app, or None when it was taken."""
        self._check_interactive()
        if not view.open:
            raise ClientError("This form is closed.")
        if errors := client_errors(view.blocks, view.filled):
            return errors
        with self.world.changed:
            payload = self.core.interactions.submission(self.world.people[view.user], view)
        answer = self._deliver(payload, takes_answer=True).answer or {}
        with self.world.changed:
            return self._follow(view, answer)

    def close(self, view: View) -> None:
        """Close a modal with its close button; with `clear_on_close` all of the stack."""
        with self.world.changed:
            stack = self.world.stacks[view.user]
            closing = list(stack) if view.content.get("clear_on_close") else [view]
            self._shut(closing)
            person = self.world.people[view.user]
            cleared = len(closing) > 1
            told = [v for v in closing if v.content.get("notify_on_close")]
            payloads = [self.core.interactions.closed(person, v, cleared=cleared) for v in told]
        for payload in payloads:
            self._deliver(payload)

    def shortcut(self, person: Person, callback_id: str, said: Message | None) -> Delivery:
        """Use a declared shortcut: on a message, or a global one when `said` is None."""
        self._check_interactive()
        shortcut = self.core.manifest.shortcuts.get(callback_id)
        if shortcut is None or (shortcut.kind == "message") != (said is not None):
            raise ClientError(f"The manifest declares no such shortcut: {callback_id}")
        interactions = self.core.interactions
        with self.world.changed:
            if said is None:
                payload = interactions.global_shortcut(person, shortcut)
            else:
                payload = interactions.message_shortcut(person, shortcut, said)
        return self._deliver(payload)

    def command(self, person: Person, command: str, text: str, place: Channel) -> Delivery:
        """Run a declared slash command; what the app acknowledges with is shown."""
        self._check_installed()
        declared = self.core.manifest.commands.get(command)
        if declared is None:
            raise ClientError(f"{command} is not a valid command.")
        if person.id not in place.members:
            raise ClientError(f"{person.name} is not in {place.name}.")
        with self.world.changed:
            written = self.written(text, with_names=True) if declared.escapes else text
            payload = self.core.interactions.command(person, command, written, place)
        delivery = self._deliver(payload, kind=COMMAND, takes_answer=True)
        if delivery.answer:
            self._show_answer(payload, delivery.answer)
        return delivery

    def written(self, text: str, *, with_names: bool = False) -> str:
        """What a person typed, as Slack stores it: escaped, with mentions and links in angle brackets."""
        parts = LINK.split(text)
        return "".join(self._part(part, with_names) for part in parts)

    def _part(self, part: str, with_names: bool) -> str:
        if part.startswith("<") and LINK.fullmatch(part):
            return part
        if part.startswith("http"):
            return f"<{shapes.escape(part)}>"
        return NAME.sub(lambda found: self._mention(found, with_names), shapes.escape(part))

    def _mention(self, found: re.Match[str], with_names: bool) -> str:
        person = self.world.person_named(found[1])
        if person is None:
            return found[0]
        return f"<@{person.id}|{person.name}>" if with_names else f"<@{person.id}>"

    def _upload(self, person: Person, place: Channel, name: str, content: bytes) -> File:
        seconds = self.world.seconds()
        file = File(self.world.new_id("F"), name, name, person.id, seconds, content, len(content), True)
        file.channels.append(place.id)
        self.world.files[file.id] = file
        return file

    def _check_may_write(self, person: Person, place: Channel) -> None:
        if place.kind == "im":
            self._check_installed()
        if place.kind == "im" and not self.core.manifest.messages_tab:
            raise ClientError("Sending messages to this app has been turned off.")
        if person.id not in place.members or place.archived:
            raise ClientError(f"{person.name} cannot write in {place.name}.")

    def _check_own(self, person: Person, said: Message) -> None:
        if said.user != person.id:
            raise ClientError(f"This is not a message of {person.name}.")

    def _check_interactive(self) -> None:
        self._check_installed()
        if not self.core.manifest.interactive:
            raise ClientError("Interactivity is off in the manifest.")

    def _check_installed(self) -> None:
        if not self.core.tokens.installed:
            raise ClientError("The app is not installed.")

    def _remember(self, filled: dict[tuple[str, str], Any], pressed: reading.Pressable) -> None:
        element = pressed.element
        if element["type"] in STATEFUL:
            value = pressed.chosen[STATEFUL[element["type"]][0]]
            filled[pressed.block["block_id"], element["action_id"]] = value
        self.world.touch()

    def _deliver(self, payload: Json, *, kind: str = INTERACTIVE, takes_answer: bool = False) -> Delivery:
        delivery = self.postman.send(kind, payload, takes_answer=takes_answer)
        self.postman.wait(delivery, self.postman.timing.acknowledge_within + 2)
        if delivery.outcome != "acknowledged":
            result = delivery.attempts[-1].result if delivery.attempts else "nothing"
            raise TroubleError(f"We had some trouble connecting ({delivery.type}: {result}). Try again?")
        return delivery

    def _follow(self, view: View, answer: Json) -> dict[str, str] | None:
        action = answer.get("response_action")
        try:
            if action == "errors":
                return self._checked_errors(view, answer)
            if action == "update":
                replace_view(self.core, view, answer["view"])
            elif action == "push":
                push_view(self.core, view, answer["view"], None)
            elif action == "clear":
                self._shut(list(self.world.stacks[view.user]))
            elif not answer:
                self._shut([view])
            else:
                raise ApiError(f"unknown response_action {action}")
        except ApiError as refused:
            self._nonsense(f"view_submission was answered with {answer}: {refused.answer}")
        return None

    def _checked_errors(self, view: View, answer: Json) -> dict[str, str]:
        errors: dict[str, str] = answer.get("errors", {})
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not errors or errors.keys() - inputs:
            self._nonsense(f"view_submission: errors must name input blocks, not {sorted(errors)}")
        return errors

    def _checked_options(self, answer: Json) -> list[Json]:
        offered = options(answer)
        probe = {
            "type": "static_select",
            "action_id": "probe",
            "placeholder": {"type": "plain_text", "text": "?"},
        }
        probe |= {name: answer[name] for name in ("options", "option_groups") if name in answer}
        problems = reading.problems_of(probe) if offered else []
        if problems:
            self._nonsense(f"block_suggestion was answered with malformed options: {problems}")
        return offered

    def _nonsense(self, about: str) -> None:
        self.core.complain(about)
        raise TroubleError(f"We had some trouble connecting. Try again? ({about})")

    def _shut(self, views: list[View]) -> None:
        for view in views:
            view.open = False
        user = views[0].user
        self.world.stacks[user] = [v for v in self.world.stacks[user] if v.open]
        self.world.touch()

    def _show_answer(self, payload: Json, answer: Json) -> None:
        token = payload["response_url"].rpartition("/")[2]
        answerable = self.core.interactions.response_urls[token]
        try:
            respond(self.core, answerable, answer)
        except ApiError as refused:
            self._nonsense(f"{payload['command']} was answered with {answer}: {refused.answer}")
