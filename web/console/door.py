"""Who may ask for a page: sessions, roles, forged forms; then the page answers."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from records import sessions
from records.sessions import SignedIn
from tickets import directory
from tickets.values import Person
from web.console import sent
from web.console.here import Here
from web.console.nav import nav_of
from web.console.page import (
    Answer,
    Asked,
    Enter,
    File,
    Go,
    Html,
    Knock,
    Leave,
    NotThere,
    OpenPage,
    Page,
    Refused,
)
from web.console.rendering import Renderer

log = logging.getLogger(__name__)

TOUCHED = timedelta(minutes=1)
"""So often it is written down that a session is in use."""
PRE_SECONDS = 600
"""So long the way in may take."""
SENTENCES = {
    403: "Your roles do not allow this. Ask whoever keeps the directory of staff.",
    404: "There is no such page. Look at the address, or go on from the menu.",
    405: "This address takes no such request. Go on from the menu.",
    413: "That is too much at once: a form holds at most 1 MB. Shorten it and send it again.",
    500: "Something went wrong on our side and was noted. Try again; tell your operator if it stays so.",
}
FORGED = (
    "This form did not come from a page of the console, or is too old. Open the page again and send it anew."
)


@dataclass(frozen=True)
class Visitor:
    """Who asks for which address: the session's id and what is known of it."""

    name: str
    signed_in: SignedIn
    person: Person
    path: str


