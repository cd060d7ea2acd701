"""HTML of a letter, sanitised so that it may be shown: nothing in it runs, loads, frames or styles."""

from __future__ import annotations

from typing import Final

from mail.reading.html_tags import KEPT, reduced

_ATTRIBUTES: Final = {"a": {"href"}, "img": {"alt"}}


def sanitised(html: str) -> str:
    """Closed tags of a short list, links (``https``, ``http``, ``mailto``, ``tel``) that do not tell where
    they were clicked, pictures only as their words. Show it under a policy that loads nothing, all the same.
    """
    import nh3

    return nh3.clean(
        reduced(html),
        tags=set(KEPT),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
