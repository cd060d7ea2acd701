"""Every form that opens at a press or a command, by the act it is sent as."""

from __future__ import annotations

from collections.abc import Mapping

from bot.codes import Read
from bot.forms import (
    adding,
    answering,
    clock,
    covering,
    desk,
    features,
    follow,
    ladder,
    letters,
    maintenance,
    outages,
    phone,
    quotes,
    tasks,
    visits,
)
from bot.forms.form import Form
from bot.message import ActName

FORMS: Mapping[ActName, Form] = {
    **answering.FORMS,
    **desk.FORMS,
    **ladder.FORMS,
    **outages.FORMS,
    **clock.FORMS,
    **follow.FORMS,
    **adding.FORMS,
    **tasks.FORMS,
    **quotes.FORMS,
    **maintenance.FORMS,
    **visits.FORMS,
    **phone.FORMS,
    **features.FORMS,
    **covering.FORMS,
    **letters.FORMS,
}

CODES: Mapping[ActName, Mapping[str, Read]] = {act: form.codes for act, form in FORMS.items() if form.codes}
"""Which fields of which form hold a code and no words, and how it is read."""
