"""The play: what people do with buttons, forms, menus and the Home tab, against an app written with Bolt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from tests.workspace import manifests
from tests.workspace.helper_app import (
    TICKET,
    asked,
    bare_app,
    button,
    helper,
    modal,
    option,
    over_http,
    section,
)
from workspace import ClientError, Form, Heard, TroubleError, Workspace

Json = dict[str, Any]


@pytest.fixture
def slack() -> Iterator[Workspace]:
    with Workspace(manifests.over_http()) as workspace:
        yield workspace
        assert workspace.complaints == []


@pytest.fixture
def app(slack: Workspace) -> Iterator[App]:
    """The helper; tests register more listeners before anything happens."""
    app = helper(slack, socket=False)
    with over_http(app) as url:
        slack.verify_url(url)
        yield app


@pytest.fixture
def web(slack: Workspace) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def offer(slack: Workspace, web: WebClient, *elements: Json, kind: str = "actions") -> Heard:
    """A message of the bot to Ada with these elements."""
    ada = slack.person("ada")
    blocks = [section("Choose"), {"type": kind, "block_id": "offer", "elements": list(elements)}]
    posted = web.chat_postMessage(channel=ada.id, text="Choose", blocks=blocks)
    return slack.heard(str(posted["channel"]), str(posted["ts"]))


def noting(app: App, action_id: str) -> list[Json]:
    """The bodies the app gets for an action."""
    bodies: list[Json] = []

    @app.action(action_id)
    def on_action(ack: Ack, body: Json) -> None:
        ack()
        bodies.append(body)

    return bodies


def form_of(slack: Workspace, web: WebClient, *blocks: Json, **more: Any) -> Form:
    """A form on Ada's screen."""
    ada = slack.person("ada")
    trigger = slack.core.interactions.trigger(ada.person)
    web.views_open(trigger_id=trigger, view=modal(*blocks, **{"callback_id": "tested"} | more))
    assert ada.form
    return ada.form


def submitting(app: App, **answer: Any) -> list[Json]:
    """The views the app gets for a submitted form, which it acknowledges with the answer."""
    views: list[Json] = []

    @app.view("tested")
    def on_submit(ack: Ack, view: Json) -> None:
        ack(**answer)
        views.append(view)

    return views


def test_a_button_click_carries_its_message_and_place(slack: Workspace, app: App, web: WebClient) -> None:
    bodies = noting(app, "go")
    heard = offer(slack, web, button("Go ahead", "go", style="primary"))
    ada = slack.person("ada")
    assert heard.click("go ahead", by=ada, opens=False) is None
    (body,) = bodies
    assert body["container"] == {
        "type": "message",
        "message_ts": heard.ts,
        "channel_id": heard.message.channel,
        "is_ephemeral": False,
    }
    assert body["user"]["id"] == ada.id
    assert body["message"]["ts"] == heard.ts
    assert body["actions"][0]["value"] == "go"
    assert body["actions"][0]["block_id"] == "offer"


def test_feedback_buttons_send_the_value_chosen(slack: Workspace, app: App, web: WebClient) -> None:
    bodies = noting(app, "feedback")
    good = {"text": {"type": "plain_text", "text": "Good answer"}, "value": "good"}
    bad = {"text": {"type": "plain_text", "text": "Bad answer"}, "value": "bad"}
    element = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": good,
        "negative_button": bad,
    }
    heard = offer(slack, web, element, kind="context_actions")
    assert heard.buttons == ["Good answer", "Bad answer"]
    heard.click("bad answer", by=slack.person("ada"), opens=False)
    action = bodies[0]["actions"][0]
    assert (action["type"], action["value"]) == ("feedback_buttons", "bad")


