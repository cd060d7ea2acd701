"""A link into the console from the command line: for the first sign-in, before Slack is connected."""

from __future__ import annotations

import json

from app.worker import utc_now
from tests.app.conftest import Infracare
from tests.app.homes import Home
from tickets import sign_in_links

URL = "http://127.0.0.1:3080"


def test_the_operator_prints_a_link_for_staff_alone(home: Home, infracare: Infracare) -> None:
    refused = infracare("console", "link", "sam@infraware.example")
    assert (refused.code, refused.out) == (2, "")
    assert "console.url" in refused.err
    home.set(console__url=URL)
    link = infracare("console", "link", "sam@infraware.example").out.strip()
    told = json.loads(infracare("console", "link", "sam@infraware.example", "--json").out)["link"]
    assert link != told
    here = home.opened()
    with here.writing() as session:
        token = told.removeprefix(f"{URL}/sign-in/link/")
        found = sign_in_links.redeem(session, token, here.secret_key(), utc_now())
    here.engine.dispose()
    assert isinstance(found, sign_in_links.SignInLink)
    assert "is not on the staff" in infracare("console", "link", "ada@northside.example").err
    assert "is not in the directory" in infracare("console", "link", "nobody@example.org").err
