"""What knowledge managers do to an article: retire it, bring back what was, forget a wording."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from bot.permissions import MANAGING_KNOWLEDGE
from guard import own
from knowledge import drafts, lessons, retirement, verdicts
from knowledge.drafts import Text
from knowledge.versions import Version
from web.console.article import LONGEST_WHY, NO_VERSION, found_page
from web.console.page import Asked, Go, NotThere, Page, Refused

RETIRED: Final = own("Retired. Within a few seconds nobody finds it any more.")
RETIRED_ALREADY: Final = own("It is retired already.")
BACK: Final = own("Brought back. Within a few seconds it is found again.")
BACK_ALREADY: Final = own("It is not retired.")
FORGOTTEN: Final = own("Forgotten. Within a few seconds the article is no longer found by it.")
NO_REASON: Final = "Say in a sentence why it is retired: who looks for it later reads that."
TOO_LONG: Final = f"The reason is longer than {LONGEST_WHY} characters. Shorten it."
REMOVED: Final = "The article has been removed: nothing but its history is left, and nobody finds it."
DRAFT_OF_BEFORE: Final = own(
    "A draft of what the article said before. Nothing changes until it is published."
)
DRAFTED: Final = "Somebody is writing a draft of this article. Publish or discard it under Drafts first."
NO_WORDING: Final = "This wording is not there any more. Perhaps somebody else has let it be forgotten."


def retire(asked: Asked) -> Go:
    """Nobody finds the article any more, for the reason given."""
    slug, why = asked.path["slug"], asked.form.get("why", "").strip()
    if not why:
        raise Refused(NO_REASON)
    if len(why) > LONGEST_WHY:
        raise Refused(TOO_LONG)
    reason = asked.here.screen(why).text
    with asked.here.writing() as session:
        if not found_page(session, slug).on_shelf:
            raise Refused(REMOVED)
        done = retirement.retire(session, slug, at=asked.at, by=_code(asked), why=reason)
    return Go(_address(slug), RETIRED if done else RETIRED_ALREADY)


def bring_back(asked: Asked) -> Go:
    """The article is found again."""
    slug = asked.path["slug"]
    with asked.here.writing() as session:
        found_page(session, slug)
        done = retirement.bring_back(session, slug, at=asked.at, by=_code(asked))
    return Go(_address(slug), BACK if done else BACK_ALREADY)


def forget(asked: Asked) -> Go:
    """What people said of the article for one question counts no more."""
    slug, named = asked.path["slug"], asked.form.get("verdict", "")
    number = int(named) if named.isascii() and named.isdigit() and len(named) < 10 else 0
    with asked.here.writing() as session:
        if verdicts.article_of(session, number) != slug or lessons.forget_matter(session, number) is None:
            raise NotThere(NO_WORDING)
    return Go(_address(slug), FORGOTTEN)


def write_as_before(asked: Asked) -> Go:
    """A draft of what an earlier version said; what becomes of it is decided when it is published."""
    slug, wanted = asked.path["slug"], asked.path["number"]
    with asked.here.writing() as session:
        version = next((one for one in found_page(session, slug).versions if str(one.number) == wanted), None)
        if version is None:
            raise NotThere(NO_VERSION)
        there = next((one for one in drafts.open_drafts(session) if one.replaces == slug), None)
        if there is not None and there.text != _text(version):
            raise Refused(DRAFTED)
        by, at = asked.person.id, asked.at
        number = there.id if there else drafts.begin(session, _text(version), by=by, at=at, replaces=slug)
    return Go(f"/drafts/{number}", DRAFT_OF_BEFORE)


def _text(version: Version) -> Text:
    return Text(
        version.title, version.kind.value, version.area, version.audience.value, version.aliases, version.body
    )


def _code(asked: Asked) -> str:
    return f"person:{asked.person.id}"


def _address(slug: str) -> str:
    return f"/articles/{quote(slug)}"


PAGES: tuple[Page, ...] = (
    Page("/articles/{slug}/retire", retire, MANAGING_KNOWLEDGE, post=True),
    Page("/articles/{slug}/bring-back", bring_back, MANAGING_KNOWLEDGE, post=True),
    Page("/articles/{slug}/forget", forget, MANAGING_KNOWLEDGE, post=True),
    Page("/articles/{slug}/versions/{number}/draft", write_as_before, MANAGING_KNOWLEDGE, post=True),
)
