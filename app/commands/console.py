"""The commands about the console: a link that lets somebody in without Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say

if TYPE_CHECKING:
    from app.build import Installation


def link(config: Config, mail: str, json: Json = False) -> None:
    """Print a link that signs a member of staff in to the console, once and within ten minutes."""
    with opened(config) as here:
        found = _link(here, mail)
    if json:
        print_json({"link": found})
    else:
        say(found)


def _link(here: Installation, mail: str) -> str:
    from app.worker import utc_now
    from bot.console import address
    from tickets import directory, sign_in_links

    url = here.settings.console.url
    if not url:
        raise StopError("There is no console here; write its address under console.url in app.yaml.")
    with here.writing() as session:
        person = directory.person_by_mail(session, mail)
        if person is None:
            raise StopError(f"{mail} is not in the directory; `infracare directory list` shows everybody.")
        if not person.is_staff:
            raise StopError(f"{person.name} is not on the staff; only staff may enter the console.")
        return address(sign_in_links.make(session, person.id, utc_now()), url, here.secret_key())
