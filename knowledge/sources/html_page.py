"""A saved web page as text: sanitised, and of it what the page is about."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import date

from knowledge.articles import https_address
from knowledge.sources.markdown import markdown
from knowledge.sources.text import Text, day_of
from knowledge.sources.tree import Element, tree


def read_html(content: bytes) -> Text:
    """The text of a page; raises :class:`knowledge.sources.text.UnreadableError`."""
    html, notes = decoded(content)
    return text_of(html, notes)


def text_of(html: str, notes: tuple[str, ...] = ()) -> Text:
    """The same of HTML that has been decoded."""
    page = tree(sanitised(html))
    named, updated, address = _named(page), _updated(page), _address(page)
    about = _about(page)
    _drop(about)
    title = _heading(about) or named
    return Text(title, markdown(about) + "\n", updated, address, notes)


def sanitised(html: str) -> str:
    """HTML with nothing in it that runs, loads or frames anything; every tag is closed."""
    import nh3

    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """A page's letters: by its byte order mark, its own word for it, UTF-8, or else Windows' western ones."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace").lstrip("\ufeff"), ()
    said = _CHARSET.search(content[:2048])
    for name in ("utf-8", said[1].decode("ascii", "ignore") if said else ""):
        try:
            return content.decode(name), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace"), (
        "Its encoding is not UTF-8 and not said; it was read as Windows-1252.",
    )


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)

_TAGS = frozenset(
    """a address article b blockquote br caption center code dd details div dl dt em fieldset figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img kbd li link main meta ol p pre s samp section small span strong sub
    summary sup table tbody td tfoot th thead time title tr tt u ul""".split()  # noqa: SIM905
)
_GONE = frozenset(
    """script style noscript template iframe object embed applet svg math canvas audio video form button
    select option textarea input nav header footer aside dialog frameset""".split()  # noqa: SIM905
)
_ATTRIBUTES = {
    "*": {"class", "role", "hidden", "aria-hidden", "style"},
    "a": {"href"},
    "img": {"alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "meta": {"name", "property", "itemprop", "content"},
    "link": {"rel", "href"},
    "time": {"datetime"},
}
_ASIDE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert"}
)
_ASIDE_CLASSES = frozenset(
    """nav navbar navigation breadcrumb breadcrumbs sidebar side-bar footer site-footer site-header skip-link
    skip-navigation article-votes article-relatives related-articles recent-articles recently-viewed-articles
    article-comments comments comment-list comment-overview article-share share share-links article-subscribe
    article-more-questions article-return-to-top cookie-banner cookie-consent toc table-of-contents headerlink
    pagination edit-this-page""".split()  # noqa: SIM905
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _about(page: Element) -> Element:
    """The part of a page that is its subject: what it calls main, or its only article, or all of it."""
    mains = [*page.each("main"), *(one for one in _every(page) if one.attributes.get("role") == "main")]
    whole = mains[0] if mains else page
    articles = list(whole.each("article"))
    return articles[0] if len(articles) == 1 else whole


def _every(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from _every(child)


def _drop(element: Element) -> None:
    """Take out what is not seen, and what is beside the subject."""
    element.children = [one for one in element.children if isinstance(one, str) or not _is_beside(one)]
    for child in element.children:
        if isinstance(child, Element):
            _drop(child)


def _is_beside(element: Element) -> bool:
    attributes = element.attributes
    return (
        element.tag in ("title", "meta", "link")
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role", "") in _ASIDE_ROLES
        or bool(_ASIDE_CLASSES & set(attributes.get("class", "").lower().split()))
        or bool(_UNSEEN.search(attributes.get("style", "")))
    )


def _heading(about: Element) -> str:
    """The first heading of the first level, which is taken out of the text."""
    for heading in about.each("h1"):
        if words := _plain(heading):
            heading.children = []
            return words
    return ""


def _named(page: Element) -> str:
    """The title the page gives itself."""
    return _without_site(next((_plain(one) for one in page.each("title")), ""))


def _plain(element: Element) -> str:
    return " ".join(element.said().split())


def _without_site(title: str) -> str:
    """``Reset a password | Help Center`` without what every page of the site ends with."""
    for sign in (" | ", " – ", " — ", " · ", " :: ", " - "):
        head, _, _ = title.rpartition(sign)
        if len(head) >= 10:
            return head
    return title


def _updated(page: Element) -> date | None:
    """When the page says it was changed."""
    named = {"article:modified_time", "last-modified", "dcterms.modified", "datemodified", "date"}
    for meta in page.each("meta"):
        name = next(
            (meta.attributes[key] for key in ("property", "name", "itemprop") if key in meta.attributes), ""
        )
        if name.lower() in named and (day := day_of(meta.attributes.get("content", ""))):
            return day
    days = (day_of(one.attributes.get("datetime", "")) for one in page.each("time"))
    return max((day for day in days if day), default=None)


def _address(page: Element) -> str:
    """The page's own address, where it names one."""
    canonical = (one for one in page.each("link") if one.attributes.get("rel", "").lower() == "canonical")
    return next((https_address(one.attributes.get("href", "")) for one in canonical), "")
