"""The Web API methods this workspace has, by name. Any other is refused loudly."""

from __future__ import annotations

from workspace.methods import (
    apps,
    assistant,
    chat,
    conversations,
    files,
    oauth,
    openid,
    reactions,
    team,
    users,
    views,
)
from workspace.webapi import Method

METHODS: dict[str, Method] = {
    **apps.METHODS,
    **assistant.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **oauth.METHODS,
    **openid.METHODS,
    **reactions.METHODS,
    **team.METHODS,
    **users.METHODS,
    **views.METHODS,
}
