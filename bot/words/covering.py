"""What is said when a knowledge manager names the article that answers an unanswered query."""

from __future__ import annotations

from guard import Screened, fill, own

COVERED = own("Covered by an article")
WHICH_ARTICLE = own("Which article answers it?")
OR_BY_NAME = own("Or its short name")
BY_NAME_HINT = own("The name of its file without .md; it counts before the choice above.")
ARTICLE_NEEDED = own("Choose an article, or write its short name.")
SETTLED = own("There is no such unanswered query any more; somebody may have settled it.")
NO_ARTICLE = own("There is no such article, or it is for staff alone and no answer to a customer.")


def covered(title: Screened) -> Screened:
    return fill(
        "Noted: “{title}” answers it, and like questions find it from now on. Whoever asked is told where "
        "they asked, unless the article may not be shown there.",
        title=title,
    )