@pytest.mark.parametrize("kind", ["static_select", "radio_buttons", "overflow"])
def test_a_menu_of_a_message_sends_the_option(slack: Workspace, app: App, web: WebClient, kind: str) -> None:
    bodies = noting(app, "menu")
    heard = offer(slack, web, {"type": kind, "action_id": "menu", "options": [option("One"), option("Two")]})
    heard.click("Two", by=slack.person("ada"), opens=False)
    assert bodies[0]["actions"][0]["selected_option"]["value"] == "two"
    held = bodies[0]["state"]["values"].get("offer", {}).get("menu", {}).get("selected_option")
    assert kind == "overflow" or held["value"] == "two"


def test_a_click_without_a_form_returns_none_after_a_moment(
    slack: Workspace, app: App, web: WebClient
) -> None:
    ada = slack.person("ada")
    reply = ada.says("stuck").reply()
    assert reply.click("Solved", by=ada) is None
    assert reply.reads("Solved!").buttons == []
    assert reply.text == "Solved"
    assert ada.hears("Thank you.").is_ephemeral
    with pytest.raises(AssertionError, match="no button"):
        reply.click("Solved", by=ada)


def test_a_form_can_be_insisted_on(slack: Workspace, app: App) -> None:
    ada = slack.person("ada")
    reply = ada.says("stuck").reply()
    form = reply.click("Open a ticket", by=ada, opens=True)
    assert form
    assert form.labels == ["Job number", "What happens?", "How bad?", "Seen by", "Which system?"]
    assert "Everybody" in form.all_text


def test_who_clicks_is_who_saw_the_message_unless_told(slack: Workspace, app: App, web: WebClient) -> None:
    bodies = noting(app, "go")
    heard = offer(slack, web, button("Go", "go"))
    with pytest.raises(ValueError, match="by"):
        heard.click("go")
    slack.person("ada").hears("Choose").click("go", opens=False)
    assert bodies[0]["user"]["name"] == "ada"


def test_strangers_to_a_message_cannot_click_it(slack: Workspace, app: App, web: WebClient) -> None:
    heard = offer(slack, web, button("Go", "go"))
    with pytest.raises(ClientError, match="does not see"):
        heard.click("Go", by=slack.person("bob"))


def test_ephemeral_messages_are_answered_in_place(slack: Workspace, app: App, web: WebClient) -> None:
    urls: list[Json] = noting(app, "go")
    place = slack.channel("help", members=["ada", "bob"])
    ada, bob = slack.person("ada"), slack.person("bob")
    blocks = [section("Only you", accessory=button("Go", "go"))]
    web.chat_postEphemeral(channel=place.id, user=ada.id, text="Only you", blocks=blocks)
    heard = ada.sees(in_="help")[-1]
    with pytest.raises(ClientError, match="does not see"):
        heard.click("Go", by=bob)
    heard.click("Go", by=ada, opens=False)
    assert urls[0]["container"]["is_ephemeral"]
    assert "message" not in urls[0]
    response = WebhookClient(urls[0]["response_url"])
    response.send(text="Done", replace_original=True)
    assert heard.text == "Done"
    response.send(text="For all", response_type="in_channel")
    assert not bob.hears("For all", in_="help").is_ephemeral
    response.send(delete_original=True)
    assert not heard.is_there


