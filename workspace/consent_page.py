"""Slack's page on which people sign in to the app: who one is here, and whether one allows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from workspace.core import Core
from workspace.things import Person

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in to {app} with Slack</title>
<link rel="stylesheet" href="/page/style/colours.css">
<link rel="stylesheet" href="/page/style/blocks.css">
<link rel="stylesheet" href="/page/style/forms.css">
<link rel="stylesheet" href="/page/style/consent.css">
</head>
<body class="consent">
<main>
<h1>{app} wants to know who you are</h1>
<p>In the simulated workspace {team}. It is told your user id and your workspace{more}.</p>
<form method="post" action="/openid/connect/authorize">
{hidden}
<fieldset class="input">
<legend>You are</legend>
<div class="ticks">
{people}
</div>
</fieldset>
<p class="actions">
<button class="button is-primary" name="answer" value="allow">Allow</button>
<button class="button" name="answer" value="deny">Cancel</button>
</p>
</form>
</main>
</body>
</html>
"""
_PERSON = """<label class="tick"><input type="radio" name="as" value="{id}"{checked}>
<span>{name}<small>{role}</small></span></label>"""
_HIDDEN = '<input type="hidden" name="{}" value="{}">'
_TOLD = {"email": "your address", "profile": "your name"}


def page(core: Core, asked: Mapping[str, str], scopes: Iterable[str]) -> str:
    """The page for what is asked; `asked` comes back with the answer."""
    people = [one for one in core.world.people.values() if not one.bot_id]
    told = [words for scope, words in _TOLD.items() if scope in scopes]
    hidden = [_HIDDEN.format(escape(name), escape(value)) for name, value in asked.items()]
    return _PAGE.format(
        app=escape(core.manifest.name),
        team=escape(core.app.team.name),
        more="".join(f", {words}" for words in told),
        hidden="\n".join(hidden),
        people="\n".join(_row(one, first=one is people[0]) for one in people),
    )


def _row(person: Person, *, first: bool) -> str:
    about = " · ".join(filter(None, (f"@{person.name}", person.role, person.team.name)))
    return _PERSON.format(
        id=escape(person.id),
        name=escape(person.real_name),
        role=escape(about),
        checked=" checked" if first else "",
    )
