"""The app comes into the team and leaves it."""

from __future__ import annotations

from workspace.core import Core


def install(core: Core) -> None:
    """The bot is at home again, in no channel."""
    core.tokens.installed = True
    core.world.touch()


def uninstall(core: Core) -> None:
    """All tokens end and the bot leaves all channels; the app is told, and then nothing more."""
    if not core.tokens.installed:
        return
    core.tokens.end_all()
    core.announce.tokens_revoked()
    core.announce.uninstalled()
    core.tokens.installed = False
    for place in core.world.channels.values():
        if place.kind in ("channel", "group") and core.app.bot.id in place.members:
            place.members.remove(core.app.bot.id)
    core.world.touch()


def revoke(core: Core, token: str) -> None:
    """One token ends; with the last one the app leaves."""
    core.tokens.revoke(token)
    if core.tokens.live():
        core.announce.tokens_revoked()
        core.world.touch()
    else:
        uninstall(core)