def test_every_kind_of_input_is_submitted_as_slack_does(slack: Workspace, app: App, web: WebClient) -> None:
    views = submitting(app)
    bob = slack.person("bob")
    form = form_of(
        slack,
        web,
        asked("Text", "text", {"type": "plain_text_input"}),
        asked("Mail", "mail", {"type": "email_text_input"}),
        asked("Link", "link", {"type": "url_text_input"}),
        asked("Count", "count", {"type": "number_input", "is_decimal_allowed": False}),
        asked("Day", "day", {"type": "datepicker"}),
        asked("Time", "time", {"type": "timepicker"}),
        asked("Who", "who", {"type": "users_select"}),
        asked("One of", "one", {"type": "static_select", "options": [option("A"), option("B")]}),
        asked("Some of", "some", {"type": "multi_static_select", "options": [option("A"), option("B")]}),
        asked("Radio", "radio", {"type": "radio_buttons", "options": [option("Yes"), option("No")]}),
        asked("Boxes", "boxes", {"type": "checkboxes", "options": [option("Red"), option("Blue")]}),
    )
    form.fill(text="words", mail="a@b.example", link="https://b.example", count="3", day="2026-01-31")
    form.fill({"Time": "10:30", "Who": "bob", "One of": "b", "Some of": ["A", "B"], "Radio": "No"})
    form.check("Red").check("blue")
    assert form.submit() is None
    values = {block: held["it"] for block, held in views[0]["state"]["values"].items()}
    assert values["text"] == {"type": "plain_text_input", "value": "words"}
    assert [values[b]["value"] for b in ("mail", "link", "count")] == [
        "a@b.example",
        "https://b.example",
        "3",
    ]
    assert (values["day"]["selected_date"], values["time"]["selected_time"]) == ("2026-01-31", "10:30")
    assert values["who"]["selected_user"] == bob.id
    assert values["one"]["selected_option"]["value"] == "b"
    assert values["radio"]["selected_option"]["text"]["text"] == "No"
    assert [o["value"] for o in values["some"]["selected_options"]] == ["a", "b"]
    assert [o["value"] for o in values["boxes"]["selected_options"]] == ["red", "blue"]


def test_untouched_inputs_keep_their_initial_values_and_others_are_null(
    slack: Workspace, app: App, web: WebClient
) -> None:
    views = submitting(app)
    form = form_of(
        slack,
        web,
        asked("Given", "given", {"type": "plain_text_input", "initial_value": "as it was"}),
        asked("Open", "open", {"type": "plain_text_input"}, optional=True),
        asked("Menu", "menu", {"type": "static_select", "options": [option("A")]}, optional=True),
        asked("Boxes", "boxes", {"type": "checkboxes", "options": [option("A")]}, optional=True),
        asked(
            "Ticked",
            "ticked",
            {"type": "checkboxes", "options": [option("A")], "initial_options": [option("A")]},
        ),
    )
    assert form.values() == {"given": "as it was", "open": None, "menu": None, "boxes": [], "ticked": ["A"]}
    assert form.submit() is None
    values = {block: held["it"] for block, held in views[0]["state"]["values"].items()}
    assert values["given"]["value"] == "as it was"
    assert values["open"]["value"] is None
    assert values["menu"]["selected_option"] is None
    assert values["boxes"]["selected_options"] == []
    assert values["ticked"]["selected_options"][0]["value"] == "a"


@pytest.mark.parametrize(
    ("element", "entry", "problem"),
    [
        ({"type": "plain_text_input"}, "", "complete this required field"),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3"),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "no more than 3"),
        ({"type": "email_text_input"}, "ada", "valid email"),
        ({"type": "url_text_input"}, "example.com", "valid URL"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "valid number"),
    ],
)
def test_slacks_client_submits_nothing_malformed(
    slack: Workspace, app: App, web: WebClient, element: Json, entry: str, problem: str
) -> None:
    views = submitting(app)
    form = form_of(slack, web, asked("It", "block", element))
    errors = form.fill(it=entry).submit()
    assert errors is not None
    assert problem in errors["block"]
    assert views == []


def test_an_app_updates_pushes_and_clears_forms(slack: Workspace, app: App, web: WebClient) -> None:
    second = modal(section("Second"), title="Second", callback_id="second")
    third = modal(section("Third"), title="Third", callback_id="third")
    submitting(app, response_action="update", view=second)

    @app.view("second")
    def on_second(ack: Ack) -> None:
        ack(response_action="push", view=third)

    @app.view("third")
    def on_third(ack: Ack) -> None:
        ack(response_action="clear")

    ada = slack.person("ada")
    form = form_of(slack, web, section("First"))
    assert form.submit() is None
    assert (form.title, form.is_open) == ("Second", True)
    assert form.submit() is None
    assert ada.form
    assert (ada.form.title, form.is_open) == ("Third", True)
    assert ada.form.view.previous_id == form.view.id
    assert ada.form.submit() is None
    assert slack.world.stacks[ada.id] == []
    assert not form.view.open


