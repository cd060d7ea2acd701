"""auth.test and team.info: who the token belongs to, and where."""

from __future__ import annotations

from workspace.core import ApiError, Core
from workspace.things import Json
from workspace.webapi import Method


def auth_test(core: Core, _arguments: Json) -> Json:
    team = core.app.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": core.app.bot.name,
        "team_id": team.id,
        "user_id": core.app.bot.id,
        "bot_id": core.app.bot.bot_id,
        "is_enterprise_install": False,
    }


def team_info(core: Core, arguments: Json) -> Json:
    """The home team, or a team that shares a channel with it; raises team_not_found."""
    team = core.world.teams.get(arguments.get("team", core.app.team.id))
    if team is None:
        raise ApiError("team_not_found")
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "url": f"https://{team.domain}.slack.com/",
            "domain": team.domain,
            "email_domain": "",
            "icon": {"image_default": True},
            "avatar_base_url": "https://ca.slack-edge.com/",
            "is_verified": False,
        }
    }


METHODS = {
    "auth.test": Method(auth_test),
    "team.info": Method(team_info, takes={"team": "text"}, scopes=("team:read",)),
}
