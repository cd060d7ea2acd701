"""users.*: people of the home team, and strangers who share a channel with it."""

from __future__ import annotations

from workspace import shapes
from workspace.core import ApiError, Core
from workspace.methods.paging import page
from workspace.things import Json, Person
from workspace.webapi import Method


def info(core: Core, arguments: Json) -> Json:
    person = core.world.people.get(arguments["user"])
    if person is None:
        raise ApiError("user_not_found")
    return {"user": _shown(core, person)}


def listed(core: Core, arguments: Json) -> Json:
    people, cursor = page(list(core.world.people.values()), arguments, default=200, most=1000)
    return {
        "members": [_shown(core, person) for person in people],
        "cache_ts": core.world.seconds(),
        "response_metadata": {"next_cursor": cursor},
    }


def by_email(core: Core, arguments: Json) -> Json:
    """A person of the home team; strangers are never found, nor is anybody by a wrong address."""
    for person in core.world.people.values():
        if person.email == arguments["email"] and person.team == core.app.team:
            return {"user": _shown(core, person)}
    raise ApiError("users_not_found")


def _shown(core: Core, person: Person) -> Json:
    at_home = person.team == core.app.team
    with_email = at_home and "users:read.email" in core.manifest.scopes
    return shapes.user(person, home=core.app.team.id, with_email=with_email)


METHODS = {
    "users.info": Method(
        info, needs={"user": "text"}, takes={"include_locale": "truth"}, scopes=("users:read",)
    ),
    "users.list": Method(
        listed,
        takes={"cursor": "text", "limit": "number", "team_id": "text", "include_locale": "truth"},
        scopes=("users:read",),
    ),
    "users.lookupByEmail": Method(by_email, needs={"email": "text"}, scopes=("users:read.email",)),
}
