"""The pages on which a draft is checked, rehearsed, reviewed and published."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from bot.permissions import ALL_STAFF, MANAGING_KNOWLEDGE
from bot.words import writing as said
from bot.writing.around import checked
from bot.writing.material import queries_of
from bot.writing.rehearsing import own_questions, own_rehearsed, rehearsed
from guard import Screened, join
from knowledge import drafts
from knowledge.drafts import Draft, State
from knowledge.publishing import By, PublishingError, article_of, hand_over, is_kept_elsewhere, publish
from knowledge.rehearsal import Finding, Question, Rehearsal
from knowledge.sources.export import put
from knowledge.writing.checks import blocked
from records.engine import Session
from tickets import directory
from tickets.values import Person
from web.console.drafts import change, draft_of, number, page_of, revision_of
from web.console.page import Asked, Go, Html, Page, Refused

SHOWN: Final = 50
"""Questions of a topic that are ticked one by one; the older ones are taken together."""
SECONDS: Final = 6.0
"""So long a rehearsal takes at the most."""
TICKED: Final = (Finding.ANSWERED, Finding.NEAR)
"""Of these questions it is taken that the article answers them, until somebody says otherwise."""


def _look(asked: Asked) -> Html:
    with asked.here.reading() as session:
        draft = draft_of(session, asked)
        if not draft.is_open:
            return Html("draft.html", page_of(session, asked, draft))
        found = checked(session, draft, asked.here.search, asked.here.rules)
        own = own_questions(session, draft)
        more = {
            "checks": found,
            "blocked": blocked(found),
            "own": _rehearsed(session, asked, draft, own[:SHOWN]),
            "older": len(own[SHOWN:]),
            "ticked": TICKED,
            "reviewers": _reviewers(session, asked.person),
            "may_publish": _may_publish(asked, draft),
            "export": asked.here.writing_rules.export is not None,
        }
        return Html("draft_publish.html", {**page_of(session, asked, draft), **more})


def _rehearsed(session: Session, asked: Asked, draft: Draft, own: Sequence[Question]) -> Rehearsal:
    return own_rehearsed(session, draft, own, asked.here.search, asked.here.rules, asked.at)


def _rehearsal(asked: Asked) -> Html:
    """Some seconds of work: a page asks for it as a part of itself."""
    with asked.here.reading() as session:
        draft = draft_of(session, asked)
        found = rehearsed(session, draft, asked.here.search, asked.here.rules, asked.at, _after(SECONDS))
    template = "rehearsal_part.html" if asked.part else "rehearsal.html"
    return Html(template, {"draft": draft, "found": found, "said": said, "seconds": round(SECONDS)})


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _review(asked: Asked) -> Go:
    """Give it to another person to be reviewed, or take it back."""
    chosen = number(asked.form.get("reviewer", ""))
    with asked.here.writing() as session:
        draft = draft_of(session, asked)
        reviewer = next((one for one in _reviewers(session, asked.person) if one.id == chosen), None)
        if chosen and reviewer is None:
            raise Refused("Choose another person who keeps the knowledge: nobody reviews their own draft.")
        whom = None if reviewer is None else reviewer.id
        change(lambda: drafts.hand_in(session, draft.id, revision_of(asked), whom, asked.at))
    return Go(f"/drafts/{draft.id}", said.IN_REVIEW if reviewer else said.TAKEN_BACK)


def _publish(asked: Asked) -> Go:
    """Put it on the shelf; whoever waits is told by those who carry things out, within seconds."""
    with asked.here.reading() as session:
        draft = draft_of(session, asked)
        if draft.state is State.PUBLISHED:
            return Go(f"/drafts/{draft.id}")
        _refuse(session, asked, draft)
        answered = _answered(session, asked, draft)
    with asked.here.writing() as session:
        if is_kept_elsewhere(session, draft):
            change(lambda: hand_over(session, draft, By(asked.person.id, asked.at)))
            told = said.HANDED_OVER
        else:
            _put_on_the_shelf(session, asked, draft, answered)
            told = said.PUBLISHED
    asked.here.search.refresh()
    asked.here.told()
    return Go(f"/drafts/{draft.id}", join(told, _exported(asked, draft)))


def _refuse(session: Session, asked: Asked, draft: Draft) -> None:
    if draft.revision != revision_of(asked) or not draft.is_open:
        raise Refused(said.CHANGED)
    if not _may_publish(asked, draft):
        raise Refused("Here another person publishes what somebody has written: give it to them for review.")
    found = checked(session, draft, asked.here.search, asked.here.rules)
    if blocked(found):
        raise Refused(f"It cannot be published yet. {found[0].sentence}")


def _answered(session: Session, asked: Asked, draft: Draft) -> list[int]:
    """The queries that were ticked, and of the older ones those for which the article comes up."""
    ticked = [number(one) for one in asked.lists.get("answered", ())]
    older = own_questions(session, draft)[SHOWN:] if asked.form.get("older") else []
    return [*ticked, *(_rehearsed(session, asked, draft, older).found(*TICKED) if older else ())]


def _put_on_the_shelf(session: Session, asked: Asked, draft: Draft, answered: Sequence[int]) -> None:
    drafts.add_queries(session, draft.id, queries_of(session, draft))
    by, keep = By(asked.person.id, asked.at), asked.here.writing_rules.keep
    try:
        change(lambda: publish(session, draft, by, answered, lambda text: asked.here.screen(text).text, keep))
    except PublishingError as error:
        raise Refused(str(error)) from error


def _exported(asked: Asked, draft: Draft) -> Screened:
    """Write the file for those who keep articles in git; what is in the way is told, and holds up nothing."""
    folder = asked.here.writing_rules.export
    if folder is None:
        return said.NOTHING
    try:
        put(article_of(draft, asked.at), folder)
    except OSError:
        return said.NOT_EXPORTED
    return said.EXPORTED


def _may_publish(asked: Asked, draft: Draft) -> bool:
    if not asked.here.writing_rules.reviewed:
        return bool(asked.person.roles & MANAGING_KNOWLEDGE)
    return draft.state is State.REVIEW and draft.reviewer == asked.person.id


def _reviewers(session: Session, author: Person) -> list[Person]:
    everybody = directory.staff(session)
    return [one for one in everybody if one.roles & MANAGING_KNOWLEDGE and one.id != author.id]


PAGES = (
    Page("/drafts/{id:int}/publish", _look, MANAGING_KNOWLEDGE),
    Page("/drafts/{id:int}/publish", _publish, MANAGING_KNOWLEDGE, post=True),
    Page("/drafts/{id:int}/rehearsal", _rehearsal, ALL_STAFF),
    Page("/drafts/{id:int}/review", _review, MANAGING_KNOWLEDGE, post=True),
)
