"""Which act a form in Slack is sent as, by its callback id."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import ticket
from bot.forms.form import callback
from bot.forms.registry import FORMS
from bot.message import ActName

FORM_ACTS: Mapping[str, ActName] = {ticket.CALLBACK: ActName.SUBMIT, **{callback(act): act for act in FORMS}}
