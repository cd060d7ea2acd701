"""The Web API's front desk: token, scopes and arguments, before a method is called."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from workspace.core import ApiError, Call, Core
from workspace.things import Json

Does = Callable[[Core, Json], Json]


@dataclass(frozen=True)
class Method:
    """A Web API method. Of `scopes` one is enough; arguments map to text, number, truth, json or list."""

    does: Does
    needs: Mapping[str, str] = field(default_factory=dict)
    takes: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    caller: str = "bot"  # whose token it is called with: "bot", "app", "person", or "anybody" without one
    tells_token: bool = False  # whether the caller's token is an argument


@dataclass(frozen=True)
class Request:
    """A call as it came over HTTP: the bearer token, and the arguments of query and body together."""

    method: str
    token: str
    raw: Json


def read_request(method: str, authorization: str, content_type: str, query: str, body: bytes) -> Request:
    """Raises ApiError when the body is neither a form nor JSON."""
    raw: Json = dict(parse_qsl(query, keep_blank_values=True))
    raw |= read_body(content_type, body) | _client(authorization)
    bearer = authorization.removeprefix("Bearer ").strip() if authorization.startswith("Bearer ") else ""
    return Request(
        method, bearer or str(raw.get("token", "")), {k: v for k, v in raw.items() if k != "token"}
    )


def _client(authorization: str) -> Json:
    """The client id and secret some methods are called with instead of a token."""
    if not authorization.startswith("Basic "):
        return {}
    try:
        client_id, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
    except ValueError as malformed:
        raise ApiError("invalid_auth") from malformed
    return {"client_id": client_id, "client_secret": secret}


def read_body(content_type: str, body: bytes) -> Json:
    """The fields of a form or a JSON object; raises ApiError for anything else."""
    if content_type.startswith("multipart/"):
        raise ApiError("invalid_form_data")
    if not content_type.startswith("application/json"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    try:
        read = json.loads(body or b"{}")
    except ValueError as malformed:
        raise ApiError("invalid_json") from malformed
    if not isinstance(read, dict):
        raise ApiError("json_not_object")
    return read


def answer(core: Core, methods: Mapping[str, Method], request: Request) -> Json:
    """What the method answers; every refusal is an answer too. Unknown methods and arguments are noted."""
    try:
        method = _method(core, methods, request)
        _check_token(core, method, request.token)
        core.require(*method.scopes)
        arguments = _arguments(core, method, request)
        arguments |= {"token": request.token} if method.tells_token else {}
        with core.world.changed:
            return {"ok": True} | method.does(core, arguments)
    except ApiError as refused:
        return refused.answer


def record(core: Core, method: str, arguments: Json, result: Json, status: int) -> None:
    with core.world.changed:
        core.calls.append(Call(method, arguments, result, status))
        core.world.touch()


def _method(core: Core, methods: Mapping[str, Method], request: Request) -> Method:
    method = methods.get(request.method)
    if method is None:
        core.complain(f"{request.method}: this method is not simulated")
        raise ApiError("unknown_method", req_method=request.method)
    return method


def _check_token(core: Core, method: Method, token: str) -> None:
    if method.caller == "anybody":
        return
    if not token:
        raise ApiError("not_authed")
    problems = {
        "bot": core.tokens.problem(token),
        "app": "" if token == core.app.app_token else "invalid_auth",
        "person": "" if token in core.tokens.signed_in else "invalid_auth",
    }
    if problem := problems[method.caller]:
        raise ApiError("not_allowed_token_type" if "" in problems.values() else problem)


def _arguments(core: Core, method: Method, request: Request) -> Json:
    known = {"team_id": "text", **method.needs, **method.takes}  # Bolt gives team_id to every method
    given = {name: value for name, value in request.raw.items() if value is not None}
    for name in given.keys() - known.keys():
        core.complain(f"{request.method}: the argument {name} is not simulated")
        del given[name]
    missing = [name for name in method.needs if given.get(name) in (None, "")]
    if missing:
        messages = [f"[ERROR] missing required field: {name}" for name in missing]
        raise ApiError("invalid_arguments", response_metadata={"messages": messages})
    return {name: _read(known[name], name, value) for name, value in given.items()}


def _read(kind: str, name: str, value: Any) -> Any:
    try:
        return READERS[kind](value)
    except (ValueError, TypeError) as wrong:
        error = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}.get(name)
        messages = [f"[ERROR] invalid value [json-pointer:/{name}]"]
        raise ApiError(error or "invalid_arguments", response_metadata={"messages": messages}) from wrong


def _truth(value: Any) -> bool:
    if value in (True, "1", "true", "True", 1):
        return True
    if value in (False, "0", "false", "False", 0):
        return False
    raise ValueError(value)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise TypeError(value)
    return str(value)


def _list(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else str(value).split(",")


READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "number": int,
    "truth": _truth,
    "json": _json,
    "list": _list,
}
