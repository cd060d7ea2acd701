"""Types for settings that people write by hand; what they refuse they say in plain words."""

from __future__ import annotations

import difflib
import re
from datetime import date, time
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from mail.clean import is_address


class Section(BaseModel):
    """A section of app.yaml: no names but its own, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def plain_error(wrong: str, remedy: str) -> PydanticCustomError:
    """An error for a validator to raise: ``must be a time zone``, ``write for example America/New_York``."""
    return PydanticCustomError("plain_words", "{wrong}", {"wrong": wrong, "remedy": remedy})


_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")


def clock_time(value: object) -> time:
    """``07:00``, ``7:00`` or ``07:00:30``; nothing else, and no count of seconds since midnight."""
    if isinstance(value, time):
        return value
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise plain_error("must be a time of day from 00:00 to 23:59", "write for example 07:00")
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(value: object) -> date:
    """``2026-12-25``; nothing else, and no count of seconds since 1970."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) and _DAY.fullmatch(value) else "")
    except ValueError:
        wrong = "must be a day of the calendar, as year-month-day"
        raise plain_error(wrong, "write for example 2026-12-25") from None


def _zone_name(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        [near] = difflib.get_close_matches(name, available_timezones(), n=1, cutoff=0.7) or [
            "America/New_York"
        ]
        raise plain_error("must be the name of a time zone", f"write for example {near}") from None
    return name


def _mail_address(text: str) -> str:
    if not is_address(text):
        raise plain_error("must be one mail address", "write for example support@example.org")
    return text


def _mail_address_or_none(text: str) -> str:
    return _mail_address(text) if text else text


def _mail_address_or_domain(text: str) -> str:
    if not is_address(text) and not is_address(f"somebody@{text}"):
        raise plain_error("must be a mail address or a domain", "write for example clinic.example.org")
    return text


def _phone_number(text: str) -> str:
    digits = len(re.sub("[^0-9]", "", text))
    if not re.fullmatch(r"\+?[0-9][0-9 ()./-]*|\([0-9][0-9 ()./-]*", text) or not 5 <= digits <= 15:
        raise plain_error("must be a telephone number", "write for example 812-235-7239")
    return text


def _share(value: object) -> float:
    try:
        share = float(value) if isinstance(value, str | int | float) else -1.0
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise plain_error("must be a share from 0 to 1", "write for example 0.8 for 80 %")
    return share


ClockTime = Annotated[time, BeforeValidator(clock_time)]
Day = Annotated[date, BeforeValidator(day)]
ZoneName = Annotated[str, AfterValidator(_zone_name)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
MailAddressOrNone = Annotated[str, AfterValidator(_mail_address_or_none)]
MailAddressOrDomain = Annotated[str, AfterValidator(_mail_address_or_domain)]
PhoneNumber = Annotated[str, AfterValidator(_phone_number)]
PositiveInt = Annotated[int, Field(gt=0)]
Share = Annotated[float, BeforeValidator(_share)]
