"""apps.connections.open: the address of one Socket Mode connection."""

from __future__ import annotations

from workspace.core import ApiError, Core
from workspace.things import Json
from workspace.webapi import Method


def open_connection(core: Core, _arguments: Json) -> Json:
    """An address good for one connection. An app without Socket Mode gets none."""
    if not core.manifest.socket_mode:
        raise ApiError("forbidden_not_socket_mode")
    address = core.world.base_url.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={core.sockets.ticket()}&app_id={core.app.app_id}"}


METHODS = {"apps.connections.open": Method(open_connection, caller="app")}