class Door:
    """Answers requests to pages. Everything here is plain and synchronous."""

    def __init__(self, here: Here, renderer: Renderer) -> None:
        self._here, self._renderer = here, renderer
        plain = urlsplit(here.url)
        self._origin = f"{plain.scheme}://{plain.netloc}"
        self._cookie = "__Host-session" if here.is_secure else "session"
        self._pre = "__Host-entering" if here.is_secure else "entering"

    def answer(self, page: Page, request: Request, body: bytes) -> Response:
        """The answer to a request for a page that only staff may see."""
        form_lists = sent.fields(body)
        form = sent.last(form_lists)
        visitor = self.visitor(request)
        if visitor is None:
            return self._signed_out(page, request, form)
        if page.post and not (self._is_ours(request) and self._is_of(visitor, request, form)):
            return self.problem(403, FORGED, visitor)
        if not page.who & visitor.person.roles:
            return self.problem(403, SENTENCES[403], visitor)
        asked = Asked(
            here=self._here,
            person=visitor.person,
            at=self._here.now(),
            path={name: str(value) for name, value in request.path_params.items()},
            query=sent.last(sent.fields(request.url.query)),
            form=form,
            lists=form_lists,
            once=sent.once_of(form, visitor.person.id),
            part=_is_part(request),
        )
        return self._carefully(lambda: self._told(page.show(asked), visitor, asked.part), visitor)

    def open(self, page: OpenPage, request: Request, body: bytes) -> Response:
        """The answer to a request for a page on the way in."""
        form = sent.last(sent.fields(body))
        if page.post and not self._is_ours(request):
            return self.problem(403, FORGED)
        knock = Knock(
            self._here,
            self._here.now(),
            {name: str(value) for name, value in request.path_params.items()},
            sent.last(sent.fields(request.url.query)),
            form,
            request.cookies.get(self._pre, ""),
        )
        return self._carefully(lambda: self._let_in(page.show(knock), request))

    def leave(self, request: Request, body: bytes) -> Response:
        """End the session."""
        visitor = self.visitor(request)
        if visitor is not None:
            if not (self._is_ours(request) and self._is_of(visitor, request, sent.last(sent.fields(body)))):
                return self.problem(403, FORGED, visitor)
            with self._here.writing() as session:
                sessions.end(session, visitor.name)
        response = RedirectResponse("/sign-in", 303)
        response.delete_cookie(self._cookie, path="/", secure=self._here.is_secure, httponly=True)
        return response

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks, when they are signed in, active and on the staff; what a page does by itself is no use
        of the session."""
        visitor = self.known(request)
        if visitor is None or _is_live(request):
            return visitor
        at = self._here.now()
        if at - visitor.signed_in.seen_at >= TOUCHED:
            with self._here.writing() as session:
                sessions.touch(session, visitor.name, at)
        return visitor

    def known(self, request: Request) -> Visitor | None:
        """Whose session it is, while it holds and they are on the staff; those of all others are over."""
        name = request.cookies.get(self._cookie, "")
        if not name:
            return None
        with self._here.reading() as session:
            signed_in = sessions.find(session, name, self._here.now(), self._here.terms)
            person = None if signed_in is None else directory.present(session, signed_in.person_id)
        if signed_in is None:
            return None
        if person is None or not person.is_staff:
            with self._here.writing() as session:
                sessions.end_all(session, signed_in.person_id)
            return None
        return Visitor(name, signed_in, person, request.url.path)

    def missed(self, status: int, request: Request) -> Response:
        """The page for a request that no address takes."""
        return self.problem(status, SENTENCES[status], self.visitor(request))

    def problem(self, status: int, sentence: str, visitor: Visitor | None = None) -> Response:
        """A page that says what is wrong and what to do."""
        return self._html(Html("problem.html", {"sentence": sentence}, status), visitor)

    def _carefully(self, answer: Callable[[], Response], visitor: Visitor | None = None) -> Response:
        """Whatever goes wrong becomes a page with a sentence."""
        try:
            return answer()
        except NotThere as why:
            return self.problem(404, str(why), visitor)
        except Refused as why:
            return self.problem(409, str(why), visitor)
        except Exception:
            log.exception("a page of the console failed")
            return self.problem(500, SENTENCES[500], visitor)

    def _signed_out(self, page: Page, request: Request, form: Mapping[str, str]) -> Response:
        """To the way in, and back; what was typed in a form of ours is shown, so that it is not lost."""
        if page.post:
            typed = {
                name: value
                for name, value in form.items()
                if name not in ("csrf", "once") and value.strip() and self._is_ours(request)
            }
            return self._html(Html("signed_out.html", {"typed": typed}, 401), None)
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        to = f"/sign-in?next={quote(back, safe='/')}"
        if _is_live(request):
            return Response(status_code=401, headers={"HX-Reswap": "none"})
        if _is_part(request):
            return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
        return RedirectResponse(to, 303)

    def _is_ours(self, request: Request) -> bool:
        """Whether a form was sent by one of our own pages, as far as the browser tells."""
        site = request.headers.get("sec-fetch-site")
        if site is not None and site != "same-origin":
            return False
        origin = request.headers.get("origin")
        return origin == self._origin if origin is not None else site == "same-origin"

    def _is_of(self, visitor: Visitor, request: Request, form: Mapping[str, str]) -> bool:
        given = form.get("csrf", "") or request.headers.get("x-csrf", "")
        return hmac.compare_digest(given.encode(), visitor.signed_in.csrf.encode())

    def _told(self, answer: Answer, visitor: Visitor, part: bool) -> Response:
        if isinstance(answer, Html):
            return self._html(answer, visitor, part=part)
        if isinstance(answer, File):
            return _file(answer)
        if answer.said:
            with self._here.writing() as session:
                sessions.notice(session, visitor.name, answer.said)
        return _gone(answer.to, part)

    def _let_in(self, answer: Answer | Enter | Leave, request: Request) -> Response:
        if isinstance(answer, Html):
            return self._html(answer, None)
        if isinstance(answer, File):
            return _file(answer)
        if isinstance(answer, Go):
            return _gone(answer.to, part=False)
        if isinstance(answer, Leave):
            away = RedirectResponse(answer.to, 303)
            self._keep(away, self._pre, answer.pre, PRE_SECONDS)
            return away
        with self._here.writing() as session:
            if before := request.cookies.get(self._cookie):
                sessions.end(session, before)
            name = sessions.begin(session, answer.person_id, self._here.now(), self._here.terms)
        entered = RedirectResponse(sent.path_within(answer.to), 303)
        self._keep(entered, self._cookie, name, int(self._here.terms.longest.total_seconds()))
        entered.delete_cookie(self._pre, path="/", secure=self._here.is_secure, httponly=True)
        return entered

    def _keep(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(
            name, value, max_age=seconds, path="/", secure=self._here.is_secure, httponly=True, samesite="lax"
        )

    def _html(self, answer: Html, visitor: Visitor | None, *, part: bool = False) -> Response:
        shown = {
            "part": part,
            "me": None,
            "csrf": "",
            "notice": None,
            "nav": (),
            "here_is": "",
            **answer.context,
        }
        shown["now"] = self._here.now()
        if visitor is not None:
            shown |= {
                "me": visitor.person,
                "csrf": visitor.signed_in.csrf,
                "nav": nav_of(visitor.person),
                "here_is": f"/{visitor.path.split('/')[1]}",
            }
            if not part:
                shown["notice"] = self._notice(visitor)
        html = self._renderer.render(answer.template, shown)
        return Response(html, answer.status, media_type="text/html")

    def _notice(self, visitor: Visitor) -> str | None:
        """What the page before had to say; said once."""
        words = visitor.signed_in.notice
        if words is not None:
            with self._here.writing() as session:
                sessions.notice(session, visitor.name, None)
        return None if words is None else str(words)


def _is_part(request: Request) -> bool:
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"


def _is_live(request: Request) -> bool:
    """Whether a page that stands there open brings itself up to date: nobody has asked for it."""
    return request.headers.get("x-live") == "1"


def _gone(to: str, part: bool) -> Response:
    inside = sent.path_within(to)
    return Response(headers={"HX-Redirect": inside}) if part else RedirectResponse(inside, 303)


def _file(file: File) -> Response:
    name = "".join(sign for sign in file.name if sign.isalnum() or sign in "-_.") or "file"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file.body, media_type=file.media_type, headers=headers)
