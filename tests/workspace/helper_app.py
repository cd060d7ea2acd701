"""A small Bolt app, written as Slack's documentation shows it: an independent client of the workspace."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slack_bolt import Ack, App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from workspace import Workspace

Json = dict[str, Any]


def button(text: str, action_id: str, **more: Any) -> Json:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": text},
        "action_id": action_id,
        "value": action_id,
    } | more


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}} | more


def asked(label: str, block_id: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": {"action_id": "it"} | element,
    } | more


def option(text: str, value: str = "") -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value or text.lower()}


def modal(*blocks: Json, title: str = "Ticket", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "ticket_form",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Open"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": list(blocks),
    } | more


TICKET = modal(
    asked("Job number", "job", {"type": "plain_text_input"}),
    asked(
        "What happens?", "error", {"type": "plain_text_input", "multiline": True, "initial_value": "stuck"}
    ),
    asked("How bad?", "severity", {"type": "static_select", "options": [option("High"), option("Low")]}),
    asked(
        "Seen by",
        "who",
        {"type": "checkboxes", "options": [option("Me"), option("Everybody")]},
        optional=True,
    ),
    asked("Which system?", "system", {"type": "external_select", "min_query_length": 1}, optional=True),
    private_metadata="from the helper",
    notify_on_close=True,
)


def bare_app(slack: Workspace, *, socket: bool = True) -> App:
    """An app that listens to nothing yet."""
    logging.getLogger("slack_bolt").setLevel(logging.CRITICAL)
    return App(
        signing_secret=slack.signing_secret,
        client=WebClient(token=slack.bot_token, base_url=slack.api_url),
        listener_executor=ThreadPoolExecutor(max_workers=16),
        request_verification_enabled=not socket,
    )


def helper(slack: Workspace, *, socket: bool = True) -> App:
    """The app: answers in threads, offers buttons and opens a form."""
    app = bare_app(slack, socket=socket)
    _events(app)
    _interactions(app)
    return app


def _events(app: App) -> None:
    @app.event("message")
    def on_message(event: Json, client: WebClient) -> None:
        if event.get("subtype") in (None, "file_share") and "bot_id" not in event:
            thread = event.get("thread_ts") or event["ts"]
            blocks = [
                section(f"You said: {event['text']}"),
                {
                    "type": "actions",
                    "elements": [button("Open a ticket", "open"), button("Solved", "solved")],
                },
            ]
            client.chat_postMessage(channel=event["channel"], thread_ts=thread, text="Answer", blocks=blocks)

    @app.event("app_home_opened")
    def on_home(event: Json, client: WebClient) -> None:
        if event["tab"] == "home":
            home = {"type": "home", "blocks": [section("Welcome home", accessory=button("New", "open"))]}
            client.views_publish(user_id=event["user"], view=home)

    @app.event(re.compile(".*"))
    def on_anything() -> None:
        pass


def _interactions(app: App) -> None:
    @app.action("open")
    def on_open(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        loading = modal(section("Loading ..."), title="Loading")
        opened = client.views_open(trigger_id=body["trigger_id"], view=loading)
        client.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=TICKET)

    @app.action("solved")
    def on_solved(ack: Ack, body: Json, client: WebClient, respond: Callable[..., Any]) -> None:
        ack()
        client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text="Solved",
            blocks=[section("Solved!")],
        )
        respond(text="Thank you.")

    @app.view("ticket_form")
    def on_submit(ack: Ack, view: Json, body: Json, client: WebClient) -> None:
        values = view["state"]["values"]
        if not values["job"]["it"]["value"].isdigit():
            ack(response_action="errors", errors={"job": "Digits only."})
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"Ticket for {values['job']['it']['value']}")

    @app.view_closed("ticket_form")
    def on_close(ack: Ack) -> None:
        ack()

    @app.options("it")
    def on_options(ack: Ack, payload: Json) -> None:
        ack(options=[option(f"{payload['value']} one"), option(f"{payload['value']} two")])

    @app.command("/help-me")
    def on_command(ack: Ack, command: Json) -> None:
        ack(f"Help for {command['text']}")

    @app.shortcut("ticket")
    def on_shortcut(ack: Ack, shortcut: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=TICKET)


@contextmanager
def in_socket_mode(slack: Workspace, app: App | None = None) -> Iterator[App]:
    """The app connected with the built-in Socket Mode client."""
    app = app or helper(slack)
    handler = SocketModeHandler(
        app,
        slack.app_token,
        web_client=WebClient(token=slack.app_token, base_url=slack.api_url),
        ping_interval=1,
    )
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        yield app
        slack.quiet(0.02)  # the client is noisy when it is closed in the middle of its work
    finally:
        threading.Thread(target=handler.close).start()  # takes a second, for which nobody has to wait
        slack.settle(lambda: not slack.core.sockets.connections, timeout=3, calm=3)


@contextmanager
def over_http(app: App) -> Iterator[str]:
    """The app behind an HTTP server; the URL it listens at."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers: dict[str, str | Sequence[str]] = dict(self.headers.items())
            answer = app.dispatch(BoltRequest(body=body, headers=headers))
            self.send_response(answer.status)
            for name, values in answer.headers.items():
                for value in values:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        server.server_close()