def test_errors_must_name_inputs(slack: Workspace, app: App, web: WebClient) -> None:
    submitting(app, response_action="errors", errors={"nowhere": "?"})
    form = form_of(slack, web, asked("It", "block", {"type": "plain_text_input"}))
    with pytest.raises(TroubleError, match="must name input blocks"):
        form.fill(it="x").submit()
    assert len(slack.complaints) == 1
    slack.complaints.clear()


def test_a_closed_form_is_told_of_when_asked(slack: Workspace, app: App, web: WebClient) -> None:
    form = form_of(slack, web, section("x"), notify_on_close=True, callback_id="ticket_form")
    form.close()
    assert not form.is_open
    assert [d.type for d in slack.deliveries] == ["view_closed"]
    with pytest.raises(ClientError, match="closed"):
        form.submit()


def test_what_was_entered_survives_an_update_in_place(slack: Workspace, app: App, web: WebClient) -> None:
    form = form_of(slack, web, asked("It", "block", {"type": "plain_text_input"}))
    form.fill(it="typed")
    longer = modal(section("More"), asked("It", "block", {"type": "plain_text_input"}), title="Longer")
    web.views_update(view_id=form.view.id, view=longer)
    assert form.waits_for("Longer").values() == {"block": "typed"}


def test_inputs_behind_a_loading_view_are_waited_for(slack: Workspace, app: App) -> None:
    form = slack.person("ada").shortcut("ticket", slack.person("ada").says("stuck"))
    assert form
    assert form.fill(job="1", severity="Low").values()["job"] == "1"
    with pytest.raises(AssertionError, match="is not offered"):
        form.fill(severity="Medium")


def test_an_external_menu_asks_the_app_for_options(slack: Workspace, app: App, web: WebClient) -> None:
    form = form_of(slack, web, TICKET["blocks"][-1])
    form.fill(system="north")
    assert form.values() == {"system": "north one"}
    suggestion = slack.deliveries[-1]
    assert (suggestion.type, suggestion.payload["value"]) == ("block_suggestion", "north")
    too_short = slack.client.suggestions(form.view, *_only_input(form), "")
    assert too_short == []


def _only_input(form: Form) -> tuple[Json, Json]:
    block = form.view.blocks[0]
    return block, block["element"]


def test_menus_in_a_form_tell_the_app_at_once(slack: Workspace, app: App, web: WebClient) -> None:
    bodies = noting(app, "now")
    menu = {"type": "static_select", "action_id": "now", "options": [option("A"), option("B")]}
    form = form_of(
        slack,
        web,
        {"type": "actions", "block_id": "menu", "elements": [menu]},
        asked("It", "text", {"type": "plain_text_input", "action_id": "now"}, dispatch_action=True),
    )
    form.fill(menu="B")
    form.fill(it="typed")
    assert [body["actions"][0]["type"] for body in bodies] == ["static_select", "plain_text_input"]
    assert bodies[1]["actions"][0]["value"] == "typed"
    assert bodies[1]["view"]["state"]["values"]["menu"]["now"]["selected_option"]["value"] == "b"
    assert "channel" not in bodies[0]


