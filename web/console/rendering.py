"""Turns templates into HTML: what people wrote is escaped, moments are told in the office's zone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tickets.clock import spoken_moment
from tickets.policy import OfficeHours

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


class Renderer:
    """Renders the console's templates for one installation."""

    def __init__(self, hours: OfficeHours, vendor: str) -> None:
        self._environment = _environment(hours, vendor)

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """The HTML of a template; a name it needs and does not get is an error."""
        return self._environment.get_template(template).render(context)


@cache
def _environment(hours: OfficeHours, vendor: str) -> Environment:
    """The templates; put into code once in a process, which takes longer than to fill them."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"static": _static, "once": _once, "vendor": vendor}
    made.filters |= _filters(hours)
    return made


def _static(name: str) -> str:
    """The address of a file that comes along; another one when its content is."""
    return f"/static/{name}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _once() -> str:
    """The id of a form: sent twice, it is done once."""
    return secrets.token_hex(12)


def _filters(hours: OfficeHours) -> dict[str, Callable[..., Any]]:
    zone = ZoneInfo(hours.zone)

    def told(moment: datetime, short: str) -> Markup:
        long = spoken_moment(moment, hours)
        return Markup('<time datetime="{}" title="{}">{}</time>').format(moment.isoformat(), long, short)

    def when(moment: datetime | None) -> Markup:
        """ "Mon 23 Nov, 14:35", with everything as its title."""
        if moment is None:
            return Markup("–")
        local = moment.astimezone(zone)
        return told(moment, f"{local:%a} {local.day} {local:%b, %H:%M}")

    def day(moment: datetime | None) -> Markup:
        """ "23 Nov 2026"."""
        if moment is None:
            return Markup("–")
        local = moment.astimezone(zone)
        return told(moment, f"{local.day} {local:%b %Y}")

    def ago(moment: datetime | None, now: datetime) -> Markup:
        """ "3 hours ago"."""
        if moment is None:
            return Markup("–")
        return told(moment, f"{span((now - moment).total_seconds())} ago")

    return {"when": when, "day": day, "ago": ago, "span": span, "percent": percent}


def span(length: float | timedelta) -> str:
    """A length of time in its two largest units: "2 h 5 min", "3 days 4 h"; seconds below a minute."""
    seconds = int(length.total_seconds() if isinstance(length, timedelta) else length)
    units = ((86_400, "day"), (3_600, "h"), (60, "min"), (1, "s"))
    for place, (size, name) in enumerate(units):
        count, rest = divmod(abs(seconds), size)
        if count:
            more = rest // units[place + 1][0] if place < 2 else 0
            return (
                f"{_counted(count, name)} {_counted(more, units[place + 1][1])}"
                if more
                else _counted(count, name)
            )
    return "0 s"


def _counted(count: int, name: str) -> str:
    return f"{count} {name}s" if name == "day" and count != 1 else f"{count} {name}"


def percent(share: float | None) -> str:
    """ "97.5 %", or a dash where there is nothing to tell."""
    return "–" if share is None else f"{share:.1%}".replace("%", " %").replace(".0 %", " %")
