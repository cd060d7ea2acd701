"""The forms in which staff say what a letter that waits belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot import words as all_words
from bot.forms.form import NEW_THREAD, Field, Fields, Form, Notice, Opening, Shown, field, sheet, text_input
from bot.message import ActName
from bot.permissions import may
from bot.rules import Rules
from bot.words import letters as words
from tickets import directory, letters
from tickets.letters import Became, Came


def _give(opening: Opening) -> Shown:
    number = field("number", words.WHICH_TICKET, text_input("", many_lines=False), hint=words.TICKET_HINT)
    return _form(opening, ActName.GIVE_LETTER, words.GIVE, number)


def _open(opening: Opening) -> Shown:
    """For whom: its sender, when that is somebody who may open tickets."""
    letter = _letter(opening)
    sender = None if letter is None else directory.person_by_mail(opening.session, letter.sender)
    known = sender.mail if sender is not None and sender.entitled else ""
    caller = field("caller", words.WHOSE_TICKET, text_input(known, many_lines=False), hint=words.WHOSE_HINT)
    return _form(opening, ActName.OPEN_LETTER, words.OPEN, caller)


def _form(opening: Opening, act: ActName, title: str, asked: Field) -> Shown:
    person, letter = opening.person, _letter(opening)
    if person is None or not may(person, act):
        staff = person is not None and person.is_staff
        return Notice(title, all_words.NOT_YOUR_ROLE if staff else all_words.NOT_STAFF)
    if letter is None or letter.state is not Became.WAITING:
        return Notice(title, words.DECIDED)
    about = f"{NEW_THREAD}{opening.message.at.timestamp():.6f}"
    return sheet(act, title, all_words.SEND, about, [asked], value=letter.id)


def _letter(opening: Opening) -> Came | None:
    named = opening.act.value
    return letters.letter(opening.session, int(named)) if named.isdecimal() and len(named) < 10 else None


def _number_needed(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    number = fields.get("number", "").strip().removeprefix("#")
    return {} if number.isdecimal() else {"number": words.NUMBER_NEEDED}


def _who_needed(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("caller", "").strip() else {"caller": words.WHO_NEEDED}


FORMS: Mapping[ActName, Form] = {
    ActName.GIVE_LETTER: Form(_give, _number_needed),
    ActName.OPEN_LETTER: Form(_open, _who_needed),
}