def test_a_button_in_a_form_pushes_another(slack: Workspace, app: App, web: WebClient) -> None:
    @app.action("deeper")
    def on_deeper(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.views_push(trigger_id=body["trigger_id"], view=modal(section("Deep"), title="Deep"))

    form = form_of(slack, web, section("x", accessory=button("Deeper", "deeper")))
    deep = form.click("Deeper")
    assert deep
    assert (deep.title, deep.view.previous_id, deep.view.root_id) == ("Deep", form.view.id, form.view.id)
    deep.close()
    ada_sees = slack.person("ada").form
    assert ada_sees
    assert ada_sees.view is form.view


def test_the_home_tab_is_published_and_pressed(slack: Workspace, app: App) -> None:
    home = slack.person("ada").opens_home()
    assert home.all_text == "Welcome home\nNew"
    form = home.click("New")
    assert form
    assert form.title == "Ticket"
    clicked = next(d.payload for d in slack.deliveries if d.type == "block_actions")
    assert clicked["container"]["type"] == "view"
    assert clicked["view"]["type"] == "home"
    assert "channel" not in clicked


def test_a_command_opens_what_its_trigger_opens(slack: Workspace, app: App) -> None:
    ada = slack.person("ada")
    assert ada.command("/help-me", "please", opens=False) is None
    assert ada.hears("Help for please").is_ephemeral


def test_an_answer_the_limits_forbid_is_trouble(slack: Workspace) -> None:
    app = bare_app(slack, socket=False)

    @app.command("/help-me")
    def on_command(ack: Ack) -> None:
        ack(blocks=[{"type": "nonsense"}])

    with over_http(app) as url:
        slack.verify_url(url)
        with pytest.raises(TroubleError, match="invalid_blocks"):
            slack.person("ada").command("/help-me")
    slack.complaints.clear()


def test_replies_come_one_after_the_other(slack: Workspace, app: App) -> None:
    ada = slack.person("ada")
    first = ada.says("one")
    assert "You said: one" in first.reply().all_text
    second = ada.says("two", thread=first)
    assert "You said: two" in second.reply().all_text
    assert [len(first.replies()), len(second.replies())] == [2, 1]
    with pytest.raises(AssertionError, match="No reply"):
        second.reply(timeout=0.05)


def test_a_dead_app_is_trouble_to_those_who_click(slack: Workspace, web: WebClient) -> None:
    app = helper(slack, socket=False)
    with over_http(app) as url:
        slack.verify_url(url)
        heard = offer(slack, web, button("Go", "open"))
        slack.quiet(0.05)
    with pytest.raises(TroubleError, match="connection_failed"):
        heard.click("Go", by=slack.person("ada"))


def test_all_text_is_what_a_person_reads(slack: Workspace, web: WebClient) -> None:
    slack.channel("help", members=["ada"])
    ada = slack.person("ada")
    blocks: list[Json] = [
        {"type": "header", "text": {"type": "plain_text", "text": "Title"}},
        section(f"<@{ada.id}> a &lt; b <https://x.example|here> in <#C0001>"),
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "one"}, {"type": "mrkdwn", "text": "two"}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small <!here>"}]},
        {"type": "image", "image_url": "https://x.example/i.png", "alt_text": "a picture"},
        {
            "type": "card",
            "title": {"type": "plain_text", "text": "Card"},
            "body": {"type": "mrkdwn", "text": "careful"},
        },
        {
            "type": "plan",
            "title": "Plan",
            "tasks": [{"type": "task_card", "task_id": "1", "title": "Step", "status": "complete"}],
        },
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "left"}, {"type": "raw_text", "text": "right"}]],
        },
        {
            "type": "container",
            "title": {"type": "plain_text", "text": "Box"},
            "child_blocks": [section("inside")],
        },
        {"type": "markdown", "text": "**bold** \\*star\\* &lt;b&gt;"},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]},
                        {"type": "rich_text_section", "elements": [{"type": "user", "user_id": ada.id}]},
                    ],
                }
            ],
        },
    ]
    web.chat_postMessage(channel="C0001", text="fallback", blocks=blocks)
    assert ada.sees(in_="help")[-1].all_text.split("\n") == [
        "Title",
        "@ada a < b here in #help",
        "one",
        "two",
        "small @here",
        "a picture",
        "Card",
        "careful",
        "Plan",
        "Step",
        "left",
        "right",
        "Box",
        "inside",
        "bold *star* <b>",
        "first",
        "@ada",
    ]


def test_quiet_means_that_nothing_happens_any_more(slack: Workspace, app: App) -> None:
    ada = slack.person("ada")
    said = ada.says("one")
    slack.quiet(0.1)
    assert len(said.replies()) == 1
    slack.faults.events_late(0.4)
    ada.says("two")
    with pytest.raises(TimeoutError):
        slack.quiet(0.05, timeout=0.1)
    slack.quiet(0.05)
