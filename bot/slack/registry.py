"""Every form that opens at a press or a command, by the act it is sent as."""

from __future__ import annotations

from collections.abc import Mapping

from bot.codes import Read
from bot.message import ActName
from bot.slack import (
    clock_forms,
    covering_forms,
    desk_forms,
    feature_forms,
    follow_forms,
    ladder_forms,
    letter_forms,
    maintenance_forms,
    outage_forms,
    phone_forms,
    quote_forms,
    staff_forms,
    task_forms,
    ticket_view,
    visit_forms,
)
from bot.slack.form import Form

FORMS: Mapping[ActName, Form] = {
    **desk_forms.FORMS,
    **staff_forms.FORMS,
    **ladder_forms.FORMS,
    **outage_forms.FORMS,
    **clock_forms.FORMS,
    **follow_forms.FORMS,
    **ticket_view.FORMS,
    **task_forms.FORMS,
    **quote_forms.FORMS,
    **maintenance_forms.FORMS,
    **visit_forms.FORMS,
    **phone_forms.FORMS,
    **feature_forms.FORMS,
    **covering_forms.FORMS,
    **letter_forms.FORMS,
}

FORM_ACTS: Mapping[str, ActName] = {"ticket": ActName.SUBMIT, **{f"form_{act}": act for act in FORMS}}
"""Which act a form is sent as, by its callback id."""

CODES: Mapping[ActName, Mapping[str, Read]] = {act: form.codes for act, form in FORMS.items() if form.codes}
"""Which fields of which form hold a code and no words, and how it is read."""
