"""The forms behind the buttons of a ticket's card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from bot import words
from bot.forms.form import (
    OPTION_VALUE,
    Field,
    Fields,
    Form,
    Opening,
    Part,
    Sheet,
    Shown,
    field,
    nothing_wrong,
    one_of,
    option,
    sheet,
    text_input,
)
from bot.message import ActName
from bot.rules import Rules
from tickets import reads
from tickets.values import DetailName, DetailState


def _at_desk(act: ActName, opening: Opening) -> Shown | None:
    ticket = reads.ticket_of(opening.session, opening.act.conversation or 0)
    if ticket is None or opening.person is None or not opening.person.is_staff:
        return None
    missing = tuple(name for name, detail in ticket.details.items() if detail.state is DetailState.MISSING)
    return staff_form(
        act,
        number=ticket.number,
        conversation=ticket.conversation_id,
        articles=opening.nearest(ticket.subject) if act is ActName.ARTICLE else (),
        missing=missing,
    )


def staff_form(
    act: ActName,
    *,
    number: int,
    conversation: int,
    articles: Sequence[tuple[str, str]] = (),
    missing: Sequence[DetailName] = (),
) -> Sheet:
    """The form behind one of the desk's buttons. ``articles`` are (short name, title), the nearest first.

    ``missing`` are the details not given yet; with none of them missing any may be asked for again.
    """
    blocks: dict[ActName, list[Part]] = {
        ActName.ANSWER: [_words(words.TO_CUSTOMER)],
        ActName.ASK_DETAIL: [_which_detail(missing), _words(words.LEAD_WORDS, optional=True)],
        ActName.ARTICLE: [_which_article(articles), _words(words.LEAD_WORDS, optional=True)],
        ActName.NOTE: [_words(words.NOTE_WORDS)],
        ActName.SOLVE: [_words(words.TO_CUSTOMER, optional=True)],
    }
    title = words.desk_form(act.value, number)
    return sheet(act, title, words.SEND, conversation, blocks[act])


def _words(label: str, *, optional: bool = False) -> Field:
    return field("words", label, text_input("", many_lines=True), optional=optional)


def _which_detail(missing: Sequence[DetailName]) -> Field:
    options = [option(name, words.DETAIL_LABELS[name]) for name in missing or tuple(DetailName)]
    return field("detail", words.WHICH_DETAIL, one_of(options, options[0] if missing else None))


def _which_article(articles: Sequence[tuple[str, str]]) -> Field:
    """The nearest articles to choose from; where there are none, the article is named.

    None is chosen beforehand: the nearest may be far off, and what is sent goes to the customer.
    """
    titles = {slug: title for slug, title in reversed(articles) if 0 < len(slug.strip()) <= OPTION_VALUE}
    options = [option(slug, title or slug) for slug, title in reversed(titles.items())]
    if not options:
        return field(
            "article", words.WHICH_ARTICLE, text_input("", many_lines=False), hint=words.ARTICLE_NAME
        )
    return field("article", words.WHICH_ARTICLE, one_of(options, None))


def _words_needed(fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    """Blanks are no answer and no note."""
    return {} if fields.get("words", "").strip() else {"words": words.WORDS_NEEDED}


FORMS: Mapping[ActName, Form] = {
    act: Form(
        partial(_at_desk, act), _words_needed if act in (ActName.ANSWER, ActName.NOTE) else nothing_wrong
    )
    for act in (ActName.ANSWER, ActName.ASK_DETAIL, ActName.ARTICLE, ActName.NOTE, ActName.SOLVE)
}
"""What staff press that opens a form; the other buttons of the card act at once."""
