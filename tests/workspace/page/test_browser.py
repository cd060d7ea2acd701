"""People at the page, in a real browser: talking, forms, the app's own place, the tools, the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from slack_sdk import WebClient

from tests.workspace.helper_app import TICKET, asked, button, modal, option, section
from tests.workspace.page.conftest import WRITTEN, Opens
from workspace import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NASTY = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


def says(page: Page, text: str, label: str = "Message #help") -> None:
    box = page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")


def thread(page: Page) -> Any:
    return page.get_by_role("complementary", name="Thread")


def test_a_message_is_answered_and_its_thread_opens_by_itself(slack: Workspace, opens: Opens) -> None:
    page = opens()
    says(page, "hello *there*")
    expect(thread(page).get_by_text("You said: hello")).to_be_visible()
    thread(page).get_by_role("button", name="Solved").click()
    expect(thread(page).get_by_text("Solved!")).to_be_visible()
    expect(thread(page).get_by_text("(edited)")).to_be_visible()
    says(page, "and again", "Reply")
    expect(thread(page).get_by_text("You said: and again")).to_be_visible()
    thread(page).get_by_label("Close thread").click()
    expect(thread(page)).to_have_count(0)
    expect(page.get_by_role("button", name="3 replies")).to_be_visible()


def test_shift_enter_writes_a_new_line_and_slash_and_at_complete(slack: Workspace, opens: Opens) -> None:
    page = opens()
    box = page.get_by_label("Message #help", exact=True)
    box.fill("one")
    box.press("Shift+Enter")
    box.press_sequentially("two @bo")
    expect(page.get_by_role("option", name="Bob Lindqvist")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("one\ntwo @bob ")
    box.fill("")
    box.press_sequentially("/he")
    page.get_by_role("option", name="/help-me").click()
    expect(box).to_have_value("/help-me ")
    box.press_sequentially("now")
    box.press("Enter")
    expect(page.get_by_role("log").get_by_text("Help for now")).to_be_visible()
    expect(page.get_by_role("log").get_by_text("Only visible to you")).to_be_visible()
    says(page, "/nothing here")
    expect(page.get_by_role("alert").get_by_text("/nothing is not a valid command.")).to_be_visible()


def test_words_of_people_and_apps_stay_words(slack: Workspace, opens: Opens, web: WebClient) -> None:
    page = opens()
    says(page, NASTY)
    place = slack.channel("help").id
    web.chat_postMessage(
        channel=place,
        text="x",
        blocks=[
            section("&lt;b&gt;raw&lt;/b&gt; <javascript:alert(1)|click me> *bold*"),
            {"type": "markdown", "text": f"{NASTY} [evil](javascript:alert(1))"},
        ],
    )
    log = page.get_by_role("log")
    expect(log.get_by_text("<b>raw</b>")).to_be_visible()
    expect(log.locator("article .rich").get_by_text(NASTY)).to_be_visible()
    expect(page.locator("article img, article script, a[href^=javascript]")).to_have_count(0)
    assert page.title() == "Ada Okafor in Home (simulated Slack)"


def test_a_form_shows_what_is_missing_and_what_the_app_refuses(slack: Workspace, opens: Opens) -> None:
    page = opens()
    says(page, "stuck")
    thread(page).get_by_role("button", name="Open a ticket").click()
    form = page.get_by_role("dialog", name="Ticket")
    expect(form.get_by_label("Job number")).to_be_focused()
    expect(form.get_by_label("What happens?")).to_have_value("stuck")
    form.get_by_role("button", name="Open").click()
    expect(form.get_by_text("Please complete this required field.")).to_have_count(2)
    expect(form.get_by_label("Job number")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("Job number").fill("x")
    form.get_by_label("How bad?").select_option("Low")
    form.get_by_label("Everybody").check()
    form.get_by_label("Which system?").press_sequentially("up")
    form.get_by_role("option", name="up two").click()
    form.get_by_role("button", name="Open").click()
    expect(form.get_by_text("Digits only.")).to_be_visible()
    form.get_by_label("Job number").fill("12")
    form.get_by_role("button", name="Open").click()
    expect(form).to_have_count(0)
    slack.person("ada").hears("Ticket for 12")
    values = [d for d in slack.deliveries if d.type == "view_submission"][-1].payload["view"]["state"][
        "values"
    ]
    assert values["system"]["it"]["selected_option"]["text"]["text"] == "up two"
    assert [o["value"] for o in values["who"]["it"]["selected_options"]] == ["everybody"]
    expect(page.get_by_role("link", name="Helper")).to_contain_text("1")


def test_a_late_refusal_leaves_the_field_in_which_somebody_types_already(opens: Opens) -> None:
    page = opens()
    says(page, "stuck")
    thread(page).get_by_role("button", name="Open a ticket").click()
    form = page.get_by_role("dialog", name="Ticket")
    expect(form.get_by_label("Job number")).to_be_focused()
    held: list[Route] = []
    page.route("**/page/api/submit", lambda route: held.extend([route]))
    with page.expect_request("**/page/api/submit"):
        form.get_by_role("button", name="Open").click()
    form.get_by_label("What happens?").focus()
    held[0].continue_()
    expect(form.get_by_label("Job number")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("What happens?")).to_be_focused()


def test_escape_closes_a_form_and_the_focus_stays_inside_until_then(slack: Workspace, opens: Opens) -> None:
    page = opens()
    says(page, "stuck")
    opener = thread(page).get_by_role("button", name="Open a ticket")
    opener.click()
    form = page.get_by_role("dialog", name="Ticket")
    expect(form.get_by_label("Job number")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    slack.quiet(0.05)
    assert "view_closed" in [delivery.type for delivery in slack.deliveries]


def test_forms_are_pushed_updated_and_hold_every_kind_of_input(
    slack: Workspace, opens: Opens, web: WebClient
) -> None:
    page = opens()
    person = slack.person("ada").person
    trigger = slack.core.interactions.trigger(person)
    offered = {"options": [option("One"), option("Two")]}
    inputs: list[tuple[str, dict[str, Any]]] = [
        ("Mail", {"type": "email_text_input", "initial_value": "a@b.example"}),
        ("Address", {"type": "url_text_input", "initial_value": "https://b.example"}),
        ("Number", {"type": "number_input", "is_decimal_allowed": False, "initial_value": "3"}),
        ("Day", {"type": "datepicker", "initial_date": "2026-03-01"}),
        ("Time", {"type": "timepicker", "initial_time": "14:30"}),
        ("Moment", {"type": "datetimepicker", "initial_date_time": 1_700_000_000}),
        ("Radio", {"type": "radio_buttons", "initial_option": option("Two")} | offered),
        ("Boxes", {"type": "checkboxes", "initial_options": [option("One")]} | offered),
        ("Several", {"type": "multi_static_select", "initial_options": [option("Two")]} | offered),
        ("Who", {"type": "users_select", "initial_user": person.id}),
        ("People", {"type": "multi_users_select", "initial_users": [person.id]}),
        ("Channel", {"type": "channels_select", "initial_channel": slack.channel("help").id}),
        ("Words", {"type": "plain_text_input", "multiline": True, "initial_value": "Some", "max_length": 99}),
    ]
    blocks = [asked(name, name.lower(), element) for name, element in inputs]
    view = web.views_open(trigger_id=trigger, view=modal(*blocks, title="All"))["view"]
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Mail")).to_have_value("a@b.example")
    expect(form.get_by_label("Day")).to_have_value("2026-03-01")
    expect(form.get_by_role("radio", name="Two")).to_be_checked()
    form.get_by_label("Time").fill("15:45")
    form.get_by_role("group", name="Boxes").get_by_label("Two").check()
    form.get_by_label("Who").select_option("Bob Lindqvist")
    form.get_by_label("Words").fill("Other words")

    more = modal(*blocks, asked("Late", "late", {"type": "plain_text_input"}, optional=True), title="Updated")
    web.views_update(view_id=view["id"], view=more)
    expect(form.get_by_role("heading", name="Updated")).to_be_visible()
    expect(form.get_by_label("Words")).to_have_value("Other words")
    slack.world.views[view["id"]].content["callback_id"] = "nobody"
    with page.expect_response("**/page/api/submit"):
        form.get_by_role("button", name="Open").click()
    sent = [d for d in slack.deliveries if d.type == "view_submission"][-1].payload["view"]["state"]["values"]
    assert sent["time"]["it"]["selected_time"] == "15:45"
    assert [o["value"] for o in sent["boxes"]["it"]["selected_options"]] == ["one", "two"]
    assert sent["who"]["it"]["selected_user"] == slack.person("bob").id
    assert sent["people"]["it"]["selected_users"] == [person.id]
    assert sent["moment"]["it"]["selected_date_time"] == 1_700_000_000
    assert sent["words"]["it"]["value"] == "Other words"
    expect(form.get_by_role("alert")).to_contain_text("We had some trouble connecting")


def test_a_confirmation_is_asked_for_before_a_button_acts(
    slack: Workspace, opens: Opens, web: WebClient
) -> None:
    def plain(text: str) -> dict[str, str]:
        return {"type": "plain_text", "text": text}

    confirm = {
        "title": plain("Sure?"),
        "text": plain("Really."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    blocks = [{"type": "actions", "elements": [button("Drop", "solved", confirm=confirm)]}]
    web.chat_postMessage(channel=slack.channel("help").id, text="x", blocks=blocks)
    page = opens()
    page.get_by_role("button", name="Drop").click()
    page.get_by_role("dialog", name="Sure?").get_by_role("button", name="No").click()
    slack.quiet(0.1)
    assert "block_actions" not in [delivery.type for delivery in slack.deliveries]
    page.get_by_role("button", name="Drop").click()
    page.get_by_role("dialog", name="Sure?").get_by_role("button", name="Yes").click()
    expect(page.get_by_role("log").get_by_text("Solved!")).to_be_visible()


def test_the_app_has_a_home_and_messages_with_prompts_and_a_status(
    slack: Workspace, opens: Opens, web: WebClient
) -> None:
    page = opens("ada", "app/home")
    expect(page.get_by_text("Welcome home")).to_be_visible()
    page.get_by_role("tab", name="Messages").click()
    place = slack.world.direct(slack.person("ada").id, slack.bot.id).id
    prompts = [{"title": "How do I …?", "message": "How do I print?"}]
    web.assistant_threads_setSuggestedPrompts(channel_id=place, prompts=prompts, title="Try")
    page.get_by_role("button", name="How do I …?").click()
    expect(page.get_by_role("log").get_by_text("You said: How do I print?")).to_be_visible()
    root = next(iter(slack.world.messages[place].values())).ts
    web.assistant_threads_setStatus(channel_id=place, thread_ts=root, status="is searching the articles …")
    expect(page.get_by_role("status").get_by_text("is searching the articles …")).to_be_visible()
    says(page, "with a printer", "Reply to Helper")
    expect(page.get_by_role("log").get_by_text("You said: with a printer")).to_be_visible()
    assert {m.root for m in slack.world.messages[place].values()} == {root}
    page.get_by_role("button", name="New conversation").click()
    says(page, "something else", "Message Helper")
    expect(page.get_by_role("log").get_by_text("You said: something else")).to_be_visible()


def test_messages_are_edited_reacted_to_linked_and_deleted(slack: Workspace, opens: Opens) -> None:
    page = opens()
    says(page, "helo")
    expect(thread(page).get_by_text("You said: helo")).to_be_visible()
    thread(page).get_by_label("Close thread").click()
    message = page.get_by_role("log").locator("article").first
    message.hover()
    message.get_by_role("button", name="React").click()
    page.get_by_role("menuitem", name="eyes").click()
    given = message.get_by_role("button", name="eyes, 1 reaction", pressed=True)
    given.click()
    expect(given).not_to_be_visible()
    message.hover()
    message.get_by_role("button", name="React").click()
    page.get_by_role("menuitem", name="eyes").click()
    expect(given).to_be_visible()
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Edit message").click()
    page.get_by_label("Edit message").fill("hello")
    page.get_by_label("Edit message").press("Enter")
    expect(message.get_by_text("hello (edited)")).to_be_visible()
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Open a ticket").click()
    page.get_by_role("dialog", name="Ticket").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("This message was deleted.")).to_be_visible()


def test_a_permalink_opens_the_thread_of_the_message(slack: Workspace, opens: Opens, web: WebClient) -> None:
    said = slack.person("ada").says("hello", in_="help")
    reply = said.reply()
    link = web.chat_getPermalink(channel=reply.message.channel, message_ts=reply.ts)["permalink"]
    web.chat_postMessage(channel=reply.message.channel, text=f"See <{link}|this answer>")
    page = opens()
    page.get_by_role("link", name="this answer").click()
    expect(thread(page).locator("article.is-flashed")).to_contain_text("You said: hello")


def test_acting_as_another_person_shows_what_that_person_sees(slack: Workspace, opens: Opens) -> None:
    page = opens()
    says(page, "anybody there?")
    page.get_by_role("button", name="Act as: Ada Okafor").click()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemradio", name="Bob Lindqvist")).to_be_focused()
    expect(page.get_by_role("menuitemradio", name="Bob Lindqvist")).to_contain_text("support agent")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Act as: Bob Lindqvist")).to_be_visible()
    expect(page.get_by_text("anybody there?").first).to_be_visible()
    page.get_by_role("button", name="Act as: Bob Lindqvist").click()
    page.get_by_role("menuitemradio", name="Eve Stone").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="help", exact=True)).to_have_count(0)


def test_what_others_say_is_marked_unread_and_read_aloud(slack: Workspace, opens: Opens) -> None:
    slack.channel("other", members=["ada", "bob"])
    page = opens("ada", slack.channel("help").id)
    slack.person("bob").says("look here", in_="other")
    entry = page.get_by_role("navigation").get_by_role("link", name="other")
    expect(entry.get_by_label("2 unread")).to_be_visible()
    entry.click()
    expect(page.get_by_text("look here").first).to_be_visible()
    expect(entry.get_by_label("2 unread")).to_have_count(0)
    slack.person("bob").says("and here", in_="other")
    expect(page.locator("[aria-live=polite]").get_by_text("and here")).to_have_count(1)


def test_files_are_attached_and_shown(slack: Workspace, opens: Opens) -> None:
    page = opens()
    files = [{"name": "job.log", "mimeType": "text/plain", "buffer": b"stuck at 80 %"}]
    page.get_by_label("Attach files").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Remove job.log").wait_for()
    says(page, "see the file")
    expect(page.get_by_role("log").get_by_role("link", name="job.log")).to_be_visible()
    assert [f.content for f in slack.world.files.values()] == [b"stuck at 80 %"]


def test_the_inspector_shows_payloads_times_and_what_was_missed(slack: Workspace, opens: Opens) -> None:
    page = opens()
    slack.faults.acknowledgements_ignored()
    says(page, "hello")
    expect(thread(page).get_by_text("You said: hello").first).to_be_visible()
    page.get_by_role("button", name="Inspector").click()
    inspector = page.get_by_role("region", name="Inspector")
    inspector.get_by_role("button", name="event message").last.click()
    expect(inspector.get_by_text('"text": "hello"')).to_be_visible()
    expect(inspector.get_by_text("acknowledgement ignored")).to_be_visible()
    expect(inspector.get_by_text("1 retry").first).to_be_visible()
    inspector.get_by_role("button", name="Calls").click()
    expect(inspector.get_by_role("button", name="call chat.postMessage").first).to_be_visible()
    inspector.get_by_label("Close inspector").click()
    expect(inspector).to_have_count(0)


def test_faults_are_ordered_and_healed(slack: Workspace, opens: Opens) -> None:
    page = opens()
    page.get_by_role("button", name="Faults").click()
    menu = page.get_by_role("dialog", name="Faults")
    card = menu.locator("form").filter(has_text="Event twice")
    card.get_by_label("times").fill("2")
    card.get_by_role("button", name="Order").click()
    expect(menu.get_by_text("2 events arrive twice")).to_be_visible()
    menu.get_by_role("button", name="Heal everything").click()
    expect(menu.get_by_text("Nothing is broken.")).to_be_visible()


def test_letters_are_read(slack: Workspace, opens: Opens) -> None:
    page = opens()
    page.get_by_role("link", name="Letters").click()
    expect(page.get_by_role("article", name="Your ticket").get_by_text("It was opened.")).to_be_visible()


def test_a_letter_is_answered(slack: Workspace, opens: Opens) -> None:
    page = opens()
    page.get_by_role("link", name="Letters").click()
    page.get_by_role("button", name="Answer as Ada Okafor").click()
    expect(page.get_by_label("Subject")).to_have_value("Re: Your ticket")
    page.get_by_label("Words").fill("It works now.")
    page.get_by_role("button", name="Send the letter").click()
    expect(page.get_by_label("Words")).to_have_count(0)
    [written] = WRITTEN
    assert (written["from"], written["answers"]) == ("ada@northside.example", "<1@vendor.example>")
    assert (written["subject"], written["body"]) == ("Re: Your ticket", "It works now.")


def test_the_tour_fills_in_and_sends(slack: Workspace, opens: Opens) -> None:
    page = opens(tour=True)
    tour = page.get_by_role("region", name="Tour")
    tour.locator("li").filter(has_text="A question.").get_by_role("button", name="Fill in").click()
    expect(page.get_by_role("button", name="Act as: Bob Lindqvist")).to_be_visible()
    expect(page.get_by_label("Message #help", exact=True)).to_have_value("how do I?")
    tour.locator("li").filter(has_text="An incident.").get_by_role("button", name="Send").click()
    expect(page.get_by_role("log").get_by_text("You said: it is stuck")).to_be_visible()
    expect(page.get_by_role("button", name="Act as: Ada Okafor")).to_be_visible()
    tour.locator("li").filter(has_text="A command.").get_by_role("button", name="Send").click()
    expect(page.get_by_role("log").get_by_text("Help for now")).to_be_visible()
    tour.get_by_label("Close the tour").click()
    expect(tour).to_have_count(0)


def test_the_banner_says_what_is_not_simulated(slack: Workspace, opens: Opens) -> None:
    page = opens()
    expect(page.get_by_text("Simulated Slack: nothing leaves this machine")).to_be_visible()
    page.get_by_role("button", name="What is not simulated").click()
    told = page.get_by_role("dialog", name="What is not simulated")
    expect(told.get_by_text("There is no sign-in")).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)


def test_dark_follows_the_system_and_the_button(slack: Workspace, opens: Opens) -> None:
    page = opens(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    assert dark == "rgb(22, 27, 28)"
    page.get_by_role("button", name="Light colours").click()
    expect(page.get_by_role("button", name="Dark colours")).to_be_visible()
    page.wait_for_function(f"{ground} !== '{dark}'")


@pytest.mark.parametrize("width", [1280, 900, 400])
def test_nothing_sticks_out_at_any_width(slack: Workspace, opens: Opens, width: int) -> None:
    said = slack.person("ada").says("hello " * 40 + "x" * 300, in_="help")
    said.reply()
    page = opens(tour=True)
    page.set_viewport_size({"width": width, "height": 760})
    page.get_by_role("button", name="1 reply").click()
    expect(thread(page).get_by_role("button", name="Solved")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    thread(page).get_by_label("Close thread").click()
    if width == 400:
        page.get_by_role("button", name="Open menu").click()
    page.get_by_role("navigation").get_by_role("link", name="Helper").click()
    expect(page.get_by_label("Message Helper", exact=True)).to_be_visible()


def test_an_empty_workspace_is_filled_by_hand(opens: Opens, slack: Workspace) -> None:
    page = opens()
    page.get_by_role("button", name="Person", exact=True).click()
    form = page.get_by_role("dialog", name="Add a person")
    form.get_by_label("Short name").fill("zoe")
    form.get_by_label("Full name").fill("Zoe Park")
    form.get_by_role("button", name="Add").click()
    expect(form).to_have_count(0)
    page.get_by_role("button", name="Act as: Ada Okafor").click()
    expect(page.get_by_role("menuitemradio", name="Zoe Park")).to_be_visible()


def test_a_form_on_a_form_goes_back_one_step(slack: Workspace, opens: Opens, web: WebClient) -> None:
    page = opens()
    person = slack.person("ada").person
    first = web.views_open(trigger_id=slack.core.interactions.trigger(person), view=TICKET)["view"]["id"]
    trigger = slack.core.interactions.trigger(person, slack.world.views[first])
    web.views_push(trigger_id=trigger, view=modal(section("Details"), title="On top"))
    form = page.get_by_role("dialog")
    expect(form.get_by_role("heading", name="On top")).to_be_visible()
    form.get_by_role("button", name="Cancel").click()
    expect(form.get_by_role("heading", name="Ticket")).to_be_visible()
