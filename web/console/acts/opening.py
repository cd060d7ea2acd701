"""Opens the form of an act for who asks, filled in as things stand now."""

from __future__ import annotations

from bot.forms.form import Notice, Opening, Sheet
from bot.forms.registry import FORMS
from bot.message import Act, ActName
from records.engine import Session
from web.console.acts.sending import About, message
from web.console.page import Asked


def open_form(session: Session, asked: Asked, name: ActName, about: About) -> Sheet | Notice | None:
    """The form, or why it cannot be filled in now; None where the road itself says why, or there is none."""
    form = FORMS.get(name)
    if form is None:
        return None
    act = Act(name, about.conversation, about.value)
    here, opened = asked.here, message(asked, act, about.thread)
    return form.view(Opening(session, opened, act, asked.person, here.rules, asked.at, here.nearest))
