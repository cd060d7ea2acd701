"""The app as it is installed in the workspace: its ids, its bot user, its tokens and secrets."""

from __future__ import annotations

from dataclasses import dataclass

from workspace.things import Person, Team


@dataclass(frozen=True)
class Installed:
    app_id: str
    team: Team
    bot: Person
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    client_id: str
    client_secret: str
