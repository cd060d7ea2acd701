"""Other names for an article out of the questions: telling words, never a sentence somebody wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from knowledge.words import content_words, meaning, stem
from knowledge.writing.private import Private

MOST: Final = 5
WORDS: Final = 5
"""At the most so many words: fewer than what counts as a customer's own words."""


def aliases(
    questions: Sequence[str], title: str, known: Private, is_usual: Callable[[str], bool]
) -> tuple[str, ...]:
    """Short phrases of usual words; ``is_usual`` knows the words of the other articles.

    A word that no article has is taken when two questions have it: what one person alone writes is theirs.
    """
    asked = Counter(one for question in questions for one in meaning(question))
    found: dict[frozenset[str], str] = {}
    for question in questions:
        words = [word for word in content_words(question) if is_usual(word) or asked[stem(word)] > 1]
        phrase = " ".join([word for word in dict.fromkeys(words) if _is_free(word, known)][:WORDS])
        key = meaning(phrase) if phrase else frozenset()
        if len(key) > 1 and key != meaning(title) and not known.found(phrase):
            found.setdefault(key, phrase)
    return tuple(list(found.values())[:MOST])


def _is_free(word: str, known: Private) -> bool:
    """Neither a number nor a name, however it is written."""
    return word.isalpha() and not known.found(f"the {word}") and word.capitalize() not in known.parts
