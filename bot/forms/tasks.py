"""The form in which a customer answers one of the tasks they were given (policy 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import words
from bot.forms.form import Fields, Form, Opening, Shown, field, one_of, option, sheet, text_input
from bot.message import ActName
from bot.rules import Rules
from bot.words import tasks as said
from tickets import reads, tasks
from tickets.tasks import Task


def _answer(opening: Opening) -> Shown | None:
    """For whom the list was made, while something of it is open; the road answers everybody else."""
    talk = reads.conversation(opening.session, opening.act.conversation or 0)
    ticket = None if talk is None else reads.ticket_of(opening.session, talk.id)
    if talk is None or ticket is None:
        return None
    author = opening.message.author
    if (author.team, author.user) != (talk.asker_team, talk.asker_user):
        return None
    left = [one for one in tasks.of_ticket(opening.session, ticket.number) if one.done_at is None]
    return answer_form(talk.id, left) if left else None


def answer_form(conversation: int, left: Sequence[Task]) -> Shown:
    """Which of the tasks that are left, and what was found."""
    options = [option(str(one.id), one.words) for one in left]
    blocks = [
        field("task", said.WHICH_TASK, one_of(options, options[0])),
        field("words", said.YOUR_ANSWER, text_input("", many_lines=True)),
    ]
    return sheet(ActName.TASK_ANSWER, said.ANSWER_ONE, words.SEND, conversation, blocks)


def _words_needed(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    return {} if fields.get("words", "").strip() else {"words": words.WORDS_NEEDED}


FORMS: Mapping[ActName, Form] = {ActName.TASK_ANSWER: Form(_answer, _words_needed)}
