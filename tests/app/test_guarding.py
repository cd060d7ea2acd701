"""Who is known to an installation may stand: by its settings and its directory."""

from __future__ import annotations

import pytest

from app.build import install
from app.demo import no_secrets
from app.settings import SettingsError, read_settings
from tests.app.homes import Home


def screened(home: Home, text: str) -> str:
    here = install(read_settings(home.config), no_secrets(), home.folder)
    try:
        return here.guard.screen(text).text
    finally:
        here.engine.dispose()


@pytest.mark.parametrize(
    "text",
    [
        "I wrote to support@infraware.example",
        "mail accounts@infraware.example, please",
        "Ada@Northside.Example asks",
        "the emergency line is 877-235-7239",
        "helen@riverbend.example and sub@riverbend.example, my phone is (812) 555-0100",
        "call desk@clinic.example or +1 812 555 0100",
    ],
)
def test_who_is_known_stays(home: Home, text: str) -> None:
    home.set(known__mail=["riverbend.example", "desk@clinic.example"], known__numbers=["812-555-0100"])
    assert screened(home, text) == text


def test_others_do_not(home: Home) -> None:
    assert screened(home, "other@clinic.example, 812-555-0100") == "[mail address], [phone number]"


def test_what_is_no_address_and_no_domain_is_refused(home: Home) -> None:
    home.set(known__mail=["every body"])
    with pytest.raises(SettingsError, match=r"known\.mail\[1\] must be a mail address or a domain"):
        read_settings(home.config)
