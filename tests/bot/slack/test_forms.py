"""What the forms ask, how they are read, and what they refuse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms import answering, phone, ticket
from bot.message import ActName
from bot.rules import Rules, TalkRules
from bot.slack.form import as_view, submitted
from guard import own
from tests.bot.slack.reading import HOSTILE, accepted_form, parts, screened
from tickets.policy import PromiseRules
from tickets.values import Detail, DetailName, DetailState

PATTERN = TalkRules.job_pattern
RULES = Rules(PromiseRules())
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
DETAILS = {
    DetailName.USER: Detail(DetailName.USER),
    DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, screened("8834127")),
    DetailName.ERROR: Detail(DetailName.ERROR, DetailState.NOT_APPLICABLE),
    DetailName.STEPS: Detail(DetailName.STEPS),
}
FORM = as_view(
    ticket.ticket_form(DETAILS, conversation=7, subject=screened("The upload hangs"), category="incident")
)
COMPLETE = {
    "subject": "The upload hangs",
    "category": "incident",
    "user": "abrook",
    "user_na": "",
    "job": "8834127",
    "job_na": "",
    "error": "",
    "error_na": "yes",
    "steps": "I pressed Upload",
    "steps_na": "",
}


def field(view: dict[str, Any], name: str) -> dict[str, Any]:
    """The input of a form with this name."""
    found: dict[str, Any] = next(one for one in view["blocks"] if one.get("block_id") == name)
    return found


def sent(view: dict[str, Any], **typed: str) -> dict[str, Any]:
    """The view as Slack sends it when a person has typed and changes nothing else."""
    values = {
        one["block_id"]: {"value": _state(one["element"])} for one in view["blocks"] if "element" in one
    }
    for name, text in typed.items():
        values[name]["value"]["value"] = text
    return {**view, "state": {"values": values}}


def _state(element: dict[str, Any]) -> dict[str, Any]:
    state = {"type": element["type"]}
    if element["type"] == "checkboxes":
        return {**state, "selected_options": element.get("initial_options", [])}
    if element["type"] == "static_select":
        return {**state, "selected_option": element.get("initial_option")}
    return {**state, "value": element.get("initial_value")}


def test_the_form_holds_everything_that_is_known() -> None:
    accepted_form(FORM)
    assert FORM["callback_id"] == "ticket"
    assert FORM["private_metadata"] == "7"
    assert field(FORM, "subject")["element"]["initial_value"] == "The upload hangs"
    assert field(FORM, "job")["element"]["initial_value"] == "8834127"
    assert field(FORM, "category")["element"]["initial_option"]["text"]["text"] == "Something is broken"


def test_what_comes_from_the_message_says_so() -> None:
    assert field(FORM, "job")["hint"]["text"] == "From your message"
    assert "hint" not in field(FORM, "user")


def test_a_detail_said_not_to_apply_is_ticked_and_no_other() -> None:
    ticked = [name for name in DetailName if "initial_options" in field(FORM, f"{name}_na")["element"]]
    assert ticked == [DetailName.ERROR]


def test_every_action_is_named_value() -> None:
    assert {part["action_id"] for part in parts(FORM) if "action_id" in part} == {"value"}


def test_only_offered_categories_can_be_chosen() -> None:
    view = as_view(
        ticket.ticket_form(
            DETAILS,
            conversation=7,
            subject=own(""),
            category="other",
            offer_categories=("incident", "service"),
        )
    )
    accepted_form(view)
    select = field(view, "category")["element"]
    assert [one["value"] for one in select["options"]] == ["incident", "service"]
    assert "initial_option" not in select


def test_the_form_says_that_work_done_for_somebody_is_charged() -> None:
    assert "charged" in field(FORM, "category")["hint"]["text"]


def test_what_was_sent_is_read_back_by_name() -> None:
    assert submitted(sent(FORM, user="abrook")) == {
        **COMPLETE,
        "steps": "",
        "subject": "The upload hangs",
    }


@given(st.text(max_size=200))
def test_a_form_takes_any_words_and_gives_them_back(said: str) -> None:
    details = {name: Detail(name, DetailState.GIVEN, screened(said)) for name in DetailName}
    view = as_view(ticket.ticket_form(details, conversation=7, subject=screened(said), category="incident"))
    accepted_form(view)
    assert submitted(sent(view, steps=said))["steps"] == said


@pytest.mark.parametrize("said", ["x" * 100_000, "😀" * 50_000, HOSTILE * 700, "", " \n "])
def test_words_of_any_length_make_a_form_that_slack_takes(said: str) -> None:
    text = screened(said)
    details = {name: Detail(name, DetailState.GIVEN, text) for name in DetailName}
    accepted_form(as_view(ticket.ticket_form(details, conversation=7, subject=text, category="nonsense")))
    accepted_form(
        as_view(
            answering.staff_form(
                ActName.ARTICLE,
                number=10**9,
                conversation=7,
                articles=((said, said), ("a", said), ("a", said)),
            )
        )
    )


def test_a_complete_form_has_no_errors() -> None:
    assert ticket.errors(COMPLETE, PATTERN) == {}


@pytest.mark.parametrize("name", list(DetailName))
def test_each_detail_is_given_or_does_not_apply(name: DetailName) -> None:
    neither = {**COMPLETE, name: " ", f"{name}_na": ""}
    assert list(ticket.errors(neither, PATTERN)) == [name]
    assert ticket.errors({**neither, f"{name}_na": "yes"}, PATTERN) == {}


@pytest.mark.parametrize("name", list(DetailName))
def test_a_detail_is_not_both_given_and_said_not_to_apply(name: DetailName) -> None:
    both = {**COMPLETE, name: "job 8834127", f"{name}_na": "yes"}
    assert list(ticket.errors(both, PATTERN)) == [f"{name}_na"]


@pytest.mark.parametrize(
    ("job", "right"),
    [
        ("12345", False),
        ("123456", True),
        ("123456789", True),
        ("1234567890", False),
        ("job no. 8834127, please", True),
        ("8834127 and 8834128", True),
        ("the last one", False),
    ],
)
def test_a_job_number_has_as_many_digits_as_the_rules_say(job: str, right: bool) -> None:
    assert (ticket.errors({**COMPLETE, "job": job}, PATTERN) == {}) is right


def test_the_subject_is_needed() -> None:
    assert list(ticket.errors({**COMPLETE, "subject": "  "}, PATTERN)) == ["subject"]


@pytest.mark.parametrize("category", ["feature", "service"])
def test_wishes_and_services_need_no_details(category: str) -> None:
    assert ticket.errors({"subject": "Dark colours", "category": category}, PATTERN) == {}


def test_errors_stand_at_fields_of_the_form() -> None:
    names = {one.get("block_id") for one in FORM["blocks"]}
    assert set(ticket.errors({}, PATTERN)) <= names
    assert set(ticket.errors({**COMPLETE, "error": "E 7"}, PATTERN)) <= names


@pytest.mark.parametrize("act", sorted(answering.FORMS))
def test_every_form_of_the_desk_is_one_that_slack_takes(act: ActName) -> None:
    view = as_view(
        answering.staff_form(act, number=1042, conversation=7, articles=(("resume", "Resume an upload"),))
    )
    accepted_form(view)
    assert view["callback_id"] == f"form_{act}"
    assert view["private_metadata"] == "7"
    assert "#1042" in view["title"]["text"]


def test_the_detail_first_named_is_chosen() -> None:
    view = as_view(
        answering.staff_form(
            ActName.ASK_DETAIL, number=1042, conversation=7, missing=(DetailName.STEPS, DetailName.USER)
        )
    )
    assert submitted(sent(view, words="Thanks")) == {"detail": "steps", "words": "Thanks"}


def test_with_no_detail_missing_none_is_chosen_beforehand() -> None:
    view = as_view(answering.staff_form(ActName.ASK_DETAIL, number=1042, conversation=7))
    assert "initial_option" not in field(view, "detail")["element"]


def test_the_nearest_article_stands_first_and_none_is_chosen_beforehand() -> None:
    view = as_view(
        answering.staff_form(
            ActName.ARTICLE,
            number=1042,
            conversation=7,
            articles=(("resume", "Resume"), ("queue", "The queue")),
        )
    )
    assert "initial_option" not in field(view, "article")["element"]
    options = field(view, "article")["element"]["options"]
    assert [one["text"]["text"] for one in options] == ["Resume", "The queue"]


def test_without_a_near_article_one_can_be_named() -> None:
    view = as_view(answering.staff_form(ActName.ARTICLE, number=1042, conversation=7))
    accepted_form(view)
    assert submitted(sent(view, article="resume"))["article"] == "resume"


def test_an_empty_answer_is_refused_and_an_empty_solution_is_not() -> None:
    def wrong(act: ActName, said: str) -> list[str]:
        return list(answering.FORMS[act].errors({"words": said}, RULES, NOON))

    assert wrong(ActName.ANSWER, " ") == wrong(ActName.NOTE, "") == ["words"]
    assert wrong(ActName.ANSWER, "Press Resume.") == wrong(ActName.SOLVE, "") == []


def test_the_form_of_a_call_asks_whether_the_caller_agreed_to_the_charge_policy_11() -> None:
    accepted_form(as_view(phone.phone_form("new-1", ())))
    call = {"caller": "Ada Brook", "subject": "A routing group", "agreed": ""}
    wrong = phone.FORMS[ActName.PHONED].errors
    assert list(wrong({**call, "category": "service"}, RULES, NOON)) == ["agreed"]
    assert wrong({**call, "category": "service", "agreed": "yes"}, RULES, NOON) == {}
    assert wrong({**call, "category": "incident"}, RULES, NOON) == {}


@pytest.mark.parametrize(
    ("filled", "at"),
    [
        ({"job": "no number"}, ["job"]),
        ({"job": "8834127"}, []),
        ({"job_na": "yes"}, []),
        ({"job": "8834127", "job_na": "yes"}, ["job_na"]),
        ({}, []),
    ],
)
def test_the_form_of_a_call_takes_a_job_number_or_that_there_is_none(
    filled: dict[str, str], at: list[str]
) -> None:
    call = {"caller": "Ada Brook", "subject": "It hangs", "category": "incident"}
    assert list(phone.FORMS[ActName.PHONED].errors({**call, **filled}, RULES, NOON)) == at
