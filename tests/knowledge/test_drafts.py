"""Drafts are kept, changed by one at a time, published whole, and known to the queries they answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guard import own
from knowledge import drafts, gaps, shelf, verdicts, versions
from knowledge.drafts import ChangedMeanwhileError, Draft, Outcome, State, Text
from knowledge.gaps import Reason
from knowledge.publishing import (
    By,
    PublishingError,
    article_of,
    hand_over,
    is_kept_elsewhere,
    publish,
    refused,
    same_title,
)
from knowledge.retirement import retire
from knowledge.sources.export import as_file
from records.engine import Session
from tests.knowledge.conftest import AT, EVERYONE, Desk, article

TEXT = Text(
    own("Dim the lamp"), "tutorial", "lamps", "everybody", (own("make it darker"),), own("Turn the wheel.\n")
)
LATER = AT + timedelta(hours=1)


def asked(session: Session, *questions: str) -> list[int]:
    for number, question in enumerate(questions):
        gaps.record(
            session,
            at=AT + timedelta(minutes=number),
            message_id=f"m{number}",
            asker_ref="slack:T1:U1",
            door="slack",
            question=shelf.guarded(question),
            shown=(),
            reason=Reason.NOTHING_FOUND,
            conversation_id=7 + number,
            customer_id=3,
        )
    return [gap.id for gap in reversed(gaps.list_open(session))]


def begun(session: Session, text: Text = TEXT, **more: object) -> Draft:
    found = drafts.draft(session, drafts.begin(session, text, by=1, at=AT, **more))  # type: ignore[arg-type]
    assert found is not None
    return found


def published(session: Session, draft: Draft, *answered: int) -> str:
    return publish(session, draft, By(2, LATER), answered, shelf.guarded)


def test_a_draft_is_changed_by_one_at_a_time(desk_anywhere: Desk) -> None:
    with desk_anywhere.transaction() as session:
        first = begun(session)
        other = Text(own("Dim the big lamp"), "", "", "", (), own(""))
        drafts.save(session, first.id, first.revision, other, by=2, at=LATER)
        with pytest.raises(ChangedMeanwhileError):
            drafts.save(session, first.id, first.revision, TEXT, by=3, at=LATER)
        now = drafts.draft(session, first.id)
        assert now is not None
        assert (now.text, now.revision, now.changed_by, now.changed_at) == (other, 2, 2, LATER)
        assert now.slug == "dim-the-big-lamp"


def test_a_topic_has_one_open_draft(desk_anywhere: Desk) -> None:
    with desk_anywhere.transaction() as session:
        one, two = asked(session, "dim?", "dark?")
        first = begun(session, gap_ids=[one], topic_id=9)
        assert drafts.open_of(session, [two], 9) == first
        assert drafts.open_of(session, [one]) == first
        assert drafts.open_of(session, [two]) is None
        drafts.add_queries(session, first.id, [two, one, two])
        assert drafts.outcomes(session, first.id) == {one: Outcome.WAITS, two: Outcome.WAITS}
        drafts.discard(session, first.id, 1, by=1, at=LATER)
        assert drafts.open_of(session, [one], 9) is None
        assert drafts.of_topic(session, 9) == drafts.open_drafts(session) == []


def test_it_is_handed_in_and_taken_back(desk_anywhere: Desk) -> None:
    with desk_anywhere.transaction() as session:
        first = begun(session)
        drafts.hand_in(session, first.id, 1, 5, LATER)
        (now,) = drafts.open_drafts(session)
        assert (now.state, now.reviewer) == (State.REVIEW, 5)
        drafts.hand_in(session, first.id, 2, None, LATER)
        (now,) = drafts.open_drafts(session)
        assert (now.state, now.reviewer) == (State.WRITING, None)


def test_published_it_is_live_and_has_learnt_the_wordings(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    search = desk.search()
    with desk.transaction() as session:
        one, two = asked(session, "How can I make the lantern gloomy?", "Where is the moon?")
        draft = begun(session, gap_ids=[one, two])
        assert published(session, draft, one) == "dim-the-lamp"
        assert drafts.due(session) == [(draft.id, "dim-the-lamp", one)]
        assert drafts.not_asked_again(session) == [(draft.id, "dim-the-lamp")]
        (verdict,) = verdicts.verdicts(session)
        assert (verdict.slug, verdict.question, verdict.said_by) == (
            "dim-the-lamp",
            "How can I make the lantern gloomy?",
            "person:2",
        )
        (made,) = drafts.finished(session)
        assert (made.state, made.published_as, made.published_by) == (State.PUBLISHED, "dim-the-lamp", 2)
        with pytest.raises(ChangedMeanwhileError):
            drafts.save(session, draft.id, made.revision, TEXT, by=1, at=LATER)
    assert search.refresh()
    assert search.search("gloomy lantern", audience=EVERYONE).hits[0].slug == "dim-the-lamp"


def test_no_sync_touches_it_and_a_file_of_that_name_is_refused(desk: Desk) -> None:
    with desk.transaction() as session:
        published(session, begun(session))
    desk.write("other", article())
    assert desk.sync().removed == ()
    desk.write("dim-the-lamp", article("Of git"))
    ((_, told),) = desk.sync().rejected
    assert "taken by an article from console" in told
    assert "dim-the-lamp" in desk.slugs()


def test_the_same_file_takes_it_over(desk: Desk) -> None:
    """Who keeps articles in files puts the exported file among them."""
    with desk.transaction() as session:
        draft = begun(session)
        published(session, draft)
    desk.write("dim-the-lamp", as_file(article_of(draft, LATER)))
    assert desk.sync().rejected == ()
    with desk.transaction() as session:
        (row,) = session.query(shelf.ArticleRow).all()
    assert row.source.startswith("folder:")


def test_a_name_of_the_folder_is_refused(desk: Desk) -> None:
    desk.write("dim-the-lamp", article("Dim The  Lamp"))
    desk.sync()
    with desk.transaction() as session:
        draft = begun(session)
        with pytest.raises(
            PublishingError, match=r"from folder:.* has the name “dim-the-lamp”: choose another title"
        ):
            published(session, draft)
        assert drafts.open_drafts(session) == [draft]


def test_a_retired_name_is_refused(desk: Desk) -> None:
    with desk.transaction() as session:
        retire(session, "dim-the-lamp", at=AT, by="person:1", why=own("old"))
        assert "retired" in refused(session, begun(session))


def test_an_article_of_the_console_gets_a_new_text_and_keeps_the_old_one(desk_anywhere: Desk) -> None:
    with desk_anywhere.transaction() as session:
        published(session, begun(session))
        new = Text(own("Dim the lamps"), "tutorial", "lamps", "customers", (), own("Turn both wheels.\n"))
        draft = begun(session, new, replaces="dim-the-lamp")
        assert not is_kept_elsewhere(session, draft)
        assert published(session, draft) == "dim-the-lamp"
        now, before = versions.versions(session, "dim-the-lamp")
        assert (now.title, now.by, before.title) == ("Dim the lamps", "person:2", "Dim the lamp")
        (row,) = shelf.articles(session)
        assert (row.body, row.audience) == ("Turn both wheels.\n", "customers")


def test_an_article_of_a_folder_is_handed_over_as_a_file(desk: Desk) -> None:
    desk.write("lamp", article("The lamp", "It shines.\n"))
    desk.sync()
    with desk.transaction() as session:
        draft = begun(session, replaces="lamp")
        assert is_kept_elsewhere(session, draft)
        with pytest.raises(PublishingError):
            published(session, draft)
        hand_over(session, draft, By(2, LATER))
        (made,) = drafts.finished(session)
        assert (made.state, made.published_as) == (State.HANDED_OVER, "lamp")
        assert drafts.not_asked_again(session) == []
        assert shelf.articles(session)[0].body == "It shines.\n"


def test_another_article_of_the_same_title_is_found(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    desk.write("dimming", article("DIM the Lamp"))
    desk.sync()
    with desk.transaction() as session:
        assert same_title(session, begun(session)) == "dimming"
        assert same_title(session, begun(session, replaces="dimming")) == ""


def test_it_is_written_down_what_became_of_each_query(desk_anywhere: Desk) -> None:
    with desk_anywhere.transaction() as session:
        one, two = asked(session, "dim?", "dark?")
        draft = begun(session, gap_ids=[one, two])
        published(session, draft, one, two)
        drafts.note(session, draft.id, [one], Outcome.TOLD)
        assert drafts.outcomes(session, draft.id) == {one: Outcome.TOLD, two: Outcome.DUE}
        drafts.note_asked_again(session, [draft.id], LATER)
        assert drafts.not_asked_again(session) == []
