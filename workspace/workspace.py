"""One whole simulated Slack workspace: builds its parts, opens and closes it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any

from workspace.client import Client
from workspace.consent_doors import consent_routes
from workspace.control import control_routes
from workspace.core import Call, Core
from workspace.deliveries import COMMAND, EVENT, Delivery, Postman, Road, Timing
from workspace.doors import Doors
from workspace.events import Announcer, problems
from workspace.faults import Faults
from workspace.feed import Feed
from workspace.installed import Installed
from workspace.installing import uninstall
from workspace.interactions import Interactions
from workspace.manifest import Manifest
from workspace.page_routes import page_routes
from workspace.play import Actor, Heard, OtherBot
from workspace.push import Push
from workspace.server import Server, Wires
from workspace.sockets import SocketMode
from workspace.things import Channel, Json, Person
from workspace.tokens import Tokens
from workspace.world import World

HOME_TEAM = "Home"


class Workspace:
    """A Slack workspace in which the app of `manifest` is installed; a context manager.

    `clock` gives seconds since 1970 for timestamps and the life of response URLs. `events_url` takes the
    place of all request URLs of the manifest when the app is not in Socket Mode. `port` 0 is a free one.
    For the page: `letters` gives what the app has mailed, as dicts of id, to, subject, body and at;
    `write_letter` takes what somebody mails, as a dict of from, name, subject, body and answers (the id of a
    letter, or ""), and may refuse with a ValueError; `tour` is what to try, as dicts of title, text, act_as,
    say and in (a channel, or "" for the app).
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        clock: Callable[[], float] = time.time,
        timing: Timing | None = None,
        events_url: str = "",
        port: int = 0,
        team: str = HOME_TEAM,
        letters: Callable[[], list[Json]] | None = None,
        write_letter: Callable[[Json], None] | None = None,
        tour: Sequence[Mapping[str, str]] = (),
    ) -> None:
        self.letters = letters
        self.write_letter = write_letter
        self.tour = tour
        self.manifest = Manifest.read(manifest)
        self.timing = timing or Timing()
        self.world = World(clock)
        self.faults = Faults(on_sockets=self._treat_sockets)
        self._events_url = events_url
        self.installed = _install(self.world, self.manifest, team)
        rotates = self.manifest.rotates
        self.tokens = Tokens(self.installed, self.world.clock, self.world.new_id, rotates)
        complaints = problems(self.manifest)
        sockets = SocketMode(self.world, self.installed.app_id, complaints.append)
        self._push = Push(self.signing_secret, self._url_for, self.timing.acknowledge_within + 2)
        road: Road = sockets if self.manifest.socket_mode else self._push
        self.postman = Postman(self.world, self.faults, self.timing, road)
        self.faults.on_heal = self.postman.release
        self.core = Core(
            self.world,
            self.manifest,
            self.installed,
            self._announcer(),
            Interactions(self.world, self.installed, self.timing),
            self.faults,
            sockets,
            complaints,
            self.tokens,
        )
        self.client = Client(self.core, self.postman)
        self._wires = Wires()
        self._feed = Feed(self.world)
        more = [*control_routes(self), *page_routes(self, self._feed)]
        more += consent_routes(self.core, self._installer)
        self._server = Server(Doors(self.core, self._wires).app(more), self._wires, port)
        self.world.base_url = f"http://127.0.0.1:{self._server.port}"

    @property
    def api_url(self) -> str:
        """What belongs into SLACK_API_URL."""
        return f"{self.world.base_url}/api/"

    @property
    def page_url(self) -> str:
        """Where people look at the workspace in a browser."""
        return f"{self.world.base_url}/"

    @property
    def bot_token(self) -> str:
        return self.installed.bot_token

    @property
    def app_token(self) -> str:
        return self.installed.app_token

    @property
    def signing_secret(self) -> str:
        return self.installed.signing_secret

    @property
    def client_id(self) -> str:
        return self.installed.client_id

    @property
    def client_secret(self) -> str:
        return self.installed.client_secret

    @property
    def bot(self) -> Person:
        return self.installed.bot

    @property
    def deliveries(self) -> list[Delivery]:
        """All events and interactions so far, with attempts, times and outcomes."""
        return self.postman.deliveries

    @property
    def calls(self) -> list[Call]:
        """All Web API calls and uses of response URLs so far."""
        return self.core.calls

    @property
    def complaints(self) -> list[str]:
        """What the app did that this workspace does not simulate or Slack would not bear; best empty."""
        return self.core.complaints

    def __enter__(self) -> Workspace:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        self._server.start()
        self.postman.open(self._server.loop)
        if self._events_url and not self.manifest.socket_mode:
            self.verify_url(self._events_url)

    def stop(self) -> None:
        self._feed.close()
        self._server.soon(self.postman.close)
        self._push.close()
        self._server.stop()

    def verify_url(self, url: str = "", timeout: float = 5.0) -> None:
        """Send the url_verification challenge until it is answered; TimeoutError when it never is."""
        self._events_url = url or self._events_url or self.manifest.events_url
        give_up = time.monotonic() + timeout
        while not self._push.verify(self._events_url, self.installed.verification_token):
            if time.monotonic() > give_up:
                raise TimeoutError(f"{self._events_url} did not answer the url_verification challenge")
            time.sleep(0.01)

    def wait_for_app(self, timeout: float = 5.0, *, connections: int = 1) -> None:
        """Wait until the app has that many sockets, or its URL is verified; TimeoutError otherwise."""
        if not self.manifest.socket_mode:
            self.verify_url(timeout=timeout)
            return
        sockets = self.core.sockets
        with self.world.changed:
            if not self.world.changed.wait_for(lambda: len(sockets.connections) >= connections, timeout):
                raise TimeoutError(f"{len(sockets.connections)} of {connections} sockets were opened")

    def person(
        self,
        name: str,
        *,
        real_name: str = "",
        email: str | None = "",
        team: str = "",
        tz: str = "",
        role: str = "",
    ) -> Actor:
        """The person of that name, who joins when new. `email` "" means one at the team's domain, None none.

        `team` names another organisation: its people share channels, not the workspace. `role` is a line
        shown beside the name in the page.
        """
        with self.world.changed:
            person = self.world.person_named(name)
            if person and (real_name or email != "" or team or tz or role):
                raise ValueError(f"{name} is here already; details are for people who join.")
            return Actor(self, person or self._welcome(name, real_name, email, team, tz, role))

    def channel(
        self,
        name: str,
        *,
        members: Sequence[str] = (),
        private: bool = False,
        shared_with: Sequence[str] = (),
        bot: bool = True,
    ) -> Channel:
        """The channel of that name, founded when new: with these people, and with the bot if `bot`."""
        with self.world.changed:
            place = self.world.channel_named(name)
            if place and (members or private or shared_with or not bot):
                raise ValueError(f"#{name} is there already; details are for new channels.")
            return place or self._found(name, members, private, shared_with, bot)

    def group(self, *people: str) -> Channel:
        """The direct messages of these people and the bot; its name is good for `in_`."""
        with self.world.changed:
            return self.world.group([self.person(name).id for name in people], self.bot.id)

    def share(self, channel: str, team: str) -> None:
        """Share a channel with another organisation."""
        self.client.share(self.channel(channel), self.world.team_named(team))

    def unshare(self, channel: str, team: str) -> None:
        place, other = self.channel(channel), self.world.team_named(team)
        if other.id not in place.shared_with:
            raise ValueError(f"#{channel} is not shared with {team}.")
        self.client.unshare(place, other)

    def change_id(self, channel: str) -> None:
        """Give a channel another id, as Slack may when it is moved or shared."""
        self.client.change_id(self.channel(channel))

    def uninstall(self) -> None:
        """Remove the app: it is told, its tokens end, and it hears nothing until it is installed again."""
        with self.world.changed:
            uninstall(self.core)

    def other_bot(self, name: str) -> OtherBot:
        """A bot of another app, which posts into channels."""
        return OtherBot(self, name, self.world.new_id("B"))

    def heard(self, channel: str, ts: str) -> Heard:
        """The message with that ts in the channel with that id; KeyError when there is none."""
        return Heard(self, self.world.messages[channel][ts])

    def quiet(self, seconds: float = 0.2, timeout: float = 10.0) -> None:
        """Wait until for so long nothing happened and nothing is being delivered; TimeoutError otherwise."""
        if not self.settle(lambda: False, timeout=timeout, calm=seconds) and not self._calm_for(seconds):
            raise TimeoutError(f"There was no quiet of {seconds} s within {timeout} s.")

    def settle(self, until: Callable[[], object], *, timeout: float, calm: float) -> bool:
        """Wait until `until` holds, but not once it has been quiet for `calm` seconds; whether it holds."""
        give_up = time.monotonic() + timeout
        with self.world.changed:
            while not (held := bool(until())) and not self._calm_for(calm) and time.monotonic() < give_up:
                self.world.changed.wait(min(self._until_calm(calm), max(give_up - time.monotonic(), 0.001)))
            return held

    def _announcer(self) -> Announcer:
        world, app, post = self.world, self.installed, self.postman.send_event
        return Announcer(world, self.manifest, app, post, lambda: self.tokens.installed)

    def _installer(self) -> Person:
        """The first person of the home team, who consents when an authorize address is opened."""
        for person in self.world.people.values():
            if person.team == self.installed.team and not person.bot_id:
                return person
        return self.person("installer").person

    def _calm_for(self, seconds: float) -> bool:
        return not self.postman.in_flight and time.monotonic() - self.world.last_activity >= seconds

    def _until_calm(self, seconds: float) -> float:
        if self.postman.in_flight:
            return seconds
        return max(seconds - (time.monotonic() - self.world.last_activity), 0.001)

    def _url_for(self, delivery: Delivery) -> str:
        if self._events_url:
            return self._events_url
        if delivery.kind == EVENT:
            return self.manifest.events_url
        if delivery.kind == COMMAND:
            return self.manifest.commands[delivery.payload["command"]].url
        suggests = delivery.type == "block_suggestion"
        return (suggests and self.manifest.options_url) or self.manifest.interactivity_url

    def _treat_sockets(self, how: str) -> None:
        async def treat() -> None:
            sockets = self.core.sockets
            for connection in list(sockets.connections):
                if how == "cut":
                    self._wires.cut(connection.websocket.scope)
                elif how == "silent":
                    self._wires.silence(connection.websocket.scope)
            if how != "cut":
                await sockets.order(how)

        self._server.soon(treat)

    def _welcome(self, name: str, real_name: str, email: str | None, team: str, tz: str, role: str) -> Person:
        at = self.world.team_named(team) if team else self.installed.team
        address = f"{name}@{at.domain}.example" if email == "" else email
        shown = real_name or name.capitalize()
        person = Person(self.world.new_id("U"), name, shown, address, at, tz=tz or "Europe/Berlin", role=role)
        self.world.people[person.id] = person
        self.world.touch()
        return person

    def _found(
        self, name: str, members: Sequence[str], private: bool, shared_with: Sequence[str], bot: bool
    ) -> Channel:
        people = [self.person(member).person.id for member in members] + ([self.bot.id] if bot else [])
        teams = [self.world.team_named(team).id for team in shared_with]
        kind = "group" if private else "channel"
        seconds = self.world.seconds()
        place = Channel(self.world.new_id("C"), name, kind, people, (people or [""])[0], seconds, teams)
        self.world.channels[place.id] = place
        self.world.touch()
        return place


def _install(world: World, manifest: Manifest, team_name: str) -> Installed:
    team = world.team_named(team_name)
    bot_name = manifest.bot_name.lower().replace(" ", "-")
    app_id, bot_id = world.new_id("A"), world.new_id("B")
    bot = Person(world.new_id("U"), bot_name, manifest.bot_name, None, team, bot_id, app_id)
    world.people[bot.id] = bot
    tokens: Json = {
        "bot_token": f"xoxb-{team.id}-{bot.id}-simulated",
        "app_token": f"xapp-1-{app_id}-simulated",
        "signing_secret": f"{0:032x}",
        "verification_token": "simulated",
        "client_id": "1000.1000",
        "client_secret": f"{1:032x}",
    }
    return Installed(app_id, team, bot, **tokens)
